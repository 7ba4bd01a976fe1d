"""``dualuse screen --file``: very many names out of columns of a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.hand_made_un import un_xml
from support.running import Run

ROWS = """\
declaration,consignor,consignee
D1,"Testov, Olim",Werra Maschinenbau GmbH
D2,Werra Maschinenbau GmbH,Olim Testov
D3,,Nobody Known
"""


@pytest.fixture
def data(tmp_path: Path, run: Run) -> str:
    listed = tmp_path / "un.xml"
    listed.write_bytes(un_xml(persons=300, entities=300))
    assert run("lists", "import", "un/sc-consolidated", str(listed), "--data", str(tmp_path / "data")).status == 0
    return str(tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> str:
    written = tmp_path / "declarations.csv"
    written.write_text(ROWS, "utf-8")
    return str(written)


def test_names_are_found_and_their_rows_named(run: Run, data: str, file: str) -> None:
    ran = run(
        "screen",
        "--file",
        file,
        "--column",
        "consignor",
        "--column",
        "consignee",
        "--data",
        data,
        "--as-of",
        "2026-02-16",
    )
    assert ran.status == 1
    assert "'Testov, Olim': consignor row 1" in ran.out
    assert "'Olim Testov': consignee row 2" in ran.out
    assert "nobody is named in consignor row 3" in ran.out
    assert "3 rows, 4 different names in consignor, consignee" in ran.out


def test_the_same_as_json(run: Run, data: str, file: str) -> None:
    ran = run(
        "screen", "--file", file, "--column", "consignor", "--data", data, "--as-of", "2026-02-16", "--format", "json"
    )
    found = json.loads(ran.out)
    assert ran.status == 1
    assert (found["rows"], found["names"], found["columns"]) == (3, 2, ["consignor"])
    assert found["rows_of"] == {"Testov, Olim": {"consignor": [1]}}
    assert found["rows_without_a_name"] == {"consignor": [3]}
    assert {hit["party"] for hit in found["screenings"][0]["hits"]} == {"Testov, Olim"}


def test_a_row_that_names_nobody_is_never_passed(run: Run, data: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("consignee,x\nNobody Known,1\n,2\n", "utf-8")
    arguments = ("--column", "consignee", "--data", data, "--as-of", "2026-02-16", "--cutoff", "95")
    assert run("screen", "--file", str(empty), *arguments).status == 3
    empty.write_text("consignee,x\nNobody Known,1\n", "utf-8")
    assert run("screen", "--file", str(empty), *arguments).status == 0


def test_the_rows_of_a_name_that_could_not_be_compared_are_named(run: Run, data: str, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("consignee,x\nNobody Known,1\nLLC,2\n***,3\nLLC,4\n", "utf-8")
    arguments = ("screen", "--file", str(odd), "--column", "consignee", "--data", data, "--as-of", "2026-02-16")
    ran = run(*arguments, "--cutoff", "95")
    assert ran.status == 3
    assert "no letters to compare in 'LLC': consignee rows 2, 4" in ran.out
    found = json.loads(run(*arguments, "--cutoff", "95", "--format", "json").out)
    assert found["rows_not_compared"] == {"LLC": {"consignee": [2, 4]}, "***": {"consignee": [3]}}


def test_many_names_together_are_screened_as_each_alone(run: Run, data: str, tmp_path: Path) -> None:
    names = ["Olim Testov", *(f"Olem Testow {'x' * (n % 7)} {n % 5} LLC" for n in range(200)), "ООО «Тестов»"]
    many = tmp_path / "many.csv"
    many.write_text("\n".join(["name", *names]), "utf-8")
    arguments = ("--data", data, "--as-of", "2026-02-16", "--format", "json")
    together = json.loads(run("screen", "--file", str(many), "--column", "name", *arguments).out)["screenings"][0]
    alone = [json.loads(run("screen", "--name", name, *arguments).out)[0] for name in list(dict.fromkeys(names))[:20]]
    expected = [hit for screening in alone for hit in screening["hits"]]
    held = {name for screening in alone for name in screening["screened"]}
    assert expected
    assert [hit for hit in together["hits"] if hit["party"] in held] == [
        {**hit, "roles": together["hits"][0]["roles"]} for hit in expected
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--file", "{file}"), "--file and --column belong together"),
        (("--column", "consignor"), "give one of these"),
        (("--file", "{file}", "--column", "consignor", "--name", "Ann"), "give one of these"),
        (
            ("--file", "{file}", "--column", "buyer"),
            "no column called 'buyer'; there are: declaration, consignor, consignee",
        ),
        (("--file", "none.csv", "--column", "buyer"), "none.csv: cannot be read"),
    ],
)
def test_a_wrong_call_is_one_message_and_status_2(run: Run, file: str, arguments: tuple[str, ...], said: str) -> None:
    ran = run("screen", *(argument.format(file=file) for argument in arguments))
    assert ran.status == 2
    assert said in ran.err
