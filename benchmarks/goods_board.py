"""How well descriptions of goods find their entries, and how fast: the tables that ``docs/matching-goods.md`` shows.

``benchmarks/goods_lines.tsv`` holds lines written from data sheets and customs wordings by people who had not seen the
index: language, style, text, and the entries that a classifier would have to look at (``-`` for an innocent item).
A hash of the text puts each line into one of two halves. Weights, glosses and everyday words were made by looking at
the development half; the held-out half is only measured.

    python benchmarks/goods_board.py                      # with what is authored
    python benchmarks/goods_board.py --official FILE      # with the official text imported as well
    python benchmarks/goods_board.py --official FILE --write    # both, and into docs/matching-goods.md
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz, process

from dualuse.lists.catalogue import Catalogue
from dualuse.lists.store import import_official
from dualuse.matching.goods import RECIPE, WORTH_A_LOOK, GoodsIndex, GoodsResult, build_index
from dualuse.matching.goods.words import forget

Half = Literal["development", "held-out"]
HALVES: tuple[Half, Half] = ("development", "held-out")
LINES = Path(__file__).with_name("goods_lines.tsv")
PAGE = Path(__file__).resolve().parents[1] / "docs/matching-goods.md"
START, END = "<!-- goods board -->\n", "<!-- end of goods board -->\n"
DAY = date(2026, 2, 16)
FIRST = (1, 5, 10)
CUTOFFS = (5.0, WORTH_A_LOOK, 20.0, 40.0, 60.0, 80.0)
TIMED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One description and the entries it should lead to; none for an innocent item."""

    language: str
    style: str
    text: str
    expected: frozenset[str]

    @property
    def half(self) -> Half:
        """Which half it belongs to, for good: a new line moves no other."""
        return HALVES[hashlib.sha256(self.text.encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the index said of a line.

    Attributes:
        place: The first place at which an expected entry stands, from 1; None where none of them stands anywhere.
        shown: Score of the best expected entry among the first ten; None where none of them is.
        top: Score of the first candidate; 0 where there is none.
    """

    line: Line
    result: GoodsResult
    place: int | None
    shown: float | None
    top: float


def read_lines(file: Path = LINES) -> list[Line]:
    """The board's descriptions, in file order."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((r for r in stream if not r.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Line(r["language"], r["style"], r["text"], frozenset(r["entries"].replace("-", "").split())) for r in rows
        ]


def outcomes(index: GoodsIndex, lines: list[Line]) -> list[Outcome]:
    """What the index says of every line."""
    results = index.search_many([line.text for line in lines], limit=len(index))
    return [_outcome(line, result) for line, result in zip(lines, results, strict=True)]


def _outcome(line: Line, result: GoodsResult) -> Outcome:
    hits = [(n, c.score) for n, c in enumerate(result.candidates, 1) if c.code in line.expected]
    shown = max((s for n, s in hits if n <= FIRST[-1]), default=None)
    top = max((c.score for c in result.candidates), default=0.0)
    return Outcome(line, result, hits[0][0] if hits else None, shown, top)


def recall(found: Iterable[Outcome], first: int) -> float:
    """Share of lines with an expected entry among the first so many."""
    return _share(o.place is not None and o.place <= first for o in found)


def recall_at(found: Iterable[Outcome], cutoff: float) -> float:
    """Share of lines with an expected entry among the first ten that scores at least the cut-off."""
    return _share(o.shown is not None and o.shown >= cutoff for o in found)


def alarms(innocent: Iterable[Outcome], cutoff: float) -> float:
    """Share of innocent lines with any candidate that scores at least the cut-off."""
    return _share(o.top >= cutoff for o in innocent)


def _share(truths: Iterable[bool]) -> float:
    held = list(truths)
    return sum(held) / len(held) if held else 0.0


def tables(found: list[Outcome]) -> Iterator[str]:
    """Recall by group, recall and false candidates by cut-off, and how often a score was right, for both halves."""
    halves = {h: [o for o in found if o.line.half == h] for h in HALVES}
    wanted = {h: [o for o in halves[h] if o.line.expected] for h in HALVES}
    innocent = {h: [o for o in halves[h] if not o.line.expected] for h in HALVES}
    yield _row("lines", *(f"{h}: n | @1 | @5 | @10" for h in HALVES))
    yield _rule(9)
    groups = sorted({g for o in found if o.line.expected for g in _groups(o.line)}, key=lambda g: (g != "all", g))
    for group in groups:
        within = {h: [o for o in wanted[h] if group in _groups(o.line)] for h in HALVES}
        cells = [c for h in HALVES for c in (str(len(within[h])), *(f"{recall(within[h], k):.2f}" for k in FIRST))]
        yield _row(group, *cells)
    yield ""
    heads = (f"{h}: listed lines with an expected entry | innocent lines with any" for h in HALVES)
    yield _row("candidates scoring at least", *heads)
    yield _rule(5)
    for cutoff in sorted(set(CUTOFFS)):
        cells = [f"{x:.2f}" for h in HALVES for x in (recall_at(wanted[h], cutoff), alarms(innocent[h], cutoff))]
        label = f"**{cutoff:.0f}: worth a look**" if cutoff == WORTH_A_LOOK else f"{cutoff:.0f}"
        yield _row(label, *cells)
    yield ""
    yield _row("score", *(f"{h}: candidates | of them expected" for h in HALVES))
    yield _rule(5)
    for low, high in ((5, 20), (20, 40), (40, 60), (60, 80), (80, 101)):
        cells = []
        for half in HALVES:
            scored = [(c, o.line) for o in halves[half] for c in o.result.candidates if low <= c.score < high]
            right = [c.code in line.expected for c, line in scored]
            cells += [str(len(right)), f"{_share(right):.2f}"]
        yield _row(f"{low} to {min(high, 100)}", *cells)


def _groups(line: Line) -> set[str]:
    return {"all", line.language, line.style, *(f"category {code[0]}" for code in line.expected)}


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds for a description, all taken in one interleaved run.

    Attributes:
        cold: One call, no word of any description met before.
        warm: One call, words met before.
        batch: All at once, per description.
        words: Best-passage words of all at once, per description.
        peer: rapidfuzz's token_set_ratio over the same passages.
    """

    cold: float
    warm: float
    batch: float
    words: float
    peer: float


def speed(index: GoodsIndex, lines: list[Line]) -> Speed:
    """Processor time of a description: other programs may share the machine, and nothing here runs in threads."""
    texts = [line.text for line in lines][:: max(1, len(lines) // TIMED)]
    passages = [p.text for p in index.passages]
    cold, warm, batch, spoken, peer = [], [], [], [], []
    for text in texts:
        index.forget()
        forget()
        cold.append(_timed(partial(index.rank, text)))
        warm.append(min(_timed(partial(index.rank, text)) for _ in range(3)))
        index.best_passages(texts)
        batch.append(_timed(partial(index.rank_many, texts)) / len(texts))
        spoken.append(_timed(partial(index.best_passages, texts)) / len(texts))
        peer.append(_timed(partial(process.extract, text, passages, scorer=fuzz.token_set_ratio, limit=10)))
    return Speed(*(statistics.median(x) for x in (cold, warm, batch, spoken, peer)))


def speed_table(taken: Speed) -> Iterator[str]:
    """Each time as a fraction of the peer's, and in microseconds on the machine of the run."""
    yield _row("a description", "token_set_ratio takes so many times as long", "µs of processor time")
    yield _rule(3)
    for label, seconds in (
        ("alone, no word met before", taken.cold),
        ("alone, words met before", taken.warm),
        ("in a batch", taken.batch),
        ("in a batch, best passage by words only", taken.words),
        ("rapidfuzz token_set_ratio over the same passages", taken.peer),
    ):
        yield _row(label, f"{taken.peer / seconds:,.0f}", f"{seconds * 1e6:,.0f}")


def _timed(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def board(official: Path | None, lines: list[Line]) -> Iterator[str]:
    """All tables for an index with or without the official text."""
    with tempfile.TemporaryDirectory() as folder:
        if official:
            import_official("eu/annex-i", official, Path(folder))
        index, without = build_index(Catalogue.load(), Path(folder), DAY)
    listed = sum(bool(line.expected) for line in lines)
    yield f"### {'With the official text imported' if official else 'With what is shipped alone'}\n"
    innocent = len(lines) - listed
    yield f"{len(index.passages)} passages of {len(index)} entries; {listed} listed and {innocent} innocent lines."
    yield from (f"Without: {lack}." for lack in without)
    yield ""
    yield from tables(outcomes(index, lines))
    yield ""
    yield from speed_table(speed(index, lines))
    yield ""


def missed(official: Path | None, lines: list[Line]) -> Iterator[str]:
    """Lines of the development half not found among the first ten. The other half is not for looking at."""
    with tempfile.TemporaryDirectory() as folder:
        if official:
            import_official("eu/annex-i", official, Path(folder))
        index, _ = build_index(Catalogue.load(), Path(folder), DAY)
    for found in outcomes(index, [line for line in lines if line.expected and line.half == "development"]):
        if found.place is None or found.place > FIRST[-1]:
            first = " ".join(c.code for c in found.result.candidates[:5])
            yield f"missed {' '.join(sorted(found.line.expected))}: {found.line.text}  →  {first}"


def write(text: str) -> None:
    """Put the board into the page between its marks."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{text}{END}{after}", "utf-8")


def main() -> None:
    """Print the board."""
    arguments = argparse.ArgumentParser(description="recall, false candidates and speed of finding entries")
    arguments.add_argument("--official", type=Path, help="the consolidated annex, as imported by dualuse lists import")
    arguments.add_argument("--missed", action="store_true", help="print the lines of the development half not found")
    arguments.add_argument("--write", action="store_true", help="without and with --official, into the documentation")
    given = arguments.parse_args()
    lines = read_lines()
    if given.missed:
        print("\n".join(missed(given.official, lines)))
        return
    which = [given.official] if not given.write or given.official is None else [given.official, None]
    text = f"Recipe `{RECIPE}`.\n\n" + "\n".join(line for official in which for line in board(official, lines))
    print(text)
    if given.write:
        write(text)


if __name__ == "__main__":
    main()
