"""One code of a list, as text: our criteria in plain words, and beside them the official text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dualuse.report.page import WIDTH, Page
from dualuse.report.wording import write_conditions

if TYPE_CHECKING:
    from dualuse.lists.entry_view import Contents, EncodedEntry, EntryView, PrintedEntry, PrintedLine

_LABELS = {"note": "Note", "technical_note": "Technical Note", "nb": "N.B.", "see_also": "N.B."}
_STATUS = {"see_military": "[points to the military list]", "see_entry": "[points to another entry]"}
_REGIMES = {
    "WA": "Wassenaar Arrangement",
    "MTCR": "Missile Technology Control Regime",
    "NSG": "Nuclear Suppliers Group",
    "AG": "Australia Group",
    "CWC": "Chemical Weapons Convention",
    "EU": "European Union alone",
}
MAX_TERM = 400
"""Characters of a definition that are shown; the whole of it is in the JSON form."""


def render_entry(view: EntryView, notes: bool = False, width: int = WIDTH, colour: bool = False) -> str:
    """The whole view. What is not held is said, with what to do about it.

    Args:
        view: What is held about the code.
        notes: Print the general notes that bear on it in full, not only their titles.
        width: Characters to a line.
        colour: Whether ANSI codes may be used.
    """
    page = Page(width, colour)
    title = f": {_title(view)}" if _title(view) else ""
    page.line(f"{view.code}{title}", style="bold")
    page.line(f"{view.instrument}, {view.provision}", indent=2, lead="> ")
    amended = f", last amended by {view.amended_by}" if view.amended_by else ""
    page.line(f"{view.list_title} ({view.list_id}), edition of {view.edition}{amended}; as of {view.as_of}", indent=2)
    for notice in view.notices:
        page.line(notice, indent=2, lead="! ")
    if view.encoded is not None:
        _encoded(page, view.encoded)
    if view.printed is not None:
        _printed(page, view.printed, notes)
    else:
        page.heading("Official text")
        page.line(view.problem or "not held", lead="[ ] ")
        page.line(f"Published at {view.url}", indent=4)
    return page.text()


def render_contents(contents: Contents, width: int = WIDTH, colour: bool = False) -> str:
    """One line for each entry; those that are encoded are marked, since only they are held against items."""
    page = Page(width, colour)
    page.line(
        f"{contents.list_title} ({contents.list_id}), edition of {contents.edition}: {contents.under}", style="bold"
    )
    for entry in contents.entries:
        page.line(
            entry.title or "(the official text of its paragraphs)",
            lead=f"{'[+]' if entry.encoded else '[ ]'} {entry.code} ",
        )
    page.gap()
    encoded = sum(e.encoded for e in contents.entries)
    page.line(f"{len(contents.entries)} entries, {encoded} of them encoded [+]: items are held against these only.")
    if contents.problem:
        page.line(f"Entries that are not encoded are not listed, since {contents.problem}", lead="[ ] ")
    return page.text()


def _title(view: EntryView) -> str:
    if view.encoded is None:
        return ""
    steps = view.code.partition(".")[2]
    own = [p.title for p in view.encoded.paragraphs if p.id == steps and p.title]
    if "." not in view.code:
        return view.encoded.title
    return own[0] if own else f"part of {view.encoded.code}, {view.encoded.title}"


def _encoded(page: Page, entry: EncodedEntry) -> None:
    page.heading("Our criteria")
    until = f" until {entry.until}" if entry.until else ""
    page.line(f"{entry.code} {entry.title} (since {entry.since}{until}; {entry.file}:{entry.line})")
    _facts(page, "regimes", ", ".join(f"{r} ({_REGIMES.get(r, r)})" for r in entry.regimes))
    _facts(page, "see also", ", ".join(entry.see_also))
    _facts(page, "deals with", entry.gate)
    _facts(page, "other than what is specified in", ", ".join(entry.other_than))
    _facts(page, "not used", ", ".join(entry.not_used))
    if entry.common is not None:
        page.gap()
        page.line("Every paragraph asks besides:", style="bold")
        write_conditions(page, entry.common, 2, entry.code)
    for paragraph in entry.paragraphs:
        page.gap()
        name = (
            paragraph.code
            if paragraph.code.endswith(paragraph.id) or paragraph.id == "all"
            else (f"{paragraph.code} ({paragraph.id})")
        )
        page.line(f"{name}: {paragraph.title}" if paragraph.title else name, style="bold")
        write_conditions(page, paragraph.condition, 2, entry.code)
    if entry.partial:
        page.gap()
        page.line(f"Other paragraphs of {entry.code} are not shown: dualuse show {entry.code}")
    if entry.releases:
        page.gap()
        page.line("Released, if it is claimed:", style="bold")
    for release in entry.releases:
        scope = f" from {', '.join(release.scope)}" if release.scope else ""
        page.line(f"{release.id}{scope}: {release.title}", indent=2)
        write_conditions(page, release.condition, 4, entry.code)
    for name, members in entry.sets.items():
        page.gap()
        page.line(f"The set {name}:", style="bold")
        page.line("; ".join(members), indent=2)
    if entry.derived:
        page.gap()
        page.line("Worked out where it is not stated:", style="bold")
        page.bullets(entry.derived, indent=2)


def _facts(page: Page, name: str, text: str) -> None:
    if text:
        page.line(text, indent=2, lead=f"{name}: ")


def _printed(page: Page, printed: PrintedEntry, notes: bool) -> None:
    page.heading(f"Official text, edition of {printed.edition}")
    for line in printed.lines:
        _printed_line(page, line)
    if printed.definitions:
        page.gap()
        page.line("Defined terms used:", style="bold")
        for definition in printed.definitions:
            text = " ".join(definition.text.split())
            if len(text) > MAX_TERM:
                text = f"{text[:MAX_TERM].rsplit(' ', 1)[0]} … (--format json has the whole text)"
            page.line(text, indent=2)
    if printed.documents:
        page.gap()
        page.line(f"General notes that bear on it{'' if notes else ' (--notes shows them)'}:", style="bold")
    for document in printed.documents:
        page.line(document.title, indent=2, lead="- ")
        for passage in document.text.splitlines() if notes else ():
            page.line(passage, indent=4)
    if printed.repairs or printed.doubts:
        page.gap()
        page.line("What was done to this text when it was read:", style="bold")
    for repair in printed.repairs:
        page.line(f"{repair.place}: '{_short(repair.before)}' read as '{_short(repair.after)}'", indent=2, lead="- ")
    for doubt in printed.doubts:
        page.line(f"{doubt.place}: '{_short(doubt.text)}': {doubt.reason}", indent=2, lead="? ")
    page.gap()
    page.line(
        f"{printed.attribution.rstrip('.')}. {printed.source_url}, retrieved {printed.retrieved_at[:10]}, sha256 "
        f"{printed.sha256[:16]}…"
    )


def _printed_line(page: Page, line: PrintedLine) -> None:
    depth = 2 * line.code.count(".")
    style = "dim" if line.context else ""
    if line.kind != "provision":
        number = f" {line.number}" if line.number else ""
        page.line(line.text, depth + 2, lead=f"{_LABELS[line.kind]}{number}: ")
        return
    mark = f" {_STATUS[line.status]}" if line.status in _STATUS else ""
    page.line(f"{line.text}{mark}", depth, lead=f"{line.code} ", style=style)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
