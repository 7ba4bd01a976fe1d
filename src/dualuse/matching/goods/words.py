"""A goods description as the words that are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol

MAX_CHARACTERS = 4_000
"""Only the start of a longer text counts, so that no crafted description can be slow."""

_TOKEN = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_FILLERS = """
the and for with from that this are not any its has have than more less one two all other others as of in on to by or an
be is it at no into their them they which whose when where such also each per via und der die das de la des
type model item items product products goods made used use new set kit
и в во на с со к ко от до за из по при для или не как так же то что это его её их он она они а но об о у без под над
типа тип модель товар товары изделие изделия новый новая новые комплект шт
"""
_COMMERCE = """
pcs pc pk ctn ea lot qty pallet pallets carton cartons box boxes crate crates drum drums bag bags roll rolls bobbin
packed packing packaging package country origin manufacturer brand maker supplier invoice net gross weight length width
height size colour color black white green red blue yellow grey silver fca fob cif cip cpt dap exw ddp mm cm kg gsm
please dear sirs we our you your import export permit request want
изготовитель производитель страна происхождения марка бренд артикул вес нетто брутто мест место упаковка коробка
коробках картонных паллет паллета поддон поддонах ящик ящиках мешок мешках размер размером длина длиной ширина высота
толщина диаметр цвет черный черная черные белый белая серый зеленый синий год гв бу ооо тоо ао мм см кг тн руб тенге
прошу просим разрешить ввоз вывоз заявитель наш наша наше
"""
_STOP = frozenset((_FILLERS + _COMMERCE).split())


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


def folded(text: str) -> str:
    """The text in one spelling: compatibility forms, case, ё as е; at most :data:`MAX_CHARACTERS` characters."""
    return unicodedata.normalize("NFKC", text[:MAX_CHARACTERS]).casefold().replace("ё", "е")


def words(text: str) -> list[str]:
    """The stems of the words in order, repeats kept; bare numbers, single letters and filler words are left out.

    >>> words("Five-axis milling machines, 2 pcs")
    ['five', 'axi', 'mill', 'machin', 'pcs']
    >>> words("станки фрезерные") == words("станок фрезерный")
    False
    >>> words("вакуумные печи") == words("вакуумная печь")
    True
    """
    return [_stem(t) for t in tokens(text)]


def tokens(text: str) -> list[str]:
    """The words as written but folded, without bare numbers, single letters and filler words."""
    return [t for t in _TOKEN.findall(folded(text)) if len(t) > 1 and not _DIGITS.fullmatch(t) and t not in _STOP]


def stem_of(token: str) -> str:
    """The stem of one folded word."""
    return _stem(token)


def forget() -> None:
    """Empty the store of stems; only a benchmark needs that."""
    _stem.cache_clear()


@lru_cache(maxsize=65_536)
def _stem(token: str) -> str:
    if any(c.isdigit() for c in token):
        return token
    return _stemmer("russian" if _CYRILLIC.search(token) else "english").stemWord(token)


@cache
def _stemmer(language: str) -> _Stemmer:
    import snowballstemmer

    made: _Stemmer = snowballstemmer.stemmer(language)
    return made
