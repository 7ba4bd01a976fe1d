from __future__ import annotations

from dualuse.lists.searching import find_kinds, find_parameters
from dualuse.logic import Kind, Kinds, Parameter, Vocabulary

VOCABULARY = Vocabulary(
    Kinds(
        [
            Kind("vessel", label="Vessel", aliases=("pressure vessel",)),
            Kind("isostatic_press", label="Isostatic press", label_ru="Изостатический пресс"),
            Kind("compressor", label="Compressor"),
            Kind("drill", label="Drill", aliases=("drill press",)),
            Kind("glove_box", label="Glove box", definition="A box that keeps the pressed powder in."),
        ]
    ),
    {"max_pressure": Parameter("max_pressure", "quantity", "Maximum pressure", "?", dimension="pressure")},
    {},
)


def names(word: str) -> list[str]:
    return [k.name for k in find_kinds(VOCABULARY, word)]


def test_whole_words_come_before_beginnings_and_beginnings_before_the_inside_of_words() -> None:
    assert names("press") == ["isostatic_press", "drill", "vessel", "compressor"]


def test_the_very_word_comes_first() -> None:
    assert names("drill press")[0] == "drill"


def test_a_definition_is_looked_at_only_where_no_name_fits() -> None:
    assert names("powder") == ["glove_box"]


def test_russian_words_are_found_by_their_beginning() -> None:
    assert names("изостатич") == ["isostatic_press"]


def test_every_part_of_a_phrase_must_be_there() -> None:
    assert [p.name for p in find_parameters(VOCABULARY, "pressure max")] == ["max_pressure"]
    assert find_parameters(VOCABULARY, "pressure min") == []


def test_no_word_finds_everything() -> None:
    assert len(names("")) == 5
