"""Options that several commands share, and the way a transaction file is found and read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dualuse.errors import InputError

if TYPE_CHECKING:
    from dualuse.documents import Document

Function = TypeVar("Function", bound=Callable[..., Any])

EXAMPLE = "example:"


def output_format(function: Function) -> Function:
    """``--format text|json``."""
    option = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="Form of the output.",
    )
    return option(function)


def data_folder(function: Function) -> Function:
    """``--data DIR``: another user data folder than the usual one."""
    option = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        default=None,
        help="Folder of imported lists (usually your user data folder, or $DUALUSE_DATA).",
    )
    return option(function)


def as_of_day(function: Function) -> Function:
    """``--as-of YYYY-MM-DD``: the day whose law applies."""
    option = click.option(
        "--as-of", metavar="YYYY-MM-DD", callback=_day, default=None, help="The day whose law applies."
    )
    return option(function)


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"'{value}' is not a day; write it as 2026-10-05") from None


def read_transaction_document(name: str) -> Document:
    """The document called ``name``: a file, ``example:NAME`` for a shipped example, or ``-`` for standard input."""
    from dualuse.documents import MAX_BYTES, read_document, read_text

    if name == "-":
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise InputError(f"more than {MAX_BYTES:,} bytes", "standard input")
        try:
            return read_document(raw.decode("utf-8-sig"), "standard input")
        except UnicodeDecodeError:
            raise InputError("not UTF-8 text", "standard input") from None
    path = example_file(name.removeprefix(EXAMPLE)) if name.startswith(EXAMPLE) else Path(name)
    return read_document(read_text(path), name)


def example_file(name: str) -> Path:
    """The shipped example called ``name``.

    Raises:
        InputError: There is none of that name; the message lists those there are.
    """
    from dualuse.data import examples_dir

    known = {p.stem: p for p in sorted(examples_dir().glob("*.yaml"))}
    if name not in known:
        raise InputError(f"no example called '{name}'; there are: {', '.join(known)}")
    return known[name]


def print_json(value: object) -> None:
    """Write JSON to standard output, in the characters people read."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_text(render: Callable[..., str], *arguments: object) -> None:
    """Write a rendered report: as wide as the terminal (at most 120 columns), coloured only on one."""
    import os
    import shutil

    terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((100, 24)).columns, 120) if terminal else 100
    colour = terminal and "NO_COLOR" not in os.environ
    click.echo(render(*arguments, width=width, colour=colour), nl=False)
