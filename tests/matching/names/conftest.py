"""Names for these tests."""

from __future__ import annotations

import random
import re

import pytest

SYLLABLES = re.findall("..", "alaharbabedadidoerfagohaibiljakalimamonuovperarisesitaulvawexiyazh")
COMMON = ["company", "trading", "international", "group", "ltd", "llc", "institute", "plant"]


@pytest.fixture(scope="session")
def made_up_names() -> list[list[str]]:
    """Five thousand names of made-up words; a few words are very common, as in life."""
    rng = random.Random(5)
    rare = ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(3000)]
    return [
        [rng.choice(rare) for _ in range(rng.randint(1, 3))]
        + [rng.choice(COMMON) for _ in range(rng.choice([0, 0, 1, 2]))]
        + [rng.choice("abcdefghij") for _ in range(rng.choice([0, 0, 0, 1]))]
        for _ in range(5000)
    ]
