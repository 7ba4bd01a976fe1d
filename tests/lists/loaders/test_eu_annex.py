from __future__ import annotations

import csv
import gzip
import io
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from dualuse.errors import SourceChangedError
from dualuse.lists.loaders import LOADERS
from dualuse.lists.loaders.eu_annex import load
from dualuse.lists.loaders.expected import PINNED
from dualuse.lists.official import OfficialText
from dualuse.model.code import ControlCode
from support.hand_made_annex import ENTRIES, SMALL, Entries, annex, annex_bytes


@pytest.fixture(scope="module")
def small() -> OfficialText:
    return load(annex_bytes(), "small.json", SMALL)


def refused(lines_of: Entries | None = None, /, **changes: Any) -> str:
    with pytest.raises(SourceChangedError) as caught:
        load(annex_bytes(lines_of, **changes), "bad.json", SMALL)
    return str(caught.value)


def test_codes_come_in_the_order_of_the_list(small: OfficialText) -> None:
    assert small.entries() == list(ENTRIES)
    assert small.codes() == sorted(small.codes(), key=ControlCode)


def test_a_path_that_lost_its_letter_is_put_right_and_recorded(small: OfficialText) -> None:
    assert [c for c in small.codes() if c.startswith("1C010.e")] == ["1C010.e", "1C010.e.1", "1C010.e.1.a", "1C010.e.2"]
    assert next((r.before, r.after) for r in small.repairs if r.kind == "path") == ("1C010.1", "1C010.e.1")
    assert [n.attached_to for n in small.notes_for("1C010.e.1.a") if n.number == "2"] == ["1C010.e"]


def test_unused_numbers_and_pointers_are_told_from_text(small: OfficialText) -> None:
    assert small.unused() == {"1C010.b"}
    assert small.provision("1C010.c").status == "see_military"
    assert small.provision("1C010.d").status == "see_entry"
    assert small.provision("1C010.a").status == "text"


def test_flattened_figures_are_repaired_beside_the_original(small: OfficialText) -> None:
    stiff = small.provision("1C010.a")
    assert (stiff.text, stiff.original) == (
        "Threads stiffer than 12,7 × 10^6 m;",
        "Threads stiffer than 12,7 × 106 m;",
    )
    assert small.provision_text("1C010.e.1.a") == "Loss below 10-5 cm⁻¹ at 453 K (180°C);"
    assert small.provision_text("1C010.e.2") == "A weight of 2 kg/m³."


def test_what_is_not_settled_is_a_doubt_with_its_place(small: OfficialText) -> None:
    doubts = {(d.place, d.kind) for d in small.doubts}
    assert ("1C010.e.1.a", "power") in doubts  # 10-5 after "below"
    assert ("2B001.b", "power") in doubts  # 10^13 or 1013
    assert ("2B002.b", "power") in doubts  # 109 or 10^9
    assert ("1C350.2", "cas") in doubts
    assert ("2B002.e", "formula") in doubts
    assert ("2B002.e", "gap") in doubts
    assert small.provision_text("2B002.b") == "Less than 109 grains;"


def test_footnote_marks_and_glued_words_are_undone(small: OfficialText) -> None:
    assert small.provision_text("2B001.a").endswith("ISO 230-2:1988;")
    assert small.provision_text("2B001.b").startswith("Machines with a travel of 1,0 m and")
    assert "ISO 230-2:1988 Makers" in small.notes_for("2B001.c")[-1].text


def test_several_notes_in_one_line_become_several(small: OfficialText) -> None:
    notes = [n for n in small.notes if n.attached_to == "2B001.b"]
    assert [(n.kind, n.number, n.does_not_control, n.subjects) for n in notes] == [
        ("note", None, True, ("2B001.a", "2B001.b")),
        ("technical_note", None, False, ()),
        ("note", "2", True, ("2B001",)),
    ]
    assert [(n.number, n.does_not_control) for n in small.notes if n.attached_to == "2B002.b"] == [
        ("1", False),
        ("2", True),
    ]


