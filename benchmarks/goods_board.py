"""How well descriptions of goods find their entries, and how fast: prints the tables that ``docs/matching.md`` shows.

``benchmarks/goods_lines.tsv`` holds lines written from data sheets and customs wordings by people who had not seen the
index: language, style, text, and the entries that a classifier would have to look at (``-`` for an innocent item).

    python benchmarks/goods_board.py                      # with what is authored
    python benchmarks/goods_board.py --official FILE      # with the official text imported as well
"""

from __future__ import annotations

import argparse
import csv
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from rapidfuzz import fuzz, process

from dualuse.lists.catalogue import Catalogue
from dualuse.lists.store import import_official
from dualuse.matching.goods import GoodsIndex, build_index

LINES = Path(__file__).with_name("goods_lines.tsv")
DAY = date(2026, 2, 16)
CUTS = (1, 5, 10)
FALSE_CUTOFF = 60.0
"""An innocent item counts as a false candidate when some entry scores at least this much."""


@dataclass(frozen=True, slots=True)
class Line:
    """One description and the entries it should lead to; none for an innocent item."""

    language: str
    style: str
    text: str
    expected: frozenset[str]


def read_lines(file: Path = LINES) -> list[Line]:
    """The board's descriptions, in file order."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((r for r in stream if not r.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Line(r["language"], r["style"], r["text"], frozenset(r["entries"].replace("-", "").split())) for r in rows
        ]


def recall(index: GoodsIndex, lines: Iterable[Line]) -> dict[str, tuple[int, dict[int, float]]]:
    """Group to (lines, share of lines with an expected entry among the first k). Groups overlap."""
    groups: dict[str, list[int | None]] = defaultdict(list)
    for line in lines:
        ranked = [code for _, code in index.rank(line.text)]
        places = [ranked.index(c) + 1 for c in line.expected if c in ranked]
        place = min(places, default=None)
        categories = {f"category {c[0]}" for c in line.expected}
        for group in ("all", line.language, line.style, *sorted(categories)):
            groups[group].append(place)
    return {
        g: (len(p), {k: sum(x is not None and x <= k for x in p) / len(p) for k in CUTS}) for g, p in groups.items()
    }


def false_rate(index: GoodsIndex, lines: list[Line]) -> dict[float, float]:
    """Cut-off to the share of innocent items with a candidate at or above it."""
    tops = [max((c.score for c in index.search(line.text, 1).candidates), default=0.0) for line in lines]
    return {cut: sum(t >= cut for t in tops) / len(tops) for cut in (40.0, 50.0, FALSE_CUTOFF, 70.0, 80.0)}


def speed(index: GoodsIndex, lines: list[Line]) -> tuple[float, float]:
    """Microseconds a description: ours, and rapidfuzz's token_set_ratio over the same passages, interleaved."""
    texts = [line.text for line in lines]
    passages = [p.text for p in index.passages]
    ours, theirs = [], []
    for text in texts[:60]:
        ours.append(_timed(partial(index.rank, text)))
        theirs.append(_timed(partial(process.extract, text, passages, scorer=fuzz.token_set_ratio, limit=10)))
    return statistics.fmean(ours) * 1e6, statistics.fmean(theirs) * 1e6


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def main() -> None:
    """Print the board."""
    arguments = argparse.ArgumentParser(
        description="recall, false candidates and speed of finding entries by description"
    )
    arguments.add_argument("--official", type=Path, help="the consolidated annex, as imported by dualuse lists import")
    arguments.add_argument("--missed", action="store_true", help="print the lines not found among the first ten")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.official:
            import_official("eu/annex-i", given.official, Path(folder))
        index, without = build_index(Catalogue.load(), Path(folder), DAY)
    lines = read_lines()
    wanted = [line for line in lines if line.expected]
    innocent = [line for line in lines if not line.expected]
    print(f"{len(index.passages)} passages, {len(index)} entries; {len(wanted)} lines, {len(innocent)} innocent")
    for lack in without:
        print(f"without: {lack}")
    print("\n| lines | n | recall@1 | @5 | @10 |\n|---|---|---|---|---|")
    for group, (count, shares) in sorted(recall(index, wanted).items()):
        print(f"| {group} | {count} | " + " | ".join(f"{shares[k]:.2f}" for k in CUTS) + " |")
    print("\n| innocent items with a candidate scoring at least | share |\n|---|---|")
    for cut, share in false_rate(index, innocent).items():
        print(f"| {cut:.0f} | {share:.2f} |")
    ours, theirs = speed(index, lines)
    print(f"\n{ours:.0f} µs a description; token_set_ratio over the same passages {theirs / ours:.0f} x as long")
    if given.missed:
        for line in wanted:
            ranked = [code for _, code in index.rank(line.text)][:10]
            if not line.expected & set(ranked):
                print(f"missed {' '.join(sorted(line.expected))}: {line.text}  →  {' '.join(ranked[:5])}")


if __name__ == "__main__":
    main()
