"""What an open condition waits for, and every answer that could matter: the values of a fact that rules tell apart.

Two values that no condition of the rules at hand tells apart are one answer, so a country is "a member of the Union",
"a destination of EU001", "some other" …, and an account of what is known is the set of conditions that it meets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from dualuse.engine.facts import ITEM_FACTS, OpenCodes, Situation, upwards
from dualuse.engine.tables import DOUBTFUL, TableDay
from dualuse.engine.waits import Wait
from dualuse.logic import NO, YES, Context, Facts, Kinds, Node, Parameter, Truth, compile_node
from dualuse.logic.ast import Group, Member, Not, Quantified, walk
from dualuse.logic.evaluation import quantified

TRANSACTION = -1
"""The subject that stands for the transaction as a whole, beside the numbers of its items."""

MAX_LISTS = 256
MAX_HELD = 10_000
_OTHER = "\0any other"
Key = tuple[str, str, int]
"""``(kind, name, subject)``: a judgement or shared fact has the subject :data:`SHARED`; a fact inside a part has the
identity of that part."""
SHARED = -2
Undo = tuple[dict[str, object], str, object]
"""A table, a name in it, and what stood there."""


def is_shared(key: Key) -> bool:
    """Whether the variable is one of the whole transaction, and not of one subject."""
    return key[0] in ("judgement", "part") or key[2] == SHARED


def key_of(wait: Wait, subject: int, situation: Situation) -> Key:
    """Which variable it is, seen from the rules about ``subject``."""
    if wait.kind == "judgement":
        return "judgement", wait.name, SHARED
    if not any(wait.facts is scope for scope in situation.scopes()):
        return "part", wait.name, id(wait.facts)
    return "fact", wait.name, subject if wait.name in ITEM_FACTS else SHARED


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer: the value as facts hold it, and how people say it."""

    value: object
    label: str


class Answers:
    """The possible answers of every variable, for the conditions of one jurisdiction on one day."""

    def __init__(
        self, nodes: Sequence[Node], parameters: dict[str, Parameter], tables: TableDay, rows_needed: int
    ) -> None:
        """Args:
        nodes: Every condition of the jurisdiction.
        parameters: The facts they may name.
        tables: The tables of the day.
        rows_needed: How many rows of one list can matter together.
        """
        self.parameters = parameters
        self.tables = tables
        self.rows_needed = rows_needed
        self._members: dict[str, list[Member]] = {}
        self._over: dict[str, list[Quantified]] = {}
        for node in (inner for n in nodes for inner in walk(n)):
            if isinstance(node, Member) and DOUBTFUL not in node.at:
                self._members.setdefault(node.parameter.name, []).append(node)
            elif isinstance(node, Quantified):
                self._over.setdefault(node.over.name, []).append(node)
        self._held: dict[str, tuple[Answer, ...]] = {}
        self._codes_held: dict[OpenCodes, tuple[Answer, ...]] = {}

    def of(self, key: Key, situation: Situation) -> tuple[Answer, ...]:
        """Every answer that the conditions tell apart; empty where none can be given."""
        kind, name, subject = key
        if kind == "judgement":
            return Answer(YES, "yes"), Answer(NO, "no")
        if name == "item.codes":
            return self._of_codes(situation.codes[subject])
        if name not in self._held:
            self._held[name] = tuple(self._plain(self.parameters[name]))
        return self._held[name]

    def _plain(self, parameter: Parameter) -> Iterator[Answer]:
        if parameter.type == "flag":
            yield Answer(True, "yes")
            yield Answer(False, "no")
        elif parameter.type == "parts":
            yield from self._lists(parameter)
        else:
            yield from self._values(parameter)

    def _values(self, parameter: Parameter) -> Iterator[Answer]:
        """One value of each kind that the conditions tell apart."""
        members = self._members.get(parameter.name, [])
        seen: set[object] = set()
        for value, label in self._all_values(parameter, members):
            signature = (tuple(value in m.values for m in members), self._doubtful_in(value, members))
            if signature not in seen:
                seen.add(signature)
                yield Answer((value,), label)

    def _all_values(self, parameter: Parameter, members: Sequence[Member]) -> Iterator[tuple[str, str]]:
        if parameter.values is not None:
            yield from ((c.value, c.label) for c in parameter.values)
            return
        for member in members:
            yield from ((v, v.upper()) for v in sorted(member.values))
            yield from ((r.code.casefold(), r.code) for r in self.tables.doubtful.get(member.shown[1:], ()))
        yield _OTHER, "any other"

    def _doubtful_in(self, value: str, members: Sequence[Member]) -> frozenset[str]:
        """The tables in which the value is a doubtful row: all such rows of a table are alike but for their name."""
        return frozenset(
            m.shown
            for m in members
            if any(r.code.casefold() == value for r in self.tables.doubtful.get(m.shown[1:], ()))
        )

    # -- lists of parts

    def _lists(self, parameter: Parameter) -> Iterator[Answer]:
        """Lists that meet different sets of the conditions over them: none, one row, and as many as any rule needs."""
        over = [(n, compile_node(n.where)) for n in self._over.get(parameter.name, [])]
        context = Context(Kinds(()))
        kinds: dict[tuple[Truth, ...], Facts] = {}
        for row in self._rows(parameter):
            kinds.setdefault(tuple(run(row, context) for _, run in over), row)
        seen: dict[tuple[Truth, ...], tuple[Facts, ...]] = {}
        edge: list[tuple[Facts, ...]] = [()]
        for _ in range(self.rows_needed + 1):
            grown: list[tuple[Facts, ...]] = []
            for rows in edge:
                signature = tuple(quantified([run(r, context) for r in rows], n, True) for n, run in over)
                if signature in seen or len(seen) >= MAX_LISTS:
                    continue
                seen[signature] = rows
                yield Answer(rows, "; ".join(_row_in_words(r) for r in rows) or "none")
                grown += [(*rows, row) for row in kinds.values()]
            edge = grown

    def _rows(self, parameter: Parameter) -> Iterator[Facts]:
        names = [n for n in parameter.fields if n in self._members or self.parameters[n].type == "flag"]
        for values in product(*(tuple(self._plain(self.parameters[n])) for n in names)):
            row = Facts(path=parameter.name)
            for name, answer in zip(names, values, strict=True):
                row.values[name] = answer.value
                row.stated[name] = answer.label
            yield row

    # -- the codes of an item

    def _of_codes(self, codes: OpenCodes) -> tuple[Answer, ...]:
        if codes not in self._codes_held:
            if len(self._codes_held) > MAX_HELD:
                self._codes_held.clear()
            self._codes_held[codes] = tuple(self._codes(codes))
        return self._codes_held[codes]

    def _codes(self, codes: OpenCodes) -> Iterator[Answer]:
        """Codes that the conditions tell apart: those certain, each possible one beside them, and all together."""
        if codes.possible is None:
            yield from self._values(self.parameters["item.codes"])
            return
        sets = [codes.certain] if codes.certain else []
        sets += [(*codes.certain, p) for p in codes.possible]
        sets.append((*codes.certain, *codes.possible))
        seen: set[object] = set()
        for chosen in sets:
            held = tuple(c.casefold() for c in upwards(chosen))
            mark = self._mark(held)
            if mark not in seen:
                seen.add(mark)
                yield Answer(held, ", ".join(chosen))

    def codes_mark(self, item: int, situation: Situation) -> object:
        """What the conditions can tell about the codes of an item: two items of one mark are the same to them."""
        stated = situation.items[item].words("item.codes")
        if stated is not None:
            return self._mark(stated)
        open_ = situation.codes[item]
        return open_.possible is None, tuple(self._mark(a.value) for a in self._of_codes(open_))  # type: ignore[arg-type]

    def _mark(self, held: Sequence[str]) -> object:
        members = self._members.get("item.codes", [])
        return tuple(any(c in m.values for c in held) for m in members), self._doubtful_codes(held)

    def _doubtful_codes(self, held: Iterable[str]) -> frozenset[str]:
        doubtful = {r.code.casefold() for rows in self.tables.doubtful.values() for r in rows}
        return frozenset(doubtful.intersection(held))


