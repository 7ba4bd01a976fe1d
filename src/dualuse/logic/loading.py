"""From a plain document to the syntax tree. Every problem is an issue with its line; none stops the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

from dualuse.documents import Document, Plain
from dualuse.issues import Issue, Path
from dualuse.logic.ast import (
    SIGNS,
    Ask,
    Calc,
    Compare,
    Const,
    Flag,
    Group,
    Inherit,
    Is,
    Member,
    Node,
    Not,
    Op,
    OtherThan,
    Quantified,
    Range,
    Ref,
    Table,
    Tx,
)
from dualuse.logic.expression import Expression, ExpressionError, Vector, constant, in_words, parse_expression
from dualuse.logic.truth import NO, UNKNOWN, YES
from dualuse.logic.vocabulary import Parameter, Vocabulary
from dualuse.quantity import Quantity, dimensions, read_quantity

MAX_DEPTH = 12
MAX_NODES = 2_000
MARKS = ("at", "note", "in_turn")
"""Keys that may stand beside the operator of a condition."""
_BOUNDS: dict[str, tuple[Op, Op]] = {"[]": ("ge", "le"), "[)": ("ge", "lt"), "(]": ("gt", "le"), "()": ("gt", "lt")}
_CELL: dict[str, Op] = {">=": "ge", "<=": "le", ">": "gt", "<": "lt", "≥": "ge", "≤": "le"}


class WrongCondition(Exception):  # noqa: N818 - it becomes an issue, it is never an error to a caller
    """A problem at a path; becomes an issue at the nearest operator."""

    def __init__(self, message: str, path: Path) -> None:
        self.message, self.path = message, path


@dataclass(slots=True)
class ConditionLoader:
    """Loads the conditions of one document against one vocabulary, and collects the issues.

    Attributes:
        codes: Every control code that a condition refers to, with its place, for checking references later.
        asks: Question id to its text in English and Russian, so that one id never stands for two questions.
    """

    vocabulary: Vocabulary
    document: Document
    issues: list[Issue] = field(default_factory=list)
    codes: list[tuple[str, Path]] = field(default_factory=list)
    asks: dict[str, tuple[str, str]] = field(default_factory=dict)
    nodes: int = 0

    def load(self, value: Plain, path: Path, depth: int = 0) -> Node:
        """The condition at ``path``; :class:`Const` UNKNOWN where it cannot be used, with the issue recorded."""
        try:
            return self._load(value, path, depth)
        except WrongCondition as wrong:
            self.problem(wrong.message, wrong.path)
            return Const(UNKNOWN)

    def problem(self, message: str, path: Path) -> None:
        """Record an error at ``path``."""
        self.issues.append(Issue("error", self.document.where(path), message))

    def _load(self, value: Plain, path: Path, depth: int) -> Node:
        self.nodes += 1
        if self.nodes == MAX_NODES + 1:
            raise WrongCondition(f"more than {MAX_NODES:,} conditions in one entry; the others are not read", path)
        if self.nodes > MAX_NODES:
            return Const(UNKNOWN)
        if depth > MAX_DEPTH:
            raise WrongCondition(f"conditions nested deeper than {MAX_DEPTH}", path)
        if value == "true":
            return Const(YES)
        if value == "false":
            return Const(NO)
        if not isinstance(value, dict):
            raise WrongCondition(f"a condition is a mapping such as {{flag: name}}, not '{_cut(value)}'", path)
        words = [k for k in value if k not in MARKS]
        strange = [w for w in words if w not in _OPERATORS]
        if strange:
            near = get_close_matches(strange[0], _OPERATORS, 1)
            hint = f"; did you mean '{near[0]}'?" if near else f"; there are: {', '.join(_OPERATORS)}"
            raise WrongCondition(f"unknown operator '{_cut(strange[0])}'{hint}", (*path, strange[0]))
        if len(words) != 1:
            raise WrongCondition(f"one operator is expected, not {' and '.join(words) or 'none'}", path)
        word = words[0]
        node = _OPERATORS[word](self, value[word], (*path, word), depth)
        return replace(
            node,
            at=self.texts(value.get("at"), (*path, "at")),
            note=self._text_or_none(value.get("note"), path),
            in_turn=self._in_turn(value, word, path),
        )

    def _in_turn(self, value: dict[str, Plain], word: str, path: Path) -> bool:
        if "in_turn" not in value:
            return False
        if value["in_turn"] != "yes" or word not in ("all", "any"):
            raise WrongCondition("'in_turn: yes' stands beside 'all' or 'any'", (*path, "in_turn"))
        return True

    def texts(self, value: Plain, path: Path) -> tuple[str, ...]:
        """A text or a list of texts as a tuple; empty where nothing is given."""
        if value is None:
            return ()
        many = value if isinstance(value, list) else [value]
        if not all(isinstance(v, str) for v in many):
            raise WrongCondition("a word or a list of words is expected", path)
        return tuple(str(v) for v in many)

    def _text_or_none(self, value: Plain, path: Path) -> str | None:
        if value is not None and not isinstance(value, str):
            raise WrongCondition("a note is a text", path)
        return value

    # -- names

    def parameter(self, name: Plain, path: Path, *types: str) -> Parameter:
        """The parameter called exactly ``name``, of one of the types."""
        found = self.vocabulary.parameters.get(name) if isinstance(name, str) else None
        if found is None:
            near = self.vocabulary.nearest_parameters(str(name))
            raise WrongCondition(f"no parameter '{name}'" + (f"; nearest: {', '.join(near)}" if near else ""), path)
        if types and found.type not in types:
            raise WrongCondition(f"'{name}' is a {found.type}, a {' or '.join(types)} is expected", path)
        return found

    def limit(self, parameter: Parameter, text: Plain, path: Path) -> Quantity:
        """One exact limit in the parameter's dimension."""
        if not isinstance(text, str):
            raise WrongCondition("a limit is a number with its unit", path)
        reading = read_quantity(text, parameter.dimension or "number", parameter.basis)
        if not isinstance(reading, Quantity) or not reading.is_exact:
            why = getattr(reading, "reason", "not one exact value")
            raise WrongCondition(f"the limit '{text}' of {parameter.name} cannot be read: {why}", path)
        return reading

    def fits(self, expression: Expression, parameter: Parameter, path: Path) -> None:
        """Raise where a formula does not measure what the parameter does."""
        wanted = _vector(parameter)
        if wanted is not None and expression.vector != wanted:
            raise WrongCondition(
                f"the formula gives {in_words(expression.vector)}, but {parameter.name} is {in_words(wanted)}", path
            )

    # -- operators

    def _group(self, every: bool, value: Plain, path: Path, depth: int) -> Node:
        if not isinstance(value, list) or not value:
            raise WrongCondition("a list of conditions is expected", path)
        return Group(every, tuple(self.load(v, (*path, i), depth + 1) for i, v in enumerate(value)))

    def _all(self, value: Plain, path: Path, depth: int) -> Node:
        return self._group(True, value, path, depth)

    def _any(self, value: Plain, path: Path, depth: int) -> Node:
        return self._group(False, value, path, depth)

    def _not(self, value: Plain, path: Path, depth: int) -> Node:
        return Not(self.load(value, path, depth + 1))

    def _is(self, value: Plain, path: Path, _depth: int) -> Node:
        kinds = self.texts(value, path)
        for kind in kinds:
            if kind not in self.vocabulary.kinds:
                near = self.vocabulary.nearest_kinds(kind)
                raise WrongCondition(f"no kind '{kind}'" + (f"; nearest: {', '.join(near)}" if near else ""), path)
        if not kinds:
            raise WrongCondition("a kind is expected", path)
        return Is(tuple(dict.fromkeys(kinds)))

    def _compare(self, op: Op, value: Plain, path: Path) -> Node:
        if not isinstance(value, list) or len(value) != 2:
            raise WrongCondition("write [parameter, limit]", path)
        parameter = self.parameter(value[0], path, "quantity")
        return Compare(parameter, op, self.limit(parameter, value[1], path))

    def _range(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, list) or not value:
            raise WrongCondition('write [parameter, low, high] or [parameter, low, high, "[)"]', path)
        return self._within(self.parameter(value[0], path, "quantity"), value[1:], path)

    def _within(self, parameter: Parameter, limits: list[Plain], path: Path) -> Range:
        if len(limits) not in (2, 3):
            raise WrongCondition(
                'two limits are expected, and bounds such as "[)" where they are not both closed', path
            )
        bounds = limits[2] if len(limits) == 3 else "[]"
        if not isinstance(bounds, str) or bounds not in _BOUNDS:
            raise WrongCondition(f"'{_cut(bounds)}' are no bounds; there are: {' '.join(_BOUNDS)}", path)
        low, high = self.limit(parameter, limits[0], path), self.limit(parameter, limits[1], path)
        if low.low > high.low or (low.low == high.low and bounds != "[]"):
            raise WrongCondition("the lower limit is above the upper one, or nothing lies between them", path)
        return Range(parameter, low, high, *_BOUNDS[bounds])

    def _flag(self, value: Plain, path: Path, _depth: int) -> Node:
        return Flag(self.parameter(value, path, "flag"))

    def _member(self, every: bool, value: Plain, path: Path) -> Node:
        if not isinstance(value, list) or len(value) != 2:
            raise WrongCondition("write [parameter, [values]] or [parameter, @set]", path)
        parameter = self.parameter(value[0], path, "choice", "choices", "text")
        return self._one_of(every, parameter, value[1], path)

    def _one_of(self, every: bool, parameter: Parameter, value: Plain, path: Path) -> Member:
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        return Member(parameter, self.values(parameter, value, path), every, shown)

    def values(self, parameter: Parameter, value: Plain, path: Path) -> frozenset[str]:
        """The values of a list or of a named ``@set``, each one the parameter may have."""
        if isinstance(value, str) and value.startswith("@"):
            if value[1:] not in self.vocabulary.sets:
                raise WrongCondition(f"no set '{value}'", path)
            words = self.vocabulary.sets[value[1:]]
        else:
            words = self.texts(value, path)
        if not words:
            raise WrongCondition("an empty set", path)
        found = {w: self.vocabulary.choice(parameter, w) for w in words}
        unknown = [w for w, f in found.items() if f is None]
        if unknown:
            raise WrongCondition(f"not among the values of {parameter.name}: {', '.join(unknown)}", path)
        return frozenset(f for f in found.values() if f is not None)

    def _quantified(self, how: Literal["exists", "forall", "count"], value: Plain, path: Path, depth: int) -> Node:
        row = self._row(value, path, {"over", "where"}, set(SIGNS) if how == "count" else set())
        over = self.parameter(row["over"], (*path, "over"), "parts", "item")
        where = self.load(row["where"], (*path, "where"), depth + 1)
        if how != "count":
            return Quantified(how, over, where)
        op, number = self._op(row, path)
        if not isinstance(number, str) or not number.isdecimal() or len(number) > 4:
            raise WrongCondition("count takes one comparison with a whole number, e.g. ge: 2", path)
        return Quantified(how, over, where, op, int(number))

    def _row(self, value: Plain, path: Path, needed: set[str], more: set[str]) -> dict[str, Plain]:
        """A mapping with every needed key and none that is unknown."""
        known = ", ".join(sorted(needed))
        if not isinstance(value, dict):
            raise WrongCondition(f"a mapping with {known} is expected", path)
        strange = sorted(set(value) - needed - more)
        if strange:
            raise WrongCondition(
                f"unknown key '{_cut(strange[0])}'; there are: {', '.join(sorted(needed | more))}", path
            )
        absent = sorted(needed - set(value))
        if absent:
            raise WrongCondition(f"missing: {', '.join(absent)}", path)
        return value

    def _op(self, row: dict[str, Plain], path: Path) -> tuple[Op, Plain]:
        found: list[Op] = [op for op in OPS if op in row]
        if len(found) != 1:
            raise WrongCondition("one comparison is expected: gt, ge, lt or le", path)
        return found[0], row[found[0]]

    def _table(self, value: Plain, path: Path, _depth: int) -> Node:
        row = self._row(value, path, {"cols", "rows"}, set())
        cols, rows = row["cols"], row["rows"]
        if not isinstance(cols, list) or not isinstance(rows, list) or not rows or not cols:
            raise WrongCondition("cols and rows are lists", path)
        parameters = [self.parameter(c, (*path, "cols"), "quantity", "choice", "choices", "text", "flag") for c in cols]
        if len({p.name for p in parameters}) < len(parameters):
            raise WrongCondition("a column is given twice", (*path, "cols"))
        return Table(
            False, tuple(self._cells(parameters, r, (*path, "rows", n)) for n, r in enumerate(rows)), tuple(parameters)
        )

    def _cells(self, parameters: list[Parameter], row: Plain, path: Path) -> Node:
        self.nodes += len(parameters)
        if not isinstance(row, list) or len(row) != len(parameters):
            raise WrongCondition(f"a row has {len(parameters)} cells", path)
        cells = [self._cell(p, c, path) for p, c in zip(parameters, row, strict=True) if c is not None]
        if not cells:
            raise WrongCondition("a row without any condition is always met", path)
        return Group(True, tuple(cells))

    def _cell(self, parameter: Parameter, cell: Plain, path: Path) -> Node:
        if parameter.type == "flag":
            if cell not in ("yes", "no"):
                raise WrongCondition(f"a cell of {parameter.name} is yes or no", path)
            return Flag(parameter) if cell == "yes" else Not(Flag(parameter))
        if parameter.type != "quantity":
            return self._one_of(False, parameter, cell, path)
        if isinstance(cell, list):
            return self._within(parameter, cell, path)
        for sign in sorted(_CELL, key=len, reverse=True):
            if isinstance(cell, str) and cell.startswith(sign):
                return Compare(parameter, _CELL[sign], self.limit(parameter, cell[len(sign) :].strip(), path))
        raise WrongCondition(
            f"a cell is a comparison such as '>= 4 m' or [low, high, \"[)\"], not '{_cut(cell)}'", path
        )

    def expression(self, text: Plain, path: Path) -> Expression:
        """A formula over quantities."""
        if not isinstance(text, str):
            raise WrongCondition("a formula is a text", path)
        try:
            return parse_expression(text, lambda name: _vector(self.vocabulary.parameters.get(name)))
        except ExpressionError as error:
            raise WrongCondition(str(error), path) from None

    def _calc(self, value: Plain, path: Path, _depth: int) -> Node:
        row = self._row(value, path, {"expr"}, set(SIGNS))
        op, limit = self._op(row, path)
        left = self.expression(row["expr"], (*path, "expr"))
        try:
            right = constant(limit) if isinstance(limit, str) else self.expression(limit, (*path, op))
        except ExpressionError:
            right = self.expression(limit, (*path, op))
        if left.vector != right.vector:
            raise WrongCondition(f"compares {in_words(left.vector)} with {in_words(right.vector)}", path)
        if not left.names and not right.names:
            raise WrongCondition("nothing that is stated stands in it", path)
        return Calc(left, op, right)

    def _ref(self, value: Plain, path: Path, _depth: int) -> Node:
        row = self._row(value, path, {"entry"}, {"of"})
        return Ref(self._codes(row["entry"], path), self._of(row, path))

    def _other_than(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, dict):
            return OtherThan(self._codes(value, path))
        row = self._row(value, path, {"entry", "of"}, set())
        return OtherThan(self._codes(row["entry"], path), self._of(row, path))

    def _inherit(self, value: Plain, path: Path, _depth: int) -> Node:
        row = self._row(value, path, {"of"}, set())
        return Inherit(self.parameter(row["of"], (*path, "of"), "item", "parts"))

    def _of(self, row: dict[str, Plain], path: Path) -> Parameter | None:
        return self.parameter(row["of"], (*path, "of"), "parts", "item") if "of" in row else None

    def _codes(self, value: Plain, path: Path) -> tuple[str, ...]:
        codes = self.texts(value, path)
        if not codes or not all(codes):
            raise WrongCondition("a control code is expected", path)
        self.codes += [(c, path) for c in codes]
        return tuple(dict.fromkeys(codes))

    def _tx(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(v, str) for v in value):
            raise WrongCondition("write [fact, value]", path)
        return Tx(str(value[0]), str(value[1]))

    def _ask(self, value: Plain, path: Path, _depth: int) -> Node:
        row = self._row(value, path, {"id", "q"}, {"role"})
        name, q, role = row["id"], row["q"], row.get("role")
        texts = self._row(q, (*path, "q"), {"en"}, {"ru"}) if isinstance(q, dict) else {"en": q}
        english, russian = texts["en"], texts.get("ru") or ""
        if not isinstance(name, str) or not isinstance(english, str) or not isinstance(russian, str) or not name:
            raise WrongCondition("a question has an id and a text in English", path)
        if role is not None and not isinstance(role, str):
            raise WrongCondition("a role is a word, e.g. authority", (*path, "role"))
        if self.asks.setdefault(name, (english, russian)) != (english, russian):
            raise WrongCondition(f"the id '{name}' already stands for another question", path)
        return Ask(name, english, russian, role)


