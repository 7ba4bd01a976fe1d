"""Asking for a narrower kind, in English and Russian."""

from __future__ import annotations

from collections.abc import Sequence

from dualuse.logic.truth import NO
from dualuse.logic.vocabulary import Kinds

MAX_NAMED = 16


def kind_question(stated: Sequence[str], wanted: Sequence[str], kinds: Kinds) -> tuple[str, str]:
    """Which narrower kind the item is, in English and Russian.

    Where the stated kinds have few kinds directly below them, all of those are named, so that every paragraph asks the
    same; else those of the wanted kinds that the item may still be of.
    """
    narrower = [n for kind in stated for n in kinds.below(kind)]
    if not 0 < len(narrower) <= MAX_NAMED:
        narrower = [kind for kind in wanted if kinds.relation(stated, kind) is not NO] or list(wanted)
    held = [kinds.by_name[name] for name in dict.fromkeys(narrower)]
    english = "; ".join(f"{k.label or k.name} ({k.name})" for k in held)
    russian = "; ".join(f"{k.label_ru or k.label or k.name} ({k.name})" for k in held)
    return (
        f"Is it more exactly one of these: {english}? State its kind, or the right one if it is none of them.",
        f"Не является ли изделие одним из следующих: {russian}? Укажите его вид или, если ни один не подходит, верный.",
    )
