"""The project's own matchers, in a process of their own like everybody else: ``... ours IN OUT MATCHER``."""

from __future__ import annotations

import sys
import time

from benchmarks.names.matchers import MATCHERS
from benchmarks.names_accuracy import FLOOR
from benchmarks.peers.workers.task import Pair, Report, Task, asked, run
from dualuse.matching.names import NameMatcher

AT_ONCE_CUTOFF = 70.0
"""What the documentation advises: about 40 alerts per 1,000 clean names."""


def work(task: Task, report: Report) -> None:
    """Search one at a time; then, if it is the product's index, all together."""
    name = sys.argv[3]
    matcher = MATCHERS[name](task.names)
    report.ready_seconds = time.process_time()

    def search(_: int, text: str) -> list[Pair]:
        return [(match.position, match.score) for match in matcher.search(text, FLOOR)]

    board = asked(task, name, "all names", search)
    if isinstance(matcher, NameMatcher):
        board.at_once_seconds = _at_once(name, task.names, task.texts)
        report.short_seconds[name] = _at_once(name, [task.names[at] for at in task.short], task.texts)
    report.boards.append(board)


def _at_once(name: str, names: list[str], texts: list[str]) -> float:
    """CPU seconds of a new index, which remembers no word it has seen."""
    matcher = MATCHERS[name](names)
    assert isinstance(matcher, NameMatcher)
    started = time.process_time()
    matcher.search_many(texts, AT_ONCE_CUTOFF)
    return time.process_time() - started


if __name__ == "__main__":
    run(("numpy", "rapidfuzz"), work)
