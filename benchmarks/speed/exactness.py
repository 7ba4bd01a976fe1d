"""The index changes the time, never the answer: differences from brute force and from the definition, counted."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from benchmarks.speed.lists import Indexed, indexed
from benchmarks.speed.table import Table
from dualuse.matching.many import normalise_many
from dualuse.matching.names.reference import TokenReference
from dualuse.matching.names.tokens import Work
from dualuse.matching.normalise import normalise

GROUP = "exactness"
CUTOFFS = (75.0, 85.0, 90.0)
SCORE_CUTOFF = 70.0


def letters(held: Indexed, table: Table, queries: int) -> None:
    """The channel by letters against ``rapidfuzz.process.extract`` on both keys of every name."""
    plain = [plain for _, plain in normalise_many(held.names)]
    keys = [" ".join(sorted(words)) for words in plain], ["".join(words) for words in plain]
    wrong = 0
    asked = held.queries[:queries]
    for text in asked:
        query = held.query(text)
        own = " ".join(sorted(query.plain)), "".join(query.plain)
        for score_cutoff in CUTOFFS:
            expected: dict[int, float] = {}
            for key, choices in zip(own, keys, strict=True):
                for _, score, at in process.extract(
                    key, choices, scorer=fuzz.ratio, processor=None, score_cutoff=score_cutoff, limit=None
                ):
                    expected[at] = max(score, expected.get(at, 0.0))
            hits = held.segment.letters.search(query.plain, score_cutoff)
            found = dict(zip(held.segment.positions[hits.records].tolist(), hits.scores.tolist(), strict=True))
            wrong += found != expected
    what = f"letters, {held.label}: {len(asked):,} queries at {len(CUTOFFS)} cut-offs that differ from extract"
    table.none(GROUP, what, wrong)


def words(table: Table, queries: int, names: int, both: int) -> None:
    """The channel by words against the definition in plain Python, and both together for some queries."""
    held = indexed(names, queries)
    language = held.matcher.language
    reference = TokenReference(held.matcher.state.recipe, held.matcher.weights, language.variants, language.share)
    tokens = [tokens for tokens, _ in normalise_many(held.names)]
    wrong = 0
    for text in held.queries:
        query = held.query(text)
        hits = held.segment.tokens.search(query.aligned, query.weights, 50.0, Work())
        found = dict(zip(held.segment.positions[hits.records].tolist(), hits.scores.tolist(), strict=True))
        scores = ((at, reference.score(query.aligned, name)) for at, name in enumerate(tokens))
        wrong += found != {at: score for at, score in scores if score >= 50.0}
    table.none(GROUP, f"words, {held.label}: {len(held.queries):,} queries that differ from the definition", wrong)
    asked = held.queries[:both]
    wrong = sum(
        held.matcher.search(text, SCORE_CUTOFF).matches
        != held.matcher.search(text, SCORE_CUTOFF, reference=True).matches
        for text in asked
    )
    table.none(GROUP, f"together, {held.label}: {len(asked):,} queries that differ from the definition", wrong)


def many(held: Indexed, table: Table, queries: int) -> None:
    """Many queries at once against one by one."""
    asked = held.queries[:queries]
    together = held.matcher.search_many(asked, SCORE_CUTOFF)
    alone = [held.matcher.search(text, SCORE_CUTOFF) for text in asked]
    wrong = sum(one.matches != other.matches for one, other in zip(together, alone, strict=True))
    table.none(GROUP, f"many at once, {held.label}: {len(asked):,} queries that differ from one by one", wrong)


def spellings(table: Table, names: list[str]) -> None:
    """Many names normalised at once against one by one."""
    forms = map(normalise, names)
    found = normalise_many(names)
    wrong = sum((one.tokens, one.plain) != both for one, both in zip(forms, found, strict=True))
    table.none(GROUP, f"normalised at once, {len(names):,} names: those that differ from one by one", wrong)
