"""The part of JSON Schema that our schemas use, and YAML 1.2 as editors read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
KNOWN = {
    *("$ref", "type", "enum", "const", "anyOf", "pattern", "format", "minLength"),
    *("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
    *("items", "prefixItems", "minItems", "maxItems", "exclusiveMinimum"),
    *("$schema", "$defs", "title", "description", "default"),
}


class Core(yaml.SafeLoader):
    """YAML 1.2: only true and false are booleans, and a date is text."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def read_yaml(text: str) -> Any:
    return yaml.load(text, Loader=Core)


def errors(value: Any, schema: Any, root: Any = None, path: str = "") -> Iterator[str]:
    """What in ``value`` the schema does not allow, each with its path."""
    root = schema if root is None else root
    unknown = set(schema) - KNOWN
    assert not unknown, f"this test does not know {unknown}"
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        yield from errors(value, target, root, path)
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{path}: {value!r} is not {schema['type']}"
        return
    if "enum" in schema and not any(value == e and type(value) is type(e) for e in schema["enum"]):
        yield f"{path}: {value!r} is none of {schema['enum'][:6]}"
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']!r}"
    if "anyOf" in schema:
        tried = [list(errors(value, s, root, path)) for s in schema["anyOf"]]
        if all(tried):
            yield min((t for t in tried), key=lambda t: -max(len(e.partition(": ")[0]) for e in t))[0]
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{path}: {value!r} does not match {schema['pattern']}"
        if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            yield f"{path}: {value!r} is no date"
        if len(value) < schema.get("minLength", 0):
            yield f"{path}: too short"
    if isinstance(value, dict):
        yield from _object(value, schema, root, path)
    if isinstance(value, list):
        yield from _array(value, schema, root, path)
    if "exclusiveMinimum" in schema and not value > schema["exclusiveMinimum"]:
        yield f"{path}: {value} is too small"


def _is(value: Any, types: Any) -> bool:
    wanted = [types] if isinstance(types, str) else types
    return any(isinstance(value, _TYPES[t]) and (t == "boolean" or not isinstance(value, bool)) for t in wanted)


def _object(value: dict[str, Any], schema: Any, root: Any, path: str) -> Iterator[str]:
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path}: '{name}' is missing"
    if not schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value)):
        yield f"{path}: {len(value)} keys"
    known = schema.get("properties", {})
    for key, inner in value.items():
        if key in known:
            yield from errors(inner, known[key], root, f"{path}.{key}")
        elif schema.get("additionalProperties") is False:
            yield f"{path}.{key}: nobody knows this key"
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from errors(inner, schema["additionalProperties"], root, f"{path}.{key}")


def _array(value: list[Any], schema: Any, root: Any, path: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{path}: {len(value)} members"
    leading = schema.get("prefixItems", [])
    for number, inner in enumerate(value):
        if number < len(leading):
            yield from errors(inner, leading[number], root, f"{path}[{number}]")
        elif "items" in schema:
            yield from errors(inner, schema["items"], root, f"{path}[{number}]")
