"""Everybody whom a transaction names, wherever it does: whoever is named is screened."""

from __future__ import annotations

from collections.abc import Iterator

from dualuse.model.transaction import Party, Transaction


def people(case: Transaction) -> list[Party]:
    """The exporter, the parties, then the makers of the items and whoever signed for the end-use, each name once more.

    A maker or signatory who is a party under the very same name is not repeated.
    """
    found = [*_exporter(case), *(case.parties or ())]
    known = {p.name for p in found}
    for other in _others(case):
        if other.name not in known:
            known.add(other.name)
            found.append(other)
    return found


def _exporter(case: Transaction) -> Iterator[Party]:
    exporter = case.exporter
    if exporter is not None:
        yield Party(
            name=exporter.name,
            role=("exporter",),
            country=exporter.country,
            aliases=exporter.aliases,
            address=exporter.address,
        )


def _others(case: Transaction) -> Iterator[Party]:
    for item in case.items:
        if item.manufacturer:
            yield Party(name=item.manufacturer, role=("manufacturer",))
    if case.end_use is not None and case.end_use.signed_by:
        yield Party(name=case.end_use.signed_by, role=("other",))
