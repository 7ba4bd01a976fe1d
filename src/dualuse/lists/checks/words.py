"""Words of the vocabulary that mean two things, and names that no entry reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dualuse.issues import Issue, Where
from dualuse.lists.usage import usage_in
from dualuse.logic import Entry, Kind, Parameter, Vocabulary
from dualuse.logic.vocabulary import fold

_ROLES = ("name", "label", "alias")


def word_issues(vocabulary: Vocabulary, places: Mapping[str, Where], entries: Iterable[Entry]) -> Iterator[Issue]:
    """Errors for words with two meanings; warnings for kinds, parameters and sets that no entry reaches.

    Args:
        vocabulary: What all lists share.
        places: ``kind NAME``, ``parameter NAME`` and ``set NAME`` to where it is defined.
        entries: Every entry block of every list.
    """
    yield from _ambiguous("parameter", vocabulary.parameters.values(), places)
    yield from _ambiguous("kind", vocabulary.kinds.by_name.values(), places)
    usage = usage_in(entries)
    yield from _orphans("kind", set(vocabulary.kinds.by_name) - _reached(vocabulary, usage.kinds), places)
    used = set(usage.parameters)
    for name in usage.parameters:
        used.update(vocabulary.parameters[name].fields)
    yield from _orphans("parameter", set(vocabulary.parameters) - used, places)
    yield from _orphans("set", set(vocabulary.sets) - set(usage.sets), places)


def _ambiguous(what: str, rows: Iterable[Kind | Parameter], places: Mapping[str, Where]) -> Iterator[Issue]:
    """A name always means itself, so another's label or alias that is the same is an error.

    A word that two things share as a label or alias means neither, and the user is asked which; that is a warning.
    """
    meanings: dict[str, dict[str, str]] = {}
    for row in rows:
        for role, words in zip(_ROLES, ((row.name,), (row.label, row.label_ru), row.aliases), strict=True):
            for word in filter(None, words):
                meanings.setdefault(fold(word), {}).setdefault(row.name, role)
    for word, by_name in meanings.items():
        first, *lesser = sorted(by_name, key=lambda name: _ROLES.index(by_name[name]))
        for other in lesser:
            both = f"'{word}' is {_an(by_name[other])} of {other} and {_an(by_name[first])} of {first}"
            where = places[f"{what} {other}"]
            if by_name[first] == "name":
                yield Issue("error", where, f"{both}: one word, two meanings")
            else:
                yield Issue("warning", where, f"{both}: whoever writes it is asked which one is meant")


def _an(role: str) -> str:
    return "an alias" if role == "alias" else f"the {role}"


def _reached(vocabulary: Vocabulary, named: Iterable[str]) -> set[str]:
    """Kinds that an entry names, every kind above them and every kind below them."""
    named = set(named)
    return {kind for kind in vocabulary.kinds.by_name if not named.isdisjoint(vocabulary.kinds.above(kind))} | {
        above for kind in named for above in vocabulary.kinds.above(kind)
    }


def _orphans(what: str, names: Iterable[str], places: Mapping[str, Where]) -> Iterator[Issue]:
    for name in sorted(names, key=lambda n: (places[f"{what} {n}"].source, places[f"{what} {n}"].line or 0)):
        yield Issue("warning", places[f"{what} {name}"], f"no entry uses the {what} '{name}'")
