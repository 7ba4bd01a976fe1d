"""What is stated about one thing, read once against the vocabulary. What cannot be used is kept as a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dualuse.logic.truth import Truth
from dualuse.logic.vocabulary import Parameter, Vocabulary
from dualuse.quantity import Ambiguous, Quantity, Unreadable, read_quantity

MAX_PARTS = 1_000
MAX_DEPTH = 6
_YES = frozenset({"yes", "true", "y", "да", "1"})
_NO = frozenset({"no", "false", "n", "нет", "0"})

Value = "bool | Quantity | str | tuple[str, ...] | tuple[Facts, ...]"


@dataclass(slots=True)
class Facts:
    """One item, part or transaction as the conditions see it.

    Attributes:
        kinds: Item kinds, as stated.
        values: Parameter name to a usable value. A parameter that is not in here is unknown.
        problems: Parameter name to why its stated value cannot be used; unknown too, never "no".
        answers: Question id to the truth a person gave.
        stated: Parameter name to the text as written, for traces.
        path: Where this stands in the transaction, e.g. ``items[0].parameters.linear_axes[1]``.
        unread: Stated names that no parameter has, each with its nearest names.
    """

    kinds: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Truth] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)
    path: str = ""
    unread: tuple[str, ...] = ()

    def place(self, name: str) -> str:
        """Where the value of ``name`` is written in the transaction."""
        return f"{self.path}.{name}" if self.path else name


def prepare(
    parameters: Mapping[str, object],
    vocabulary: Vocabulary,
    *,
    kinds: tuple[str, ...] = (),
    answers: Mapping[str, Truth] | None = None,
    path: str = "",
    depth: int = 0,
) -> Facts:
    """Read every stated value once. No text can make this raise."""
    facts = Facts(kinds=tuple(vocabulary.kind(k) or k for k in kinds), answers=dict(answers or {}), path=path)
    unread: list[str] = []
    for word, raw in parameters.items():
        parameter = vocabulary.parameter(word)
        if parameter is None:
            near = vocabulary.nearest_parameters(word)
            unread.append(word + (f" (did you mean {' or '.join(near)}?)" if near else ""))
            continue
        if raw is None:
            continue
        if parameter.name in facts.stated:
            facts.values.pop(parameter.name, None)
            facts.problems[parameter.name] = f"stated twice, the second time as '{word}'"
            continue
        facts.stated[parameter.name] = _shown(raw)
        _read(facts, parameter, raw, vocabulary, depth)
    facts.unread = tuple(unread)
    return facts


def _shown(raw: object) -> str:
    if isinstance(raw, list):
        return "[" + ", ".join(_shown(r) for r in raw[:8]) + (", …]" if len(raw) > 8 else "]")
    if isinstance(raw, dict):
        return "{" + ", ".join(f"{k}: {_shown(v)}" for k, v in list(raw.items())[:8]) + "}"
    return str(raw)


def _read(facts: Facts, parameter: Parameter, raw: object, vocabulary: Vocabulary, depth: int) -> None:
    if parameter.type == "quantity":
        value, problem = _quantity(parameter, raw)
    elif parameter.type == "flag":
        value, problem = _flag(raw)
    elif parameter.type in ("choice", "choices", "text"):
        value, problem = _choices(parameter, raw, vocabulary)
    else:
        value, problem = _parts(parameter, raw, vocabulary, facts, depth)
    if problem is None:
        facts.values[parameter.name] = value
    else:
        facts.problems[parameter.name] = problem


def _quantity(parameter: Parameter, raw: object) -> tuple[object, str | None]:
    if isinstance(raw, dict):
        raw = " … ".join(str(raw[k]) for k in ("min", "max") if k in raw) if set(raw) == {"min", "max"} else _shown(raw)
    if not isinstance(raw, str):
        return None, "one value with its unit is expected, not a list"
    reading = read_quantity(raw, parameter.dimension or "number", parameter.basis)
    if isinstance(reading, Quantity):
        return reading, None
    if isinstance(reading, Ambiguous):
        both = " or ".join(str(r) for r in reading.readings)
        return None, f"'{raw}' can be read in more than one way ({reading.reason}{': ' + both if both else ''})"
    return None, f"'{raw}': {reading.reason}" if isinstance(reading, Unreadable) else "unreadable"


def _flag(raw: object) -> tuple[object, str | None]:
    word = raw.strip().casefold() if isinstance(raw, str) else ""
    if word in _YES or word in _NO:
        return word in _YES, None
    return None, f"'{_shown(raw)}' is neither yes nor no"


def _choices(parameter: Parameter, raw: object, vocabulary: Vocabulary) -> tuple[object, str | None]:
    words = raw if isinstance(raw, list) else [raw]
    if not all(isinstance(w, str) for w in words):
        return None, "a word or a list of words is expected"
    found = [vocabulary.choice(parameter, str(w)) for w in words]
    wrong = [str(w) for w, f in zip(words, found, strict=True) if f is None]
    if wrong:
        known = ", ".join(c.value for c in parameter.values or ())
        return None, f"not in the vocabulary: {', '.join(wrong)}; known values: {known}"
    return tuple(f for f in found if f is not None), None


def _parts(
    parameter: Parameter, raw: object, vocabulary: Vocabulary, facts: Facts, depth: int
) -> tuple[object, str | None]:
    rows = raw if isinstance(raw, list) else [raw]
    if len(rows) > MAX_PARTS:
        return None, f"more than {MAX_PARTS} parts"
    if depth >= MAX_DEPTH or not all(isinstance(r, dict) for r in rows):
        return None, "a list of parts is expected, each a mapping of names to values"
    parts = []
    for number, row in enumerate(rows):
        assert isinstance(row, dict)
        own = dict(row)
        kinds = own.pop("kind", None)
        nested = own.pop("parameters", None)
        if isinstance(nested, dict):
            own.update(nested)
        stated = tuple(kinds) if isinstance(kinds, list) else (str(kinds),) if kinds else ()
        place = f"{facts.place(parameter.name)}[{number}]" if isinstance(raw, list) else facts.place(parameter.name)
        parts.append(prepare(own, vocabulary, kinds=stated, answers=facts.answers, path=place, depth=depth + 1))
    return tuple(parts), None
