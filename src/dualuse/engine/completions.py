"""Every way in which the open facts of a transaction could turn out, as far as the rules tell them apart.

The search splits one open fact at a time and stops as soon as what is left open cannot change the outcome. Facts of the
transaction are split first; then each subject (the transaction itself, or one item) is completed by itself, because its
own facts do not depend on those of another. What cannot be settled by any fact (a rule that failed, a rule of unknown
status), and everything beyond the budget, counts as possible both ways: the completions found are then more than there
are, never fewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from dualuse.engine.facts import Situation
from dualuse.engine.pack import Condition
from dualuse.engine.rule import Rule
from dualuse.engine.variables import TRANSACTION, Answer, Answers, Key, is_shared, key_of, put, put_back
from dualuse.engine.waits import Wait
from dualuse.logic import NO, UNKNOWN, YES, Context, Facts, Kinds, Truth, any_of

BUDGET = 600
BUDGET_PER_ITEM = 80
"""How many times the open rules of a subject may be tried again for one determination, and how many more for each item.
One open fact takes two to forty; a transaction that states next to nothing uses it up, and is undetermined anyway."""

MAX_FREE = 6
"""Rules that no fact settles are combined in every way up to this number; more are taken as all or none of them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule in force, with its condition.

    Attributes:
        free: Why no fact can settle it (it failed, or its status is unknown); None where facts can.
    """

    rule: Rule
    condition: Condition
    free: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one completion of one subject comes to.

    Attributes:
        attached: Whether the law attaches.
        met: Numbers of the rules whose conditions are met. Where the outcome was fixed before all rules were settled,
            of those that are known to be; the others cannot change it.
    """

    attached: bool
    met: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Every completion of one subject in one world.

    Attributes:
        all: The different outcomes.
        by: Own fact of the subject to the outcomes that each of its answers leaves possible.
    """

    all: frozenset[Outcome]
    by: dict[str, tuple[frozenset[Outcome], ...]]

    def having(self, name: str, number: int) -> frozenset[Outcome]:
        """The outcomes left when the own fact has that answer; all of them where it does not matter."""
        return self.by[name][number] if name in self.by else self.all


@dataclass(frozen=True, slots=True)
class World:
    """One completion of the facts of the transaction, with every completion of each subject in it."""

    chosen: dict[Key, int]
    subjects: dict[int, Outcomes]


@dataclass(slots=True)
class Completions:
    """All worlds, and what their variables are.

    Attributes:
        answers: Variable to its possible answers, in the numbering of ``chosen``.
        exhausted: Whether the budget ran out, so that more is counted as possible than is.
    """

    rules: tuple[Candidate, ...]
    worlds: list[World] = field(default_factory=list)
    answers: dict[Key, tuple[Answer, ...]] = field(default_factory=dict)
    exhausted: bool = False


@dataclass(slots=True)
class _Open:
    """What is settled about one subject so far, and the rules that are not."""

    subject: int
    met: set[int]
    unmet: set[int]
    open: list[int]
    waiting: dict[Key, Wait] = field(default_factory=dict)
    attach: Truth = YES


class Search:
    """Completes the facts of one situation under the rules of one jurisdiction and domain."""

    def __init__(
        self,
        situation: Situation,
        rules: Sequence[Candidate],
        attaches: Condition | None,
        answers: Answers,
        budget: int | None = None,
    ) -> None:
        """Args:
        situation: The facts; they are changed while the search runs and left as they were.
        rules: The rules in force.
        attaches: When the law attaches; None where it was asked for, whether it attaches or not.
        answers: The possible answers of each variable.
        budget: How many times open rules may be tried again.
        """
        self.situation = situation
        self.attaches = attaches
        self.possible = answers
        self.left = budget if budget is not None else BUDGET + BUDGET_PER_ITEM * len(situation.items)
        self.found = Completions(tuple(rules))
        self.context = Context(Kinds(()), leaves=1 << 60)
        self.answerable = {i: _answering(rules, i) for i in range(len(rules))}

    def run(self) -> Completions:
        """Every completion."""
        subjects = self._subjects()
        start = [self._try(_Open(s, set(), set(), self._rules_of(s))) for s in subjects]
        self._shared(start, {})
        return self.found

    def _subjects(self) -> list[int]:
        per = {c.rule.per for c in self.found.rules}
        items = list(range(len(self.situation.items)))
        return ([TRANSACTION] if "transaction" in per else []) + (items if "item" in per or not per else [])

    def _rules_of(self, subject: int) -> list[int]:
        wanted = "transaction" if subject == TRANSACTION else "item"
        return [i for i, c in enumerate(self.found.rules) if c.rule.per == wanted]

    # -- one step: the open rules under what is stated now

    def _try(self, before: _Open) -> _Open:
        """The same subject with its open rules tried again under what is stated now."""
        self.left -= 1
        now = _Open(before.subject, set(before.met), set(before.unmet), [], {})
        facts = self._facts(before.subject)
        now.attach, found = self._attach(before.subject)
        if now.attach is NO:
            return now
        self._wait(now, found)
        for number in before.open:
            truth, more = self._truth(number, facts)
            if truth is NO:
                now.unmet.add(number)
                continue
            if truth is YES:
                now.met.add(number)
            else:
                now.open.append(number)
                self._wait(now, more)
        return now

    def _truth(self, number: int, facts: Facts) -> tuple[Truth, tuple[Wait, ...]]:
        candidate = self.found.rules[number]
        if candidate.free == "failed":
            return UNKNOWN, ()
        try:
            truth, found = candidate.condition.waits(facts, self.context)
        except Exception:  # the rule fails under these facts: it can neither be met nor unmet
            return UNKNOWN, ()
        return (UNKNOWN, ()) if truth is YES and candidate.free else (truth, found)

    def _attach(self, subject: int) -> tuple[Truth, tuple[Wait, ...]]:
        if self.attaches is None:
            return YES, ()
        scopes = self.situation.items if subject == TRANSACTION else (self.situation.items[subject],)
        seen = [self.attaches.waits(facts, self.context) for facts in scopes]
        truth = any_of(t for t, _ in seen)
        return truth, tuple(w for t, found in seen if t is UNKNOWN for w in found) if truth is UNKNOWN else ()

    def _facts(self, subject: int) -> Facts:
        return self.situation.shared if subject == TRANSACTION else self.situation.items[subject]

    def _wait(self, state: _Open, found: Iterable[Wait]) -> None:
        for wait in found:
            state.waiting.setdefault(self._key(wait, state.subject), wait)

    def _key(self, wait: Wait, subject: int) -> Key:
        """The variable; where the law's attaching to the whole waits for an item's fact, that of the item."""
        for number, facts in enumerate(self.situation.items):
            if wait.facts is facts:
                subject = number
        return key_of(wait, subject, self.situation)

    # -- the facts of the transaction

    def _shared(self, states: list[_Open], chosen: dict[Key, int]) -> None:
        key = self._next(states, chosen, shared=True)
        if key is None:
            alike: dict[object, Outcomes] = {}
            subjects = {s.subject: self._completed(s, alike) for s in states}
            self.found.worlds.append(World(dict(chosen), subjects))
            return
        for number in self._stated(key, states):
            self._shared([self._try(s) if key in s.waiting else s for s in states], {**chosen, key: number})

    def _completed(self, state: _Open, alike: dict[object, Outcomes]) -> Outcomes:
        """Every completion of the subject; worked out once for subjects whose own facts are the same."""
        whole = state.subject == TRANSACTION
        values = self._facts(state.subject).values
        own = () if whole else tuple(values.get(n) for n in ("item.listed", "item.location", "knowledge"))
        codes = None if whole else self.possible.codes_mark(state.subject, self.situation)
        key = (whole, own, codes, state.attach, frozenset(state.met), tuple(state.open))
        found = alike.get(key)
        if found is None:
            found = alike[key] = self._gathered(state)
        for name in found.by:
            self._answers(("fact", name, state.subject))
        return found

    def _gathered(self, state: _Open) -> Outcomes:
        each = list(self._own(state, {}))
        by = {}
        for key in {k for chosen, _ in each for k in chosen if k[2] == state.subject}:
            numbers = range(len(self.found.answers[key]))
            by[key[1]] = tuple(frozenset(o for chosen, o in each if chosen.get(key, n) == n) for n in numbers)
        return Outcomes(frozenset(o for _, o in each), by)

    def _own(self, state: _Open, chosen: dict[Key, int]) -> Iterator[tuple[dict[Key, int], Outcome]]:
        if self._fixed(state):
            yield chosen, Outcome(True, frozenset(state.met))
            return
        key = self._next([state], chosen, shared=False)
        if key is None:
            yield from ((chosen, o) for o in self._free(state))
            return
        for number in self._stated(key, [state]):
            yield from self._own(self._try(state), {**chosen, key: number})

    def _next(self, states: Sequence[_Open], chosen: dict[Key, int], shared: bool) -> Key | None:
        """The variable to split now; None where nothing more of that sort is open, or the budget is used up."""
        for state in states:
            if shared and self._fixed(state):
                continue
            for key in sorted(state.waiting, key=lambda k: k[1] == "item.codes"):
                if key in chosen or is_shared(key) is not shared or not self._answers(key):
                    continue
                if self.left <= 0:
                    self.found.exhausted = True
                    return None
                return key
        return None

    def _answers(self, key: Key) -> tuple[Answer, ...]:
        if key not in self.found.answers:
            self.found.answers[key] = self.possible.of(key, self.situation)
        return self.found.answers[key]

    def _stated(self, key: Key, states: Sequence[_Open]) -> Iterator[int]:
        """The number of each answer, stated while it is dealt with."""
        part = next((s.waiting[key].facts for s in states if key in s.waiting), None)
        for number, answer in enumerate(self.found.answers[key]):
            undo = put(self.situation, key, answer, part)
            try:
                yield number
            finally:
                put_back(undo)

    # -- when nothing more can change

    def _fixed(self, state: _Open) -> bool:
        """Whether a requirement stands that nothing open could lift or outdo."""
        if state.attach is not YES:
            return False
        rules = self.found.rules
        standing = [rules[i].rule.then.effect for i in state.met if self._stands(i, state)]
        if not standing:
            return False
        strongest = min(e.rank for e in standing)
        return all(
            rules[i].rule.kind != "authorisation"
            and rules[i].rule.then.effect.rank >= strongest
            and not self.answerable[i]
            for i in state.open
        )

    def _stands(self, number: int, state: _Open) -> bool:
        return self.found.rules[number].rule.kind != "authorisation" and self.answerable[number] <= state.unmet

    def _free(self, state: _Open) -> Iterator[Outcome]:
        """Every combination of what no fact settles."""
        if state.attach is not YES:
            yield Outcome(False, frozenset())
        if state.attach is NO:
            return
        numbers = state.open
        ways: Iterable[tuple[bool, ...]] = product((False, True), repeat=len(numbers))
        if len(numbers) > MAX_FREE:
            ways = self._extremes(numbers)
        for way in ways:
            met = state.met | {n for n, yes in zip(numbers, way, strict=True) if yes}
            yield Outcome(True, frozenset(met))

    def _extremes(self, numbers: Sequence[int]) -> Iterator[tuple[bool, ...]]:
        """None and all; each requirement by itself, and with every authorisation. No other way has another effect."""
        lifts = [self.found.rules[n].rule.kind == "authorisation" for n in numbers]
        yield tuple(False for _ in numbers)
        yield tuple(True for _ in numbers)
        yield tuple(lifts)
        for place, lift in enumerate(lifts):
            if not lift:
                yield tuple(at == place for at in range(len(numbers)))
                yield tuple(at == place or lifts[at] for at in range(len(numbers)))


def _answering(rules: Sequence[Candidate], number: int) -> frozenset[int]:
    """The authorisations that answer the requirement of a rule."""
    name = rules[number].rule.id
    return frozenset(i for i, c in enumerate(rules) if name in c.rule.overcomes)
