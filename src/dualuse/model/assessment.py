"""What comes out: cited findings, determinations per jurisdiction and domain, questions, and what was not checked."""

from __future__ import annotations

from datetime import date as Date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from dualuse.model.base import Frozen
from dualuse.model.citation import Citation

Domain = Literal["dual_use", "sanctions", "military"]
TruthWord = Literal["yes", "no", "unknown"]
Confidence = Literal["high", "medium", "low"]
"""How sure we are of our reading of a provision, or that it is still the law; not how sure the authority is."""


class Effect(StrEnum):
    """What a determination can say, strongest first. There is deliberately no word for "clear" or "safe"."""

    PROHIBITED = "prohibited"
    LICENCE_REQUIRED = "licence_required"
    NOTIFY_AND_HOLD = "notify_and_hold"
    UNDETERMINED = "undetermined"
    HOLD = "hold"
    AUTHORITY_DECIDES = "authority_decides"
    AUTHORISED_WITH_CONDITIONS = "authorised_with_conditions"
    DOCUMENT_DUTY = "document_duty"
    EXEMPT = "exempt"
    NO_REQUIREMENT_FOUND = "no_requirement_found"
    NOT_SUBJECT = "not_subject"

    @property
    def rank(self) -> int:
        """0 for the strongest effect; larger is milder."""
        return _RANK[self]


_RANK = {effect: number for number, effect in enumerate(Effect)}


class Question(Frozen):
    """A fact or judgement that is missing, and the question that would settle it.

    Attributes:
        subject: What is asked about: an item id, ``transaction``, or a party's name.
        name: The parameter, answer id or fact to state, exactly as it goes into the transaction.
        where: Path in the transaction at which the answer is written, e.g. ``items[0].parameters.upr``.
        ask: The question in plain words.
        kind: ``fact`` (a value or statement is missing), ``judgement`` (an answer by a person), or ``restate``
            (a value was given that cannot be used).
        problem: For ``restate``: why the given value cannot be used, with the readings or known values.
        settles: Whether this one answer can settle the verdict whatever else stays unknown: ``always`` (any answer
            settles), ``can`` (at least one possible answer settles), ``with_others`` (never alone), ``detail`` (the
            verdict does not wait for it; it would only say more exactly why). In an assessment the verdict is a
            determination; in an item's classification it is a paragraph.
        for_: Codes or rule ids whose verdict waits for it.
        determinations: In an assessment: the determinations that wait for it, as ``jurisdiction/domain``.
        listed_after: For a question about an item: what its place on the list is after each possible answer, other
            things staying as they are; empty where that was not worked out.
    """

    subject: str
    name: str
    where: str
    ask: str
    kind: Literal["fact", "judgement", "restate"] = "fact"
    problem: str | None = None
    settles: Literal["always", "can", "with_others", "detail"] = "with_others"
    for_: tuple[str, ...] = Field(default=(), alias="for", serialization_alias="for")
    determinations: tuple[str, ...] = ()
    listed_after: tuple[TruthWord, ...] = ()


class Comparison(Frozen):
    """One leaf of a trace: what was compared, with what, and how it came out."""

    truth: TruthWord
    stated: str = Field(description="What the transaction says, or 'not stated'")
    condition: str = Field(description="The test in plain words, e.g. 'maximum working pressure ≥ 69 MPa'")
    about: str = Field(
        default="", description="Parameter, kind, fact, judgement or code that was looked at; empty for a constant"
    )
    at: str | None = Field(default=None, description="Paragraph the test comes from, e.g. 2B204.a.1")
    note: str | None = None


class Release(Frozen):
    """A note that takes the item out of a paragraph if it applies."""

    id: str
    title: str
    truth: TruthWord
    comparisons: tuple[Comparison, ...] = ()


class ParagraphFinding(Frozen):
    """One paragraph of a control list held against one item."""

    code: str
    title: str
    truth: TruthWord
    citation: Citation
    comparisons: tuple[Comparison, ...] = ()
    releases: tuple[Release, ...] = ()
    questions: tuple[Question, ...] = ()


class ItemClassification(Frozen):
    """One item against one edition of one list.

    Attributes:
        listed: ``yes`` when some paragraph catches the item; ``no`` when every entry held that deals with its kind was
            tried and none does; ``unknown`` otherwise.
        controlled: Paragraphs that catch it, in list order.
        undetermined: Paragraphs that may catch it, in list order.
        not_met: Paragraphs that were tried on this kind of item and do not catch it, with the comparison that failed.
        reason: For ``unknown`` without an undetermined paragraph: why nothing could be tried.
        unread: Stated parameters that nothing looked at, with the nearest known names.
    """

    item: str
    description: str
    list_id: str
    edition: str
    listed: TruthWord
    controlled: tuple[ParagraphFinding, ...] = ()
    undetermined: tuple[ParagraphFinding, ...] = ()
    not_met: tuple[ParagraphFinding, ...] = ()
    reason: str | None = None
    unread: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


FoundBy = Literal["score", "legal_form"]
"""What a score was reached with: the whole names, or one or both of them without legal forms and the like."""


class PartyLikeness(Frozen):
    """A listed party that a party of the transaction may be. A person decides whether it is the same."""

    party: str
    roles: tuple[str, ...]
    listed_name: str
    matched: str = Field(description="The spelling on the list that was compared")
    list_id: str
    entry_id: str
    programme: str | None = None
    citation: Citation
    why: tuple[str, ...] = Field(default=(), description="What agrees and what does not, a sentence each")


class PartyHit(PartyLikeness):
    """A listed spelling that is like the name of a party."""

    score: float = Field(ge=0, le=100)
    found_by: FoundBy = "score"
    weak_alias: bool = False


