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
        fresh = MATCHERS[name](task.names)  # the first one remembers the words it has seen
        assert isinstance(fresh, NameMatcher)
        started = time.process_time()
        fresh.search_many(task.texts, AT_ONCE_CUTOFF)
        board.at_once_seconds = time.process_time() - started
    report.boards.append(board)


if __name__ == "__main__":
    run(("numpy", "rapidfuzz"), work)
