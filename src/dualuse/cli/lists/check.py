"""``dualuse lists check``: the authoring checks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualuse.cli.options import data_folder, output_format, print_json
from dualuse.cli.progress import working
from dualuse.cli.writing import write_issues

if TYPE_CHECKING:
    from dualuse.lists.validate import CheckReport


@click.command()
@click.option(
    "--without-official-text",
    is_flag=True,
    help="Do not hold codes and figures against the imported official text.",
)
@click.option("--warnings", "with_warnings", is_flag=True, help="Show every warning, not only their number.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Check this folder instead of the shipped control_lists/.",
)
@data_folder
@output_format
def check(without_official_text: bool, with_warnings: bool, root: Path | None, data: Path | None, form: str) -> int:
    """Find everything that is wrong with the lists, all at once, each with its file and line.

    Keys and conditions; every printed code of the covered categories accounted for; every figure of a criterion in
    the official text of its own paragraph or in the reviewed rewrites; references; words with two meanings; and the
    second reader's cases.

    Exit status 1 when there is an error, otherwise 0.
    """
    from dualuse.data import user_dir
    from dualuse.errors import NotHeldError
    from dualuse.lists.validate import check_lists, official_texts
    from dualuse.parties import party_list_issues

    try:
        texts = {} if without_official_text else official_texts(user_dir(data), root)
    except NotHeldError as error:
        raise NotHeldError(f"{error} (or check without it: --without-official-text)") from None
    with working("checking every entry, figure and case"):
        report = check_lists(root, texts)
        report.issues += party_list_issues(root)
    if form == "json":
        print_json(_plain(report))
    else:
        _write(report, with_warnings)
    return 1 if report.errors else 0


def _write(report: CheckReport, with_warnings: bool) -> None:
    write_issues(report.issues if with_warnings else report.errors)
    if report.warnings and not with_warnings:
        files = Counter(i.where.source for i in report.warnings)
        for source, number in sorted(files.items()):
            click.echo(f"{source}: {number} warnings (--warnings shows them)")
    looked_at = ", ".join(f"{number} {what}" for what, number in report.counted.items())
    click.echo(f"checked: {looked_at}")
    click.echo(f"held against: {'; '.join(report.texts) or 'no official text'}")
    click.echo(f"{len(report.errors)} errors, {len(report.warnings)} warnings")


def _plain(report: CheckReport) -> dict[str, object]:
    from dualuse.issues import plain_issue

    return {
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "checked": report.counted,
        "held_against": report.texts,
        "issues": [plain_issue(i) for i in report.issues],
    }
