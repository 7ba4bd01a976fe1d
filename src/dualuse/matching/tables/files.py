"""The table files: one line a row, columns parted by tabs, cells of several values by commas, ``#`` for the header."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dualuse.errors import InvalidDataError
from dualuse.issues import Issue, Where

FOLDER = Path(__file__).resolve().parent
HEADER = ("table", "columns", "source", "date")


@cache
def version() -> str:
    """Twelve hexadecimal digits that change when any table changes."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.glob("*.tsv")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


def header(name: str) -> dict[str, str]:
    """The ``# key: value`` lines at the top of a table."""
    found = {}
    for line in _text(name).splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].partition(":")
        if colon:
            found[key.strip()] = value.strip()
    return found


def rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row, each with as many cells as the header names columns.

    Raises:
        InvalidDataError: A row has another number of cells, or an empty one.
    """
    columns = [c.strip() for c in header(name)["columns"].split("|")]
    for number, line in enumerate(_text(name).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(columns) or not all(cells):
            problem = f"{len(cells)} cells where {len(columns)} are named, or an empty one: {line!r}"
            raise InvalidDataError((Issue("error", Where(name, number), problem),))
        yield number, cells


def values(cell: str) -> list[str]:
    """The comma-separated values of a cell."""
    return [value.strip() for value in cell.replace("،", ",").split(",") if value.strip()]


def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
