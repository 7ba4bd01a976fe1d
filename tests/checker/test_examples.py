"""The six shipped transactions come out as their first lines say."""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.checker import Checker
from dualuse.data import examples_dir
from dualuse.documents import read_document, read_text, validate
from dualuse.model.assessment import Assessment
from dualuse.model.transaction import Transaction
from support.checking import checker_with_list

EXPECTED = {
    "catch-all-informed": ("licence_required", 1),
    "isostatic-press-at-limit": ("licence_required", 1),
    "isostatic-press-just-under": ("no_requirement_found", 0),
    "machining-centre": ("licence_required", 1),
    "reactor-under-eu001": ("authorised_with_conditions", 1),
    "valve-without-size": ("undetermined", 3),
}


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return checker_with_list(tmp_path_factory.mktemp("examples") / "data")


def assess(checker: Checker, name: str) -> Assessment:
    document = read_document(read_text(examples_dir() / f"{name}.yaml"), name)
    return checker.assess(validate(Transaction, document))


def test_every_example_is_here() -> None:
    assert sorted(f.stem for f in examples_dir().glob("*.yaml")) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_example_comes_out_as_expected(name: str, checker: Checker) -> None:
    effect, status = EXPECTED[name]
    assessment = assess(checker, name)
    assert assessment.determinations[0].key == "eu/dual_use"
    assert assessment.determinations[0].effect == effect
    assert assessment.exit_status == status


def test_the_valve_waits_for_one_figure_that_settles_it_whatever_it_is(checker: Checker) -> None:
    assessment = assess(checker, "valve-without-size")
    assert assessment.determinations[0].settled_by == ("items[0].parameters.nominal_dn",)
    assert [(q.name, q.settles) for q in assessment.questions] == [("nominal_dn", "always")]


@pytest.mark.parametrize(("size", "effect"), [("DN 10", "no_requirement_found"), ("DN 15", "licence_required")])
def test_the_figure_settles_the_valve(size: str, effect: str, checker: Checker) -> None:
    document = read_document(read_text(examples_dir() / "valve-without-size.yaml"), "valve")
    case = validate(Transaction, document)
    item = case.items[0].model_copy(update={"parameters": {**case.items[0].parameters, "nominal_dn": size}})
    assert checker.assess(case.model_copy(update={"items": (item,)})).determinations[0].effect == effect


def test_without_a_party_list_no_example_passes(tmp_path: Path) -> None:
    checker = Checker.load(tmp_path)
    for name in EXPECTED:
        assert assess(checker, name).exit_status != 0
