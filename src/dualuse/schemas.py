"""JSON Schemas of every file a person writes, made from the models and tables that read them.

They describe what an editor sees: YAML 1.2 scalars, of which our reader takes each as text. So a number or a bare
``true`` stands where text is expected, and one value where a list of them is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from dualuse.logic.schema import SCALAR, entry_file_schema, said_definitions
from dualuse.model.base import as_text, one_or_many

if TYPE_CHECKING:
    from pydantic_core import core_schema

    from dualuse.logic import Vocabulary

Schema = dict[str, Any]
RULE_CONDITION: Schema = {"$ref": "#/$defs/rule_condition"}
_CONDITION_HERE: Schema = {"const": "a condition stands here"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Described:
    """One kind of file.

    Attributes:
        title: What it is.
        build: Makes its schema.
        files: Where such files stand, as patterns below the project; empty for files that only users have.
        vocabulary: Whether it names kinds and parameters, which can then be completed.
    """

    title: str
    build: Callable[[], Schema]
    files: tuple[str, ...] = ()
    vocabulary: bool = False


def schemas() -> Mapping[str, Described]:
    """Name to every kind of file that people write, in the order of the documentation."""
    from dualuse.engine.rule import CaseFile as RuleCases
    from dualuse.engine.rule import FactFile, Jurisdiction, Rule, Table
    from dualuse.lists.cases import CaseFile as ListCases
    from dualuse.lists.catalogue import ListInfo
    from dualuse.lists.checks.reviewed import RewriteFile
    from dualuse.lists.everyday import EverydayFile
    from dualuse.lists.glosses import GlossFile
    from dualuse.lists.vocabulary import KindFile, ParameterFile, SetFile
    from dualuse.model.transaction import Transaction
    from dualuse.parties import PartyListInfo
    from dualuse.receipt import ReceiptFile

    def of(model: type[BaseModel]) -> Callable[[], Schema]:
        return partial(model_schema, model)

    return {
        "transaction": Described("A proposed transaction", of(Transaction), ("examples/*.yaml",), vocabulary=True),
        "receipt": Described("A receipt of an assessment", of(ReceiptFile), vocabulary=True),
        "list": Described("A control list", of(ListInfo), ("control_lists/**/list.yaml",)),
        "entries": Described(
            "Entries of a control list", entry_file_schema, ("control_lists/*/*/[0-9]*.yaml",), vocabulary=True
        ),
        "rewrites": Described("Figures written otherwise", of(RewriteFile), ("control_lists/*/*/rewrites*.yaml",)),
        "list_cases": Described(
            "Cases of a control list", of(ListCases), ("control_lists/*/*/cases/*.yaml",), vocabulary=True
        ),
        "kinds": Described("Kinds of item", of(KindFile), ("control_lists/vocabulary/kinds/*.yaml",)),
        "parameters": Described("Parameters", of(ParameterFile), ("control_lists/vocabulary/parameters/*.yaml",)),
        "sets": Described("Sets of values", of(SetFile), ("control_lists/vocabulary/sets/*.yaml",)),
        "everyday": Described("Words of everyday goods", of(EverydayFile), ("control_lists/everyday.yaml",)),
        "glosses": Described("Trade words", of(GlossFile), ("control_lists/**/glosses/*.yaml",)),
        "party_list": Described("A party list", of(PartyListInfo), ("control_lists/**/party_list.yaml",)),
        "rule": Described("A rule of law", partial(rule_schema, Rule), ("rules/*/**/*.yaml",)),
        "rule_cases": Described("Cases of a rule", of(RuleCases), ("rules/**/*.cases.yaml",)),
        "table": Described("A dated set", of(Table), ("rules/tables/*.yaml",)),
        "facts": Described("Facts that rules may name", of(FactFile), ("rules/facts.yaml",)),
        "jurisdiction": Described("A jurisdiction", of(Jurisdiction), ("rules/**/jurisdiction.yaml",)),
    }


def schema_of(name: str, vocabulary: Vocabulary | None = None) -> Schema:
    """The schema called ``name``.

    Args:
        name: A key of :func:`schemas`.
        vocabulary: Kinds and parameters that editors then complete; other names stay allowed, since aliases are too.

    Raises:
        KeyError: There is none of that name.
    """
    described = schemas()[name]
    schema = {"$schema": DIALECT, **described.build(), "title": described.title}
    if vocabulary is not None and described.vocabulary:
        _with_names(schema, vocabulary)
    return schema


def model_schema(model: type[BaseModel]) -> Schema:
    """The schema of a model as its file is written."""
    made: Schema = _tidied(model.model_json_schema(by_alias=True, schema_generator=_Written))
    if _holds(made, RULE_CONDITION):
        made.setdefault("$defs", {}).update(said_definitions())
    return made


def rule_schema(model: type[BaseModel]) -> Schema:
    """The schema of a rule: each condition may carry what is said when it is not met."""
    made = model_schema(model)
    for alternative in made["$defs"]["condition"]["anyOf"]:
        if "properties" in alternative:
            said = {"type": "string", "description": "Of 'when' or a part of its 'all': said when it is not met"}
            alternative["properties"]["say"] = said
    return made


def _tidied(value: Any) -> Any:
    """Conditions in place of their marks, and no defaults of nothing."""
    if isinstance(value, dict):
        if value == _CONDITION_HERE:
            return RULE_CONDITION
        return {k: _tidied(v) for k, v in value.items() if not (k == "default" and v is None)}
    return [_tidied(v) for v in value] if isinstance(value, list) else value


def _holds(value: Any, wanted: Schema) -> bool:
    if isinstance(value, dict):
        return value == wanted or any(_holds(v, wanted) for v in value.values())
    return isinstance(value, list) and any(_holds(v, wanted) for v in value)


class _Written(GenerateJsonSchema):
    """What stands in a file before it is read: scalars for text, one for many, conditions as conditions."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        return made if "pattern" in made else {**made, **SCALAR}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"enum": [True, False, "yes", "no"]}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = self.generate_inner(schema["schema"])
        function: Any = schema["function"]["function"]
        if function is one_or_many:
            return {"anyOf": [inner["items"], inner]}
        if function is as_text:
            return {**inner, **SCALAR} if inner.get("type") == "string" else inner
        if getattr(function, "__name__", "") == "_answer":
            return {"anyOf": [{"enum": ["yes", "no", "unknown", True, False]}, inner]}
        return inner

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        cls = schema["cls"]
        summary, attributes = _docstring(cls.__doc__ or "")
        made["description"] = summary
        made.pop("title", None)
        for name, field in cls.model_fields.items():
            described = made.get("properties", {}).get(field.alias or name)
            if described is None:
                continue
            described.pop("title", None)
            if name in attributes:
                described.setdefault("description", attributes[name])
            if field.annotation is Any and name in ("when", "attaches"):
                made["properties"][name] = dict(_CONDITION_HERE)
        return made


