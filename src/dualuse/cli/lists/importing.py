"""``dualuse lists import``: official files into the user's data folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualuse.cli.options import data_folder, output_format, print_json
from dualuse.cli.progress import working

if TYPE_CHECKING:
    from dualuse.lists.store import ImportReport

_COUNTED = {"cas": "CAS numbers", "not_used": "numbers not used"}


@click.command()
@click.argument("list_id", metavar="LIST")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", "imported_by", default="", help="Who imports it, to be kept with a goods list.")
@click.option("--all", "everything", is_flag=True, help="Show every repair and doubt, not only the first of each kind.")
@data_folder
@output_format
def import_(list_id: str, file: Path, imported_by: str, everything: bool, data: Path | None, form: str) -> int:
    r"""Import FILE as LIST: the official text of a goods list, or a restricted-party list.

    The file is read completely before anything is written; a file that is not this list, or not all of it, is
    refused and leaves nothing behind. It is kept untouched, with its sha256. Where the files are published:
    dualuse lists.

    \b
    dualuse lists import eu/annex-i annex_02021R0821-20251115.json.gz
    dualuse lists import un/sc-consolidated consolidated.xml
    """
    from dualuse.data import user_dir
    from dualuse.errors import NotHeldError
    from dualuse.lists.loaders import FORMATS
    from dualuse.parties import party_list_infos

    folder = user_dir(data)
    if list_id in FORMATS:
        return _goods(list_id, file, folder, imported_by, everything, form)
    infos = party_list_infos()
    if list_id in infos:
        return _parties(list_id, file, folder, everything, form)
    raise NotHeldError(f"nothing called '{list_id}' can be imported; there are: {', '.join((*FORMATS, *infos))}")


def _goods(list_id: str, file: Path, folder: Path, imported_by: str, everything: bool, form: str) -> int:
    from dataclasses import asdict

    from dualuse.lists.store import import_official

    with working(f"reading {file}"):
        report = import_official(list_id, file, folder, imported_by=imported_by)
    if form == "json":
        held = report.held
        print_json(
            {
                "list": held.list_id,
                "edition": held.edition,
                "outcome": report.outcome,
                "sha256": held.sha256,
                "folder": str(held.folder),
                "counts": held.counts,
                "repairs": [asdict(r) for r in report.repairs],
                "doubts": [asdict(d) for d in report.doubts],
            }
        )
    else:
        _write_goods(report, everything)
    return 0


def _write_goods(report: ImportReport, everything: bool) -> None:
    held = report.held
    click.echo(f"{held.list_id}, edition of {held.edition}: {report.says}")
    click.echo(f"  kept in {held.folder}")
    click.echo(f"  sha256 {held.sha256}")
    counts = {_COUNTED.get(name, name): n for name, n in held.counts.items() if name not in ("repairs", "doubts")}
    click.echo(f"  read: {', '.join(f'{n} {name}' for name, n in counts.items())}")
    _write_repairs(report, everything)
    _write_doubts(report, everything)


def _write_repairs(report: ImportReport, everything: bool) -> None:
    kinds = Counter(r.kind for r in report.repairs)
    listed = ", ".join(f"{n} {kind}" for kind, n in kinds.most_common())
    click.echo(f"  {len(report.repairs)} repairs of what the conversion to plain text damaged: {listed or 'none'}")
    shown: set[str] = set()
    for repair in report.repairs:
        if everything or repair.kind not in shown:
            click.echo(f"    {repair.kind}, {repair.place}: '{repair.before}' read as '{repair.after}'")
        shown.add(repair.kind)


def _write_doubts(report: ImportReport, everything: bool) -> None:
    """Doubts are for a person to look at, so each place is named; its words only the first time or on request."""
    click.echo(f"  {len(report.doubts)} doubts that the file does not settle, for a person to look at:")
    reasons: dict[str, list[str]] = {}
    for doubt in report.doubts:
        reasons.setdefault(f"{doubt.kind}: {doubt.reason}", []).append(doubt.place)
        if everything:
            click.echo(f"    {doubt.kind}, {doubt.place}: '{doubt.text}': {doubt.reason}")
    for reason, places in reasons.items() if not everything else ():
        click.echo(f"    {reason}: {', '.join(dict.fromkeys(places))}")
    if not everything and report.doubts:
        click.echo(f"  (--all shows each; dualuse show {report.held.list_id} CODE shows those of an entry)")


def _parties(list_id: str, file: Path, folder: Path, everything: bool, form: str) -> int:
    from datetime import date

    from dualuse.parties import import_party_list, party_list_infos

    with working(f"reading {file}"):
        parties, already = import_party_list(list_id, file, folder)
    names = sum(len(p.names()) for p in parties.parties)
    age = (date.today() - parties.snapshot).days
    limit = party_list_infos()[list_id].stale_after_days
    if form == "json":
        print_json(
            {
                "list": list_id,
                "snapshot": parties.snapshot.isoformat(),
                "outcome": "already_held" if already else "imported",
                "sha256": parties.sha256,
                "parties": len(parties.parties),
                "spellings": names,
                "age_days": age,
                "stale": age > limit,
                "oddities": list(parties.oddities),
            }
        )
        return 0
    outcome = "this very file is held already; nothing was written" if already else "imported"
    click.echo(f"{list_id}, made on {parties.snapshot}: {outcome}")
    click.echo(f"  sha256 {parties.sha256}")
    kinds = Counter(p.kind for p in parties.parties)
    counted = ", ".join(f"{n} {kind}" for kind, n in kinds.most_common())
    click.echo(f"  read: {len(parties.parties)} parties ({counted}) with {names} spellings")
    click.echo(f"  {len(parties.oddities)} oddities met and dealt with{':' if parties.oddities else ''}")
    for line in parties.oddities if everything else parties.oddities[:5]:
        click.echo(f"    {line}")
    if len(parties.oddities) > 5 and not everything:
        click.echo("    … (--all shows each)")
    if age > limit:
        click.echo(f"  ! {age} days old; at most {limit} are accepted: no screening as of today can rely on it")
    return 0
