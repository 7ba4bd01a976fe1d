"""References between paragraphs as a graph: which of them come round."""

from __future__ import annotations

from collections.abc import Mapping

Graph = Mapping[int, set[int]]
"""A paragraph's number to the numbers of those whose truth it asks for, of the same item."""

MAX_CHAIN = 12
"""References that may follow one another; a longer chain counts as one that comes round."""


def circular(graph: Mapping[int, set[int]]) -> set[int]:
    """The numbers whose references lead back to themselves, lie between two such, or go on for too long.

    What is left is free of circles whatever is evaluated first, so that no result depends on the order.
    """
    within = _peeled(graph)
    back: dict[int, set[int]] = {n: set() for n in within}
    for n in within:
        for target in graph[n] & within:
            back[target].add(n)
    round_ = _peeled({n: back[n] for n in within})
    return round_ | _too_deep(graph, round_)


def _peeled(graph: Mapping[int, set[int]]) -> set[int]:
    """What remains when everything is taken away that leads nowhere, again and again."""
    into: dict[int, set[int]] = {}
    left = {n: len(targets) for n, targets in graph.items()}
    for n, targets in graph.items():
        for target in targets:
            into.setdefault(target, set()).add(n)
    todo = [n for n, count in left.items() if not count]
    remaining = set(graph)
    while todo:
        gone = todo.pop()
        remaining.discard(gone)
        for n in into.get(gone, ()):
            left[n] -= 1
            if not left[n]:
                todo.append(n)
    return remaining


def _too_deep(graph: Mapping[int, set[int]], round_: set[int]) -> set[int]:
    """The numbers from which more than :data:`MAX_CHAIN` references follow one another."""
    level = {n for n in graph if n not in round_}
    for _ in range(MAX_CHAIN + 1):
        level = {n for n in level if (graph[n] - round_) & level}
        if not level:
            break
    return level


def path_back(graph: Mapping[int, set[int]], start: int) -> list[int]:
    """A way from ``start`` back to it; where there is none, only ``start``."""
    todo = [(start, [start])]
    seen: set[int] = set()
    while todo:
        n, way = todo.pop()
        for following in sorted(graph[n], reverse=True):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                todo.append((following, [*way, following]))
    return [start]
