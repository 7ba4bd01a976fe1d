"""From the bytes of a file to checked JSON, with every kind of wrong file refused in one sentence."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from dualuse.errors import InputError, SourceChangedError

MAX_FILE = 32 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_DEPTH = 12

_GZIP = b"\x1f\x8b"


def read_bytes(file: Path) -> bytes:
    """The file exactly as it is.

    Raises:
        InputError: Missing, not a file, empty, or larger than :data:`MAX_FILE`.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(file)) from None
    if len(raw) > MAX_FILE:
        raise InputError(f"more than {MAX_FILE:,} bytes. Is this the right file?", str(file))
    if not raw:
        raise InputError("the file is empty; download it again", str(file))
    return raw


def unpack(raw: bytes, source: str) -> bytes:
    """The bytes, unpacked if they are gzip; at most :data:`MAX_UNPACKED`.

    Raises:
        InputError: Named ``.gz`` but not gzip; damaged, cut off, followed by other data, or too large unpacked.
    """
    if not raw.startswith(_GZIP):
        if source.endswith(".gz"):
            raise InputError(f"named .gz, but {_what(raw)}; download it again", source)
        return raw
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(raw, MAX_UNPACKED + 1)
    except zlib.error:
        raise InputError("a damaged gzip file; download it again", source) from None
    if len(plain) > MAX_UNPACKED:
        raise InputError(f"unpacks to more than {MAX_UNPACKED:,} bytes; it was not read further", source)
    if not unpacker.eof:
        raise InputError("a gzip file that ends too early; download it again", source)
    if unpacker.unused_data.strip(b"\0"):
        raise InputError("a gzip file with something else behind it; download it again", source)
    return plain


def read_json(raw: bytes, source: str) -> dict[str, Any]:
    """The JSON object in these bytes; a repeated key, ``NaN`` and deep nesting are refused.

    Raises:
        InputError: Not UTF-8, not JSON (with the line), or a web page or pointer file instead of it.
        SourceChangedError: JSON, but not an object.
    """
    plain = unpack(raw, source)
    if not plain.strip():
        raise InputError("the file is empty; download it again", source)
    if _is_something_else(plain):
        raise InputError(f"{_what(plain)}, not the list; download the file itself", source)
    text = _decoded(plain, source)
    try:
        value = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}", f"{source}:{error.lineno}") from None
    except RecursionError:
        raise InputError(f"nested deeper than {MAX_DEPTH} levels", source) from None
    except ValueError as error:
        raise InputError(f"not usable JSON: {error}", source) from None
    if not isinstance(value, dict):
        raise SourceChangedError(f"an object is expected at the top, not {type(value).__name__}", source)
    if _deeper_than(value, MAX_DEPTH):
        raise InputError(f"nested deeper than {MAX_DEPTH} levels", source)
    return value


def _decoded(plain: bytes, source: str) -> str:
    try:
        return plain.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = plain.count(b"\n", 0, error.start) + 1
        raise InputError("not UTF-8 text; the list is published in UTF-8", f"{source}:{line}") from None


def _is_something_else(plain: bytes) -> bool:
    head = plain.lstrip(b"\xef\xbb\xbf \t\r\n")[:20]
    return head.startswith((b"<", b"version https://git", b"PK", b"%PDF"))


def _what(raw: bytes) -> str:
    head = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if head.startswith(b"version https://git"):
        return "this is a Git LFS pointer"
    if head.startswith(b"<"):
        return "this is a web page or XML"
    if head.startswith((b"pk", b"%pdf")):
        return "this is a zip or PDF file"
    return "the content is something else"


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key '{repeated}' is given twice in one object")
    return made


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a value")


def _deeper_than(value: object, levels: int) -> bool:
    """Breadth first, so that the depth of the file is not the depth of our calls."""
    layer = [value]
    for _ in range(levels):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
