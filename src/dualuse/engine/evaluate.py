"""Every rule over a transaction, and what follows from them. A rule that fails is a finding, never a silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dualuse.engine.facts import transaction_facts
from dualuse.engine.pack import Day, LoadedRule, Pack
from dualuse.engine.rule import Jurisdiction, Rule
from dualuse.logic import NO, UNKNOWN, YES, Context, Explainer, Facts, Leaf, Missing, Outcome, Truth, all_of
from dualuse.model.assessment import (
    Comparison,
    Determination,
    Domain,
    Effect,
    Finding,
    ItemClassification,
    Question,
    RuleOutcome,
    Screening,
)
from dualuse.model.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the rules conclude.

    Attributes:
        laws: Jurisdictions that were applied.
        requested: Jurisdictions that were asked for; None where they were worked out.
        outcomes: What became of every rule, for the receipt.
    """

    findings: tuple[Finding, ...]
    determinations: tuple[Determination, ...]
    questions: tuple[Question, ...]
    outcomes: tuple[RuleOutcome, ...]
    laws: tuple[str, ...]
    requested: tuple[str, ...] | None
    not_checked: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(slots=True)
class _Case:
    """One transaction under evaluation."""

    case: Transaction
    classifications: Sequence[ItemClassification]
    screenings: Sequence[Screening]
    pack: Pack
    day: date

    @property
    def compiled(self) -> Day:
        return self.pack.on(self.day)

    def facts(self, item: int | None) -> Facts:
        return transaction_facts(self.case, item, self.classifications, self.screenings, self.pack, self.day)

    def name(self, item: int | None) -> str:
        return "transaction" if item is None else self.classifications[item].item


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
    run = _Case(case, classifications, screenings, pack, as_of)
    requested = tuple(dict.fromkeys(laws)) if laws is not None else None
    attached = {name: _attached(run, name, requested) for name in pack.jurisdictions}
    findings: list[Finding] = []
    outcomes: list[RuleOutcome] = []
    for loaded in pack.rules.values():
        attach = attached.get(loaded.rule.jurisdiction, Outcome(NO))
        found, outcome = _apply(run, loaded, attach)
        findings += found
        outcomes.append(RuleOutcome(rule=loaded.rule.id, sha256=loaded.sha256, outcome=outcome))
    determinations = _determinations(run, attached, findings, requested)
    return Evaluation(
        findings=tuple(findings),
        determinations=tuple(determinations),
        questions=tuple(_questions(findings, determinations)),
        outcomes=tuple(outcomes),
        laws=tuple(n for n, o in attached.items() if o.truth is not NO),
        requested=requested,
        not_checked=_not_checked(pack, attached),
        notices=_notices(pack, as_of),
    )


# -- jurisdictions


def _attached(run: _Case, name: str, requested: tuple[str, ...] | None) -> Outcome:
    if requested is not None:
        return Outcome(YES if name in requested else NO)
    seen = [_explain(run, f"jurisdiction {name}", run.facts(n)) for n in range(len(run.case.items))]
    return max(seen, key=lambda o: o.truth, default=Outcome(UNKNOWN))


def _explain(run: _Case, key: str, facts: Facts) -> Outcome:
    context = Context(run.compiled.vocabulary.kinds)
    return Explainer(run.compiled.vocabulary, context).explain(run.compiled.conditions[key], facts)


# -- one rule


def _apply(run: _Case, loaded: LoadedRule, attach: Outcome) -> tuple[list[Finding], str]:
    rule = loaded.rule
    if attach.truth is NO:
        return [], "out_of_scope"
    if not rule.effective.covers(run.day) or rule.status in ("suspended", "repealed", "scheduled"):
        return [], "not_in_force"
    targets: list[int | None] = [None] if rule.per == "transaction" else list(range(len(run.case.items)))
    findings = [_finding(run, rule, item, attach) for item in targets]
    words = {f.truth for f in findings}
    if any(f.failed for f in findings):
        return findings, "failed"
    return findings, "fired" if "yes" in words else "unknown" if "unknown" in words else "not_met"


def _finding(run: _Case, rule: Rule, item: int | None, attach: Outcome) -> Finding:
    subject = run.name(item)
    try:
        facts = run.facts(item)
        outcome = _explain(run, rule.id, facts)
        if outcome.truth is not UNKNOWN and _uses_unknown_set(run, rule.id):
            outcome = Outcome(UNKNOWN, outcome.leaves)
    except Exception as error:
        return _failed(rule, subject, error)
    truth = all_of((attach.truth, outcome.truth)) if outcome.truth is not NO else NO
    if rule.status == "unknown" and truth is YES:
        truth = UNKNOWN
    missing = [*(attach.missing if truth is UNKNOWN and attach.truth is UNKNOWN else ()), *outcome.missing]
    questions = _as_questions(run, rule, item, missing, outcome) if truth is UNKNOWN else ()
    return _made(run, rule, subject, truth, outcome, questions, item)


