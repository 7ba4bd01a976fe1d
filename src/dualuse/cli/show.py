"""``dualuse show``: one code of a control list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

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
    official text alone; without an import, the encoded ones are shown alone. A category (2) or product group (2B)
    instead of a code lists its entries.

    \b
    dualuse show eu/annex-i 2B350.g
    dualuse show 2B204
    """
    from dualuse.data import user_dir
    from dualuse.lists.catalogue import Catalogue
    from dualuse.lists.entry_view import GROUP, list_contents, view_entry
    from dualuse.model.code import folded
    from dualuse.report.entry import render_contents, render_entry

    if len(words) > 2:
        raise click.UsageError(f"one list and one code are expected, not {len(words)} words")
    catalogue = Catalogue.load()
    if len(words) == 1 and len(catalogue.lists) != 1:
        raise NotHeldError(f"say which list: {', '.join(catalogue.lists)}")
    list_id = words[0] if len(words) == 2 else next(iter(catalogue.lists))
    day, folder = as_of or date.today(), user_dir(data)
    group = folded(words[-1])
    if GROUP.fullmatch(group):
        contents = list_contents(catalogue, list_id, group, day, folder)
        _show(form, contents, render_contents)
    else:
        view = view_entry(catalogue, list_id, words[-1], day, folder)
        _show(form, view, partial(render_entry, notes=notes))
    return 0


def _show(form: str, view: Any, render: Callable[..., str]) -> None:
    if form == "json":
        print_json(asdict(view))
    else:
        show_text(render, view)
