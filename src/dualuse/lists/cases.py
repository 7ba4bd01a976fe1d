"""Cases beside a control list: items at and around its limits with the verdict that the text gives, run as checks.

They are written from the official text by somebody who has not seen the encoded entries, so that two readings meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from dualuse.documents import Document, read_checked
from dualuse.errors import NotHeldError
from dualuse.issues import Issue
from dualuse.lists.catalogue import Catalogue, ControlList
from dualuse.logic import EntrySet, Facts, Truth, prepare
from dualuse.model.base import Frozen, Text, as_text, one_or_many

Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
Answer = Literal["yes", "no", "unknown"]
PATTERN = "cases/*.cases.yaml"


class CaseItem(Frozen):
    """The item of a case, as in a transaction."""

    kind: Words = ()
    parameters: dict[str, Annotated[object, BeforeValidator(as_text)]] = {}
    answers: dict[str, Answer] = {}


class Case(Frozen):
    """An item, and what the text says about it.

    Attributes:
        transaction: Facts of the transaction, for entries that depend on them.
        expect: Control code (of an entry or any paragraph) to its verdict.
        settled_by: Names of facts or questions of which each alone can settle one of the open verdicts.
        why: The reason, where the text does not show it at first sight.
    """

    name: str
    item: CaseItem
    transaction: dict[str, Text] = {}
    expect: dict[str, Answer] = Field(min_length=1)
    settled_by: Words = ()
    why: str = ""


class CaseFile(Frozen):
    """A file ``cases/X.cases.yaml`` beside the entries of a list."""

    list: str
    as_of: date
    cases: tuple[Case, ...] = Field(min_length=1)


def read_cases(held: ControlList) -> Iterator[tuple[CaseFile, Document] | Issue]:
    """Every case file of the list; an issue in place of one that cannot be read."""
    for file in sorted(held.folder.glob(PATTERN)):
        read = read_checked(CaseFile, file, held.source(file))
        if isinstance(read, list):
            yield from read
            continue
        cases, document = read
        if cases.list == held.info.id:
            yield cases, document
        else:
            yield Issue("error", document.where(("list",)), f"'list: {held.info.id}' is expected, not '{cases.list}'")


def case_issues(catalogue: Catalogue, held: ControlList) -> tuple[int, list[Issue]]:
    """Run every case of the list.

    Returns:
        How many were run, and an issue for each verdict or question that is not the expected one.
    """
    issues: list[Issue] = []
    count = 0
    for read in read_cases(held):
        if isinstance(read, Issue):
            issues.append(read)
            continue
        file, document = read
        try:
            entries = catalogue.entry_set(held.info.id, file.as_of)
        except NotHeldError as error:
            issues.append(Issue("error", document.where(("as_of",)), str(error)))
            continue
        names: set[str] = set()
        for number, case in enumerate(file.cases):
            count += 1
            where = document.where(("cases", number))
            if case.name in names:
                issues.append(Issue("error", where, f"the case '{case.name}' is given twice"))
            names.add(case.name)
            issues += [Issue("error", where, f"'{case.name}': {text}") for text in run_case(entries, case)]
    return count, issues


def run_case(entries: EntrySet, case: Case) -> list[str]:
    """What comes out otherwise than the case says, one sentence each; empty where all is as expected."""
    facts = _facts(entries, case)
    found: list[str] = [
        f"the kind '{kind}' is not in the vocabulary" for kind in facts.kinds if kind not in entries.vocabulary.kinds
    ]
    found += [f"no parameter {name}" for name in facts.unread]
    for code, expected in case.expect.items():
        truth = entries.truth(code, facts, case.transaction)
        if truth is None:
            found.append(f"no paragraph held is called {code}")
        elif truth is not Truth.of(expected):
            found.append(f"{code} is {truth.word}, {expected} was expected")
    if case.settled_by:
        found += _unsettled(entries, case)
    return found


def _facts(entries: EntrySet, case: Case) -> Facts:
    answers = {name: Truth.of(answer) for name, answer in case.item.answers.items()}
    return prepare(
        case.item.parameters, entries.vocabulary, kinds=case.item.kind, answers=answers, path="items[0].parameters"
    )


def _unsettled(entries: EntrySet, case: Case) -> list[str]:
    outcome = entries.classify(_facts(entries, case), case.transaction)
    open_codes = [code for code, expected in case.expect.items() if expected == "unknown"]
    asks = [
        (missing.name, settles)
        for o in outcome.outcomes
        if any(o.paragraph.stands_under(code) for code in open_codes)
        for missing, settles in o.asks
    ]
    able = {name for name, settles in asks if settles != "with_others"}
    asked = ", ".join(dict.fromkeys(f"{name} ({settles})" for name, settles in asks)) or "nothing"
    return [f"{name} should settle it; asked: {asked}" for name in case.settled_by if name not in able]
