"""What classifying costs: a ten-item transaction against the whole of Category 2, and what lies at its edges.

Run as a program it prints the median of each in milliseconds and as a ratio to a reference run beside it, so that the
machine cancels, and exits 1 when a ten-item transaction takes 20 ms or more. With pytest it gives the usual tables:
``python -m pytest benchmarks/bench_classify.py --benchmark-only``.

The reference is one validation of the same ten items by pydantic: what reading them costs before anything is decided.
Times are of this process alone (``time.process_time``), since other work on the machine is not ours.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from dualuse.checker import Checker
from dualuse.model.transaction import Transaction

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

DAY = date(2026, 2, 16)
ROUNDS = 15
LIMIT_MS = 20.0
AXES = [{"name": "X", "travel": "0.8 m", "upr": "0.95 µm"}, {"name": "Y", "travel": "1.2 m", "upr": "1.0 µm"}]
ITEMS: list[dict[str, Any]] = [
    {"kind": "turning_machine", "parameters": {"contouring_axes": "2", "linear_axes": AXES}},
    {"kind": "milling_machine", "parameters": {"contouring_axes": "5", "linear_axes": AXES, "rotary_axis_count": "2"}},
    {"kind": ["turning_machine", "milling_machine"], "parameters": {"contouring_axes": "5", "linear_axes": AXES}},
    {"kind": "isostatic_press", "parameters": {"max_working_pressure": "69 MPa", "chamber_inside_diameter": "150 mm"}},
    {"kind": "valve", "parameters": {"nominal_dn": "DN 50", "wetted_parts": [{"nickel": "57 %"}, {"nickel": "12 %"}]}},
    {"kind": "reactor", "parameters": {"internal_volume": "2 m3", "wetted": ["tantalum"]}},
    {"kind": "vibration_test_system", "parameters": {}},
    {"kind": "pump", "parameters": {"max_flow": "10 m3/h"}},
    {"kind": "cmm", "parameters": {"mpe_a": "1.6 µm", "mpe_k": "300", "length_max": "1 m"}},
    {"kind": "technology", "parameters": {"purpose": ["production"], "subject": {"specified_in": "2B001.b.2.a"}}},
]
DATA: dict[str, Any] = {
    "date": "2026-02-16",
    "destination": "KZ",
    "exporter": {"name": "Werra Maschinenbau GmbH", "country": "DE"},
    "items": [{"description": f"item {number}", **item} for number, item in enumerate(ITEMS)],
}
EDGES: dict[str, dict[str, Any]] = {
    "an item described only as equipment": {"kind": "equipment", "parameters": {}},
    "a machine with a thousand axes": {
        "kind": "machine_tool",
        "parameters": {"linear_axes": [{"name": "X", "travel": "1 m"} for _ in range(1000)]},
    },
}


def cases(checker: Checker) -> dict[str, Callable[[], object]]:
    """What is measured, the reference first."""
    whole = Transaction.model_validate(DATA)
    edges = {
        name: Transaction.model_validate({**DATA, "items": [{"description": name, **EDGES[name]}]}) for name in EDGES
    }

    def classify(case: Transaction) -> list[object]:
        return [checker.classify(item, DAY, number) for number, item in enumerate(case.items)]

    found: dict[str, Callable[[], object]] = {
        "reference: reading ten items": lambda: Transaction.model_validate(DATA),
        "classifying ten items": lambda: classify(whole),
        "assessing ten items": lambda: checker.assess(whole),
    }
    return found | {name: (lambda case=case: classify(case)) for name, case in edges.items()}


def main() -> int:
    """Measure everything in turn, :data:`ROUNDS` times, and print the table."""
    started = time.process_time()
    checker = Checker.load()
    loading = time.process_time() - started
    runs = cases(checker)
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            started = time.process_time()
            run()
            times[name].append((time.process_time() - started) * 1000)
    medians = {name: statistics.median(measured) for name, measured in times.items()}
    reference = next(iter(medians.values()))
    print(f"{'loading everything once':<40} {loading * 1000:8.1f} ms")
    for name, median in medians.items():
        print(f"{name:<40} {median:8.2f} ms {median / reference:8.1f} x")
    return 1 if medians["assessing ten items"] >= LIMIT_MS else 0


def test_classifying_ten_items(benchmark: BenchmarkFixture) -> None:
    benchmark(cases(Checker.load())["classifying ten items"])


def test_assessing_ten_items(benchmark: BenchmarkFixture) -> None:
    benchmark(cases(Checker.load())["assessing ten items"])


def test_reading_ten_items(benchmark: BenchmarkFixture) -> None:
    benchmark(cases(Checker.load())["reference: reading ten items"])


def test_loading(benchmark: BenchmarkFixture) -> None:
    benchmark(Checker.load)


if __name__ == "__main__":
    raise SystemExit(main())
