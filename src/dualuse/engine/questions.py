"""What is asked, once each, with what one answer can settle: weighed at the determinations, not at paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dualuse.engine.completions import Weighing
from dualuse.engine.findings import UNASKED, Found, Run, question
from dualuse.engine.groups import RuleGroup
from dualuse.engine.variables import Key, key_of
from dualuse.engine.waits import Wait
from dualuse.logic import Missing
from dualuse.model.assessment import Question

_ORDER = {"always": 0, "can": 1, "with_others": 2, "detail": 3}


@dataclass(slots=True)
class _Weighed:
    """One question with what it does to each determination that waits for it."""

    question: Question
    settles: dict[str, str] = field(default_factory=dict)
    for_: dict[str, None] = field(default_factory=dict)


def weigh_questions(run: Run, groups: Sequence[RuleGroup]) -> tuple[tuple[Question, ...], dict[str, tuple[str, ...]]]:
    """Every question once, most decisive first; and for each determination the places whose answer alone settles it.

    An answer *settles* a determination when the determination is told after it whatever the rest turns out to be; one
    that is told already, but could come out differently, is settled when one effect alone remains possible.
    """
    held: dict[tuple[str, str], _Weighed] = {}
    for group in groups:
        for found in group.found:
            for missing in found.missing:
                if missing.name not in UNASKED:
                    _rule_question(run, group, found, missing, held)
        for number in range(len(run.classifications)):
            _item_questions(run, group, number, held)
    for classification in run.classifications:
        for asked in classification.questions:
            _keep(held, asked)
    questions = [_merged(w) for w in held.values()]
    ordered = sorted(
        questions, key=lambda q: (_ORDER[q.settles], q.name != "kind", -len(q.determinations), -len(q.for_))
    )
    settled_by = {
        g.key: tuple(
            w.question.where
            for w in sorted(held.values(), key=lambda w: _ORDER[w.settles.get(g.key, "detail")])
            if w.settles.get(g.key) in ("always", "can")
        )
        for g in groups
    }
    return tuple(ordered), settled_by


def _keep(held: dict[tuple[str, str], _Weighed], asked: Question) -> _Weighed:
    """The one question of that place; the kind of an item is asked once, whatever the entries' words for it."""
    key = (asked.where, "" if asked.name == "kind" else asked.ask)
    kept = held.setdefault(key, _Weighed(asked))
    if asked.problem and not kept.question.problem:
        kept.question = asked
    for code in asked.for_:
        kept.for_.setdefault(code)
    return kept


def _merged(weighed: _Weighed) -> Question:
    words = list(weighed.settles.values())
    best = min(words, key=lambda w: _ORDER[w], default="detail")
    return weighed.question.model_copy(
        update={"settles": best, "for_": tuple(weighed.for_), "determinations": tuple(weighed.settles)}
    )


# -- what one answer does


def _rule_question(
    run: Run, group: RuleGroup, found: Found, missing: Missing, held: dict[tuple[str, str], _Weighed]
) -> None:
    kept = _keep(held, question(run, missing, found.subject, found.finding.rule))
    if group.open:
        word = _word(group, _key(run, missing, found.subject))
        kept.settles[group.key] = min(kept.settles.get(group.key, "detail"), word, key=lambda w: _ORDER[w])


def _key(run: Run, missing: Missing, subject: int) -> Key:
    kind = "judgement" if missing.kind == "judgement" else "fact"
    assert missing.facts is not None
    for number, facts in enumerate(run.situation.items):
        if missing.facts is facts:
            subject = number
    return key_of(Wait(kind, missing.name, missing.facts), subject, run.situation)


def _word(group: RuleGroup, key: Key, numbers: Iterable[int] | None = None) -> str:
    """``always``, ``can`` or ``with_others``, from what is left after each answer."""
    answers = group.completions.answers.get(key)
    if not answers:
        return "with_others"
    tried = [_settled(group, key, n) for n in (range(len(answers)) if numbers is None else numbers)]
    return "always" if tried and all(tried) else "can" if any(tried) else "with_others"


def _settled(group: RuleGroup, key: Key, number: int) -> bool:
    after = Weighing(group.completions.rules, group.completions.having(key, number))
    return len(after.possible) == 1 or (after.settled and not group.weighing.settled)


# -- questions about an item


def _item_questions(run: Run, group: RuleGroup, number: int, held: dict[tuple[str, str], _Weighed]) -> None:
    """The questions that an item's place on the list turns on, for a determination that turns on that place."""
    key: Key = ("fact", "item.listed", number)
    codes: Key = ("fact", "item.codes", number)
    if not group.open or not (group.completions.answers.get(key) or group.completions.answers.get(codes)):
        return
    rules = tuple(dict.fromkeys(f.finding.rule for f in group.found if f.subject == number and _turns_on_listing(f)))
    classification = run.classifications[number]
    for asked in classification.questions:
        kept = _keep(held, asked)
        kept.settles[group.key] = _after_listing(group, key, asked)
    if not classification.questions:
        kept = _keep(held, _listing_question(run, number, rules))
        kept.settles[group.key] = _word(group, key)


def _turns_on_listing(found: Found) -> bool:
    return any(m.name in UNASKED for m in found.missing)


def _after_listing(group: RuleGroup, key: Key, asked: Question) -> str:
    answers = group.completions.answers.get(key)
    if not answers or not asked.listed_after:
        return "with_others"
    numbers = {"yes" if a.value else "no": n for n, a in enumerate(answers)}
    tried = [word in numbers and _settled(group, key, numbers[word]) for word in asked.listed_after]
    return "always" if all(tried) else "can" if any(tried) else "with_others"


def _listing_question(run: Run, number: int, rules: tuple[str, ...]) -> Question:
    classification = run.classifications[number]
    reason = classification.reason or "nothing more could be worked out"
    return Question.model_validate(
        {
            "subject": classification.item,
            "name": "item.listed",
            "where": f"items[{number}].answers.item.listed",
            "ask": f"Is {classification.item} listed ({classification.list_id})? {reason[0].upper()}{reason[1:]}. "
            "A person must classify it: answer yes or no, with declared_code where it is listed.",
            "kind": "judgement",
            "for": rules,
        }
    )
