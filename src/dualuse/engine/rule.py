"""The files of a rule pack as models: rules, dated tables, facts, jurisdictions, cases."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from dualuse.lists.vocabulary import Bilingual, ChoiceRow
from dualuse.model.assessment import Domain, Effect
from dualuse.model.base import Frozen, one_or_many
from dualuse.model.citation import Citation

Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
Condition = Any
"""A condition of the language, still as written; loaded by :mod:`dualuse.logic` with its line numbers."""


class Effective(Frozen):
    """First day on which it applies, and first day on which it no longer does."""

    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")

    def covers(self, day: date) -> bool:
        """Whether it applies on that day."""
        return self.start <= day and (self.end is None or day < self.end)


class Then(Frozen):
    """What follows when the condition is met, and what is said in each case."""

    effect: Effect
    say: str
    otherwise: str = Field(description="What is said when the rule was checked and is not met")
    open: str = Field(description="What is said when it cannot be decided")
    duties: Words = ()


class Rule(Frozen):
    """One rule of law.

    Attributes:
        id: Stable, never used again for another rule.
        per: Whether it is asked once for the transaction or once for each item.
        overcomes: For an authorisation: the rules whose requirement it answers when every condition is met.
        held_by: Rules that already hold the transaction while this one is open; it then does not count as open itself.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    kind: Literal["list_based", "catch_all", "prohibition", "authorisation", "screening"]
    jurisdiction: str
    domain: Domain
    citation: Citation
    effective: Effective
    status: Literal["in_force", "suspended", "scheduled", "repealed", "unknown"]
    confidence: Literal["high", "medium", "low"]
    evidence: str = Field(description="How we know: which text was read, or that it is from knowledge")
    per: Literal["transaction", "item"]
    when: Condition
    then: Then
    why: str = ""
    overcomes: Words = ()
    held_by: Words = ()


class TableRow(Frozen):
    """One member of a dated set."""

    code: str
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")
    basis: str | None = None
    evidence: str | None = None

    def covers(self, day: date) -> bool:
        """Whether it belongs to the set on that day; without dates it always does."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Table(Frozen):
    """A dated set, usually of countries or control codes, used in conditions as ``@id``.

    Attributes:
        known_from: First day for which the table is known to be right; before it the set is unknown, not empty.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str
    citation: Citation
    known_from: date
    rows: tuple[TableRow, ...] = Field(min_length=1)


class FactRow(Frozen):
    """A fact that conditions may name.

    Attributes:
        where: Where in the transaction it is written.
    """

    fact: str
    type: Literal["flag", "choice", "choices", "text", "parts"]
    label: Bilingual
    question: Bilingual
    where: str
    values: tuple[ChoiceRow, ...] | None = None
    fields: Words = ()


class FactFile(Frozen):
    """``rules/facts.yaml``."""

    facts: tuple[FactRow, ...]


class Jurisdiction(Frozen):
    """Whose law, and when it attaches to a transaction."""

    id: str
    title: str
    citation: Citation
    attaches: Condition
    domains: tuple[Domain, ...]
    not_checked: Words = ()


class Case(Frozen):
    """An example of a rule: what is given, and what must come out.

    Attributes:
        given: A transaction fragment; its items need no description.
        listed: How the items are classified.
        codes: Control codes of the items, where they matter.
        asks: A fact that must be among the questions when the outcome is unknown.
    """

    name: str
    given: dict[str, Any] = {}
    listed: Literal["yes", "no", "unknown"] = "no"
    codes: Words = ()
    hits: int = 0
    screened: bool = True
    as_of: date = date(2026, 2, 16)
    expect: Literal["yes", "no", "unknown"]
    asks: str | None = None


class CaseFile(Frozen):
    """``X.cases.yaml`` beside ``X.yaml``."""

    rule: str
    cases: tuple[Case, ...] = Field(min_length=1)
