"""Official lists in the user's data folder: each file as it came, under its list and edition.

A file is read completely before anything is written, and a folder appears whole or not at all. What is loaded is
read again from the untouched file, so that it is always what this version of the loader makes of it.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from datetime import date as Date
from pathlib import Path
from typing import Any, Literal

from dualuse.errors import InputError, NotHeldError
from dualuse.lists.loaders import FORMATS, LOADERS
from dualuse.lists.loaders.expected import Expected
from dualuse.lists.loaders.reading import read_bytes
from dualuse.lists.official import Doubt, OfficialText, Repair

_FOLDER = "official"
_META = "meta.json"
_HASH = "sha256"
_PART = re.compile(r"[a-z0-9][a-z0-9-]*")

Outcome = Literal["imported", "already_held", "kept_beside"]
_SAYS: dict[Outcome, str] = {
    "imported": "imported",
    "already_held": "this very file is held already; nothing was written",
    "kept_beside": "another file of the same edition is held and stays in use; this one was kept beside it",
}


@dataclass(frozen=True, slots=True)
class HeldOfficial:
    """A file that is kept: of which list and edition, what was counted in it, and where it is.

    Attributes:
        in_use: False for a second, different file of the same edition, which is only kept.
    """

    list_id: str
    edition: str
    sha256: str
    folder: Path
    file: Path
    imported_at: str
    imported_by: str
    loader: str
    counts: dict[str, int]
    in_use: bool


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, what was read, and what a person should look at."""

    outcome: Outcome
    held: HeldOfficial
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]

    @property
    def says(self) -> str:
        """The outcome in words."""
        return _SAYS[self.outcome]

    def __str__(self) -> str:
        counted = ", ".join(f"{count} {name}" for name, count in self.held.counts.items())
        return f"{self.held.list_id} of {self.held.edition}: {self.says} ({counted}): {self.held.folder}"


def import_official(
    list_id: str,
    file: Path,
    folder: Path,
    *,
    imported_by: str = "",
    now: datetime | None = None,
    expected: Expected | None = None,
) -> ImportReport:
    """Read an official file completely, then keep it untouched under its list and edition.

    Args:
        list_id: The list it is said to be.
        file: The file as downloaded.
        folder: The user's data folder.
        imported_by: Who imports it, as the user wants it remembered.
        now: The moment of the import; None is the present.
        expected: Counts to hold it to; None takes those pinned for its edition.

    Raises:
        NotHeldError: No loader for that list.
        InputError: The file cannot be read, or a file kept earlier was changed. Nothing was written.
        SourceChangedError: It is not this list, or not whole. Nothing was written.
    """
    load = LOADERS[_format(list_id)]
    raw = read_bytes(file)
    text = load(raw, str(file), expected)
    moment = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    target = _list_folder(list_id, folder) / _checked(text.edition, "edition")
    outcome: Outcome = "imported"
    if target.exists() and _held(target, in_use=True).sha256 != text.sha256:
        target, outcome = target / f"other-{text.sha256[:16]}", "kept_beside"
    in_use = outcome == "imported"
    if target.exists():
        kept = _held(target, in_use=in_use)
        _verified(kept)
        return ImportReport("already_held", kept, text.repairs, text.doubts)
    _write(target, raw, _meta(text, moment, imported_by))
    return ImportReport(outcome, _held(target, in_use=in_use), text.repairs, text.doubts)


def held(folder: Path) -> list[HeldOfficial]:
    """Every official file that is kept, by list, newest edition first, those in use before those beside them.

    Raises:
        InputError: The description of a kept file is damaged.
    """
    found = []
    for meta in (folder / _FOLDER).glob(f"**/{_META}"):
        if not any(part.startswith(".") for part in meta.relative_to(folder).parts):
            found.append(_held(meta.parent, in_use=not meta.parent.name.startswith("other-")))
    found.sort(key=lambda h: (h.edition, h.in_use, h.sha256), reverse=True)
    return sorted(found, key=lambda h: h.list_id)


