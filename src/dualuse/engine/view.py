"""One rule as a reader wants it: its conditions in plain words, the tables they use, and its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dualuse.engine.pack import Pack
from dualuse.engine.rule import Case, Jurisdiction, Rule, Table
from dualuse.logic import Wording, in_words
from dualuse.logic.ast import Member, walk


@dataclass(frozen=True, slots=True)
class TableOfDay:
    """A dated set as it was on the day: its members, or that nothing is known about that day."""

    id: str
    title: str
    citation: str
    members: tuple[str, ...]
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
    node = compiled.conditions[rule_id]
    sets = (n.shown[1:] for n in walk(node) if isinstance(n, Member) and n.shown.startswith("@"))
    named = dict.fromkeys(name for name in sets if name in pack.tables)
    cases, document = pack.cases[rule_id]
    return RuleView(
        rule=rule,
        as_of=day.isoformat(),
        in_force=rule.effective.covers(day) and rule.status == "in_force",
        jurisdiction=jurisdiction.title,
        condition=in_words(node, compiled.vocabulary),
        attaches=in_words(compiled.conditions[f"jurisdiction {rule.jurisdiction}"], compiled.vocabulary),
        tables=tuple(_table(pack.tables[name], day) for name in named),
        cases=tuple(_case(c) for c in cases.cases),
        file=loaded.document.source,
        cases_file=document.source,
    )


def _table(table: Table, day: date) -> TableOfDay:
    members = tuple(r.code for r in table.rows if r.covers(day))
    return TableOfDay(table.id, table.title, str(table.citation), members, day >= table.known_from)


def _case(case: Case) -> CaseView:
    return CaseView(case.name, case.expect, case.asks)
