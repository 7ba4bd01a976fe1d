from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dualuse.errors import DualUseError, InputError, NotHeldError, SourceChangedError
from dualuse.lists import store
from dualuse.lists.store import held, import_official, load_official
from support.hand_made_annex import ENTRIES, SMALL, annex_bytes

NOW = datetime(2100, 1, 2, 3, 4, 5, tzinfo=UTC)
EARLIER = {"valid_from": "2098-01-01", "corpus_version": "02021R0821-20980101"}


def given(folder: Path, raw: bytes, name: str = "annex.json") -> Path:
    file = folder / name
    file.write_bytes(raw)
    return file


def imported(tmp_path: Path, raw: bytes, name: str = "annex.json") -> store.ImportReport:
    file = given(tmp_path, raw, name)
    return import_official("eu/annex-i", file, tmp_path / "data", imported_by="A. Tester", now=NOW, expected=SMALL)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_an_import_keeps_the_file_untouched_with_its_description(tmp_path: Path) -> None:
    raw = gzip.compress(annex_bytes())
    report = imported(tmp_path, raw, "annex.json.gz")
    assert report.outcome == "imported"
    assert report.held.folder == tmp_path / "data/official/eu/annex-i/2099-12-31"
    assert report.held.file.read_bytes() == raw
    assert sorted(f.name for f in report.held.folder.iterdir()) == ["meta.json", "sha256", "source.json.gz"]
    meta = json.loads((report.held.folder / "meta.json").read_text("utf-8"))
    assert (meta["imported_by"], meta["imported_at"]) == ("A. Tester", "2100-01-02T03:04:05+00:00")
    assert meta["counts"]["entries"] == 5
    assert len(meta["doubts"]) == len(report.doubts) > 0
    assert len(meta["repairs"]) == len(report.repairs) > 0
    assert meta["sha256"] in (report.held.folder / "sha256").read_text()


def test_importing_the_same_file_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    imported(tmp_path, annex_bytes())
    before = everything(tmp_path / "data")
    again = imported(tmp_path, annex_bytes())
    assert again.outcome == "already_held"
    assert "held already" in str(again)
    assert everything(tmp_path / "data") == before


def test_another_file_of_the_edition_is_kept_beside_and_not_used(tmp_path: Path) -> None:
    first = imported(tmp_path, annex_bytes())
    other = annex_bytes(ENTRIES | {"2B003": ["2B003 Something new."]})
    second = imported(tmp_path, other)
    assert second.outcome == "kept_beside"
    assert "stays in use" in str(second)
    assert second.held.file.read_bytes() == other
    assert load_official("eu/annex-i", tmp_path / "data").sha256 == first.held.sha256
    assert [h.in_use for h in held(tmp_path / "data")] == [True, False]
    assert imported(tmp_path, other).outcome == "already_held"


def test_what_is_loaded_is_what_was_imported(tmp_path: Path) -> None:
    report = imported(tmp_path, annex_bytes())
    text = load_official("eu/annex-i", tmp_path / "data", edition="2099-12-31")
    assert (text.sha256, text.counts()) == (report.held.sha256, report.held.counts)


def test_the_day_chooses_the_edition(tmp_path: Path) -> None:
    imported(tmp_path, annex_bytes())
    imported(tmp_path, annex_bytes(**EARLIER), "earlier.json")
    data = tmp_path / "data"
    assert [h.edition for h in held(data)] == ["2099-12-31", "2098-01-01"]
    assert load_official("eu/annex-i", data).edition == "2099-12-31"
    assert load_official("eu/annex-i", data, as_of=date(2099, 12, 30)).edition == "2098-01-01"
    assert load_official("eu/annex-i", data, as_of=date(2099, 12, 31)).edition == "2099-12-31"
    with pytest.raises(NotHeldError, match=r"no edition in force on 2020-01-01 .* held are: 2099-12-31"):
        load_official("eu/annex-i", data, as_of=date(2020, 1, 1))
    with pytest.raises(NotHeldError, match="no edition 2097-01-01"):
        load_official("eu/annex-i", data, edition="2097-01-01")


def test_nothing_held_says_how_to_import(tmp_path: Path) -> None:
    assert held(tmp_path) == []
    with pytest.raises(NotHeldError, match="dualuse lists import eu/annex-i FILE"):
        load_official("eu/annex-i", tmp_path)
    with pytest.raises(NotHeldError, match="known are: eu/annex-i"):
        load_official("xx/none", tmp_path)


def test_a_kept_file_that_was_changed_is_not_used(tmp_path: Path) -> None:
    report = imported(tmp_path, annex_bytes())
    report.held.file.write_bytes(annex_bytes() + b" ")
    with pytest.raises(InputError, match="changed after it was imported"):
        load_official("eu/annex-i", tmp_path / "data")
    with pytest.raises(InputError, match="changed after it was imported"):
        imported(tmp_path, annex_bytes())


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"list": 1}', "{"])
def test_a_damaged_description_is_named(tmp_path: Path, damage: str) -> None:
    report = imported(tmp_path, annex_bytes())
    (report.held.folder / "meta.json").write_text(damage)
    with pytest.raises(InputError, match="description of a kept list is damaged"):
        held(tmp_path / "data")


@pytest.mark.parametrize(
    "raw",
    [b"", b"<html>", b"[]", b"{}", gzip.compress(annex_bytes())[:-20], annex_bytes(remarks="new"), annex_bytes({})],
)
def test_a_refused_file_leaves_nothing_behind(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises((InputError, SourceChangedError)):
        imported(tmp_path, raw)
    assert not (tmp_path / "data").exists()


def test_a_failure_while_writing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        imported(tmp_path, annex_bytes())
    monkeypatch.undo()
    assert everything(tmp_path / "data") == {}
    assert held(tmp_path / "data") == []


@pytest.mark.parametrize("list_id", ["../../etc", "eu/annex-i/../x", "", "EU/ANNEX-I"])
def test_a_list_name_is_not_a_path(tmp_path: Path, list_id: str) -> None:
    with pytest.raises(DualUseError):
        import_official(list_id, given(tmp_path, annex_bytes()), tmp_path / "data", expected=SMALL)
    assert not (tmp_path / "data").exists()


@pytest.mark.shared
def test_the_real_file_is_imported_and_loaded_quickly(tmp_path: Path, shared: Path) -> None:
    file = shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz"
    report = import_official("eu/annex-i", file, tmp_path)
    assert report.outcome == "imported"
    assert report.held.file.read_bytes() == file.read_bytes()
    started = time.perf_counter()
    text = load_official("eu/annex-i", tmp_path, as_of=date(2026, 1, 1))
    assert time.perf_counter() - started < 2
    assert text.counts() == report.held.counts
