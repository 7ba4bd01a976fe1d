"""What a reader is told when a text is no usable value, from its table: in plain words, in English and Russian."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Message(NamedTuple):
    """One sentence in both languages."""

    en: str
    ru: str


NOTHING_TO_SAY = Message("", "")


class Named(NamedTuple):
    """What is measured, with an example of how it is written, as a sentence names it."""

    en: str
    ru: str
    eg: str
    eg_ru: str


class NotReadError(ValueError):
    """A text, or a part of one, that cannot be read; the message says why and what to write.

    Attributes:
        weight: How telling the reason is, from 0 to 3: a text that can be taken apart in several ways fails in each of
            them, and the most telling reason is given.
    """

    def __init__(self, message: Message, weight: int = 3) -> None:
        self.message, self.weight = message, weight
        super().__init__(message.en)


def say(key: str, what: Named | None = None, **words: str | Message) -> Message:
    """The sentence called ``key``, with the words put in; a word may differ between the languages."""
    named = what or Named("a quantity", "величина", "69 MPa", "69 МПа")
    row = _table()[key]
    en = {k: w.en if isinstance(w, Message) else w for k, w in words.items()}
    ru = {k: w.ru if isinstance(w, Message) else w for k, w in words.items()}
    return Message(
        row["en"].format(what=named.en, eg=f"'{named.eg}'", **en),
        row["ru"].format(what=named.ru, eg=f"«{named.eg_ru}»", **ru),
    )


def failure(key: str, what: Named | None = None, **words: str | Message) -> NotReadError:
    """The sentence as an error to raise."""
    return NotReadError(say(key, what, **words), _table()[key].get("weight", 3))


def basis_words(basis: str) -> Message:
    """What a share is of, in words."""
    row = _table()["basis"][basis]
    return Message(row["en"], row["ru"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("dualuse.quantity").joinpath("messages.toml").read_text("utf-8"))
