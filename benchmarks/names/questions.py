"""What is asked of a matcher: listed names, clean names, and queries whose right answers are known.

Positives that come from the lists themselves are split by entity into a *development* half, for tuning tables, and a
*held-out* half, for the published figures. The half is the parity of a hash of the reference, so it never moves.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from anyascii import anyascii

from benchmarks.names.clean_names import clean_names
from benchmarks.names.mutations import mutations
from benchmarks.names.real_lists import PARTIES, Listed, read_all

Half = Literal["development", "held-out"]
CYRILLIC = re.compile("[\u0400-\u052f]")
NOT_LATIN = re.compile("[\u0370-\u1fff\u3000-\ud7ff]")


@dataclass(frozen=True, slots=True)
class Query:
    """A spelling, and the positions of all spellings of the parties it stands for: one of them must be found."""

    group: str
    text: str
    targets: frozenset[int]


@dataclass(slots=True)
class Questions:
    """Everything the board needs.

    Attributes:
        names: The listed names, each string once.
        clean: Names that are on no list, not even as somebody else's: no matcher can tell namesakes apart.
        listed: So many of the names, the first ones, are of the lists; only they count as false alerts.
        queries: Positives of every group.
    """

    names: list[str]
    clean: list[str]
    listed: int
    queries: list[Query] = field(default_factory=list)


def half_of(reference: str) -> Half:
    """Which half an entity belongs to."""
    return "development" if hashlib.sha256(reference.encode()).digest()[0] % 2 == 0 else "held-out"


def questions(half: Half, per_kind: int = 100, clean: int = 2000, among: Collection[str] | None = None) -> Questions:
    """The real lists and every group of queries, those from the lists of one half only.

    Args:
        half: Which entities are asked for.
        per_kind: Queries of each kind of mutation.
        clean: Made-up clean names.
        among: Search only these lists, the United Nations' always among them; all of them by default.
    """
    lists = read_all()
    searched = [listed for list_id, listed in lists.items() if among is None or list_id in {"un", *among}]
    names = list(dict.fromkeys(n.text for listed in searched for party in listed for n in party.names))
    place = {name: position for position, name in enumerate(names)}
    listed = {_sorted(name) for name in names}
    made = [name for name in [*clean_names(clean), *_real_clean_names()] if _sorted(name) not in listed]
    known = _well_known()
    with_known = list(dict.fromkeys((*names, *(latin for _, _, latin in known))))
    asked = Questions(with_known, made, len(names))
    latin_only = [name for name in names if name.isascii()]
    spellings: dict[str, set[int]] = defaultdict(set)
    for party in (party for listed in searched for party in listed):
        for name in party.names:
            spellings[name.text].update(place[other.text] for other in party.names)
    asked.queries += [
        Query(f"mutation: {m.kind}", m.query, frozenset(spellings[latin_only[m.position]]))
        for m in mutations(latin_only, per_kind, seed=11 if half == "development" else 12)
    ]
    asked.queries += _cross_list(lists, place, half)
    asked.queries += _native(lists, place, half)
    place = {name: position for position, name in enumerate(with_known)}
    asked.queries += [Query(f"own: {language}", text, frozenset([place[latin]])) for language, text, latin in known]
    return asked


def _cross_list(lists: dict[str, list[Listed]], place: dict[str, int], half: Half) -> list[Query]:
    """Spellings that another list prints for a party whose UN reference it cites, and that the UN does not print.

    As in the design note: UK spellings by person and entity, and mutated UN persons beside them. EU spellings, which
    are translations into 24 languages for the most part, are a group of their own.
    """
    united_nations = {p.id: p for p in lists["un"]}
    found: dict[tuple[str, str], Query] = {}
    for party in (*lists["uk"], *lists["eu"]):
        reference = _padded(party.un_reference or "")
        if reference not in united_nations or half_of(reference) != half:
            continue
        held = {_plain(n.text) for n in united_nations[reference].names}
        targets = frozenset(place[n.text] for n in united_nations[reference].names)
        group = f"cross-list: UK {party.kind}" if party.list_id == "uk" else "translations: EU"
        for name in party.names:
            plain = _plain(name.text)
            if not name.weak and not NOT_LATIN.search(name.text) and plain not in held:
                found.setdefault((reference, plain), Query(group, name.text, targets))
    persons = [n.text for p in lists["un"] if p.kind == "person" and half_of(p.id) == half for n in p.names]
    homes = {n.text: p for p in lists["un"] for n in p.names}
    for m in mutations(persons, 7, seed=13):
        targets = frozenset(place[n.text] for n in homes[persons[m.position]].names)
        found["mutated", m.query] = Query("cross-list: mutated UN person", m.query, targets)
    return list(found.values())


def _native(lists: dict[str, list[Listed]], place: dict[str, int], half: Half, most: int = 250) -> list[Query]:
    """Spellings in another script, to be found through the Latin ones of the same entity."""
    found: dict[str, list[Query]] = defaultdict(list)
    for party in (*lists["uk"], *lists["eu"], *lists["un"]):
        if half_of(party.id) != half or party.kind == "ship" or any(n.text not in place for n in party.names):
            continue
        latin = frozenset(place[n.text] for n in party.names if not NOT_LATIN.search(n.text))
        if not latin:
            continue
        for name in party.names:
            script = _script(name.text)
            if script:
                found[f"{script}: {party.kind}"].append(Query(f"script: {script} {party.kind}", name.text, latin))
    draw = random.Random(half)
    return [q for _, group in sorted(found.items()) for q in draw.sample(group, min(most, len(group)))]


def _well_known() -> list[tuple[str, str, str]]:
    """Language, native and Latin spelling of people on no list, the Latin one put among the listed names.

    The same in both halves, and never looked at one by one: they measure how far tables carry beyond the lists.
    """
    lines = Path(__file__).with_name("scripts.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(language, native, latin) for language, native, latin in rows]


def _script(text: str) -> str | None:
    """The script of a name that is written in one script other than Latin."""
    scripts = {unicodedata.name(c, "").split()[0] for c in text if c.isalpha()}
    names = {"CYRILLIC": "Cyrillic", "ARABIC": "Arabic", "GREEK": "Greek", "CJK": "Han", "HANGUL": "Hangul"}
    names |= {"HEBREW": "Hebrew", "GEORGIAN": "Georgian", "ARMENIAN": "Armenian"}
    return names.get(scripts.pop()) if len(scripts) == 1 else None


def _padded(reference: str) -> str:
    """``QDi.43`` and ``QDi.043`` are one reference."""
    kind, dot, number = reference.strip().partition(".")
    return f"{kind}.{number.strip():0>3}" if dot else reference


def _plain(text: str) -> str:
    """What counts as the same spelling: case and punctuation aside."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _sorted(text: str) -> str:
    """The words of a name in Latin letters, sorted."""
    return " ".join(sorted(re.findall(r"\w+", anyascii(text).casefold())))


def _real_clean_names() -> list[str]:
    """Companies of the GLEIF samples: real, and listed by nobody."""
    file = PARTIES / "ownership" / "gleif_openownership_fixtures" / "lei-data.json"
    raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return sorted({record["Entity"]["LegalName"] for record in json.loads(raw)})
