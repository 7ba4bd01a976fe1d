"""Many names at once become what each becomes alone."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.many import Columns, normalise_many
from dualuse.matching.names import Language, NameMatcher
from dualuse.matching.normalise import MAX_CHARACTERS, UNCUT, normalise
from dualuse.matching.tables.rewriting import rewriting

TOLD = sorted({*rewriting().known, "al", "and", "of"})
WORDS = st.sampled_from(
    [*TOLD[::7], "werra", "no5", "007", "5th", "a&b", "o'brien", "завод", "公司", "نفت", "é", "\ufdfa"]
)
PARTED = st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "\n", ", ", "-", "\t", "\x1c", " & "])), max_size=9)
NAMES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="abz059 .&'\n\r\x00\x7f", max_size=40),
    PARTED.map(lambda parts: "".join(word + sign for word, sign in parts)),
    st.sampled_from([UNCUT - 1, UNCUT, UNCUT + 1, MAX_CHARACTERS + 9]).map(lambda length: ("kb sp " * length)[:length]),
    st.integers(20, 90).map(lambda count: "&" * count),
)


def both(names: list[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(forms.tokens, forms.plain) for forms in map(normalise, names)]


@given(st.lists(NAMES, max_size=12))
def test_many_names_become_what_each_becomes_alone(names: list[str]) -> None:
    assert list(normalise_many(names)) == both(names)


@given(st.lists(NAMES, max_size=12))
def test_columns_hold_every_name_they_are_made_of(names: list[str]) -> None:
    columns = Columns.of(both(names))
    assert list(columns) == both(names)
    assert len(columns) == len(names)


@given(st.lists(NAMES, min_size=1, max_size=12))
def test_an_index_is_the_same_however_its_names_were_normalised(names: list[str]) -> None:
    language = Language.shipped()
    one_by_one = dataclasses.replace(language, normalise=lambda name: normalise(name))
    held = [NameMatcher(names), NameMatcher(names, language=one_by_one), NameMatcher.from_forms(map(normalise, names))]
    assert len({matcher.weights.version for matcher in held}) == 1
    for i in range(len(names)):
        assert len({(tuple(m.forms_at(i).tokens), tuple(m.forms_at(i).plain)) for m in held}) == 1


def test_names_are_asked_for_in_blocks_and_not_held() -> None:
    """A list of millions is read from a file: what is not needed any more is let go."""
    alive = largest = 0

    class Name(str):
        def __init__(self, _: str) -> None:
            nonlocal alive, largest
            alive += 1
            largest = max(largest, alive)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    count = 120_000
    assert len(NameMatcher(Name(f"w{i % 900}") for i in range(count))) == count
    assert largest <= count * 5 // 6
