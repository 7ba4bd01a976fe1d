"""An assessment in plain text: determinations first, then what would settle the open ones, then the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dualuse.model.assessment import (
    Assessment,
    Comparison,
    Determination,
    Effect,
    Finding,
    ItemClassification,
    ParagraphFinding,
    PartyLikeness,
    Question,
    Screening,
)
from dualuse.report.page import WIDTH, Page

_MARKS = {"yes": "[+]", "no": "[-]", "unknown": "[?]"}
_COLOURS = {
    Effect.PROHIBITED: "bold red",
    Effect.LICENCE_REQUIRED: "bold red",
    Effect.NOTIFY_AND_HOLD: "bold red",
    Effect.UNDETERMINED: "bold yellow",
    Effect.HOLD: "bold yellow",
    Effect.AUTHORITY_DECIDES: "bold yellow",
    Effect.AUTHORISED_WITH_CONDITIONS: "bold cyan",
    Effect.DOCUMENT_DUTY: "bold cyan",
}
_DOMAINS = {"dual_use": "dual-use", "sanctions": "sanctions", "military": "military"}
_SETTLES = {"always": "settles it", "can": "can settle it", "with_others": "needed with others", "detail": "a detail"}
_NAMED = 50
_LISTED = {"yes": "LISTED", "no": "not caught by the entries held", "unknown": "UNDETERMINED"}


def render_assessment(assessment: Assessment, width: int = WIDTH, colour: bool = False) -> str:
    """The whole assessment, wrapped to ``width`` characters; ANSI colours only if ``colour``.

    Paragraphs that were tried and do not catch an item are shown with the one comparison that failed, those meant for
    another kind of thing by code only; :func:`render_paragraphs` shows all of them in full.
    """
    page = Page(width, colour)
    laws = ", ".join(law.upper() for law in assessment.laws) or "none attaches"
    page.line(f"Assessment as of {assessment.as_of} under the law of: {laws}", style="bold")
    page.gap()
    for determination in assessment.determinations:
        _determination(page, determination)
    if assessment.questions:
        page.heading("What would settle what is open, most decisive first")
        _questions(page, assessment.questions)
    page.heading("Items")
    for classification in assessment.classifications:
        _classification(page, classification)
    page.heading("Rules")
    _rules(page, assessment.findings)
    page.heading("Parties")
    for screening in assessment.screenings:
        _screening(page, screening)
    if not assessment.screenings:
        page.line("No restricted-party list is described here, so nobody was screened.", lead="[?] ")
    if assessment.notices:
        page.heading("Notices")
        page.bullets(assessment.notices)
    page.heading("Not checked")
    page.bullets(assessment.not_checked)
    page.gap()
    page.line(f"Receipt {assessment.receipt.assessment_sha256[:16]} made by {assessment.receipt.engine}")
    return page.text()


def render_classification(
    classifications: Iterable[ItemClassification], width: int = WIDTH, colour: bool = False
) -> str:
    """Items against lists only."""
    page = Page(width, colour)
    for classification in classifications:
        _classification(page, classification)
        _questions(page, classification.questions)
    return page.text()


def render_screening(screenings: Iterable[Screening], width: int = WIDTH, colour: bool = False) -> str:
    """Names against restricted-party lists only."""
    page = Page(width, colour)
    for screening in screenings:
        _screening(page, screening)
    return page.text()


def render_paragraphs(
    paragraphs: Iterable[tuple[str, ParagraphFinding]], width: int = WIDTH, colour: bool = False
) -> str:
    """Paragraphs of a list held against items, with every comparison, release and question."""
    page = Page(width, colour)
    for item, paragraph in paragraphs:
        page.line(item, style="bold")
        _paragraph(page, paragraph)
        _questions(page, paragraph.questions)
        page.gap()
    return page.text()


def render_findings(findings: Sequence[Finding], width: int = WIDTH, colour: bool = False) -> str:
    """What rules concluded, with every comparison and question."""
    page = Page(width, colour)
    for finding in findings:
        _finding(page, finding)
        for comparison in finding.comparisons:
            page.line(_compared(comparison), indent=4, lead=f"{_MARKS[comparison.truth]} ")
        _questions(page, finding.questions)
        page.gap()
    return page.text()


def _determination(page: Page, determination: Determination) -> None:
    label = determination.effect.value.replace("_", " ").upper()
    head = f"{determination.jurisdiction.upper()}, {_DOMAINS[determination.domain]}: {label}"
    page.line(head, style=_COLOURS.get(determination.effect, "bold"))
    first, *others = determination.points or (determination.says,)
    page.line(first, indent=2)
    page.bullets(others, indent=2)
    for citation in determination.citations:
        page.line(str(citation), indent=2, lead="> ")
    page.gap()


# -- questions


def _questions(page: Page, questions: Sequence[Question]) -> None:
    """Those that can settle something in full; those that matter only together with others by name."""
    decisive = [q for q in questions if q.settles in ("always", "can")] or list(questions)
    several = len({q.subject for q in questions}) > 1
    for number, question in enumerate(decisive, 1):
        about = f"{question.subject}: " if several and question.subject != "transaction" else ""
        _question(page, question, f"{number}. ", about)
    others = [q for q in questions if q not in decisive]
    if others:
        names = ", ".join(q.where for q in others)
        page.line(f"Needed only together with one of these: {names}", lead="+  ")


def _question(page: Page, question: Question, lead: str, about: str) -> None:
    page.line(f"{about}{question.ask}", lead=lead)
    waiting = f" for {', '.join(question.for_)}" if question.for_ else ""
    page.line(f"write it at {question.where} ({_SETTLES[question.settles]}{waiting})", indent=len(lead))
    if question.problem:
        page.line(question.problem, indent=len(lead), lead="! ")


# -- items


def _classification(page: Page, item: ItemClassification) -> None:
    page.line(f"{item.item}: {item.description}", style="bold")
    page.line(f"{item.list_id}, edition {item.edition}: {_listed(item)}", indent=2)
    for paragraph in (*item.controlled, *item.undetermined):
        _paragraph(page, paragraph)
    for paragraph in item.not_met:
        if not _of_another_kind(paragraph):
            page.line(f"{paragraph.code} does not catch it: {_why_not(paragraph)}", indent=2, lead="[-] ")
    others = list(dict.fromkeys(p.code for p in item.not_met if _of_another_kind(p)))
    if others:
        page.line(f"for another kind of thing: {', '.join(others)}", indent=2, lead="[-] ")
    if item.unread:
        page.line(f"stated but not used by any criterion: {', '.join(item.unread)}", indent=2, lead="! ")
    page.gap()


def _listed(item: ItemClassification) -> str:
    codes = ", ".join(p.code for p in (item.controlled or item.undetermined))
    under = f" under {codes}" if codes else ""
    reason = f" ({item.reason})" if item.reason else ""
    return f"{_LISTED[item.listed]}{under}{reason}"


def _of_another_kind(paragraph: ParagraphFinding) -> bool:
    """Whether nothing but the kind of the item stands against the paragraph."""
    failed = [c for c in paragraph.comparisons if c.truth == "no"]
    return bool(failed) and all(c.about == "kind" for c in failed)


def _why_not(paragraph: ParagraphFinding) -> str:
    released = next((r for r in paragraph.releases if r.truth == "yes"), None)
    if released is not None:
        return f"released by {released.id}: {released.title}"
    failed = [c for c in paragraph.comparisons if c.truth == "no"]
    measured = [c for c in failed if c.about != "kind"]
    return _compared((measured or failed or list(paragraph.comparisons))[0])


_VERDICTS = {"yes": "catches it", "unknown": "may catch it", "no": "does not catch it"}
_RELEASES = {"yes": "applies", "no": "not claimed or not met", "unknown": "open"}


def _paragraph(page: Page, paragraph: ParagraphFinding) -> None:
    head = f"{paragraph.code} {_VERDICTS[paragraph.truth]}: {paragraph.title}"
    page.line(head, indent=2, lead=f"{_MARKS[paragraph.truth]} ")
    page.line(str(paragraph.citation), indent=6, lead="> ")
    for comparison in dict.fromkeys(paragraph.comparisons):
        page.line(_compared(comparison), indent=6, lead=f"{_MARKS[comparison.truth]} ")
    for release in paragraph.releases:
        page.line(f"release {release.id} ({_RELEASES[release.truth]}): {release.title}", indent=6, lead="~ ")


def _compared(comparison: Comparison) -> str:
    at = f" ({comparison.at})" if comparison.at else ""
    return f"{comparison.condition}; stated: {comparison.stated}{at}"


# -- rules and parties


def _rules(page: Page, findings: Sequence[Finding]) -> None:
    """Those that apply first, then the open ones, then those that were checked and are not met."""
    order = {"yes": 0, "unknown": 1, "no": 2}
    for finding in sorted(findings, key=lambda f: order[f.truth]):
        _finding(page, finding)


def _finding(page: Page, finding: Finding) -> None:
    about = "" if finding.subject == "transaction" else f", {finding.subject}"
    page.line(f"{finding.rule}{about}: {finding.says}", lead=f"{_MARKS[finding.truth]} ")
    page.line(str(finding.citation), indent=4, lead="> ")
    for duty in finding.duties if finding.truth == "yes" else ():
        page.line(duty, indent=4, lead="* ")


def _screening(page: Page, screening: Screening) -> None:
    if screening.problem:
        page.line(f"{screening.list_id}: NOT RELIABLY SCREENED: {screening.problem}", lead="[?] ")
    if screening.screened:
        page.line(
            f"{screening.list_id} of {screening.snapshot}, {screening.names_on_list} spellings, "
            f"screened: {_screened(screening.screened)}"
        )
    for hit in screening.hits:
        _hit(page, hit)
    if screening.screened and not screening.hits:
        page.line(f"no spelling scored {screening.score_cutoff:.0f} or more of 100", indent=2)
    if screening.candidates:
        page.line("To look at: names in a script without vowels, and listed spellings of the same consonants", indent=2)
    for candidate in screening.candidates:
        _hit(page, candidate)


def _screened(names: Sequence[str]) -> str:
    """The names, or how many there are where nobody would read them all."""
    return ", ".join(names) if len(names) <= _NAMED else f"{len(names):,} names"


def _hit(page: Page, hit: PartyLikeness) -> None:
    page.line(f"{hit.party} may be {hit.listed_name} ({hit.entry_id}; {hit.programme})", indent=2, lead="[?] ")
    page.line(str(hit.citation), indent=6, lead="> ")
    for reason in hit.why:
        page.line(reason, indent=6)
