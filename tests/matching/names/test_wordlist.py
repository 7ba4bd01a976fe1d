"""Lists of words as plain arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.names.wordlist import WordList

words = st.dictionaries(st.text(alphabet="abzé中\0", min_size=1, max_size=5), st.booleans(), max_size=12)


@given(words)
def test_some_of_the_words_are_a_list_of_just_those(kept: dict[str, bool]) -> None:
    held = WordList.of(kept)
    some = held.only(np.array([kept[word] for word in held.words()], bool))
    fresh = WordList.of([word for word, keep in kept.items() if keep])
    assert some.words() == fresh.words()
    assert some.text.tobytes() == fresh.text.tobytes()
    assert some.length_starts.tolist() == fresh.length_starts.tolist()
    assert some.wide.tobytes() == fresh.wide.tobytes()
    assert [some.find(word) for word in fresh.words()] == list(range(len(fresh)))
