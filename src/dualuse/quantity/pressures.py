"""Pressures counted from the surrounding pressure (gauge) or from nothing (absolute), where the text says so."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from dualuse.quantity.messages import Message
from dualuse.quantity.unit_expressions import Meaning, meanings

ATMOSPHERE = Fraction(101325)
_GAUGE = (
    *("(g)", "(gauge)", "gauge", "ga", "g", "G"),
    *("(изб.)", "(изб)", "избыточное", "избыточного", "избыт.", "изб.", "изб", "и"),
)
_ABSOLUTE = (
    *("(a)", "(abs)", "(abs.)", "absolute", "abs.", "abs", "a", "A"),
    *("(абс.)", "(абс)", "абсолютное", "абсолютного", "абс.", "абс"),
)
_AS_STATED = Message("above the surrounding pressure", "сверх окружающего давления")
_TO_ABSOLUTE = Message("the same as absolute pressure", "в пересчёте на абсолютное")


def gauge_meanings(unit: str) -> tuple[Meaning, ...]:
    """Both readings of ``barg``, ``psig``, ``МПа изб.``: the figure as it stands, and the absolute pressure.

    The law's figure may be meant either way, so neither is chosen. Empty where the unit says nothing of the kind.
    """
    found = _without(unit, _GAUGE)
    return tuple(
        reading
        for meaning in found
        for reading in (
            replace(meaning, label=_AS_STATED),
            replace(meaning, offset=ATMOSPHERE, label=_TO_ABSOLUTE),
        )
    )


def absolute_meanings(unit: str) -> tuple[Meaning, ...]:
    """What ``bara``, ``psia``, ``МПа абс.`` mean; empty where the unit says nothing of the kind."""
    return _without(unit, _ABSOLUTE)


def _without(unit: str, endings: tuple[str, ...]) -> tuple[Meaning, ...]:
    for ending in endings:
        if unit.endswith(ending):
            found = meanings(unit.removesuffix(ending).rstrip(), "pressure")
            if found:
                return found
    return ()
