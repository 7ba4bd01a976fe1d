"""Columns of a delimited file (CSV) with very many rows, read without looking at the rows one by one.

The separators of a regular file are found with a few array operations over its bytes, and only the cells of the columns
asked for are ever made into text, each different one once. A file that is irregular in any way is read again by the
standard library's reader, which says where.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dualuse.errors import InputError

MAX_TABLE_BYTES = 2 * 1024**3
"""A larger file is refused; it has to be cut."""
MAX_CELL = 100_000
"""No cell may have more characters; one that has is a quotation mark that was never closed."""
DELIMITERS = (",", ";", "\t", "|")

_SHOWN = 5
_NEWLINE, _RETURN, _QUOTE = 10, 13, 34
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        values: The different cells, without blanks at both ends, in order of first appearance.
        of_row: For each row, which of the values it has.
    """

    values: tuple[str, ...]
    of_row: NDArray[np.int32]

    def rows_of(self, value: str) -> list[int]:
        """The numbers of the rows with a value, the first row below the header being 1; none if no row has it."""
        return self.rows_of_each((value,)).get(value, [])

    def rows_of_each(self, values: Iterable[str]) -> dict[str, list[int]]:
        """:meth:`rows_of` for many values, those left out that no row has. The rows are looked through once."""
        number_of = {value: number for number, value in enumerate(self.values)}
        order = np.argsort(self.of_row, kind="stable")
        starts = self.of_row[order].searchsorted(np.arange(len(self.values) + 1, dtype=np.int32)).tolist()
        numbers = {value: number_of[value] for value in values if value in number_of}
        return {value: (order[starts[at] : starts[at + 1]] + 1).tolist() for value, at in numbers.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """Some columns of a file.

    Attributes:
        rows: How many rows there are below the header; blank lines are none.
        header: The names of all columns of the file.
        columns: Those asked for, by name.
    """

    rows: int
    header: tuple[str, ...]
    columns: dict[str, Column]


def read_columns(file: Path, wanted: Sequence[str]) -> Table:
    """The columns ``wanted`` of a file in UTF-8, parted by comma, semicolon, tab or ``|``, with a header line.

    Quotation marks are as RFC 4180 has them: a cell with a separator, a newline or a mark stands in marks, and marks in
    it are doubled.

    Raises:
        InputError: The file cannot be read, is not UTF-8, lacks a column, names one twice, or has rows of another
            number of cells than the header; all of those are counted, the first are named.
    """
    raw = _read(file)
    delimiter, header = _header(raw, wanted, file)
    table = _read_regular(raw, delimiter, header, wanted)
    return table if table is not None else _read_rows(raw, delimiter, header, wanted, file)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_TABLE_BYTES:
            raise InputError(f"more than {MAX_TABLE_BYTES // 1024**3} GB; cut it into several files", str(file))
        raw = file.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(file)) from None
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:4096]:
        raise InputError("not UTF-8 text but UTF-16 or no text at all; save it as CSV in UTF-8", str(file))
    if not raw.isascii():
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise InputError("not UTF-8 text; save it as CSV in UTF-8", f"{file}:{line}") from None
    return raw


def _header(raw: bytes, wanted: Sequence[str], file: Path) -> tuple[str, tuple[str, ...]]:
    """What parts the cells, and the names of the columns."""
    if not raw or raw.isspace():
        raise InputError("the file is empty", str(file))
    line = raw[:MAX_CELL].decode(errors="replace")
    headers = {mark: _first_row(line, mark) for mark in DELIMITERS}
    delimiter = max(headers, key=lambda mark: (sum(name in headers[mark] for name in wanted), len(headers[mark])))
    header = headers[delimiter]
    missing = [name for name in wanted if name not in header]
    if missing:
        columns = ", ".join(header[:40]) or "none"
        raise InputError(f"no column called {', '.join(map(repr, missing))}; there are: {columns}", f"{file}:1")
    twice = [name for name in wanted if header.count(name) > 1]
    if twice:
        raise InputError(f"the column {twice[0]!r} is there {header.count(twice[0])} times", f"{file}:1")
    return delimiter, header


