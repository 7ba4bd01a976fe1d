"""The facts that rules may ask about, from a transaction, the classification of an item and the screenings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dualuse.engine.pack import Pack
from dualuse.logic import Facts, Truth, prepare
from dualuse.model.assessment import ItemClassification, Screening
from dualuse.model.code import ControlCode
from dualuse.model.transaction import Knowledge, Transaction

Raw = dict[str, object]


def transaction_facts(
    case: Transaction,
    item: int | None,
    classifications: Sequence[ItemClassification],
    screenings: Sequence[Screening],
    pack: Pack,
    day: date,
) -> Facts:
    """Everything stated, by the names of ``rules/facts.yaml``. What is not stated is absent, and so unknown.

    Args:
        case: The transaction.
        item: Number of the item the facts are about; None for the transaction as a whole.
        classifications: One for each item.
        screenings: One for each restricted-party list.
        pack: The rules, for their country tables.
        day: The day whose law applies.
    """
    vocabulary = pack.on(day).vocabulary
    raw: Raw = {}
    _put(raw, "transaction.kind", case.kind)
    _put(raw, "destination", case.destination)
    _put(raw, "purchasing_country", case.purchasing_country)
    _put(raw, "customs_free_zone", _flag(case.customs_free_zone))
    if case.exporter is not None:
        _put(raw, "exporter.country", case.exporter.country)
    _put(raw, "knowledge", _knowledge(case, item))
    _put(raw, "parties", _parties(case))
    raw |= _screening(case, screenings)
    if item is not None:
        raw |= _item(case, item, classifications)
    answers = {k: Truth.of(v) for k, v in case.facts.items() if isinstance(v, str)}
    stated = {k: v for k, v in case.facts.items() if k in vocabulary.parameters and k not in raw}
    return prepare({**raw, **stated}, vocabulary, answers=answers)


def _put(raw: Raw, name: str, value: object) -> None:
    if value is not None:
        raw[name] = value


def _flag(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _knowledge(case: Transaction, item: int | None) -> list[object] | None:
    """The statements that concern the item; an empty list where somebody stated that there is nothing."""
    if case.knowledge is None:
        return None
    own = {case.items[item].id, f"item {item + 1}"} if item is not None else None
    rows = [k for k in case.knowledge if k.limb != "none" and (own is None or not k.items or own & set(k.items))]
    return [_known(k) for k in rows]


def _known(knowledge: Knowledge) -> dict[str, object]:
    row: dict[str, object] = {"limb": knowledge.limb}
    _put(row, "use", knowledge.use)
    return row


def _parties(case: Transaction) -> list[object] | None:
    if case.parties is None:
        return None
    rows: list[object] = []
    for party in case.parties:
        row: dict[str, object] = {"role": list(party.role)}
        _put(row, "nature", party.nature)
        _put(row, "party.country", party.country)
        rows.append(row)
    return rows


def _screening(case: Transaction, screenings: Sequence[Screening]) -> Raw:
    """Whether every list held was searched for every party, and whether a spelling is still to be looked at."""
    different = case.facts.get("different_from") or []
    settled = set(different if isinstance(different, list) else [different])
    hits = [h for s in screenings for h in s.hits if h.entry_id not in settled]
    reliable = bool(screenings) and not any(s.problem for s in screenings) and case.parties is not None
    return {"screening.reliable": _flag(reliable), "screening.hit": _flag(bool(hits))}


def _item(case: Transaction, item: int, classifications: Sequence[ItemClassification]) -> Raw:
    raw: Raw = {}
    found = classifications[item]
    if found.listed != "unknown":
        raw["item.listed"] = found.listed
    codes = [p.code for p in (*found.controlled, *found.undetermined)]
    if codes or found.listed == "no":
        raw["item.codes"] = list(dict.fromkeys(c for code in codes for c in _upwards(code))) or ["none"]
    _put(raw, "item.location", case.items[item].location)
    return raw


def _upwards(code: str) -> list[str]:
    """The code and every paragraph above it, so that a set of codes catches what stands below them."""
    found = []
    at: ControlCode | None = ControlCode(code)
    while at is not None:
        found.append(str(at))
        at = at.parent
    return found
