"""What each table of words is worth: recall of the accuracy board with one table left out at a time.

``python -m benchmarks.names_tables [--half development|held-out] [--table FILE] [--alerts 10|50|100]``

A gain is the recall with every table less the recall without this one, each at its own threshold: what a table adds to
the scores of clean names is paid for. Negative: names are found better without. About 20 s a table.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.names.matchers import MATCHERS
from benchmarks.names.questions import Questions, questions
from benchmarks.names_accuracy import ALERTS_PER_THOUSAND, Board, measure
from dualuse.matching.tables import files

GROUPS = (
    "all mutation",
    "cross-list: UK person",
    "cross-list: UK entity",
    "translations: EU",
    "script: Cyrillic entity",
    "script: Cyrillic person",
    "script: Arabic entity",
    "script: Arabic person",
    "script: Han entity",
    "all own",
)
TABLES = tuple(sorted(file.name for file in files.FOLDER.glob("*.tsv")))


@contextmanager
def left_out(table: str | None) -> Iterator[None]:
    """Within this, the normaliser and the matcher know every table but this one; with None, all."""
    shipped = files.FOLDER
    with TemporaryDirectory() as folder:
        for file in shipped.glob("*.tsv"):
            shutil.copy(file, folder)
        if table is not None:
            copy = Path(folder, table)
            kept = [line for line in copy.read_text("utf-8").splitlines(keepends=True) if line.startswith("#")]
            copy.write_text("".join(kept), "utf-8")
        files.FOLDER = Path(folder)
        _forget()
        try:
            yield
        finally:
            files.FOLDER = shipped
            _forget()


def _forget() -> None:
    """Empty every memory of the matching modules: some hold what they read from a table."""
    for name, module in list(sys.modules.items()):
        if name.startswith("dualuse.matching"):
            for held in vars(module).values():
                if callable(clear := getattr(held, "cache_clear", None)):
                    clear()


def board(table: str | None, matcher: str, asked: Questions) -> Board:
    """The accuracy board of a matcher that was built and asked without this table."""
    with left_out(table):
        return measure(matcher, MATCHERS[matcher](asked.names), asked)[0]


def written(whole: Board, without: Iterable[tuple[str, Board]], alerts: int) -> str:
    """A Markdown table: recall with every table, and the gain of each in points of a hundred."""
    at = ALERTS_PER_THOUSAND.index(alerts)
    base = {row.group: row.recall[at] for row in whole.rows}
    shown = [group for group in GROUPS if group in base]
    lines = [f"| table | score needed at {alerts} | {' | '.join(shown)} |", "|---" * (len(shown) + 2) + "|"]
    cells = " | ".join(f"{base[group]:.3f}" for group in shown)
    lines.append(f"| every table | {whole.thresholds[at]:.1f} | {cells} |")
    for table, one in without:
        recall = {row.group: row.recall[at] for row in one.rows}
        gains = " | ".join(_signed(100 * (base[group] - recall[group])) for group in shown)
        lines.append(f"| {table} | {one.thresholds[at]:.1f} | {gains} |")
    return "\n".join(lines)


def _signed(points: float) -> str:
    return f"{points:+.1f}" if abs(points) >= 0.05 else "0"


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--matcher", default="dualuse names-2", choices=sorted(MATCHERS))
    options.add_argument("--half", choices=("development", "held-out"), default="development")
    options.add_argument("--table", action="append", choices=TABLES, help="default: each in turn")
    options.add_argument("--alerts", type=int, choices=ALERTS_PER_THOUSAND, default=50)
    options.add_argument("--per-kind", type=int, default=100, help="queries of each kind of mutation")
    chosen = options.parse_args()
    asked = questions(chosen.half, chosen.per_kind)
    whole = board(None, chosen.matcher, asked)
    without = [(table, board(table, chosen.matcher, asked)) for table in chosen.table or TABLES]
    print(f"{chosen.matcher}, {chosen.half} half: gain of each table in points of recall\n")
    print(written(whole, without, chosen.alerts))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