def _row_in_words(row: Facts) -> str:
    return ", ".join(row.stated.values())


def rows_needed(node: Node) -> tuple[int, int]:
    """How many rows of one list can be needed to make the condition YES, and to make it NO."""
    if isinstance(node, Not):
        yes, no = rows_needed(node.part)
        return no, yes
    if isinstance(node, Group):
        each = [rows_needed(p) for p in node.parts]
        together, alone = (0, 1) if node.every else (1, 0)
        found = [0, 0]
        found[together] = sum(e[together] for e in each)
        found[alone] = max((e[alone] for e in each), default=0)
        return found[0], found[1]
    if isinstance(node, Quantified):
        return (1, 0) if node.how == "exists" else (0, 1)
    return 0, 0


def put(
    situation: Situation, key: Key, answer: Answer, part: Facts | None
) -> list[tuple[dict[str, object], str, object]]:
    """State an answer; what it replaced comes back, to be put back with :func:`put_back`."""
    kind, name, subject = key
    if kind == "judgement":
        return [_set(situation.answers, name, answer.value)]
    value = _with_answers(answer.value, situation)
    if kind == "part":
        assert part is not None
        return _state(part, name, value)
    if subject == SHARED:
        return [u for scope in situation.scopes() for u in _state(scope, name, value)]
    own = situation.shared if subject == TRANSACTION else situation.items[subject]
    undo = _state(own, name, value)
    if name == "item.listed" and answer.value is False:
        undo.append(_set(own.values, "item.codes", ("none",)))
    return undo


def _with_answers(value: object, situation: Situation) -> object:
    """The value; rows of a list as copies that see the judgements of this transaction."""
    if not isinstance(value, tuple):
        return value
    return tuple(replace(v, answers=situation.answers) if isinstance(v, Facts) else v for v in value)


_ABSENT = object()


def _state(facts: Facts, name: str, value: object) -> list[Undo]:
    """State a fact; what made an earlier statement of it unusable no longer does."""
    undo = [_set(facts.values, name, value)]
    if name in facts.problems:
        held: dict[str, object] = facts.problems  # type: ignore[assignment]
        undo.append((held, name, held.pop(name)))
    return undo


def _set(
    table: dict[str, object] | dict[str, Truth], name: str, value: object
) -> tuple[dict[str, object], str, object]:
    held: dict[str, object] = table  # type: ignore[assignment]
    before = held.get(name, _ABSENT)
    held[name] = value
    return held, name, before


def put_back(undo: list[tuple[dict[str, object], str, object]]) -> None:
    """Take a stated answer back."""
    for table, name, before in reversed(undo):
        if before is _ABSENT:
            table.pop(name, None)
        else:
            table[name] = before
