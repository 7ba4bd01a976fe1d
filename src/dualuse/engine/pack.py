"""A rule pack: every rule with its condition compiled, the tables of the day, the facts that conditions may name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel

from dualuse.data import rules_dir
from dualuse.documents import Document, read_checked
from dualuse.engine.rule import CaseFile, FactFile, Jurisdiction, Rule, Table
from dualuse.issues import Issue, raise_errors
from dualuse.logic import Choice, ConditionLoader, Kinds, Node, Parameter, Vocabulary

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule and the file it stands in.

    Attributes:
        sha256: Of the rule file and the shared files that decide what it means.
    """

    rule: Rule
    document: Document
    sha256: str


@dataclass(slots=True)
class Pack:
    """Everything under ``rules/``, checked."""

    rules: dict[str, LoadedRule]
    tables: dict[str, Table]
    facts: dict[str, Parameter]
    places: dict[str, str]
    jurisdictions: dict[str, tuple[Jurisdiction, Document]]
    cases: dict[str, tuple[CaseFile, Document]]
    issues: list[Issue] = field(default_factory=list)
    _days: dict[date, Day] = field(default_factory=dict, repr=False)

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
        """The rules with the tables of that day, compiled."""
        if day not in self._days:
            self._days[day] = Day(self, day)
        return self._days[day]


class Day:
    """One day's vocabulary and conditions.

    Attributes:
        unknown_sets: Tables that say nothing about this day; a condition that uses one is unknown.
    """

    def __init__(self, pack: Pack, day: date) -> None:
        self.unknown_sets = {t.id for t in pack.tables.values() if day < t.known_from}
        sets = {t.id: tuple(r.code for r in t.rows if r.covers(day)) or ("none",) for t in pack.tables.values()}
        self.vocabulary = Vocabulary(Kinds(()), pack.facts, sets)
        self.conditions: dict[str, Node] = {}
        self.issues: list[Issue] = []
        for name, loaded in pack.rules.items():
            self.conditions[name] = self._load(loaded.document, "when")
        for name, (_, document) in pack.jurisdictions.items():
            self.conditions[f"jurisdiction {name}"] = self._load(document, "attaches")

    def _load(self, document: Document, key: str) -> Node:
        loader = ConditionLoader(self.vocabulary, document)
        assert isinstance(document.value, dict)
        node = loader.load(document.value[key], (key,))
        self.issues += loader.issues
        return node


class _Reader:
    def __init__(self, root: FilePath) -> None:
        self.root = root
        self.issues: list[Issue] = []

    def read(self) -> Pack:
        facts = self._one(self.root / "facts.yaml", FactFile)
        shared = [self.root / "facts.yaml", *sorted((self.root / "tables").glob("*.yaml"))]
        common = b"".join(f.read_bytes().replace(b"\r\n", b"\n") for f in shared if f.is_file())
        rules: dict[str, LoadedRule] = {}
        jurisdictions: dict[str, tuple[Jurisdiction, Document]] = {}
        cases: dict[str, tuple[CaseFile, Document]] = {}
        for file in sorted(self.root.rglob("*.yaml")):
            if file in shared:
                continue
            if file.name == "jurisdiction.yaml":
                found = self._one(file, Jurisdiction)
                if found:
                    jurisdictions[found[0].id] = found
            elif file.name.endswith(".cases.yaml"):
                kept = self._one(file, CaseFile)
                if kept:
                    cases[kept[0].rule] = kept
            else:
                self._rule(file, common, rules)
        tables = [self._one(f, Table) for f in sorted((self.root / "tables").glob("*.yaml"))]
        rows = facts[0].facts if facts else ()
        pack = Pack(
            rules=rules,
            tables={t[0].id: t[0] for t in tables if t},
            facts={r.fact: _parameter(r) for r in rows},
            places={r.fact: r.where for r in rows},
            jurisdictions=jurisdictions,
            cases=cases,
            issues=self.issues,
        )
        self.issues += Day(pack, date.today()).issues
        self._cross(pack)
        return pack

    def _rule(self, file: FilePath, common: bytes, rules: dict[str, LoadedRule]) -> None:
        read = self._one(file, Rule)
        if not read:
            return
        rule, document = read
        if rule.id in rules:
            self.issues.append(Issue("error", document.where(("id",)), f"the id '{rule.id}' is already used"))
            return
        raw = file.read_bytes().replace(b"\r\n", b"\n")
        rules[rule.id] = LoadedRule(rule, document, hashlib.sha256(raw + b"\0" + common).hexdigest())

    def _one(self, file: FilePath, model: type[Model]) -> tuple[Model, Document] | None:
        source = f"rules/{file.relative_to(self.root).as_posix()}"
        read = read_checked(model, file, source)
        if isinstance(read, list):
            self.issues += read
            return None
        return read

    def _cross(self, pack: Pack) -> None:
        for loaded in pack.rules.values():
            rule, document = loaded.rule, loaded.document
            for name in (*rule.overcomes, *rule.held_by):
                if name not in pack.rules:
                    self.issues.append(Issue("error", document.where(), f"there is no rule '{name}'"))
            if rule.jurisdiction not in pack.jurisdictions:
                self.issues.append(Issue("error", document.where(), f"there is no jurisdiction '{rule.jurisdiction}'"))
            if rule.id not in pack.cases:
                self.issues.append(Issue("error", document.where(), f"'{rule.id}' has no cases"))
        for name, (_, document) in pack.cases.items():
            if name not in pack.rules:
                self.issues.append(Issue("error", document.where(("rule",)), f"there is no rule '{name}'"))


def _parameter(row: object) -> Parameter:
    from dualuse.engine.rule import FactRow

    assert isinstance(row, FactRow)
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
