"""What names mean: kinds above and below each other, and words that several things share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.logic import NO, UNKNOWN, YES, Choice, Kind, Kinds, Parameter, Truth, Vocabulary

KINDS = Kinds(
    [
        Kind("machine", label="Machine", label_ru="Станок"),
        Kind("pump", ("machine",), "Pump", "Насос", aliases=("mover of liquids",)),
        Kind("plant", label="Chemical plant"),
        Kind("plant_pump", ("pump", "plant"), "Chemical pump"),
        Kind("valve", ("plant",), "Valve", aliases=("stop",)),
        Kind("lathe", ("machine",), "Lathe", aliases=("stop",)),
    ]
)
VOCABULARY = Vocabulary(
    KINDS,
    {
        "travel": Parameter("travel", "quantity", "Travel", "How far?", dimension="length", aliases=("stroke", "way")),
        "way": Parameter("way", "text", "Way", "Which way?"),
        "upr": Parameter("upr", "quantity", "Repeatability", "How fine?", dimension="length", aliases=("fineness",)),
        "accuracy": Parameter("accuracy", "quantity", "Accuracy", "?", dimension="length", aliases=("fineness",)),
        "metal": Parameter("metal", "choice", "Metal", "Which?", values=(Choice("nickel", "Nickel", ("Ni",)),)),
    },
    {},
)


@pytest.mark.parametrize(
    ("stated", "wanted", "truth"),
    [
        (["pump"], "pump", YES),
        (["plant_pump"], "pump", YES),
        (["plant_pump"], "machine", YES),
        (["pump"], "plant_pump", UNKNOWN),
        (["machine"], "plant_pump", UNKNOWN),
        (["pump"], "plant", UNKNOWN),  # some pumps are chemical plant
        (["machine"], "plant", UNKNOWN),  # and so are some machines
        (["valve"], "pump", NO),
        (["lathe"], "plant", NO),
        (["lathe", "valve"], "plant", YES),
        (["lathe", "valve"], "pump", NO),
        (["lathe", "pump"], "plant_pump", UNKNOWN),
        ([], "pump", UNKNOWN),
        (["gadget"], "pump", UNKNOWN),
        (["gadget", "lathe"], "pump", UNKNOWN),
        (["gadget", "pump"], "pump", YES),
    ],
)
def test_kinds_stand_above_and_below_each_other(stated: list[str], wanted: str, truth: Truth) -> None:
    assert KINDS.relation(stated, wanted) is truth


NAMES = st.sampled_from(sorted(KINDS.by_name))


@given(NAMES, NAMES)
def test_a_narrower_kind_never_overturns_what_is_settled(kind: str, wanted: str) -> None:
    settled = KINDS.relation([kind], wanted)
    for narrower in KINDS.all_below(kind):
        assert settled is UNKNOWN or KINDS.relation([narrower], wanted) is settled


@given(NAMES, NAMES)
def test_a_kind_is_open_only_where_narrower_kinds_differ(kind: str, wanted: str) -> None:
    truths = {KINDS.relation([k], wanted) for k in KINDS.all_below(kind)}
    if KINDS.relation([kind], wanted) is UNKNOWN:
        assert YES in truths or UNKNOWN in truths


def test_a_taxonomy_that_comes_round_still_ends() -> None:
    kinds = Kinds([Kind("a", ("b",)), Kind("b", ("c",)), Kind("c", ("a",))])
    assert kinds.above("a") == {"a", "b", "c"}
    assert set(kinds.all_below("a")) == {"b", "c"}
    assert kinds.relation(["a"], "c") is YES


def test_a_kind_that_is_not_defined_is_above_nothing() -> None:
    assert KINDS.above("gadget") == frozenset()
    assert KINDS.maybe("gadget") == frozenset()


@pytest.mark.parametrize("word", ["travel", "Travel", "STROKE", "  stroke "])
def test_names_labels_and_aliases_are_found_however_they_are_written(word: str) -> None:
    found = VOCABULARY.parameter(word)
    assert found is not None
    assert found.name == "travel"
    assert VOCABULARY.kind("Mover-of_liquids") == "pump"
    assert VOCABULARY.kind("насос") == "pump"
    assert VOCABULARY.choice(VOCABULARY.parameters["metal"], "ni") == "nickel"
    assert VOCABULARY.choice(VOCABULARY.parameters["metal"], "lead") is None


def test_a_name_means_itself_whatever_else_has_it_as_an_alias() -> None:
    found = VOCABULARY.parameter("way")
    assert found is not None
    assert found.name == "way"


def test_a_word_that_two_things_share_means_neither_and_says_which() -> None:
    assert VOCABULARY.parameter("fineness") is None
    assert VOCABULARY.meanings("Fineness") == ("upr", "accuracy")
    assert VOCABULARY.meanings("travel") == ()
    assert VOCABULARY.kind("stop") is None
    assert VOCABULARY.nearest_kinds("stop") == ["valve", "lathe"]
    assert VOCABULARY.shared_words() == [
        ("kind", "stop", ("valve", "lathe")),
        ("parameter", "fineness", ("upr", "accuracy")),
    ]


def test_near_words_are_offered_and_far_ones_are_not() -> None:
    assert VOCABULARY.nearest_parameters("travell") == ["travel"]
    assert VOCABULARY.nearest_parameters("colour") == []
    assert VOCABULARY.nearest_parameters("x" * 10_000) == []


@given(st.text())
def test_no_word_makes_a_look_up_raise(word: str) -> None:
    VOCABULARY.parameter(word)
    VOCABULARY.kind(word)
    VOCABULARY.nearest_parameters(word)
    VOCABULARY.choice(VOCABULARY.parameters["metal"], word)
