"""Every rule over a transaction, and what follows from them. A rule that fails is a finding, never a silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal

from dualuse.engine.determinations import determination, unheld
from dualuse.engine.facts import situation
from dualuse.engine.findings import Found, Run
from dualuse.engine.groups import Attachment, RuleGroup, attachment, rule_group
from dualuse.engine.pack import LoadedRule, Pack
from dualuse.engine.questions import weigh_questions
from dualuse.logic import NO
from dualuse.logic.ast import Ask, walk
from dualuse.model.assessment import (
    Determination,
    Domain,
    Finding,
    ItemClassification,
    Question,
    RuleOutcome,
    Screening,
)
from dualuse.model.transaction import Transaction

DOMAINS: tuple[Domain, ...] = ("dual_use", "sanctions", "military")
_YES_NO = ("yes", "no", "true", "false")
Became = Literal["fired", "not_met", "unknown", "failed", "not_in_force", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the rules conclude.

    Attributes:
        laws: Jurisdictions that were applied.
        requested: Jurisdictions that were asked for; None where they were worked out.
        left_out: Jurisdictions that attach by the facts, are held here, and were not asked for.
        outcomes: What became of every rule, for the receipt.
    """

    findings: tuple[Finding, ...]
    determinations: tuple[Determination, ...]
    questions: tuple[Question, ...]
    outcomes: tuple[RuleOutcome, ...]
    laws: tuple[str, ...]
    requested: tuple[str, ...] | None
    left_out: tuple[str, ...]
    notices: tuple[str, ...]


def evaluate(
    case: Transaction,
    classifications: Sequence[ItemClassification],
    screenings: Sequence[Screening],
    pack: Pack,
    as_of: date,
    laws: Iterable[str] | None = None,
) -> Evaluation:
    """Apply every rule of every jurisdiction that attaches, or that was asked for.

    Args:
        case: The transaction.
        classifications: One for each item, in order.
        screenings: One for each restricted-party list.
        pack: The rules.
        as_of: The day whose law applies.
        laws: Jurisdictions to apply; worked out from the facts where None. One that has no rules here is undetermined.
    """
    facts = situation(case, classifications, screenings, pack, as_of)
    run = Run(case, classifications, screenings, pack, as_of, facts)
    requested = tuple(dict.fromkeys(laws)) if laws is not None else None
    attached = {name: attachment(run, name, requested) for name in pack.jurisdictions}
    groups = [g for name in pack.jurisdictions for g in _groups(run, name, attached[name])]
    questions, settled_by = weigh_questions(run, groups)
    determinations = [determination(run, g, settled_by[g.key]) for g in groups if _wanted(g)]
    determinations += [unheld(name) for name in requested or () if name not in pack.jurisdictions]
    found = [f for g in groups for f in g.found]
    return Evaluation(
        findings=tuple(f.finding for f in found),
        determinations=tuple(determinations),
        questions=questions,
        outcomes=tuple(_outcome(loaded, attached, found, as_of) for loaded in pack.rules.values()),
        laws=tuple(n for n, a in attached.items() if a.whole.truth is not NO),
        requested=requested,
        left_out=_left_out(run, requested),
        notices=(*_notices(pack, as_of), *_unread(run), *_cut_short(groups)),
    )


def _groups(run: Run, name: str, attach: Attachment) -> list[RuleGroup]:
    """The domains of one jurisdiction. Where the law does not attach, no rule of it is applied."""
    jurisdiction, _ = run.pack.jurisdictions[name]
    rules = [r for r in run.pack.rules.values() if r.rule.jurisdiction == name] if attach.whole.truth is not NO else []
    domains = [d for d in DOMAINS if d in jurisdiction.domains or any(r.rule.domain == d for r in rules)]
    groups = [rule_group(run, jurisdiction, d, attach, [r for r in rules if r.rule.domain == d]) for d in domains]
    return [g for g in groups if g.speaks]


def _wanted(group: RuleGroup) -> bool:
    """Whether it gets a determination: a law that was left out of those asked for gets none."""
    return not (group.attach.asked and group.attach.whole.truth is NO)


def _outcome(loaded: LoadedRule, attached: Mapping[str, Attachment], found: Sequence[Found], day: date) -> RuleOutcome:
    return RuleOutcome(rule=loaded.rule.id, sha256=loaded.sha256, outcome=_became(loaded, attached, found, day))


def _became(loaded: LoadedRule, attached: Mapping[str, Attachment], found: Sequence[Found], day: date) -> Became:
    rule = loaded.rule
    if not rule.applies_on(day):
        return "not_in_force"
    if attached[rule.jurisdiction].whole.truth is NO:
        return "out_of_scope"
    own = [f.finding for f in found if f.finding.rule == rule.id]
    if any(f.failed for f in own):
        return "failed"
    truths = {f.truth for f in own}
    return "fired" if "yes" in truths else "unknown" if "unknown" in truths else "not_met"


def _left_out(run: Run, requested: tuple[str, ...] | None) -> tuple[str, ...]:
    if requested is None:
        return ()
    others = [n for n in run.pack.jurisdictions if n not in requested]
    return tuple(n for n in others if attachment(run, n, None).whole.truth is not NO)


# -- notices


def _notices(pack: Pack, day: date) -> tuple[str, ...]:
    lines = [
        f"The rule {loaded.rule.id} ({loaded.rule.citation}) is {loaded.rule.status} and was not applied."
        for loaded in pack.rules.values()
        if loaded.rule.effective.covers(day) and not loaded.rule.applies_on(day)
    ]
    tables = pack.on(day).tables
    lines += [
        f"The table '{pack.tables[name].title}' says nothing about {day}; every membership in it is asked."
        for name in sorted(tables.unknown)
    ]
    lines += [
        f"The table '{t.title}' was last checked for changes on {t.checked_until}; later changes are not in it."
        for t in pack.tables.values()
        if day > t.checked_until
    ]
    return tuple(lines)


def _cut_short(groups: Sequence[RuleGroup]) -> tuple[str, ...]:
    """Determinations for which not every way of completing the facts was gone through."""
    return tuple(
        f"{g.key}: so much is open that not every combination was tried; more is named as possible than may be."
        for g in groups
        if g.completions.exhausted
    )


def _unread(run: Run) -> tuple[str, ...]:
    """Names under ``facts`` that no rule asks for, and answers that are neither yes nor no."""
    day = run.pack.on(run.day)
    conditions = (*day.rules.values(), *day.attaches.values())
    asked = {n.id for c in conditions for n in walk(c.node) if isinstance(n, Ask)}
    lines = []
    for name, value in run.case.facts.items():
        word = value.get("answer") if isinstance(value, Mapping) else value
        if name == "different_from":
            continue
        if name not in asked:
            near = get_close_matches(name, asked, 1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            lines.append(f"facts.{name}: no rule held asks for it on {run.day}; it was not used.{hint}")
        elif str(word).strip().lower() not in (*_YES_NO, "unknown"):
            lines.append(f"facts.{name}: '{word}' is neither yes nor no; the question stays open.")
    return tuple(lines)
