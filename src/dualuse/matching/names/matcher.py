"""The public door: names once indexed, then searched, explained, changed and stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np

from dualuse.errors import InputError
from dualuse.matching.index import NameMatch
from dualuse.matching.names.batch import Progress, search_many
from dualuse.matching.names.explain import Explanation, explain
from dualuse.matching.names.language import Forms, Language
from dualuse.matching.names.recipe import LEAST_CUTOFF, MAX_WORDS, RECIPES
from dualuse.matching.names.reference import TokenReference, letter_score
from dualuse.matching.names.result import BY_CONSONANTS, BY_LETTERS, BY_WORDS, CONSONANTS, NameResult
from dualuse.matching.names.segment import Hits, Query, Segment
from dualuse.matching.names.state import State
from dualuse.matching.names.tokens import Work
from dualuse.matching.names.weights import WeightTable

DEFAULT_RECIPE = "names-2"


class NameMatcher:
    """Names that can be searched for people and companies that may be meant, with a reason for every score.

    It never changes: :meth:`with_changes` gives another one that shares what stayed the same. Positions are those of
    the sequence it was built from; names added later go on counting, and a removed position is never used again.

    >>> matcher = NameMatcher(["Saryarka Turbine Repair", "Werra Maschinenbau GmbH"])
    >>> [(match.position, round(match.score)) for match in matcher.search("Turbine Repair Saryarka", score_cutoff=70)]
    [(0, 100)]
    """

    __slots__ = ("_folder", "_reference", "_state")

    def __init__(
        self,
        names: Iterable[str],
        *,
        recipe: str = DEFAULT_RECIPE,
        weights: WeightTable | None = None,
        language: Language | None = None,
    ) -> None:
        """Index names.

        Args:
            names: As the list prints them.
            recipe: One of :data:`dualuse.matching.names.RECIPES`.
            weights: A table of word weights, such as that of another matcher (:attr:`weights`), so that scores can be
                compared; without it, one is counted from these names, which suits lists of some thousands and more.
            language: How names are prepared; the tables of this package by default.

        Raises:
            InputError: There is no such recipe.
        """
        language = Language.shipped() if language is None else language
        self._set(_built(language.normalise_all(names), recipe, weights, language), None)

    def _set(self, state: State, folder: Path | None) -> None:
        self._state, self._folder = state, folder
        self._reference: TokenReference | None = None

    @classmethod
    def _of(cls, state: State, folder: Path | None = None) -> Self:
        made = cls.__new__(cls)
        made._set(state, folder)
        return made

    @classmethod
    def from_forms(
        cls,
        names: Iterable[Forms],
        *,
        recipe: str = DEFAULT_RECIPE,
        weights: WeightTable | None = None,
        language: Language | None = None,
    ) -> Self:
        """Index names that ``language`` has normalised already."""
        return cls._of(_built(names, recipe, weights, Language.shipped() if language is None else language))

    def __len__(self) -> int:
        """How many names are held, those without a letter or digit included."""
        return sum(map(len, self._state.segments)) - len(self._state.removed)

    @property
    def recipe(self) -> str:
        """The name of the scoring."""
        return self._state.recipe.name

    @property
    def weights(self) -> WeightTable:
        """The word weights in use, and their version."""
        return self._state.table

    @property
    def tables(self) -> str:
        """The version of the tables in use."""
        return self._state.language.version

    @property
    def language(self) -> Language:
        """How names are prepared."""
        return self._state.language

    @property
    def state(self) -> State:
        """The parts of the index; not to be changed."""
        return self._state

    @property
    def folder(self) -> Path | None:
        """Where the index was opened from; None if it was built or changed here."""
        return self._folder

    def search(
        self, name: str, score_cutoff: float, limit: int | None = None, *, reference: bool = False
    ) -> NameResult:
        """Every name that scores at least ``score_cutoff``, best first, then in list order.

        Args:
            name: As somebody wrote it.
            score_cutoff: 0 to 100.
            limit: Keep only so many; the result then says how many there were.
            reference: Compare with every name by the plain definition, without index or bound. The answer is the same;
                this is the way to check it, at several milliseconds a name.
        """
        forms = self.forms(name)
        work = Work()
        score_cutoff = max(score_cutoff, LEAST_CUTOFF)
        if not forms.tokens:
            return self._result(forms, score_cutoff, limit, [], work)
        _note_long(forms, work)
        if reference:
            return self._result(forms, score_cutoff, limit, self._by_definition(forms, score_cutoff), work)
        query = Query.of(forms, self._state.table)
        found = [(segment, segment.search(query, score_cutoff, work)) for segment in self._state.segments]
        return self._result(forms, score_cutoff, limit, self._matches(forms, score_cutoff, found), work)

    def with_changes(self, removed: Iterable[int] = (), added: Iterable[str] = ()) -> Self:
        """Another matcher, without some names and with others; this one stays as it is.

        The answers are those of a matcher built anew from the remaining names with the same :attr:`weights`. Added
        names take the positions from the greatest one ever used on. What stays is shared, so this costs little; after
        many changes, :meth:`compacted` makes searching as fast as ever.

        Raises:
            InputError: A position to remove holds no name.
        """
        gone = np.unique(np.array([*removed, *self._state.removed.tolist()], np.int32))
        names = [self.forms(name) for name in added]
        segments = self._state.segments
        if names:
            positions = np.arange(self._state.size, self._state.size + len(names), dtype=np.int32)
            segment, _ = Segment.build(names, self._state.language, self._state.recipe, self._state.table, positions)
            segments = (*segments, segment)
        held = [np.isin(gone, segment.positions) for segment in segments]
        unknown = gone[~np.logical_or.reduce(held)]
        if len(unknown):
            raise InputError(f"no name at position {', '.join(map(str, unknown.tolist()[:10]))}; nothing was removed")
        size = self._state.size + len(names)
        return self._of(replace(self._state, segments=segments, removed=gone, size=size))

    def compacted(self) -> Self:
        """Another matcher with the same names, positions, weights and answers, in one piece."""
        names: list[tuple[int, Forms]] = []
        for segment in self._state.segments:
            kept = np.flatnonzero(~np.isin(segment.positions, self._state.removed))
            names += zip(segment.positions[kept].tolist(), map(segment.forms, kept.tolist()), strict=True)
        names.sort(key=lambda name: name[0])
        positions = np.array([position for position, _ in names], np.int32)
        words = (forms for _, forms in names)
        segment, _ = Segment.build(words, self._state.language, self._state.recipe, self._state.table, positions)
        return self._of(replace(self._state, segments=(segment,), removed=np.empty(0, np.int32)))

    def save(self, folder: Path) -> None:
        """Store the index; an index stored there before is replaced in one step, and what both share is kept."""
        from dualuse.matching.names import store

        store.save(self._state, folder)

    @classmethod
    def load(cls, folder: Path, *, language: Language | None = None, verify: bool = False) -> Self:
        """Open a stored index. Its arrays are mapped, not read: this takes milliseconds, whatever the number of names.

        Args:
            folder: Where it was stored.
            language: The one it was built with; the tables of this package by default.
            verify: Also read everything and compare the hashes.

        Raises:
            IndexDamagedError: It is not whole, or was made with other tables or by another version of this program.
        """
        from dualuse.matching.names import store

        if verify:
            store.verify(folder)
        language = Language.shipped() if language is None else language
        return cls._of(store.load(folder, language), folder)

    def search_many(
        self,
        names: Iterable[str],
        score_cutoff: float,
        limit: int | None = None,
        *,
        progress: Progress | None = None,
        processes: int = 1,
    ) -> list[NameResult]:
        """What :meth:`search` gives for each name, in the order of the names; equal names are searched once.

        Args:
            names: As somebody wrote them.
            score_cutoff: 0 to 100.
            limit: Keep only so many matches a name.
            progress: Called now and then with how many different names are done, and how many there are.
            processes: How many processes share the work. With more than one, an index that was not opened from a folder
                is first stored in a temporary one, and a language of your own must be importable by its functions.
        """
        return search_many(self, names, score_cutoff, limit, progress, processes)

    def forms(self, name: str) -> Forms:
        """Any name as it is compared."""
        return self._state.language.normalise(name)

    def candidates(self, name: str, score_cutoff: float = 85.0, limit: int | None = None) -> NameResult:
        """Names whose consonants are nearly those of a name in Arabic or Hebrew script, which seldom writes vowels.

        Kept apart from :meth:`search`, as this is far too loose to alert on: of names of the Arabic lists, five in a
        hundred thousand others share every consonant. For a person to look through, when :meth:`search` finds nothing.

        Args:
            name: As somebody wrote it. A name in any other script has no candidates.
            score_cutoff: 0 to 100, for the consonants alone.
            limit: Keep only so many; the result then says how many there were.
        """
        forms, work = self.forms(name), Work()
        words = forms.consonants.split() if forms.consonants else []
        language = self._state.language
        matches = []
        for segment in self._state.segments if words else ():
            hits = segment.consonants(language).search(words, score_cutoff)
            work.letters_compared += hits.compared
            for record, score in zip(hits.records.tolist(), hits.scores.tolist(), strict=True):
                position = int(segment.positions[record])
                if position not in self._state.removed:
                    key = _key(segment.forms(record))
                    found_by = (BY_CONSONANTS,)
                    matches.append(NameMatch(position, score, " ".join(words), key, None, score, found_by))
        matches.sort(key=_best_first)
        return replace(self._result(forms, score_cutoff, limit, matches, work), recipe=CONSONANTS)

    def explain(self, name: str, position: int) -> Explanation:
        """Why a name scores as it does against the one at ``position``, whatever the cut-off.

        Raises:
            InputError: No name has that position, or it was removed.
        """
        asked, held = self.forms(name), self.forms_at(position)
        by_letters = letter_score(asked.plain, held.plain)
        return explain(asked.tokens, held.tokens, by_letters, self.weights, self._state.language.variants)

    def search_block(self, names: Sequence[str], score_cutoff: float, limit: int | None = None) -> list[NameResult]:
        """What :meth:`search` gives for each of some hundred names, faster; :meth:`search_many` is made of this."""
        score_cutoff = max(score_cutoff, LEAST_CUTOFF)
        forms = [self.forms(name) for name in names]
        works = [Work() for _ in names]
        self._state.table.near.look_up(word for name in forms for word in name.tokens[:MAX_WORDS])
        asked = [i for i, name in enumerate(forms) if name.tokens]
        queries = [Query.of(forms[i], self._state.table) for i in asked]
        found: dict[int, list[tuple[Segment, Hits]]] = {i: [] for i in asked}
        for segment in self._state.segments:
            hits = segment.search_many(queries, score_cutoff, [works[i] for i in asked])
            for i, hit in zip(asked, hits, strict=True):
                found[i].append((segment, hit))
        results = []
        for i, (name, work) in enumerate(zip(forms, works, strict=True)):
            _note_long(name, work)
            matches = self._matches(name, score_cutoff, found[i]) if name.tokens else []
            results.append(self._result(name, score_cutoff, limit, matches, work))
        return results

    def forms_at(self, position: int) -> Forms:
        """A held name as it is compared.

        Raises:
            InputError: No name has that position, or it was removed.
        """
        for segment in self._state.segments:
            at = np.flatnonzero(segment.positions == position)
            if len(at) and position not in self._state.removed:
                return segment.forms(int(at[0]))
        raise InputError(f"no name at position {position}")

    def _matches(self, name: Forms, score_cutoff: float, found: Iterable[tuple[Segment, Hits]]) -> list[NameMatch]:
        key = _key(name)
        words_cutoff, letters_cutoff = self._state.recipe.channel_cutoffs(score_cutoff)
        matches = []
        for segment, hits in found:
            texts = segment.tokens.records.texts(hits.records)
            positions: list[int] = segment.positions[hits.records].tolist()
            columns = (hits.by_words.tolist(), hits.by_letters.tolist(), hits.scores.tolist())
            for position, text, by_words, by_letters, score in zip(positions, texts, *columns, strict=True):
                channels = _channels(by_words >= words_cutoff, by_letters >= letters_cutoff)
                name_key = " ".join(sorted(text.split()))
                matches.append(NameMatch(position, score, key, name_key, by_words, by_letters, channels))
        if len(self._state.removed):
            held = ~np.isin([match.position for match in matches], self._state.removed)
            matches = [match for match, keep in zip(matches, held.tolist(), strict=True) if keep]
        return sorted(matches, key=_best_first)

    def _by_definition(self, name: Forms, score_cutoff: float) -> list[NameMatch]:
        recipe = self._state.recipe
        if self._reference is None:
            self._reference = TokenReference(
                recipe, self._state.table, self._state.language.variants, self._state.language.share
            )
        words_cutoff, letters_cutoff = recipe.channel_cutoffs(score_cutoff)
        matches = []
        for segment in self._state.segments:
            for record, position in enumerate(segment.positions.tolist()):
                held = segment.forms(record)
                if not held.tokens or position in self._state.removed:
                    continue
                by_words = self._reference.score(name.tokens, held.tokens)
                by_letters = letter_score(name.plain, held.plain)
                score = recipe.together(by_words, by_letters)
                if score >= score_cutoff:
                    channels = _channels(by_words >= words_cutoff, by_letters >= letters_cutoff)
                    matches.append(NameMatch(position, score, _key(name), _key(held), by_words, by_letters, channels))
        return sorted(matches, key=_best_first)

    def _result(
        self, name: Forms, score_cutoff: float, limit: int | None, matches: list[NameMatch], work: Work
    ) -> NameResult:
        cuts = list(work.cuts)
        total = len(matches)
        if limit is not None and total > limit:
            cuts.append(f"only the best {limit} of {total} names are given")
            matches = matches[:limit]
        return NameResult(
            matches=tuple(matches),
            query_key=_key(name),
            score_cutoff=score_cutoff,
            recipe=self.recipe,
            tables=self._state.language.version,
            weights=self._state.table.version,
            total=total,
            cuts=tuple(cuts),
            work=work,
        )


def _built(names: Iterable[Forms], recipe: str, weights: WeightTable | None, language: Language) -> State:
    if recipe not in RECIPES:
        raise InputError(f"no recipe '{recipe}'; there are: {', '.join(RECIPES)}")
    segment, table = Segment.build(names, language, RECIPES[recipe], weights)
    return State(RECIPES[recipe], language, table, (segment,), np.empty(0, np.int32), len(segment))


def _key(name: Forms) -> str:
    return " ".join(sorted(name.tokens))


def _note_long(name: Forms, work: Work) -> None:
    if len(name.tokens) > MAX_WORDS:
        work.cuts.insert(0, f"only the first {MAX_WORDS} words were aligned")


def _channels(by_words: bool, by_letters: bool) -> tuple[str, ...]:
    return (BY_WORDS,) * by_words + (BY_LETTERS,) * by_letters


def _best_first(match: NameMatch) -> tuple[float, int]:
    return -match.score, match.position
