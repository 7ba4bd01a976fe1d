"""Formulas: exact at the limit, sound on ranges, units that fit, and nothing but arithmetic."""

import math
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.logic.ast import Op
from dualuse.logic.evaluation import compare_intervals
from dualuse.logic.expression import (
    MAX_TEXT,
    ExpressionError,
    Interval,
    Vector,
    constant,
    interval,
    parse_expression,
)
from dualuse.logic.truth import NO, UNKNOWN, YES
from dualuse.quantity import Quantity, read_quantity

LENGTH: Vector = (("m", Fraction(1)),)
MEASURES: dict[str, Vector] = {"a": (), "b": (), "c": (), "length": LENGTH, "width": LENGTH}


def quantity(low: float, high: float | None = None) -> Quantity:
    return Quantity(low, low if high is None else high, True, True, "number", None, "")


def worked_out(text: str, **values: float | tuple[float, float]) -> Interval | None:
    stated = {n: interval(quantity(*v) if isinstance(v, tuple) else quantity(v)) for n, v in values.items()}
    return parse_expression(text, MEASURES.get).evaluate(stated.get)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2*3", 7),
        ("-(2 - 5)", 3),
        ("(a + b)/c", Fraction(5, 4)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("a**3", 8),
        ("a**-1", Fraction(1, 2)),
        ("a**0", 1),
        ("(a*a)**0.5", 2),
        ("sqrt(6.25)", Fraction(5, 2)),
        ("log10(1000)", 3),
        ("log10(0.01)", -2),
        ("abs(a - b)", 1),
        ("min(a, b, c)", 2),
        ("max(a, b)", 3),
    ],
)
def test_what_can_be_exact_is_exact(text: str, value: int | Fraction) -> None:
    assert worked_out(text, a=2, b=3, c=4) == (value, value)


def test_a_figure_at_the_limit_is_at_the_limit_and_one_just_under_it_is_under_it() -> None:
    limit = (Fraction(3, 10), Fraction(3, 10))
    beside = [worked_out("a + b", a=0.1, b=b) for b in (0.1999999999999, 0.2, 0.2000000000001)]
    values = [v for v in beside if v is not None]
    assert [compare_intervals(v, "ge", limit) for v in values] == [NO, YES, YES]
    assert [compare_intervals(v, "gt", limit) for v in values] == [NO, NO, YES]
    assert [compare_intervals(v, "le", limit) for v in values] == [YES, YES, NO]
    assert [compare_intervals(v, "lt", limit) for v in values] == [YES, NO, NO]


def test_a_figure_that_was_rounded_on_the_way_is_unknown_at_the_very_limit_and_right_beside_it() -> None:
    limit = read_quantity("1500 psi", "pressure")  # a unit whose factor has more digits than a decimal of 15
    assert isinstance(limit, Quantity)
    found = interval(limit)
    assert found is not None
    low, high = found
    assert low < Fraction(limit.low) < high
    assert (high - low) / low < Fraction(1, 10**15)
    assert compare_intervals((low, high), "ge", (Fraction(limit.low), Fraction(limit.low))) is UNKNOWN
    just_under = math.nextafter(math.nextafter(limit.low, 0), 0)
    under = interval(quantity(just_under))
    assert under is not None
    assert compare_intervals(under, "ge", (Fraction(limit.low), Fraction(limit.low))) is NO


@pytest.mark.parametrize("text", ["a/(b - 3)", "a/0", "sqrt(2 - b)", "log10(a - 2)", "(2 - b)**2"])
def test_a_formula_without_a_value_says_so(text: str) -> None:
    if "a/0" in text:
        with pytest.raises(ExpressionError):
            parse_expression("1/0", MEASURES.get)
    assert worked_out(text, a=2, b=3) is None


def test_a_name_without_a_value_leaves_the_formula_without_one() -> None:
    assert worked_out("a + b", a=1) is None


# -- ranges


RANGES = st.tuples(st.integers(1, 50), st.integers(0, 20)).map(lambda p: (float(p[0]), float(p[0] + p[1])))
FORMULAS = [
    "a + b*c",
    "a/(b + c)",
    "(a - b)*c",
    "sqrt(a*b) + c",
    "log10(a + b)*c",
    "max(a, b) - min(b, c)",
    "a**2.65/b",
    "abs(a - b)**3",
]


@pytest.mark.parametrize("text", FORMULAS)
@given(a=RANGES, b=RANGES, c=RANGES, share=st.lists(st.integers(0, 10), min_size=3, max_size=3))
def test_a_range_holds_the_result_of_every_value_in_it(
    text: str, a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], share: list[int]
) -> None:
    whole = worked_out(text, a=a, b=b, c=c)
    inside = [low + (high - low) * s / 10 for (low, high), s in zip((a, b, c), share, strict=True)]
    part = worked_out(text, a=inside[0], b=inside[1], c=inside[2])
    if whole is not None:
        assert part is not None
        assert whole[0] <= part[0] <= part[1] <= whole[1]


