"""What a cut-off means for an officer: alerts and finds against the consolidated list of the Security Council.

``python -m benchmarks.screening_board [--half development|held-out]``

Clean names, spellings of other lists for parties of that list, and names in other scripts, as on the accuracy board,
but through :class:`dualuse.parties.Screener`: with the shipped weights, legal forms, abbreviations and candidates.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from benchmarks.names.questions import Questions, questions
from benchmarks.names.real_lists import PARTIES, read_all
from dualuse.model.assessment import PartyHit, Screening
from dualuse.model.transaction import Party
from dualuse.parties import Screener, party_list_infos
from dualuse.parties.loaders import LOADERS

CUTOFFS = (55, 60, 65, 70, 75, 80, 85)
_LIST = "un/sc-consolidated"
_FILE = PARTIES / "un" / "consolidated_2026-02-27.xml.gz"
_ARABIC = re.compile("[\u0590-\u06ff]")


class Asked(NamedTuple):
    """A name and the parties of the list that it means."""

    group: str
    name: str
    entries: frozenset[str]


def screener() -> Screener:
    """The list as it would be imported."""
    info = party_list_infos()[_LIST]
    return Screener(info, LOADERS[info.format](gzip.decompress(_FILE.read_bytes()), str(_FILE), info))


def asked(held: Questions) -> list[Asked]:
    """The queries of the accuracy board that mean a party of the list."""
    entries: dict[str, set[str]] = defaultdict(set)
    for party in read_all()["un"]:
        for name in party.names:
            entries[name.text].add(party.id)
    found = []
    for query in held.queries:
        meant = frozenset().union(*(entries.get(held.names[target], ()) for target in query.targets))
        if meant and not query.group.startswith("mutation"):
            found.append(Asked(query.group, query.text, meant))
    return found


def screened(screen: Screener, names: Iterable[str]) -> Screening:
    """All names at the lowest of the cut-offs."""
    return screen.screen([Party(name=name, role=("other",)) for name in names], date(2026, 3, 1), min(CUTOFFS))


def shown(result: Screening) -> dict[str, list[PartyHit]]:
    """The hits of each name."""
    found: dict[str, list[PartyHit]] = defaultdict(list)
    for hit in result.hits:
        found[hit.party].append(hit)
    return found


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--half", choices=("development", "held-out"), default="development")
    half = options.parse_args().half
    held = questions(half, 0)
    queries = asked(held)
    screen = screener()
    clean, meant = screened(screen, held.clean), screened(screen, [query.name for query in queries])
    false, true = shown(clean), shown(meant)
    groups = list(dict.fromkeys(query.group for query in queries))
    print(f"\n{clean.names_on_list:,} spellings, {len(held.clean):,} clean names, {half} half, recipe {clean.recipe}\n")
    print("| cut-off | alerts per 1,000 clean names |" + "".join(f" {group} |" for group in groups))
    print("|---|---|" + "---|" * len(groups))
    for cutoff in CUTOFFS:
        alerts = sum(any(hit.score >= cutoff for hit in false.get(name, ())) for name in held.clean)
        cells = []
        for group in groups:
            own = [query for query in queries if query.group == group]
            found = sum(
                any(hit.score >= cutoff and hit.entry_id in query.entries for hit in true.get(query.name, ()))
                for query in own
            )
            cells.append(f" {found / len(own):.3f} of {len(own)} |")
        print(f"| {cutoff} | {1000 * alerts / len(held.clean):.1f} |{''.join(cells)}")
    without = [name for name in held.clean if _ARABIC.search(name)]
    offered = {candidate.party for candidate in clean.candidates}
    print(f"\ncandidates by consonants: {len(offered)} of {len(without)} clean names in Arabic or Hebrew script")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
