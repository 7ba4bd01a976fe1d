"""A page of wrapped lines with hanging indents, plain or in colour."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 100
NARROWEST = 40


class Page:
    """Lines written one below the other. ANSI codes occur only where ``colour`` was asked for."""

    def __init__(self, width: int = WIDTH, colour: bool = False) -> None:
        from rich.console import Console

        self._buffer = StringIO()
        self._console: Console = Console(
            file=self._buffer,
            width=max(width, NARROWEST),
            force_terminal=colour,
            no_color=not colour,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
        )

    def line(self, text: str, indent: int = 0, lead: str = "", style: str = "") -> None:
        """One paragraph: ``lead`` stands at the indent and the text hangs behind it."""
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        # One paragraph whatever stands in a name of the document, so that none can write a line of the report.
        body = Text(printable(text).replace("\n", " "), style=style, overflow="fold")
        if not lead:
            self._console.print(Padding(body, (0, 0, 0, indent)))
            return
        grid = Table.grid(padding=0)
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text(" " * indent + lead), body)
        self._console.print(grid)

    def heading(self, text: str) -> None:
        """A heading after an empty line."""
        self.gap()
        self.line(text, style="bold underline")

    def bullets(self, lines: Iterable[str], indent: int = 0) -> None:
        """Each line behind a dash."""
        for text in lines:
            self.line(text, indent, lead="- ")

    def gap(self) -> None:
        """One empty line, and never two."""
        if not self._buffer.getvalue().endswith("\n\n"):
            self._console.print()

    def text(self) -> str:
        """Everything written so far, without blanks at the ends of lines, with one line end at its end."""
        lines = (line.rstrip() for line in self._buffer.getvalue().splitlines())
        return "\n".join(lines).strip("\n") + "\n"


def printable(text: str) -> str:
    """The text without control characters, so that nothing in a document can drive the reader's terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
