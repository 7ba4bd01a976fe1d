"""Entries: what nobody encoded is not free, a table is no list of entries, a figure is confirmed where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.checker import Checker
from dualuse.checker.classification import Target, classify_item
from dualuse.errors import SourceChangedError
from dualuse.lists.catalogue import Catalogue
from dualuse.lists.loaders.eu_annex import load
from dualuse.lists.validate import check_lists
from dualuse.model.assessment import Effect, ItemClassification
from dualuse.model.transaction import Item
from support.deals import DAY, LISTED, deal, one, press
from support.hand_made_annex import ENTRIES, SMALL, annex_bytes
from support.hand_made_lists import LIST, PRINTED, official, write_lists

HELD = Catalogue.load()
ANNEX = HELD.get("eu/annex-i")
TARGET = Target(ANNEX, ANNEX.edition(DAY), HELD.entry_set("eu/annex-i", DAY))
KINDS = sorted(HELD.vocabulary.kinds.by_name)
BY_DEFINITION = {"other_valve_part", "other_pump_part", "other_fermenter_part", "tapered_roller_bearing"}
"""Kinds whose very name says that the entries about their like do not mean them."""


def classified(*kinds: str, **more: object) -> ItemClassification:
    return classify_item(Item.model_validate({"description": "x", "kind": list(kinds), **more}), 0, TARGET)


# -- what is not encoded


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone_is_never_free_of_the_list(kind: str) -> None:
    """An entry whose requirement stood in prose had no row, and what had no row needed nothing."""
    assert classified(kind).listed != "no" or kind in BY_DEFINITION


@pytest.mark.parametrize("kind", ["laser", "chemical", "integrated_circuit", "gyro", "engine", "frequency_changer"])
def test_an_item_of_a_category_that_is_not_encoded_is_undetermined(checker: Checker, kind: str) -> None:
    found = checker.assess(deal(items=[press(kind=kind, parameters={})]))
    assert found.classifications[0].listed == "unknown"
    assert "are not encoded" in str(found.classifications[0].reason)
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED


@pytest.mark.parametrize("second", ["laser", "aircraft", "frequency_changer"])
def test_a_kind_that_no_entry_deals_with_is_not_lost_beside_one_that_is_free(second: str) -> None:
    """A press with a laser in it was neither: the press was tried and not caught, and the laser was forgotten."""
    for kinds in (["isostatic_press", second], [second, "isostatic_press"]):
        found = classified(*kinds, parameters=press()["parameters"])
        assert found.listed == "unknown"
        assert second in str(found.reason)
    assert classified("isostatic_press", second, parameters=LISTED).listed == "yes"


@settings(max_examples=60)
@given(st.sampled_from(KINDS), st.sampled_from(KINDS))
def test_a_further_kind_never_frees_an_item(one_kind: str, further: str) -> None:
    if classified(one_kind).listed != "no":
        assert classified(one_kind, further).listed != "no"


@pytest.mark.parametrize(
    "kind", ["equipment", "machine_tool", "press", "machine", "goods", "isostatic", "Пресс", "", " "]
)
def test_a_kind_too_general_or_unknown_is_asked_and_frees_nothing(checker: Checker, kind: str) -> None:
    found = checker.assess(deal(items=[press(kind=kind)]))
    assert found.classifications[0].listed == "unknown"
    assert any(q.name == "kind" for q in found.questions)
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED


def test_no_kind_at_all_is_asked(checker: Checker) -> None:
    found = checker.assess(deal(items=[{"description": "spare parts"}]))
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED


def test_what_is_not_covered_is_said_in_every_assessment(checker: Checker) -> None:
    """A coverage statement that nobody kept honest went on naming what had long been dropped."""
    for changes in ({}, {"items": [press(parameters=LISTED)]}, {"destination": "RU"}):
        lines = " ".join(checker.assess(deal(**changes)).not_checked)
        assert ANNEX.info.not_covered in lines
    encoded = {e.code[0] for e in ANNEX.entries}
    assert encoded == set(ANNEX.info.covers)
    assert not any(f" {digit} " in ANNEX.info.not_covered for digit in encoded)


def test_an_entry_that_is_printed_and_not_encoded_fails_the_check(tmp_path: Path) -> None:
    printed = {**PRINTED, "2B003": ["2B003 Machines that need an authorisation unless a note says otherwise."]}
    root = write_lists(tmp_path, list=LIST.replace("entries: 3", "entries: 4"))
    report = check_lists(root, {("eu/annex-i", "2099-12-31"): official(printed)})
    assert any("2B003 is printed in a category" in str(i) for i in report.errors)


# -- a figure is confirmed where it stands


@pytest.mark.parametrize(
    "elsewhere",
    [
        "2B002 Presses better than 0,9 μm, other than those in 2B001, of 5 × 103 Gy or (1,7 + L/1000) μm.",
        "2B002 Presses, other than those in 2B001, see 0,9 below, of 5 × 103 Gy or (1,7 + L/1000) μm.",
    ],
)
def test_a_figure_that_stands_in_another_sentence_confirms_nothing(tmp_path: Path, elsewhere: str) -> None:
    """A coverage test was green because its number occurred somewhere else in the text."""
    printed = {"2B002": [elsewhere], **{k: v for k, v in PRINTED.items() if k != "2B002"}}
    printed["2B001"] = [line.replace("0,9 μm", "0,8 μm") for line in PRINTED["2B001"]]
    in_order = {k: printed[k] for k in PRINTED}
    report = check_lists(write_lists(tmp_path), {("eu/annex-i", "2099-12-31"): official(in_order)})
    assert any("'0.9 µm' does not occur in the text of 2B001" in str(i) for i in report.errors)


@pytest.mark.parametrize("near", ["10,9 μm", "0,95 μm", "0,9 mm", "0,9 m", "9 μm", "2B001.0,9", "90,9 μm"])
def test_a_figure_inside_another_figure_confirms_nothing(tmp_path: Path, near: str) -> None:
    printed = {**PRINTED, "2B001": [line.replace("0,9 μm", near) for line in PRINTED["2B001"]]}
    report = check_lists(write_lists(tmp_path), {("eu/annex-i", "2099-12-31"): official(printed)})
    assert any("'0.9 µm' does not occur" in str(i) for i in report.errors)


# -- the shape of the official text


@pytest.mark.parametrize("indent", ["  ", "\t", "        "])
def test_how_far_a_line_is_moved_in_says_nothing_about_its_place(indent: str) -> None:
    """Nesting was counted from the blanks before a line, and a file set otherwise gave another law."""
    moved = {
        code: [lines[0], *(indent * (n % 3) + line for n, line in enumerate(lines[1:]))]
        for code, lines in ENTRIES.items()
    }
    plain = load(annex_bytes(), "small.json", SMALL)
    try:
        found = load(annex_bytes(moved), "moved.json", SMALL)
    except SourceChangedError:
        return
    assert found.codes() == plain.codes()
    assert [n.attached_to for n in found.notes] == [n.attached_to for n in plain.notes]


def test_rows_of_a_table_within_an_entry_are_neither_entries_nor_requirements() -> None:
    """Any table inside an entry was read as the table of what needs a licence, and processes became requirements."""
    table = [
        "2B003 Anything else, by the processes in the table:",
        "2B003 Technical Note:",
        "2B003 Process | Base | Layer",
        "2B003 A. Thermal spraying | Steels | Oxides",
        "2B003 B. Pack cementation | Glass | Silicides",
    ]
    found = load(annex_bytes({**ENTRIES, "2B003": table}), "table.json", SMALL)
    assert found.entries() == list(ENTRIES)
    assert [c for c in found.codes() if c.startswith("2B003")] == ["2B003"]


def test_an_entry_that_lost_its_text_is_refused_and_not_an_entry_without_requirements() -> None:
    for lines in ([""], ["2B003"], ["2B003 "]):
        with pytest.raises(SourceChangedError):
            load(annex_bytes({**ENTRIES, "2B003": lines}), "lost.json", SMALL)


# -- no answer is kept from one look to the next


def test_an_item_described_anew_is_classified_anew(checker: Checker) -> None:
    """Goods already released kept their old classification when the entry or the data sheet changed."""
    item = press()
    assert checker.classify(item, DAY).listed == "no"
    item["parameters"].update(LISTED)
    assert checker.classify(item, DAY).listed == "yes"
    item["parameters"] = press()["parameters"]
    assert checker.classify(item, DAY).listed == "no"
