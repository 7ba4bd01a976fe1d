"""Exceptions: the caller is wrong, or a document changed shape.

Problems in data that we hold are :mod:`dualuse.issues`; what the law says is a finding. The three are never mixed.
"""

from __future__ import annotations


class DualUseError(Exception):
    """Base of every error this package raises on purpose; its text is one clear message for a person."""


class InputError(DualUseError):
    """A document or argument handed to us cannot be used as it is.

    Attributes:
        where: File, line and path inside the document, as text; empty when there is no document.
        problem: What was seen and what to do about it.
    """

    def __init__(self, problem: str, where: str = "") -> None:
        self.problem, self.where = problem, where
        super().__init__(f"{where}: {problem}" if where else problem)


class SourceChangedError(DualUseError):
    """An official document no longer has the shape its loader was written for; nothing of it was used."""

    def __init__(self, problem: str, where: str) -> None:
        self.problem, self.where = problem, where
        super().__init__(f"{where}: {problem}")


class NotHeldError(DualUseError):
    """What was asked for (a list, an edition, an entry, a rule) is not held; the message lists what is."""


class InvalidDataError(DualUseError):
    """Data shipped with, or loaded into, this installation is wrong; carries every issue found.

    Attributes:
        issues: All :class:`dualuse.issues.Issue` objects, in file order.
    """

    def __init__(self, issues: tuple[object, ...]) -> None:
        self.issues = issues
        super().__init__("\n".join(str(i) for i in issues))
