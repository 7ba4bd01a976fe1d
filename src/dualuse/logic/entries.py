"""All entries of one list on one day, compiled; and one item held against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dualuse.logic.ast import Ask, Const, Group, Is, Node, OtherThan, Ref, walk
from dualuse.logic.derive import with_derived
from dualuse.logic.entry import Derived, Entry, Exclusion, Paragraph
from dualuse.logic.evaluation import MAX_REMEMBERED, Context, Run, compile_node, not_held_id, specified_elsewhere
from dualuse.logic.explaining import Explainer, Leaf, Missing, Outcome, too_many, unique
from dualuse.logic.facts import Facts
from dualuse.logic.references import Graph, circular, path_back
from dualuse.logic.settle import Settles, weigh
from dualuse.logic.truth import NO, UNKNOWN, YES, Truth, all_of, any_of, not_
from dualuse.logic.uses import Uses, entry_nodes, rule_nodes, rules_for
from dualuse.logic.vocabulary import Vocabulary

MAX_MISSING = 40
"""Missing facts that one paragraph names."""


@dataclass(frozen=True, slots=True)
class ReleaseOutcome:
    """A release note held against the item: YES it applies, NO it is not claimed or not met, UNKNOWN open.

    Attributes:
        claimable: Whether it does not apply only because nobody claims it: what is stated does not rule it out.
    """

    id: str
    title: str
    outcome: Outcome
    claimable: bool = False


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
        certain_union: Groups of codes of which one catches the item for certain, though it is open which. A single code
            is one that is not held and that somebody says the item is specified under.
        listed_after: While ``listed`` is UNKNOWN: what it would be after each answer to each missing fact.
    """

    listed: Truth
    outcomes: tuple[ParagraphOutcome, ...]
    reached: bool
    certain_union: tuple[tuple[str, ...], ...] = ()
    listed_after: Mapping[Missing, frozenset[Truth]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Compiled:
    """A paragraph with everything that bears on it.

    Attributes:
        limbs: Gate, heading condition where there is one, and the paragraph's own.
        sort: The kinds alone that it asks for: quickly told, and most often what an item fails.
        free: The same as ``core`` with every plain "other than" left out.
        releases: The exclusions whose scope it stands under.
        yields_to: Codes that control the item instead.
        plain: Those of them that stand in the conditions and not in the heading.
        rules: Those rules of the entry that work out values which bear on it.
        circular: Whether its references lead back to it; a reference to it is then unknown.
    """

    number: int
    entry: Entry
    paragraph: Paragraph
    limbs: tuple[Node, ...]
    sort: Run
    core: Run
    free: Run
    releases: tuple[tuple[Exclusion, Run], ...]
    yields_to: tuple[str, ...]
    plain: frozenset[str]
    rules: tuple[Derived, ...]
    circular: bool = False


class EntrySet:
    """Entries compiled once; :meth:`classify` may be called for any number of items.

    Codes that entries refer to and that are not in the set: ``other than`` such a code does not stand in the way (the
    item would be controlled under the other code anyway; a remark says so), ``specified in`` such a code is unknown
    until a person answers it.
    """

    def __init__(self, entries: Iterable[Entry], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.entries = {e.code: e for e in entries}
        self.paragraphs: list[Compiled] = []
        self._own: dict[str, tuple[Compiled, ...]] = {}
        for entry in self.entries.values():
            start = len(self.paragraphs)
            rules: dict[tuple[str, ...], tuple[Derived, ...]] = {}
            self.paragraphs += [_compiled(start + n, entry, p, rules) for n, p in enumerate(entry.paragraphs)]
            self._own[entry.code] = tuple(self.paragraphs[start:])
        self._targets: dict[str, tuple[Compiled, ...] | None] = {}
        self._reached: dict[str, frozenset[str]] = {}
        self._uses: dict[str, Uses] = {}
        self._uses_of: dict[frozenset[str], Uses] = {}
        self._graph = self._references()
        for number in circular(self._graph):
            self.paragraphs[number].circular = True

    def classify(self, facts: Facts, transaction: Mapping[str, str] | None = None) -> Classification:
        """Every paragraph that deals with this kind of item."""
        session = Session(self, dict(transaction or {}))
        seen = [session.explained(p, facts) for p in self.reached(facts.kinds)]
        caught = {e.compiled: session.caught(e.compiled, facts) for e in seen}
        listed = any_of(caught.values())
        union = tuple(session.alternatives(e.compiled, e.truth, facts) for e in seen if caught[e.compiled] is YES)
        union = tuple(dict.fromkeys(filter(None, union)))
        open_ = [e for e in seen if e.truth is UNKNOWN]
        waiting = [(e.compiled, e.missing) for e in open_]
        weights = weigh(session, facts, waiting, listed)
        after = weights.listed_after
        if frozenset({YES}) in after.values():
            listed, union, after = YES, (tuple(e.compiled.paragraph.code for e in open_),), {}
        outcomes = tuple(e.outcome(weights.asks.get(e.compiled, ())) for e in seen)
        return Classification(listed, outcomes, bool(outcomes), union, after)

    def truth(self, code: str, facts: Facts, transaction: Mapping[str, str] | None = None) -> Truth | None:
        """Whether the item is specified under ``code`` or below it; None where no such entry is held."""
        return Session(self, dict(transaction or {})).specified(code, facts)

    def issues(self) -> list[tuple[Entry, str]]:
        """What is wrong between the entries, each as (entry, sentence).

        References that come round (such an entry would never be settled), and a question id that stands for two
        questions.
        """
        return [*self._circles(), *self._two_questions()]

    # -- look-ups

    def targets(self, code: str) -> tuple[Compiled, ...] | None:
        """The paragraphs that a code stands for; None where the code is not held."""
        if code not in self._targets:
            if len(self._targets) > 100_000:
                self._targets.clear()
            found = tuple(p for p in self._own.get(code.partition(".")[0], ()) if p.paragraph.stands_under(code))
            self._targets[code] = found or None
        return self._targets[code]

    def reached(self, kinds: Sequence[str]) -> list[Compiled]:
        """The paragraphs of every entry whose gate is not NO for an item of these kinds, in list order."""
        taxonomy = self.vocabulary.kinds
        if not kinds or not all(kind in taxonomy for kind in kinds):
            return self.paragraphs
        codes = frozenset[str]().union(*(self._reached_by(kind) for kind in kinds))
        return [p for code, own in self._own.items() if code in codes for p in own]

    def _reached_by(self, kind: str) -> frozenset[str]:
        if kind not in self._reached:
            taxonomy = self.vocabulary.kinds
            possible = taxonomy.above(kind) | taxonomy.maybe(kind)
            self._reached[kind] = frozenset(c for c, e in self.entries.items() if not possible.isdisjoint(e.gate.kinds))
        return self._reached[kind]

    def uses(self, code: str) -> Uses:
        """What an entry looks at, together with every entry that it refers to, however far."""
        if code not in self._uses:
            found = Uses()
            todo, done = [code], set[str]()
            while todo:
                head = todo.pop()
                if head in done or head not in self.entries:
                    continue
                done.add(head)
                found.add_entry(self.entries[head])
                todo += list(self.entries) if found.inherits else [c.partition(".")[0] for c in found.codes]
            self._uses[code] = found
        return self._uses[code]

    def uses_of(self, codes: frozenset[str]) -> Uses:
        """What several entries look at together; not to be changed."""
        if codes not in self._uses_of:
            if len(self._uses_of) > MAX_REMEMBERED:
                self._uses_of.clear()
            together = self._uses_of[codes] = Uses()
            for code in codes:
                together.include(self.uses(code))
        return self._uses_of[codes]

    # -- references between paragraphs, of the same item

    def _references(self) -> Graph:
        graph: dict[int, set[int]] = {}
        for p in self.paragraphs:
            nodes = [*p.limbs, *(x.when for x, _ in p.releases), *(n for r in p.rules for n in rule_nodes(r))]
            codes = [*p.entry.other_than, *(c for n in nodes for c in _same_item(n))]
            graph[p.number] = {t.number for c in codes for t in self.targets(c) or ()}
        return graph

    def _circles(self) -> Iterable[tuple[Entry, str]]:
        told: set[str] = set()
        for p in self.paragraphs:
            if p.circular and p.entry.code not in told:
                told.add(p.entry.code)
                way = [self.paragraphs[n].paragraph.code for n in path_back(self._graph, p.number)]
                yield p.entry, f"refers back to itself through {' → '.join(way)}"

    def _two_questions(self) -> Iterable[tuple[Entry, str]]:
        asked: dict[str, tuple[str, Entry]] = {}
        for entry in self.entries.values():
            for node in (n for outer in entry_nodes(entry) for n in walk(outer) if isinstance(n, Ask)):
                first, where = asked.setdefault(node.id, (node.question, entry))
                if first != node.question:
                    yield entry, f"asks '{node.id}' in other words than {where.code}"


def _same_item(outer: Node) -> Iterable[str]:
    for node in walk(outer):
        if isinstance(node, (Ref, OtherThan)) and node.of is None:
            yield from node.codes


def _compiled(
    number: int, entry: Entry, paragraph: Paragraph, shared: dict[tuple[str, ...], tuple[Derived, ...]]
) -> Compiled:
    """The paragraph; ``shared`` keeps one object for the same rules, so that they are worked out once for an entry."""
    limbs = (entry.gate, *([entry.common] if entry.common is not None else []), paragraph.when)
    core = Group(True, limbs)
    releases = tuple(x for x in entry.exclusions if x.reaches(paragraph))
    rules = rules_for((*limbs, *(x.when for x in releases)), entry.derived)
    plain = [c for node in _plain(core) if isinstance(node, OtherThan) and node.of is None for c in node.codes]
    return Compiled(
        number,
        entry,
        paragraph,
        limbs,
        compile_node(Group(True, tuple(_sorts(core)))),
        compile_node(core),
        compile_node(_freed(core)) if plain else compile_node(core),
        tuple((x, compile_node(x.when, "unclaimed")) for x in releases),
        tuple(dict.fromkeys((*entry.other_than, *plain))),
        frozenset(plain),
        shared.setdefault(tuple(r.parameter.name for r in rules), rules),
    )


def _sorts(node: Node) -> Iterable[Node]:
    """The kinds that stand under nothing but "all"."""
    if isinstance(node, Is):
        yield node
    elif isinstance(node, Group) and node.every:
        for part in node.parts:
            yield from _sorts(part)


def _plain(node: Node) -> Iterable[Node]:
    """The conditions that stand under nothing but "all" and "any"."""
    yield node
    if isinstance(node, Group):
        for part in node.parts:
            yield from _plain(part)


def _freed(node: Node) -> Node:
    """The condition with every plain "other than" met."""
    if isinstance(node, Group):
        return Group(node.every, tuple(map(_freed, node.parts)))
    return Const(YES) if isinstance(node, OtherThan) and node.of is None else node


@dataclass(slots=True)
class Session:
    """One item's evaluation: what was worked out is remembered for as long as nothing that is stated changes."""

    entries: EntrySet
    transaction: dict[str, str]
    context: Context = field(init=False)
    memo: dict[tuple[int, Facts], tuple[Truth, Truth]] = field(default_factory=dict)
    derived: dict[tuple[int, Facts], Facts] = field(default_factory=dict)
    told: dict[tuple[int, Facts], Explained] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = self.entries.vocabulary.kinds
        self.context = Context(kinds, self.transaction, self.specified, self.any_specified, self.status)

    def facts(self, rules: tuple[Derived, ...], facts: Facts) -> Facts:
        """The facts with what the rules work out added."""
        if not rules:
            return facts
        key = (id(rules), facts)
        found = self.derived.get(key)
        if found is None:
            found = self.derived[key] = with_derived(facts, rules, self.context)
        return found

    def specified(self, code: str, facts: Facts) -> Truth | None:
        """Whether the item is specified under the code; None where the code is not held."""
        targets = self.entries.targets(code)
        if targets is None:
            return None
        stated = facts.origin or facts
        found = NO
        for target in targets:
            truth = UNKNOWN if target.circular else self.truth(target, stated)
            if truth is YES:
                return YES
            found = max(found, truth)
        return found

    def any_specified(self, codes: tuple[str, ...], facts: Facts) -> Truth:
        """Whether the item is specified under one of the codes; a code that is not held does not count.

        YES also where it is one of them for certain though it is open which: where one yields to another of them, it is
        this one as soon as the other is not met.
        """
        stated = facts.origin or facts
        found = any_of([self.specified(code, facts) or NO for code in codes])
        if found is not UNKNOWN or len(codes) < 2:
            return found
        targets = [t for code in codes for t in self.entries.targets(code) or () if not t.circular]
        open_ = [t for t in targets if self.truth(t, stated) is UNKNOWN]
        return YES if any(self._but_for(t, codes, stated) is YES for t in open_) else UNKNOWN

    def _but_for(self, p: Compiled, codes: tuple[str, ...], facts: Facts) -> Truth:
        """Whether the paragraph catches the item if it is specified under none of the codes."""
        own = self.facts(p.rules, facts)
        core = (p.free if p.plain <= set(codes) else p.core)(own, self.context)
        elsewhere = tuple(c for c in p.entry.other_than if c not in codes)
        return all_of((core, not_(self.released(p, own)), not_(specified_elsewhere(elsewhere, facts, self.context))))

    def status(self, facts: Facts) -> Truth:
        """Whether any entry held controls the item; UNKNOWN where none deals with its kind."""
        stated = facts.origin or facts
        reached = self.entries.reached(stated.kinds)
        return any_of([self.caught(p, stated) for p in reached]) if reached else UNKNOWN

    def truth(self, p: Compiled, facts: Facts) -> Truth:
        """Whether the paragraph catches the item as stated in ``facts``."""
        return self._judged(p, facts)[0]

    def caught(self, p: Compiled, facts: Facts) -> Truth:
        """Whether the item is caught by the paragraph or by what it yields to.

        "Other than" only moves an item from one entry to another: what meets the paragraph's other words is controlled
        either way. References never come round, so this holds along any chain of them.
        """
        return self._judged(p, facts)[1]

    def _judged(self, p: Compiled, facts: Facts) -> tuple[Truth, Truth]:
        key = (p.number, facts)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._judge(p, facts)
        return found

    def _judge(self, p: Compiled, facts: Facts) -> tuple[Truth, Truth]:
        if p.sort(facts, self.context) is NO:
            return NO, NO
        own = self.facts(p.rules, facts)
        free = p.free(own, self.context)
        kept = NO if free is NO else not_(self.released(p, own))
        caught = all_of((free, kept))
        if caught is NO or not p.yields_to:
            return caught, caught
        core = p.core(own, self.context) if p.plain else free
        return all_of((core, kept, not_(self.elsewhere(p.entry, facts)))), caught

    def alternatives(self, p: Compiled, truth: Truth, facts: Facts) -> tuple[str, ...]:
        """The codes of which one controls an item that is caught though not by this paragraph for certain."""
        if truth is UNKNOWN:
            return (p.paragraph.code, *p.yields_to)
        not_held = (c for c in p.yields_to if self.entries.targets(c) is None)
        return tuple(c for c in not_held if truth is NO and facts.answers.get(not_held_id(c)) is YES)

    def released(self, p: Compiled, own: Facts) -> Truth:
        """Whether some release in whose scope the paragraph stands applies."""
        return any_of([run(own, self.context) for _, run in p.releases])

    def elsewhere(self, entry: Entry, facts: Facts) -> Truth:
        """Whether an entry held that this one yields to specifies the item, or a person says that one not held does."""
        return specified_elsewhere(entry.other_than, facts, self.context)

    # -- why

    def explained(self, p: Compiled, facts: Facts) -> Explained:
        """The paragraph with the comparisons it rests on and what it waits for."""
        key = (p.number, facts)
        found = self.told.get(key)
        if found is None:
            found = self.told[key] = self._explained(p, facts)
        return found

    def _explained(self, p: Compiled, facts: Facts) -> Explained:
        truth = self.truth(p, facts)
        own = facts if p.sort(facts, self.context) is NO else self.facts(p.rules, facts)
        explain = Explainer(self.entries.vocabulary, self.context, about=self.about)
        truths = [compile_node(limb)(own, self.context) for limb in p.limbs]
        core = all_of(truths)
        shown = [limb for limb, found in zip(p.limbs, truths, strict=True) if core is not NO or found is NO]
        seen = [explain.explain(limb, own) for limb in shown]
        releases = self._releases(p, own, explain) if core is not NO else ()
        missing: tuple[Missing, ...] = ()
        if truth is UNKNOWN:
            found = [m for s in seen if s.truth is UNKNOWN for m in s.missing]
            found += [m for r in releases if r.outcome.truth is UNKNOWN for m in r.outcome.missing]
            if self.elsewhere(p.entry, facts) is UNKNOWN:
                found += [m for code in p.entry.other_than for m in self.about(code, facts)]
            missing = unique(found)[:MAX_MISSING] or (too_many(facts),)
        return Explained(p, truth, core, self._leaves(p, shown, seen, core, facts), releases, missing, self._remarks(p))

    def _releases(self, p: Compiled, own: Facts, explain: Explainer) -> tuple[ReleaseOutcome, ...]:
        claimed = explain.under("unclaimed")
        found = []
        for x, _ in p.releases:
            outcome = claimed.explain(x.when, own)
            claimable = outcome.truth is NO and compile_node(x.when)(own, self.context) is not NO
            found.append(ReleaseOutcome(x.id, x.title, outcome, claimable))
        return tuple(found)

    def _leaves(
        self, p: Compiled, shown: Sequence[Node], seen: Sequence[Outcome], core: Truth, facts: Facts
    ) -> tuple[Leaf, ...]:
        """The gate is shown only where it is not plainly met, or nothing else is there to show."""
        gated = shown[0] is p.entry.gate
        leaves = [leaf for s in (seen[1:] if gated else seen) for leaf in s.leaves]
        if gated and (seen[0].truth is not YES or not leaves):
            leaves[:0] = seen[0].leaves
        if core is not NO:
            for code in p.entry.other_than:
                found = self.specified(code, facts)
                if found is not None:
                    words = f"not specified in {code}"
                    leaves.append(Leaf(not_(found), words, f"{code}: {found.word}", about=code))
        return tuple(leaves)

    def _remarks(self, p: Compiled) -> tuple[str, ...]:
        return tuple(
            f"unless it is specified in {code}, which is not held here and would control it instead"
            for code in p.yields_to
            if self.entries.targets(code) is None
        )

    def about(self, code: str | None, facts: Facts) -> tuple[Missing, ...]:
        """What is missing to tell whether the item is specified under the code, or controlled by anything held."""
        stated = facts.origin or facts
        targets = self.entries.reached(stated.kinds) if code is None else self.entries.targets(code) or ()
        tell: Callable[[Compiled, Facts], Truth] = self.caught if code is None else self.truth
        found: list[Missing] = []
        for target in targets:
            if len(found) >= MAX_MISSING:
                break
            if code is not None and target.circular:
                found.append(_comes_round(target))
            elif tell(target, stated) is UNKNOWN:
                found += self.explained(target, stated).missing
        return unique(found)


def _comes_round(p: Compiled) -> Missing:
    code = p.paragraph.code
    return Missing(code, "data", f"The references of {code} lead back to it.", "", problem="the list must be corrected")


@dataclass(slots=True)
class Explained:
    """A paragraph held against an item, before it is known how far each missing fact can settle it."""

    compiled: Compiled
    truth: Truth
    core: Truth
    leaves: tuple[Leaf, ...]
    releases: tuple[ReleaseOutcome, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...]

    def outcome(self, asks: tuple[tuple[Missing, Settles], ...]) -> ParagraphOutcome:
        """The outcome, with the missing facts in the order of their power."""
        p = self.compiled
        return ParagraphOutcome(
            p.entry, p.paragraph, self.truth, self.core, self.leaves, self.releases, asks, self.remarks
        )
