"""The vocabulary that all lists share: kinds, parameters and sets, from the files people write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field

from dualuse.documents import Document, read_checked
from dualuse.issues import Issue, Where
from dualuse.logic import Choice, Kind, Kinds, Parameter, Vocabulary
from dualuse.model.base import Frozen, one_or_many
from dualuse.quantity import dimensions

File = TypeVar("File", bound=BaseModel)
Words = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]


class Bilingual(Frozen):
    """A text in English and, where it is there, in Russian."""

    en: str
    ru: str = ""


class Aliases(Frozen):
    """Further words people use for the same thing."""

    en: Words = ()
    ru: Words = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every alias, English first."""
        return (*self.en, *self.ru)


class KindRow(Frozen):
    """One kind of item."""

    kind: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    parents: Words = ()
    label: Bilingual
    aliases: Aliases = Aliases()
    definition: str = ""


class KindFile(Frozen):
    """A file under ``control_lists/vocabulary/kinds``."""

    kinds: tuple[KindRow, ...]


class ChoiceRow(Frozen):
    """One value of a closed vocabulary."""

    value: str
    label: Bilingual
    aliases: Aliases = Aliases()
    definition: str = ""


class ParameterRow(Frozen):
    """One parameter; or, with ``extends``, further values of a choice that another file defines."""

    parameter: str | None = None
    extends: str | None = None
    type: Literal["quantity", "flag", "choice", "choices", "parts", "text", "item"] | None = None
    dimension: str | None = None
    basis: Literal["weight", "volume", "mole", "atomic", "full_scale"] | None = None
    label: Bilingual | None = None
    aliases: Aliases = Aliases()
    definition: str = ""
    question: Bilingual | None = None
    values: tuple[ChoiceRow, ...] | None = None
    fields: Words = ()


class ParameterFile(Frozen):
    """A file under ``control_lists/vocabulary/parameters``."""

    parameters: tuple[ParameterRow, ...]


class SetFile(Frozen):
    """A file under ``control_lists/vocabulary/sets``."""

    sets: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class _Reading:
    """What was read so far, and what is wrong with it."""

    issues: list[Issue] = field(default_factory=list)
    kinds: dict[str, Kind] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, Where] = field(default_factory=dict)

    def error(self, where: Where, message: str) -> None:
        self.issues.append(Issue("error", where, message))

    def once(self, what: str, name: str, where: Where) -> bool:
        """Whether ``name`` is new; an issue naming the first place where it is not."""
        first = self.places.get(f"{what} {name}")
        if first is not None:
            self.error(where, f"the {what} '{name}' is already defined at {first}")
            return False
        self.places[f"{what} {name}"] = where
        return True


@dataclass(frozen=True, slots=True)
class VocabularyFiles:
    """The vocabulary with its files.

    Attributes:
        issues: Everything that is wrong with them.
        places: ``kind NAME``, ``parameter NAME`` or ``set NAME`` to the place of its definition.
    """

    vocabulary: Vocabulary
    issues: list[Issue]
    places: dict[str, Where]


def load_vocabulary(folder: FilePath) -> tuple[Vocabulary, list[Issue]]:
    """Every file of the folder as one vocabulary, and everything that is wrong with them."""
    files = read_vocabulary(folder)
    return files.vocabulary, files.issues


def read_vocabulary(folder: FilePath) -> VocabularyFiles:
    """Every file of the folder, with the place of every definition.

    Args:
        folder: ``control_lists/vocabulary``, with ``kinds``, ``parameters`` and ``sets`` inside.
    """
    reading = _Reading()
    for kinds, document in _files(KindFile, folder / "kinds", reading):
        _read_kinds(kinds, document, reading)
    extensions: list[tuple[ParameterRow, Where]] = []
    for parameters, document in _files(ParameterFile, folder / "parameters", reading):
        _read_parameters(parameters, document, reading, extensions)
    for row, where in extensions:
        _extend(row, where, reading)
    for sets, document in _files(SetFile, folder / "sets", reading):
        _read_sets(sets, document, reading)
    _check_kinds(reading)
    _check_parameters(reading)
    vocabulary = Vocabulary(Kinds(reading.kinds.values()), reading.parameters, reading.sets)
    return VocabularyFiles(vocabulary, reading.issues, reading.places)


def _files(model: type[File], folder: FilePath, reading: _Reading) -> Iterator[tuple[File, Document]]:
    for file in sorted(folder.glob("*.yaml")):
        read = read_checked(model, file, _short(file))
        if isinstance(read, tuple):
            yield read
        else:
            reading.issues += read


