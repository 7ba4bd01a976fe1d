"""Issues as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from dualuse.issues import Issue


def write_issues(issues: Sequence[Issue]) -> None:
    """One line for each issue, the place first."""
    for issue in issues:
        click.echo(str(issue))
