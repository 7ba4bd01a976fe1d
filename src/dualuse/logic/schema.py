"""JSON Schema of the condition language and of entry files, from the tables that the loader itself reads by.

What the loader accepts and this does not describe (or the reverse) is an error when the schema is built. Names of
kinds and parameters are not in it: they are the vocabulary's, and editors get them on request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dualuse.logic.ast import SIGNS
from dualuse.logic.entry import KEYS, REGIMES
from dualuse.logic.loading import _BOUNDS, MARKS, OPERATORS

Schema = dict[str, Any]

SCALAR: Schema = {"type": ["string", "number", "boolean"]}
"""Anything that stands alone: it is read as text."""
CONDITION: Schema = {"$ref": "#/$defs/condition"}
_NAME: Schema = {"type": "string"}
_KIND: Schema = {"$ref": "#/$defs/kind"}
_PARAMETER: Schema = {"$ref": "#/$defs/parameter"}
_LIMIT: Schema = {**SCALAR, "description": "One exact value with its unit, e.g. 0.9 µm"}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def many(one: Schema) -> Schema:
    """One value, or a list of them."""
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _exact(*items: Schema, **more: Any) -> Schema:
    return {"type": "array", "prefixItems": list(items), "minItems": len(items), "maxItems": len(items), **more}


_COMPARISON = _exact(_PARAMETER, _LIMIT, description="[parameter, limit]")
_SET: Schema = {"type": "string", "pattern": "^@", "description": "A set of the vocabulary"}
_VALUES: Schema = {"anyOf": [_SET, many(SCALAR)]}
_QUANTIFIED: Schema = {
    "type": "object",
    "properties": {"over": _PARAMETER, "where": CONDITION},
    "required": ["over", "where"],
    "additionalProperties": False,
}
_SHAPES: Mapping[str, Schema] = {
    "all": {"type": "array", "items": CONDITION, "minItems": 1, "description": "Every one of these"},
    "any": {"type": "array", "items": CONDITION, "minItems": 1, "description": "At least one of these"},
    "not": CONDITION,
    "is": {**many(_KIND), "description": "The item is of one of these kinds, or of one below them"},
    **{sign: {**_COMPARISON, "title": f"{shown} a limit"} for sign, shown in SIGNS.items()},
    "range": {
        "type": "array",
        "prefixItems": [_PARAMETER, _LIMIT, _LIMIT, {"enum": list(_BOUNDS)}],
        "minItems": 3,
        "maxItems": 4,
        "description": '[parameter, low, high, "[)"]; both ends belong to it where no bounds are given',
    },
    "flag": {**_PARAMETER, "description": "A yes/no feature is present"},
    "in": _exact(_PARAMETER, _VALUES, description="Any stated value is among these"),
    "only_in": _exact(_PARAMETER, _VALUES, description="Every stated value is among these"),
    "exists": {**_QUANTIFIED, "description": "At least one part meets the condition"},
    "forall": {**_QUANTIFIED, "description": "Every part meets the condition"},
    "count": {
        **_QUANTIFIED,
        "properties": {**_QUANTIFIED["properties"], **{sign: {"type": ["integer", "string"]} for sign in SIGNS}},
        "minProperties": 3,
        "maxProperties": 3,
        "description": "So many parts meet the condition",
    },
    "table": {
        "type": "object",
        "properties": {
            "cols": {"type": "array", "items": _PARAMETER},
            "rows": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "array", "items": {"anyOf": [SCALAR, {"type": "null"}, {"type": "array"}]}},
            },
        },
        "required": ["cols", "rows"],
        "additionalProperties": False,
        "description": "Any of the rows; a cell is '>= 4 m', [low, high, \"[)\"], a set, or empty",
    },
    "calc": {
        "type": "object",
        "properties": {"expr": {"type": "string"}, **dict.fromkeys(SIGNS, SCALAR)},
        "required": ["expr"],
        "minProperties": 2,
        "maxProperties": 2,
        "additionalProperties": False,
        "description": "A formula over parameters against a limit or another formula",
    },
    "ref": {
        "type": "object",
        "properties": {"entry": many(_NAME), "of": _PARAMETER},
        "required": ["entry"],
        "additionalProperties": False,
        "description": "The item, or a part of it, is specified in one of these paragraphs",
    },
    "other_than": {
        "anyOf": [
            many(_NAME),
            {
                "type": "object",
                "properties": {"entry": many(_NAME), "of": _PARAMETER},
                "required": ["entry", "of"],
                "additionalProperties": False,
            },
        ],
        "description": "The item, or a part of it, is not specified in any of these paragraphs",
    },
    "inherit": {
        "type": "object",
        "properties": {"of": _PARAMETER},
        "required": ["of"],
        "additionalProperties": False,
        "description": "Equipment that is named is itself controlled, and its status goes over to the item",
    },
    "tx": _exact(_NAME, SCALAR, description="[fact of the transaction, value]"),
    "ask": {
        "type": "object",
        "properties": {
            "id": {"type": "string", "description": "Stable: answers are kept under it"},
            "q": {
                "anyOf": [
                    {"type": "string"},
                    {
                        "type": "object",
                        "properties": {"en": {"type": "string"}, "ru": {"type": "string"}},
                        "required": ["en"],
                    },
                ]
            },
            "role": {"type": "string"},
        },
        "required": ["id", "q"],
        "additionalProperties": False,
        "description": "A judgement that only a person can give",
    },
}
_MARKS: Mapping[str, Schema] = {
    "at": {**many(SCALAR), "description": "Paragraphs it comes from, without the entry code"},
    "note": {"type": "string", "description": "A remark for readers"},
    "in_turn": {
        "enum": ["yes", True],
        "description": "A part asks only once those before it are settled",
    },
}


def condition_definitions() -> dict[str, Schema]:
    """``condition``, ``kind`` and ``parameter`` for the ``$defs`` of a schema.

    Raises:
        LookupError: The loader knows an operator or a mark that is not described here, or the reverse.
    """
    _same("operators", _SHAPES, OPERATORS)
    _same("marks", _MARKS, MARKS)
    return {
        "condition": {
            "description": "One operator, with the paragraphs it comes from (at) and a note",
            "anyOf": [_CONSTANTS, *_alternatives(_SHAPES, _MARKS)],
        },
        "kind": {"type": "string", "description": "A kind of item (dualuse lists kinds)"},
        "parameter": {"type": "string", "description": "A parameter (dualuse lists parameters)"},
    }


def said_definitions() -> dict[str, Schema]:
    """:func:`condition_definitions`, and ``rule_condition``: each part of it says what is told when it is not met."""
    marks = {**_MARKS, "say": {"type": "string", "description": "What is told when this is not met"}}
    parts: Schema = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/said_condition"}}
    return {
        **condition_definitions(),
        "said_condition": {"anyOf": [_CONSTANTS, *_alternatives(_SHAPES, marks)]},
        "rule_condition": {
            "description": "One operator, usually all; each part with what is told when it is not met (say)",
            "anyOf": [_CONSTANTS, *_alternatives({**_SHAPES, "all": parts}, marks)],
        },
    }


_CONSTANTS: Schema = {"enum": [True, False, "true", "false"]}


def _alternatives(shapes: Mapping[str, Schema], marks: Mapping[str, Schema]) -> list[Schema]:
    return [
        {
            "type": "object",
            "properties": {operator: shape, **marks},
            "required": [operator],
            "additionalProperties": False,
        }
        for operator, shape in shapes.items()
    ]


def entry_file_schema() -> Schema:
    """A file of entries of a control list."""
    paragraph = _mapping(
        "paragraph",
        id={**SCALAR, "description": "Letters and numbers behind the entry code, e.g. b.2.a; all for the entry itself"},
        code={**SCALAR, "description": "Where the paragraph to cite has other letters than the id"},
        title={"type": "string", "description": "In our own words"},
        when=CONDITION,
        note={"type": "string"},
    )
    exclusion = _mapping(
        "exclusion",
        id=SCALAR,
        scope={**many(SCALAR), "description": "Paragraphs it releases from; all of them where absent"},
        title={"type": "string"},
        when=CONDITION,
        note={"type": "string"},
    )
    entry = _mapping(
        "entry",
        entry={"type": "string", "pattern": r"^\d[A-E]\d{3}$"},
        **{"from": {**_DAY, "description": "First day on which the block applies"}},
        to={**_DAY, "description": "First day on which it no longer does"},
        title={"type": "string", "description": "In our own words"},
        regimes=many({"enum": sorted(REGIMES)}),
        see_also=many(_NAME),
        gate={
            "type": "object",
            "properties": {"is": _SHAPES["is"]},
            "required": ["is"],
            "additionalProperties": False,
            "description": "The kinds of item the entry deals with",
        },
        other_than={**many(_NAME), "description": "Codes that go before this entry"},
        common={**CONDITION, "description": "What every paragraph asks besides"},
        paras={"type": "array", "minItems": 1, "items": paragraph},
        not_used={**many(SCALAR), "description": "Paragraphs printed as not used"},
        exclusions={"type": "array", "items": exclusion},
        derived={"type": "array", "items": _derived()},
        coverage={"type": "string"},
        note={"type": "string"},
    )
    return {
        "title": "Entries of a control list",
        "type": "object",
        "properties": {"list": {"type": "string"}, "entries": {"type": "array", "items": entry}},
        "required": ["list", "entries"],
        "additionalProperties": False,
        "$defs": condition_definitions(),
    }


def _derived() -> Schema:
    case = _mapping("class", **{"class": {"type": "string"}}, when=CONDITION, note={"type": "string"})
    return _mapping(
        "derived",
        name=_PARAMETER,
        expr={"type": "string", "description": "A formula over parameters"},
        over={**_PARAMETER, "description": "Parts that are looked at one by one"},
        where={**CONDITION, "description": "Which of the parts count"},
        agg={"enum": ["sum", "max", "min"]},
        classify={"type": "array", "items": case, "description": "The class of each part: the first that fits"},
        **{
            "else": {"type": "string", "description": "The class where none fits"},
            "if": {**CONDITION, "description": "Worked out only where this holds"},
        },
        when={**CONDITION, "description": "For a flag: yes where this holds"},
        note={"type": "string"},
    )


def _mapping(what: str, **properties: Schema) -> Schema:
    known, needed = KEYS[what]
    _same(f"keys of {what}", properties, known)
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(needed),
        "additionalProperties": False,
    }


def _same(what: str, described: object, loaded: object) -> None:
    ours, theirs = set(described), set(loaded)  # type: ignore[call-overload]
    if ours != theirs:
        raise LookupError(f"{what} that the schema and the loader do not share: {', '.join(sorted(ours ^ theirs))}")
