"""From plain values to pydantic models, with errors that name the place and say what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from dualuse.documents.reading import Document
from dualuse.errors import InputError
from dualuse.issues import Path

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], document: Document) -> Model:
    """The document as a ``model``.

    Raises:
        InputError: With every problem, one per line, each at its file, line and path.
    """
    if not isinstance(document.value, dict):
        raise InputError("a mapping of keys to values is expected at the top", str(document.where()))
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        lines = [f"{document.where(path)}: {text}" for path, text in problems(error, document)]
        raise InputError("\n".join(lines)) from None


def problems(error: ValidationError, document: Document) -> list[tuple[Path, str]]:
    """Each problem of a validation as (path inside the document, plain sentence), in document order."""
    found = []
    for item in error.errors(include_url=False):
        path = _document_path(tuple(item["loc"]), document)
        found.append((path, _sentence(item["type"], item["msg"], path, item.get("ctx") or {})))
    return list(dict.fromkeys(found))


def _document_path(loc: Path, document: Document) -> Path:
    """Drop the steps pydantic adds (union members) so that the path is one the author wrote."""
    kept: Path = ()
    for number, step in enumerate(loc):
        longer = (*kept, step)
        if longer in document.lines or number == len(loc) - 1:
            kept = longer
    return kept


def _sentence(kind: str, message: str, path: Path, context: dict[str, object]) -> str:
    name = path[-1] if path else ""
    if kind == "extra_forbidden":
        known = context.get("known")
        close = get_close_matches(str(name), known, 1) if isinstance(known, list) else []
        return f"unknown key '{name}'" + (f"; did you mean '{close[0]}'?" if close else "")
    if kind == "missing":
        return f"'{name}' is missing"
    return message.removeprefix("Value error, ")
