"""Values worked out from stated ones, where the parameter itself is not stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dualuse.logic.entry import Derived
from dualuse.logic.evaluation import Context, compile_node, interval_of
from dualuse.logic.expression import Interval
from dualuse.logic.facts import Facts
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth
from dualuse.quantity import Quantity


def with_derived(facts: Facts, rules: Sequence[Derived], context: Context) -> Facts:
    """The facts with every value that the rules can work out; the facts themselves are left as they are.

    What is stated is never overwritten, not even where it cannot be used.
    """
    added: Facts | None = None
    for rule in rules:
        now = added or facts
        name = rule.parameter.name
        if name in now.values or name in now.problems:
            continue
        if rule.only_if is not None and compile_node(rule.only_if)(now, context) is not YES:
            continue
        value = _value(rule, now, context)
        if value is None:
            continue
        if added is None:
            added = replace(facts, values=dict(facts.values), stated=dict(facts.stated))
        added.values[name] = value
        added.stated[name] = f"{_shown(value)} (worked out)"
    return added or facts


def _value(rule: Derived, facts: Facts, context: Context) -> object | None:
    if rule.when is not None:
        truth = compile_node(rule.when)(facts, context)
        return None if truth is UNKNOWN else truth is YES
    if rule.classes:
        return _classified(rule, facts, context)
    assert rule.expression is not None
    if rule.over is None:
        return _quantity(rule, _interval(rule, facts))
    parts = _parts(rule, facts, context)
    if parts is None:
        return None
    intervals = [_interval(rule, p) for p in parts]
    if not intervals or any(i is None for i in intervals):
        return None
    lows, highs = zip(*(i for i in intervals if i is not None), strict=True)
    if rule.aggregate == "sum":
        return _quantity(rule, (sum(lows), sum(highs)))
    choose = max if rule.aggregate == "max" else min
    return _quantity(rule, (choose(lows), choose(highs)))


def _parts(rule: Derived, facts: Facts, context: Context) -> list[Facts] | None:
    """The parts that the rule speaks of; None where the list is not stated or a part may or may not belong to it."""
    assert rule.over is not None
    parts = facts.values.get(rule.over.name)
    if not isinstance(parts, tuple):
        return None
    if rule.where is None:
        return list(parts)
    run = compile_node(rule.where)
    truths: list[Truth] = [run(p, context) for p in parts]
    return None if UNKNOWN in truths else [p for p, t in zip(parts, truths, strict=True) if t is YES]


def _interval(rule: Derived, facts: Facts) -> Interval | None:
    assert rule.expression is not None
    look = interval_of(facts)
    if any(look(n) is None for n in rule.expression.names):
        return None
    return rule.expression.evaluate(look)


def _quantity(rule: Derived, interval: Interval | None) -> Quantity | None:
    if interval is None:
        return None
    low, high = (float(f"{v:.13g}") for v in interval)
    dimension = rule.parameter.dimension or "number"
    return Quantity(low, high, low != float("-inf"), high != float("inf"), dimension, rule.parameter.basis, "")


def _classified(rule: Derived, facts: Facts, context: Context) -> tuple[str, ...] | None:
    """The class of every part; None where one cannot be told: an undecided class is never passed over."""
    targets = _parts(rule, facts, context) if rule.over is not None else [facts]
    if targets is None:
        return None
    runs = [(name, compile_node(node)) for name, node in rule.classes]
    found: list[str] = []
    for part in targets:
        names = _classes_of(rule, part, runs, context)
        if names is None:
            return None
        found += names
    return tuple(dict.fromkeys(found))


def _classes_of(rule: Derived, part: Facts, runs: list, context: Context) -> tuple[str, ...] | None:  # type: ignore[type-arg]
    """The classes of one part: those it states itself under the same name, else the one worked out."""
    name = rule.parameter.name
    own = part.values.get(name)
    if isinstance(own, tuple):
        return own
    worked_out = None if name in part.problems else _class_of(rule, part, runs, context)
    return None if worked_out is None else (worked_out,)


def _class_of(rule: Derived, part: Facts, runs: list, context: Context) -> str | None:  # type: ignore[type-arg]
    for name, run in runs:
        truth = run(part, context)
        if truth is YES:
            return str(name)
        if truth is not NO:
            return None
    return rule.otherwise


def _shown(value: object) -> str:
    if isinstance(value, Quantity):
        return str(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