def _made(
    run: _Case,
    rule: Rule,
    subject: str,
    truth: Truth,
    outcome: Outcome,
    questions: tuple[Question, ...],
    item: int | None,
) -> Finding:
    says = {YES: rule.then.say, NO: rule.then.otherwise, UNKNOWN: rule.then.open}[truth]
    codes: tuple[str, ...] = ()
    if item is not None:
        found = run.classifications[item]
        codes = tuple(p.code for p in (found.controlled or found.undetermined))
    return Finding(
        rule=rule.id,
        title=rule.title,
        jurisdiction=rule.jurisdiction,
        domain=rule.domain,
        truth=truth.word,
        effect=rule.then.effect,
        says=_filled(says, run, codes),
        citation=rule.citation,
        subject=subject,
        codes=codes if truth is not NO else (),
        comparisons=tuple(_comparison(leaf) for leaf in outcome.leaves),
        questions=questions,
        duties=rule.then.duties,
        overcomes=rule.overcomes,
        confidence=rule.confidence,
    )


def _failed(rule: Rule, subject: str, error: Exception) -> Finding:
    """A rule that could not be evaluated. It is unknown, so it can never make an answer milder."""
    return Finding(
        rule=rule.id,
        title=rule.title,
        jurisdiction=rule.jurisdiction,
        domain=rule.domain,
        truth="unknown",
        effect=rule.then.effect,
        says=f"This rule could not be evaluated ({type(error).__name__}: {error}). A person must apply it.",
        citation=rule.citation,
        subject=subject,
        confidence=rule.confidence,
        failed=True,
    )


def _uses_unknown_set(run: _Case, key: str) -> bool:
    """Whether the condition uses a table that says nothing about this day."""
    from dualuse.logic.ast import Group, Member, Node, Not, Quantified

    unknown = {f"@{name}" for name in run.compiled.unknown_sets}

    def uses(node: Node) -> bool:
        if isinstance(node, Member):
            return node.shown in unknown
        if isinstance(node, Group):
            return any(uses(p) for p in node.parts)
        if isinstance(node, Not):
            return uses(node.part)
        return isinstance(node, Quantified) and uses(node.where)

    return bool(unknown) and uses(run.compiled.conditions[key])


def _filled(text: str, run: _Case, codes: tuple[str, ...]) -> str:
    """The sentence with the few facts it may name put in."""
    case = run.case
    names = {
        "{destination}": case.destination or "a destination not stated",
        "{purchasing_country}": case.purchasing_country or "a country not stated",
        "{exporter}": case.exporter.name if case.exporter else "an exporter not stated",
        "{codes}": ", ".join(codes) or "no code",
        "{problem}": _screening_problem(run),
        "{hits}": ", ".join(
            dict.fromkeys(f"{h.party} / {h.listed_name} ({h.entry_id})" for s in run.screenings for h in s.hits)
        ),
    }
    for name, value in names.items():
        text = text.replace(name, value)
    return text


def _screening_problem(run: _Case) -> str:
    problems = [f"{s.list_id}: {s.problem}" for s in run.screenings if s.problem]
    if run.case.parties is None:
        problems.append("no parties are stated (write parties: [] if there are none)")
    return "; ".join(problems) or "no list is held"


def _comparison(leaf: Leaf) -> Comparison:
    return Comparison(
        truth=leaf.truth.word, stated=leaf.stated, condition=leaf.condition, about=leaf.about, note=leaf.note
    )


# -- questions


def _as_questions(
    run: _Case, rule: Rule, item: int | None, missing: Sequence[Missing], outcome: Outcome
) -> tuple[Question, ...]:
    """One question for each missing fact. A missing classification is asked where the item is, not here."""
    found: dict[str, Question] = {}
    alone = len({m.name for m in missing}) == 1
    for m in missing:
        if m.name in ("item.listed", "item.codes") or m.name in found:
            continue
        where = f"facts.{m.name}" if m.kind == "judgement" else run.pack.places.get(m.name, m.where)
        if item is not None:
            where = where.replace("items[]", f"items[{item}]")
        found[m.name] = Question.model_validate(
            {
                "subject": run.name(item),
                "name": m.name,
                "where": where,
                "ask": m.question,
                "kind": "judgement" if m.kind == "judgement" else "restate" if m.problem else "fact",
                "problem": m.problem,
                "settles": "can" if alone else "with_others",
                "for": (rule.id,),
            }
        )
    return tuple(found.values())


def _questions(findings: list[Finding], determinations: list[Determination]) -> list[Question]:
    """The questions of every open rule, once each."""
    return [q for f in findings if f.truth == "unknown" for q in f.questions]


# -- determinations


