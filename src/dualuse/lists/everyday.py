"""Words that mark everyday goods: they lower the score of candidate entries, and hide none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath

from pydantic import Field

from dualuse.documents import Document, read_checked
from dualuse.issues import Issue
from dualuse.model.base import Frozen

FILE = "everyday.yaml"


class Theme(Frozen):
    """Words of one kind of goods."""

    theme: str
    en: tuple[str, ...] = ()
    ru: tuple[str, ...] = ()


class EverydayFile(Frozen):
    """``control_lists/everyday.yaml``."""

    source: str = Field(min_length=1)
    themes: tuple[Theme, ...]


def load_everyday(root: FilePath) -> tuple[tuple[str, ...], list[Issue]]:
    """The single words, in file order, and what is wrong with the file; nothing and no issue where there is none.

    Args:
        root: ``control_lists``.
    """
    file = root / FILE
    if not file.is_file():
        return (), []
    read = read_checked(EverydayFile, file, f"control_lists/{FILE}")
    if not isinstance(read, tuple):
        return (), list(read)
    held, document = read
    words = [w for theme in held.themes for w in (*theme.en, *theme.ru)]
    return tuple(dict.fromkeys(words)), list(_problems(held, document))


def _problems(held: EverydayFile, document: Document) -> Iterator[Issue]:
    seen: set[str] = set()
    for number, theme in enumerate(held.themes):
        for language in ("en", "ru"):
            for place, word in enumerate(getattr(theme, language)):
                where = document.where(("themes", number, language, place))
                if " " in word.strip() or word != word.strip() or not word:
                    yield Issue("error", where, f"'{word}' is not one word: only single words are looked for")
                if word in seen:
                    yield Issue("error", where, f"'{word}' stands here already")
                seen.add(word)
