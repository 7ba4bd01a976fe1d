"""What an assessment did not check, for the case at hand: lists, laws, parties, papers. Silence is never a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dualuse.checker.people import people
from dualuse.engine import Evaluation, Pack, listed_or_told
from dualuse.lists.catalogue import Catalogue
from dualuse.matching import normalise
from dualuse.model.assessment import ItemClassification, Screening
from dualuse.model.country import country_name
from dualuse.model.transaction import Item, Transaction

_US_ORIGIN = (
    "United States: {items} of United States origin; re-export under the Export Administration Regulations, which "
    "follows such items abroad, is not held here."
)


def not_checked(
    case: Transaction,
    day: date,
    catalogue: Catalogue,
    pack: Pack,
    result: Evaluation,
    classifications: Sequence[ItemClassification],
    screenings: Sequence[Screening],
) -> tuple[str, ...]:
    """Everything that was not looked at, most specific to the case first, each line once."""
    lines = [
        *_laws(case, day, pack, result),
        *_lists(case, catalogue, classifications),
        *_rules(pack, result),
        *_parties(case, screenings),
        *_papers(case),
        *_movement(case),
        "Red flags in the circumstances of the transaction, and whether what it states is true.",
    ]
    return tuple(dict.fromkeys(lines))


# -- laws


def _laws(case: Transaction, day: date, pack: Pack, result: Evaluation) -> Iterator[str]:
    """Laws that reach the case by its facts and of which no rule is held, or none was asked for."""
    for name in result.left_out:
        title = pack.jurisdictions[name][0].title
        yield f"{title}: this law attaches by the facts and is held here, but was not asked for."
    for country, touched in _touched(case).items():
        roles = ", ".join(dict.fromkeys(touched))
        if _territory_held(country, day, pack):
            yield f"{country_name(country)} ({roles}): its national law beside that of the Union is not held here."
        else:
            yield f"{country_name(country)} ({roles}): no rules of its law are held here."
    american = [i.id or f"item {n}" for n, i in enumerate(case.items, 1) if i.origin == "US"]
    if american:
        yield _US_ORIGIN.format(items=", ".join(american) + (" is" if len(american) == 1 else " are"))
    unknown = [i.id or f"item {n}" for n, i in enumerate(case.items, 1) if i.origin is None]
    if unknown:
        yield f"Origin of {', '.join(unknown)}: not stated; re-export control of the State of origin was not looked at."


def _territory_held(country: str, day: date, pack: Pack) -> bool:
    return any(pack.within(country, j, day) for j, _ in pack.jurisdictions.values())


def _touched(case: Transaction) -> dict[str, list[str]]:
    """Each country of the case with how it is touched; the exporter's first."""
    found: dict[str, list[str]] = {}

    def add(country: str | None, how: str) -> None:
        if country:
            found.setdefault(country, []).append(how)

    add(case.exporter.country if case.exporter else None, "exporter")
    for item in case.items:
        add(item.location, "where the items are")
        add(item.origin if item.origin != "US" else None, "origin")
    for country in case.route or ():
        add(country, "on the route")
    add(case.destination, "destination")
    add(case.purchasing_country, "purchasing country")
    add(case.end_use.location if case.end_use else None, "place of use")
    for party in case.parties or ():
        add(party.country, party.role[0].replace("_", " "))
    return found


# -- lists and rules


def _lists(case: Transaction, catalogue: Catalogue, found: Sequence[ItemClassification]) -> Iterator[str]:
    for held in catalogue.lists.values():
        yield f"{held.info.title}: {held.info.not_covered}"
    unreached = [c.item for c in found if c.listed == "unknown" and not c.undetermined]
    if unreached:
        yield f"{', '.join(unreached)}: no entry of a list settles it; the reason stands with the item."
    yield "Military lists, national lists of dual-use items, and lists of other States and of the regimes."


def _rules(pack: Pack, result: Evaluation) -> Iterator[str]:
    for name in result.laws:
        jurisdiction = pack.jurisdictions[name][0]
        yield from jurisdiction.not_checked
        if jurisdiction.state_duties:
            duties = "; ".join(f"{d.provision}: {d.duty}" for d in jurisdiction.state_duties)
            yield f"{jurisdiction.title}: duties of States, which no single transaction shows to be met ({duties})."


# -- parties and papers


