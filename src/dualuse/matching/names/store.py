"""An index in a folder: plain arrays, one file each, and a manifest that says what they are and must hash to.

Arrays are mapped into memory rather than read, so that opening five million names takes milliseconds and processes
share them. A segment's folder is named by the hash of its content and never changes; storing a changed index beside its
old form writes the new segments only, then replaces the manifest in one step.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from dualuse.errors import DualUseError
from dualuse.matching.names.bags import BagPlanes
from dualuse.matching.names.language import Language
from dualuse.matching.names.letters import LetterIndex
from dualuse.matching.names.neighbours import Count, Neighbours
from dualuse.matching.names.recipe import RECIPES, Recipe, Scoring
from dualuse.matching.names.records import Records
from dualuse.matching.names.segment import Segment
from dualuse.matching.names.state import State
from dualuse.matching.names.tokens import TokenIndex
from dualuse.matching.names.vocabulary import Vocabulary
from dualuse.matching.names.weights import WeightTable
from dualuse.matching.names.wordlist import WordList

FORMAT = 2
MANIFEST = "manifest.json"

Array = NDArray[Any]
Arrays = Mapping[str, Array]


class IndexDamagedError(DualUseError):
    """A stored index cannot be used: a file is missing, cut short or changed, or it was made by another version."""


class _Entry(TypedDict):
    """One array file: what is needed to see that it is whole."""

    dtype: str
    shape: list[int]
    sha256: str


class _Table(TypedDict):
    folder: str
    names: int
    version: str


class _Manifest(TypedDict):
    format: int
    recipe: str
    tables: str
    size: int
    table: _Table
    segments: list[str]
    removed: list[int]
    files: dict[str, dict[str, _Entry]]


def save(state: State, folder: Path) -> None:
    """Write an index into ``folder``, which is made if it is not there. What the folder held before is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, dict[str, _Entry]] = {}
    names = [_write(folder, "segment", _segment_arrays(segment), files) for segment in state.segments]
    table = state.table
    vocabularies = [segment.tokens.near.vocabulary for segment in state.segments]
    arrays: dict[str, Array] = {}
    if vocabularies[0] is not table.near.vocabulary:
        arrays = _vocabulary_arrays(table.near.vocabulary)
        arrays |= {"counts": table.counts, "weights": table.weights}
    manifest = _Manifest(
        format=FORMAT,
        recipe=state.recipe.name,
        tables=state.language.version,
        size=state.size,
        table=_Table(folder=_write(folder, "table", arrays, files), names=table.names, version=table.version),
        segments=names,
        removed=state.removed.tolist(),
        files=files,
    )
    written = folder / f".{MANIFEST}.{os.getpid()}"
    written.write_text(json.dumps(manifest, indent=1, sort_keys=True), "utf-8")
    written.replace(folder / MANIFEST)
    for old in folder.iterdir():
        if old.is_dir() and old.name.startswith(("segment-", "table-")) and old.name not in files:
            shutil.rmtree(old, ignore_errors=True)


def load(folder: Path, language: Language) -> State:
    """Map a stored index into memory.

    Raises:
        IndexDamagedError: It is not whole, or was made with other tables or by another version of this program.
    """
    manifest = _manifest(folder)
    if manifest["tables"] != language.version:
        raise IndexDamagedError(
            f"{folder}: made with version {manifest['tables']} of the tables, this program has {language.version}; "
            "build the index again"
        )
    recipe = RECIPES.get(manifest["recipe"])
    if recipe is None:
        raise IndexDamagedError(f"{folder}: made with recipe '{manifest['recipe']}', which this program does not know")
    arrays = {name: _mapped(folder / name, entries) for name, entries in manifest["files"].items()}
    table_arrays = arrays[manifest["table"]["folder"]]
    first = manifest["segments"][0]
    # without arrays of its own, the table was counted from the first segment and shares its words
    table_near = _near(table_arrays or arrays[first], language, recipe)
    table = WeightTable(
        table_near,
        (table_arrays or arrays[first])["weights"],
        manifest["table"]["names"],
        manifest["table"]["version"],
        language.share,
    )
    nears = [
        table_near if name == first and not table_arrays else _near(arrays[name], language, recipe, table_near.count)
        for name in manifest["segments"]
    ]
    segments = tuple(
        _segment(arrays[name], near, table.scoring) for name, near in zip(manifest["segments"], nears, strict=True)
    )
    removed = np.array(manifest["removed"], np.int32)
    return State(recipe, language, table, segments, removed, manifest["size"])


def verify(folder: Path) -> None:
    """Read every file of a stored index and compare its hash with the manifest.

    Raises:
        IndexDamagedError: The files that are missing or changed, all of them.
    """
    wrong = []
    for name, entries in _manifest(folder)["files"].items():
        for key, entry in entries.items():
            file = folder / name / f"{key}.npy"
            try:
                found = _sha256(np.load(file, mmap_mode="r", allow_pickle=False))
            except (OSError, ValueError, EOFError):
                found = "not readable"
            if found != entry["sha256"]:
                wrong.append(f"{file}: {found}, expected {entry['sha256']}")
    if wrong:
        raise IndexDamagedError("changed or missing: " + "; ".join(wrong))


