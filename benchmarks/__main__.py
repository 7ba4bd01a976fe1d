"""Run the boards, and put their tables into the documentation: ``python -m benchmarks [BOARD ...] [--write]``.

    python -m benchmarks                                  # all of them, in short form, printed
    python -m benchmarks names-speed --full --write       # one, in full, into docs/benchmarks.md
    python -m benchmarks goods --official FILE --write    # goods, into docs/matching-goods.md

The exit status is 1 if a board has targets and one is missed.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs/benchmarks.md"
START, END = "<!-- board: {} -->\n", "<!-- end of board -->\n"
OWN = "dualuse"
"""Matchers whose names start so are on the board of accuracy, but for the one that has no index; see docs/peers.md."""


Measured = tuple[list[str], bool]
"""Lines for a page, and whether every target is met."""


def names_speed(chosen: argparse.Namespace) -> Measured:
    """Speed and exactness of the index of names."""
    from benchmarks.names_speed import FULL_SIZES, SIZES, measure
    from benchmarks.speed.table import markdown

    table = measure(FULL_SIZES if chosen.full else SIZES, full=chosen.full)
    return [*markdown(table.rows), "", f"{table.judged()}."], not table.missed


def names_accuracy(chosen: argparse.Namespace) -> Measured:
    """Recall of names at a given load of false alerts, on both halves."""
    from benchmarks.names.matchers import MATCHERS
    from benchmarks.names.questions import questions
    from benchmarks.names_accuracy import measure, written

    compared = [name for name in sorted(MATCHERS) if name.startswith(OWN) and "exhaustive" not in name]
    lines = []
    for half in ("development", "held-out"):
        asked = questions(half, 100, 2000)
        boards = [measure(name, MATCHERS[name](asked.names), asked)[0] for name in compared]
        lines += [f"### {half.capitalize()} half", ""]
        lines += [f"{asked.listed:,} listed names, {len(asked.clean):,} clean names.", "", written(boards), ""]
    return lines, True


def goods(chosen: argparse.Namespace) -> Measured:
    """Descriptions of goods: recall, false candidates, speed."""
    from benchmarks import goods_board
    from dualuse.matching.goods import RECIPE

    lines = goods_board.read_lines()
    indexes = [chosen.official, None] if chosen.official else [None]
    tables = [line for official in indexes for line in goods_board.board(official, lines)]
    return [f"Recipe `{RECIPE}`.", "", *tables], True


def reading(chosen: argparse.Namespace) -> Measured:
    """Reading the names of many declarations by column."""
    from benchmarks.reading import measure

    return measure()


BOARDS: dict[str, Callable[[argparse.Namespace], Measured]] = {
    "names-speed": names_speed,
    "names-accuracy": names_accuracy,
    "goods": goods,
    "reading": reading,
}


def run(board: str, chosen: argparse.Namespace) -> Measured:
    """The lines of a board under the command that makes them."""
    lines, met = BOARDS[board](chosen)
    flags = " --full" if board == "names-speed" and chosen.full else ""
    flags += " --official FILE" if board == "goods" and chosen.official else ""
    flags += " --write" if chosen.write else ""
    return ["```sh", f"python -m benchmarks {board}{flags}", "```", "", _circumstances(), "", *lines], met


def _circumstances() -> str:
    used = ", ".join(f"{package} {version(package)}" for package in ("numpy", "rapidfuzz"))
    machine = f"{os.cpu_count()} processors"
    if hasattr(os, "getloadavg"):
        machine += f", {os.getloadavg()[2]:.0f} processes at work on them"
    return f"Measured on {datetime.now(UTC).date()} with Python {platform.python_version()}, {used}; {machine}."


def put(page: str, board: str, lines: list[str]) -> str:
    """The page with the lines of a board between its marks.

    Raises:
        ValueError: The page has no place for it.
    """
    before, start, rest = page.partition(START.format(board))
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"no place for the board '{board}' on the page: {START.format(board)!r} and {END!r} mark it")
    text = "\n".join(lines).strip("\n")
    return f"{before}{start}\n{text}\n\n{end}{after}"


def main() -> int:
    """Run the chosen boards."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="run the boards")
    options.add_argument("board", nargs="*", help=f"any of {', '.join(BOARDS)}; all by default")
    options.add_argument("--full", action="store_true", help="names-speed: up to 5 million names; takes half an hour")
    options.add_argument(
        "--official", type=Path, help="goods: the consolidated annex, as dualuse lists import reads it"
    )
    options.add_argument("--write", action="store_true", help="put the tables into docs/")
    chosen = options.parse_args()
    boards = chosen.board or list(BOARDS)
    if unknown := [board for board in boards if board not in BOARDS]:
        options.error(f"no board '{unknown[0]}'; there are: {', '.join(BOARDS)}")
    if chosen.write and "goods" in boards and chosen.official is None:
        options.error("the page on goods shows the board with the official text too; say where it is: --official FILE")
    all_met = True
    for board in boards:
        lines, met = run(board, chosen)
        all_met &= met
        print("\n".join(lines), flush=True)
        if chosen.write:
            _write(board, lines)
    return 0 if all_met else 1


def _write(board: str, lines: list[str]) -> None:
    if board == "goods":
        from benchmarks import goods_board

        goods_board.write("\n".join(lines) + "\n")
    else:
        PAGE.write_text(put(PAGE.read_text("utf-8"), board, lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
