"""The ways to take a tidied text apart: one value, a limit, a range, a tolerance, a compound.

A text is cut at its words and signs only, in every way that leaves a number on both sides; no pattern looks back. The
first way in which the figures and units can be read is taken, the plainest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from dualuse.quantity import phrases
from dualuse.quantity.messages import NotReadError, failure
from dualuse.quantity.notations import compound
from dualuse.quantity.numbers import scan_number
from dualuse.quantity.shapes import Amount, Way, between, bounded, either_way, exact, tolerance
from dualuse.quantity.units import Dimension

MAX_CUTS = 16

_FIGURE = re.compile(r"(?<![^\W\d_])(?<!\^)(?<![-+])[0-9]")  # but not in cm2, s-1, 10^6
_LABEL = re.compile(r"(?:R[azqt]|Ø) ?[:=]? ?(?=[-+.,≤≥<>0-9])")
_ROUGHNESS = re.compile(r" ?\(?\bR[azqt]\)?$")
_FORMULA = re.compile(r"[+-] ?(?:\(?[0-9.,]+ ?[x×·*]? ?)?[LЛ](?: ?/| ?[x×·*]| ?\)|$)")
_SIGN_OR_RANGE = re.compile(r" -[0-9.,]")
_CHAIN = re.compile(r"([^<≤]+)([<≤])[^<≤0-9]{1,20}([<≤])([^<≤]+)")  # 5 < d ≤ 7 mm
_REVERSED = {"<": ">", "≤": "≥"}
_PHASES = re.compile(r"[13](?:/N)? ?~ ?(?=[0-9])")
_PLUS = re.compile(r"([0-9]) ?\+ ?(?=[^\d\s])")
_MINUS = re.compile(r" ?([^\d\s/;,]*) ?[/;,]? ?-(?=[0-9.,])")


def ways(text: str, dimension: Dimension) -> Iterator[Way]:
    """Every way to take a tidied text apart, the plainest first.

    Raises:
        NotReadError: There is no figure in it, or something that fixes no value.
    """
    text, bracketed = _unwrapped(_unlabelled(text.rstrip(" ;,"), dimension))
    if not any(c.isdecimal() for c in text):
        raise failure("no_number", dimension.named)
    whole = _amount(text)
    if whole is not None:
        yield Way((exact(whole),))
    _refuse_vague(text)
    yield from _tolerances(text, dimension, bracketed)
    yield from _ranges(text, dimension, bracketed)
    yield from _limits(text)
    yield from _compounds(text)
    yield from _two_values(text)
    raise _what_is_wrong(text, dimension)


# -- one amount


def _amount(text: str) -> Amount | None:
    """The whole text as one number with what stands behind it."""
    found = scan_number(text)
    if found is None:
        return None
    number, end = found
    unit = text[end:]
    if unit.startswith("-") and unit[1:2].isalpha():  # 12-bit, 5-axis
        unit = unit[1:]
    unit = unit.strip(" ;,")
    return Amount(number, "" if unit == "." else unit)


def _with_unit(amount: Amount, unit: str) -> Amount:
    return amount if amount.unit else replace(amount, unit=unit)


def _with_power(first: Amount, second: Amount, bracketed: bool) -> list[Amount]:
    """The first of two figures, as it may be meant before a power of ten: ``5-7 × 10^3 Pa``, ``(5-7) × 10^3 Pa``."""
    if first.unit or first.number.power != 1 or second.number.power == 1:
        return [first]
    both = replace(first, number=first.number.times(second.number.power))
    return [both] if bracketed else [first, both]


# -- tolerances


def _tolerances(text: str, dimension: Dimension, bracketed: bool) -> Iterator[Way]:
    if text.startswith("±"):
        amount = _amount(text[1:].lstrip())
        if amount is not None:
            yield Way((either_way(amount, around_zero=dimension.name == "temperature"),))
    elif text.count("±") == 1:
        left, right = text.split("±")
        value, spread = _amount(left.strip(" (")), _amount(right.strip(" )"))
        if value is not None and spread is not None:
            values = _with_power(value, spread, bracketed)
            ways = [way for v in values for way in _around(v, spread, spread, dimension)]
            yield ways[0] if len(ways) == 1 else Way(tuple(s for way in ways for s in way.shapes), "shared_power")
    yield from _one_sided(text, dimension)


def _one_sided(text: str, dimension: Dimension) -> Iterator[Way]:
    """``10 +0.2/-0.1 mm``, ``10 (+0,2 -0,1) мм``."""
    value = scan_number(text)
    plus_at = text.find("+", value[1]) if value else -1
    plus = scan_number(text, plus_at + 1) if plus_at >= 0 else None
    cut = _MINUS.match(text, plus[1]) if plus else None
    minus = scan_number(text, cut.end()) if cut else None
    if value is None or plus is None or cut is None or minus is None:
        return
    unit = text[minus[1] :].strip(" )")
    middle = text[value[1] : plus_at].strip(" (")
    above, below = Amount(plus[0], cut[1] or unit), Amount(minus[0], unit or cut[1])
    yield from _around(Amount(value[0], middle), above, below, dimension)


def _around(value: Amount, plus: Amount, minus: Amount, dimension: Dimension) -> Iterator[Way]:
    """A value with its tolerance. A tolerance in per cent of a value with a unit of its own is a share of the value."""
    own = value.unit
    value = _with_unit(value, plus.unit)
    plus, minus = (replace(_with_unit(a, own), spread=True) for a in (plus, minus))
    as_stated = tolerance(value, plus, minus)
    if plus.unit != "%" or not own:
        yield Way((as_stated,))
        return
    as_share = tolerance(value, replace(plus, relative=True), replace(minus, relative=True))
    yield Way((as_share, as_stated), "relative_or_not") if dimension.name == "fraction" else Way((as_share,))


# -- ranges and limits


def _ranges(text: str, dimension: Dimension, bracketed: bool) -> Iterator[Way]:
    opening = phrases.range_opening(text)
    bodies = [(opening.rest, True)] if opening else []
    for body, opened in (*bodies, (text, False)):
        for left, right in islice(phrases.joined(body, opened=opened), MAX_CUTS):
            low, high = _quietly(left), _quietly(right)
            if low is None or high is None:
                continue
            if _SIGN_OR_RANGE.match(body, len(left)) and (dimension.name == "temperature" or left[0] in "+-"):
                raise failure("sign_or_range")
            inclusive = phrases.bound_after(right)
            if inclusive and inclusive.meaning == "inclusive":
                high = _quietly(inclusive.rest) or high
            ends = [(_with_unit(v, high.unit), _with_unit(high, v.unit)) for v in _with_power(low, high, bracketed)]
            yield Way(tuple(between(*pair) for pair in ends), "shared_power")


def _limits(text: str) -> Iterator[Way]:
    for left, right in islice(phrases.second_bound(text), MAX_CUTS):
        yield from _both_limits(left, right)
    chain = _CHAIN.fullmatch(text)
    if chain is not None:
        yield from _both_limits(f"{_REVERSED[chain[2]]} {chain[1]}", f"{chain[3]} {chain[4]}")
    before = phrases.bound_before(text)
    if before is not None:
        after = phrases.bound_after(before.rest)
        agreeing = after is not None and after.meaning in ("inclusive", before.meaning)
        for rest in (before.rest, after.rest if after and agreeing else ""):
            amount = _quietly(rest)
            if amount is not None:
                yield Way((bounded(amount, before.meaning),))
        cuts = islice(phrases.joined(before.rest, opened=False), MAX_CUTS)
        if any(_quietly(low) and _quietly(high) for low, high in cuts):
            raise failure("bounded_range")
        return
    after = phrases.bound_after(text)
    if after is not None and after.meaning != "inclusive":
        amount = _quietly(after.rest)
        if amount is not None:
            yield Way((bounded(amount, after.meaning),))
    plus = _PLUS.search(text)  # 5+ mm
    if plus is not None:
        amount = _quietly(f"{text[: plus.start() + 1]} {text[plus.end() :]}")
        if amount is not None:
            yield Way((bounded(amount, "ge"),))


def _both_limits(left: str, right: str) -> Iterator[Way]:
    """``> 5 mm and ≤ 7 mm``, ``5 < d ≤ 7 mm``."""
    one, other = phrases.bound_before(left), phrases.bound_before(right)
    assert other is not None
    high = _quietly(other.rest)
    if one is None or high is None:
        return
    low = _quietly(one.rest)
    if low is None:
        return
    low, high = _with_unit(low, high.unit), _with_unit(high, low.unit)
    sides = one.meaning[0] + other.meaning[0]
    if sides == "gl":
        yield Way((between(low, high, one.meaning == "ge", other.meaning == "le"),))
    elif sides == "lg":
        yield Way((between(high, low, other.meaning == "ge", one.meaning == "le"),))
    else:
        raise failure("one_sided_pair")


def _compounds(text: str) -> Iterator[Way]:
    shape = compound(text)
    if shape is not None:
        yield Way((shape,))


def _two_values(text: str) -> Iterator[Way]:
    """``69 MPa (10 007 psi)``: both, which agree or do not."""
    start = text.rfind("(")
    if start <= 0 or not text.endswith(")"):
        return
    first, second = _quietly(text[:start].strip()), _quietly(text[start + 1 : -1].strip())
    if first is not None and second is not None and second.unit:
        yield Way((exact(first), exact(second)), "two_values")


def _quietly(text: str) -> Amount | None:
    """An amount, or None; a number that is broken is reported by the plainest reading, not by a cut of it."""
    try:
        return _amount(text)
    except NotReadError:
        return None


# -- around the figure


def _unlabelled(text: str, dimension: Dimension) -> str:
    """Without quotes around it, an equals sign before it, and the sign of a diameter, a roughness or three phases."""
    text = text.removeprefix("=").lstrip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    if dimension.name == "voltage":
        return _PHASES.sub("", text, count=1)
    if dimension.name != "length":
        return text
    label = _LABEL.match(text)
    return _ROUGHNESS.sub("", text[label.end() :] if label else text)


def _unwrapped(text: str) -> tuple[str, bool]:
    """``(10 ± 0.5) mm`` as ``10 ± 0.5 mm``, and whether there were brackets."""
    end = text.find(")")
    if not text.startswith("(") or end < 0 or "(" in text[1:end]:
        return text, False
    return f"{text[1:end].strip()} {text[end + 1 :].strip()}".strip(), True


def _refuse_vague(text: str) -> None:
    if phrases.approximation(text) is not None:
        raise failure("approximate")
    word = phrases.better_or_worse(text)
    if word is not None:
        raise failure("or_better", word=word)


def _what_is_wrong(text: str, dimension: Dimension) -> NotReadError:
    """Why no shape was found."""
    if _FORMULA.search(text):
        return failure("formula")
    amount = _quietly(text)
    if amount is None:
        return failure("not_understood", dimension.named, part=_before_figure(text))
    if _FIGURE.search(amount.unit):
        return failure("several_figures", dimension.named)
    return failure("not_understood", dimension.named, part=amount.unit or text)


def _before_figure(text: str) -> str:
    at = next(i for i, c in enumerate(text) if c.isdecimal())
    return text[:at].strip() or text
