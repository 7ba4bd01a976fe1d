"""Fit the weights of ``dualuse.matching.goods.evidence`` on the development half of the goods board, and print them.

Logistic regression over every pair of a development line and an entry, by Newton's method; a measure that speaks for
a candidate may not weigh less than nothing, nor words of everyday goods more.

The glosses have since been extended by looking at that half, so weights fitted on it now would trust glosses too much;
new weights need new lines.

    python benchmarks/goods_fit.py --official FILE
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dualuse.lists.catalogue import Catalogue
from dualuse.lists.store import import_official
from dualuse.matching.goods import MEASURES, build_index

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.goods_board import DAY, read_lines

RIDGE = 0.05
_ROUNDS = 50
Floats = NDArray[np.float64]


def fit(measures: Floats, right: Floats) -> Floats:
    """Weights in the order of the columns, then the intercept; one of the wrong sign is left out, the rest refitted."""
    signs = np.array([-1.0 if name == "everyday" else 1.0 for name in MEASURES])
    kept = list(range(len(MEASURES)))
    while True:
        found = _newton(np.c_[measures[:, kept], np.ones(len(measures))], right)
        wrong = [n for n, weight in zip(kept, found[:-1], strict=True) if weight * signs[n] < 0]
        if not wrong:
            break
        kept = [n for n in kept if n not in wrong]
    weights = np.zeros(len(MEASURES) + 1)
    weights[[*kept, len(MEASURES)]] = found
    return weights


def _newton(columns: Floats, right: Floats) -> Floats:
    ridge = np.array([RIDGE] * (columns.shape[1] - 1) + [0.0])
    weights = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (chance - right) + ridge * weights
        curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def main() -> None:
    """Print the weights as they stand in the module."""
    arguments = argparse.ArgumentParser(description="fit the weights of goods evidence on the development half")
    arguments.add_argument("--official", type=Path, required=True)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        import_official("eu/annex-i", given.official, Path(folder))
        index, _ = build_index(Catalogue.load(), Path(folder), DAY)
    lines = [line for line in read_lines() if line.half == "development"]
    measures = np.concatenate([index.measures(line.text) for line in lines])
    right = np.array([float(code in line.expected) for line in lines for _, code in index.entries])
    *weights, intercept = fit(measures, right)
    print(f"WEIGHTS = ({', '.join(f'{w:.2f}' for w in weights)})\nINTERCEPT = {intercept:.2f}")


if __name__ == "__main__":
    main()
