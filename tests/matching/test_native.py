"""Arabic and Hebrew script in Latin letters: what is known, what is taken apart, and what is spelt by its sound."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.errors import InvalidDataError
from dualuse.issues import Where
from dualuse.matching import normalise
from dualuse.matching.abjad import LETTERS, folded, is_abjad, romanised
from dualuse.matching.native import in_latin
from dualuse.matching.tables.families import FAMILIES
from dualuse.matching.tables.files import rows, values
from dualuse.matching.tables.native import PERSIAN, native_words, native_words_of
from dualuse.matching.tables.rewriting import rewriting

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژگکی"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתםןךףץ"
known = st.sampled_from(sorted(native_words().names))
words = st.one_of(st.text(alphabet=ARABIC, min_size=1, max_size=9), st.text(alphabet=HEBREW, min_size=1, max_size=9))
arabic_words = st.text(alphabet=ARABIC, min_size=2, max_size=9)


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("محمد", "muhammad"),
        ("مُحَمَّد", "muhammad"),
        ("عمر", "umar"),
        ("عبد الرحمن بن ناصر الراشد", "abdul rahman ibn nasir al rashid"),
        ("عبدالرحمن", "abdul rahman"),
        ("نورالدین", "nur al din"),
        ("أبو القاسم البغدادي", "abu al qasim al baghdadi"),
        ("فاطمة الزهراء", "fatima al zahra"),
        ("محمدرضا حسینی", "mohammad reza hosseini"),
        ("احمدی‌نژاد", "ahmadinejad"),
        ("رحیم زاده", "rahim zada"),
        ("سیف اللہ", "saif ullah"),
        ("عبد العالي", "abdul ali"),
        ("خوشناموند علی", "khushnamvand ali"),
        ("چوب الوند", "wood alvand"),
        ("שמעון כהן", "shimon kohen"),
        ("יצחק בן דוד", "yitzhak ben david"),
        ("شركة النور للتجارة العامة ذ.م.م", "company al nur general trading llc"),
        ("گروه صنایع شیراز", "group industry shiraz"),
        ("والتكنولوجيا", "and technology"),
        ('חברת הנדסה בע"מ', "company engineering llc"),
    ],
)
def test_names_are_written_as_passports_write_them(written: str, tokens: str) -> None:
    assert " ".join(normalise(written).tokens) == tokens


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("طارش", "tarish"),
        ("مزيون", "mazyun"),
        ("قنبور", "qanbur"),
        ("جربوع", "jarbu"),
        ("مناذر", "munadhir"),
        ("سدايد", "sadayid"),
    ],
)
def test_vowels_are_put_where_the_shape_of_the_word_suggests_them(native: str, latin: str) -> None:
    assert romanised(native, "arabic") == latin


def test_letters_that_languages_read_differently_are_read_by_the_language_of_the_name() -> None:
    assert in_latin("قنبذ").split() == ["qanbadh"]
    assert in_latin("قنبذ گ").split()[0] == "ghanbaz"


@given(st.lists(words, min_size=1, max_size=6).map(" ".join))
def test_normalising_the_tokens_of_a_native_name_again_changes_nothing(name: str) -> None:
    tokens = normalise(name).tokens
    assert normalise(" ".join(tokens)).tokens == tokens


@given(st.lists(words, min_size=1, max_size=6).map(" ".join))
def test_nothing_of_either_script_is_left_and_no_name_becomes_empty(name: str) -> None:
    assert not is_abjad(in_latin(name))
    silent = set(name) <= set("ءع ע")
    assert silent or normalise(name).tokens


@given(known, st.data())
def test_a_known_name_is_found_however_it_is_parted_and_marked(letters: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(letters) - 1))
    plain = normalise(letters).tokens
    assert normalise(f"{letters[:at]} {letters[at:]}").tokens == plain
    mark = "\u064e" if letters[0] > "\u0600" else "\u05b0"
    assert normalise(letters[:at] + mark + letters[at:]).tokens == plain


def test_a_name_with_persian_letters_is_romanised_the_persian_way() -> None:
    assert normalise("صادق حسین پور").tokens == ("sadegh", "hossein", "pour")
    assert normalise("صادق حسين").tokens == ("sadiq", "husayn")
    for number, (canonical, spellings) in rows(PERSIAN):
        for spelling in values(spellings):
            written = normalise(f"{spelling} گگ").tokens[:-1]
            assert written == tuple(canonical.split()), f"{PERSIAN}:{number}: {spelling}"
            assert rewriting().apply(written) == written


@given(arabic_words)
def test_kinds_of_alef_ya_and_kaf_do_not_matter_for_what_is_known(word: str) -> None:
    swapped = word.translate(str.maketrans("أكيةي", "اکیهى"))
    assert folded(word) == folded(swapped)


@given(st.sampled_from([chr(c) for c in range(0x590, 0x700)]))
def test_every_letter_of_both_scripts_sounds_or_is_a_guttural(letter: str) -> None:
    if unicodedata.category(letter) != "Lo":
        return
    assert is_abjad(letter) == bool(LETTERS)
    assert letter in "ءعע" or normalise(letter + "ب").tokens != normalise("ب").tokens


def test_a_spelling_with_two_meanings_is_an_issue_that_names_both() -> None:
    entries = [("rashid", "راشد", Where("a.tsv", 1)), ("rashad", "رَاشد", Where("b.tsv", 4))]
    with pytest.raises(InvalidDataError, match=r"b.tsv:4: error: .* is both 'rashid' and 'rashad'"):
        native_words_of(entries)


@pytest.mark.parametrize("name", FAMILIES)
def test_families_hold_latin_spellings_as_native_ones_are_rewritten_first(name: str) -> None:
    for number, (_, members) in rows(name):
        assert not any(map(is_abjad, values(members))), f"{name}:{number}"


def test_a_personal_name_is_not_taken_for_a_word_of_company_names() -> None:
    for name in ("بندر", "مينا", "هند", "نورة", "جهاد", "دانا", "سما", "شمس", "جمال", "سعيد", "صباح", "نجم"):
        assert folded(name) in native_words().names
