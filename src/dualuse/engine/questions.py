"""What is asked, once each, with what one answer can settle: weighed at the determinations, not at paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dualuse.engine.findings import UNASKED, Found, Run, place, question
from dualuse.engine.groups import RuleGroup
from dualuse.engine.variables import TRANSACTION, Key, key_of
from dualuse.engine.waits import Wait
from dualuse.logic import Missing
from dualuse.model.assessment import Question

_ORDER = {"always": 0, "can": 1, "with_others": 2, "detail": 3}


@dataclass(slots=True)
class _Asked:
    """One question, with what hangs on its answer.

    Attributes:
        keys: For each group of rules the variables that one answer states together; what is known about the use, say,
            is stated once for every item.
        settles: For each group that is open and waits for it: what the answer does to it.
    """

    question: Question
    for_: dict[str, None] = field(default_factory=dict)
    keys: dict[str, dict[Key, None]] = field(default_factory=dict)
    settles: dict[str, str] = field(default_factory=dict)


class _Asking:
    """Every question once, by the place where its answer is written."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], _Asked] = {}

    def keep(self, asked: Question) -> _Asked:
        """The one question of that place; the kind of an item is asked once, whatever the entries' words for it."""
        key = (asked.where, "" if asked.name == "kind" else asked.ask)
        kept = self.held.setdefault(key, _Asked(asked))
        if asked.problem and not kept.question.problem:
            kept.question = asked
        for code in asked.for_:
            kept.for_.setdefault(code)
        return kept


def weigh_questions(run: Run, groups: Sequence[RuleGroup]) -> tuple[tuple[Question, ...], dict[str, tuple[str, ...]]]:
    """Every question once, most decisive first; and for each determination the places whose answer alone settles it.

    An answer *settles* a determination when the determination is told after it whatever the rest turns out to be; one
    that is told already, but could come out differently, is settled when one effect alone remains possible.
    """
    asking = _Asking()
    for group in groups:
        _of_rules(run, group, asking)
    for group in groups:
        for number in range(len(run.classifications)):
            _of_item(run, group, number, asking)
    for classification in run.classifications:
        for asked in classification.questions:
            asking.keep(asked)
    questions = [_merged(a) for a in asking.held.values()]
    settled_by = {g.key: _settling(asking, g.key) for g in groups}
    return tuple(sorted(questions, key=_rank)), settled_by


def _merged(asked: _Asked) -> Question:
    best = min(asked.settles.values(), key=lambda w: _ORDER[w], default="detail")
    return asked.question.model_copy(
        update={"settles": best, "for_": tuple(asked.for_), "determinations": tuple(asked.settles)}
    )


def _rank(asked: Question) -> tuple[int, bool, int, int]:
    """Most decisive first; then the kind of an item, on which every other question about it hangs."""
    return _ORDER[asked.settles], asked.name != "kind", -len(asked.determinations), -len(asked.for_)


def _settling(asking: _Asking, group: str) -> tuple[str, ...]:
    able = [a for a in asking.held.values() if a.settles.get(group) in ("always", "can")]
    return tuple(a.question.where for a in sorted(able, key=lambda a: _ORDER[a.settles[group]]))


# -- questions of rules


def _of_rules(run: Run, group: RuleGroup, asking: _Asking) -> None:
    known: dict[tuple[str, str], _Asked] = {}
    for found in group.found:
        for missing in found.missing:
            if missing.name in UNASKED or missing.facts is None:
                continue
            kept = _kept(run, found, missing, asking, known)
            kept.keys.setdefault(group.key, {}).setdefault(_key(run, missing, found.subject))
    if group.open:
        for kept in known.values():
            kept.settles[group.key] = _word(group, kept.keys[group.key])


def _kept(run: Run, found: Found, missing: Missing, asking: _Asking, known: dict[tuple[str, str], _Asked]) -> _Asked:
    where = (place(run, missing, found.subject), missing.question)
    if where not in known:
        known[where] = asking.keep(question(run, missing, found.subject, found.finding.rule))
    known[where].for_.setdefault(found.finding.rule)
    return known[where]


def _key(run: Run, missing: Missing, subject: int) -> Key:
    """The variable; a fact of an item that the whole transaction waits for is that item's."""
    kind = "judgement" if missing.kind == "judgement" else "fact"
    assert missing.facts is not None  # what waits for no fact is not asked
    if subject == TRANSACTION:
        subject = next((n for n, facts in enumerate(run.situation.items) if missing.facts is facts), subject)
    return key_of(Wait(kind, missing.name, missing.facts), subject, run.situation)


def _word(group: RuleGroup, keys: Sequence[Key] | dict[Key, None]) -> str:
    """``always``, ``can`` or ``with_others``, from what is left after each answer."""
    answers = group.completions.answers
    open_ = [k for k in keys if answers.get(k)]
    if not open_:
        return "with_others"
    tried = [_settled(group, dict.fromkeys(open_, n)) for n in range(len(answers[open_[0]]))]
    return "always" if all(tried) else "can" if any(tried) else "with_others"


def _settled(group: RuleGroup, stated: dict[Key, int]) -> bool:
    after = group.weighing.having(stated)
    return len(after.possible) == 1 or (after.settled and not group.weighing.settled)


# -- questions about an item


def _of_item(run: Run, group: RuleGroup, number: int, asking: _Asking) -> None:
    """The questions that an item's place on the list turns on, for a determination that turns on that place."""
    key: Key = ("fact", "item.listed", number)
    codes: Key = ("fact", "item.codes", number)
    if not group.open or not (group.completions.answers.get(key) or group.completions.answers.get(codes)):
        return
    classification = run.classifications[number]
    for asked in classification.questions:
        asking.keep(asked).settles[group.key] = _after_listing(group, key, asked)
    if not classification.questions:
        rules = [f.finding.rule for f in group.found if f.subject == number and _turns_on_listing(f)]
        kept = asking.keep(_listing_question(run, number, tuple(dict.fromkeys(rules))))
        kept.settles[group.key] = _word(group, [key])


def _turns_on_listing(found: Found) -> bool:
    return any(m.name in UNASKED for m in found.missing)


def _after_listing(group: RuleGroup, key: Key, asked: Question) -> str:
    answers = group.completions.answers.get(key)
    if not answers or not asked.listed_after:
        return "with_others"
    numbers = {"yes" if a.value else "no": n for n, a in enumerate(answers)}
    tried = [word in numbers and _settled(group, {key: numbers[word]}) for word in asked.listed_after]
    return "always" if all(tried) else "can" if any(tried) else "with_others"


def _listing_question(run: Run, number: int, rules: tuple[str, ...]) -> Question:
    classification = run.classifications[number]
    reason = classification.reason or "nothing more could be worked out"
    return Question.model_validate(
        {
            "subject": classification.item,
            "name": "item.listed",
            "where": f"items[{number}].answers.item.listed",
            "ask": f"Is {classification.item} listed ({classification.list_id})? {reason[0].upper()}{reason[1:]} "
            "A person must classify it: answer yes or no, with declared_code where it is listed.",
            "kind": "judgement",
            "for": rules,
        }
    )
