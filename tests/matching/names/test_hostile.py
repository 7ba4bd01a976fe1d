"""No name can be crafted to make anything slow. Work is counted, never timed."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from types import FrameType

import pytest

from dualuse.matching import consonant_key, normalise
from dualuse.matching.names import NameMatcher, alignment, tokenblock, tokens
from dualuse.matching.names.alignment import TANGLE, Edge
from dualuse.matching.names.result import NameResult
from dualuse.matching.normalise import MAX_CHARACTERS
from dualuse.matching.tables.families import known_tokens, variants
from dualuse.matching.tables.rewriting import rewriting
from dualuse.matching.tables.weights import weak_words

FORMS = "OOO ООО ТОО LLP LLC Ltd Co., GmbH Sp. z o.o. s.r.o. S.A. de C.V. "
NATIVE = "".join(sorted(rewriting().native))
KNOWN = " ".join(sorted(rewriting().known, key=len, reverse=True))
FAMILIES = sorted(known_tokens(), key=lambda token: (-len(variants(token)), token))

NAMES = {
    "thousands of initials": " ".join("abcdefghijklmnopqrstuvwxyz" * 120),
    "one initial over and over": "a " * 3000,
    "one common word over and over": "al " * 24,
    "one given name over and over": "ali " * 24,
    "all spellings of a given name": " ".join(variant.token for variant in variants("muhammad")[:24]),
    "the largest families": " ".join(FAMILIES[:24]),
    "words that say little": " ".join(sorted(weak_words())[:60]),
    "legal forms": FORMS * 8,
    "parts of names": "abd al " * 60,
    "what ends and starts phrases": "kb sp " * 70,
    "long spellings of the tables": KNOWN[:400],
    "one long word": "abdulrahman" * 36,
    "one letter, long": "a" * 400,
    "zeros": "0" * 400,
    "numbers": "1th no5 007 " * 40,
    "a million words": "ab " * 300_000,
    "two alphabets in a word": "Ivаnоv " * 60,
    "marks upon marks": "a" + "\u0301" * 399,
    "marks out of order": "é\u0301\u0323ب\u0651\u064b" * 60,
    "a run of Han": "中国" * 200,
    "a run of known Han": NATIVE[:400],
    "a run of what nearly is known": "".join(text[:-1] for text in sorted(rewriting().native, key=len)[::-1])[:400],
    "a run of Hangul": "김정은" * 133,
    "Arabic": "محمد القذافي " * 40,
    "one Arabic word": "محمدالقذافي" * 40,
    "a letter of eighteen": "\ufdfa" * 400,
    "ampersands": "&" * 400,
    "pairs of letters": "ου" * 200,
    "settled by the last letter": "ў" + "х" * 398 + "и",
    "lone surrogates": "\ud800" * 400,
}


def calls(run: Callable[[], object]) -> int:
    """How many functions are called, our own and built-in ones."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return counted


@pytest.fixture(scope="module")
def listed() -> list[str]:
    """Six thousand people and companies; every third has the commonest words there are, so that much is alike."""
    draw = random.Random(11)
    common = ["al", "abdul", "ali", "mohammad", "co", "llc", "company", "group", "trading", "industry", "bank", "of"]
    rare = [
        "".join(draw.choice(["ba", "du", "ker", "lo", "min", "sha", "ti", "var"]) for _ in range(3)) for _ in range(900)
    ]
    return [
        " ".join(draw.sample(rare, draw.randint(1, 3)) + draw.sample(common, draw.choice([0, 1, 3, 5])))
        for _ in range(6000)
    ]


@pytest.fixture(scope="module")
def matcher(listed: list[str]) -> NameMatcher:
    return NameMatcher([*listed, *NAMES.values()])


@pytest.fixture
def edges(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many pairs of words were offered to alignments."""
    counted: Counter[str] = Counter()

    def counting(offered: Sequence[Edge]) -> tuple[int, list[Edge]]:
        counted["edges"] += len(offered)
        return alignment.best_alignment(offered)

    for module in (tokens, tokenblock):
        monkeypatch.setattr(module, "best_alignment", counting)
    return counted


@pytest.mark.parametrize("kind", NAMES)
def test_normalising_costs_no_more_than_so_many_calls(kind: str) -> None:
    name = NAMES[kind]
    normalise("the tables are read: محمد 中国 김정은 Αθήνα")
    assert calls(lambda: normalise(name)) < 40 * MAX_CHARACTERS
    assert calls(lambda: consonant_key(normalise(name).tokens)) < 50 * MAX_CHARACTERS


@pytest.mark.parametrize("score_cutoff", [50, 70, 85])
@pytest.mark.parametrize("kind", NAMES)
def test_a_search_reads_and_aligns_only_so_much(
    matcher: NameMatcher, edges: Counter[str], kind: str, score_cutoff: int
) -> None:
    within_budget(matcher.search(NAMES[kind], score_cutoff))
    assert edges["edges"] < 12_000


def test_many_hostile_names_cost_no_more_together_and_find_the_same(matcher: NameMatcher, edges: Counter[str]) -> None:
    asked = list(NAMES.values())
    alone = [matcher.search(name, 60) for name in asked]
    edges.clear()
    together = matcher.search_many(asked, 60)
    assert edges["edges"] < 12_000 * len(asked) // 4
    for one, other in zip(alone, together, strict=True):
        within_budget(other)
        assert one.matches == other.matches


def within_budget(result: NameResult) -> None:
    work = result.work
    assert work.words_compared < 4000
    assert work.postings < 150_000
    assert work.candidates < 7000
    assert work.aligned < 300
    assert work.letters_compared < 4000
    assert all("were aligned" in cut and "first" in cut for cut in work.cuts)


@pytest.mark.parametrize("kind", NAMES)
def test_explaining_costs_no_more_than_so_many_calls(matcher: NameMatcher, listed: list[str], kind: str) -> None:
    worst = len(listed) + list(NAMES).index("legal forms")
    for position in (worst, len(listed) + list(NAMES).index(kind)):
        assert calls(lambda at=position: matcher.explain(NAMES[kind], at)) < 60_000  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["Arabic", "one Arabic word", "a letter of eighteen", "marks out of order"])
def test_candidates_compare_no_more_than_every_name(matcher: NameMatcher, kind: str) -> None:
    for score_cutoff in (20, 60, 85):
        result = matcher.candidates(NAMES[kind], score_cutoff)
        assert result.work.letters_compared <= 2 * len(matcher)


def test_a_tangle_of_nothing_but_joined_words_is_left_out_and_breaks_nothing() -> None:
    chain = [Edge(10, i, 1 << i, 3 << i) for i in range(TANGLE + 1)]
    assert alignment.best_alignment([*chain, Edge(5, 0, 1, 1 << 30)])[0] == 5
    assert alignment.best_alignment(chain) == (0, [])
