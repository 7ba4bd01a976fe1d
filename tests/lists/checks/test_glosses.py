from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.lists.validate import check_lists
from support.hand_made_lists import official, write_lists

HEAD = "list: eu/annex-i\nsource: a test\nglosses:\n"


def found(tmp_path: Path, rows: str, with_text: bool = True) -> list[str]:
    root = write_lists(tmp_path)
    (root / "eu/annex-i/glosses").mkdir()
    (root / "eu/annex-i/glosses/words.yaml").write_text(HEAD + rows, "utf-8")
    texts = {("eu/annex-i", "2099-12-31"): official()} if with_text else {}
    return [str(issue) for issue in check_lists(root, texts).issues]


def test_glosses_of_held_and_of_printed_codes_are_right(tmp_path: Path) -> None:
    rows = "- {entry: 2B001.b, en: [saw]}\n- {entry: 3A001, en: [chip]}\n- {kind: press, en: [HIP]}\n"
    assert found(tmp_path, rows) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("- {entry: 2B009, en: [saw]}\n", "no entry or paragraph held is called 2B009"),
        ("- {entry: 2B001.z, en: [saw]}\n", "no entry or paragraph held is called 2B001.z"),
        ("- {entry: 3A999, en: [chip]}\n", "no edition held prints 3A999"),
        ("- {kind: saw, en: [saw]}\n", "there is no kind 'saw'"),
    ],
)
def test_a_gloss_of_what_is_not_there_is_an_error(tmp_path: Path, row: str, says: str) -> None:
    assert any(says in line for line in found(tmp_path, row))
