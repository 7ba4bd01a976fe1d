"""Kinds and parameters of the vocabulary, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dualuse.report.page import WIDTH, Page

MANY = 12
"""With more rows than this only the first lines of each are shown."""


def render_words(rows: Sequence[dict[str, Any]], what: str, width: int = WIDTH, colour: bool = False) -> str:
    """Every row in full; with many of them, one line for each."""
    page = Page(width, colour)
    brief = len(rows) > MANY
    for row in rows:
        title = f"{row[what]}: {row['label']['en']}"
        if row["label"]["ru"]:
            title += f" / {row['label']['ru']}"
        if brief:
            page.line(f"{title}{_measured(row)}", lead="- ")
        else:
            page.gap()
            page.line(title, style="bold")
            _kind(page, row) if what == "kind" else _parameter(page, row)
    page.gap()
    plural = "" if len(rows) == 1 else "s"
    more = "; give a word to see definitions, aliases and entries" if brief else ""
    page.line(f"{len(rows)} {what}{plural}{more}")
    return page.text()


def _measured(row: dict[str, Any]) -> str:
    if "type" not in row:
        return ""
    return f" ({row['dimension'] or row['type']})"


def _kind(page: Page, row: dict[str, Any]) -> None:
    _said(page, row["definition"], "")
    _said(page, ", ".join(row["aliases"]), "also: ")
    _said(page, ", ".join(row["one_of"]), "is one kind of: ")
    _said(page, ", ".join(row["narrower"]), "narrower: ")
    _said(page, ", ".join(row["entries"]), "entries: ")
    _said(page, ", ".join(row["entries_if_narrower"]), "and, if it is one of the narrower kinds: ")
    if not row["entries"] and not row["entries_if_narrower"]:
        page.line("no encoded entry deals with it; an item of this kind stays undetermined", indent=2, lead="! ")


def _parameter(page: Page, row: dict[str, Any]) -> None:
    _said(page, row["definition"], "")
    _said(page, _type(row), "")
    _said(page, "; ".join(_value(v) for v in row["values"]), "values: ")
    _said(page, ", ".join(row["fields"]), "each part may state: ")
    _said(page, ", ".join(row["part_of"]), "stated for each part of: ")
    _said(page, ", ".join(row["aliases"]), "also: ")
    _said(page, row["question"]["en"], "asked as: ")
    _said(page, ", ".join(row["entries"]) or "no encoded entry", "entries: ")


_TYPES = {
    "flag": "yes or no",
    "choice": "one of the values below",
    "choices": "one or more of the values below",
    "parts": "a list of parts",
    "text": "free text",
    "item": "a part that is an item itself",
}


def _type(row: dict[str, Any]) -> str:
    if row["type"] != "quantity":
        return _TYPES[row["type"]]
    if row["dimension"] == "number":
        return "a number"
    share = f" by {row['basis'].replace('_', ' ')}" if row["basis"] else ""
    unit = f", for instance in {row['unit']}" if row["unit"] else ""
    return f"a quantity with its unit ({row['dimension'].replace('_', ' ')}{share}{unit})"


def _value(value: dict[str, str]) -> str:
    return value["value"] if value["label"] in ("", value["value"]) else f"{value['value']} ({value['label']})"


def _said(page: Page, text: str, lead: str) -> None:
    if text:
        page.line(f"{lead}{text}", indent=2)
