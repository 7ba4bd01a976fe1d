from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.names.bags import CLASSES, BagPlanes, bag_row, letter_bag

words = st.one_of(
    st.text(alphabet="ab", max_size=12),
    st.text(alphabet="abcdefg 019é中", max_size=16),
    st.text(max_size=6),
)


@given(
    st.lists(words, max_size=140),
    words,
    st.integers(2, 140),
    st.integers(0, 3),
    st.lists(st.integers(-1, 16), max_size=14),
)
def test_every_bag_with_the_overlap_is_found_and_others_only_where_bits_ran_out(
    held: list[str], query: str, planes: int, low: int, needs: list[int]
) -> None:
    held = sorted(held, key=len)
    counts = np.array([bag_row(text) for text in held]).reshape(len(held), CLASSES)
    lengths = np.array([len(text) for text in held], np.int32)
    bags = BagPlanes.build(lengths, lambda start, stop: counts[start:stop], planes)
    asked = bag_row(query)
    certain, possible = set(), set()
    for i, row in enumerate(counts):
        place = len(held[i]) - low
        if 0 <= place < len(needs):
            overlap = int(np.minimum(row, asked).sum())
            seen = int(np.minimum(np.minimum(row, asked), bags.levels).sum())
            hidden = int(np.maximum(asked.astype(int) - bags.levels, 0).sum()) if (row > bags.levels).any() else 0
            certain |= {i} if overlap >= needs[place] else set()
            possible |= {i} if seen + hidden >= needs[place] else set()
    found = bags.at_least(letter_bag(query), low, needs).tolist()
    assert found == sorted(found)
    assert certain <= set(found)
    assert set(found) == possible


def test_more_strings_than_one_chunk_holds_are_all_seen() -> None:
    row = bag_row("ab")
    many = 64 * 8192 + 100
    lengths = np.full(many, 2, np.int32)
    bags = BagPlanes.build(lengths, lambda start, stop: np.tile(row, (stop - start, 1)), 8)
    assert len(bags.at_least(letter_bag("ba"), 2, [2])) == many
    assert len(bags.at_least(letter_bag("bc"), 2, [2])) == 0
