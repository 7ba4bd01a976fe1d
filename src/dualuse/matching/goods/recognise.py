"""Codes, CAS numbers, customs codes, organisms and quantities inside a description.

What is found is offered to a person. Nothing of it is ever used as a stated fact by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dualuse.lists.loaders.cas import find_cas, is_cas
from dualuse.logic import Parameter
from dualuse.matching.goods.words import MAX_CHARACTERS, folded, stem_of, words
from dualuse.model.code import ControlCode
from dualuse.quantity import Quantity, read_quantity
from dualuse.quantity.units import spellings

MentionKind = Literal["code", "cas", "hs", "organism", "quantity"]
MAX_MENTIONS = 200
_CODE = re.compile(r"(?<![\w.])[0-9][A-EАВСЕ][0-9]{3}(?:\.[a-zа-я0-9]{1,3}){0,8}(?![\w])", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_BINOMIAL = re.compile(r"(?P<genus>[A-Z][a-z]{3,}) (?P<species>[a-z]{5,})(?: (?:pv\.|subsp\.|ssp\.|f\.|var\.) .*)?")
_NO_SPECIES = frozenset({"virus", "toxins", "neurotoxins", "enterotoxins", "strain"})
_HS = re.compile(
    r"(?:(?P<label>\b(?:HS|HTS|CN|TARIC|ТН\s?ВЭД|код\s+ТН\s?ВЭД|код)\b[^\d\n]{0,12})"
    r"(?P<plain>\d{4}(?:[ .]?\d{2}){0,3})|"
    r"(?<![\d.,])(?P<dotted>\d{4}\.\d{2}(?:\.\d{2}){0,2}))(?![\d]|[.,]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something recognised in a text.

    Attributes:
        text: As written.
        value: In standard form: ``2B350.g``, ``107-07-3``, ``845710``, the listed name of an organism, the quantity
            as written.
        start: Where it begins in the text, in characters.
        problem: Why it cannot be relied on, such as a CAS number whose check digit does not fit; None if it can.
    """

    kind: MentionKind
    text: str
    value: str
    start: int
    problem: str | None = None


class Organisms:
    """Names of organisms, found by their words in any case and, in Russian, any inflection.

    A name of genus and species is found with its genus shortened to the initial too, as laboratories write it.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name in names:
            for form in (name, *_shortened(name)):
                stems = tuple(stem_of(t) for t, _, _ in _placed(folded(form)))
                if stems:
                    self._by_first.setdefault(stems[0], []).append((stems, name))
        for held in self._by_first.values():
            held.sort(key=lambda f: -len(f[0]))

    def found(self, text: str) -> Iterator[Mention]:
        """Each name that occurs, at every place, the longest name where several begin."""
        low = folded(text)
        if len(low) != len(text):  # a compatibility form changed lengths: places would be wrong
            text = low
        placed = _placed(low)
        stems = [stem_of(t) for t, _, _ in placed]
        for at, stem in enumerate(stems):
            for form, name in self._by_first.get(stem, ()):
                if tuple(stems[at : at + len(form)]) == form:
                    start, end = placed[at][1], placed[at + len(form) - 1][2]
                    yield Mention("organism", text[start:end], name, start)
                    break


def identifiers(text: str, organisms: Organisms) -> tuple[Mention, ...]:
    """Codes, CAS numbers, customs codes and organisms, without the quantities, which point to no entry."""
    text = text[:MAX_CHARACTERS]
    found = [*_codes(text), *_cas(text), *_hs(text), *organisms.found(text)]
    return tuple(sorted(found, key=lambda m: m.start)[:MAX_MENTIONS])


def mentions(text: str, organisms: Organisms | None = None) -> tuple[Mention, ...]:
    """Everything recognised, in order of the text, at most :data:`MAX_MENTIONS`; identifiers before quantities.

    Args:
        text: A description.
        organisms: Names of organisms to look for.
    """
    found = [*identifiers(text, organisms or Organisms())]
    text = text[:MAX_CHARACTERS]
    taken = {i for m in found for i in range(m.start, m.start + len(m.text))}
    found += [m for m in _quantities(text) if m.start not in taken]
    return tuple(sorted(found, key=lambda m: m.start)[:MAX_MENTIONS])


@dataclass(frozen=True, slots=True)
class Offer:
    """A quantity of the text that may be the value of a parameter; a person confirms it or does not.

    Attributes:
        near: Whether words of the parameter's name stand just before or behind the figure.
    """

    parameter: str
    text: str
    near: bool


def offers(text: str, found: Iterable[Mention], parameters: Iterable[Parameter]) -> tuple[Offer, ...]:
    """For each quantity the parameters it could be a value of, those named beside it first."""
    wanted = [p for p in parameters if p.type == "quantity" and p.dimension not in (None, "number")]
    result: list[Offer] = []
    for mention in found:
        if mention.kind != "quantity":
            continue
        around = set(words(text[max(0, mention.start - 60) : mention.start + len(mention.text) + 30]))
        for parameter in wanted:
            reading = read_quantity(mention.value, parameter.dimension or "", parameter.basis)
            if isinstance(reading, Quantity):
                result.append(Offer(parameter.name, mention.value, bool(around & _names(parameter))))
    return tuple(sorted(dict.fromkeys(result), key=lambda o: not o.near))


@cache
def _names(parameter: Parameter) -> frozenset[str]:
    """The telling stems of a parameter's names."""
    return frozenset(w for name in (parameter.label, parameter.label_ru, *parameter.aliases) for w in words(name))


