"""One control-list entry as its author wrote it: gate, paragraphs, releases, derived values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dualuse.documents import Document, Plain
from dualuse.issues import Issue, Path
from dualuse.logic.ast import Is, Node, walk
from dualuse.logic.expression import Expression
from dualuse.logic.loading import ConditionLoader, WrongCondition
from dualuse.logic.vocabulary import Parameter, Vocabulary

REGIMES = frozenset({"WA", "MTCR", "NSG", "AG", "CWC", "EU"})
HEADING = "all"
Keys = tuple[frozenset[str], frozenset[str]]
"""The keys that a mapping may have, and those of them that it must have."""


def _keys(needed: str, others: str) -> Keys:
    return frozenset(f"{needed} {others}".split()), frozenset(needed.split())


KEYS: Mapping[str, Keys] = {
    "entry": _keys(
        "entry from title gate paras",
        "to regimes see_also other_than common not_used exclusions derived coverage note",
    ),
    "paragraph": _keys("id when", "code title note"),
    "exclusion": _keys("id when", "scope title note"),
    "derived": _keys("name", "if expr over where agg classify else when note"),
    "class": _keys("class when", "note"),
}
"""What the mappings of an entry file may hold; the JSON Schema is built from the same table."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A provision with a verdict of its own.

    Attributes:
        id: Unique within the entry.
        code: The full official code to cite, e.g. ``2B204.a``; the entry's own for a heading.
        at: Every official paragraph that the criterion speaks of, full codes, the paragraph itself first.
    """

    id: str
    code: str
    title: str
    when: Node
    at: tuple[str, ...]
    path: Path = field(compare=False, repr=False, default=())

    def stands_under(self, code: str) -> bool:
        """Whether the paragraph is ``code`` (full), stands below it, or speaks of it as a part of itself."""
        own = self.code
        return own == code or own.startswith(f"{code}.") or (code.startswith(f"{own}.") and code in self.at)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A note that takes items out of the paragraphs in its scope (all, where the scope is empty)."""

    id: str
    title: str
    scope: tuple[str, ...]
    when: Node

    def covers(self, paragraph: str) -> bool:
        """Whether a paragraph id, without the entry code, stands under the scope."""
        return not self.scope or any(paragraph == s or paragraph.startswith(f"{s}.") for s in self.scope)

    def reaches(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph stands under the scope, by its official code or by its id."""
        return self.covers(paragraph.code.partition(".")[2] or paragraph.id) or self.covers(paragraph.id)


@dataclass(frozen=True, slots=True)
class Derived:
    """A value worked out from others, used only where the parameter itself is not stated.

    Attributes:
        expression: A formula; over parts, with ``aggregate`` (sum, max, min) to make one value of theirs.
        over: The list whose parts the rule looks at; the item itself where None.
        where: Which of the parts.
        classes: Class and condition, in the order tried: the first that holds is the class of a part.
        otherwise: The class where none holds; None leaves it unknown.
        when: For a flag: the condition that makes it yes, and no where it fails.
        only_if: What must be YES for the value to be worked out at all; None where nothing must.
    """

    parameter: Parameter
    expression: Expression | None = None
    over: Parameter | None = None
    where: Node | None = None
    aggregate: str | None = None
    classes: tuple[tuple[str, Node], ...] = ()
    otherwise: str | None = None
    when: Node | None = None
    only_if: Node | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated block of one control-list entry."""

    code: str
    start: date
    end: date | None
    title: str
    regimes: tuple[str, ...]
    see_also: tuple[str, ...]
    gate: Is
    other_than: tuple[str, ...]
    common: Node | None
    paragraphs: tuple[Paragraph, ...]
    exclusions: tuple[Exclusion, ...]
    derived: tuple[Derived, ...]
    not_used: tuple[str, ...]
    references: tuple[tuple[str, Path], ...] = field(repr=False, default=())
    path: Path = field(repr=False, default=())

    def covers(self, day: date) -> bool:
        """Whether the block is in force on that day."""
        return self.start <= day and (self.end is None or day < self.end)


def load_entry(
    value: Plain, document: Document, path: Path, vocabulary: Vocabulary
) -> tuple[Entry | None, list[Issue]]:
    """One entry block. None where its frame cannot be used; the issues say everything that is wrong."""
    loader = _EntryLoader(ConditionLoader(vocabulary, document), path)
    try:
        return loader.load(value), loader.conditions.issues
    except WrongCondition as wrong:
        loader.conditions.problem(wrong.message, wrong.path)
        return None, loader.conditions.issues


@dataclass(slots=True)
class _EntryLoader:
    conditions: ConditionLoader
    path: Path
    code: str = ""

    def load(self, value: Plain) -> Entry:
        raw = self._mapping(value, self.path, "entry")
        self.code = self._text(raw["entry"], "entry")
        gate = self._gate(raw["gate"])
        derived = self._derived(raw.get("derived"))
        common = None
        if raw.get("common") is not None:
            common = self.conditions.load(raw["common"], (*self.path, "common"))
        start, end = self._day(raw["from"], "from"), None
        if raw.get("to") is not None:
            end = self._day(raw["to"], "to")
            if end <= start:
                raise WrongCondition(f"ends on {end}, before it begins", (*self.path, "to"))
        return Entry(
            code=self.code,
            start=start,
            end=end,
            title=self._text(raw["title"], "title"),
            regimes=self._regimes(raw.get("regimes")),
            see_also=self.conditions.texts(raw.get("see_also"), (*self.path, "see_also")),
            gate=gate,
            other_than=self._references(raw.get("other_than"), "other_than"),
            common=common,
            paragraphs=self._paragraphs(raw["paras"]),
            exclusions=self._exclusions(raw.get("exclusions")),
            derived=derived,
            not_used=self.conditions.texts(raw.get("not_used"), (*self.path, "not_used")),
            references=tuple(self.conditions.codes),
            path=self.path,
        )

    def _gate(self, value: Plain) -> Is:
        path = (*self.path, "gate")
        if not isinstance(value, dict) or set(value) != {"is"}:
            raise WrongCondition("a gate is {is: kind} or {is: [kinds]}", path)
        before = len(self.conditions.issues)
        gate = self.conditions.load(value, path)
        if isinstance(gate, Is):
            return gate
        raise WrongCondition(self.conditions.issues.pop(before).message, (*path, "is"))

    def _mapping(self, value: Plain, path: Path, what: str) -> dict[str, Plain]:
        known, needed = KEYS[what]
        if not isinstance(value, dict):
            raise WrongCondition("a mapping is expected", path)
        for key in sorted(set(value) - known):
            self.conditions.problem(f"unknown key '{key}'", (*path, key))
        absent = sorted(needed - set(value))
        if absent:
            raise WrongCondition(f"missing: {', '.join(absent)}", path)
        return value

    def _text(self, value: Plain, *key: str | int) -> str:
        if not isinstance(value, str) or not value:
            raise WrongCondition("a text is expected", (*self.path, *key))
        return value

    def _optional(self, value: Plain, *key: str | int) -> str:
        return "" if value is None else self._text(value, *key)

    def _day(self, value: Plain, key: str) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise WrongCondition(f"'{value}' is not a day such as 2025-11-15", (*self.path, key)) from None

    def _regimes(self, value: Plain) -> tuple[str, ...]:
        found = self.conditions.texts(value, (*self.path, "regimes"))
        strange = [r for r in found if r not in REGIMES]
        if strange:
            self.conditions.problem(f"unknown regime {', '.join(strange)}", (*self.path, "regimes"))
        return found

    def _references(self, value: Plain, key: str) -> tuple[str, ...]:
        path = (*self.path, key)
        codes = self.conditions.texts(value, path)
        self.conditions.codes += [(c, path) for c in codes]
        return codes

    def _list(self, value: Plain, path: Path) -> list[Plain]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise WrongCondition("a list is expected", path)
        return value

    def _paragraphs(self, value: Plain) -> tuple[Paragraph, ...]:
        found: dict[str, Paragraph] = {}
        for number, raw in enumerate(self._list(value, (*self.path, "paras"))):
            key = ("paras", number)
            place = (*self.path, *key)
            row = self._mapping(raw, place, "paragraph")
            name = self._text(row["id"], *key, "id")
            if name in found:
                raise WrongCondition(f"the paragraph '{name}' is given twice", place)
            when = self.conditions.load(row["when"], (*place, "when"))
            own = self.full(self._optional(row.get("code"), *key, "code") or name)
            at = tuple(dict.fromkeys((own, *(self.full(a) for a in labels(when)))))
            self._optional(row.get("note"), *key, "note")
            found[name] = Paragraph(name, own, self._optional(row.get("title"), *key, "title"), when, at, place)
        if not found:
            raise WrongCondition("an entry has at least one paragraph", (*self.path, "paras"))
        return tuple(found.values())

    def _exclusions(self, value: Plain) -> tuple[Exclusion, ...]:
        found: dict[str, Exclusion] = {}
        for number, raw in enumerate(self._list(value, (*self.path, "exclusions"))):
            key = ("exclusions", number)
            place = (*self.path, *key)
            row = self._mapping(raw, place, "exclusion")
            name = self._text(row["id"], *key, "id")
            if name in found:
                raise WrongCondition(f"the exclusion '{name}' is given twice", place)
            scope = self.conditions.texts(row.get("scope"), (*place, "scope"))
            when = self.conditions.load(row["when"], (*place, "when"))
            title = self._optional(row.get("title"), *key, "title") or self._optional(row.get("note"), *key, "note")
            found[name] = Exclusion(name, title, scope, when)
        return tuple(found.values())

    def _derived(self, value: Plain) -> tuple[Derived, ...]:
        path = (*self.path, "derived")
        found = []
        for number, raw in enumerate(self._list(value, path)):
            place = (*path, number)
            row = self._mapping(raw, place, "derived")
            rule = self._one_derived(row, place)
            if row.get("if") is not None:
                rule = replace(rule, only_if=self.conditions.load(row["if"], (*place, "if")))
            found.append(rule)
        return tuple(found)

    def _one_derived(self, row: dict[str, Plain], place: Path) -> Derived:
        load = self.conditions
        parameter = load.parameter(row["name"], (*place, "name"))
        over = load.parameter(row["over"], (*place, "over"), "parts", "item") if row.get("over") is not None else None
        where = load.load(row["where"], (*place, "where")) if row.get("where") is not None else None
        if where is not None and over is None:
            raise WrongCondition("'where' says which parts of 'over' are meant; there is no 'over'", (*place, "where"))
        ways = [key for key in ("expr", "classify", "when") if row.get(key) is not None]
        if len(ways) != 1:
            raise WrongCondition("a derived value has one of expr, classify and when", place)
        way = ways[0]
        if row.get("agg") is not None and (way != "expr" or over is None):
            raise WrongCondition("'agg' makes one value of a formula over parts", (*place, "agg"))
        if row.get("else") is not None and way != "classify":
            raise WrongCondition("'else' belongs to classify", (*place, "else"))
        if way == "expr":
            return self._formula(row, place, parameter, over, where)
        if way == "classify":
            return self._classified(row, place, parameter, over, where)
        if parameter.type != "flag" or over is not None:
            raise WrongCondition(
                f"'when' works out a flag of the item; '{parameter.name}' is a {parameter.type}", place
            )
        return Derived(parameter, when=load.load(row["when"], (*place, "when")))

    def _formula(
        self, row: dict[str, Plain], place: Path, parameter: Parameter, over: Parameter | None, where: Node | None
    ) -> Derived:
        if parameter.type != "quantity":
            raise WrongCondition(f"a formula gives a quantity; '{parameter.name}' is a {parameter.type}", place)
        aggregate = row.get("agg")
        if over is not None and aggregate not in ("sum", "max", "min"):
            raise WrongCondition(f"over parts, agg is sum, max or min, not '{aggregate}'", (*place, "agg"))
        expression = self.conditions.expression(row["expr"], (*place, "expr"))
        self.conditions.fits(expression, parameter, (*place, "expr"))
        return Derived(parameter, expression, over, where, str(aggregate) if aggregate is not None else None)

    def _classified(
        self, row: dict[str, Plain], place: Path, parameter: Parameter, over: Parameter | None, where: Node | None
    ) -> Derived:
        load = self.conditions
        if parameter.type not in ("choice", "choices"):
            raise WrongCondition(f"classify gives a named value; '{parameter.name}' is a {parameter.type}", place)
        classes = []
        for number, raw in enumerate(self._list(row["classify"], (*place, "classify"))):
            spot = (*place, "classify", number)
            case = self._mapping(raw, spot, "class")
            (value,) = load.values(parameter, [case["class"]], spot)
            classes.append((value, load.load(case["when"], (*spot, "when"))))
        if not classes:
            raise WrongCondition("classify is a list of {class: …, when: …}", (*place, "classify"))
        otherwise = row.get("else")
        if otherwise is not None:
            (otherwise,) = load.values(parameter, [otherwise], (*place, "else"))
        return Derived(parameter, over=over, where=where, classes=tuple(classes), otherwise=otherwise)

    def full(self, label: str) -> str:
        """The full code of a paragraph label; ``all`` is the entry itself."""
        return self.code if label == HEADING else f"{self.code}.{label}"


def labels(node: Node) -> list[str]:
    """Every ``at`` label inside a condition, in order."""
    return [label for inner in walk(node) for label in inner.at]
