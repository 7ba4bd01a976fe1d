"""The parts of ``python -m benchmarks.names_speed``."""
