"""One rule held against one subject: the finding a person reads, with every comparison and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dualuse.engine.facts import Situation, open_candidates, open_hits
from dualuse.engine.pack import Condition, LoadedRule, Pack
from dualuse.engine.rule import Rule
from dualuse.engine.tables import DOUBTFUL
from dualuse.engine.variables import TRANSACTION
from dualuse.logic import NO, UNKNOWN, YES, Context, Explainer, Facts, Kinds, Leaf, Missing, Outcome, Truth, all_of
from dualuse.model.assessment import Comparison, Finding, ItemClassification, PartyLikeness, Question, Screening
from dualuse.model.country import country_name
from dualuse.model.transaction import Transaction

UNASKED = frozenset({"item.listed", "item.codes"})
"""Facts that nobody is asked for here: an item's place on the list is asked by the parameters it turns on."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A condition held against facts, as a person reads it.

    Attributes:
        because: Each top-level condition that is not met, in the rule's own words.
    """

    outcome: Outcome
    because: tuple[str, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One transaction under evaluation."""

    case: Transaction
    classifications: Sequence[ItemClassification]
    screenings: Sequence[Screening]
    pack: Pack
    day: date
    situation: Situation
    explained: dict[object, Explained] = field(default_factory=dict)

    def facts(self, subject: int) -> Facts:
        """The facts that rules about the subject see."""
        return self.situation.shared if subject == TRANSACTION else self.situation.items[subject]

    def name(self, subject: int) -> str:
        """What the subject is called."""
        return "transaction" if subject == TRANSACTION else self.situation.names[subject]

    def subjects(self, rule: Rule) -> list[int]:
        """What the rule is asked about."""
        return [TRANSACTION] if rule.per == "transaction" else list(range(len(self.situation.items)))

    def explain(self, condition: Condition, facts: Facts) -> Explained:
        """The condition with its trace; worked out once for items that are the same in what it looks at."""
        looked_at = ((facts.values.get(n), facts.problems.get(n)) for n in condition.looks_at)
        key = (id(condition), *looked_at)
        found = self.explained.get(key)
        if found is None:
            vocabulary = self.pack.on(self.day).vocabulary
            outcome = Explainer(vocabulary, Context(vocabulary.kinds)).explain(condition.node, facts)
            because = _because(condition, facts) if outcome.truth is NO else ()
            comparisons = tuple(_comparison(leaf) for leaf in outcome.leaves if not _beside_the_point(leaf))
            found = self.explained[key] = Explained(outcome, because, comparisons)
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, with the number of its subject and what it waits for as the condition language tells it.

    Attributes:
        told: What it says, without the facts it waits for.
    """

    finding: Finding
    subject: int
    missing: tuple[Missing, ...] = ()
    told: str = ""


def find(run: Run, loaded: LoadedRule, subject: int, attach: Outcome) -> Found:
    """What the rule concludes about the subject. A rule that cannot be evaluated is a finding that says so."""
    rule = loaded.rule
    condition = run.pack.on(run.day).rules[rule.id]
    try:
        explained = run.explain(condition, run.facts(subject))
    except Exception as error:  # whatever is wrong with a rule, it must not silence the others or itself
        return Found(failed(run, rule, subject, error), subject)
    outcome = explained.outcome
    truth = all_of((attach.truth, outcome.truth)) if outcome.truth is not NO else NO
    if rule.status == "unknown" and truth is YES:
        truth = UNKNOWN
    missing = (*(attach.missing if attach.truth is UNKNOWN else ()), *outcome.missing) if truth is UNKNOWN else ()
    finding = _finding(run, rule, subject, truth, explained, missing)
    waiting = not_known(missing)
    told = finding.says
    if waiting:
        finding = finding.model_copy(update={"says": f"{told} {waiting}"})
    return Found(finding, subject, missing, told)


def _finding(
    run: Run,
    rule: Rule,
    subject: int,
    truth: Truth,
    explained: Explained,
    missing: tuple[Missing, ...],
) -> Finding:
    because = explained.because if truth is NO else ()
    codes = _codes(run, subject) if truth is not NO else ()
    says = {YES: rule.then.say, NO: "", UNKNOWN: rule.then.open}[truth]
    return Finding(
        rule=rule.id,
        title=rule.title,
        jurisdiction=rule.jurisdiction,
        domain=rule.domain,
        truth=truth.word,
        effect=rule.then.effect,
        says=_filled(says, run, codes) if says else f"Does not apply: {'; '.join(because)}.",
        citation=rule.citation,
        subject=run.name(subject),
        codes=codes,
        comparisons=explained.comparisons,
        questions=tuple(dict.fromkeys(question(run, m, subject, rule.id) for m in missing if m.name not in UNASKED)),
        duties=rule.then.duties,
        overcomes=rule.overcomes,
        confidence=rule.confidence,
        because=because,
    )


def failed(run: Run, rule: Rule, subject: int, error: Exception) -> Finding:
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
        subject=run.name(subject),
        confidence=rule.confidence,
        failed=True,
    )


def _because(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """Each top-level condition that is not met, in the rule's own words."""
    context = Context(Kinds(()))
    return tuple(p.say for p in condition.parts if p.run(facts, context) is NO and p.say)


