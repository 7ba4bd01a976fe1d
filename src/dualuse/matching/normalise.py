"""One normalisation for names, applied once before indexing and once to a query."""

from __future__ import annotations

import re
from typing import NamedTuple

from dualuse.matching.consonants import ABJAD, abjad_key
from dualuse.matching.native import in_latin, parted
from dualuse.matching.scripts import composed, latin, latin_of_ascii, one_alphabet
from dualuse.matching.tables.rewriting import rewriting
from dualuse.matching.unspaced import ONES as UNSPACED
from dualuse.matching.unspaced import in_words

MAX_CHARACTERS = 400
"""Only so many characters of a name count, so that no crafted name can be slow to compare."""

_SHORT = 30
"""Text no longer than this stays below the limit: no word of the tables grows to thirteen times its length."""

UNCUT = MAX_CHARACTERS // 2
"""Words as they were written stay below the limit in text no longer than this: all that is added are blanks."""

_LOOKED_UP = re.compile(f"[{UNSPACED}{ABJAD}\u0370-\u03ff]")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2d00-\u2dff\u2e80-\ud7ff\uf900-\ufaff]")
_WITH_DIGIT = re.compile(r"\b(?:0*([1-9]\d*|0)(?:st|nd|rd|th)|(no|nr|n)(\d+))\b")


class NameForms(NamedTuple):
    """A name ready to be compared. A name without a letter or digit has no tokens, and matches nothing.

    Attributes:
        original: As it was given, for display.
        tokens: Lower-case Latin letters and digits in written order; legal forms, abbreviations and translated company
            words each as one canonical token, never left out.
        consonants: For a name in Arabic or Hebrew script: the key to find candidates by, as short vowels are not
            written in it. None for any other name; :func:`dualuse.matching.consonants.consonant_key` makes the same
            key of a Latin one. Far too loose to alert on by itself.
        plain: The words whose letters are compared as a whole: of a name in Latin letters, its words as they were
            written, before any table; of any other, ``tokens``. So a misspelt ``limited`` costs one letter, not a word.
    """

    original: str
    tokens: tuple[str, ...]
    consonants: str | None
    plain: tuple[str, ...]

    @property
    def sorted_key(self) -> str:
        """The tokens sorted and parted by single blanks: lists print ``FAMILY, Given`` and applicants do not."""
        return " ".join(sorted(self.tokens))

    @property
    def flat_key(self) -> str:
        """The tokens in written order without blanks."""
        return "".join(self.tokens)


def normalise(text: str) -> NameForms:
    """A name in the forms that are compared.

    Normalising the tokens again changes nothing; case, accents, punctuation and invisible characters do not matter.

    >>> normalise("ТОО «Сарыарка Турбина»").tokens
    ('llp', 'saryarka', 'turbine')
    """
    name = text if len(text) <= MAX_CHARACTERS else text[:MAX_CHARACTERS]
    consonants = None
    other_script = False
    if name.isascii():
        plain = latin_of_ascii(name)
    elif (alike := one_alphabet(name)) is not None:
        plain, other_script = alike
    else:
        name = composed(parted(name))[:MAX_CHARACTERS]
        if _LOOKED_UP.search(name):
            consonants = abjad_key(name)
            name = in_words(name, rewriting().native)
            other_script = True
            name = in_latin(name)
        plain = latin(name)
        other_script = other_script or bool(_OTHER_SCRIPT.search(name))
    return _forms(text, plain, other_script, consonants)


def _forms(text: str, plain: str, other_script: bool, consonants: str | None) -> NameForms:
    """The forms of a name that is written in Latin letters and blanks by now."""
    written = tuple(plain.split())
    if not "".join(written).isalpha():
        written = tuple(_WITH_DIGIT.sub(r"\1\2 \3", plain).split())
    if len(plain) <= UNCUT and rewriting().known.isdisjoint(written):
        return _NEW(NameForms, (text, written, consonants, written))
    tokens = aligned(written, len(plain))
    if len(plain) > UNCUT:
        tokens, written = _cut(tokens), _cut(written)
    return _NEW(NameForms, (text, tokens, consonants, tokens if other_script else written))


def aligned(written: tuple[str, ...], length: int) -> tuple[str, ...]:
    """The tokens of a name from its words in Latin letters, which take up ``length`` characters."""
    tokens = rewriting().apply(written)
    return tokens if length <= _SHORT or tokens is written else _cut(tokens)


def name_key(name: str) -> str:
    """The name in lower-case Latin letters and digits, its words sorted and parted by single blanks.

    >>> name_key("Al-Haq, Amin") == name_key("Amin AL HAQ")
    True
    """
    return normalise(name).sorted_key


def _cut(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """As many tokens as fit into :data:`MAX_CHARACTERS`, the first one cut if it alone does not."""
    if len(" ".join(tokens)) < MAX_CHARACTERS:
        return tokens
    kept, length = [tokens[0][:MAX_CHARACTERS]], len(tokens[0])
    for token in tokens[1:]:
        length += len(token) + 1
        if length > MAX_CHARACTERS:
            break
        kept.append(token)
    return tuple(kept)


_NEW = tuple.__new__
