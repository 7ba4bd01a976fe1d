"""Comparison with a limit: agrees with every point, and learning more never overturns it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.quantity import Ambiguous, Op, Quantity, compare, read_quantity

OPS: tuple[Op, ...] = ("ge", "gt", "le", "lt")
HOLDS = {
    "ge": lambda v, limit: v >= limit,
    "gt": lambda v, limit: v > limit,
    "le": lambda v, limit: v <= limit,
    "lt": lambda v, limit: v < limit,
}

points = st.integers(-4, 4).map(float)


@st.composite
def quantities(draw: st.DrawFn, *, exact: bool = False) -> Quantity:
    """Intervals with ends on a small grid, so that ends meet often; open, closed and without an end."""
    low = draw(points)
    if exact or draw(st.booleans()):
        return Quantity(low, low, True, True, "length", None, "")
    high = draw(points.filter(lambda p: p > low))
    low_closed, high_closed = draw(st.booleans()), draw(st.booleans())
    if draw(st.booleans()):
        low, low_closed = -math.inf, False
    if draw(st.booleans()):
        high, high_closed = math.inf, False
    return Quantity(low, high, low_closed, high_closed, "length", None, "")


def inside(q: Quantity) -> Iterator[float]:
    """Points that stand for all: the ends that are meant, close to them, between the grid, and far out."""
    low, high = max(q.low, -100.0), min(q.high, 100.0)
    if q.low_closed or q.low == -math.inf:
        yield low
    if q.high_closed or q.high == math.inf:
        yield high
    if low < high:
        yield from (low + 1e-3, high - 1e-3, (low + high) / 2)
        yield from (p + d for p in range(-5, 6) for d in (0.0, 0.25) if low < p + d < high)


@given(quantities(), quantities(exact=True), st.sampled_from(OPS))
def test_comparison_with_an_exact_limit_agrees_with_every_point(value: Quantity, limit: Quantity, op: Op) -> None:
    truths = {HOLDS[op](point, limit.low) for point in inside(value)}
    assert compare(value, op, limit) is (truths.pop() if len(truths) == 1 else None)


@given(quantities(), quantities(), st.sampled_from(OPS))
def test_comparison_with_a_range_agrees_with_every_pair_of_points(value: Quantity, limit: Quantity, op: Op) -> None:
    truths = {HOLDS[op](point, other) for point in inside(value) for other in inside(limit)}
    assert compare(value, op, limit) is (truths.pop() if len(truths) == 1 else None)


def is_within(narrow: Quantity, wide: Quantity) -> bool:
    low = narrow.low > wide.low or (narrow.low == wide.low and (wide.low_closed or not narrow.low_closed))
    high = narrow.high < wide.high or (narrow.high == wide.high and (wide.high_closed or not narrow.high_closed))
    return low and high


@given(quantities(), quantities(), quantities(exact=True), st.sampled_from(OPS))
def test_learning_a_narrower_interval_never_overturns_a_settled_comparison(
    wide: Quantity, narrow: Quantity, limit: Quantity, op: Op
) -> None:
    settled = compare(wide, op, limit)
    if is_within(narrow, wide) and settled is not None:
        assert compare(narrow, op, limit) is settled


@given(points, points, quantities(exact=True), st.sampled_from(("ge", "gt")))
def test_a_larger_value_never_stops_being_above_a_limit(one: float, other: float, limit: Quantity, op: Op) -> None:
    small, large = (Quantity(v, v, True, True, "length", None, "") for v in sorted((one, other)))
    if compare(small, op, limit):
        assert compare(large, op, limit) is True


@given(quantities(), quantities())
def test_not_less_is_at_least_and_not_more_is_at_most(value: Quantity, limit: Quantity) -> None:
    opposite = {None: None, True: False, False: True}
    assert compare(value, "ge", limit) is opposite[compare(value, "lt", limit)]
    assert compare(value, "le", limit) is opposite[compare(value, "gt", limit)]


@given(st.lists(quantities(), min_size=2, max_size=4), quantities(exact=True), st.sampled_from(OPS))
def test_an_ambiguous_value_is_settled_only_where_its_readings_agree(
    readings: list[Quantity], limit: Quantity, op: Op
) -> None:
    truths = {compare(r, op, limit) for r in readings}
    found = compare(Ambiguous("", tuple(readings), "", ""), op, limit)
    assert found is (truths.pop() if len(truths) == 1 else None)


def test_values_of_different_dimensions_cannot_be_compared() -> None:
    metre, kilogram = read_quantity("1 m", "length"), read_quantity("1 kg", "mass")
    assert isinstance(metre, Quantity)
    assert isinstance(kilogram, Quantity)
    with pytest.raises(ValueError, match=r"a value of length cannot be compared with a limit of mass"):
        compare(metre, "ge", kilogram)


def test_shares_of_different_things_are_not_compared() -> None:
    weight, volume = read_quantity("25 wt%", "fraction"), read_quantity("20 vol%", "fraction")
    bare = read_quantity("25 %", "fraction")
    assert isinstance(weight, Quantity)
    assert isinstance(volume, Quantity)
    assert isinstance(bare, Quantity)
    assert compare(weight, "ge", volume) is None
    assert compare(weight, "ge", bare) is True
