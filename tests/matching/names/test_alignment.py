from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.names.alignment import TANGLE, Edge, best_alignment


@st.composite
def edges(draw: st.DrawFn, most: int = 13) -> list[Edge]:
    places = st.integers(0, 4)
    found = []
    for _ in range(draw(st.integers(0, most))):
        i, j, value = draw(places), draw(places), draw(st.integers(1, 20))
        left, right = draw(st.sampled_from([(1, 1), (1, 1), (1, 3), (3, 1)]))
        found.append(Edge(value, i, left << i, right << j))
    return found


def every_choice(left: Sequence[Edge], taken_left: int = 0, taken_right: int = 0) -> int:
    """The greatest sum by trying every set of edges."""
    best = 0
    for at, edge in enumerate(left):
        if not (edge.left & taken_left or edge.right & taken_right):
            rest = every_choice(left[at + 1 :], taken_left | edge.left, taken_right | edge.right)
            best = max(best, edge.value + rest)
    return best


@given(edges())
def test_the_alignment_is_the_best_of_all_choices_and_uses_no_word_twice(given_edges: list[Edge]) -> None:
    total, chosen = best_alignment(given_edges)
    assert total == every_choice(given_edges) == sum(edge.value for edge in chosen)
    assert sum(edge.left for edge in chosen) == _union(edge.left for edge in chosen)
    assert sum(edge.right for edge in chosen) == _union(edge.right for edge in chosen)


@given(st.permutations(range(10)), st.integers(1, 5))
def test_a_large_tangle_is_assigned_exactly(order: list[int], difference: int) -> None:
    similar = [Edge(50, i, 1 << i, 1 << j) for i in range(10) for j in range(10)]
    wanted = [Edge(50 + difference, i, 1 << i, 1 << j) for i, j in enumerate(order)]
    assert best_alignment(similar + wanted)[0] == 10 * (50 + difference)


def test_in_a_large_tangle_joined_words_are_left_out() -> None:
    size = TANGLE + 1
    similar = [Edge(10, i, 1 << i, 1 << j) for i in range(size) for j in range(size)]
    joined = [Edge(1000, 0, 1, 3)]
    assert best_alignment(similar + joined)[0] == 10 * size
    assert best_alignment([Edge(10, 0, 1, 1), *joined])[0] == 1000


def _union(masks: object) -> int:
    found = 0
    for mask in masks:  # type: ignore[attr-defined]
        found |= mask
    return found
