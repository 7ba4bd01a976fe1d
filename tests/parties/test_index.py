"""The stored index: mapped when it is the very one, never trusted when it is not, and no need of it to screen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.parties import index
from dualuse.parties.index import SpellingIndex, own_words, spelling_index, without_forms
from dualuse.parties.store import import_party_list, load_party_list
from support.hand_made_un import un_xml

NAMES = ["SAVA", "Invented Trading Corporation", "Тестов Олим", "SAVA Holding"]


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that an index was built."""
    found: list[int] = []
    real = index._built

    def counted(spellings: list[str]) -> SpellingIndex:
        found.append(len(spellings))
        return real(spellings)

    monkeypatch.setattr(index, "_built", counted)
    return found


def answers(held: SpellingIndex) -> object:
    """What an index says to a few names."""
    asked = ("Sava LLC", "Olim Testov", "Invented Trade Corp", "nobody")
    return [held.matcher.search(name, 30).matches for name in asked], list(held.homes)


def test_an_index_is_built_once_and_then_mapped_with_the_same_answers(tmp_path: Path, builds: list[int]) -> None:
    first = answers(spelling_index(NAMES, tmp_path))
    assert answers(spelling_index(NAMES, tmp_path)) == first
    assert builds == [4]
    assert answers(spelling_index(NAMES)) == first


def test_other_spellings_have_another_index_and_the_old_one_goes(tmp_path: Path, builds: list[int]) -> None:
    spelling_index(NAMES, tmp_path)
    spelling_index(NAMES[:3], tmp_path)
    assert builds == [4, 3]
    assert len(list(tmp_path.iterdir())) == 1


def test_spellings_in_another_order_are_other_spellings(tmp_path: Path, builds: list[int]) -> None:
    spelling_index(["a b", "c"], tmp_path)
    spelling_index(["c", "a b"], tmp_path)
    assert builds == [2, 2]


def test_another_program_builds_anew(tmp_path: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    spelling_index(NAMES, tmp_path)
    monkeypatch.setattr(index, "_program", lambda: "another")
    spelling_index(NAMES, tmp_path)
    assert builds == [4, 4]


def test_a_changed_or_missing_file_is_never_trusted(tmp_path: Path, builds: list[int]) -> None:
    right = answers(spelling_index(NAMES, tmp_path))
    files = sorted(f for f in tmp_path.rglob("*") if f.is_file())
    assert len(files) > 10
    for number, file in enumerate(files):
        whole = file.read_bytes()
        for damaged in (whole[:-1] + bytes([whole[-1] ^ 1]), whole[: len(whole) // 2], None):
            if damaged is None:
                file.unlink()
            else:
                file.write_bytes(damaged)
            assert answers(spelling_index(NAMES, tmp_path)) == right, file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(whole)
        assert len(builds) > number


def test_a_table_of_homes_that_was_changed_is_never_trusted(tmp_path: Path, builds: list[int]) -> None:
    right = answers(spelling_index(NAMES, tmp_path))
    file = next(tmp_path.rglob("homes.json"))
    kept = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**kept, "homes": kept["homes"].replace("0, 1", "1, 0")}), "utf-8")
    assert answers(spelling_index(NAMES, tmp_path)) == right
    assert builds == [4, 4]


def test_where_nothing_can_be_written_it_is_built_each_time(tmp_path: Path, builds: list[int]) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert answers(spelling_index(NAMES, in_the_way)) == answers(spelling_index(NAMES, in_the_way))
    assert builds == [4, 4]


def test_importing_a_list_builds_its_index(tmp_path: Path, builds: list[int]) -> None:
    file = tmp_path / "un.xml"
    file.write_bytes(un_xml(persons=300, entities=300))
    imported, _ = import_party_list("un/sc-consolidated", file, tmp_path / "data")
    assert len(builds) == 1
    held = load_party_list("un/sc-consolidated", tmp_path / "data")
    place = tmp_path / "data" / "parties" / held.id / held.sha256
    spelling_index([a.name for p in imported.parties for a in p.names()], place)
    assert len(builds) == 1


def test_spellings_with_legal_forms_are_held_once_more_without_them() -> None:
    held = spelling_index(NAMES)
    assert list(held.homes) == [0, 1, 2, 3, 1, 3]
    assert [held.matcher.forms_at(n).tokens for n in (4, 5)] == [["invented", "trading"], ["sava"]]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("LLC Sava", "sava"),
        ("Sava Holding and Co", "sava"),
        ("Общество с ограниченной ответственностью «Сава»", "sava"),
        ("Sava Limited Liability Company", "sava"),
        ("T.T.P.", "ttp"),
        ("Sava Trading", None),
        ("LLC", None),
        ("", None),
        ("***", None),
    ],
)
def test_legal_forms_and_words_like_them_are_left_off_and_nothing_else(name: str, bare: str | None) -> None:
    assert without_forms(name) == bare


@given(st.text(max_size=40))
def test_leaving_off_legal_forms_twice_changes_nothing(name: str) -> None:
    bare = without_forms(name)
    assert bare is None or (without_forms(bare) is None and own_words(bare) == own_words(name))


def test_nothing_of_the_index_is_loaded_before_a_name_is_asked_for() -> None:
    """Help, exercises and a check of rules need no arrays; numpy alone would double the start."""
    code = "import sys; from dualuse.checker import Checker; Checker.load(); print('numpy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert ran.stdout.strip() == "False"
