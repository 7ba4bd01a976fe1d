"""Who is measured, with what; and who is not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.names.matchers import MATCHERS

_HERE = Path(__file__).resolve().parent
OURS = max(name for name in MATCHERS if name.startswith("dualuse names-"))
"""The newest recipe: everybody is held against it."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One process on the board.

    Attributes:
        name: As it is called on the command line and in the table.
        worker: The module of :mod:`benchmarks.peers.workers` that asks it.
        requirements: What its environment holds; None: it runs in this one.
        arguments: Further arguments of the worker.
    """

    name: str
    worker: str
    requirements: Path | None = None
    arguments: tuple[str, ...] = ()


def _peer(name: str, worker: str) -> Peer:
    return Peer(name, worker, _HERE / f"requirements-{name}.txt")


PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer("dualuse", "ours", arguments=(OURS,)),
        Peer("rapidfuzz", "ours", arguments=("rapidfuzz ratio",)),
        _peer("nomenklatura", "nomenklatura"),
        _peer("splink", "splink"),
        _peer("string-grouper", "string_grouper"),
        _peer("jellyfish", "jellyfish"),
        _peer("names-matcher", "names_matcher"),
    )
}

NOT_RUN = {
    "yente": "a service that needs Elasticsearch or OpenSearch; it scores with nomenklatura's matchers",
    "Moov Watchman": "a server in Go, not a package of Python",
    "nomenklatura's regression-v1 and er-unstable": "fitted to whole records, not to bare names",
    "rigour": "its comparison of names is the inside of logic-v2",
}
