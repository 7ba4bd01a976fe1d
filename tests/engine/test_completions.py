"""What is told about an incomplete transaction, against every way of completing it, each assessed as stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dualuse.engine import Evaluation, Pack, evaluate
from dualuse.model.assessment import Effect, TruthWord
from dualuse.model.transaction import Transaction
from support.checking import DAY, classified, screened, stated

PACK = Pack.load()

COUNTRIES = ["PL", "CA", "KZ", "RU", "AM"]
ROWS: list[dict[str, Any]] = [
    {"limb": "informed", "use": "missile_delivery"},
    {"limb": "informed", "use": "military_end_use"},
    {"limb": "informed", "use": "parts_of_illegal_military_export"},
    {"limb": "aware", "use": "nuclear_weapon"},
    {"limb": "aware", "use": "military_end_use"},
    {"limb": "suspects", "use": "chemical_weapon"},
    {"limb": "suspects", "use": "military_end_use"},
    {"limb": "aware", "use": "internal_repression"},
]
"""One row of each sort that the rules tell apart."""

VALUES: dict[str, list[Any]] = {
    "kind": ["export", "brokering", "transit", "technical_assistance", "import", "intra_union_transfer"],
    "destination": COUNTRIES,
    "purchasing_country": ["KZ", "RU", "AM"],
    "customs_free_zone": [True, False],
    "knowledge": [[], *([r] for r in ROWS), *([a, b] for n, a in enumerate(ROWS) for b in ROWS[:n])],
    "exporter": [{"name": "A", "country": "DE"}, {"name": "A", "country": "TR"}],
}
"""Every value of an open fact that the rules tell apart, written as a person would state it."""

QUICK = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # one example is hundreds of assessments: no shrinking
)

Met = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Complete:
    """One completion: which rules are met about which subject, and whether the law attaches."""

    attached: bool
    met: Met


def run(case: dict[str, Any], listed: list[TruthWord]) -> Evaluation:
    return evaluate(Transaction.model_validate(case), classified(*listed), screened(), PACK, DAY)


def completions(case: dict[str, Any], listed: list[TruthWord], open_: list[str]) -> Iterator[Evaluation]:
    """Every completion, assessed: open facts one by one, then whatever question of judgement is still asked."""
    answers: tuple[TruthWord, ...] = ("yes", "no")
    for number, word in enumerate(listed):
        if word == "unknown":
            for answer in answers:
                yield from completions(case, [*listed[:number], answer, *listed[number + 1 :]], open_)
            return
    if open_:
        for value in VALUES[open_[0]]:
            yield from completions({**case, open_[0]: value}, listed, open_[1:])
        return
    result = run(case, listed)
    asked = [q for f in result.findings if f.truth == "unknown" for q in f.questions]
    if not asked:
        yield result
        return
    name = asked[0].name
    assert asked[0].kind == "judgement", f"{name} is open in a complete transaction"
    for answer in answers:
        yield from completions({**case, "facts": {**case.get("facts", {}), name: answer}}, listed, [])


def of_group(result: Evaluation, group: str) -> Complete:
    jurisdiction, domain = group.split("/")
    own = [f for f in result.findings if f.jurisdiction == jurisdiction and f.domain == domain]
    attached = jurisdiction in result.laws
    return Complete(attached, frozenset((f.rule, f.subject) for f in own if f.truth == "yes"))


def effect_of(complete: Complete, lifted: frozenset[tuple[str, str]] | None) -> Effect:
    """The strongest effect, requirements aside that are lifted; None counts every authorisation that is met."""
    rules = {name: loaded.rule for name, loaded in PACK.rules.items()}
    effects = []
    for name, subject in complete.met:
        if rules[name].kind == "authorisation":
            answered = [n for n in rules[name].overcomes if (n, subject) in complete.met]
            used = [n for n in answered if lifted is None or (n, subject) in lifted]
            effects += [rules[name].then.effect] if used else []
        elif not (covered(name, subject, complete) if lifted is None else (name, subject) in lifted):
            effects.append(rules[name].then.effect)
    default = Effect.NO_REQUIREMENT_FOUND if complete.attached else Effect.NOT_SUBJECT
    return min(effects, key=lambda e: e.rank, default=default)


def covered(name: str, subject: str, complete: Complete) -> bool:
    others = [PACK.rules[r].rule for r, s in complete.met if s == subject]
    return any(name in other.overcomes for other in others)


def told(every: list[Complete]) -> tuple[Effect, set[Effect]]:
    """What should be told, by its definition, and every effect that is possible."""
    possible = {effect_of(c, None) for c in every}
    if len(possible) == 1:
        return next(iter(possible)), possible
    arises = {(r, s) for c in every for r, s in c.met if PACK.rules[r].rule.kind != "authorisation"}
    stands = {(r, s) for c in every for r, s in c.met if (r, s) in arises and not covered(r, s, c)}
    lifted = frozenset(arises - stands)
    mildest = max((effect_of(c, lifted) for c in every), key=lambda e: e.rank)
    return (mildest if mildest.rank < Effect.UNDETERMINED.rank else Effect.UNDETERMINED), possible


@st.composite
def incomplete(draw: st.DrawFn) -> tuple[dict[str, Any], list[TruthWord], list[str]]:
    """A transaction with up to two facts left open, and how its one item is listed."""
    case = stated()
    for name in VALUES:
        case[name] = draw(st.sampled_from(VALUES[name][:6] if name != "kind" else ["export", "export", *VALUES[name]]))
    case["parties"] = [{"role": "end_user", "name": "B", "country": case["destination"], "nature": "company"}]
    case["items"] = [{"description": "x", "location": draw(st.sampled_from(["DE", "TR"]))}]
    open_ = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=2, unique=True))
    for name in open_:
        del case[name]
    return case, [draw(st.sampled_from(["yes", "no", "unknown"]))], open_


@settings(QUICK, max_examples=40)
@given(incomplete())
def test_what_is_told_is_what_every_completion_together_comes_to(
    drawn: tuple[dict[str, Any], list[TruthWord], list[str]],
) -> None:
    case, listed, open_ = drawn
    result = run(case, listed)
    every = list(completions(case, listed, open_))
    for group in ("eu/dual_use", "un/dual_use"):
        own = next(d for d in result.determinations if d.key == group)
        effect, possible = told([of_group(e, group) for e in every])
        assert set(own.possible) == possible, group
        assert own.effect is effect, group


@settings(QUICK, max_examples=10)
@given(
    st.lists(st.sampled_from(["yes", "no", "unknown"]), min_size=2, max_size=2),
    st.sampled_from([None, *VALUES["knowledge"][:9]]),
    st.sampled_from(["CA", "KZ", "RU"]),
)
def test_items_are_completed_each_by_itself(listed: list[TruthWord], knowledge: Any, destination: str) -> None:
    case = stated(
        destination=destination,
        parties=[{"role": "end_user", "name": "B", "country": destination, "nature": "company"}],
        items=[{"id": "one", "description": "x"}, {"id": "two", "description": "y"}],
    )
    if knowledge is None:
        # What is known may concern one item and not the other, so the accounts of the two are independent.
        del case["knowledge"]
        singles = VALUES["knowledge"][:9]
        every = [
            e
            for one in singles
            for two in singles
            for e in completions({**case, "knowledge": _about(one, "one") + _about(two, "two")}, listed, [])
        ]
    else:
        case["knowledge"] = knowledge
        every = list(completions(case, listed, []))
    own = next(d for d in run(case, listed).determinations if d.key == "eu/dual_use")
    effect, possible = told([of_group(e, "eu/dual_use") for e in every])
    assert own.effect is effect
    assert set(own.possible) == possible


def _about(rows: list[dict[str, Any]], item: str) -> list[dict[str, Any]]:
    return [{**row, "items": [item]} for row in rows]


def test_an_informed_exporter_needs_an_authorisation_whether_the_item_is_listed_or_not() -> None:
    case = stated(knowledge=[{"limb": "informed", "use": "missile_delivery"}])
    own = run(case, ["unknown"]).determinations[0]
    assert own.effect is Effect.LICENCE_REQUIRED
    assert {c.provision for c in own.citations} == {"Article 3(1)", "Article 4(1)(a)"}
    assert [(c.supposing, c.findings) for c in own.cases] == [
        ("item 1 is listed", ("eu-art-3-1",)),
        ("item 1 is not listed", ("eu-art-4-1-a",)),
    ]


def test_an_aware_exporter_has_at_least_to_notify_whichever_it_is() -> None:
    case = stated(knowledge=[{"limb": "aware", "use": "nuclear_weapon"}])
    own = run(case, ["unknown"]).determinations[0]
    assert own.effect is Effect.NOTIFY_AND_HOLD
    assert own.possible == (Effect.LICENCE_REQUIRED, Effect.NOTIFY_AND_HOLD)
    assert "at least" in own.says


def test_case_splitting_never_makes_an_answer_milder_than_what_stands() -> None:
    """EU001 covers the item if it is listed; that is no reason to say that it is covered."""
    canada = [{"role": "end_user", "name": "B", "country": "CA", "nature": "company"}]
    own = run(stated(destination="CA", parties=canada), ["unknown"]).determinations[0]
    assert own.effect is Effect.UNDETERMINED
    assert own.possible == (Effect.AUTHORISED_WITH_CONDITIONS, Effect.NO_REQUIREMENT_FOUND)


def test_an_open_authorisation_does_not_lift_the_requirement() -> None:
    canada = [{"role": "end_user", "name": "B", "country": "CA", "nature": "company"}]
    own = run(stated(destination="CA", parties=canada, customs_free_zone=None), ["yes"]).determinations[0]
    assert own.effect is Effect.LICENCE_REQUIRED
    assert Effect.AUTHORISED_WITH_CONDITIONS in own.possible
    assert own.settled_by == ("customs_free_zone",)


@pytest.mark.parametrize(
    "kind", ["brokering", "transit", "transhipment", "technical_assistance", "intra_union_transfer"]
)
@pytest.mark.parametrize("listed", ["yes", "no", "unknown"])
def test_a_movement_that_no_rule_speaks_of_is_not_passed_over(kind: str, listed: TruthWord) -> None:
    own = run(stated(kind=kind), [listed]).determinations[0]
    assert own.effect is Effect.UNDETERMINED
    assert "not encoded" in own.says


def test_the_budget_makes_more_possible_and_never_less(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = {"items": [{"description": "x"}]}
    before = {d.key: d for d in run(bare, ["unknown"]).determinations}
    monkeypatch.setattr("dualuse.engine.completions.BUDGET", 5)
    monkeypatch.setattr("dualuse.engine.completions.BUDGET_PER_ITEM", 0)
    result = run(bare, ["unknown"])
    after = {d.key: d for d in result.determinations}
    assert any(n.startswith("eu/dual_use: so much is open") for n in result.notices)
    for key, own in after.items():
        assert set(before[key].possible) <= set(own.possible)
        assert own.effect is Effect.UNDETERMINED