def _short(file: FilePath) -> str:
    """The file's place below ``control_lists``, which reads the same on every machine."""
    parts = file.parts
    return "/".join(parts[parts.index("control_lists") :]) if "control_lists" in parts else file.name


def _read_kinds(file: KindFile, document: Document, reading: _Reading) -> None:
    for number, row in enumerate(file.kinds):
        if reading.once("kind", row.kind, document.where(("kinds", number))):
            reading.kinds[row.kind] = Kind(
                row.kind, row.parents, row.label.en, row.label.ru, row.aliases.all, row.definition
            )


def _read_parameters(
    file: ParameterFile, document: Document, reading: _Reading, extensions: list[tuple[ParameterRow, Where]]
) -> None:
    for number, row in enumerate(file.parameters):
        where = document.where(("parameters", number))
        if row.extends is not None:
            extensions.append((row, where))
        elif row.parameter is None or row.type is None or row.label is None or row.question is None:
            reading.error(where, "a parameter has at least parameter, type, label and question")
        elif reading.once("parameter", row.parameter, where):
            reading.parameters[row.parameter] = Parameter(
                name=row.parameter,
                type=row.type,
                label=row.label.en,
                question=row.question.en,
                dimension=row.dimension,
                basis=row.basis,
                values=_choices(row) if row.type in ("choice", "choices") else None,
                fields=row.fields,
                aliases=row.aliases.all,
                label_ru=row.label.ru,
                question_ru=row.question.ru,
                definition=row.definition,
            )


def _choices(row: ParameterRow) -> tuple[Choice, ...]:
    return tuple(
        Choice(v.value, v.label.en, tuple(filter(None, (v.label.ru, *v.aliases.all)))) for v in row.values or ()
    )


def _extend(row: ParameterRow, where: Where, reading: _Reading) -> None:
    held = reading.parameters.get(row.extends or "")
    if held is None or held.values is None:
        reading.error(where, f"there is no choice called '{row.extends}' to extend")
        return
    known = {c.value for c in held.values}
    twice = [c.value for c in _choices(row) if c.value in known]
    if twice:
        reading.error(where, f"already values of {held.name}: {', '.join(twice)}")
        return
    reading.parameters[held.name] = replace(held, values=held.values + _choices(row))


def _read_sets(file: SetFile, document: Document, reading: _Reading) -> None:
    for name, members in file.sets.items():
        where = document.where(("sets", name))
        if reading.once("set", name, where):
            reading.sets[name] = members
            if not members:
                reading.error(where, f"the set '{name}' is empty")


def _check_kinds(reading: _Reading) -> None:
    taxonomy = Kinds(reading.kinds.values())
    for kind in reading.kinds.values():
        where = reading.places[f"kind {kind.name}"]
        for parent in kind.parents:
            if parent not in reading.kinds:
                reading.error(where, f"the kind '{kind.name}' is one of '{parent}', which is not defined")
            elif kind.name in taxonomy.above(parent):
                reading.error(where, f"the kind '{kind.name}' is above and below '{parent}'")


def _check_parameters(reading: _Reading) -> None:
    for parameter in reading.parameters.values():
        where = reading.places[f"parameter {parameter.name}"]
        if parameter.type == "quantity" and parameter.dimension not in dimensions():
            reading.error(where, f"'{parameter.name}': there is no dimension '{parameter.dimension}'")
        if parameter.type != "quantity" and (parameter.dimension or parameter.basis):
            reading.error(where, f"'{parameter.name}': only a quantity has a dimension or a basis")
        if parameter.type in ("choice", "choices") and not parameter.values:
            reading.error(where, f"'{parameter.name}': a choice lists its values")
        for name in parameter.fields:
            if name not in reading.parameters:
                reading.error(where, f"'{parameter.name}': its field '{name}' is not defined")
        _check_choice_words(parameter, where, reading)


def _check_choice_words(parameter: Parameter, where: Where, reading: _Reading) -> None:
    from dualuse.logic.vocabulary import fold

    meanings: dict[str, str] = {}
    for choice in parameter.values or ():
        for word in {fold(w) for w in (choice.value, choice.label, *choice.aliases)}:
            other = meanings.setdefault(word, choice.value)
            if other != choice.value:
                reading.error(where, f"'{parameter.name}': '{word}' means both {other} and {choice.value}")
