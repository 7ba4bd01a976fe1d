"""string_grouper: cosines of weighted three-letter pieces over the whole list, at most 100 above 0.3 a name."""

from __future__ import annotations

import time
from typing import Any

import pandas
from string_grouper import match_strings

from benchmarks.peers.workers.task import Pair, Report, Scores, Task, answer, run

LEAST, MOST = 0.3, 100


def work(task: Task, report: Report) -> None:
    """One call for everything; the list is prepared anew in every call, so a call with one name is taken off."""
    names = pandas.Series(task.names)
    _matched(names, task.texts[:1])
    report.ready_seconds = time.process_time()
    started = time.process_time()
    _matched(names, task.texts[:1])
    preparing = time.process_time() - started
    started = time.process_time()
    table = _matched(names, task.texts)
    seconds = max(0.0, time.process_time() - started - preparing)
    found: list[list[Pair]] = [[] for _ in task.texts]
    for position, similarity, number in zip(
        table["left_index"], table["similarity"], table["right_index"], strict=True
    ):
        found[int(number)].append((int(position), 100 * float(similarity)))
    scores = [answer(task, number, pairs) for number, pairs in enumerate(found)]
    report.boards.append(Scores("string_grouper", "all names", scores, seconds, at_once_seconds=seconds))


def _matched(names: Any, texts: list[str]) -> Any:
    return match_strings(names, pandas.Series(texts), min_similarity=LEAST, max_n_matches=MOST, number_of_processes=1)


if __name__ == "__main__":
    run(("string_grouper", "sparse_dot_topn", "scipy", "pandas"), work)
