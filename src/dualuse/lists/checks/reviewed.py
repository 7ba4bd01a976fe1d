"""What a reviewer has written down about figures: ``rewrites*.yaml`` beside the entries of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from dualuse.documents import Document, read_checked
from dualuse.issues import Issue, Path
from dualuse.lists.catalogue import ControlList
from dualuse.model.base import Frozen, one_or_many

Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
PATTERN = "rewrites*.yaml"


class Rewrite(Frozen):
    """A figure of a criterion that the text gives in another way: in words, by a definition, as a conversion.

    Attributes:
        at: Where it stands in the entry: paragraph ids, release ids, ``common`` or ``derived``.
        why: What the text says instead, in our own words.
    """

    entry: str
    at: Words
    figure: str
    why: str


class LeftOut(Frozen):
    """A figure of the text that no criterion compares: a measuring condition, a name, the other unit of a pair.

    Attributes:
        code: The provision in which it is printed.
        figure: As printed, with its unit, a decimal point for the comma.
        why: What became of it instead.
    """

    code: str
    figure: str
    why: str


class RewriteFile(Frozen):
    """A file ``rewrites*.yaml``."""

    rewrites: tuple[Rewrite, ...] = Field(default=(), description="Figures of criteria that the text does not print")
    left_out: tuple[LeftOut, ...] = Field(default=(), description="Printed figures that no criterion compares")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """All rows of a list, each with the place where it stands."""

    rewrites: list[tuple[Rewrite, Document, Path]]
    left_out: list[tuple[LeftOut, Document, Path]]
    issues: list[Issue]


def read_reviewed(held: ControlList) -> Reviewed:
    """Every ``rewrites*.yaml`` of the list, and what is wrong with them."""
    found = Reviewed([], [], [])
    for file in sorted(held.folder.glob(PATTERN)):
        read = read_checked(RewriteFile, file, held.source(file))
        if isinstance(read, list):
            found.issues.extend(read)
            continue
        rows, document = read
        found.rewrites.extend((r, document, ("rewrites", n)) for n, r in enumerate(rows.rewrites))
        found.left_out.extend((r, document, ("left_out", n)) for n, r in enumerate(rows.left_out))
    return found
