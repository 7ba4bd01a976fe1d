"""The block of defined terms: each term, the categories in which it applies, and its text."""

from __future__ import annotations

import re
from collections.abc import Callable

from dualuse.errors import SourceChangedError
from dualuse.lists.official import Definition

_PLACE = r"(?:\d|GTN|NTN|GSN|GISN|NSN|All|def)"
_PLACES = rf"{_PLACE}(?: {_PLACE})*"
_TERM = re.compile(rf'"(?P<term>[^"]+)"(?P<beside>(?:(?! \({_PLACES}\)).)*?) \((?P<places>{_PLACES})\)(?P<rest>.*)')
_FURTHER = re.compile(r"(?:[a-z]|\d{1,2})(?:\.(?:[a-z]|\d{1,2}))* \S|N\.B\.|Technical Notes?:|Notes?:|www\.\S+$")
_ALSO = re.compile(r'\("([^"]+)"\)')
_PREAMBLE = re.compile(r"Definitions of terms between|N\.B\. Category references")

Mend = Callable[[str, str], str]


def read_definitions(block: str, mend: Mend, where: str) -> list[Definition]:
    """Take the block apart.

    Args:
        block: The whole block.
        mend: Repairs a text, given where it stands.
        where: Its name in messages.

    Raises:
        SourceChangedError: A line is neither a term with its categories, nor a paragraph or note of one.
    """
    groups: list[list[str]] = []
    for number, line in enumerate(block.split("\n"), start=1):
        if line.startswith('"'):
            groups.append([line])
        elif groups and _FURTHER.match(line):
            groups[-1].append(line)
        elif groups or not _PREAMBLE.match(line):
            raise SourceChangedError(f"neither a term nor a part of one: '{line[:70]}'", f"{where}, line {number}")
    return [_definition(lines, mend, where) for lines in groups]


def _definition(lines: list[str], mend: Mend, where: str) -> Definition:
    match = _TERM.fullmatch(lines[0])
    if match is None:
        raise SourceChangedError(f"a term without categories anybody knows: '{lines[0][:70]}'", where)
    original = "\n".join(lines)
    also = tuple(_ALSO.findall(match["beside"]))
    qualifier = _ALSO.sub("", match["beside"]).strip().strip("()")
    places = tuple(match["places"].split())
    return Definition(match["term"], also, qualifier, places, mend(original, f'"{match["term"]}"'), original)
