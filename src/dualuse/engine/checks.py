"""What can be wrong in a rule pack without a case showing it: facts nobody states, holes in sentences, dead tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import get_args

from dualuse.engine.facts import PRODUCED
from dualuse.engine.findings import PLACEHOLDERS
from dualuse.engine.pack import LoadedRule, Pack
from dualuse.engine.rule import Table
from dualuse.issues import Issue, Where
from dualuse.logic import Node
from dualuse.logic.ast import Ask, Calc, Compare, Flag, Is, Member, OtherThan, Quantified, Range, Ref, Tx, walk
from dualuse.model.code import ControlCode
from dualuse.model.country import known_countries
from dualuse.model.transaction import Limb, PartyNature, Role, TransactionKind, Use

_CHOICES: dict[str, tuple[str, ...]] = {
    "transaction.kind": get_args(TransactionKind),
    "limb": get_args(Limb),
    "use": get_args(Use),
    "role": get_args(Role),
    "nature": get_args(PartyNature),
}
_FIELDS = frozenset({"limb", "use", "role", "nature", "party.country"})
_HOLE = re.compile(r"\{[^{}]*\}")
_NO_RULE = (Calc, Compare, Is, OtherThan, Range, Ref, Tx)


def static_issues(pack: Pack) -> Iterator[Issue]:
    """Everything that can be told from the files alone."""
    yield from _facts(pack)
    yield from _tables(pack)
    for loaded in pack.rules.values():
        yield from _rule(pack, loaded)


def _facts(pack: Pack) -> Iterator[Issue]:
    """The facts file against what the program can state: no fact that nothing states, no value that cannot be given."""
    where = Where("rules/facts.yaml")
    for name in sorted(set(pack.facts) - PRODUCED - _FIELDS):
        yield Issue("error", where, f"'{name}' is a fact that nothing in a transaction states")
    for name in sorted((PRODUCED | _FIELDS) - set(pack.facts)):
        yield Issue("error", where, f"'{name}' can be stated in a transaction and is not described")
    for name, values in _CHOICES.items():
        described = {c.value for c in pack.facts[name].values or ()} if name in pack.facts else set()
        for value in sorted(set(values) ^ described):
            wrong = "is not described" if value in values else "cannot be stated in a transaction"
            yield Issue("error", where, f"the value '{value}' of '{name}' {wrong}")
    for name, place in pack.places.items():
        if not place:
            yield Issue("error", where, f"'{name}' does not say where it is written")


def _tables(pack: Pack) -> Iterator[Issue]:
    used = {n.shown[1:] for node in _conditions(pack) for n in walk(node) if isinstance(n, Member)}
    used |= {j.territory for j, _ in pack.jurisdictions.values() if j.territory}
    for table in pack.tables.values():
        where = Where(f"rules/tables/{table.id}.yaml")
        if table.id not in used:
            yield Issue("error", where, f"no condition uses the table '{table.id}'")
        yield from _rows(table, where)


def _rows(table: Table, where: Where) -> Iterator[Issue]:
    for row in table.rows:
        if row.code not in known_countries() and not _is_code(row.code):
            yield Issue("error", where, f"'{row.code}' is neither a country code nor a control code")
        if row.confidence == "low" and not row.basis:
            yield Issue("error", where, f"'{row.code}' is of low confidence and does not say what the doubt is")
        if row.start and row.end and row.end <= row.start:
            yield Issue("error", where, f"'{row.code}' ends before it begins")
    for number, row in enumerate(table.rows):
        for other in table.rows[:number]:
            if row.code == other.code and _overlap(row.start, row.end, other.start, other.end):
                yield Issue("error", where, f"two rows of '{row.code}' hold on the same day")


def _overlap(start: object, end: object, other_start: object, other_end: object) -> bool:
    before = end is not None and other_start is not None and end <= other_start  # type: ignore[operator]
    after = other_end is not None and start is not None and other_end <= start  # type: ignore[operator]
    return not (before or after)


def _is_code(text: str) -> bool:
    try:
        ControlCode(text)
    except ValueError:
        return False
    return True


def _conditions(pack: Pack) -> Iterator[Node]:
    day = pack.on(date.today())
    yield from (c.written for c in day.rules.values())
    yield from (c.written for c in day.attaches.values())


def _rule(pack: Pack, loaded: LoadedRule) -> Iterator[Issue]:
    rule, document = loaded.rule, loaded.document
    condition = pack.on(date.today()).rules[rule.id]
    for number, part in enumerate(condition.parts):
        if not part.say:
            yield Issue(
                "error", document.where(("when",)), f"condition {number + 1} has no 'say' for when it is not met"
            )
    for text in (rule.then.say, rule.then.open, *rule.then.duties):
        for hole in _HOLE.findall(text):
            if hole not in PLACEHOLDERS:
                known = ", ".join(sorted(PLACEHOLDERS))
                yield Issue("error", document.where(("then",)), f"nothing fills {hole}; there are: {known}")
    if not rule.citation.url:
        yield Issue("error", document.where(("citation",)), "the citation has no url")
    if rule.kind == "not_encoded" and rule.then.effect.value != "undetermined":
        yield Issue("error", document.where(("then",)), "what is not encoded is undetermined")
    yield from _nodes(rule.per, condition.written, loaded)


def _nodes(per: str, node: Node, loaded: LoadedRule) -> Iterator[Issue]:
    """Words of the language that rules do without, because their answers could not be gone through one by one."""
    where = loaded.document.where(("when",))
    for inner in walk(node):
        if isinstance(inner, _NO_RULE):
            yield Issue("error", where, f"'{type(inner).__name__}' is for entries of a list, not for rules")
        if isinstance(inner, Quantified) and inner.how == "count":
            yield Issue("error", where, "rules do not count parts")
        if isinstance(inner, Quantified) and any(isinstance(n, Ask) for n in walk(inner.where)):
            yield Issue("error", where, "a question inside a list of parts would be asked once for all of them")
        if isinstance(inner, (Flag, Member)) and per == "transaction" and inner.parameter.name.startswith("item."):
            yield Issue("error", where, f"a rule about the transaction cannot look at '{inner.parameter.name}'")
        if isinstance(inner, Member) and inner.every:
            yield Issue("error", where, "rules do not use only_in")
