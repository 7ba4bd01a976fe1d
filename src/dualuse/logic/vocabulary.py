"""Kinds, parameters and sets as plain objects: what the names in a condition mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, any_of

MAX_WORD = 60
"""Longer words are looked up, but nothing that resembles them."""
ParameterType = Literal["quantity", "flag", "choice", "choices", "parts", "text", "item"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed vocabulary."""

    value: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a name stands for.

    Attributes:
        values: The closed vocabulary of a choice; None where any text is accepted as stated.
        fields: Parameters inside each part, for ``parts``.
    """

    name: str
    type: ParameterType
    label: str
    question: str
    dimension: str | None = None
    basis: str | None = None
    values: tuple[Choice, ...] | None = None
    fields: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    label_ru: str = ""
    question_ru: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item and the kinds it is one of."""

    name: str
    parents: tuple[str, ...] = ()
    label: str = ""
    label_ru: str = ""
    aliases: tuple[str, ...] = ()
    definition: str = ""


class Kinds:
    """The taxonomy of item kinds."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.by_name = {k.name: k for k in kinds}
        self._above: dict[str, frozenset[str]] = {}
        self._maybe: dict[str, frozenset[str]] = {}
        self._children: dict[str, list[str]] = {}
        for kind in self.by_name.values():
            for parent in kind.parents:
                self._children.setdefault(parent, []).append(kind.name)

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def above(self, name: str) -> frozenset[str]:
        """The kind itself and every kind it is one of, however far up; nothing for a kind that is not defined."""
        if name not in self.by_name:
            return frozenset()
        if name not in self._above:
            found: set[str] = set()
            todo = [name]
            while todo:
                current = todo.pop()
                if current not in found and current in self.by_name:
                    found.add(current)
                    todo.extend(self.by_name[current].parents)
            self._above[name] = frozenset(found)
        return self._above[name]

    def below(self, name: str) -> list[str]:
        """The kinds directly under ``name``, in the order they are defined."""
        return list(self._children.get(name, ()))

    def all_below(self, name: str) -> list[str]:
        """Every kind under ``name``, however far down, each once and without ``name`` itself."""
        found: dict[str, None] = {}
        todo = [name]
        while todo:
            for child in self._children.get(todo.pop(), ()):
                if child not in found and child != name:
                    found[child] = None
                    todo.append(child)
        return list(found)

    def maybe(self, name: str) -> frozenset[str]:
        """The kinds that an item of kind ``name`` may be of or not: some kind below it is, the kind itself is not."""
        if name not in self._maybe:
            possible = {above for kind in self.all_below(name) for above in self.above(kind)}
            self._maybe[name] = frozenset(possible) - self.above(name)
        return self._maybe[name]

    def relation(self, stated: Iterable[str], wanted: str) -> Truth:
        """Whether an item of the stated kinds is of the wanted kind.

        YES for the same kind or one below it. UNKNOWN where only some kind below the stated one is of the wanted kind
        ("valve" against "bellows valve", "pump" against "chemical equipment" when there are chemical pumps), for no
        stated kind, and for a kind the taxonomy does not have. NO otherwise. With several kinds, any of them.
        """
        found = [self._one(kind, wanted) for kind in stated]
        return any_of(found) if found else UNKNOWN

    def _one(self, kind: str, wanted: str) -> Truth:
        if kind not in self.by_name:
            return UNKNOWN
        if wanted in self.above(kind):
            return YES
        return UNKNOWN if wanted in self.maybe(kind) else NO


def fold(word: str) -> str:
    """A name as it is looked up: case, blanks, hyphens and underscores do not count."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


class Vocabulary:
    """Everything a condition may name.

    Look-ups accept the name itself, its labels and its aliases. A name always means itself; a label or alias that
    several things have means none of them, and :meth:`meanings` tells which they are: no meaning is ever guessed.
    """

    def __init__(
        self, kinds: Kinds, parameters: Mapping[str, Parameter], sets: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self.kinds = kinds
        self.parameters = parameters
        self.sets: Mapping[str, tuple[str, ...]] = sets or {}
        self._parameters = _Words({p.name: (p.label, p.label_ru, *p.aliases) for p in parameters.values()})
        self._kinds = _Words({k.name: (k.label, k.label_ru, *k.aliases) for k in kinds.by_name.values()})
        self._choices = {
            p.name: _Words({c.value: (c.label, *c.aliases) for c in p.values})
            for p in parameters.values()
            if p.values is not None
        }

    def parameter(self, word: str) -> Parameter | None:
        """The parameter called ``word`` by name, label or alias; None where there is none, or more than one."""
        name = self._parameters.get(word)
        return self.parameters[name] if name is not None else None

    def kind(self, word: str) -> str | None:
        """The kind called ``word`` by name, label or alias; None where there is none, or more than one."""
        return self._kinds.get(word)

    def choice(self, parameter: Parameter, word: str) -> str | None:
        """The value of a closed vocabulary that ``word`` names; with an open one, the folded word itself."""
        if parameter.values is None:
            return word.strip().casefold()
        return self._choices[parameter.name].get(word)

    def meanings(self, word: str) -> tuple[str, ...]:
        """The parameters that share ``word`` as a label or alias, where there is more than one."""
        return self._parameters.several.get(fold(word), ())

    def shared_words(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Every label or alias that more than one thing has: what it names (kind, parameter), the word, the things."""
        return [
            (what, word, names)
            for what, words in (("kind", self._kinds), ("parameter", self._parameters))
            for word, names in words.several.items()
        ]

    def nearest_parameters(self, word: str) -> list[str]:
        """At most three parameter names that look like ``word``."""
        return self._parameters.nearest(word, 70)

    def nearest_kinds(self, word: str) -> list[str]:
        """At most three kind names that look like ``word``, or those that share it."""
        return self._kinds.nearest(word, 60)


class _Words:
    """Which name a word stands for: the name itself before labels and aliases; nothing where two names share it."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        own = {fold(name): name for name in words}
        found: dict[str, dict[str, None]] = {}
        for name, others in words.items():
            for word in others:
                if word and fold(word) not in own:
                    found.setdefault(fold(word), {})[name] = None
        self.names = frozenset(words)
        self.table = own | {word: next(iter(names)) for word, names in found.items() if len(names) == 1}
        self.several = {word: tuple(names) for word, names in found.items() if len(names) > 1}

    def get(self, word: str) -> str | None:
        return word if word in self.names else self.table.get(fold(word))

    def nearest(self, word: str, cutoff: int) -> list[str]:
        """At most three names, by their own spelling, label or alias; those that share the word, where some do."""
        from rapidfuzz import fuzz, process

        folded = fold(word)
        if folded in self.several:
            return list(self.several[folded])
        if len(folded) > MAX_WORD:
            return []
        hits = process.extract(folded, self.table.keys(), scorer=fuzz.ratio, limit=6, score_cutoff=cutoff)
        return list(dict.fromkeys(self.table[found] for found, _, _ in hits))[:3]
