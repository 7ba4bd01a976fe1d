"""names_matcher: made to pair two lists of people with each other. Its distance of two names, on our candidates."""

from __future__ import annotations

import time

from names_matcher import NamesMatcher

from benchmarks.peers.workers.task import Pair, Report, Task, asked, run


def work(task: Task, report: Report) -> None:
    """Names are taken apart once, then compared with every candidate."""
    matcher = NamesMatcher(stop_words=())
    parts = [matcher.reap_identity([name]) for name in task.names]
    report.ready_seconds = time.process_time()

    def search(number: int, text: str) -> list[Pair]:
        query = matcher.reap_identity([text])
        return [(at, 100 * (1 - matcher.distance(query, parts[at]))) for at in task.offered[number]]

    report.boards.append(asked(task, "names_matcher", "ours", search, lower_bound=True))


if __name__ == "__main__":
    run(("names_matcher", "rapidfuzz"), work)
