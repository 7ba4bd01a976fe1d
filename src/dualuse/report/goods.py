"""Candidate entries for a description, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dualuse.report.page import WIDTH, Page

if TYPE_CHECKING:
    from dualuse.checker.find import Suggestion
    from dualuse.matching.goods import GoodsResult, Mention, Spoke

_NAMES = {
    "code": "control code",
    "cas": "CAS number",
    "hs": "customs code",
    "organism": "organism",
    "quantity": "figure",
}
_WORDS_SHOWN = 8


def render_found(
    text: str,
    suggestions: Sequence[Suggestion],
    result: GoodsResult,
    without: Sequence[str],
    width: int = WIDTH,
    colour: bool = False,
) -> str:
    """The candidates with the words that spoke for each, what was recognised, and what the search lacked."""
    page = Page(width, colour)
    page.line(text, style="bold")
    recognised = [_mention(m) for m in result.mentions]
    if recognised:
        page.line(f"recognised: {'; '.join(recognised)}", indent=2)
    page.gap()
    for number, suggestion in enumerate(suggestions, 1):
        _suggestion(page, number, suggestion)
    if not suggestions and not result.below:
        page.line("No word of this description is known to any entry. That says nothing about the item.", lead="[?] ")
    elif not result.worth_a_look:
        page.line(
            "These words make no entry worth a look by themselves. That says nothing about the item.", lead="[?] "
        )
    for line in _left_off(result):
        page.line(line)
    if result.everyday:
        page.line(f"words of everyday goods lowered the scores: {', '.join(result.everyday)}")
    page.bullets(f"searched without: {line}" for line in without)
    page.line("Candidates decide nothing: state kind and parameters, then run dualuse classify or assess.")
    return page.text()


def _left_off(result: GoodsResult) -> Iterator[str]:
    """What is not shown, and why; nothing is left off in silence."""
    worth = max(0, result.worth_a_look - len(result.candidates))
    if result.cut:
        weak = f", {result.cut - worth} of them weak" if result.cut > worth else ""
        yield f"{result.cut} further candidates are not shown{weak} (--limit)"
    if result.below:
        yield f"{result.below} candidates score below the cut-off and are not shown (--cutoff)"


def _suggestion(page: Page, number: int, suggestion: Suggestion) -> None:
    candidate = suggestion.candidate
    traded = f": {', '.join(suggestion.traded_as)} …" if suggestion.traded_as else ""
    title = f": {suggestion.title}" if suggestion.title else f"{traded} (not encoded here; see dualuse show)"
    mark = "weak" if candidate.weak else "worth a look"
    page.line(f"{candidate.paragraph}{title} [{candidate.score:.0f}, {mark}]", lead=f"{number}. ")
    if candidate.terms:
        page.line(f"trade terms: {', '.join(candidate.terms[:_WORDS_SHOWN])}", indent=3)
    page.line(f"spoke for it: {', '.join(_spoke(s) for s in candidate.words[:_WORDS_SHOWN])}", indent=3)
    if suggestion.kinds:
        page.line(f"kind to state: {', '.join(suggestion.kinds)}", indent=3)
    for offer in suggestion.figures:
        page.line(f"to confirm: {offer.parameter} = {offer.text}", indent=3, lead="? ")


def _spoke(spoke: Spoke) -> str:
    like = f", resembles {spoke.like}" if spoke.like else ""
    return f"{spoke.word} ({spoke.source}{like})"


def _mention(mention: Mention) -> str:
    problem = f" ({mention.problem})" if mention.problem else ""
    return f"{_NAMES[mention.kind]} {mention.value}{problem}"
