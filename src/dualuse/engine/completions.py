"""Every way in which the open facts of a transaction could turn out, as far as the rules tell them apart.

The search splits one open fact at a time and stops as soon as what is left open cannot change the outcome. Facts of the
transaction are split first; then each subject (the transaction itself, or one item) is completed by itself, because its
own facts do not depend on those of another. What cannot be settled by any fact (a rule that failed, a rule of unknown
status), and everything beyond the budget, counts as possible both ways: the completions found are then more than there
are, never fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from dualuse.engine.facts import Situation
from dualuse.engine.pack import Condition
from dualuse.engine.rule import Rule
from dualuse.engine.variables import SHARED, TRANSACTION, Answer, Answers, Key, key_of, put, put_back
from dualuse.engine.waits import Wait
from dualuse.logic import NO, UNKNOWN, YES, Context, Facts, Kinds, Truth, any_of
from dualuse.model.assessment import Effect

BUDGET = 4_000
"""How many times open rules may be tried again for one determination. Measured on the shipped rules, a transaction that
states nothing but its item takes about a tenth of it."""

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
    """One completion of one subject.

    Attributes:
        chosen: Variable to the number of its answer; a variable that is not in it does not matter here.
        attached: Whether the law attaches.
        met: Numbers of the rules whose conditions are met. Where ``fixed``, of those that are known to be.
        fixed: The outcome is that of ``met`` already, whatever else would be met.
    """

    chosen: dict[Key, int]
    attached: bool
    met: frozenset[int]
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """One completion of the facts of the transaction, with every completion of each subject in it."""

    chosen: dict[Key, int]
    subjects: dict[int, tuple[Outcome, ...]]

    def having(self, key: Key, number: int) -> World | None:
        """The part of it in which the variable has that answer, or need not have any; None where there is none."""
        if self.chosen.get(key, number) != number:
            return None
        kept = {s: tuple(o for o in found if o.chosen.get(key, number) == number) for s, found in self.subjects.items()}
        return World(self.chosen, kept) if all(kept.values()) else None


@dataclass(slots=True)
class Completions:
    """All worlds, and what their variables are.

    Attributes:
        answers: Variable to its possible answers, in the numbering of ``chosen``.
        waits: Variable to the fact it stands for.
        exhausted: Whether the budget ran out, so that more is counted as possible than is.
    """

    rules: tuple[Candidate, ...]
    worlds: list[World] = field(default_factory=list)
    answers: dict[Key, tuple[Answer, ...]] = field(default_factory=dict)
    waits: dict[Key, Wait] = field(default_factory=dict)
    exhausted: bool = False

    def having(self, key: Key, number: int) -> list[World]:
        """The worlds in which the variable has that answer."""
        return [w for w in (world.having(key, number) for world in self.worlds) if w is not None]


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
        budget: int = BUDGET,
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
        self.left = budget
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
            subjects = {s.subject: tuple(self._own(s, {})) for s in states}
            self.found.worlds.append(World(dict(chosen), subjects))
            return
        for number in self._stated(key, states):
            self._shared([self._try(s) if key in s.waiting else s for s in states], {**chosen, key: number})

    def _own(self, state: _Open, chosen: dict[Key, int]) -> Iterator[Outcome]:
        if self._fixed(state):
            yield Outcome(dict(chosen), True, frozenset(state.met), fixed=True)
            return
        key = self._next([state], chosen, shared=False)
        if key is None:
            yield from self._free(state, chosen)
            return
        for number in self._stated(key, [state]):
            yield from self._own(self._try(state), {**chosen, key: number})

    def _next(self, states: Sequence[_Open], chosen: dict[Key, int], shared: bool) -> Key | None:
        """The variable to split now; None where nothing more of that sort is open, or the budget is used up."""
        for state in states:
            if shared and self._fixed(state):
                continue
            for key, wait in sorted(state.waiting.items(), key=lambda pair: pair[0][1] == "item.codes"):
                if key in chosen or self._is_shared(key) is not shared or not self._answers(key, wait):
                    continue
                if self.left <= 0:
                    self.found.exhausted = True
                    return None
                return key
        return None

    def _is_shared(self, key: Key) -> bool:
        return key[0] in ("judgement", "part") or key[2] == SHARED

    def _answers(self, key: Key, wait: Wait) -> tuple[Answer, ...]:
        if key not in self.found.answers:
            self.found.answers[key] = self.possible.of(key, self.situation)
            self.found.waits[key] = wait
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

    def _free(self, state: _Open, chosen: dict[Key, int]) -> Iterator[Outcome]:
        """Every combination of what no fact settles."""
        if state.attach is not YES:
            yield Outcome(dict(chosen), False, frozenset())
        if state.attach is NO:
            return
        numbers = state.open
        ways: Iterable[tuple[bool, ...]] = product((False, True), repeat=len(numbers))
        if len(numbers) > MAX_FREE:
            ways = self._extremes(numbers)
        for way in ways:
            met = state.met | {n for n, yes in zip(numbers, way, strict=True) if yes}
            yield Outcome(dict(chosen), True, frozenset(met))

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


# -- what follows


@dataclass(slots=True)
class Weighing:
    """What the worlds together come to.

    Attributes:
        lifted: Pairs of rule and subject whose requirement an authorisation covers in every world in which it arises.
        possible: Every effect of some completion, strongest first.
        effect: What holds in each of them; UNDETERMINED where no one thing does.
    """

    rules: tuple[Candidate, ...]
    worlds: Sequence[World]
    lifted: frozenset[tuple[int, int]] = frozenset()
    possible: tuple[Effect, ...] = ()
    effect: Effect = Effect.UNDETERMINED

    def __post_init__(self) -> None:
        self.lifted = self._lifted()
        found = {e for w in self.worlds for e in self._combined(w, self.of)}
        self.possible = tuple(sorted(found, key=lambda e: e.rank))
        if len(self.possible) == 1:
            self.effect = self.possible[0]
            return
        sure = [max(self._combined(w, self.of_sure), key=lambda e: e.rank) for w in self.worlds]
        mildest = max(sure, key=lambda e: e.rank)
        self.effect = mildest if mildest.rank < Effect.UNDETERMINED.rank else Effect.UNDETERMINED

    @property
    def settled(self) -> bool:
        """Whether the effect is told."""
        return self.effect is not Effect.UNDETERMINED or self.possible == (Effect.UNDETERMINED,)

    def of(self, subject: int, outcome: Outcome) -> Effect:
        """The effect of one completion of one subject, every authorisation counting that holds in it."""
        return self._effect(outcome, self.standing(outcome))

    def of_sure(self, subject: int, outcome: Outcome) -> Effect:
        """The same with only those authorisations counting that are certain."""
        return self._effect(outcome, self.standing_surely(subject, outcome))

    def standing(self, outcome: Outcome) -> list[int]:
        """Rules that are met and not lifted by an authorisation that is met too; the authorisations that lift."""
        return self._after(outcome, lambda number: self._authorised(number, outcome))

    def standing_surely(self, subject: int, outcome: Outcome) -> list[int]:
        """The same where only a certain authorisation lifts."""
        return self._after(outcome, lambda number: (number, subject) in self.lifted)

    def _after(self, outcome: Outcome, lifts: Callable[[int], bool]) -> list[int]:
        required = [i for i in outcome.met if self.rules[i].rule.kind != "authorisation"]
        gone = {self.rules[i].rule.id for i in required if lifts(i)}
        used = [i for i in outcome.met if gone & set(self.rules[i].rule.overcomes)]
        return sorted([i for i in required if self.rules[i].rule.id not in gone] + used)

    def _effect(self, outcome: Outcome, standing: Sequence[int]) -> Effect:
        default = Effect.NO_REQUIREMENT_FOUND if outcome.attached else Effect.NOT_SUBJECT
        return min((self.rules[i].rule.then.effect for i in standing), key=lambda e: e.rank, default=default)

    def _authorised(self, number: int, outcome: Outcome) -> bool:
        name = self.rules[number].rule.id
        return any(name in self.rules[i].rule.overcomes for i in outcome.met)

    def _lifted(self) -> frozenset[tuple[int, int]]:
        arises: set[tuple[int, int]] = set()
        stands: set[tuple[int, int]] = set()
        for world in self.worlds:
            for subject, outcomes in world.subjects.items():
                for outcome in outcomes:
                    for number in outcome.met:
                        arises.add((number, subject))
                        if not self._authorised(number, outcome):
                            stands.add((number, subject))
        return frozenset(arises - stands)

    def _combined(self, world: World, of: Callable[[int, Outcome], Effect]) -> set[Effect]:
        """Every effect of the transaction in one world: the strongest among its subjects, however each turns out."""
        each = [{of(subject, o) for o in found} for subject, found in world.subjects.items()]
        if not each:
            return {Effect.NO_REQUIREMENT_FOUND}
        mildest = min(max(e.rank for e in effects) for effects in each)
        return {e for effects in each for e in effects if e.rank <= mildest}
