from __future__ import annotations

from typing import NamedTuple, Protocol


class Ran(NamedTuple):
    status: int
    out: str
    err: str


class Run(Protocol):
    def __call__(self, *arguments: str) -> Ran: ...
