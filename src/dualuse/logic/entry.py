"""One control-list entry as its author wrote it: gate, paragraphs, releases, derived values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dualuse.documents import Document, Plain
from dualuse.issues import Issue, Path
from dualuse.logic.ast import Is, Node
from dualuse.logic.expression import Expression
from dualuse.logic.loading import ConditionLoader, WrongCondition
from dualuse.logic.vocabulary import Parameter, Vocabulary

REGIMES = frozenset({"WA", "MTCR", "NSG", "AG", "CWC", "EU"})
HEADING = "all"
_KEYS = {
    "entry", "from", "to", "title", "regimes", "see_also", "gate", "other_than", "common", "paras", "not_used",
    "exclusions", "derived", "coverage", "note",
}  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Derived:
    """A value worked out from others, used only where the parameter itself is not stated.

    Attributes:
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
        raw = self._mapping(value, self.path, _KEYS, {"entry", "from", "title", "gate", "paras"})
        self.code = self._text(raw["entry"], "entry")
        gate = self.conditions.load(raw["gate"], (*self.path, "gate"))
        if not isinstance(gate, Is):
            raise WrongCondition("a gate is {is: kind} or {is: [kinds]}", (*self.path, "gate"))
        derived = self._derived(raw.get("derived"))
        common = None
        if raw.get("common") is not None:
            common = self.conditions.load(raw["common"], (*self.path, "common"))
        return Entry(
            code=self.code,
            start=self._day(raw["from"], "from"),
            end=self._day(raw["to"], "to") if raw.get("to") is not None else None,
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

    def _mapping(self, value: Plain, path: Path, known: set[str], needed: set[str]) -> dict[str, Plain]:
        if not isinstance(value, dict):
            raise WrongCondition("a mapping is expected", path)
        for key in sorted(set(value) - known):
            self.conditions.problem(f"unknown key '{key}'", (*path, key))
        absent = sorted(needed - set(value))
        if absent:
            raise WrongCondition(f"missing: {', '.join(absent)}", path)
        return value

    def _text(self, value: Plain, key: str) -> str:
        if not isinstance(value, str):
            raise WrongCondition("a text is expected", (*self.path, key))
        return value

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
        path = (*self.path, "paras")
        found: dict[str, Paragraph] = {}
        for number, raw in enumerate(self._list(value, path)):
            place = (*path, number)
            row = self._mapping(raw, place, {"id", "code", "title", "when", "note"}, {"id", "when"})
            name = str(row["id"])
            if name in found:
                raise WrongCondition(f"the paragraph '{name}' is given twice", place)
            when = self.conditions.load(row["when"], (*place, "when"))
            own = self.full(str(row.get("code") or name))
            at = tuple(dict.fromkeys((own, *(self.full(a) for a in labels(when)))))
            found[name] = Paragraph(name, own, str(row.get("title") or ""), when, at, place)
        if not found:
            raise WrongCondition("an entry has at least one paragraph", path)
        return tuple(found.values())

    def _exclusions(self, value: Plain) -> tuple[Exclusion, ...]:
        path = (*self.path, "exclusions")
        found = []
        for number, raw in enumerate(self._list(value, path)):
            place = (*path, number)
            row = self._mapping(raw, place, {"id", "scope", "title", "when", "note"}, {"id", "when"})
            scope = self.conditions.texts(row.get("scope"), (*place, "scope"))
            when = self.conditions.load(row["when"], (*place, "when"))
            found.append(Exclusion(str(row["id"]), str(row.get("title") or row.get("note") or ""), scope, when))
        return tuple(found)

    def _derived(self, value: Plain) -> tuple[Derived, ...]:
        path = (*self.path, "derived")
        known = {"name", "if", "expr", "over", "where", "agg", "classify", "else", "when", "note"}
        found = []
        for number, raw in enumerate(self._list(value, path)):
            place = (*path, number)
            found.append(self._one_derived(self._mapping(raw, place, known, {"name"}), place))
        return tuple(found)

    def _one_derived(self, row: dict[str, Plain], place: Path) -> Derived:
        load = self.conditions
        parameter = load.parameter(row["name"], (*place, "name"))
        over = load.parameter(row["over"], (*place, "over"), "parts") if row.get("over") else None
        where = load.load(row["where"], (*place, "where")) if row.get("where") is not None else None
        aggregate = row.get("agg")
        if aggregate not in (None, "sum", "max", "min"):
            raise WrongCondition(f"agg is sum, max or min, not '{aggregate}'", (*place, "agg"))
        expression = load.expression(row["expr"], (*place, "expr")) if row.get("expr") is not None else None
        classes = []
        for number, raw in enumerate(self._list(row.get("classify"), (*place, "classify"))):
            spot = (*place, "classify", number)
            case = self._mapping(raw, spot, {"class", "when", "note"}, {"class", "when"})
            load.values(parameter, [case["class"]], spot)
            classes.append((str(case["class"]), load.load(case["when"], (*spot, "when"))))
        when = load.load(row["when"], (*place, "when")) if row.get("when") is not None else None
        if sum(map(bool, (classes, expression, when))) != 1:
            raise WrongCondition("a derived value has one of expr, classify and when", place)
        if when is not None and parameter.type != "flag":
            raise WrongCondition(f"'when' works out a flag; '{parameter.name}' is a {parameter.type}", place)
        otherwise = row.get("else")
        only_if = load.load(row["if"], (*place, "if")) if row.get("if") is not None else None
        return Derived(
            parameter, expression, over, where, str(aggregate) if aggregate else None, tuple(classes),
            str(otherwise) if otherwise else None, when, only_if,
        )  # fmt: skip

    def full(self, label: str) -> str:
        """The full code of a paragraph label; ``all`` is the entry itself."""
        return self.code if label == HEADING else f"{self.code}.{label}"


def labels(node: Node) -> list[str]:
    """Every ``at`` label inside a condition, in order."""
    found = list(node.at)
    for name in ("parts", "part", "where"):
        inner = getattr(node, name, None)
        if isinstance(inner, tuple):
            for part in inner:
                found += labels(part)
        elif isinstance(inner, Node):
            found += labels(inner)
    return found
