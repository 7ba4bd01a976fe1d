"""Rates of turning and accelerations: units that mean another thing where another thing is measured."""

import math

import pytest

from dualuse.quantity import Quantity, Unreadable, read_quantity


@pytest.mark.parametrize(
    ("text", "degrees_per_second"),
    [("60 rpm", 360), ("60 об/мин", 360), ("2 rps", 720), ("7 rad/s", 401.0705), ("7 рад/с", 401.0705), ("30 °/s", 30)],
)
def test_a_turn_per_minute_is_six_degrees_per_second(text: str, degrees_per_second: float) -> None:
    read = read_quantity(text, "angular_rate")
    assert isinstance(read, Quantity)
    assert math.degrees(read.low) == pytest.approx(degrees_per_second, rel=1e-6)


def test_a_speed_of_revolution_still_counts_turns() -> None:
    read = read_quantity("12000 rpm", "rotation_rate")
    assert isinstance(read, Quantity)
    assert read.low == pytest.approx(200)


def test_an_angular_rate_is_not_stated_in_hertz() -> None:
    assert isinstance(read_quantity("10 Hz", "angular_rate"), Unreadable)


def test_a_mass_is_no_acceleration_though_milli_g_is_one() -> None:
    assert isinstance(read_quantity("200 kg", "acceleration"), Unreadable)
    read = read_quantity("50 mg", "acceleration")
    assert isinstance(read, Quantity)
    assert read.low == pytest.approx(0.4903325)
