"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the official lists, beside the checkout or where ``DUALUSE_SHARED`` says."""
    folder = Path(os.environ.get("DUALUSE_SHARED", _BESIDE))
    if not folder.is_dir():
        pytest.skip(f"the official lists are not in {folder}")
    return folder
