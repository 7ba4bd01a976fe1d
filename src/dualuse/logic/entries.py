"""All entries of one list on one day, compiled; and one item held against them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dualuse.logic.ast import Compare, Group, Node, Not, Quantified, Range
from dualuse.logic.derive import with_derived
from dualuse.logic.entry import Derived, Entry, Exclusion, Paragraph
from dualuse.logic.evaluation import Context, Explainer, Leaf, Missing, Outcome, Run, compile_node
from dualuse.logic.facts import Facts
from dualuse.logic.settle import Settles, settling
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, not_
from dualuse.logic.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ReleaseOutcome:
    """A release note held against the item: YES it applies, NO it is not claimed or not met, UNKNOWN open."""

    id: str
    title: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ParagraphOutcome:
    """One paragraph held against one item.

    Attributes:
        core: The truth without "other than" and without releases: what the paragraph's own words say.
        asks: What is missing, with how far each can settle the verdict, most decisive first.
        remarks: Entries that the paragraph yields to but that are not held here.
    """

    entry: Entry
    paragraph: Paragraph
    truth: Truth
    core: Truth
    leaves: tuple[Leaf, ...]
    releases: tuple[ReleaseOutcome, ...]
    asks: tuple[tuple[Missing, Settles], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Classification:
    """One item against the whole set.

    Attributes:
        listed: YES where a paragraph, or for certain one of several, catches it.
        outcomes: Every paragraph whose gate is not NO, in list order.
        reached: Whether any entry held deals with the item's kind at all.
        certain_union: Groups of codes of which one catches the item for certain, though it is open which.
    """

    listed: Truth
    outcomes: tuple[ParagraphOutcome, ...]
    reached: bool
    certain_union: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Compiled:
    entry: Entry
    gate: Run
    common: Run | None
    paragraphs: tuple[tuple[Paragraph, Run], ...]
    exclusions: tuple[tuple[Exclusion, Run], ...]


class EntrySet:
    """Entries compiled once; :meth:`classify` may be called for any number of items.

    Codes that entries refer to and that are not in the set: ``other than`` such a code does not stand in the way (the
    item would be controlled under the other code anyway; a remark says so), ``specified in`` such a code is unknown.
    """

    def __init__(self, entries: Iterable[Entry], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.entries = {e.code: e for e in entries}
        self._compiled = {code: _compile(e) for code, e in self.entries.items()}
        self._derived = {code: e.derived for code, e in self.entries.items()}
        self.limits = _limits(self.entries.values())

    def classify(self, facts: Facts, transaction: Mapping[str, str] | None = None) -> Classification:
        """Every paragraph that deals with this kind of item."""
        session = _Session(self, dict(transaction or {}))
        outcomes = []
        for code, compiled in self._compiled.items():
            own = session.facts(code, facts)
            if compiled.gate(own, session.context) is NO:
                continue
            outcomes += [session.paragraph(compiled, p, own) for p, _ in compiled.paragraphs]
        union = _certain_union(outcomes)
        listed = YES if union else any_of(o.truth for o in outcomes)
        if listed is UNKNOWN and session.listed_whatever(facts, outcomes):
            listed, union = YES, (tuple(o.paragraph.code for o in outcomes if o.truth is UNKNOWN),)
        return Classification(listed, tuple(outcomes), bool(outcomes), union)

    def truth(self, code: str, facts: Facts, transaction: Mapping[str, str] | None = None) -> Truth | None:
        """Whether the item is specified under ``code`` or below it; None where no such entry is held."""
        return _Session(self, dict(transaction or {})).specified(code, facts)

    def issues(self) -> list[tuple[Entry, str]]:
        """Cycles among the references, each as (entry, sentence); an entry in a cycle would never be settled."""
        graph = {c: {r.split(".")[0] for r, _ in e.references} - {c} for c, e in self.entries.items()}
        return [
            (self.entries[c], f"refers back to itself through {' → '.join(path)}")
            for c in graph
            if (path := _cycle(graph, c))
        ]


def _compile(entry: Entry) -> _Compiled:
    return _Compiled(
        entry,
        compile_node(entry.gate),
        compile_node(entry.common) if entry.common is not None else None,
        tuple((p, compile_node(p.when)) for p in entry.paragraphs),
        tuple((x, compile_node(x.when, "unclaimed")) for x in entry.exclusions),
    )


@dataclass(slots=True)
class _Session:
    """One item's evaluation: what was worked out is remembered, and references that come round are unknown."""

    entries: EntrySet
    transaction: dict[str, str]
    denied: frozenset[str] = frozenset()
    """Codes taken as not met, whatever the facts."""
    context: Context = field(init=False)
    memo: dict[tuple[str, int], Truth] = field(default_factory=dict)
    active: set[tuple[str, int]] = field(default_factory=set)
    derived: dict[tuple[str, int], Facts] = field(default_factory=dict)
    kept: list[Facts] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = Context(self.entries.vocabulary.kinds, self.transaction, self.specified, self.any_specified)

    def facts(self, code: str, facts: Facts) -> Facts:
        """The facts with the entry's derived values added."""
        rules: tuple[Derived, ...] = self.entries._derived[code]
        if not rules:
            return facts
        key = (code, id(facts))
        if key not in self.derived:
            self.derived[key] = with_derived(facts, rules, self.context)
            self.kept.append(facts)  # keeps the id in use for as long as it is a key
        return self.derived[key]

    def any_specified(self, codes: tuple[str, ...], facts: Facts) -> Truth:
        """Whether the item is specified under one of the codes; a code that is not held does not count.

        YES also where it is one of them for certain though it is open which: each yields to the other by "other than",
        so one of them catches the item as soon as the others are taken as not met.
        """
        truths = {c: self.specified(c, facts) or NO for c in codes}
        found = any_of(truths.values())
        if found is not UNKNOWN or len(truths) < 2:
            return found
        for code in (c for c, t in truths.items() if t is UNKNOWN):
            trial = _Session(self.entries, self.transaction, self.denied | (frozenset(codes) - {code}))
            if trial.specified(code, facts) is YES:
                return YES
        return UNKNOWN

    def specified(self, code: str, facts: Facts) -> Truth | None:
        """Whether the item is specified under ``code`` or below it; None where no such entry is held."""
        if code in self.denied:
            return NO
        head, _, below = code.partition(".")
        compiled = self.entries._compiled.get(head)
        if compiled is None:
            return None
        wanted = [p for p, _ in compiled.paragraphs if not below or p.stands_under(code)]
        if not wanted:
            return None
        key = (code, id(facts))
        if key in self.active:
            return UNKNOWN
        if key not in self.memo:
            self.active.add(key)
            self.kept.append(facts)
            own = self.facts(head, facts)
            self.memo[key] = any_of(self.truth(compiled, p, own) for p in wanted)
            self.active.discard(key)
        return self.memo[key]

    def core(self, compiled: _Compiled, paragraph: Paragraph, facts: Facts) -> Truth:
        truth = compiled.gate(facts, self.context)
        if truth is not NO and compiled.common is not None:
            truth = all_of((truth, compiled.common(facts, self.context)))
        if truth is NO:
            return NO
        run = next(r for p, r in compiled.paragraphs if p is paragraph)
        return all_of((truth, run(facts, self.context)))

    def released(self, compiled: _Compiled, paragraph: Paragraph, facts: Facts) -> Truth:
        name = paragraph.code.partition(".")[2] or paragraph.id
        return any_of(
            run(facts, self.context) for x, run in compiled.exclusions if x.covers(name) or x.covers(paragraph.id)
        )

    def elsewhere(self, entry: Entry, facts: Facts) -> Truth:
        return self.any_specified(entry.other_than, facts)

    def truth(self, compiled: _Compiled, paragraph: Paragraph, facts: Facts) -> Truth:
        core = self.core(compiled, paragraph, facts)
        if core is NO:
            return NO
        free = not_(self.released(compiled, paragraph, facts))
        return all_of((core, free, not_(self.elsewhere(compiled.entry, facts)))) if free is not NO else NO

    def paragraph(self, compiled: _Compiled, paragraph: Paragraph, facts: Facts) -> ParagraphOutcome:
        entry = compiled.entry
        explain = Explainer(self.entries.vocabulary, self.context)
        limbs: list[Node] = [entry.gate, *([entry.common] if entry.common else []), paragraph.when]
        seen = [explain.explain(limb, facts) for limb in limbs]
        core = all_of(s.truth for s in seen)
        name = paragraph.code.partition(".")[2] or paragraph.id
        lenient = Explainer(self.entries.vocabulary, self.context, "unclaimed")
        releases = [
            ReleaseOutcome(x.id, x.title, lenient.explain(x.when, facts))
            for x in entry.exclusions
            if core is not NO and (x.covers(name) or x.covers(paragraph.id))
        ]
        out = any_of(r.outcome.truth for r in releases)
        elsewhere = self.elsewhere(entry, facts) if core is not NO else NO
        truth = all_of((core, not_(out), not_(elsewhere)))
        missing = self._missing(truth, core, seen, releases, entry, facts)
        leaves = tuple(leaf for s in seen[1:] for leaf in s.leaves)
        if seen[0].truth is not YES or not leaves:
            leaves = (*seen[0].leaves, *leaves)
        leaves += self._other_leaves(entry, facts, core)
        asks = settling(self, compiled, paragraph, facts, missing) if truth is UNKNOWN else ()
        remarks = tuple(
            f"unless it is specified in {c}, which is not held here and would control it instead"
            for c in entry.other_than
            if self.specified(c, facts) is None
        )
        return ParagraphOutcome(entry, paragraph, truth, core, leaves, tuple(releases), asks, remarks)

    def _missing(
        self,
        truth: Truth,
        core: Truth,
        seen: list[Outcome],
        releases: list[ReleaseOutcome],
        entry: Entry,
        facts: Facts,
    ) -> list[Missing]:
        if truth is not UNKNOWN:
            return []
        found = [m for s in seen if s.truth is UNKNOWN for m in s.missing] if core is UNKNOWN else []
        found += [m for r in releases if r.outcome.truth is UNKNOWN for m in r.outcome.missing]
        if core is not NO:
            found += self._elsewhere_missing(entry, facts)
        return list(dict.fromkeys(found))

    def _elsewhere_missing(self, entry: Entry, facts: Facts) -> list[Missing]:
        found: list[Missing] = []
        for code in entry.other_than:
            if self.specified(code, facts) is not UNKNOWN:
                continue
            compiled = self.entries._compiled[code.split(".")[0]]
            own = self.facts(compiled.entry.code, facts)
            explain = Explainer(self.entries.vocabulary, self.context)
            for paragraph, _ in compiled.paragraphs:
                if self.truth(compiled, paragraph, own) is UNKNOWN:
                    for limb in (compiled.entry.gate, compiled.entry.common, paragraph.when):
                        if limb is not None:
                            found += explain.explain(limb, own).missing
        return found

    def _other_leaves(self, entry: Entry, facts: Facts, core: Truth) -> tuple[Leaf, ...]:
        if core is NO:
            return ()
        found = [(c, self.specified(c, facts)) for c in entry.other_than]
        return tuple(
            Leaf(not_(t), f"not specified in {c}", f"{c}: {t.word}", about=c) for c, t in found if t is not None
        )

    def listed_whatever(self, facts: Facts, outcomes: list[ParagraphOutcome]) -> bool:
        """Whether one missing fact, whatever it turns out to be, leaves the item caught by some paragraph."""
        from dualuse.logic.settle import every_value_catches

        return every_value_catches(self, facts, outcomes)


