"""``Checker``: load once, assess many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dualuse.checker.classification import Target, classify_item
from dualuse.checker.not_checked import not_checked, notices
from dualuse.checker.people import people
from dualuse.data import user_dir
from dualuse.engine import Evaluation, Pack, evaluate
from dualuse.errors import DualUseError, InputError, NotHeldError
from dualuse.issues import path_text
from dualuse.lists.catalogue import Catalogue, ListInfo
from dualuse.model.assessment import Assessment, ItemClassification, ParagraphFinding, Receipt, Screening
from dualuse.model.code import ControlCode
from dualuse.model.transaction import Item, Party, Transaction
from dualuse.parties import SCORE_CUTOFF, PartyListInfo, Screener, list_folder, load_party_list, party_list_infos
from dualuse.parties.screen import not_screened
from dualuse.receipt import ReceiptFile, program_sha256, sealed, transaction_digest

LIST = "eu/annex-i"


class Checker:
    """Lists, rules and party lists, loaded once; assess, classify and screen any number of transactions with it.

    One checker may be used by several threads: what it loads is loaded once, and no call changes what another sees.
    Party lists are read when they are first needed, and kept; a list imported later is seen by a new checker.

    >>> checker = Checker.load()
    >>> valve = {"description": "diaphragm valve", "kind": "valve"}
    >>> assessment = checker.assess(date="2026-02-16", kind="export", destination="KZ", items=[valve])
    >>> assessment.exit_status
    3
    >>> [d.key for d in assessment.determinations]
    ['eu/dual_use', 'un/dual_use', 'un/sanctions']
    """

    def __init__(
        self, catalogue: Catalogue, pack: Pack, data: Path, party_lists: Mapping[str, str] | None = None
    ) -> None:
        """Args:
        catalogue: The control lists.
        pack: The rules.
        data: The user's data folder, in which imported party lists are.
        party_lists: Party list id to the sha256 of the very copy to use; the newest copy of a list not named.
        """
        self.catalogue = catalogue
        self.pack = pack
        self.data = data
        self._wanted = dict(party_lists or {})
        self._described: dict[str, PartyListInfo] | None = None
        self._screeners: dict[str, Screener | str] = {}
        self._lock = Lock()

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
        transaction: Transaction | Mapping[str, Any] | None = None,
        as_of: date | None = None,
        laws: Iterable[str] | None = None,
        **stated: Any,
    ) -> Assessment:
        """Everything the rules held conclude about the transaction, with what is missing and what was not checked.

        What is not stated is unknown, never "no": ``knowledge=[]`` states that nothing is known about the use, leaving
        it out states nothing, and comes back as a question. Country codes are ISO 3166-1 alpha-2.

        Args:
            transaction: A :class:`Transaction`, or the same as a mapping (the YAML file as plain values).
            as_of: The day whose law applies; the transaction's date, else today, where absent.
            laws: Jurisdictions to apply (``["eu", "un"]``); worked out from the facts where absent. One that is not
                held comes out undetermined.
            stated: The transaction as keyword arguments, instead of the first one.

        Returns:
            Determinations per jurisdiction and domain, the findings and classifications behind them, the questions
            that are open, and a receipt. Its ``exit_status`` is that of the command line.

        Raises:
            InputError: It is no transaction; each problem with its path, all at once.
        """
        case = _given(Transaction, transaction, stated, "transaction")
        day = _day(as_of) or case.date or date.today()
        classifications = tuple(self._classify(item, day, number) for number, item in enumerate(case.items))
        screenings = self.screen(self.parties_of(case), day)
        wanted = _laws(laws) if laws is not None else case.laws
        result = evaluate(case, classifications, screenings, self.pack, day, wanted)
        assessment = Assessment(
            as_of=day,
            laws=result.laws,
            determinations=result.determinations,
            classifications=classifications,
            findings=result.findings,
            screenings=screenings,
            questions=result.questions,
            not_checked=not_checked(case, day, self.catalogue, self.pack, result, classifications, screenings),
            notices=(*self._list_notices(day), *result.notices, *notices(case, day, classifications, screenings)),
            receipt=self._receipt(case, day, result, screenings),
        )
        return sealed(assessment)

    def classify(
        self, item: Item | Mapping[str, Any] | None = None, as_of: date | None = None, number: int = 0, **stated: Any
    ) -> ItemClassification:
        """One item against the dual-use list of the day: which paragraphs catch it, may catch it, or do not, and why.

        A day for which no edition is held leaves the item undetermined, with the reason. So does a kind of item that no
        entry held deals with: not found is no answer.

        Args:
            item: An :class:`Item`, or the same as a mapping.
            as_of: The day whose edition applies; today where absent.
            number: Its place in the transaction, for the paths in questions.
            stated: The item as keyword arguments, instead of the first one.

        Raises:
            InputError: It is no item.
        """
        return self._classify(_given(Item, item, stated, "item"), _day(as_of) or date.today(), number)

    def screen(
        self,
        parties: Iterable[Party | Mapping[str, Any] | str],
        as_of: date | None = None,
        score_cutoff: float | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
        processes: int = 1,
    ) -> tuple[Screening, ...]:
        """The parties against every restricted-party list described; one that is not held is a problem, not a pass.

        Args:
            parties: Parties, the same as mappings, or bare names.
            as_of: The day the copy of the list must not be too old for; today where absent.
            score_cutoff: Lowest score that is shown, 0 to 100; the usual one where absent. A hit is a spelling for a
                person to look at, not a verdict.
            progress: Called now and then, for many parties, with how many different names are done and how many there
                are.
            processes: How many processes share the work on many parties.

        Raises:
            InputError: One of them is no party, or the cut-off is none.
        """
        day = _day(as_of) or date.today()
        people = [_party(p, n) for n, p in enumerate(_several(parties, "parties", "parties or names"))]
        cutoff = _cutoff(score_cutoff)
        found = []
        for list_id, info in self._lists().items():
            screener = self._screener(list_id, info)
            if isinstance(screener, str):
                found.append(not_screened(info, screener))
            else:
                found.append(screener.screen(people, day, cutoff, progress=progress, processes=processes))
        return tuple(found)

    def replay(self, kept: ReceiptFile) -> Assessment:
        """The assessment of a receipt's transaction on its day, with the very party-list snapshots it names.

        A snapshot that is no longer held leaves its list unscreened; ``dualuse.receipt.differences`` names it.
        """
        snapshots = {name: used.get("sha256", "") for name, used in kept.receipt.parties.items()}
        again = Checker(self.catalogue, self.pack, self.data, snapshots)
        return again.assess(kept.transaction, kept.as_of, kept.receipt.laws)

    @staticmethod
    def parties_of(case: Transaction) -> list[Party]:
        """Everybody named in the transaction: exporter, parties, makers of the items, whoever signed for the use."""
        return people(case)

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

    def _classify(self, item: Item, day: date, number: int) -> ItemClassification:
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
        return _aged(classify_item(item, number, target), held.info, day)

    def _lists(self) -> dict[str, PartyListInfo]:
        """The restricted-party lists that are described, read once."""
        with self._lock:
            if self._described is None:
                self._described = party_list_infos()
            return self._described

    def _screener(self, list_id: str, info: PartyListInfo) -> Screener | str:
        """The screener of a list, or why there is none."""
        with self._lock:
            if list_id not in self._screeners:
                wanted = self._wanted.get(list_id)
                # An empty hash stands for "no copy": it is looked for where none can be, so that it fails as it did.
                folder = self.data / "no copy was used" if wanted == "" else self.data
                try:
                    parties = load_party_list(list_id, folder, wanted or None)
                    self._screeners[list_id] = Screener(info, parties, list_folder(parties, self.data))
                except DualUseError as error:
                    self._screeners[list_id] = str(error)
            return self._screeners[list_id]

    def _list_notices(self, day: date) -> tuple[str, ...]:
        return tuple(
            f"{held.info.title}: nobody has looked for a newer edition since {held.info.checked_until}; check that the "
            f"edition of {held.edition(day).start} is still the last one."
            for held in self.catalogue.lists.values()
            if day > held.info.checked_until and any(e.covers(day) for e in held.info.editions)
        )

    def _receipt(self, case: Transaction, day: date, result: Evaluation, screenings: tuple[Screening, ...]) -> Receipt:
        from dualuse import __version__

        lists = {
            list_id: {"edition": held.edition(day).id, "sha256": held.sha256}
            for list_id, held in self.catalogue.lists.items()
            if any(e.covers(day) for e in held.info.editions)
        }
        parties = {
            s.list_id: {
                "snapshot": str(s.snapshot or "none"),
                "sha256": s.sha256 or "",
                "recipe": s.recipe,
                "tables": s.tables or "",
                "weights": s.weights or "",
                "score_cutoff": f"{s.score_cutoff:g}",
            }
            for s in screenings
        }
        return Receipt(
            engine=f"dualuse {__version__}",
            code_sha256=program_sha256(),
            as_of=day,
            laws=result.requested,
            input_sha256=transaction_digest(case),
            lists=lists,
            vocabulary_sha256=self.catalogue.vocabulary_sha256,
            rules=result.outcomes,
            shared={name: {"sha256": sha256} for name, sha256 in self.pack.shared.items()},
            parties=parties,
        )


def _aged(found: ItemClassification, info: ListInfo, day: date) -> ItemClassification:
    """What an old list catches is caught; what it does not catch may be on a newer one that nobody has looked for."""
    if found.listed != "no" or (day - info.checked_until).days <= info.stale_after_days:
        return found
    reason = (
        f"no entry of the edition {found.edition} catches it, but nobody has looked for a newer edition since "
        f"{info.checked_until}. Whoever has looked answers 'item.listed' for the item."
    )
    return found.model_copy(update={"listed": "unknown", "reason": reason})


Given = TypeVar("Given", bound=BaseModel)
Member = TypeVar("Member")


def _day(value: object) -> date | None:
    """The day that was given, if one was."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    raise InputError(f"a day (datetime.date) is expected, not {value!r}", "as_of")


