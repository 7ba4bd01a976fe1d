"""What the completions come to: the effects that are possible, and the one that holds in every case, if there is one.

The effect of one completion is the strongest of the rules that are met, those aside whose requirement an authorisation
covers; without any it is that nothing was found. What is told for all completions together is

- their common effect, where they have one;
- else the mildest of them, where that is still stronger than *undetermined*: at least this holds, whichever it is. In
  this an authorisation counts only if it covers the requirement in *every* completion in which that arises;
- else *undetermined*.

So what is told is never milder than the mildest completion and never stronger than the strongest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dualuse.engine.completions import Candidate, Completions, Outcome, World
from dualuse.engine.variables import Key, is_shared
from dualuse.model.assessment import Effect

Rows = tuple[frozenset[Outcome], ...]
"""The outcomes that are possible for one subject, world by world."""


class Effects:
    """The effects of outcomes under the rules of one group; what was worked out is remembered."""

    def __init__(self, rules: Sequence[Candidate]) -> None:
        self.rules = tuple(rules)
        self._requirements = frozenset(i for i, c in enumerate(rules) if c.rule.kind != "authorisation")
        self._answers = {
            i: frozenset(n for n, o in enumerate(rules) if o.rule.id in c.rule.overcomes) for i, c in enumerate(rules)
        }
        self._views: dict[Rows, View] = {}

    def view(self, rows: Rows) -> View:
        """What one subject comes to in each world."""
        if rows not in self._views:
            self._views[rows] = self._view(rows)
        return self._views[rows]

    def _view(self, rows: Rows) -> View:
        every = frozenset[Outcome]().union(*rows)
        arises = {n for o in every for n in o.met & self._requirements}
        stands = {n for o in every for n in self._uncovered(o)}
        lifted = frozenset(arises - stands)
        effects = {o: self._effect(o, self.standing(o)) for o in every}
        sure = {o: self._effect(o, self.standing(o, lifted)) for o in every}
        return View(
            lifted,
            tuple(frozenset(effects[o] for o in row) for row in rows),
            tuple(max((sure[o] for o in row), key=_rank) for row in rows),
        )

    def standing(self, outcome: Outcome, lifted: frozenset[int] | None = None) -> frozenset[int]:
        """The requirements that stand and the authorisations that answer others.

        Args:
            outcome: The completion.
            lifted: Requirements that are answered for certain; None to count every authorisation that is met.
        """
        required = outcome.met & self._requirements
        gone = required - self._uncovered(outcome) if lifted is None else required & lifted
        used = frozenset(n for n in outcome.met - self._requirements if self._answers[n] & gone)
        return (required - gone) | used

    def _uncovered(self, outcome: Outcome) -> frozenset[int]:
        covered = frozenset[int]().union(*(self._answers[n] for n in outcome.met - self._requirements))
        return (outcome.met & self._requirements) - covered

    def _effect(self, outcome: Outcome, standing: Iterable[int]) -> Effect:
        default = Effect.NO_REQUIREMENT_FOUND if outcome.attached else Effect.NOT_SUBJECT
        return min((self.rules[n].rule.then.effect for n in standing), key=_rank, default=default)


@dataclass(frozen=True, slots=True)
class View:
    """One subject.

    Attributes:
        lifted: Requirements that an authorisation covers in every completion in which they arise.
        effects: World by world, the effects of its completions.
        mildest: World by world, the mildest effect when only ``lifted`` requirements are lifted.
    """

    lifted: frozenset[int]
    effects: tuple[frozenset[Effect], ...]
    mildest: tuple[Effect, ...]


@dataclass
class Weighing:
    """What all completions together come to, or those in which some facts have certain answers.

    Attributes:
        stated: Variable to the number of its answer.
    """

    completions: Completions
    effects: Effects
    stated: Mapping[Key, int] = field(default_factory=dict)

    @cached_property
    def worlds(self) -> list[World]:
        """The worlds in which the stated facts of the transaction can be so."""
        shared = {k: n for k, n in self.stated.items() if is_shared(k)}
        return [w for w in self.completions.worlds if all(w.chosen.get(k, n) == n for k, n in shared.items())]

    @cached_property
    def views(self) -> dict[int, View]:
        """Each subject."""
        subjects = self.worlds[0].subjects if self.worlds else {}
        return {s: self.effects.view(self._rows(s)) for s in subjects}

    def _rows(self, subject: int) -> Rows:
        own = [(k[1], n) for k, n in self.stated.items() if not is_shared(k) and k[2] == subject]
        if not own:
            return tuple(w.subjects[subject].all for w in self.worlds)
        name, number = own[0]
        return tuple(w.subjects[subject].having(name, number) for w in self.worlds)

    @cached_property
    def possible(self) -> tuple[Effect, ...]:
        """Every effect of some completion, strongest first."""
        found: set[Effect] = set()
        for at in range(len(self.worlds)):
            each = [view.effects[at] for view in self.views.values()]
            # Subjects turn out independently, so the whole can be no milder than the mildest of its strictest subject.
            mildest = min((max(map(_rank, effects)) for effects in each), default=Effect.NO_REQUIREMENT_FOUND.rank)
            found |= {e for effects in each for e in effects if e.rank <= mildest}
        return tuple(sorted(found or {Effect.NO_REQUIREMENT_FOUND}, key=_rank))

    @cached_property
    def effect(self) -> Effect:
        """What holds in each completion; UNDETERMINED where no one thing does."""
        if len(self.possible) == 1:
            return self.possible[0]
        each = [min((v.mildest[at] for v in self.views.values()), key=_rank) for at in range(len(self.worlds))]
        mildest = max(each, key=_rank)
        return mildest if mildest.rank < Effect.UNDETERMINED.rank else Effect.UNDETERMINED

    def carriers(self, effect: Effect, everywhere: bool) -> frozenset[int]:
        """Rules that lead to at least the effect.

        Args:
            effect: The effect.
            everywhere: Only those that do so in every world, and there in each completion of some subject; else those
                that do so in any completion.
        """
        each = [self._in_world(at, effect, everywhere) for at in range(len(self.worlds))]
        if not everywhere:
            return frozenset[int]().union(*each)
        return each[0].intersection(*each[1:]) if each else frozenset()

    def _in_world(self, at: int, effect: Effect, everywhere: bool) -> frozenset[int]:
        found = frozenset[int]()
        for subject, view in self.views.items():
            strong = [self._strong(o, view.lifted, effect) for o in self._rows(subject)[at]]
            found |= strong[0].intersection(*strong[1:]) if everywhere else frozenset[int]().union(*strong)
        return found

    def _strong(self, outcome: Outcome, lifted: frozenset[int], effect: Effect) -> frozenset[int]:
        standing = self.effects.standing(outcome, lifted)
        return frozenset(n for n in standing if self.effects.rules[n].rule.then.effect.rank <= effect.rank)

    @property
    def settled(self) -> bool:
        """Whether the effect is told, if only that it is certain to stay undetermined."""
        return self.effect is not Effect.UNDETERMINED or self.possible == (Effect.UNDETERMINED,)

    def having(self, stated: Mapping[Key, int]) -> Weighing:
        """The same with some more facts stated."""
        return Weighing(self.completions, self.effects, {**self.stated, **stated})


def _rank(effect: Effect) -> int:
    return effect.rank
