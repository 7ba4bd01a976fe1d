"""What there is to find an entry by: our titles and words, glosses, and the official text where it was imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dualuse.lists.glosses import Gloss
from dualuse.lists.official import OfficialText
from dualuse.logic import Entry, Node, Parameter, Vocabulary
from dualuse.logic.ast import Is, walk

Source = Literal["ours", "gloss", "official"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text that speaks for a paragraph.

    Attributes:
        entry: Code of the entry.
        code: Code of the paragraph; the entry's own where it speaks for all of it.
        source: Whose words they are.
    """

    list_id: str
    entry: str
    code: str
    text: str
    source: Source


def authored(list_id: str, entries: Iterable[Entry], vocabulary: Vocabulary) -> Iterator[Passage]:
    """A passage for each paragraph we encode: titles, and the names of the kinds it is about in both languages."""
    for entry in entries:
        gate = _kind_words(entry.gate.kinds, vocabulary)
        yield Passage(list_id, entry.code, entry.code, f"{entry.title}. {gate}", "ours")
        for paragraph in entry.paragraphs:
            own = _kind_words(kinds_of(paragraph.when), vocabulary)
            yield Passage(list_id, entry.code, paragraph.code, f"{entry.title}. {paragraph.title}. {own}", "ours")


def printed(official: OfficialText) -> Iterator[Passage]:
    """A passage for each printed paragraph, below the heading of its entry and of the paragraphs above it."""
    texts = {p.code: p.text for p in official.provisions}
    for provision in official.provisions:
        if provision.status != "text" or not provision.text:
            continue
        above = [texts.get(c, "") for c in _ancestors(provision.code)]
        text = " ".join([*above, provision.text])
        yield Passage(official.list_id, provision.entry, provision.code, text, "official")


def glossed(glosses: Iterable[Gloss], entries: Iterable[Entry], list_id: str) -> Iterator[Passage]:
    """A passage for each gloss; that of a kind speaks for every entry whose gate is that kind or one above it."""
    by_kind: dict[str, list[str]] = {}
    for entry in entries:
        named = {*entry.gate.kinds, *(k for p in entry.paragraphs for k in kinds_of(p.when))}
        for kind in named:
            by_kind.setdefault(kind, []).append(entry.code)
    for gloss in glosses:
        row = gloss.row
        text = ". ".join((*row.en, *row.ru, *row.families, *row.organisms))
        codes = by_kind.get(row.kind, []) if row.kind else [row.entry] if gloss.list_id == list_id and row.entry else []
        for code in codes:
            yield Passage(list_id, code.partition(".")[0], code, text, "gloss")


def kinds_of(node: Node) -> list[str]:
    """The kinds a condition asks for, each once, in order."""
    return list(dict.fromkeys(k for n in walk(node) if isinstance(n, Is) for k in n.kinds))


def parameters_of(entry: Entry) -> list[Parameter]:
    """Every parameter that some condition of the entry looks at, each once, in order."""
    nodes = [entry.common, *(p.when for p in entry.paragraphs), *(x.when for x in entry.exclusions)]
    found: dict[str, Parameter] = {}
    for root in nodes:
        for node in walk(root) if root is not None else ():
            parameter = getattr(node, "parameter", None)
            if isinstance(parameter, Parameter):
                found.setdefault(parameter.name, parameter)
    return list(found.values())


def _kind_words(kinds: Iterable[str], vocabulary: Vocabulary) -> str:
    known = [vocabulary.kinds.by_name[k] for k in kinds if k in vocabulary.kinds]
    return ". ".join(w for k in known for w in (k.label, k.label_ru, *k.aliases) if w)


def _ancestors(code: str) -> list[str]:
    """Every code above, the entry first."""
    steps = code.split(".")
    return [".".join(steps[:n]) for n in range(1, len(steps))]
