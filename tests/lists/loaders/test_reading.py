from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from dualuse.errors import DualUseError, InputError, SourceChangedError
from dualuse.lists.loaders import reading
from dualuse.lists.loaders.reading import read_bytes, read_json

DEEP = b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}"
DEEPER = b'{"a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n ", "the file is empty"),
    "web_page": (b"<!DOCTYPE html><p>Not found", "a web page or XML"),
    "pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:1", "a Git LFS pointer"),
    "zip": (b"PK\x03\x04", "a zip or PDF file"),
    "cut_gzip": (gzip.compress(b'{"a": 1}' * 1000)[:-12], "ends too early"),
    "bad_gzip": (b"\x1f\x8bnonsense", "a damaged gzip file"),
    "tail_gzip": (gzip.compress(b'{"a": 1}') + b"more", "something else behind it"),
    "not_json": (b'{"a": 1,\n "b" 2}', "source:2: not JSON"),
    "latin": ('{"a":\n "é"}'.encode("latin-1"), "source:2: not UTF-8"),
    "utf16": ('{"a": 1}'.encode("utf-16"), "not UTF-8"),
    "deep": (DEEP, "nested deeper than 12 levels"),
    "deeper": (DEEPER, "nested deeper than 12 levels"),
    "twice": (b'{"a": 1, "a": 2}', "the key 'a' is given twice"),
    "nan": (b'{"a": NaN}', "NaN is not a value"),
    "long_number": (b'{"a": ' + b"9" * 5000 + b"}", "not usable JSON"),
    "list": (b"[1]", "an object is expected at the top, not list"),
    "text": (b'"hello"', "an object is expected at the top, not str"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_wrong_file_is_one_clear_message(name: str) -> None:
    raw, says = HOSTILE[name]
    with pytest.raises((InputError, SourceChangedError)) as caught:
        read_json(raw, "source")
    assert says in str(caught.value)
    assert str(caught.value).startswith("source")
    assert len(str(caught.value)) < 200


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * (200 * 1024 * 1024))
    tracemalloc.start()
    with pytest.raises(InputError, match="unpacks to more than"):
        read_json(bomb, "bomb.json.gz")
    assert tracemalloc.get_traced_memory()[1] < 3 * reading.MAX_UNPACKED
    tracemalloc.stop()


def test_a_name_that_promises_gzip_is_held_to_it() -> None:
    with pytest.raises(InputError, match=r"named \.gz, but this is a web page"):
        read_json(b"<html>", "annex.json.gz")


def test_a_missing_folder_or_oversized_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_bytes(path)
    monkeypatch.setattr(reading, "MAX_FILE", 10)
    big = tmp_path / "big.json"
    big.write_bytes(b"x" * 11)
    with pytest.raises(DualUseError, match="more than 10 bytes"):
        read_bytes(big)


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert read_json(b'\xef\xbb\xbf{"a": "b"}', "source") == {"a": "b"}
