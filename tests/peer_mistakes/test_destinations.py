"""Countries: an embargo is not an empty row, a territory is not forgotten, and a code means one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.checker import Checker
from dualuse.engine import Pack
from dualuse.errors import InputError
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import Effect
from dualuse.model.code import ControlCode
from dualuse.model.country import country_name, known_countries
from support.deals import DAY, LISTED, deal, effects, one, press

UNDER_UN_MEASURES = ("KP", "IR")
MILITARY = [{"limb": "informed", "use": "military_end_use"}]


def codes(pack: Pack, table: str, certain: bool = True) -> list[str]:
    return [r.code for r in pack.tables[table].rows if r.covers(DAY) and r.certain(DAY) is certain]


def to(country: str, **changes: object) -> dict[str, object]:
    """The ordinary deal with everything in that country."""
    people = [{"role": "end_user", "name": "Saryarka Ceramics LLP", "country": country, "nature": "company"}]
    return deal(**{"destination": country, "purchasing_country": country, "parties": people, **changes})


def test_a_fully_embargoed_destination_does_not_look_free(checker: Checker, pack: Pack) -> None:
    """A country chart had no mark in the row of an embargoed country, which was dealt with elsewhere."""
    for country in codes(pack, "eu_trade_restrictions"):
        found = checker.assess(to(country))
        assert one(found, "eu/sanctions").effect is Effect.UNDETERMINED, country
        assert found.exit_status == 3, country


@pytest.mark.parametrize("country", UNDER_UN_MEASURES)
def test_a_country_under_measures_of_the_security_council_does_not_look_free_from_anywhere(
    checker: Checker, country: str
) -> None:
    """From outside the Union no rule had spoken of such a destination, and nothing was found."""
    found = checker.assess(to(country, exporter={"name": "Almaty Export LLP", "country": "KZ"}, route=["KZ", country]))
    assert effects(found)["eu/dual_use"] is Effect.NOT_SUBJECT
    assert one(found, "un/sanctions").effect is Effect.UNDETERMINED
    assert found.exit_status == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"purchasing_country": "RU"},
        {"end_use": {"location": "RU"}},
        {"route": ["DE", "PL", "BY", "RU", "KZ"]},
        {"parties": [{"role": "intermediate_consignee", "name": "Neva Store", "country": "RU"}]},
        {"parties": [{"role": ["forwarder", "ultimate_consignee"], "name": "Neva Store", "country": "RU"}]},
    ],
)
def test_an_embargoed_country_counts_wherever_the_deal_touches_it(checker: Checker, changes: dict[str, object]) -> None:
    """The destination alone was looked at, and goods on their way to a neighbour crossed the country unseen."""
    assert one(checker.assess(deal(**changes)), "eu/sanctions").effect is Effect.UNDETERMINED


def test_a_doubtful_embargo_is_asked_and_not_read_as_none(checker: Checker, pack: Pack) -> None:
    """What only a footnote said of a country was missing from the table that was looked up."""
    doubtful = codes(pack, "arms_embargo", certain=False)
    assert {"HK", "MO", "AM", "AZ", "SY"} <= set(doubtful)
    for country in doubtful:
        own = one(checker.assess(to(country, knowledge=MILITARY)), "eu/dual_use")
        assert own.effect is Effect.UNDETERMINED, country
        assert f"facts.arms_embargo.{country}" in own.settled_by


def test_every_territory_that_once_was_a_row_of_its_own_is_still_somebodys(checker: Checker) -> None:
    """A territory lost its row, its name pointed nowhere, and no rule for any group of countries reached it."""
    for territory, state in {"HK": "CN", "MO": "CN"}.items():
        for country in (territory, state):
            own = one(checker.assess(to(country, knowledge=MILITARY)), "eu/dual_use")
            assert own.effect is Effect.UNDETERMINED, country


@pytest.mark.parametrize(
    ("country", "inside"),
    [("XI", True), ("GB", False), ("MC", True), ("RE", True), ("AX", True), ("GL", False), ("FO", False), ("SM", False),
     ("GI", False), ("IM", False), ("JE", False), ("NC", False), ("LI", False), ("VA", False), ("AD", False)],
)  # fmt: skip
def test_a_territory_belongs_to_the_union_by_its_customs_and_not_by_its_state(
    checker: Checker, country: str, inside: bool
) -> None:
    found = checker.assess(to(country, items=[press(parameters=LISTED)]))
    own = one(found, "eu/dual_use")
    assert (own.findings == ("eu-art-11",)) is inside
    assert (own.effect is Effect.LICENCE_REQUIRED) is (not inside and country not in ("LI", "GB"))


def test_a_general_authorisation_for_a_state_does_not_cover_its_territories(checker: Checker) -> None:
    for country, covered in {
        "US": True,
        "PR": False,
        "NO": True,
        "SJ": False,
        "GB": True,
        "BM": False,
        "NZ": True,
        "CK": False,
    }.items():
        own = one(checker.assess(to(country, items=[press(parameters=LISTED)])), "eu/dual_use")
        assert (own.effect is Effect.AUTHORISED_WITH_CONDITIONS) is covered, country


def test_every_country_in_a_table_is_a_country_and_every_code_a_code(pack: Pack) -> None:
    """A row whose code means nothing never bites, and nobody notices."""
    for table in pack.tables.values():
        for row in table.rows:
            if row.code.isalpha():
                assert row.code in known_countries(), (table.id, row.code)
            else:
                assert str(ControlCode(row.code)) == row.code, (table.id, row.code)


def test_no_table_holds_a_member_twice_at_one_time(pack: Pack) -> None:
    for table in pack.tables.values():
        held = [r.code for r in table.rows if r.covers(DAY)]
        assert len(held) == len(set(held)), table.id


def test_codes_of_the_excluded_items_are_codes_of_the_list(pack: Pack, catalogue: Catalogue) -> None:
    encoded = {e.code for e in catalogue.lists["eu/annex-i"].entries}
    for row in pack.tables["eu_section_i"].rows:
        code = ControlCode(row.code)
        if code.category == "2":
            assert code.entry in encoded, row.code


@pytest.mark.parametrize(
    ("code", "name"), [("TR", "Türkiye"), ("KG", "Kyrgyzstan"), ("CZ", "Czechia"), ("XI", "Northern Ireland")]
)
def test_a_code_leads_to_the_name_in_use_and_no_name_leads_to_a_code(checker: Checker, code: str, name: str) -> None:
    """An alias of a country pointed from the new name to the old one, and rules under the new one were not found."""
    assert country_name(code) == name
    with pytest.raises(InputError, match="ISO 3166-1"):
        checker.assess(deal(destination=name))


@pytest.mark.parametrize("stated", ["kz", " KZ ", "Kz"])
def test_a_code_is_the_same_however_it_is_typed(checker: Checker, stated: str) -> None:
    assert effects(checker.assess(deal(destination=stated))) == effects(checker.assess(deal()))


def test_norway_unquoted_is_norway_or_refused_and_nothing_else(tmp_path: Path) -> None:
    """Common readers take the code of Norway for a *no*."""
    from dualuse.documents import read_document, validate
    from dualuse.model.transaction import Transaction

    case = validate(Transaction, read_document("items: [{description: x}]\ndestination: NO\n", "case.yaml"))
    assert case.destination == "NO"


def test_a_destination_inside_the_union_with_an_end_user_outside_is_not_settled_by_the_destination(
    checker: Checker,
) -> None:
    """A transfer within the Union is no export; where it goes in the end can still need an authorisation."""
    people = [{"role": "end_user", "name": "Tashkent Ceramics", "country": "UZ", "nature": "company"}]
    found = checker.assess(
        deal(destination="FR", purchasing_country="FR", parties=people, items=[press(parameters=LISTED)])
    )
    own = one(found, "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    assert "eu-art-11" in own.findings
