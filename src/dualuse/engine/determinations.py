"""From a group of findings to the determination a person reads: the effect, why, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dualuse.engine.findings import Found, Run, not_known
from dualuse.engine.groups import RuleGroup
from dualuse.engine.variables import SHARED, TRANSACTION, Key
from dualuse.logic import NO
from dualuse.model.assessment import Branch, Confidence, Determination, Effect
from dualuse.model.citation import Citation

WORDS = {
    Effect.PROHIBITED: "it is prohibited",
    Effect.LICENCE_REQUIRED: "an authorisation is required",
    Effect.NOTIFY_AND_HOLD: "the authority must be notified and decides, and nothing moves meanwhile",
    Effect.UNDETERMINED: "it cannot be determined here",
    Effect.HOLD: "it is held until a person has looked at it",
    Effect.AUTHORITY_DECIDES: "the authority may intervene",
    Effect.AUTHORISED_WITH_CONDITIONS: "a general authorisation covers it, on conditions",
    Effect.DOCUMENT_DUTY: "the documents must say something",
    Effect.EXEMPT: "it is exempt",
    Effect.NO_REQUIREMENT_FOUND: "no requirement is found",
    Effect.NOT_SUBJECT: "this law does not attach",
}
_STANDING = (Effect.HOLD, Effect.AUTHORITY_DECIDES, Effect.DOCUMENT_DUTY)
"""What stands beside something open and must not be lost under it."""
_CONFIDENCE: dict[Confidence, int] = {"high": 0, "medium": 1, "low": 2}


def determination(run: Run, group: RuleGroup, settled_by: tuple[str, ...]) -> Determination:
    """What the group comes to."""
    if group.attach.whole.truth is NO:
        title = group.jurisdiction.title
        says = f"On the facts stated, the law of the {title} does not attach to this transaction."
        return _made(group, Effect.NOT_SUBJECT, says, [], ())
    if run.day < group.jurisdiction.held_from:
        return _made(group, Effect.UNDETERMINED, f"Nothing held covers {run.day}: {group.jurisdiction.before}", [], ())
    if not group.rules:
        says = f"No rule held for this law was in force on {run.day}, so nothing was applied. A person must look."
        return _made(group, Effect.UNDETERMINED, says, [], ())
    effect = group.weighing.effect
    if effect is Effect.UNDETERMINED:
        return _undetermined(run, group, settled_by)
    held = group.held(effect)
    if held:
        return _carried(group, effect, held, settled_by)
    if len(group.weighing.possible) == 1 and effect in (Effect.NO_REQUIREMENT_FOUND, Effect.NOT_SUBJECT):
        return _nothing(run, group, effect)
    return _either_way(run, group, effect, settled_by)


def unheld(name: str) -> Determination:
    """A law that was asked for and of which no rule is held."""
    return Determination(
        jurisdiction=name,
        domain="dual_use",
        effect=Effect.UNDETERMINED,
        says=f"No rules of '{name}' are held here. That law was asked for and was not applied; a person must apply it.",
        citations=(),
        findings=(),
        possible=tuple(Effect),
    )


def _made(
    group: RuleGroup,
    effect: Effect,
    says: str,
    carrying: Sequence[Found],
    settled_by: tuple[str, ...],
    cases: tuple[Branch, ...] = (),
    points: Sequence[str] = (),
) -> Determination:
    citations = tuple(dict.fromkeys(f.finding.citation for f in carrying)) or (group.jurisdiction.citation,)
    doubts = [f.finding.confidence for f in carrying]
    return Determination(
        jurisdiction=group.jurisdiction.id,
        domain=group.domain,
        effect=effect,
        says=says,
        points=tuple(points) or (says,),
        citations=citations,
        findings=tuple(dict.fromkeys(f.finding.rule for f in carrying)),
        subjects=tuple(dict.fromkeys(f.finding.subject for f in carrying)),
        possible=group.weighing.possible if group.rules else (),
        cases=cases,
        settled_by=settled_by if group.open else (),
        confidence=max(doubts, key=lambda c: _CONFIDENCE[c], default="high"),
    )


# -- told


def _carried(group: RuleGroup, effect: Effect, held: Sequence[Found], settled_by: tuple[str, ...]) -> Determination:
    """At least one finding stands by itself."""
    says = _together(held)
    answered = _answered(group, held)
    if answered:
        says += f" It answers the requirement of {_provisions(answered)}."
    stronger = [e for e in group.weighing.possible if e.rank < effect.rank]
    if stronger:
        names = _provisions(f for f in group.found if f.finding.truth == "unknown" and f.finding.effect in stronger)
        says += f" It could still be that {' or that '.join(WORDS[e] for e in stronger)}: {names} is open."
    lifting = [f for f in group.found if f.finding.overcomes and f.finding.truth == "unknown"]
    if lifting and Effect.AUTHORISED_WITH_CONDITIONS in group.weighing.possible:
        missing = not_known(m for f in lifting for m in f.missing)
        says = " ".join(s for s in (says, _together(lifting), missing) if s)
    return _made(group, effect, says, [*held, *answered], settled_by)


def _answered(group: RuleGroup, held: Sequence[Found]) -> list[Found]:
    """The requirements that the authorisations among the findings answer."""
    names = {name for f in held for name in f.finding.overcomes}
    subjects = {f.subject for f in held if f.finding.overcomes}
    return [f for f in group.found if f.finding.rule in names and f.subject in subjects and f.finding.truth == "yes"]


def _nothing(run: Run, group: RuleGroup, effect: Effect) -> Determination:
    kinds = {c.rule.id: c.rule.kind for c in group.completions.rules}
    tried = [
        f
        for f in group.found
        if f.finding.truth == "no" and kinds[f.finding.rule] not in ("authorisation", "not_encoded")
    ]
    rules = len({f.finding.rule for f in tried})
    if effect is Effect.NOT_SUBJECT:
        return _made(group, effect, f"{WORDS[effect][0].upper()}{WORDS[effect][1:]}.", tried, ())
    says = (
        f"No requirement found on the stated facts under the {rules} {'rule' if rules == 1 else 'rules'} of the "
        f"{group.jurisdiction.title} held as of {run.day}; each is listed with the condition that is not met. "
        "What was not checked is listed at the end."
    )
    return _made(group, effect, says, tried, ())


def _either_way(run: Run, group: RuleGroup, effect: Effect, settled_by: tuple[str, ...]) -> Determination:
    """What is open does not matter: in each case some provision leads to at least this."""
    cases = branches(run, group, effect)
    ids = dict.fromkeys(r for c in cases for r in c.findings)
    carrying = [f for f in group.found if f.finding.rule in ids and f.finding.truth != "no"]
    words = "; ".join(f"if {c.supposing}, under {_cited(c.citations)}" for c in cases)
    at_least = "" if len(group.weighing.possible) == 1 else "at least "
    says = f"Whichever it is, {at_least}{WORDS[effect]}: {words}."
    return _made(group, effect, says, carrying, settled_by, cases)


def branches(run: Run, group: RuleGroup, effect: Effect) -> tuple[Branch, ...]:
    """The cases that carry it between them: by the answers of one open fact where that is enough, else by provision."""
    answers = group.completions.answers
    for key in sorted(answers, key=lambda k: (k[1] != "item.listed", len(answers[k]), k[1])):
        found = [_branch(run, group, effect, key, n) for n in range(len(answers[key]))]
        if all(found):
            return _joined([b for b in found if b is not None])
    carried = group.weighing.carriers(effect, everywhere=False)
    return (_of_rules(group, "it comes out as one of these provisions has it", effect, sorted(carried)),)


def _branch(run: Run, group: RuleGroup, effect: Effect, key: Key, number: int) -> Branch | None:
    """One answer, if under it the same rules carry the effect in every case."""
    rules = group.weighing.having({key: number}).carriers(effect, everywhere=True)
    return _of_rules(group, _supposing(run, group, key, number), effect, sorted(rules)) if rules else None


def _of_rules(group: RuleGroup, supposing: str, effect: Effect, numbers: Sequence[int]) -> Branch:
    rules = [group.completions.rules[n].rule for n in numbers]
    strongest = min((r.then.effect for r in rules), key=lambda e: e.rank, default=effect)
    return Branch(
        supposing=supposing,
        effect=strongest,
        findings=tuple(r.id for r in rules),
        citations=tuple(dict.fromkeys(r.citation for r in rules)),
    )


def _joined(found: Sequence[Branch]) -> tuple[Branch, ...]:
    """Answers that come to the same, as one case."""
    same: dict[tuple[Effect, tuple[str, ...]], list[Branch]] = {}
    for branch in found:
        same.setdefault((branch.effect, branch.findings), []).append(branch)
    return tuple(
        many[0].model_copy(update={"supposing": " or ".join(b.supposing for b in many)}) for many in same.values()
    )


def _supposing(run: Run, group: RuleGroup, key: Key, number: int) -> str:
    """The answer in plain words."""
    kind, name, subject = key
    answer = group.completions.answers[key][number]
    if name == "item.listed":
        return f"{run.name(subject)} is {'' if answer.value else 'not '}listed"
    if kind == "judgement":
        return f"'{name}' is answered {answer.label}"
    label = run.pack.facts[name].label
    about = "" if subject in (SHARED, TRANSACTION) or kind == "part" else f" of {run.name(subject)}"
    return f"{label[0].lower()}{label[1:]}{about} is {answer.label}"


# -- open


def _undetermined(run: Run, group: RuleGroup, settled_by: tuple[str, ...]) -> Determination:
    carrying = group.held(Effect.UNDETERMINED)
    points = _points(carrying)
    open_ = [f for f in group.found if f.finding.truth == "unknown" and not f.finding.overcomes]
    if group.open or not carrying:
        missing = not_known(m for f in open_ for m in f.missing)
        points += [_between(group), _settled_by(group, open_, settled_by), *_points(open_), missing]
    sure = [f for effect in _STANDING for f in group.held(effect)]
    points += _points(sure)
    told = [p for p in points if p]
    return _made(group, Effect.UNDETERMINED, " ".join(told), carrying + open_ + sure, settled_by, points=told)


def _between(group: RuleGroup) -> str:
    told = [e for e in group.weighing.possible if e is not Effect.UNDETERMINED]
    if len(told) < 2:
        return ""
    return f"Open between these: {'; '.join(WORDS[e] for e in told)}."


def _settled_by(group: RuleGroup, open_: Sequence[Found], settled_by: tuple[str, ...]) -> str:
    if settled_by:
        places = ", ".join(settled_by[:4]) + (" …" if len(settled_by) > 4 else "")
        return f"One answer can settle it: {places}."
    if any(f.missing for f in open_):
        return "No single answer settles it; several are needed together."
    return "No fact of the transaction settles it; a person must apply the law." if open_ else ""


# -- sentences


def _together(found: Sequence[Found]) -> str:
    """The points as one paragraph."""
    return " ".join(_points(found))


def _points(found: Sequence[Found]) -> list[str]:
    """Each sentence once, with the subjects it is about and without the facts it waits for."""
    subjects: dict[str, dict[str, None]] = {}
    for f in found:
        subjects.setdefault(f.told or f.finding.says, {})[f.finding.subject] = None
    return [_about(says, tuple(names)) for says, names in subjects.items()]


def _about(says: str, names: tuple[str, ...]) -> str:
    own = [n for n in names if n != "transaction"]
    return f"{', '.join(own)}: {says}" if own else says


def _provisions(found: Iterable[Found]) -> str:
    return ", ".join(dict.fromkeys(f.finding.citation.provision for f in found))


def _cited(citations: Sequence[Citation]) -> str:
    return " and ".join(c.provision for c in citations)
