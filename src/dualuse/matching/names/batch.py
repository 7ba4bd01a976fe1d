"""Many names at once: each different name is searched once, in this process or shared out between several.

Processes, not threads: the work is many short array operations, between which threads wait for each other. An index is
mapped into the memory of every process, so that they share it.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dualuse.matching.names.language import Language
from dualuse.matching.names.result import NameResult

if TYPE_CHECKING:
    from dualuse.matching.names.matcher import NameMatcher

Progress = Callable[[int, int], None]
"""Called with how many different names are done and how many there are."""

CHUNK = 256
"""So many names are searched between two reports of progress, and handed to a process at a time."""

_Job = tuple[Path, Language, Sequence[str], float, "int | None"]


def search_many(
    matcher: NameMatcher,
    names: Iterable[str],
    score_cutoff: float,
    limit: int | None,
    progress: Progress | None,
    processes: int,
) -> list[NameResult]:
    """What :meth:`NameMatcher.search` gives for each name, in the order of the names."""
    asked = list(names)
    forms = {name: matcher.forms(name) for name in dict.fromkeys(asked)}
    words_of = {name: (tuple(form.tokens), tuple(form.plain)) for name, form in forms.items()}
    one_of = {words: name for name, words in words_of.items()}
    chunks = _chunks(list(one_of.values()))
    done: list[NameResult] = []
    for results in _results(matcher, chunks, score_cutoff, limit, processes):
        done += results
        if progress is not None:
            progress(len(done), len(one_of))
    found = dict(zip(one_of, done, strict=True))
    return [found[words_of[name]] for name in asked]


def _results(
    matcher: NameMatcher, chunks: Sequence[Sequence[str]], score_cutoff: float, limit: int | None, processes: int
) -> Iterator[list[NameResult]]:
    if processes < 2 or len(chunks) < 2:
        for chunk in chunks:
            yield matcher.search_block(chunk, score_cutoff, limit)
        return
    with tempfile.TemporaryDirectory(prefix="dualuse-names-", ignore_cleanup_errors=True) as scratch:
        folder = matcher.folder
        if folder is None:
            folder = Path(scratch) / "index"
            matcher.save(folder)
        jobs: list[_Job] = [(folder, matcher.language, chunk, score_cutoff, limit) for chunk in chunks]
        spawned = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(processes, len(chunks)), mp_context=spawned) as pool:
            yield from pool.map(_search_chunk, jobs)


def _search_chunk(job: _Job) -> list[NameResult]:
    folder, language, chunk, score_cutoff, limit = job
    matcher = _opened(folder, language)
    return matcher.search_block(chunk, score_cutoff, limit)


@lru_cache(maxsize=1)
def _opened(folder: Path, language: Language) -> NameMatcher:
    from dualuse.matching.names.matcher import NameMatcher

    return NameMatcher.load(folder, language=language)


def _chunks(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[start : start + CHUNK] for start in range(0, len(names), CHUNK)]
