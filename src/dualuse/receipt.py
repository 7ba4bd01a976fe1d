"""What an assessment was made from, so that it can be made again, or the missing ingredient named."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dualuse.documents import read_document, read_text, validate
from dualuse.errors import InputError
from dualuse.model.assessment import Assessment, Receipt
from dualuse.model.base import Frozen
from dualuse.model.transaction import Transaction

FORMAT = "dualuse-receipt/1"
_NOT_RAW = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that our own reader refuses, or takes for the end of a line, where they stand as themselves."""
_ONLY_SHOWS = frozenset({"cli", "report", "server", "schemas.py", "__pycache__"})
"""Parts of the program that cannot change an answer."""


class ReceiptFile(Frozen):
    """A receipt with the transaction it is about: all that ``dualuse replay`` needs beside the lists and rules."""

    format: Literal["dualuse-receipt/1"]
    as_of: date
    transaction: Transaction
    receipt: Receipt


def digest(value: Any) -> str:
    """The sha256 of a value's canonical JSON: keys sorted, no blanks, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def transaction_digest(transaction: Transaction) -> str:
    """The hash of what was stated; the way it was written (YAML or JSON, order of keys) does not count."""
    return digest(plain_transaction(transaction))


def plain_transaction(transaction: Transaction) -> dict[str, Any]:
    """The transaction as plain values; what was not stated is absent, so that empty and unsaid stay two things."""
    return transaction.model_dump(mode="json", exclude_unset=True)


@cache
def program_sha256() -> str:
    """The hash of the program's own files that can change an answer, whatever its version number says."""
    package = Path(__file__).resolve().parent
    found = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        inside = file.relative_to(package)
        if file.is_file() and inside.parts[0] not in (*_ONLY_SHOWS, "_data") and "__pycache__" not in inside.parts:
            found.update(inside.as_posix().encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def sealed(assessment: Assessment) -> Assessment:
    """The same assessment with the hash of what it says in its receipt."""
    receipt = assessment.receipt.model_copy(update={"assessment_sha256": assessment_digest(assessment)})
    return assessment.model_copy(update={"receipt": receipt})


def assessment_digest(assessment: Assessment) -> str:
    """The hash of all that an assessment says; what it was made from is compared by itself."""
    return hashlib.sha256(assessment.model_dump_json(by_alias=True, exclude={"receipt"}).encode()).hexdigest()


def write_receipt(file: Path, assessment: Assessment, transaction: Transaction) -> None:
    """Write the receipt file, all of it or nothing.

    Raises:
        InputError: It cannot be written there.
    """
    plain = {
        "format": FORMAT,
        "as_of": assessment.as_of.isoformat(),
        "transaction": plain_transaction(transaction),
        "receipt": assessment.receipt.model_dump(mode="json"),
    }
    aside = file.with_name(f"{file.name}.part")
    try:
        aside.write_text(_NOT_RAW.sub(_escaped, json.dumps(plain, ensure_ascii=False, indent=1)) + "\n", "utf-8")
        aside.replace(file)
    except OSError as error:
        raise InputError(f"the receipt cannot be written: {error.strerror or error}", str(file)) from None


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def read_receipt(file: Path) -> ReceiptFile:
    """Read a receipt file.

    Raises:
        InputError: It is not one, or its transaction is not the one that was assessed.
    """
    kept = validate(ReceiptFile, read_document(read_text(file), str(file)))
    if transaction_digest(kept.transaction) != kept.receipt.input_sha256:
        raise InputError("the transaction in it is not the one that was assessed: its hash differs", str(file))
    return kept


def differences(then: Receipt, now: Receipt) -> list[str]:
    """Which ingredients are not what they were, one plain line each; empty when all are the same."""
    return [
        *_program(then, now),
        *_lists(then, now),
        *_party_lists(then, now),
        *_named("", then.shared, now.shared),
        *_rules(then, now),
    ]


def _program(then: Receipt, now: Receipt) -> Iterator[str]:
    if then.engine != now.engine:
        yield f"the program was {then.engine}, it is {now.engine}"
    elif then.code_sha256 != now.code_sha256:
        yield f"the program is {now.engine} as it was, but its code has changed"
    if then.input_sha256 != now.input_sha256:
        yield "the transaction in the receipt is not the one that was assessed"


def _lists(then: Receipt, now: Receipt) -> Iterator[str]:
    for name, used in then.lists.items():
        held = now.lists.get(name)
        if held is None:
            yield f"the list {name}: the edition {used.get('edition')} is no longer held for {then.as_of}"
        elif held.get("edition") != used.get("edition"):
            yield f"the list {name}: the edition was {used.get('edition')}, it is {held.get('edition')}"
        elif held != used:
            yield f"the list {name}: what we hold of the edition {used.get('edition')} has changed"
    for name in now.lists.keys() - then.lists.keys():
        yield f"the list {name} was not used then"
    if then.vocabulary_sha256 != now.vocabulary_sha256:
        yield "the vocabulary of kinds and parameters has changed"


def _party_lists(then: Receipt, now: Receipt) -> Iterator[str]:
    for name, used in then.parties.items():
        held = now.parties.get(name, {})
        if held == used:
            continue
        copy = (
            f"the copy of {used.get('snapshot')} ({used.get('sha256', '')[:12]})" if used.get("sha256") else "no copy"
        )
        if used.get("sha256") and not held.get("sha256"):
            yield f"the party list {name}: {copy} is no longer held"
        elif used.get("sha256") != held.get("sha256"):
            yield f"the party list {name}: {copy} was searched, now it is the copy of {held.get('snapshot')}"
        else:
            changed = ", ".join(
                f"{k.replace('_', ' ')} {used.get(k) or 'none'} then, {held.get(k) or 'none'} now"
                for k in sorted(used | held)
                if used.get(k) != held.get(k)
            )
            yield f"the party list {name} is searched in another way ({changed})"
    for name in now.parties.keys() - then.parties.keys():
        yield f"the party list {name} was not used then"


def _rules(then: Receipt, now: Receipt) -> Iterator[str]:
    before = {r.rule: r for r in then.rules}
    after = {r.rule: r for r in now.rules}
    yield from _named(
        "rule ", {n: {"": r.sha256} for n, r in before.items()}, {n: {"": r.sha256} for n, r in after.items()}
    )
    for name in before.keys() & after.keys():
        if before[name].outcome != after[name].outcome:
            words = (before[name].outcome.replace("_", " "), after[name].outcome.replace("_", " "))
            yield f"the rule {name} came out as '{words[0]}' then, as '{words[1]}' now"


def _named(what: str, then: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> Iterator[str]:
    for name in sorted(then.keys() | now.keys()):
        if name not in now:
            yield f"the {what}{name} is no longer held"
        elif name not in then:
            yield f"the {what}{name} was not used then"
        elif then[name] != now[name]:
            yield f"the {what}{name} has changed"
