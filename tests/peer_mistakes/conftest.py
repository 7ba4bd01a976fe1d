from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.checker import Checker
from dualuse.engine import Pack
from dualuse.lists.catalogue import Catalogue
from support.deals import held_list
from support.running import Ran, Run


@pytest.fixture(scope="session")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """The shipped lists and rules with a hand-made party list six days older than the deal."""
    return Checker.load(held_list(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="session")
def pack() -> Pack:
    return Pack.load()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, as the shell would see it."""
    from dualuse.cli import main

    def call(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), out, err)

    return call


@pytest.fixture
def rules_copy(tmp_path: Path) -> Path:
    """A copy of the shipped rules, to be changed."""
    import shutil

    from dualuse.data import rules_dir

    return Path(shutil.copytree(rules_dir(), tmp_path / "rules"))
