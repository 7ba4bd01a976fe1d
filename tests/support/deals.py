"""An ordinary deal that nothing bites, a checker with a current hand-made list, and ways to change one thing."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

from dualuse.checker import Checker
from dualuse.model.assessment import Assessment, Determination, Effect
from dualuse.parties.store import import_party_list
from support.hand_made_un import un_xml

DAY = date(2026, 2, 16)
UN_LIST = "un/sc-consolidated"

PRESS: dict[str, Any] = {
    "id": "press",
    "description": "Cold isostatic press for ceramic preforms",
    "kind": "isostatic_press",
    "origin": "DE",
    "parameters": {"max_working_pressure": "60 MPa", "chamber_inside_diameter": "100 mm", "max_temperature": "80 °C"},
}
DEAL: dict[str, Any] = {
    "date": DAY.isoformat(),
    "kind": "export",
    "exporter": {"name": "Werra Maschinenbau GmbH", "country": "DE"},
    "destination": "KZ",
    "purchasing_country": "KZ",
    "customs_free_zone": False,
    "parties": [{"role": "end_user", "name": "Saryarka Ceramics LLP", "country": "KZ", "nature": "company"}],
    "items": [PRESS],
    "knowledge": [],
}
LISTED = {"max_working_pressure": "200 MPa", "chamber_inside_diameter": "200 mm", "max_temperature": "80 °C"}
"""Parameters that put the press under 2B204.a."""


def deal(**changes: Any) -> dict[str, Any]:
    """The ordinary deal with some keys replaced; a key given as ``...`` is left out."""
    made = copy.deepcopy(DEAL) | changes
    return {k: v for k, v in made.items() if v is not ...}


def press(**changes: Any) -> dict[str, Any]:
    """The ordinary press with some keys replaced."""
    return copy.deepcopy(PRESS) | changes


def held_list(folder: Path, generated: str = "2026-02-10T00:00:09.554Z", persons: int = 300, extra: str = "") -> Path:
    """A data folder that holds a hand-made list of that day."""
    file = folder / f"un-{generated[:10]}.xml"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_bytes(un_xml(persons=persons, entities=300, generated=generated, extra=extra))
    import_party_list(UN_LIST, file, folder)
    return folder


def one(assessment: Assessment, key: str) -> Determination:
    """The determination called ``jurisdiction/domain``."""
    return next(d for d in assessment.determinations if d.key == key)


def effects(assessment: Assessment) -> dict[str, Effect]:
    """What each determination says."""
    return {d.key: d.effect for d in assessment.determinations}


def nothing_found(checker: Checker, **changes: Any) -> bool:
    """Whether every determination of the changed deal says that no requirement was found."""
    return checker.assess(deal(**changes)).exit_status == 0
