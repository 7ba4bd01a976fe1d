"""What lists are held, as text."""

from __future__ import annotations

from typing import Any

from dualuse.report.page import WIDTH, Page


def render_overview(overview: dict[str, Any], width: int = WIDTH, colour: bool = False) -> str:
    """Every goods list and party list with its editions and what is imported of it."""
    page = Page(width, colour)
    page.line("Control lists", style="bold underline")
    for row in overview["goods"]:
        _goods(page, row)
    page.heading("Restricted-party lists")
    for row in overview["parties"]:
        _parties(page, row)
    page.gap()
    page.line(f"Imported files are in {overview['data']}")
    return page.text()


def _goods(page: Page, row: dict[str, Any]) -> None:
    page.line(f"{row['list']}: {row['title']}", style="bold")
    page.line(row["instrument"], indent=2, lead="> ")
    for edition in row["editions"]:
        until = f" until {edition['to']}" if edition["to"] else ""
        force = "in force" if edition["in_force"] else "not in force today"
        total = f" of {edition['entries']}" if edition["entries"] is not None else ""
        encoded = f"{edition['encoded']}{total} entries encoded"
        page.line(f"edition of {edition['from']}{until} ({force}): {encoded}", indent=2)
    page.line(f"{row['not_covered']} A newer edition was last looked for on {row['checked_until']}.", indent=2)
    for kept in row["imported"]:
        use = "in use" if kept["in_use"] else "kept beside, not in use"
        by = f" by {kept['imported_by']}" if kept["imported_by"] else ""
        page.line(
            f"official text of {kept['edition']} imported on {kept['imported_at'][:10]}{by} ({use}), "
            f"sha256 {kept['sha256'][:16]}…",
            indent=2,
            lead="[+] ",
        )
    if not row["imported"]:
        page.line("official text not imported:", indent=2, lead="[ ] ")
        page.line(f"dualuse lists import {row['list']} FILE (published at {row['url']})", indent=6)


def _parties(page: Page, row: dict[str, Any]) -> None:
    page.line(f"{row['list']}: {row['title']}", style="bold")
    page.line(row["publisher"], indent=2, lead="> ")
    for kept in row["imported"]:
        mark = "[!] " if kept["stale"] else "[+] "
        stale = f", too old to rely on (at most {row['stale_after_days']} days)" if kept["stale"] else ""
        use = "" if kept["in_use"] else ", an older copy"
        page.line(
            f"copy of {kept['snapshot']}, {kept['age_days']} days old{stale}{use}: {kept['parties']} parties, "
            f"{kept['spellings']} spellings, sha256 {kept['sha256'][:16]}…",
            indent=2,
            lead=mark,
        )
    if not row["imported"]:
        page.line("not imported, so nobody can be screened against it:", indent=2, lead="[ ] ")
        page.line(f"dualuse lists import {row['list']} FILE (published at {row['url']})", indent=6)