def test_a_release_printed_elsewhere_reaches_what_it_releases(small: OfficialText) -> None:
    models = "2B001 does not control y."
    assert models in [n.text for n in small.notes_for("2B001.c.2")]
    assert models not in [n.text for n in small.notes_for("2B002.a")]
    assert "2B001.a. and 2B001.b. do not control x." in [n.text for n in small.notes_for("2B001.a")]


def test_a_list_announced_by_a_note_is_not_taken_for_provisions(small: OfficialText) -> None:
    assert "2B001.c.1.a" not in small.codes()
    note = next(n for n in small.notes if n.attached_to == "2B001.c.1")
    assert note.text == "The big ones are: a. The blue one; b. The red one."


def test_rows_of_a_table_and_parts_in_one_line_become_provisions(small: OfficialText) -> None:
    assert small.provision_text("2B001.c.2.a") == "Dose 5× 10^3 Gy;"
    assert small.provision_text("2B001.c.2.b") == "Rate 1× 10^-8 per day;"
    assert small.children("2B001.c.2") == ["2B001.c.2.a", "2B001.c.2.b"]
    assert small.provision_text("2B002.a.1") == ""
    assert small.provision_text("2B002.a.1.b") == "A chamber of 5 m;"


def test_words_after_an_empty_label_belong_to_it(small: OfficialText) -> None:
    assert next(n.text for n in small.notes if n.attached_to == "2B001.c.2") == "A dose is what arrives."


def test_cas_numbers_are_found_with_their_check_digit(small: OfficialText) -> None:
    assert small.cas_numbers() == {"107-07-3": ("1C010.c", "1C350.1")}
    assert "(CAS 107-07-3)" in small.provision_text("1C010.c")


def test_references_are_written_out(small: OfficialText) -> None:
    assert small.see_also("1C010") == ["1C350", "2B001"]
    assert small.notes_for("1C350")[0].refs == ("1C350", "1C350.1", "1C350.3", "1C350.2")
    assert small.notes_for("2B001.c")[-1].refs == ("2B001.c", "2B003.c", "2B002", "2B003")
    assert {d.text for d in small.doubts if d.kind == "reference"} == {"2B003c", "2B003.c"}
    assert next(n for n in small.notes if n.attached_to == "2B001" and n.kind == "see_also").military


def test_definitions_keep_their_parts_and_categories(small: OfficialText) -> None:
    thread, bias, use = small.definitions
    assert (thread.term, thread.also, thread.categories) == ("Thread", ("THR",), ("1", "9"))
    assert "a Longer than 1 m²; or" in thread.text
    assert "N.B. See also rope." in thread.text
    assert (bias.qualifier, use.categories) == ("gyro", ("GTN", "NTN", "All"))


def test_general_texts_know_where_they_belong(small: OfficialText) -> None:
    assert [d.kind for d in small.documents_for("2B001.a")] == ["definitions_annex", "section_note", "general_notes"]
    assert "section_note" not in [d.kind for d in small.documents_for("1C010")]
    assert small.authorisations[0].refs == ("2B001", "2B002.b")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["2B001 Machines:", "1C010.a Strayed."], "entry 2B001, line 2: a line of another entry"),
        (["2B001 Machines:", "Without a code."], "line 2: a line without a code"),
        (["2B001 Machines:", ""], "line 2: a line without a code"),
        (["2B001 Machines:", "2B001.a"], "nothing is printed after 2B001.a"),
        (["2B001 Machines:", "2B001.a.1 Orphan."], "printed without 2B001.a above it"),
        (["2B001 Machines:", "2B001.1 Number."], "a letter is expected at this level"),
        (["2B001 Machines:", "2B001.a One;", "2B001.b Two;", "2B001.a Again."], "2B001.a is printed a second time"),
        (["2B001 Machines:", "2B001.b Note: Of nothing."], "a note on 2B001.b, which is not printed before it"),
        (["2B001 Machines:", "2B001 Note; Odd."], "a note whose label cannot be read"),
        (["2B001 Machines:", "2B001.a Not used since May;"], "an unused number with more behind it"),
        (["2B001 Machines:", "2B001.a See elsewhere."], "a pointer of a kind nobody has seen"),
        (["2B001 Machines:", "2B001.a a. One; and c. Three."], "lettered parts that do not follow each other"),
        (["2B001 Note: First.", "2B001 Machines."], "does not begin with its own heading"),
    ],
)
def test_a_line_of_unknown_shape_is_refused_with_its_place(lines: list[str], says: str) -> None:
    assert says in refused({"2B001": lines})


