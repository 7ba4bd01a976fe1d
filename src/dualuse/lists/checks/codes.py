"""Every code that the official edition prints is accounted for once, and every code we name is there."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.issues import Issue, Path
from dualuse.lists.catalogue import ControlList, Edition
from dualuse.lists.official import OfficialText
from dualuse.logic import Entry


def code_issues(held: ControlList, edition: Edition, official: OfficialText | None) -> Iterator[Issue]:
    """Issues with the codes of one edition of a list.

    A printed paragraph is accounted for when a criterion speaks of it, when it is said to be not used, or when
    everything below it is accounted for.

    Args:
        held: The list.
        edition: One of its editions.
        official: What the authority printed for it; without it, only our own codes are compared with each other.
    """
    entries = {e.code: e for e in held.on(edition.start)}
    for entry in entries.values():
        yield from _references(held, entry, entries, official)
        yield from _scopes(held, entry)
        if official is not None:
            yield from _against_print(held, entry, official)
    if official is not None:
        yield from _absent(held, entries, official)


def _issue(held: ControlList, entry: Entry, path: Path, message: str) -> Issue:
    return Issue("error", held.document(entry).where(path), message)


def _absent(held: ControlList, entries: dict[str, Entry], official: OfficialText) -> Iterator[Issue]:
    where = held.description.where(("covers",))
    for code in official.entries():
        if code[0] in held.info.covers and code not in entries:
            yield Issue("error", where, f"{code} is printed in a category said to be covered, and is not encoded")


def _against_print(held: ControlList, entry: Entry, official: OfficialText) -> Iterator[Issue]:
    printed = [code for code in official.codes() if code.partition(".")[0] == entry.code]
    if not printed:
        yield _issue(held, entry, entry.path, f"{entry.code} is not printed in the edition of {official.edition}")
        return
    spoken: dict[str, Path] = {}
    for paragraph in entry.paragraphs:
        for code in paragraph.at:
            spoken.setdefault(code, paragraph.path)
    for code, path in spoken.items():
        if code not in printed:
            yield _issue(held, entry, path, f"{code} is not printed in the edition of {official.edition}")
    unused = {f"{entry.code}.{step}" for step in entry.not_used}
    yield from _unused(held, entry, unused, spoken, official.unused().intersection(printed))
    accounted = {code for code in printed if code in spoken or code in unused}
    for code in _open(official, entry.code, accounted):
        message = f"{code} is printed, and neither a criterion nor not_used speaks of it"
        yield _issue(held, entry, entry.path, message)
    if entry.code in printed:
        for code in official.see_also(entry.code):
            if code not in entry.see_also:
                where = held.document(entry).where((*entry.path, "see_also"))
                yield Issue("warning", where, f"{entry.code}: the text says to see also {code}")


def _unused(
    held: ControlList, entry: Entry, ours: set[str], spoken: dict[str, Path], theirs: set[str]
) -> Iterator[Issue]:
    path = (*entry.path, "not_used")
    for code in sorted(ours - theirs):
        yield _issue(held, entry, path, f"{code} is said to be not used, and the text does not say so")
    for code in sorted(theirs.intersection(spoken)):
        yield _issue(held, entry, spoken[code], f"{code} is printed as not used, and a criterion speaks of it")


def _open(official: OfficialText, code: str, accounted: set[str]) -> list[str]:
    """The lowest printed codes at or below ``code`` that are not accounted for."""
    if code in accounted:
        # What stands below an encoded paragraph must still be spoken of, or a limb of it could be forgotten.
        return [open_ for child in official.children(code) for open_ in _open(official, child, accounted)]
    children = official.children(code)
    return [open_ for child in children for open_ in _open(official, child, accounted)] if children else [code]


def _references(
    held: ControlList, entry: Entry, entries: dict[str, Entry], official: OfficialText | None
) -> Iterator[Issue]:
    if entry.code in entry.other_than:
        yield _issue(held, entry, (*entry.path, "other_than"), f"{entry.code} goes before itself")
    see_also = ((code, (*entry.path, "see_also", n)) for n, code in enumerate(entry.see_also))
    for code, path in (*entry.references, *see_also):
        target = entries.get(code.partition(".")[0])
        if target is not None:
            if "." in code and not any(p.stands_under(code) for p in target.paragraphs):
                yield _issue(held, entry, path, f"{code}: {target.code} has no such paragraph")
        elif code[:1] in held.info.covers:
            yield _issue(held, entry, path, f"{code}: there is no such entry")
        elif official is not None and code not in official.codes():
            yield _issue(held, entry, path, f"{code} is not printed in the edition of {official.edition}")


def _scopes(held: ControlList, entry: Entry) -> Iterator[Issue]:
    names = [(p.id, p.code.partition(".")[2]) for p in entry.paragraphs]
    for number, release in enumerate(entry.exclusions):
        for step in release.scope:
            if not any(step in (i, c) or i.startswith(f"{step}.") or c.startswith(f"{step}.") for i, c in names):
                path = (*entry.path, "exclusions", number, "scope")
                yield _issue(held, entry, path, f"{entry.code}: no paragraph stands under the scope '{step}'")
