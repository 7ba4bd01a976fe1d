"""The facts that rules may ask about, from a transaction, the classification of its items and the screenings.

Everything stated goes in by the names of ``rules/facts.yaml``; what is not stated is absent, and so unknown. The facts
of the transaction are the same for every item; those in :data:`ITEM_FACTS` belong to one item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dualuse.engine.pack import Pack
from dualuse.logic import Facts, Truth, Vocabulary, prepare
from dualuse.model.assessment import ItemClassification, PartyCandidate, PartyHit, PartyLikeness, Screening
from dualuse.model.code import ControlCode
from dualuse.model.transaction import Item, Knowledge, Transaction

Raw = dict[str, object]

ITEM_FACTS = frozenset({"item.listed", "item.codes", "item.location", "knowledge"})
PRODUCED = ITEM_FACTS | frozenset(
    {
        "transaction.kind", "destination", "purchasing_country", "exporter.country", "customs_free_zone",
        "end_use.location", "end_use.stated", "route.stated", "parties", "screening.reliable", "screening.hit",
        "screening.candidate",
    }
)  # fmt: skip
"""Every fact at the top that this module can state; ``rules/facts.yaml`` may name no other."""

_NO_CODE = "none"
_USES = (
    "nuclear_weapon", "chemical_weapon", "biological_weapon", "missile_delivery", "military_end_use",
    "parts_of_illegal_military_export", "internal_repression", "human_rights_violation", "terrorism", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenCodes:
    """What is known of the codes of an item that is listed, or would be.

    Attributes:
        certain: Codes that catch it.
        possible: Codes that may catch it beside those; None where it could be any code of the list.
    """

    certain: tuple[str, ...]
    possible: tuple[str, ...] | None


@dataclass(slots=True)
class Situation:
    """The facts of one transaction, prepared once for every rule.

    Attributes:
        shared: As rules about the whole transaction see them.
        items: As rules about each item see them; parts such as parties are the same objects everywhere.
        names: What each item is called.
        answers: Judgements given, by question id; one table for all of the above.
    """

    shared: Facts
    items: tuple[Facts, ...]
    names: tuple[str, ...]
    codes: tuple[OpenCodes, ...]
    answers: dict[str, Truth] = field(default_factory=dict)

    def scopes(self) -> Iterator[Facts]:
        """The transaction, then each item."""
        yield self.shared
        yield from self.items


def situation(
    case: Transaction,
    classifications: Sequence[ItemClassification],
    screenings: Sequence[Screening],
    pack: Pack,
    day: date,
) -> Situation:
    """Everything stated, for the transaction and for each of its items.

    Args:
        case: The transaction.
        classifications: One for each item, in order.
        screenings: One for each restricted-party list.
        pack: The rules, for their vocabulary and their territories.
        day: The day whose law applies.
    """
    vocabulary = pack.on(day).vocabulary
    answers = _answers(case)
    shared = prepare(_transaction(case, screenings), vocabulary)
    rows = _KnowledgeRows(case, vocabulary)
    known = [rows.of(number) for number in range(len(case.items))]
    presumed = _presumed_location(case, pack, day)
    items: list[Facts] = []
    open_codes: list[OpenCodes] = []
    for item, found, own in zip(case.items, classifications, known, strict=True):
        codes = _item_codes(item, found, pack.on(day).code_members)
        facts = prepare(_item(item, found, codes, case, presumed), vocabulary)
        items.append(_joined(shared, facts, own))
        open_codes.append(codes)
    whole = _joined(shared, Facts(), rows.of_all(known))
    result = Situation(
        shared=whole,
        items=tuple(items),
        names=tuple(c.item for c in classifications),
        codes=tuple(open_codes),
        answers=answers,
    )
    for scope in result.scopes():
        _share_answers(scope, answers)
    return result


def _joined(shared: Facts, own: Facts, known: tuple[Facts, ...] | None) -> Facts:
    facts = Facts(
        values={**shared.values, **own.values},
        problems={**shared.problems, **own.problems},
        stated={**shared.stated, **own.stated},
    )
    if known is not None:
        facts.values["knowledge"] = known
        facts.stated["knowledge"] = ", ".join(_in_words(k) for k in known) or "nothing is known"
    return facts


def _share_answers(facts: Facts, answers: dict[str, Truth]) -> None:
    """One table of answers for the facts and everything inside them: a judgement is given once."""
    facts.answers = answers
    for value in facts.values.values():
        if isinstance(value, tuple):
            for part in value:
                if isinstance(part, Facts):
                    _share_answers(part, answers)


# -- the transaction


def _transaction(case: Transaction, screenings: Sequence[Screening]) -> Raw:
    raw: Raw = {}
    _put(raw, "transaction.kind", case.kind)
    _put(raw, "destination", case.destination)
    _put(raw, "purchasing_country", purchasing_countries(case))
    _put(raw, "customs_free_zone", _flag(case.customs_free_zone))
    _put(raw, "exporter.country", case.exporter.country if case.exporter else None)
    _put(raw, "end_use.location", case.end_use.location if case.end_use else None)
    raw["end_use.stated"] = [(case.end_use.location if case.end_use else None) or _NO_CODE]
    raw["route.stated"] = list(case.route or ()) or [_NO_CODE]
    _put(raw, "parties", _parties(case))
    return raw | _screening(case, screenings)


def purchasing_countries(case: Transaction) -> list[str] | None:
    """Where the buyer is: as stated for the transaction and for every purchaser; None where neither is."""
    found = [case.purchasing_country] if case.purchasing_country else []
    found += [p.country for p in case.parties or () if "purchaser" in p.role and p.country]
    return list(dict.fromkeys(found)) or None


def _parties(case: Transaction) -> list[object] | None:
    if case.parties is None:
        return None
    rows: list[object] = []
    for party in case.parties:
        row: Raw = {"role": list(party.role)}
        _put(row, "nature", party.nature)
        _put(row, "party.country", party.country)
        rows.append(row)
    return rows


def _answers(case: Transaction) -> dict[str, Truth]:
    """Judgements under ``facts``: a bare word, or a mapping with ``answer``, and who gave it when and why."""
    found: dict[str, Truth] = {}
    for name, value in case.facts.items():
        word = value.get("answer") if isinstance(value, Mapping) else value
        if isinstance(word, str):
            found[name] = Truth.of(word)
    return found


def _screening(case: Transaction, screenings: Sequence[Screening]) -> Raw:
    """Whether every list held was searched for every party, and whether a spelling is still to be looked at."""
    reliable = bool(screenings) and not any(s.problem for s in screenings) and case.parties is not None
    return {
        "screening.reliable": _flag(reliable),
        "screening.hit": _flag(bool(open_hits(case, screenings))),
        "screening.candidate": _flag(bool(open_candidates(case, screenings))),
    }


def open_hits(case: Transaction, screenings: Sequence[Screening]) -> list[PartyHit]:
    """The hits that nobody has found to be another party.

    ``facts.different_from`` lists what a person found: mappings ``{party, entry}``, or a bare entry id. A bare id
    counts only where one party alone is like that entry, so that it can never excuse a second one.
    """
    excused = _excused(case, screenings)
    return [h for s in screenings for h in s.hits if (h.party, h.entry_id) not in excused]


def open_candidates(case: Transaction, screenings: Sequence[Screening]) -> list[PartyCandidate]:
    """The candidates by consonants that nobody has found to be another party; told as :func:`open_hits` has it."""
    excused = _excused(case, screenings)
    return [c for s in screenings for c in s.candidates if (c.party, c.entry_id) not in excused]


def _excused(case: Transaction, screenings: Sequence[Screening]) -> set[tuple[str, str] | None]:
    """The pairs of a party and a list entry that a person found to be two."""
    shown = [*(h for s in screenings for h in s.hits), *(c for s in screenings for c in s.candidates)]
    stated = case.facts.get("different_from") or []
    return {_pair(d, shown) for d in (stated if isinstance(stated, list) else [stated])}


def _pair(different: object, shown: Sequence[PartyLikeness]) -> tuple[str, str] | None:
    if isinstance(different, Mapping):
        return str(different.get("party", "")), str(different.get("entry", ""))
    alike = {h.party for h in shown if h.entry_id == different}
    return (alike.pop(), str(different)) if len(alike) == 1 else None


# -- what is known about the use


class _KnowledgeRows:
    """The statements about the use, each prepared once, for the items they concern."""

    def __init__(self, case: Transaction, vocabulary: Vocabulary) -> None:
        self.case = case
        self.vocabulary = vocabulary
        self.rows = [_known(k, n, vocabulary) for n, k in enumerate(case.knowledge or ())]

    def of(self, item: int) -> tuple[Facts, ...] | None:
        """What is known about one item; None where nothing was stated, not even that there is nothing.

        A list is the whole account of what is known. Only ``limb: none`` can make it less than that: with a ``use`` it
        covers that use alone, with ``items`` those items alone, and what it leaves uncovered stays unknown.
        """
        stated = self.case.knowledge
        if stated is None:
            return None
        own = {self.case.items[item].id, f"item {item + 1}"}
        about = [(k, row) for k, row in zip(stated, self.rows, strict=True) if not k.items or own & set(k.items)]
        if not about:
            return None if any(k.limb == "none" for k in stated) else ()
        told = tuple(row for k, row in about if k.limb != "none")
        if told or any(k.use is None for k, _ in about):
            return told
        covered = {k.use for k, _ in about}
        return tuple(prepare({"use": u}, self.vocabulary, path="knowledge") for u in _USES if u not in covered)

    def of_all(self, items: Sequence[tuple[Facts, ...] | None]) -> tuple[Facts, ...] | None:
        """What is known about the transaction: all of it, and something unknown where an item's account is missing."""
        if self.case.knowledge is None:
            return None
        rows = {id(row): row for own in items if own is not None for row in own}
        missing = (Facts(path="knowledge"),) if any(own is None for own in items) else ()
        return (*rows.values(), *missing)


