"""Install the peers, ask them what the accuracy board asks, and print one table: ``python -m benchmarks.peers``.

``--peer NAME`` (repeatable) runs some only. A peer that cannot be installed or fails is a line that says why.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.names.matchers import MATCHERS
from benchmarks.names.questions import Questions, questions
from benchmarks.names_accuracy import ALERTS_PER_THOUSAND
from benchmarks.peers.asking import SHORT, WorkerError, answered, sampled, task
from benchmarks.peers.catalogue import OURS, PEERS, Peer
from benchmarks.peers.environments import NotInstalledError
from benchmarks.peers.measured import Measured, Measurement, measurement
from benchmarks.peers.page import page, table
from dualuse.matching.names import NameMatcher

LEAST_CLEAN = 500
"""Fewer clean names, and ten alerts in a thousand are too few names to set a threshold by."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; exit status 2 for a wrong call."""
    options = _options()
    chosen = options.parse_args(arguments)
    if chosen.rewrite:
        kept = chosen.rewrite.with_suffix(".json")
        chosen.rewrite.write_text(page(Measured.model_validate_json(kept.read_text("utf-8"))), "utf-8")
        return 0
    if chosen.clean < LEAST_CLEAN:
        options.error(f"--clean {chosen.clean}: at least {LEAST_CLEAN} are needed to set a threshold by 10 in 1,000")
    asked = sampled(questions(chosen.half), chosen.queries, chosen.clean)
    _tell(f"{len(asked.names):,} names, {len(asked.clean):,} clean, {len(asked.queries):,} queries")
    peers = [PEERS[name] for name in chosen.peer or PEERS]
    measured = Measured(
        command=_command(chosen),
        half=chosen.half,
        names=len(asked.names),
        short=min(SHORT, len(asked.names)),
        clean=len(asked.clean),
        alerts=ALERTS_PER_THOUSAND,
        groups=_groups(asked),
        peers=tuple(all_measured(peers, asked, chosen.environments, chosen.timeout)),
    )
    print(table(measured))
    if chosen.write:
        chosen.write.write_text(page(measured), "utf-8")
        chosen.write.with_suffix(".json").write_text(measured.model_dump_json(indent=1) + "\n", "utf-8")
    return 0


def all_measured(peers: Iterable[Peer], asked: Questions, environments: Path, timeout: float) -> Iterator[Measurement]:
    """Every peer in turn; one that cannot be installed, or fails, says so in its place and stops nobody."""
    matcher = MATCHERS[OURS](asked.names)
    assert isinstance(matcher, NameMatcher)
    given = task(asked, matcher)
    del matcher
    for peer in peers:
        _tell(f"{peer.name} ...")
        try:
            with tempfile.TemporaryDirectory() as folder:
                report = answered(peer, given, environments, Path(folder), timeout)
        except (NotInstalledError, WorkerError) as error:
            _tell(f"{peer.name}: {error}")
            yield Measurement(peer=peer.name, problem=str(error))
        else:
            yield measurement(peer.name, report, asked)


def _groups(asked: Questions) -> dict[str, int]:
    counts = Counter(query.group for query in asked.queries)
    large = Counter(f"all {query.group.partition(':')[0]}" for query in asked.queries)
    return {**large, **counts}


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        prog="python -m benchmarks.peers", description="Other name matchers on our board."
    )
    options.add_argument("--peer", action="append", choices=list(PEERS), help="default: all")
    options.add_argument("--half", choices=("development", "held-out"), default="held-out")
    options.add_argument("--queries", type=int, default=30, metavar="N", help="at most N of every group")
    options.add_argument("--clean", type=int, default=1000, metavar="N", help=f"clean names, at least {LEAST_CLEAN}")
    options.add_argument("--timeout", type=float, default=3600, metavar="SECONDS", help="for one peer to answer")
    options.add_argument("--write", type=Path, metavar="PAGE", help="also write the page, and its figures as JSON")
    options.add_argument("--rewrite", type=Path, metavar="PAGE", help="only write the page again from its figures")
    kept = Path(tempfile.gettempdir()) / "dualuse-benchmarks" / "peers"
    options.add_argument("--environments", type=Path, default=kept, metavar="FOLDER", help="kept between runs")
    return options


def _command(chosen: argparse.Namespace) -> str:
    """The call that repeats this one, without what does not change a figure."""
    some = "".join(f" --peer {name}" for name in chosen.peer or ())
    into = f" --write {chosen.write.as_posix()}" if chosen.write else ""
    return (
        f"python -m benchmarks.peers --half {chosen.half} --queries {chosen.queries} --clean {chosen.clean}{some}{into}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
