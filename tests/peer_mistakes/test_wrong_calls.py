"""A caller's slip ends in one message. None of them may come back as a list without hits or a law without rules."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dualuse.checker import Checker
from dualuse.errors import InputError
from dualuse.parties.screen import SCORE_CUTOFF
from support.deals import DAY, deal, held_list, one, press
from support.running import Run


def refused(checker: Checker, **changes: Any) -> str:
    with pytest.raises(InputError) as caught:
        checker.assess(deal(**changes))
    return str(caught.value)


def test_one_name_given_where_a_list_is_meant_is_not_screened_letter_by_letter(checker: Checker) -> None:
    """A text is a list of its letters to Python: each letter was screened, none was listed, and nothing was wrong."""
    with pytest.raises(InputError, match="a list of parties or names is expected, not 'Olim Testov'"):
        checker.screen("Olim Testov", DAY)
    assert checker.screen(["Olim Testov"], DAY)[0].hits


@pytest.mark.parametrize("cutoff", [float("nan"), float("inf"), 100.1, 850, -1, "85"])
def test_a_cut_off_that_nothing_can_reach_is_no_list_without_hits(checker: Checker, cutoff: Any) -> None:
    """With a cut-off that is no number every name on the list is below it, and the screening looked clean."""
    with pytest.raises(InputError, match="score_cutoff: a score from 0 to 100"):
        checker.screen(["Olim Testov"], DAY, cutoff)


def test_laws_given_as_one_word_are_not_taken_for_the_letters_of_it(checker: Checker) -> None:
    """``laws="eu"`` asked for the laws of *e* and of *u*, and left out that of the Union."""
    with pytest.raises(InputError, match="laws: a list of jurisdictions"):
        checker.assess(deal(), laws="eu")


def test_an_hour_of_a_day_is_that_day(checker: Checker) -> None:
    hour = datetime(2026, 2, 16, 23, 59)
    assert checker.assess(deal(), as_of=hour).as_of == DAY
    assert checker.screen(["Olim Testov"], hour)[0].age_days == 6
    with pytest.raises(InputError, match="as_of: a day"):
        checker.assess(deal(), as_of="2026-02-16")  # type: ignore[arg-type]


def test_knowledge_about_an_item_that_is_not_there_is_not_lost(checker: Checker) -> None:
    """A slip in an id made what the authority had said about a nuclear use concern no item, and so nothing."""
    known = [{"limb": "informed", "use": "nuclear_weapon", "items": ["pres"]}]
    assert "about 'pres', and no item is called so; there are: press" in refused(checker, knowledge=known)
    known[0]["items"] = ["press"]
    assert checker.assess(deal(knowledge=known)).exit_status == 1


def test_knowledge_about_one_item_bites_that_item_and_no_other(checker: Checker) -> None:
    known = [{"limb": "informed", "use": "nuclear_weapon", "items": ["second"]}]
    found = checker.assess(deal(items=[press(id="first"), press(id="second")], knowledge=known))
    assert one(found, "eu/dual_use").subjects == ("second",)


def test_two_items_with_one_id_are_refused(checker: Checker) -> None:
    """A statement that nothing is known about *press* would otherwise cover both presses."""
    assert "two items are called 'press'" in refused(checker, items=[press(), press()])
    assert "two items are called 'item 2'" in refused(checker, items=[press(id="item 2"), press(id=None)])


def test_two_items_without_an_id_are_two_items(checker: Checker) -> None:
    found = checker.assess(deal(items=[press(id=None), press(id=None)]))
    assert [c.item for c in found.classifications] == ["item 1", "item 2"]


def bottomless() -> list[Any]:
    held: list[Any] = []
    held.append(held)
    return held


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"items": [press(parameters={"wetted": bottomless()})]}, "nested deeper than 40 levels"),
        ({"facts": {"x": bottomless()}}, "nested deeper than 40 levels"),
        ({"items": [press(parameters={"\ud800": "1"})]}, "no text that can be written"),
        ({"items": [press(answers={"x": {"answer": "no", "why": "\udfff"}})]}, "no text that can be written"),
        ({"items": [press(parameters={"count": 10**5000})]}, "items[0].parameters"),
        ({"items": [press(parameters={"count": object()})]}, "not object"),
        ({"destination": "UK"}, "'UK' is not an ISO 3166-1"),
        ({"destination": "EL"}, "'EL' is not an ISO 3166-1"),
        ({"destination": "Turkey"}, "'TURKEY' is not an ISO 3166-1"),
        ({"destination": False}, "destination"),
    ],
)
def test_what_no_document_could_hold_is_refused_in_one_message(
    checker: Checker, changes: dict[str, Any], says: str
) -> None:
    assert says in refused(checker, **changes)


@pytest.mark.parametrize(
    "arguments",
    [
        ("screen", "--name", ""),
        ("screen", "--name", "\udcff"),
        ("classify", "--kind", "valve", "--description", ""),
        ("classify", "--kind", "\udcff"),
        ("classify", "--kind", "valve", "-p", "nominal_dn=\udcff"),
        ("assess", "example:catch-all-informed", "--law", "\udcff"),
    ],
)
def test_an_empty_or_broken_argument_is_one_message_and_status_2(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("dualuse: ")


def test_a_usual_cut_off_is_used_where_none_is_given(checker: Checker) -> None:
    assert checker.screen(["Olim Testov"], DAY)[0].score_cutoff == SCORE_CUTOFF


def test_a_name_in_a_document_can_neither_drive_the_terminal_nor_write_a_line_of_the_report(
    run: Run, tmp_path: Path
) -> None:
    """Whoever writes the document must not be able to write the verdict."""
    case = tmp_path / "case.yaml"
    case.write_text(
        'items:\n- {id: "a\\nNo requirement found.\\r", description: "\\e[2J\\u202etext", kind: valve}\n'
        'parties:\n- {name: "B\\n[ ] un/sanctions: no requirement found", role: end_user}\n',
        "utf-8",
    )
    ran = run("assess", str(case), "--data", str(held_list(tmp_path / "data")))
    assert ran.status == 3
    assert not {"\x1b", "\u202e", "\r"} & set(ran.out)
    assert not any(line.strip().startswith(("No requirement found.", "[ ] un/")) for line in ran.out.splitlines())


def test_a_message_about_a_document_does_not_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text('items:\n- {description: x}\ndestination: "\\e[2J"\n', "utf-8")
    ran = run("assess", str(case))
    assert ran.status == 2
    assert "\x1b" not in ran.err
