from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.documents import MAX_BYTES, MAX_DEPTH, read_document, read_text
from dualuse.errors import InputError

plain = st.recursive(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcXYZ09_", min_size=1), inner, max_size=4),
    max_leaves=20,
)


def test_norway_a_control_code_and_a_day_stay_text() -> None:
    value = read_document("{a: NO, b: 3E001, c: 12:30, d: 2026-10-05, e: 1_000, f: on}", "t").value
    assert value == {"a": "NO", "b": "3E001", "c": "12:30", "d": "2026-10-05", "e": "1_000", "f": "on"}


def test_nothing_and_the_word_null_are_two_things() -> None:
    assert read_document("a:\nb: null\nc: ~\nd: 'null'\ne: ''", "t").value == {
        "a": None, "b": None, "c": None, "d": "null", "e": "",
    }  # fmt: skip


@given(plain)
def test_json_is_read_as_it_was_written(value: object) -> None:
    assert read_document(json.dumps(value, ensure_ascii=False), "t").value == value


def test_every_part_knows_its_line() -> None:
    document = read_document("a: 1\nb:\n- x\n- c: 2\n", "f.yaml")
    assert str(document.where(("b", 1, "c"))) == "f.yaml:4 at b[1].c"
    assert str(document.where(("b", 1, "missing"))) == "f.yaml:4 at b[1].missing"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("# only a remark\n", "empty"),
        ("a: 1\nb: 2\na: 3", "t:3: the key 'a' is given twice (first on line 1)"),
        ("a: &x 1", "anchors"),
        ("a: *x", "aliases"),
        ("a: !!python/object/apply:os.system [ls]", "tags"),
        ("? [1, 2]\n: 3", "a key must be plain text"),
        ("a: {{ x }}", "a key must be plain text"),
        ("a: 1\n---\nb: 2", "more than one document"),
        ("a: [1, 2", "not YAML or JSON"),
        ("a: 1\n\tb: 2", "t:2: not YAML or JSON"),
        ("a: \x00", "not YAML or JSON"),
        ("[" * (MAX_DEPTH + 1), f"nested deeper than {MAX_DEPTH}"),
        ("[" * 100_000, f"nested deeper than {MAX_DEPTH}"),
        ("[" + "1," * 400_001 + "]", "more than 400,000 parts"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(text, "t")
    assert says in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_a_document_or_an_input_error(text: str) -> None:
    with contextlib.suppress(InputError):
        read_document(text, "t")


def test_an_alias_bomb_never_grows() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
    )
    with pytest.raises(InputError, match="anchors"):
        read_document(bomb, "t")


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1")
    assert read_text(file) == "a: 1"


def test_another_encoding_a_folder_a_missing_and_a_huge_file_are_one_message_each(tmp_path: Path) -> None:
    cp1251 = tmp_path / "cp1251.yaml"
    cp1251.write_bytes("a: 1\nb: Пресс".encode("cp1251"))
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as stream:
        stream.truncate(30 * 1024 * 1024)
    for path, says in [(cp1251, r":2: not UTF-8"), (tmp_path, "cannot be read"), (tmp_path / "no", "cannot be read")]:
        with pytest.raises(InputError, match=says):
            read_text(path)
    with pytest.raises(InputError, match=f"at most {MAX_BYTES:,}"):
        read_text(huge)
