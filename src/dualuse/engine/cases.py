"""The cases beside each rule: examples that a lawyer can read and correct, run as tests, looked through for gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path as FilePath

from dualuse.data import rules_dir
from dualuse.documents import Document
from dualuse.engine.checks import static_issues
from dualuse.engine.facts import situation
from dualuse.engine.findings import Run, find
from dualuse.engine.groups import attachment
from dualuse.engine.pack import Pack
from dualuse.engine.rule import Case
from dualuse.engine.variables import TRANSACTION
from dualuse.issues import Issue
from dualuse.logic import NO, YES, Context, Kinds, Truth
from dualuse.model.assessment import (
    Finding,
    ItemClassification,
    ParagraphFinding,
    PartyCandidate,
    PartyHit,
    PartyLikeness,
    Screening,
)
from dualuse.model.citation import Citation
from dualuse.model.transaction import Transaction

_CITATION = Citation(instrument="an example", provision="none")
_ORDER = {"yes": 0, "unknown": 1, "no": 2}


def check_rules(root: FilePath | None = None) -> list[Issue]:
    """Everything wrong with the rules: files, conditions, references, sentences, and every case that comes out wrong.

    A rule has at least one case with each of yes, no and unknown, and for every condition that must be met a case in
    which that condition alone is not: without it nobody would see the condition disappear.
    """
    pack = Pack.read(root or rules_dir())
    if any(i.severity == "error" for i in pack.issues):
        return list(pack.issues)
    issues = [*pack.issues, *static_issues(pack)]
    for name in pack.cases:
        issues += _case_issues(pack, name)
    return issues


def run_case(pack: Pack, rule: str, case: Case) -> Finding:
    """What the rule concludes about the case; the strongest finding where it is asked for several items."""
    run = case_run(case, pack)
    loaded = pack.rules[rule]
    attach = attachment(run, loaded.rule.jurisdiction, (loaded.rule.jurisdiction,))
    found = [find(run, loaded, s, attach.of(s)).finding for s in run.subjects(loaded.rule)]
    return min(found, key=lambda f: _ORDER[f.truth])


def case_run(case: Case, pack: Pack) -> Run:
    """The case as a transaction with its items classified and its parties screened as it says."""
    given = {"items": [{"description": "item of the case"}], **case.given}
    given["items"] = [{"description": "item of the case", **item} for item in given["items"]]
    transaction = Transaction.model_validate(given)
    classified = [_classified(case, n) for n in range(len(transaction.items))]
    screened = [_screened(case)]
    facts = situation(transaction, classified, screened, pack, case.as_of)
    return Run(transaction, classified, screened, pack, case.as_of, facts)


def _classified(case: Case, number: int) -> ItemClassification:
    paragraphs = tuple(ParagraphFinding(code=c, title="as given", truth="yes", citation=_CITATION) for c in case.codes)
    return ItemClassification(
        item=f"item {number + 1}",
        description="as given",
        list_id="eu/annex-i",
        edition="as given",
        listed=case.listed,
        controlled=paragraphs,
    )


def _screened(case: Case) -> Screening:
    like = PartyLikeness(
        party="a party", roles=("end_user",), listed_name="a listed party", matched="a spelling",
        list_id="un/sc-consolidated", entry_id="XX.001", citation=_CITATION,
    )  # fmt: skip
    hit, candidate = PartyHit(**dict(like), score=95), PartyCandidate(**dict(like), consonants=95)
    return Screening(
        list_id="un/sc-consolidated",
        snapshot=case.as_of - timedelta(days=1),
        age_days=1,
        sha256="0",
        names_on_list=1,
        screened=("a party",),
        hits=(hit,) * case.hits,
        candidates=(candidate,) * case.candidates,
        score_cutoff=85,
        recipe="example",
        problem=None if case.screened else "the list is not held",
    )


def _case_issues(pack: Pack, rule: str) -> Iterator[Issue]:
    held, document = pack.cases[rule]
    seen = set()
    for number, case in enumerate(held.cases):
        where = document.where(("cases", number))
        try:
            finding = run_case(pack, rule, case)
        except (ValueError, KeyError) as error:
            yield Issue("error", where, f"'{case.name}' cannot be run: {error}")
            continue
        seen.add(case.expect)
        if finding.truth != case.expect:
            yield Issue("error", where, f"'{case.name}': {case.expect} was expected, it is {finding.truth}")
        names = {q.name for q in finding.questions}
        if case.asks and case.asks not in names:
            asked = ", ".join(names) or "nothing"
            yield Issue("error", where, f"'{case.name}': {case.asks} should be asked; asked: {asked}")
    for word in sorted({"yes", "no", "unknown"} - seen):
        if word != "unknown" or not _never_unknown(pack, rule):
            yield Issue("error", document.where(), f"no case of '{rule}' comes out as {word}")
    yield from _uncovered(pack, rule, document)


def _never_unknown(pack: Pack, rule: str) -> bool:
    """Whether the rule asks only what is always known here: how the screening went."""
    return pack.rules[rule].rule.kind == "screening"


def _uncovered(pack: Pack, rule: str, document: Document) -> Iterator[Issue]:
    """Conditions that no case shows to matter: in none of them are they alone not met."""
    held, _ = pack.cases[rule]
    alone: set[int] = set()
    parts = 0
    for case in held.cases:
        truths = _parts(pack, rule, case)
        parts = len(truths)
        if truths.count(NO) == 1 and truths.count(YES) == parts - 1:
            alone.add(truths.index(NO))
    for number in range(parts):
        if number not in alone:
            say = pack.on(held.cases[0].as_of).rules[rule].parts[number].say or f"condition {number + 1}"
            yield Issue("error", document.where(), f"no case of '{rule}' in which this alone is not met: {say}")


def _parts(pack: Pack, rule: str, case: Case) -> list[Truth]:
    """Each top-level condition in the case; of the first item, where it is asked for items."""
    try:
        run = case_run(case, pack)
    except ValueError:
        return []
    facts = run.facts(TRANSACTION if pack.rules[rule].rule.per == "transaction" else 0)
    condition = pack.on(case.as_of).rules[rule]
    return [p.run(facts, Context(Kinds(()))) for p in condition.parts]
