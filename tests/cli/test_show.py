from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.running import Run


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUALUSE_DATA", str(tmp_path / "data"))


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_without_an_import_the_criteria_are_shown_and_how_to_import_is_said(run: Run) -> None:
    ran = run("show", "eu/annex-i", "2B204")
    assert ran.status == 0
    text = spaced(ran.out)
    assert "Maximum working pressure ≥ 69 MPa [2B204.a.1]" in text
    assert "Inside diameter of the working chamber > 152 mm [2B204.a.2]" in text
    assert "NSG (Nuclear Suppliers Group)" in text
    assert "dualuse lists import eu/annex-i FILE" in text
    assert "control_lists/eu/annex-i/2B201-2B233.yaml:" in text


def test_the_only_list_held_need_not_be_named(run: Run) -> None:
    assert run("show", "2B204").out == run("show", "eu/annex-i", "2B204").out


def test_a_product_group_lists_its_entries_and_says_which_are_encoded(run: Run) -> None:
    ran = run("show", "2в")  # a Cyrillic letter
    assert ran.status == 0
    assert "[+] 2B350 " in ran.out
    assert "2A001" not in ran.out
    assert "are not listed, since the official text of eu/annex-i is not held" in spaced(ran.out)
    rows = json.loads(run("show", "2", "--format", "json").out)["entries"]
    assert len(rows) == 55
    assert all(row["encoded"] for row in rows)
    assert "no entry of eu/annex-i held begins with 7A" in run("show", "7A").err


def test_text_has_no_colour_codes_when_it_is_not_a_terminal(run: Run) -> None:
    assert "\x1b[" not in run("show", "2B001").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["eu/annex-i", "9Z"], "not a control code: '9Z'"),
        (["eu/annex-i", "2B204.z"], "2B204 as encoded has no 2B204.z"),
        (["eu/annex-i", "9A001"], "9A001 is not encoded in eu/annex-i"),
        (["eu/annex-iv", "2B204"], "no control list called 'eu/annex-iv'; there are: eu/annex-i"),
        (["eu/annex-i", "2B204", "2B001"], "one list and one code are expected"),
        (["2B204", "--as-of", "2020-01-01"], "no edition of eu/annex-i held for 2020-01-01"),
        (["2B204", "--as-of", "2020-13-01"], "is not a day; write it as 2026-10-05"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_shown_is_one_message(run: Run, arguments: list[str], says: str) -> None:
    ran = run("show", *arguments)
    assert says in spaced(ran.err)
    assert (ran.status, ran.out) == (2, "")


@pytest.mark.shared
def test_the_official_text_stands_beside_the_criteria(run: Run, shared: Path) -> None:
    run("lists", "import", "eu/annex-i", str(shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz"))
    text = run("show", "eu/annex-i", "2B350.g").out
    assert "Our criteria" in text
    assert "Official text, edition of 2025-11-15" in text
    assert "2B350.g.1.a" in text
    plain = json.loads(run("show", "2B204", "--format", "json").out)
    assert plain["printed"]["definitions"][0]["term"] == "Isostatic presses"
    assert plain["encoded"]["paragraphs"][0]["condition"]["parts"][1]["text"] == "Maximum working pressure ≥ 69 MPa"
    assert run("show", "7A").out.count("[ ] 7A") == 16
    alone = run("show", "7A101")
    assert alone.status == 0
    assert "no item is held against it" in spaced(alone.out)
    assert "Defined terms used" in alone.out
    assert "DEPOSITION" in run("show", "2E003").out
    assert len(run("show", "2E003", "--notes").out) > len(run("show", "2E003").out)
