"""The rules of one jurisdiction and domain over one transaction: their findings, and what they come to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dualuse.engine.completions import Candidate, Completions, Search
from dualuse.engine.findings import Found, Run, find
from dualuse.engine.pack import Day, LoadedRule
from dualuse.engine.rule import Jurisdiction
from dualuse.engine.variables import TRANSACTION, Answers, rows_needed
from dualuse.engine.weighing import Effects, Weighing
from dualuse.logic import NO, UNKNOWN, YES, Outcome, any_of
from dualuse.model.assessment import Domain, Effect


@dataclass(frozen=True, slots=True)
class Attachment:
    """Whether a law attaches to each item, and so to the transaction.

    Attributes:
        asked: The law was asked for; it is then applied whether it attaches or not.
    """

    asked: bool
    items: tuple[Outcome, ...]
    whole: Outcome

    def of(self, subject: int) -> Outcome:
        """Whether it attaches to the subject."""
        return self.whole if subject == TRANSACTION else self.items[subject]


def attachment(run: Run, name: str, requested: tuple[str, ...] | None) -> Attachment:
    """Whether the law of that jurisdiction attaches; settled where laws were asked for by name."""
    if requested is not None:
        settled = Outcome(YES if name in requested else NO)
        return Attachment(True, (settled,) * len(run.situation.items), settled)
    condition = run.pack.on(run.day).attaches[name]
    items = tuple(run.explain(condition, facts).outcome for facts in run.situation.items)
    truth = any_of(o.truth for o in items)
    missing = tuple(dict.fromkeys(m for o in items for m in o.missing)) if truth is UNKNOWN else ()
    return Attachment(False, items, Outcome(truth, missing=missing))


@dataclass(slots=True)
class RuleGroup:
    """One jurisdiction and domain.

    Attributes:
        found: Findings of its rules in force, in the order of the rules.
        completions, weighing: How the open facts could turn out, and what that comes to.
    """

    jurisdiction: Jurisdiction
    domain: Domain
    attach: Attachment
    rules: Sequence[LoadedRule]
    found: list[Found]
    completions: Completions = field(init=False)
    weighing: Weighing = field(init=False)

    @property
    def key(self) -> str:
        """``jurisdiction/domain``."""
        return f"{self.jurisdiction.id}/{self.domain}"

    @property
    def speaks(self) -> bool:
        """Whether it is determined at all: a domain always looked at, or one of which some rule applies or is open."""
        return self.domain in self.jurisdiction.domains or any(f.finding.truth != "no" for f in self.found)

    @property
    def open(self) -> bool:
        """Whether more than one effect is possible."""
        return len(self.weighing.possible) > 1

    def complete(self, run: Run) -> None:
        """Work out how the open facts could turn out."""
        day = run.pack.on(run.day)
        failed = {f.finding.rule for f in self.found if f.finding.failed}
        candidates = [self._candidate(r, day, failed) for r in self.rules]
        attaches = None if self.attach.asked else day.attaches[self.jurisdiction.id]
        answers = possible_answers(run, day, self.jurisdiction, self.domain, candidates)
        self.completions = Search(run.situation, candidates, attaches, answers).run()
        self.weighing = Weighing(self.completions, Effects(candidates))

    def _candidate(self, loaded: LoadedRule, day: Day, failed: set[str]) -> Candidate:
        rule = loaded.rule
        free = "failed" if rule.id in failed else "status unknown" if rule.status == "unknown" else None
        return Candidate(rule, day.rules[rule.id], free)

    def held(self, effect: Effect) -> list[Found]:
        """Findings that apply for certain with that effect and that nothing lifts."""
        rules = self.completions.rules
        lifted = {(rules[n].rule.id, s) for s, view in self.weighing.views.items() for n in view.lifted}
        used = {name for f in self.found if f.finding.truth == "yes" for name in f.finding.overcomes}
        return [
            f
            for f in self.found
            if f.finding.truth == "yes"
            and f.finding.effect is effect
            and (f.finding.rule, f.subject) not in lifted
            and (not f.finding.overcomes or used & {name for name, _ in lifted})
        ]


def rule_group(
    run: Run, jurisdiction: Jurisdiction, domain: Domain, attach: Attachment, rules: Sequence[LoadedRule]
) -> RuleGroup:
    """The findings of every rule in force, and what they come to."""
    inforce = [r for r in rules if r.rule.applies_on(run.day)]
    found = [find(run, loaded, s, attach.of(s)) for loaded in inforce for s in run.subjects(loaded.rule)]
    group = RuleGroup(jurisdiction, domain, attach, inforce, found)
    group.complete(run)
    return group


def possible_answers(
    run: Run, day: Day, jurisdiction: Jurisdiction, domain: Domain, candidates: Sequence[Candidate]
) -> Answers:
    """The answers that the conditions of the group tell apart; worked out once for a day and kept with it."""
    key = (jurisdiction.id, domain, tuple(c.rule.id for c in candidates))
    held = day.answers.get(key)
    if held is None:
        nodes = [c.condition.node for c in candidates] + [day.attaches[jurisdiction.id].node]
        lifts = [max(rows_needed(c.condition.node)) for c in candidates if c.rule.kind == "authorisation"]
        others = [max(rows_needed(c.condition.node)) for c in candidates if c.rule.kind != "authorisation"]
        rows = max(others, default=0) + max(lifts, default=0)
        held = day.answers[key] = Answers(nodes, run.pack.facts, day.tables, rows)
    return held
