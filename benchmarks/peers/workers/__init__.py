"""One program per peer, run in that peer's own environment: ``python -m benchmarks.peers.workers.NAME IN OUT``.

They import the standard library, the peer, and :mod:`benchmarks.peers.workers.task`; never the project.
"""
