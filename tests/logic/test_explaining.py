"""Why a condition came out as it did: what is compared, what is told of it, and how missing facts are asked for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.logic import NO, UNKNOWN, YES, Context, Explainer, Facts, Missing, Outcome, Truth, compile_node, prepare
from dualuse.logic.evaluation import Default
from dualuse.logic.explaining import MAX_PARTS_SHOWN
from dualuse.quantity import Quantity
from support.language import KINDS, VOCABULARY, conditions, loaded


def explained(raw: Any, default: Default = "open", answers: dict[str, Truth] | None = None, **stated: Any) -> Outcome:
    facts = prepare(stated, VOCABULARY, kinds=("press",), answers=answers, path="items[0].parameters")
    return Explainer(VOCABULARY, Context(KINDS), default).explain(loaded(raw), facts)


def only(outcome: Outcome) -> Missing:
    (missing,) = outcome.missing
    return missing


# -- the trace


EVERY = {"forall": {"over": "slides", "where": "true"}}
MORE = {"wetted": ["steel", "…"]}


@pytest.mark.parametrize(
    ("raw", "stated", "condition", "shown", "about"),
    [
        ({"ge": ["pressure", "10 MPa"]}, {"pressure": "20 MPa"}, "Pressure ≥ 10 MPa", "20 MPa", "pressure"),
        ({"range": ["size", "1 mm", "2 mm", "(]"]}, {}, "Size > 1 mm and ≤ 2 mm", "not stated", "size"),
        ({"flag": "sealed"}, {"sealed": "perhaps"}, "Sealed", "perhaps (cannot be used)", "sealed"),
        ({"in": ["wetted", "@few"]}, {"wetted": ["…"]}, "Wetted: one of Nickel", "[…] (cannot be used)", "wetted"),
        ({"in": ["wetted", "@few"]}, MORE, "Wetted: one of Nickel", "[steel, …] (not complete)", "wetted"),
        ({"only_in": ["grade", ["a"]]}, {"grade": "b"}, "Grade: nothing but A", "b", "grade"),
        ({"is": ["tank", "pump"]}, {}, "kind is Tank or Pump", "press", "kind"),
        ({"calc": {"expr": "size*2", "lt": "1 mm"}}, {"size": "1 mm"}, "size*2 < 1 mm", "size = 1 mm", "size"),
        ({"ask": {"id": "x", "q": "Is it?"}}, {}, "Is it?", "not answered", "x"),
        ({"tx": ["treaty", "party"]}, {}, "treaty is party", "not stated", "treaty"),
        ({"ref": {"entry": "9A001"}}, {}, "specified in 9A001", "9A001: unknown", "9A001"),
        ({"other_than": {"entry": "9A001", "of": "host"}}, {}, "Host: not specified in 9A001", "not stated", "9A001"),
        ({"inherit": {"of": "host"}}, {}, "Host: controlled itself", "not stated", "host"),
        (EVERY, {"slides": []}, "Slides: every one meets the condition", "none", "slides"),
    ],
)  # fmt: skip
def test_a_comparison_is_told_in_plain_words(
    raw: Any, stated: dict[str, Any], condition: str, shown: str, about: str
) -> None:
    (leaf,) = explained(raw, **stated).leaves
    assert (leaf.condition, leaf.stated, leaf.about) == (condition, shown, about)


def test_a_settled_group_tells_what_settles_it_and_an_open_one_tells_everything() -> None:
    raw = {"all": [{"flag": "sealed"}, {"flag": "heated"}, {"ge": ["axes", "2"]}]}
    failed = explained(raw, sealed="no", heated="yes")
    assert [leaf.condition for leaf in failed.leaves] == ["Sealed"]
    open_ = explained(raw, heated="yes", axes="3")
    assert [leaf.truth for leaf in open_.leaves] == [UNKNOWN, YES, YES]


def test_paragraph_and_note_come_from_the_nearest_condition_that_has_them() -> None:
    raw = {"all": [{"flag": "sealed", "at": "a.1"}, {"flag": "heated", "note": "own"}], "at": "a", "note": "around"}
    leaves = explained(raw).leaves
    assert [(leaf.at, leaf.note) for leaf in leaves] == [(("a.1",), None), (("a",), "own")]


def test_what_stands_under_not_is_told_as_such() -> None:
    (leaf,) = explained({"not": {"flag": "sealed"}}, sealed="yes").leaves
    assert (leaf.truth, leaf.condition) == (NO, "not: Sealed")


def test_of_many_parts_only_the_deciding_ones_are_told_and_not_all_of_them() -> None:
    raw = {"exists": {"over": "slides", "where": {"lt": ["size", "5 mm"]}}}
    one = explained(raw, slides=[{"size": "9 mm"}, {"size": "1 mm", "name": "Y"}])
    assert [leaf.condition for leaf in one.leaves] == ["Slides Y: Size < 5 mm"]
    many = explained(raw, slides=[{"size": "9 mm"}] * 50)
    assert len(many.leaves) == MAX_PARTS_SHOWN + 1
    assert many.leaves[-1].stated == "50 stated"
    open_ = explained(raw, slides=[{}] * 50)
    assert len(open_.missing) == MAX_PARTS_SHOWN


# -- what is missing


def test_a_missing_value_is_asked_where_it_is_written() -> None:
    missing = only(explained({"ge": ["pressure", "10 MPa"]}))
    assert (missing.kind, missing.question, missing.where) == (
        "fact", "How much pressure?", "items[0].parameters.pressure",
    )  # fmt: skip


def test_a_value_that_cannot_be_used_says_why() -> None:
    missing = only(explained({"ge": ["pressure", "10 MPa"]}, pressure="20 furlongs"))
    assert missing.kind == "restate"
    assert "20 furlongs" in (missing.problem or "")


def test_a_range_across_the_limit_is_asked_more_exactly() -> None:
    missing = only(explained({"ge": ["pressure", "10 MPa"]}, pressure="5-15 MPa"))
    assert missing.problem == "'5-15 MPa' straddles the limit; state it more exactly"
    assert missing.known is not None
    assert (missing.known.low, missing.known.high) == (5e6, 15e6)


def test_a_kind_is_asked_in_both_languages() -> None:
    missing = only(explained({"is": "hot_press"}))
    assert (missing.name, missing.kind, missing.where) == ("kind", "kind", "items[0].kind")
    assert "Hot press (hot_press)" in missing.question
    assert missing.question_ru


def test_a_judgement_is_asked_at_the_answers_of_its_item() -> None:
    raw = {"exists": {"over": "slides", "where": {"ask": {"id": "x", "q": {"en": "Is it?", "ru": "Так ли?"}}}}}
    missing = only(explained(raw, slides=[{}, {}]))
    assert (missing.where, missing.question, missing.question_ru) == ("items[0].answers.x", "Is it?", "Так ли?")


def test_a_formula_asks_for_what_it_lacks_and_tells_why_it_has_no_value() -> None:
    raw = {"calc": {"expr": "pressure/(axes - 2)", "ge": "1 MPa"}}
    assert {m.name for m in explained(raw, axes="3").missing} == {"pressure"}
    none = explained(raw, pressure="1 MPa", axes="2")
    assert {(m.name, m.problem) for m in none.missing} == {
        ("pressure", "the formula has no value with it"), ("axes", "the formula has no value with it"),
    }  # fmt: skip
    root = {"calc": {"expr": "sqrt(axes)", "ge": "1.4142135623730950488016887242096980785696718753769"}}
    near = explained(root, axes="2")
    assert [m.problem for m in near.missing] == ["too close to the limit to tell"]


def test_in_turn_asks_for_the_first_open_part_only() -> None:
    parts = [{"flag": "sealed"}, {"flag": "heated"}]
    assert len(explained({"all": parts}).missing) == 2
    assert [m.name for m in explained({"all": parts, "in_turn": "yes"}).missing] == ["sealed"]
    assert [m.name for m in explained({"all": parts, "in_turn": "yes"}, sealed="yes").missing] == ["heated"]


def test_a_thing_described_is_asked_for_its_codes() -> None:
    outcome = explained({"ref": {"entry": "9A001.b", "of": "host"}}, host={"kind": "press", "specified_in": "9A001"})
    codes, judgement = outcome.missing
    assert (codes.name, codes.problem) == ("specified_in", "'9A001' does not say which paragraph")
    assert (judgement.name, judgement.where) == (
        "specified_in.9A001.b", "items[0].parameters.host.answers.specified_in.9A001.b",
    )  # fmt: skip


# -- facts built by hand, of the wrong sort


ODD = st.sampled_from(
    [
        None, "text", 5, 2.5, b"x", object(), [], {}, True, ("a", 3), ([],), (Facts(), "x"), (Facts(),), (),
        Quantity(float("nan"), float("nan"), True, True, "pressure", None, ""),
        Quantity(float("-inf"), float("inf"), False, False, "pressure", None, ""),
        Quantity(1.7976931348623157e308, 1.7976931348623157e308, True, True, "length", None, ""),
    ]
)  # fmt: skip
NAMES = st.sampled_from(sorted(VOCABULARY.parameters))
ODD_ANSWERS: Any = st.dictionaries(st.sampled_from(["made_for", "usable", "controlled"]), ODD)


@given(conditions(), st.dictionaries(NAMES, ODD), ODD_ANSWERS, st.sampled_from(["open", "unclaimed", "claimed"]))
def test_no_facts_make_a_condition_raise(raw: Any, values: Any, answers: Any, default: Default) -> None:
    facts = Facts(("press",), values, answers=answers)
    node = loaded(raw)
    context = Context(KINDS, {"treaty": "party"})
    truth = compile_node(node, default)(facts, context)
    assert Explainer(VOCABULARY, context, default).explain(node, facts).truth is truth
