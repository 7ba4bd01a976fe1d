"""Cells that hold several names: parted where the way of writing says so, and nowhere else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.parties import cells
from dualuse.parties.cells import is_abbreviation, names_in

written = st.text(alphabet="ABab ().;,/'أح-1", max_size=40)


def texts(cell: str) -> list[str]:
    """The names, an abbreviation with an exclamation mark."""
    return [name.text + "!" * name.exact for name in names_in(cell)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Invented Salvation Front (ISF)", ["Invented Salvation Front", "ISF!"]),
        ("Invented Salvation Front / ISF", ["Invented Salvation Front", "ISF!"]),
        ("INVENTED BRICK WORKS (IBW) LTD", ["INVENTED BRICK WORKS LTD", "IBW!"]),
        ("Invented Brick Co. (IB CO.)", ["Invented Brick Co.", "IB CO.!"]),
        ("FIRST CENTRE (NFRPC) AND SECOND CENTRE (SC)", ["FIRST CENTRE", "SECOND CENTRE", "NFRPC!", "SC!"]),
        ("LIGNE AERIENNE (LA) ; LAKE AIR (LAKA)", ["LIGNE AERIENNE", "LA!", "LAKE AIR", "LAKA!"]),
        ("Front of the East (FOTE, FOTE-East Branch)", ["Front of the East", "FOTE!", "FOTE-East Branch"]),
        ("Akrin Testov (أقرين)", ["Akrin Testov", "أقرين"]),
        ("أقرين (Akrin Testov; Akren Testov)", ["أقرين", "Akrin Testov", "Akren Testov"]),
        ("Amir Test (original script: Амир Тест)", ["Amir Test", "Амир Тест"]),
        ("جبهة (original script) (the Front)", ["جبهة", "the Front"]),
        ("M. Test; T. Test b) J. Test", ["M. Test", "T. Test", "J. Test"]),
        ("Olim Test also known as O. Test", ["Olim Test", "O. Test"]),
        ("Olim Test a.k.a. O. Test", ["Olim Test", "O. Test"]),
        ("Olim Test (birth name)", ["Olim Test"]),
        ("Olim Test, born 1 Jan. 1953 (passport no. 0123456)", ["Olim Test"]),
        ("Olim Test son of N. Test", ["Olim Test son of N. Test", "Olim Test"]),
        ("Olim Test (اختر ولد نور )", ["Olim Test", "اختر ولد نور", "اختر"]),
        ("(Sheikh) Olim Test", ["Olim Test", "Sheikh Olim Test"]),
        ("TEST (HONG KONG) TRADING", ["TEST TRADING", "TEST HONG KONG TRADING"]),
        ("INVENTED FOUNDATION (KENYA)", ["INVENTED FOUNDATION"]),
        ("Test, Olim", ["Test, Olim"]),
        ("Test Brick, Test Tile and Test Stone", ["Test Brick, Test Tile and Test Stone"]),
        ("A/B Invented", ["A/B Invented"]),
        ("(أقرين)", ["أقرين"]),
        ("(Olim)", ["(Olim)"]),
        (") Olim Test", ["Olim Test"]),
        ("Olim (Test", ["Olim"]),
        (" ; ;", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_publisher_means_it(cell: str, names: list[str]) -> None:
    assert texts(cell) == names


@pytest.mark.parametrize(
    ("text", "of", "answer"),
    [
        ("AQMI", "Al Qaida au Maghreb islamique", True),
        ("SAPICO", "SAHAND ALUMINUM PARTS INDUSTRIAL COMPANY", True),
        ("NFRPC", "ANYTHING AT ALL", True),
        ("JuA", "JAMAAT-UL-AHRAR", True),
        ("ISIL-K", "ISLAMIC STATE IN IRAQ AND THE LEVANT - KHORASAN", True),
        ("PAKISTAN", "AL-INVENTED FOUNDATION", False),
        ("third", "Test the third", False),
        ("KPE.018", "ACADEMY", False),
        ("A", "Academy", False),
        ("", "Academy", False),
        ("Ltd", "Invented Ltd", False),
    ],
)
def test_an_abbreviation_has_the_letters_of_its_name_in_their_order(text: str, of: str, answer: bool) -> None:
    assert is_abbreviation(text, of) is answer


@given(written)
def test_a_cell_without_marks_is_read_as_the_long_way_reads_it(cell: str) -> None:
    quick = names_in(cell)
    held, cells._MARKED = cells._MARKED, re.compile("")
    try:
        assert quick == names_in(cell)
    finally:
        cells._MARKED = held


@given(written)
def test_no_cell_with_a_letter_loses_all_its_names(cell: str) -> None:
    assert bool(names_in(cell)) == any(map(str.isalnum, cell))


@given(st.text(max_size=200))
def test_any_text_is_read_each_name_once(cell: str) -> None:
    found = [name.text for name in names_in(cell)]
    assert len(found) == len(set(found))


def test_brackets_by_the_thousand_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crafted cell must not make reading it slow: the work is counted, not timed."""
    calls = 0
    real = cells._names_of

    def counted(piece: str) -> object:
        nonlocal calls
        calls += 1
        return real(piece)

    monkeypatch.setattr(cells, "_names_of", counted)
    names_in("أ (" * 300 + "A; " * 300 + ")" * 300)
    assert calls <= 2000
