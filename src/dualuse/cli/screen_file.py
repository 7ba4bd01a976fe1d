"""The names in columns of a file against the lists held: what was found, and in which rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dualuse.checker import Checker
from dualuse.cli.progress import counting, working
from dualuse.documents.columns import Table, read_columns
from dualuse.model.assessment import Screening
from dualuse.parties.screen import is_readable

_SHOWN = 10


class FileScreening(NamedTuple):
    """The names of a file, screened.

    Attributes:
        table: The columns.
        names: The different names in them.
        results: One screening for each list.
        empty: For each column with empty cells, the rows in which nobody is named; they were not screened.
    """

    table: Table
    names: tuple[str, ...]
    results: tuple[Screening, ...]
    empty: dict[str, list[int]]

    def rows_of(self, names: Sequence[str]) -> dict[str, dict[str, list[int]]]:
        """For each name and each column that has it, the rows with it; the first row below the header is 1."""
        found: dict[str, dict[str, list[int]]] = {name: {} for name in names}
        for title, column in self.table.columns.items():
            for name, rows in column.rows_of_each(names).items():
                found[name][title] = rows
        return found

    def found(self) -> list[str]:
        """The names with a hit or a candidate on some list, in the order of the file."""
        named = {hit.party for result in self.results for hit in (*result.hits, *result.candidates)}
        return [name for name in self.names if name in named]

    def not_compared(self) -> list[str]:
        """The names without letters to compare: nobody was screened by them."""
        if not any(result.problem for result in self.results):
            return []
        return [name for name in self.names if not is_readable(name)]

    def as_dict(self) -> dict[str, object]:
        """What ``--format json`` prints."""
        return {
            "rows": self.table.rows,
            "columns": list(self.table.columns),
            "names": len(self.names),
            "rows_without_a_name": self.empty,
            "rows_of": self.rows_of(self.found()),
            "rows_not_compared": self.rows_of(self.not_compared()),
            "screenings": [result.model_dump(mode="json", exclude={"screened"}) for result in self.results],
        }

    def lines(self, file: Path) -> list[str]:
        """What stands below the hits: in which rows they are, and which rows name nobody."""
        columns = ", ".join(self.table.columns)
        lines = [f"{file}: {self.table.rows:,} rows, {len(self.names):,} different names in {columns}"]
        for said, names in (("", self.found()), ("no letters to compare in ", self.not_compared())):
            for name, rows_of in self.rows_of(names).items():
                places = (f"{column} {_rows(rows)}" for column, rows in rows_of.items())
                lines.append(f"  {said}'{name}': {'; '.join(places)}")
        lines += [f"  nobody is named in {column} {_rows(rows)}" for column, rows in self.empty.items()]
        return lines


def screen_file(
    checker: Checker, file: Path, columns: Sequence[str], as_of: date | None, cutoff: float | None, processes: int
) -> FileScreening:
    """Screen every different name in some columns of a CSV file.

    Raises:
        InputError: The file is no regular CSV file in UTF-8, or lacks a column.
    """
    with working(f"reading {file}"):
        table = read_columns(file, list(dict.fromkeys(columns)))
    names = tuple(dict.fromkeys(name for column in table.columns.values() for name in column.values if name))
    with counting("screening") as progress:
        results = checker.screen(names, as_of, cutoff, progress=progress, processes=processes)
    empty = {name: column.rows_of("") for name, column in table.columns.items() if "" in column.values}
    return FileScreening(table, names, results, empty)


def _rows(rows: Sequence[int]) -> str:
    shown = _listed(rows[:_SHOWN])
    more = f" and {len(rows) - _SHOWN:,} more" if len(rows) > _SHOWN else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {shown}{more}"


def _listed(rows: Iterable[int]) -> str:
    return ", ".join(map(str, rows))
