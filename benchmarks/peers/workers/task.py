"""The task a worker is given, and the scores it gives back. Standard library only: it runs beside a peer.

Scores run from 0 to 100. A clean name's score is its highest over the names of the lists; a query's is that of the best
of its right answers. Both are 0 where nothing was found. Seconds are CPU seconds of all threads of the process, so that
other work on the machine counts little and a peer that uses several cores gains nothing by it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

Pair = tuple[int, float]
"""A listed name by position, and its score."""


@dataclass(frozen=True, slots=True)
class Task:
    """What every peer is asked.

    Attributes:
        names: The names to be searched, each string once.
        listed: So many of them, the first ones, count as false alerts.
        clean: How many of ``texts`` are clean names: they come first.
        texts: The clean names, then the queries.
        targets: For every text the positions that are right answers; empty for clean names.
        offered: For every text the positions that the project's own search puts forward, best first: candidates for
            peers that compare two names but do not search.
        short: Positions of a shorter list of names, for the speed of many names at once.
    """

    names: list[str]
    listed: int
    clean: int
    texts: list[str]
    targets: list[list[int]]
    offered: list[list[int]]
    short: list[int]


@dataclass(slots=True)
class Scores:
    """One matcher's answers.

    Attributes:
        matcher: Its name.
        candidates: Which names it compared with, in words for the table.
        scores: One figure for every text of the task.
        seconds: CPU seconds for all texts, one after the other; with the finding of candidates if that is the peer's.
        at_once_seconds: The same where all texts are given together; None: it knows no other way, or was not asked.
        lower_bound: False alerts are undercounted and finding candidates takes no time: they came from elsewhere.
    """

    matcher: str
    candidates: str
    scores: list[float]
    seconds: float
    at_once_seconds: float | None = None
    lower_bound: bool = False


@dataclass(slots=True)
class Report:
    """What a worker writes.

    Attributes:
        versions: Package to version.
        ready_seconds: CPU seconds from the start of the process until the first name can be asked.
        peak_megabytes: The most memory the process held, the task included; None where the system does not say.
        boards: One for every matcher and way of finding candidates.
        notes: What a reader should know of how it was run.
        short_seconds: Matcher to CPU seconds for all texts given together, against the short list.
    """

    versions: dict[str, str]
    ready_seconds: float = 0.0
    peak_megabytes: float | None = None
    boards: list[Scores] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    short_seconds: dict[str, float] = field(default_factory=dict)


def run(packages: Sequence[str], work: Callable[[Task, Report], None]) -> None:
    """Read the task named on the command line, let ``work`` fill the report, and write it."""
    task = Task(**json.loads(Path(sys.argv[1]).read_text("utf-8")))
    report = Report({package: version(package) for package in packages})
    work(task, report)
    report.peak_megabytes = _peak_megabytes()
    Path(sys.argv[2]).write_text(json.dumps(asdict(report)), "utf-8")


def asked(
    task: Task,
    matcher: str,
    candidates: str,
    search: Callable[[int, str], Iterable[Pair]],
    *,
    lower_bound: bool = False,
) -> Scores:
    """Ask every text in turn; ``search`` is given its number and the text itself."""
    scores = []
    started = time.process_time()
    for number, text in enumerate(task.texts):
        scores.append(answer(task, number, search(number, text)))
    return Scores(matcher, candidates, scores, time.process_time() - started, lower_bound=lower_bound)


def answer(task: Task, number: int, found: Iterable[Pair]) -> float:
    """The one figure that counts of what was found for a text."""
    if number < task.clean:
        return max((score for position, score in found if position < task.listed), default=0.0)
    targets = set(task.targets[number])
    return max((score for position, score in found if position in targets), default=0.0)


def holding(task: Task, candidates: Sequence[Sequence[int]]) -> float:
    """The share of the queries that have a right answer among their candidates."""
    queries = range(task.clean, len(task.texts))
    return sum(not set(task.targets[n]).isdisjoint(candidates[n]) for n in queries) / len(queries)


def _peak_megabytes() -> float | None:
    status = Path("/proc/self/status")
    if status.is_file():  # Linux counts what the parent held into the resource usage of a child
        peaks = [line.split()[1] for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:")]
        return int(peaks[0]) / 1024 if peaks else None
    try:
        import resource
    except ImportError:  # Windows has none
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
