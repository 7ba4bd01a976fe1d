"""Speed and exactness of the name index, as ratios taken in one process: ``python -m benchmarks.names_speed``.

Lists are made up with a fixed seed (:mod:`benchmarks.generate_names`). Methods are run in turn, query by query, on CPU
time, so that the machine and its other work cancel. *Letters* and *words* are the two channels; both are measured
apart, then together as :class:`dualuse.matching.names.NameMatcher`. The memory of words is emptied before every query
unless a row says *seen*. Half of the queries are mutated names of the list, half are clean.

By default lists of 10,000 and 100,000 names are measured in about a minute; ``--full`` adds 1 and 5 million.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.generate_names import names as made_up
from benchmarks.names.mutations import mutations
from dualuse.matching.names import Language, NameMatcher
from dualuse.matching.names.reference import TokenReference
from dualuse.matching.names.segment import Query, Segment
from dualuse.matching.names.tokens import Work
from dualuse.matching.normalise import NameForms, normalise

LETTERS_CUTOFF, WORDS_CUTOFF, SCORE_CUTOFF = 85.0, 80.0, 70.0
LARGEST_COMPARED = 1_000_000
"""Longer lists are not held against brute force, and are built from a stream of names."""
SCALING_ROUNDS = 4
SLOW_BUDGET = 12.0
"""Seconds that a slow reference method may take at one size."""


@dataclass(slots=True)
class Table:
    """Rows of the printed table."""

    rows: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def add(self, item: str, what: str, target: str, measured: str, passed: bool | None) -> None:
        verdict = "" if passed is None else "pass" if passed else "FAIL"
        self.rows.append((item, what, target, measured, verdict))
        print(f"{item:>2}  {what:<66} {target:>10}  {measured:>12}  {verdict}", flush=True)

    def at_most(self, item: str, what: str, limit: float, measured: float) -> None:
        self.add(item, what, f"<= {limit}", f"{measured:,.1f}", measured <= limit)

    def at_least(self, item: str, what: str, limit: float, measured: float) -> None:
        self.add(item, what, f">= {limit}", f"{measured:,.2f}", measured >= limit)


@dataclass(slots=True)
class Size:
    """One list, indexed."""

    count: int
    names: list[str]
    forms: list[NameForms]
    queries: list[str]
    matcher: NameMatcher
    index_us: float
    with_normalising_us: float

    @property
    def segment(self) -> Segment:
        return self.matcher.state.segments[0]

    def query(self, text: str) -> Query:
        return Query.of(normalise(text), self.matcher.weights)


def prepared(count: int, queries: int) -> Size:
    """Make up a list, time the building of its index, and make up queries."""
    names = made_up(count)
    if count <= LARGEST_COMPARED:
        forms, normalising = _timed(lambda: [normalise(name) for name in names])
        gc.collect()
        matcher, indexing = _timed(lambda: NameMatcher.from_forms(forms))
    else:  # as a program would build it: no name is held while the next is read
        some, sampled = _timed(lambda: sum(1 for name in names[:100_000] if normalise(name)))
        normalising, forms = sampled * count / some, []
        matcher, indexing = _timed(lambda: NameMatcher(names))
        indexing -= normalising
    mutated = [m.query for m in mutations(names[: min(count, 200_000)], queries // 26 + 1)]
    asked = [name for pair in zip(mutated, made_up(len(mutated), seed=99), strict=True) for name in pair][:queries]
    asked = [name for name in asked if normalise(name).tokens]
    per_name = 1e6 / count
    return Size(count, names, forms, asked, matcher, indexing * per_name, (normalising + indexing) * per_name)


def peak_memory() -> float:
    """Megabytes that this process held at most; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def exactness(size: Size, table: Table) -> None:
    """Item 1: differences from brute force, from the definition, and between many and one."""
    sorted_keys = [" ".join(sorted(name.plain)) for name in size.forms]
    flat_keys = ["".join(name.plain) for name in size.forms]
    asked = size.queries[:: max(1, len(size.queries) * size.count // 8_000_000)]
    checks = wrong = 0
    for text in asked:
        query = size.query(text)
        for score_cutoff in (75.0, 85.0, 90.0):
            expected: dict[int, float] = {}
            for key, keys in ((" ".join(sorted(query.plain)), sorted_keys), ("".join(query.plain), flat_keys)):
                for _, score, at in process.extract(
                    key, keys, scorer=fuzz.ratio, processor=None, score_cutoff=score_cutoff, limit=None
                ):
                    expected[at] = max(score, expected.get(at, 0.0))
            hits = size.segment.letters.search(query.plain, score_cutoff)
            found = dict(zip(size.segment.positions[hits.records].tolist(), hits.scores.tolist(), strict=True))
            checks += 1
            wrong += found != expected
    table.add(
        "1", f"letters at {size.count:,}: differences from extract in {checks:,} checks", "0", str(wrong), wrong == 0
    )


def definition(table: Table, queries: int, count: int) -> None:
    """Item 1, the other half, on a list small enough for plain Python."""
    size = prepared(count, queries)
    language = size.matcher.language
    reference = TokenReference(size.matcher.state.recipe, size.matcher.weights, language.variants, language.share)
    wrong = 0
    for text in size.queries:
        query = size.query(text)
        hits = size.segment.tokens.search(query.aligned, query.weights, 50.0, Work())
        found = dict(zip(size.segment.positions[hits.records].tolist(), hits.scores.tolist(), strict=True))
        scores = ((at, reference.score(query.aligned, name.tokens)) for at, name in enumerate(size.forms))
        wrong += found != {at: score for at, score in scores if score >= 50.0}
    what = f"words: differences from the definition, {len(size.queries):,} queries x {count:,} names"
    table.add("1", what, "0", str(wrong), wrong == 0)
    together = size.matcher.search_many(size.queries, SCORE_CUTOFF)
    alone = [size.matcher.search(text, SCORE_CUTOFF) for text in size.queries]
    wrong = sum(one.matches != other.matches for one, other in zip(together, alone, strict=True))
    table.add("1", f"many at once: differences from one by one, {len(alone):,} queries", "0", str(wrong), wrong == 0)


Times = dict[str, list[float]]


def single(size: Size, table: Table, times: Times) -> None:
    """Item 2: one query at a time, interleaved with brute force."""
    keys = [" ".join(sorted(name.plain)) for name in size.forms]
    slow: dict[str, Callable[[str], object]] = {
        "extract ratio": lambda key: process.extract(
            key, keys, scorer=fuzz.ratio, processor=None, score_cutoff=LETTERS_CUTOFF, limit=None
        ),
        "extract WRatio": lambda key: process.extract(key, keys, scorer=fuzz.WRatio, processor=None),
    }
    if not keys:
        slow = {}
    segment, spent = size.segment, dict.fromkeys(slow, 0.0)
    mean_of: dict[str, list[float]] = {name: [] for name in ("letters:extract ratio", "words:extract WRatio", *slow)}
    for text in size.queries:
        forms = normalise(text)
        segment.tokens.forget()
        query, weighing = _timed(partial(Query.of, forms, size.matcher.weights))
        runs: dict[str, Callable[[], object]] = {
            "words": partial(segment.tokens.search, query.aligned, query.weights, WORDS_CUTOFF, Work()),
            "letters": partial(segment.letters.search, query.plain, LETTERS_CUTOFF),
        }
        took = {name: _timed(run)[1] for name, run in runs.items()}
        took["words"] += weighing
        took["words, seen"] = _timed(runs["words"])[1]
        segment.tokens.forget()
        took["together"] = _timed(partial(size.matcher.search, text, SCORE_CUTOFF))[1]
        took["together, seen"] = _timed(partial(size.matcher.search, text, SCORE_CUTOFF))[1]
        for name, seconds in took.items():
            times.setdefault(name, []).append(seconds)
        key = " ".join(sorted(query.plain))
        for name, run in slow.items():
            if spent[name] < SLOW_BUDGET:
                seconds = _timed(partial(run, key))[1]
                spent[name] += seconds
                mean_of[name].append(seconds)
                ours = "letters" if name == "extract ratio" else "words"
                mean_of[f"{ours}:{name}"].append(took[ours])
    floors = {"letters": {100_000: 15, 1_000_000: 60}, "words": {100_000: 80, 1_000_000: 300}}
    for ours, name in (("letters", "extract ratio"), ("words", "extract WRatio")):
        if not mean_of.get(name):
            continue
        ratio = sum(mean_of[name]) / sum(mean_of[f"{ours}:{name}"])
        floor = floors[ours].get(size.count)
        what = f"{ours} at {size.count:,}: times as fast as {name} ({len(mean_of[name])} queries)"
        table.add("2", what, f">= {floor}" if floor else "", f"{ratio:,.0f}", ratio >= floor if floor else None)
    for name, seconds_of in times.items():
        ms = np.array(seconds_of) * 1000
        quantiles = f"{np.median(ms):.2f}/{ms.mean():.2f}/{np.percentile(ms, 99):.1f}"
        table.add("2", f"{name} at {size.count:,}: median/mean/p99 ms", "", quantiles, None)


def batch(size: Size, table: Table, asked: int) -> None:
    """Item 3: many names at once, against brute force on the same names."""
    clean = made_up(asked, seed=7)
    size.segment.tokens.forget()
    _, seconds = _timed(lambda: size.matcher.search_many(clean, SCORE_CUTOFF))
    table.add("3", f"many clean names at {size.count:,}: names a second and core", "", f"{asked / seconds:,.0f}", None)


def growth(sizes: dict[int, Times], table: Table) -> None:
    """Item 4: medians at 1 million against 100,000, and the tail."""
    small, large = sizes.get(100_000), sizes.get(1_000_000)
    if small is None or large is None:
        return
    for name, most in (("words", 4), ("letters", 7)):
        ratio = statistics.median(large[name]) / statistics.median(small[name])
        table.at_most("4", f"{name}: median at 1,000,000 / at 100,000", most, ratio)
        tail = float(np.percentile(large[name], 99)) / statistics.median(large[name])
        table.at_most("4", f"{name} at 1,000,000: p99 / median", 12, tail)


def limit(size: Size, table: Table) -> None:
    """Item 5: the letter scan against reading eight bytes a name of the same length window, as fast as numpy can."""
    from dualuse.matching.names.bags import letter_bag
    from dualuse.matching.names.letters import needed_overlaps

    bags = size.segment.letters.bags
    rows = np.ones(size.count + 64, np.uint64)
    scan = read = 0.0
    for text in size.queries:
        words = normalise(text).plain
        flat = "".join(words)
        low, needs = needed_overlaps(len(flat), len(words) - 1, LETTERS_CUTOFF, bags.longest)
        window = rows[: int(bags.starts[min(low + len(needs), bags.longest + 1)] - bags.starts[low])]
        bag = letter_bag(flat)
        scan += _timed(partial(bags.at_least, bag, low, needs))[1]
        read += _timed(window.sum)[1]
    ratio = scan / read
    large = size.count >= 1_000_000
    table.add(
        "5",
        f"letter scan at {size.count:,} / np.sum of 8 bytes a name",
        "<= 8",
        f"{ratio:.1f}",
        ratio <= 8 if large else None,
    )


def memory(size: Size, table: Table, folder: Path) -> None:
    """Items 6 and 7: bytes a name, start from a mapped file, and what a second process costs."""
    size.matcher.save(folder)
    nbytes = {f.stem: f.stat().st_size / size.count for f in folder.rglob("*.npy")}
    letters = sum(n for key, n in nbytes.items() if key.startswith("letter_"))
    total = sum(nbytes.values())
    at = f"at {size.count:,}"
    table.at_most("6", f"words {at}: bytes a name, with text", 110, total - letters)
    table.at_most("6", f"letters {at}: bytes a name, with text", 60, letters)
    table.at_most("6", f"both {at}: megabytes in all", 600, total * size.count / 1e6)
    started = json.loads(_child("start", folder, size.queries[:200]))
    if size.count >= 1_000_000:
        share = 100 * started["private"] / (total * size.count)
        table.at_most("6", f"second process {at}: own memory, % of the index", 10, share)
    table.at_most("7", f"load {at}: ms from a mapped file, new process", 20, started["load"])
    table.at_most("7", f"first answer {at}: ms after loading", 50, started["first"])
    if size.count >= 1_000_000:
        table.at_most("7", f"build {at}: us of CPU a name, from words", 8, size.index_us)
    table.add("7", f"build {at}: us of CPU a name, with normalising", "", f"{size.with_normalising_us:.1f}", None)


def scaling(size: Size, table: Table, folder: Path) -> None:
    """Item 8: two processes against one, each channel; the best of some rounds, as other work can only lower it."""
    for name, least in (("letters", 1.8), ("words", 1.6)):
        ratios = []
        for _ in range(SCALING_ROUNDS):
            one, two = (_throughput(folder, size.queries[:300], name, processes) for processes in (1, 2))
            ratios.append(two / one)
        what = f"{name} at {size.count:,}: two processes / one, best of {SCALING_ROUNDS}"
        table.at_least("8", what, least, max(ratios))


def _throughput(folder: Path, queries: Sequence[str], channel: str, processes: int) -> float:
    """Queries a second of so many processes that start together."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(processes), context.Queue()
    workers = [
        context.Process(target=_worker, args=(folder, list(queries), channel, barrier, results))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    seconds = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    slowest: float = max(seconds)
    return processes * len(queries) / slowest


def _worker(folder: Path, queries: Sequence[str], channel: str, barrier: Barrier, results: Any) -> None:
    matcher = NameMatcher.load(folder)
    segment = matcher.state.segments[0]
    ready = [Query.of(normalise(text), matcher.weights) for text in queries]

    def run() -> None:
        for query in ready:
            if channel == "letters":
                segment.letters.search(query.plain, LETTERS_CUTOFF)
            else:
                segment.tokens.search(query.aligned, query.weights, WORDS_CUTOFF, Work())

    run()
    barrier.wait()
    started = time.perf_counter()
    run()
    results.put(time.perf_counter() - started)


def _child(task: str, folder: Path, queries: Sequence[str]) -> str:
    command = [sys.executable, "-m", "benchmarks.names_speed", "--child", task, str(folder)]
    return subprocess.run(command, input=json.dumps(list(queries)), capture_output=True, text=True, check=True).stdout


def _start(folder: Path) -> None:
    """In a new process: load, answer once, answer some more, and say what that took."""
    queries = json.loads(sys.stdin.read())
    language = Language.shipped()
    language.variants("warm")
    language.share("up")
    normalise("прогрев таблиц")
    before = _private()
    started = time.perf_counter()
    matcher = NameMatcher.load(folder, language=language)
    loaded = time.perf_counter()
    matcher.search(queries[0], SCORE_CUTOFF)
    first = time.perf_counter()
    for text in queries:
        matcher.search(text, SCORE_CUTOFF)
    print(
        json.dumps({"load": 1e3 * (loaded - started), "first": 1e3 * (first - loaded), "private": _private() - before})
    )


def _private() -> int:
    """Bytes of memory that are this process's own and no file's; 0 where the system does not say."""
    file = Path("/proc/self/smaps_rollup")
    if not file.exists():
        return 0
    lines = (line.split() for line in file.read_text("ascii").splitlines())
    return sum(1024 * int(line[1]) for line in lines if line[0] == "Anonymous:")


def _timed(run: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    result = run()
    return result, time.process_time() - started


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description="speed and exactness of the name index")
    options.add_argument("--size", type=int, action="append", help="names in the list; default 10,000 and 100,000")
    options.add_argument("--full", action="store_true", help="also 1 and 5 million names, and the longer checks")
    options.add_argument("--queries", type=int, default=None, help="queries a size")
    options.add_argument("--json", type=Path, help="also write the rows to this file")
    options.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        _start(Path(chosen.child[1]))
        return 0
    sizes = chosen.size or ([10_000, 100_000, 1_000_000, 5_000_000] if chosen.full else [10_000, 100_000])
    table = Table()
    times: dict[int, Times] = {}
    definition(table, 2000 if chosen.full else 150, 500)
    for count in sizes:
        size = prepared(count, chosen.queries or (1000 if chosen.full else 300))
        table.add("7", f"build at {count:,}: peak megabytes of the process so far", "", f"{peak_memory():,.0f}", None)
        times[count] = {}
        if count <= 100_000:
            exactness(size, table)
        single(size, table, times[count])
        batch(size, table, 2000)
        limit(size, table)
        folder = Path(tempfile.mkdtemp(prefix="names-speed-"))
        memory(size, table, folder)
        scaling(size, table, folder)
        shutil.rmtree(folder)
    growth(times, table)
    if chosen.json:
        chosen.json.write_text(json.dumps(table.rows, indent=1), "utf-8")
    return 0 if all(row[4] != "FAIL" for row in table.rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