@pytest.mark.parametrize("text", FORMULAS)
@given(a=RANGES, b=RANGES, c=RANGES, cut=st.integers(0, 10))
def test_a_narrower_range_never_gives_a_wider_result(
    text: str, a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], cut: int
) -> None:
    whole = worked_out(text, a=a, b=b, c=c)
    narrower = (a[0] + (a[1] - a[0]) * cut / 10, a[1])
    part = worked_out(text, a=narrower, b=b, c=c)
    if whole is not None:
        assert part is not None
        assert whole[0] <= part[0]
        assert part[1] <= whole[1]


def test_a_range_without_an_end_has_a_result_without_one() -> None:
    open_above = Quantity(2.0, math.inf, True, False, "number", None, "")
    found = parse_expression("a*b + 1", MEASURES.get).evaluate(
        lambda n: interval(open_above if n == "a" else quantity(3))
    )
    assert found is not None
    assert list(found) == [7, math.inf]
    zero = parse_expression("a*b", MEASURES.get).evaluate(lambda n: interval(open_above if n == "a" else quantity(0)))
    assert zero is not None
    assert list(zero) == [0, 0]


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
def test_ends_keep_their_order(a: float, b: float) -> None:
    low, high = sorted((a, b))
    one, other = interval(quantity(low)), interval(quantity(high))
    if one is not None and other is not None:
        assert one[0] <= other[0]
        assert one[1] <= other[1]


@pytest.mark.parametrize("end", [math.nan, 1.7976931348623157e308])
def test_ends_that_cannot_be_reckoned_with_have_no_range(end: float) -> None:
    assert interval(quantity(end)) is None


OPS: st.SearchStrategy[Op] = st.sampled_from(["gt", "ge", "lt", "le"])
INTERVALS = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda p: (Fraction(p[0]), Fraction(p[0] + p[1])))


@given(INTERVALS, OPS, INTERVALS)
def test_two_ranges_compare_as_all_their_values_do(left: Interval, op: Op, right: Interval) -> None:
    compare = {"gt": Fraction.__gt__, "ge": Fraction.__ge__, "lt": Fraction.__lt__, "le": Fraction.__le__}[op]
    ends = {bool(compare(Fraction(a), Fraction(b))) for a in left for b in right}
    assert compare_intervals(left, op, right) is (UNKNOWN if len(ends) > 1 else YES if ends.pop() else NO)


# -- units


@pytest.mark.parametrize(
    ("text", "vector"),
    [
        ("length/width", ()),
        ("length*width", (("m", Fraction(2)),)),
        ("sqrt(length*width)", LENGTH),
        ("length + si('1.7 µm')", LENGTH),
        ("length**3/si('1 l')", ()),
        ("log10(length/si('1 mm'))", ()),
        ("max(length, width)", LENGTH),
    ],
)
def test_a_formula_knows_what_it_measures(text: str, vector: Vector) -> None:
    assert parse_expression(text, MEASURES.get).vector == vector


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("length + a", "puts together m and a plain number"),
        ("length - 1", "puts together"),
        ("max(length, a)", "puts together"),
        ("log10(length)", "logarithm is of a plain number"),
        ("a**length", "must be a number"),
    ],
)
def test_units_that_do_not_fit_are_refused(text: str, says: str) -> None:
    with pytest.raises(ExpressionError, match=says):
        parse_expression(text, MEASURES.get)


def test_a_constant_carries_its_unit() -> None:
    found = constant("1.7 µm")
    assert (found.vector, found.evaluate(lambda _: None)) == (LENGTH, (Fraction(17, 10**7), Fraction(17, 10**7)))


@pytest.mark.parametrize("text", ["1,234 mm", "6-8 mm", "about 3 mm", "3 furlongs per fortnight", "", "ten"])
def test_a_constant_is_one_exact_number(text: str) -> None:
    with pytest.raises(ExpressionError):
        constant(text)


# -- nothing but arithmetic


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "a.__class__",
        "(lambda: 1)()",
        "[x for x in (1,)]",
        "a if b else c",
        "a and b",
        "a == b",
        "'text'",
        "a @ b",
        "a // b",
        "a % b",
        "a << 2",
        "~1",
        "True",
        "1j",
        "f'{a}'",
        "min()",
        "sqrt(a, b)",
        "log10(a, base=2)",
        "si(3)",
        "si(a)",
        "eval('1')",
        "unknown + 1",
        "1e999",
        "a**99",
        "a**-99",
        "1/0",
        "sqrt(-1)",
        "",
        "((((",
        "a b",
        "a = 1",
        "\x00",
        "9" * 5000,
        "-" * 400 + "1",
        "(" * 300 + "1" + ")" * 300,
        "+".join(["1"] * 500),
    ],
)
def test_anything_else_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"\w"):
        parse_expression(text, MEASURES.get)


@given(st.text(max_size=60))
def test_no_text_makes_reading_a_formula_raise_anything_else(text: str) -> None:
    with suppress(ExpressionError):
        parse_expression(text, MEASURES.get).evaluate(lambda _name: (Fraction(1), Fraction(2)))


def test_powers_of_powers_end_without_a_value_and_not_without_an_end() -> None:
    text = "a"
    while len(text) + 7 < MAX_TEXT and text.count("**") < 12:
        text = f"({text})**12"
    assert worked_out(text, a=3.7) is None
