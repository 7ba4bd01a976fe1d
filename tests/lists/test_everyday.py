from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.data import control_lists_dir
from dualuse.lists.everyday import FILE, load_everyday
from dualuse.lists.glosses import load_glosses
from dualuse.matching.goods.words import words


def test_the_shipped_words_are_read_without_issue_in_two_languages() -> None:
    held, issues = load_everyday(control_lists_dir())
    assert issues == []
    assert {"kitchen", "кухня"} <= set(held)


def test_no_everyday_word_is_a_trade_word_of_an_entry() -> None:
    glosses, _ = load_glosses(control_lists_dir())
    traded = {w for g in glosses for text in (*g.row.en, *g.row.ru, *g.row.families) for w in words(text)}
    held, _ = load_everyday(control_lists_dir())
    assert [w for w in held if traded.intersection(words(w))] == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("en: [two words]", "is not one word"),
        ("en: [pillow, pillow]", "stands here already"),
        ("de: [kissen]", "de"),
    ],
)
def test_what_is_wrong_with_the_file_is_told_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / FILE).write_text(f"source: us\nthemes:\n- theme: home\n  {row}\n", "utf-8")
    _, issues = load_everyday(tmp_path)
    assert len(issues) == 1
    assert problem in str(issues[0])
    assert issues[0].where.line is not None


def test_a_folder_without_the_file_has_no_everyday_words(tmp_path: Path) -> None:
    assert load_everyday(tmp_path) == ((), [])
