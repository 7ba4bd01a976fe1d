"""Classes worked out from the composition of parts."""

from dualuse.documents import read_document
from dualuse.logic import YES, EntrySet, Kind, Kinds, Parameter, Truth, Vocabulary, load_entry, prepare
from dualuse.logic.truth import NO, UNKNOWN
from dualuse.logic.vocabulary import Choice

VALUES = tuple(Choice(v, v) for v in ("rich", "plastic", "other"))
ENTRY = """
entry: 2B350
from: "2025-11-15"
title: Vessels
gate: {is: vessel}
paras:
- {id: a, when: {only_in: [wetted, [rich, plastic]]}}
derived:
- {name: wetted, over: wetted_parts, classify: [{class: rich, when: {gt: [nickel, 40 wt%]}}], else: other}
"""


def listed(*parts: dict[str, str]) -> Truth:
    vocabulary = Vocabulary(
        Kinds([Kind("vessel")]),
        {
            "wetted": Parameter("wetted", "choices", "Wetted", "Which?", values=VALUES),
            "nickel": Parameter("nickel", "quantity", "Nickel", "How much?", dimension="fraction", basis="weight"),
            "wetted_parts": Parameter("wetted_parts", "parts", "Parts", "Which?", fields=("wetted", "nickel")),
        },
        {},
    )
    document = read_document(ENTRY, "entry.yaml")
    entry, issues = load_entry(document.value, document, (), vocabulary)
    assert entry is not None
    assert not issues
    facts = prepare({"wetted_parts": list(parts)}, vocabulary, kinds=("vessel",))
    return EntrySet([entry], vocabulary).classify(facts).listed


def test_a_part_may_state_its_class_beside_one_given_by_composition() -> None:
    assert listed({"nickel": "57 %"}, {"wetted": "plastic"}) is YES
    assert listed({"nickel": "12 %"}, {"wetted": "plastic"}) is NO


def test_a_class_that_cannot_be_used_is_unknown_whatever_the_composition() -> None:
    assert listed({"nickel": "57 %", "wetted": "trade name"}) is UNKNOWN
