"""Why a spelling is shown, in words for somebody who has to decide: what stands for what, and what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dualuse.matching.names import Explanation

_LITTLE = 0.9
"""With less evidence than this (0 to 1) the score is told to be lowered by it."""
_MUCH = 50
"""But only where so much of both names agrees (0 to 100); else it is low for what does not."""


def reasons(found: Explanation) -> list[str]:
    """The explanation of a score, a sentence each: words that agree, words that are alike, what only one name has.

    The words are the normalised ones, in Latin letters.
    """
    lines = []
    same = [pair for pair in found.pairs if pair.query == pair.name]
    if same:
        lines.append(f"the same in both: {', '.join(' '.join(pair.query) for pair in same)}")
    for pair in found.pairs:
        if pair.query != pair.name:
            words = f"'{' '.join(pair.query)}' stands for '{' '.join(pair.name)}'"
            lines.append(f"{words}: {pair.reason} ({pair.similarity} % alike)")
    if found.only_in_query:
        lines.append(f"only in the party's name: {', '.join(found.only_in_query)}")
    if found.only_in_name:
        lines.append(f"only in the listed spelling: {', '.join(found.only_in_name)}")
    if found.by_letters == 100:
        return [*lines, "every letter agrees"]
    lines.append(f"word by word {found.by_words:.0f} of 100, letter by letter {found.by_letters:.0f} of 100")
    if found.pairs and found.evidence < _LITTLE and found.alike >= _MUCH:
        lines.append("the words that agree are few or common, which lowers the score")
    return lines
