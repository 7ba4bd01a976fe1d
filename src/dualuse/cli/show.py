"""``dualuse show``: one code of a control list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dualuse.cli.options import as_of_day, data_folder, output_format, print_json, show_text
from dualuse.errors import NotHeldError


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="[LIST] CODE")
@click.option("--notes", is_flag=True, help="Print the general notes that bear on the entry in full.")
@as_of_day
@data_folder
@output_format
def show(words: tuple[str, ...], notes: bool, as_of: date | None, data: Path | None, form: str) -> int:
    r"""Show CODE of LIST: our title and criteria in plain words, and beside them the official text you imported.

    LIST may be left out while only one control list is held. Codes that are not encoded here are shown from the
    official text alone; without an import, the encoded ones are shown alone.

    \b
    dualuse show eu/annex-i 2B350.g
    dualuse show 2B204
    """
    from dataclasses import asdict

    from dualuse.data import user_dir
    from dualuse.lists.catalogue import Catalogue
    from dualuse.lists.entry_view import view_entry

    if len(words) > 2:
        raise click.UsageError(f"one list and one code are expected, not {len(words)} words")
    catalogue = Catalogue.load()
    if len(words) == 1 and len(catalogue.lists) != 1:
        raise NotHeldError(f"say which list: {', '.join(catalogue.lists)}")
    list_id = words[0] if len(words) == 2 else next(iter(catalogue.lists))
    view = view_entry(catalogue, list_id, words[-1], as_of or date.today(), user_dir(data))
    if form == "json":
        print_json(asdict(view))
    else:
        from dualuse.report.entry import render_entry

        show_text(render_entry, view, notes)
    return 0
