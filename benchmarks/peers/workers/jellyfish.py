"""jellyfish: Jaro-Winkler of plain keys. It compares two strings and does not search, so it is given our candidates."""

from __future__ import annotations

import re
import time
import unicodedata

from jellyfish import jaro_winkler_similarity

from benchmarks.peers.workers.task import Pair, Report, Task, asked, run


def work(task: Task, report: Report) -> None:
    """Keys once, then a comparison with every candidate."""
    keys = [_key(name) for name in task.names]
    report.ready_seconds = time.process_time()

    def search(number: int, text: str) -> list[Pair]:
        key = _key(text)
        return [(at, 100 * jaro_winkler_similarity(key, keys[at])) for at in task.offered[number]]

    report.boards.append(asked(task, "jellyfish Jaro-Winkler", "ours", search, lower_bound=True))


def _key(text: str) -> str:
    """Small letters without accents, words sorted."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(sorted(re.findall(r"\w+", plain)))


if __name__ == "__main__":
    run(("jellyfish",), work)
