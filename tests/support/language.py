"""A small vocabulary, conditions over it as an author could write them, worlds, and a second evaluator beside ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from dualuse.documents import Document, read_document
from dualuse.issues import Issue
from dualuse.logic import (
    NO,
    UNKNOWN,
    YES,
    Choice,
    ConditionLoader,
    Entry,
    EntrySet,
    Facts,
    Kind,
    Kinds,
    Node,
    Parameter,
    Truth,
    Vocabulary,
    load_entry,
)
from dualuse.logic.ast import (
    Ask,
    Calc,
    Compare,
    Const,
    Flag,
    Group,
    Inherit,
    Is,
    Member,
    Not,
    OtherThan,
    Quantified,
    Range,
    Ref,
    Tx,
    is_qualitative,
)
from dualuse.logic.evaluation import Default, interval_of
from dualuse.logic.stated_codes import listed_under
from dualuse.quantity import Quantity
from support.things import Thing, Things, Value, Words, exact

Raw = Any

KINDS = Kinds(
    [
        Kind("machine", label="Machine"),
        Kind("press", ("machine",), "Press", "Пресс"),
        Kind("hot_press", ("press",), "Hot press"),
        Kind("cold_press", ("press",), "Cold press"),
        Kind("plant", label="Plant"),
        Kind("pump", ("machine",), "Pump"),
        Kind("plant_pump", ("pump", "plant"), "Plant pump"),
        Kind("tank", ("plant",), "Tank"),
    ]
)
NARROW = ("hot_press", "cold_press", "plant_pump", "tank")
GRADES = tuple(Choice(v, v.upper()) for v in ("a", "b", "c"))
METALS = tuple(Choice(v, v.title()) for v in ("nickel", "tantalum", "titanium", "steel"))
VOCABULARY = Vocabulary(
    KINDS,
    {
        p.name: p
        for p in (
            Parameter("pressure", "quantity", "Pressure", "How much pressure?", dimension="pressure"),
            Parameter("size", "quantity", "Size", "How large?", dimension="length"),
            Parameter("axes", "quantity", "Axes", "How many axes?", dimension="number"),
            Parameter("ratio", "quantity", "Ratio", "What ratio?", dimension="number"),
            Parameter("sealed", "flag", "Sealed", "Is it sealed?"),
            Parameter("heated", "flag", "Heated", "Is it heated?"),
            Parameter("grade", "choice", "Grade", "Which grade?", values=GRADES),
            Parameter("wetted", "choices", "Wetted", "Which metals?", values=METALS),
            Parameter("maker", "text", "Maker", "Who made it?"),
            Parameter("name", "text", "Name", "Which one is it?"),
            Parameter("slides", "parts", "Slides", "Which slides?", fields=("size", "sealed", "wetted", "name")),
            Parameter("host", "item", "Host", "For what is it made?"),
            Parameter("strength", "quantity", "Strength", "How strong?", dimension="pressure"),
            Parameter("special", "flag", "Special", "Is it special?"),
            Parameter("coating", "choices", "Coating", "Which coatings?", values=METALS),
            Parameter("longest", "quantity", "Longest", "How long is the longest?", dimension="length"),
            Parameter("specified_in", "text", "Codes", "Under which codes is it listed?"),
        )
    },
    {"noble": ("tantalum", "titanium"), "few": ("nickel",)},
)
PRESSURES = ("10 MPa", "20 MPa")
SIZES = ("5 mm", "10 mm")
AXES = ("2", "3")
ASKS = {"made_for": "Is it made for it?", "usable": "Is it usable?"}
UNHELD = ("9A001", "9A002.b")
OPS = ("gt", "ge", "lt", "le")


# -- conditions


def _limits() -> st.SearchStrategy[list[str]]:
    return st.one_of(
        st.tuples(st.just("pressure"), st.sampled_from(PRESSURES)),
        st.tuples(st.just("size"), st.sampled_from(SIZES)),
        st.tuples(st.just("axes"), st.sampled_from(AXES)),
    ).map(list)


def _bounded(name: str, limits: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.sampled_from(["[]", "[)", "(]", "()"]).map(lambda bounds: [name, *limits, bounds])


@cache
def leaves(codes: tuple[str, ...] = UNHELD) -> st.SearchStrategy[Raw]:
    """Single comparisons; references go to ``codes``."""
    member = st.one_of(
        st.tuples(st.just("grade"), st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, unique=True)),
        st.tuples(st.just("wetted"), st.sampled_from(["@noble", "@few", ["steel"], ["nickel", "steel"]])),
        st.tuples(st.just("maker"), st.just(["Acme"])),
    ).map(list)
    found = [
        st.builds(lambda op, pair: {op: pair}, st.sampled_from(OPS), _limits()),
        st.one_of(_bounded("pressure", PRESSURES), _bounded("size", SIZES)).map(lambda r: {"range": r}),
        st.sampled_from(["sealed", "heated"]).map(lambda f: {"flag": f}),
        st.builds(lambda word, pair: {word: pair}, st.sampled_from(["in", "only_in"]), member),
        st.lists(st.sampled_from(sorted(KINDS.by_name)), min_size=1, max_size=2, unique=True).map(lambda k: {"is": k}),
        st.sampled_from(sorted(ASKS)).map(lambda a: {"ask": {"id": a, "q": ASKS[a]}}),
        st.sampled_from(["party", "not_party"]).map(lambda v: {"tx": ["treaty", v]}),
        st.sampled_from(
            [
                {"expr": "pressure*axes", "ge": "40 MPa"},
                {"expr": "size/si('1 mm')", "lt": "8"},
                {"expr": "sqrt(axes*axes)", "gt": "2"},
                {"expr": "max(size, si('6 mm'))", "le": "size + si('1 mm')"},
                {"expr": "log10(ratio)", "ge": "1"},
            ]
        ).map(lambda c: {"calc": c}),
        st.just(
            {
                "table": {
                    "cols": ["size", "grade"],
                    "rows": [["< 5 mm", ["a"]], [["5 mm", "10 mm", "[)"], ["a", "b"]], [">= 10 mm", None]],
                }
            }
        ),
        st.sampled_from(["true", "false"]),
    ]
    if codes:
        code = st.lists(st.sampled_from(codes), min_size=1, max_size=2, unique=True)
        found += [
            code.map(lambda c: {"ref": {"entry": c}}),
            code.map(lambda c: {"ref": {"entry": c, "of": "host"}}),
            code.map(lambda c: {"other_than": c}),
            code.map(lambda c: {"other_than": {"entry": c, "of": "host"}}),
            st.just({"inherit": {"of": "host"}}),
        ]
    return st.one_of(found)


@cache
def _in_parts() -> st.SearchStrategy[Raw]:
    return st.one_of(
        st.builds(lambda op, limit: {op: ["size", limit]}, st.sampled_from(OPS), st.sampled_from(SIZES)),
        st.just({"flag": "sealed"}),
        st.builds(
            lambda w, s: {w: ["wetted", s]}, st.sampled_from(["in", "only_in"]), st.sampled_from(["@noble", "@few"])
        ),
        st.just({"in": ["name", ["x"]]}),
        st.just({"ask": {"id": "usable", "q": ASKS["usable"]}}),
    )


def _grown(inner: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
    return st.one_of(
        st.builds(
            lambda w, parts: {w: parts}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)
        ),
        inner.map(lambda c: {"not": c}),
    )


@cache
def conditions(codes: tuple[str, ...] = UNHELD) -> st.SearchStrategy[Raw]:
    """Conditions as written, up to five levels deep."""
    where = st.recursive(_in_parts(), _grown, max_leaves=4)
    over = st.one_of(
        st.builds(lambda how, w: {how: {"over": "slides", "where": w}}, st.sampled_from(["exists", "forall"]), where),
        st.builds(
            lambda op, n, w: {"count": {"over": "slides", "where": w, op: str(n)}},
            st.sampled_from(OPS),
            st.integers(0, 3),
            where,
        ),
    )
    return st.recursive(st.one_of(leaves(codes), leaves(codes), over), _grown, max_leaves=8)


def loaded(raw: Raw) -> Node:
    """The condition, read as from a file."""
    node, issues = load(raw)
    assert not issues, issues
    return node


def load(raw: Raw) -> tuple[Node, list[Issue]]:
    """The condition with the issues."""
    document = read_document(json.dumps({"when": raw}), "condition.yaml")
    loader = ConditionLoader(VOCABULARY, document)
    assert isinstance(document.value, dict)
    return loader.load(document.value["when"], ("when",)), loader.issues


def entry_from(text: str, vocabulary: Vocabulary = VOCABULARY) -> Entry:
    """An entry written without its dates and title."""
    found, issues = entry_with_issues(text, vocabulary)
    assert not issues, issues
    assert found is not None
    return found


def entry_with_issues(text: str, vocabulary: Vocabulary = VOCABULARY) -> tuple[Entry | None, list[Issue]]:
    """An entry written without its dates and title, with the issues."""
    document = read_document(text, "entry.yaml")
    return load_entry(framed(document).value, document, (), vocabulary)


def framed(document: Document) -> Document:
    """The document with the date and title that every entry has."""
    assert isinstance(document.value, dict)
    document.value.setdefault("from", "2025-11-15")
    document.value.setdefault("title", "An entry")
    return document


# -- worlds


SIZE_VALUES = (0.001, 0.005, 0.007, 0.01, 0.02)


def _slide(chance: Random) -> Thing:
    values: dict[str, Value] = {
        "size": exact(chance.choice(SIZE_VALUES), "length"),
        "sealed": chance.random() < 0.5,
        "wetted": Words(tuple(chance.sample([m.value for m in METALS], chance.randint(0, 2)))),
        "name": Words((chance.choice("xy"),)),
    }
    return Thing(values=values, own_answers=False)


def world(chance: Random, depth: int = 1) -> Thing:
    """A thing of which every fact is known exactly."""
    listed = chance.choice(["9A001", "9A002.b", "none"])
    values: dict[str, Value] = {
        "pressure": exact(chance.choice((5e6, 1e7, 1.5e7, 2e7, 3e7)), "pressure"),
        "size": exact(chance.choice(SIZE_VALUES), "length"),
        "axes": exact(chance.choice((1.0, 2.0, 3.0, 4.0)), "number"),
        "ratio": exact(chance.choice((1.0, 5.0, 10.0, 20.0)), "number"),
        "sealed": chance.random() < 0.5,
        "heated": chance.random() < 0.5,
        "grade": Words((chance.choice("abc"),)),
        "wetted": Words(tuple(chance.sample([m.value for m in METALS], chance.randint(0, 3)))),
        "maker": Words((chance.choice(["acme", "other"]),)),
        "slides": Things(tuple(_slide(chance) for _ in range(chance.randint(0, 3)))),
        "specified_in": Words((listed,)),
        "host": Things(tuple(world(chance, depth - 1) for _ in range(chance.randint(0, 2) if depth else 0))),
    }
    answers = {name: chance.choice([YES, NO]) for name in ASKS}
    answers |= {f"specified_in.{code}": listed_under((listed,), (code,)) for code in UNHELD}
    answers["controlled"] = NO if listed == "none" else YES
    return Thing(tuple(chance.sample(NARROW, chance.randint(1, 2))), values, answers)


CHANCES = st.integers(0, 2**32 - 1).map(Random)
TRANSACTIONS = st.sampled_from([{"treaty": "party"}, {"treaty": "not_party"}])


# -- a second evaluator, written from the definition of the language and sharing nothing with the first

Specified = Callable[[str, Facts], Truth | None]


def oracle(
    node: Node,
    facts: Facts,
    transaction: dict[str, str],
    default: Default = "open",
    specified: Specified = lambda _code, _facts: None,
) -> Truth:
    """The truth of a condition, looked up word by word."""

    def inner(part: Node, of: Facts = facts, under: Default = default) -> Truth:
        return oracle(part, of, transaction, under, specified)

    silence = {"open": UNKNOWN, "unclaimed": NO, "claimed": YES}[default]
    if isinstance(node, Const):
        return node.truth
    if isinstance(node, Group):
        truths = [inner(p) for p in node.parts]
        return min(truths) if node.every else max(truths)
    if isinstance(node, Not):
        mirror: dict[Default, Default] = {"open": "open", "unclaimed": "claimed", "claimed": "unclaimed"}
        return Truth(2 - inner(node.part, under=mirror[default]))
    if isinstance(node, (Compare, Range)):
        value = facts.values.get(node.parameter.name)
        if not isinstance(value, Quantity):
            return UNKNOWN
        tests = (
            [(node.op, node.limit)]
            if isinstance(node, Compare)
            else [(node.low_op, node.low), (node.high_op, node.high)]
        )
        return min(_holds(value, op, limit.low) for op, limit in tests)
    if isinstance(node, Flag):
        value = facts.values.get(node.parameter.name)
        if isinstance(value, bool):
            return YES if value else NO
        return UNKNOWN if node.parameter.name in facts.problems else silence
    if isinstance(node, Member):
        return _member(node, facts, silence)
    if isinstance(node, Is):
        found = max((_kind(k, w) for k in facts.kinds for w in node.kinds), default=UNKNOWN)
        return silence if found is UNKNOWN else found
    if isinstance(node, Ask):
        return facts.answers.get(node.id, silence)
    if isinstance(node, Tx):
        stated = transaction.get(node.fact)
        return UNKNOWN if stated is None else YES if stated == node.value else NO
    if isinstance(node, Calc):
        look = interval_of(facts)
        left, right = node.left.evaluate(look), node.right.evaluate(look)
        if left is None or right is None:
            return UNKNOWN
        pairs = {_plain(a, node.op, b) for a in left for b in right}
        return UNKNOWN if len(pairs) > 1 else YES if pairs.pop() else NO
    if isinstance(node, Quantified):
        parts = _list(facts, node.over.name)
        if parts is None:
            quiet = node.how != "count" and is_qualitative(node.where) and node.over.name not in facts.problems
            return silence if quiet else UNKNOWN
        truths = [inner(node.where, of=p) for p in parts]
        worlds = (
            [truths]
            if node.over.name not in facts.problems
            else [truths, [*truths, YES], [*truths, NO], [*truths] + [YES] * 9]
        )
        return _agreed([_quantified(node, w) for w in worlds])
    assert isinstance(node, (Ref, OtherThan, Inherit))
    return _reference(node, facts, silence, specified)


def _agreed(truths: list[Truth]) -> Truth:
    return truths[0] if len(set(truths)) == 1 else UNKNOWN


def _quantified(node: Quantified, truths: list[Truth]) -> Truth:
    if node.how == "exists":
        return max(truths, default=NO)
    if node.how == "forall":
        return min(truths, default=YES)
    sure, most = truths.count(YES), len(truths) - truths.count(NO)
    return _agreed([YES if _plain(n, node.op or "ge", node.number) else NO for n in range(sure, most + 1)])


def _list(facts: Facts, name: str) -> tuple[Facts, ...] | None:
    value = facts.values.get(name)
    return value if isinstance(value, tuple) else None


def _member(node: Member, facts: Facts, silence: Truth) -> Truth:
    value = facts.values.get(node.parameter.name)
    if not isinstance(value, tuple):
        return UNKNOWN if node.parameter.name in facts.problems else silence
    inside = [v in node.values for v in value]
    more = node.parameter.name in facts.problems
    worlds = [inside] if not more else [inside, [*inside, True], [*inside, False]]
    return _agreed([YES if (all(w) if node.every else any(w)) else NO for w in worlds])


def _kind(stated: str, wanted: str) -> Truth:
    narrow = [k for k in KINDS.by_name if stated in KINDS.above(k)]
    inside = {wanted in KINDS.above(k) for k in narrow}
    if wanted in KINDS.above(stated):
        return YES
    return UNKNOWN if True in inside else NO


def _plain(a: Any, op: str, b: Any) -> bool:
    return bool({"gt": a > b, "ge": a >= b, "lt": a < b, "le": a <= b}[op])


def _holds(value: Quantity, op: str, limit: float) -> Truth:
    """Whether every value of the range compares so, by trying values at and between its ends and the limit."""
    low, high = max(value.low, -1e12), min(value.high, 1e12)
    points = {low, high, limit, (low + limit) / 2, (limit + high) / 2, (low + high) / 2}
    meant = {p for p in points if _means(value, p)}
    return _agreed([YES if _plain(p, op, limit) else NO for p in meant])


def _means(value: Quantity, point: float) -> bool:
    above = value.low < point or (value.low == point and value.low_closed)
    return above and (point < value.high or (point == value.high and value.high_closed))


def _reference(node: Ref | OtherThan | Inherit, facts: Facts, silence: Truth, specified: Specified) -> Truth:
    if not isinstance(node, Inherit) and node.of is None:
        truths = []
        for code in node.codes:
            found = specified(code, facts)
            if found is None:
                found = facts.answers.get(f"specified_in.{code}", UNKNOWN)
                if isinstance(node, OtherThan) and found is not YES:
                    found = NO
            truths.append(found)
        return Truth(2 - max(truths)) if isinstance(node, OtherThan) else max(truths)
    assert node.of is not None
    things = _list(facts, node.of.name)
    if things is None:
        return UNKNOWN if node.of.name in facts.problems else silence
    truths = [_thing(node, t, specified) for t in things]
    if node.of.name in facts.problems:
        truths.append(UNKNOWN)
    found = max(truths, default=NO)
    return Truth(2 - found) if isinstance(node, OtherThan) else found


def _thing(node: Ref | OtherThan | Inherit, thing: Facts, specified: Specified) -> Truth:
    codes = thing.values.get("specified_in")
    if isinstance(node, Inherit):
        if isinstance(codes, tuple) and "specified_in" not in thing.problems:
            return max((NO if c == "none" else YES for c in codes), default=NO)
        return thing.answers.get("controlled", UNKNOWN)
    if isinstance(codes, tuple):
        found = listed_under(codes, node.codes)
        if found is YES or (found is NO and "specified_in" not in thing.problems):
            return found
    data = [specified(c, thing) for c in node.codes]
    return max(
        thing.answers.get(f"specified_in.{c}", UNKNOWN) if d is None else d
        for c, d in zip(node.codes, data, strict=True)
    )


# -- entries

CODES = ("1A001", "1A002", "1A003", "1A004")
DERIVED: list[dict[str, Raw]] = [
    {"name": "strength", "expr": "pressure*axes"},
    {"name": "special", "when": {"all": [{"in": ["wetted", "@noble"]}, {"flag": "sealed"}]}},
    {
        "name": "coating",
        "over": "slides",
        "classify": [
            {"class": "nickel", "when": {"gt": ["size", "5 mm"]}},
            {"class": "titanium", "when": {"in": ["wetted", ["titanium"]]}},
        ],
        "else": "steel",
    },
    {"name": "longest", "over": "slides", "expr": "size", "agg": "max", "if": {"flag": "sealed"}},
]
FIRM = frozenset(str(rule["name"]) for rule in DERIVED)
ON_DERIVED: list[Raw] = [
    {"ge": ["strength", "40 MPa"]},
    {"flag": "special"},
    {"only_in": ["coating", ["nickel", "titanium"]]},
    {"in": ["coating", ["titanium"]]},
    {"lt": ["longest", "10 mm"]},
]


def with_worked_out(thing: Thing) -> Thing:
    """The world with the values that can be worked out of it stated too, in it and in the things inside."""
    v = dict(thing.values)
    if "pressure" not in v:
        return thing
    pressure, axes, slides, host = v["pressure"], v["axes"], v["slides"], v["host"]
    assert isinstance(pressure, Quantity)
    assert isinstance(axes, Quantity)
    assert isinstance(slides, Things)
    assert isinstance(host, Things)
    v["strength"] = exact(pressure.low * axes.low, "pressure")
    v["special"] = bool(set(_words(v, "wetted")) & {"tantalum", "titanium"}) and v["sealed"] is True
    coatings = [_coating(s.values) for s in slides.things]
    v["coating"] = Words(tuple(dict.fromkeys(coatings)))
    sizes = [_size(s.values) for s in slides.things]
    v["longest"] = exact(max(sizes) if sizes and v["sealed"] is True else 0.007, "length")
    v["host"] = Things(tuple(with_worked_out(h) for h in host.things))
    return Thing(thing.kinds, v, thing.answers, thing.own_answers)


def _words(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    found = values[name]
    assert isinstance(found, Words)
    return found.words


def _size(values: Mapping[str, Value]) -> float:
    found = values["size"]
    assert isinstance(found, Quantity)
    return found.low


def _coating(values: Mapping[str, Value]) -> str:
    return "nickel" if _size(values) > 0.005 else "titanium" if "titanium" in _words(values, "wetted") else "steel"


_GATES = st.sampled_from(["machine", "press", "pump", "plant"])
_EITHER = st.booleans()
_TWO = st.integers(1, 2)
_FOUR = st.integers(1, 4)


@cache
def _inside(codes: tuple[str, ...]) -> st.SearchStrategy[Raw]:
    return st.one_of(conditions(codes), st.sampled_from(ON_DERIVED))


@st.composite
def entry_rows(draw: st.DrawFn, *, referring: bool = True, releasing: bool = True) -> list[Raw]:
    """Up to four entries as written; each may refer to those before it."""
    rows: list[Raw] = []
    for number, code in enumerate(CODES[: draw(_FOUR)]):
        before: tuple[str, ...] = CODES[:number] if referring else ()
        inside = _inside((*before, *UNHELD) if referring else ())
        row: Raw = {
            "entry": code,
            "gate": {"is": draw(_GATES)},
            "paras": [{"id": name, "when": draw(inside)} for name in "ab"[: draw(_TWO)]],
        }
        if draw(_EITHER):
            row["derived"] = DERIVED
        if len(before) > 0 and draw(_EITHER):
            row["other_than"] = draw(st.lists(st.sampled_from(before), min_size=1, unique=True))
        if draw(_EITHER):
            row["common"] = draw(inside)
        if releasing and draw(_EITHER):
            release = {"id": "note", "when": draw(_inside(()))}
            row["exclusions"] = [release | ({"scope": ["a"]} if draw(_EITHER) else {})]
        rows.append(row)
    return rows


def entry_set(rows: list[Raw]) -> EntrySet:
    """The entries, read as from a file."""
    return EntrySet([entry_from(json.dumps(row)) for row in rows], VOCABULARY)
