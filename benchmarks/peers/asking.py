"""From the questions of the board to the task of a worker, and from its report to the board's figures."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from benchmarks.names.matchers import MATCHERS
from benchmarks.names.questions import Query, Questions
from benchmarks.names_accuracy import FLOOR, Board, board
from benchmarks.peers.catalogue import Peer
from benchmarks.peers.environments import environment, reason
from benchmarks.peers.workers.task import Report, Scores, Task
from dualuse.matching.names import NameMatcher

SEED = 20261126
OFFERED, OFFERED_CUTOFF = 100, 30.0
"""So many candidates of ours are offered to peers that do not search, down to this score."""
SHORT = 33_000
"""Names of the short list, on which the speed of many names at once is held against the target of 25 times."""
_ROOT = Path(__file__).resolve().parents[2]
_REPORT = TypeAdapter(Report)


class WorkerError(Exception):
    """A peer was installed but did not answer; the text says why."""


def sampled(questions: Questions, per_group: int, clean: int) -> Questions:
    """At most so many queries of every group, and so many clean names, drawn with a fixed seed."""
    draw = random.Random(SEED)
    groups: dict[str, list[Query]] = defaultdict(list)
    for query in questions.queries:
        groups[query.group].append(query)
    queries = [q for held in groups.values() for q in draw.sample(held, min(per_group, len(held)))]
    return replace(questions, clean=draw.sample(questions.clean, min(clean, len(questions.clean))), queries=queries)


def task(questions: Questions, matcher: NameMatcher) -> Task:
    """What the workers are given; ``matcher`` was built from the same names and offers candidates."""
    texts = [*questions.clean, *(query.text for query in questions.queries)]
    targets = [*([] for _ in questions.clean), *(sorted(query.targets) for query in questions.queries)]
    offered = [[match.position for match in matcher.search(t, OFFERED_CUTOFF, limit=OFFERED)] for t in texts]
    short = random.Random(SEED).sample(range(len(questions.names)), min(SHORT, len(questions.names)))
    return Task(questions.names, questions.listed, len(questions.clean), texts, targets, offered, sorted(short))


def answered(peer: Peer, asked: Task, environments: Path, folder: Path, timeout: float) -> Report:
    """The report of one peer's worker, run in that peer's environment.

    Args:
        peer: Who is asked.
        asked: The task; it is written into ``folder``.
        environments: Where environments are kept.
        folder: Where the worker runs and leaves its files.
        timeout: Seconds after which it is stopped.

    Raises:
        NotInstalledError: The environment could not be made.
        WorkerError: It failed, took too long, or did not write a report of every text.
    """
    python = environment(peer.requirements, environments) if peer.requirements else Path(sys.executable)
    questions, scores = folder / "task.json", folder / "report.json"
    questions.write_text(json.dumps(asdict(asked), ensure_ascii=False), "utf-8")
    scores.unlink(missing_ok=True)
    worker = f"benchmarks.peers.workers.{peer.worker}"
    try:
        ran = subprocess.run(
            [str(python), "-m", worker, str(questions), str(scores), *peer.arguments],
            cwd=folder, env=_surroundings(peer), timeout=timeout,
            capture_output=True, check=False, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise WorkerError(f"stopped after {timeout:.0f} s") from error
    if ran.returncode or not scores.is_file():
        raise WorkerError(reason(ran.stderr))
    return read(scores, len(asked.texts))


def _surroundings(peer: Peer) -> dict[str, str]:
    """The variables of a worker: only ours may find the project's own code."""
    paths = [str(_ROOT), *([str(_ROOT / "src")] if peer.requirements is None else [])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1"}


def read(file: Path, texts: int) -> Report:
    """A worker's report.

    Raises:
        WorkerError: It is not one, or a matcher in it did not answer every text.
    """
    try:
        report = _REPORT.validate_json(file.read_bytes())
    except ValidationError as error:
        raise WorkerError(f"not a report: {error.errors()[0]['msg']}") from error
    for scores in report.boards:
        if len(scores.scores) != texts:
            raise WorkerError(f"{scores.matcher} answered {len(scores.scores)} of {texts} names")
    return report


def counted(scores: Scores, questions: Questions) -> Board:
    """The board's figures of a matcher, by the board's own rule. A peer's scale is its own: it gets no floor."""
    clean = len(questions.clean)
    scored = list(zip(questions.queries, scores.scores[clean:], strict=True))
    floor = FLOOR if scores.matcher in MATCHERS else 0.0
    return board(scores.matcher, scores.scores[:clean], scored, len(scores.scores) / (scores.seconds or 1e-9), floor)
