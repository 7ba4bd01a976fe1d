"""A receipt makes the same assessment again, or says which ingredient is gone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from dualuse import Checker
from dualuse.checker import checker as module
from dualuse.data import rules_dir
from dualuse.engine import Pack
from dualuse.errors import InputError
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import Assessment
from dualuse.model.transaction import Transaction
from dualuse.receipt import ReceiptFile, assessment_digest, differences, read_receipt, transaction_digest, write_receipt
from support.checking import checker_with_list, import_hand_made_list, stated

PRESS: dict[str, Any] = {
    "id": "press",
    "description": "cold isostatic press",
    "kind": "cold_isostatic_press",
    "parameters": {"max_working_pressure": "69 MPa", "chamber_inside_diameter": "200 mm", "max_temperature": "80 °C"},
}
CASE = Transaction.model_validate(stated(items=[PRESS]))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    checker_with_list(tmp_path / "data")
    return tmp_path / "data"


def kept(checker: Checker, file: Path, case: Transaction = CASE) -> tuple[Assessment, ReceiptFile]:
    assessment = checker.assess(case)
    write_receipt(file, assessment, case)
    return assessment, read_receipt(file)


def test_a_replay_is_identical(data: Path, tmp_path: Path) -> None:
    before, receipt = kept(Checker.load(data), tmp_path / "r.json")
    after = Checker.load(data).replay(receipt)
    assert after == before
    assert differences(receipt.receipt, after.receipt) == []


def test_what_was_not_stated_is_still_not_stated(data: Path, tmp_path: Path) -> None:
    for case in (stated(items=[PRESS], knowledge=None, parties=None), stated(items=[PRESS], parties=[])):
        before, receipt = kept(Checker.load(data), tmp_path / "r.json", Transaction.model_validate(case))
        assert Checker.load(data).replay(receipt) == before


def test_the_hash_does_not_depend_on_how_it_was_written() -> None:
    turned = dict(reversed(list(stated(items=[PRESS]).items())))
    assert transaction_digest(Transaction.model_validate(turned)) == transaction_digest(CASE)
    assert transaction_digest(Transaction.model_validate(stated(items=[PRESS], parties=[]))) != transaction_digest(
        Transaction.model_validate(stated(items=[PRESS], parties=None))
    )


def test_the_hash_covers_everything_the_assessment_says(data: Path) -> None:
    assessment = Checker.load(data).assess(CASE)
    assert assessment.receipt.assessment_sha256 == assessment_digest(assessment)
    for field, value in (("notices", ("x",)), ("not_checked", ("nothing",)), ("findings", assessment.findings[:1])):
        assert assessment_digest(assessment.model_copy(update={field: value})) != assessment_digest(assessment)


def test_the_receipt_names_everything_it_was_made_from(data: Path) -> None:
    receipt = Checker.load(data).assess(CASE).receipt
    pack = Pack.load()
    assert {r.rule for r in receipt.rules} == set(pack.rules)
    assert set(receipt.shared) == {
        "dictionary of facts",
        *(f"table {t}" for t in pack.tables),
        *(f"jurisdiction {j}" for j in pack.jurisdictions),
    }
    assert receipt.lists["eu/annex-i"]["edition"] == "2025-11-15"
    assert set(receipt.parties["un/sc-consolidated"]) == {
        *("snapshot", "sha256", "recipe", "tables", "weights", "score_cutoff")
    }
    hashes = [receipt.code_sha256, receipt.input_sha256, receipt.vocabulary_sha256, receipt.assessment_sha256]
    hashes += [r.sha256 for r in receipt.rules] + [s["sha256"] for s in receipt.shared.values()]
    assert all(len(h) == 64 for h in hashes)


# -- what is gone or has changed


def test_an_older_copy_of_the_party_list_is_used_again(data: Path, tmp_path: Path) -> None:
    before, receipt = kept(Checker.load(data), tmp_path / "r.json")
    import_hand_made_list(data, "2026-02-15T00:00:00.000Z", persons=950)
    assert Checker.load(data).assess(CASE).receipt.parties != before.receipt.parties
    assert Checker.load(data).replay(receipt) == before


def test_a_copy_of_the_party_list_that_is_gone_is_named(data: Path, tmp_path: Path) -> None:
    before, receipt = kept(Checker.load(data), tmp_path / "r.json")
    shutil.rmtree(data)
    import_hand_made_list(data, "2026-02-15T00:00:00.000Z", persons=950)
    after = Checker.load(data).replay(receipt)
    assert after.receipt.assessment_sha256 != before.receipt.assessment_sha256
    sha256 = before.receipt.parties["un/sc-consolidated"]["sha256"]
    assert differences(receipt.receipt, after.receipt)[0] == (
        f"the party list un/sc-consolidated: the copy of 2026-02-10 ({sha256[:12]}) is no longer held"
    )


def test_a_replay_without_a_list_does_not_use_one_that_came_later(tmp_path: Path) -> None:
    before, receipt = kept(Checker.load(tmp_path / "data"), tmp_path / "r.json")
    (tmp_path / "data").mkdir()
    import_hand_made_list(tmp_path / "data")
    assert Checker.load(tmp_path / "data").replay(receipt) == before


@pytest.mark.parametrize("ingredient", ["recipe", "tables", "weights", "score_cutoff"])
def test_another_way_of_comparing_names_is_named_with_both_versions(
    ingredient: str, data: Path, tmp_path: Path
) -> None:
    _, receipt = kept(Checker.load(data), tmp_path / "r.json")
    used = receipt.receipt.parties["un/sc-consolidated"]
    parties = {"un/sc-consolidated": {**used, ingredient: "another"}}
    then = receipt.receipt.model_copy(update={"parties": parties})
    changed = f"{ingredient.replace('_', ' ')} another then, {used[ingredient]} now"
    assert differences(then, Checker.load(data).replay(receipt).receipt) == [
        f"the party list un/sc-consolidated is searched in another way ({changed})"
    ]


def test_a_replay_is_the_same_with_an_index_and_without(data: Path, tmp_path: Path) -> None:
    before, receipt = kept(Checker.load(data), tmp_path / "r.json")
    stored = list(data.rglob("index-*"))
    assert stored
    for folder in stored:
        shutil.rmtree(folder)
    assert Checker.load(data).replay(receipt) == before


def changed_rules(tmp_path: Path, file: str, old: str, new: str) -> Pack:
    shutil.copytree(rules_dir(), tmp_path / "rules")
    target = tmp_path / "rules" / file
    text = target.read_text("utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), "utf-8")
    return Pack.read(tmp_path / "rules")


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("eu/eu-art-3-1.yaml", "The duty is strict", "The duty is absolute", "the rule eu-art-3-1 has changed"),
        ("tables/arms_embargo.yaml", "{code: KP,", "{code: ER,", "the table arms_embargo has changed"),
        ("facts.yaml", "Kind of movement", "The kind of movement", "the dictionary of facts has changed"),
        ("un/jurisdiction.yaml", "title: United Nations", "title: The UN", "the jurisdiction un has changed"),
    ],
)
def test_a_rule_or_a_table_that_has_changed_is_named(
    file: str, old: str, new: str, line: str, data: Path, tmp_path: Path
) -> None:
    _, receipt = kept(Checker.load(data), tmp_path / "r.json")
    pack = changed_rules(tmp_path, file, old, new)
    after = Checker(Catalogue.load(), pack, data).replay(receipt)
    assert line in differences(receipt.receipt, after.receipt)


def test_a_rule_that_is_gone_is_named_and_one_that_came_out_otherwise(data: Path, tmp_path: Path) -> None:
    _, receipt = kept(Checker.load(data), tmp_path / "r.json")
    pack = changed_rules(tmp_path, "eu/eu-art-3-1.yaml", "status: in_force", "status: suspended")
    del pack.rules["un-sc-listed-party"]
    found = differences(receipt.receipt, Checker(Catalogue.load(), pack, data).replay(receipt).receipt)
    assert "the rule un-sc-listed-party is no longer held" in found
    assert "the rule eu-art-3-1 came out as 'fired' then, as 'not in force' now" in found


def test_an_edition_that_is_gone_is_named(data: Path, tmp_path: Path) -> None:
    _, receipt = kept(Checker.load(data), tmp_path / "r.json")
    catalogue = Catalogue.load()
    held = catalogue.lists["eu/annex-i"]
    later = held.info.editions[0].model_copy(update={"id": "2026-06-01", "start": "2026-06-01"})
    held.info = held.info.model_copy(update={"editions": (later.model_validate({"id": "n", "from": "2026-06-01"}),)})
    found = differences(receipt.receipt, Checker(catalogue, Pack.load(), data).replay(receipt).receipt)
    assert "the list eu/annex-i: the edition 2025-11-15 is no longer held for 2026-02-16" in found


def test_entries_and_vocabulary_that_have_changed_are_named(data: Path, tmp_path: Path) -> None:
    _, receipt = kept(Checker.load(data), tmp_path / "r.json")
    catalogue = Catalogue.load()
    catalogue.lists["eu/annex-i"].__dict__["sha256"] = "0" * 64
    catalogue.__dict__["vocabulary_sha256"] = "0" * 64
    found = differences(receipt.receipt, Checker(catalogue, Pack.load(), data).replay(receipt).receipt)
    assert "the list eu/annex-i: what we hold of the edition 2025-11-15 has changed" in found
    assert "the vocabulary of kinds and parameters has changed" in found


def test_another_program_is_named(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, receipt = kept(Checker.load(data), tmp_path / "r.json")
    monkeypatch.setattr(module, "program_sha256", lambda: "0" * 64)
    after = Checker.load(data).replay(receipt)
    assert [line for line in differences(receipt.receipt, after.receipt) if "code has changed" in line]
    assert after.receipt.assessment_sha256 == before.receipt.assessment_sha256


# -- files that are no receipts


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other/1"}', "not: [json", "x" * 10])
def test_a_file_that_is_no_receipt_is_one_message(text: str, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError):
        read_receipt(file)


def test_a_receipt_whose_transaction_was_altered_is_refused(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    kept(Checker.load(data), file)
    plain = json.loads(file.read_text("utf-8"))
    plain["transaction"]["destination"] = "CA"
    file.write_text(json.dumps(plain), "utf-8")
    with pytest.raises(InputError, match="not the one that was assessed"):
        read_receipt(file)


def test_a_receipt_that_cannot_be_written_is_one_message(data: Path, tmp_path: Path) -> None:
    assessment = Checker.load(data).assess(CASE)
    with pytest.raises(InputError, match="cannot be written"):
        write_receipt(tmp_path / "nowhere" / "r.json", assessment, CASE)
