"""Entries that yield to each other, values worked out under a condition, and the question for a narrower kind."""

from dualuse.documents import read_document
from dualuse.logic import NO, UNKNOWN, YES, EntrySet, Kind, Kinds, Parameter, Truth, Vocabulary, load_entry, prepare

ENTRIES = """
- entry: 2B004
  from: "2025-11-15"
  title: Wide strong presses
  gate: {is: press}
  paras: [{id: all, when: {all: [{ge: [width, 400 mm]}, {flag: gas}]}}]
- entry: 2B104
  from: "2025-11-15"
  title: Hot presses
  gate: {is: press}
  other_than: 2B004
  paras: [{id: all, when: {ge: [temperature, 600 °C]}}]
  derived: [{name: temperature, if: {not: {flag: heated}}, expr: "si('293 K')"}]
- entry: 2B204
  from: "2025-11-15"
  title: Presses
  gate: {is: press}
  paras: [{id: a, when: {all: [{ge: [width, 150 mm]}, {other_than: [2B004, 2B104]}]}}]
"""
VOCABULARY = Vocabulary(
    Kinds(
        [
            Kind("machine"),
            Kind("press", ("machine",), "Press", "Пресс"),
            Kind("lathe", ("machine",), "Lathe", "Токарный станок"),
        ]
    ),
    {
        "width": Parameter("width", "quantity", "Width", "How wide?", dimension="length"),
        "temperature": Parameter("temperature", "quantity", "Temperature", "How hot?", dimension="temperature"),
        "gas": Parameter("gas", "flag", "Gas", "Gas?"),
        "heated": Parameter("heated", "flag", "Heated", "Heated?"),
    },
    {},
)


def entries() -> EntrySet:

    document = read_document(ENTRIES, "entries.yaml")
    assert isinstance(document.value, list)
    loaded = []
    for number, row in enumerate(document.value):
        entry, issues = load_entry(row, document, (number,), VOCABULARY)
        assert entry is not None, issues
        assert not issues
        loaded.append(entry)
    return EntrySet(loaded, VOCABULARY)


def truths(**stated: str) -> dict[str, Truth | None]:
    held = entries()
    facts = prepare(stated, VOCABULARY, kinds=("press",))
    return {code: held.truth(code, facts) for code in ("2B004", "2B104", "2B204.a")}


def test_an_item_in_one_of_two_entries_for_certain_is_not_in_a_third_that_yields_to_both() -> None:
    assert truths(width="500 mm", temperature="900 °C") == {"2B004": UNKNOWN, "2B104": UNKNOWN, "2B204.a": NO}


def test_an_item_that_may_be_in_neither_leaves_the_third_open() -> None:
    assert truths(width="500 mm", temperature="300 °C") == {"2B004": UNKNOWN, "2B104": NO, "2B204.a": UNKNOWN}
    assert truths(width="500 mm") == {"2B004": UNKNOWN, "2B104": UNKNOWN, "2B204.a": UNKNOWN}


def test_a_value_is_worked_out_only_where_its_condition_is_met() -> None:
    assert truths(width="200 mm", heated="no") == {"2B004": NO, "2B104": NO, "2B204.a": YES}
    assert truths(width="200 mm", heated="yes")["2B104"] is UNKNOWN
    assert truths(width="200 mm")["2B104"] is UNKNOWN


def test_a_value_stated_stands_before_one_that_could_be_worked_out() -> None:
    assert truths(width="200 mm", heated="no", temperature="900 °C")["2B104"] is YES


def test_a_kind_that_is_too_general_is_asked_for_in_both_languages() -> None:
    facts = prepare({"width": "200 mm"}, VOCABULARY, kinds=("machine",))
    outcomes = entries().classify(facts).outcomes
    missing = [m for o in outcomes for m, _ in o.asks if m.name == "kind"]
    assert missing
    assert all("Press (press); Lathe (lathe)" in m.question for m in missing)
    assert all("Пресс (press); Токарный станок (lathe)" in m.question_ru for m in missing)
