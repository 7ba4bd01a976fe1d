"""Whole entries: releases, what yields to what, references, worked-out values, and what is told of them."""

import pytest

from dualuse.logic import NO, UNKNOWN, YES, Classification, EntrySet, ParagraphOutcome, Truth, prepare
from dualuse.logic.evaluation import MAX_LEAVES
from dualuse.logic.references import MAX_CHAIN, circular, path_back
from support.language import VOCABULARY, entry_from


def entries(*texts: str) -> EntrySet:
    return EntrySet([entry_from(text) for text in texts], VOCABULARY)


def held_against(
    held: EntrySet, /, kinds: tuple[str, ...] = ("press",), answers: dict[str, Truth] | None = None, **stated: object
) -> Classification:
    facts = prepare(stated, VOCABULARY, kinds=kinds, answers=answers, path="items[0].parameters")
    return held.classify(facts)


def only(found: Classification) -> ParagraphOutcome:
    (outcome,) = found.outcomes
    return outcome


def names(outcome: ParagraphOutcome) -> list[tuple[str, str]]:
    return [(missing.name, settles) for missing, settles in outcome.asks]


# -- releases

RELEASED = entries("""
entry: 2B001
gate: {is: press}
paras: [{id: a, when: {ge: [pressure, 10 MPa]}}, {id: b, when: {flag: heated}}]
exclusions:
- {id: note1, scope: [a], title: Sealed and small, when: {all: [{flag: sealed}, {le: [size, 5 mm]}]}}
- {id: note2, scope: [a], title: Not noble, when: {not: {in: [wetted, "@noble"]}}}
- {id: note3, scope: [a], title: Judged, when: {ask: {id: usable, q: "Is it usable?"}}}
""")


def test_a_release_nobody_claims_does_not_release_and_is_told() -> None:
    first = held_against(RELEASED, pressure="20 MPa").outcomes[0]
    assert first.truth is YES
    assert [(r.id, r.outcome.truth, r.claimable) for r in first.releases] == [
        ("note1", NO, True), ("note2", NO, True), ("note3", NO, True),
    ]  # fmt: skip


def test_silence_under_not_does_not_release_either() -> None:
    first = held_against(RELEASED, pressure="20 MPa", sealed="no").outcomes[0]
    assert [r.claimable for r in first.releases] == [False, True, True], "what is stated rules the first out"


def test_a_missing_number_in_a_claimed_release_leaves_the_verdict_open() -> None:
    first = held_against(RELEASED, pressure="20 MPa", sealed="yes").outcomes[0]
    assert first.truth is UNKNOWN
    assert first.core is YES
    assert names(first) == [("size", "always")]


def test_a_claimed_release_releases_within_its_scope_only() -> None:
    found = held_against(RELEASED, pressure="20 MPa", sealed="yes", size="5 mm", heated="yes")
    assert [o.truth for o in found.outcomes] == [NO, YES]
    assert found.outcomes[0].core is YES
    assert found.outcomes[1].releases == ()


def test_a_judgement_somebody_could_not_give_leaves_the_release_open() -> None:
    assert held_against(RELEASED, pressure="20 MPa", answers={"usable": UNKNOWN}).outcomes[0].truth is UNKNOWN
    assert held_against(RELEASED, pressure="20 MPa", answers={"usable": YES}).outcomes[0].truth is NO


def test_a_claim_that_cannot_be_read_leaves_the_release_open() -> None:
    first = held_against(RELEASED, pressure="20 MPa", sealed="perhaps", size="5 mm").outcomes[0]
    assert first.truth is UNKNOWN
    assert [(m.name, m.kind) for m, _ in first.asks] == [("sealed", "restate")]


def test_a_paragraph_that_is_not_met_tells_no_releases() -> None:
    first = held_against(RELEASED, pressure="5 MPa").outcomes[0]
    assert (first.truth, first.releases) == (NO, ())


LISTS = """
entry: 2B002
gate: {is: press}
paras: [{id: a, when: {flag: heated}}]
exclusions: [{id: note, when: %s}]
"""


