"""Reading a large file of declarations by column against checking every row: ``python -m benchmarks.reading [ROWS]``.

The reference reads the same file with :class:`csv.DictReader` and makes a pydantic object of every row, as a tool would
that validates first and looks for the names afterwards. Both run in one process, in turn; the best round counts.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, Field

from benchmarks.generate_names import names
from dualuse.documents.columns import Table, read_columns

ROWS = 200_000
PARTIES = 12_000
ROUNDS = 5
SHARE = 1 / 8
"""What reading by column may cost of the reference."""

HEADER = "number,date,procedure,consignor,consignee,declarant,origin,destination,code,description,weight,value"
NAMES = ("consignor", "consignee")


class Declaration(BaseModel):
    """A row as the reference checks it."""

    number: str = Field(min_length=1, max_length=40)
    date: str = Field(min_length=10, max_length=10)
    procedure: str
    consignor: str = Field(min_length=1, max_length=400)
    consignee: str = Field(min_length=1, max_length=400)
    declarant: str
    origin: str = Field(min_length=2, max_length=2)
    destination: str = Field(min_length=2, max_length=2)
    code: str
    description: str
    weight: float
    value: float


def write_declarations(file: Path, rows: int, seed: int = 7) -> None:
    """Made-up declarations in which the same parties come again and again."""
    draw = random.Random(seed)
    parties = names(PARTIES, seed)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER.split(","))
        for number in range(rows):
            writer.writerow(
                [
                    *(f"26KZ{number:08}", f"2026-11-{1 + number % 28:02}", "1000"),
                    *(draw.choice(parties) for _ in range(3)),
                    *(draw.choice(("CN", "DE", "RU", "TR")), "KZ", f"84{number % 90:02}.{number % 97:02}"),
                    *(f"parts, {number % 777} of a machine", number % 5000, number % 90_000),
                ]
            )


def by_row(file: Path) -> dict[str, dict[str, None]]:
    """The reference: every row an object, then the different names."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [Declaration.model_validate(row) for row in csv.DictReader(stream)]
    return {name: dict.fromkeys(getattr(row, name).strip() for row in rows) for name in NAMES}


def by_column(file: Path) -> Table:
    """The different names and where they stand."""
    return read_columns(file, NAMES)


def measure(rows: int = ROWS) -> tuple[list[str], bool]:
    """Lines of a Markdown table, and whether the target is met."""
    with tempfile.TemporaryDirectory(prefix="dualuse-reading-") as folder:
        file = Path(folder) / "declarations.csv"
        write_declarations(file, rows)
        expected, found = by_row(file), by_column(file)
        same = all(list(expected[name]) == list(found.columns[name].values) for name in NAMES)
        took: dict[str, list[float]] = {"by row": [], "by column": []}
        for _ in range(ROUNDS):
            took["by row"].append(_seconds(by_row, file))
            took["by column"].append(_seconds(by_column, file))
    row, column = min(took["by row"]), min(took["by column"])
    met = same and column <= SHARE * row
    asked = f"names out of {rows:,} rows of {len(HEADER.split(','))} columns, by column against one object a row"
    lines = [
        "| what is measured | result | target | |",
        "|---|---|---|---|",
        f"| {asked} | 1/{row / column:.1f} | 1/{1 / SHARE:.0f} | {_verdict(column <= SHARE * row)} |",
        f"| the different names are the same | {'yes' if same else 'no'} | yes | {_verdict(same)} |",
    ]
    return lines, met


def _verdict(met: bool) -> str:
    return "pass" if met else "MISS"


def _seconds(read: Callable[[Path], object], file: Path) -> float:
    started = time.process_time()
    read(file)
    return time.process_time() - started


def main() -> int:
    """Measure and print."""
    lines, met = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
    print("\n".join(lines))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
