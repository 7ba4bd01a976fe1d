from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from support.hand_made_annex import annex_bytes
from support.hand_made_lists import ENTRIES, write_lists
from support.hand_made_un import un_xml
from support.running import Run

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><CONSOLIDATED_LIST>&c;</CONSOLIDATED_LIST>'
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("DUALUSE_DATA", str(folder))
    return folder


def given(tmp_path: Path, name: str, raw: bytes) -> str:
    file = tmp_path / name
    file.write_bytes(raw)
    return str(file)


def spaced(text: str) -> str:
    return " ".join(text.split())


# -- what is held


def test_an_empty_data_folder_shows_what_there_is_and_how_to_import_it(run: Run) -> None:
    ran = run("lists")
    assert ran.status == 0
    text = spaced(ran.out)
    assert "eu/annex-i: Dual-use list of the European Union" in text
    assert "55 of 384 entries encoded" in text
    assert "dualuse lists import eu/annex-i FILE" in text
    assert "dualuse lists import un/sc-consolidated FILE" in text
    assert ran == run("lists", "list")


def test_the_overview_says_how_old_a_party_list_is(run: Run, tmp_path: Path) -> None:
    today = date.today().isoformat()
    run(
        "lists", "import", "un/sc-consolidated", given(tmp_path, "new.xml", un_xml(600, generated=f"{today}T00:00:00Z"))
    )
    run(
        "lists",
        "import",
        "un/sc-consolidated",
        given(tmp_path, "old.xml", un_xml(600, generated="2020-02-27T00:00:00Z")),
    )
    rows = json.loads(run("lists", "list", "--format", "json").out)["parties"]
    assert [(s["age_days"], s["stale"], s["in_use"]) for s in rows[0]["imported"][:1]] == [(0, False, True)]
    assert [(s["stale"], s["in_use"]) for s in rows[0]["imported"][1:]] == [(True, False)]
    assert "too old to rely on" in spaced(run("lists").out)


# -- import


def test_a_party_list_is_imported_with_its_counts_and_hash(run: Run, tmp_path: Path) -> None:
    file = given(tmp_path, "list.xml", un_xml(600))
    ran = run("lists", "import", "un/sc-consolidated", file)
    assert ran.status == 0
    assert "un/sc-consolidated, made on 2026-02-27: imported" in ran.out
    assert "read: 601 parties (600 person, 1 entity)" in ran.out
    assert "sha256 " in ran.out
    again = run("lists", "import", "un/sc-consolidated", file, "--format", "json")
    assert json.loads(again.out)["outcome"] == "already_held"


@pytest.mark.parametrize(
    ("list_id", "name", "raw", "says"),
    [
        ("eu/annex-i", "a.json", b"", "the file is empty"),
        ("eu/annex-i", "a.json", b"<html>", "this is a web page or XML, not the list"),
        ("eu/annex-i", "a.json", b"{", "not JSON"),
        ("eu/annex-i", "a.json", b"[" * 100_000, "nested deeper than"),
        ("eu/annex-i", "a.json", annex_bytes(), "366"),
        ("eu/annex-i", "a.json", annex_bytes(remarks="new"), "keys nobody reads: remarks"),
        ("eu/annex-i", "a.json.gz", gzip.compress(annex_bytes())[:-30], "ends too early"),
        ("eu/annex-i", "a.json.gz", b"plain", "named .gz, but"),
        ("eu/annex-i", "a.json", gzip.compress(b" " * (70 * 1024 * 1024)), "unpacks to more than"),
        ("eu/annex-i", "a.xml", un_xml(600), "this is a web page or XML, not the list"),
        ("un/sc-consolidated", "a.xml", b"", "the file is empty"),
        ("un/sc-consolidated", "a.xml", annex_bytes(), "not well-formed XML"),
        ("un/sc-consolidated", "a.xml", BOMB, "a document type declaration"),
        ("un/sc-consolidated", "a.xml", un_xml(600)[:-40], "not well-formed XML"),
        ("un/sc-consolidated", "a.xml", un_xml(2), "at least 500"),
        ("un/sc-consolidated", "a.xml", un_xml(600, extra="<SHOE_SIZE>44</SHOE_SIZE>"), "SHOE_SIZE"),
        ("un/sc-consolidated", "a.xml.gz", gzip.compress(un_xml(600))[:-30], "damaged gzip"),
    ],
)
def test_a_wrong_file_is_one_message_and_nothing_is_written(
    run: Run, tmp_path: Path, data: Path, list_id: str, name: str, raw: bytes, says: str
) -> None:
    ran = run("lists", "import", list_id, given(tmp_path, name, raw))
    assert says in ran.err
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert not data.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import", "eu/annex-i", "no-such-file"], "no-such-file: cannot be read"),
        (["import", "eu/annex-i", "."], "cannot be read"),
        (["import", "eu/annex-iv", "x"], "nothing called 'eu/annex-iv' can be imported; there are: eu/annex-i, un/sc-"),
        (["import", "../../etc", "x"], "nothing called '../../etc'"),
        (["imprt"], "Did you mean 'import'?"),
        (["check"], "is not held; import it: dualuse lists import eu/annex-i FILE (or check without it"),
        (["check", "--root", "no-such-folder"], "does not exist"),
        (["kinds", "xyzzy"], "no kind has 'xyzzy'"),
        (["parameters", "xyzzy"], "no parameter has 'xyzzy'"),
        (["parameters", "--entry", "9Z"], "not a control code"),
        (["parameters", "--entry", "9A001"], "no encoded entry 9A001 compares a parameter"),
    ],
)
def test_a_wrong_call_says_what_to_do(run: Run, data: Path, arguments: list[str], says: str) -> None:
    ran = run("lists", *arguments)
    assert says in spaced(ran.err)
    assert (ran.status, ran.out) == (2, "")
    assert not data.exists()


