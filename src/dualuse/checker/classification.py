"""One item against one list: from the compiled outcome to the finding a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dualuse.lists.catalogue import ControlList, Edition
from dualuse.logic import (
    NO,
    UNKNOWN,
    YES,
    Classification,
    EntrySet,
    Leaf,
    Missing,
    ParagraphOutcome,
    ReleaseOutcome,
    Truth,
    Vocabulary,
    prepare,
)
from dualuse.logic.settle import Settles
from dualuse.model.assessment import Comparison, ItemClassification, ParagraphFinding, Question, Release
from dualuse.model.citation import Citation
from dualuse.model.transaction import Item

_ORDER = {"always": 0, "can": 1, "with_others": 2}


@dataclass(frozen=True, slots=True)
class Target:
    """The list on the day, ready to classify against."""

    held: ControlList
    edition: Edition
    entries: EntrySet


def item_name(item: Item, number: int) -> str:
    """How messages call the item: its id, or its place in the transaction."""
    return item.id or f"item {number + 1}"


def classify_item(
    item: Item, number: int, target: Target, transaction: Mapping[str, str] | None = None
) -> ItemClassification:
    """The item against every entry held that deals with its kind.

    An item without a usable kind, or of a kind that no entry held deals with, is ``unknown``: not found is no answer.
    An item of several kinds is free of the list only where each of them is dealt with.
    """
    vocabulary = target.entries.vocabulary
    path = f"items[{number}]"
    answers = {name: Truth.of(a.answer) for name, a in item.answers.items()}
    facts = prepare(item.parameters, vocabulary, kinds=item.kind, answers=answers, path=f"{path}.parameters")
    name = item_name(item, number)
    strange = [k for k in facts.kinds if k not in vocabulary.kinds]
    base = ItemClassification(
        item=name,
        description=item.description,
        list_id=target.held.info.id,
        edition=target.edition.id,
        listed="unknown",
        unread=facts.unread,
    )
    if not facts.kinds or strange:
        question = _kind_question(item, path, name, strange, vocabulary)
        why = f"the kind '{strange[0]}' is not in the vocabulary" if strange else "its kind is not stated"
        return base.model_copy(update={"reason": why, "questions": (question,)})
    found = target.entries.classify(facts, transaction)
    missed = [k for k in facts.kinds if not target.entries.reached([k])]
    why = f"no entry held deals with the kind {', '.join(missed)}. {target.held.info.not_covered}"
    if not found.reached:
        return base.model_copy(update={"reason": why})
    read = _read(base, found, target, name)
    return read.model_copy(update={"listed": "unknown", "reason": why}) if missed and read.listed == "no" else read


def _read(base: ItemClassification, found: Classification, target: Target, name: str) -> ItemClassification:
    read = [(o, _paragraph(o, target, name, found.listed_after)) for o in found.outcomes]
    undetermined = tuple(p for o, p in read if o.truth is UNKNOWN)
    reason = None
    if found.certain_union and not any(o.truth is YES for o in found.outcomes):
        alternatives = " or ".join(dict.fromkeys(c for group in found.certain_union for c in group))
        reason = f"caught for certain by one of {alternatives}; it is open which"
    return base.model_copy(
        update={
            "listed": found.listed.word,
            "controlled": tuple(p for o, p in read if o.truth is YES),
            "undetermined": undetermined,
            "not_met": tuple(p for o, p in read if o.truth is NO),
            "reason": reason,
            "questions": merge_questions(q for p in undetermined for q in p.questions),
        }
    )


def _paragraph(
    outcome: ParagraphOutcome, target: Target, name: str, listed_after: Mapping[Missing, frozenset[Truth]]
) -> ParagraphFinding:
    info = target.held.info
    entry = outcome.entry.code
    code = outcome.paragraph.code
    title = outcome.paragraph.title or outcome.entry.title
    notes = tuple(Comparison(truth="yes", condition=r, stated="not checked") for r in outcome.remarks)
    return ParagraphFinding(
        code=code,
        title=title,
        truth=outcome.truth.word,
        citation=Citation(instrument=info.instrument, provision=f"{info.annex}, {code}", url=info.url),
        comparisons=(*(comparison(leaf, entry) for leaf in outcome.leaves), *notes),
        releases=tuple(_release(r, entry) for r in outcome.releases),
        questions=tuple(
            question(m, settles, name, code, listed_after.get(m, frozenset()))
            for m, settles in _asked_now(outcome.asks)
        ),
    )


def _asked_now(asks: Iterable[tuple[Missing, Settles]]) -> list[tuple[Missing, Settles]]:
    """What is missing, with what is not asked yet counted as needed together with what is.

    Of a thing whose kind is too general only the kind is asked, and a judgement waits for the facts beside it.
    """
    held = list(asks)
    general = {id(m.facts) for m, _ in held if m.kind == "kind"}
    facts = any(m.kind != "judgement" for m, _ in held)
    waits = (m.kind != "kind" and (id(m.facts) in general or (facts and m.kind == "judgement")) for m, _ in held)
    return [(m, "with_others" if later else s) for (m, s), later in zip(held, waits, strict=True)]


def _release(release: ReleaseOutcome, entry: str) -> Release:
    return Release(
        id=f"{entry} {release.id}",
        title=release.title,
        truth=release.outcome.truth.word,
        comparisons=tuple(comparison(leaf, entry) for leaf in release.outcome.leaves),
    )


def comparison(leaf: Leaf, entry: str) -> Comparison:
    """A leaf of the trace with its paragraphs written out."""
    at = ", ".join(entry if a == "all" else f"{entry}.{a}" for a in leaf.at[:3])
    at += ", …" if len(leaf.at) > 3 else ""
    return Comparison(
        truth=leaf.truth.word,
        stated=leaf.stated,
        condition=leaf.condition,
        about=leaf.about,
        at=at or None,
        note=leaf.note,
    )


def question(
    missing: Missing, settles: str, subject: str, code: str, listed_after: frozenset[Truth] = frozenset()
) -> Question:
    """What is missing, as a question with the place where its answer is written.

    Args:
        missing: The fact.
        settles: How far it alone settles the paragraph.
        subject: What the item is called.
        code: The paragraph.
        listed_after: Whether the item is listed after each possible answer.
    """
    kinds = {"judgement": "judgement", "restate": "restate"}
    return Question.model_validate(
        {
            "subject": subject,
            "name": missing.name,
            "where": missing.where,
            "ask": missing.question,
            "kind": kinds.get(missing.kind, "fact"),
            "problem": missing.problem,
            "settles": settles,
            "for": (code,),
            "listed_after": tuple(t.word for t in sorted(listed_after, reverse=True)),
        }
    )


def merge_questions(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Each question once, with every code it is for and its best power to settle; facts first, then judgements.

    Among facts, and among judgements, the most decisive comes first, then the one that more codes wait for, then the
    one met first: what a data sheet settles need not be judged.
    """
    merged: dict[tuple[str, str], Question] = {}
    for q in questions:
        held = merged.get((q.where, q.ask if q.name != "kind" else ""))
        key = (q.where, q.ask if q.name != "kind" else "")
        if held is None:
            merged[key] = q
            continue
        settles = min(held.settles, q.settles, key=lambda s: _ORDER[s])
        codes = tuple(dict.fromkeys((*held.for_, *q.for_)))
        merged[key] = held.model_copy(update={"settles": settles, "for_": codes, "problem": held.problem or q.problem})
    return tuple(sorted(merged.values(), key=lambda q: (q.kind == "judgement", _ORDER[q.settles], -len(q.for_))))


