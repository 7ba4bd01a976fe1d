"""The best one-to-one alignment of the words of two names, exactly, without ever taking long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

TANGLE = 8
"""Where more words than this of one side all hang together by likeness, joined words are left out of account there."""


class Edge(NamedTuple):
    """One or two words of the query may stand for one or two words of the name; of either, never two on both sides.

    Attributes:
        value: What that is worth, above 0.
        first: The first word of the query.
        left: The words of the query, as bits.
        right: The words of the name, as bits.
    """

    value: int
    first: int
    left: int
    right: int


def best_alignment(edges: Sequence[Edge]) -> tuple[int, list[Edge]]:
    """The greatest sum of edges of which no two share a word, and those edges in the order of the query."""
    best: dict[int, Edge] = {}
    for edge in edges:
        held = best.get(edge.first)
        if held is None or edge.value > held.value:
            best[edge.first] = edge
    used_left = used_right = total = 0
    for edge in best.values():
        if used_left & edge.left or used_right & edge.right:
            break
        used_left |= edge.left
        used_right |= edge.right
        total += edge.value
    else:
        return total, sorted(best.values(), key=lambda edge: edge.first)
    chosen = [edge for part in _components(edges) for edge in _best_of_component(part)]
    return sum(edge.value for edge in chosen), sorted(chosen, key=lambda edge: edge.first)


def _components(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Edges that hang together by shared words."""
    parts: list[tuple[int, int, list[Edge]]] = []
    for edge in edges:
        left, right, members = edge.left, edge.right, [edge]
        apart = []
        for part in parts:
            if part[0] & left or part[1] & right:
                left |= part[0]
                right |= part[1]
                members = part[2] + members
            else:
                apart.append(part)
        parts = [*apart, (left, right, members)]
    return [members for _, _, members in parts]


def _best_of_component(edges: list[Edge]) -> list[Edge]:
    left = right = 0
    for edge in edges:
        left |= edge.left
        right |= edge.right
    single = [edge for edge in edges if edge.left.bit_count() == 1 == edge.right.bit_count()]
    tangled = max(left.bit_count(), right.bit_count()) > TANGLE
    if not tangled and (len(single) < len(edges) or len(edges) <= 12):
        return _search(edges)[1]
    return _assign(single)


def _search(edges: list[Edge]) -> tuple[int, list[Edge]]:
    """Every choice for every word of the query in turn, remembered by which words of the name are taken."""
    by_first: dict[int, list[Edge]] = {}
    for edge in edges:
        by_first.setdefault(edge.first, []).append(edge)
    last = max(edge.left.bit_length() for edge in edges)
    known: dict[tuple[int, int], tuple[int, list[Edge]]] = {}

    def from_word(word: int, taken: int) -> tuple[int, list[Edge]]:
        if word >= last:
            return 0, []
        found = known.get((word, taken))
        if found is None:
            found = from_word(word + 1, taken)
            for edge in by_first.get(word, ()):
                if not taken & edge.right:
                    value, rest = from_word(word + edge.left.bit_count(), taken | edge.right)
                    if value + edge.value > found[0]:
                        found = value + edge.value, [edge, *rest]
            known[word, taken] = found
        return found

    return from_word(0, 0)


def _assign(edges: list[Edge]) -> list[Edge]:
    """Linear assignment by shortest augmenting paths (Kuhn, Munkres; Jonker and Volgenant), for any size."""
    held: dict[tuple[int, int], Edge] = {}
    for edge in edges:
        if edge.value > (held[edge.left, edge.right].value if (edge.left, edge.right) in held else 0):
            held[edge.left, edge.right] = edge
    # the work grows with the square of the shorter side: a name of three words is soon done with, whatever the query
    ones, others = (sorted({pair[side] for pair in held}) for side in (0, 1))
    turned = len(ones) > len(others)
    rows, columns = (others, ones) if turned else (ones, others)
    by_place = {(pair[1], pair[0]) if turned else pair: edge for pair, edge in held.items()}
    values = [[by_place[row, column].value if (row, column) in by_place else 0 for column in columns] for row in rows]
    pairs = ((rows[row], columns[column]) for column, row in enumerate(_assigned_rows(values)) if row >= 0)
    return [by_place[pair] for pair in pairs if pair in by_place]


def _assigned_rows(value: list[list[int]]) -> list[int]:
    """For each column, the row a greatest total assigns to it, or -1. There are at least as many columns as rows."""
    width = len(value[0]) if value else 0
    price_row, price_column = [0] * len(value), [0] * width
    row_of = [-1] * width
    for start in range(len(value)):
        slack = [1 << 60] * width
        came_from = [-1] * width
        done = [False] * width
        row, column = start, -1
        while True:
            step, next_column = 1 << 60, -1
            for j in range(width):
                if done[j]:
                    continue
                reduced = -value[row][j] - price_row[row] - price_column[j]
                if reduced < slack[j]:
                    slack[j], came_from[j] = reduced, column
                if slack[j] < step:
                    step, next_column = slack[j], j
            price_row[start] += step
            for j in range(width):
                if done[j]:
                    price_row[row_of[j]] += step
                    price_column[j] -= step
                else:
                    slack[j] -= step
            column = next_column
            if row_of[column] < 0:
                break
            done[column] = True
            row = row_of[column]
        while column >= 0:
            previous = came_from[column]
            row_of[column] = start if previous < 0 else row_of[previous]
            column = previous
    return row_of
