"""``dualuse assess``: a transaction in, a cited determination out."""

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


@click.command()
@click.argument("transaction")
@click.option(
    "--law", "laws", multiple=True, metavar="ID", help="Jurisdiction to apply (eu, un …); repeat for several."
)
@click.option("--receipt", type=click.Path(dir_okay=False, path_type=Path), help="Write a receipt for dualuse replay.")
@as_of_day
@data_folder
@output_format
def assess(
    transaction: str, laws: tuple[str, ...], receipt: Path | None, as_of: date | None, data: Path | None, form: str
) -> int:
    r"""Assess TRANSACTION: a YAML or JSON file, example:NAME for a shipped one, or - for standard input.

    Every finding cites its provision; every open point names the fact that settles it. What was not checked is said.

    \b
    Exit status: 0 no requirement found, 1 a requirement, prohibition or
    open hold, 2 unusable input, 3 undetermined.
    """
    from dualuse.checker import Checker
    from dualuse.documents import validate
    from dualuse.model.transaction import Transaction

    case = validate(Transaction, read_transaction_document(transaction))
    assessment = Checker.load(data).assess(case, as_of=as_of, laws=laws or None)
    if receipt is not None:
        from dualuse.receipt import write_receipt

        write_receipt(receipt, assessment, case)
    if form == "json":
        print_json({**assessment.model_dump(mode="json", by_alias=True), "exit_status": assessment.exit_status})
    else:
        from dualuse.report import render_assessment

        show_text(render_assessment, assessment)
    return assessment.exit_status
