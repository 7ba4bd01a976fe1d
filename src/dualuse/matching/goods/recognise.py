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
_BEFORE, _BEHIND = 60, 30
"""Characters before and behind a figure in which a parameter may be named."""

_CLAUSE_END = re.compile(r"[,;.]\s|[,;]$")
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
    """For each quantity the parameters it could be a value of, those named beside it first.

    Beside a quantity stand the words between the one before and it; only where they name none of the parameters, those
    behind it up to the next comma. A word that names several of the parameters counts as much less for each.
    """
    wanted = [p for p in parameters if p.type == "quantity" and p.dimension not in (None, "number")]
    quantities = [m for m in found if m.kind == "quantity"]
    result: list[tuple[float, Offer]] = []
    end = 0
    for number, mention in enumerate(quantities):
        stop = mention.start + len(mention.text)
        following = quantities[number + 1].start if number + 1 < len(quantities) else len(text)
        fitting = [p for p in wanted if _fits(mention, p)]
        before = set(words(text[max(end, mention.start - _BEFORE) : mention.start]))
        behind = set(words(_CLAUSE_END.split(text[stop : min(following, stop + _BEHIND)])[0]))
        beside = before if any(before & _names(p) for p in fitting) else behind
        for parameter in fitting:
            told = sum(1 / sum(word in _names(p) for p in fitting) for word in sorted(beside & _names(parameter)))
            result.append((-told, Offer(parameter.name, mention.value, told > 0)))
        end = stop
    return tuple(dict.fromkeys(offer for _, offer in sorted(result, key=lambda r: r[0])))


def _fits(mention: Mention, parameter: Parameter) -> bool:
    return isinstance(read_quantity(mention.value, parameter.dimension or "", parameter.basis), Quantity)


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
    number = r"[-+]?\d[\d .,']*(?:\s?[x×·]\s?10\s?\^?\s?[-+−]?\d{1,2}|[eE][-+−]?\d{1,2})?"
    end = r"(?:\s?(?:…|\.\.|-|–|to|до)\s?[-+]?\d[\d .,']*)?"
    per = rf"(?:\s?[/·*]\s?(?:{unit})[²³23]?)?"
    not_with = r"(?!с\s+[^\W\d_])"  # "300 с тепловизором" is no time: с is the Russian "with"
    measured = rf"{not_with}(?:{unit}|%|°\s?[CFС])[²³23]?{per}"
    # behind a letter and a hyphen a figure belongs to a name, behind a slash to a formula
    return re.compile(rf"(?<![\w.,/^])(?<!\w[-+−–])(?:[≤≥<>~±]\s?)?{number}{end}\s?{measured}(?![^\W\d_])")


def _quantities(text: str) -> Iterator[Mention]:
    for match in _quantity_pattern().finditer(text):
        value = " ".join(match[0].split())
        yield Mention("quantity", match[0], value, match.start())
