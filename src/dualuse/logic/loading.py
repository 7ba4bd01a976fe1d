"""From a plain document to the syntax tree. Every problem is an issue with its line; none stops the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

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
    Is,
    Member,
    Node,
    Not,
    Op,
    OtherThan,
    Quantified,
    Range,
    Ref,
    Tx,
)
from dualuse.logic.expression import Expression, ExpressionError, constant, parse_expression
from dualuse.logic.truth import NO, UNKNOWN, YES
from dualuse.logic.vocabulary import Parameter, Vocabulary
from dualuse.quantity import Quantity, read_quantity

MAX_DEPTH = 12
MAX_NODES = 2_000
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
        local: Names that the entry derives itself; known beside the vocabulary.
        codes: Every control code that a condition refers to, with its place, for checking references later.
        asks: Question id to its text, so that one id never stands for two questions.
    """

    vocabulary: Vocabulary
    document: Document
    issues: list[Issue] = field(default_factory=list)
    codes: list[tuple[str, Path]] = field(default_factory=list)
    asks: dict[str, str] = field(default_factory=dict)
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
        if self.nodes > MAX_NODES:
            raise WrongCondition(f"more than {MAX_NODES} conditions in one entry", path)
        if depth > MAX_DEPTH:
            raise WrongCondition(f"conditions nested deeper than {MAX_DEPTH}", path)
        if value == "true":
            return Const(YES)
        if value == "false":
            return Const(NO)
        if not isinstance(value, dict):
            raise WrongCondition(f"a condition is a mapping such as {{flag: name}}, not '{value}'", path)
        words = [k for k in value if k not in ("at", "note", "say", "in_turn")]
        if len(words) != 1:
            raise WrongCondition(f"one operator is expected, not {', '.join(words) or 'none'}", path)
        word = words[0]
        if word not in _OPERATORS:
            raise WrongCondition(f"unknown operator '{word}'; there are: {', '.join(_OPERATORS)}", (*path, word))
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
        return Is(kinds)

    def _compare(self, op: Op) -> Callable[[Plain, Path, int], Node]:
        def build(value: Plain, path: Path, _depth: int) -> Node:
            if not isinstance(value, list) or len(value) != 2:
                raise WrongCondition("write [parameter, limit]", path)
            parameter = self.parameter(value[0], path, "quantity")
            return Compare(parameter, op, self.limit(parameter, value[1], path))

        return build

    def _range(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, list) or len(value) not in (3, 4):
            raise WrongCondition('write [parameter, low, high] or [parameter, low, high, "[)"]', path)
        return self._within(self.parameter(value[0], path, "quantity"), value[1:], path)

    def _within(self, parameter: Parameter, limits: list[Plain], path: Path) -> Range:
        bounds = str(limits[2]) if len(limits) == 3 else "[]"
        if bounds not in _BOUNDS:
            raise WrongCondition(f"'{bounds}' are no bounds; there are: {' '.join(_BOUNDS)}", path)
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
        shown = ", ".join(map(str, value[1])) if isinstance(value[1], list) else str(value[1])
        return Member(parameter, self.values(parameter, value[1], path), every, shown)

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

    def _in(self, value: Plain, path: Path, _depth: int) -> Node:
        return self._member(False, value, path)

    def _only_in(self, value: Plain, path: Path, _depth: int) -> Node:
        return self._member(True, value, path)

    def _quantified(self, how: str, value: Plain, path: Path, depth: int) -> Node:
        if not isinstance(value, dict):
            raise WrongCondition("write {over: parts, where: condition}", path)
        allowed = {"over", "where"} | (set(SIGNS) if how == "count" else set())
        strange = sorted(set(value) - allowed)
        if strange or "over" not in value or "where" not in value:
            raise WrongCondition(
                f"'over' and 'where' are expected{'; unknown: ' + ', '.join(strange) if strange else ''}", path
            )
        over = self.parameter(value["over"], (*path, "over"), "parts", "item")
        where = self.load(value["where"], (*path, "where"), depth + 1)
        if how != "count":
            return Quantified("exists" if how == "exists" else "forall", over, where)
        ops = [o for o in SIGNS if o in value]
        number = value.get(ops[0]) if len(ops) == 1 else None
        if not isinstance(number, str) or not number.isdecimal():
            raise WrongCondition("count takes one comparison with a whole number, e.g. ge: 2", path)
        return Quantified("count", over, where, ops[0], int(number))  # type: ignore[arg-type]

    def _exists(self, value: Plain, path: Path, depth: int) -> Node:
        return self._quantified("exists", value, path, depth)

    def _forall(self, value: Plain, path: Path, depth: int) -> Node:
        return self._quantified("forall", value, path, depth)

    def _count(self, value: Plain, path: Path, depth: int) -> Node:
        return self._quantified("count", value, path, depth)

    def _table(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, dict) or set(value) != {"cols", "rows"}:
            raise WrongCondition("write {cols: [...], rows: [[...]]}", path)
        cols, rows = value["cols"], value["rows"]
        if not isinstance(cols, list) or not isinstance(rows, list) or not rows:
            raise WrongCondition("cols and rows are lists", path)
        parameters = [self.parameter(c, (*path, "cols"), "quantity", "choice", "choices", "text") for c in cols]
        found = []
        for number, row in enumerate(rows):
            place = (*path, "rows", number)
            if not isinstance(row, list) or len(row) != len(cols):
                raise WrongCondition(f"a row has {len(cols)} cells", place)
            cells = [self._cell(p, c, place) for p, c in zip(parameters, row, strict=True) if c is not None]
            found.append(Group(True, tuple(cells)))
        return Group(False, tuple(found))

    def _cell(self, parameter: Parameter, cell: Plain, path: Path) -> Node:
        if parameter.type != "quantity":
            return Member(parameter, self.values(parameter, cell, path), False, str(cell))
        if isinstance(cell, list):
            return self._within(parameter, cell, path)
        for sign in sorted(_CELL, key=len, reverse=True):
            if isinstance(cell, str) and cell.startswith(sign):
                return Compare(parameter, _CELL[sign], self.limit(parameter, cell[len(sign) :].strip(), path))
        raise WrongCondition(f"a cell is a comparison such as '>= 4 m' or [low, high, \"[)\"], not '{cell}'", path)

    def expression(self, text: Plain, path: Path, *names: str) -> Expression:
        """A formula over quantities."""

        def known(name: str) -> bool:
            found = self.vocabulary.parameters.get(name)
            return name in names or (found is not None and found.type == "quantity")

        if not isinstance(text, str):
            raise WrongCondition("a formula is a text", path)
        try:
            return parse_expression(text, known)
        except ExpressionError as error:
            raise WrongCondition(str(error), path) from None

    def _calc(self, value: Plain, path: Path, _depth: int) -> Node:
        ops = [o for o in SIGNS if isinstance(value, dict) and o in value]
        if not isinstance(value, dict) or len(ops) != 1 or set(value) != {"expr", ops[0]}:
            raise WrongCondition("write {expr: formula, ge: limit}", path)
        left = self.expression(value["expr"], (*path, "expr"))
        limit = value[ops[0]]
        try:
            right = constant(str(limit))
        except ExpressionError:
            right = self.expression(limit, (*path, ops[0]))
        return Calc(left, ops[0], right)  # type: ignore[arg-type]

    def _ref(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, dict) or not set(value) <= {"entry", "of"} or "entry" not in value:
            raise WrongCondition("write {entry: code, of: part}", path)
        codes = self._codes(value["entry"], path)
        of = self.parameter(value["of"], path, "parts", "item") if value.get("of") else None
        return Ref(codes, of)

    def _other_than(self, value: Plain, path: Path, _depth: int) -> Node:
        return OtherThan(self._codes(value, path))

    def _codes(self, value: Plain, path: Path) -> tuple[str, ...]:
        codes = self.texts(value, path)
        if not codes:
            raise WrongCondition("a control code is expected", path)
        self.codes += [(c, path) for c in codes]
        return codes

    def _tx(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(v, str) for v in value):
            raise WrongCondition("write [fact, value]", path)
        return Tx(str(value[0]), str(value[1]))

    def _ask(self, value: Plain, path: Path, _depth: int) -> Node:
        if not isinstance(value, dict) or not set(value) <= {"id", "q", "role"} or not {"id", "q"} <= set(value):
            raise WrongCondition("write {id: name, q: question}", path)
        q = value["q"]
        english = q.get("en") if isinstance(q, dict) else q
        russian = q.get("ru") if isinstance(q, dict) else ""
        if not isinstance(english, str) or not isinstance(value["id"], str):
            raise WrongCondition("a question has an id and a text in English", path)
        if self.asks.setdefault(value["id"], english) != english:
            raise WrongCondition(f"the id '{value['id']}' already stands for another question", path)
        role = value.get("role")
        return Ask(
            value["id"], english, russian if isinstance(russian, str) else "", role if isinstance(role, str) else None
        )


_OPERATORS: dict[str, Callable[[ConditionLoader, Plain, Path, int], Node]] = {
    "all": ConditionLoader._all,
    "any": ConditionLoader._any,
    "not": ConditionLoader._not,
    "is": ConditionLoader._is,
    "gt": lambda self, v, p, d: self._compare("gt")(v, p, d),
    "ge": lambda self, v, p, d: self._compare("ge")(v, p, d),
    "lt": lambda self, v, p, d: self._compare("lt")(v, p, d),
    "le": lambda self, v, p, d: self._compare("le")(v, p, d),
    "range": ConditionLoader._range,
    "flag": ConditionLoader._flag,
    "in": ConditionLoader._in,
    "only_in": ConditionLoader._only_in,
    "exists": ConditionLoader._exists,
    "forall": ConditionLoader._forall,
    "count": ConditionLoader._count,
    "table": ConditionLoader._table,
    "calc": ConditionLoader._calc,
    "ref": ConditionLoader._ref,
    "other_than": ConditionLoader._other_than,
    "tx": ConditionLoader._tx,
    "ask": ConditionLoader._ask,
}
