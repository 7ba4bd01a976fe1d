"""``dualuse explain``: everything behind one code or one rule of an assessment."""

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
from dualuse.errors import NotHeldError


@click.command()
@click.argument("transaction")
@click.argument("subject")
@as_of_day
@data_folder
@output_format
def explain(transaction: str, subject: str, as_of: date | None, data: Path | None, form: str) -> int:
    """Show every comparison that TRANSACTION got under SUBJECT: a control code such as 2B204.a, or a rule id.

    A code explains itself and every paragraph below it.
    """
    from dualuse.checker import Checker
    from dualuse.documents import validate
    from dualuse.model.transaction import Transaction
    from dualuse.report import render_findings, render_paragraphs

    case = validate(Transaction, read_transaction_document(transaction))
    assessment = Checker.load(data).assess(case, as_of=as_of)
    findings = [f for f in assessment.findings if f.rule == subject]
    if findings:
        if form == "json":
            print_json([f.model_dump(mode="json", by_alias=True) for f in findings])
        else:
            show_text(render_findings, findings)
        return 0
    paragraphs = Checker.paragraphs_under(assessment, subject)
    if not paragraphs:
        rules = ", ".join(sorted({f.rule for f in assessment.findings}))
        raise NotHeldError(
            f"nothing in this assessment is called '{subject}': no entry held under that code deals with this kind of "
            f"item, and no rule has that id. Rules: {rules}"
        )
    if form == "json":
        print_json([{"item": item, **p.model_dump(mode="json", by_alias=True)} for item, p in paragraphs])
    else:
        show_text(render_paragraphs, paragraphs)
    return 0
