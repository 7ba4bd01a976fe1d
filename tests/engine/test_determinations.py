"""What a person reads: every determination says what and why, and no loss of knowledge makes it milder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dualuse.engine import Evaluation, Pack, evaluate
from dualuse.logic import Truth
from dualuse.logic.ast import Node
from dualuse.model.assessment import Determination, Effect, PartyHit, TruthWord
from dualuse.model.citation import Citation
from dualuse.model.transaction import Transaction
from support.checking import DAY, classified, screened, stated

PACK = Pack.load()
HIT = PartyHit(
    party="A", roles=("end_user",), listed_name="X", matched="X", score=95, list_id="l", entry_id="KPe.001",
    citation=Citation(instrument="i", provision="p"),
)  # fmt: skip


def run(
    case: dict[str, Any],
    listed: TruthWord = "no",
    day: date = DAY,
    pack: Pack = PACK,
    screenings: Any = None,
    laws: list[str] | None = None,
) -> Evaluation:
    transaction = Transaction.model_validate(case)
    found = classified(*[listed] * len(transaction.items))
    return evaluate(transaction, found, screened() if screenings is None else screenings, pack, day, laws)


def of(result: Evaluation, key: str = "eu/dual_use") -> Determination:
    return next(d for d in result.determinations if d.key == key)


# -- what it says

FACTS = {
    "kind": st.sampled_from(["export", "re_export", "brokering", "transit", "import", "electronic_transfer"]),
    "destination": st.sampled_from(["KZ", "RU", "AM", "PL", "CA", "UA"]),
    "purchasing_country": st.sampled_from(["KZ", "RU", "CN"]),
    "exporter": st.sampled_from([{"name": "A", "country": "DE"}, {"name": "A", "country": "KZ"}, {"name": "A"}]),
    "route": st.sampled_from([["DE", "KZ"], ["KZ", "LV", "US"]]),
    "knowledge": st.sampled_from(
        [
            [],
            [{"limb": "informed", "use": "missile_delivery"}],
            [{"limb": "suspects", "use": "chemical_weapon"}],
            [{"limb": "aware", "use": "terrorism"}],
            [{"limb": "informed"}],
            [{"limb": "none", "use": "nuclear_weapon"}],
        ]
    ),
    "parties": st.sampled_from(
        [
            [],
            [{"role": "end_user", "name": "B", "nature": "non_state_actor"}],
            [{"role": "end_user", "name": "B", "country": "CA", "nature": "company"}],
        ]
    ),
    "customs_free_zone": st.booleans(),
}
CASES = st.fixed_dictionaries({"items": st.just([{"description": "x"}])}, optional=FACTS)
LISTED: st.SearchStrategy[TruthWord] = st.sampled_from(["yes", "no", "unknown"])


@settings(max_examples=50)
@given(CASES, LISTED)
def test_every_determination_says_what_and_why_and_cites_it(case: dict[str, Any], listed: TruthWord) -> None:
    for own in run(case, listed).determinations:
        assert len(own.says.split()) > 5, own
        assert "{" not in own.says
        assert own.citations
        assert all(c.provision for c in own.citations)
        assert own.effect in own.possible or not own.possible or own.effect is Effect.UNDETERMINED


@settings(max_examples=50)
@given(CASES, LISTED)
def test_what_is_undetermined_names_what_would_settle_it_or_says_that_nothing_does(
    case: dict[str, Any], listed: TruthWord
) -> None:
    result = run(case, listed)
    asked = {q.where for q in result.questions}
    for own in result.determinations:
        if own.effect is not Effect.UNDETERMINED:
            continue
        told = "One answer can settle it", "several are needed", "person must", "could not be screened"
        assert any(t in own.says for t in told), own.says
        assert set(own.settled_by) <= asked
        weighed = [q for q in result.questions if own.key in q.determinations]
        if own.settled_by:
            assert any(q.settles in ("always", "can") for q in weighed)


@settings(max_examples=50)
@given(CASES, LISTED)
def test_what_is_not_met_says_which_condition(case: dict[str, Any], listed: TruthWord) -> None:
    for finding in run(case, listed).findings:
        if finding.truth == "no":
            assert finding.because
            assert finding.says == f"Does not apply: {'; '.join(finding.because)}."


# -- an answer settles what it is said to settle

ANSWERS: dict[str, list[Any]] = {
    "destination": ["PL", "CA", "KZ", "RU", "AM"],
    "purchasing_country": ["KZ", "RU", "AM"],
    "customs_free_zone": [True, False],
    "kind": ["export", "brokering", "import"],
}


@pytest.mark.parametrize("left_out", [["customs_free_zone"], ["destination"], ["purchasing_country"], ["kind"]])
@pytest.mark.parametrize("listed", ["yes", "no"])
@pytest.mark.parametrize("use", [None, "military_end_use"])
def test_a_question_settles_what_it_is_said_to_settle(left_out: list[str], listed: TruthWord, use: str | None) -> None:
    known = [] if use is None else [{"limb": "informed", "use": use}]
    canada = [{"role": "end_user", "name": "B", "country": "CA", "nature": "company"}]
    case = stated(destination="CA", purchasing_country="CA", parties=canada, knowledge=known)
    for name in left_out:
        del case[name]
    before = run(case, listed, laws=["eu"])  # what an answer settles is told of all laws together
    own = of(before)
    for question in before.questions:
        if question.where not in ANSWERS or own.key not in question.determinations:
            continue
        after = [of(run({**case, question.where: v}, listed, laws=["eu"])) for v in ANSWERS[question.where]]
        settled = [
            len(a.possible) == 1 or (a.effect is not own.effect and own.effect is Effect.UNDETERMINED) for a in after
        ]
        assert (question.settles == "always") is all(settled), question.where
        assert (question.settles in ("always", "can")) is any(settled), question.where


def test_what_is_known_is_asked_once_for_all_items() -> None:
    items = [{"id": n, "description": "x"} for n in ("a", "b", "c")]
    result = run(stated(items=items, knowledge=None), "no")
    asked = [q for q in result.questions if q.where == "knowledge"]
    assert len(asked) == 1
    assert asked[0].settles == "can"
    assert of(result).settled_by == ("knowledge",)


def test_a_question_that_changes_no_determination_is_a_detail() -> None:
    case = stated(kind="import", knowledge=None)
    for question in run(case, "no").questions:
        if "eu/dual_use" not in question.determinations and "un/dual_use" not in question.determinations:
            assert question.settles == "detail"


# -- nothing that is lost makes an answer milder


def not_milder(after: Determination, before: Determination) -> bool:
    """A determination may lose its certainty; then it is undetermined, and never a permission."""
    return after.effect.rank <= max(before.effect.rank, Effect.UNDETERMINED.rank)


@settings(max_examples=30)
@given(CASES, LISTED, st.sampled_from(sorted(PACK.rules)))
def test_a_broken_rule_never_makes_an_answer_milder(case: dict[str, Any], listed: TruthWord, broken: str) -> None:
    before = run(case, listed)
    with _broken(broken):
        after = run(case, listed)
    fired = {f.rule for f in before.findings if f.truth == "yes"}
    for own in before.determinations:
        again = [d for d in after.determinations if d.key == own.key]
        assert again, own.key
        assert not_milder(again[0], own)
        if broken not in fired:
            assert again[0].effect.rank <= own.effect.rank
    outcome = next(r.outcome for r in after.outcomes if r.rule == broken)
    assert outcome in ("failed", "out_of_scope", "not_in_force")
    if outcome == "failed":
        assert any(f.failed and "could not be evaluated" in f.says for f in after.findings)


@contextmanager
def _broken(rule: str) -> Iterator[None]:
    """The rule raises whenever it is evaluated."""

    def fails(*_: Any) -> Any:
        raise ArithmeticError("broken on purpose")

    rules = PACK.on(DAY).rules
    held = rules[rule]
    rules[rule] = replace(held, node=Node(), run=fails, waits=fails)
    try:
        yield
    finally:
        rules[rule] = held


@settings(max_examples=30)
@given(CASES, LISTED)
def test_a_list_that_could_not_be_searched_never_makes_an_answer_milder(
    case: dict[str, Any], listed: TruthWord
) -> None:
    for before in (run(case, listed), run(case, listed, screenings=screened(hits=(HIT,)))):
        for screenings in ([], screened(problem="the list is empty"), screened(problem="too old")):
            after = run(case, listed, screenings=screenings)
            for own in before.determinations:
                assert not_milder(of(after, own.key), own)
            assert of(after, "un/sanctions").effect is Effect.UNDETERMINED


@settings(max_examples=30)
@given(CASES)
def test_an_item_that_could_not_be_classified_never_makes_an_answer_milder(case: dict[str, Any]) -> None:
    for listed in ("yes", "no"):
        before, after = run(case, listed), run(case, "unknown")
        for own in before.determinations:
            assert not_milder(of(after, own.key), own)


def test_a_rule_of_unknown_status_settles_nothing() -> None:
    pack = Pack.load()
    loaded = pack.rules["eu-art-3-1"]
    object.__setattr__(loaded, "rule", loaded.rule.model_copy(update={"status": "unknown"}))
    own = of(run(stated(), "yes", pack=pack))
    assert own.effect is Effect.UNDETERMINED
    assert of(run(stated(), "no", pack=pack)).effect is Effect.NO_REQUIREMENT_FOUND


@pytest.mark.parametrize("status", ["suspended", "repealed", "scheduled"])
def test_a_rule_that_is_not_in_force_is_in_the_receipt_and_in_the_notices(status: str) -> None:
    pack = Pack.load()
    loaded = pack.rules["eu-art-3-1"]
    object.__setattr__(loaded, "rule", loaded.rule.model_copy(update={"status": status}))
    result = run(stated(), "yes", pack=pack)
    assert next(o.outcome for o in result.outcomes if o.rule == "eu-art-3-1") == "not_in_force"
    assert any("eu-art-3-1" in n and status in n for n in result.notices)
    assert all(f.rule != "eu-art-3-1" for f in result.findings)


# -- days and laws


def test_before_the_law_that_is_held_nothing_is_told() -> None:
    own = of(run(stated(), "no", day=date(2020, 1, 1)))
    assert own.effect is Effect.UNDETERMINED
    assert "428/2009" in own.says
    assert of(run(stated(), "no", day=date(2004, 1, 1)), "un/dual_use").effect is Effect.UNDETERMINED


def test_an_embargo_is_asked_where_its_renewal_was_not_seen() -> None:
    case = stated(
        destination="MM",
        purchasing_country="MM",
        parties=[],
        knowledge=[{"limb": "informed", "use": "military_end_use"}],
    )
    assert of(run(case)).effect is Effect.LICENCE_REQUIRED
    later = run(case, day=date(2026, 10, 5))
    assert of(later).effect is Effect.UNDETERMINED
    assert of(later).settled_by == ("facts.arms_embargo.MM",)


def test_a_law_that_was_asked_for_and_is_not_held_is_undetermined() -> None:
    result = run(stated(), laws=["un", "us"])
    assert [d.key for d in result.determinations] == ["un/dual_use", "un/sanctions", "us/dual_use"]
    assert of(result, "us/dual_use").effect is Effect.UNDETERMINED
    assert result.left_out == ("eu",)


def test_a_law_that_does_not_attach_says_so() -> None:
    case = stated(exporter={"name": "A", "country": "KZ"}, destination="UZ", route=["KZ", "UZ"])
    own = of(run(case, "yes"))
    assert own.effect is Effect.NOT_SUBJECT
    assert own.possible == (Effect.NOT_SUBJECT,) or own.possible == ()


def test_a_law_may_be_asked_for_although_it_does_not_attach() -> None:
    case = stated(exporter={"name": "A", "country": "KZ"}, destination="UZ", route=["KZ", "UZ"])
    own = of(run(case, "yes", laws=["eu"]))
    assert own.effect is Effect.NO_REQUIREMENT_FOUND


def test_where_nothing_says_whether_a_law_attaches_it_is_asked() -> None:
    case = stated(exporter={"name": "A", "country": "KZ"}, destination="UZ", route=None)
    result = run(case, "yes")
    assert of(result).effect is Effect.UNDETERMINED
    assert "items[0].location" in of(result).settled_by


# -- authorisations


def test_an_authorisation_answers_the_requirement_it_names_and_no_other() -> None:
    canada = [{"role": "end_user", "name": "B", "country": "CA", "nature": "company"}]
    listed = of(run(stated(destination="CA", purchasing_country="CA", parties=canada), "yes"))
    assert listed.effect is Effect.AUTHORISED_WITH_CONDITIONS
    assert {c.provision for c in listed.citations} >= {"Article 3(1)"}
    for use in ("chemical_weapon", "parts_of_illegal_military_export"):
        known = [{"limb": "informed", "use": use}]
        for word in ("yes", "no"):
            case = stated(destination="CA", purchasing_country="CA", parties=canada, knowledge=known)
            assert of(run(case, word)).effect is Effect.LICENCE_REQUIRED


def test_one_item_that_is_covered_does_not_cover_another() -> None:
    canada = [{"role": "end_user", "name": "B", "country": "CA", "nature": "company"}]
    items = [{"id": "a", "description": "x"}, {"id": "b", "description": "y"}]
    case = stated(destination="CA", purchasing_country="CA", parties=canada, items=items)
    transaction = Transaction.model_validate(case)
    found = [*classified("yes"), *classified("yes", code="1C351.d.4")]
    found[1] = found[1].model_copy(update={"item": "b"})
    own = of(evaluate(transaction, found, screened(), PACK, DAY))
    assert own.effect is Effect.LICENCE_REQUIRED
    assert own.subjects == ("b",)


def test_the_pack_refuses_an_authorisation_of_a_catch_all(tmp_path: Any) -> None:
    import shutil

    from dualuse.data import rules_dir
    from dualuse.errors import InvalidDataError

    shutil.copytree(rules_dir(), tmp_path / "rules")
    file = tmp_path / "rules/eu/authorisations/eu001.yaml"
    file.write_text(file.read_text("utf-8").replace("overcomes: [eu-art-3-1]", "overcomes: [eu-art-4-1-a]"), "utf-8")
    with pytest.raises(InvalidDataError, match="no list-based requirement"):
        Pack.load(tmp_path / "rules")


def test_settled_truths_do_not_change_when_more_is_stated() -> None:
    """Every finding that is told about a transaction stays as it is when an open fact is stated."""
    exporter = {"name": "A", "country": "DE"}
    bare = {"items": [{"description": "x"}], "kind": "export", "exporter": exporter, "parties": []}
    before = {(f.rule, f.subject): Truth.of(f.truth) for f in run(bare, "no").findings}
    after = {(f.rule, f.subject): Truth.of(f.truth) for f in run({**stated(), "items": bare["items"]}, "no").findings}
    for key, truth in before.items():
        assert truth is Truth.UNKNOWN or after[key] is truth, key
