from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dualuse.errors import InputError, NotHeldError
from dualuse.lists.catalogue import Catalogue
from dualuse.lists.entry_view import EntryView, view_entry
from dualuse.lists.store import import_official, load_official
from dualuse.report.entry import render_entry
from support.hand_made_annex import SMALL, annex_bytes
from support.hand_made_lists import PRINTED, write_lists

DAY = date(2100, 1, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_lists(tmp_path)


def imported(tmp_path: Path) -> Path:
    file = tmp_path / "annex.json"
    file.write_bytes(annex_bytes(PRINTED))
    import_official("eu/annex-i", file, tmp_path / "data", expected=SMALL)
    return tmp_path / "data"


def view(root: Path, code: str, folder: Path, day: date = DAY) -> EntryView:
    return view_entry(Catalogue.load(root), "eu/annex-i", code, day, folder)


def test_an_encoded_code_stands_beside_its_official_text(tmp_path: Path, root: Path) -> None:
    found = view(root, "2B001.b", imported(tmp_path))
    assert found.encoded is not None
    assert found.printed is not None
    assert [p.id for p in found.encoded.paragraphs] == ["b"]
    assert found.encoded.partial
    assert [r.id for r in found.encoded.releases] == ["b.note"]
    assert [(line.code, line.kind, line.context) for line in found.printed.lines] == [
        ("2B001", "provision", True),
        ("2B001", "see_also", False),
        ("2B001.b", "provision", False),
        ("2B001.b.1", "provision", False),
        ("2B001.b.2", "provision", False),
        ("2B001.b", "note", False),
    ]
    page = render_entry(found)
    assert "- Temperature > 1500 °C [2B001.b.2]" in page
    assert "b.note from 2B001.b: Light ones" in page
    assert "2B001.b.2 A hot zone above 1773 K (1500 °C);" in page
    assert "control_lists/eu/annex-i/2B.yaml:3" in page


def test_a_limb_of_a_paragraph_shows_the_paragraph_that_speaks_of_it(tmp_path: Path, root: Path) -> None:
    found = view(root, "2в001.B.1.", imported(tmp_path))  # Cyrillic letters, capitals, a final point
    assert found.code == "2B001.b.1"
    assert found.encoded is not None
    assert [p.code for p in found.encoded.paragraphs] == ["2B001.b"]


def test_a_code_that_is_not_encoded_is_shown_from_the_text_and_says_so(tmp_path: Path, root: Path) -> None:
    found = view(root, "3A001", imported(tmp_path))
    assert found.encoded is None
    assert found.printed is not None
    assert "no item is held against it" in found.notices[0]
    assert "Something of another category." in render_entry(found)


def test_without_an_import_the_criteria_are_shown_with_how_to_import(tmp_path: Path, root: Path) -> None:
    found = view(root, "2B001", tmp_path / "data")
    assert found.printed is None
    page = render_entry(found)
    assert "Accuracy ≤ 0.9 µm" in page
    assert "dualuse lists import eu/annex-i FILE" in " ".join(page.split())


def test_repairs_and_doubts_of_the_shown_text_are_told(tmp_path: Path, root: Path) -> None:
    page = render_entry(view(root, "2B002", imported(tmp_path)))
    assert "'× 103' read as '× 10^3'" in page
    assert "What was done to this text" not in render_entry(view(root, "2B001", tmp_path / "data"))


def test_a_text_that_was_changed_after_its_import_is_not_shown(tmp_path: Path, root: Path) -> None:
    data = imported(tmp_path)
    next(data.rglob("source.json")).write_bytes(b"{}")
    found = view(root, "2B001", data)
    assert found.printed is None
    assert "changed after it was imported" in (found.problem or "")


@pytest.mark.parametrize(
    ("code", "day", "error", "says"),
    [
        ("9Z", DAY, InputError, "not a control code"),
        ("2B001.z", DAY, NotHeldError, "prints no 2B001.z; near it are 2B001"),
        ("5A001", DAY, NotHeldError, "prints no 5A001"),
        ("2B001", date(2000, 1, 1), NotHeldError, "no edition of eu/annex-i held for 2000-01-01"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_reason(
    tmp_path: Path, root: Path, code: str, day: date, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        view(root, code, imported(tmp_path), day)


def test_a_code_that_neither_we_nor_an_import_hold_says_how_to_get_it(tmp_path: Path, root: Path) -> None:
    with pytest.raises(NotHeldError, match=r"3A001 is not encoded .*dualuse lists import"):
        view(root, "3A001", tmp_path)
    with pytest.raises(NotHeldError, match=r"2B001 as encoded has no 2B001.z; it has: 2B001.a, 2B001.b"):
        view(root, "2B001.z", tmp_path)


@pytest.mark.shared
def test_every_entry_of_the_real_text_can_be_shown(tmp_path: Path, shared: Path) -> None:
    import_official("eu/annex-i", shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz", tmp_path)
    catalogue = Catalogue.load()
    text = load_official("eu/annex-i", tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dualuse.lists.entry_view.load_official", lambda *_, **__: text)
        views = [view_entry(catalogue, "eu/annex-i", code, date(2026, 1, 1), tmp_path) for code in text.entries()]
    assert len(views) == 384
    assert sum(v.encoded is not None for v in views) == 55
    assert all(v.printed is not None and v.printed.lines for v in views)
