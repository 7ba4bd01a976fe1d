"""Small readers of the real lists in ``../shared/data/parties``: names, links between lists, and nothing else.

The product has its own loaders with completeness checks. These take what they find, for measuring only. Read once,
kept as JSON in the temporary folder under the hash of the source.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from lxml import etree

from dualuse.parties.cells import names_in

Kind = Literal["person", "entity", "ship"]
_UNITED_NATIONS_KINDS: dict[str, Kind] = {"INDIVIDUAL": "person", "ENTITY": "entity"}
_UNITED_KINGDOM_KINDS: dict[str, Kind] = {"Individual": "person", "Entity": "entity", "Ship": "ship"}
SHARED = Path(os.environ.get("DUALUSE_SHARED", Path(__file__).resolve().parents[3] / "shared"))
PARTIES = SHARED / "data" / "parties"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the list prints it; ``weak`` where the list itself says so."""

    text: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One listed party: all its names, and the United Nations reference the list itself cites (None: none)."""

    list_id: str
    id: str
    kind: Kind
    names: tuple[Name, ...]
    un_reference: str | None = None


def read_all() -> dict[str, list[Listed]]:
    """Every list there is a reader for, by list id."""
    return {list_id: _kept(PARTIES / file, list_id, reader) for list_id, (file, reader) in READERS.items()}


def _united_nations(file: Path) -> Iterator[Listed]:
    root = etree.fromstring(gzip.decompress(file.read_bytes()))
    for tag, kind in _UNITED_NATIONS_KINDS.items():
        for record in root.iter(tag):
            parts = [record.findtext(f"{n}_NAME") or "" for n in ("FIRST", "SECOND", "THIRD", "FOURTH")]
            printed = _blank(" ".join(parts))
            names = [Name(printed), *(Name(found.text) for found in names_in(printed))]
            for alias in record.iter(f"{tag}_ALIAS"):
                weak = (alias.findtext("QUALITY") or "").strip() == "Low"
                names += [Name(text, weak) for text in _united_nations_alias(alias.findtext("ALIAS_NAME") or "")]
            original = _blank(record.findtext("NAME_ORIGINAL_SCRIPT") or "")
            names += [Name(original)] if original else []
            reference = _blank(record.findtext("REFERENCE_NUMBER") or "")
            yield _listed("un", reference, kind, names, reference)


def _united_nations_alias(text: str) -> list[str]:
    """One cell may hold several spellings, or a spelling with the original script in brackets."""
    parts = re.split(r";|\b[a-h]\)|[()]", text)
    return [p for p in map(_blank, parts) if p and not re.search(r"\b(born|passport)\b", p)]


def _united_kingdom(file: Path) -> Iterator[Listed]:
    for record in _documents(file):
        if "unique_id" not in record:
            continue
        kind = _UNITED_KINGDOM_KINDS[record["individual_entity_ship"]]
        names = []
        for entry in (record.get("names") or {}).get("names") or ():
            text = " ".join(str(entry[f"name{n}"]) for n in range(1, 7) if entry.get(f"name{n}"))
            names.append(Name(_blank(text), entry.get("alias_strength", "").startswith("Low")))
        for entry in (record.get("non_latin_names") or {}).get("names") or ():
            names.append(Name(_blank(str(entry.get("name_non_latin_script") or ""))))
        reference = record.get("un_reference_number")
        yield _listed("uk", record["unique_id"], kind, names, _blank(reference) if reference else None)


def _european_union(file: Path) -> Iterator[Listed]:
    for record in _documents(file):
        if "name_aliases" not in record:
            continue
        kind: Kind = "person" if record["subject_type"]["code"] == "person" else "entity"
        names = []
        for alias in record["name_aliases"]:
            parts = " ".join(str(alias[k]) for k in ("first_name", "middle_name", "last_name") if alias.get(k))
            names.append(Name(_blank(str(alias.get("whole_name") or parts))))
        reference = record.get("united_nation_id")
        yield _listed("eu", record["eu_reference_number"], kind, names, str(reference) if reference else None)


def _sdn(file: Path) -> Iterator[Listed]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            names = [Name(_blank(n["full_name"])) for n in record["names"]]
            yield _listed("sdn", str(record["entity_id"]), "entity", names, None)


def _csl(file: Path) -> Iterator[Listed]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        document = json.load(stream)
    for number, entry in enumerate(document["entries"]):
        kind: Kind = "person" if entry.get("t") == "Individual" else "entity"
        yield _listed("csl", f"{number}", kind, [Name(_blank(n)) for n in (entry["n"], *entry.get("a", ()))], None)


def _documents(file: Path) -> Iterator[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with tarfile.open(file) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() and member.name.endswith(".yaml") else None
            if stream is not None:
                yield yaml.load(stream, loader)


READERS: dict[str, tuple[str, Callable[[Path], Iterator[Listed]]]] = {
    "un": ("un/consolidated_2026-02-27.xml.gz", _united_nations),
    "uk": ("uk/ammitto_processed_2026-08-22.tar.gz", _united_kingdom),
    "eu": ("eu_fsf/ammitto_processed_2026-05-01.tar.gz", _european_union),
    "sdn": ("us_ofac_sdn/names_2026-02_derived/sdn_entities.jsonl.gz", _sdn),
    "csl": ("us_csl/csl_2026-07-31_derived.json.gz", _csl),
}


def _listed(list_id: str, entry: str, kind: Kind, names: list[Name], reference: str | None) -> Listed:
    unique = {name.text: name for name in reversed(names) if name.text}
    return Listed(list_id, entry, kind, tuple(reversed(unique.values())), reference)


def _blank(text: str) -> str:
    return " ".join(text.split())


def _kept(file: Path, list_id: str, reader: Callable[[Path], Iterator[Listed]]) -> list[Listed]:
    digest = hashlib.sha256(file.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / "dualuse-benchmarks" / f"{list_id}-{digest}.json"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        rows = [[p.id, p.kind, [[n.text, n.weak] for n in p.names], p.un_reference] for p in reader(file)]
        aside = kept.with_suffix(f".{os.getpid()}")
        aside.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
        aside.replace(kept)
    return [
        Listed(list_id, entry, kind, tuple(Name(text, weak) for text, weak in names), reference)
        for entry, kind, names, reference in json.loads(kept.read_text("utf-8"))
    ]
