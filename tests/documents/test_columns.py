"""Columns of large files: the fast way gives what the standard library's reader gives; what is wrong is said once."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.documents import columns as columns_module
from dualuse.documents.columns import Table, read_columns
from dualuse.errors import InputError

cell = st.text(alphabet='ab"\u0436,;\n |', max_size=5)


def written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "declarations.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def cells(table: Table, name: str) -> list[str]:
    column = table.columns[name]
    return [column.values[number] for number in column.of_row.tolist()]


@given(
    st.lists(st.tuples(cell, cell, cell), max_size=8),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_table_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], delimiter: str, newline: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerows([("one", "two", "three"), *rows])
    file = written(tmp_path_factory.mktemp("table"), text.getvalue())
    table = read_columns(file, ["three", "one"])
    assert table.rows == len(rows)
    assert cells(table, "one") == [row[0].strip() for row in rows]
    assert cells(table, "three") == [row[2].strip() for row in rows]


@given(st.text(alphabet='a"\u0436,\n \r', max_size=40))
def test_the_fast_way_never_gives_what_the_slow_one_does_not(body: str) -> None:
    raw = f"x,y\n{body}".encode()
    fast = columns_module._read_regular(raw, ",", ("x", "y"), ["x", "y"])
    if fast is None:
        return
    slow = columns_module._read_rows(raw, ",", ("x", "y"), ["x", "y"], Path("a.csv"))
    assert fast.rows == slow.rows
    for name in "xy":
        assert cells(fast, name) == cells(slow, name)
        assert fast.columns[name].values == slow.columns[name].values


def test_regular_files_are_read_the_fast_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_module, "_read_rows", None)
    table = read_columns(
        written(tmp_path, '\ufeffno;name\r\n1;"Sary; Arka ""LLP"""\r\n2;\u0416\u0430\u043d\r\n'), ["name"]
    )
    assert cells(table, "name") == ['Sary; Arka "LLP"', "\u0416\u0430\u043d"]
    assert table.header == ("no", "name")


def test_marks_over_a_border_of_blocks_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_module, "_BLOCK", 7)
    monkeypatch.setattr(columns_module, "_read_rows", None)
    rows = [f'{i},"a, {"x" * i} ""b"""' for i in range(30)]
    table = read_columns(written(tmp_path, "\n".join(["no,name", *rows])), ["name", "no"])
    assert cells(table, "name") == [f'a, {"x" * i} "b"' for i in range(30)]
    assert cells(table, "no") == [str(i) for i in range(30)]


def test_rows_are_numbered_from_1_below_the_header(tmp_path: Path) -> None:
    table = read_columns(written(tmp_path, "name\nA\nB\n\nA\n"), ["name"])
    assert table.columns["name"].rows_of("A") == [1, 3]
    assert table.columns["name"].rows_of("C") == []
    assert table.columns["name"].rows_of_each(["B", "C", "A"]) == {"B": [2], "A": [1, 3]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("  \n", "the file is empty"),
        ("a,b\n1,2\n", "no column called 'name'; there are: a, b"),
        ("name,name\n1,2\n", "the column 'name' is there 2 times"),
        ("name,x\n1,2\n3\n4,5,6\n", "2 rows do not have the 2 cells of the header: line 3 has 1, line 4 has 3"),
        ('name,x\n"never closed,2\n', "not a regular CSV file"),
        ("name,x\n".encode("utf-16"), "UTF-16"),
        ("name,x\n\u0416,2\n".encode("cp1251"), "not UTF-8 text; save it as CSV in UTF-8"),
        ("name,x\n" + "a" * 200_000 + ",1\n", "field larger than field limit"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_message(tmp_path: Path, text: str | bytes, said: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(InputError, match=said) as refused:
        read_columns(file, ["name"])
    assert str(file) in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_columns(tmp_path / "none.csv", ["name"])


def test_a_line_is_named_where_the_encoding_breaks(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r":3: not UTF-8"):
        read_columns(written(tmp_path, b"name\nok\n\xff\n"), ["name"])
