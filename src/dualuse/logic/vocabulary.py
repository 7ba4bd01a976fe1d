"""Kinds, parameters and sets as plain objects: what the names in a condition mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, any_of

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

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def above(self, name: str) -> frozenset[str]:
        """The kind itself and every kind it is one of, however far up."""
        if name not in self._above:
            found, todo = set(), [name]
            while todo:
                current = todo.pop()
                if current not in found and current in self.by_name:
                    found.add(current)
                    todo.extend(self.by_name[current].parents)
            self._above[name] = frozenset(found)
        return self._above[name]

    def below(self, name: str) -> list[str]:
        """The kinds directly under ``name``, in the order they are defined."""
        return [k.name for k in self.by_name.values() if name in k.parents]

    def relation(self, stated: Iterable[str], wanted: str) -> Truth:
        """Whether an item of the stated kinds is of the wanted kind.

        YES for the same kind or one below it. UNKNOWN for a kind above it ("valve" against "bellows valve"), for no
        stated kind, and for a kind the taxonomy does not have. NO otherwise. With several kinds, any of them.
        """
        found = [self._one(kind, wanted) for kind in stated]
        return any_of(found) if found else UNKNOWN

    def _one(self, kind: str, wanted: str) -> Truth:
        if kind not in self.by_name:
            return UNKNOWN
        if wanted in self.above(kind):
            return YES
        return UNKNOWN if kind in self.above(wanted) else NO


def fold(word: str) -> str:
    """A name as it is looked up: case, blanks, hyphens and underscores do not count."""
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


@dataclass(slots=True)
class Vocabulary:
    """Everything a condition may name. Look-ups accept the name itself, its labels and its aliases."""

    kinds: Kinds
    parameters: Mapping[str, Parameter]
    sets: Mapping[str, tuple[str, ...]]
    _parameters: dict[str, str] = field(default_factory=dict, repr=False)
    _kinds: dict[str, str] = field(default_factory=dict, repr=False)
    _choices: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for p in self.parameters.values():
            for word in (p.name, p.label, p.label_ru, *p.aliases):
                if word:
                    self._parameters.setdefault(fold(word), p.name)
            if p.values is not None:
                table = self._choices.setdefault(p.name, {})
                for choice in p.values:
                    table[fold(choice.value)] = choice.value
                for choice in p.values:
                    for word in (choice.label, *choice.aliases):
                        table.setdefault(fold(word), choice.value)
        for name in self.parameters:
            self._parameters[fold(name)] = name
        for k in self.kinds.by_name.values():
            for word in (k.label, k.label_ru, *k.aliases):
                if word:
                    self._kinds.setdefault(fold(word), k.name)
        for name in self.kinds.by_name:
            self._kinds[fold(name)] = name

    def parameter(self, word: str) -> Parameter | None:
        """The parameter called ``word`` by name, label or alias; None where there is none."""
        name = self._parameters.get(fold(word))
        return self.parameters[name] if name else None

    def kind(self, word: str) -> str | None:
        """The kind called ``word`` by name, label or alias; None where there is none."""
        return self._kinds.get(fold(word))

    def choice(self, parameter: Parameter, word: str) -> str | None:
        """The value of a closed vocabulary that ``word`` names; with an open one, the folded word itself."""
        if parameter.values is None:
            return word.strip().casefold()
        return self._choices[parameter.name].get(fold(word))

    def nearest_parameters(self, word: str) -> list[str]:
        """At most three parameter names that look like ``word``."""
        return list(dict.fromkeys(self._parameters[m] for m in get_close_matches(fold(word), self._parameters, 3, 0.7)))

    def nearest_kinds(self, word: str) -> list[str]:
        """At most three kind names that look like ``word``."""
        return list(dict.fromkeys(self._kinds[m] for m in get_close_matches(fold(word), self._kinds, 3, 0.6)))