def _manifest(folder: Path) -> _Manifest:
    if sys.byteorder != "little":
        raise IndexDamagedError("stored indexes are little-endian; build the index on this machine instead")
    try:
        manifest: _Manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except OSError as error:
        raise IndexDamagedError(f"{folder}: no index here ({error.strerror})") from error
    except ValueError as error:
        raise IndexDamagedError(f"{folder / MANIFEST}: not readable ({error})") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise IndexDamagedError(f"{folder}: not format {FORMAT}; build the index again")
    missing = _Manifest.__required_keys__ - manifest.keys()
    if missing:
        raise IndexDamagedError(f"{folder / MANIFEST}: without {', '.join(sorted(missing))}")
    names = [*manifest["files"], *(key for entries in manifest["files"].values() for key in entries)]
    strange = [name for name in names if not re.fullmatch("[a-z0-9_-]+", name)]
    if strange:
        raise IndexDamagedError(f"{folder / MANIFEST}: names {strange[0]!r} as a file")
    return manifest


def _segment_arrays(segment: Segment) -> dict[str, Array]:
    tokens, letters, records = segment.tokens, segment.letters, segment.tokens.records
    return _vocabulary_arrays(tokens.near.vocabulary) | {
        "offsets": records.offsets,
        "tokens": records.tokens,
        "weights": tokens.weights,
        "counts": tokens.near.counts,
        "masses": tokens.masses,
        "posting_starts": tokens.posting_starts,
        "postings": tokens.postings,
        "firsts": tokens.firsts,
        "letter_planes": letters.bags.planes,
        "letter_levels": letters.bags.levels,
        "letter_starts": letters.bags.starts,
        "letter_order": letters.order,
        "letter_offsets": letters.records.offsets,
        "letter_tokens": letters.records.tokens,
        "letter_text": letters.records.vocabulary.text,
        "letter_length_starts": letters.records.vocabulary.length_starts,
        "letter_wide": letters.records.vocabulary.wide,
        "positions": segment.positions,
    }


def _vocabulary_arrays(vocabulary: Vocabulary) -> dict[str, Array]:
    return {
        "text": vocabulary.text,
        "length_starts": vocabulary.length_starts,
        "wide": vocabulary.wide,
        "word_planes": vocabulary.bags.planes,
        "word_levels": vocabulary.bags.levels,
        "word_starts": vocabulary.bags.starts,
        "sound_hash": vocabulary.sound_hash,
        "sound_id": vocabulary.sound_id,
    }


def _vocabulary(arrays: Arrays) -> Vocabulary:
    bags = BagPlanes(arrays["word_planes"], arrays["word_levels"], arrays["word_starts"])
    words = WordList(arrays["text"], arrays["length_starts"], arrays["wide"])
    return Vocabulary(words, bags, arrays["sound_hash"], arrays["sound_id"])


def _near(arrays: Arrays, language: Language, recipe: Recipe, count: Count | None = None) -> Neighbours:
    return Neighbours(_vocabulary(arrays), language.variants, recipe, arrays["counts"], count)


def _segment(arrays: Arrays, near: Neighbours, scoring: Scoring) -> Segment:
    records = Records(near.vocabulary, arrays["offsets"], arrays["tokens"])
    tokens = TokenIndex(
        records,
        near,
        scoring,
        arrays["weights"],
        arrays["masses"],
        arrays["posting_starts"],
        arrays["postings"],
        arrays["firsts"],
    )
    bags = BagPlanes(arrays["letter_planes"], arrays["letter_levels"], arrays["letter_starts"])
    plain_words = WordList(arrays["letter_text"], arrays["letter_length_starts"], arrays["letter_wide"])
    plain = Records(plain_words, arrays["letter_offsets"], arrays["letter_tokens"])
    return Segment(tokens, LetterIndex(plain, bags, arrays["letter_order"]), arrays["positions"])


def _write(folder: Path, kind: str, arrays: Arrays, files: dict[str, dict[str, _Entry]]) -> str:
    """Write arrays into a folder named by their content, unless it is there; return its name and note its files."""
    entries = {
        key: _Entry(dtype=array.dtype.str, shape=list(array.shape), sha256=_sha256(array))
        for key, array in arrays.items()
    }
    name = f"{kind}-{hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()[:16]}"
    files[name] = entries
    if not (folder / name).is_dir():
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
        for key, array in arrays.items():
            np.save(made / f"{key}.npy", array, allow_pickle=False)
        made.rename(folder / name)
    return name


def _mapped(folder: Path, entries: Mapping[str, _Entry]) -> dict[str, Array]:
    arrays = {}
    for key, entry in entries.items():
        file = folder / f"{key}.npy"
        try:
            array = np.load(file, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamagedError(f"{file}: missing or cut short ({error})") from error
        if array.dtype.str != entry["dtype"] or list(array.shape) != entry["shape"]:
            raise IndexDamagedError(f"{file}: {array.dtype} {array.shape}, expected {entry['dtype']} {entry['shape']}")
        arrays[key] = array.view(np.ndarray)
    return arrays


def _sha256(array: Array) -> str:
    digest = hashlib.sha256()
    flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    for start in range(0, len(flat), 1 << 24):
        digest.update(flat[start : start + (1 << 24)].data)
    return digest.hexdigest()