def load_official(list_id: str, folder: Path, *, edition: str | None = None, as_of: Date | None = None) -> OfficialText:
    """Read an official text again from the file that was kept.

    Args:
        list_id: Which list.
        folder: The user's data folder.
        edition: Exactly this edition.
        as_of: The edition that applied on this day; with neither, the newest held.

    Raises:
        NotHeldError: That edition is not held; the message lists those that are.
        InputError: The kept file is no longer the one that was imported.
    """
    load = LOADERS[_format(list_id)]
    chosen = _choose(list_id, folder, edition, as_of)
    raw = _verified(chosen)
    # The same bytes were held to the pinned counts when they came in; now they must give what they gave then.
    return load(raw, str(chosen.file), Expected(chosen.counts["entries"]))


def _choose(list_id: str, folder: Path, edition: str | None, as_of: Date | None) -> HeldOfficial:
    mine = [h for h in held(folder) if h.list_id == list_id and h.in_use]
    if not mine:
        raise NotHeldError(
            f"the official text of {list_id} is not held; import it: dualuse lists import {list_id} FILE"
        )
    fitting = [
        h
        for h in mine
        if (edition is None or h.edition == edition) and (as_of is None or h.edition <= as_of.isoformat())
    ]
    if not fitting:
        wanted = f"edition {edition}" if edition is not None else f"edition in force on {as_of}"
        raise NotHeldError(f"no {wanted} of {list_id} is held; held are: {', '.join(h.edition for h in mine)}")
    return fitting[0]


def _format(list_id: str) -> str:
    if list_id not in FORMATS:
        raise NotHeldError(f"no official text of '{list_id}' can be imported; known are: {', '.join(FORMATS)}")
    return FORMATS[list_id]


def _list_folder(list_id: str, folder: Path) -> Path:
    return folder.joinpath(_FOLDER, *(_checked(part, "list") for part in list_id.split("/")))


def _checked(part: str, what: str) -> str:
    """A name that becomes a folder: plain letters, digits and hyphens only."""
    if not _PART.fullmatch(part):
        raise InputError(f"not usable as the name of a {what}: '{part}'")
    return part


def _meta(text: OfficialText, moment: str, imported_by: str) -> dict[str, Any]:
    return {
        "list": text.list_id,
        "edition": text.edition,
        "title": text.title,
        "celex": text.celex,
        "source_url": text.source_url,
        "attribution": text.attribution,
        "retrieved_at": text.retrieved_at,
        "sha256": text.sha256,
        "imported_at": moment,
        "imported_by": imported_by,
        "loader": text.loader,
        "counts": text.counts(),
        "repairs": [asdict(repair) for repair in text.repairs],
        "doubts": [asdict(doubt) for doubt in text.doubts],
    }


def _write(target: Path, raw: bytes, meta: dict[str, Any]) -> None:
    """A complete folder, made aside and moved into place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".incoming-", dir=target.parent))
    try:
        name = "source.json.gz" if raw.startswith(b"\x1f\x8b") else "source.json"
        (aside / name).write_bytes(raw)
        (aside / _HASH).write_text(f"{meta['sha256']}  {name}\n", "utf-8")
        (aside / _META).write_text(json.dumps(meta | {"file": name}, ensure_ascii=False, indent=1), "utf-8")
        aside.chmod(0o755)
        aside.rename(target)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", str(target)) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _held(place: Path, *, in_use: bool) -> HeldOfficial:
    file = place / _META
    try:
        meta = json.loads(file.read_text("utf-8"))
        counts = {name: int(count) for name, count in meta["counts"].items()}
        return HeldOfficial(
            list_id=meta["list"],
            edition=meta["edition"],
            sha256=meta["sha256"],
            folder=place,
            file=place / _checked_file(meta["file"]),
            imported_at=meta["imported_at"],
            imported_by=meta["imported_by"],
            loader=meta["loader"],
            counts={"entries": counts["entries"]} | counts,
            in_use=in_use,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        problem = "the description of a kept list is damaged; delete this folder and import the list again"
        raise InputError(problem, str(file)) from None


def _checked_file(name: str) -> str:
    if name not in {"source.json", "source.json.gz"}:
        raise ValueError(name)
    return name


def _verified(kept: HeldOfficial) -> bytes:
    """The kept bytes, if they are still those that were imported."""
    raw = read_bytes(kept.file)
    found = hashlib.sha256(raw).hexdigest()
    if found != kept.sha256:
        problem = (
            f"the kept file was changed after it was imported (sha256 {found[:12]}…, not {kept.sha256[:12]}…); "
            f"delete {kept.folder} and import the list again"
        )
        raise InputError(problem, str(kept.file))
    return raw
