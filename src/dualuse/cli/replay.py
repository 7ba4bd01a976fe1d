"""``dualuse replay``: the same assessment again, or which ingredient is gone."""

from __future__ import annotations

from pathlib import Path

import click

from dualuse.cli.options import data_folder, output_format, print_json


@click.command()
@click.argument("receipt", type=click.Path(path_type=Path))
@data_folder
@output_format
def replay(receipt: Path, data: Path | None, form: str) -> int:
    """Assess the transaction in the RECEIPT file again, with the lists and rules held now, and compare.

    Exit status 0 when the assessment is identical, 1 when it differs; what has changed is named either way.
    """
    from dualuse.checker import Checker
    from dualuse.receipt import differences, read_receipt

    kept = read_receipt(receipt)
    again = Checker.load(data).replay(kept)
    changed = differences(kept.receipt, again.receipt)
    identical = kept.receipt.assessment_sha256 == again.receipt.assessment_sha256
    if form == "json":
        print_json(
            {"identical": identical, "changed": changed, "assessment": again.model_dump(mode="json", by_alias=True)}
        )
    elif identical:
        click.echo(f"identical: {kept.receipt.assessment_sha256[:16]}{', although:' if changed else ''}")
        for line in changed:
            click.echo(f"- {line}")
    else:
        click.echo("not identical:" if not changed else "not identical, because:")
        for line in changed or ["the ingredients are the same; the program gives another answer: please report this"]:
            click.echo(f"- {line}")
    return 0 if identical else 1
