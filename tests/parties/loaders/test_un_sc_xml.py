from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dualuse.errors import SourceChangedError
from dualuse.parties.description import PartyListInfo
from dualuse.parties.loaders.un_sc_xml import load
from support.hand_made_un import un_xml


def test_a_person_has_one_name_from_its_parts_and_the_original_script_as_alias(small: PartyListInfo) -> None:
    person = load(un_xml(), "un.xml", small).parties[0]
    assert (person.name, person.kind, person.programme) == ("OLIM TESTOV", "person", "DPRK")
    assert [a.name for a in person.aliases] == ["Олим Тестов", "The Tester", "Testov O."]


def test_a_low_quality_alias_is_weak_and_an_empty_alias_is_no_alias(small: PartyListInfo) -> None:
    person = load(un_xml(), "un.xml", small).parties[0]
    assert [a.weak for a in person.aliases] == [False, True, True]


def test_a_cell_with_several_names_is_reported(small: PartyListInfo) -> None:
    assert any("KPi.001" in o and "2 names" in o for o in load(un_xml(), "un.xml", small).oddities)


def test_the_snapshot_is_the_day_the_file_was_made(small: PartyListInfo) -> None:
    assert load(un_xml(), "un.xml", small).snapshot.isoformat() == "2026-02-27"


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ("<NEW_ELEMENT/>", "nobody reads: NEW_ELEMENT"),
        ("<UN_LIST_TYPE>Atlantis</UN_LIST_TYPE>", "Atlantis"),
        ("<INDIVIDUAL_ALIAS><QUALITY>Medium</QUALITY><ALIAS_NAME>x</ALIAS_NAME></INDIVIDUAL_ALIAS>", "Medium"),
        ("<INDIVIDUAL_ALIAS><SCRIPT>x</SCRIPT></INDIVIDUAL_ALIAS>", "alias nobody reads"),
    ],
)
def test_what_nobody_has_seen_stops_the_import(small: PartyListInfo, extra: str, says: str) -> None:
    with pytest.raises(SourceChangedError, match=says):
        load(un_xml(extra=extra), "un.xml", small)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"<Error><Code>NoSuchKey</Code></Error>", "another file"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>", "ENTITIES"),
        (un_xml().replace(b"INVENTED TRADING", b"A & B"), "not well-formed"),
        (un_xml()[:-40], "not well-formed"),
        (un_xml(generated=""), "dateGenerated"),
        (un_xml().replace(b"KPe.001", b"KPi.001"), "twice"),
        (un_xml().replace(b"2016-11-30", b"30 Nov 2016"), "not a day"),
    ],
)
def test_a_broken_download_is_refused_with_its_reason(small: PartyListInfo, raw: bytes, says: str) -> None:
    with pytest.raises(SourceChangedError, match=says):
        load(raw, "un.xml", small)


def test_too_few_parties_are_a_broken_download_not_a_short_list(info: PartyListInfo) -> None:
    with pytest.raises(SourceChangedError, match="only 2 parties"):
        load(un_xml(), "un.xml", info)


def test_an_entity_bomb_is_refused_before_it_grows(small: PartyListInfo) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    raw = (bomb + "]><CONSOLIDATED_LIST>&j;</CONSOLIDATED_LIST>").encode()
    with pytest.raises(SourceChangedError):
        load(raw, "un.xml", small)


def test_a_file_on_this_machine_is_never_read_through_an_entity(small: PartyListInfo, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    raw = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'.encode() + un_xml()[38:].replace(b"TESTOV", b"&s;")
    with pytest.raises(SourceChangedError) as caught:
        load(raw, "un.xml", small)
    assert "SECRET" not in str(caught.value)


def test_an_abbreviation_behind_the_name_is_a_name_of_its_own_compared_exactly(small: PartyListInfo) -> None:
    raw = un_xml().replace(b"INVENTED TRADING CORPORATION", b"INVENTED TRADING CORPORATION (ITC)")
    entity = load(raw, "un.xml", small).parties[1]
    assert entity.name == "INVENTED TRADING CORPORATION (ITC)"
    assert [(a.name, a.exact, a.printed) for a in entity.aliases[:2]] == [
        ("INVENTED TRADING CORPORATION", False, entity.name),
        ("ITC", True, entity.name),
    ]


def test_a_name_with_another_inside_is_reported(small: PartyListInfo) -> None:
    raw = un_xml().replace(b"INVENTED TRADING CORPORATION", b"INVENTED TRADING CORPORATION (ITC)")
    assert any("KPe.001: the name is also read as 2 names" in o for o in load(raw, "un.xml", small).oddities)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "parties"),
    [("consolidated_2018-06-07", 1098), ("consolidated_2024-05-15", 875), ("consolidated_2026-02-27", 1003)],
)
def test_the_published_files_are_read_whole(shared: Path, info: PartyListInfo, file: str, parties: int) -> None:
    raw = gzip.decompress((shared / f"data/parties/un/{file}.xml.gz").read_bytes())
    assert len(load(raw, file, info).parties) == parties


@pytest.mark.shared
@pytest.mark.parametrize(
    "file",
    [
        "ofac_sdn_s3_error.xml",
        "eu_sanctions_git_lfs_pointer.xml",
        "ofac_consolidated_empty_download_2024-05-04.xml",
        "un_unescaped_ampersands_2024-10-16.xml.gz",
    ],
)
def test_files_others_committed_as_lists_are_refused(shared: Path, info: PartyListInfo, file: str) -> None:
    raw = (shared / "data/parties/traps" / file).read_bytes()
    with pytest.raises(SourceChangedError):
        load(gzip.decompress(raw) if file.endswith(".gz") else raw, file, info)
