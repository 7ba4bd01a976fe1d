"""``dualuse classify``: items against control lists, without parties or rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dualuse.cli.options import (
    as_of_day,
    data_folder,
    output_format,
    print_json,
    read_transaction_document,
    show_text,
)
from dualuse.errors import InputError


@click.command()
@click.argument("transaction", required=False)
@click.option("--kind", "kinds", multiple=True, help="Item kind (see: dualuse lists kinds). Instead of a transaction.")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="A stated parameter.")
@click.option("--description", default="item on the command line", help="What the item is called in the output.")
@as_of_day
@data_folder
@output_format
def classify(
    transaction: str | None,
    kinds: tuple[str, ...],
    parameters: tuple[str, ...],
    description: str,
    as_of: date | None,
    data: Path | None,
    form: str,
) -> int:
    r"""Hold the items of TRANSACTION, or one item given with --kind and -p, against the control lists.

    \b
    dualuse classify --kind isostatic_press -p max_working_pressure="690 bar" \
                     -p chamber_inside_diameter="200 mm"

    Exit status 1 when an item is listed, 3 when that is undetermined, otherwise 0.
    """
    from dualuse.checker import Checker
    from dualuse.documents import validate
    from dualuse.model.transaction import Transaction

    if bool(transaction) == bool(kinds or parameters):
        raise click.UsageError("give either a transaction, or --kind and -p")
    checker = Checker.load(data)
    if transaction:
        case = validate(Transaction, read_transaction_document(transaction))
        results = [checker.classify(item, as_of or case.date, number) for number, item in enumerate(case.items)]
    else:
        stated = {"description": description, "kind": kinds, "parameters": _stated(parameters)}
        results = [checker.classify(stated, as_of)]
    if form == "json":
        print_json([r.model_dump(mode="json", by_alias=True) for r in results])
    else:
        from dualuse.report import render_classification

        show_text(render_classification, results)
    verdicts = {r.listed for r in results}
    return 1 if "yes" in verdicts else 3 if "unknown" in verdicts else 0


def _stated(parameters: tuple[str, ...]) -> dict[str, object]:
    """``NAME=VALUE`` texts as parameters; a value may be a YAML list, as in ``wetted=[glass, tantalum]``."""
    from dualuse.documents import read_document

    stated: dict[str, object] = {}
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise InputError(f"write a parameter as NAME=VALUE, not '{text}'")
        if name.strip() in stated:
            raise InputError(f"the parameter '{name.strip()}' is given twice")
        listed = value.strip().startswith(("[", "{"))
        stated[name.strip()] = read_document(value, f"-p {name.strip()}").value if listed else value.strip()
    return stated
