"""The index over whatever is authored and imported at the time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dualuse.errors import NotHeldError
from dualuse.issues import raise_errors
from dualuse.lists.catalogue import Catalogue
from dualuse.lists.everyday import load_everyday
from dualuse.lists.glosses import load_glosses
from dualuse.lists.store import load_official
from dualuse.matching.goods.index import GoodsIndex
from dualuse.matching.goods.passages import Passage, authored, glossed, printed
from dualuse.matching.goods.words import words


def build_index(catalogue: Catalogue, data: Path, day: date) -> tuple[GoodsIndex, tuple[str, ...]]:
    """The index of every list of the day, and what it was made without, one plain line each.

    Args:
        catalogue: The lists we author.
        data: The user's data folder, where imported official texts are kept.
        day: The day whose editions are indexed.

    Raises:
        InvalidDataError: A gloss or the file of everyday words is wrong.
        InputError: A kept official text was changed.
    """
    glosses, issues = load_glosses(catalogue.root)
    everyday, more = load_everyday(catalogue.root)
    raise_errors([*issues, *more])
    passages: list[Passage] = []
    without: list[str] = []
    for list_id, held in catalogue.lists.items():
        try:
            held.edition(day)
        except NotHeldError as error:
            without.append(str(error))
            continue
        entries = held.on(day)
        passages += authored(list_id, entries, catalogue.vocabulary)
        passages += glossed(glosses, entries, list_id)
        try:
            passages += printed(load_official(list_id, data, as_of=day))
        except NotHeldError as error:
            without.append(str(error))
    stems = (stem for word in everyday for stem in words(word))
    return GoodsIndex(passages, glosses, stems), tuple(without)
