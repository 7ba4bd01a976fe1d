"""A party list that did not arrive whole is refused, keeps what was there, and is no list on which nobody stands."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dualuse.checker import Checker
from dualuse.errors import DualUseError
from dualuse.model.assessment import Effect
from dualuse.parties.store import held_party_lists, import_party_list
from support.deals import DAY, UN_LIST, deal, held_list, one
from support.hand_made_un import un_xml
from support.running import Run

WHOLE = un_xml(persons=300, entities=300, generated="2026-02-14T00:00:00Z")

FAILED = {
    "nothing": b"",
    "a page of the web server": b"<!DOCTYPE html><html><body>Service unavailable</body></html>",
    "an answer of the storage": b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
    "a message for programs": json.dumps({"error": "rate limit"}).encode(),
    "half of it": WHOLE[: len(WHOLE) // 2],
    "half of it, packed": gzip.compress(WHOLE)[:2000],
    "a list of nobody": un_xml(persons=0, entities=0),
    "a tenth of it": un_xml(persons=30, entities=30),
    "no day": un_xml(persons=300, entities=300, generated=""),
    "the pointer to it": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "another encoding": WHOLE.replace(b"UTF-8", b"UTF-16"),
}


@pytest.mark.parametrize("what", FAILED)
def test_a_failed_list_download_is_not_a_pass(tmp_path: Path, what: str) -> None:
    bad = tmp_path / "download"
    bad.write_bytes(FAILED[what])
    folder = tmp_path / "data"
    with pytest.raises(DualUseError):
        import_party_list(UN_LIST, bad, folder)
    assert one(Checker.load(folder).assess(deal()), "un/sanctions").effect is Effect.UNDETERMINED


@pytest.mark.parametrize("what", FAILED)
def test_a_failed_list_download_does_not_replace_the_copy_that_was_held(tmp_path: Path, what: str) -> None:
    folder = held_list(tmp_path / "data")
    bad = tmp_path / "download"
    bad.write_bytes(FAILED[what])
    with pytest.raises(DualUseError):
        import_party_list(UN_LIST, bad, folder)
    assert len(held_party_lists(folder)) == 1
    assert Checker.load(folder).screen(["Olim Testov"], DAY)[0].hits


def test_a_failed_list_download_is_one_message_and_status_2(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "download.xml"
    bad.write_bytes(FAILED["half of it"])
    ran = run("lists", "import", UN_LIST, str(bad), "--data", str(tmp_path / "data"))
    assert (ran.status, ran.out) == (2, "")
    assert "download the file again" in ran.err


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda raw: raw[:5000],
    "emptied": lambda _: b"",
    "packed and damaged": lambda raw: gzip.compress(raw)[:500],
    "a name taken out": lambda raw: raw.replace(b"OLIM", b"OTTO"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_kept_copy_that_was_damaged_is_a_problem_and_not_a_pass(tmp_path: Path, what: str) -> None:
    """The assessment goes on for the other laws, and says that nobody was screened."""
    folder = held_list(tmp_path / "data")
    kept = held_party_lists(folder)[0].file
    kept.write_bytes(SPOILED[what](kept.read_bytes()))
    found = Checker.load(folder).assess(deal())
    assert one(found, "un/sanctions").effect is Effect.UNDETERMINED
    assert one(found, "eu/dual_use").effect is Effect.NO_REQUIREMENT_FOUND


@pytest.mark.parametrize("text", ["", "{", "[]", '{"list": "un/sc-consolidated"}', '{"snapshot": "yesterday"}'])
def test_a_kept_copy_whose_description_was_damaged_is_a_problem_and_not_a_pass(tmp_path: Path, text: str) -> None:
    folder = held_list(tmp_path / "data")
    held_party_lists(folder)[0].file.with_name("meta.json").write_text(text)
    own = one(Checker.load(folder).assess(deal()), "un/sanctions")
    assert own.effect is Effect.UNDETERMINED
    assert "import the list again" in own.says


def test_a_newer_copy_deletes_no_older_one_and_no_answer_given_on_it(tmp_path: Path) -> None:
    """Loading a new edition threw away what people had answered under the old one."""
    folder = held_list(tmp_path / "data", generated="2026-02-10T00:00:00Z")
    people = [{"role": "end_user", "name": "Olim Testov", "country": "KZ"}]
    entries = sorted({h.entry_id for h in Checker.load(folder).screen(["Olim Testov"], DAY)[0].hits})
    case = deal(parties=people, facts={"different_from": entries})
    assert one(Checker.load(folder).assess(case), "un/sanctions").effect is Effect.NO_REQUIREMENT_FOUND
    held_list(folder, generated="2026-02-15T00:00:00Z")
    assert len(held_party_lists(folder)) == 2
    again = Checker.load(folder).assess(case)
    assert again.screenings[0].snapshot.isoformat() == "2026-02-15"  # type: ignore[union-attr]
    assert one(again, "un/sanctions").effect is Effect.NO_REQUIREMENT_FOUND


def test_an_entry_that_is_new_under_the_same_name_is_asked_again(tmp_path: Path) -> None:
    """That a party is not the one who was listed says nothing about another who has been listed since."""
    folder = held_list(tmp_path / "data", generated="2026-02-10T00:00:00Z")
    people = [{"role": "end_user", "name": "Olim Testov", "country": "KZ"}]
    entries = sorted({h.entry_id for h in Checker.load(folder).screen(["Olim Testov"], DAY)[0].hits})
    held_list(folder, generated="2026-02-15T00:00:00Z", persons=301)
    case = deal(parties=people, facts={"different_from": entries})
    assert one(Checker.load(folder).assess(case), "un/sanctions").effect is Effect.HOLD


def test_an_older_file_imported_later_is_not_taken_for_the_newest(tmp_path: Path) -> None:
    folder = held_list(tmp_path / "data", generated="2026-02-15T00:00:00Z")
    held_list(folder, generated="2026-02-01T00:00:00Z")
    assert str(Checker.load(folder).screen(["Olim Testov"], DAY)[0].snapshot) == "2026-02-15"


def test_whoever_left_the_list_is_found_in_the_copy_of_the_day_and_not_in_the_newer_one(tmp_path: Path) -> None:
    """A feed that dropped the days on which listings ended brought back those that had."""
    extra = "<THIRD_NAME>DELISTED</THIRD_NAME>"
    folder = held_list(tmp_path / "data", generated="2026-02-10T00:00:00Z", extra=extra)
    assert Checker.load(folder).screen(["Testov Olim Delisted"], DAY)[0].hits[0].score == 100
    held_list(folder, generated="2026-02-15T00:00:00Z")
    assert not any(h.score == 100 for h in Checker.load(folder).screen(["Testov Olim Delisted"], DAY)[0].hits)
