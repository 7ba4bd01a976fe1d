"""Screening: the parties of a transaction against every list held. What could not be screened is said, never passed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from dualuse.matching.normalise import MAX_CHARACTERS
from dualuse.model.assessment import PartyCandidate, PartyHit, Screening
from dualuse.model.citation import Citation
from dualuse.model.transaction import Party
from dualuse.parties.cells import names_in
from dualuse.parties.description import PartyListInfo
from dualuse.parties.index import Found, Likeness, SpellingIndex, own_words, spelling_index
from dualuse.parties.model import Alias, ListedParty, PartyList
from dualuse.parties.reasons import reasons

SCORE_CUTOFF = 60.0
"""At or above this score a spelling is shown to a person. Below it nothing is claimed about the party."""

CONSONANT_CUTOFF = 90.0
"""Spellings whose consonants agree so far with a name in Arabic or Hebrew script are offered to be looked at."""


_MANY = 64
"""So many texts are searched together."""

_SHOWN = 20

_BRACKETED = re.compile(r"\(([^()]*)\)")


class Screener:
    """One list, ready to be searched. Its index is opened when the first name is asked for.

    Several threads may use one.
    """

    def __init__(self, info: PartyListInfo, parties: PartyList, folder: Path | None = None) -> None:
        """Args:
        info: What we hold about the list.
        parties: A snapshot of it.
        folder: Where the snapshot is kept, and its index beside it; None keeps no index.
        """
        self.info = info
        self.parties = parties
        self._spellings: list[tuple[ListedParty, Alias]] = [(p, a) for p in parties.parties for a in p.names()]
        self._folder = folder
        self._opened: SpellingIndex | None = None
        self._lock = Lock()

    @property
    def index(self) -> SpellingIndex:
        """The spellings of the list; positions are those of all names of all parties, in list order."""
        with self._lock:
            if self._opened is None:
                self._opened = spelling_index([alias.name for _, alias in self._spellings], self._folder)
            return self._opened

    def screen(
        self,
        parties: Iterable[Party],
        as_of: date,
        score_cutoff: float = SCORE_CUTOFF,
        *,
        progress: Callable[[int, int], None] | None = None,
        processes: int = 1,
    ) -> Screening:
        """Every party's names and aliases against every spelling on the list.

        Hits and candidates stand in the order of the parties, for each the best first. One hit for each listed party
        that a party of the transaction is like: the best-scoring spelling. Shown are spellings that score at least
        ``score_cutoff``. Names are compared as they are and without legal forms and the like; the higher score counts.
        Abbreviations of the list are only found by themselves.

        For a name in Arabic or Hebrew script, which does not write its vowels, listed parties of the same consonants
        are offered as candidates beside the hits.

        A name that has no letters to compare or is too long to be compared whole, and a copy of the list that is too
        old, each leave a problem: the result is then not relied upon.

        Many parties are searched together, which gives the same and is faster: ``progress`` is then called with how
        many different names are done and how many there are, and ``processes`` share the work.
        """
        parties = list(parties)
        searched = self._searched(parties, score_cutoff, progress, processes)
        hits: list[PartyHit] = []
        candidates: list[PartyCandidate] = []
        screened: list[str] = []
        problems = list(self._old(as_of))
        unreadable: list[str] = []
        for party in parties:
            screened.append(party.name)
            names = _names(party)
            unreadable += [name for name in (party.name, *party.aliases) if not is_readable(name)]
            alike: list[tuple[str, Likeness]] = []
            for name in names:
                found, cuts = searched[name]
                alike += [(name, likeness) for likeness in found]
                problems += _not_whole(name, cuts)
            best = self._best(alike)
            hits += [self._hit(party, match) for match in _best_first(best)]
            nearly = self._candidates(names, best.keys())
            candidates += [self._candidate(party, match) for match in _best_first(nearly)]
        if unreadable:
            problems.append(f"no letters to compare in: {_some(list(dict.fromkeys(unreadable)))}")
        matcher = self.index.matcher
        return Screening(
            list_id=self.parties.id,
            snapshot=self.parties.snapshot,
            age_days=max(0, (as_of - self.parties.snapshot).days),
            sha256=self.parties.sha256,
            names_on_list=len(self._spellings),
            screened=tuple(screened),
            hits=tuple(hits),
            candidates=tuple(candidates),
            score_cutoff=score_cutoff,
            recipe=matcher.recipe,
            tables=matcher.tables,
            weights=matcher.weights.version,
            problem="; ".join(dict.fromkeys(problems)) or None,
        )

    def _searched(
        self,
        parties: Sequence[Party],
        score_cutoff: float,
        progress: Callable[[int, int], None] | None,
        processes: int,
    ) -> dict[str, Found]:
        """What is found for every name of the parties."""
        names = list(dict.fromkeys(name for party in parties for name in _names(party)))
        if len(names) < _MANY:
            return {name: self.index.search(name, score_cutoff) for name in names}
        found = self.index.search_many(names, score_cutoff, progress, processes)
        return dict(zip(names, found, strict=True))

    def _best(self, alike: Iterable[tuple[str, Likeness]]) -> dict[str, _Match]:
        """The best spelling of each listed party that one of the names is like, by the party's id."""
        best: dict[str, _Match] = {}
        for name, found in alike:
            listed, alias = self._spellings[found.spelling]
            if alias.exact and own_words(alias.name) != own_words(name):
                continue
            if listed.id not in best or found.score > best[listed.id].score:
                best[listed.id] = _Match(name, found.spelling, found.score, found)
        return best

    def _candidates(self, names: Iterable[str], hit: Collection[str]) -> dict[str, _Match]:
        """The best spelling by consonants of each listed party that is no hit, for names that have such a key."""
        best: dict[str, _Match] = {}
        for name in names:
            for match in self.index.matcher.candidates(name, CONSONANT_CUTOFF):
                spelling = self.index.homes[match.position]
                listed, alias = self._spellings[spelling]
                if alias.exact or listed.id in hit:
                    continue
                if listed.id not in best or match.score > best[listed.id].score:
                    best[listed.id] = _Match(name, spelling, match.score, None)
        return best

    def _hit(self, party: Party, match: _Match) -> PartyHit:
        _, alias = self._spellings[match.spelling]
        found = match.found
        assert found is not None, "a candidate is no hit"
        score = round(found.score, 1)
        said = f"'{match.name}' against the listed spelling '{alias.name}'"
        if not found.whole:
            said += ", without legal forms and the like"
        return PartyHit(
            **self._likeness(party, match),
            score=score,
            found_by="score" if found.whole else "legal_form",
            why=(
                f"{said}: {score:.0f} of 100",
                *reasons(self.index.matcher.explain(found.text, found.position)),
                *_remarks(alias),
            ),
            weak_alias=alias.weak,
        )

    def _candidate(self, party: Party, match: _Match) -> PartyCandidate:
        _, alias = self._spellings[match.spelling]
        why = (
            f"'{match.name}' and the listed spelling '{alias.name}' have nearly the same consonants "
            f"({match.score:.0f} of 100); the vowels, which the script does not write, may differ"
        )
        return PartyCandidate(
            **self._likeness(party, match), consonants=round(match.score, 1), why=(why, *_remarks(alias))
        )

    def _likeness(self, party: Party, match: _Match) -> dict[str, Any]:
        """What a hit and a candidate both say."""
        listed, alias = self._spellings[match.spelling]
        programme = self.info.programmes[listed.programme]
        return {
            "party": party.name,
            "roles": tuple(party.role),
            "listed_name": listed.name,
            "matched": alias.name,
            "list_id": self.parties.id,
            "entry_id": listed.id,
            "programme": f"{programme.name}, resolution {programme.resolution}",
            "citation": Citation(instrument=self.info.title, provision=listed.id, url=self.info.url),
        }

    def _old(self, as_of: date) -> Iterator[str]:
        age = (as_of - self.parties.snapshot).days
        if not self._spellings:
            yield "the list is empty"
        elif age > self.info.stale_after_days:
            yield (
                f"the copy of {self.parties.snapshot} is {age} days older than the day of the assessment; "
                f"at most {self.info.stale_after_days} are accepted"
            )


