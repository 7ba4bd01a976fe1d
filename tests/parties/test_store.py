from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dualuse.errors import InputError, NotHeldError, SourceChangedError
from dualuse.parties.store import held_party_lists, import_party_list, load_party_list
from support.hand_made_un import un_xml

LIST = "un/sc-consolidated"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "un.xml"
    path.write_bytes(un_xml(persons=300, entities=300))
    return path


def test_an_imported_list_is_held_and_read_back(file: Path, tmp_path: Path) -> None:
    imported, again = import_party_list(LIST, file, tmp_path / "data")
    assert not again
    assert [h.parties for h in held_party_lists(tmp_path / "data")] == [600]
    assert load_party_list(LIST, tmp_path / "data") == imported


def test_importing_the_same_file_twice_keeps_one_copy(file: Path, tmp_path: Path) -> None:
    import_party_list(LIST, file, tmp_path / "data")
    assert import_party_list(LIST, file, tmp_path / "data")[1]
    assert len(held_party_lists(tmp_path / "data")) == 1


def test_the_newest_snapshot_is_used_and_an_older_one_stays_for_replay(file: Path, tmp_path: Path) -> None:
    old, _ = import_party_list(LIST, file, tmp_path / "data")
    file.write_bytes(gzip.compress(un_xml(persons=301, entities=300, generated="2026-03-01T00:00:00Z")))
    new, _ = import_party_list(LIST, file, tmp_path / "data")
    assert load_party_list(LIST, tmp_path / "data").sha256 == new.sha256
    assert load_party_list(LIST, tmp_path / "data", old.sha256) == old


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_bytes(b"<html></html>")
    with pytest.raises(SourceChangedError):
        import_party_list(LIST, bad, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_kept_file_that_was_changed_is_refused(file: Path, tmp_path: Path) -> None:
    import_party_list(LIST, file, tmp_path / "data")
    kept = held_party_lists(tmp_path / "data")[0].file
    kept.write_bytes(kept.read_bytes().replace(b"INVENTED", b"REMOVED_"))
    with pytest.raises(InputError, match="changed after it was imported"):
        load_party_list(LIST, tmp_path / "data")


def test_what_is_not_held_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(NotHeldError, match="dualuse lists import un/sc-consolidated"):
        load_party_list(LIST, tmp_path)
    with pytest.raises(NotHeldError, match="there are: un/sc-consolidated"):
        import_party_list("un/other", tmp_path / "x", tmp_path)


def test_a_damaged_gzip_file_and_a_missing_file_are_one_clear_message(tmp_path: Path) -> None:
    damaged = tmp_path / "a.gz"
    damaged.write_bytes(gzip.compress(un_xml(persons=300, entities=300))[:500])
    with pytest.raises(SourceChangedError, match="damaged gzip"):
        import_party_list(LIST, damaged, tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        import_party_list(LIST, tmp_path / "absent.xml", tmp_path)
