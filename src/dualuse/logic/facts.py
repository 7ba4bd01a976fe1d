"""What is stated about one thing, read once against the vocabulary. What cannot be used is kept as a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dualuse.logic.truth import Truth
from dualuse.logic.vocabulary import Parameter, Vocabulary
from dualuse.quantity import Ambiguous, Quantity, Unreadable, read_quantity

if TYPE_CHECKING:
    from dualuse.logic.entry import Derived

MAX_PARTS = 1_000
"""Parts that one item may have, those of its parts included."""
MAX_DEPTH = 6
MAX_SHOWN = 160
MAX_HINTS = 20
"""Unknown names of one item for which the nearest names are looked up."""
AND_MORE = frozenset({"…", "..."})
"""A member of a list that says: there are more, and they are not stated."""

_YES = frozenset({"yes", "true", "y", "да", "1"})
_NO = frozenset({"no", "false", "n", "нет", "0"})


@dataclass(slots=True, eq=False)
class Facts:
    """One item, part or transaction as the conditions see it. Two are the same only where they are one object.

    A list of values or parts is taken to be complete. Where it is not (``…`` stands in it, or a member cannot be used)
    its name is in ``values`` with the members that can be used, and in ``problems`` too: then no condition may conclude
    anything from what is not in it.

    Attributes:
        kinds: Item kinds, as stated.
        values: Parameter name to a usable value: a :class:`Quantity`, a truth value, a tuple of words, or a tuple of
            :class:`Facts`. A parameter that is not in here is unknown.
        problems: Parameter name to why its stated value cannot be used, or not all of it; unknown, never "no".
        answers: Question id to the truth a person gave. Parts share the answers of their item.
        stated: Parameter name to the text as written, for traces.
        path: Where this stands in the transaction, e.g. ``items[0].parameters.linear_axes[1]``.
        unread: Stated names that no parameter has, each with its nearest names.
        home: Where the kind of this is written, e.g. ``items[0]`` or ``items[0].parameters.host_item``.
        asked_at: Where the thing whose ``answers`` these are is written.
        origin: Where values were worked out and added: the facts as they were stated. None for those themselves.
        rules: Parameter name to the rule that works it out, for every rule that was tried.
    """

    kinds: tuple[str, ...] = ()
    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Truth] = field(default_factory=dict)
    stated: dict[str, str] = field(default_factory=dict)
    path: str = ""
    unread: tuple[str, ...] = ()
    home: str = ""
    asked_at: str = ""
    origin: Facts | None = None
    rules: dict[str, Derived] = field(default_factory=dict)

    def place(self, name: str) -> str:
        """Where the value of ``name`` is written in the transaction."""
        return f"{self.path}.{name}" if self.path else name

    def quantity(self, name: str) -> Quantity | None:
        """The quantity stated under ``name``; None where none is usable."""
        value = self.values.get(name)
        return value if isinstance(value, Quantity) else None

    def words(self, name: str) -> tuple[str, ...] | None:
        """The words stated under ``name``; None where none are usable."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) and all(isinstance(v, str) for v in value) else None

    def parts(self, name: str) -> tuple[Facts, ...] | None:
        """The parts stated under ``name``; None where no list is usable."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) and all(isinstance(v, Facts) for v in value) else None


def prepare(
    parameters: Mapping[str, object],
    vocabulary: Vocabulary,
    *,
    kinds: tuple[str, ...] = (),
    answers: Mapping[str, Truth] | None = None,
    path: str = "",
) -> Facts:
    """Read every stated value once. No text, number, list or mapping can make this raise.

    Args:
        parameters: Names, labels or aliases of parameters, each with its value as written.
        vocabulary: What the names mean.
        kinds: Item kinds, by name, label or alias.
        answers: Judgements that persons gave, by question id.
        path: Where the parameters stand in the transaction; a last step ``parameters`` belongs to the item before it.
    """
    home = path.removesuffix(".parameters")
    facts = Facts(_kinds(kinds, vocabulary), answers=dict(answers or {}), path=path, home=home, asked_at=home)
    _Reader(vocabulary).fill(facts, parameters, 0)
    return facts


def _kinds(words: object, vocabulary: Vocabulary) -> tuple[str, ...]:
    several = words if isinstance(words, (list, tuple)) else [words]
    texts = [t for t in map(_text, several) if t]
    return tuple(dict.fromkeys(vocabulary.kind(t) or t for t in texts))


@dataclass(slots=True)
class _Reader:
    """Reads one item with all its parts, within one budget of parts."""

    vocabulary: Vocabulary
    parts_left: int = MAX_PARTS
    strangers: int = 0

    def fill(self, facts: Facts, parameters: Mapping[str, object], depth: int) -> None:
        unread: list[str] = []
        for key, raw in parameters.items():
            word = str(key)
            parameter = self.vocabulary.parameter(word)
            if parameter is None:
                unread.append(self._unread(word))
            elif raw is None:
                continue
            elif parameter.name in facts.stated:
                facts.values.pop(parameter.name, None)
                facts.problems[parameter.name] = f"stated twice, the second time as '{_cut(word)}'"
            else:
                facts.stated[parameter.name] = shown(raw)
                self._read(facts, parameter, raw, depth)
                unread += self._unread_inside(facts, parameter)
        facts.unread += tuple(unread)

    def _unread(self, word: str) -> str:
        several = self.vocabulary.meanings(word)
        if several:
            return f"{_cut(word)} (may mean {' or '.join(several)}; write one of these names)"
        self.strangers += 1
        near = self.vocabulary.nearest_parameters(word) if self.strangers <= MAX_HINTS else ()
        return _cut(word) + (f" (did you mean {' or '.join(near)}?)" if near else "")

    def _unread_inside(self, facts: Facts, parameter: Parameter) -> list[str]:
        parts = facts.parts(parameter.name) if parameter.type in ("parts", "item") else None
        lead = f"{facts.path}." if facts.path else ""
        return [f"{part.path.removeprefix(lead)}.{word}" for part in parts or () for word in part.unread]

    def _read(self, facts: Facts, parameter: Parameter, raw: object, depth: int) -> None:
        name = parameter.name
        value: object
        if parameter.type == "quantity":
            value, problem = _quantity(parameter, raw)
        elif parameter.type == "flag":
            value, problem = _flag(raw)
        elif parameter.type in ("choice", "choices", "text"):
            value, problem = self._choices(parameter, raw)
        else:
            value, problem = self._parts(parameter, raw, facts, depth)
        if value is not None:
            facts.values[name] = value
        if problem is not None:
            facts.problems[name] = problem

    # Each of these gives the usable value or None, and why it cannot be used, or not all of it.

    def _choices(self, parameter: Parameter, raw: object) -> tuple[tuple[str, ...] | None, str | None]:
        members = list(raw) if isinstance(raw, (list, tuple)) else [raw]
        if parameter.type == "choice" and len(members) > 1:
            return None, f"one value is expected, {len(members)} are stated"
        found: list[str] = []
        wrong: list[str] = []
        more = False
        for member in members:
            word = _text(member)
            if member is None or (word is not None and word.strip() in AND_MORE):
                more = True
                continue
            value = self.vocabulary.choice(parameter, word) if word is not None else None
            if value is None:
                wrong.append(shown(member))
            else:
                found.append(value)
        problem = None
        if wrong:
            known = ", ".join(c.value for c in (parameter.values or ())[:30])
            problem = f"not in the vocabulary: {_cut(', '.join(wrong[:8]))}; known values: {known}"
        elif more:
            problem = "the list says that there are more, which are not stated"
        if problem is not None and (parameter.type == "choice" or not found):
            return None, problem
        return tuple(dict.fromkeys(found)), problem

    def _parts(
        self, parameter: Parameter, raw: object, facts: Facts, depth: int
    ) -> tuple[tuple[Facts, ...] | None, str | None]:
        listed = isinstance(raw, (list, tuple))
        rows: list[object] = list(raw) if isinstance(raw, (list, tuple)) else [raw]
        if depth >= MAX_DEPTH:
            return None, f"parts of parts deeper than {MAX_DEPTH} levels are not read"
        if len(rows) > self.parts_left:
            return None, f"more than {MAX_PARTS} parts in one item are not read"
        self.parts_left -= len(rows)
        found: list[Facts] = []
        problem = None
        for number, row in enumerate(rows):
            place = facts.place(parameter.name) + (f"[{number}]" if listed else "")
            if isinstance(row, Mapping):
                found.append(self._part(parameter, row, facts, place, depth))
            elif row is None or (isinstance(row, str) and row.strip() in AND_MORE):
                problem = problem or "the list says that there are more, which are not stated"
            else:
                problem = f"'{shown(row)}' is no part; each part is a mapping of names to values"
        if problem is not None and not found:
            return None, problem
        return tuple(found), problem

    def _part(self, parameter: Parameter, row: Mapping[str, object], around: Facts, place: str, depth: int) -> Facts:
        """A part takes the answers of the item it belongs to; an item described inside another has its own."""
        own = {str(k): v for k, v in row.items()}
        kinds, nested, answers = own.pop("kind", None), own.pop("parameters", None), own.pop("answers", None)
        facts = Facts(_kinds(kinds, self.vocabulary), path=place, home=place)
        if parameter.type == "item" or answers is not None:
            facts.asked_at = place
            shared = {} if parameter.type == "item" else around.answers
            facts.answers = {**shared, **_answers(answers)}
        else:
            facts.asked_at, facts.answers = around.asked_at, around.answers
        if isinstance(nested, Mapping):
            facts.path = place if own else f"{place}.parameters"
        elif nested is not None:
            own["parameters"] = nested
        self.fill(facts, own, depth + 1)
        if isinstance(nested, Mapping):
            self.fill(facts, nested, depth + 1)
        return facts


def _answers(raw: object) -> dict[str, Truth]:
    """Answers as they are written in a transaction: a bare yes or no, or a mapping with ``answer``."""
    if not isinstance(raw, Mapping):
        return {}
    words = {str(k): v.get("answer") if isinstance(v, Mapping) else v for k, v in raw.items()}
    return {k: Truth.of(v if isinstance(v, (str, bool)) else None) for k, v in words.items()}


def _text(raw: object) -> str | None:
    """A scalar as a person would have written it; None for anything else."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, int) and raw.bit_length() > 200:
        return None  # no figure of trade; turning far larger ones into text is refused by Python itself
    return repr(raw) if isinstance(raw, (int, float)) else None


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def shown(raw: object, depth: int = 0) -> str:
    """A stated value in one short line."""
    if isinstance(raw, str):
        return _cut(raw)
    if depth > 2:
        return "…"
    if isinstance(raw, (list, tuple)):
        inside = ", ".join(shown(r, depth + 1) for r in raw[:8])
        return _cut(f"[{inside}{', …' if len(raw) > 8 else ''}]")
    if isinstance(raw, Mapping):
        pairs = [f"{_cut(str(k))}: {shown(v, depth + 1)}" for k, v in list(raw.items())[:8]]
        return _cut(f"{{{', '.join(pairs)}{', …' if len(raw) > 8 else ''}}}")
    return _cut(_text(raw) or ("not stated" if raw is None else type(raw).__name__))


