"""What lifts a requirement, and which of two answers is the stricter."""

from __future__ import annotations

from itertools import permutations

import pytest

from dualuse.checker import Checker
from dualuse.engine import Pack
from dualuse.logic import NO, UNKNOWN, YES, all_of, any_of
from dualuse.model.assessment import Effect
from dualuse.model.code import ControlCode
from support.deals import LISTED, deal, effects, one, press

TO_CANADA = {
    "destination": "CA",
    "purchasing_country": "CA",
    "parties": [{"role": "end_user", "name": "Northern Ceramics Inc", "country": "CA", "nature": "company"}],
    "items": [press(parameters=LISTED)],
}


def canada(**changes: object) -> dict[str, object]:
    """A listed press to Canada, which general authorisation EU001 covers."""
    return deal(**{**TO_CANADA, **changes})


def test_the_deal_that_the_others_change_is_covered(checker: Checker) -> None:
    assert one(checker.assess(canada()), "eu/dual_use").effect is Effect.AUTHORISED_WITH_CONDITIONS


@pytest.mark.parametrize(
    "changes",
    [
        {"customs_free_zone": True},
        {"knowledge": [{"limb": "informed", "use": "nuclear_weapon"}]},
        {"knowledge": [{"limb": "aware", "use": "chemical_weapon"}]},
        {"knowledge": [{"limb": "informed", "use": "parts_of_illegal_military_export"}]},
        {"knowledge": [{"limb": "aware", "use": "military_end_use"}], "purchasing_country": "RU"},
        {"parties": [{"role": "end_user", "name": "Tashkent Ceramics", "country": "UZ", "nature": "company"}]},
        {"end_use": {"location": "UZ"}},
        {"parties": [{"role": "ultimate_consignee", "name": "Free Port", "country": "AE", "nature": "company"}]},
        {"parties": []},
        {"parties": [{"role": "forwarder", "name": "Ocean Line", "country": "CA", "nature": "company"}]},
        {"customs_free_zone": ...},
        {"knowledge": ...},
        {"parties": ...},
        {"destination": "KZ"},
    ],
)
def test_an_authorisation_that_a_condition_forecloses_or_leaves_open_lifts_nothing(
    checker: Checker, changes: dict[str, object]
) -> None:
    """An exception was offered although a general restriction had taken it away."""
    own = one(checker.assess(canada(**changes)), "eu/dual_use")
    assert own.effect.rank <= Effect.LICENCE_REQUIRED.rank


def test_an_authorisation_answers_the_one_requirement_it_names(checker: Checker, pack: Pack) -> None:
    """One exception was used to answer two reasons for control."""
    assert {n: r.rule.overcomes for n, r in pack.rules.items() if r.rule.overcomes} == {"eu001": ("eu-art-3-1",)}
    found = checker.assess(canada())
    assert one(found, "eu/dual_use").effect is Effect.AUTHORISED_WITH_CONDITIONS
    assert effects(checker.assess(canada(purchasing_country="RU")))["eu/sanctions"] is Effect.UNDETERMINED


def test_an_authorisation_for_one_item_does_not_cover_another(checker: Checker) -> None:
    """What lies outside the Union beside a covered item is brokering, which no authorisation here answers."""
    items = [press(id="covered", parameters=LISTED), press(id="other", parameters=LISTED, location="TR")]
    own = one(checker.assess(canada(items=items)), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    assert any(
        "other" in f.subject
        for f in checker.assess(canada(items=items)).findings
        if f.rule == "eu-art-6" and f.truth == "yes"
    )


def test_an_authorisation_of_one_law_lifts_nothing_of_another(checker: Checker) -> None:
    known = [{"limb": "suspects", "use": "nuclear_weapon"}]
    people = [{"role": "end_user", "name": "Free Cell", "country": "CA", "nature": "non_state_actor"}]
    found = checker.assess(canada(knowledge=known, parties=people, facts={"un1540.suspicion_borne_out": "yes"}))
    assert one(found, "un/dual_use").effect is Effect.PROHIBITED


def test_the_stricter_of_two_items_counts_in_any_order(checker: Checker) -> None:
    """Two answers were merged, and the one later in the alphabet was taken for the stricter."""
    items = [press(id="free"), press(id="caught", parameters=LISTED), press(id="open", parameters={})]
    for order in permutations(items):
        own = one(checker.assess(deal(items=list(order))), "eu/dual_use")
        assert own.effect is Effect.LICENCE_REQUIRED
        assert own.subjects == ("caught",)


def test_strictness_is_a_table_and_not_the_alphabet() -> None:
    ranked = sorted(Effect, key=lambda e: e.rank)
    assert ranked[:4] == [Effect.PROHIBITED, Effect.LICENCE_REQUIRED, Effect.NOTIFY_AND_HOLD, Effect.UNDETERMINED]
    assert ranked[-2:] == [Effect.NO_REQUIREMENT_FOUND, Effect.NOT_SUBJECT]
    assert ranked not in (sorted(Effect), sorted(Effect, reverse=True))


def test_codes_stand_in_the_order_of_the_list_and_not_of_the_alphabet() -> None:
    codes = ["2B350.g.10", "2B350.g.2", "2B350", "2B350.b"]
    assert [str(c) for c in sorted(map(ControlCode, codes))] == ["2B350", "2B350.b", "2B350.g.2", "2B350.g.10"]
    assert not ControlCode("2B350").contains(ControlCode("2B351"))
    assert not ControlCode("2B350.g.1").contains(ControlCode("2B350.g.10"))


@pytest.mark.parametrize("order", list(permutations([YES, NO, UNKNOWN])))
def test_unknown_beside_no_and_yes_is_neither_whatever_the_order(order: tuple[object, ...]) -> None:
    assert any_of(order) is YES  # type: ignore[arg-type]
    assert all_of(order) is NO  # type: ignore[arg-type]
    assert any_of(t for t in order if t is not YES) is UNKNOWN  # type: ignore[misc]
    assert all_of(t for t in order if t is not NO) is UNKNOWN  # type: ignore[misc]


def test_two_laws_are_two_answers_and_never_one(checker: Checker) -> None:
    """Two countries' lists were folded into one result, and the reader could not tell whose it was."""
    found = checker.assess(deal(items=[press(parameters=LISTED)]))
    assert effects(found) == {
        "eu/dual_use": Effect.LICENCE_REQUIRED,
        "un/dual_use": Effect.NO_REQUIREMENT_FOUND,
        "un/sanctions": Effect.NO_REQUIREMENT_FOUND,
    }


def test_awareness_is_a_duty_to_notify_and_information_is_a_requirement(checker: Checker) -> None:
    """A stop without the notification, or a requirement where there is a notification, is the wrong answer."""
    expected = {"informed": Effect.LICENCE_REQUIRED, "aware": Effect.NOTIFY_AND_HOLD, "suspects": Effect.UNDETERMINED}
    for limb, effect in expected.items():
        known = [{"limb": limb, "use": "nuclear_weapon"}]
        assert one(checker.assess(deal(knowledge=known)), "eu/dual_use").effect is effect, limb


def test_a_military_end_use_without_an_embargo_is_not_carried_over_from_the_stricter_limb(checker: Checker) -> None:
    """A limit that belongs to one provision was read into another."""
    known = [{"limb": "informed", "use": "military_end_use"}]
    assert one(checker.assess(deal(knowledge=known)), "eu/dual_use").effect is Effect.NO_REQUIREMENT_FOUND
    assert (
        one(checker.assess(deal(knowledge=known, purchasing_country="BY")), "eu/dual_use").effect
        is Effect.LICENCE_REQUIRED
    )
