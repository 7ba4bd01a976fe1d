"""``docs/condition-language.md``: every word of the language has an example, and every example is read."""

import re
from pathlib import Path

import pytest

from dualuse.documents import Document, Plain, read_document
from dualuse.lists.vocabulary import load_vocabulary
from dualuse.logic import ConditionLoader, Vocabulary, load_entry
from dualuse.logic.entry import KEYS
from dualuse.logic.loading import OPERATORS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "condition-language.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    found, issues = load_vocabulary(ROOT / "control_lists" / "vocabulary")
    assert not [i for i in issues if i.severity == "error"]
    return found


def words_of(value: Plain) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {w for inner in value.values() for w in words_of(inner)}
    return {w for inner in value for w in words_of(inner)} if isinstance(value, list) else set()


def _entry(document: Document) -> Plain:
    """The example as an entry: a whole one, or derived values put into one."""
    value = document.value
    assert isinstance(value, dict)
    if "entry" in value:
        return value
    paragraph: Plain = {"id": "a", "when": "true"}
    frame: dict[str, Plain] = {"entry": "2B999", "from": "2025-11-15", "title": "x", "gate": {"is": "valve"}}
    return {**frame, "paras": [paragraph], **value}


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_example_is_read_without_an_issue(example: str, vocabulary: Vocabulary) -> None:
    document = read_document(example, "condition-language.md")
    if isinstance(document.value, dict) and {"entry", "derived"} & set(document.value):
        entry, issues = load_entry(_entry(document), document, (), vocabulary)
        assert entry is not None
    else:
        loader = ConditionLoader(vocabulary, document)
        loader.load(document.value, ())
        issues = loader.issues
    assert not issues


def test_every_word_has_an_example() -> None:
    shown = {w for example in EXAMPLES for w in words_of(read_document(example, "example").value)}
    assert set(OPERATORS) <= shown, sorted(set(OPERATORS) - shown)


def test_every_key_of_an_entry_is_explained() -> None:
    keys = {key for known, _ in KEYS.values() for key in known}
    assert all(f"`{key}`" in PAGE or f"{key}:" in PAGE for key in keys)


def test_every_formula_function_is_named() -> None:
    assert all(f"`{name}`" in PAGE for name in ("sqrt", "log10", "abs", "min", "max"))
