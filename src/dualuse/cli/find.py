"""``dualuse find``: which entries to look at for a description of goods."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from dualuse.cli.options import as_of_day, data_folder, output_format, print_json, show_text


@click.command()
@click.argument("description", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="At most so many candidates.")
@click.option(
    "--cutoff", type=click.FloatRange(0, 100), default=0.0, help="Lowest score shown, 0 to 100; all where absent."
)
@as_of_day
@data_folder
@output_format
def find(
    description: tuple[str, ...], limit: int, cutoff: float, as_of: date | None, data: Path | None, form: str
) -> int:
    """Find entries for DESCRIPTION, in English or Russian, as a declaration or a data sheet has it.

    Candidates are for a person to look at. They decide nothing, and none found says nothing about the item.
    """
    from dualuse.checker.find import Finder
    from dualuse.data import user_dir
    from dualuse.lists.catalogue import Catalogue

    text = " ".join(description)
    found = Finder(Catalogue.load(), user_dir(data), as_of or date.today()).find(text, limit, cutoff)
    if form == "json":
        print_json(asdict(found))
    else:
        from dualuse.report import render_found

        show_text(render_found, text, found.suggestions, found.result, found.without)
    return 0
