"""The boards: their tables have a place on their pages, and a missed target is never passed over."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"goods": "docs/matching-goods.md"}
PAGE = "some\n<!-- board: one -->\nold\n<!-- end of board -->\ntext\n<!-- board: two -->\n<!-- end of board -->\nend\n"


@pytest.fixture
def boards(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    return importlib.import_module("benchmarks.__main__")


def test_every_board_has_its_page_and_every_place_its_board(boards: ModuleType) -> None:
    page = boards.PAGE.read_text("utf-8")
    assert set(re.findall("<!-- board: (.+) -->", page)) == set(boards.BOARDS) - {"goods"}
    assert "<!-- goods board -->" in (ROOT / PAGES["goods"]).read_text("utf-8")


def test_a_board_replaces_its_own_table_and_nothing_else(boards: ModuleType) -> None:
    written = boards.put(PAGE, "one", ["new", "lines"])
    assert written == PAGE.replace("old\n", "\nnew\nlines\n\n")
    assert boards.put(written, "one", ["new", "lines"]) == written
    assert boards.put(boards.put(PAGE, "two", ["x"]), "one", ["y"]) == boards.put(
        boards.put(PAGE, "one", ["y"]), "two", ["x"]
    )


def test_a_board_without_a_place_is_not_lost_in_silence(boards: ModuleType) -> None:
    with pytest.raises(ValueError, match="no place for the board 'three'"):
        boards.put(PAGE, "three", ["x"])


def test_a_target_that_is_missed_is_named(boards: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    tables = importlib.import_module("benchmarks.speed.table")
    table = tables.Table()
    table.at_most("one", "a", 8, 8.0)
    table.at_least("one", "b", 60, 61.0)
    table.shown("one", "c", "5")
    table.none("two", "d", 0)
    assert table.missed == []
    assert table.judged() == "3 of 3 targets met"
    table.none("two", "e", 3)
    table.at_most("two", "f", 8, 8.01)
    assert [row.what for row in table.missed] == ["e", "f"]
    assert table.judged().splitlines()[1] == "missed: two: e: 3, none"
    assert capsys.readouterr().out.count("MISS") == 2
    lines = list(tables.markdown(table.rows))
    assert len(lines) == 8
    assert {line.count("|") for line in lines} == {6}


def test_a_table_that_is_left_out_is_known_again_afterwards(boards: ModuleType) -> None:
    from dualuse.matching import normalise

    without = importlib.import_module("benchmarks.names_tables").left_out
    known = normalise("Завод").tokens
    with without("company_words.tsv"):
        assert normalise("Завод").tokens == ("zavod",)
        assert normalise("ООО").tokens == ("llc",)
    assert normalise("Завод").tokens == known == ("plant",)