@pytest.mark.parametrize(
    ("when", "truth"),
    [
        ("{exists: {over: slides, where: {flag: sealed}}}", YES),
        ("{exists: {over: slides, where: {lt: [size, 1 mm]}}}", UNKNOWN),
        ("{count: {over: slides, where: 'true', ge: 3}}", UNKNOWN),
        ("{ref: {entry: 2B009, of: host}}", YES),
        ("{inherit: {of: host}}", YES),
        ("{is: hot_press}", YES),
        ("{tx: [treaty, party]}", UNKNOWN),
        ("{ge: [size, 1 mm]}", UNKNOWN),
    ],
)
def test_a_list_or_a_host_nobody_states_is_no_claim_unless_a_number_hangs_on_it(when: str, truth: Truth) -> None:
    assert only(held_against(entries(LISTS % when), heated="yes")).truth is truth


# -- what yields to what

PRESSES = """
entry: 2B{number}
gate: {{is: {kind}}}
other_than: [{others}]
paras: [{{id: a, when: {{ge: [pressure, {limit}]}}}}]
"""


def press(number: str, limit: str, *others: str, kind: str = "press") -> str:
    return PRESSES.format(number=number, limit=limit, others=", ".join(others), kind=kind)


def test_what_another_entry_catches_is_not_caught_here() -> None:
    held = entries(press("004", "20 MPa"), press("104", "10 MPa", "2B004"))
    assert [o.truth for o in held_against(held, pressure="25 MPa").outcomes] == [YES, NO]
    assert [o.truth for o in held_against(held, pressure="15 MPa").outcomes] == [NO, YES]
    assert [o.truth for o in held_against(held, pressure="5 MPa").outcomes] == [NO, NO]


def test_one_of_two_entries_catches_for_certain_though_it_is_open_which() -> None:
    held = entries(press("004", "20 MPa"), press("104", "10 MPa", "2B004"))
    found = held_against(held, pressure="15-25 MPa")
    assert [o.truth for o in found.outcomes] == [UNKNOWN, UNKNOWN]
    assert found.listed is YES
    assert found.certain_union == (("2B104.a", "2B004"),)


def test_strong_for_one_entry_or_weak_for_the_other_is_listed_whatever_the_figure() -> None:
    held = entries(
        "entry: 1C010\ngate: {is: press}\nparas: [{id: b, when: {ge: [pressure, 20 MPa]}}]",
        "entry: 1C210\ngate: {is: press}\nparas: [{id: a, when: {lt: [pressure, 25 MPa]}}]",
    )
    found = held_against(held)
    assert found.listed is YES
    assert found.certain_union == (("1C010.b", "1C210.a"),)
    gap = entries(
        "entry: 1C010\ngate: {is: press}\nparas: [{id: b, when: {gt: [pressure, 20 MPa]}}]",
        "entry: 1C210\ngate: {is: press}\nparas: [{id: a, when: {lt: [pressure, 20 MPa]}}]",
    )
    assert held_against(gap).listed is UNKNOWN, "at 20 MPa exactly neither catches it"


def test_a_range_that_one_limit_cuts_is_listed_where_both_sides_are() -> None:
    held = entries(
        "entry: 1C010\ngate: {is: press}\nparas: [{id: b, when: {ge: [pressure, 20 MPa]}}]",
        "entry: 1C210\ngate: {is: press}\nparas: [{id: a, when: {range: [pressure, 10 MPa, 20 MPa, '[)']}}]",
    )
    assert held_against(held, pressure="15-30 MPa").listed is YES
    assert held_against(held, pressure="5-30 MPa").listed is UNKNOWN


def test_an_entry_that_is_not_held_does_not_stand_in_the_way_and_is_remarked() -> None:
    held = entries(press("104", "10 MPa", "9A999"))
    outcome = only(held_against(held, pressure="15 MPa"))
    assert outcome.truth is YES
    assert outcome.remarks == ("unless it is specified in 9A999, which is not held here and would control it instead",)


def test_somebody_may_say_that_an_entry_not_held_specifies_it() -> None:
    held = entries(press("104", "10 MPa", "9A999"))
    found = held_against(held, pressure="15 MPa", answers={"specified_in.9A999": YES})
    assert only(found).truth is NO
    assert found.listed is YES, "it is controlled there"
    assert found.certain_union == (("9A999",),)
    assert only(held_against(held, pressure="15 MPa", answers={"specified_in.9A999": NO})).truth is YES


# -- references


def test_specified_in_a_code_that_is_not_held_is_asked() -> None:
    held = entries("entry: 2D001\ngate: {is: press}\nparas: [{id: a, when: {ref: {entry: 9A999}}}]")
    outcome = only(held_against(held))
    assert outcome.truth is UNKNOWN
    assert names(outcome) == [("specified_in.9A999", "always")]
    assert outcome.asks[0][0].where == "items[0].answers.specified_in.9A999"
    assert only(held_against(held, answers={"specified_in.9A999": YES})).truth is YES


