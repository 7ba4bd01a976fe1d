"""Put the real output of commands into the documents that show it.

A block after ``<!-- output: COMMAND -->`` (optionally ``| first N``) is replaced by what ``dualuse COMMAND`` prints.
``python docs/refresh.py`` writes; a test calls :func:`stale` and fails where a document shows what is no longer said.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(
    r"(<!-- output: (?P<command>[^|>]+?)(?: \| first (?P<lines>\d+))? -->\n```text\n)(?P<shown>.*?)(```)", re.S
)


def documents() -> list[Path]:
    """Every document that may show output."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def printed(command: str, lines: int | None) -> str:
    """What the command prints with an empty data folder, without its first lines' surplus."""
    with tempfile.TemporaryDirectory() as empty:
        environment = {**os.environ, "DUALUSE_DATA": empty, "PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run(
            [sys.executable, "-m", "dualuse", *shlex.split(command)],
            env=environment, cwd=ROOT, capture_output=True, check=False, encoding="utf-8",
        )  # fmt: skip
    if ran.returncode == 2:
        raise SystemExit(f"dualuse {command}: {ran.stderr}")
    out = ran.stdout.splitlines()
    if lines is not None and len(out) > lines:
        out = [*out[:lines], "…"]
    return "\n".join(out) + "\n"


def refreshed(text: str) -> str:
    """The document with every block as the program prints it now."""

    def put(match: re.Match[str]) -> str:
        lines = int(match["lines"]) if match["lines"] else None
        return match[1] + printed(match["command"], lines) + match[5]

    return _BLOCK.sub(put, text)


def stale() -> list[str]:
    """Documents whose blocks are not what the program prints now."""
    found = []
    for document in documents():
        text = document.read_text("utf-8")
        if refreshed(text) != text:
            found.append(document.relative_to(ROOT).as_posix())
    return found


def main() -> None:
    """Rewrite the documents in place."""
    for document in documents():
        text = document.read_text("utf-8")
        new = refreshed(text)
        if new != text:
            document.write_text(new, "utf-8")
            print(f"refreshed {document.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
