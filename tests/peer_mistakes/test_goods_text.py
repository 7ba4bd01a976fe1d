"""Words about goods lead a person to entries. They decide nothing, and neither a letter pair nor a *no* misleads."""

from __future__ import annotations

import pytest

from dualuse.checker import Checker, kinds_in_words
from dualuse.checker.find import Finder
from dualuse.lists.catalogue import Catalogue
from dualuse.matching.goods import GoodsIndex, Passage
from dualuse.report import render_found
from support.deals import DAY, LISTED, deal, effects, press

TINY = [
    Passage("x/list", "3A001", "3A001.a", "integrated circuit IC hardened against radiation", "ours"),
    Passage("x/list", "1A002", "1A002", "office furniture of carbon", "gloss"),
    Passage("x/list", "2B001", "2B001", "machine tool lathe", "gloss"),
]


@pytest.fixture(scope="module")
def finder(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(catalogue, tmp_path_factory.mktemp("none"), DAY)


@pytest.mark.parametrize("text", ["office lamp", "medicine", "music stand", "plastic bucket", "bicycle"])
def test_two_letters_inside_a_word_are_no_word(text: str) -> None:
    """The abbreviation for an integrated circuit was found inside *office*."""
    found = GoodsIndex(TINY).search(text)
    assert not any(c.code == "3A001" and any(w.word.casefold() == "ic" for w in c.words) for c in found.candidates)


def test_the_same_two_letters_alone_are_the_word() -> None:
    assert GoodsIndex(TINY).search("IC, hardened").candidates[0].code == "3A001"


@pytest.mark.parametrize("text", ["office chair", "impressive mug", "suppressed grievance"])
def test_a_kind_is_suggested_for_whole_words_only(catalogue: Catalogue, text: str) -> None:
    assert not {"isostatic_press", "valve", "press"} & set(kinds_in_words(text, catalogue.vocabulary))
    assert "isostatic_press" in kinds_in_words(f"{text}, isostatic press", catalogue.vocabulary)


@pytest.mark.parametrize(
    "text",
    [
        "no military end use, no nuclear use, no missile",
        "military missile nuclear centrifuge chemical weapon",
        "Not for the production of weapons.",
        "IC office Russia Iran listed sanctioned 2B204",
    ],
)
def test_free_text_neither_raises_nor_lowers_any_answer(checker: Checker, text: str) -> None:
    """*No military end use* counted for a military one, since the words were there."""
    plain = effects(checker.assess(deal()))
    assert effects(checker.assess(deal(end_use={"statement": text}))) == plain
    assert effects(checker.assess(deal(note=text))) == plain
    assert effects(checker.assess(deal(items=[press(description=text)]))) == plain
    assert effects(checker.assess(deal(documents=[{"kind": text, "fields": {"remark": text}}]))) == plain


def test_a_declared_code_is_a_claim_and_is_told_where_it_disagrees(checker: Checker) -> None:
    caught = checker.assess(deal(items=[press(parameters=LISTED, declared_code="none")]))
    assert caught.exit_status == 1
    assert any("declared as not listed, caught by 2B204.a" in line for line in caught.notices)
    other = checker.assess(deal(items=[press(declared_code="2B204.a")]))
    assert any("declared as 2B204.a, and no entry held catches it" in line for line in other.notices)


def test_the_applicants_word_that_nothing_is_listed_does_not_unlist(checker: Checker) -> None:
    answered = press(parameters=LISTED, answers={"item.listed": "no"})
    found = checker.assess(deal(items=[answered]))
    assert found.classifications[0].listed == "yes"
    assert found.exit_status == 1
    assert any("answered as not listed" in line for line in found.notices)


def test_more_of_the_same_words_score_no_higher(finder: Finder) -> None:
    """A raw score grows with the text, and a constant held against it caught whoever wrote more."""
    once = finder.find("diaphragm valve", 10).result.candidates
    often = finder.find("diaphragm valve " * 50, 10).result.candidates
    assert [c.code for c in once][:3] == [c.code for c in often][:3]
    assert all(0 <= c.score <= 100 for c in (*once, *often))
    assert max(c.score for c in often) <= max(c.score for c in once) + 1


def test_a_figure_in_a_description_is_offered_and_never_used(checker: Checker, finder: Finder) -> None:
    text = "isostatic press, 200 MPa, chamber 200 mm"
    offered = finder.find(text, 10)
    assert any(o.text.startswith("200") for s in offered.suggestions for o in s.figures)
    bare = press(description=text, parameters={})
    assert checker.assess(deal(items=[bare])).classifications[0].listed == "unknown"


def test_nothing_found_for_a_description_is_no_statement_about_the_item() -> None:
    found = GoodsIndex(TINY).search("☃☃☃")
    assert found.candidates == ()
    text = render_found("☃☃☃", (), found, (), width=100, colour=False)
    assert "says nothing about the item" in text


def test_a_customs_code_decides_nothing(checker: Checker) -> None:
    """A tariff line and a control entry do not map one to one; a line without an entry is not a free item."""
    for code in ("8462.91", "9503.00", "0000"):
        assert effects(checker.assess(deal(items=[press(hs_code=code)]))) == effects(checker.assess(deal()))
        listed = checker.assess(deal(items=[press(hs_code=code, parameters=LISTED)]))
        assert listed.exit_status == 1
