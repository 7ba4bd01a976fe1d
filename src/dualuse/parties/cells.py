"""Several names in one cell or field: parted where the way of writing says so, and never guessed at a comma.

``TEHRIK-E TALIBAN PAKISTAN (TTP)`` is one name and its abbreviation, ``X; Y`` are two, ``X (Y)`` is one name in two
scripts, and ``X (birth name)`` is one name with a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dualuse.matching.scripts import latin


class CellName(NamedTuple):
    """A name out of a cell; ``exact`` for an abbreviation, which nothing but itself is like."""

    text: str
    exact: bool = False


def names_in(cell: str) -> list[CellName]:
    """The names in a cell, in printed order, each once. A cell that is one name comes back as it is.

    >>> [name.text for name in names_in("TEHRIK-E TALIBAN PAKISTAN (TTP)")]
    ['TEHRIK-E TALIBAN PAKISTAN', 'TTP']
    >>> [name.text for name in names_in("Sabet M.; Sabet Mohammad b) J. Kareemi")]
    ['Sabet M.', 'Sabet Mohammad', 'J. Kareemi']
    >>> [name.text for name in names_in("Encep Nurjaman (birth name)")]
    ['Encep Nurjaman']
    """
    if not _MARKED.search(cell):
        return _kept([CellName(cell.strip(_STRAY))])
    pieces = [piece for part in _ENUMERATED.split(cell) for piece in _pieces(_ENUMERATOR.sub("", part))]
    found: list[CellName] = []
    for number, piece in enumerate(pieces):
        short = number and is_abbreviation(piece, pieces[0])
        found += [CellName(piece.strip(), True)] if short else _names_of(piece)
    return _kept(found) or _kept([CellName(cell.strip())])


def _kept(names: Iterable[CellName]) -> list[CellName]:
    """Those with a letter or digit, each once."""
    found: dict[str, CellName] = {}
    for name in names:
        if any(map(str.isalnum, name.text)):
            found.setdefault(name.text, name)
    return list(found.values())


_ENUMERATED = re.compile(r"\s+(?=[a-z]\)\s)")
_ENUMERATOR = re.compile(r"^[a-z]\)\s*")
_SEVERAL = re.compile(r"\s*;\s*|\s+/\s+|,?\s+(?:also (?:known|spelled|spelt) as|a\.?k\.?a\.?)\s+", re.IGNORECASE)
_BIOGRAPHY = re.compile(r",?\s+(?:born|passport|nationality|date of birth)\b", re.IGNORECASE)
_FATHER = re.compile(r"\s+(?:son of|daughter of|s/o|ولد)\s+", re.IGNORECASE)
_MARKED = re.compile(
    r"[();]|\s/\s|[,\s](?:also|a\.?k\.?a|born|passport|nationality|date of|son of|daughter of|s/o|ولد)\b", re.I
)
"""Without any of these a cell is one name; nine in ten are."""
_LABEL = re.compile(r"^original script(?:\s*:\s*|$)|\s+-\s+sub-unit name$", re.IGNORECASE)
_OTHER_THAN_LATIN = re.compile("[\u0370-\u1dff\u2c80-\ud7ff\uf900-\ufdff\ufe70-\ufefc]")
_REMARK = re.compile(r"\d{4}|.{80}", re.DOTALL)
_STRAY = " ,)"
_DEEPEST = 3


def _pieces(cell: str) -> Iterator[str]:
    """The cell parted where several names follow each other, brackets kept whole."""
    start, depth = 0, 0
    at = 0
    while at < len(cell):
        depth = max(0, depth + (cell[at] == "(") - (cell[at] == ")"))
        found = None if depth else _SEVERAL.match(cell, at)
        if found:
            yield cell[start:at]
            start = at = found.end()
        else:
            at += 1
    yield cell[start:]


def _names_of(piece: str, depth: int = 0) -> Iterator[CellName]:
    """One name with whatever stands in brackets behind it or within it; ``depth`` brackets were opened before."""
    outside, brackets = _brackets(piece)
    life = _BIOGRAPHY.search(piece)
    if life:
        outside, brackets = _brackets(piece[: life.start()])
    bare = [text.strip(_STRAY) for text in outside]
    kinds = [list(_bracketed(inside, " ".join(outside[: n + 1]), depth + 1)) for n, inside in enumerate(brackets)]
    names = [_joined(bare) if brackets else bare[0]]
    for number, inside in enumerate(brackets):
        rest = bare[number + 1 :]
        if any(name.exact for name in kinds[number]) and rest[0].casefold().startswith("and "):
            names = [_joined(bare[: number + 1]), _joined([rest[0][4:], *rest[1:]])]
        elif not kinds[number] and any(rest):
            names.append(_joined([*bare[: number + 1], inside, *rest]))
    for name in names:
        if name:
            yield CellName(name)
            before = _FATHER.split(name)[0]
            if before != name:
                yield CellName(before.strip(_STRAY))
    for found in kinds:
        yield from found


def _joined(texts: list[str]) -> str:
    return re.sub(r"\s+([,.])", r"\1", " ".join(filter(None, texts))).strip(_STRAY)


def _brackets(piece: str) -> tuple[list[str], list[str]]:
    """The texts outside of brackets, one more than there are brackets, and what stands in each outermost one."""
    outside, inside = [""], []
    depth = 0
    for character in piece:
        if character == "(":
            depth += 1
            if depth == 1:
                inside.append("")
                continue
        elif character == ")" and depth:
            depth -= 1
            if not depth:
                outside.append("")
                continue
        if depth:
            inside[-1] += character
        else:
            outside[-1] += character
    if depth:
        outside.append("")
    return outside, inside


def _bracketed(inside: str, before: str, depth: int) -> Iterator[CellName]:
    """The names in a bracket behind ``before``; none for a remark."""
    parts = list(_pieces(inside))
    listed = inside.split(", ")
    if is_abbreviation(listed[0], before):
        yield from (CellName(p.strip(), is_abbreviation(p, before)) for p in listed)
        return
    for part in parts:
        text = _LABEL.sub("", part.strip(_STRAY))
        foreign = bool(_OTHER_THAN_LATIN.search(text)) != bool(_OTHER_THAN_LATIN.search(before))
        if text and (foreign or len(parts) > 1) and not _REMARK.search(text) and depth <= _DEEPEST:
            yield from _names_of(text, depth)


def is_abbreviation(text: str, of: str) -> bool:
    """Whether ``text`` abbreviates a name: its letters stand in it in that order, or nobody could pronounce them.

    >>> is_abbreviation("AQMI", "Al Qaida au Maghreb islamique"), is_abbreviation("KENYA", "AL-HARAMAYN FOUNDATION")
    (True, False)
    """
    found = _SHORT.fullmatch(text.strip())
    if not found:
        return False
    letters = "".join(filter(str.isalpha, found[1]))
    if 2 * sum(map(str.isupper, letters)) < max(4, len(letters)):
        return False
    letters = letters.casefold()
    if not set(letters) & set("aeiouy"):
        return True
    words = latin(of).split()
    rest = iter("".join(words))
    return letters[0] in {word[0] for word in words} and all(letter in rest for letter in letters)


_SHORT = re.compile(r"([A-Z][A-Za-z]{0,9}(?:[-/][A-Z]{1,4})?)(?: CO\.?)?")
