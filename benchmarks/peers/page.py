"""The page on peers, written from what was measured and from nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from benchmarks.peers.catalogue import NOT_RUN
from benchmarks.peers.measured import Column, Measured, Measurement

_BATCH = ("nomenklatura", "logic-v2")
"""Whom the speed of many names at once is held against."""
_SHOWN = 50
"""The load of false alerts, per 1,000, at which every group is shown."""


_PURPOSE = """
    What other open matchers find when they are asked exactly what our board asks. For readers who choose a matcher, and
    for those who doubt our figures. This page is written by"""
_LOWER_BOUND = """
    ¹ These matchers compare two names and do not search. They are given up to 100 names that our own search puts
    forward. Nothing else can raise a false alert, so their alerts are undercounted and their recall is generous; their
    time is that of comparing alone."""
_ZEROS = """
    A recall of 0 for a whole group means that no threshold helps: more clean names than are allowed reach the full
    score, or the group is in a script that the peer does not read. A group of few queries says little; in one of 30, a
    single name is 0.033."""
_COLUMNS = """
    *Ready after*: CPU time from the start of the process until a first name can be asked, all names indexed, as a
    multiple of ours. *Memory*: the most that the process held, the questions among it."""


def page(measured: Measured) -> str:
    """The whole document."""
    parts = (_introduction, table, _reading, _processes, _groups)
    return "\n\n".join([*(part(measured) for part in parts), _not_run()]) + "\n"


def table(measured: Measured) -> str:
    """One line a matcher: recall of the large groups, and time against ours."""
    large = [group for group in measured.groups if group.startswith("all ")]
    heads = [f"{g.removeprefix('all ')} ({measured.groups[g]})" for g in large]
    lines = [_line("matcher", "compared with", *heads, "time a name", "at once"), _rule(4 + len(large))]
    first = _ours(measured)
    for peer in measured.peers:
        for column in peer.columns:
            recall = [" / ".join(f"{r:.3f}" for r in column.recall[g]) for g in large]
            lines.append(_line(column.matcher, _compared(column), *recall, *_times(column, first)))
        if peer.problem is not None:
            lines.append(_line(peer.peer, f"no figures: {_cell(peer.problem)}", *[""] * (len(large) + 2)))
    return "\n".join(lines)


def _compared(column: Column) -> str:
    return f"{column.candidates} ¹" if column.lower_bound else column.candidates


def _times(column: Column, first: Column | None) -> tuple[str, str]:
    if first is None:
        return f"{column.milliseconds:.2f} ms", ""
    both = column.milliseconds_at_once, first.milliseconds_at_once
    at_once = "" if None in both else _multiple(*both)
    return _multiple(column.milliseconds, first.milliseconds), at_once


def _multiple(value: float | None, unit: float | None) -> str:
    """The value in units of ours, to two figures."""
    if value is None or not unit:
        return ""
    return f"{value / unit:.0f} x" if value >= 10 * unit else f"{value / unit:.2g} x"


def _introduction(measured: Measured) -> str:
    alerts = " / ".join(str(a) for a in measured.alerts)
    asked = sum(count for group, count in measured.groups.items() if not group.startswith("all "))
    setting = f"""
        which installs every peer in an environment of its own, at the versions below, and takes a quarter of an hour or
        more. Searched are {measured.names:,} names, most of them from the real lists. {measured.clean:,} clean names
        set the thresholds, and {asked:,} queries of the {measured.half} half are asked, some of every group, drawn with
        a fixed seed. Recall stands at {alerts} false alerts per 1,000 clean names: every matcher gets the threshold, on
        its own scale, at which so many clean names alert."""
    return "\n\n".join(
        ["# Beside other name matchers", _prose(_PURPOSE), f"```sh\n{measured.command}\n```", _prose(setting)]
    )


def _reading(measured: Measured) -> str:
    parts = [_LOWER_BOUND, _ZEROS]
    first, batch = _ours(measured), _column(measured, *_BATCH)
    if first is not None:
        parts.append(_unit(first))
    if first is not None and batch is not None:
        parts.append(_at_once(measured, first, batch))
    return "\n\n".join(map(_prose, parts))


def _unit(first: Column) -> str:
    at_once = ""
    if first.milliseconds_at_once is not None:
        at_once = f", and {first.milliseconds_at_once:.2f} ms with all names asked at once (whatever scores 70)"
    return f"""
        Times are CPU time of all threads, as multiples of `{first.matcher}` in the same run. There 1 x was
        {first.milliseconds:.2f} ms a name, one after the other (whatever scores 55){at_once}."""


def _at_once(measured: Measured, first: Column, batch: Column) -> str:
    """The speed ratio of many names at once, on both lists."""
    whole = _times_as_many(batch.milliseconds_at_once, first.milliseconds_at_once)
    short = {name: value for peer in measured.peers for name, value in peer.short_milliseconds.items()}
    shorter = _times_as_many(short.get(batch.matcher), short.get(first.matcher))
    return f"""
        **With all names asked at once, {whole} times as many names in a CPU second** as nomenklatura's blocker with
        {batch.matcher}: the same names against the same {measured.names:,}. Against {measured.short:,} of them, drawn
        with a fixed seed: **{shorter} times**."""


def _times_as_many(value: float | None, unit: float | None) -> str:
    return _multiple(value, unit).removesuffix(" x") or "an unknown number of"


def _processes(measured: Measured) -> str:
    lines = ["## How each was run", "", _line("peer", "versions", "ready after", "memory", "notes"), _rule(5)]
    ours = next((p.ready_seconds for p in measured.peers if _ours(measured) in p.columns), None)
    for peer in measured.peers:
        versions = ", ".join(f"{name} {version}" for name, version in peer.versions.items())
        ready = _multiple(peer.ready_seconds, ours)
        lines.append(_line(peer.peer, versions, ready, _memory(peer), _cell(" ".join(_notes(peer)))))
    return "\n".join([*lines, "", _prose(_COLUMNS)])


def _notes(peer: Measurement) -> Iterator[str]:
    yield from peer.notes
    if peer.problem is not None:
        yield f"No figures: {peer.problem}"


def _memory(peer: Measurement) -> str:
    return "" if peer.megabytes is None else f"{peer.megabytes:,} MB"


def _groups(measured: Measured) -> str:
    at = measured.alerts.index(_SHOWN)
    columns = [column for peer in measured.peers for column in peer.columns]
    heads = [f"{column.matcher}{' ¹' if column.lower_bound else ''}" for column in columns]
    lines = [
        f"## Every group, at {_SHOWN} false alerts per 1,000",
        "",
        _line("group", "queries", *heads),
        _rule(2 + len(heads)),
    ]
    for group, asked in measured.groups.items():
        lines.append(_line(group, str(asked), *(f"{column.recall[group][at]:.3f}" for column in columns)))
    lines.append(_line("score needed", "", *(f"{column.thresholds[at]:.1f}" for column in columns)))
    return "\n".join(lines)


def _not_run() -> str:
    return "\n".join(["## Not run", "", *(f"- {name}: {why}." for name, why in NOT_RUN.items())])


def _ours(measured: Measured) -> Column | None:
    return next((c for p in measured.peers for c in p.columns if c.matcher.startswith("dualuse")), None)


def _column(measured: Measured, peer: str, matcher: str) -> Column | None:
    return next(
        (c for p in measured.peers if p.peer == peer for c in p.columns if c.matcher == matcher and not c.lower_bound),
        None,
    )


def _prose(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 120, break_long_words=False, break_on_hyphens=False)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
