"""Whatever is handed in, it ends in an assessment or in one message; never in a traceback, and never half done.

Documents are made from the real keys with values of the wrong type, the wrong place or the wrong alphabet.
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dualuse.checker import Checker
from dualuse.cli import main
from dualuse.engine import Pack
from dualuse.errors import DualUseError
from dualuse.lists.catalogue import Catalogue
from dualuse.model.assessment import Assessment
from dualuse.model.transaction import Limb, PartyNature, Role, Transaction, TransactionKind, Use
from dualuse.receipt import read_receipt, write_receipt
from dualuse.report import render_assessment
from support.deals import DEAL, held_list

HELD = Catalogue.load()
PACK = Pack.load()
EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))

FEW = settings(max_examples=settings.default.max_examples, suppress_health_check=list(HealthCheck))  # type: ignore[union-attr]

# -- values

ODD = st.sampled_from(
    [
        *("", " ", "\x00", "\x1b[2J", "\u202e", "null", "~", "NO", "yes", "nan", "-inf", "1e400", "0x10", "1_000", "٣"),
        *(
            "½",
            "69 MPa",
            "up to 80 MPa",
            "10,000 psi",
            "-40…125 °C",
            "KZ",
            "XK",
            "2B204.a",
            "item 1",
            "press",
            "ß" * 300,
        ),
        *(
            "2026-02-16",
            "9999-12-31",
            "0000-00-00",
            "!!python/object",
            "*a",
            "&a",
            "{}",
            "[",
            "%",
            "a: b",
            "\n- x",
            '"',
        ),
    ]
)
SCALARS = st.one_of(
    *(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), ODD, st.text(max_size=8), st.dates()),
    st.decimals(allow_nan=True),
)


def _inside(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)


ANYTHING = st.recursive(SCALARS, _inside, max_leaves=6)

# -- documents that are in order, with whatever one likes where anything may stand


def words(kind: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(kind))


def keys(needed: dict[str, Any], **others: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=others)


TEXT = st.one_of(ODD, st.text(max_size=8))
SAID = TEXT.filter(bool)
COUNTRIES = st.sampled_from(["KZ", "DE", "RU", "KP", "XI", "NO", "kz ", "AM", "US", "XK"])
FIGURES = st.sampled_from(
    ["69 MPa", "200 mm", "80 °C", "5", "yes", "DN 50", "40 wt%", "glass", "2 l/h", "up to 3 µm", "—"]
)
NAMES = st.one_of(st.sampled_from(sorted(HELD.vocabulary.parameters)), TEXT)
ROWS = st.lists(FIGURES | st.dictionaries(NAMES, FIGURES | ANYTHING, max_size=3), max_size=3)
YES_NO = st.sampled_from(["yes", "no", "unknown"])
QUESTIONS = st.sampled_from(["item.listed", "specially_designed.for_2B204a"]) | TEXT
ANSWERS = st.dictionaries(
    QUESTIONS, st.one_of(YES_NO, st.booleans(), keys({"answer": YES_NO}, by=TEXT, why=TEXT)), max_size=2
)
KIND = st.sampled_from(sorted(HELD.vocabulary.kinds.by_name)) | TEXT
ITEMS = keys(
    {"description": SAID},
    kind=KIND | st.lists(KIND, max_size=3),
    origin=COUNTRIES,
    location=COUNTRIES,
    parameters=st.dictionaries(NAMES, st.one_of(FIGURES, ROWS, ANYTHING), max_size=4),
    answers=ANSWERS,
    declared_code=st.sampled_from(["2B204.a", "none", "2В204.А", "9X999", ""]) | TEXT,
    union_status=st.booleans(),
    hs_code=TEXT,
    quantity=TEXT,
    value=TEXT,
    manufacturer=TEXT,
)
CALLED = st.sampled_from(["Olim Testov", "Saryarka LLP", "***", "ТОО", "Invented General Bureau"]) | SAID
PEOPLE = keys(
    {"name": CALLED, "role": words(Role) | st.lists(words(Role), min_size=1, max_size=3)},
    country=COUNTRIES,
    nature=words(PartyNature),
    aliases=st.lists(st.sampled_from(["Testov", "—"]), max_size=2),
    address=TEXT,
)
ASKED = ["different_from", "arms_embargo.HK", "eu001.stays_at_destination", "member_state.extends_article_4_3"]
FACTS = st.dictionaries(
    st.sampled_from(ASKED) | TEXT,
    st.one_of(YES_NO, ANYTHING, st.lists(st.just("KPi.001") | ANYTHING, max_size=2)),
    max_size=3,
)
KNOWN = keys({"limb": words(Limb)}, use=words(Use), items=st.lists(st.just("item 1"), max_size=1), by=TEXT)
SOUND = keys(
    {"items": st.lists(ITEMS, min_size=1, max_size=3)},
    date=st.just("2026-02-16") | st.dates().map(date.isoformat),
    kind=words(TransactionKind),
    laws=st.lists(st.sampled_from(["eu", "un", "kz"]), max_size=3),
    exporter=keys({"name": CALLED}, country=COUNTRIES),
    destination=COUNTRIES,
    purchasing_country=COUNTRIES,
    route=st.lists(COUNTRIES, max_size=4),
    customs_free_zone=st.booleans(),
    parties=st.lists(PEOPLE, max_size=2),
    end_use=keys({}, statement=TEXT, location=COUNTRIES, signed_by=TEXT),
    knowledge=st.lists(KNOWN, max_size=2),
    documents=st.lists(keys({"kind": TEXT}, number=TEXT, fields=FACTS), max_size=2),
    facts=FACTS,
    note=TEXT,
)


# -- the same with something out of place


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document."""
    found = [path] if path else []
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        found += places(inner, (*path, key))
    return found


