"""The accuracy board for names: recall at a given load of false alerts.

``python -m benchmarks.names_accuracy [--matcher NAME] [--half development|held-out] [--misses GROUP]``

Every matcher sees the same names and queries. A threshold is the score at which so many of 1,000 clean names raise an
alert; recall is the share of queries whose right answer scores at least that. Figures for the documentation come from
the held-out half; tables are tuned on the development half only.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.names.matchers import MATCHERS, Matcher
from benchmarks.names.questions import Query, Questions, questions

FLOOR = 55.0
"""Scores below this are not asked for; a query whose answer scores less counts as lost."""

ALERTS_PER_THOUSAND = (10, 50, 100)


@dataclass(frozen=True, slots=True)
class Row:
    """Recall of one group at each of :data:`ALERTS_PER_THOUSAND`."""

    group: str
    asked: int
    recall: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """What one matcher scored."""

    matcher: str
    thresholds: tuple[float, ...]
    rows: tuple[Row, ...]
    queries_per_second: float


def measure(name: str, matcher: Matcher, asked: Questions) -> tuple[Board, list[tuple[Query, float]]]:
    """The board of a matcher that was built from ``asked.names``, and the score of the right answer to every query."""
    started = time.perf_counter()
    clean = [_false_alert(matcher, text, asked.listed) for text in asked.clean]
    scored = [(query, _answer(matcher, query)) for query in asked.queries]
    seconds = time.perf_counter() - started
    return board(name, clean, scored, (len(clean) + len(scored)) / seconds), scored


def board(
    name: str, clean: Sequence[float], scored: Sequence[tuple[Query, float]], speed: float, floor: float = FLOOR
) -> Board:
    """The board from bare scores, one way of counting for everybody.

    Args:
        name: The matcher's.
        clean: The highest score of every clean name.
        scored: Every query with the score of its right answer; 0 where it was not found.
        speed: Queries a second.
        floor: No threshold lies lower.
    """
    falling = sorted(clean, reverse=True)
    thresholds = tuple(max(floor, falling[len(falling) * alerts // 1000] + 1e-6) for alerts in ALERTS_PER_THOUSAND)
    groups: dict[str, list[float]] = defaultdict(list)
    for query, score in scored:
        groups[query.group].append(score)
        groups[f"all {query.group.partition(':')[0]}"].append(score)
    rows = tuple(
        Row(group, len(scores), tuple(sum(s >= t for s in scores) / len(scores) for t in thresholds))
        for group, scores in groups.items()
    )
    return Board(name, thresholds, rows, speed)


def _false_alert(matcher: Matcher, name: str, listed: int) -> float:
    return max((m.score for m in matcher.search(name, FLOOR) if m.position < listed), default=0.0)


def _answer(matcher: Matcher, query: Query) -> float:
    return max((m.score for m in matcher.search(query.text, FLOOR) if m.position in query.targets), default=0.0)


def written(boards: Iterable[Board]) -> str:
    """The boards as one Markdown table, a column per matcher."""
    held = list(boards)
    rates = " / ".join(str(a) for a in ALERTS_PER_THOUSAND)
    lines = [f"| recall at {rates} alerts per 1,000 clean names | queries |" + "".join(f" {b.matcher} |" for b in held)]
    lines.append("|---|---|" + "---|" * len(held))
    for number, row in enumerate(held[0].rows):
        cells = [" / ".join(f"{r:.3f}" for r in b.rows[number].recall) for b in held]
        lines.append(f"| {row.group} | {row.asked} |" + "".join(f" {c} |" for c in cells))
    lines.append("| score needed | |" + "".join(f" {' / '.join(f'{t:.1f}' for t in b.thresholds)} |" for b in held))
    lines.append("| queries a second | |" + "".join(f" {b.queries_per_second:.0f} |" for b in held))
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--matcher", action="append", choices=sorted(MATCHERS), help="default: all")
    options.add_argument("--half", choices=("development", "held-out"), default="development")
    options.add_argument("--per-kind", type=int, default=100, help="queries of each kind of mutation")
    options.add_argument("--clean", type=int, default=2000, help="made-up clean names")
    options.add_argument("--among", nargs="+", metavar="LIST", help="search only un and these of: uk, eu, sdn, csl")
    options.add_argument("--misses", metavar="GROUP", help="print what is lost at 50 alerts (development half only)")
    options.add_argument("--json", type=Path, help="also write the boards to this file")
    chosen = options.parse_args()
    if chosen.misses and chosen.half != "development":
        options.error("the held-out half is not for looking at; use --half development")
    asked = questions(chosen.half, chosen.per_kind, chosen.clean, chosen.among)
    boards = []
    for name in chosen.matcher or sorted(MATCHERS):
        board, scored = measure(name, MATCHERS[name](asked.names), asked)
        boards.append(board)
        if chosen.misses:
            _print_misses(board, scored, asked, chosen.misses)
    print(f"\n{asked.listed:,} listed names, {len(asked.clean):,} clean names, {chosen.half} half\n")
    print(written(boards))
    if chosen.json:
        chosen.json.write_text(json.dumps([_as_dict(b) for b in boards], indent=1), "utf-8")
    return 0


def _print_misses(board: Board, scored: list[tuple[Query, float]], asked: Questions, group: str) -> None:
    needed = board.thresholds[ALERTS_PER_THOUSAND.index(50)]
    print(f"\n{board.matcher}: below {needed:.1f}")
    for query, score in scored:
        if group in query.group and score < needed and not query.group.startswith("own"):
            targets = " | ".join(asked.names[t] for t in sorted(query.targets)[:6])
            print(f"{score:5.1f}  {query.group:<22} {query.text}  <>  {targets}")


def _as_dict(board: Board) -> dict[str, object]:
    rows = {row.group: {"asked": row.asked, "recall": row.recall} for row in board.rows}
    return {"matcher": board.matcher, "thresholds": board.thresholds, "rows": rows, "qps": board.queries_per_second}


if __name__ == "__main__":
    raise SystemExit(main())
