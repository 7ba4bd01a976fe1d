"""What an assessment was made from, so that it can be made again, or the missing ingredient named."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

from dualuse.documents import read_document, read_text, validate
from dualuse.model.assessment import Assessment, Receipt
from dualuse.model.base import Frozen
from dualuse.model.transaction import Transaction

FORMAT = "dualuse-receipt/1"


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


def sealed(assessment: Assessment) -> Assessment:
    """The same assessment with the hash of everything in it (that field aside) in its receipt."""
    receipt = assessment.receipt.model_copy(update={"assessment_sha256": assessment_digest(assessment)})
    return assessment.model_copy(update={"receipt": receipt})


def assessment_digest(assessment: Assessment) -> str:
    """The hash of an assessment, its own hash left out."""
    plain = assessment.model_dump(mode="json", by_alias=True)
    plain["receipt"]["assessment_sha256"] = ""
    return digest(plain)


def write_receipt(file: Path, assessment: Assessment, transaction: Transaction) -> None:
    """Write the receipt file, all of it or nothing."""
    plain = {
        "format": FORMAT,
        "as_of": assessment.as_of.isoformat(),
        "transaction": plain_transaction(transaction),
        "receipt": assessment.receipt.model_dump(mode="json"),
    }
    aside = file.with_name(f"{file.name}.part")
    aside.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", "utf-8")
    aside.replace(file)


def read_receipt(file: Path) -> ReceiptFile:
    """Read a receipt file.

    Raises:
        InputError: It is not one, or was damaged.
    """
    return validate(ReceiptFile, read_document(read_text(file), str(file)))


def differences(then: Receipt, now: Receipt) -> list[str]:
    """Which ingredients are not what they were, one plain line each; empty when all are the same."""
    lines: list[str] = []
    if then.engine != now.engine:
        lines.append(f"the program was {then.engine}, it is {now.engine}")
    if then.input_sha256 != now.input_sha256:
        lines.append("the transaction in the receipt is not the one that was assessed")
    lines += _named("list", then.lists, now.lists)
    if then.vocabulary_sha256 != now.vocabulary_sha256:
        lines.append("the vocabulary of kinds and parameters has changed")
    lines += _named("party list", then.parties, now.parties)
    before = {r.rule: {"sha256": r.sha256} for r in then.rules}
    after = {r.rule: {"sha256": r.sha256} for r in now.rules}
    return lines + _named("rule", before, after)


def _named(what: str, then: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> list[str]:
    lines = []
    for name in sorted(then.keys() | now.keys()):
        if name not in now:
            lines.append(f"the {what} {name} is no longer held")
        elif name not in then:
            lines.append(f"the {what} {name} was not used then")
        elif then[name] != now[name]:
            changed = ", ".join(k for k in sorted(then[name] | now[name]) if then[name].get(k) != now[name].get(k))
            lines.append(f"the {what} {name} has changed ({changed})")
    return lines
