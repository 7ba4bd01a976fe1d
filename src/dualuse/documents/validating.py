"""From plain values to pydantic models, with errors that name the place and say what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TypeVar, get_args

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
        lines = [f"{document.where(path)}: {text}" for path, text in problems(error, document, model)]
        raise InputError("\n".join(lines)) from None


def problems(error: ValidationError, document: Document, model: type[BaseModel]) -> list[tuple[Path, str]]:
    """Each problem of a validation as (path inside the document, plain sentence), in the order of lines."""
    details = error.errors(include_url=False)
    inner = {tuple(d["loc"][:n]) for d in details for n in range(len(d["loc"]))}
    found = []
    for item in details:
        loc = tuple(item["loc"])
        if item["type"] == "too_short" and loc in inner:
            continue  # the list only looks short because its members are wrong
        path = _document_path(loc, document)
        found.append((path, _sentence(item["type"], item["msg"], path, _known_keys(model, loc[:-1]))))
    unique = list(dict.fromkeys(found))
    return sorted(unique, key=lambda problem: document.where(problem[0]).line or 0)


def _document_path(loc: Path, document: Document) -> Path:
    """Drop the steps pydantic adds (union members) so that the path is one the author wrote."""
    kept: Path = ()
    for number, step in enumerate(loc):
        longer = (*kept, step)
        if longer in document.lines or number == len(loc) - 1:
            kept = longer
    return kept


def _sentence(kind: str, message: str, path: Path, known: list[str]) -> str:
    name = path[-1] if path else ""
    if kind == "extra_forbidden":
        close = get_close_matches(str(name), known, 1)
        return f"unknown key '{name}'" + (f"; did you mean '{close[0]}'?" if close else "")
    if kind == "missing":
        return f"'{name}' is missing"
    return message.removeprefix("Value error, ")


def _known_keys(model: type[BaseModel], loc: Path) -> list[str]:
    """The keys that are accepted at ``loc``, for suggestions; empty where that cannot be told."""
    reached: set[type[BaseModel]] = {model}
    for step in loc:
        if isinstance(step, int):
            continue
        fields = [m.model_fields[step].annotation for m in reached if step in m.model_fields]
        reached = {found for annotation in fields for found in _models_in(annotation)} or reached
    return sorted({field.alias or name for m in reached for name, field in m.model_fields.items()})


def _models_in(annotation: object) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {found for part in get_args(annotation) for found in _models_in(part)}
