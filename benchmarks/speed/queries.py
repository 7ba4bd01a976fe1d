"""What a query takes: alone and interleaved with brute force, many at once, and against reading the memory it reads.

The memory of words is emptied before a query is timed, unless a row says *seen*. A query is timed some times, and the
fastest counts: other work on the machine can only make it slower.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.generate_names import names as made_up
from benchmarks.speed.exactness import SCORE_CUTOFF
from benchmarks.speed.lists import JUDGED, Indexed
from benchmarks.speed.table import Table, percentile, quantiles, timed
from dualuse.matching.names.bags import letter_bag
from dualuse.matching.names.letters import needed_overlaps
from dualuse.matching.names.segment import Query
from dualuse.matching.names.tokens import Work
from dualuse.matching.normalise import normalise

ONE, GROWTH, LIMIT, MANY = "one query", "growth", "limit", "many"
LETTERS_CUTOFF, WORDS_CUTOFF = 85.0, 80.0
SLOW_BUDGET = 6.0
"""Seconds of processor time that a brute-force method may take at one size."""
TIMES_AS_FAST = {
    ("letters", 100_000): 15,
    ("letters", 1_000_000): 60,
    ("words", 100_000): 80,
    ("words", 1_000_000): 300,
}
MOST_GROWTH = {"words": 4, "letters": 7}
LONGEST_TAIL = 12
FROM, TO = 100_000, 1_000_000
MOST_READINGS = 8

Times = dict[str, list[float]]
Run = Callable[[], object]


def alone(held: Indexed, table: Table, rounds: int) -> Times:
    """Seconds of each query by each method; the ratios to brute force go into the table."""
    brute = _brute_force(held)
    times: Times = {}
    compared: dict[str, list[tuple[float, float]]] = {name: [] for name in brute}
    for text in held.queries:
        took: dict[str, float] = {}
        key = " ".join(sorted(normalise(text).plain))
        now = {
            name: partial(run, key)
            for name, (_, run) in brute.items()
            if sum(theirs for _, theirs in compared[name]) < SLOW_BUDGET
        }
        for _ in range(rounds):
            for name, seconds in _one_round(held, text, now):
                took[name] = min(seconds, took.get(name, seconds))
        for name, seconds in took.items():
            if name in brute:
                compared[name].append((took[brute[name][0]], seconds))
            else:
                times.setdefault(name, []).append(seconds)
    for name, pairs in compared.items():
        ours = brute[name][0]
        ratio = sum(theirs for _, theirs in pairs) / sum(seconds for seconds, _ in pairs)
        what = f"{ours}, {held.label}: times as fast as {name} ({len(pairs)} queries)"
        floor = TIMES_AS_FAST.get((ours, held.count))
        table.add(ONE, what, f"at least {floor}" if floor else "", f"{ratio:,.0f}", ratio >= floor if floor else None)
    for name, seconds_of in times.items():
        table.shown(ONE, f"{name}, {held.label}: median / 99th percentile, ms", quantiles(seconds_of))
    return times


def _brute_force(held: Indexed) -> dict[str, tuple[str, Callable[[str], object]]]:
    """Name to the channel it is held against, and the method given a key; none for a list that is not kept."""
    if not held.names:
        return {}
    keys = [" ".join(sorted(normalise(name).plain)) for name in held.names]
    ratio = partial(process.extract, choices=keys, scorer=fuzz.ratio, score_cutoff=LETTERS_CUTOFF, limit=None)
    return {
        "extract ratio on sorted keys": ("letters", partial(ratio, processor=None)),
        "extract WRatio": ("words", partial(process.extract, choices=keys, scorer=fuzz.WRatio, processor=None)),
    }


def _one_round(held: Indexed, text: str, brute: Mapping[str, Run]) -> Iterable[tuple[str, float]]:
    """Every method once, in turn."""
    segment = held.segment
    segment.tokens.forget()
    query, weighing = timed(partial(Query.of, normalise(text), held.matcher.weights))
    by_words = partial(segment.tokens.search, query.aligned, query.weights, WORDS_CUTOFF, Work())
    together = partial(held.matcher.search, text, SCORE_CUTOFF)
    yield "words", weighing + timed(by_words)[1]
    yield "letters", timed(partial(segment.letters.search, query.plain, LETTERS_CUTOFF))[1]
    yield "words, seen", timed(by_words)[1]
    segment.tokens.forget()
    yield "together", timed(together)[1]
    yield "together, seen", timed(together)[1]
    for name, run in brute.items():
        yield name, timed(run)[1]


def many(held: Indexed, table: Table, asked: int) -> None:
    """Clean names at once, against the same names one by one."""
    clean = made_up(asked, seed=7)
    held.segment.tokens.forget()
    _, seconds = timed(lambda: held.matcher.search_many(clean, SCORE_CUTOFF))
    held.segment.tokens.forget()
    some = clean[: asked // 4]
    _, one_by_one = timed(lambda: [held.matcher.search(name, SCORE_CUTOFF) for name in some])
    ratio = one_by_one / len(some) / (seconds / asked)
    what = f"{asked:,} clean names at once, {held.label}: times as fast as one by one ({asked / seconds:,.0f} a second)"
    table.shown(MANY, what, f"{ratio:.1f}")


def growth(times: Mapping[int, Times], table: Table) -> None:
    """Medians at 1 million names against 100,000, and the tail."""
    if FROM not in times or TO not in times:
        return
    small, large = times[FROM], times[TO]
    for name, most in MOST_GROWTH.items():
        ratio = statistics.median(large[name]) / statistics.median(small[name])
        table.at_most(GROWTH, f"{name}: median at {TO:,} / at {FROM:,} names", most, ratio)
        tail = percentile(large[name], 99) / statistics.median(large[name])
        table.at_most(GROWTH, f"{name}, {TO:,} names: 99th percentile / median", LONGEST_TAIL, tail)


def limit(held: Indexed, table: Table, rounds: int) -> None:
    """The scan for letters against reading eight bytes of every name it reads, as fast as numpy can."""
    ratio = min(_readings(held) for _ in range(rounds))
    what = f"letter scan, {held.label} / np.sum of the same names, 8 bytes each"
    if held.count == JUDGED:
        table.at_most(LIMIT, f"{what}, best of {rounds}", MOST_READINGS, ratio)
    else:
        table.shown(LIMIT, what, f"{ratio:.1f}")


def _readings(held: Indexed) -> float:
    bags = held.segment.letters.bags
    rows = np.ones(held.count + 64, np.uint64)
    scan = read = 0.0
    for text in held.queries:
        words = normalise(text).plain
        flat = "".join(words)
        low, needs = needed_overlaps(len(flat), len(words) - 1, LETTERS_CUTOFF, bags.longest)
        window = rows[: int(bags.starts[min(low + len(needs), bags.longest + 1)] - bags.starts[low])]
        scan += timed(partial(bags.at_least, letter_bag(flat), low, needs))[1]
        read += timed(window.sum)[1]
    return scan / read