def _first_row(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(cell.strip() for cell in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error:
        return ()


# the fast way


def _read_regular(raw: bytes, delimiter: str, header: Sequence[str], wanted: Sequence[str]) -> Table | None:
    """The columns, if every row has the cells of the header and every mark stands where it should; else None."""
    if b"\r" in raw and raw.count(b"\r") != raw.count(b"\r\n"):
        return None  # a return by itself ends a row, too
    if not raw.endswith(b"\n"):
        raw += b"\n"
    data = np.frombuffer(raw, np.uint8)
    ends = _cell_ends(data, ord(delimiter))
    if ends is None or len(ends) % len(header):
        return None
    ends = ends.reshape(-1, len(header))
    if (data[ends[:, -1]] != _NEWLINE).any() or (data[ends[:, :-1]] == _NEWLINE).any():
        return None
    if len(header) == 1 and (np.diff(ends[:, 0]) <= 1 + (b"\r" in raw)).any():
        return None  # a blank line, which is no row
    columns = {}
    for name in wanted:
        at = list(header).index(name)
        starts = (ends[1:, at - 1] if at else ends[:-1, -1]) + 1
        column = _column_of_bytes(raw, starts, ends[1:, at])
        if column is None:
            return None
        columns[name] = column
    return Table(len(ends) - 1, tuple(header), columns)


def _cell_ends(data: NDArray[np.uint8], delimiter: int) -> NDArray[np.int64] | None:
    """Where every cell ends: the separators outside marks; None if a mark stands where none should."""
    blocks = [data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK)]
    found = [np.flatnonzero((block == delimiter) | (block == _NEWLINE)) + i * _BLOCK for i, block in enumerate(blocks)]
    ends = np.concatenate(found)
    marks = np.concatenate([np.flatnonzero(block == _QUOTE) + i * _BLOCK for i, block in enumerate(blocks)])
    if not len(marks):
        return ends
    if len(marks) % 2 or not _marks_are_regular(data, marks, delimiter):
        return None
    # from an odd mark up to an even one nothing parts
    first, stop = ends.searchsorted(marks[::2]), ends.searchsorted(marks[1::2])
    within = stop - first
    upto = np.cumsum(within)
    kept = np.ones(len(ends), bool)
    kept[np.arange(int(upto[-1])) + np.repeat(stop - upto, within)] = False
    return ends[kept]


def _marks_are_regular(data: NDArray[np.uint8], marks: NDArray[np.int64], delimiter: int) -> bool:
    """Whether every mark that opens a cell stands at its start, and every one that closes it at its end.

    Marks open and close in turn; a doubled one closes and opens again at once.
    """
    opening, closing = marks[::2], marks[1::2]
    before, after = data[opening - 1], data[closing + 1]
    again = np.concatenate([[False], opening[1:] == closing[:-1] + 1])
    first = (before == delimiter) | (before == _NEWLINE) | (opening == 0)
    last = (after == delimiter) | (after == _NEWLINE) | (after == _RETURN) | np.concatenate([again[1:], [False]])
    return bool((first | again).all() and last.all())


def _column_of_bytes(raw: bytes, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Column | None:
    """The different cells between the places; None if one of them is not as it should be."""
    numbers = _Numbers()
    cells = map(raw.__getitem__, map(slice, starts.tolist(), ends.tolist()))
    of_row = np.fromiter(map(numbers.__getitem__, cells), np.int32, len(starts))
    texts = []
    for cell in numbers:
        text = cell.decode()
        if text.startswith('"'):
            text = text.rstrip("\r")[1:-1].replace('""', '"')
        if len(text) > MAX_CELL:
            return None
        texts.append(text.strip())
    return _merged(texts, of_row)


class _Numbers(dict[bytes, int]):
    """Numbers every cell when it is first asked for."""

    def __missing__(self, cell: bytes) -> int:
        self[cell] = number = len(self)
        return number


def _merged(texts: Sequence[str], of_row: NDArray[np.int32]) -> Column:
    """Cells that are the same text once marks and blanks are gone are one value."""
    values = dict.fromkeys(texts)
    if len(values) == len(texts):
        return Column(tuple(texts), of_row)
    number_of = dict(zip(values, range(len(values)), strict=True))
    return Column(tuple(values), np.array([number_of[text] for text in texts], np.int32)[of_row])


# the slow way


def _read_rows(raw: bytes, delimiter: str, header: Sequence[str], wanted: Sequence[str], file: Path) -> Table:
    """The columns by the standard library's reader, with what is wrong and where."""
    reader = csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=delimiter, strict=True)
    at = [list(header).index(name) for name in wanted]
    cells: list[list[str]] = [[] for _ in wanted]
    wrong: list[str] = []
    count = 0
    try:
        next(reader)
        for row in reader:
            if not row:
                continue
            count += 1
            if len(row) != len(header):
                wrong.append(f"line {reader.line_num} has {len(row)}")
                continue
            for column, place in zip(cells, at, strict=True):
                column.append(row[place].strip())
    except csv.Error as error:
        raise InputError(f"not a regular CSV file: {error}", f"{file}:{reader.line_num}") from None
    if wrong:
        more = f", and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        problem = (
            f"{len(wrong)} rows do not have the {len(header)} cells of the header: {', '.join(wrong[:_SHOWN])}{more}"
        )
        raise InputError(problem, str(file))
    return Table(count, tuple(header), {n: _of_cells(c) for n, c in zip(wanted, cells, strict=True)})


def _of_cells(cells: Sequence[str]) -> Column:
    values = {value: number for number, value in enumerate(dict.fromkeys(cells))}
    return Column(tuple(values), np.array([values[cell] for cell in cells], np.int32))
