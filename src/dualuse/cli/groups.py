"""Groups of commands that know their commands by name and load one only when it is run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

Table = Mapping[str, tuple[str, str, str]]
"""Command name to (module, attribute in it, one line of help), in the order people meet them."""


class LazyGroup(click.Group):
    """A group over a table of commands, none of which is imported to list them."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self.help = _as_written(self.help)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command, or None where there is no such command."""
        if cmd_name not in self.table:
            return None
        module, attribute, _ = self.table[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        command.help = _as_written(command.help)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named when there is none of that name."""
        if args and args[0] not in self.table:
            from difflib import get_close_matches

            close = get_close_matches(args[0], self.table, 1)
            hint = f"Did you mean '{close[0]}'?" if close else f"There are: {', '.join(self.table)}."
            raise click.UsageError(f"there is no command '{args[0]}'. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, _, short) in self.table.items()])


def _as_written(text: str | None) -> str | None:
    r"""The help with its ``\b`` marks (which keep lines as they are) as click knows them; docstrings are raw here."""
    return text.replace("\\b\n", "\b\n") if text else text
