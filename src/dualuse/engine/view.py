"""One rule as a reader wants it: its conditions in plain words, the tables they use, and its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dualuse.engine.pack import Pack
from dualuse.engine.rule import Case, Jurisdiction, Rule, Table
from dualuse.engine.tables import TableDay
from dualuse.logic import Wording, in_words
from dualuse.logic.ast import Member, walk


@dataclass(frozen=True, slots=True)
class TableOfDay:
    """A dated set as it was on the day.

    Attributes:
        members: Those that are told.
        asked: Those whose belonging is asked, because it is doubtful.
        known: False where nothing is known about that day, so that every belonging is asked.
    """

    id: str
    title: str
    citation: str
    members: tuple[str, ...]
    asked: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """One example of the rule."""

    name: str
    expect: str
    asks: str | None


@dataclass(frozen=True, slots=True)
class RuleView:
    """Everything about one rule on one day.

    Attributes:
        condition: What it asks.
        attaches: When the law it belongs to applies at all.
        not_met: What is said of each condition that is not met.
        tables: The dated sets its condition names.
        file: Where it is written.
        cases_file: Where its cases are.
    """

    rule: Rule
    as_of: str
    in_force: bool
    jurisdiction: str
    condition: Wording
    attaches: Wording
    not_met: tuple[str, ...]
    tables: tuple[TableOfDay, ...]
    cases: tuple[CaseView, ...]
    file: str
    cases_file: str


def view_rule(pack: Pack, rule_id: str, day: date) -> RuleView:
    """The rule on that day.

    Raises:
        KeyError: There is no such rule.
    """
    loaded = pack.rules[rule_id]
    rule = loaded.rule
    compiled = pack.on(day)
    jurisdiction: Jurisdiction = pack.jurisdictions[rule.jurisdiction][0]
    condition = compiled.rules[rule_id]
    node = condition.written
    sets = (n.shown[1:] for n in walk(node) if isinstance(n, Member) and n.shown.startswith("@"))
    named = dict.fromkeys(name for name in sets if name in pack.tables)
    cases, document = pack.cases[rule_id]
    return RuleView(
        rule=rule,
        as_of=day.isoformat(),
        in_force=rule.applies_on(day) and rule.status == "in_force",
        jurisdiction=jurisdiction.title,
        condition=in_words(node, compiled.vocabulary),
        attaches=in_words(compiled.attaches[rule.jurisdiction].written, compiled.vocabulary),
        not_met=tuple(p.say for p in condition.parts if p.say),
        tables=tuple(_table(pack.tables[name], compiled.tables) for name in named),
        cases=tuple(_case(c) for c in cases.cases),
        file=loaded.document.source,
        cases_file=document.source,
    )


def _table(table: Table, day: TableDay) -> TableOfDay:
    asked = tuple(r.code for r in day.doubtful[table.id])
    known = table.id not in day.unknown
    return TableOfDay(table.id, table.title, str(table.citation), day.certain[table.id], asked, known)


def _case(case: Case) -> CaseView:
    return CaseView(case.name, case.expect, case.asks)