def _known(knowledge: Knowledge, number: int, vocabulary: Vocabulary) -> Facts:
    row: Raw = {"limb": knowledge.limb}
    _put(row, "use", knowledge.use)
    return prepare(row, vocabulary, path=f"knowledge[{number}]")


def _in_words(row: Facts) -> str:
    return f"{row.stated.get('limb', 'not stated by whom')}: {row.stated.get('use', 'use not stated')}"


# -- one item


def _item(item: Item, found: ItemClassification, codes: OpenCodes, case: Transaction, presumed: str | None) -> Raw:
    raw: Raw = {}
    listed = listed_or_told(item, found)
    if listed != "unknown":
        raw["item.listed"] = listed
    if listed == "no":
        raw["item.codes"] = [_NO_CODE]
    elif listed == "yes" and codes.possible == ():
        raw["item.codes"] = upwards(codes.certain)
    _put(raw, "item.location", item.location or (case.route[0] if case.route else None) or presumed)
    return raw


def listed_or_told(item: Item, found: ItemClassification) -> str:
    """Whether the item is listed; where that cannot be worked out, what a person answered under ``item.listed``.

    A person's *yes* also stands against a *no* that was worked out; a person's *no* never stands against a *yes*.
    """
    answer = item.answers.get("item.listed")
    if answer is None or found.listed == "yes":
        return found.listed
    return answer.answer if found.listed == "unknown" or answer.answer == "yes" else found.listed


