"""``dualuse lists``: what is held, importing official files, the vocabulary, and the authoring checks."""

from __future__ import annotations

import click

from dualuse.cli.groups import LazyGroup

COMMANDS = {
    "list": ("dualuse.cli.lists.listing", "list_", "Show which lists are described, encoded and imported (default)."),
    "import": ("dualuse.cli.lists.importing", "import_", "Import an official file: a goods list or a party list."),
    "kinds": ("dualuse.cli.lists.words", "kinds", "Search the item kinds, in English or Russian."),
    "parameters": ("dualuse.cli.lists.words", "parameters", "Search the parameters, in English or Russian."),
    "check": ("dualuse.cli.lists.check", "check", "Run the authoring checks over the lists we ship."),
}


@click.group(cls=LazyGroup, table=COMMANDS, invoke_without_command=True)
@click.pass_context
def lists(context: click.Context) -> int:
    """Look after control lists and restricted-party lists. Without a command: what is held.

    What we author (codes, criteria, vocabulary) is shipped; the official texts and the party lists are imported by
    you, and kept untouched with their sha256 in your data folder.
    """
    if context.invoked_subcommand is not None:
        return 0
    from dualuse.cli.lists.listing import list_

    status: int = context.invoke(list_)
    return status
