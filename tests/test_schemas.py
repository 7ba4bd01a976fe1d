"""Every shipped file fits its JSON Schema, and what the reader refuses its schema refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dualuse.lists.catalogue import Catalogue
from dualuse.logic import schema as logic_schema
from dualuse.logic.entry import KEYS
from dualuse.logic.loading import OPERATORS
from dualuse.schemas import schema_of, schemas
from support.json_schema import errors, read_yaml

ROOT = Path(__file__).resolve().parents[1]
COMMITTED = ROOT / "docs/schemas"
REFRESH = "run: dualuse schemas --out docs/schemas"


def shipped() -> Iterator[tuple[str, Path]]:
    """Every shipped YAML file with the first schema whose pattern it fits, the narrowest pattern first."""
    files: dict[Path, str] = {}
    order = sorted(schemas().items(), key=lambda row: row[0] == "rule")  # its pattern takes what the others leave
    for name, described in order:
        for pattern in described.files:
            for file in sorted(ROOT.glob(pattern)):
                files.setdefault(file, name)
    for file, name in files.items():
        yield name, file


SHIPPED = list(shipped())


def test_every_shipped_yaml_file_has_a_schema() -> None:
    described = {file for _, file in SHIPPED}
    there = {f for folder in ("control_lists", "rules", "examples") for f in (ROOT / folder).rglob("*.yaml")}
    assert sorted(there - described) == []


PLAIN = {name: schema_of(name) for name in schemas()}


@pytest.mark.parametrize(("name", "file"), SHIPPED, ids=[f.relative_to(ROOT).as_posix() for _, f in SHIPPED])
def test_every_shipped_file_fits_its_schema(name: str, file: Path) -> None:
    assert list(errors(read_yaml(file.read_text("utf-8")), PLAIN[name]))[:5] == []


@pytest.mark.parametrize("name", schemas())
def test_the_committed_schemas_are_current(name: str) -> None:
    file = COMMITTED / f"{name}.schema.json"
    assert file.is_file(), REFRESH
    assert json.loads(file.read_text("utf-8")) == schema_of(name), REFRESH


def test_no_committed_schema_is_left_over() -> None:
    assert {f.name for f in COMMITTED.iterdir()} == {f"{name}.schema.json" for name in schemas()}


CASE: dict[str, Any] = {"items": [{"description": "press"}]}
ENTRY: dict[str, Any] = {
    "entry": "2B001", "from": "2025-11-15", "title": "t", "gate": {"is": "press"},
    "paras": [{"id": "a", "when": {"gt": ["size", "2 m"]}}],
}  # fmt: skip


def entries(**changes: Any) -> dict[str, Any]:
    return {"list": "eu/annex-i", "entries": [ENTRY | changes]}


def when(condition: Any) -> dict[str, Any]:
    return entries(paras=[{"id": "a", "when": condition}])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("transaction", CASE),
        ("transaction", CASE | {"date": "2026-02-16", "knowledge": [], "parties": [{"name": "X", "role": "end_user"}]}),
        ("transaction", {"items": [{"description": 5, "kind": ["a", "b"], "answers": {"q": "no", "r": True}}]}),
        ("transaction", {"items": [{"description": "x", "answers": {"q": {"answer": "no", "by": "A"}}}]}),
        ("entries", entries()),
        ("entries", when(True)),
        ("entries", when({"range": ["size", 1, 2, "[)"]})),
        ("entries", when({"count": {"over": "axes", "where": {"flag": "f"}, "ge": 2}, "at": "a.1"})),
        ("entries", when({"table": {"cols": ["a", "b"], "rows": [[">= 4 m", None], [[1, 2, "[)"], "x"]]}})),
        ("entries", when({"ask": {"id": "a", "q": {"en": "?", "ru": "?"}}})),
    ],
)
def test_what_may_be_written_is_allowed(name: str, value: Any) -> None:
    assert list(errors(value, schema_of(name))) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("transaction", {}),
        ("transaction", {"items": []}),
        ("transaction", CASE | {"destinaton": "KZ"}),
        ("transaction", CASE | {"kind": "gift"}),
        ("transaction", CASE | {"date": "16.02.2026"}),
        ("transaction", {"items": [{"kind": "press"}]}),
        ("transaction", {"items": [{"description": "x", "answers": {"q": "maybe"}}]}),
        ("transaction", CASE | {"parties": [{"name": "X", "role": "friend"}]}),
        ("entries", entries(entry="3A1")),
        ("entries", entries(titel="t")),
        ("entries", entries(regimes=["XX"])),
        ("entries", entries(gate={"flag": "f"})),
        ("entries", when({"gt": ["size"]})),
        ("entries", when({"greater": ["size", 2]})),
        ("entries", when({"gt": ["size", 2], "lt": ["size", 3]})),
        ("entries", when({"flag": "f", "because": "x"})),
        ("entries", when({"all": []})),
        ("entries", when({"exists": {"over": "axes"}})),
        ("entries", when({"range": ["size", 1, 2, "[["]})),
        ("entries", when("perhaps")),
    ],
)
def test_what_the_reader_refuses_is_refused(name: str, value: Any) -> None:
    assert list(errors(value, schema_of(name)))


def test_the_condition_language_cannot_grow_without_its_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logic_schema, "OPERATORS", (*OPERATORS, "nearly"))
    with pytest.raises(LookupError, match=r"operators .*: nearly"):
        logic_schema.condition_definitions()


def test_entry_files_cannot_grow_without_their_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    known, needed = KEYS["paragraph"]
    monkeypatch.setitem(KEYS, "paragraph", (known | {"colour"}, needed))
    with pytest.raises(LookupError, match=r"keys of paragraph .*: colour"):
        logic_schema.entry_file_schema()


def test_with_the_vocabulary_editors_know_kinds_and_parameters_and_allow_aliases() -> None:
    vocabulary = Catalogue.load().vocabulary
    schema = schema_of("transaction", vocabulary)
    item = schema["$defs"]["Item"]["properties"]
    assert item["parameters"]["properties"].keys() == vocabulary.parameters.keys()
    written = {"description": "x", "kind": "пресс ГИП", "parameters": {"CNC": "yes", "max_working_pressure": "5 MPa"}}
    assert list(errors({"items": [written]}, schema)) == []
    entry_schema = schema_of("entries", vocabulary)
    assert list(errors(when({"gt": ["max_working_presure", "5 MPa"]}), entry_schema))
    for name, file in SHIPPED:
        if name in ("transaction", "entries"):
            found = errors(read_yaml(file.read_text("utf-8")), entry_schema if name == "entries" else schema)
            assert list(found)[:3] == []
