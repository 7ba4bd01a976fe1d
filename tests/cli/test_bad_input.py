"""Every unusable input ends in one clear message with its place, exit status 2, and nothing on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.running import Run

CASE = "date: '2026-02-16'\nitems:\n- {description: press}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "case.yaml: the document is empty"),
        ("just words", "a mapping of keys to values is expected"),
        ("- a\n- b", "a mapping of keys to values is expected"),
        ("items: [", "not YAML or JSON"),
        ("{" * 5000, "nested deeper than"),
        (CASE + "items: []", "the key 'items' is given twice"),
        (CASE + "destinaton: KZ", "case.yaml:4 at destinaton: unknown key 'destinaton'; did you mean 'destination'?"),
        (CASE + "destination: Kazakhstan", "is not an ISO 3166-1 alpha-2 country code"),
        (CASE + "kind: gift", "case.yaml:4 at kind"),
        (CASE.replace("2026-02-16", "16.02.2026"), "case.yaml:1 at date"),
        (CASE + "knowledge:\n- {limb: rumour}", "case.yaml:5 at knowledge[0].limb"),
        (CASE + "a: &x [1]\nb: *x", "anchors"),
        ("items: 5", "case.yaml:1 at items"),
        ("items: [{description: [a, b]}]", "items[0].description"),
    ],
)
def test_a_document_that_cannot_be_used_is_one_message_and_status_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_text(text, "utf-8")
    ran = run("assess", "case.yaml")
    assert says in ran.err
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_a_huge_file_is_refused_by_its_size_before_it_is_read(run: Run, tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as stream:
        stream.truncate(30 * 1024 * 1024)
    ran = run("assess", str(huge))
    assert ran.status == 2
    assert "31,457,280 bytes" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["assess", "no-such-file.yaml"], "no-such-file.yaml: cannot be read"),
        (["assess", "example:nothing"], "no example called 'nothing'; there are:"),
        (["assess", "example:catch-all-informed", "--as-of", "yesterday"], "is not a day"),
        (["asess", "x"], "Did you mean 'assess'?"),
        (["classify"], "give either a transaction, or --kind and -p"),
        (["classify", "--kind", "valve", "-p", "nominal_dn"], "NAME=VALUE"),
        (["screen"], "give one of these: a transaction, at least one --name, or --file with --column"),
        (["screen", "--name", "Olim Testov", "--name", " "], "--name: a name is empty"),
        (["replay", "no-receipt.json"], "cannot be read"),
    ],
)
def test_a_wrong_call_says_what_to_do(run: Run, arguments: list[str], says: str) -> None:
    ran = run(*arguments)
    assert says in ran.err
    assert ran.status == 2


def test_a_receipt_that_was_damaged_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "receipt.json"
    file.write_text('{"format": "something-else"}')
    ran = run("replay", str(file))
    assert ran.status == 2
    assert "at format" in ran.err
