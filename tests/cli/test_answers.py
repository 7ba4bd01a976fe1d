"""The commands that answer about a transaction: what they end with, and that text and JSON say the same."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from dualuse.data import examples_dir
from support.hand_made_un import un_xml
from support.running import Run

PRESS = ["--kind", "isostatic_press", "-p", "max_working_pressure=690 bar"]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("DUALUSE_DATA", str(folder))
    return folder


def spaced(text: str) -> str:
    return " ".join(text.split())


# -- assess


@pytest.mark.parametrize("name", sorted(f.stem for f in examples_dir().glob("*.yaml")))
def test_every_example_is_assessed_and_the_status_is_what_the_json_says(run: Run, name: str) -> None:
    text = run("assess", f"example:{name}")
    plain = run("assess", f"example:{name}", "--format", "json")
    assessment = json.loads(plain.out)
    assert text.status == plain.status == assessment["exit_status"]
    assert text.status in (1, 3)
    assert text.err == plain.err == ""
    for determination in assessment["determinations"]:
        assert determination["citations"], "no finding without citation"
        assert determination["effect"].replace("_", " ").upper() in text.out
    for question in assessment["questions"]:
        assert spaced(question["ask"]) in spaced(text.out)
    assert "Not checked" in text.out


def test_a_transaction_is_read_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (examples_dir() / "machining-centre.yaml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert run("assess", "-").out == run("assess", "example:machining-centre").out


@pytest.mark.parametrize(("raw", "says"), [(b"\xff\xfe", "standard input: not UTF-8"), (b"", "document is empty")])
def test_unusable_standard_input_is_one_message(
    run: Run, monkeypatch: pytest.MonkeyPatch, raw: bytes, says: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    ran = run("assess", "-")
    assert says in ran.err
    assert (ran.status, ran.out) == (2, "")


def test_a_law_that_is_not_held_is_undetermined_and_never_a_pass(run: Run) -> None:
    ran = run("assess", "example:isostatic-press-just-under", "--law", "zz")
    assert ran.status == 3
    assert "No rules of 'zz' are held here" in spaced(ran.out)


def test_a_day_before_the_list_leaves_the_item_open(run: Run) -> None:
    ran = run("assess", "example:isostatic-press-at-limit", "--as-of", "2001-01-01")
    assert ran.status == 3
    assert "no edition of eu/annex-i held for 2001-01-01" in spaced(ran.out)


# -- receipt and replay


def receipt(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "receipt.json"
    run("assess", "example:isostatic-press-at-limit", "--receipt", str(file))
    return file


def test_an_assessment_is_replayed_identically(run: Run, tmp_path: Path) -> None:
    file = receipt(run, tmp_path)
    ran = run("replay", str(file))
    assert ran.status == 0
    assert ran.out.startswith("identical: ")
    assert json.loads(run("replay", str(file), "--format", "json").out)["identical"] is True


def altered(file: Path, *path: str, to: str) -> None:
    kept = inner = json.loads(file.read_text("utf-8"))
    for step in path[:-1]:
        inner = inner[int(step) if step.isdecimal() else step]
    assert inner[path[-1]] != to
    inner[path[-1]] = to
    file.write_text(json.dumps(kept), "utf-8")


def test_a_transaction_changed_inside_its_receipt_is_refused(run: Run, tmp_path: Path) -> None:
    file = receipt(run, tmp_path)
    altered(file, "transaction", "items", "0", "parameters", "max_working_pressure", to="60 MPa")
    ran = run("replay", str(file))
    assert (ran.status, ran.out) == (2, "")
    assert "the transaction in it is not the one that was assessed" in ran.err


def test_a_changed_ingredient_is_named(run: Run, tmp_path: Path) -> None:
    file = receipt(run, tmp_path)
    altered(file, "receipt", "lists", "eu/annex-i", "sha256", to="0" * 64)
    ran = run("replay", str(file))
    assert ran.status in (0, 1)
    assert "the list eu/annex-i: what we hold of the edition 2025-11-15 has changed" in ran.out


def test_a_receipt_that_cannot_be_written_is_one_message(run: Run, tmp_path: Path) -> None:
    ran = run("assess", "example:isostatic-press-at-limit", "--receipt", str(tmp_path / "no-such-folder/receipt.json"))
    assert ran.status == 2
    assert "No such file or directory" in ran.err
    assert "Traceback" not in ran.err


# -- classify


@pytest.mark.parametrize(
    ("diameter", "status", "listed"),
    [("200 mm", 1, "yes"), ("152 mm", 0, "no"), (None, 3, "unknown"), ("about 200 mm", 3, "unknown")],
)
def test_one_item_on_the_command_line_ends_with_its_verdict(
    run: Run, diameter: str | None, status: int, listed: str
) -> None:
    cold = ["-p", "controlled_thermal_environment=no", "-p", "max_temperature=60 °C"]
    stated = ["-p", f"chamber_inside_diameter={diameter}"] if diameter else []
    ran = run("classify", *PRESS, *cold, *stated, "--format", "json")
    assert ran.status == status
    assert [r["listed"] for r in json.loads(ran.out)] == [listed]


def test_a_list_of_values_is_written_as_in_yaml(run: Run) -> None:
    ran = run("classify", "--kind", "valve", "-p", "nominal_dn=50", "-p", "wetted=[glass, tantalum]")
    assert "2B350.g.1" in ran.out
    assert ran.status == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--kind", "valve", "-p", "wetted=[glass"], "-p wetted"),
        (["--kind", "valve", "-p", "a=1", "-p", "a=2"], "'a' is given twice"),
        (["example:machining-centre", "--kind", "valve"], "either a transaction, or --kind"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_one_message(run: Run, arguments: list[str], says: str) -> None:
    ran = run("classify", *arguments)
    assert says in ran.err
    assert (ran.status, ran.out) == (2, "")


def test_the_items_of_a_transaction_are_classified(run: Run) -> None:
    ran = run("classify", "example:isostatic-press-at-limit")
    assert ran.status == 1
    assert "2B204.a" in ran.out


# -- explain


def test_a_code_explains_itself_and_what_stands_below_it(run: Run) -> None:
    ran = run("explain", "example:isostatic-press-at-limit", "2B204")
    assert ran.status == 0
    assert "2B204.a" in ran.out
    assert "69 MPa" in ran.out
    rows = json.loads(run("explain", "example:isostatic-press-at-limit", "2B204.a", "--format", "json").out)
    assert {row["code"] for row in rows} == {"2B204.a"}


def test_a_rule_explains_itself(run: Run) -> None:
    ran = run("explain", "example:isostatic-press-at-limit", "eu-art-3-1")
    assert ran.status == 0
    assert "Article 3(1)" in ran.out
    rows = json.loads(run("explain", "example:isostatic-press-at-limit", "eu-art-3-1", "--format", "json").out)
    assert rows[0]["truth"] == "yes"


def test_what_the_assessment_does_not_hold_is_refused_with_what_it_does(run: Run) -> None:
    ran = run("explain", "example:isostatic-press-at-limit", "9A001")
    assert (ran.status, ran.out) == (2, "")
    assert "eu-art-3-1" in ran.err


# -- screen


def test_without_a_list_nobody_was_screened(run: Run) -> None:
    ran = run("screen", "--name", "Olim Testov")
    assert ran.status == 3
    assert "NOT RELIABLY SCREENED" in ran.out


def test_a_listed_spelling_is_shown_and_another_name_is_not(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.xml"
    file.write_bytes(un_xml(600, generated=f"{date.today()}T00:00:00Z"))
    run("lists", "import", "un/sc-consolidated", str(file))
    hit = run("screen", "--name", "Testov Olim")
    assert hit.status == 1
    assert "KPi.001" in hit.out
    assert json.loads(run("screen", "--name", "Testov Olim", "--format", "json").out)[0]["hits"]
    assert run("screen", "--name", "Saryarka Ceramics", "--cutoff", "95").status == 0
    stale = run("screen", "--name", "Saryarka Ceramics", "--as-of", "2099-01-01")
    assert stale.status == 3


def test_a_name_without_vowels_with_the_consonants_of_a_listed_one_is_to_look_at_and_no_pass(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "list.xml"
    extra = "<THIRD_NAME>IFAERHAUD OTIUKORAINI</THIRD_NAME>"
    file.write_bytes(un_xml(600, generated=f"{date.today()}T00:00:00Z", extra=extra))
    run("lists", "import", "un/sc-consolidated", str(file))
    ran = run("screen", "--name", "عليم تستوف فرهد تكرن")
    assert ran.status == 3
    assert "To look at: " in ran.out
    assert "nearly the same consonants" in " ".join(ran.out.split())
    found = json.loads(run("screen", "--name", "عليم تستوف فرهد تكرن", "--format", "json").out)[0]
    assert found["candidates"]
    assert not found["hits"]


def test_the_parties_of_a_transaction_are_screened(run: Run) -> None:
    ran = run("screen", "example:machining-centre")
    assert ran.status == 3
    assert "un/sc-consolidated" in ran.out


# -- examples


def test_examples_are_listed_and_printed_as_they_are(run: Run) -> None:
    listed = run("examples").out
    for file in examples_dir().glob("*.yaml"):
        assert f"example:{file.stem}" in listed
    shown = run("examples", "machining-centre").out
    assert shown == (examples_dir() / "machining-centre.yaml").read_text("utf-8")
    assert shown == run("examples", "example:machining-centre").out
