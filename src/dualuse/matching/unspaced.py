"""Han, Kana and Hangul, which are written without blanks: text parted into words, and people's names into their parts.

Hangul names are romanised by syllable as the north writes them (McCune-Reischauer without its signs: ``Jong``), since
that is what lists print; the spellings of the south (``Jung``) are variants in ``korean_names.tsv``.
Han characters are read as Chinese. A Japanese name in characters alone has a reading that cannot be told from them:
only the family names of ``japanese_names.tsv`` are read, a given name is not.
"""

from __future__ import annotations

import re

ONES = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
"""Letters that are written without blanks, for use inside a regular expression's brackets."""

_RUN = re.compile(f"[{ONES}]+(?:·[{ONES}]+)*")
_LONGEST = 8


def in_words(name: str, known: dict[str, str]) -> str:
    """The name with each run of such text parted by blanks, known words (``known``) in Latin letters.

    >>> in_words("김정은", {}), in_words("欧阳锋", {}), in_words("广州海格", {"广州": "guangzhou"})
    (' kim jong un ', ' 欧阳 锋 ', '  guangzhou 海格 ')
    """
    return _RUN.sub(lambda run: _words_of(run[0], known), name)


def _words_of(run: str, known: dict[str, str]) -> str:
    """A run in words: known ones (longest first), a personal name in its parts, the rest as it stands."""
    words: list[str] = []
    rest = ""
    at = 0
    while at < len(run):
        for length in range(min(_LONGEST, len(run) - at), 1, -1):
            if run[at : at + length] in known:
                words += [*_rest(rest), known[run[at : at + length]]]
                rest = ""
                at += length
                break
        else:
            rest += run[at]
            at += 1
    words += _rest(rest) if words else _name_parts(rest)
    return f" {' '.join(words)} "


def _rest(run: str) -> list[str]:
    """What stands between known words: syllables of Hangul, which lists part, and Han as it stands."""
    return [hangul(run)] if _is_hangul(run) else [run]


def _name_parts(run: str) -> list[str]:
    """A run of up to four characters as people's names are parted: Hangul by syllable, Han into family and given."""
    if len(run) > 4:
        return _rest(run)
    if _is_hangul(run):
        return [_FAMILIES.get(run[0], hangul(run[0])), *map(hangul, run[1:])]
    if len(run) > 1 and all("\u4e00" <= c <= "\u9fff" for c in run):
        family = 2 if run[:2] in _DOUBLE_FAMILY_NAMES and len(run) > 2 else 1
        given = list(run[family:]) if _is_traditional(run) else [run[family:]]
        return [_CHINESE_FAMILIES.get(run[:family], run[:family]), *given]
    return [run]


def _is_traditional(run: str) -> bool:
    """Whether any character is one that the mainland has simplified: in the character set of Taiwan, not in its own.

    Taiwan and Hong Kong write the characters of a given name apart, in romanisations that are compared one by one.
    """
    return any(not _in_set(c, "gb2312") and _in_set(c, "big5") for c in run)


def _in_set(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_hangul(run: str) -> bool:
    return bool(run) and all("\uac00" <= c <= "\ud7a3" for c in run)


_FIRST = "k kk n t tt r m p pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_MIDDLE = [
    "a",
    "ae",
    "ya",
    "yae",
    "o",
    "e",
    "yo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "u",
    "ui",
    "i",
]
_LAST = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".replace("-", "").split(" ")
_ALONE = {"이": "yi", "오": "oh", "우": "woo", "아": "ah", "어": "eo", "으": "eu"}
_FAMILIES = {"이": "ri", "오": "o", "우": "u", "유": "yu"}


def hangul(text: str) -> str:
    """Hangul syllables in Latin letters, none of them a single letter.

    >>> hangul("철"), hangul("영"), hangul("우")
    ('chol', 'yong', 'woo')
    """
    return "".join(_ALONE.get(c) or _syllable(ord(c) - 0xAC00) for c in text)


def _syllable(number: int) -> str:
    rest, last = divmod(number, 28)
    first, middle = divmod(rest, 21)
    return _FIRST[first] + _MIDDLE[middle] + _LAST[last]


_DOUBLE = "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫"
_DOUBLE_TOO = "慕容 令狐 夏侯 司徒 宇文 长孙 長孫 南宫 南宮 端木 万俟 萬俟 独孤 獨孤 轩辕 百里 东郭 呼延 钟离"
_DOUBLE_FAMILY_NAMES = frozenset([*_DOUBLE.split(), *_DOUBLE_TOO.split()])
_CHINESE_FAMILIES = {
    "单": "shan",
    "單": "shan",
    "仇": "qiu",
    "解": "xie",
    "任": "ren",
    "查": "zha",
    "区": "ou",
    "區": "ou",
    "盖": "ge",
    "蓋": "ge",
    "朴": "park",
    "覃": "qin",
    "曾": "zeng",
    "翟": "zhai",
    "缪": "miao",
    "繆": "miao",
    "尹": "yin",
    "冼": "xian",
    "折": "she",
    "尉迟": "yuchi",
    "尉遲": "yuchi",
    "种": "chong",
    "佘": "she",
    "谌": "chen",
    "諶": "chen",
    "召": "shao",
    "褚": "chu",
    "卜": "bu",
    "郗": "xi",
    "车": "che",
    "車": "che",
    "万俟": "moqi",
    "萬俟": "moqi",
    "长孙": "zhangsun",
    "長孫": "zhangsun",
    "乐": "yue",
    "樂": "yue",
    "祭": "zhai",
    "宿": "su",
    "隗": "wei",
    "员": "yun",
    "燕": "yan",
    "臧": "zang",
    "逄": "pang",
    "宓": "mi",
    "那": "na",
    "沈": "shen",
    "石": "shi",
    "吕": "lyu",
    "呂": "lyu",
}
"""Family names that are read otherwise than the character is elsewhere, in pinyin (``朴``: a Korean name)."""