def _certain_union(outcomes: list[ParagraphOutcome]) -> tuple[tuple[str, ...], ...]:
    """Where a paragraph's own words catch the item and only "other than" is open: it is this one or that one."""
    found = []
    for o in outcomes:
        released = any_of(r.outcome.truth for r in o.releases)
        if o.truth is UNKNOWN and o.core is YES and released is NO:
            found.append((o.paragraph.code, *o.entry.other_than))
    return tuple(found)


def _limits(entries: Iterable[Entry]) -> dict[str, tuple[float, ...]]:
    """Every limit that any condition holds a parameter against, in SI units, ascending."""
    found: dict[str, set[float]] = {}

    def walk(node: Node) -> None:
        if isinstance(node, Compare):
            found.setdefault(node.parameter.name, set()).add(node.limit.low)
        elif isinstance(node, Range):
            found.setdefault(node.parameter.name, set()).update((node.low.low, node.high.low))
        elif isinstance(node, Group):
            for part in node.parts:
                walk(part)
        elif isinstance(node, Not):
            walk(node.part)
        elif isinstance(node, Quantified):
            walk(node.where)

    for entry in entries:
        for node in (entry.common, *(p.when for p in entry.paragraphs), *(x.when for x in entry.exclusions)):
            if node is not None:
                walk(node)
        for derived in entry.derived:
            for condition in (derived.only_if, derived.when, *(node for _, node in derived.classes)):
                if condition is not None:
                    walk(condition)
    return {name: tuple(sorted(limits)) for name, limits in found.items()}


def _cycle(graph: Mapping[str, set[str]], start: str) -> list[str]:
    stack = [(start, [start])]
    seen: set[str] = set()
    while stack:
        node, path = stack.pop()
        for following in sorted(graph.get(node, ())):
            if following == start:
                return [*path, start]
            if following not in seen:
                seen.add(following)
                stack.append((following, [*path, following]))
    return []
