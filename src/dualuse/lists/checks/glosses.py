"""Glosses name codes that are held or printed, and kinds that are defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dualuse.issues import Issue
from dualuse.lists.catalogue import Catalogue
from dualuse.lists.everyday import load_everyday
from dualuse.lists.glosses import Gloss, load_glosses
from dualuse.lists.official import OfficialText


def gloss_issues(catalogue: Catalogue, texts: Mapping[tuple[str, str], OfficialText]) -> Iterator[Issue]:
    """Issues with the glosses and the everyday words under the catalogue's folder.

    Args:
        catalogue: The lists and the vocabulary.
        texts: Official texts by (list id, edition id); a code of a category not covered is only looked up in them.
    """
    glosses, issues = load_glosses(catalogue.root)
    yield from issues
    yield from load_everyday(catalogue.root)[1]
    for gloss in glosses:
        problem = _problem(gloss, catalogue, texts)
        if problem:
            yield Issue("error", gloss.where, problem)


def _problem(gloss: Gloss, catalogue: Catalogue, texts: Mapping[tuple[str, str], OfficialText]) -> str | None:
    if gloss.row.kind is not None and gloss.row.kind not in catalogue.vocabulary.kinds:
        return f"there is no kind '{gloss.row.kind}'"
    code = gloss.row.entry
    if code is None:
        return None
    held = catalogue.lists.get(gloss.list_id or "")
    if held is None:
        return f"there is no list '{gloss.list_id}'"
    if code[0] in held.info.covers:
        target = [p for e in held.entries if e.code == code.partition(".")[0] for p in e.paragraphs]
        return None if any(p.stands_under(code) for p in target) else f"no entry or paragraph held is called {code}"
    printed = [text for (list_id, _), text in texts.items() if list_id == gloss.list_id]
    if printed and not any(code in text.codes() for text in printed):
        return f"no edition held prints {code}"
    return None
