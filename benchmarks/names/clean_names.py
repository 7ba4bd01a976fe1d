"""Made-up names of people and companies that are on no list, from a fixed seed.

Patterns: *slavic* has a patronymic in a third of the names and either order; *western* has the given name first, at
times a second one or an initial; *eastern* has the family name first; *arab* chains two to four names.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

SEED = 20261125
_WORDS = tomllib.loads(Path(__file__).with_name("clean_words.toml").read_text("utf-8"))
_CULTURES = list(_WORDS["cultures"].values())


def clean_names(count: int, seed: int = SEED) -> list[str]:
    """So many different names: 55 % people, 40 % companies, 5 % in other scripts (fewer when those run out)."""
    draw = random.Random(seed)
    found = dict.fromkeys(draw.sample(_WORDS["native"], min(len(_WORDS["native"]), count // 20)))
    while len(found) < count:
        found[_person(draw) if draw.random() < 0.58 else _company(draw)] = None
    return list(found)


def _person(draw: random.Random) -> str:
    culture = draw.choices(_CULTURES, [c["weight"] for c in _CULTURES])[0]
    given, other = draw.sample(culture["given"].split(), 2)
    family = draw.choice(culture["family"].split())
    return _PATTERNS[culture["pattern"]](draw, given, other, family)


def _slavic(draw: random.Random, given: str, _: str, family: str) -> str:
    parts = [given, draw.choice(_WORDS["patronymics"].split())] if draw.random() < 0.35 else [given]
    return " ".join([family, *parts] if draw.random() < 0.5 else [*parts, family])


def _western(draw: random.Random, given: str, other: str, family: str) -> str:
    chance = draw.random()
    if chance < 0.15:
        return f"{given} {other} {family}"
    if chance < 0.25:
        return f"{given} {other[0]}. {family}"
    return f"{family}, {given}" if chance < 0.35 else f"{given} {family}"


def _eastern(draw: random.Random, given: str, _: str, family: str) -> str:
    return f"{family} {given}" if draw.random() < 0.7 else f"{given} {family}"


def _arab(draw: random.Random, given: str, other: str, family: str) -> str:
    chance = draw.random()
    if chance < 0.4:
        return f"{given} {family}"
    return f"{given} {other} {family}" if chance < 0.9 else f"{given} bin {other} {family}"


_PATTERNS = {"slavic": _slavic, "western": _western, "eastern": _eastern, "arab": _arab}


def _company(draw: random.Random) -> str:
    stem = " ".join(draw.sample(_WORDS["stems"].split(), draw.choice((1, 1, 2))))
    if draw.random() < 0.2:
        stem = draw.choice(draw.choice(_CULTURES)["family"].split())
    line = " ".join(draw.sample(_WORDS["lines"], draw.choice((1, 1, 1, 2))))
    form = draw.choice(_WORDS["forms"]) if draw.random() < 0.8 else ""
    name = f"{form} {stem} {line}" if form in ("ТОО", "ООО", "АО", "ОсОО", "PT") else f"{stem} {line} {form}"
    return name.strip()
