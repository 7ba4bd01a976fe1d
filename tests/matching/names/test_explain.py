from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching.names import NameMatcher

from .test_matcher import PLAIN, name


@given(st.lists(name, min_size=1, max_size=10), name)
def test_an_explanation_adds_up_to_the_score(held: list[str], query: str) -> None:
    matcher = NameMatcher(held, language=PLAIN)
    for match in matcher.search(query, 1):
        explained = matcher.explain(query, match.position)
        assert (explained.by_words, explained.by_letters) == (match.by_words, match.by_letters)
        assert explained.score == match.score
        asked = sorted([*explained.only_in_query, *(w for pair in explained.pairs for w in pair.query)])
        assert " ".join(asked) == match.query_key
        listed = sorted([*explained.only_in_name, *(w for pair in explained.pairs for w in pair.name)])
        assert " ".join(listed) == match.name_key


def reasons(query: str, held: str) -> list[str]:
    others = [f"{first} {second}" for first in ("ivan", "olga", "x") for second in ("petrov", "smith", "qadir")]
    return [pair.reason for pair in NameMatcher([held, *others], language=PLAIN).explain(query, 0).pairs]


def test_every_kind_of_likeness_has_its_reason() -> None:
    assert reasons("werra", "werra") == ["same word"]
    assert reasons("werra", "wekra") == ["one letter differs"]
    assert reasons("maschinenbau", "mashinenbaw") == ["two letters differ"]
    assert reasons("youssouf", "yusuf") == ["same consonants, written another way"]
    assert reasons("bill smith", "william smith") == ["nickname", "same word"]
    assert reasons("j smith", "john smith") == ["initial", "same word"]
    assert reasons("j smith", "j smith") == ["same initial", "same word"]
    assert reasons("abdalrahman", "abd alrahman") == ["written as two words"]
    assert reasons("sary arka", "saryarka") == ["written as one word"]


def test_an_explanation_reads_as_text() -> None:
    matcher = NameMatcher(["Werra Maschinenbau ltd", *(f"firm{i} ltd" for i in range(30))], language=PLAIN)
    lines = matcher.explain("Wekra Maschinenbau trading", 0).lines()
    assert lines[0].startswith("wekra = werra: one letter differs (75 %, weight ")
    assert lines[2:4] == ["only asked for: trading", "only on the list: ltd"]
    assert lines[-1].startswith("by words ")


def test_the_example_of_the_documentation_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/names.md").read_text("utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    exec(compile(example, "docs/names.md", "exec"), {})
    first = capsys.readouterr().out.splitlines()[0]
    assert "saryarka = saryarka: same word" in first
