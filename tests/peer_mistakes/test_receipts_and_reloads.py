"""Receipts: an old answer is made again from what it was made from, or what has changed is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dualuse.checker import Checker
from dualuse.data import control_lists_dir
from dualuse.engine import Pack
from dualuse.errors import InputError
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import Assessment, Effect
from dualuse.model.transaction import Transaction
from dualuse.receipt import ReceiptFile, differences, read_receipt, write_receipt
from support.deals import LISTED, deal, held_list, one, press


def kept(checker: Checker, folder: Path, **changes: object) -> ReceiptFile:
    case = Transaction.model_validate(deal(**changes))
    file = folder / "receipt.json"
    write_receipt(file, checker.assess(case), case)
    return read_receipt(file)


def same(receipt: ReceiptFile, again: Assessment) -> bool:
    return receipt.receipt.assessment_sha256 == again.receipt.assessment_sha256


def test_a_newer_party_list_does_not_change_an_old_answer(tmp_path: Path) -> None:
    folder = held_list(tmp_path / "data", generated="2026-02-10T00:00:00Z")
    receipt = kept(Checker.load(folder), tmp_path)
    extra = "<THIRD_NAME>SARYARKA CERAMICS LLP</THIRD_NAME>"
    held_list(folder, generated="2026-02-15T00:00:00Z", extra=extra)
    again = Checker.load(folder).replay(receipt)
    assert same(receipt, again)
    assert differences(receipt.receipt, again.receipt) == []


def test_a_copy_that_is_gone_is_named_and_not_replaced_by_another(tmp_path: Path) -> None:
    folder = held_list(tmp_path / "data", generated="2026-02-10T00:00:00Z")
    receipt = kept(Checker.load(folder), tmp_path)
    shutil.rmtree(folder)
    held_list(folder, generated="2026-02-15T00:00:00Z")
    again = Checker.load(folder).replay(receipt)
    assert not same(receipt, again)
    assert one(again, "un/sanctions").effect is Effect.UNDETERMINED
    assert any("is no longer held" in line for line in differences(receipt.receipt, again.receipt))


def test_a_limit_that_changes_reaches_what_was_assessed_before(checker: Checker, tmp_path: Path) -> None:
    """Lines that had been released were left as they were when an entry was classified anew."""
    receipt = kept(checker, tmp_path, items=[press(parameters=LISTED)])
    root = Path(shutil.copytree(control_lists_dir(), tmp_path / "control_lists"))
    file = root / "eu/annex-i/2B201-2B233.yaml"
    text = file.read_text("utf-8")
    assert "max_working_pressure, 69 MPa" in text
    file.write_text(text.replace("max_working_pressure, 69 MPa", "max_working_pressure, 690 MPa"), "utf-8")
    again = Checker(Catalogue(root), checker.pack, checker.data).replay(receipt)
    assert one(again, "eu/dual_use").effect is Effect.NO_REQUIREMENT_FOUND
    assert any(
        "eu/annex-i: what we hold of the edition" in line for line in differences(receipt.receipt, again.receipt)
    )


def test_a_rule_that_changes_is_named_by_its_id(checker: Checker, tmp_path: Path, rules_copy: Path) -> None:
    receipt = kept(checker, tmp_path, items=[press(parameters=LISTED)])
    file = rules_copy / "eu/eu-art-3-1.yaml"
    file.write_text(file.read_text("utf-8").replace("status: in_force", "status: suspended"), "utf-8")
    again = Checker(checker.catalogue, Pack.load(rules_copy), checker.data).replay(receipt)
    lines = differences(receipt.receipt, again.receipt)
    assert any("eu-art-3-1" in line and "changed" in line for line in lines)
    assert not any("eu-art-4-1-a" in line for line in lines)


def test_a_table_that_changes_is_named(checker: Checker, tmp_path: Path, rules_copy: Path) -> None:
    receipt = kept(checker, tmp_path)
    file = rules_copy / "tables/arms_embargo.yaml"
    file.write_text(file.read_text("utf-8").replace("- {code: ZW,", "- {code: ZM,"), "utf-8")
    again = Checker(checker.catalogue, Pack.load(rules_copy), checker.data).replay(receipt)
    assert any("table arms_embargo" in line for line in differences(receipt.receipt, again.receipt))


@pytest.mark.parametrize(
    "damage",
    [
        lambda r: r["transaction"]["items"][0]["parameters"].update(max_working_pressure="10 MPa"),
        lambda r: r["transaction"].update(destination="CA"),
        lambda r: r["transaction"].update(knowledge=[{"limb": "none"}]),
        lambda r: r["receipt"].update(input_sha256="0" * 64),
        lambda r: r.pop("as_of"),
        lambda r: r.update(format="dualuse-receipt/0"),
        lambda r: r["receipt"].pop("rules"),
    ],
)
def test_a_receipt_whose_facts_were_touched_is_refused(checker: Checker, tmp_path: Path, damage: object) -> None:
    kept(checker, tmp_path)
    file = tmp_path / "receipt.json"
    plain = json.loads(file.read_text("utf-8"))
    damage(plain)  # type: ignore[operator]
    file.write_text(json.dumps(plain), "utf-8")
    with pytest.raises(InputError):
        read_receipt(file)


def test_an_answer_that_was_touched_is_not_identical(checker: Checker, tmp_path: Path) -> None:
    kept(checker, tmp_path)
    file = tmp_path / "receipt.json"
    plain = json.loads(file.read_text("utf-8"))
    plain["receipt"]["assessment_sha256"] = "0" * 64
    file.write_text(json.dumps(plain), "utf-8")
    receipt = read_receipt(file)
    assert not same(receipt, checker.replay(receipt))


def test_what_was_not_stated_stays_unsaid_in_the_receipt(checker: Checker, tmp_path: Path) -> None:
    """An empty list and nothing at all are two statements; a file that mixed them up would answer a question."""
    unsaid = kept(checker, tmp_path, knowledge=..., parties=...)
    assert unsaid.transaction.knowledge is None
    assert unsaid.transaction.parties is None
    assert same(unsaid, checker.replay(unsaid))
    empty = kept(checker, tmp_path, knowledge=[], parties=[])
    assert empty.transaction.knowledge == ()
    assert same(empty, checker.replay(empty))


def test_a_receipt_can_be_read_whatever_stands_in_a_name(checker: Checker, tmp_path: Path) -> None:
    """A name pasted from another program can hold characters that end a line or that no reader takes."""
    name = "Werra\x7f\x85\x86\u2028\u2029\ufeff\ufffe\uffff\x00\x1b\t\U0001f600 GmbH"
    receipt = kept(checker, tmp_path, exporter={"name": name, "country": "DE"})
    assert receipt.transaction.exporter is not None
    assert receipt.transaction.exporter.name == name
    assert same(receipt, checker.replay(receipt))


def test_answers_are_called_by_names_that_do_not_depend_on_their_place(checker: Checker) -> None:
    """Answers kept under the number of a question fell to another question when the list was loaded anew."""
    valves = [{"id": n, "description": "valve", "kind": "valve"} for n in ("one", "two")]
    forwards = checker.assess(deal(items=valves)).questions
    backwards = checker.assess(deal(items=valves[::-1])).questions
    assert {(q.subject, q.name) for q in forwards} == {(q.subject, q.name) for q in backwards}
