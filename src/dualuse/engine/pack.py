"""A rule pack: every rule with its condition compiled, the tables of the day, the facts that conditions may name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from dualuse.data import rules_dir
from dualuse.documents import Document, Plain, read_checked
from dualuse.engine.rule import CaseFile, FactFile, FactRow, Jurisdiction, Rule, Table
from dualuse.engine.tables import TableDay
from dualuse.engine.waits import Waits, compile_waits
from dualuse.issues import Issue, raise_errors
from dualuse.logic import Choice, ConditionLoader, Kinds, Node, Parameter, Vocabulary, compile_node
from dualuse.logic.ast import Flag, Group, Member, Quantified, walk
from dualuse.logic.evaluation import Run

if TYPE_CHECKING:
    from dualuse.engine.variables import Answers

Model = TypeVar("Model", bound=BaseModel)
MAX_DAYS = 64
"""How many days' rules are kept compiled; the one kept longest makes room."""


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule and the file it stands in, with the hash of that file."""

    rule: Rule
    document: Document
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the conditions that must all be met, with what is said when this one is not."""

    node: Node
    run: Run
    say: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A whole condition, compiled, and its top-level parts in the order in which they are written.

    Attributes:
        written: As it is written; ``node`` is the same with the doubtful rows of its tables turned into questions.
        looks_at: The facts at the top that it looks at.
    """

    written: Node
    node: Node
    run: Run
    waits: Waits
    parts: tuple[Part, ...]
    looks_at: tuple[str, ...]


@dataclass(slots=True)
class Pack:
    """Everything under ``rules/``, checked.

    Attributes:
        places: Fact name to the place in the transaction where its answer is written.
        shared: What every rule depends on (the facts, each table, each jurisdiction) to the hash of its file.
    """

    rules: dict[str, LoadedRule]
    tables: dict[str, Table]
    facts: dict[str, Parameter]
    places: dict[str, str]
    jurisdictions: dict[str, tuple[Jurisdiction, Document]]
    cases: dict[str, tuple[CaseFile, Document]]
    shared: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    _days: dict[date, Day] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def load(cls, root: FilePath | None = None) -> Pack:
        """The shipped rules, or those under ``root``.

        Raises:
            InvalidDataError: Something in them is wrong; all of it is told.
        """
        pack = cls.read(root or rules_dir())
        raise_errors(pack.issues)
        return pack

    @classmethod
    def read(cls, root: FilePath) -> Pack:
        """The rules with their issues, for checking."""
        return _Reader(root).read()

    def on(self, day: date) -> Day:
        """The rules with the tables of that day, compiled; made once for each day, by whichever thread asks first."""
        with self._lock:
            if day not in self._days:
                if len(self._days) >= MAX_DAYS:
                    self._days.pop(next(iter(self._days)))
                self._days[day] = Day(self, day)
            return self._days[day]

    def within(self, country: str, jurisdiction: Jurisdiction, day: date) -> bool:
        """Whether the country code lies in the territory of that law on that day."""
        if jurisdiction.territory is None:
            return False
        return country in self.on(day).tables.certain[jurisdiction.territory]


class Day:
    """One day's vocabulary, tables and conditions.

    Attributes:
        code_members: Every control code that a table names on that day.
        answers: The possible answers of the open facts, by group of rules; filled as groups are first met.
    """

    def __init__(self, pack: Pack, day: date) -> None:
        self.tables = TableDay(pack.tables, day)
        self.code_members = tuple(self.tables.control_codes())
        self.answers: dict[tuple[str, str, tuple[str, ...]], Answers] = {}
        self.vocabulary = Vocabulary(Kinds(()), pack.facts, self.tables.sets())
        self.rules: dict[str, Condition] = {}
        self.attaches: dict[str, Condition] = {}
        self.issues: list[Issue] = []
        for name, loaded in pack.rules.items():
            self.rules[name] = self._load(loaded.document, "when")
        for name, (_, document) in pack.jurisdictions.items():
            self.attaches[name] = self._load(document, "attaches")

    def _load(self, document: Document, key: str) -> Condition:
        loader = ConditionLoader(self.vocabulary, document)
        assert isinstance(document.value, dict)
        written = document.value[key]
        loaded = loader.load(_unsaid(written), (key,))
        self.issues += loader.issues
        node = self.tables.expand(loaded)
        every = written.get("all") if isinstance(written, dict) else None
        many = every if isinstance(every, list) else [written]
        nodes = node.parts if isinstance(node, Group) and node.every and len(many) == len(node.parts) else (node,)
        said = [str(m.get("say", "")) if isinstance(m, dict) else "" for m in many]
        parts = tuple(Part(n, compile_node(n), s) for n, s in zip(nodes, said, strict=False))
        return Condition(loaded, node, compile_node(node), compile_waits(node), parts, _looks_at(node))


def _looks_at(node: Node) -> tuple[str, ...]:
    """The facts at the top that a condition looks at; those inside parts come with their parts."""
    found: dict[str, None] = {}
    for inner in walk(node):
        if isinstance(inner, (Flag, Member)):
            found.setdefault(inner.parameter.name)
        elif isinstance(inner, Quantified):
            found.setdefault(inner.over.name)
    return tuple(found)


def _unsaid(written: Plain) -> Plain:
    """The condition without the sentences of its top-level parts, which the condition language does not know."""
    if not isinstance(written, dict):
        return written
    bare = {k: v for k, v in written.items() if k != "say"}
    every = bare.get("all")
    if isinstance(every, list):
        bare["all"] = [{k: v for k, v in p.items() if k != "say"} if isinstance(p, dict) else p for p in every]
    return bare


class _Reader:
    def __init__(self, root: FilePath) -> None:
        self.root = root
        self.issues: list[Issue] = []
        self.shared: dict[str, str] = {}

    def read(self) -> Pack:
        facts = self._one(self.root / "facts.yaml", FactFile)
        self._share(self.root / "facts.yaml", "dictionary of facts")
        tables = self._tables()
        rules: dict[str, LoadedRule] = {}
        jurisdictions: dict[str, tuple[Jurisdiction, Document]] = {}
        cases: dict[str, tuple[CaseFile, Document]] = {}
        for file in sorted(self.root.glob("*/**/*.yaml")):
            if file.parent.name == "tables":
                continue
            if file.name == "jurisdiction.yaml":
                found = self._one(file, Jurisdiction)
                if found:
                    jurisdictions[found[0].id] = found
                    self._share(file, f"jurisdiction {found[0].id}")
            elif file.name.endswith(".cases.yaml"):
                kept = self._one(file, CaseFile)
                if kept:
                    cases[kept[0].rule] = kept
            else:
                self._rule(file, rules)
        rows = facts[0].facts if facts else ()
        pack = Pack(
            rules=rules,
            tables=tables,
            facts={r.fact: _parameter(r) for r in rows},
            places={r.fact: r.where for r in rows},
            jurisdictions=jurisdictions,
            cases=cases,
            shared=self.shared,
            issues=self.issues,
        )
        if not self.issues:
            self.issues += Day(pack, date.today()).issues
            self._cross(pack)
        return pack

    def _tables(self) -> dict[str, Table]:
        found: dict[str, Table] = {}
        for file in sorted((self.root / "tables").glob("*.yaml")):
            table = self._one(file, Table)
            if table:
                found[table[0].id] = table[0]
                self._share(file, f"table {table[0].id}")
        return found

    def _share(self, file: FilePath, name: str) -> None:
        if file.is_file():
            self.shared[name] = _hash(file)

    def _rule(self, file: FilePath, rules: dict[str, LoadedRule]) -> None:
        read = self._one(file, Rule)
        if not read:
            return
        rule, document = read
        if rule.id in rules:
            self.issues.append(Issue("error", document.where(("id",)), f"the id '{rule.id}' is already used"))
            return
        rules[rule.id] = LoadedRule(rule, document, _hash(file))

    def _one(self, file: FilePath, model: type[Model]) -> tuple[Model, Document] | None:
        source = f"rules/{file.relative_to(self.root).as_posix()}"
        read = read_checked(model, file, source)
        if isinstance(read, list):
            self.issues += read
            return None
        return read

    def _cross(self, pack: Pack) -> None:
        """References between files: an authorisation names rules that it may answer, a rule a jurisdiction that is."""
        for loaded in pack.rules.values():
            rule, document = loaded.rule, loaded.document
            for name in rule.overcomes:
                self._overcome(pack, name, document)
            if (rule.kind == "authorisation") != bool(rule.overcomes):
                self._wrong(document, "an authorisation, and nothing else, overcomes a requirement")
            if rule.jurisdiction not in pack.jurisdictions:
                self._wrong(document, f"there is no jurisdiction '{rule.jurisdiction}'")
            if rule.id not in pack.cases:
                self._wrong(document, f"'{rule.id}' has no cases")
        for name, (_, document) in pack.cases.items():
            if name not in pack.rules:
                self.issues.append(Issue("error", document.where(("rule",)), f"there is no rule '{name}'"))
        for jurisdiction, document in pack.jurisdictions.values():
            if jurisdiction.territory is not None and jurisdiction.territory not in pack.tables:
                self._wrong(document, f"there is no table '{jurisdiction.territory}'")

    def _overcome(self, pack: Pack, name: str, document: Document) -> None:
        if name not in pack.rules:
            self._wrong(document, f"there is no rule '{name}'")
        elif pack.rules[name].rule.kind != "list_based":
            self._wrong(document, f"'{name}' is no list-based requirement: only such a one can be answered beforehand")

    def _wrong(self, document: Document, message: str) -> None:
        self.issues.append(Issue("error", document.where(), message))


def _hash(file: FilePath) -> str:
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _parameter(row: FactRow) -> Parameter:
    values = None
    if row.values is not None:
        values = tuple(Choice(v.value, v.label.en, tuple(filter(None, (v.label.ru,)))) for v in row.values)
    return Parameter(
        name=row.fact,
        type=row.type,
        label=row.label.en,
        question=row.question.en,
        values=values,
        fields=row.fields,
        label_ru=row.label.ru,
        question_ru=row.question.ru,
    )
