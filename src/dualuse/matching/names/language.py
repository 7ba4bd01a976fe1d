"""What the names are prepared with: the normaliser and the tables, or others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from dualuse.matching.many import Columns, blocks, normalise_many
from dualuse.matching.names.neighbours import Variants
from dualuse.matching.names.weights import Share
from dualuse.matching.normalise import normalise


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
        consonant_key: The consonants of the words of a Latin name, as :attr:`Forms.consonants` has them; those of each
            word whatever the others are, sorted.
        version: Changes when any table does; an index is only used with the version it was built with.
    """

    normalise: Callable[[str], Forms]
    variants: Variants
    share: Share
    consonant_key: Callable[[Sequence[str]], str]
    version: str

    def normalise_all(self, names: Iterable[str]) -> AllForms:
        """Each name, normalised when it is asked for; by the shipped normaliser, many at once."""
        return AllForms(self.normalise, names)

    @classmethod
    def shipped(cls) -> Language:
        """The normaliser and the tables of this package."""
        from dualuse.matching import tables
        from dualuse.matching.consonants import consonant_key

        return cls(normalise, tables.variants, tables.weight, consonant_key, tables.VERSION)


class AllForms:
    """Names that are normalised when they are asked for: one by one, or many at once."""

    __slots__ = ("_names", "_normalise")

    def __init__(self, normalise: Callable[[str], Forms], names: Iterable[str]) -> None:
        self._normalise, self._names = normalise, names

    def __iter__(self) -> Iterator[Forms]:
        return map(self._normalise, self._names)

    def columns(self) -> Iterator[Columns]:
        """The names in blocks of some thousand, so that their words are not all held at once."""
        return map(normalise_many, blocks(self._names)) if self._normalise is normalise else _columns(self)


def columns(names: Iterable[Forms]) -> Iterator[Columns]:
    """Normalised names in blocks of some thousand, so that their words are not all held at once."""
    return names.columns() if isinstance(names, AllForms) else _columns(names)


def _columns(names: Iterable[Forms]) -> Iterator[Columns]:
    for block in blocks(names):
        yield Columns.of([(name.tokens, name.plain if name.tokens else ()) for name in block])