def test_an_open_reference_names_what_the_other_entry_waits_for() -> None:
    held = entries(
        press("004", "20 MPa"),
        "entry: 2D001\ngate: {is: press}\nparas: [{id: a, when: {all: [{ref: {entry: 2B004}}, {flag: heated}]}}]",
    )
    assert names(held_against(held, heated="yes").outcomes[1]) == [("pressure", "always")]


def test_the_status_of_named_equipment_goes_over() -> None:
    held = entries(
        press("004", "20 MPa"),
        "entry: 3A001\ngate: {is: pump}\nparas: [{id: a, when: {inherit: {of: host}}}]",
    )

    def status(**host: object) -> ParagraphOutcome:
        return only(held_against(held, kinds=("pump",), host=host))

    assert status(kind="press", pressure="20 MPa").truth is YES
    assert status(kind="press", pressure="19 MPa").truth is NO
    assert status(specified_in="2B004.a").truth is YES
    assert status(specified_in="none").truth is NO
    unknown = status(kind="press")
    assert unknown.truth is UNKNOWN
    assert names(unknown) == [("pressure", "always")]
    assert unknown.asks[0][0].where == "items[0].parameters.host.pressure"
    elsewhere = status(kind="tank")
    assert names(elsewhere) == [("controlled", "always")], "no entry held deals with tanks"
    assert elsewhere.asks[0][0].where == "items[0].parameters.host.answers.controlled"


def test_references_that_come_round_are_an_issue_and_leave_the_verdict_open_in_any_order() -> None:
    texts = [press("004", "20 MPa", "2B204"), press("104", "10 MPa", "2B004"), press("204", "5 MPa", "2B104")]
    for ordered in (texts, texts[::-1], [texts[1], texts[2], texts[0]]):
        held = entries(*ordered)
        assert sorted(text for _, text in held.issues())[0] == (
            "refers back to itself through 2B004.a → 2B204.a → 2B104.a → 2B004.a"
        )
        assert {held.truth(c, prepare({"pressure": "25 MPa"}, VOCABULARY, kinds=("press",))) for c in held.entries} == {
            UNKNOWN
        }
        outcome = held_against(held, pressure="25 MPa").outcomes[0]
        assert {m.kind for m, _ in outcome.asks} == {"data"}


def test_an_entry_beside_a_circle_is_judged_as_ever() -> None:
    held = entries(press("004", "20 MPa", "2B204"), press("204", "5 MPa", "2B004"), press("009", "30 MPa"))
    assert held_against(held, pressure="35 MPa").outcomes[2].truth is YES


def test_paragraphs_of_one_entry_may_yield_to_each_other_but_not_in_a_circle() -> None:
    text = """
entry: 2B350
gate: {is: press}
paras:
- {id: g.1, when: {ge: [pressure, 20 MPa]}}
- {id: g.2, when: {all: [{ge: [pressure, 10 MPa]}, {other_than: 2B350.g.1}]}}
"""
    held = entries(text)
    assert held.issues() == []
    assert [o.truth for o in held_against(held, pressure="25 MPa").outcomes] == [YES, NO]
    open_ = held_against(held, pressure="15-25 MPa")
    assert [o.truth for o in open_.outcomes] == [UNKNOWN, UNKNOWN]
    assert open_.listed is YES
    round_ = entries(text.replace("{ge: [pressure, 20 MPa]}", "{other_than: 2B350.g.2}"))
    assert len(round_.issues()) == 1


def test_a_part_may_refer_to_the_entry_it_stands_in() -> None:
    held = entries("""
entry: 2B350
gate: {is: machine}
paras: [{id: a, when: {any: [{ge: [pressure, 20 MPa]}, {ref: {entry: 2B350, of: host}}]}}]
""")
    assert held.issues() == []
    inside: object = {"kind": "press", "pressure": "25 MPa"}
    for _ in range(3):
        inside = {"kind": "press", "pressure": "1 MPa", "host": inside}
    assert only(held_against(held, pressure="1 MPa", host=inside)).truth is YES


def test_a_chain_of_references_has_an_end() -> None:
    chain = {n: {n + 1} for n in range(MAX_CHAIN + 5)} | {MAX_CHAIN + 5: set[int]()}
    assert circular(chain) == set(range(5))
    assert circular({n: {n + 1} for n in range(MAX_CHAIN)} | {MAX_CHAIN: set[int]()}) == set()


