"""A checker with a hand-made party list, and transactions to give it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dualuse.checker import Checker
from dualuse.model.assessment import ItemClassification, ParagraphFinding, PartyHit, Screening, TruthWord
from dualuse.model.citation import Citation
from dualuse.parties import import_party_list
from support.hand_made_un import un_xml

DAY = date(2026, 2, 16)
LIST = "un/sc-consolidated"

COMPLETE: dict[str, Any] = {
    "date": DAY.isoformat(),
    "kind": "export",
    "exporter": {"name": "Werra Pressentechnik GmbH", "country": "DE"},
    "destination": "KZ",
    "purchasing_country": "KZ",
    "customs_free_zone": False,
    "route": ["DE", "PL", "KZ"],
    "parties": [{"role": "end_user", "name": "Saryarka Ceramics LLP", "country": "KZ", "nature": "company"}],
    "items": [{"id": "press", "description": "a press", "origin": "DE"}],
    "end_use": {"statement": "ceramic insulators", "location": "KZ"},
    "knowledge": [],
}
"""A transaction that states everything the rules ask for, but for what its item is."""


def import_hand_made_list(folder: Path, generated: str = "2026-02-10T00:00:00.000Z", persons: int = 900) -> None:
    """Import a list of invented parties into the data folder."""
    file = folder.parent / f"{folder.name}-{generated[:10]}.xml"
    file.write_bytes(un_xml(persons=persons, generated=generated))
    import_party_list(LIST, file, folder)


def checker_with_list(folder: Path) -> Checker:
    """A checker whose party list is the hand-made one of 10 February 2026."""
    folder.mkdir(parents=True, exist_ok=True)
    import_hand_made_list(folder)
    return Checker.load(folder)


def stated(**changes: Any) -> dict[str, Any]:
    """The complete transaction with some keys replaced; a key that is None is left out.

    The items are used where they go, unless ``end_use`` says otherwise.
    """
    case = {**COMPLETE, **changes}
    if "end_use" not in changes:
        case["end_use"] = {**COMPLETE["end_use"], "location": case["destination"]}
    return {k: v for k, v in case.items() if v is not None}


def classified(*listed: TruthWord, code: str = "2B350.a") -> list[ItemClassification]:
    """One classification for each item: caught by the code, or perhaps, or not."""
    return [_classification(f"item {n}", word, code) for n, word in enumerate(listed, 1)]


def _classification(name: str, listed: TruthWord, code: str) -> ItemClassification:
    cited = Citation(instrument="Regulation (EU) 2021/821", provision=f"Annex I, {code}")
    paragraph = ParagraphFinding(code=code, title="a paragraph", truth=listed, citation=cited)
    return ItemClassification(
        item=name,
        description="an item",
        list_id="eu/annex-i",
        edition="2025-11-15",
        listed=listed,
        controlled=(paragraph,) if listed == "yes" else (),
        undetermined=(paragraph,) if listed == "unknown" else (),
        not_met=(paragraph,) if listed == "no" else (),
    )


def screened(problem: str | None = None, hits: tuple[PartyHit, ...] = ()) -> list[Screening]:
    """A list that was searched, or that could not be."""
    return [
        Screening(
            list_id=LIST,
            snapshot=date(2026, 2, 10),
            age_days=6,
            sha256="0",
            names_on_list=1,
            screened=("a party",),
            hits=hits,
            score_cutoff=85,
            recipe="example",
            problem=problem,
        )
    ]
