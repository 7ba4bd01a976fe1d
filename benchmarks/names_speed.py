"""Speed and exactness of the name index, as ratios taken in one process: ``python -m benchmarks.names_speed``.

Lists are made up with a fixed seed (:mod:`benchmarks.generate_names`). Methods are run in turn, query by query, on
processor time, so that the machine and its other work cancel. *Letters* and *words* are the two channels; both are
measured apart, then *together* as :class:`dualuse.matching.names.NameMatcher`. Half of the queries are mutated names of
the list, half are clean.

By default lists of 10,000 and 100,000 names are measured in some minutes; ``--full`` adds 1 and 5 million names and
the longer checks of exactness, and takes half an hour. The exit status is 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.generate_names import names as made_up
from benchmarks.speed import exactness, processes, queries
from benchmarks.speed.lists import JUDGED, indexed, normalising
from benchmarks.speed.table import Table

SIZES, FULL_SIZES = (10_000, 100_000), (10_000, 100_000, 1_000_000, 5_000_000)
ROUNDS = 4
LARGEST_EXTRACTED = 100_000
"""Longer lists are not held against ``extract`` hit by hit: that takes a tenth of a second a query."""


def measure(sizes: Sequence[int], *, full: bool = False, asked: int | None = None) -> Table:
    """Measure lists of these sizes, and print each figure as it is known."""
    table = Table()
    asked = asked or (1000 if full else 300)
    normalising(table)
    exactness.spellings(table, made_up(100_000 if full else 10_000, seed=3))
    exactness.words(table, *((2000, 500, 200) if full else (150, 500, 20)))
    times: dict[int, queries.Times] = {}
    for count in sizes:
        held = indexed(count, asked, table, rounds=2 if count == JUDGED else 1)
        if count <= LARGEST_EXTRACTED:
            exactness.letters(held, table, asked if full else 100)
        exactness.many(held, table, 300)
        times[count] = queries.alone(held, table, rounds=2 if held.names else 1)
        queries.many(held, table, 2000 if held.names else 500)
        queries.limit(held, table, 2)
        folder = Path(tempfile.mkdtemp(prefix="names-speed-"))
        try:
            processes.stored(held, table, folder, ROUNDS)
            if count in processes.SCALED:
                processes.scaling(held, table, folder, ROUNDS)
        finally:
            shutil.rmtree(folder)
    queries.growth(times, table)
    return table


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description="speed and exactness of the name index")
    options.add_argument("--size", type=int, action="append", help="names in the list; default 10,000 and 100,000")
    options.add_argument("--full", action="store_true", help="also 1 and 5 million names, and the longer checks")
    options.add_argument("--queries", type=int, default=None, help="queries a size")
    options.add_argument("--json", type=Path, help="also write the rows to this file")
    chosen = options.parse_args()
    sizes = chosen.size or (FULL_SIZES if chosen.full else SIZES)
    table = measure(sizes, full=chosen.full, asked=chosen.queries)
    print(f"\n{table.judged()}")
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(row) for row in table.rows], indent=1), "utf-8")
    return 1 if table.missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