def test_a_circle_is_found_and_what_leads_to_it_or_from_it_is_not_in_it() -> None:
    graph = {0: {1}, 1: {2}, 2: {1, 3}, 3: set[int](), 4: {4}, 5: {4}}
    assert circular(graph) == {1, 2, 4}
    assert path_back(graph, 1) == [1, 2, 1]
    assert path_back(graph, 3) == [3]


def test_one_question_id_stands_for_one_question_in_the_whole_list() -> None:
    one = "entry: 2B001\ngate: {is: press}\nparas: [{id: a, when: {ask: {id: x, q: 'Is it?'}}}]"
    held = entries(one, one.replace("2B001", "2B002").replace("Is it?", "Was it?"))
    assert [(e.code, text) for e, text in held.issues()] == [("2B002", "asks 'x' in other words than 2B001")]


# -- values worked out

DERIVED = """
entry: 1C010
gate: {is: press}
paras:
- {id: a, when: {ge: [strength, 40 MPa]}}
- {id: b, when: {only_in: [coating, [nickel]]}}
- {id: c, when: {ge: [longest, 10 mm]}}
derived:
- {name: strength, expr: pressure*axes}
- {name: coating, over: slides, classify: [{class: nickel, when: {gt: [size, 5 mm]}}], else: steel}
- {name: longest, over: slides, where: {flag: sealed}, expr: size, agg: max}
"""


def worked_out(**stated: object) -> tuple[ParagraphOutcome, ...]:
    facts = prepare(stated, VOCABULARY, kinds=("press",), path="items[0].parameters")
    return entries(DERIVED).classify(facts).outcomes


def test_a_formula_over_exact_figures_is_exact_at_the_limit() -> None:
    assert worked_out(pressure="20 MPa", axes="2")[0].truth is YES
    assert worked_out(pressure="13.3333333333333 MPa", axes="3")[0].truth is NO
    assert worked_out(pressure="19.99999999999 MPa", axes="2")[0].truth is NO


def test_what_is_stated_goes_before_what_could_be_worked_out() -> None:
    assert worked_out(pressure="20 MPa", axes="2", strength="39 MPa")[0].truth is NO
    assert worked_out(pressure="20 MPa", axes="2", strength="strong")[0].truth is UNKNOWN


def test_what_was_worked_out_is_shown_as_such() -> None:
    (leaf,) = worked_out(pressure="20 MPa", axes="2")[0].leaves
    assert leaf.stated == "40 MPa (worked out)"


def test_an_input_that_is_missing_is_asked_for_where_another_is_stated() -> None:
    assert names(worked_out(pressure="20 MPa")[0]) == [("strength", "always"), ("axes", "can")]
    assert names(worked_out()[0]) == [("strength", "always")]
    straddling = worked_out(pressure="10-30 MPa", axes="2")[0]
    assert names(straddling) == [("strength", "always"), ("pressure", "can")]
    assert [m.kind for m, _ in straddling.asks] == ["restate", "restate"]


def test_a_part_whose_class_is_open_is_never_passed_over() -> None:
    assert worked_out(slides=[{"size": "6 mm"}, {"size": "7 mm"}])[1].truth is YES
    assert worked_out(slides=[{"size": "6 mm"}, {}])[1].truth is UNKNOWN
    assert worked_out(slides=[{"size": "1 mm"}, {}])[1].truth is NO, "one part is steel whatever the other is"
    open_ = worked_out(slides=[{"size": "6 mm"}, {}])[1]
    assert ("size", "can") in names(open_), "not always: a formula uses the size too"
    assert {m.where for m, _ in open_.asks} == {"items[0].parameters.slides[1].size", "items[0].parameters.coating"}


def test_the_greatest_of_parts_waits_for_every_part_that_counts() -> None:
    assert worked_out(slides=[{"size": "10 mm", "sealed": "yes"}, {"sealed": "no"}])[2].truth is YES
    assert worked_out(slides=[{"size": "10 mm", "sealed": "yes"}, {"size": "1 mm"}])[2].truth is UNKNOWN
    assert worked_out(slides=[{"size": "10 mm", "sealed": "yes"}, "…"])[2].truth is UNKNOWN
    assert worked_out(slides=[])[2].truth is UNKNOWN, "the greatest of none is nothing"