def _vector(parameter: Parameter | None) -> Vector | None:
    """What a quantity measures; None for anything else."""
    if parameter is None or parameter.type != "quantity":
        return None
    found = dimensions().get(parameter.dimension or "number")
    return None if found is None else found.vector


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


_Operator = Callable[[ConditionLoader, Plain, Path, int], Node]
OPS: tuple[Op, ...] = ("gt", "ge", "lt", "le")


def _comparison(op: Op) -> _Operator:
    return lambda self, value, path, _depth: self._compare(op, value, path)


_OPERATORS: dict[str, _Operator] = {
    "all": ConditionLoader._all,
    "any": ConditionLoader._any,
    "not": ConditionLoader._not,
    "is": ConditionLoader._is,
    **{op: _comparison(op) for op in OPS},
    "range": ConditionLoader._range,
    "flag": ConditionLoader._flag,
    "in": lambda self, value, path, _depth: self._member(False, value, path),
    "only_in": lambda self, value, path, _depth: self._member(True, value, path),
    "exists": lambda self, value, path, depth: self._quantified("exists", value, path, depth),
    "forall": lambda self, value, path, depth: self._quantified("forall", value, path, depth),
    "count": lambda self, value, path, depth: self._quantified("count", value, path, depth),
    "table": ConditionLoader._table,
    "calc": ConditionLoader._calc,
    "ref": ConditionLoader._ref,
    "other_than": ConditionLoader._other_than,
    "inherit": ConditionLoader._inherit,
    "tx": ConditionLoader._tx,
    "ask": ConditionLoader._ask,
}
OPERATORS = tuple(_OPERATORS)
"""Every word of the language that makes a condition."""
