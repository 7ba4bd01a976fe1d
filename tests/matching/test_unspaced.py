"""Han, Kana and Hangul: text without blanks is parted, and Korean names meet in every romanisation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching import normalise
from dualuse.matching.tables.families import variants
from dualuse.matching.unspaced import hangul

syllables = st.integers(0xAC00, 0xD7A3).map(chr)


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("리영호", "ri yong ho"),
        ("최룡해", "choe ryong hae"),
        ("이승만", "ri sung man"),
        ("김", "kim"),
        ("박 정희", "pak jong hui"),
        ("曾国藩", "zeng guofan"),
        ("任正非", "ren zhengfei"),
        ("司马迁", "sima qian"),
        ("单田芳", "shan tianfang"),
    ],
)
def test_names_are_parted_and_read_as_names(native: str, latin: str) -> None:
    assert " ".join(normalise(native).tokens) == latin


@given(st.text(alphabet=syllables, min_size=1, max_size=9))
def test_hangul_becomes_lower_case_latin_letters_and_never_a_single_one(text: str) -> None:
    assert hangul(text).isascii()
    assert hangul(text).islower()
    assert all(len(hangul(c)) > 1 for c in text)


@given(st.text(alphabet=syllables, min_size=2, max_size=4))
def test_normalising_the_tokens_of_a_korean_name_again_changes_nothing(name: str) -> None:
    tokens = normalise(name).tokens
    assert normalise(" ".join(tokens)).tokens == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("jong", "jung"),
            ("ri", "lee"),
            ("ri", "yi"),
            ("pak", "park"),
            ("choe", "choi"),
            ("no", "roh"),
            ("yong", "young"),
        ),
        *(("hyon", "hyun"), ("chol", "cheol"), ("chen", "chan"), ("huang", "wong"), ("xu", "hsu"), ("lyu", "lu")),
        *(("cai", "tsai"), ("xie", "tse"), ("zhou", "chow"), ("guo", "kwok")),
    ],
)
def test_romanisations_of_one_syllable_are_variants(one: str, other: str) -> None:
    assert other in {v.token for v in variants(one)}


@pytest.mark.parametrize(
    ("one", "other"), [("kim", "kang"), ("park", "han"), ("wang", "zhang"), ("li", "liu"), ("lin", "liang")]
)
def test_syllables_that_only_look_alike_are_not(one: str, other: str) -> None:
    assert other not in {v.token for v in variants(one)}


def test_given_names_in_traditional_characters_are_parted_as_hong_kong_and_taiwan_write_them() -> None:
    assert normalise("陳國強").tokens == ("chen", "guo", "qiang")
    assert normalise("陈国强").tokens == ("chen", "guoqiang")
    for one, other in (("chen", "chan"), ("guo", "kwok"), ("qiang", "keung")):
        assert other in {v.token for v in variants(one)}


def test_a_japanese_family_name_is_read_and_a_given_name_in_characters_is_not() -> None:
    assert normalise("田中一郎").tokens[0] == "tanaka"
    assert "ichiro" not in normalise("田中一郎").tokens
