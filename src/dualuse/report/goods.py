"""Candidate entries for a description, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dualuse.report.page import WIDTH, Page

if TYPE_CHECKING:
    from dualuse.checker.find import Suggestion
    from dualuse.matching.goods import GoodsResult, Mention

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
    if not suggestions:
        page.line("No word of this description is known to any entry. That says nothing about the item.", lead="[?] ")
    if result.cut:
        page.line(f"{result.cut} weaker candidates are not shown (--limit)")
    page.bullets(f"searched without: {line}" for line in without)
    page.line("Candidates decide nothing: state kind and parameters, then run dualuse classify or assess.")
    return page.text()


def _suggestion(page: Page, number: int, suggestion: Suggestion) -> None:
    candidate = suggestion.candidate
    traded = f": {', '.join(suggestion.traded_as)} …" if suggestion.traded_as else ""
    title = f": {suggestion.title}" if suggestion.title else f"{traded} (not encoded here; see dualuse show)"
    page.line(f"{candidate.paragraph}{title} [{candidate.score:.0f}]", lead=f"{number}. ")
    spoke = ", ".join(f"{s.word} ({s.source})" for s in candidate.words[:_WORDS_SHOWN])
    page.line(f"spoke for it: {spoke or 'groups of letters only'}", indent=3)
    if suggestion.kinds:
        page.line(f"kind to state: {', '.join(suggestion.kinds)}", indent=3)
    for offer in suggestion.figures:
        page.line(f"to confirm: {offer.parameter} = {offer.text}", indent=3, lead="? ")


def _mention(mention: Mention) -> str:
    problem = f" ({mention.problem})" if mention.problem else ""
    return f"{_NAMES[mention.kind]} {mention.value}{problem}"
