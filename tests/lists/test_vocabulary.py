# ruff: noqa: E501  - one line a defect reads as a table
from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.lists.vocabulary import read_vocabulary

KINDS = "kinds:\n- {kind: press, label: {en: press, ru: пресс}, aliases: {en: [HIP], ru: изостат}}\n"
PARAMETER = "- {parameter: metal, type: choices, label: {en: Metal}, question: {en: '?'}, values: [{value: tin, label: {en: tin}}]}\n"
SIZE = "- {parameter: size, type: quantity, dimension: length, label: {en: Size}, question: {en: '?'}}\n"


def read(tmp_path: Path, kinds: str = KINDS, parameters: str = SIZE + PARAMETER, sets: str = "sets: {}\n") -> list[str]:
    for name, text in (("kinds", kinds), ("parameters", f"parameters:\n{parameters}"), ("sets", sets)):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "base.yaml").write_text(text, "utf-8")
    return [str(issue) for issue in read_vocabulary(tmp_path).issues]


def test_names_labels_and_aliases_find_the_same_thing(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    vocabulary = read_vocabulary(tmp_path).vocabulary
    assert {vocabulary.kind(word) for word in ("press", "Пресс", "hip", "изостат")} == {"press"}


def test_every_definition_has_its_place(tmp_path: Path) -> None:
    read(tmp_path)
    places = read_vocabulary(tmp_path).places
    assert (places["parameter metal"].line, places["kind press"].line) == (3, 2)


def test_a_choice_is_extended_in_another_file(tmp_path: Path) -> None:
    more = "- {extends: metal, values: [{value: zinc, label: {en: zinc}}]}\n"
    assert read(tmp_path, parameters=PARAMETER + more) == []
    values = read_vocabulary(tmp_path).vocabulary.parameters["metal"].values or ()
    assert [v.value for v in values] == ["tin", "zinc"]


@pytest.mark.parametrize(
    ("what", "text", "says"),
    [
        ("kinds", KINDS + KINDS.splitlines()[1], "base.yaml:3 at kinds[1]: error: the kind 'press' is already defined"),
        ("kinds", KINDS.replace("label", "parents: [tool], label"), "is one of 'tool', which is not defined"),
        ("kinds", KINDS.replace("label", "parents: [press], label"), "is above and below 'press'"),
        ("kinds", KINDS.replace("kind: press", "kind: Press"), "base.yaml:2 at kinds[0].kind"),
        ("parameters", SIZE + SIZE, "the parameter 'size' is already defined at"),
        ("parameters", SIZE.replace("length", "lenght"), "there is no dimension 'lenght'"),
        ("parameters", PARAMETER.replace("type: choices", "type: choices, dimension: mass"), "only a quantity has a"),
        ("parameters", PARAMETER.replace("[{value: tin, label: {en: tin}}]", "[]"), "a choice lists its values"),
        ("parameters", SIZE.replace("question: {en: '?'}", "fields: [x]"), "has at least parameter, type, label"),
        ("parameters", SIZE.replace("type: quantity, dimension: length", "type: parts, fields: [x]"), "its field 'x' is not"),
        ("parameters", "- {extends: metal, values: []}\n", "there is no choice called 'metal' to extend"),
        ("parameters", PARAMETER + "- {extends: metal, values: [{value: tin, label: {en: x}}]}\n", "already values of metal: tin"),
        ("parameters", PARAMETER.replace("[{value: tin", "[{value: lead, label: {en: tin}}, {value: tin"), "'tin' means both"),
        ("sets", "sets: {a: []}\n", "the set 'a' is empty"),
        ("sets", "sets: 5\n", "base.yaml:1 at sets: error:"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_an_issue_at_its_line(tmp_path: Path, what: str, text: str, says: str) -> None:
    found = read(tmp_path, **{what: text})
    assert any(says in line for line in found), found
