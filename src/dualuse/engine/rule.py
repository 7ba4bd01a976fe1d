"""The files of a rule pack as models: rules, dated tables, facts, jurisdictions, cases."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from dualuse.lists.vocabulary import Bilingual, ChoiceRow
from dualuse.model.assessment import Confidence, Domain, Effect
from dualuse.model.base import Frozen, one_or_many
from dualuse.model.citation import Citation

Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]
Condition = Any
"""A condition of the language, still as written; loaded by :mod:`dualuse.logic` with its line numbers."""

RuleKind = Literal["list_based", "catch_all", "prohibition", "authorisation", "screening", "not_encoded"]
"""``not_encoded`` marks law that is known to reach a transaction and is not written down here: whoever meets it must
not be told that nothing was found."""


class Effective(Frozen):
    """First day on which it applies, and first day on which it no longer does."""

    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")

    def covers(self, day: date) -> bool:
        """Whether it applies on that day."""
        return self.start <= day and (self.end is None or day < self.end)


class Then(Frozen):
    """What follows when the condition is met, and what is said while it is open.

    What is said when the condition is *not* met stands beside each part of the condition, as ``say``.
    """

    effect: Effect
    say: str
    open: str = Field(description="What is said when it cannot be decided")
    duties: Words = ()


class Rule(Frozen):
    """One rule of law.

    Attributes:
        id: Stable, never used again for another rule.
        per: Whether it is asked once for the transaction or once for each item.
        overcomes: For an authorisation: the rules whose requirement it answers when every condition is met.
        evidence: How we know what it says; ``confidence`` is ours in that reading, not the authority's.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    kind: RuleKind
    jurisdiction: str
    domain: Domain
    citation: Citation
    effective: Effective
    status: Literal["in_force", "suspended", "scheduled", "repealed", "unknown"]
    confidence: Confidence
    evidence: str = Field(description="How we know: which text was read, or that it is from knowledge")
    per: Literal["transaction", "item"]
    when: Condition
    then: Then
    why: str = ""
    overcomes: Words = ()

    def applies_on(self, day: date) -> bool:
        """Whether it is law on that day. A rule of ``unknown`` status is applied, and then never settles anything."""
        return self.effective.covers(day) and self.status in ("in_force", "unknown")


class TableRow(Frozen):
    """One member of a dated set.

    Attributes:
        confidence: ``low`` where sources differ or nobody here could see the text: membership is then asked, not told.
        known_until: Last day for which membership is known, where it lapses unless renewed; it is asked after that.
    """

    code: str
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")
    basis: str | None = None
    evidence: str | None = None
    confidence: Confidence = "high"
    known_until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it belongs to the set on that day; without dates it always does."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def certain(self, day: date) -> bool:
        """Whether its belonging may be told for that day without asking."""
        return self.confidence != "low" and (self.known_until is None or day <= self.known_until)


class Table(Frozen):
    """A dated set, usually of countries or control codes, used in conditions as ``@id``.

    Attributes:
        known_from: First day for which the table is known to be right; before it the set is unknown, not empty.
        checked_until: Last day on which somebody looked for a change; an assessment of a later day says so.
        asks: The question whether ``{value}`` belongs to it on ``{day}``, for rows that are not certain.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str
    citation: Citation
    known_from: date
    checked_until: date
    asks: Bilingual
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


class StateDuty(Frozen):
    """A duty of States that no single transaction can show to be met; named so that nobody takes it for checked."""

    provision: str
    duty: str


class Jurisdiction(Frozen):
    """Whose law, and when it attaches to a transaction.

    Attributes:
        domains: Domains that always get a determination; another domain gets one when a rule of it applies or is open.
        territory: Table of the country codes in which this law applies; None for law that has no territory.
        held_from: First day whose law is held; an earlier day is undetermined, because ``before`` governed it.
    """

    id: str
    title: str
    citation: Citation
    attaches: Condition
    domains: tuple[Domain, ...]
    territory: str | None = None
    held_from: date
    before: str
    not_checked: Words = ()
    state_duties: tuple[StateDuty, ...] = ()


class Case(Frozen):
    """An example of a rule: what is given, and what must come out.

    Attributes:
        given: A transaction fragment; its items need no description.
        listed: How the items are classified.
        codes: Control codes of the items, where they matter.
        hits: How many listed parties a party of the case is like.
        candidates: How many have its consonants, where its name is in a script that does not write vowels.
        screened: Whether the party list could be relied upon.
        asks: A fact that must be among the questions when the outcome is unknown.
    """

    name: str
    given: dict[str, Any] = {}
    listed: Literal["yes", "no", "unknown"] = "no"
    codes: Words = ()
    hits: int = 0
    candidates: int = 0
    screened: bool = True
    as_of: date = date(2026, 2, 16)
    expect: Literal["yes", "no", "unknown"]
    asks: str | None = None


class CaseFile(Frozen):
    """``X.cases.yaml`` beside ``X.yaml``."""

    rule: str
    cases: tuple[Case, ...] = Field(min_length=1)
