"""Parts and subjects that are described as items of their own: by their data, or by the codes they are listed under."""

import pytest

from dualuse.documents import read_document
from dualuse.logic import YES, EntrySet, Kind, Kinds, Parameter, Truth, Vocabulary, load_entry, prepare
from dualuse.logic.stated_codes import listed_under
from dualuse.logic.truth import NO, UNKNOWN

PRESS = """
entry: 2B204
from: "2025-11-15"
title: Presses
gate: {is: press}
paras:
- {id: a, when: {ge: [pressure, 69 MPa]}}
"""
SOFTWARE = """
entry: 2D201
from: "2025-11-15"
title: Software for presses
gate: {is: software}
paras:
- {id: all, when: {all: [{ref: {entry: 2B204, of: subject}}, {ask: {id: special, q: "Special?"}}], in_turn: yes}}
"""
PART = """
entry: 2B005
from: "2025-11-15"
title: Parts of presses
gate: {is: part}
paras:
- {id: a, when: {exists: {over: subject, where: {all: [{is: press}, {gt: [pressure, 10 MPa]}]}}}}
"""


def entries(*texts: str) -> EntrySet:
    vocabulary = Vocabulary(
        Kinds([Kind("press"), Kind("software"), Kind("part")]),
        {
            "pressure": Parameter("pressure", "quantity", "Pressure", "How much?", dimension="pressure"),
            "subject": Parameter("subject", "item", "Subject", "For what?"),
            "specified_in": Parameter("specified_in", "text", "Codes", "Which codes?"),
        },
        {},
    )
    loaded = []
    for text in texts:
        document = read_document(text, "entry.yaml")
        entry, issues = load_entry(document.value, document, (), vocabulary)
        assert entry is not None
        assert not issues, issues
        loaded.append(entry)
    return EntrySet(loaded, vocabulary)


def truth(subject: object, code: str = "2D201", kind: str = "software", **answers: Truth) -> tuple[Truth, list[str]]:
    held = entries(PRESS, SOFTWARE, PART)
    facts = prepare({"subject": subject}, held.vocabulary, kinds=(kind,), answers=answers)
    asked = [m.name for o in held.classify(facts).outcomes if o.entry.code == code for m, _ in o.asks]
    found = held.truth(code, facts)
    assert found is not None
    return found, asked


def test_a_subject_is_held_against_the_paragraph_by_its_data() -> None:
    assert truth({"kind": "press", "pressure": "70 MPa"}, special=YES)[0] is YES
    assert truth({"kind": "press", "pressure": "60 MPa"}, special=YES)[0] is NO


def test_a_stated_code_settles_a_subject_without_data() -> None:
    assert truth({"specified_in": "2B204.a"}, special=YES)[0] is YES
    assert truth({"specified_in": "none"}, special=YES)[0] is NO
    assert truth({"specified_in": ["none", "2В204"]}, special=YES)[0] is YES, "a Cyrillic letter is folded"


def test_stated_codes_go_before_data() -> None:
    assert truth({"kind": "press", "pressure": "60 MPa", "specified_in": "2B204"}, special=YES)[0] is YES


@pytest.mark.parametrize("text", ["2B350", "a press", ""])
def test_a_code_too_wide_or_unreadable_settles_nothing(text: str) -> None:
    assert listed_under((text,), ("2B350.a",)) is UNKNOWN


def test_a_subject_that_is_open_is_asked_for_its_codes_and_for_what_its_data_lack() -> None:
    found, asked = truth({"kind": "press"}, special=YES)
    assert found is UNKNOWN
    assert asked == ["specified_in", "pressure"]


def test_a_stated_code_that_is_too_wide_leaves_it_to_the_data() -> None:
    assert truth({"kind": "press", "pressure": "70 MPa", "specified_in": "2B"}, special=YES)[0] is YES
    assert truth({"kind": "press", "specified_in": "2B"}, special=YES)[0] is UNKNOWN


def test_in_turn_asks_the_judgement_only_once_the_subject_is_settled() -> None:
    assert truth(None) == (UNKNOWN, ["subject"])
    assert truth({"specified_in": "2B204"}) == (UNKNOWN, ["special"])


def test_in_turn_changes_no_truth() -> None:
    assert truth(None, special=NO)[0] is NO


def test_a_condition_may_look_into_a_described_thing() -> None:
    assert truth({"kind": "press", "pressure": "11 MPa"}, "2B005", "part")[0] is YES
    assert truth({"kind": "press", "pressure": "9 MPa"}, "2B005", "part")[0] is NO
    assert truth({"kind": "press"}, "2B005", "part")[0] is UNKNOWN


def test_in_turn_stands_only_beside_a_group() -> None:
    held = entries(PRESS)
    document = read_document(PRESS.replace("69 MPa]}", "69 MPa], in_turn: yes}"), "entry.yaml")
    _, issues = load_entry(document.value, document, (), held.vocabulary)
    assert ["in_turn" in i.message for i in issues] == [True]
