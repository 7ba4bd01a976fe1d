"""``dualuse screen``: names against the restricted-party lists held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dualuse.cli.options import as_of_day, data_folder, output_format, print_json, read_transaction_document, show_text


@click.command()
@click.argument("transaction", required=False)
@click.option("--name", "names", multiple=True, help="A name to screen; repeat for several. Instead of a transaction.")
@click.option(
    "--cutoff", type=click.FloatRange(0, 100), default=None, help="Lowest score shown, 0 to 100 (usually 60)."
)
@as_of_day
@data_folder
@output_format
def screen(
    transaction: str | None,
    names: tuple[str, ...],
    cutoff: float | None,
    as_of: date | None,
    data: Path | None,
    form: str,
) -> int:
    """Screen the parties of TRANSACTION (a file, example:NAME or -), or every --name.

    A hit is a spelling to be looked at by a person, not a verdict. Exit status 1 when there is a hit, 3 when the
    lists held could not be relied upon or a name in a script without vowels has the consonants of a listed one,
    otherwise 0.
    """
    from dualuse.checker import Checker
    from dualuse.documents import validate
    from dualuse.errors import InputError
    from dualuse.model.transaction import Transaction

    if bool(transaction) == bool(names):
        raise click.UsageError("give either a transaction or at least one --name")
    if any(not name.strip() for name in names):
        raise InputError("a name is empty", "--name")
    checker = Checker.load(data)
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
    if any(r.hits for r in results):
        return 1
    return 3 if not results or any(r.problem or r.candidates for r in results) else 0
