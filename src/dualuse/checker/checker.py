"""``Checker``: load once, assess many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dualuse.checker.classification import Target, classify_item, merge_questions
from dualuse.data import user_dir
from dualuse.engine import Evaluation, Pack, evaluate
from dualuse.errors import InputError, NotHeldError
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import Assessment, ItemClassification, ParagraphFinding, Receipt, Screening
from dualuse.model.code import ControlCode
from dualuse.model.transaction import Item, Party, Transaction
from dualuse.parties import SCORE_CUTOFF, PartyListInfo, Screener, load_party_list, party_list_infos
from dualuse.parties.screen import not_screened
from dualuse.receipt import ReceiptFile, sealed, transaction_digest

LIST = "eu/annex-i"


class Checker:
    """Lists, rules and party lists, loaded and compiled; safe to use for any number of transactions.

    >>> checker = Checker.load()
    >>> checker.assess({"date": "2026-02-16", "items": [{"description": "valve"}]}).classifications[0].listed
    'unknown'
    """

    def __init__(
        self, catalogue: Catalogue, pack: Pack, data: Path, party_lists: Mapping[str, str] | None = None
    ) -> None:
        self.catalogue = catalogue
        self.pack = pack
        self.data = data
        self._wanted = dict(party_lists or {})
        self._screeners: dict[str, Screener | str] = {}

    @classmethod
    def load(cls, data: Path | None = None) -> Checker:
        """Everything shipped, with the party lists of the user's data folder.

        Args:
            data: Another data folder than the usual one.

        Raises:
            InvalidDataError: Shipped or imported data is wrong; all of it is told.
        """
        return cls(Catalogue.load(), Pack.load(), user_dir(data))

    def assess(
        self,
        transaction: Transaction | Mapping[str, Any],
        as_of: date | None = None,
        laws: Iterable[str] | None = None,
    ) -> Assessment:
        """Everything the rules held conclude about the transaction, with what is missing and what was not checked.

        Args:
            transaction: A :class:`Transaction`, or the same as a mapping.
            as_of: The day whose law applies; the transaction's date, else today, where absent.
            laws: Jurisdictions to apply; worked out from the facts where absent.

        Raises:
            InputError: The mapping is not a transaction.
        """
        case = _transaction(transaction)
        day = as_of or case.date or date.today()
        classifications = tuple(self.classify(item, day, number) for number, item in enumerate(case.items))
        screenings = tuple(self._screenings(case, day))
        wanted = tuple(laws) if laws is not None else case.laws
        result = evaluate(case, classifications, screenings, self.pack, day, wanted)
        questions = merge_questions((*(q for c in classifications for q in c.questions), *result.questions))
        assessment = Assessment(
            as_of=day,
            laws=result.laws,
            determinations=result.determinations,
            classifications=classifications,
            findings=result.findings,
            screenings=screenings,
            questions=questions,
            not_checked=self._not_checked(case, result),
            notices=self._notices(day, result),
            receipt=self._receipt(case, day, result, screenings),
        )
        return sealed(assessment)

    def classify(self, item: Item, as_of: date | None = None, number: int = 0) -> ItemClassification:
        """One item against the list of the day.

        A day for which no edition is held leaves the item undetermined, with the reason.
        """
        day = as_of or date.today()
        held = self.catalogue.get(LIST)
        try:
            target = Target(held, held.edition(day), self.catalogue.entry_set(LIST, day))
        except NotHeldError as error:
            return ItemClassification(
                item=item.id or f"item {number + 1}",
                description=item.description,
                list_id=LIST,
                edition="none held",
                listed="unknown",
                reason=str(error),
            )
        return classify_item(item, number, target)

    def screen(
        self, parties: Iterable[Party], as_of: date | None = None, score_cutoff: float | None = None
    ) -> tuple[Screening, ...]:
        """The parties against every restricted-party list described; one that is not held is a problem, not a pass."""
        day = as_of or date.today()
        people = list(parties)
        cutoff = SCORE_CUTOFF if score_cutoff is None else score_cutoff
        found = []
        for list_id, info in party_list_infos().items():
            screener = self._screener(list_id, info)
            if isinstance(screener, str):
                found.append(not_screened(info, screener))
            else:
                found.append(screener.screen(people, day, cutoff))
        return tuple(found)

    def replay(self, kept: ReceiptFile) -> Assessment:
        """The assessment of a receipt's transaction on its day, with the very party-list snapshots it names."""
        snapshots = {name: used["sha256"] for name, used in kept.receipt.parties.items() if used.get("sha256")}
        again = Checker(self.catalogue, self.pack, self.data, snapshots)
        return again.assess(kept.transaction, kept.as_of, kept.receipt.laws)

    @staticmethod
    def parties_of(case: Transaction) -> list[Party]:
        """Everybody named in the transaction, the exporter among them."""
        people = list(case.parties or ())
        if case.exporter is not None:
            exporter = case.exporter
            people.insert(
                0,
                Party(
                    name=exporter.name,
                    role=("exporter",),
                    country=exporter.country,
                    aliases=exporter.aliases,
                    address=exporter.address,
                ),
            )
        return people

    @staticmethod
    def paragraphs_under(assessment: Assessment, code: str) -> list[tuple[str, ParagraphFinding]]:
        """Every paragraph at or below ``code`` in an assessment, each with its item's name."""
        try:
            wanted = ControlCode(code)
        except ValueError:
            return []
        return [
            (c.item, p)
            for c in assessment.classifications
            for p in (*c.controlled, *c.undetermined, *c.not_met)
            if wanted.contains(ControlCode(p.code))
        ]

    def _screener(self, list_id: str, info: PartyListInfo) -> Screener | str:
        """The screener of a list, or why there is none."""
        if list_id not in self._screeners:
            try:
                parties = load_party_list(list_id, self.data, self._wanted.get(list_id))
                self._screeners[list_id] = Screener(info, parties)
            except (NotHeldError, InputError) as error:
                self._screeners[list_id] = str(error)
        return self._screeners[list_id]

    def _screenings(self, case: Transaction, day: date) -> tuple[Screening, ...]:
        return self.screen(self.parties_of(case), day)

    def _not_checked(self, case: Transaction, result: Evaluation) -> tuple[str, ...]:
        lines = [f"{held.info.title}: {held.info.not_covered}" for held in self.catalogue.lists.values()]
        lines += [
            "Military lists, national lists (Article 9), sanctions regulations of the Union and its Member States.",
            "Restricted-party lists other than those named above, and ownership or control behind the parties.",
            "The documents themselves, and whether what the transaction states is true.",
        ]
        return tuple(dict.fromkeys((*lines, *result.not_checked)))

    def _notices(self, day: date, result: Evaluation) -> tuple[str, ...]:
        lines = [
            f"{held.info.title}: nobody has looked for a newer edition since {held.info.checked_until}; check that the "
            f"edition of {held.edition(day).start} is still the last one."
            for held in self.catalogue.lists.values()
            if day > held.info.checked_until and any(e.covers(day) for e in held.info.editions)
        ]
        return (*lines, *result.notices)

    def _receipt(self, case: Transaction, day: date, result: Evaluation, screenings: tuple[Screening, ...]) -> Receipt:
        from dualuse import __version__

        lists = {
            list_id: {"edition": held.edition(day).id, "sha256": held.sha256}
            for list_id, held in self.catalogue.lists.items()
            if any(e.covers(day) for e in held.info.editions)
        }
        parties = {
            s.list_id: {"snapshot": str(s.snapshot), "sha256": s.sha256 or "", "recipe": s.recipe} for s in screenings
        }
        return Receipt(
            engine=f"dualuse {__version__}",
            as_of=day,
            laws=result.requested,
            input_sha256=transaction_digest(case),
            lists=lists,
            vocabulary_sha256=self.catalogue.vocabulary_sha256,
            rules=result.outcomes,
            parties=parties,
        )


def _transaction(value: Transaction | Mapping[str, Any]) -> Transaction:
    if isinstance(value, Transaction):
        return value
    from pydantic import ValidationError

    try:
        return Transaction.model_validate(dict(value))
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, e['loc']))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()]
        raise InputError("\n".join(lines), "transaction") from None
