from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.names import NameMatcher
from dualuse.matching.names import batch as batch_module
from dualuse.matching.names.memory import Memory

from .test_matcher import PLAIN, cutoff, name


@given(st.lists(name, max_size=15), st.lists(name, max_size=8), cutoff, st.sampled_from([None, 1, 3]))
def test_many_names_are_answered_like_each_alone(
    held: list[str], asked: list[str], score_cutoff: float, limit: int | None
) -> None:
    matcher = NameMatcher(held, language=PLAIN)
    together = matcher.search_many(asked + asked, score_cutoff, limit)
    alone = [matcher.search(query, score_cutoff, limit) for query in asked + asked]
    assert [(r.matches, r.total, r.cuts, r.query_key) for r in together] == [
        (r.matches, r.total, r.cuts, r.query_key) for r in alone
    ]


def test_equal_names_are_searched_once_and_progress_is_told(made_up_names: list[list[str]]) -> None:
    names = [" ".join(words) for words in made_up_names[:700]]
    matcher = NameMatcher(names, language=PLAIN)
    told: list[tuple[int, int]] = []
    results = matcher.search_many([*names, *reversed(names)], 80, progress=lambda done, of: told.append((done, of)))
    different = len({tuple(words) for words in made_up_names[:700]})
    assert told[-1] == (different, different)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) == -(-different // batch_module.CHUNK)
    assert results[0] is results[-1]


def test_processes_give_the_same_answers(made_up_names: list[list[str]], tmp_path: Path) -> None:
    names = [" ".join(words) for words in made_up_names[:600]]
    matcher = NameMatcher(names)
    expected = [result.matches for result in matcher.search_many(names, 75)]
    assert [result.matches for result in matcher.search_many(names, 75, processes=2)] == expected
    matcher.save(tmp_path)
    opened = NameMatcher.load(tmp_path)
    assert [result.matches for result in opened.search_many(names, 75, processes=2)] == expected


def test_a_memory_keeps_what_was_used_last_and_never_grows_beyond_twice_its_size() -> None:
    memory: Memory[int] = Memory(3)
    for number in range(20):
        memory.put(str(number), number)
        assert memory.get("0") == 0
        assert memory.get(str(number)) == number
    assert sum(memory.get(str(number)) is not None for number in range(20)) <= 6
    memory.clear()
    assert memory.get("19") is None
