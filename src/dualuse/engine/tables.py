"""Membership of dated tables inside a condition: what is certain is told, what is doubtful becomes a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from dualuse.engine.rule import Table, TableRow
from dualuse.logic import Node
from dualuse.logic.ast import Ask, Group, Member, Not, Quantified
from dualuse.model.code import ControlCode
from dualuse.model.country import country_name

DOUBTFUL = "doubtful row"
"""Paragraph mark of the nodes that a doubtful row adds, so that traces can leave out those that do not matter."""


class TableDay:
    """Every table as of one day.

    Attributes:
        certain: Table id to the members of that day that may be told.
        doubtful: Table id to the members of that day that must be asked.
        unknown: Tables that say nothing about that day: every membership in them is asked.
    """

    def __init__(self, tables: Mapping[str, Table], day: date) -> None:
        self.day = day
        self.tables = tables
        self.unknown = frozenset(t.id for t in tables.values() if day < t.known_from)
        self.certain: dict[str, tuple[str, ...]] = {}
        self.doubtful: dict[str, tuple[TableRow, ...]] = {}
        for table in tables.values():
            rows = [r for r in table.rows if r.covers(day)]
            self.certain[table.id] = tuple(r.code for r in rows if r.certain(day))
            self.doubtful[table.id] = tuple(r for r in rows if not r.certain(day))

    def sets(self) -> dict[str, tuple[str, ...]]:
        """What ``@id`` stands for; a set of nothing has one member that no fact can have."""
        return {name: members or ("none",) for name, members in self.certain.items()}

    def control_codes(self) -> Iterator[ControlCode]:
        """The members of every table that are control codes, certain or not."""
        for name in self.tables:
            for code in (*self.certain[name], *(r.code for r in self.doubtful[name])):
                if not code.isalpha():
                    yield ControlCode(code)

    def expand(self, node: Node) -> Node:
        """The condition with the doubtful rows and the unknown tables that it uses turned into questions."""
        if isinstance(node, Group):
            return replace(node, parts=tuple(self.expand(p) for p in node.parts))
        if isinstance(node, Not):
            return replace(node, part=self.expand(node.part))
        if isinstance(node, Quantified):
            return replace(node, where=self.expand(node.where))
        if isinstance(node, Member) and node.shown.startswith("@"):
            return self._membership(node, self.tables[node.shown[1:]])
        return node

    def _membership(self, node: Member, table: Table) -> Node:
        if table.id in self.unknown:
            note = f"the table held begins on {table.known_from}"
            return self._question(f"{table.id}.{node.parameter.name}", table, node.parameter.label.lower(), note)
        doubtful = self.doubtful[table.id]
        if not doubtful:
            return node
        asked = tuple(
            Group(True, (self._is(node, row.code), self._row_question(table, row)), at=(DOUBTFUL,), in_turn=True)
            for row in doubtful
        )
        # In turn: whether a row is doubtful is asked only of the value it is about.
        return Group(False, (node, *asked), at=node.at, note=node.note, in_turn=True)

    def _is(self, node: Member, code: str) -> Member:
        # An open vocabulary holds its values folded, as the condition loader does for every member of a set.
        return replace(node, values=frozenset({code.casefold()}), shown=code, at=(DOUBTFUL,), note=None)

    def _row_question(self, table: Table, row: TableRow) -> Ask:
        note = row.basis or table.title
        if row.known_until is not None and self.day > row.known_until:
            note += f"; known until {row.known_until}"
        return self._question(f"{table.id}.{row.code}", table, country_name(row.code), note)

    def _question(self, name: str, table: Table, value: str, note: str) -> Ask:
        def filled(text: str) -> str:
            return f"{text.replace('{value}', value).replace('{day}', str(self.day))} ({note})" if text else ""

        return Ask(
            name, filled(table.asks.en), filled(table.asks.ru), "authority", at=(DOUBTFUL,), note=str(table.citation)
        )
