from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from dualuse.lists.catalogue import Catalogue
from dualuse.lists.store import import_official
from dualuse.matching.goods import GoodsIndex, Passage, build_index

DAY = date(2026, 2, 16)
TINY = [
    Passage("x/list", "1A001", "1A001.a", "isostatic press with a hot chamber", "ours"),
    Passage("x/list", "1A001", "1A001.b", "die of a press", "official"),
    Passage("x/list", "1A002", "1A002", "вакуумный насос turbomolecular vacuum pump", "gloss"),
]


@cache
def authored_index() -> GoodsIndex:
    index, _ = build_index(Catalogue.load(), Path("nowhere"), DAY)
    return index


def codes(text: str, limit: int = 5) -> list[str]:
    return [c.code for c in authored_index().search(text, limit).candidates]


def test_a_candidate_says_which_words_spoke_for_it_and_whose_they_are() -> None:
    found = GoodsIndex(TINY).search("hot isostatic presses")
    assert found.candidates[0].code == "1A001"
    assert found.candidates[0].paragraph == "1A001.a"
    assert {(s.word, s.source) for s in found.candidates[0].words} == {
        ("hot", "ours"),  # each with the passage where it weighs most
        ("isostatic", "ours"),
        ("presses", "official"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5-axis CNC milling machine", "2B201"),
        ("пятиосевой фрезерный станок с ЧПУ", "2B201"),
        ("cold isostatic press", "2B204"),
        ("турбомолекулярный вакуумный насос", "2B231"),
        ("glass lined reactor", "2B350"),
    ],
)
def test_trade_words_in_two_languages_lead_to_the_entry(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_code_in_the_text_comes_first() -> None:
    assert codes("diaphragm pump, applicant says 2B230")[0] == "2B230"


def test_what_the_limit_leaves_off_is_told() -> None:
    found = authored_index().search("pump", 1)
    assert len(found.candidates) == 1
    assert found.cut > 0


def test_the_ranking_is_the_order_of_the_search() -> None:
    index = authored_index()
    for text in ("vacuum pump", "станок", "robot controller software"):
        assert [code for _, code in index.rank(text)][:5] == [c.code for c in index.search(text, 5).candidates]


@pytest.mark.parametrize("text", ["", "  ", "12345", "§§§", "的"])
def test_a_text_without_words_finds_nothing_and_says_so(text: str) -> None:
    assert authored_index().search(text).candidates == ()


def test_an_index_of_nothing_finds_nothing() -> None:
    assert GoodsIndex([]).search("pump").candidates == ()


def test_scores_run_from_0_to_100_best_first() -> None:
    scores = [c.score for c in authored_index().search("vacuum furnace pump press valve", 50).candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < s <= 100 for s in scores)


def test_official_text_is_searched_once_it_is_imported(shared: Path, tmp_path: Path) -> None:
    catalogue = Catalogue.load()
    _, without = build_index(catalogue, tmp_path, DAY)
    assert without
    import_official("eu/annex-i", shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz", tmp_path)
    index, nothing = build_index(catalogue, tmp_path, DAY)
    assert nothing == ()
    assert index.search("maraging steel").candidates[0].code in ("1C116", "1C216")
