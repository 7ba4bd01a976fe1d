from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.model.code import ControlCode

steps = st.lists(st.sampled_from(["a", "b", "z"]) | st.integers(1, 120).map(str), max_size=7)
codes = st.builds(
    lambda c, g, n, s: ControlCode(".".join([f"{c}{g}{n:03}", *s])),
    st.integers(0, 9), st.sampled_from("ABCDE"), st.integers(0, 999), steps,
)  # fmt: skip


@given(codes)
def test_a_code_reads_back_from_its_text(code: ControlCode) -> None:
    assert ControlCode(str(code)) == code


@given(codes, codes, codes)
def test_codes_are_in_one_total_order(a: ControlCode, b: ControlCode, c: ControlCode) -> None:
    assert (a < b) + (b < a) + (a == b) == 1
    assert not (a < b < c) or a < c


@given(codes)
def test_a_parent_contains_its_child_and_stands_before_it(code: ControlCode) -> None:
    if code.parent is not None:
        assert code.parent.contains(code)
        assert code.parent < code


def test_paragraph_ten_stands_after_paragraph_two() -> None:
    assert ControlCode("1C350.10") > ControlCode("1C350.2")
    assert not ControlCode("1C350.1").contains(ControlCode("1C350.10"))


def test_cyrillic_look_alikes_are_folded() -> None:
    assert ControlCode("2В001") == ControlCode("2B001")


@pytest.mark.parametrize("text", ["", "2B", "2B0011", "2F001", "2B001.", "2B001..a", "2B001.a§", "ML1", "2B001.a b"])
def test_what_is_not_a_code_is_refused(text: str) -> None:
    if text == "2B001.":
        assert str(ControlCode(text)) == "2B001"
        return
    with pytest.raises(ValueError, match="not a control code"):
        ControlCode(text)
