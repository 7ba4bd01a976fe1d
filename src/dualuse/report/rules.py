"""Rules of law, as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dualuse.report.page import WIDTH, Page
from dualuse.report.wording import write_conditions

if TYPE_CHECKING:
    from dualuse.engine import Rule
    from dualuse.engine.view import RuleView, TableOfDay

_DOMAINS = {"dual_use": "dual-use", "sanctions": "sanctions", "military": "military"}


def render_rules(
    rules: Iterable[Rule], jurisdictions: Mapping[str, str], width: int = WIDTH, colour: bool = False
) -> str:
    """Every rule with its effect and citation, by jurisdiction."""
    page = Page(width, colour)
    by_law: dict[str, list[Rule]] = {}
    for rule in rules:
        by_law.setdefault(rule.jurisdiction, []).append(rule)
    for law, own in by_law.items():
        page.gap()
        page.line(f"{law}: {jurisdictions.get(law, law)}", style="bold underline")
        for rule in own:
            page.line(f"{rule.id}: {rule.title}", style="bold")
            status = "" if rule.status == "in_force" else f", {rule.status.replace('_', ' ')}"
            page.line(
                f"{_words(rule.kind)}, {_DOMAINS[rule.domain]}: {_words(rule.then.effect.value)}{status}", indent=2
            )
            page.line(str(rule.citation), indent=2, lead="> ")
    page.gap()
    page.line("dualuse rules show ID shows what a rule asks.")
    return page.text()


def render_rule(view: RuleView, width: int = WIDTH, colour: bool = False) -> str:
    """One rule: what it asks, what follows, how we know, its tables and its cases."""
    page = Page(width, colour)
    rule = view.rule
    page.line(f"{rule.id}: {rule.title}", style="bold")
    page.line(str(rule.citation), indent=2, lead="> ")
    if rule.citation.url:
        page.line(rule.citation.url, indent=4)
    until = f" until {rule.effective.end}" if rule.effective.end else ""
    force = "in force" if view.in_force else f"not applied (status: {_words(rule.status)})"
    page.line(f"{view.jurisdiction}; {_words(rule.kind)}, {_DOMAINS[rule.domain]}", indent=2)
    page.line(f"from {rule.effective.start}{until}; {force} on {view.as_of}", indent=2)
    page.line(f"confidence {rule.confidence}: {rule.evidence}", indent=2)
    page.line(f"written in {view.file}", indent=2)
    _asks(page, view)
    _follows(page, view)
    for table in view.tables:
        _table(page, table)
    page.heading(f"Cases ({view.cases_file})")
    for case in view.cases:
        asks = f"; asks for {case.asks}" if case.asks else ""
        page.line(f"{case.name}: {case.expect}{asks}", lead="- ")
    return page.text()


def _asks(page: Page, view: RuleView) -> None:
    page.heading("Met when all of these hold" if view.condition.parts else "Met when this holds")
    write_conditions(page, view.condition, 0)
    page.line(f"Asked {'once for each item' if view.rule.per == 'item' else 'once for the transaction'}.")
    page.gap()
    page.line("The law applies at all when:", style="bold")
    write_conditions(page, view.attaches, 2)


def _follows(page: Page, view: RuleView) -> None:
    rule = view.rule
    page.heading("What follows")
    page.line(f"{_words(rule.then.effect.value)}: {rule.then.say}", lead="met: ")
    for said in view.not_met:
        page.line(said, lead="not met: ")
    page.line(rule.then.open, lead="open: ")
    for duty in rule.then.duties:
        page.line(duty, lead="* ")
    if rule.overcomes:
        page.line(f"When met it answers the requirement of: {', '.join(rule.overcomes)}")
    if rule.why:
        page.line(rule.why, lead="why: ")


def _table(page: Page, table: TableOfDay) -> None:
    page.heading(f"The set {table.id}: {table.title}")
    page.line(table.citation, lead="> ")
    if not table.known:
        page.line("nothing is known about this day; every membership is asked", lead="[?] ")
        return
    page.line(", ".join(table.members) or "no members on this day")
    if table.asked:
        page.line(f"asked, because it is doubtful: {', '.join(table.asked)}", lead="[?] ")


def _words(name: str) -> str:
    return name.replace("_", " ")
