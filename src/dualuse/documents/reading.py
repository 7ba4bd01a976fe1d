"""From bytes to plain values with line numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from dualuse.errors import InputError
from dualuse.issues import Path, Where

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 40
MAX_NODES = 400_000

Plain = str | None | list["Plain"] | dict[str, "Plain"]
"""A value as written: text, nothing (an empty or ``null`` scalar), a list, or a mapping with text keys."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document: its plain value, and the line on which every part of it stands."""

    source: str
    value: Plain
    lines: dict[Path, int] = field(repr=False)

    def where(self, path: Path = ()) -> Where:
        """The place of ``path``, or of its nearest ancestor that was written down."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        return Where(self.source, self.lines.get(known), path)


def read_text(file: FilePath | str) -> str:
    """The file's text, decoded as UTF-8 (with or without a byte-order mark).

    Raises:
        InputError: The file is missing, not a file, larger than :data:`MAX_BYTES`, or not UTF-8 text.
    """
    path = FilePath(file)
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            size = path.stat().st_size
            raise InputError(f"{size:,} bytes; at most {MAX_BYTES:,} are read. Is this the right file?", str(path))
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from None
    if len(raw) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES:,} bytes. Is this the right file?", str(path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError("not UTF-8 text; save the file as UTF-8", f"{path}:{line}") from None


def read_document(text: str, source: str) -> Document:
    """Parse YAML (JSON included) into plain text values.

    Args:
        text: The whole document.
        source: Its name in messages, usually the file name.

    Raises:
        InputError: Not YAML; a repeated key; an anchor, alias or tag; a key that is not text; nesting deeper than
            :data:`MAX_DEPTH`; more than :data:`MAX_NODES` parts; more than one document; or nothing at all.
    """
    try:
        return _Builder(source).build(text)
    except RecursionError:
        raise InputError(f"nested deeper than {MAX_DEPTH} levels", source) from None


class _Builder:
    """Builds values from the event stream, so that depth and size are bounded before anything is built."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: dict[Path, int] = {}
        self.nodes = 0

    def build(self, text: str) -> Document:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            events = yaml.parse(text, Loader=loader)
            value, seen = self._stream(events)
        except yaml.YAMLError as error:
            raise self._syntax_error(error) from None
        if not seen:
            raise InputError("the document is empty", self.source)
        return Document(self.source, value, self.lines)

    def _syntax_error(self, error: yaml.YAMLError) -> InputError:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        place = f"{self.source}:{mark.line + 1}" if mark else self.source
        if "nesting depth" in what:  # the parser has its own limit, far above ours
            return InputError(f"nested deeper than {MAX_DEPTH} levels", place)
        return InputError(f"not YAML or JSON: {what}", place)

    def _fail(self, problem: str, event: yaml.Event) -> InputError:
        return InputError(problem, f"{self.source}:{_line(event)}")

    def _stream(self, events: object) -> tuple[Plain, bool]:
        value: Plain = None
        seen = False
        # A stack of open containers: (value, path, pending key). No recursion: depth is the stack's height.
        stack: list[tuple[list[Plain] | dict[str, Plain], Path, list[str | None]]] = []
        for event in events:  # type: ignore[attr-defined]
            if isinstance(event, yaml.AliasEvent):
                raise self._fail("aliases (*name) are not accepted; write the value out", event)
            if isinstance(event, yaml.DocumentStartEvent) and seen:
                raise self._fail("more than one document in the file", event)
            if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                stack.pop()
                continue
            if not isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                continue
            self._guard(event, len(stack))
            if stack and isinstance(stack[-1][0], dict) and stack[-1][2][0] is None:
                self._key(event, stack[-1])
                continue
            made, path = self._place(event, stack)
            if not stack:
                value, seen = made, True
            if isinstance(made, (list, dict)) and not isinstance(event, yaml.ScalarEvent):
                stack.append((made, path, [None]))
        return value, seen

    def _guard(self, event: yaml.NodeEvent, depth: int) -> None:
        self.nodes += 1
        if event.anchor is not None:
            raise self._fail("anchors (&name) are not accepted; write the value out", event)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise self._fail(f"tags such as {tag} are not accepted", event)
        if depth >= MAX_DEPTH:
            raise self._fail(f"nested deeper than {MAX_DEPTH} levels", event)
        if self.nodes > MAX_NODES:
            raise self._fail(f"more than {MAX_NODES:,} parts", event)

    def _key(self, event: yaml.NodeEvent, top: tuple[list[Plain] | dict[str, Plain], Path, list[str | None]]) -> None:
        container, path, pending = top
        assert isinstance(container, dict)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._fail("a key must be plain text; is a { or [ left over?", event)
        if event.value in container:
            first = self.lines.get((*path, event.value))
            raise self._fail(f"the key '{event.value}' is given twice (first on line {first})", event)
        pending[0] = event.value
        self.lines[(*path, event.value)] = _line(event)
        container[event.value] = None

    def _place(
        self, event: yaml.NodeEvent, stack: list[tuple[list[Plain] | dict[str, Plain], Path, list[str | None]]]
    ) -> tuple[Plain, Path]:
        made: Plain
        if isinstance(event, yaml.ScalarEvent):
            made = None if event.implicit[0] and event.value in _NULLS else event.value
        else:
            made = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        path: Path = ()
        if stack:
            container, parent, pending = stack[-1]
            if isinstance(container, dict):
                key = pending[0]
                assert key is not None
                container[key], pending[0] = made, None
                path = (*parent, key)
            else:
                path = (*parent, len(container))
                container.append(made)
        self.lines.setdefault(path, _line(event))
        return made, path


def _line(event: yaml.Event) -> int:
    """The 1-based line on which the event starts."""
    return event.start_mark.line + 1 if event.start_mark else 1
