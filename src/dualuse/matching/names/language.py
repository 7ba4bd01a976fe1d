"""What the names are prepared with: the normaliser and the tables, or others in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from dualuse.matching.names.neighbours import Variants
from dualuse.matching.names.weights import Share


class Forms(Protocol):
    """What a normaliser makes of a name; see :class:`dualuse.matching.normalise.NameForms`."""

    @property
    def tokens(self) -> Sequence[str]:
        """The words to be aligned, in written order; none for a name without a letter or digit."""
        ...

    @property
    def plain(self) -> Sequence[str]:
        """The words whose letters are compared as a whole, in written order."""
        ...

    @property
    def consonants(self) -> str | None:
        """The consonants of each word of a name in Arabic or Hebrew script; None for any other name."""
        ...


class Words(NamedTuple):
    """A name that is normalised already: :class:`Forms` and nothing else."""

    tokens: Sequence[str]
    plain: Sequence[str]
    consonants: str | None = None


@dataclass(frozen=True, slots=True)
class Language:
    """How names become words, and which words may stand for each other.

    Attributes:
        normalise: A name to its words.
        variants: The words a table joins with a word.
        share: How much of its weight a word keeps.
        consonant_key: The consonants of the words of a Latin name, as :attr:`Forms.consonants` has them.
        version: Changes when any table does; an index is only used with the version it was built with.
    """

    normalise: Callable[[str], Forms]
    variants: Variants
    share: Share
    consonant_key: Callable[[Sequence[str]], str]
    version: str

    @classmethod
    def shipped(cls) -> Language:
        """The normaliser and the tables of this package."""
        from dualuse.matching import tables
        from dualuse.matching.consonants import consonant_key
        from dualuse.matching.normalise import normalise

        return cls(normalise, tables.variants, tables.weight, consonant_key, tables.VERSION)
