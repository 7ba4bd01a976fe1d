"""``dualuse rules check``: the rule files and their cases."""

from __future__ import annotations

from pathlib import Path

import click

from dualuse.cli.options import output_format, print_json
from dualuse.cli.writing import write_issues


@click.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Check this folder instead of the shipped rules/.",
)
@output_format
def check(root: Path | None, form: str) -> int:
    """Find everything that is wrong with the rules, and run every case beside them.

    Every rule has cases that come out as yes, as no and as unknown. Exit status 1 when there is an error, otherwise 0.
    """
    from dualuse.data import rules_dir
    from dualuse.engine import Pack, check_rules
    from dualuse.issues import plain_issue

    folder = root or rules_dir()
    issues = check_rules(folder)
    errors = sum(i.severity == "error" for i in issues)
    pack = Pack.read(folder)
    cases = sum(len(file.cases) for file, _ in pack.cases.values())
    if form == "json":
        print_json(
            {"errors": errors, "rules": len(pack.rules), "cases": cases, "issues": [plain_issue(i) for i in issues]}
        )
    else:
        write_issues(issues)
        click.echo(f"checked: {len(pack.rules)} rules, {len(pack.tables)} tables, {cases} cases")
        click.echo(f"{errors} errors, {len(issues) - errors} warnings")
    return 1 if errors else 0
