"""What starting costs: ``import dualuse`` and ``dualuse --help`` against a bare ``import pydantic``, interleaved.

Prints the median wall time of each and its ratio to the reference; exits 1 when a ratio is above 2.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 25
LIMIT = 2.0
COMMANDS = {
    "import pydantic": ["-c", "import pydantic; pydantic.BaseModel"],
    "import dualuse": ["-c", "import dualuse"],
    "dualuse --help": ["-c", "from dualuse.cli import main; main(['--help'])"],
}


def main() -> int:
    """Run every command in turn, :data:`ROUNDS` times, and print the table."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            started = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
            times[name].append(time.perf_counter() - started)
    reference = statistics.median(times["import pydantic"])
    worst = 0.0
    for name, measured in times.items():
        median = statistics.median(measured)
        worst = max(worst, median / reference)
        print(f"{name:<16} {median * 1000:7.1f} ms   {median / reference:5.2f} x")
    return 1 if worst > LIMIT else 0


if __name__ == "__main__":
    raise SystemExit(main())