def test_a_data_folder_that_is_a_file_is_one_message(run: Run, tmp_path: Path, data: Path) -> None:
    data.write_text("not a folder")
    ran = run("lists", "import", "un/sc-consolidated", given(tmp_path, "list.xml", un_xml(600)))
    assert (ran.status, ran.out) == (2, "")
    assert "cannot be written" in ran.err


def test_a_kept_list_whose_description_was_damaged_is_named(run: Run, tmp_path: Path, data: Path) -> None:
    run("lists", "import", "un/sc-consolidated", given(tmp_path, "list.xml", un_xml(600)))
    meta = next(data.rglob("meta.json"))
    meta.write_text('{"list": "un/sc-consolidated"}')
    ran = run("lists")
    assert ran.status == 2
    assert "description of a kept list is damaged" in ran.err


@pytest.mark.shared
def test_the_real_annex_is_imported_with_what_a_person_should_look_at(run: Run, shared: Path) -> None:
    ran = run("lists", "import", "eu/annex-i", str(shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz"))
    assert ran.status == 0
    assert "384 entries" in ran.out
    assert "334 repairs" in ran.out
    assert "44 doubts" in ran.out
    assert "164 CAS numbers" in ran.out
    held = json.loads(run("lists", "list", "--format", "json").out)["goods"][0]["imported"]
    assert [h["edition"] for h in held] == ["2025-11-15"]


# -- checks


def test_a_folder_that_is_right_ends_with_status_0(run: Run, tmp_path: Path) -> None:
    ran = run("lists", "check", "--root", str(write_lists(tmp_path)), "--without-official-text")
    assert ran.status == 0
    assert "0 errors, 0 warnings" in ran.out
    assert "held against: no official text" in ran.out


def test_errors_end_with_status_1_and_stand_at_their_line(run: Run, tmp_path: Path) -> None:
    root = str(write_lists(tmp_path, entries=ENTRIES.replace("[travel, 1 m]", "[travle, 1 m]")))
    ran = run("lists", "check", "--root", root, "--without-official-text")
    assert ran.status == 1
    assert "control_lists/eu/annex-i/2B.yaml:11" in ran.out
    plain = json.loads(run("lists", "check", "--root", root, "--without-official-text", "--format", "json").out)
    assert plain["errors"] == len([i for i in plain["issues"] if i["severity"] == "error"]) > 0
    assert plain["issues"][0]["file"].startswith("control_lists/")


def test_warnings_are_counted_and_shown_on_request(run: Run, tmp_path: Path) -> None:
    root = str(write_lists(tmp_path, sets="sets: {metals: [iron]}\n"))
    ran = run("lists", "check", "--root", root, "--without-official-text")
    assert ran.status == 0
    assert "sets/none.yaml: 1 warnings" in ran.out
    assert (
        "no entry uses the set 'metals'"
        in run("lists", "check", "--root", root, "--without-official-text", "--warnings").out
    )


# -- vocabulary


@pytest.mark.parametrize("word", ["valve", "клапан", "ВЕНТИЛЬ", "ball valve"])
def test_a_kind_is_found_in_either_language(run: Run, word: str) -> None:
    ran = run("lists", "kinds", *word.split())
    assert ran.status == 0
    assert "valve: Valve / Клапан" in ran.out


def test_a_kind_names_the_entries_that_deal_with_it(run: Run) -> None:
    rows = {r["kind"]: r for r in json.loads(run("lists", "kinds", "valve", "--format", "json").out)}
    assert "2A226" in rows["valve"]["entries"]
    assert "2A226" in rows["bellows_valve"]["entries"]  # through the kind above it
    assert "bellows_valve" in rows["valve"]["narrower"]


def test_parameters_of_an_entry_are_listed_with_their_dimension(run: Run) -> None:
    ran = run("lists", "parameters", "--entry", "2b204.a")
    assert "max_working_pressure" in ran.out
    assert "a quantity with its unit (pressure" in ran.out
    assert "entries: 2B004, 2B104, 2B204" in ran.out


def test_many_hits_are_one_line_each_and_none_are_lost(run: Run) -> None:
    ran = run("lists", "parameters")
    rows = json.loads(run("lists", "parameters", "--format", "json").out)
    assert ran.out.count("\n- ") + 1 >= len(rows) - 1
    assert f"{len(rows)} parameters" in ran.out
    used = json.loads(run("lists", "parameters", "--used", "--format", "json").out)
    assert 0 < len(used) < len(rows)