@st.composite
def out_of_place(draw: st.DrawFn) -> dict[str, Any]:
    """A document in order in which one or two values are another thing, lie under another key, or are gone."""
    made: dict[str, Any] = copy.deepcopy({**DEAL, **draw(SOUND)} if draw(st.booleans()) else draw(SOUND))
    for _ in range(draw(st.integers(1, 2))):
        *parents, last = draw(st.sampled_from(places(made)))
        holder: Any = made
        for key in parents:
            holder = holder[key]
        match draw(st.integers(0, 3)):
            case 0:
                del holder[last]
            case 1 if isinstance(holder, dict):
                holder[draw(SAID)] = holder[last]
            case 2:
                holder[last] = [holder[last]]
            case _:
                holder[last] = draw(ANYTHING)
        if not made:
            break
    return made


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return Checker(HELD, PACK, held_list(tmp_path_factory.mktemp("data")))


# -- the library


def looked_at(checker: Checker, document: Any) -> Assessment | None:
    """An assessment, or None where it was refused in one message."""
    try:
        return checker.assess(document)
    except DualUseError as error:
        message = str(error)
    assert message.strip()
    return None


def shown(found: Assessment) -> None:
    """Whatever was assessed can be read by a person and by a program."""
    assert found.exit_status in (0, 1, 3)
    assert found.determinations or found.exit_status == 3
    assert render_assessment(found, width=80, colour=False).strip()
    json.loads(found.model_dump_json(by_alias=True))


@FEW
@given(SOUND)
def test_a_document_in_order_is_assessed_whatever_its_texts_say(ours: Checker, document: dict[str, Any]) -> None:
    for made in (document, {**DEAL, **document}):
        found = looked_at(ours, made)
        assert found is not None
        shown(found)


@FEW
@given(out_of_place())
def test_a_document_with_something_out_of_place_is_assessed_or_refused(ours: Checker, document: dict[str, Any]) -> None:
    found = looked_at(ours, document)
    if found is not None:
        shown(found)


@FEW
@given(ANYTHING)
def test_what_is_no_mapping_at_all_is_refused(ours: Checker, value: Any) -> None:
    assert looked_at(ours, value) is None


@FEW
@given(SOUND)
def test_what_was_assessed_can_be_kept_and_made_again(ours: Checker, document: dict[str, Any]) -> None:
    case = Transaction.model_validate(document)
    found = ours.assess(case)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "receipt.json"
        write_receipt(file, found, case)
        again = ours.replay(read_receipt(file))
    assert again.receipt.assessment_sha256 == found.receipt.assessment_sha256


@FEW
@given(out_of_place(), st.integers(0, 2))
def test_an_item_is_classified_or_refused(ours: Checker, document: dict[str, Any], number: int) -> None:
    items: Any = document.get("items")
    item: Any = items[number % len(items)] if isinstance(items, list) and items else items
    try:
        found = ours.classify(item, date(2026, 2, 16))
    except DualUseError:
        return
    assert found.listed in ("yes", "no", "unknown")


