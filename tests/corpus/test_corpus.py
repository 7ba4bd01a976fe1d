"""Whole transactions: silence stays silence, and what is caught stays caught, with its provision and its question.

Each file says why in one sentence, states a transaction as an officer would, and what must come out of it. A person who
knows the law and not Python can read, correct and add them. Beside the determinations a file may expect:

- ``exit``: the exit status of ``dualuse assess``;
- ``listed`` and ``codes``: how an item is classified;
- ``cites``: provisions that the first determination cites, among others;
- ``settled_by``: every place whose answer alone can settle the first determination, and no other;
- ``supposing``: the cases that leave it the same whichever it is;
- ``subjects``: the items it is about; ``not_met``: a rule, and one of its conditions that is not met;
- ``says``, ``not_checked``, ``notices``: words that must stand there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from dualuse import Checker
from dualuse.documents import read_document, read_text, validate
from dualuse.model.assessment import Assessment, Determination, TruthWord
from dualuse.model.base import Frozen
from dualuse.model.transaction import Transaction
from support.checking import checker_with_list

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yaml"))


class Expected(Frozen):
    determinations: dict[str, str]
    exit: int
    listed: dict[str, TruthWord] = {}
    codes: dict[str, tuple[str, ...]] = {}
    cites: tuple[str, ...] = ()
    settled_by: tuple[str, ...] | None = None
    supposing: tuple[str, ...] | None = None
    subjects: tuple[str, ...] | None = None
    not_met: dict[str, str] = {}
    says: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class CorpusFile(Frozen):
    why: str
    party_list: Literal["held", "none"] = "held"
    transaction: dict[str, Any]
    expect: Expected


@pytest.fixture(scope="module")
def checkers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checker]:
    folder = tmp_path_factory.mktemp("corpus")
    return {"held": checker_with_list(folder / "data"), "none": Checker.load(folder / "empty")}


def read(file: Path) -> CorpusFile:
    return validate(CorpusFile, read_document(read_text(file), str(file)))


def name(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@pytest.mark.parametrize("file", FILES, ids=map(name, FILES))
def test_the_case_comes_out_as_an_officer_expects(file: Path, checkers: dict[str, Checker]) -> None:
    kept = read(file)
    expect = kept.expect
    assessment = checkers[kept.party_list].assess(Transaction.model_validate(kept.transaction))
    assert {d.key: d.effect.value for d in assessment.determinations} == expect.determinations
    assert assessment.exit_status == expect.exit
    first = assessment.determinations[0]
    _items(assessment, expect)
    _first(first, expect)
    _words(assessment, first, expect)


def _items(assessment: Assessment, expect: Expected) -> None:
    found = {c.item: c for c in assessment.classifications}
    assert {n: found[n].listed for n in expect.listed} == expect.listed
    assert {n: tuple(p.code for p in found[n].controlled) for n in expect.codes} == expect.codes


def _first(first: Determination, expect: Expected) -> None:
    assert set(expect.cites) <= {c.provision for c in first.citations}
    if expect.settled_by is not None:
        assert first.settled_by == expect.settled_by
    if expect.supposing is not None:
        assert tuple(c.supposing for c in first.cases) == expect.supposing
    if expect.subjects is not None:
        assert first.subjects == expect.subjects


def _words(assessment: Assessment, first: Determination, expect: Expected) -> None:
    for rule, condition in expect.not_met.items():
        assert any(condition in f.because for f in assessment.findings if f.rule == rule)
    for text in expect.says:
        assert text in first.says
    for text in expect.not_checked:
        assert any(text in line for line in assessment.not_checked)
    for text in expect.notices:
        assert any(text in line for line in assessment.notices)


def test_both_kinds_are_here_in_number() -> None:
    quiet = [f for f in FILES if f.parent.name == "quiet"]
    caught = [f for f in FILES if f.parent.name == "caught"]
    assert len(quiet) >= 12
    assert len(caught) >= 30


def test_quiet_cases_are_quiet_and_caught_ones_are_not() -> None:
    for file in FILES:
        kept = read(file)
        assert (kept.expect.exit == 0) is (file.parent.name == "quiet"), file
        assert len(kept.why.split()) > 5, file
