"""``dualuse rules``: the rules of law, listed, explained and checked."""

from __future__ import annotations

import click

from dualuse.cli.groups import LazyGroup

COMMANDS = {
    "list": ("dualuse.cli.rules.listing", "list_", "List every rule with its citation and status (default)."),
    "show": ("dualuse.cli.rules.show", "show", "Show one rule: conditions in plain words, effect, duties, cases."),
    "check": ("dualuse.cli.rules.check", "check", "Check the rule files and run every case."),
}


@click.group(cls=LazyGroup, table=COMMANDS, invoke_without_command=True)
@click.pass_context
def rules(context: click.Context) -> int:
    """Look at the rules that decide what follows from a listed item, an end-use or a party. Without a command: list."""
    if context.invoked_subcommand is not None:
        return 0
    from dualuse.cli.rules.listing import list_

    status: int = context.invoke(list_)
    return status
