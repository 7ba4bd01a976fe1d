from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dualuse.data import rules_dir
from dualuse.engine import Pack
from support.running import Run


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_every_rule_is_listed_with_its_citation(run: Run) -> None:
    ran = run("rules")
    assert ran.status == 0
    for loaded in Pack.load().rules.values():
        assert f"{loaded.rule.id}: " in ran.out
        assert str(loaded.rule.citation) in spaced(ran.out)
    assert ran == run("rules", "list")


def test_the_rules_of_one_law_are_chosen(run: Run) -> None:
    rows = json.loads(run("rules", "list", "--law", "un", "--format", "json").out)
    assert {r["jurisdiction"] for r in rows} == {"un"}


@pytest.mark.parametrize("rule", Pack.load().rules)
def test_every_rule_can_be_shown_with_its_cases(run: Run, rule: str) -> None:
    ran = run("rules", "show", rule)
    assert ran.status == 0
    text = spaced(ran.out)
    loaded = Pack.load().rules[rule].rule
    assert loaded.title in text
    assert spaced(loaded.then.say) in text
    assert f"Cases (rules/{'' if not loaded.jurisdiction else loaded.jurisdiction}" in text
    assert json.loads(run("rules", "show", rule, "--format", "json").out)["rule"]["id"] == rule


def test_a_rule_is_shown_with_the_tables_of_the_day(run: Run) -> None:
    text = spaced(run("rules", "show", "eu-art-4-1-b", "--as-of", "2026-02-16").out)
    assert "Country of destination: one of the set arms_embargo" in text
    assert "asked, because it is doubtful:" in text
    assert "The set arms_embargo:" in text
    assert "nothing is known about this day" in spaced(
        run("rules", "show", "eu-art-4-1-b", "--as-of", "2021-09-01").out
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", "eu-art-4-1-z"], "no rule called 'eu-art-4-1-z'; did you mean eu-art-4-1-"),
        (["show", "???"], "no rule called '???'; there are: "),
        (["list", "--law", "xx"], "no rules of 'xx' are held; there are: eu, un"),
        (["show", "eu-art-4-1-b", "--as-of", "x"], "is not a day"),
        (["chek"], "Did you mean 'check'?"),
        (["check", "--root", "nowhere"], "does not exist"),
    ],
)
def test_a_wrong_call_says_what_to_do(run: Run, arguments: list[str], says: str) -> None:
    ran = run("rules", *arguments)
    assert says in spaced(ran.err)
    assert (ran.status, ran.out) == (2, "")


def test_a_case_that_comes_out_otherwise_is_an_error_at_its_line(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "rules"
    shutil.copytree(rules_dir(), root)
    file = root / "eu/eu-art-3-1.cases.yaml"
    file.write_text(file.read_text("utf-8").replace("expect: yes", "expect: no", 1), "utf-8")
    ran = run("rules", "check", "--root", str(root))
    assert ran.status == 1
    assert "rules/eu/eu-art-3-1.cases.yaml:" in ran.out
    plain = json.loads(run("rules", "check", "--root", str(root), "--format", "json").out)
    assert plain["errors"] >= 1


def test_a_misplaced_key_is_an_error_at_its_line(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "rules"
    shutil.copytree(rules_dir(), root)
    file = root / "eu/eu-art-3-1.yaml"
    file.write_text(file.read_text("utf-8") + "whenever: true\n", "utf-8")
    ran = run("rules", "check", "--root", str(root))
    assert ran.status == 1
    assert "at whenever: error: unknown key 'whenever'" in ran.out
