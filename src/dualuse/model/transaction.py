"""The proposed transaction: what an officer is asked to decide about. What is not stated is unknown."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from dualuse.model.base import Frozen, Text, as_text, one_or_many, readable
from dualuse.model.country import Country

TransactionKind = Literal[
    "export",
    "re_export",
    "in_country_transfer",
    "intra_union_transfer",
    "transit",
    "transhipment",
    "brokering",
    "technical_assistance",
    "electronic_transfer",
    "deemed_export",
    "import",
]
Role = Literal[
    "exporter",
    "manufacturer",
    "purchaser",
    "intermediate_consignee",
    "ultimate_consignee",
    "end_user",
    "broker",
    "forwarder",
    "carrier",
    "bank",
    "parent",
    "beneficial_owner",
    "recipient",
    "other",
]
PartyNature = Literal["person", "company", "state_body", "armed_forces", "research", "non_state_actor", "vessel"]
Limb = Literal["informed", "aware", "suspects", "none"]
Use = Literal[
    "nuclear_weapon",
    "chemical_weapon",
    "biological_weapon",
    "missile_delivery",
    "military_end_use",
    "parts_of_illegal_military_export",
    "internal_repression",
    "human_rights_violation",
    "terrorism",
    "other",
]

ParameterValue = Annotated[Any, BeforeValidator(as_text)]
"""Text, a list of texts, or a list of parts (mappings), as written; read against the parameter dictionary later."""


class Stated(Frozen):
    """What somebody states; text that cannot be written and bottomless values are refused before anything is built."""

    @model_validator(mode="before")
    @classmethod
    def _readable(cls, value: Any) -> Any:
        return readable(value)


class Answer(Frozen):
    """A human judgement already given to a question, with who gave it, when and why."""

    answer: Literal["yes", "no", "unknown"]
    by: str | None = None
    on: Date | None = None
    why: str | None = None


def _answer(value: Any) -> Any:
    """A bare ``yes`` or ``no`` is an answer without its author."""
    if isinstance(value, bool):
        return {"answer": "yes" if value else "no"}
    if isinstance(value, str):
        word = value.strip().lower()
        return {"answer": {"true": "yes", "false": "no"}.get(word, word)}
    return value


class Item(Stated):
    """Goods, software or technology in the transaction."""

    description: Text = Field(min_length=1)
    id: str | None = Field(default=None, description="A name for the item in messages; its number otherwise")
    kind: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = Field(
        default=(), description="Item kind or kinds from the taxonomy (dualuse lists kinds); a mill-turn has two"
    )
    hs_code: Text | None = None
    part_number: Text | None = None
    manufacturer: str | None = None
    origin: Country | None = None
    location: Country | None = Field(default=None, description="Where the item is before it moves")
    quantity: Text | None = None
    value: Text | None = Field(default=None, description="Amount and currency, e.g. 640000 EUR")
    parameters: dict[str, ParameterValue] = Field(default_factory=dict)
    answers: dict[str, Annotated[Answer, BeforeValidator(_answer)]] = Field(default_factory=dict)
    declared_code: str | None = Field(default=None, description="The control code the applicant claims, or 'none'")
    union_status: bool | None = Field(default=None, description="Union goods within the meaning of customs law")

    @field_validator("parameters", mode="before")
    @classmethod
    def _parameters(cls, value: Any) -> Any:
        return {} if value is None else value


class Party(Stated):
    """A person or body with a role. The same body in two roles is one party with two roles."""

    name: Text = Field(min_length=1)
    role: Annotated[tuple[Role, ...], BeforeValidator(one_or_many)] = Field(min_length=1)
    country: Country | None = None
    nature: PartyNature | None = None
    aliases: tuple[str, ...] = ()
    address: str | None = None
    sector: str | None = None
    registration: Text | None = None
    born: Text | None = None


class Exporter(Frozen):
    """Who sends the items out."""

    name: Text = Field(min_length=1)
    country: Country | None = None
    address: str | None = None
    aliases: tuple[str, ...] = ()


class Knowledge(Frozen):
    """What somebody knows, was told or suspects about the use. ``limb: none`` is a statement that there is nothing."""

    limb: Limb
    use: Use | None = None
    by: str | None = None
    on: Date | None = None
    items: tuple[str, ...] = Field(default=(), description="Item ids it concerns; empty means all")
    note: str | None = None


class EndUse(Frozen):
    """What the items are for, as somebody stated it."""

    statement: str | None = None
    location: Country | None = None
    signed_by: str | None = None


class Paper(Frozen):
    """A document seen with the transaction."""

    kind: str
    number: Text | None = None
    date: Date | None = None
    fields: dict[str, ParameterValue] = Field(default_factory=dict)


class Transaction(Stated):
    """A proposed transaction. ``parties: []`` says there are none; leaving the key out says nothing."""

    date: Date | None = Field(default=None, description="The day whose law applies; today where absent")
    kind: TransactionKind | None = None
    laws: tuple[str, ...] | None = Field(default=None, description="Jurisdictions; worked out from the facts if absent")
    exporter: Exporter | None = None
    destination: Country | None = None
    purchasing_country: Country | None = None
    route: tuple[Country, ...] | None = None
    customs_free_zone: bool | None = Field(
        default=None, description="Whether the items go to a customs-free zone or free warehouse at the destination"
    )
    parties: tuple[Party, ...] | None = None
    items: tuple[Item, ...] = Field(min_length=1)
    end_use: EndUse | None = None
    knowledge: tuple[Knowledge, ...] | None = None
    documents: tuple[Paper, ...] | None = None
    facts: dict[str, ParameterValue] = Field(
        default_factory=dict, description="Further facts that a rule asks for, by the name the question gives"
    )
    note: str | None = None

    @field_validator("items")
    @classmethod
    def _names_differ(cls, items: tuple[Item, ...]) -> tuple[Item, ...]:
        names = _item_names(items)
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            raise ValueError(f"two items are called '{twice[0]}'; what is said of one would be said of both")
        return items

    @field_validator("knowledge")
    @classmethod
    def _about_items(
        cls, knowledge: tuple[Knowledge, ...] | None, info: ValidationInfo
    ) -> tuple[Knowledge, ...] | None:
        items: tuple[Item, ...] | None = info.data.get("items")
        names = _item_names(items) if items is not None else []
        for number, row in enumerate(knowledge or ()):
            strange = [n for n in row.items if n not in names] if items is not None else []
            if strange:
                called = ", ".join(names)
                raise ValueError(
                    f"statement {number + 1} is about '{strange[0]}', and no item is called so; there are: {called}"
                )
        return knowledge


def _item_names(items: tuple[Item, ...]) -> list[str]:
    """What the items are called: by their ids, else by their numbers."""
    return [item.id or f"item {number}" for number, item in enumerate(items, 1)]
