"""Reading a file we hold: what is wrong with it becomes issues, one for each problem, and stops nothing else."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from dualuse.documents.reading import Document, read_document, read_text
from dualuse.documents.validating import problems
from dualuse.errors import InputError
from dualuse.issues import Issue, Where

Model = TypeVar("Model", bound=BaseModel)


def read_checked(model: type[Model], file: FilePath, source: str) -> tuple[Model, Document] | list[Issue]:
    """The file as a ``model`` with its document, or everything that is wrong with it.

    Args:
        model: What the file is.
        file: Where it is.
        source: Its name in messages.
    """
    document = read_plain(file, source)
    if not isinstance(document, Document):
        return document
    if not isinstance(document.value, dict):
        return [Issue("error", document.where(), "a mapping of keys to values is expected at the top")]
    try:
        return model.model_validate(document.value), document
    except ValidationError as error:
        found = problems(error, document, model)
        return [Issue("error", document.where(path), text) for path, text in found]


def read_plain(file: FilePath, source: str) -> Document | list[Issue]:
    """The file as a document, or what is wrong with it."""
    try:
        return read_document(read_text(file), source)
    except InputError as error:
        return [Issue("error", _where(error, source), error.problem)]


def _where(error: InputError, source: str) -> Where:
    """The source with the line that the error names, if it names one."""
    line = error.where.rpartition(":")[2]
    return Where(source, int(line) if line.isdecimal() else None)
