"""Screening: the parties of a transaction against every list held. What could not be screened is said, never passed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from dualuse.matching import ExhaustiveIndex, NameIndex, NameMatch, name_key
from dualuse.model.assessment import PartyHit, Screening
from dualuse.model.citation import Citation
from dualuse.model.transaction import Party
from dualuse.parties.description import PartyListInfo
from dualuse.parties.model import Alias, ListedParty, PartyList

SCORE_CUTOFF = 85.0
"""At or above this score a spelling is shown to a person. Below it nothing is claimed about the party."""

Build = Callable[[Iterable[str]], NameIndex]


class Screener:
    """One list, normalised once, ready to be searched."""

    def __init__(self, info: PartyListInfo, parties: PartyList, build: Build = ExhaustiveIndex) -> None:
        self.info = info
        self.parties = parties
        self._spellings: list[tuple[ListedParty, Alias]] = [(p, a) for p in parties.parties for a in p.names()]
        self._index = build(alias.name for _, alias in self._spellings)

    def screen(self, parties: Iterable[Party], as_of: date, score_cutoff: float = SCORE_CUTOFF) -> Screening:
        """Every party's names and aliases against every spelling on the list.

        One hit per listed party and party of the transaction: the best-scoring spelling. A name that has no letters
        to compare, and a copy of the list that is too old, each leave a problem: the result is then not relied upon.
        """
        hits: list[PartyHit] = []
        screened: list[str] = []
        unreadable: list[str] = []
        for party in parties:
            names = [party.name, *party.aliases]
            unreadable += [n for n in names if not (name_key(n) and any(c.isalpha() for c in n))]
            screened.append(party.name)
            hits += self._hits(party, names, score_cutoff)
        return Screening(
            list_id=self.parties.id,
            snapshot=self.parties.snapshot,
            age_days=max(0, (as_of - self.parties.snapshot).days),
            sha256=self.parties.sha256,
            names_on_list=len(self._index),
            screened=tuple(screened),
            hits=tuple(sorted(hits, key=lambda h: (-h.score, h.entry_id))),
            score_cutoff=score_cutoff,
            recipe=self._index.recipe,
            problem=self._problem(as_of, unreadable),
        )

    def _hits(self, party: Party, names: list[str], score_cutoff: float) -> list[PartyHit]:
        best: dict[str, tuple[NameMatch, str]] = {}
        for name in names:
            for match in self._index.search(name, score_cutoff):
                entry = self._spellings[match.position][0].id
                if entry not in best or match.score > best[entry][0].score:
                    best[entry] = (match, name)
        return [self._hit(party, name, match) for match, name in best.values()]

    def _hit(self, party: Party, name: str, match: NameMatch) -> PartyHit:
        listed, alias = self._spellings[match.position]
        programme = self.info.programmes[listed.programme]
        why = [f"'{name}' compared as '{match.query_key}' with '{match.name_key}': {match.score:.0f} of 100"]
        if alias.weak:
            why.append("the list itself marks this spelling as low quality")
        if alias.printed:
            why.append(f"the list prints it within: {alias.printed[:120]}")
        return PartyHit(
            party=party.name,
            roles=tuple(party.role),
            listed_name=listed.name,
            matched=alias.name,
            score=round(match.score, 1),
            list_id=self.parties.id,
            entry_id=listed.id,
            programme=f"{programme.name}, resolution {programme.resolution}",
            citation=Citation(instrument=self.info.title, provision=listed.id, url=self.info.url),
            why=tuple(why),
            weak_alias=alias.weak,
        )

    def _problem(self, as_of: date, unreadable: list[str]) -> str | None:
        age = (as_of - self.parties.snapshot).days
        if not self._spellings:
            return "the list is empty"
        if age > self.info.stale_after_days:
            return (
                f"the copy of {self.parties.snapshot} is {age} days older than the day of the assessment; "
                f"at most {self.info.stale_after_days} are accepted"
            )
        if unreadable:
            return f"no letters to compare in: {', '.join(repr(n) for n in unreadable)}"
        return None


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
