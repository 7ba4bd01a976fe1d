"""Other open name matchers on the board of this project: ``python -m benchmarks.peers``.

Every peer is installed in an environment of its own, at the versions of its ``requirements-*.txt``, and asked the very
same names as :mod:`benchmarks.names_accuracy` by a small worker (:mod:`benchmarks.peers.workers`). What they score is
counted here, by one function for all.
"""
