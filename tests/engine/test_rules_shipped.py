"""The rules we ship, and what the check finds in rules that are spoiled one by one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from dualuse.data import rules_dir
from dualuse.engine import Pack, check_rules
from dualuse.engine.rule import Case

PACK = Pack.load()


def test_every_shipped_rule_passes_its_check() -> None:
    assert [str(i) for i in check_rules()] == []


def test_every_rule_cites_a_provision_with_its_place() -> None:
    for loaded in PACK.rules.values():
        assert loaded.rule.citation.url
        assert any(c.isdigit() for c in loaded.rule.citation.provision), loaded.rule.id
        assert loaded.rule.evidence


def test_every_embargo_has_its_act_and_says_how_it_is_known() -> None:
    for row in PACK.tables["arms_embargo"].rows:
        assert row.basis, row.code
        assert row.evidence, row.code


def test_a_row_that_lapses_unless_renewed_is_not_told_for_ever() -> None:
    lapsing = {r.code for r in PACK.tables["arms_embargo"].rows if r.known_until}
    assert lapsing == {"MM", "VE", "ZW"}


def test_china_is_asked_and_russia_is_told() -> None:
    day = PACK.on(Case(name="", expect="no").as_of)
    assert "RU" in day.tables.certain["arms_embargo"]
    assert {r.code for r in day.tables.doubtful["arms_embargo"]} >= {"CN", "HK", "MO", "SY", "AM", "AZ"}


_ART_3 = "eu/eu-art-3-1.yaml"
_ART_3_CASES = "eu/eu-art-3-1.cases.yaml"
_EMBARGO = "tables/arms_embargo.yaml"
_EU001 = "eu/authorisations/eu001.yaml"
_OP_1 = "un/un-1540-non-state-actor.yaml"
SPOILT = {
    "a condition without its sentence": (_ART_3, ", say: it is not an export}", "}", "has no 'say'"),
    "a condition that nothing shows to matter": (
        _ART_3_CASES, "kind: technical_assistance", "kind: export", "in which this alone is not met: it is not"),
    "a hole in a sentence": (_ART_3, "({codes})", "({kodes})", "nothing fills {kodes}"),
    "an unknown fact": (_ART_3, "in: [destination,", "in: [destinatoin,", "destinatoin"),
    "an unknown table": (_ART_3, '[destination, "@eu_customs_territory"]', '[destination, "@eu"]', "@eu"),
    "an unknown key": (_ART_3, "per: item", "per: item\nwehn: x", "wehn"),
    "an unknown jurisdiction": (_ART_3, "jurisdiction: eu", "jurisdiction: xx", "no jurisdiction 'xx'"),
    "a case that comes out otherwise": (_ART_3_CASES, "expect: yes", "expect: no", "was expected, it is"),
    "a question that is not asked": (_ART_3_CASES, "asks: destination", "asks: knowledge", "should be asked"),
    "a fact that nothing states": ("facts.yaml", "{fact: customs_free_zone,", "{fact: free_zone,", "free_zone"),
    "a value that cannot be stated": ("facts.yaml", "{value: transit,", "{value: transitt,", "transit"),
    "a country that is none": (_EMBARGO, "{code: BY,", "{code: BYY,", "neither a country code nor a control code"),
    "a doubt that is not explained": (
        _EMBARGO, "basis: follows the reading given to China, confidence: low", "confidence: low", "what the doubt is"),
    "two rows for one day": (_EMBARGO, "{code: LY,", "{code: KP,", "two rows of 'KP'"),
    "what is not encoded told as a permission": (
        "eu/not_encoded/eu-art-8.yaml", "effect: undetermined", "effect: exempt", "what is not encoded"),
    "a question inside a list": (
        _OP_1, "{in: [nature, [non_state_actor]]}", "{ask: {id: x, q: Is it?}}", "asked once for all of them"),
    "an authorisation of nothing": (_EU001, "overcomes: [eu-art-3-1]\n", "", "overcomes a requirement"),
    "an authorisation of a prohibition": (
        _EU001, "[eu-art-3-1]", "[un-1540-non-state-actor]", "no list-based requirement"),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
def test_the_check_finds(what: str, tmp_path: Path) -> None:
    file, old, new, expected = SPOILT[what]
    shutil.copytree(rules_dir(), tmp_path / "rules")
    target = tmp_path / "rules" / file
    text = target.read_text("utf-8")
    assert old in text
    target.write_text(text.replace(old, new), "utf-8")
    issues = [str(i) for i in check_rules(tmp_path / "rules")]
    assert any(expected in i for i in issues), issues


def test_an_issue_names_its_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(rules_dir(), tmp_path / "rules")
    target = tmp_path / "rules/eu/eu-art-3-1.yaml"
    target.write_text(target.read_text("utf-8").replace("in: [destination,", "in: [destinatoin,"), "utf-8")
    issue = next(i for i in check_rules(tmp_path / "rules") if "destinatoin" in i.message)
    assert issue.where.source == "rules/eu/eu-art-3-1.yaml"
    assert issue.where.line == 16


def _all_cases() -> list[Any]:
    return [pytest.param(n, c, id=f"{n}: {c.name}") for n, (f, _) in PACK.cases.items() for c in f.cases]


@pytest.mark.parametrize(("rule", "case"), _all_cases())
def test_the_case_comes_out_as_it_says(rule: str, case: Case) -> None:
    from dualuse.engine.cases import run_case

    assert run_case(PACK, rule, case).truth == case.expect
