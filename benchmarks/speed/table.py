"""What was measured, row by row, each held against its target where it has one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what it is of, its target (empty: none), and whether that is met (None: there is none)."""

    group: str
    what: str
    target: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        """``pass`` or ``MISS``, or nothing where there is no target."""
        return "" if self.met is None else "pass" if self.met else "MISS"


@dataclass(slots=True)
class Table:
    """Rows, each printed when it is added."""

    rows: list[Row] = field(default_factory=list)

    def add(self, group: str, what: str, target: str, measured: str, met: bool | None) -> None:
        """Add and print a row."""
        row = Row(group, what, target, measured, met)
        self.rows.append(row)
        print(f"{row.verdict:<5}{group:<11}{what:<78}{measured:>16}   {target}", flush=True)

    def shown(self, group: str, what: str, measured: str) -> None:
        """Add a figure without a target."""
        self.add(group, what, "", measured, None)

    def at_most(self, group: str, what: str, limit: float, measured: float) -> None:
        """Add a figure that must not exceed a limit."""
        self.add(group, what, f"at most {limit:g}", f"{measured:,.1f}", measured <= limit)

    def at_least(self, group: str, what: str, limit: float, measured: float) -> None:
        """Add a figure that must reach a limit."""
        self.add(group, what, f"at least {limit:g}", f"{measured:,.2f}", measured >= limit)

    def none(self, group: str, what: str, wrong: int) -> None:
        """Add a count of differences, of which there must be none."""
        self.add(group, what, "none", str(wrong), wrong == 0)

    @property
    def missed(self) -> list[Row]:
        """The rows whose target was not met."""
        return [row for row in self.rows if row.met is False]

    def judged(self) -> str:
        """How many targets were met, and which were not."""
        targets = sum(row.met is not None for row in self.rows)
        lines = [f"{targets - len(self.missed)} of {targets} targets met"]
        lines += [f"missed: {row.group}: {row.what}: {row.measured}, {row.target}" for row in self.missed]
        return "\n".join(lines)


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as a table for a page."""
    yield "| | what | measured | target | |"
    yield "|---|---|---|---|---|"
    last = ""
    for row in rows:
        group = row.group if row.group != last else ""
        yield f"| {group} | {row.what} | {row.measured} | {row.target} | {row.verdict} |"
        last = row.group


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """The result of a call, and the seconds of processor time that this process took for it."""
    started = time.process_time()
    result = run()
    return result, time.process_time() - started


def quantiles(seconds: list[float]) -> str:
    """Median and 99th percentile in milliseconds."""
    ranked = sorted(seconds)
    return f"{1e3 * statistics.median(ranked):.2f} / {1e3 * percentile(ranked, 99):.1f}"


def percentile(seconds: list[float], per_cent: int) -> float:
    """So many per cent of the values are not greater."""
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, len(ranked) * per_cent // 100)]
