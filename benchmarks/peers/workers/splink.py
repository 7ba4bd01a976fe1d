"""splink: probabilistic linkage on DuckDB, set up as its guide does for two tables, with what a bare name gives.

Blocked on the two rarest words, on both ends of the key, and on the first letters of every sorted word; compared by
Jaro-Winkler levels of the sorted key and by the rarest word with its frequency. Nothing is labelled: the parameters are
estimated by sampling and by expectation maximisation, as always with splink.
"""

from __future__ import annotations

import logging
import re
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.peers.workers.task import Pair, Report, Scores, Task, answer, holding, run


def work(task: Task, report: Report) -> None:
    """Both tables are linked in one go: it has no other way."""
    warnings.simplefilter("ignore")
    logging.getLogger("splink").setLevel(logging.ERROR)
    words = [_words(name) for name in task.names]
    common = Counter(word for held in words for word in set(held))
    names = _table("n", words, common)
    started = time.process_time()
    linker = _trained(names, _table("q", [_words(text) for text in task.texts], common))
    training = time.process_time() - started
    report.ready_seconds = time.process_time()
    started = time.process_time()
    pairs = linker.inference.predict(threshold_match_weight=-15).as_pandas_dataframe()
    seconds = time.process_time() - started
    found: list[list[Pair]] = [[] for _ in task.texts]
    for left, right, weight in zip(pairs["unique_id_l"], pairs["unique_id_r"], pairs["match_weight"], strict=True):
        name, query = (left, right) if left[0] == "n" else (right, left)
        found[int(query[1:])].append((int(name[1:]), _score(float(weight))))
    scores = [answer(task, number, pairs) for number, pairs in enumerate(found)]
    report.boards.append(Scores("splink", "its blocking rules'", scores, seconds, at_once_seconds=seconds))
    report.notes.append(
        f"Training took {training:.0f} s and is not in the time of a name. Its rules gave "
        f"{sum(map(len, found)) / len(found):.0f} candidates a name and held a right answer for "
        f"{holding(task, [[at for at, _ in pairs] for pairs in found]):.3f} of the queries."
    )


def _trained(names: Any, queries: Any) -> Any:
    api = DuckDBAPI()
    levels = [0.97, 0.94, 0.91, 0.88, 0.85, 0.8]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("key", levels),
            compare.JaroWinklerAtThresholds("joined", levels),
            compare.ExactMatch("rarest").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("rarest"),
            block_on("second"),
            block_on("beginning"),
            block_on("ending"),
            block_on("initials"),
        ],
        retain_matching_columns=False,
    )
    linker = Linker([api.register(names, table_name="names"), api.register(queries, table_name="queries")], settings)
    training = linker.training
    training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in (block_on("rarest"), block_on("beginning")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    return linker


def _score(weight: float) -> float:
    """Bits of evidence put between 0 and 100 without changing their order."""
    return 50 + max(-50.0, min(50.0, weight))


def _table(prefix: str, names: Sequence[list[str]], common: Counter[str]) -> Any:
    rows = []
    for at, words in enumerate(names):
        rare = [*sorted(set(words), key=lambda word: (common[word], -len(word), word)), None, None]
        key, joined = " ".join(sorted(words)), "".join(words)
        rows.append(
            {
                "unique_id": f"{prefix}{at}",
                "key": key or None,
                "joined": joined or None,
                "rarest": rare[0],
                "second": rare[1],
                "beginning": joined[:7] or None,
                "ending": joined[-7:] or None,
                "initials": "".join(word[:3] for word in sorted(words)) or None,
            }
        )
    return pandas.DataFrame(rows)


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain)


if __name__ == "__main__":
    run(("splink", "duckdb", "pandas"), work)
