"""Where a statement comes from: no finding without one."""

from __future__ import annotations

from pydantic import Field

from dualuse.model.base import Frozen


class Citation(Frozen):
    """A place in an official text."""

    instrument: str = Field(description="The act, e.g. Regulation (EU) 2021/821")
    provision: str = Field(description="Article, paragraph or list code, e.g. Article 4(1)(a) or Annex I, 2B350.g.1")
    url: str | None = Field(default=None, description="Where the official text is published")

    def __str__(self) -> str:
        return f"{self.instrument}, {self.provision}"
