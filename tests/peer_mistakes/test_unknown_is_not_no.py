"""Whole transactions in which something is missing, misspelt or out of place: none of it reads as *no*."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dualuse.checker import Checker
from dualuse.model.assessment import Assessment, Effect
from support.deals import DAY, LISTED, deal, effects, one, press


def asked(found: Assessment) -> set[str]:
    return {q.where for q in found.questions}


def test_the_deal_that_the_others_change_has_no_requirement(checker: Checker) -> None:
    assert set(effects(checker.assess(deal())).values()) == {Effect.NO_REQUIREMENT_FOUND}


# -- leaving out


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("kind", "kind"),
        ("destination", "destination"),
        ("purchasing_country", "purchasing_country"),
        ("parties", "parties"),
        ("knowledge", "knowledge"),
    ],
)
def test_a_key_that_is_left_out_comes_back_as_a_question(checker: Checker, key: str, where: str) -> None:
    found = checker.assess(deal(**{key: ...}))
    assert found.exit_status == 3
    assert where in asked(found)


def test_no_exporter_and_no_place_leave_open_whose_law_it_is(checker: Checker) -> None:
    found = checker.assess(deal(exporter=...))
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert "items[0].location" in asked(found)


@pytest.mark.parametrize("parameter", ["max_working_pressure", "chamber_inside_diameter"])
def test_a_figure_that_decides_comes_back_as_a_question(checker: Checker, parameter: str) -> None:
    figures = {k: v for k, v in LISTED.items() if k != parameter}
    found = checker.assess(deal(items=[press(parameters=figures)]))
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert f"items[0].parameters.{parameter}" in asked(found)


def test_null_is_not_stated_and_empty_is(checker: Checker) -> None:
    assert checker.assess(deal(knowledge=None)).exit_status == 3
    assert checker.assess(deal(knowledge=[])).exit_status == 0


# -- the wrong thing


@pytest.mark.parametrize("unit", ["60 kN", "60 °C", "60 mm", "60", "60 MPa/s", "60 Mpaa·s", "0,060"])
def test_a_wrong_unit_is_asked_again(checker: Checker, unit: str) -> None:
    found = checker.assess(deal(items=[press(parameters={**LISTED, "max_working_pressure": unit})]))
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert one(found, "eu/dual_use").settled_by == ("items[0].parameters.max_working_pressure",)


@pytest.mark.parametrize("general", ["equipment", "machine_tool", ["isostatic_press", "equipment"]])
def test_a_kind_too_general_is_asked_first(checker: Checker, general: Any) -> None:
    found = checker.assess(deal(items=[press(kind=general)]))
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert "items[0].kind" in asked(found)


@pytest.mark.parametrize("name", ["***", "—", "№ 7", "12345", "()", ".", "\u200b", "😀"])
def test_a_party_without_letters_is_nobody_who_was_screened(checker: Checker, name: str) -> None:
    found = checker.assess(deal(parties=[{"role": "end_user", "name": name, "country": "KZ"}]))
    assert one(found, "un/sanctions").effect is Effect.UNDETERMINED
    assert any("not reliably screened" in line for line in found.not_checked)


def test_a_day_before_any_edition_frees_nothing(checker: Checker) -> None:
    for day in (date(2025, 11, 14), date(2021, 9, 9), date(2021, 9, 8), date(1970, 1, 1)):
        found = checker.assess(deal(), as_of=day)
        assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED, day
        assert found.classifications[0].listed == "unknown"


# -- movements that are no export


@pytest.mark.parametrize("where", [{"route": ["CN", "KZ"]}, {"items": [press(parameters=LISTED, location="CN")]}])
def test_brokering_of_a_listed_item_is_not_silent_because_it_is_no_export(
    checker: Checker, where: dict[str, Any]
) -> None:
    broker = [*deal()["parties"], {"role": "broker", "name": "Elbe Vermittlung GmbH", "country": "DE"}]
    case = deal(
        kind="brokering",
        parties=broker,
        exporter={"name": "Harbin Press", "country": "CN"},
        **{"items": [press(parameters=LISTED)], **where},
    )
    own = one(checker.assess(case), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    assert "eu-art-6" in own.findings


def test_a_broker_of_whom_no_country_is_stated_leaves_open_whose_law_it_is(checker: Checker) -> None:
    broker = [*deal()["parties"], {"role": "broker", "name": "Somebody Trading"}]
    case = deal(
        kind="brokering", parties=broker, exporter={"name": "Harbin Press", "country": "CN"}, route=["CN", "KZ"]
    )
    found = checker.assess(case)
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert "parties[1].country" in asked(found)


@pytest.mark.parametrize("kind", ["transit", "transhipment", "export", "re_export"])
def test_a_way_through_the_union_is_not_silent_because_nothing_starts_there(checker: Checker, kind: str) -> None:
    case = deal(
        kind=kind,
        exporter={"name": "Dnipro Works", "country": "UA"},
        route=["UA", "PL", "DE", "US"],
        destination="US",
        purchasing_country="US",
    )
    own = one(checker.assess(case), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    assert "eu-art-7" in own.findings


@pytest.mark.parametrize(
    "kind", ["in_country_transfer", "deemed_export", "import", "technical_assistance", "intra_union_transfer"]
)
def test_a_movement_that_is_not_encoded_is_said_not_to_be(checker: Checker, kind: str) -> None:
    own = one(checker.assess(deal(kind=kind)), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    assert "not encoded here" in own.says


def test_a_destination_in_the_union_with_an_end_user_outside_is_open(checker: Checker) -> None:
    people = [{"role": "end_user", "name": "Tashkent Ceramics", "country": "UZ", "nature": "company"}]
    for figures in (LISTED, press()["parameters"]):
        case = deal(destination="FR", purchasing_country="FR", parties=people, items=[press(parameters=figures)])
        assert one(checker.assess(case), "eu/dual_use").effect is Effect.UNDETERMINED


def test_an_exporter_in_the_union_whose_goods_start_elsewhere_is_not_outside_its_law(checker: Checker) -> None:
    for changes in ({"route": ["CN", "KZ"]}, {"items": [press(location="CN")]}):
        own = one(checker.assess(deal(**changes)), "eu/dual_use")
        assert own.effect is Effect.UNDETERMINED
        assert "eu-art-6" in own.findings


# -- knowledge


@pytest.mark.parametrize(
    "row",
    [
        {"limb": "informed"},
        {"limb": "aware"},
        {"limb": "none", "use": "nuclear_weapon"},
        {"limb": "none", "items": ["press"], "use": "other"},
    ],
)
def test_half_a_statement_about_the_use_is_not_a_statement_that_there_is_none(
    checker: Checker, row: dict[str, Any]
) -> None:
    own = one(checker.assess(deal(knowledge=[row])), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED


def test_nothing_known_of_one_item_says_nothing_of_the_other(checker: Checker) -> None:
    items = [press(id="first"), press(id="second")]
    found = checker.assess(deal(items=items, knowledge=[{"limb": "none", "items": ["first"]}]))
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert one(found, "un/dual_use").effect is Effect.UNDETERMINED


def test_a_use_that_no_rule_names_is_not_no_use(checker: Checker) -> None:
    for use in ("other", "terrorism", "internal_repression", "human_rights_violation"):
        own = one(checker.assess(deal(knowledge=[{"limb": "aware", "use": use}])), "eu/dual_use")
        assert own.effect is Effect.UNDETERMINED, use


@pytest.mark.parametrize("word", ["maybe", "unknown", "?", "", "n/a", "YES PLEASE"])
def test_an_answer_that_is_neither_yes_nor_no_answers_nothing(checker: Checker, word: str) -> None:
    case = deal(
        knowledge=[{"limb": "suspects", "use": "nuclear_weapon"}], facts={"member_state.extends_article_4_3": word}
    )
    found = checker.assess(case)
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert "facts.member_state.extends_article_4_3" in asked(found)


def test_an_answer_under_a_name_nobody_asks_is_told(checker: Checker) -> None:
    case = deal(
        knowledge=[{"limb": "suspects", "use": "nuclear_weapon"}], facts={"member_state.extends_article_43": "no"}
    )
    found = checker.assess(case)
    assert one(found, "eu/dual_use").effect is Effect.UNDETERMINED
    assert any("facts.member_state.extends_article_43: no rule held asks for it" in n for n in found.notices)


@pytest.mark.parametrize("nature", ["state_body", "armed_forces", None])
@pytest.mark.parametrize("limb", ["informed", "aware", "suspects"])
def test_a_known_use_for_such_weapons_is_not_without_requirements_because_no_law_held_names_the_parties(
    checker: Checker, limb: str, nature: str | None
) -> None:
    """From outside the Union, to a State or to nobody named, no rule had spoken of a nuclear weapon."""
    people = [] if nature is None else [{"role": "end_user", "name": "Ministry", "country": "UZ", "nature": nature}]
    outside = deal(exporter={"name": "Almaty Export LLP", "country": "KZ"}, route=["KZ", "UZ"], destination="UZ")
    known = [{"limb": limb, "use": "nuclear_weapon"}]
    found = checker.assess({**outside, "purchasing_country": "UZ", "parties": people, "knowledge": known})
    assert found.exit_status == 3
    assert "un-1540-other-duties" in one(found, "un/dual_use").findings


# -- laws


@pytest.mark.parametrize("laws", [["kz"], ["EU"], ["eu "], ["us", "uk"], []])
def test_a_law_that_is_not_held_or_misspelt_is_no_law_without_requirements(checker: Checker, laws: list[str]) -> None:
    assert checker.assess(deal(), laws=laws).exit_status == 3


def test_a_law_that_attaches_and_was_not_asked_for_is_told(checker: Checker) -> None:
    found = checker.assess(deal(), laws=["un"])
    assert any("European Union: this law attaches by the facts" in line for line in found.not_checked)


def test_a_law_without_rules_here_is_named_among_what_was_not_checked(checker: Checker) -> None:
    lines = checker.assess(deal()).not_checked
    assert any("Kazakhstan" in line and "no rules of its law are held here" in line for line in lines)


# -- everything at once


@pytest.mark.parametrize("left_out", ["kind", "exporter", "destination", "purchasing_country", "parties", "knowledge"])
def test_leaving_out_a_second_key_never_settles_what_the_first_left_open(checker: Checker, left_out: str) -> None:
    for other in ("kind", "destination", "purchasing_country", "parties", "knowledge", "customs_free_zone"):
        found = checker.assess(deal(**{left_out: ..., other: ...}))
        assert found.exit_status != 0, (left_out, other)


def test_an_item_and_nothing_else_is_open_everywhere(checker: Checker) -> None:
    found = checker.assess({"date": DAY.isoformat(), "items": [{"description": "press"}]})
    assert set(effects(found).values()) == {Effect.UNDETERMINED}
    assert found.exit_status == 3


def test_no_text_of_an_assessment_says_that_all_is_well(checker: Checker) -> None:
    """The strongest good news is that no requirement was found on what was stated."""
    for case in (deal(), deal(destination="RU"), deal(items=[press(parameters=LISTED)]), deal(parties=[])):
        text = checker.assess(case).model_dump_json().casefold()
        for word in (
            "compliant",
            "is safe",
            "is clear",
            "all clear",
            "cleared",
            "is allowed",
            "is permitted",
            "approved",
        ):
            assert word not in text, word
