"""A made-up list, indexed, and queries to it: half of them mutated names of the list, half clean names."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.generate_names import names as made_up
from benchmarks.names.mutations import mutations
from benchmarks.speed.table import Table, timed
from dualuse.matching.names import NameMatcher
from dualuse.matching.names.segment import Query, Segment
from dualuse.matching.normalise import normalise

BUILDING, NORMALISING = "building", "normalise"
LARGEST_KEPT = 1_000_000
"""Of longer lists the names themselves are let go once they are indexed."""
JUDGED = 1_000_000
BUILD_US = 8


@dataclass(slots=True)
class Indexed:
    """A list and its index.

    Attributes:
        count: How many names it has.
        names: The names; none of a list longer than :data:`LARGEST_KEPT`.
        queries: Names to ask for, every one with a letter or digit.
        matcher: The index.
    """

    count: int
    names: list[str]
    queries: list[str]
    matcher: NameMatcher

    @property
    def segment(self) -> Segment:
        """All names."""
        return self.matcher.state.segments[0]

    @property
    def label(self) -> str:
        """The size, for the table."""
        return f"{self.count:,} names"

    def query(self, text: str) -> Query:
        """A name weighed."""
        return Query.of(normalise(text), self.matcher.weights)


def indexed(count: int, queries: int, table: Table | None = None, rounds: int = 1) -> Indexed:
    """Make up a list and queries and index the list; the ``table`` gets what that took, the best of some rounds."""
    names = made_up(count)
    gc.collect()
    matcher, seconds = timed(lambda: NameMatcher(names))
    for _ in range(rounds - 1):
        del matcher
        gc.collect()
        matcher, again = timed(lambda: NameMatcher(names))
        seconds = min(seconds, again)
    if table is not None:
        what, us = f"{count:,} names, from names as printed: µs of processor time a name", 1e6 * seconds / count
        if count == JUDGED:
            table.at_most(BUILDING, f"{what}, best of {rounds}", BUILD_US, us)
        else:
            table.shown(BUILDING, what, f"{us:.1f}")
        table.shown(BUILDING, f"{count:,} names: megabytes of this process at most so far", f"{peak_memory():,.0f}")
    mutated = [m.query for m in mutations(names[: min(count, 200_000)], queries // 26 + 1)]
    asked = [name for pair in zip(mutated, made_up(len(mutated), seed=99), strict=True) for name in pair][:queries]
    kept = names if count <= LARGEST_KEPT else []
    return Indexed(count, kept, [name for name in asked if normalise(name).tokens], matcher)


def peak_memory() -> float:
    """Megabytes that this process held at most; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def normalising(table: Table, rounds: int = 5) -> None:
    """One name alone, and many at once, against translating it with a table of code points and parting it."""
    from dualuse.matching.many import normalise_many
    from dualuse.matching.scripts import latin

    names = made_up(20_000, seed=3)
    letters = {code: latin(chr(code)) for code in range(128)}
    best: dict[str, float] = {}
    for _ in range(rounds):
        for label, run in (
            ("table", lambda: _each(lambda name: name.translate(letters).split(), names)),
            ("one", lambda: _each(normalise, names)),
            ("many", lambda: normalise_many(names)),
        ):
            seconds = timed(run)[1]
            best[label] = min(seconds, best.get(label, seconds))
    us = {label: 1e6 * seconds / len(names) for label, seconds in best.items()}
    for label, what in (("one", "one name"), ("many", "a name among many")):
        ratio = f"{best[label] / best['table']:.1f}"
        table.shown(NORMALISING, f"{what} / translating and parting it ({us[label]:.1f} / {us['table']:.1f} µs)", ratio)


def _each(run: Callable[[str], object], names: Iterable[str]) -> None:
    for name in names:
        run(name)
