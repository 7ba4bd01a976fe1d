"""One normalisation for names, applied once before indexing and once to a query."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[0-9a-z]+")
_JOINERS = re.compile(r"['’ʼ`´ʹ\u200b-\u200f\u2060\ufeff]")
MAX_CHARACTERS = 400


def name_key(name: str) -> str:
    """The name in lower-case Latin letters and digits, its words sorted and parted by single blanks.

    Other scripts are transliterated. Words are sorted because lists print ``FAMILY, Given`` and applicants do not.
    Only the first :data:`MAX_CHARACTERS` characters count, so that no crafted name can be slow to compare. A name
    without a letter or digit has the empty key, which matches nothing: callers must say so.

    >>> name_key("Сарыарка Турбина, ТОО")
    'saryarka too turbina'
    >>> name_key("Al-Haq, Amin") == name_key("Amin AL HAQ")
    True
    """
    from anyascii import anyascii

    composed = unicodedata.normalize("NFKC", name[:MAX_CHARACTERS])
    latin = anyascii(_JOINERS.sub("", composed)).casefold()
    return " ".join(sorted(_WORD.findall(_JOINERS.sub("", latin))))
