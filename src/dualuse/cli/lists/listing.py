"""``dualuse lists list``: what is described, encoded and imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dualuse.cli.options import data_folder, output_format, print_json, show_text


@click.command("list")
@data_folder
@output_format
def list_(data: Path | None = None, form: str = "text") -> int:
    """Show every list: its editions, how much of it is encoded, what is imported, and how old that is."""
    from dualuse.data import user_dir

    folder = user_dir(data)
    overview = {"data": str(folder), "goods": _goods(folder), "parties": _parties(folder)}
    if form == "json":
        print_json(overview)
    else:
        from dualuse.report.lists import render_overview

        show_text(render_overview, overview)
    return 0


def _goods(folder: Path) -> list[dict[str, Any]]:
    from dualuse.lists.catalogue import Catalogue
    from dualuse.lists.store import held

    kept = held(folder)
    today = date.today()
    rows = []
    for one in Catalogue.load().lists.values():
        info = one.info
        rows.append(
            {
                "list": info.id,
                "title": info.title,
                "instrument": f"{info.instrument}, {info.annex}",
                "url": info.url,
                "covers": list(info.covers),
                "not_covered": info.not_covered,
                "checked_until": info.checked_until.isoformat(),
                "editions": [
                    {
                        "edition": e.id,
                        "from": e.start.isoformat(),
                        "to": e.end.isoformat() if e.end else None,
                        "in_force": e.covers(today),
                        "amended_by": e.amended_by,
                        "entries": e.entries,
                        "encoded": len(one.on(e.start)),
                    }
                    for e in info.editions
                ],
                "imported": [
                    {
                        "edition": h.edition,
                        "sha256": h.sha256,
                        "imported_at": h.imported_at,
                        "imported_by": h.imported_by,
                        "in_use": h.in_use,
                        "folder": str(h.folder),
                        "counts": h.counts,
                    }
                    for h in kept
                    if h.list_id == info.id
                ],
            }
        )
    return rows


def _parties(folder: Path) -> list[dict[str, Any]]:
    from dualuse.parties import held_party_lists, party_list_infos

    kept = held_party_lists(folder)
    today = date.today()
    rows = []
    for info in party_list_infos().values():
        snapshots: list[dict[str, Any]] = []
        for h in (h for h in kept if h.list_id == info.id):
            age = (today - date.fromisoformat(h.snapshot)).days
            snapshots.append(
                {
                    "snapshot": h.snapshot,
                    "age_days": age,
                    "stale": age > info.stale_after_days,
                    "sha256": h.sha256,
                    "parties": h.parties,
                    "spellings": h.names,
                    "in_use": not snapshots,
                }
            )
        rows.append(
            {
                "list": info.id,
                "title": info.title,
                "publisher": info.publisher,
                "url": info.url,
                "stale_after_days": info.stale_after_days,
                "imported": snapshots,
            }
        )
    return rows