def _codes(text: str) -> Iterator[Mention]:
    for match in _CODE.finditer(text):
        try:
            code = str(ControlCode(match[0]))
        except ValueError:
            continue
        yield Mention("code", match[0], code, match.start())


def _cas(text: str) -> Iterator[Mention]:
    at = 0
    for printed, number in find_cas(text):
        at = text.index(printed, at)
        problem = None if is_cas(number) else "its check digit does not fit"
        yield Mention("cas", printed, number, at, problem)
        at += len(printed)


def _hs(text: str) -> Iterator[Mention]:
    for match in _HS.finditer(text):
        group = "dotted" if match["dotted"] else "plain"
        digits = "".join(c for c in match[group] if c.isdigit())
        if "01" <= digits[:2] <= "97":
            yield Mention("hs", match[group], digits, match.start(group))


def _placed(low: str) -> list[tuple[str, int, int]]:
    """Every word of a folded text with where it begins and ends; single letters too, which may be initials."""
    return [(m[0], m.start(), m.end()) for m in _WORD.finditer(low)]


def _shortened(name: str) -> Iterator[str]:
    match = _BINOMIAL.fullmatch(name)
    if match and match["species"] not in _NO_SPECIES:
        yield f"{match['genus'][0]}. {match['species']}"


@cache
def _quantity_pattern() -> re.Pattern[str]:
    units = sorted((s for s in spellings() if s), key=len, reverse=True)
    unit = "|".join(re.escape(u) for u in units)
    number = r"[-+]?\d[\d .,']*(?:\s?[x×·]\s?10\s?\^?\s?[-+−]?\d{1,2})?"
    end = r"(?:\s?(?:…|\.\.|-|–|to|до)\s?[-+]?\d[\d .,']*)?"
    per = rf"(?:\s?[/·*]\s?(?:{unit})[²³23]?)?"
    not_with = r"(?!с\s+[^\W\d_])"  # "300 с тепловизором" is no time: с is the Russian "with"
    measured = rf"{not_with}(?:{unit}|%|°\s?[CFС])[²³23]?{per}"
    return re.compile(rf"(?<![\w.,])(?:[≤≥<>~±]\s?)?{number}{end}\s?{measured}(?![^\W\d_])")


def _quantities(text: str) -> Iterator[Mention]:
    for match in _quantity_pattern().finditer(text):
        value = " ".join(match[0].split())
        yield Mention("quantity", match[0], value, match.start())
