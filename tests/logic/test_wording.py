from __future__ import annotations

from dualuse.documents import read_document
from dualuse.logic import ConditionLoader, Kind, Kinds, Parameter, Vocabulary, Wording, in_words
from dualuse.logic.vocabulary import Choice
from dualuse.logic.wording import formula_in_words, sets_named

METALS = ("iron", "tin", "zinc", "lead", "gold")
PARAMETERS = {
    "size": Parameter("size", "quantity", "Size", "?", dimension="length"),
    "metal": Parameter("metal", "choices", "Metal", "?", values=tuple(Choice(m, m.title()) for m in METALS)),
    "light": Parameter("light", "flag", "Light", "?"),
    "parts": Parameter("parts", "parts", "Parts", "?", fields=("size",)),
}
VOCABULARY = Vocabulary(
    Kinds([Kind("saw", label="Saw"), Kind("axe", label="Axe")]),
    PARAMETERS,
    {"metals": METALS, "few": METALS[:2]},
)


def worded(text: str) -> Wording:
    document = read_document(text, "test")
    loader = ConditionLoader(VOCABULARY, document)
    node = loader.load(document.value, ())
    assert loader.issues == []
    return in_words(node, VOCABULARY)


def shown(wording: Wording, depth: int = 0) -> list[str]:
    return [" " * depth + wording.text, *(line for part in wording.parts for line in shown(part, depth + 1))]


def test_groups_stay_groups_and_single_ones_vanish() -> None:
    text = "{all: [{is: saw}, {any: [{gt: [size, 2 m]}, {all: [{flag: light}]}]}]}"
    assert shown(worded(text)) == ["all of these", " is: Saw", " at least one of these", "  Size > 2 m", "  Light"]


def test_a_negation_says_what_it_denies() -> None:
    assert shown(worded("{not: {flag: light}}")) == ["not: Light"]
    assert worded("{not: {any: [{flag: light}, {gt: [size, 2 m]}]}}").text == "none of these"
    assert worded("{not: {all: [{flag: light}, {gt: [size, 2 m]}]}}").text == "not all of these"


def test_parts_are_told_with_what_must_hold_of_them() -> None:
    text = "{exists: {over: parts, where: {all: [{gt: [size, 2 m]}, {lt: [size, 3 m]}]}}}"
    assert shown(worded(text)) == ["Parts: at least one for which all of these hold", " Size > 2 m", " Size < 3 m"]
    assert worded("{count: {over: parts, ge: 2, where: {gt: [size, 2 m]}}}").text == "Parts: ≥ 2 for which this holds"


def test_a_long_set_is_named_and_a_short_one_listed() -> None:
    long = worded("{all: [{only_in: [metal, '@metals']}, {flag: light}]}")
    assert shown(long)[1] == " Metal: nothing but the set metals"
    assert sets_named(long) == ["metals"]
    assert worded("{in: [metal, '@few']}").text == "Metal: one of Iron; Tin"


def test_paragraphs_notes_and_judgements_come_along() -> None:
    found = worded("{all: [{flag: light, at: a.1, note: by hand}, {ask: {id: made.for, q: Is it made for it?}}]}")
    assert (found.parts[0].at, found.parts[0].note) == (("a.1",), "by hand")
    assert (found.parts[1].text, found.parts[1].ask) == ("Is it made for it?", "made.for")


def test_a_formula_is_told_with_labels_units_and_written_signs() -> None:
    found = worded("{calc: {expr: \"size - size/1000*si('1 µm')/si('1 mm')\", le: 1.7 µm}}")
    assert found.text == "[Size] - [Size] / 1000 × 1 µm / 1 mm ≤ 1.7 µm"
    assert formula_in_words("min(size, 2)**2", VOCABULARY) == "min([Size], 2)^2"