class PartyCandidate(PartyLikeness):
    """A listed spelling with nearly the consonants of a name in Arabic or Hebrew script: for a person to look at.

    Far less than a hit says, and more than nothing: while it is open, nobody knows whether the party is listed.
    """

    consonants: float = Field(ge=0, le=100, description="How far the consonants agree")


class Screening(Frozen):
    """The parties of a transaction against one restricted-party list."""

    list_id: str
    snapshot: Date | None
    age_days: int | None
    sha256: str | None
    names_on_list: int
    screened: tuple[str, ...]
    hits: tuple[PartyHit, ...] = ()
    candidates: tuple[PartyCandidate, ...] = ()
    score_cutoff: float
    recipe: str = Field(description="The name of the scoring")
    tables: str | None = Field(default=None, description="The version of the tables of names and words")
    weights: str | None = Field(default=None, description="The version of the word weights")
    problem: str | None = Field(
        default=None, description="Why screening was not possible or not reliable; None if it was"
    )


class Finding(Frozen):
    """What one rule concludes about the transaction or one of its items.

    Attributes:
        truth: ``yes`` the rule applies, ``no`` it was checked and is not met, ``unknown`` it cannot be decided.
        effect: What follows when it applies; for ``unknown``, what would follow if it applied.
        failed: True when the rule could not be evaluated; such a finding is ``unknown`` and never milder.
    """

    rule: str
    title: str
    jurisdiction: str
    domain: Domain
    truth: TruthWord
    effect: Effect
    says: str
    citation: Citation
    subject: str = "transaction"
    codes: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    questions: tuple[Question, ...] = ()
    duties: tuple[str, ...] = ()
    overcomes: tuple[str, ...] = Field(default=(), description="Rule ids whose requirement this authorisation answers")
    confidence: Confidence = "high"
    failed: bool = False
    because: tuple[str, ...] = Field(
        default=(), description="For 'no': each condition that is not met, in the rule's own words"
    )


class Branch(Frozen):
    """One of the cases that together leave a determination the same whichever of them it is."""

    supposing: str = Field(description="What is supposed, in plain words, e.g. 'press is listed in Annex I'")
    effect: Effect
    findings: tuple[str, ...] = Field(description="Rule ids that carry it in this case")
    citations: tuple[Citation, ...]


class Determination(Frozen):
    """The outcome for one jurisdiction and one domain; never merged with another.

    Attributes:
        effect: What holds in every case that the stated facts leave open. ``undetermined`` where no one thing does.
        says: What and why, in plain words.
        points: The same, point by point, the headline first.
        possible: Every effect that some way of completing the open facts leads to, strongest first. Where it has more
            than one member and ``effect`` is not ``undetermined``, at least ``effect`` holds in each case.
        cases: Where open facts do not matter: each case with the provision that bites in it. Empty where one finding
            carries the determination by itself.
        settled_by: ``where`` of each question whose answer alone can settle it, most decisive first.
        confidence: The lowest among the rules that carry it.
    """

    jurisdiction: str
    domain: Domain
    effect: Effect
    says: str
    points: tuple[str, ...] = ()
    citations: tuple[Citation, ...]
    findings: tuple[str, ...] = Field(description="Rule ids that carry it")
    subjects: tuple[str, ...] = ()
    possible: tuple[Effect, ...] = ()
    cases: tuple[Branch, ...] = ()
    settled_by: tuple[str, ...] = ()
    confidence: Confidence = "high"

    @property
    def key(self) -> str:
        """``jurisdiction/domain``, as questions name it."""
        return f"{self.jurisdiction}/{self.domain}"


class RuleOutcome(Frozen):
    """What became of one rule: for the receipt."""

    rule: str
    sha256: str
    outcome: Literal["fired", "not_met", "unknown", "failed", "not_in_force", "out_of_scope"]


class Receipt(Frozen):
    """What the assessment was made from, so that it can be made again, and the hash of what came out.

    Attributes:
        engine: Name and version of the program.
        code_sha256: Of the program's own files that can change an answer.
        assessment_sha256: Of the assessment without this receipt: two with the same hash say the same.
    """

    engine: str
    code_sha256: str = ""
    as_of: Date
    laws: tuple[str, ...] | None = Field(default=None, description="Jurisdictions asked for; None where worked out")
    input_sha256: str
    lists: dict[str, dict[str, str]] = Field(description="list id → edition, sha256")
    vocabulary_sha256: str
    rules: tuple[RuleOutcome, ...]
    shared: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="what the rules share (facts, tables, jurisdictions) → sha256"
    )
    parties: dict[str, dict[str, str]] = Field(description="party list id → snapshot date, sha256, recipe")
    assessment_sha256: str = ""


class Assessment(Frozen):
    """A cited determination about one transaction under the rules held on one day."""

    as_of: Date
    laws: tuple[str, ...]
    determinations: tuple[Determination, ...]
    classifications: tuple[ItemClassification, ...]
    findings: tuple[Finding, ...]
    screenings: tuple[Screening, ...]
    questions: tuple[Question, ...] = Field(description="What would settle what is undetermined, most decisive first")
    not_checked: tuple[str, ...]
    notices: tuple[str, ...] = ()
    receipt: Receipt

    @property
    def exit_status(self) -> int:
        """0 no requirement found, 1 a requirement, prohibition or open hold, 3 undetermined."""
        effects = {d.effect for d in self.determinations}
        if effects & {
            Effect.PROHIBITED,
            Effect.LICENCE_REQUIRED,
            Effect.NOTIFY_AND_HOLD,
            Effect.HOLD,
            Effect.AUTHORITY_DECIDES,
            Effect.AUTHORISED_WITH_CONDITIONS,
            Effect.DOCUMENT_DUTY,
        }:
            return 1
        return 3 if Effect.UNDETERMINED in effects or not effects else 0
