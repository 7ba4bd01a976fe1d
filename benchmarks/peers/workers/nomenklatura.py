"""nomenklatura: its own blocker and its matchers, with default options.

Every name is an entity of its own and a ``LegalEntity``: what everybody on this board is told. Telling persons and
organisations apart made its recall no better on the development half. The names of a party are not joined in one
entity, because a query is often the very spelling that another list gives that party.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from followthemoney import EntityProxy
from nomenklatura.blocker.index import Index
from nomenklatura.matching import get_algorithm

from benchmarks.peers.workers.task import Pair, Report, Task, asked, holding, run

TIMED = "logic-v2"
MATCHERS = ("logic-v2", "logic-v1", "ofac", "name-based")
"""In this order, and the first one analyses the names for all. Those fitted to whole records are left out."""
ALSO_OFFERED = ("logic-v2", "logic-v1")
BATCH = 100
"""Queries put to the blocker at once. It drops words that a batch and the list share too often, so that it finds more
in small batches and is faster in large ones."""


def work(task: Task, report: Report) -> None:
    """The blocker's candidates scored by every matcher; those of the project's search by the newest two."""
    names = [_entity(f"n{at}", name) for at, name in enumerate(task.names)]
    with _indexed(names) as index:
        report.ready_seconds = time.process_time()
        queries = [_entity(f"q{at}", text) for at, text in enumerate(task.texts)]
        found, blocking = _blocked(index, queries, BATCH)
        found_at_once, blocking_at_once = _blocked(index, queries, len(queries))
    for name in MATCHERS:
        board = asked(task, name, "its blocker's", _Scorer(name, queries, names, found))
        board.seconds += blocking
        if name == TIMED:
            at_once = asked(task, name, "", _Scorer(name, queries, names, found_at_once))
            board.at_once_seconds = at_once.seconds + blocking_at_once
        report.boards.append(board)
    with _indexed([names[at] for at in task.short]) as index:
        found_in_short, seconds = _blocked(index, queries, len(queries))
    scored = asked(task, TIMED, "", _Scorer(TIMED, queries, names, found_in_short))
    report.short_seconds[TIMED] = seconds + scored.seconds
    for name in ALSO_OFFERED:
        scorer = _Scorer(name, queries, names, task.offered)
        report.boards.append(asked(task, name, "ours", scorer, lower_bound=True))
    report.notes.append(
        f"The blocker gave {sum(map(len, found)) / len(found):.0f} candidates a name and held a right answer for "
        f"{holding(task, found):.3f} of the queries ({BATCH} at a time) or {holding(task, found_at_once):.3f} (all at "
        f"once); our candidates held one for {holding(task, task.offered):.3f}."
    )


@contextmanager
def _indexed(entities: Sequence[Any]) -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as folder:
        index = Index(_View(entities), Path(folder))
        index.build()
        yield index
        index.close()


def _blocked(index: Any, queries: Sequence[Any], batch: int) -> tuple[list[list[int]], float]:
    """The positions put forward for every query, and the CPU seconds it took."""
    started = time.process_time()
    found: list[list[int]] = [[] for _ in queries]
    for start in range(0, len(queries), batch):
        for query, matches in index.match_entities(queries[start : start + batch]):
            found[int(str(query)[1:])] = [int(str(name)[1:]) for name, _ in matches]
    return found, time.process_time() - started


class _View:
    """The one part of a nomenklatura view that the blocker reads."""

    def __init__(self, entities: Sequence[Any]) -> None:
        self._entities = entities

    def entities(self, include_schemata: object = None) -> Iterator[Any]:
        return iter(self._entities)


class _Scorer:
    def __init__(self, matcher: str, queries: Sequence[Any], names: Sequence[Any], candidates: list[list[int]]) -> None:
        algorithm: Any = get_algorithm(matcher)
        self._compare, self._config = algorithm.compare, algorithm.default_config()
        self._queries, self._names, self._candidates = queries, names, candidates

    def __call__(self, number: int, _: str) -> list[Pair]:
        query, names = self._queries[number], self._names
        return [
            (at, 100 * float(self._compare(query, names[at], self._config).score)) for at in self._candidates[number]
        ]


def _entity(identifier: str, name: str) -> Any:
    return EntityProxy.from_dict({"id": identifier, "schema": "LegalEntity", "properties": {"name": [name]}})


if __name__ == "__main__":
    run(("nomenklatura", "rigour", "followthemoney", "duckdb"), work)
