# ruff: noqa: E501  - one line a defect reads as a table
"""The authoring checks: a small folder that is right, and everything that can be wrong with it, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.lists.store import import_official
from dualuse.lists.validate import CheckReport, check_lists, official_texts
from support.hand_made_lists import CASES, ENTRIES, KINDS, LIST, PARAMETERS, PRINTED, REWRITES, official, write_lists


def checked(tmp_path: Path, **changes: str | None) -> CheckReport:
    return check_lists(write_lists(tmp_path, **changes), {("eu/annex-i", "2099-12-31"): official()})


def lines(report: CheckReport) -> list[str]:
    return [str(issue) for issue in report.issues]


def test_a_folder_that_is_right_has_no_issue_and_everything_was_looked_at(tmp_path: Path) -> None:
    report = checked(tmp_path)
    assert lines(report) == []
    assert report.counted == {
        "entries": 2,
        "paragraphs": 3,
        "codes": 7,
        "figures": 10,
        "printed figures": 8,
        "cases": 2,
    }
    assert report.texts[0].startswith("eu/annex-i of 2099-12-31 (sha256 ")


def spoiled(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("stem", "text", "says"),
    [
        # schema
        ("list", spoiled(LIST, "jurisdiction", "juristiction"), "eu/annex-i/list.yaml:3 at juristiction: error: unknown key"),
        ("entries", spoiled(ENTRIES, "title: Fine ones", "titel: Fine ones"), "2B.yaml:10 at entries[0].paras[0].titel"),
        ("entries", ENTRIES + "extra: 1\n", "at extra: error: unknown key 'extra'"),
        ("entries", "entries: [", "2B.yaml:2: error: not YAML or JSON"),
        ("entries", spoiled(ENTRIES, "is: press", "is: pres"), "no kind 'pres'; nearest: press"),
        ("entries", spoiled(ENTRIES, "[travel, 1 m]", "[travle, 1 m]"), "no parameter 'travle'; nearest: travel"),
        ("entries", spoiled(ENTRIES, "1 m]", "1 kg]"), "the limit '1 kg' of travel cannot be read"),
        ("kinds", spoiled(KINDS, "label: {en: press", "parents: [thing], label: {en: press"), "one of 'thing', which is not"),
        # codes
        ("entries", ENTRIES[: ENTRIES.index("- entry: 2B002")], "list.yaml:8 at covers: error: 2B002 is printed in a category"),
        ("entries", ENTRIES + ENTRIES[ENTRIES.index("- entry: 2B002") :], "2B002 is encoded twice"),
        ("entries", spoiled(ENTRIES, "at: b.1", "at: b.3"), "2B001.b.3 is not printed"),
        ("entries", spoiled(ENTRIES, ", at: b.1", ""), "2B001.b.1 is printed, and neither a criterion nor not_used"),
        ("entries", spoiled(ENTRIES, "not_used: [c]", "not_used: []"), "2B001.c is printed, and neither"),
        ("entries", spoiled(ENTRIES, "not_used: [c]", "not_used: [a, c]"), "2B001.a is said to be not used"),
        ("entries", spoiled(ENTRIES, "entry: 2B002", "entry: 2B003"), "2B003 is not printed in the edition of 2099-12-31"),
        ("entries", spoiled(ENTRIES, "other_than: [2B001]", "other_than: [2B001.d]"), "2B001.d: 2B001 has no such paragraph"),
        ("entries", spoiled(ENTRIES, "other_than: [2B001]", "other_than: [2B009]"), "2B009: there is no such entry"),
        ("entries", spoiled(ENTRIES, "other_than: [2B001]", "other_than: [3A002]"), "3A002 is not printed"),
        ("entries", spoiled(ENTRIES, "other_than: [2B001]", "other_than: [2B002]"), "2B002 goes before itself"),
        ("entries", spoiled(ENTRIES, "scope: [b]", "scope: [d]"), "no paragraph stands under the scope 'd'"),
        ("entries", spoiled(ENTRIES, "see_also: [2B002]", "see_also: []"), "warning: 2B001: the text says to see also 2B002"),
        ("list", spoiled(LIST, "entries: 3", "entries: 4"), "4 entries are stated, 3 are printed"),
        # figures
        ("entries", spoiled(ENTRIES, "0.9 µm", "0.8 µm"), "2B.yaml:11 at entries[0].paras[0].when.all[0].le[1]: error: 2B001 a: '0.8 µm' does not occur"),
        ("entries", spoiled(ENTRIES, "0.9 µm", "0.9 mm"), "'0.9 mm' does not occur in the text of 2B001"),
        ("entries", spoiled(ENTRIES, "1500 °C", "1773 °C"), "'1773 °C' does not occur"),
        ("entries", spoiled(ENTRIES, "[weight, 5 kg]", "[weight, 1500 kg]"), "'1500 kg' does not occur"),
        ("entries", spoiled(ENTRIES, "[travel, 1 m]", "[temperature, 1500 °C]"), "'1500 °C' stands elsewhere in 2B001, not at 2B001.a"),
        ("entries", spoiled(ENTRIES, "5000 Gy", "5103 Gy"), "'5103 Gy' does not occur"),
        ("entries", spoiled(ENTRIES, "length/1000", "length/100"), "'100' does not occur in the text of 2B002"),
        ("entries", spoiled(ENTRIES, "le: 1.7 µm", "le: 1.7 mm"), "'1.7 mm' does not occur"),
        ("rewrites", spoiled(REWRITES, 'figure: "2"', 'figure: "3"'), "rewrites.yaml:2 at rewrites[0]: error: nothing at 2B001 b needs"),
        ("rewrites", REWRITES + "- {entry: 2B001, at: a, figure: 1 m, why: no}\n", "nothing at 2B001 a needs the rewrite of '1 m'"),
        ("rewrites", spoiled(REWRITES, "why: written as a word", "why: two, a word"), "unknown key 'a word'"),
        ("rewrites", REWRITES + "left_out:\n- {code: 2B001.a, figure: 3 kg, why: no}\n", "rewrites.yaml:6 at left_out[0]: error: 2B001.a prints no '3 kg'"),
        ("entries", spoiled(ENTRIES, "{gt: [temperature, 1500 °C], at: b.2}", "{gt: [axes, 2], at: b.2}"), "2B.yaml:12 at entries[0].paras[1]: error: 2B001.b.2 prints '1500 °C', which no criterion"),
        ("entries", spoiled(ENTRIES, "{lt: [weight, 5 kg]}", "{is: press}"), "2B001.b prints '5 kg', which no criterion"),
        # words
        ("kinds", spoiled(KINDS, "[cutter]", "[Press]"), "'press' is an alias of machine and the name of press: one word, two meanings"),
        ("parameters", spoiled(PARAMETERS, "en: Travel", "en: Accuracy"), "'accuracy' is the label of travel and the name of accuracy"),
        ("kinds", KINDS + "- {kind: saw, parents: [machine], label: {en: saw}, aliases: {en: [cutter]}}\n", "warning: 'cutter' is an alias of saw and an alias of machine: whoever writes it is asked"),
        ("kinds", KINDS + "- {kind: idle, label: {en: idle thing}}\n", "warning: no entry uses the kind 'idle'"),
        ("sets", "sets: {metals: [iron]}\n", "warning: no entry uses the set 'metals'"),
    ],
)  # fmt: skip
def test_everything_wrong_is_an_issue_at_its_line(tmp_path: Path, stem: str, text: str, says: str) -> None:
    found = lines(checked(tmp_path, **{stem: text}))
    assert any(says in line for line in found), found
    assert all(line.startswith("control_lists/") for line in found)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2B001.a: yes", "2B001.a: no", "2B.cases.yaml:4 at cases[0]: error: 'A fine machine is caught': 2B001.a is yes, no was"),
        ("{2B001.a: unknown}", "{2B001.a: yes}", "'Without its accuracy it stays open': 2B001.a is unknown, yes was expected"),
        ("settled_by: accuracy", "settled_by: axes", "axes should settle it; asked: accuracy (always)"),
        ("{2B001.a: unknown}", "{2B001.d: unknown}", "no paragraph held is called 2B001.d"),
        ("kind: machine, parameters: {accuracy", "kind: machin, parameters: {accuracy", "the kind 'machin' is not in the vocabulary"),
        ("accuracy: 0.9 µm", "acuracy: 0.9 µm", "no parameter acuracy"),
        ("Without its accuracy it stays open", "A fine machine is caught", "the case 'A fine machine is caught' is given twice"),
        ('"2100-01-01"', '"2000-01-01"', "no edition of eu/annex-i held for 2000-01-01"),
        ("list: eu/annex-i", "list: eu/annex-iv", "'list: eu/annex-i' is expected"),
        ("unknown}", "perhaps}", "2B.cases.yaml:9 at cases[1].expect.2B001.a: error:"),
    ],
)  # fmt: skip
def test_a_case_that_comes_out_otherwise_is_an_issue(tmp_path: Path, old: str, new: str, says: str) -> None:
    root = write_lists(tmp_path)
    file = root / "eu/annex-i/cases/2B.cases.yaml"
    file.write_text(spoiled(CASES, old, new), "utf-8")
    found = lines(check_lists(root))
    assert any(says in line for line in found), found


def test_all_issues_are_told_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    text = spoiled(spoiled(ENTRIES, "0.9 µm", "0.8 µm"), "1500 °C", "1400 °C")
    report = checked(tmp_path, entries=text, list=spoiled(LIST, "entries: 3", "entries: 4"))
    places = [(i.where.source, i.where.line or 0) for i in report.issues]
    assert len(report.errors) >= 3
    assert places == sorted(places)


def test_without_the_official_text_figures_and_print_are_left_out(tmp_path: Path) -> None:
    report = check_lists(write_lists(tmp_path, entries=spoiled(ENTRIES, "0.9 µm", "0.8 µm"), cases=None))
    assert not any("does not occur" in line for line in lines(report))
    assert "figures" not in report.counted
    assert report.texts == []


def test_a_figure_that_only_a_note_releases_is_found_in_the_note(tmp_path: Path) -> None:
    printed = {**PRINTED, "2B001": [line.replace("5 kg", "6 kg") for line in PRINTED["2B001"]]}
    report = check_lists(write_lists(tmp_path), {("eu/annex-i", "2099-12-31"): official(printed)})
    assert sorted(i.message for i in report.errors) == [
        "2B001 b.note: '5 kg' does not occur in the text of 2B001",
        "2B001.b prints '6 kg', which no criterion of 2B001 and no word in it knows",
    ]


def test_a_printed_figure_is_accounted_for_by_a_word_or_by_the_reviewed_list(tmp_path: Path) -> None:
    """What a parameter is measured over is part of its definition; the rest is written down with its reason."""
    extra = [
        line.replace("travel of 1,0 m;", "travel of 1,0 m, over 300 mm and for 7 days;") for line in PRINTED["2B001"]
    ]
    texts = {("eu/annex-i", "2099-12-31"): official({**PRINTED, "2B001": extra})}
    found = [i.message for i in check_lists(write_lists(tmp_path), texts).errors]
    assert sorted(m.partition(", which")[0] for m in found) == ["2B001.a prints '300 mm'", "2B001.a prints '7 days'"]
    defined = spoiled(PARAMETERS, "question: {en: 'Which accuracy?'", "question: {en: 'Which accuracy over 300 mm?'")
    reviewed = REWRITES + "left_out:\n- {code: 2B001.a, figure: 7 days, why: how long is not asked}\n"
    root = write_lists(tmp_path, parameters=defined, rewrites=reviewed)
    assert [str(i) for i in check_lists(root, texts).issues] == []


@pytest.mark.shared
def test_what_we_ship_accounts_for_every_code_and_figure_of_the_real_text(tmp_path: Path, shared: Path) -> None:
    file = shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz"
    import_official("eu/annex-i", file, tmp_path)
    report = check_lists(texts=official_texts(tmp_path))
    assert [str(i) for i in report.errors if "/cases/" not in i.where.source] == []
    assert report.counted["codes"] == 458
    assert report.counted["figures"] >= 320
