"""An index on disk, and new processes that open it: size, start, memory of their own, and two working at once."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from benchmarks.speed.exactness import SCORE_CUTOFF
from benchmarks.speed.lists import JUDGED, Indexed
from benchmarks.speed.queries import LETTERS_CUTOFF, WORDS_CUTOFF
from benchmarks.speed.table import Table
from dualuse.matching.names import Language, NameMatcher
from dualuse.matching.names.segment import Query
from dualuse.matching.names.tokens import Work
from dualuse.matching.normalise import normalise

MEMORY, START, SCALING = "memory", "start", "processes"
WORDS_BYTES, LETTERS_BYTES, MEGABYTES, OWN_PER_CENT = 110, 60, 600, 10
LOAD_MS, FIRST_MS = 20, 50
SCALED = (100_000, 1_000_000)
LEAST_SCALING = {"letters": 1.8, "words": 1.6}


def stored(held: Indexed, table: Table, folder: Path, rounds: int) -> None:
    """Bytes a name; how a process starts from the mapped files, and what it holds after 200 queries."""
    held.matcher.save(folder)
    bytes_of = {file.stem: file.stat().st_size / held.count for file in folder.rglob("*.npy")}
    by_letters = sum(size for key, size in bytes_of.items() if key.startswith("letter_"))
    total = sum(bytes_of.values())
    label = held.label
    table.at_most(MEMORY, f"words, {label}: bytes a name, with text", WORDS_BYTES, total - by_letters)
    table.at_most(MEMORY, f"letters, {label}: bytes a name, with text", LETTERS_BYTES, by_letters)
    started = [json.loads(_child(folder, held.queries[:200])) for _ in range(rounds)]
    best = {key: min(one[key] for one in started) for key in started[0]}
    what = f"{label}: megabytes that a process holds which searches the mapped index, all told"
    table.at_most(MEMORY, what, MEGABYTES, best["resident"])
    share = 100 * best["own"] * 1e6 / (total * held.count)
    what = f"{label}: memory of its own that such a process takes, % of the index"
    if held.count >= JUDGED:
        table.at_most(MEMORY, what, OWN_PER_CENT, share)
    else:
        table.shown(MEMORY, what, f"{share:.0f}")
    for key, limit, what in (
        ("load", LOAD_MS, "to open the index in a new process"),
        ("first", FIRST_MS, "from then to the first answer"),
    ):
        clock = f"by the clock {best[f'{key} by the clock']:.1f}"
        table.at_most(START, f"{label}: ms of processor time {what}, best of {rounds} ({clock})", limit, best[key])


def _child(folder: Path, queries: Sequence[str]) -> str:
    command = [sys.executable, "-m", "benchmarks.speed.processes", str(folder)]
    return subprocess.run(command, input=json.dumps(list(queries)), capture_output=True, text=True, check=True).stdout


def start(folder: Path, queries: Sequence[str]) -> dict[str, float]:
    """In a new process: open the index, answer once, answer some more; milliseconds, and megabytes of memory.

    The tables of the language are read before: they belong to the program, not to the index.
    """
    language = Language.shipped()
    language.variants("warm")
    language.share("up")
    normalise("прогрев таблиц")
    own = _memory("Anonymous:")
    at = [_now()]
    matcher = NameMatcher.load(folder, language=language)
    at.append(_now())
    matcher.search(queries[0], SCORE_CUTOFF)
    at.append(_now())
    for text in queries:
        matcher.search(text, SCORE_CUTOFF)
    taken = {"own": _memory("Anonymous:") - own, "resident": _memory("Rss:")}
    for key, (before, after) in zip(("load", "first"), pairwise(at), strict=True):
        taken[key], taken[f"{key} by the clock"] = (1e3 * (b - a) for a, b in zip(before, after, strict=True))
    return taken


def _now() -> tuple[float, float]:
    """Seconds of processor time of this process, and by the clock."""
    return time.process_time(), time.perf_counter()


def _memory(kind: str) -> float:
    """Megabytes of this process of one kind; 0 where the system does not say."""
    file = Path("/proc/self/smaps_rollup")
    if not file.exists():
        return 0.0
    lines = (line.split() for line in file.read_text("ascii").splitlines())
    return sum(int(line[1]) for line in lines if line[0] == kind) / 1024


def scaling(held: Indexed, table: Table, folder: Path, rounds: int) -> None:
    """How much more two processes get done than one, each channel; the best of some rounds.

    Counted in processor time of the processes while both run, so that other work on the machine is not counted against
    them, but what they take from each other is: memory, caches and shared cores.
    """
    for name, least in LEAST_SCALING.items():
        best = tried = 0.0
        while tried < rounds and best < least:
            one, two = (_seconds(folder, held.queries[:300], name, processes) for processes in (1, 2))
            best = max(best, 2 * one / two)
            tried += 1
        what = f"{name}, {held.label}: two processes do so many times as much as one, best of at most {rounds}"
        table.at_least(SCALING, what, least, best)


def _seconds(folder: Path, queries: Sequence[str], channel: str, processes: int) -> float:
    """Processor time of the slowest of so many processes that start together."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(processes), context.Queue()
    workers = [
        context.Process(target=_worker, args=(folder, list(queries), channel, barrier, results))
        for _ in range(processes)
    ]
    for worker in workers:
        worker.start()
    seconds = [results.get(timeout=300) for _ in workers]
    for worker in workers:
        worker.join()
    slowest: float = max(seconds)
    return slowest


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
    barrier.wait(timeout=300)
    started = time.process_time()
    run()
    results.put(time.process_time() - started)


if __name__ == "__main__":
    print(json.dumps(start(Path(sys.argv[1]), json.loads(sys.stdin.read()))))
