"""An assessment in plain text: determinations first, then what would settle the open ones, then the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from dualuse.model.assessment import (
    Assessment,
    Comparison,
    Determination,
    Effect,
    Finding,
    ItemClassification,
    ParagraphFinding,
    PartyHit,
    Question,
    Screening,
)

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 100
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
_SETTLES = {"always": "settles it", "can": "can settle it", "with_others": "needed with others"}


def render_assessment(assessment: Assessment, width: int = WIDTH, colour: bool = False) -> str:
    """The whole assessment, wrapped to ``width`` characters; ANSI colours only if ``colour``."""
    page = _Page(width, colour)
    laws = ", ".join(assessment.laws) or "none attached"
    page.line(f"Assessment as of {assessment.as_of} under: {laws}", style="bold")
    page.gap()
    for determination in assessment.determinations:
        _determination(page, determination)
    _questions(page, assessment.questions)
    page.heading("Items")
    for classification in assessment.classifications:
        _classification(page, classification)
    page.heading("Rules")
    _findings(page, assessment.findings)
    page.heading("Parties")
    for screening in assessment.screenings:
        _screening(page, screening)
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
    page = _Page(width, colour)
    for classification in classifications:
        _classification(page, classification)
        _questions(page, classification.questions)
    return page.text()


def render_screening(screenings: Iterable[Screening], width: int = WIDTH, colour: bool = False) -> str:
    """Names against restricted-party lists only."""
    page = _Page(width, colour)
    for screening in screenings:
        _screening(page, screening)
    return page.text()


def render_paragraphs(
    paragraphs: Iterable[tuple[str, ParagraphFinding]], width: int = WIDTH, colour: bool = False
) -> str:
    """Paragraphs of a list held against items, with every comparison, release and question."""
    page = _Page(width, colour)
    verbs = {"yes": "caught by", "no": "not met", "unknown": "undetermined under"}
    for item, paragraph in paragraphs:
        page.line(item, style="bold")
        _paragraph(page, paragraph, verbs[paragraph.truth])
        _questions(page, paragraph.questions)
        page.gap()
    return page.text()


def render_findings(findings: Sequence[Finding], width: int = WIDTH, colour: bool = False) -> str:
    """What rules concluded, with every comparison and question."""
    page = _Page(width, colour)
    for finding in findings:
        _findings(page, [finding])
        for comparison in finding.comparisons:
            page.line(_compared(comparison), indent=4, lead=f"{_MARKS[comparison.truth]} ")
        _questions(page, finding.questions)
        page.gap()
    return page.text()


class _Page:
    """Lines with indents and hanging continuation, written through one console."""

    def __init__(self, width: int, colour: bool) -> None:
        from rich.console import Console

        self._buffer = StringIO()
        self._console: Console = Console(
            file=self._buffer,
            width=max(width, 40),
            force_terminal=colour,
            no_color=not colour,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=False,
        )

    def line(self, text: str, indent: int = 0, lead: str = "", style: str = "") -> None:
        """One paragraph: ``lead`` stands at the indent and the text hangs behind it."""
        from rich.table import Table
        from rich.text import Text

        grid = Table.grid(padding=0)
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text(" " * indent + lead), Text(_printable(text), style=style))
        self._console.print(grid)

    def heading(self, text: str) -> None:
        self.gap()
        self.line(text, style="bold underline")

    def bullets(self, lines: Iterable[str]) -> None:
        for text in lines:
            self.line(text, lead="- ")

    def gap(self) -> None:
        self._console.print()

    def text(self) -> str:
        lines = (line.rstrip() for line in self._buffer.getvalue().splitlines())
        return "\n".join(lines).strip("\n") + "\n"


def _printable(text: str) -> str:
    """The text without control characters, so that nothing in a document can drive the reader's terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def _determination(page: _Page, determination: Determination) -> None:
    label = determination.effect.value.replace("_", " ").upper()
    head = f"{determination.jurisdiction.upper()}, {_DOMAINS[determination.domain]}: {label}"
    page.line(head, style=_COLOURS.get(determination.effect, "bold"))
    page.line(determination.says, indent=2)
    for citation in determination.citations:
        page.line(str(citation), indent=2, lead="> ")
    page.gap()