_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def _docstring(text: str) -> tuple[str, dict[str, str]]:
    """The first paragraph of a docstring, and what it says about each attribute."""
    import inspect

    plain = inspect.cleandoc(text)
    head, _, tail = plain.partition("\n\n")
    _, _, listed = plain.partition("Attributes:\n")
    attributes = {match[1]: " ".join(match[2].split()) for match in _ATTRIBUTE.finditer(listed or "")}
    return " ".join(head.split()), attributes if tail else {}


# -- names of the vocabulary


def _with_names(schema: Schema, vocabulary: Vocabulary) -> None:
    definitions = schema.setdefault("$defs", {})
    kind = {"enum": sorted(vocabulary.kinds.by_name)}
    parameter = {"enum": sorted(vocabulary.parameters)}
    if "condition" in definitions:
        definitions["kind"] = kind
        definitions["parameter"] = parameter
    for name in ("Item", "CaseItem"):
        if name in definitions:
            _item(definitions[name]["properties"], kind, vocabulary)


def _item(properties: Schema, kind: Schema, vocabulary: Vocabulary) -> None:
    named = {"anyOf": [kind, {"type": "string"}]}
    properties["kind"] = {
        **{k: v for k, v in properties["kind"].items() if k != "anyOf"},
        "anyOf": [named, {"type": "array", "items": named}],
    }
    stated = {name: _parameter(name, vocabulary) for name in sorted(vocabulary.parameters)}
    properties["parameters"] = {"type": "object", "properties": stated, "additionalProperties": True}


def _parameter(name: str, vocabulary: Vocabulary) -> Schema:
    """How a parameter is stated. Its values are offered, never demanded: labels and aliases are read too."""
    parameter = vocabulary.parameters[name]
    unit = f" ({parameter.dimension})" if parameter.dimension else ""
    description = f"{parameter.label}{unit}. {parameter.definition}".strip()
    if parameter.type == "flag":
        return {"description": description, "anyOf": [{"enum": ["yes", "no"]}, SCALAR]}
    if parameter.type in ("choice", "choices") and parameter.values:
        one = {"anyOf": [{"enum": [c.value for c in parameter.values]}, SCALAR]}
        return {"description": description, "anyOf": [one, {"type": "array", "items": one}]}
    if parameter.type in ("parts", "item"):
        fields = {f: _parameter(f, vocabulary) for f in parameter.fields if not vocabulary.parameters[f].fields}
        part = {"type": "object", "properties": fields}
        return {"description": description, "anyOf": [part, {"type": "array", "items": part}]}
    return {"description": description}