def _beside_the_point(leaf: Leaf) -> bool:
    """A doubtful row of a table that is not about the country at hand."""
    return DOUBTFUL in leaf.at and leaf.truth is NO


def _comparison(leaf: Leaf) -> Comparison:
    return Comparison(
        truth=leaf.truth.word, stated=leaf.stated, condition=leaf.condition, about=leaf.about, note=leaf.note
    )


def _codes(run: Run, subject: int) -> tuple[str, ...]:
    if subject == TRANSACTION:
        return ()
    found = run.classifications[subject]
    return tuple(p.code for p in (found.controlled or found.undetermined)) or run.situation.codes[subject].certain


def not_known(missing: Iterable[Missing]) -> str:
    """The facts that are waited for, by their names, each once; nothing where there are none."""
    names = []
    for m in missing:
        if m.kind == "judgement":
            names.append(f"an answer to '{m.name}'")
        elif m.name in UNASKED:
            names.append("whether it is listed, and under which codes")
        elif m.parameter is not None:
            names.append(m.parameter.label[0].lower() + m.parameter.label[1:])
    return f"Not known: {'; '.join(dict.fromkeys(names))}." if names else ""


# -- questions


def question(run: Run, missing: Missing, subject: int, rule: str) -> Question:
    """What is missing, as a question with the place in the transaction where its answer is written."""
    return Question.model_validate(
        {
            "subject": _about(run, missing, subject),
            "name": missing.name,
            "where": place(run, missing, subject),
            "ask": missing.question,
            "kind": "judgement" if missing.kind == "judgement" else "restate" if missing.problem else "fact",
            "problem": missing.problem,
            "for": (rule,),
        }
    )


def _about(run: Run, missing: Missing, subject: int) -> str:
    part = missing.facts.path if missing.facts is not None and missing.kind != "judgement" else ""
    if part.startswith("parties[") and run.case.parties:
        return run.case.parties[int(part[len("parties[") : -1])].name
    return run.name(subject) if missing.name == "item.location" else "transaction"


def place(run: Run, missing: Missing, subject: int) -> str:
    """Where the answer is written: beside the other judgements, inside the part it belongs to, or at its own key."""
    if missing.kind == "judgement":
        return f"facts.{missing.name}"
    part = missing.facts.path if missing.facts is not None else ""
    if "[" in part:
        return f"{part}.{missing.name.removeprefix('party.')}"
    where = run.pack.places.get(missing.name, missing.where)
    return where.replace("items[]", f"items[{subject}]" if subject != TRANSACTION else "items[…]")


# -- sentences


def _filled(text: str, run: Run, codes: tuple[str, ...]) -> str:
    """The sentence with the few facts it may name put in."""
    case = run.case
    names = {
        "{destination}": _country(case.destination, "a destination not stated"),
        "{purchasing_country}": _country(case.purchasing_country, "a country not stated"),
        "{exporter}": case.exporter.name if case.exporter else "an exporter not stated",
        "{codes}": ", ".join(codes) or "code not stated",
        "{kind}": (case.kind or "a kind not stated").replace("_", " "),
        "{problem}": screening_problem(run),
        "{hits}": _pairs(open_hits(case, run.screenings)),
        "{candidates}": _pairs(open_candidates(case, run.screenings)),
    }
    for name, value in names.items():
        text = text.replace(name, value)
    return text


def _pairs(found: Sequence[PartyLikeness]) -> str:
    """Each party with the listed one it may be, once."""
    return ", ".join(dict.fromkeys(f"{h.party} / {h.listed_name} ({h.entry_id})" for h in found))


PLACEHOLDERS = frozenset(
    {"{destination}", "{purchasing_country}", "{exporter}", "{codes}", "{kind}", "{problem}", "{hits}", "{candidates}"}
)
"""What a sentence of a rule may name."""


def _country(code: str | None, otherwise: str) -> str:
    return f"{country_name(code)} ({code})" if code else otherwise


def screening_problem(run: Run) -> str:
    """Why the parties could not be screened, in plain words."""
    problems = [f"{s.list_id}: {s.problem}" for s in run.screenings if s.problem]
    if run.case.parties is None:
        problems.append("no parties are stated (write parties: [] if there are none)")
    return "; ".join(problems) or "no list is held"
