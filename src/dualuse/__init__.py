"""From a proposed transaction to a cited, reproducible determination, offline.

    >>> from dualuse import Checker
    >>> checker = Checker.load()
    >>> assessment = checker.assess({"date": "2026-10-05", "items": [{"description": "a press"}]})
    >>> assessment.exit_status
    3

The public names are loaded on first use, so importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dualuse.checker import Checker
    from dualuse.errors import DualUseError, InputError, InvalidDataError, NotHeldError, SourceChangedError
    from dualuse.model.assessment import Assessment, Determination, Effect, Finding, ItemClassification, Question
    from dualuse.model.code import ControlCode
    from dualuse.model.transaction import Item, Party, Transaction

__version__ = "0.1.0"

_HOMES = {
    "Assessment": "dualuse.model.assessment",
    "Checker": "dualuse.checker",
    "ControlCode": "dualuse.model.code",
    "Determination": "dualuse.model.assessment",
    "DualUseError": "dualuse.errors",
    "Effect": "dualuse.model.assessment",
    "Finding": "dualuse.model.assessment",
    "InputError": "dualuse.errors",
    "InvalidDataError": "dualuse.errors",
    "Item": "dualuse.model.transaction",
    "ItemClassification": "dualuse.model.assessment",
    "NotHeldError": "dualuse.errors",
    "Party": "dualuse.model.transaction",
    "Question": "dualuse.model.assessment",
    "SourceChangedError": "dualuse.errors",
    "Transaction": "dualuse.model.transaction",
}

__all__ = [
    "Assessment",
    "Checker",
    "ControlCode",
    "Determination",
    "DualUseError",
    "Effect",
    "Finding",
    "InputError",
    "InvalidDataError",
    "Item",
    "ItemClassification",
    "NotHeldError",
    "Party",
    "Question",
    "SourceChangedError",
    "Transaction",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'dualuse' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
