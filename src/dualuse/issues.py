"""A problem in data that we hold: reported all at once, each with ``file:line`` and the path inside the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dualuse.errors import InvalidDataError

Path = tuple[str | int, ...]


def path_text(path: Path) -> str:
    """Write a path inside a document the way people read it.

    >>> path_text(("items", 0, "parameters", "upr"))
    'items[0].parameters.upr'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a document: source name, 1-based line (None where unknown) and path inside."""

    source: str
    line: int | None = None
    path: Path = ()

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place} at {path_text(self.path)}" if self.path else place


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem in our data. ``error`` stops the use of that data, ``warning`` does not."""

    severity: Literal["error", "warning"]
    where: Where
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message}"


def plain_issue(issue: Issue) -> dict[str, str | int | None]:
    """The issue for a program: severity, file, line (None where unknown), path inside the file, message."""
    where = issue.where
    return {
        "severity": issue.severity,
        "file": where.source,
        "line": where.line,
        "path": path_text(where.path),
        "message": issue.message,
    }


def raise_errors(issues: Iterable[Issue]) -> None:
    """Raise :class:`InvalidDataError` with all of them when at least one issue is an error."""
    held = tuple(issues)
    if any(i.severity == "error" for i in held):
        raise InvalidDataError(held)