def _item_codes(item: Item, found: ItemClassification, members: Sequence[ControlCode]) -> OpenCodes:
    """The codes that catch it and those that may, among them every table member that a coarse code leaves open."""
    certain = tuple(p.code for p in found.controlled) or _declared(item)
    possible = [p.code for p in found.undetermined]
    if not certain and not possible:
        return OpenCodes((), None)
    coarse = [ControlCode(c) for c in certain]
    possible += [str(m) for m in members if any(c.contains(m) and c != m for c in coarse)]
    return OpenCodes(certain, tuple(dict.fromkeys(possible)))


def _declared(item: Item) -> tuple[str, ...]:
    """The code an applicant claims, for an item that a person says is listed and that no entry held caught."""
    answer = item.answers.get("item.listed")
    if answer is None or answer.answer != "yes" or not item.declared_code:
        return ()
    try:
        return (str(ControlCode(item.declared_code)),)
    except ValueError:
        return ()


def upwards(codes: Iterable[str]) -> list[str]:
    """The codes and every paragraph above them, so that a set of codes catches what stands below its members."""
    found: list[str] = []
    for code in codes:
        at: ControlCode | None = ControlCode(code)
        while at is not None:
            found.append(str(at))
            at = at.parent
    return list(dict.fromkeys(found))


def _presumed_location(case: Transaction, pack: Pack, day: date) -> str | None:
    """Where items are presumed to be when nobody says so: with an exporter in a territory whose law is held here.

    The presumption only ever brings that law in. Elsewhere the place stays unknown, for it could leave a law out.
    """
    country = case.exporter.country if case.exporter else None
    held = (j for j, _ in pack.jurisdictions.values())
    return country if country and any(pack.within(country, j, day) for j in held) else None


def _put(raw: Raw, name: str, value: object) -> None:
    if value is not None:
        raw[name] = value


def _flag(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"
