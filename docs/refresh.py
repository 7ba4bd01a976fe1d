"""Put the real output of commands into the documents that show it, and write the catalogue of rules.

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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dualuse.engine.view import RuleView
    from dualuse.logic import Wording

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


RULES = ROOT / "docs/rules.md"
_INTRODUCTION = """\
# Rules

Every rule held, written by `python docs/refresh.py` from the files under `rules/`. `dualuse rules show ID` shows one
with the tables of a day and its cases. A rule that cannot be evaluated is a finding that says so; it never makes an
answer milder.
"""


def rules_page() -> str:
    """The catalogue of rules, from the rule files."""
    from datetime import date

    from dualuse.engine import Pack
    from dualuse.engine.view import view_rule

    pack = Pack.load()
    lines = [_INTRODUCTION]
    for law, (jurisdiction, _) in pack.jurisdictions.items():
        lines.append(f"## {jurisdiction.title} (`{law}`)\n")
        for name, loaded in sorted(pack.rules.items()):
            if loaded.rule.jurisdiction == law:
                lines += _rule(view_rule(pack, name, date(2026, 2, 16)))
    return "\n".join(lines)


def _rule(view: RuleView) -> list[str]:
    rule = view.rule
    until = f" until {rule.effective.end}" if rule.effective.end else ""
    cited = f"[{rule.citation}]({rule.citation.url})" if rule.citation.url else str(rule.citation)
    counts = ", ".join(f"{sum(c.expect == word for c in view.cases)} {word}" for word in ("yes", "no", "unknown"))
    what = f"**{_words(rule.kind)}**, {_words(rule.domain)}: **{_words(rule.then.effect.value)}**"
    force = f"{_words(rule.status)} from {rule.effective.start}{until}"
    answers = ", ".join(f"`{name}`" for name in rule.overcomes)
    return [
        f"### `{rule.id}`\n",
        f"{rule.title}. {cited}.\n",
        f"- {what}; {force}; asked per {rule.per}",
        f"- when met: {rule.then.say}",
        *(f"- duty: {duty}" for duty in rule.then.duties),
        *([f"- answers the requirement of: {answers}"] if answers else []),
        f"- confidence {rule.confidence}: {rule.evidence}",
        f"- [{view.file}](../{view.file}), with cases: {counts}",
        "- conditions:",
        *_conditions(view.condition, 1),
        "",
    ]


def _conditions(wording: Wording, depth: int) -> list[str]:
    asked = f"a person must answer: {wording.text} (`{wording.ask}`)" if wording.ask else wording.text
    note = f" _({wording.note})_" if wording.note else ""
    return [
        f"{'  ' * depth}- {asked}{':' if wording.parts else ''}{note}",
        *(line for part in wording.parts for line in _conditions(part, depth + 1)),
    ]


def _words(name: str) -> str:
    return name.replace("_", " ")


def stale() -> list[str]:
    """Documents that do not say what the program says now."""
    found = [] if RULES.is_file() and RULES.read_text("utf-8") == rules_page() else [RULES.relative_to(ROOT).as_posix()]
    for document in documents():
        text = document.read_text("utf-8")
        if refreshed(text) != text:
            found.append(document.relative_to(ROOT).as_posix())
    return found


def main() -> None:
    """Rewrite the documents in place."""
    RULES.write_text(rules_page(), "utf-8")
    for document in documents():
        text = document.read_text("utf-8")
        new = refreshed(text)
        if new != text:
            document.write_text(new, "utf-8")
            print(f"refreshed {document.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
