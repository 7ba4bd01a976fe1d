"""What one normalisation promises, whatever it is given."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.matching import consonant_key, normalise
from dualuse.matching.normalise import MAX_CHARACTERS
from dualuse.matching.scripts import composed, latin, one_alphabet
from dualuse.matching.tables.rewriting import rewriting

LETTERS = "abcdexyzшщяіїєґқңөўђљåßİıŁøğşαβγςაბგաբև中国김ひカسقمחם"
names = st.text(alphabet=LETTERS + " -'.,&0123456789\u200b\u00ad\u0301", max_size=24)
known_words = st.sampled_from(sorted({*rewriting().words, *rewriting().words.values(), "al", "abd", "and", "ltd", "x"}))
company_names = st.lists(st.one_of(known_words, names), max_size=7).map(" ".join)


@given(st.one_of(st.text(max_size=500), names, company_names))
def test_normalising_the_tokens_again_changes_nothing(name: str) -> None:
    tokens = normalise(name).tokens
    assert normalise(" ".join(tokens)).tokens == tokens


@given(st.text(max_size=500))
def test_tokens_are_lower_case_latin_letters_and_digits_within_the_limit(name: str) -> None:
    forms = normalise(name)
    assert all(token.isascii() and token.isalnum() and token == token.lower() for token in forms.tokens)
    assert len(forms.sorted_key) <= MAX_CHARACTERS
    assert forms.original == name


@given(st.text(min_size=1, max_size=60))
def test_a_name_with_a_letter_or_a_digit_is_never_empty(name: str) -> None:
    spelt = any(c.isalnum() for c in name if unicodedata.category(c)[0] == "L" or c.isdecimal())
    silent = set(name.casefold()) <= set("ьъءعـʼʹʺʻʾʿˈ ") or all(
        not c.isalnum() or unicodedata.category(c) == "Lm" for c in name
    )
    assert normalise(name).tokens or not spelt or silent


BESIDE_LATIN_AND_CYRILLIC = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2d00-\u2dff\u2e80-\ud7ff\uf900-\ufaff]")
latin_and_cyrillic = st.text(
    st.characters(max_codepoint=0x52F) | st.characters(min_codepoint=0x1E00, max_codepoint=0x205F)
)


@given(st.one_of(st.text(max_size=60), names, company_names, latin_and_cyrillic))
def test_the_quick_way_reads_a_name_as_the_general_way_does(name: str) -> None:
    quick = one_alphabet(name)
    if quick is not None:
        assert quick.text == latin(name)
        assert quick.cyrillic == bool(BESIDE_LATIN_AND_CYRILLIC.search(composed(name)))


@pytest.mark.parametrize(
    ("name", "quick"),
    [
        ("Łukasz Wójcik", True),
        ("Société «Générale»", True),
        ("ОАО «Завод № 5»", False),  # the sign is not in compatibility form
        ("Подъёмный кран, Тюмень", True),
        ("Ivаnоv", False),  # two alphabets
        ("Garьde", False),
        ("Косоковƨа", False),  # a Latin letter that reads as a digit
        ("Сергій Їжакевич", False),  # settled by context
        ("Jose\u0301", False),
        ("Sig\u00adma", False),
        ("محمد", False),
    ],
)
def test_the_quick_way_is_taken_where_every_letter_reads_alike(name: str, quick: bool) -> None:
    assert (one_alphabet(name) is not None) == quick


@given(names)
def test_case_compatibility_forms_and_invisible_marks_do_not_matter(name: str) -> None:
    tokens = normalise(name).tokens
    assert normalise(unicodedata.normalize("NFKC", name)).tokens == tokens
    assert normalise(unicodedata.normalize("NFD", name)).tokens == tokens
    assert normalise("\u200e".join(name)).tokens == tokens
    assert normalise(name.swapcase()).tokens == normalise(name.upper()).tokens == normalise(name.lower()).tokens


@given(st.lists(st.text(alphabet="abdfgnostшщят", min_size=3, max_size=8), min_size=1, max_size=5))
def test_punctuation_between_words_does_not_matter(words: list[str]) -> None:
    plain = normalise(" ".join(words)).tokens
    for sign in (", ", " - ", "-", ".", " / ", " «", "» ", "_", " ‐ ", "\u3000", "\t"):
        assert normalise(sign.join(words)).tokens == plain


@given(st.lists(st.sampled_from(["werra", "saturn", "qobil", "osh", "7", "b"]), max_size=8))
def test_unknown_words_keep_their_order(words: list[str]) -> None:
    assert list(normalise(" ".join(words)).tokens) == words


@given(company_names)
def test_no_word_vanishes_without_another_in_its_place(name: str) -> None:
    assert bool(normalise(name).tokens) == any(normalise(word).tokens for word in name.split())


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("ТОО «Сарыарка»", "llp saryarka"),
        ("ЖШС Сарыарқа", "llp saryarqa"),
        ("Общество с ограниченной ответственностью «Ромашка»", "llc romashka"),
        ("Romashka, Limited Liability Company", "romashka llc"),
        ("ОсОО Ала-Тоо", "llc ala llp"),
        ("МЧЖ Чирчиқ", "llc chirchik"),
        ("ҶДММ Помир", "llc pomir"),
        ("Werra Maschinenbau GmbH", "werra machine building llc"),
        ("Werra Makina San. ve Tic. Ltd. Şti.", "werra machinery san ve trading limited company"),
        ("Werra Anonim Şirketi", "werra jsc"),
        ("广州海格通信集团", "guangzhou haige communication group"),
        ("株式会社さくら", "jsc sakura"),
        ("شرکت نفت", "company oil"),
        ("WERRA COMM GRP", "werra communication group"),
        ("WERRA TECHN & SRVCES INTL MFG", "werra technology and services international manufacturing"),
        ("Научно-исследовательский институт точных приборов", "research institute precision instruments"),
        ("Nauchno-Issledovatelskiy Institut Tochnykh Priborov", "research institute precision instruments"),
        ("НИИ точных приборов", "research institute precision instruments"),
        ("140th Repair Plant No5", "140 repair plant no 5"),
        ("Первый ремонтный завод", "1 repair plant"),
    ],
)
def test_company_names_meet_whatever_language_they_are_written_in(written: str, tokens: str) -> None:
    assert " ".join(normalise(written).tokens) == tokens


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Юрий Щербаков", "yuriy shcherbakov"),
        ("Сергій Їжакевич Григоренко", "serhiy yizhakevych hryhorenko"),
        ("Нұрсұлтан Өтеғали", "nursultan oteghali"),
        ("Ўткир Хўжаев", "otkir khozhaev"),
        ("Пётр Аляксандравіч Ўладзіміраў", "petr alyaksandravich uladzimirau"),
        ("Ђорђе Вучић", "djordje vucic"),
        ("Гочо Ѓорче Ќириќ", "gocho gjorche kjirikj"),
        ("Бат-Өлзий Мөнхцэцэг", "bat olziy monkhtsetseg"),
        ("Γιώργος Παπαδόπουλος", "giorgos papadopoulos"),
        ("Λούκας Παύλου", "loukas pavlou"),
        ("Ευστάθιος Μαυροειδής", "efstathios mavroeidis"),
        ("Παντελής Μπάμπης Μαΐου", "pantelis bampis maiou"),
        ("შოთა რუსთაველი", "shota rustaveli"),
        ("Արմեն Սարգսյան Երևան", "armen sargsyan erevan"),
        ("王小明", "wang xiaoming"),
        ("欧阳锋", "ouyang feng"),
        ("김정은", "kim jong un"),
        ("トヨタ", "toyota"),
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("İbrahim Çağlayan Işık", "ibrahim caglayan isik"),
        ("O’Brien d'Ivoire", "obrien divoire"),
    ],
)
def test_every_script_is_written_in_latin_letters(native: str, latin: str) -> None:
    assert " ".join(normalise(native).tokens) == latin


@pytest.mark.parametrize(
    ("mixed", "plain"),
    [
        ("Ivаnоv", "Ivanov"),  # Cyrillic а and о among Latin letters
        ("Hеwlеtt", "Hewlett"),  # Cyrillic е
        ("Ивaнoв", "Иванов"),  # Latin a and o among Cyrillic letters
        ("ΑΒΕL", "ABEL"),  # Greek capitals
        ("Si\u200bgma", "Sigma"),
        ("\u202eSigma\u202c", "Sigma"),
        ("Ｓｉｇｍａ", "Sigma"),
        ("Sıgma", "Sigma"),
    ],
)
def test_letters_that_only_look_alike_do_not_hide_a_name(mixed: str, plain: str) -> None:
    assert normalise(mixed).tokens == normalise(plain).tokens


def test_initials_and_numbers_stay() -> None:
    assert normalise("A. S. Pushkin").tokens == ("a", "s", "pushkin")
    assert normalise("Base 45-7").tokens == ("base", "45", "7")


@pytest.mark.parametrize("name", ["ООО", "Ltd.", "Co., Ltd.", "and", "Limited Liability Company", "公司", "شرکت"])
def test_a_name_made_of_legal_forms_alone_is_not_emptied(name: str) -> None:
    assert normalise(name).tokens


@pytest.mark.parametrize("name", ["", " ", "—", "...", "\u200b", "()"])
def test_a_name_without_letters_has_no_tokens(name: str) -> None:
    assert normalise(name).tokens == ()


def test_arabic_and_hebrew_names_have_a_consonant_key_that_a_latin_spelling_shares() -> None:
    for native, romanised in (
        ("محمد القذافي", "Muhammad al-Qadhafi"),
        ("صالح حسن", "Saleh Hassan"),
        ("דוד כהן", "David Kohen"),
    ):
        assert normalise(native).consonants == consonant_key(normalise(romanised).tokens)
        assert normalise(romanised).consonants is None


def test_a_crafted_name_is_cut_before_it_costs_anything() -> None:
    draw = random.Random(5)
    for words in (["нпо"], ["kb", "sp"], ["中", "国"], ["abd", "al"], ["研究所"], ["\ufdfa"]):
        long = "".join(draw.choice(words) + draw.choice([" ", ""]) for _ in range(100_000))
        forms = normalise(long)
        assert len(forms.sorted_key) <= MAX_CHARACTERS
        assert normalise(" ".join(forms.tokens)).tokens == forms.tokens


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Foo Limited Liability", "Foo LLC"),
        ("Mashinostroitelnij zavod", "Машиностроительный завод"),
    ],
)
def test_another_spelling_of_a_company_word_does_not_hide_it(written: str, meant: str) -> None:
    assert normalise(written).tokens == normalise(meant).tokens


@pytest.mark.parametrize("name", ["Marketa", "Shchekino", "Companion", "Limanskiy"])
def test_words_that_only_resemble_a_company_word_stay_as_they_are(name: str) -> None:
    assert "company" not in normalise(name).tokens
    assert len(normalise(name).tokens) <= 2
