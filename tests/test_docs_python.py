from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_PYTHON = re.compile(r"^```python\n(.*?)^```", re.S | re.M)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize(
    "document", [d for d in DOCUMENTS if "```python" in d.read_text("utf-8")], ids=lambda d: d.stem
)
def test_the_python_of_a_document_runs(document: Path) -> None:
    code = "\n".join(_PYTHON.findall(document.read_text("utf-8")))
    exec(compile(code, str(document), "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.stem)
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    broken = [t for t in _LINK.findall(document.read_text("utf-8")) if not (document.parent / t).exists()]
    assert broken == []
