"""Conditions and entries as they are written: what each word takes, and every slip told with its line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.documents import read_document
from dualuse.logic import UNKNOWN, ConditionLoader, load_entry
from dualuse.logic.ast import Const, Group, Node, Table, walk
from dualuse.logic.loading import MAX_DEPTH, MAX_NODES, OPERATORS
from support.language import VOCABULARY, entry_from, entry_with_issues, load, loaded

SEALED = {"flag": "sealed"}
BAND = {"cols": ["size", "grade", "sealed"], "rows": [["< 1 mm", ["a"], None], [["1 mm", "2 mm", "[)"], None, "no"]]}
BOTH = {"en": "Is it?", "ru": "Это так?"}
GOOD: dict[str, list[Any]] = {
    "all": [{"all": [SEALED]}, {"all": ["true", SEALED], "in_turn": "yes"}],
    "any": [{"any": [SEALED, "false"]}],
    "not": [{"not": SEALED}],
    "is": [{"is": "press"}, {"is": ["press", "tank"]}],
    "gt": [{"gt": ["pressure", "10 MPa"]}],
    "ge": [{"ge": ["axes", "2"]}],
    "lt": [{"lt": ["size", "0,9 мкм"]}],
    "le": [{"le": ["size", "1 in"]}],
    "range": [
        {"range": ["size", "1 mm", "2 mm"]},
        {"range": ["size", "1 mm", "2 mm", "(]"]},
        {"range": ["axes", "2", "2"]},
    ],
    "flag": [SEALED],
    "in": [{"in": ["grade", ["a", "B"]]}, {"in": ["wetted", "@noble"]}, {"in": ["maker", "Acme"]}],
    "only_in": [{"only_in": ["wetted", "@noble"]}],
    "exists": [{"exists": {"over": "slides", "where": SEALED}}],
    "forall": [{"forall": {"over": "slides", "where": {"lt": ["size", "1 mm"]}}}],
    "count": [{"count": {"over": "slides", "where": "true", "ge": "2"}}],
    "table": [{"table": BAND}],
    "calc": [
        {"calc": {"expr": "pressure*axes", "ge": "40 MPa"}},
        {"calc": {"expr": "size", "lt": "size + si('1 mm')"}},
    ],
    "ref": [{"ref": {"entry": "2B350.a"}}, {"ref": {"entry": ["2B350", "2B352"], "of": "host"}}],
    "other_than": [{"other_than": w} for w in ("2B350", ["2B350", "2B352"], {"entry": "2B350", "of": "host"})],
    "inherit": [{"inherit": {"of": "host"}}],
    "tx": [{"tx": ["treaty", "party"]}],
    "ask": [{"ask": {"id": "x", "q": "Is it?"}}, {"ask": {"id": "y", "q": BOTH, "role": "authority"}}],
}  # fmt: skip


def test_every_word_of_the_language_is_tried_here() -> None:
    assert set(GOOD) == set(OPERATORS)


@pytest.mark.parametrize("raw", [raw for many in GOOD.values() for raw in many], ids=str)
def test_a_well_written_condition_is_read(raw: Any) -> None:
    assert not any(isinstance(n, Const) and n.truth is UNKNOWN for n in walk(loaded(raw)))


BAD: list[tuple[Any, str]] = [
    ("flag sealed", "a condition is a mapping"),
    (["true"], "a condition is a mapping"),
    (None, "a condition is a mapping"),
    ({}, "one operator is expected, not none"),
    ({"flag": "sealed", "is": "press"}, "one operator is expected, not flag and is"),
    ({"flags": "sealed"}, "unknown operator 'flags'; did you mean 'flag'?"),
    ({"xyzzy": 1}, "unknown operator 'xyzzy'; there are: all, any, not"),
    ({"flag": "sealed", "say": "x"}, "unknown operator 'say'"),
    ({"flag": "sealed", "at": {"a": "b"}}, "a word or a list of words"),
    ({"flag": "sealed", "note": ["x"]}, "a note is a text"),
    ({"flag": "sealed", "in_turn": "yes"}, "'in_turn: yes' stands beside 'all' or 'any'"),
    ({"all": [{"flag": "sealed"}], "in_turn": "no"}, "'in_turn: yes' stands beside"),
    ({"all": []}, "a list of conditions is expected"),
    ({"any": {"flag": "sealed"}}, "a list of conditions is expected"),
    ({"is": "pres"}, "no kind 'pres'; nearest: press"),
    ({"is": []}, "a kind is expected"),
    ({"ge": ["pressure"]}, "write [parameter, limit]"),
    ({"ge": ["presure", "1 MPa"]}, "no parameter 'presure'; nearest: pressure"),
    ({"ge": ["sealed", "1"]}, "'sealed' is a flag, a quantity is expected"),
    ({"ge": ["pressure", "1 kg"]}, "the limit '1 kg' of pressure cannot be read"),
    ({"ge": ["pressure", "1-2 MPa"]}, "not one exact value"),
    ({"ge": ["pressure", "1,000 MPa"]}, "cannot be read"),
    ({"ge": ["pressure", ["1 MPa"]]}, "a limit is a number with its unit"),
    ({"range": ["size", "1 mm"]}, "two limits are expected"),
    ({"range": []}, "write [parameter, low, high]"),
    ({"range": ["size", "1 mm", "2 mm", "[["]}, "'[[' are no bounds"),
    ({"range": ["size", "2 mm", "1 mm"]}, "the lower limit is above the upper one"),
    ({"range": ["size", "1 mm", "1 mm", "[)"]}, "nothing lies between them"),
    ({"flag": ["sealed"]}, "no parameter"),
    ({"in": ["grade"]}, "write [parameter, [values]]"),
    ({"in": ["grade", ["d"]]}, "not among the values of grade: d"),
    ({"in": ["grade", "@ghost"]}, "no set '@ghost'"),
    ({"in": ["grade", []]}, "an empty set"),
    ({"in": ["size", ["1 mm"]]}, "'size' is a quantity"),
    ({"exists": {"over": "slides"}}, "missing: where"),
    ({"exists": {"over": "slides", "where": "true", "ge": "2"}}, "unknown key 'ge'"),
    ({"exists": {"over": "size", "where": "true"}}, "'size' is a quantity, a parts or item is expected"),
    ({"count": {"over": "slides", "where": "true"}}, "one comparison is expected"),
    ({"count": {"over": "slides", "where": "true", "ge": "2", "lt": "3"}}, "one comparison is expected"),
    ({"count": {"over": "slides", "where": "true", "ge": "two"}}, "a whole number"),
    ({"count": {"over": "slides", "where": "true", "ge": "99999"}}, "a whole number"),
    ({"table": {"cols": ["size"], "rows": []}}, "cols and rows are lists"),
    ({"table": {"cols": ["size", "size"], "rows": [["< 1 mm", "> 2 mm"]]}}, "a column is given twice"),
    ({"table": {"cols": ["size"], "rows": [["< 1 mm", "a"]]}}, "a row has 1 cells"),
    ({"table": {"cols": ["size"], "rows": [[None]]}}, "a row without any condition"),
    ({"table": {"cols": ["size"], "rows": [["1 mm"]]}}, "a cell is a comparison"),
    ({"table": {"cols": ["size"], "rows": [[["1 mm"]]]}}, "two limits are expected"),
    ({"table": {"cols": ["sealed"], "rows": [["maybe"]]}}, "a cell of sealed is yes or no"),
    ({"table": {"cols": ["slides"], "rows": [["x"]]}}, "'slides' is a parts"),
    ({"calc": {"expr": "pressure*axes"}}, "one comparison is expected"),
    ({"calc": {"expr": "pressure + axes", "ge": "1 MPa"}}, "puts together"),
    ({"calc": {"expr": "pressure", "ge": "1 mm"}}, "compares kg m-1 s-2 with m"),
    ({"calc": {"expr": "ghost", "ge": "1"}}, "'ghost' in the formula is not a known quantity"),
    ({"calc": {"expr": "sealed", "ge": "1"}}, "'sealed' in the formula is not a known quantity"),
    ({"calc": {"expr": "2 + 2", "ge": "4"}}, "nothing that is stated stands in it"),
    ({"calc": {"expr": ["1"], "ge": "4"}}, "a formula is a text"),
    ({"ref": "2B350"}, "a mapping with entry is expected"),
    ({"ref": {"entry": "2B350", "of": "size"}}, "'size' is a quantity"),
    ({"ref": {"entry": []}}, "a control code is expected"),
    ({"other_than": ""}, "a control code is expected"),
    ({"other_than": {"entry": "2B350"}}, "missing: of"),
    ({"inherit": {"of": "sealed"}}, "'sealed' is a flag"),
    ({"tx": ["treaty"]}, "write [fact, value]"),
    ({"ask": {"id": "x"}}, "missing: q"),
    ({"ask": {"id": "x", "q": "Is it?", "ru": "?"}}, "unknown key 'ru'"),
    ({"ask": {"id": "x", "q": {"en": "Is it?", "de": "Ist es?"}}}, "unknown key 'de'"),
    ({"ask": {"id": "x", "q": {"ru": "Это?"}}}, "missing: en"),
    ({"ask": {"id": "", "q": "Is it?"}}, "a question has an id"),
    ({"ask": {"id": "x", "q": "Is it?", "role": ["a"]}}, "a role is a word"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "says"), BAD, ids=lambda v: v if isinstance(v, str) else str(v))
def test_a_slip_is_told_and_leaves_the_condition_unknown(raw: Any, says: str) -> None:
    node, issues = load(raw)
    assert [says in i.message for i in issues] == [True], [i.message for i in issues]
    assert any(isinstance(n, Const) and n.truth is UNKNOWN for n in walk(node))


def test_every_slip_is_told_at_once_each_with_its_line() -> None:
    text = """when:
  all:
  - {flag: ghost}
  - {ge: [pressure, 1 kg]}
  - any:
    - {is: nothing_of_the_kind}
