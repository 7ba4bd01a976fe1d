"""A memory of bounded size for what is costly to work out again."""

from __future__ import annotations

from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Memory(Generic[_Value]):
    """The values last used, by text: at least ``size`` of them, and fewer than twice as many."""

    __slots__ = ("_new", "_old", "_size")

    def __init__(self, size: int) -> None:
        self._size = size
        self._new: dict[str, _Value] = {}
        self._old: dict[str, _Value] = {}

    def get(self, key: str) -> _Value | None:
        """The value, which then counts as just used; or None."""
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: str, value: _Value) -> None:
        """Remember a value; the longest unused ones are forgotten when there are too many."""
        if len(self._new) >= self._size:
            self._old = self._new
            self._new = {}
        self._new[key] = value

    def clear(self) -> None:
        """Forget everything."""
        self._new, self._old = {}, {}
