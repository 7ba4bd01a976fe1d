"""The top of the command line: its commands, their one-line helps, and what every error ends in.

Exit statuses: 0 no requirement found, 1 a requirement, prohibition or open hold, 2 unusable input or a wrong call,
3 undetermined.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from dualuse import __version__
from dualuse.cli.groups import LazyGroup
from dualuse.errors import DualUseError

COMMANDS = {
    "assess": (
        "dualuse.cli.assess",
        "assess",
        "Assess a transaction: what bites, under which provision, what is missing.",
    ),
    "classify": ("dualuse.cli.classify", "classify", "Hold items against the control lists only."),
    "find": ("dualuse.cli.find", "find", "Find entries worth looking at for a description of goods."),
    "screen": ("dualuse.cli.screen", "screen", "Screen names against the restricted-party lists held."),
    "show": ("dualuse.cli.show", "show", "Show a list entry: our criteria in plain words beside the official text."),
    "explain": ("dualuse.cli.explain", "explain", "Show every comparison behind one code or rule of an assessment."),
    "replay": ("dualuse.cli.replay", "replay", "Make an assessment again from its receipt and compare."),
    "lists": ("dualuse.cli.lists", "lists", "Control lists and party lists: what is held, import, vocabulary, checks."),
    "rules": ("dualuse.cli.rules", "rules", "The rules: list them, show one in plain words, run their cases."),
    "schemas": ("dualuse.cli.schemas", "schemas", "Write JSON Schemas, so that editors complete and check files."),
    "examples": ("dualuse.cli.examples", "examples", "List the shipped example transactions, or print one."),
}


@click.group(cls=LazyGroup, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dualuse")
def dualuse() -> None:
    r"""From a proposed transaction to a cited, reproducible determination, offline.

    Unknown is never read as "no": what is missing comes back as a question.

    \b
    Exit status: 0 no requirement found, 1 a requirement, prohibition or
    open hold, 2 unusable input, 3 undetermined.
    """


def main(args: list[str] | None = None) -> None:
    """Run the command line; every error of ours ends in one message and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        status = dualuse.main(args=args, prog_name="dualuse", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except DualUseError as error:
        from dualuse.report.page import printable  # a message quotes what was seen, whatever it was

        click.echo(f"dualuse: {printable(str(error))}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:  # a folder that cannot be written, a disk that is full
        click.echo(f"dualuse: {error.filename or 'file'}: {error.strerror or error}", err=True)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)


def _speak_utf8(stream: Any) -> None:
    """Write UTF-8 whatever the console's code page is, and never fail over a character."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
