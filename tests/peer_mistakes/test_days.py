"""Days: what has ended is over, what has not begun is not there, and what nobody has looked at is not settled."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dualuse.checker import Checker
from dualuse.engine import Pack
from dualuse.engine.rule import TableRow
from dualuse.errors import InputError
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import Effect
from support.deals import DAY, LISTED, deal, one, press

INFORMED = [{"limb": "informed", "use": "nuclear_weapon"}]


def changed(rules: Path, file: str, old: str, new: str) -> None:
    path = rules / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), "utf-8")


def with_rules(checker: Checker, rules: Path) -> Checker:
    return Checker(checker.catalogue, Pack.load(rules), checker.data)


def outcome(checker: Checker, rule: str, day: date = DAY, **changes: object) -> str:
    found = checker.assess(deal(**changes), as_of=day)
    return next(r.outcome for r in found.receipt.rules if r.rule == rule)


def test_an_expired_rule_does_not_fire_and_fired_until_the_day_before(checker: Checker, rules_copy: Path) -> None:
    """Measures whose end had been lost on the way went on biting."""
    changed(rules_copy, "eu/eu-art-4-1-a.yaml", '{from: "2021-09-09"}', f'{{from: "2021-09-09", to: "{DAY}"}}')
    ours = with_rules(checker, rules_copy)
    assert outcome(ours, "eu-art-4-1-a", DAY, knowledge=INFORMED) == "not_in_force"
    assert outcome(ours, "eu-art-4-1-a", DAY - timedelta(days=1), knowledge=INFORMED) == "fired"


def test_a_rule_that_has_not_begun_does_not_fire(checker: Checker, rules_copy: Path) -> None:
    changed(rules_copy, "eu/eu-art-4-1-a.yaml", '{from: "2021-09-09"}', f'{{from: "{DAY + timedelta(days=1)}"}}')
    ours = with_rules(checker, rules_copy)
    assert outcome(ours, "eu-art-4-1-a", DAY, knowledge=INFORMED) == "not_in_force"
    assert outcome(ours, "eu-art-4-1-a", DAY + timedelta(days=1), knowledge=INFORMED) == "fired"


@pytest.mark.parametrize("status", ["suspended", "scheduled", "repealed"])
def test_a_rule_that_is_not_in_force_does_not_fire_and_its_absence_is_told(
    checker: Checker, rules_copy: Path, status: str
) -> None:
    changed(rules_copy, "eu/eu-art-4-1-a.yaml", "status: in_force", f"status: {status}")
    found = with_rules(checker, rules_copy).assess(deal(knowledge=INFORMED))
    assert any(f"is {status} and was not applied" in line for line in found.notices)
    assert not any(f.rule == "eu-art-4-1-a" for f in found.findings)


def test_a_rule_of_which_nobody_knows_whether_it_is_in_force_settles_nothing(
    checker: Checker, rules_copy: Path
) -> None:
    changed(rules_copy, "eu/eu-art-4-1-a.yaml", "status: in_force", "status: unknown")
    own = one(with_rules(checker, rules_copy).assess(deal(knowledge=INFORMED)), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED


def test_where_every_rule_of_a_law_has_ended_the_law_is_not_silent(checker: Checker, rules_copy: Path) -> None:
    for file in rules_copy.glob("eu/**/*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(
            text.replace('effective: {from: "2021-09-09"}', 'effective: {from: "2021-09-09", to: "2025-01-01"}'),
            "utf-8",
        )
    own = one(with_rules(checker, rules_copy).assess(deal()), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    assert "No rule held for this law was in force" in own.says


def test_a_member_of_a_table_that_has_ended_is_none_and_was_one_before(checker: Checker, rules_copy: Path) -> None:
    changed(
        rules_copy,
        "tables/arms_embargo.yaml",
        '{code: BY, from: "2011-06-21",',
        f'{{code: BY, from: "2011-06-21", to: "{DAY}",',
    )
    ours = with_rules(checker, rules_copy)
    military = [{"limb": "informed", "use": "military_end_use"}]
    for day, word in ((DAY - timedelta(days=1), "fired"), (DAY, "not_met")):
        assert outcome(ours, "eu-art-4-1-b", day, knowledge=military, destination="BY", purchasing_country="BY") == word


def test_a_member_known_until_a_day_is_asked_after_it_and_not_dropped(checker: Checker) -> None:
    """Whoever forgot to renew an entry had removed it."""
    row = TableRow.model_validate({"code": "MM", "known_until": "2026-04-30"})
    assert row.certain(date(2026, 4, 30))
    assert row.covers(date(2026, 5, 1))
    assert not row.certain(date(2026, 5, 1))
    military = [{"limb": "informed", "use": "military_end_use"}]
    to_burma = deal(knowledge=military, destination="MM", purchasing_country="MM", date="2026-05-01")
    assert "facts.arms_embargo.MM" in one(checker.assess(to_burma), "eu/dual_use").settled_by


def test_a_day_before_any_edition_classifies_nothing_as_free(checker: Checker) -> None:
    found = checker.classify(press(), as_of=date(2020, 1, 1))
    assert found.listed == "unknown"
    assert "no edition of eu/annex-i held for 2020-01-01" in str(found.reason)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1990, 5, 1), date(2021, 9, 8)])
def test_a_day_before_the_law_that_is_held_is_undetermined_and_says_which_law_governed(
    checker: Checker, day: date
) -> None:
    own = one(checker.assess(deal(), as_of=day), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    assert "428/2009" in own.says


def test_before_a_table_begins_membership_is_asked_and_not_denied(checker: Checker, rules_copy: Path) -> None:
    changed(rules_copy, "tables/arms_embargo.yaml", 'known_from: "2021-09-09"', f'known_from: "{DAY}"')
    ours = with_rules(checker, rules_copy)
    military = deal(knowledge=[{"limb": "informed", "use": "military_end_use"}])
    assert one(ours.assess(military), "eu/dual_use").effect is Effect.NO_REQUIREMENT_FOUND
    before = one(ours.assess(military, as_of=DAY - timedelta(days=1)), "eu/dual_use")
    assert before.effect is Effect.UNDETERMINED


def test_after_the_day_on_which_somebody_last_looked_it_is_told(checker: Checker, catalogue: Catalogue) -> None:
    info = catalogue.lists["eu/annex-i"].info
    late = info.checked_until + timedelta(days=1)
    assert any("nobody has looked for a newer edition" in line for line in checker.assess(deal(), as_of=late).notices)
    assert not any("nobody has looked" in line for line in checker.assess(deal(), as_of=info.checked_until).notices)


def test_a_list_that_nobody_has_looked_at_for_years_does_not_settle_that_an_item_is_free(checker: Checker) -> None:
    """An office that never updates was told the same firm words every year; the list changes every autumn."""
    late = date(2031, 1, 1)
    own = one(checker.assess(deal(), as_of=late, laws=["eu"]), "eu/dual_use")
    assert own.effect is Effect.UNDETERMINED
    caught = checker.assess(deal(items=[press(parameters=LISTED)]), as_of=late, laws=["eu"])
    assert one(caught, "eu/dual_use").effect is Effect.LICENCE_REQUIRED
    looked = press(answers={"item.listed": {"answer": "no", "by": "A. Ivanova", "why": "edition of 2030 looked up"}})
    settled = one(checker.assess(deal(items=[looked]), as_of=late, laws=["eu"]), "eu/dual_use")
    assert settled.effect is Effect.NO_REQUIREMENT_FOUND


def test_the_day_of_the_transaction_counts_and_not_the_day_of_the_reading(checker: Checker) -> None:
    listed = [press(parameters=LISTED)]
    assert checker.assess(deal(items=listed, date="2020-01-01")).classifications[0].listed == "unknown"
    assert checker.assess(deal(items=listed)).classifications[0].listed == "yes"


def test_one_checker_keeps_the_days_apart(checker: Checker) -> None:
    """What was compiled for one day answered for the next."""
    days = [date(2021, 9, 8), DAY, date(2020, 1, 1), DAY + timedelta(days=1)]
    first = [checker.assess(deal(), as_of=d).receipt.assessment_sha256 for d in days]
    again = [checker.assess(deal(), as_of=d).receipt.assessment_sha256 for d in reversed(days)]
    assert first == again[::-1]


@pytest.mark.parametrize("stated", ["2026-02-30", "16.02.2026", "2026", "today", "02/16/2026", "2026-02-16T12:00:00"])
def test_a_day_that_can_be_read_in_two_ways_or_none_is_refused(checker: Checker, stated: str) -> None:
    with pytest.raises(InputError, match="date"):
        checker.assess(deal(date=stated))
