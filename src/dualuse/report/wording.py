"""A condition in plain words as an indented list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dualuse.report.page import Page

if TYPE_CHECKING:
    from dualuse.logic import Wording


def write_conditions(page: Page, wording: Wording, indent: int, entry: str = "") -> None:
    """A condition; one that is several at once as a plain list of them.

    Args:
        page: Where to.
        wording: The condition.
        indent: Blanks before it.
        entry: Code that paragraph labels are written out with.
    """
    from dualuse.logic.wording import EVERY

    if wording.text != EVERY or wording.at or wording.note:
        _one(page, wording, indent, entry)
        return
    for part in wording.parts:
        _one(page, part, indent, entry)


def _one(page: Page, wording: Wording, indent: int, entry: str) -> None:
    text = f"a person must answer: {wording.text} ({wording.ask})" if wording.ask else wording.text
    page.line(f"{text}{':' if wording.parts else ''}{_places(wording, entry)}", indent, lead="- ")
    if wording.note:
        page.line(wording.note, indent + 2, lead="(i) ")
    for part in wording.parts:
        _one(page, part, indent + 2, entry)


def _places(wording: Wording, entry: str) -> str:
    if not wording.at:
        return ""
    codes = [entry if label == "all" else f"{entry}.{label}" for label in wording.at[:3]]
    return f" [{', '.join(codes)}{', …' if len(wording.at) > 3 else ''}]"
