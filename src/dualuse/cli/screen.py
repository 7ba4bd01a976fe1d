"""``dualuse screen``: names against the restricted-party lists held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualuse.cli.options import as_of_day, data_folder, output_format, print_json, read_transaction_document, show_text

if TYPE_CHECKING:
    from dualuse.checker import Checker
    from dualuse.model.assessment import Screening


@click.command()
@click.argument("transaction", required=False)
@click.option("--name", "names", multiple=True, help="A name to screen; repeat for several. Instead of a transaction.")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    default=None,
    help="A CSV file with very many names. Instead of a transaction.",
)
@click.option("--column", "columns", multiple=True, help="A column of --file with names; repeat for several.")
@click.option(
    "--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="How many share the work on --file."
)
@click.option(
    "--cutoff", type=click.FloatRange(0, 100), default=None, help="Lowest score shown, 0 to 100 (usually 60)."
)
@as_of_day
@data_folder
@output_format
def screen(
    transaction: str | None,
    names: tuple[str, ...],
    file: Path | None,
    columns: tuple[str, ...],
    processes: int,
    cutoff: float | None,
    as_of: date | None,
    data: Path | None,
    form: str,
) -> int:
    """Screen the parties of TRANSACTION (a file, example:NAME or -), every --name, or the names in columns of --file.

    A hit is a spelling to be looked at by a person, not a verdict. Exit status 1 when there is a hit, 3 when the
    lists held could not be relied upon, a name in a script without vowels has the consonants of a listed one or a row
    of --file names nobody, otherwise 0.
    """
    from dualuse.checker import Checker
    from dualuse.documents import validate
    from dualuse.errors import InputError
    from dualuse.model.transaction import Transaction

    if [bool(transaction), bool(names), file is not None].count(True) != 1:
        raise click.UsageError("give one of these: a transaction, at least one --name, or --file with --column")
    if bool(columns) != (file is not None):
        raise click.UsageError("--file and --column belong together")
    if any(not name.strip() for name in names):
        raise InputError("a name is empty", "--name")
    checker = Checker.load(data)
    if file is not None:
        return _screen_file(checker, file, columns, as_of, cutoff, processes, form)
    if transaction:
        case = validate(Transaction, read_transaction_document(transaction))
        results = checker.screen(checker.parties_of(case), as_of or case.date, cutoff)
    else:
        results = checker.screen(names, as_of, cutoff)
    if form == "json":
        print_json([r.model_dump(mode="json") for r in results])
    else:
        from dualuse.report import render_screening

        show_text(render_screening, results)
    return _status(results)


def _screen_file(
    checker: Checker,
    file: Path,
    columns: Sequence[str],
    as_of: date | None,
    cutoff: float | None,
    processes: int,
    form: str,
) -> int:
    from dualuse.cli.screen_file import screen_file

    screened = screen_file(checker, file, columns, as_of, cutoff, processes)
    if form == "json":
        print_json(screened.as_dict())
    else:
        from dualuse.report import render_screening

        show_text(render_screening, screened.results)
        for line in screened.lines(file):
            click.echo(line)
    return _status(screened.results, bool(screened.empty))


def _status(results: Sequence[Screening], unscreened: bool = False) -> int:
    if any(r.hits for r in results):
        return 1
    return 3 if unscreened or not results or any(r.problem or r.candidates for r in results) else 0
