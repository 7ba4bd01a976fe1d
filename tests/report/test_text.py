from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dualuse.checker import Checker
from dualuse.data import examples_dir
from dualuse.documents import read_document, read_text
from dualuse.model.assessment import Assessment
from dualuse.report import render_assessment, render_classification, render_findings, render_paragraphs
from dualuse.report.page import Page, printable

EXAMPLES = sorted(p.stem for p in examples_dir().glob("*.yaml"))
ANSI = re.compile(r"\x1b\[")
FORBIDDEN = re.compile(r"\b(clear|cleared|safe|compliant)\b", re.IGNORECASE)


@cache
def checker() -> Checker:
    return Checker.load(Path("no-such-folder"))


@cache
def example(name: str) -> Assessment:
    path = examples_dir() / f"{name}.yaml"
    value = read_document(read_text(path), str(path)).value
    assert isinstance(value, dict)
    return checker().assess(value)


def assessed(**changes: Any) -> Assessment:
    item = {"description": "press", "kind": "isostatic_press"}
    return checker().assess({"date": "2026-02-16", "items": [item], **changes})


def flat(text: str) -> str:
    """The text as if it had never been wrapped."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_citation_and_question_is_on_the_page(name: str) -> None:
    assessment = example(name)
    page = flat(render_assessment(assessment))
    for determination in assessment.determinations:
        assert determination.effect.value.replace("_", " ").upper() in page
        for citation in determination.citations:
            assert flat(str(citation)) in page
    for question in assessment.questions:
        assert question.where in page
    for finding in assessment.findings:
        assert finding.rule in page
    for line in assessment.not_checked:
        assert flat(line) in page


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_page_says_clear_safe_or_compliant(name: str) -> None:
    assert not FORBIDDEN.search(render_assessment(example(name)))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", [60, 100, 200])
def test_lines_keep_to_the_width(name: str, width: int) -> None:
    assert max(map(len, render_assessment(example(name), width=width).splitlines())) <= width


def test_there_is_no_colour_unless_it_is_asked_for() -> None:
    assessment = example(EXAMPLES[0])
    assert not ANSI.search(render_assessment(assessment))
    assert ANSI.search(render_assessment(assessment, colour=True))


def test_every_paragraph_that_was_tried_is_named() -> None:
    assessment = example("machining-centre")
    page = render_assessment(assessment)
    for classification in assessment.classifications:
        for paragraph in (*classification.controlled, *classification.undetermined, *classification.not_met):
            assert paragraph.code in page


def test_a_figure_that_stays_below_the_limit_is_shown_with_the_limit() -> None:
    page = flat(render_assessment(example("isostatic-press-just-under")))
    assert "68,9 МПа" in page
    assert "69 MPa" in page


def test_a_document_cannot_drive_the_readers_terminal() -> None:
    item = {"description": "press\x1b[2J\x07", "kind": "isostatic_press"}
    assert "\x1b" not in render_assessment(assessed(items=[item]))
    assert printable("a\x1bb\u202ec") == "a\ufffdb\ufffdc"


def test_a_party_list_that_is_not_held_is_said_loudly() -> None:
    page = render_assessment(assessed(parties=[{"name": "A", "role": "end_user"}]))
    assert "NOT RELIABLY SCREENED" in page


def test_findings_and_paragraphs_are_shown_with_every_comparison() -> None:
    assessment = example("isostatic-press-at-limit")
    paragraphs = [(c.item, p) for c in assessment.classifications for p in c.controlled]
    page = flat(render_paragraphs(paragraphs))
    assert paragraphs
    for _, paragraph in paragraphs:
        for comparison in paragraph.comparisons:
            assert flat(comparison.condition) in page
    rules = flat(render_findings(assessment.findings))
    for finding in assessment.findings:
        for comparison in finding.comparisons:
            assert flat(comparison.condition) in rules
    assert "LISTED" in render_classification(assessment.classifications)


def test_a_page_never_has_two_empty_lines_together() -> None:
    page = Page()
    page.line("a")
    page.gap()
    page.gap()
    page.heading("b")
    assert page.text() == "a\n\nb\n"
