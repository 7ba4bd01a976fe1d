"""How far one missing fact alone would settle a verdict: the answers it could have are tried.

An answer is exact: one value, one narrowest kind, yes or no. Limits cut the values of a quantity into ranges within
which no condition can tell them apart, so one value of each range stands for all; sets do the same to named values.
Where a formula uses the quantity, or a list of parts is missing, the answers tried are not all there are, and then
nothing is said to settle *always*.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING, Any, Literal

from dualuse.logic.evaluation import MAX_LEAVES
from dualuse.logic.explaining import Missing
from dualuse.logic.facts import Facts
from dualuse.logic.stated_codes import STATED_CODES, listed_under
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, any_of
from dualuse.logic.uses import Uses
from dualuse.logic.vocabulary import Kinds, Parameter
from dualuse.quantity import Quantity

if TYPE_CHECKING:
    from dualuse.logic.entries import Compiled, Session

Settles = Literal["always", "can", "with_others"]
_ORDER = {"always": 0, "can": 1, "with_others": 2}
MAX_WORK = 4_000
"""Steps that one item may cost here; beyond it nothing more is claimed. A step is the evaluation of one paragraph, or
as many comparisons inside lists of parts as take about that long."""
LEAVES_A_STEP = 20
MAX_ANSWERS = 64
_ABSENT = object()
_OTHER = "\0another"

Open = Sequence[tuple["Compiled", tuple[Missing, ...]]]
Asks = tuple[tuple[Missing, Settles], ...]
Key = tuple[Facts | None, str]


@dataclass(slots=True)
class Weights:
    """What answers would do.

    Attributes:
        asks: For each open paragraph what is missing, the most decisive first, then in the order given.
        listed_after: For each missing fact whether the item is listed after each answer, other things staying as they
            are. UNKNOWN is among the truths also where not every answer could be tried. Where a fact leaves nothing but
            YES the item is listed whatever the fact is: strong enough for one entry or weak enough for another, open
            under both and certain under the two together.
    """

    asks: dict[Compiled, Asks] = field(default_factory=dict)
    listed_after: dict[Missing, frozenset[Truth]] = field(default_factory=dict)


def weigh(session: Session, facts: Facts, open_: Open, listed: Truth) -> Weights:
    """Try the answers to everything that the open paragraphs of an item wait for.

    Args:
        session: The item's evaluation.
        facts: The item.
        open_: Its open paragraphs, with what each waits for.
        listed: Whether it is listed as it stands; where that is settled, no answer can unsettle it.
    """
    asked: dict[Key, list[Missing]] = {}
    waiting: dict[Key, list[Compiled]] = {}
    for p, missing in open_:
        for fact in missing:
            key = (fact.facts, fact.name)
            asked.setdefault(key, []).append(fact)
            waiting.setdefault(key, []).append(p)
    trials = _Trials(session, facts, [p for p, _ in open_], listed)
    words: dict[tuple[Compiled, Key], Settles] = {}
    weights = Weights()
    for key, same in asked.items():
        truths, after, all_tried = trials.of(same[0], waiting[key])
        for p, seen in truths.items():
            words[p, key] = _word(seen, all_tried and key[1] not in session.entries.uses(p.entry.code).formulas)
        if listed is UNKNOWN:
            weights.listed_after |= dict.fromkeys(same, frozenset(after))
    for p, missing in open_:
        pairs = [(fact, words[p, (fact.facts, fact.name)]) for fact in missing]
        weights.asks[p] = tuple(sorted(pairs, key=lambda pair: _ORDER[pair[1]]))
    return weights


def _word(truths: set[Truth], all_tried: bool) -> Settles:
    """``always``: whatever the answer, the paragraph is settled. ``can``: some answer settles it.

    ``with_others``: none does, or that could not be found out.
    """
    if truths and UNKNOWN not in truths and all_tried:
        return "always"
    return "can" if truths & {YES, NO} else "with_others"


@dataclass(slots=True)
class _Trials:
    session: Session
    facts: Facts
    open_: list[Compiled]
    listed: Truth
    work: int = 0

    def of(self, fact: Missing, waiting: Sequence[Compiled]) -> tuple[dict[Compiled, set[Truth]], set[Truth], bool]:
        """What each waiting paragraph, and the item's place on the list, is after the answers; and whether those tried
        stand for all that limits and sets can tell apart.

        An answer after which nothing new can be learnt about a paragraph is not tried on it.
        """
        entries = self.session.entries
        touched = [p for p in self.open_ if fact.name in entries.uses(p.entry.code).names]
        together = entries.uses_of(frozenset(p.entry.code for p in touched))
        others = any_of([self.session.caught(p, self.facts) for p in self.open_ if p not in touched])
        most = len(Truth) if others is NO else len(Truth) - 1  # where others are open the item is never certainly free
        truths: dict[Compiled, set[Truth]] = {p: set() for p in waiting}
        after: set[Truth] = set()
        answers, all_tried = possible_answers(fact, self.facts, together, entries.vocabulary.kinds)
        for answer in answers:
            undecided = [p for p, seen in truths.items() if not (UNKNOWN in seen and len(seen) > 1)]
            listing = touched if self.listed is UNKNOWN and len(after) < most else ()
            if not undecided and not listing:
                break
            if self.work > MAX_WORK:
                all_tried = False
                break
            with _answered(self.session, self.facts, fact, answer) as trial:
                for p in undecided:
                    truths[p].add(trial.truth(p, self.facts))
                if listing:
                    after.add(any_of([others, *(trial.caught(p, self.facts) for p in listing)]))
                self.work += len(undecided) + len(listing) + (MAX_LEAVES - trial.context.leaves) // LEAVES_A_STEP
        if not after or not all_tried or fact.name in together.formulas:
            after.add(UNKNOWN)
        return truths, after, all_tried


@contextmanager
def _answered(session: Session, facts: Facts, fact: Missing, answer: object) -> Iterator[Session]:
    """A fresh session in which the fact has the answer; what is stated is as it was afterwards."""
    from dualuse.logic.entries import Session

    if fact.kind == "transaction":
        yield Session(session.entries, {**session.transaction, fact.name: str(answer)})
        return
    target = fact.facts or facts
    if fact.kind == "kind":
        kinds, target.kinds = target.kinds, answer  # type: ignore[assignment]
        try:
            yield Session(session.entries, session.transaction)
        finally:
            target.kinds = kinds
        return
    table: dict[str, Any] = target.answers if fact.kind == "judgement" else target.values
    before, problem = table.get(fact.name, _ABSENT), target.problems.pop(fact.name, None)
    table[fact.name] = answer
    try:
        yield Session(session.entries, session.transaction)
    finally:
        if before is _ABSENT:
            del table[fact.name]
        else:
            table[fact.name] = before
        if problem is not None:
            target.problems[fact.name] = problem


# -- the answers that could make a difference


def possible_answers(fact: Missing, facts: Facts, uses: Uses, kinds: Kinds) -> tuple[list[object], bool]:
    """Answers that stand for all others, and whether they do so for whatever looks only at limits, sets and kinds.

    Args:
        fact: What is missing.
        facts: The item, for a fact that belongs to no part.
        uses: What the conditions in question look at.
        kinds: The taxonomy.
    """
    target = fact.facts or facts
    if fact.kind == "transaction":
        return [*sorted(uses.transaction.get(fact.name, ())), _OTHER], True
    if fact.kind == "judgement":
        return [YES, NO], True
    if fact.kind == "kind":
        return _kinds(target, uses, kinds)
    parameter = fact.parameter
    if fact.kind == "data" or parameter is None:
        return [], False
    if parameter.type == "quantity":
        return list(_quantities(parameter, fact.known, uses)), True
    if parameter.type == "flag":
        return [True, False], True
    if parameter.name == STATED_CODES:
        return _selections(_codes(uses), target.words(parameter.name) or ())
    if parameter.type in ("choice", "choices", "text"):
        return _choices(parameter, target, uses)
    known = target.parts(parameter.name) or ()
    if parameter.type == "item":
        things = [Facts(values={STATED_CODES: words}) for words in _selections(_codes(uses), ())[0]]
        return [(*known, thing) for thing in things], False
    return [known], False


def _quantities(parameter: Parameter, known: Quantity | None, uses: Uses) -> Iterable[Quantity]:
    """A value of every range that the limits make, within what is known; the ends first, for they differ most."""
    low, high = (known.low, known.high) if known is not None else (-math.inf, math.inf)
    inside = [limit for limit in sorted(uses.limits.get(parameter.name, ())) if low < limit < high]
    edges = [low, *inside, high]
    values = [middle for a, b in pairwise(edges) if (middle := _between(a, b)) is not None]
    if known is not None:
        values += [end for end, closed in ((low, known.low_closed), (high, known.high_closed)) if closed]
    values = sorted({v for v in (*values, *inside) if math.isfinite(v)})
    first = [values[0], values[-1]] if len(values) > 1 else values
    for value in (*first, *values[1:-1]):
        yield Quantity(value, value, True, True, parameter.dimension or "number", parameter.basis, "")


def _between(low: float, high: float) -> float | None:
    if low == -math.inf and high == math.inf:
        return 1.0
    if low == -math.inf:
        return high / 2 if high > 0 else 2 * high - 1
    if high == math.inf:
        return 2 * abs(low) + 1
    middle = low / 2 + high / 2
    return middle if low < middle < high else None


def _choices(parameter: Parameter, target: Facts, uses: Uses) -> tuple[list[object], bool]:
    """A word, or where several may be stated every selection, of the words that no set can tell apart."""
    sets = sorted(uses.sets.get(parameter.name, ()), key=sorted)
    words = (
        [c.value for c in parameter.values] if parameter.values is not None else [*chain.from_iterable(sets), _OTHER]
    )
    unlike: dict[tuple[bool, ...], str] = {}
    for word in words:
        unlike.setdefault(tuple(word in s for s in sets), word)
    some = list(unlike.values())
    if parameter.type == "choice":
        return [(word,) for word in some], True
    return _selections(some, target.words(parameter.name) or ())


def _selections(words: list[str], known: tuple[str, ...]) -> tuple[list[object], bool]:
    """Every selection of the words, beside those that are known; where that is too many, some of them."""
    if 2 ** len(words) <= MAX_ANSWERS:
        some = chain.from_iterable(combinations(words, n) for n in range(len(words) + 1))
        return [(*known, *selection) for selection in some], True
    return [known, *((*known, word) for word in words), (*known, *words)], False


def _codes(uses: Uses) -> list[str]:
    """A control code of each sort that the references can tell apart, and that the thing is on no list."""
    unlike: dict[tuple[Truth, ...], str] = {}
    asked = sorted(uses.codes_of_things)
    for code in ("none", *(code for codes in asked for code in codes)):
        unlike.setdefault(tuple(listed_under((code,), codes) for codes in asked), code)
    return list(unlike.values())


def _kinds(target: Facts, uses: Uses, kinds: Kinds) -> tuple[list[object], bool]:
    """A narrowest kind below the stated one, of those that no condition can tell apart."""
    known = [k for k in target.kinds if k in kinds]
    strange = len(known) < len(target.kinds) or not known
    found: dict[tuple[object, ...], object] = {}
    for number, stated in enumerate(target.kinds if not strange else [""]):
        below = kinds.all_below(stated) if not strange else list(kinds.by_name)
        others = tuple(k for n, k in enumerate(target.kinds) if n != number) if not strange else ()
        for kind in below:
            if not kinds.below(kind):
                found.setdefault((number, *sorted(kinds.above(kind) & uses.kinds)), (*others, kind))
    answers = list(found.values())[:MAX_ANSWERS]
    return answers, len(answers) == len(found) and len(target.kinds) <= 1
