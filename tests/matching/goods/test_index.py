from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.data import control_lists_dir
from dualuse.lists.catalogue import Catalogue
from dualuse.lists.glosses import load_glosses
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


LINES = [
    "hot isostatic press", "вакуумный насос", "", "turbomolekular pump", "pump", "§§§", "hot isostatic press",
    "CAS 7664-39-3 hydrogen fluoride", "станок балансировочный 2B119", "titanium", "kitchen pump for the garden",
] * 4  # fmt: skip


def test_a_batch_says_what_single_calls_say() -> None:
    index = authored_index()
    assert index.rank_many(LINES) == [index.rank(text) for text in LINES]
    assert index.search_many(LINES, 3, 5.0) == [index.search(text, 3, 5.0) for text in LINES]
    best = index.best_passages(LINES)
    assert all((row == index.best_passages([text])[0]).all() for row, text in zip(best, LINES, strict=True))


@given(st.lists(st.text(alphabet="adehinoprstu прсов", max_size=25), max_size=40))
def test_a_batch_of_anything_says_what_single_calls_say(texts: list[str]) -> None:
    index = GoodsIndex(TINY)
    assert index.search_many(texts) == [index.search(text) for text in texts]


def test_repeated_texts_are_searched_once_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    authored_index().rank_many(LINES, lambda done, of: told.append((done, of)))
    unique = len(set(LINES))
    assert told[-1] == (unique, unique)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_words_met_before_change_no_answer() -> None:
    index = authored_index()
    before = index.rank("turbomolekular pump for mass spectrometre")
    index.forget()
    assert index.rank("turbomolekular pump for mass spectrometre") == before


def test_a_word_that_is_only_alike_is_said_to_be() -> None:
    found = GoodsIndex(TINY).search("isostattic")
    assert [(s.word, s.like) for s in found.candidates[0].words] == [("isostattic", "isostatic")]
    assert GoodsIndex(TINY).search("isostatic").candidates[0].words[0].like is None


def test_a_trade_term_in_full_is_named_and_speaks_louder_than_half_of_it() -> None:
    full, half = (authored_index().search(text, 1).candidates[0] for text in ("diffusion pump", "diffusion valve"))
    assert "diffusion pump" in full.terms
    assert full.score > half.score


def test_every_entry_is_shown_left_off_or_below_and_told() -> None:
    index = authored_index()
    for text in LINES:
        every = len(index.rank(text))
        found = index.search(text, 2, 10.0)
        assert len(found.candidates) + found.cut + found.below == every


def test_words_of_everyday_goods_lower_scores_and_hide_nothing() -> None:
    plain, lowered = GoodsIndex(TINY), GoodsIndex(TINY, everyday=["garden"])
    text = "garden vacuum pump"
    assert [c.code for c in plain.search(text).candidates] == [c.code for c in lowered.search(text).candidates]
    assert plain.search(text).candidates[0].score > lowered.search(text).candidates[0].score
    assert lowered.search(text).everyday == ("garden",)
    assert plain.search(text).everyday == ()


def test_words_of_everyday_goods_count_for_nothing_beside_an_identifier() -> None:
    index = GoodsIndex(TINY, everyday=["garden"])
    with_word, without = (index.search(f"{text} 1A002", 1).candidates[0] for text in ("garden pump", "orchard pump"))
    assert with_word.score == without.score
    assert not with_word.weak


@pytest.mark.parametrize("text", ["1A002", "CAS 7664-39-3", "culture of B. anthracis"])
def test_an_identifier_alone_is_worth_a_look(text: str) -> None:
    index = GoodsIndex(TINY) if text == "1A002" else imported_glosses()
    assert index.search(text, 1).worth_a_look >= 1


@cache
def imported_glosses() -> GoodsIndex:
    glosses, _ = load_glosses(control_lists_dir())
    chemicals = [Passage("eu/annex-i", g.row.entry or "", g.row.entry or "", ". ".join(g.row.en), "gloss")
                 for g in glosses if g.row.entry in ("1C350", "1C351", "2B350")]  # fmt: skip
    return GoodsIndex(chemicals, glosses)
