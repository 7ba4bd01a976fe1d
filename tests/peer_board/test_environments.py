"""Environments of peers: kept, told apart, never half built. Nothing here reaches a registry."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.peers import environments
from benchmarks.peers.environments import NotInstalledError, environment, reason


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; of a new environment there is only the folder."""
    run: list[list[str]] = []

    def pretended(command: list[str]) -> None:
        run.append(command)
        if command[1:3] == ["-m", "venv"]:
            Path(command[-1]).mkdir(parents=True)

    monkeypatch.setattr(environments, "_run", pretended)
    return run


def requirements(folder: Path, text: str) -> Path:
    file = folder / "requirements-somebody.txt"
    file.write_text(text, "utf-8")
    return file


def test_an_environment_is_built_once_and_then_kept(tmp_path: Path, commands: list[list[str]]) -> None:
    file = requirements(tmp_path, "somebody==1.0\n")
    first = environment(file, tmp_path / "kept")
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"]]
    assert environment(file, tmp_path / "kept") == first
    assert len(commands) == 2


def test_other_versions_are_another_environment(tmp_path: Path, commands: list[list[str]]) -> None:
    first = environment(requirements(tmp_path, "somebody==1.0\n"), tmp_path / "kept")
    second = environment(requirements(tmp_path, "somebody==1.1\n"), tmp_path / "kept")
    assert first != second
    assert len(commands) == 4


def test_an_environment_that_was_cut_off_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = requirements(tmp_path, "somebody==1.0\n")

    def interrupted(_: list[str]) -> None:
        raise NotInstalledError("cut off")

    monkeypatch.setattr(environments, "_run", interrupted)
    for _ in range(2):
        with pytest.raises(NotInstalledError, match="cut off"):
            environment(file, tmp_path / "kept")


def test_a_command_that_cannot_be_run_is_a_reason_too(tmp_path: Path) -> None:
    with pytest.raises(NotInstalledError, match="no-such-program"):
        environments._run([str(tmp_path / "no-such-program")])


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("ERROR: Could not find a version\nERROR: No matching distribution found for ghost==1\n", "ghost==1"),
        ("Collecting\nerror: subprocess-exited-with-error\n  note: none of ours\n", "subprocess-exited-with-error"),
        ("Traceback\nModuleNotFoundError: No module named 'ghost'\n", "ModuleNotFoundError: No module named 'ghost'"),
        ("", "no reason given"),
    ],
)
def test_the_reason_is_the_last_error(output: str, expected: str) -> None:
    assert expected in reason(output)
