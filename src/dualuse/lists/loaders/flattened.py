"""Undoing what a conversion to plain text did to figures: lost superscripts, footnote marks, glued words.

``2 × 108 Hz`` is two times ten to the eighth and ``cm2`` a square centimetre. Only readings that the surroundings
settle are repaired; every other suspicion is reported with its place, and the text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

LARGEST_EXPONENT = 24
_PREFIXES = {"Kilo": "3", "Mega": "6", "Giga": "9", "Tera": "12", "Peta": "15", "Exa": "18"}
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after repair, what was changed as (kind, before, after), and what stays open as (kind, text, reason)."""

    text: str
    repairs: tuple[tuple[str, str, str], ...]
    doubts: tuple[tuple[str, str, str], ...]


class _Log:
    """Collects the repairs and doubts of one text."""

    def __init__(self) -> None:
        self.repairs: list[tuple[str, str, str]] = []
        self.doubts: list[tuple[str, str, str]] = []


_Undo = Callable[[_Log, re.Match[str]], str]


def mend(text: str) -> Mended:
    """Repair what can be repaired and list the rest.

    >>> mend("more than 2 × 108 Hz over 5 cm2").text
    'more than 2 × 10^8 Hz over 5 cm²'
    """
    log = _Log()
    for signs, pattern, undo in _UNDO:
        # Looking for a plain sign first spares nine tenths of the searches.
        if any(sign in text for sign in signs):
            text = pattern.sub(partial(undo, log), text)
    log.doubts.extend(_suspicions(text))
    return Mended(text, tuple(log.repairs), tuple(log.doubts))


def _power(log: _Log, match: re.Match[str]) -> str:
    """``× 10`` followed at once by digits: the digits are the exponent."""
    exponent = match["exponent"]
    if exponent.lstrip("-").startswith("0") or abs(int(exponent)) > LARGEST_EXPONENT:
        log.doubts.append(("power", _around(match), "an exponent that is none; left as printed"))
        return match.group()
    after = f"{match['times']}10^{exponent}"
    log.repairs.append(("power", match.group(), after))
    if len(exponent) == 2 and exponent.isdigit():
        reason = f"read as ten to the power {exponent}; the plain number 10{exponent} cannot be excluded from the file"
        log.doubts.append(("power", _around(match), reason))
    return after


def _bare_power(log: _Log, match: re.Match[str]) -> str:
    """``10-4`` after a comparison is a power; falling figures are no range either."""
    exponent = match["exponent"]
    no_range = int(exponent) < 10 and match["before"]
    if not (no_range or match["before"] in {"than ", "to ", "exceeding "}) or exponent.startswith("0"):
        log.doubts.append(("power", _around(match), "a negative power of ten or a range; left as printed"))
        return match.group()
    after = f"{match['before']}10^-{exponent}"
    log.repairs.append(("power", match.group(), after))
    return after


def _named_power(log: _Log, match: re.Match[str]) -> str:
    """``Tera (1012)``: the prefix says which power it is."""
    if _PREFIXES[match["prefix"]] != match["exponent"]:
        return match.group()
    after = f"{match['prefix']} (10^{match['exponent']})"
    log.repairs.append(("power", match.group(), after))
    return after


def _unit(log: _Log, match: re.Match[str]) -> str:
    after = match["unit"] + match["exponent"].translate(_SUPERSCRIPT)
    log.repairs.append(("unit", match.group(), after))
    return after


def _rewritten(kind: str, template: str) -> _Undo:
    def undo(log: _Log, match: re.Match[str]) -> str:
        after = match.expand(template)
        log.repairs.append((kind, match.group(), after))
        return after

    return undo


