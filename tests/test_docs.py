"""Documentation that cannot lag: every command, option and rule stands in it, and shown output is what is printed."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import click
import pytest

from dualuse.cli.app import dualuse
from dualuse.engine import Pack

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs/commands.md").read_text("utf-8")
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*(?![\w-])")


@cache
def commands() -> dict[str, click.Command]:
    """Every command by its whole name, groups included."""
    return dict(_below("dualuse", dualuse))


def _below(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _below(f"{name} {inner}", found)


def sections() -> dict[str, str]:
    """Heading of the second level to the text below it."""
    parts = re.split(r"^## (.+)$", COMMANDS, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options(command: click.Command) -> set[str]:
    return {o for p in command.params if isinstance(p, click.Option) for o in (*p.opts, *p.secondary_opts)}


def test_every_command_has_its_section_and_every_section_its_command() -> None:
    shared = {"What all commands share"}
    assert set(sections()) - shared == set(commands())


@pytest.mark.parametrize("name", commands())
def test_every_option_is_documented_and_every_documented_option_exists(name: str) -> None:
    table = [line for line in sections()[name].splitlines() if line.startswith("| `")]
    if name == "dualuse":
        return
    documented = set(_OPTION.findall("\n".join(line.split("|")[1] for line in table)))
    assert documented == options(commands()[name])


def test_options_that_several_commands_share_are_explained_once() -> None:
    shared = sections()["What all commands share"]
    assert all(f"`{option}" in shared for option in ("--format", "--data", "--as-of"))


def test_every_command_says_what_it_is_for() -> None:
    for name, command in commands().items():
        assert command.help, name
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, f"{name} {option.name}"


@pytest.mark.parametrize("rule", Pack.load().rules)
def test_every_rule_is_in_the_catalogue(rule: str) -> None:
    assert f"### `{rule}`" in (ROOT / "docs/rules.md").read_text("utf-8"), "run: python docs/refresh.py"


def test_what_the_documents_show_is_what_the_program_says() -> None:
    assert refresh().stale() == [], "run: python docs/refresh.py"


def test_every_link_between_documents_leads_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs/refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