def _determinations(
    run: _Case, attached: dict[str, Outcome], findings: list[Finding], requested: tuple[str, ...] | None
) -> list[Determination]:
    found: list[Determination] = []
    for name, (jurisdiction, _) in run.pack.jurisdictions.items():
        if attached[name].truth is NO and requested is not None:
            continue
        for domain in jurisdiction.domains:
            found.append(_determination(run, jurisdiction, domain, attached[name], findings))
    for name in requested or ():
        if name not in run.pack.jurisdictions:
            found.append(_unheld(name))
    return found


def _unheld(name: str) -> Determination:
    return Determination(
        jurisdiction=name,
        domain="dual_use",
        effect=Effect.UNDETERMINED,
        says=f"No rules of '{name}' are held here. That law was asked for and was not applied.",
        citations=(),
        findings=(),
    )


def _determination(
    run: _Case, jurisdiction: Jurisdiction, domain: Domain, attach: Outcome, findings: list[Finding]
) -> Determination:
    if attach.truth is NO:
        says = f"On the facts stated, the law of {jurisdiction.title} does not attach to this transaction."
        return _outcome(jurisdiction, domain, Effect.NOT_SUBJECT, says, [])
    own = [f for f in findings if f.jurisdiction == jurisdiction.id and f.domain == domain]
    granted = {(name, f.subject) for f in own if f.overcomes and f.truth == "yes" for name in f.overcomes}
    fired = {f.rule for f in own if f.truth == "yes"}
    standing = [
        f for f in own if f.truth == "yes" and (f.rule, f.subject) not in granted and (not f.overcomes or granted)
    ]
    open_ = [f for f in own if f.truth == "unknown" and not f.overcomes and not _held(run, f, fired)]
    candidates = {f.effect for f in standing} | ({Effect.UNDETERMINED} if open_ else set())
    unread = _unlisted(run, domain, attach)
    if unread and not any(f.domain == "dual_use" and f.truth == "yes" for f in standing):
        candidates.add(Effect.UNDETERMINED)
    effect = min(candidates, key=lambda e: e.rank, default=Effect.NO_REQUIREMENT_FOUND)
    carrying = [f for f in standing if f.effect is effect]
    if effect is Effect.UNDETERMINED:
        carrying += open_
    says = _says(run, effect, carrying, open_, own)
    return _outcome(jurisdiction, domain, effect, says, carrying or [f for f in own if f.truth == "no"])


def _held(run: _Case, finding: Finding, fired: set[str]) -> bool:
    return any(name in fired for name in run.pack.rules[finding.rule].rule.held_by)


def _unlisted(run: _Case, domain: Domain, attach: Outcome) -> bool:
    """Whether some item's place on the list is open, in a domain that turns on it."""
    return (
        domain == "dual_use"
        and attach.truth is not NO
        and any(c.listed == "unknown" for c in run.classifications)
        and any(r.rule.domain == "dual_use" and r.rule.kind == "list_based" for r in run.pack.rules.values())
    )


def _says(run: _Case, effect: Effect, carrying: list[Finding], open_: list[Finding], own: list[Finding]) -> str:
    if effect is Effect.NO_REQUIREMENT_FOUND:
        return (
            f"No requirement found on the stated facts under the {len(own)} rule findings held as of {run.day}. "
            "What was not checked is listed at the end."
        )
    lines = list(dict.fromkeys(f"{f.subject}: {f.says}" if f.subject != "transaction" else f.says for f in carrying))
    if effect is not Effect.UNDETERMINED and open_:
        names = ", ".join(dict.fromkeys(f.rule for f in open_))
        lines.append(f"Beside it, these rules are open: {names}.")
    return " ".join(lines)


def _outcome(
    jurisdiction: Jurisdiction, domain: Domain, effect: Effect, says: str, carrying: list[Finding]
) -> Determination:
    citations = tuple(dict.fromkeys(f.citation for f in carrying)) or (jurisdiction.citation,)
    return Determination(
        jurisdiction=jurisdiction.id,
        domain=domain,
        effect=effect,
        says=says,
        citations=citations,
        findings=tuple(dict.fromkeys(f.rule for f in carrying)),
        subjects=tuple(dict.fromkeys(f.subject for f in carrying)),
    )


def _not_checked(pack: Pack, attached: dict[str, Outcome]) -> tuple[str, ...]:
    return tuple(
        line for name, (j, _) in pack.jurisdictions.items() if attached[name].truth is not NO for line in j.not_checked
    )


def _notices(pack: Pack, day: date) -> tuple[str, ...]:
    lines = [
        f"The rule {loaded.rule.id} is {loaded.rule.status} and was not applied."
        for loaded in pack.rules.values()
        if loaded.rule.status in ("suspended", "scheduled") and loaded.rule.effective.covers(day)
    ]
    unknown = sorted(pack.on(day).unknown_sets)
    if unknown:
        lines.append(f"These tables say nothing about {day}: {', '.join(unknown)}; rules that use them are open.")
    return tuple(lines)
