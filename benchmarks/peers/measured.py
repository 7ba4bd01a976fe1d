"""What a run of all peers came to: kept as JSON beside the page that is written from it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from benchmarks.names.questions import Questions
from benchmarks.peers.asking import counted
from benchmarks.peers.workers.task import Report


class _Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Figures):
    """One matcher with one way of finding candidates.

    Attributes:
        matcher: Its name.
        candidates: Which names it compared with.
        lower_bound: False alerts are undercounted and time is that of comparing only: the candidates are ours.
        thresholds: The score needed at each load of false alerts, 0 to 100.
        recall: Of every group at each load of false alerts.
        milliseconds: CPU time of a name, one after the other.
        milliseconds_at_once: The same with all names together; None: not measured or not possible.
    """

    matcher: str
    candidates: str
    lower_bound: bool
    thresholds: tuple[float, ...]
    recall: dict[str, tuple[float, ...]]
    milliseconds: float
    milliseconds_at_once: float | None


class Measurement(_Figures):
    """One peer: what it scored, or why it did not.

    Attributes:
        peer: As on the command line.
        versions: Package to version.
        ready_seconds: CPU seconds from the start of its process until a first name can be asked.
        megabytes: The most memory its process held; None where the system does not say.
        columns: Empty if there is a problem.
        notes: How it was run.
        short_milliseconds: Matcher to CPU time of a name, all given together, against the short list.
        problem: Why there are no figures; None if there are.
    """

    peer: str
    versions: dict[str, str] = {}
    ready_seconds: float | None = None
    megabytes: int | None = None
    columns: tuple[Column, ...] = ()
    notes: tuple[str, ...] = ()
    short_milliseconds: dict[str, float] = {}
    problem: str | None = None


class Measured(_Figures):
    """A whole run.

    Attributes:
        command: What repeats it.
        half: Of the lists' own queries.
        names: How many were searched.
        short: How many were searched for the speed of many names at once.
        clean: How many clean names set the thresholds.
        alerts: False alerts per 1,000 clean names; the order of every recall and threshold.
        groups: Queries asked of every group.
        peers: In the order of the table.
    """

    command: str
    half: str
    names: int
    short: int
    clean: int
    alerts: tuple[int, ...]
    groups: dict[str, int]
    peers: tuple[Measurement, ...]


def measurement(peer: str, report: Report, questions: Questions) -> Measurement:
    """The figures of a report, rounded as they are shown."""
    columns = []
    asked = len(questions.clean) + len(questions.queries)
    for scores in report.boards:
        board = counted(scores, questions)
        per_name = 1000 / len(scores.scores)
        columns.append(
            Column(
                matcher=scores.matcher,
                candidates=scores.candidates,
                lower_bound=scores.lower_bound,
                thresholds=tuple(round(t, 1) for t in board.thresholds),
                recall={row.group: tuple(round(r, 3) for r in row.recall) for row in board.rows},
                milliseconds=round(scores.seconds * per_name, 3),
                milliseconds_at_once=(
                    None if scores.at_once_seconds is None else round(scores.at_once_seconds * per_name, 3)
                ),
            )
        )
    return Measurement(
        peer=peer,
        versions=report.versions,
        ready_seconds=round(report.ready_seconds, 1),
        megabytes=None if report.peak_megabytes is None else round(report.peak_megabytes),
        columns=tuple(columns),
        notes=tuple(report.notes),
        short_milliseconds={
            matcher: round(1000 * seconds / asked, 3) for matcher, seconds in report.short_seconds.items()
        },
    )