def _questions(page: _Page, questions: Sequence[Question]) -> None:
    if not questions:
        return
    page.heading("What would settle it (most decisive first)")
    for number, question in enumerate(questions, 1):
        lead = f"{number}. "
        page.line(question.ask, lead=lead)
        for_ = f", for {', '.join(question.for_)}" if question.for_ else ""
        page.line(f"write it at {question.where} ({_SETTLES[question.settles]}{for_})", indent=len(lead))
        if question.problem:
            page.line(question.problem, indent=len(lead), lead="! ")


def _classification(page: _Page, item: ItemClassification) -> None:
    page.line(f"{item.item}: {item.description}", style="bold")
    page.line(f"{item.list_id}, edition {item.edition}: {_listed(item)}", indent=2)
    for paragraph in item.controlled:
        _paragraph(page, paragraph, "caught by")
    for paragraph in item.undetermined:
        _paragraph(page, paragraph, "undetermined under")
    for paragraph in item.not_met:
        failed = [c for c in paragraph.comparisons if c.truth == "no"] or list(paragraph.comparisons)
        reason = "; ".join(_compared(c) for c in failed[:1])
        released = next((r for r in paragraph.releases if r.truth == "yes"), None)
        if released:
            reason = f"released: {released.title}"
        page.line(f"not met {paragraph.code}: {reason}", indent=2, lead="[-] ")
    if item.unread:
        page.line(f"stated but not used by any criterion: {', '.join(item.unread)}", indent=2, lead="! ")
    page.gap()


def _listed(item: ItemClassification) -> str:
    if item.listed == "yes":
        return "LISTED"
    if item.listed == "unknown":
        return f"undetermined{': ' + item.reason if item.reason else ''}"
    return "not caught by the entries held"


def _paragraph(page: _Page, paragraph: ParagraphFinding, verb: str) -> None:
    mark = _MARKS[paragraph.truth]
    page.line(f"{verb} {paragraph.code}: {paragraph.title}", indent=2, lead=f"{mark} ")
    page.line(str(paragraph.citation), indent=6, lead="> ")
    for comparison in paragraph.comparisons:
        page.line(_compared(comparison), indent=6, lead=f"{_MARKS[comparison.truth]} ")
    for release in paragraph.releases:
        state = {"yes": "applies", "no": "not claimed or not met", "unknown": "open"}[release.truth]
        page.line(f"release {release.id} ({state}): {release.title}", indent=6)


def _compared(comparison: Comparison) -> str:
    at = f" ({comparison.at})" if comparison.at else ""
    return f"{comparison.condition}; stated: {comparison.stated}{at}"


def _findings(page: _Page, findings: Sequence[Finding]) -> None:
    for finding in findings:
        about = "" if finding.subject == "transaction" else f", {finding.subject}"
        page.line(f"{finding.rule}{about}: {finding.says}", lead=f"{_MARKS[finding.truth]} ")
        page.line(str(finding.citation), indent=4, lead="> ")
        for duty in finding.duties if finding.truth == "yes" else ():
            page.line(duty, indent=4, lead="* ")


def _screening(page: _Page, screening: Screening) -> None:
    if screening.problem:
        page.line(f"{screening.list_id}: NOT RELIABLY SCREENED: {screening.problem}", lead="[?] ")
    if screening.screened:
        page.line(
            f"{screening.list_id} of {screening.snapshot}, {screening.names_on_list} spellings, "
            f"screened: {', '.join(screening.screened)}"
        )
    for hit in screening.hits:
        _hit(page, hit)
    if screening.screened and not screening.hits:
        page.line(f"no spelling scored {screening.score_cutoff:.0f} or more of 100", indent=2)


def _hit(page: _Page, hit: PartyHit) -> None:
    page.line(f"{hit.party} may be {hit.listed_name} ({hit.entry_id}; {hit.programme})", indent=2, lead="[?] ")
    page.line(str(hit.citation), indent=6, lead="> ")
    for reason in hit.why:
        page.line(reason, indent=6)