_UNITS = r"(?P<unit>mm|cm|dm|km|m|s|V|GHz)"
_UNDO: tuple[tuple[tuple[str, ...], re.Pattern[str], _Undo], ...] = (
    (("×",), re.compile(r"(?P<times>× ?)10(?P<exponent>-?\d{1,2})(?!\d|[.,]\d)"), _power),
    (
        ("10-",),
        re.compile(
            r"(?P<before>(?:\b(?:than|to|exceeding|of|only) )?)(?<![\w.,/:×-])(?<!× )(?<!CAS )10-(?P<exponent>\d{1,2})"
            r"(?![\w-]|[.,]\d)"
        ),
        _bare_power,
    ),
    ((" (10",), re.compile(rf"(?P<prefix>{'|'.join(_PREFIXES)}) \(10(?P<exponent>\d{{1,2}})\)"), _named_power),
    # A unit is one only after a figure, a stroke or a multiplication sign; UF6 and CaF2 are not.
    (
        ("m2", "m3", "s2", "s3", "V2", "Hz2"),
        re.compile(rf"(?:(?<=\d )|(?<=\d)|(?<=/)|(?<=× )){_UNITS}(?P<exponent>[23])(?!\w|[.,]\d)"),
        _unit,
    ),
    (("-1",), re.compile(r"(?<=[\dg¹] )(?P<unit>cm|m|s|h|N|K)(?P<exponent>-1)(?!\d)"), _unit),
    (("oC",), re.compile(r"(\d+)oC\b"), _rewritten("degree", r"\1°C")),
    (
        (":19", ":20"),
        re.compile(r"(\b(?:ISO|ASTM|IEC|EN) [\d-]+:(?:19|20)\d\d)(?:\d(?!\d)| \(\d\))"),
        _rewritten("footnote", r"\1"),
    ),
    ((":19", ":20"), re.compile(r"(:(?:19|20)\d\d)(?=[A-Z][a-z])"), _rewritten("spacing", r"\1 ")),
    (
        tuple(f"{digit}{letter}" for digit in range(10) for letter in "mKkGdM"),
        re.compile(r"(?<![\w.,-])(\d+(?:,\d+)?|10\^-?\d+)(m|K|kHz|GHz|dB|MJ/kg)(?!\w)"),
        _rewritten("spacing", r"\1 \2"),
    ),
    (("ﬁ",), re.compile(r"ﬁ"), _rewritten("letter", "fi")),
    (("″",), re.compile(r"″"), _rewritten("letter", '"')),
    (("MILTARY",), re.compile(r"\bMILTARY\b"), _rewritten("misprint", "MILITARY")),
)

_SUSPICIOUS: tuple[tuple[tuple[str, ...], str, re.Pattern[str], str], ...] = (
    (
        ("×",),
        "power",
        re.compile(r"× ?10(?=$|[^\d^.,-])(?! (?:cm|m\b|mm))"),
        "an exponent may be missing altogether",
    ),
    (
        ("10",),
        "power",
        re.compile(r"(?<![\w.,:/×^-])(?<!× )10(?:[1-9]|1\d|2[0-4])(?![\w-]|[.,]\d)(?! ?[°%])"),
        "a plain number or a power of ten; left as printed",
    ),
    (("Hz2", "Hz3"), "unit", re.compile(r"(?<![A-Za-z])f[kMG]?Hz[23]\b"), "a subscript and an exponent run together"),
    (
        (")2", ")3", "[FORMULA]", "√", "∫", "Â", "V2,65"),
        "formula",
        re.compile(r"\)[23](?![\w^])|\[FORMULA\]|[√∫Â]|V2,65"),
        "a formula whose layout is lost",
    ),
    (
        ("formula", "calculated as", "defined as"),
        "formula",
        re.compile(r"following formula|\bcalculated as:|\bdefined as: ?[A-Z] ?="),
        "a formula follows; fraction bars, subscripts and exponents are lost",
    ),
    (("factornumerical",), "glued", re.compile(r"factornumerical"), "words run together where a fraction stood"),
)


def _suspicions(text: str) -> Iterator[tuple[str, str, str]]:
    for signs, kind, pattern, reason in _SUSPICIOUS:
        if any(sign in text for sign in signs):
            for match in pattern.finditer(text):
                yield kind, _around(match), reason


def _around(match: re.Match[str]) -> str:
    """The match with a few words on both sides, so that a reader finds it."""
    text = match.string
    return text[max(0, match.start() - 30) : match.end() + 25].strip()
