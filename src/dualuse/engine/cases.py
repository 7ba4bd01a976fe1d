"""The cases beside each rule: examples that a lawyer can read, run as tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path as FilePath

from dualuse.data import rules_dir
from dualuse.engine.evaluate import evaluate
from dualuse.engine.pack import Pack
from dualuse.engine.rule import Case
from dualuse.issues import Issue
from dualuse.model.assessment import Finding, ItemClassification, ParagraphFinding, PartyHit, Screening
from dualuse.model.citation import Citation
from dualuse.model.transaction import Transaction

_CITATION = Citation(instrument="an example", provision="none")


def check_rules(root: FilePath | None = None) -> list[Issue]:
    """Everything wrong with the rules: files, conditions, references, and every case whose outcome differs.

    A rule has at least one case with each of yes, no and unknown.
    """
    pack = Pack.read(root or rules_dir())
    if any(i.severity == "error" for i in pack.issues):
        return list(pack.issues)
    return [*pack.issues, *(i for name in pack.cases for i in _case_issues(pack, name))]


def run_case(pack: Pack, rule: str, case: Case) -> Finding:
    """What the rule concludes about the case; the strongest finding where it is asked for several items."""
    given = {"items": [{"description": "item of the case"}], **case.given}
    for item in given["items"]:
        item.setdefault("description", "item of the case")
    transaction = Transaction.model_validate(given)
    count = len(transaction.items)
    result = evaluate(
        transaction,
        [_classified(case, n) for n in range(count)],
        [_screened(case)],
        pack,
        case.as_of,
        (pack.rules[rule].rule.jurisdiction,),
    )
    found = [f for f in result.findings if f.rule == rule]
    order = {"yes": 0, "unknown": 1, "no": 2}
    return min(found, key=lambda f: order[f.truth])


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
    hit = PartyHit(
        party="a party", roles=("end_user",), listed_name="a listed party", matched="a spelling", score=95,
        list_id="un/sc-consolidated", entry_id="XX.001", citation=_CITATION,
    )  # fmt: skip
    return Screening(
        list_id="un/sc-consolidated",
        snapshot=case.as_of - timedelta(days=1),
        age_days=1,
        sha256="0",
        names_on_list=1,
        screened=("a party",),
        hits=(hit,) * case.hits,
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
        yield Issue("error", document.where(), f"no case of '{rule}' comes out as {word}")
