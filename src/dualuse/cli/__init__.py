"""The command line: one module per command, loaded only when the command is run."""

from __future__ import annotations

from dualuse.cli.app import main

__all__ = ["main"]
