"""The descriptions that the goods board measures with: the file reads, and holds what its figures presume."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

FILE = Path(__file__).resolve().parents[1] / "benchmarks/goods_lines.tsv"
HEADER = ["language", "style", "text", "entries"]
STYLES = {"datasheet", "customs", "catalogue", "invoice", "application"}
CODE = re.compile(r"[0-9][A-E][0-9]{3}")
CAS_NUMBER = re.compile(r"\b[0-9]{2,7}-[0-9]{2}-[0-9]\b")
CUSTOMS_CODE = re.compile(r"\b[0-9]{4}[ .][0-9]{2}\b|\b[0-9]{10}\b")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


class Line(NamedTuple):
    """One description; ``entries`` is empty for an innocent item."""

    language: str
    style: str
    text: str
    entries: tuple[str, ...]


def _rows() -> list[list[str]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _line(row: list[str]) -> Line:
    language, style, text, entries = row
    return Line(language, style, text, () if entries == "-" else tuple(entries.split(" ")))


LINES = [_line(row) for row in _rows()[1:]]
LISTED = [line for line in LINES if line.entries]


def test_the_first_row_names_four_columns_and_every_row_has_them() -> None:
    header, *rows = _rows()
    assert header == HEADER
    assert [row for row in rows if len(row) != len(HEADER)] == []


def test_languages_and_styles_are_the_known_ones() -> None:
    assert {line.language for line in LINES} == {"en", "ru"}
    assert {line.style for line in LINES} == STYLES


def test_a_line_is_russian_when_it_holds_cyrillic() -> None:
    assert [line.text for line in LINES if (line.language == "ru") != bool(CYRILLIC.search(line.text))] == []


def test_entries_look_like_codes_and_are_named_once() -> None:
    odd = [line for line in LISTED if not all(map(CODE.fullmatch, line.entries))]
    assert odd == []
    assert [line for line in LISTED if len(set(line.entries)) < len(line.entries)] == []


def test_no_text_is_quoted_padded_or_repeated() -> None:
    assert [line.text for line in LINES if '"' in line.text or line.text != " ".join(line.text.split())] == []
    counts = Counter(line.text.casefold() for line in LINES)
    assert [text for text, count in counts.items() if count > 1] == []


def test_every_category_has_enough_listed_lines() -> None:
    counts = Counter(category for line in LISTED for category in {code[0] for code in line.entries})
    assert len(LISTED) >= 320
    assert {category: count for category, count in counts.items() if count < 20} == {}
    assert set(counts) == set("0123456789")


def test_innocent_items_are_many() -> None:
    assert len(LINES) - len(LISTED) >= 100


@pytest.mark.parametrize("lines", [LINES, LISTED], ids=["all", "listed"])
def test_about_half_of_the_lines_are_in_each_language(lines: list[Line]) -> None:
    russian = sum(line.language == "ru" for line in lines) / len(lines)
    assert 0.45 <= russian <= 0.55


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_style_occurs_in_both_languages(language: str) -> None:
    counts = Counter(line.style for line in LISTED if line.language == language)
    assert min(counts[style] for style in STYLES) >= 15


@pytest.mark.parametrize(
    ("pattern", "most"),
    [(re.compile(rf"\b{CODE.pattern}\b"), 5), (CAS_NUMBER, 10), (CUSTOMS_CODE, 20)],
    ids=["control codes", "CAS numbers", "customs codes"],
)
def test_texts_seldom_give_the_answer_away(pattern: re.Pattern[str], most: int) -> None:
    assert sum(bool(pattern.search(line.text)) for line in LINES) <= most


@pytest.mark.shared
def test_every_code_is_an_entry_of_the_edition(shared: Path) -> None:
    with gzip.open(
        shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz", "rt", encoding="utf-8"
    ) as stream:
        known = {entry["entry_code"] for entry in json.load(stream)["entries"]}
    assert {code for line in LISTED for code in line.entries} - known == set()