def test_the_sum_of_no_parts_is_nothing_but_a_number() -> None:
    held = entries(DERIVED.replace("agg: max", "agg: sum"))
    assert held_against(held, slides=[]).outcomes[2].truth is NO
    assert (
        held_against(held, slides=[{"size": "4 mm", "sealed": "yes"}, {"size": "6 mm", "sealed": "yes"}])
        .outcomes[2]
        .truth
        is YES
    )


# -- lists, kinds, and budgets

SLIDES = """
entry: 2B003
gate: {is: machine}
paras:
- {id: a, when: {exists: {over: slides, where: {all: [{lt: [size, 5 mm]}, {flag: sealed}]}}}}
"""


def test_a_list_is_complete_unless_it_says_otherwise() -> None:
    held = entries(SLIDES)
    assert only(held_against(held, slides=[{"size": "6 mm"}])).truth is NO
    more = only(held_against(held, slides=[{"size": "6 mm"}, "…"]))
    assert more.truth is UNKNOWN
    assert [(m.name, m.kind, m.where) for m, _ in more.asks] == [("slides", "restate", "items[0].parameters.slides")]
    assert only(held_against(held, slides=[{"size": "1 mm", "sealed": "yes"}, "…"])).truth is YES


def test_a_question_points_at_the_part_it_is_about() -> None:
    outcome = only(held_against(entries(SLIDES), slides=[{"size": "6 mm"}, {"size": "2 mm"}]))
    assert [(m.name, m.where) for m, _ in outcome.asks] == [("sealed", "items[0].parameters.slides[1].sealed")]


def test_the_trace_names_the_parts_it_speaks_of() -> None:
    outcome = only(held_against(entries(SLIDES), slides=[{"size": "6 mm"}, {"name": "Z", "size": "7 mm"}]))
    assert [leaf.condition for leaf in outcome.leaves] == ["Slides 1: Size < 5 mm", "Slides Z: Size < 5 mm"]


def test_an_item_of_two_kinds_is_caught_as_either() -> None:
    held = entries(press("004", "20 MPa"), press("005", "20 MPa", kind="pump"))
    assert [o.truth for o in held_against(held, kinds=("press", "pump"), pressure="20 MPa").outcomes] == [YES, YES]


def test_entries_for_other_kinds_are_not_even_reached() -> None:
    held = entries(press("004", "20 MPa"), press("005", "20 MPa", kind="tank"))
    assert [o.entry.code for o in held_against(held, pressure="20 MPa").outcomes] == ["2B004"]
    assert [o.entry.code for o in held_against(held, kinds=("machine",)).outcomes] == ["2B004"]
    assert [o.entry.code for o in held_against(held, kinds=("plant_pump",)).outcomes] == []
    assert len(held_against(held, kinds=("gadget",)).outcomes) == 2, "an unknown kind may be any of them"


def test_a_kind_that_is_too_general_is_asked_more_exactly() -> None:
    outcome = only(held_against(entries(press("004", "20 MPa", kind="hot_press")), pressure="20 MPa"))
    assert names(outcome) == [("kind", "always")]
    assert outcome.asks[0][0].where == "items[0].kind"


def test_too_many_comparisons_end_the_work_and_are_named() -> None:
    flags = ", ".join(["{flag: sealed}"] * 300)
    deep = f"{{exists: {{over: slides, where: {{any: [{flags}]}}}}}}"
    held = entries(
        f"entry: 2B003\ngate: {{is: machine}}\nparas: [{{id: a, when: {{exists: {{over: host, where: {deep}}}}}}}]"
    )
    hosts = [{"slides": [{"name": "x", "sealed": "no"}] * 99} for _ in range(10)]
    outcome = only(held_against(held, host=hosts))
    assert outcome.truth is UNKNOWN
    assert [m.name for m, _ in outcome.asks] == ["parts"]
    assert f"more than {MAX_LEAVES:,} comparisons" in (outcome.asks[0][0].problem or "")


def test_a_reference_to_several_entries_holds_where_one_of_them_catches_for_certain() -> None:
    held = entries(
        press("004", "20 MPa"),
        press("104", "10 MPa", "2B004"),
        "entry: 2E001\ngate: {is: pump}\nparas: [{id: a, when: {ref: {entry: [2B004, 2B104], of: host}}}]",
    )
    host = {"kind": "press", "pressure": "15-25 MPa"}
    assert only(held_against(held, kinds=("pump",), host=host)).truth is YES
    assert only(held_against(held, kinds=("pump",), host={"kind": "press", "pressure": "5-25 MPa"})).truth is UNKNOWN