"""
    document = read_document(text, "entry.yaml")
    loader = ConditionLoader(VOCABULARY, document)
    assert isinstance(document.value, dict)
    loader.load(document.value["when"], ("when",))
    assert [str(i.where).split(" at ")[0] for i in loader.issues] == ["entry.yaml:3", "entry.yaml:4", "entry.yaml:6"]


def test_one_question_id_stands_for_one_question() -> None:
    asks = [{"ask": {"id": "x", "q": "Is it?"}}, {"ask": {"id": "x", "q": {"en": "Is it?", "ru": "Так?"}}}]
    _, issues = load({"all": asks})
    assert ["already stands for another question" in i.message for i in issues] == [True]
    _, issues = load({"all": [asks[0], asks[0]]})
    assert not issues


def test_a_table_is_any_row_of_all_its_cells() -> None:
    node = loaded(GOOD["table"][0])
    assert isinstance(node, Table)
    assert [p.name for p in node.columns] == ["size", "grade", "sealed"]
    assert not node.every
    assert [isinstance(row, Group) and row.every and len(row.parts) for row in node.parts] == [2, 2]


# -- budgets


def nested(depth: int) -> Any:
    raw: Any = {"flag": "sealed"}
    for _ in range(depth):
        raw = {"not": raw}
    return raw


def test_conditions_nest_only_so_deep() -> None:
    assert not load(nested(MAX_DEPTH))[1]
    _, issues = load(nested(MAX_DEPTH + 1))
    assert [f"nested deeper than {MAX_DEPTH}" in i.message for i in issues] == [True]


def test_an_entry_has_only_so_many_conditions_and_says_it_once() -> None:
    _, issues = load({"all": [{"flag": "sealed"}] * (MAX_NODES - 1)})
    assert not issues
    _, issues = load({"all": [{"flag": "sealed"}] * (MAX_NODES * 3)})
    assert [f"more than {MAX_NODES:,} conditions" in i.message for i in issues] == [True]


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.sampled_from(["sealed", "size", "1 mm", "true", "@noble", "x"])
)
KEYS = st.sampled_from([*OPERATORS, "over", "where", "expr", "entry", "of", "q", "id"])
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_written_ends_in_a_condition_or_in_issues(raw: Any) -> None:
    node, issues = load(raw)
    unread = any(isinstance(n, Const) and n.truth is UNKNOWN for n in walk(node))
    assert isinstance(node, Node)
    assert bool(issues) is unread


# -- entries

ENTRY = """
entry: 2B204
gate: {is: press}
paras:
- {id: a, when: {ge: [pressure, 69 MPa], at: a.1}}
"""


def test_an_entry_is_read_with_the_paragraphs_it_speaks_of() -> None:
    entry = entry_from(ENTRY)
    assert [p.code for p in entry.paragraphs] == ["2B204.a"]
    assert entry.paragraphs[0].at == ("2B204.a", "2B204.a.1")


def changed(**changes: Any) -> str:
    entry = {
        "entry": "2B204",
        "from": "2025-11-15",
        "title": "Presses",
        "gate": {"is": "press"},
        "paras": [{"id": "a", "when": {"flag": "sealed"}}],
    }
    return json.dumps({k: v for k, v in {**entry, **changes}.items() if v != "absent"})


DERIVED_SLIPS: list[tuple[dict[str, Any], str]] = [
    ({"name": "ghost", "expr": "size"}, "no parameter 'ghost'"),
    ({"name": "size"}, "one of expr, classify and when"),
    ({"name": "size", "expr": "size", "when": "true"}, "one of expr, classify and when"),
    ({"name": "sealed", "expr": "size"}, "a formula gives a quantity"),
    ({"name": "pressure", "expr": "size*2"}, "the formula gives m, but pressure is kg m-1 s-2"),
    ({"name": "size", "expr": "size", "agg": "sum"}, "'agg' makes one value of a formula over parts"),
    ({"name": "size", "expr": "size", "over": "slides"}, "over parts, agg is sum, max or min"),
    ({"name": "size", "expr": "size", "over": "slides", "agg": "mean"}, "not 'mean'"),
    ({"name": "size", "expr": "size", "where": {"flag": "sealed"}}, "there is no 'over'"),
    ({"name": "size", "expr": "size", "else": "x"}, "'else' belongs to classify"),
    ({"name": "size", "when": {"flag": "sealed"}}, "'when' works out a flag"),
    ({"name": "size", "classify": [{"class": "a", "when": "true"}]}, "classify gives a named value"),
    ({"name": "grade", "classify": [{"class": "z", "when": "true"}]}, "not among the values of grade: z"),
    ({"name": "grade", "classify": [{"class": "a", "when": "true"}], "else": "z"}, "not among the values of grade: z"),
    ({"name": "grade", "classify": [{"class": "a"}]}, "missing: when"),
    ({"name": "grade", "classify": []}, "classify is a list"),
    ({"name": "grade", "classify": [], "colour": "red"}, "unknown key 'colour'"),
]


@pytest.mark.parametrize(("row", "says"), DERIVED_SLIPS, ids=lambda v: v if isinstance(v, str) else str(v))
def test_a_slip_in_a_derived_value_is_told(row: dict[str, Any], says: str) -> None:
    _, issues = entry_with_issues(changed(derived=[row]))
    assert any(says in i.message for i in issues), [i.message for i in issues]


ENTRY_SLIPS: list[tuple[dict[str, Any], str]] = [
    ({"colour": "red"}, "unknown key 'colour'"),
    ({"gate": "absent"}, "missing: gate"),
    ({"gate": {"flag": "sealed"}}, "a gate is {is: kind}"),
    ({"gate": {"is": "press", "at": "a"}}, "a gate is {is: kind}"),
    ({"gate": {"is": "prss"}}, "no kind 'prss'; nearest: press"),
    ({"from": "15.11.2025"}, "is not a day such as"),
    ({"to": "2025-11-15"}, "before it begins"),
    ({"regimes": ["XX"]}, "unknown regime XX"),
    ({"title": ["x"]}, "a text is expected"),
    ({"entry": ""}, "a text is expected"),
    ({"paras": []}, "at least one paragraph"),
    ({"paras": {"id": "a"}}, "a list is expected"),
    ({"paras": [{"id": "a", "when": "true"}, {"id": "a", "when": "true"}]}, "the paragraph 'a' is given twice"),
    ({"paras": [{"id": ["a"], "when": "true"}]}, "a text is expected"),
    ({"paras": [{"id": "a", "when": "true", "if": "x"}]}, "unknown key 'if'"),
    ({"exclusions": [{"id": "n"}]}, "missing: when"),
    ({"exclusions": [{"id": "n", "when": "true"}, {"id": "n", "when": "true"}]}, "the exclusion 'n' is given twice"),
    ({"other_than": {"a": "b"}}, "a word or a list of words"),
]


@pytest.mark.parametrize(("change", "says"), ENTRY_SLIPS, ids=lambda v: v if isinstance(v, str) else str(v))
def test_a_slip_in_an_entry_is_told_once(change: dict[str, Any], says: str) -> None:
    document = read_document(changed(**change), "entry.yaml")
    _, issues = load_entry(document.value, document, (), VOCABULARY)
    assert [says in i.message for i in issues] == [True], [i.message for i in issues]


def test_what_is_no_mapping_is_no_entry() -> None:
    document = read_document("- 2B204", "entry.yaml")
    entry, issues = load_entry(document.value, document, (), VOCABULARY)
    assert entry is None
    assert [i.message for i in issues] == ["a mapping is expected"]
