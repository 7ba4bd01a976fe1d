"""The worked encodings beside the project: material written in their names goes on working.

They were written before the language had an edition date and a title, which are put in here; nothing else is changed.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dualuse.documents import Document, read_document, read_text
from dualuse.lists.vocabulary import load_vocabulary
from dualuse.logic import Entry, EntrySet, Vocabulary, load_entry

FILES = ("cat0", "cat1", "cat2", "cat3_4_5", "cat6_9")
REFUSED = {"7A105": "'max_speed' is the speed of a missile there, and a rate of rotation in 2B120 and 2B219"}
"""Encodings that cannot be read as they stand, and why."""

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def examples(request: pytest.FixtureRequest) -> Path:
    shared: Path = request.getfixturevalue("shared")
    folder = shared / "design" / "criteria_examples"
    if not folder.is_dir():
        pytest.skip(f"the worked encodings are not in {folder}")
    return folder


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    found, issues = load_vocabulary(Path(__file__).parents[2] / "control_lists" / "vocabulary")
    assert not [i for i in issues if i.severity == "error"]
    return found


def rows(folder: Path) -> Iterator[tuple[Document, int]]:
    for name in FILES:
        document = read_document(read_text(folder / f"{name}.yaml"), name)
        assert isinstance(document.value, dict)
        entries = document.value["entries"]
        assert isinstance(entries, list)
        for number, row in enumerate(entries):
            assert isinstance(row, dict)
            row.setdefault("from", "2025-11-15")
            row.setdefault("title", "An encoding")
            yield document, number


def read(folder: Path, vocabulary: Vocabulary) -> dict[str, tuple[Entry | None, list[str]]]:
    found = {}
    for document, number in rows(folder):
        assert isinstance(document.value, dict)
        entries = document.value["entries"]
        assert isinstance(entries, list)
        row = entries[number]
        assert isinstance(row, dict)
        entry, issues = load_entry(row, document, ("entries", number), vocabulary)
        found[str(row["entry"])] = entry, [str(i) for i in issues]
    return found


def test_all_but_one_of_the_worked_encodings_are_read(examples: Path, vocabulary: Vocabulary) -> None:
    found = read(examples, vocabulary)
    assert len(found) == 108
    assert {code: issues for code, (_, issues) in found.items() if issues and code not in REFUSED} == {}
    assert all(any("max_speed" in i for i in found[code][1]) for code in REFUSED)


def test_the_worked_encodings_agree_with_each_other(examples: Path, vocabulary: Vocabulary) -> None:
    entries = [e for e, issues in read(examples, vocabulary).values() if e is not None and not issues]
    assert EntrySet(entries, vocabulary).issues() == []
