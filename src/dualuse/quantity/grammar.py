"""From a tidied text to the shapes it may have: one value, a limit, a range, a tolerance, a compound.

A text is cut at its words and signs only, in every way that leaves a number on both sides; no pattern looks back. The
first way in which the figures and units can be read is taken, the plainest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from dualuse.quantity import phrases
from dualuse.quantity.messages import NotReadError, failure
from dualuse.quantity.notations import compound
from dualuse.quantity.numbers import scan_number
from dualuse.quantity.shapes import Amount, Shape, between, bounded, either_way, exact, tolerance
from dualuse.quantity.units import Dimension

MAX_CUTS = 16

_FIGURE = re.compile(r"(?<![^\W\d_])(?<!\^)(?<![-+])[0-9]")  # but not in cm2, s-1, 10^6
_LABEL = re.compile(r"(?:R[azqt]|Ø|Øi|Øa) ?[:=]? ?(?=[-+.,≤≥<>0-9])")
_ROUGHNESS = re.compile(r" ?\(?\bR[azqt]\)?$")
_FORMULA = re.compile(r"[+-] ?(?:\(?[0-9.,]+ ?[x×·*]? ?)?[LЛ](?: ?/| ?[x×·*]| ?\)|$)")
_SIGN_OR_RANGE = re.compile(r"^ -[0-9.,]")
_CHAIN = re.compile(r"([^<≤]+)([<≤])[^<≤0-9]{1,20}([<≤])([^<≤]+)")  # 5 < d ≤ 7 mm
_REVERSED = {"<": ">", "≤": "≥"}
_PHASES = re.compile(r"[13](?:/N)? ?~ ?(?=[0-9])")
_PLUS = re.compile(r"([0-9]) ?\+ ?(?=[^\d\s])")
_MINUS = re.compile(r" ?([^\d\s/;,]*) ?[/;,]? ?-(?=[0-9.,])")


def shapes(text: str, dimension: Dimension) -> Iterator[list[Shape]]:
    """Every way to read a tidied text, the plainest first; shapes in one list are alternatives, all of them likely.

    Raises:
        NotReadError: There is no figure in it, or something that fixes no value.
    """
    text = _unwrapped(_unlabelled(text.rstrip(" ;,"), dimension))
    if not any(c.isdecimal() for c in text):
        raise failure("no_number", dimension.named)
    whole = _amount(text)
    if whole is not None:
        yield [exact(whole)]
    _refuse_vague(text)
    yield from _tolerances(text, dimension)
    yield from _ranges(text, dimension)
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


def _needs_amount(text: str) -> Amount:
    amount = _amount(text)
    if amount is None:
        raise failure("several_figures")
    return amount


def _with_unit(amount: Amount, unit: str) -> Amount:
    return amount if amount.unit else Amount(amount.number, unit, amount.spread, amount.relative)


# -- tolerances


def _tolerances(text: str, dimension: Dimension) -> Iterator[list[Shape]]:
    if text.startswith("±"):
        amount = _amount(text[1:].lstrip())
        if amount is not None:
            yield [either_way(amount, around_zero=dimension.name == "temperature")]
    elif text.count("±") == 1:
        left, right = text.split("±")
        yield from _around(_amount(left.strip(" (")), _amount(right.strip(" )")), None, dimension)
    yield from _one_sided(text, dimension)


def _one_sided(text: str, dimension: Dimension) -> Iterator[list[Shape]]:
    """``10 +0.2/-0.1 mm``, ``10 (+0,2 -0,1) мм``."""
    value = scan_number(text)
    if value is None:
        return
    plus_at = text.find("+", value[1])
    if plus_at < 0:
        return
    plus = scan_number(text, plus_at + 1)
    if plus is None:
        return
    cut = _MINUS.match(text, plus[1])
    minus = scan_number(text, cut.end()) if cut else None
    if cut is None or minus is None:
        return
    unit = text[minus[1] :].strip(" )")
    middle = text[value[1] : plus_at].strip(" (")
    yield from _around(
        Amount(value[0], middle), Amount(plus[0], cut[1] or unit), Amount(minus[0], unit or cut[1]), dimension
    )


def _around(
    value: Amount | None, plus: Amount | None, minus: Amount | None, dimension: Dimension
) -> Iterator[list[Shape]]:
    if value is None or plus is None:
        return
    minus = minus or plus
    own = value.unit
    value, plus, minus = (_with_unit(value, plus.unit), _spread(plus, own), _spread(minus, own))
    if plus.unit != "%" or not own:
        yield [tolerance(value, plus, minus)]
        return
    share = tolerance(value, _relative(plus), _relative(minus))
    yield [share, tolerance(value, plus, minus)] if dimension.name == "fraction" else [share]


def _spread(amount: Amount, unit: str) -> Amount:
    return Amount(amount.number, amount.unit or unit, spread=True)


def _relative(amount: Amount) -> Amount:
    return Amount(amount.number, amount.unit, spread=True, relative=True)


# -- ranges and limits


def _ranges(text: str, dimension: Dimension) -> Iterator[list[Shape]]:
    opening = phrases.range_opening(text)
    bodies = [(opening.rest, True)] if opening else []
    for body, opened in (*bodies, (text, False)):
        for left, right in islice(phrases.joined(body, opened=opened), MAX_CUTS):
            low, high = _quietly(left), _quietly(right)
            if low is None or high is None:
                continue
            if _SIGN_OR_RANGE.search(body[len(left) :][:3]) and (dimension.name == "temperature" or left[0] in "+-"):
                raise failure("sign_or_range")
            inclusive = phrases.bound_after(right)
            if inclusive and inclusive.meaning == "inclusive":
                high = _quietly(inclusive.rest) or high
            yield [between(_with_unit(low, high.unit), _with_unit(high, low.unit))]


def _limits(text: str) -> Iterator[list[Shape]]:
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
                yield [bounded(amount, before.meaning)]
        cuts = islice(phrases.joined(before.rest, opened=False), MAX_CUTS)
        if any(_quietly(low) and _quietly(high) for low, high in cuts):
            raise failure("bounded_range")
        return
    after = phrases.bound_after(text)
    if after is not None and after.meaning != "inclusive":
        amount = _quietly(after.rest)
        if amount is not None:
            yield [bounded(amount, after.meaning)]
    plus = _PLUS.search(text)  # 5+ mm
    if plus is not None:
        amount = _quietly(f"{text[: plus.start() + 1]} {text[plus.end() :]}")
        if amount is not None:
            yield [bounded(amount, "ge")]


def _both_limits(left: str, right: str) -> Iterator[list[Shape]]:
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
        yield [between(low, high, one.meaning == "ge", other.meaning == "le")]
    elif sides == "lg":
        yield [between(high, low, other.meaning == "ge", one.meaning == "le")]
    else:
        raise failure("one_sided_pair")


def _compounds(text: str) -> Iterator[list[Shape]]:
    shape = compound(text)
    if shape is not None:
        yield [shape]


def _two_values(text: str) -> Iterator[list[Shape]]:
    """``69 MPa (10 007 psi)``: both, which agree or do not."""
    start = text.rfind("(")
    if start <= 0 or not text.endswith(")"):
        return
    first, second = _quietly(text[:start].strip()), _quietly(text[start + 1 : -1].strip())
    if first is not None and second is not None and second.unit:
        yield [exact(first), exact(second)]


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


def _unwrapped(text: str) -> str:
    """``(10 ± 0.5) mm`` as ``10 ± 0.5 mm``."""
    if not text.startswith("("):
        return text
    end = text.find(")")
    if end < 0 or "(" in text[1:end]:
        return text
    return f"{text[1:end].strip()} {text[end + 1 :].strip()}".strip()


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