def _several(value: Iterable[Member], where: str, what: str) -> tuple[Member, ...]:
    """The members of a list. One text is none: it would be taken for a list of its letters."""
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise InputError(f"a list of {what} is expected, not {value!r}", where)
    return tuple(value)


def _laws(value: Iterable[str]) -> tuple[str, ...]:
    wanted = _several(value, "laws", "jurisdictions")
    for name in wanted:
        if not isinstance(name, str) or not name.isprintable():
            raise InputError(f"the name of a jurisdiction is expected, not {name!r}", "laws")
    return wanted


def _cutoff(value: float | None) -> float:
    """The usual cut-off, or the one given. A cut-off that nothing can reach would pass for a list without hits."""
    if value is None:
        return SCORE_CUTOFF
    if not isinstance(value, (int, float)) or not 0 <= value <= 100:
        raise InputError(f"a score from 0 to 100 is expected, not {value!r}", "score_cutoff")
    return float(value)


def _given(model: type[Given], value: Given | Mapping[str, Any] | None, stated: Mapping[str, Any], what: str) -> Given:
    """The value, or what the keyword arguments state, as a ``model``."""
    if value is not None and stated:
        raise InputError(f"give the {what} itself or its keys as keyword arguments, not both", ", ".join(stated))
    if isinstance(value, model):
        return value
    try:
        return model.model_validate(dict(value) if isinstance(value, Mapping) else stated if value is None else value)
    except ValidationError as error:
        raise InputError("\n".join(_problem(dict(e)) for e in error.errors(include_url=False)), what) from None


def _party(value: Party | Mapping[str, Any] | str, number: int) -> Party:
    if isinstance(value, str):
        value = {"name": value, "role": "other"}
    return _given(Party, value, {}, f"parties[{number}]")


def _problem(error: Mapping[str, Any]) -> str:
    place = path_text(tuple(error["loc"]))
    text = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        text = f"unknown key '{error['loc'][-1]}'"
    return f"{place}: {text}" if place else text
