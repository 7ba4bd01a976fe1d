"""Where the shipped data and the user's own data are."""

from __future__ import annotations

import os
from pathlib import Path

from dualuse.errors import NotHeldError

ENVIRONMENT = "DUALUSE_DATA"
_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def control_lists_dir() -> Path:
    """The shipped control lists and their vocabulary."""
    return _shipped("control_lists")


def rules_dir() -> Path:
    """The shipped rules, tables and authorisations."""
    return _shipped("rules")


def examples_dir() -> Path:
    """The shipped example transactions."""
    return _shipped("examples")


def user_dir(folder: Path | None = None) -> Path:
    """The user's own data: ``folder``, else ``$DUALUSE_DATA``, else the platform's data folder. It may not exist."""
    if folder is not None:
        return folder
    if os.environ.get(ENVIRONMENT):
        return Path(os.environ[ENVIRONMENT])
    from platformdirs import user_data_path

    return user_data_path("dualuse", appauthor=False)


def _shipped(name: str) -> Path:
    """In an installed wheel beside the package, in a checkout at its top."""
    for place in (_PACKAGE / "_data" / name, _CHECKOUT / name):
        if place.is_dir():
            return place
    raise NotHeldError(f"the shipped folder '{name}' is missing from this installation; install dualuse again")
