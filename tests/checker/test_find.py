from __future__ import annotations

from datetime import date
from pathlib import Path

from dualuse.checker.find import Finder
from dualuse.lists.catalogue import Catalogue


def test_every_kind_and_parameter_that_is_suggested_is_one_of_the_vocabulary(tmp_path: Path) -> None:
    catalogue = Catalogue.load()
    finder = Finder(catalogue, tmp_path, date(2026, 2, 16))
    found = finder.find("vacuum pump furnace press valve robot software, 400 mm, 2000 °C, 70 MPa, 5 µm", limit=40)
    assert len(found.suggestions) > 20
    for suggestion in found.suggestions:
        assert suggestion.title or suggestion.traded_as
        assert all(k in catalogue.vocabulary.kinds for k in suggestion.kinds)
        assert all(o.parameter in catalogue.vocabulary.parameters for o in suggestion.figures)


def test_a_day_without_an_edition_finds_nothing_and_raises_nothing(tmp_path: Path) -> None:
    found = Finder(Catalogue.load(), tmp_path, date(1999, 1, 1)).find("vacuum pump")
    assert found.suggestions == ()
    assert found.without