def _kind_question(item: Item, path: str, name: str, strange: list[str], vocabulary: Vocabulary) -> Question:
    near = kinds_in_words(strange[0] if strange else item.description, vocabulary)
    hint = f" The words suggest: {', '.join(near)}." if near else ""
    return Question.model_validate(
        {
            "subject": name,
            "name": "kind",
            "where": f"{path}.kind",
            "ask": f"What kind of item is it?{hint} (dualuse lists kinds WORD searches the taxonomy.)",
            "kind": "restate" if strange else "fact",
            "problem": f"the kind '{strange[0]}' is not in the vocabulary" if strange else None,
            "settles": "can",
        }
    )


def kinds_in_words(text: str, vocabulary: Vocabulary) -> list[str]:
    """At most five kinds whose name, label or alias stands in the text word for word, the longest first; else nearest.

    A hint for a person: it never decides anything.
    """
    words = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in text.casefold()).split())} "
    hits: dict[str, int] = {}
    for kind in vocabulary.kinds.by_name.values():
        for alias in (kind.name.replace("_", " "), kind.label, kind.label_ru, *kind.aliases):
            folded = " ".join("".join(c if c.isalnum() else " " for c in alias.casefold()).split())
            if folded and f" {folded} " in words:
                hits[kind.name] = max(hits.get(kind.name, 0), len(folded))
    ranked = sorted(hits, key=lambda k: -hits[k])[:5]
    return ranked or vocabulary.nearest_kinds(text)
