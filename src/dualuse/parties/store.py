"""Snapshots of party lists in the user's data folder: the file as published, under its own hash."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dualuse.errors import InputError, NotHeldError, SourceChangedError
from dualuse.parties.description import PartyListInfo, party_list_infos
from dualuse.parties.index import store_index
from dualuse.parties.loaders import LOADERS
from dualuse.parties.model import PartyList

MAX_BYTES = 128 * 1024 * 1024
_FOLDER = "parties"


@dataclass(frozen=True, slots=True)
class HeldList:
    """A snapshot that is kept: which list, of which day, where."""

    list_id: str
    snapshot: str
    sha256: str
    file: Path
    parties: int
    names: int


def import_party_list(list_id: str, file: Path, folder: Path) -> tuple[PartyList, bool]:
    """Read a published file completely, then keep it untouched under its hash.

    Returns:
        The list, and whether this very file was held already.

    Raises:
        NotHeldError: No list of that id is described.
        InputError: The file cannot be read or is too large.
        SourceChangedError: It is not this list, or not whole. Nothing was written.
    """
    info = _info(list_id)
    raw = _read(file)
    parties = LOADERS[info.format](raw, str(file), info)
    target = list_folder(parties, folder)
    if (target / "meta.json").is_file():
        return parties, True
    names = sum(len(p.names()) for p in parties.parties)
    meta = {
        "list": list_id,
        "snapshot": parties.snapshot.isoformat(),
        "sha256": parties.sha256,
        "parties": len(parties.parties),
        "names": names,
        "oddities": list(parties.oddities),
    }
    try:
        target.mkdir(parents=True, exist_ok=True)
        _write(target / "source", raw)
        # The description comes last: a folder without it is not held.
        _write(target / "meta.json", json.dumps(meta, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", str(target)) from None
    store_index(parties, target)
    return parties, False


def list_folder(parties: PartyList, folder: Path) -> Path:
    """Where a snapshot is kept in the data folder, whether or not it is there."""
    return folder / _FOLDER / parties.id / parties.sha256


def held_party_lists(folder: Path) -> list[HeldList]:
    """Every snapshot kept in the data folder, newest first within a list."""
    found = []
    for meta_file in sorted((folder / _FOLDER).rglob("meta.json")):
        found.append(_held(meta_file))
    return sorted(found, key=lambda h: (h.list_id, h.snapshot), reverse=True)


def load_party_list(list_id: str, folder: Path, sha256: str | None = None) -> PartyList:
    """The newest snapshot held, or the one with ``sha256``, read again from the untouched file.

    Raises:
        NotHeldError: There is none.
        InputError: The kept file is no longer the one that was imported.
    """
    held = [h for h in held_party_lists(folder) if h.list_id == list_id and sha256 in (None, h.sha256)]
    if not held:
        wanted = f" with sha256 {sha256[:12]}…" if sha256 else ""
        raise NotHeldError(f"no copy of {list_id}{wanted} is held; import one: dualuse lists import {list_id} FILE")
    chosen = held[0]
    raw = _read(chosen.file)
    if hashlib.sha256(raw).hexdigest() != chosen.sha256:
        raise InputError("the kept file was changed after it was imported; import the list again", str(chosen.file))
    info = _info(list_id)
    return LOADERS[info.format](raw, str(chosen.file), info)


def _held(meta_file: Path) -> HeldList:
    try:
        meta = json.loads(meta_file.read_text("utf-8"))
        date.fromisoformat(meta["snapshot"])
        return HeldList(
            str(meta["list"]), meta["snapshot"], str(meta["sha256"]), meta_file.with_name("source"),
            int(meta["parties"]), int(meta["names"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        problem = "the description of a kept list is damaged; delete this folder and import the list again"
        raise InputError(problem, str(meta_file)) from None


def _info(list_id: str) -> PartyListInfo:
    infos = party_list_infos()
    if list_id not in infos:
        raise NotHeldError(f"no restricted-party list called '{list_id}'; there are: {', '.join(infos)}")
    return infos[list_id]


def _read(file: Path) -> bytes:
    """The file's bytes, unpacked if it is gzip; at most :data:`MAX_BYTES`."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if raw[:2] == b"\x1f\x8b":
            with gzip.open(file) as unpacked:
                raw = unpacked.read(MAX_BYTES + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise SourceChangedError("a damaged gzip file; download it again", str(file)) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(file)) from None
    if len(raw) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES:,} bytes. Is this the right file?", str(file))
    return raw


def _write(file: Path, raw: bytes) -> None:
    """All of it or nothing: written aside, then moved into place."""
    aside = file.with_name(f"{file.name}.{os.getpid()}.part")
    aside.write_bytes(raw)
    aside.replace(file)
