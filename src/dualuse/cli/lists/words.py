"""``dualuse lists kinds`` and ``dualuse lists parameters``: the vocabulary, searched in English and Russian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dualuse.cli.options import output_format, print_json, show_text
from dualuse.errors import NotHeldError

if TYPE_CHECKING:
    from dualuse.lists.usage import Usage
    from dualuse.logic import Kind, Parameter, Vocabulary


@click.command()
@click.argument("word", nargs=-1)
@click.option("--used", is_flag=True, help="Only kinds that an encoded entry deals with.")
@output_format
def kinds(word: tuple[str, ...], used: bool, form: str) -> int:
    r"""Search the item kinds for WORD, in English or Russian; all of them without a word.

    State the narrowest kind that fits: an item of a kind above the one an entry is about leaves the entry open.

    \b
    dualuse lists kinds press
    dualuse lists kinds клапан
    """
    from dualuse.lists.searching import find_kinds

    vocabulary, usage = _held()
    text = " ".join(word)
    rows = [_kind(k, vocabulary, usage) for k in find_kinds(vocabulary, text)]
    return _show([r for r in rows if r["entries"] or not used], text, "kind", form)


@click.command()
@click.argument("word", nargs=-1)
@click.option("--used", is_flag=True, help="Only parameters that an encoded entry compares.")
@click.option("--entry", metavar="CODE", help="Only parameters that this entry compares, e.g. 2B204.")
@output_format
def parameters(word: tuple[str, ...], used: bool, entry: str | None, form: str) -> int:
    r"""Search the parameters for WORD, in English or Russian; all of them without a word.

    A parameter may be stated under its name, its label or any alias.

    \b
    dualuse lists parameters pressure
    dualuse lists parameters давление
    dualuse lists parameters --entry 2B204
    """
    from dualuse.lists.searching import find_parameters
    from dualuse.model.code import ControlCode

    vocabulary, usage = _held()
    text = " ".join(word)
    rows = [_parameter(p, vocabulary, usage) for p in find_parameters(vocabulary, text)]
    if entry is not None:
        try:
            code = ControlCode(entry).entry
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--entry") from None
        rows = [r for r in rows if code in r["entries"]]
        if not rows:
            raise NotHeldError(f"no encoded entry {code} compares a parameter" + (f" called '{text}'" if text else ""))
    return _show([r for r in rows if r["entries"] or not used], text, "parameter", form)


def _held() -> tuple[Vocabulary, Usage]:
    from dualuse.lists.catalogue import Catalogue
    from dualuse.lists.usage import usage_in

    catalogue = Catalogue.load()
    return catalogue.vocabulary, usage_in(e for held in catalogue.lists.values() for e in held.entries)


def _show(rows: list[dict[str, Any]], word: str, what: str, form: str) -> int:
    if form == "json":
        print_json(rows)
        return 0
    if not rows:
        from dualuse.lists.searching import nearest

        near = nearest(_held()[0], word, what)
        hint = f" Nearest: {', '.join(near)}." if near else ""
        raise NotHeldError(f"no {what} has '{word}' in its name, labels, aliases or definition.{hint}")
    from dualuse.report.words import render_words

    show_text(render_words, rows, what)
    return 0


def _kind(kind: Kind, vocabulary: Vocabulary, usage: Usage) -> dict[str, Any]:
    """A kind with the entries that are about it, a kind above it, or one below it."""
    above = [k for k in vocabulary.kinds.above(kind.name) if k != kind.name]
    reached = [code for name in (kind.name, *above) for code in usage.kinds.get(name, ())]
    narrower = vocabulary.kinds.below(kind.name)
    return {
        "kind": kind.name,
        "label": {"en": kind.label, "ru": kind.label_ru},
        "aliases": list(kind.aliases),
        "definition": kind.definition,
        "one_of": list(kind.parents),
        "narrower": narrower,
        "entries": sorted(set(reached)),
        "entries_if_narrower": sorted(_below(narrower, vocabulary, usage) - set(reached)),
    }


def _below(kinds: list[str], vocabulary: Vocabulary, usage: Usage) -> set[str]:
    found: set[str] = set()
    todo, seen = list(kinds), set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            found.update(usage.kinds.get(name, ()))
            todo += vocabulary.kinds.below(name)
    return found


def _parameter(parameter: Parameter, vocabulary: Vocabulary, usage: Usage) -> dict[str, Any]:
    return {
        "parameter": parameter.name,
        "type": parameter.type,
        "dimension": parameter.dimension,
        "unit": _unit(parameter),
        "basis": parameter.basis,
        "label": {"en": parameter.label, "ru": parameter.label_ru},
        "aliases": list(parameter.aliases),
        "definition": parameter.definition,
        "question": {"en": parameter.question, "ru": parameter.question_ru},
        "values": [{"value": c.value, "label": c.label} for c in parameter.values or ()],
        "fields": list(parameter.fields),
        "part_of": [p.name for p in vocabulary.parameters.values() if parameter.name in p.fields],
        "entries": sorted(usage.parameters.get(parameter.name, ())),
    }


def _unit(parameter: Parameter) -> str | None:
    from dualuse.quantity.units import si_symbol

    return si_symbol(parameter.dimension) or None if parameter.dimension else None
