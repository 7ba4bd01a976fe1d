"""The authoring checks: everything that is wrong with the lists we ship, all at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from dualuse.data import control_lists_dir
from dualuse.issues import Issue
from dualuse.lists.cases import case_issues
from dualuse.lists.catalogue import Catalogue, ControlList, Edition
from dualuse.lists.checks.codes import code_issues
from dualuse.lists.checks.figures import figure_issues
from dualuse.lists.checks.glosses import gloss_issues
from dualuse.lists.checks.words import word_issues
from dualuse.lists.official import OfficialText
from dualuse.lists.store import load_official

Texts = Mapping[tuple[str, str], OfficialText]
"""(list id, edition id) to the official text of that edition."""


@dataclass(slots=True)
class CheckReport:
    """What was checked, and what was found.

    Attributes:
        counted: What was looked at (``entries``, ``paragraphs``, ``codes``, ``figures``, ``cases``) and how many.
        texts: The editions whose official text the lists were held against.
    """

    issues: list[Issue] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Issue]:
        """The issues that stop the use of the data."""
        return [i for i in self.issues if i.severity == "error"]

    @property
    def warnings(self) -> list[Issue]:
        """The issues that do not."""
        return [i for i in self.issues if i.severity == "warning"]

    def count(self, what: str, number: int) -> None:
        """Add to what was looked at."""
        self.counted[what] = self.counted.get(what, 0) + number


def check_lists(root: FilePath | None = None, texts: Texts | None = None) -> CheckReport:
    """Run every authoring check over the lists under ``root`` (the shipped ones where None).

    Args:
        root: A folder such as ``control_lists/``.
        texts: Official texts to hold codes and figures against; editions without one are only checked for themselves.
    """
    catalogue = Catalogue(root or control_lists_dir())
    report = CheckReport(catalogue.issues())
    held = catalogue.lists.values()
    entries = [e for one in held for e in one.entries]
    report.count("entries", len(entries))
    report.count("paragraphs", sum(len(e.paragraphs) for e in entries))
    report.issues += word_issues(catalogue.vocabulary, catalogue.places, entries)
    report.issues += gloss_issues(catalogue, texts or {})
    for one in held:
        for edition in one.info.editions:
            _edition(report, one, edition, (texts or {}).get((one.info.id, edition.id)))
        count, issues = case_issues(catalogue, one)
        report.count("cases", count)
        report.issues += issues
    report.issues = sorted(dict.fromkeys(report.issues), key=_in_file_order)
    return report


def official_texts(folder: FilePath, root: FilePath | None = None) -> Texts:
    """The imported official text of every edition described under ``root``.

    Raises:
        NotHeldError: One is not held; the message says how to import it.
        InputError: A kept file was changed.
    """
    catalogue = Catalogue(root or control_lists_dir())
    return {
        (one.info.id, edition.id): load_official(one.info.id, folder, edition=edition.id)
        for one in catalogue.lists.values()
        for edition in one.info.editions
    }


def _edition(report: CheckReport, held: ControlList, edition: Edition, text: OfficialText | None) -> None:
    report.issues += code_issues(held, edition, text)
    if text is None:
        return
    report.texts.append(f"{held.info.id} of {edition.id} (sha256 {text.sha256[:12]}…)")
    printed = text.counts()["entries"]
    if edition.entries is not None and edition.entries != printed:
        where = held.description.where(("editions", held.info.editions.index(edition), "entries"))
        report.issues.append(Issue("error", where, f"{edition.entries} entries are stated, {printed} are printed"))
    report.count("codes", sum(code[0] in held.info.covers for code in text.codes()))
    counted, issues = figure_issues(held, edition, text)
    for what, number in counted.items():
        report.count(what, number)
    report.issues += issues


def _in_file_order(issue: Issue) -> tuple[str, int, str]:
    return issue.where.source, issue.where.line or 0, issue.message