def not_screened(info: PartyListInfo, problem: str) -> Screening:
    """The record of a list that could not be used at all."""
    return Screening(
        list_id=info.id,
        snapshot=None,
        age_days=None,
        sha256=None,
        names_on_list=0,
        screened=(),
        score_cutoff=SCORE_CUTOFF,
        recipe="none",
        problem=problem,
    )


class _Match(NamedTuple):
    """A listed spelling that a name is like; ``found`` is None where that is by consonants only."""

    name: str
    spelling: int
    score: float
    found: Likeness | None


def _best_first(found: Mapping[str, _Match]) -> list[_Match]:
    return [match for _, match in sorted(found.items(), key=lambda item: (-item[1].score, item[0]))]


def _remarks(alias: Alias) -> Iterator[str]:
    if alias.weak:
        yield "the list itself marks this spelling as low quality"
    if alias.exact:
        yield "an abbreviation: only the very same letters are taken for it"
    if alias.printed:
        yield f"the list prints it within: {alias.printed[:120]}"


def _names(party: Party) -> list[str]:
    """Every name of a party, and every one of several in one field: ``ТОО «Сава» (SAVA LLP)`` is two.

    What stands in brackets is taken for a name too: applicants bracket an abbreviation, an owner or an earlier name.
    """
    stated = (party.name, *party.aliases)
    parted = [found.text for name in stated for found in names_in(name)]
    bracketed = [inside.strip() for name in stated for inside in _BRACKETED.findall(name)]
    return list(dict.fromkeys([*stated, *parted, *filter(None, bracketed)]))


def _some(names: Sequence[str]) -> str:
    """The names, or the first of very many and how many more there are."""
    shown = ", ".join(map(repr, names[:_SHOWN]))
    return f"{shown} and {len(names) - _SHOWN} more names" if len(names) > _SHOWN else shown


def is_readable(name: str) -> bool:
    """Whether there are letters that could be compared; one letter, or a legal form by itself, is no name."""
    own = own_words(name)
    return len(own) > 1 and any(map(str.isalpha, own)) and any(map(str.isalpha, name))


def _not_whole(name: str, cuts: Iterable[str]) -> Iterator[str]:
    """What of a name was not compared."""
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    if len(name) > MAX_CHARACTERS:
        yield f"only the first {MAX_CHARACTERS} characters were compared of '{shown}'"
    for cut in cuts:
        yield f"{cut} in '{shown}'"
