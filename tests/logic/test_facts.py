"""What is stated, read once: usable values, problems in words, and no input that raises."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.logic import NO, UNKNOWN, YES, Facts, prepare
from dualuse.logic.facts import MAX_DEPTH, MAX_PARTS, shown
from dualuse.quantity import Quantity
from support.language import VOCABULARY


def read(kinds: tuple[str, ...] = (), /, **stated: Any) -> Facts:
    return prepare(stated, VOCABULARY, kinds=kinds, path="items[0].parameters")


def figure(facts: Facts, name: str) -> tuple[float, float]:
    value = facts.values[name]
    assert isinstance(value, Quantity)
    return value.low, value.high


# -- quantities


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("70 MPa", 70e6, 70e6),
        ("60-80 MPa", 60e6, 80e6),
        ({"min": "60 MPa", "max": "80 MPa"}, 60e6, 80e6),
        ({"min": "60 MPa"}, 60e6, float("inf")),
        ({"max": "80 MPa"}, float("-inf"), 80e6),
        ("up to 80 MPa", float("-inf"), 80e6),
    ],
)
def test_a_figure_or_a_range_is_read(raw: Any, low: float, high: float) -> None:
    assert figure(read(pressure=raw), "pressure") == (low, high)


def test_the_ends_of_a_range_count_and_its_open_side_does_not() -> None:
    value = read(pressure={"min": "60 MPa"}).values["pressure"]
    assert isinstance(value, Quantity)
    assert (value.low_closed, value.high_closed) == (True, False)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("rubbish", "'rubbish'"),
        ("70", "'70'"),
        ("70 kg", "'70 kg'"),
        (["70 MPa"], "one value with its unit"),
        ({"min": "80 MPa", "max": "60 MPa"}, "min is above max"),
        ({"min": "60-70 MPa"}, "min: one exact value"),
        ({"min": {"min": "1 MPa"}}, "min: one value expected"),
        ({"min": "60 MPa", "most": "80 MPa"}, "one value with its unit"),
        ({}, "one value with its unit"),
        ("1,234 MPa", "more than one way"),
        (70, "'70'"),
        (True, "'yes'"),
        pytest.param(10**5000, "one value with its unit", id="a number of 5000 digits"),
        (float("nan"), "'nan'"),
    ],
)
def test_what_is_no_figure_is_a_problem_and_no_value(raw: Any, says: str) -> None:
    facts = read(pressure=raw)
    assert says in facts.problems["pressure"]
    assert "pressure" not in facts.values


# -- features and named values


@pytest.mark.parametrize(("raw", "value"), [("yes", True), ("No", False), ("да", True), (True, True), ("0", False)])
def test_a_feature_is_yes_or_no(raw: Any, value: bool) -> None:
    assert read(sealed=raw).values["sealed"] is value


@pytest.mark.parametrize("raw", ["maybe", "", ["yes"], {"yes": "no"}, 2])
def test_a_feature_that_is_neither_is_a_problem(raw: Any) -> None:
    facts = read(sealed=raw)
    assert "neither yes nor no" in facts.problems["sealed"]
    assert "sealed" not in facts.values


def test_named_values_are_found_by_label() -> None:
    assert read(wetted=["Nickel", "TITANIUM", "nickel"]).values["wetted"] == ("nickel", "titanium")
    assert read(grade="B").values["grade"] == ("b",)
    assert read(maker=" Acme ").values["maker"] == ("acme",)


def test_a_choice_is_one_value() -> None:
    facts = read(grade=["a", "b"])
    assert facts.problems["grade"] == "one value is expected, 2 are stated"
    assert "grade" not in facts.values


def test_a_list_with_a_member_that_cannot_be_used_is_known_not_to_be_complete() -> None:
    facts = read(wetted=["nickel", "unobtainium"])
    assert facts.values["wetted"] == ("nickel",)
    assert facts.problems["wetted"].startswith("not in the vocabulary: unobtainium; known values: nickel, ")


@pytest.mark.parametrize("more", ["…", "...", None])
def test_a_list_may_say_that_there_are_more(more: str | None) -> None:
    facts = read(wetted=["nickel", more], slides=[{"size": "1 mm"}, more])
    assert facts.values["wetted"] == ("nickel",)
    assert len(facts.parts("slides") or ()) == 1
    assert facts.problems.keys() == {"wetted", "slides"}


def test_an_empty_list_is_complete_and_nothing_is_no_list() -> None:
    facts = read(wetted=[], slides=[], maker=None)
    assert (facts.values["wetted"], facts.values["slides"]) == ((), ())
    assert not facts.problems
    assert "maker" not in facts.stated


# -- parts and items inside items


def test_parts_are_read_with_their_place_and_share_the_answers_of_their_item() -> None:
    facts = prepare(
        {"slides": [{"size": "5 mm"}, {"size": "7 mm", "name": "x"}]},
        VOCABULARY,
        answers={"usable": YES},
        path="items[2].parameters",
    )
    first, second = facts.parts("slides") or ()
    assert second.place("size") == "items[2].parameters.slides[1].size"
    assert first.answers is facts.answers
    assert first.asked_at == "items[2]"


def test_an_item_inside_an_item_has_answers_of_its_own() -> None:
    host = {"kind": "Press", "parameters": {"size": "5 mm"}, "answers": {"usable": "no", "made_for": {"answer": "yes"}}}
    facts = prepare({"host": host}, VOCABULARY, answers={"usable": YES}, path="items[0].parameters")
    (inner,) = facts.parts("host") or ()
    assert inner.kinds == ("press",)
    assert inner.answers == {"usable": NO, "made_for": YES}
    assert inner.place("size") == "items[0].parameters.host.parameters.size"
    assert (inner.home, inner.asked_at) == ("items[0].parameters.host", "items[0].parameters.host")


def test_answers_that_say_nothing_are_unknown() -> None:
    (inner,) = read(host={"answers": {"a": "perhaps", "b": {}, "c": ["yes"], "d": True}}).parts("host") or ()
    assert inner.answers == {"a": UNKNOWN, "b": UNKNOWN, "c": UNKNOWN, "d": YES}
    (inner,) = read(host={"answers": "yes"}).parts("host") or ()
    assert inner.answers == {}


def test_what_is_stated_twice_counts_neither_way() -> None:
    facts = prepare({"size": "5 mm", "Size": "7 mm"}, VOCABULARY)
    assert facts.problems["size"] == "stated twice, the second time as 'Size'"
    (part,) = read(slides=[{"size": "5 mm", "parameters": {"size": "5 mm"}}]).parts("slides") or ()
    assert "stated twice" in part.problems["size"]
    assert "size" not in part.values


def test_names_that_nobody_knows_are_told_with_the_nearest_ones_and_their_place() -> None:
    facts = read(pressur="1 MPa", colour="red", slides=[{"siz": "1 mm"}])
    assert facts.unread == (
        "pressur (did you mean pressure?)",
        "colour",
        "slides[0].siz (did you mean size?)",
    )


def test_a_part_is_a_mapping() -> None:
    facts = read(slides=[{"size": "1 mm"}, "two more"])
    assert len(facts.parts("slides") or ()) == 1
    assert "'two more' is no part" in facts.problems["slides"]
    assert read(slides="three").parts("slides") is None


def test_one_item_may_have_only_so_many_parts() -> None:
    assert len(read(slides=[{}] * MAX_PARTS).parts("slides") or ()) == MAX_PARTS
    assert "parts in one item are not read" in read(slides=[{}] * (MAX_PARTS + 1)).problems["slides"]
    facts = read(host=[{"slides": [{}] * 600}, {"slides": [{}] * 600}])
    first, second = facts.parts("host") or ()
    assert first.parts("slides") is not None
    assert second.parts("slides") is None, "the budget is that of the whole item"


def test_parts_of_parts_end_somewhere() -> None:
    raw: dict[str, Any] = {"size": "1 mm"}
    for _ in range(50):
        raw = {"host": raw}
    facts = prepare(raw, VOCABULARY)
    depth = 0
    while (inner := facts.parts("host")) is not None:
        (facts,) = inner
        depth += 1
    assert depth == MAX_DEPTH
    assert "deeper than" in facts.problems["host"]


# -- hostile input


def test_what_is_shown_of_a_value_is_short() -> None:
    deep: Any = "x"
    for _ in range(10_000):
        deep = [deep]
    for raw in ("x" * 10**6, ["y" * 10**6] * 10**4, {f"k{n}": n for n in range(10**4)}, deep, b"\xff", object()):
        assert len(shown(raw)) <= 160


SCALARS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["NaN", "inf", "-", "1e99999 MPa", "٣ MPa", "５ MPa", "\u202e70 MPa", "\ud800", "70\x00MPa", "…", "½ in"]
    ),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.none(),
    st.binary(max_size=4),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
)
NAMES = st.one_of(
    st.sampled_from([*sorted(VOCABULARY.parameters), "kind", "parameters", "answers"]), st.text(max_size=12)
)


@given(st.dictionaries(NAMES, ANYTHING, max_size=8), st.lists(st.text(max_size=8), max_size=3))
def test_nothing_that_is_stated_makes_reading_raise(stated: dict[str, Any], kinds: list[str]) -> None:
    facts = prepare(stated, VOCABULARY, kinds=tuple(kinds), path="items[0].parameters")
    for name in facts.stated:
        parameter = VOCABULARY.parameters[name]
        value = facts.values.get(name)
        assert value is not None or name in facts.problems
        if value is not None and parameter.type == "quantity":
            assert isinstance(value, Quantity)
        elif value is not None and parameter.type == "flag":
            assert isinstance(value, bool)
        elif value is not None:
            assert isinstance(value, tuple)
