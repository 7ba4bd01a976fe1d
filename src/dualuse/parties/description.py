"""What we ship about a restricted-party list: publisher, programmes, minimum size, when a copy is too old."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from dualuse.data import control_lists_dir
from dualuse.documents import read_checked, read_document, read_text, validate
from dualuse.issues import Issue
from dualuse.model.base import Frozen


class Programme(Frozen):
    """A sanctions regime as its list abbreviates it."""

    name: str
    resolution: str


class PartyListInfo(Frozen):
    """The contents of a ``party_list.yaml``."""

    id: str
    title: str
    publisher: str
    url: str
    format: str
    domain: str
    jurisdiction: str
    minimum_parties: int = Field(gt=0, description="A file with fewer is a broken download")
    stale_after_days: int = Field(gt=0, description="A copy older than this cannot be relied upon")
    programmes: dict[str, Programme]


def party_list_infos(root: Path | None = None) -> dict[str, PartyListInfo]:
    """Every list described under ``control_lists/``, by id."""
    files = sorted((root or control_lists_dir()).rglob("party_list.yaml"))
    infos = [validate(PartyListInfo, read_document(read_text(f), str(f))) for f in files]
    return {info.id: info for info in infos}


def party_list_issues(root: Path | None = None) -> list[Issue]:
    """Everything wrong with the descriptions under ``control_lists/``."""
    from dualuse.parties.loaders import LOADERS

    folder = root or control_lists_dir()
    issues: list[Issue] = []
    for file in sorted(folder.rglob("party_list.yaml")):
        source = f"control_lists/{file.relative_to(folder).as_posix()}"
        read = read_checked(PartyListInfo, file, source)
        if isinstance(read, list):
            issues += read
            continue
        info, document = read
        if info.format not in LOADERS:
            known = ", ".join(LOADERS)
            message = f"no loader reads the format '{info.format}'; there are: {known}"
            issues.append(Issue("error", document.where(("format",)), message))
    return issues
