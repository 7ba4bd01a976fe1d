"""What to say of a unit that is unknown or measures something else, with the spellings that come near it."""

from __future__ import annotations

from functools import cache

from dualuse.quantity.messages import NOTHING_TO_SAY, Message, NotReadError, failure, say
from dualuse.quantity.unit_expressions import is_known, meanings
from dualuse.quantity.units import Dimension, counted_nouns, dimensions, spellings

MAX_SUGGESTIONS = 3
SCORE_CUTOFF = 70


class WrongUnitError(NotReadError):
    """A unit that gives no value of the wanted dimension. What to say of it is worked out only where it is said."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        super().__init__(NOTHING_TO_SAY, 3 if not unit else 2 if is_known(unit) else 1)


def unit_failure(unit: str, wanted: Dimension) -> NotReadError:
    """Why ``unit`` gives no value of the wanted dimension: it is missing, measures something else, or is unknown."""
    if not unit:
        return failure("no_unit", wanted.named)
    other = _measured(unit)
    if other is not None:
        return failure("wrong_dimension", wanted.named, unit=unit, other=other)
    remark = _remark(unit, wanted.name)
    if remark:
        return failure("not_understood", wanted.named, part=remark)
    names = near_units(unit, wanted.name)
    quoted = Message(", ".join(f"'{n}'" for n in names), ", ".join(f"«{n}»" for n in names))
    near = say("near", names=quoted) if names else NOTHING_TO_SAY
    return failure("unknown_unit", wanted.named, unit=unit, near=near)


def near_units(unit: str, dimension: str) -> list[str]:
    """At most three spellings of units of the dimension that come near, the nearest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        unit[:20], _units_of(dimension), scorer=fuzz.ratio, limit=MAX_SUGGESTIONS, score_cutoff=SCORE_CUTOFF
    )
    return [name for name, _, _ in found]


def _remark(unit: str, dimension: str) -> str:
    """What stands behind a unit that fits, such as ``nominal`` in ``mm nominal``; empty where there is no such unit."""
    words = unit.split(" ")
    for length in range(min(len(words) - 1, 4), 0, -1):
        if meanings(" ".join(words[:length]).rstrip(" ,;"), dimension):
            return " ".join(words[length:])
    return ""


def _measured(unit: str) -> Message | None:
    """What a unit measures, in words; None where it is no unit. Of dimensions with the same exponents, the first."""
    if unit.rstrip(".").casefold() in counted_nouns():
        named = [dimensions()["number"].named]
    elif meanings(unit, None):
        fitting = [dimension for name, dimension in dimensions().items() if meanings(unit, name)]
        named = [d.named for d in {d.vector: d for d in reversed(fitting)}.values()][::-1]
    else:
        return None
    if not named:
        return say("something_else")
    return Message(" or ".join(n.en for n in named[:2]), " или ".join(n.ru for n in named[:2]))


@cache
def _units_of(dimension: str) -> list[str]:
    """Spellings that stand for a unit of the dimension by themselves."""
    wanted = dimensions()[dimension]
    return [
        name
        for name, units in spellings().items()
        if any(u.fits(dimension) and wanted.factor_of(u.vector) is not None for u in units)
    ]