def _quantity(parameter: Parameter, raw: object) -> tuple[Quantity | None, str | None]:
    if isinstance(raw, Mapping) and raw and set(raw) <= {"min", "max"}:
        return _between(parameter, raw)
    text = _text(raw)
    if text is None:
        return None, "one value with its unit is expected, or its min and max"
    reading = read_quantity(text, parameter.dimension or "number", parameter.basis)
    if isinstance(reading, Quantity):
        return reading, None
    if isinstance(reading, Ambiguous):
        both = " or ".join(str(r) for r in reading.readings)
        return None, f"'{_cut(text)}' can be read in more than one way ({reading.reason}{': ' + both if both else ''})"
    assert isinstance(reading, Unreadable)
    return None, f"'{_cut(text)}': {reading.reason}"


def _between(parameter: Parameter, raw: Mapping[str, object]) -> tuple[Quantity | None, str | None]:
    ends: dict[str, Quantity] = {}
    for key, value in raw.items():
        found, problem = _quantity(parameter, value) if not isinstance(value, Mapping) else (None, "one value expected")
        if found is None or not found.is_exact:
            return None, f"{key}: {problem or 'one exact value is expected'}"
        ends[str(key)] = found
    low, high = ends.get("min"), ends.get("max")
    if low is not None and high is not None and low.low > high.high:
        return None, "min is above max"
    some = low or high
    assert some is not None
    return Quantity(
        low.low if low else float("-inf"), high.high if high else float("inf"), low is not None, high is not None,
        some.dimension, some.basis, shown(raw),
    ), None  # fmt: skip


def _flag(raw: object) -> tuple[bool | None, str | None]:
    word = (_text(raw) or "").strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES, None
    return None, f"'{shown(raw)}' is neither yes nor no"