def test_every_key_is_read_or_refused() -> None:
    assert "keys nobody reads: remarks" in refused(remarks="new")
    assert "missing: geas" in _without("geas")
    assert "docs[0]: keys nobody reads: x" in refused(
        docs=[{"doc_type": "a", "title": "b", "verbatim_text": "c", "x": 1}]
    )
    assert "a kind of text nobody has seen: 'poem'" in refused(
        docs=[{"doc_type": "poem", "title": "b", "verbatim_text": "c"}]
    )
    assert "an authorisation nobody has seen: 'EX1'" in refused(
        geas=[{"id": "EX1", "title": "b", "verbatim_text": "c"}]
    )


def _without(key: str) -> str:
    value = annex()
    del value[key]
    with pytest.raises(SourceChangedError) as caught:
        load(json.dumps(value).encode(), "bad.json", SMALL)
    return str(caught.value)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"celex": "32009R0428"}, "another act"),
        ({"corpus_version": "02021R0821-20990101"}, "does not agree with celex and valid_from"),
        ({"valid_from": "soon"}, "not a date: 'soon'"),
        ({"valid_from": 3}, "valid_from: text is expected, not int"),
        ({"sha256": "abc"}, "not a sha256"),
        ({"entry_count": 7}, "entry_count says 7"),
        ({"entry_count": "4"}, "a whole number is expected"),
        ({"entries": {}}, "entries: a list is expected, not dict"),
        ({"index": []}, "0 in the index"),
        ({"attribution": " "}, "attribution: the text is empty"),
        ({"gea_common_list": "a\x00b"}, "a control character"),
        ({"docs": ["text"]}, "docs[0]: an object is expected, not str"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(changes: dict[str, Any], says: str) -> None:
    assert says in refused(**changes)


def test_copies_inside_the_file_must_agree_with_the_text() -> None:
    value = annex()
    value["entries"][0]["parameters"] = ["1C010.z Not there."]
    assert "parameters holds what the text does not" in refused(entries=value["entries"])
    value["entries"][0]["parameters"] = [["nested"]]
    assert "text is expected, not list" in refused(entries=value["entries"])
    value = annex()
    value["index"][0]["first_line"] = "Something else"
    assert "index[0]: does not agree with the entry 1C010" in refused(index=value["index"])


def test_too_few_entries_are_refused() -> None:
    with pytest.raises(SourceChangedError, match="5 entries, at least 366 are expected"):
        load(annex_bytes(), "small.json")
    real_edition = annex_bytes(valid_from="2025-11-15", corpus_version="02021R0821-20251115")
    with pytest.raises(SourceChangedError, match="5 entries, 384 are expected"):
        load(real_edition, "small.json")


@pytest.mark.parametrize(
    "line",
    ['"Rope" (99) means rope.', "Lost words.", '"Rope" means rope.'],
)
def test_a_definition_of_unknown_shape_is_refused(line: str) -> None:
    docs = [{"doc_type": "definitions_annex", "title": "D", "verbatim_text": f'"A" (1) means a.\n{line}'}]
    assert "term" in refused(docs=docs)


# The real file.


@pytest.fixture(scope="module")
def real_file(shared: Path) -> Path:
    return shared / "data/goods/eu_2021_821/annex_02021R0821-20251115.json.gz"


@pytest.fixture(scope="module")
def real(real_file: Path) -> OfficialText:
    return LOADERS["eu-annex-json"](real_file.read_bytes(), real_file.name)


@pytest.mark.shared
def test_the_real_file_is_read_whole(real: OfficialText) -> None:
    assert real.counts() == {
        "entries": 384,
        "provisions": 3434,
        "not_used": 113,
        "notes": 811,
        "cas": 164,
        "definitions": 175,
        "documents": 36,
        "authorisations": 8,
        "repairs": 334,
        "doubts": 44,
    }
    assert len(PINNED[real.list_id, real.edition].categories) == 10
    assert max(code.count(".") for code in real.codes()) == 7


@pytest.mark.shared
def test_plain_and_packed_files_read_alike(real: OfficialText, real_file: Path) -> None:
    plain = LOADERS["eu-annex-json"](gzip.decompress(real_file.read_bytes()), "annex.json")
    assert (plain.provisions, plain.notes, plain.doubts) == (real.provisions, real.notes, real.doubts)


@pytest.mark.shared
def test_no_word_of_an_entry_is_lost(real: OfficialText, real_file: Path) -> None:
    """Every word and figure of the file stands in the originals, whatever was cut, moved or joined."""
    for entry in json.loads(gzip.decompress(real_file.read_bytes()))["entries"]:
        printed = re.findall(r"\w+", " ".join(line.partition(" ")[2] for line in entry["verbatim_text"].split("\n")))
        kept = set(re.findall(r"\w+", real.entry_text(entry["entry_code"], original=True)))
        missing = [word for word in printed if word not in kept]
        assert set(missing) <= {"Technical", "Note", "Notes", "N", "B"} | set("123456789"), entry["entry_code"]


@pytest.mark.shared
def test_known_oddities_of_the_real_file(real: OfficialText) -> None:
    assert real.provision_text("1C001.a").endswith("2 × 10^8 Hz but less than 3 × 10^12 Hz;")
    assert "10^-4" in real.provision_text("4A506.a.1")
    assert "CaF2" in real.provision_text("2A225.a.2.a")
    assert real.provision("2E503.g").parent == "2E503"
    assert real.provision("6A001.a.1.a.2.b.3.a").parent == "6A001.a.1.a.2.b.3"
    assert real.provision_text("2B350.g.1.a")
    assert real.provision("1C350.4").status == "see_military"
    assert "5A004.b.2.a" not in real.codes()
    assert [n.subjects for n in real.notes if n.attached_to == "2B352.d.1.b" and n.does_not_control] == [("2B352.d",)]
    assert any(n.subjects == ("2B352.d",) for n in real.notes_for("2B352.d.2"))
    assert real.see_also("2B232") == []
    assert next(n for n in real.notes if n.attached_to == "2B232" and n.kind == "see_also").military
    assert real.see_also("2B001") == ["2B201"]
    assert "V2,65" in next(n for n in real.notes if n.attached_to == "3A201.c" and n.kind == "technical_note").text
    assert ("6A005.g.5", "power") in {(d.place, d.kind) for d in real.doubts}
    refs = real.provision("2D001.a").refs
    assert {f"2B00{n}" for n in range(1, 10)} <= set(refs)


@pytest.mark.shared
def test_no_flattened_power_is_left_without_a_doubt(real: OfficialText) -> None:
    suspicious = re.compile(r"× ?10-?\d|(?<![\w.,^-])10-\d{1,2}(?![\w-])")
    texts = [(p.code, p.text) for p in real.provisions] + [(n.attached_to, n.text) for n in real.notes]
    for place, text in texts:
        if suspicious.search(text):
            assert any(d.place.startswith(place) for d in real.doubts), place


@pytest.mark.shared
def test_every_entry_of_the_older_edition_is_there(real: OfficialText, shared: Path) -> None:
    older = shared / "data/goods/eu_2021_821/eu_annex_i_scrape_2024-04.csv.gz"
    rows = csv.DictReader(io.StringIO(gzip.decompress(older.read_bytes()).decode()))
    entries = {m.group() for row in rows if (m := re.match(r"\d[A-E]\d{3}", row["items"]))}
    assert len(entries) == 366
    assert entries <= set(real.entries())
    assert len(set(real.entries()) - entries) == 18


@pytest.mark.shared
def test_reading_is_quick_enough_to_repeat(real_file: Path) -> None:
    raw = real_file.read_bytes()
    times = []
    for _ in range(3):
        started = time.perf_counter()
        LOADERS["eu-annex-json"](raw, real_file.name)
        times.append(time.perf_counter() - started)
    assert min(times) < 2  # about 0.25 s; the bound leaves room for a busy machine
