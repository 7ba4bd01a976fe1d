"""Any script to lower-case Latin letters: one code point at a time where that is right, word by word where it is not.

The choices follow the romanisations that lists and passports of the region use (BGN/PCGN and ICAO 9303 in the main):
х is ``kh``, ж ``zh``, қ ``q``, й and ы ``y``. What a single letter cannot tell (Ukrainian г, Serbian ч, Uzbek ў, Greek
and Armenian pairs of letters, two alphabets mixed in one word) is settled by the rest of the name first.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_APOSTROPHES = frozenset("'’‘ʼʻ`´ʹʺ′ʾʿˈ՚׳״ʽ‛")


def _pairs(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(), strict=True))


_LETTERS = {
    **_pairs("абвгдезиклмнопрстуф", "a b v g d e z i k l m n o p r s t u f"),
    **_pairs("жйхцчшщыэюя", "zh y kh ts ch sh shch y e yu ya"),
    "ё": "e", "ъ": "", "ь": "",
    # Ukrainian, Belarusian; Kazakh, Kyrgyz, Tatar, Turkmen, Mongolian; Uzbek, Tajik; Azerbaijani
    **_pairs("іїєґў", "i yi ye g u"),
    **_pairs("әғқңөұүһҗ", "a gh q ng o u u h j"),
    **_pairs("ҳӣӯҷҹҝ", "h i u j j g"),
    # Serbian, Macedonian
    **_pairs("ђјљњћџѓќѕ", "dj j lj nj c dz gj kj dz"),
    # Armenian, Greek
    **_pairs("աբգդեզէըթժիլխծկհձղճմ", "a b g d e z e y t zh i l kh ts k h dz gh ch m"),
    **_pairs("յնշոչպջռսվտրցւփքօֆ", "y n sh o ch p j r s v t r ts v p k o f"),
    **_pairs("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o"),
    # Arabic, Persian, Urdu, Kurdish, Uyghur: what is written; short vowels are not
    **_pairs("يىیېئكکةهھۀە", "y y y y y k k h h h h h"),
    **_pairs("اأإآٱوؤ", "a a a a a w w"),
    **_pairs("بتثجحخدذرزسش", "b t th j h kh d dh r z s sh"),
    **_pairs("صضطظغفقلمنچژگپ", "s d t z gh f q l m n ch zh g p"),
    "ء": "", "ع": "", "ـ": "",
    # Hebrew
    **_pairs("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "a b g d h v z h t y k k l m m n n s a p p ts ts k r sh t"),
}  # fmt: skip

_SERBIAN = re.compile("[ђјљњћџ]")
_MACEDONIAN = re.compile("[ѓќѕ]")
_AS_SERBIAN = str.maketrans({"ч": "c", "ш": "s", "ж": "z", "ц": "c", "х": "h"})
_UKRAINIAN = re.compile("[їєґ]")
_AS_UKRAINIAN = str.maketrans({"г": "h", "и": "y"})
_UZBEK = re.compile("ў.*[иқғҳ]|[иқғҳ].*ў")
_LETTER_PAIRS = (
    *(("ου", "ou"), ("γγ", "ng"), ("γχ", "nch"), ("γξ", "nx")),
    *(("ու", "u"), ("եւ", "ev")),
)
_GREEK_STRESS = str.maketrans("άέήίόύώΐΰ", "αεηιουωϊϋ")
_GREEK_DIPHTHONG = re.compile("([αεη])υ(?=([βγδζλμνραεηιουω])?)")
_GREEK_B = re.compile(r"(?<!\w)μπ")
_ARABIC_ARTICLE = re.compile(r"(?<!\w)(?:ال|آل)(?=\w{3})")

_INVISIBLE_ONES = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{_INVISIBLE_ONES}]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_OR_GREEK = "\u0370-\u03ff\u0400-\u052f"
_LATIN = "a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_MIXED = re.compile(rf"[{_LATIN}][{_CYRILLIC_OR_GREEK}]|[{_CYRILLIC_OR_GREEK}][{_LATIN}]")
_FOREIGN = re.compile(f"[{_CYRILLIC_OR_GREEK}]")
_ANY_LATIN = re.compile(f"[{_LATIN}]")
_SETTLED_BY_CONTEXT_ONES = "їєґўђјљњћџЇЄҐЎЂЈЉЊЋЏ"
_SETTLED_BY_CONTEXT = re.compile(f"[{_SETTLED_BY_CONTEXT_ONES}\u0370-\u03ff\u0530-\u058f\u0600-\u06ff]")
_LOOKS_LATIN = {
    **_pairs("авенкморстухіјѕһԁԛԝүґ", "a b e h k m o p c t y x i j s h d q w y r"),
    **_pairs("αβεζηικμνορτυχ", "a b e z h i k m n o p t y x"),
}
_LOOKS_CYRILLIC = _pairs("abcehkmoptxyij", "а в с е н к м о р т х у і ј")


def latin(text: str) -> str:
    """The text in lower-case Latin letters and digits, anything that parts words turned into blanks.

    Compatibility forms, case, accents, apostrophes and invisible marks are gone. No letter is lost: one that nobody
    can romanise becomes ``u`` and its code point.

    >>> latin("Хақимов А.").split()
    ['khaqimov', 'a']
    >>> latin("Ivаnоv")  # the second vowel and the third are Cyrillic
    'ivanov'
    """
    if text.isascii():
        return latin_of_ascii(text)
    text = composed(text)
    if _SETTLED_BY_CONTEXT.search(text) or _is_mixed(text):
        text = _settled(text)
    return text.translate(_TABLE)


class OneAlphabet(NamedTuple):
    """A name in nothing but Latin letters, or in nothing but Cyrillic ones.

    Attributes:
        text: What :func:`latin` gives.
        cyrillic: Whether it was written in Cyrillic letters.
    """

    text: str
    cyrillic: bool


def one_alphabet(text: str) -> OneAlphabet | None:
    """A name whose every letter reads alike whatever stands beside it, in one step; None for any other text.

    This is the way of most names on the lists that are not in plain ASCII, and several times as fast as the other.
    """
    marked = text.translate(_MARKED)
    if marked.islower():
        return OneAlphabet(marked, False)
    return OneAlphabet(marked.lower().replace(_SILENT, ""), True) if marked.isupper() else None


def composed(text: str) -> str:
    """The text in compatibility form (NFKC), without invisible marks and accents that no letter has of its own."""
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _ACCENTS.sub("", text) if _ACCENTS.search(text) else text


def latin_of_ascii(text: str) -> str:
    """What :func:`latin` gives for text in ASCII, four times as fast."""
    if "&" in text:
        text = text.replace("&", " and ")
    return text.encode().translate(_ASCII, _ASCII_JOINERS).decode()


def latin_of_ascii_lines(text: str) -> bytes:
    """What :func:`latin` gives for every line of text in ASCII; the lines stay lines."""
    return text.replace("&", " and ").encode().translate(_ASCII_LINES, _ASCII_JOINERS)


def _is_mixed(text: str) -> bool:
    """Whether letters of two alphabets stand side by side."""
    return bool(_FOREIGN.search(text) and _ANY_LATIN.search(text) and _MIXED.search(text))


def _settled(text: str) -> str:
    """Letters whose reading hangs on the rest of the name, replaced by letters that read alike everywhere."""
    text = composed(text.casefold())
    if _MIXED.search(text):
        text = _WORD.sub(lambda word: _one_alphabet(word[0]), text)
    if _UKRAINIAN.search(text):
        text = text.translate(_AS_UKRAINIAN)
    if _SERBIAN.search(text) and not _MACEDONIAN.search(text):
        text = text.translate(_AS_SERBIAN)
    if _UZBEK.search(text):
        text = text.replace("ў", "о")
    text = _GREEK_B.sub("b", text.translate(_GREEK_STRESS))
    text = _GREEK_DIPHTHONG.sub(lambda pair: pair[1] + ("v" if pair[2] else "f"), text)
    for pair, sound in _LETTER_PAIRS:
        text = text.replace(pair, sound)
    return _ARABIC_ARTICLE.sub("al ", text)


def _one_alphabet(word: str) -> str:
    """A word of two alphabets written in one of them, if the odd letters only look as if they belonged."""
    word = "".join(map(_unaccented, word))
    foreign = set(_FOREIGN.findall(word))
    own = set(word) - foreign
    if not own or not foreign:
        return word
    if foreign <= _LOOKS_LATIN.keys():
        return "".join(_LOOKS_LATIN.get(c, c) for c in word)
    if own <= _LOOKS_CYRILLIC.keys():
        return "".join(_LOOKS_CYRILLIC.get(c, c) for c in word)
    return word


def _unaccented(character: str) -> str:
    """A Latin or Greek letter without its accent or with its dot, any other character as it is."""
    base = unicodedata.normalize("NFD", character)[0]
    return "i" if character == "ı" else base if base < "\u0400" else character


class _Table(dict[int, str]):
    """For :meth:`str.translate`: a code point's Latin letters, worked out when it is first met."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = found = _romanised(chr(code_point))
        return found


