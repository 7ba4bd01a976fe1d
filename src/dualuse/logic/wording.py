"""A condition in plain words that keeps its shape, so that it can be shown as an indented list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dualuse.logic.ast import SIGNS, Ask, Calc, Const, Group, Is, Member, Node, Not, OtherThan, Quantified, Ref, Table
from dualuse.logic.explaining import describe
from dualuse.logic.truth import YES
from dualuse.logic.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Wording:
    """One condition in words.

    Attributes:
        text: The condition; where it has parts, what must be true of them.
        parts: The conditions inside.
        at: Paragraphs it comes from, without the entry code.
        note: The author's remark.
        ask: Id of the judgement that it asks a person for.
        set_name: Name of a set of the vocabulary that the text names without listing it.
    """

    text: str
    parts: tuple[Wording, ...] = ()
    at: tuple[str, ...] = ()
    note: str | None = None
    ask: str | None = None
    set_name: str | None = None


EVERY = "all of these"
LISTED = 4
"""A set with more members than this is named; its members are told once, beside the conditions."""


def sets_named(wording: Wording) -> list[str]:
    """Every set that the wording names without listing it, in order, each once."""
    found = [wording.set_name] if wording.set_name else []
    found += [name for part in wording.parts for name in sets_named(part)]
    return list(dict.fromkeys(found))


def in_words(node: Node, vocabulary: Vocabulary) -> Wording:
    """The condition in plain words, groups as groups."""
    worded = _worded(node, vocabulary)
    return replace(worded, at=node.at or worded.at, note=node.note or worded.note)


def _worded(node: Node, vocabulary: Vocabulary) -> Wording:
    if isinstance(node, Table):
        return _group("at least one of these rows", node.parts, vocabulary)
    if isinstance(node, Group):
        return _group(EVERY if node.every else "at least one of these", node.parts, vocabulary)
    if isinstance(node, Not):
        return _not(node.part, vocabulary)
    if isinstance(node, Quantified):
        return _quantified(node, vocabulary)
    if isinstance(node, Const):
        return Wording("always" if node.truth is YES else describe(node, vocabulary))
    if isinstance(node, Ask):
        return Wording(node.question, ask=node.id)
    if isinstance(node, Member) and node.shown.startswith("@") and len(node.values) > LISTED:
        name = node.shown[1:]
        how = "nothing but" if node.every else "one of"
        return Wording(f"{node.parameter.label}: {how} the set {name}", set_name=name)
    if isinstance(node, Is):
        return Wording(
            f"is one of: {kinds_in_words(node, vocabulary)}"
            if len(node.kinds) > 1
            else (f"is: {kinds_in_words(node, vocabulary)}")
        )
    if isinstance(node, Calc):
        left, right = (formula_in_words(side.text, vocabulary) for side in (node.left, node.right))
        return Wording(f"{left} {SIGNS[node.op]} {right}")
    if isinstance(node, (Ref, OtherThan)):
        of = f"{node.of.label}: " if node.of is not None else ""
        denied = "not " if isinstance(node, OtherThan) else ""
        return Wording(f"{of}{denied}specified in {' or '.join(node.codes)}")
    return Wording(describe(node, vocabulary))


_QUOTED = re.compile(r"si\('([^']+)'\)")
_NAME = re.compile(r"(?<![\w'.])[a-z]\w*(?:\.\w+)*(?![\w'(])")
_SIGNS = {"**": "^", "*": " × ", "/": " / "}


def formula_in_words(text: str, vocabulary: Vocabulary) -> str:
    """A formula with labels for names, constants with their units, and the signs people write."""

    def named(match: re.Match[str]) -> str:
        parameter = vocabulary.parameters.get(match[0])
        return f"[{parameter.label}]" if parameter else match[0]

    quoted = _QUOTED.split(text)
    for at in range(0, len(quoted), 2):  # between the constants
        quoted[at] = re.sub(r"\*\*|\*|/", lambda m: _SIGNS[m[0]], _NAME.sub(named, quoted[at]))
    return " ".join("".join(quoted).split())


def kinds_in_words(node: Is, vocabulary: Vocabulary) -> str:
    """The kinds by their labels."""
    return "; ".join(vocabulary.kinds.by_name[k].label or k for k in node.kinds)


def _group(text: str, parts: tuple[Node, ...], vocabulary: Vocabulary) -> Wording:
    inside = tuple(in_words(p, vocabulary) for p in parts)
    return inside[0] if len(inside) == 1 else Wording(text, inside)


def _not(part: Node, vocabulary: Vocabulary) -> Wording:
    if isinstance(part, Group) and len(part.parts) > 1:
        text = "not all of these" if part.every else "none of these"
        return replace(_group(text, part.parts, vocabulary), at=part.at, note=part.note)
    inside = in_words(part, vocabulary)
    return Wording("not", (inside,)) if inside.parts else replace(inside, text=f"not: {inside.text}")


def _quantified(node: Quantified, vocabulary: Vocabulary) -> Wording:
    name = node.over.label
    how = {"exists": f"{name}: at least one for which", "forall": f"{name}: every one, and for each"}.get(
        node.how, f"{name}: {SIGNS[node.op or 'ge']} {node.number} for which"
    )
    inside = in_words(node.where, vocabulary)
    if inside.text == EVERY and not inside.at and inside.note is None:
        return Wording(f"{how} all of these hold", inside.parts)
    return Wording(f"{how} this holds", (inside,))