def _parties(case: Transaction, screenings: Sequence[Screening]) -> Iterator[str]:
    if case.exporter is None and not any("exporter" in p.role for p in case.parties or ()):
        yield "Parties: the exporter is not stated, and so was not screened."
    if case.parties is None:
        yield "Parties: none are stated, so that no consignee or end-user could be screened."
    else:
        roles = {role for p in case.parties for role in p.role}
        if not roles & {"end_user", "ultimate_consignee", "recipient"}:
            yield "Parties: no end-user or ultimate consignee is named among them."
        unplaced = [p.name for p in case.parties if p.country is None]
        if unplaced:
            yield f"Parties: the country of {', '.join(unplaced)} is not stated."
    for screening in screenings:
        missed = _missed(case, screening)
        if missed:
            yield f"Parties: {', '.join(missed)} not reliably screened against {screening.list_id}."
    vowelless = [p.name for p in people(case) if all(normalise(n).consonants for n in (p.name, *p.aliases))]
    if vowelless:
        yield (
            f"Parties: the vowels of {', '.join(vowelless)}, which the script does not write; a spelling in Latin "
            "letters as in the papers, given as an alias, is compared better."
        )
    held = ", ".join(s.list_id for s in screenings) or "none"
    yield f"Parties: restricted-party lists other than {held}, and who owns or controls the parties."


def _missed(case: Transaction, screening: Screening) -> list[str]:
    names = list(dict.fromkeys(p.name for p in people(case)))
    return names if screening.problem else [n for n in names if n not in screening.screened]


def _papers(case: Transaction) -> Iterator[str]:
    if not case.documents:
        said = "there are none" if case.documents is not None else "none is stated"
        yield f"Documents: {said}; no end-use certificate, contract or licence was looked at."
        return
    names = ", ".join(f"{d.kind}{f' {d.number}' if d.number else ''}" for d in case.documents)
    yield f"Documents: {names} were not read; only what the transaction itself states was used."


def _movement(case: Transaction) -> Iterator[str]:
    if case.route is None:
        yield "Route: not stated, so that transit through other countries was not looked at."
    if case.end_use is None or not case.end_use.statement:
        yield "End-use: no statement is given; whether the items fit the use was not looked at."
    else:
        yield "End-use: whether the stated use fits the items and the parties was not looked at."


def notices(
    case: Transaction, day: date, classifications: Sequence[ItemClassification], screenings: Sequence[Screening]
) -> Iterator[str]:
    """Where the transaction does not agree with itself, or with how its items and lists came out."""
    if case.route and case.destination and case.route[-1] != case.destination:
        yield (
            f"The route ends in {country_name(case.route[-1])}, the destination is {country_name(case.destination)}; "
            "the rules were applied to the destination."
        )
    place = case.end_use.location if case.end_use else None
    if place and case.destination and place != case.destination:
        yield (
            f"The place of use is {country_name(place)}, the destination is {country_name(case.destination)}; the "
            "rules were applied to the destination."
        )
    for screening in screenings:
        if screening.snapshot and screening.snapshot > day:
            yield (
                f"{screening.list_id}: the copy searched is of {screening.snapshot}, later than the day of the "
                "assessment; names taken off in between were not found."
            )
    for item, found in zip(case.items, classifications, strict=True):
        yield from _told(item, found)
        declared = (item.declared_code or "").strip()
        caught = [p.code for p in found.controlled]
        if declared.casefold() == "none" and caught:
            yield f"{found.item}: declared as not listed, caught by {', '.join(caught)}."
        elif declared and declared.casefold() != "none" and found.listed == "no":
            yield f"{found.item}: declared as {declared}, and no entry held catches it."


def _told(item: Item, found: ItemClassification) -> Iterator[str]:
    """A person's answer to whether the item is listed, where it was used or overridden."""
    answer = item.answers.get("item.listed")
    if answer is None or answer.answer == "unknown":
        return
    who = f" by {answer.by}" if answer.by else ", by whom is not stated"
    used = listed_or_told(item, found) == answer.answer and found.listed != answer.answer
    if used:
        yield f"{found.item}: whether it is listed was answered '{answer.answer}'{who}; no entry held settles it."
    elif found.listed == "yes" and answer.answer == "no":
        yield f"{found.item}: answered as not listed{who}, but an entry held catches it; the entry was followed."
