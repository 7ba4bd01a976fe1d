"""Values worked out from stated ones, where the parameter itself is not stated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from dualuse.logic.entry import Derived
from dualuse.logic.evaluation import Context, compile_node, interval_of
from dualuse.logic.expression import End, Expression, Interval
from dualuse.logic.facts import Facts
from dualuse.logic.truth import UNKNOWN, YES
from dualuse.logic.uses import inputs
from dualuse.quantity import Quantity

if TYPE_CHECKING:
    from dualuse.logic.explaining import Explainer, Missing

MAX_PARTS_ASKED = 8


def with_derived(facts: Facts, rules: Sequence[Derived], context: Context) -> Facts:
    """The facts with every value that the rules can work out; the facts themselves are left as they are.

    What is stated is never overwritten, not even where it cannot be used. A rule may use what an earlier one gave.
    """
    wanted = [r for r in rules if r.parameter.name not in facts.values and r.parameter.name not in facts.problems]
    if not wanted:
        return facts
    now = Facts(
        facts.kinds,
        dict(facts.values),
        dict(facts.problems),
        facts.answers,
        facts.stated,
        facts.path,
        facts.unread,
        facts.home,
        facts.asked_at,
        facts.origin or facts,
        {r.parameter.name: r for r in reversed(wanted)},
    )
    for rule in wanted:
        name = rule.parameter.name
        if name in now.values or name in now.problems:
            continue
        if rule.only_if is not None and compile_node(rule.only_if)(now, context) is not YES:
            continue
        value, problem = _value(rule, now, context)
        if value is not None:
            now.values[name] = value
        if problem is not None:
            now.problems[name] = problem
    return now


def _value(rule: Derived, facts: Facts, context: Context) -> tuple[object | None, str | None]:
    """What the rule gives, or None; and why it is not all, for a list of classes with a part whose class is open."""
    if rule.when is not None:
        truth = compile_node(rule.when)(facts, context)
        return (None if truth is UNKNOWN else truth is YES), None
    parts = _parts(rule, facts, context)
    if rule.classes:
        return _classified(rule, facts, parts, context)
    assert rule.expression is not None
    if rule.over is None:
        return _quantity(rule, _interval(rule.expression, facts)), None
    if parts is None or rule.over.name in facts.problems or not (parts or rule.aggregate == "sum"):
        return None, None
    intervals = [_interval(rule.expression, part) for part in parts]
    known = [i for i in intervals if i is not None]
    if len(known) < len(intervals):
        return None, None
    return _quantity(rule, _aggregated(rule, known)), None


def _aggregated(rule: Derived, intervals: list[Interval]) -> Interval:
    lows, highs = [i[0] for i in intervals], [i[1] for i in intervals]
    if rule.aggregate == "sum":
        return sum(lows, Fraction(0)), sum(highs, Fraction(0))
    choose: Callable[[list[End]], End] = max if rule.aggregate == "max" else min
    return choose(lows), choose(highs)


def _parts(rule: Derived, facts: Facts, context: Context) -> list[Facts] | None:
    """The parts that the rule speaks of; None where the list is not stated or a part may or may not belong to it."""
    if rule.over is None:
        return [facts]
    parts = facts.parts(rule.over.name)
    if parts is None or rule.where is None:
        return None if parts is None else list(parts)
    run = compile_node(rule.where)
    truths = [run(part, context) for part in parts]
    return None if UNKNOWN in truths else [p for p, t in zip(parts, truths, strict=True) if t is YES]


def _interval(expression: Expression, facts: Facts) -> Interval | None:
    return expression.evaluate(interval_of(facts))


def _quantity(rule: Derived, interval: Interval | None) -> Quantity | None:
    if interval is None:
        return None
    try:
        low, high = float(interval[0]), float(interval[1])
    except OverflowError:
        return None
    dimension = rule.parameter.dimension or "number"
    return Quantity(low, high, low != -math.inf, high != math.inf, dimension, rule.parameter.basis, "")


def _classified(
    rule: Derived, facts: Facts, parts: list[Facts] | None, context: Context
) -> tuple[tuple[str, ...] | None, str | None]:
    """The classes of the parts. A part whose class is open leaves the list incomplete; it is never passed over."""
    if parts is None:
        return None, None
    seen = [_classes_of(rule, part, context) for part in parts]
    known = tuple(dict.fromkeys(chain.from_iterable(names for names in seen if names is not None)))
    open_ = [number + 1 for number, names in enumerate(seen) if names is None]
    incomplete = rule.over is not None and rule.over.name in facts.problems
    if not open_ and not incomplete:
        return known, None
    if not known:
        return None, None
    which = ", ".join(map(str, open_[:MAX_PARTS_ASKED])) or "parts that are not stated"
    return known, f"the class of {which} in {rule.over.label if rule.over else 'the item'} cannot be told"


def _classes_of(rule: Derived, part: Facts, context: Context) -> tuple[str, ...] | None:
    """The classes of one part: those it states itself under the same name, else the one worked out."""
    name = rule.parameter.name
    if name in part.problems:
        return None
    own = part.words(name)
    if own is not None:
        return own
    for value, node in rule.classes:
        truth = compile_node(node)(part, context)
        if truth is YES:
            return (value,)
        if truth is UNKNOWN:
            return None
    return (rule.otherwise,) if rule.otherwise is not None else None


def stated_as(facts: Facts, name: str) -> str | None:
    """The value as it was written, or as it was worked out; None where it is neither."""
    text = facts.stated.get(name)
    if text is None and name in facts.values:
        try:
            return f"{_shown(facts.values[name])} (worked out)"
        except (ValueError, OverflowError):
            return "no figure"
    return text


def _shown(value: object) -> str:
    if isinstance(value, Quantity):
        close = not value.is_exact and math.isclose(value.low, value.high, rel_tol=1e-12)
        return (
            Quantity(value.low, value.low, True, True, value.dimension, value.basis, "").in_si()
            if close
            else str(value)
        )
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return "yes" if value is True else "no"


# -- what is missing


def inputs_missing(rule: Derived, facts: Facts, explain: Explainer) -> tuple[Missing, ...]:
    """The inputs that keep the value open, where one at least is stated; else the value itself is better asked.

    Args:
        rule: How the value is worked out.
        facts: What the rule looks at.
        explain: An explainer in which silence is unknown.
    """
    if rule.only_if is not None:
        allowed = explain.explain(rule.only_if, facts)
        if allowed.truth is not YES:
            return (
                allowed.missing if any(name in facts.values or name in facts.problems for name in inputs(rule)) else ()
            )
    if rule.over is not None:
        return tuple(_of_parts(rule, facts, explain))
    if not any(name in facts.values or name in facts.problems for name in inputs(rule)):
        return ()
    return tuple(_of_one(rule, facts, explain))


def _of_one(rule: Derived, facts: Facts, explain: Explainer) -> Iterable[Missing]:
    """What is missing from one thing: the item, or one part."""
    if rule.when is not None:
        return explain.explain(rule.when, facts).missing
    if rule.expression is not None:
        look = interval_of(facts)
        vague = [n for n in rule.expression.names if (found := look(n)) is None or found[0] != found[1]]
        parameters = explain.vocabulary.parameters
        return chain.from_iterable(explain.parameter_missing(parameters[n], facts) for n in vague)
    for _, node in rule.classes:
        outcome = explain.explain(node, facts)
        if outcome.truth is YES:
            break
        if outcome.truth is UNKNOWN:
            return outcome.missing
    return ()


def _of_parts(rule: Derived, facts: Facts, explain: Explainer) -> Iterable[Missing]:
    assert rule.over is not None
    parts = facts.parts(rule.over.name)
    if parts is None:
        return explain.parameter_missing(rule.over, facts) if rule.over.name in facts.problems else ()
    found: list[Missing] = []
    for part in parts:
        if len(found) >= MAX_PARTS_ASKED:
            break
        found += _of_part(rule, part, explain)
    if rule.over.name in facts.problems:
        found += explain.parameter_missing(rule.over, facts)
    return found


def _of_part(rule: Derived, part: Facts, explain: Explainer) -> Iterable[Missing]:
    if rule.where is not None:
        belongs = explain.explain(rule.where, part)
        if belongs.truth is not YES:
            return belongs.missing
    if rule.classes and (rule.parameter.name in part.values or rule.parameter.name in part.problems):
        return explain.parameter_missing(rule.parameter, part) if rule.parameter.name in part.problems else ()
    return _of_one(rule, part, explain)
