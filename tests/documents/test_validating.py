from __future__ import annotations

import pytest

from dualuse.documents import read_document, validate
from dualuse.errors import InputError
from dualuse.model.transaction import Transaction


def fails(text: str) -> str:
    with pytest.raises(InputError) as caught:
        validate(Transaction, read_document(text, "case.yaml"))
    return str(caught.value)


def test_an_unknown_key_names_its_line_and_the_nearest_key() -> None:
    assert fails("items:\n- {description: press, paramters: {}}\n") == (
        "case.yaml:2 at items[0].paramters: unknown key 'paramters'; did you mean 'parameters'?"
    )


def test_all_problems_are_told_at_once_in_document_order() -> None:
    text = fails("destination: Kazakhstan\nkind: gift\nitems:\n- {kind: valve}\n").splitlines()
    assert [t.split(":")[1].split(" ")[0] for t in text] == ["1", "2", "4"]
    assert any("'KAZAKHSTAN' is not an ISO 3166-1 alpha-2 country code" in t for t in text)
    assert any("items[0]" in t and "'description' is missing" in t for t in text)


def test_norway_unquoted_by_another_tool_is_explained() -> None:
    assert "Norway" in fails('{"destination": false, "items": [{"description": "x"}]}')


def test_a_list_or_a_text_at_the_top_is_refused() -> None:
    assert "a mapping of keys to values is expected" in fails("- a")
    assert "a mapping of keys to values is expected" in fails("hello")


def test_a_transaction_without_items_is_refused() -> None:
    assert "items" in fails("date: '2026-10-05'\nitems: []")
