"""Which one missing fact would settle a verdict: every answer it could have is tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from dualuse.logic.evaluation import Missing
from dualuse.logic.facts import Facts
from dualuse.logic.stated_codes import STATED_CODES
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth
from dualuse.logic.vocabulary import Parameter
from dualuse.quantity import Quantity

if TYPE_CHECKING:
    from dualuse.logic.entries import ParagraphOutcome, _Compiled, _Session
    from dualuse.logic.entry import Paragraph

Settles = Literal["always", "can", "with_others"]
_ORDER = {"always": 0, "can": 1, "with_others": 2}
MAX_CHOICES = 60
MAX_TRIED = 24
_ABSENT = object()


def settling(
    session: _Session, compiled: _Compiled, paragraph: Paragraph, facts: Facts, missing: list[Missing]
) -> tuple[tuple[Missing, Settles], ...]:
    """How far each missing fact alone can settle the paragraph, most decisive first, then in the order given.

    A quantity is tried below, at, between and above every limit that any entry holds it against; a choice with each of
    its values; a flag or judgement with yes and no; a kind with each narrower kind.
    """
    found: list[tuple[Missing, Settles]] = []
    for fact in missing[:MAX_TRIED]:
        truths = set(_truths(session, compiled, paragraph, facts, fact))
        found.append((fact, _word(truths)))
    found += [(fact, "with_others") for fact in missing[MAX_TRIED:]]
    return tuple(sorted(found, key=lambda pair: _ORDER[pair[1]]))


def _word(truths: set[Truth]) -> Settles:
    if truths and UNKNOWN not in truths:
        return "always"
    return "can" if truths & {YES, NO} else "with_others"


def every_value_catches(session: _Session, facts: Facts, outcomes: list[ParagraphOutcome]) -> bool:
    """Whether some one missing fact, whatever its value, leaves the item caught."""
    open_ = [o for o in outcomes if o.truth is UNKNOWN]
    if len(open_) < 2:
        return False
    candidates = dict.fromkeys(m for o in open_ for m, word in o.asks if word != "with_others" and m.kind == "fact")
    for fact in list(candidates)[:8]:
        tried = False
        for trial in _trials(session, facts, fact):
            tried = True
            if not any(
                trial.truth(trial.entries._compiled[o.entry.code], o.paragraph, trial.facts(o.entry.code, facts)) is YES
                for o in open_
            ):
                break
        else:
            if tried:
                return True
    return False


def _truths(
    session: _Session, compiled: _Compiled, paragraph: Paragraph, facts: Facts, fact: Missing
) -> Iterator[Truth]:
    codes = tuple(code for code, _ in compiled.entry.references)
    for trial in _trials(session, facts, fact, codes):
        yield trial.truth(compiled, paragraph, trial.facts(compiled.entry.code, facts))


def _trials(session: _Session, facts: Facts, fact: Missing, codes: tuple[str, ...] = ()) -> Iterator[_Session]:
    """A fresh session for every answer the fact could have, with that answer put in while it is used.

    ``codes`` are tried as the control codes of a thing that the condition refers to.
    """
    from dualuse.logic.entries import _Session

    target = fact.facts or facts
    if fact.kind == "transaction":
        for value in ("true", "false"):
            yield _Session(session.entries, {**session.transaction, fact.name: value})
    elif fact.kind == "kind":
        for kind in _narrower(session, target):
            before, target.kinds = target.kinds, (kind,)
            try:
                yield _Session(session.entries, session.transaction)
            finally:
                target.kinds = before
    elif fact.kind == "judgement":
        for answer in (YES, NO):
            with _put(target.answers, fact.name, answer):
                yield _Session(session.entries, session.transaction)
    elif fact.parameter is not None:
        problem = target.problems.pop(fact.name, None)
        try:
            for candidate in _candidates(session, fact.parameter, codes):
                with _put(target.values, fact.name, candidate):
                    yield _Session(session.entries, session.transaction)
        finally:
            if problem is not None:
                target.problems[fact.name] = problem


def _narrower(session: _Session, target: Facts) -> list[str]:
    kinds = session.entries.vocabulary.kinds
    return [k for stated in target.kinds for k in kinds.below(stated)][:MAX_CHOICES]


def _candidates(session: _Session, parameter: Parameter, codes: tuple[str, ...]) -> list[object]:
    if parameter.name == STATED_CODES:
        return [(code,) for code in ("none", *codes[: MAX_CHOICES - 1])]
    if parameter.type == "item" and STATED_CODES in session.entries.vocabulary.parameters:
        return [(Facts(values={STATED_CODES: (code,)}),) for code in ("none", *codes[: MAX_CHOICES - 1])]
    if parameter.type == "flag":
        return [True, False]
    if parameter.type in ("choice", "choices") and parameter.values:
        return [(c.value,) for c in parameter.values[:MAX_CHOICES]]
    if parameter.type == "quantity":
        return [_exact(parameter, v) for v in _around(session.entries.limits.get(parameter.name, ()))]
    return []


def _around(limits: tuple[float, ...]) -> list[float]:
    """Below, at, between and above the limits."""
    if not limits:
        return [0.0, 1.0]
    found = [limits[0] / 2 if limits[0] > 0 else limits[0] * 2 - 1]
    for this, following in zip(limits, (*limits[1:], None), strict=True):
        found += [this, (this + following) / 2 if following is not None else abs(this) * 2 + 1]
    return found


def _exact(parameter: Parameter, value: float) -> Quantity:
    return Quantity(value, value, True, True, parameter.dimension or "number", parameter.basis, "")


@contextmanager
def _put(table: dict[str, Any], name: str, value: object) -> Iterator[None]:
    before = table.get(name, _ABSENT)
    table[name] = value
    try:
        yield
    finally:
        if before is _ABSENT:
            del table[name]
        else:
            table[name] = before