@FEW
@given(ANYTHING | st.lists(PEOPLE | CALLED | ANYTHING, max_size=3), st.none() | st.floats() | ANYTHING)
def test_a_screening_is_reliable_or_says_why_not_or_is_refused(ours: Checker, people: Any, cutoff: Any) -> None:
    try:
        found = ours.screen(people, date(2026, 2, 16), cutoff)
    except DualUseError:
        return
    assert isinstance(people, list)
    assert all(s.problem is not None or len(s.screened) == len(people) for s in found)


@FEW
@given(SOUND)
def test_a_key_that_nobody_reads_is_refused_whatever_else_is_said(ours: Checker, document: dict[str, Any]) -> None:
    """A misplaced key that is quietly passed over is a fact that quietly does not count."""
    assert looked_at(ours, {**document, "destinaton": "KZ"}) is None


# -- the command line


@contextmanager
def ready(checker: Checker) -> Iterator[pytest.MonkeyPatch]:
    """The commands with a checker that is loaded already: what is loaded is the same for every document."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Checker, "load", lambda *_: checker)
        yield patch


def ran(checker: Checker, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> int:
    """The exit status. Whatever it is, there is no traceback; where it is 2, there is one message and nothing else."""
    with ready(checker), pytest.raises(SystemExit) as stopped:
        main(arguments)
    out, err = capsys.readouterr()
    status = int(stopped.value.code or 0)
    assert status in (0, 1, 2, 3)
    assert "Traceback" not in err
    if status == 2:
        assert out == ""
        assert err.startswith(("dualuse: ", "Usage: "))
    else:
        assert err == ""
        assert out
    return status


COMMANDS = st.sampled_from(
    [
        ["assess"],
        ["assess", "--format", "json"],
        ["classify"],
        ["classify", "--format", "json"],
        ["screen"],
        ["screen", "--format", "json"],
    ]
)


def plain(value: Any) -> Any:
    """What JSON can say of it."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


@FEW
@given(SOUND | out_of_place(), COMMANDS)
def test_a_document_ends_in_an_answer_or_in_one_message_with_status_2(
    ours: Checker, capsys: pytest.CaptureFixture[str], document: dict[str, Any], command: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.json"
        text = json.dumps(plain(document), ensure_ascii=False)
        file.write_text(text, "utf-8", "surrogatepass")
        ran(ours, [command[0], str(file), *command[1:]], capsys)


@FEW
@given(st.sampled_from(EXAMPLES), st.data())
def test_an_example_with_some_bytes_changed_is_read_or_refused(
    ours: Checker, capsys: pytest.CaptureFixture[str], example: Path, data: st.DataObject
) -> None:
    raw = bytearray(example.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_bytes(bytes(raw))
        ran(ours, ["assess", str(file)], capsys)


@FEW
@given(st.binary(max_size=200), COMMANDS)
def test_bytes_that_are_no_document_are_refused(
    ours: Checker, capsys: pytest.CaptureFixture[str], raw: bytes, command: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_bytes(raw)
        assert ran(ours, [command[0], str(file), *command[1:]], capsys) == 2


ARGUMENTS = st.lists(
    st.sampled_from(
        [
            *("assess", "classify", "screen", "find", "show", "explain", "rules", "lists", "kinds", "parameters", "-p"),
            *("example:catch-all-informed", "example:", "eu/annex-i", "2B204.a", "2B", "eu-art-3-1", "--kind", "valve"),
            *("nominal_dn=DN 50", "--name", "Olim Testov", "--cutoff", "nan", "101", "--as-of", "2026-02-16", "--law"),
            *("un", "--format", "json", "--limit", "--help", "-h", "--version", "--"),
        ]
    )
    | TEXT,
    max_size=5,
)


@FEW
@given(ARGUMENTS)
def test_any_arguments_end_in_an_answer_or_in_one_message(
    ours: Checker, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    if {"import", "schemas", "check", "-"} & set(arguments) or "--out" in arguments:
        return  # these write files, run for minutes or read standard input
    with ready(ours), pytest.raises(SystemExit) as stopped:
        main(arguments)
    _, err = capsys.readouterr()
    assert stopped.value.code in (0, 1, 2, 3, None)
    assert "Traceback" not in err
