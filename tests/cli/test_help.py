from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.cli.app import COMMANDS
from dualuse.parties import SCORE_CUTOFF
from support.running import Run


def test_the_top_help_names_every_command_and_the_exit_statuses(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    assert all(name in ran.out for name in COMMANDS)
    assert "3 undetermined" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_loads_and_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert len(ran.out.splitlines()) > 4


def test_the_help_names_the_cutoff_that_is_used(run: Run) -> None:
    assert f"usually {SCORE_CUTOFF:g})" in " ".join(run("screen", "--help").out.split())
    commands = Path(__file__).parents[2] / "docs" / "commands.md"
    assert f"lowest score shown, 0 to 100; usually {SCORE_CUTOFF:g} " in commands.read_text("utf-8")