_TABLE = _Table()


class _MarkedTable(dict[int, str]):
    """Latin letters in lower case, Cyrillic ones as Latin capitals, and what takes another way in both."""

    def __missing__(self, code_point: int) -> str:
        self[code_point] = found = _marked(chr(code_point))
        return found


def _marked(character: str) -> str:
    if not _READS_ALIKE.match(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return _OTHER_WAY
    found, cyrillic = _TABLE[ord(character)], "\u0400" <= character <= "\u052f"
    if cyrillic:
        found = found.upper() or _SILENT.upper()
    tells = found.isupper() if cyrillic else found.islower() or not character.isalpha()
    return found if tells and unicodedata.is_normalized("NFKC", character) else _OTHER_WAY


_READS_ALIKE = re.compile(
    f"(?![{_SETTLED_BY_CONTEXT_ONES}{_INVISIBLE_ONES}])[\0-\u024f\u0400-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]"
)
_OTHER_WAY = "Aa"
_SILENT = "ь"
_MARKED = _MarkedTable()
_ASCII = bytes(ord(chr(c).lower()) if chr(c).isascii() and chr(c).isalnum() else 32 for c in range(256))
_ASCII_LINES = bytes(ord("\n") if c == ord("\n") else latin_letter for c, latin_letter in enumerate(_ASCII))
_ASCII_JOINERS = "".join(c for c in _APOSTROPHES if c.isascii()).encode()


def _romanised(character: str) -> str:
    """What one character contributes: Latin letters and digits, nothing (it joins), or a blank (it parts words)."""
    if character in _APOSTROPHES or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if character == "&":
        return " and "
    return "".join(map(_one, unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())))


def _one(character: str) -> str:
    from anyascii import anyascii

    if character in _LETTERS:
        return _LETTERS[character]
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    if not character.isalnum():
        return " "
    plain = "".join(c for c in anyascii(character).lower() if c.isalnum())
    return plain or f"u{ord(character):x}"
