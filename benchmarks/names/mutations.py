"""Listed names as somebody else would write them: one kind of variation at a time, from a fixed seed.

The rules are this board's own; nothing of the tables or the normaliser is used, so neither can be tuned to itself.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

SEED = 11
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_EXTRA_WORDS = (
    "ibn",
    "general",
    "trading",
    "group",
    "hassan",
    "maria",
    "new",
    "ivanovich",
    "holding",
    "the",
    "abu",
    "bank",
)
_SPELLINGS_TEXT = (
    "ou-u u-ou oo-u kh-h h-kh ph-f f-ph y-i i-y j-dj dj-j q-k k-q c-k sh-ch sch-sh ch-tch zh-j w-v v-w x-ks "
    "ks-x ts-tz ya-ia yu-iu ei-ey ay-ai ee-i ii-iy a-e e-a o-u dh-d th-t gh-g aa-a z-s ov-off ev-eff ye-e e-ye"
)
_SPELLINGS = [pair.split("-") for pair in _SPELLINGS_TEXT.split()]
_LEGAL_FORMS = {
    "limited": "Ltd", "ltd": "Limited", "company": "Co", "co": "Company", "corporation": "Corp", "inc": "Incorporated",
    "corp": "Corporation", "incorporated": "Inc", "llc": "ООО", "ooo": "LLC", "jsc": "АО", "ao": "JSC", "pao": "PJSC",
    "pjsc": "ПАО", "ojsc": "OAO", "oao": "Open Joint Stock Company", "llp": "ТОО", "gmbh": "LLC", "ltda": "Limitada",
    "est": "Establishment", "sa": "S.A.", "fze": "Free Zone Establishment", "plc": "Public Limited Company",
}  # fmt: skip
_CYRILLIC_TEXT = (
    "shch-щ sch-щ kh-х zh-ж ch-ч sh-ш ts-ц tz-ц ya-я ia-я ja-я yu-ю iu-ю ye-е yo-ё ph-ф ck-к th-т x-кс w-в q-к "
    "a-а b-б c-к d-д e-е f-ф g-г h-х i-и j-дж k-к l-л m-м n-н o-о p-п r-р s-с t-т u-у v-в y-й z-з"
)
_CYRILLIC = [pair.split("-") for pair in _CYRILLIC_TEXT.split()]

Words = list[str]
Change = Callable[[Words, random.Random], Words | None]


class Mutated(NamedTuple):
    """A query made from a listed name; ``position`` is where that name stands in the sequence of names."""

    kind: str
    query: str
    position: int


def mutations(names: Sequence[str], per_kind: int, seed: int = SEED) -> list[Mutated]:
    """So many queries of every kind, from names of at least eight characters that the kind can be applied to.

    Where a word is left out or cut to its initial, what is left must still name somebody: one of its words is in at
    most one of a thousand names. ``LIMITED LIABILITY COMPANY S.`` asks for nobody.
    """
    held = Counter(word for name in names for word in set(name.casefold().split()))
    found = []
    for kind, change in KINDS.items():
        draw = random.Random(f"{seed}{kind}")
        made = 0
        for _ in range(per_kind * 300):
            position = draw.randrange(len(names))
            words = re.findall(r"[^\s,;()\"]+", names[position])
            if len(names[position]) < 8 or not names[position].isascii() or not words:
                continue
            changed = change(words, draw)
            if not changed or (kind != "exact" and changed == words):
                continue
            if kind not in LESS_IS_SAID or _says_something(changed, held, len(names)):
                found.append(Mutated(kind, " ".join(changed), position))
                made += 1
                if made == per_kind:
                    break
    return found


def _says_something(words: Words, held: Mapping[str, int], names: int) -> bool:
    """Whether one of the words is held by some names, and by few."""
    return any(0 < held[word.casefold()] <= RARE * names for word in words)


def _exact(words: Words, _: random.Random) -> Words:
    return words


def _typo(words: Words, draw: random.Random) -> Words | None:
    at = _long_word(words, draw)
    return None if at is None else [*words[:at], _mistyped(words[at], draw), *words[at + 1 :]]


def _two_typos(words: Words, draw: random.Random) -> Words | None:
    once = _typo(words, draw)
    return once and _typo(once, draw)


def _transliteration(words: Words, draw: random.Random) -> Words | None:
    changed, made = [w.lower() for w in words], 0
    for _ in range(12):
        at = _long_word(changed, draw)
        if at is None:
            return None
        old, new = draw.choice(_SPELLINGS)
        places = [m.start() for m in re.finditer(old, changed[at])]
        if places:
            place = draw.choice(places)
            changed[at] = changed[at][:place] + new + changed[at][place + len(old) :]
            made += 1
        if made == 2:
            break
    return changed if made else None


def _rotation(words: Words, draw: random.Random) -> Words | None:
    at = draw.randrange(1, len(words)) if len(words) > 1 else 0
    return [*words[at:], *words[:at]] if at else None


def _dropped(words: Words, draw: random.Random) -> Words | None:
    at = draw.randrange(len(words))
    return [*words[:at], *words[at + 1 :]] if len(words) > 2 else None


def _initial(words: Words, draw: random.Random) -> Words | None:
    at = _long_word(words, draw)
    return None if at is None or len(words) < 3 else [*words[:at], f"{words[at][0]}.", *words[at + 1 :]]


def _legal_form(words: Words, draw: random.Random) -> Words | None:
    known = [i for i, w in enumerate(words) if w.lower().strip(".") in _LEGAL_FORMS]
    if not known or len(words) < 3:
        return None
    at = draw.choice(known)
    other = [] if draw.random() < 0.4 else [_LEGAL_FORMS[words[at].lower().strip(".")]]
    return [*words[:at], *other, *words[at + 1 :]]


def _joined(words: Words, draw: random.Random) -> Words | None:
    if len(words) < 2:
        return None
    at = draw.randrange(len(words) - 1)
    return [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]


def _split(words: Words, draw: random.Random) -> Words | None:
    long = [i for i, w in enumerate(words) if len(w) >= 7 and w.isalpha()]
    if not long:
        return None
    at = draw.choice(long)
    cut = draw.randrange(3, len(words[at]) - 2)
    return [*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]]


def _extra(words: Words, draw: random.Random) -> Words:
    at = draw.randrange(len(words) + 1)
    return [*words[:at], draw.choice(_EXTRA_WORDS), *words[at:]]


def _cyrillic(words: Words, _: random.Random) -> Words | None:
    if not all(re.fullmatch(r"[A-Za-z.'-]+", w) for w in words) or len(words) > 4:
        return None
    written = " ".join(words).lower()
    for latin, cyrillic in _CYRILLIC:
        written = written.replace(latin, cyrillic)
    return [w.capitalize() for w in written.replace("'", "").split()]


def _combination(words: Words, draw: random.Random) -> Words | None:
    changed = _transliteration(words, draw)
    changed = changed and _rotation(changed, draw)
    return changed and _typo(changed, draw)


KINDS: dict[str, Change] = {
    "exact": _exact,
    "one typo": _typo,
    "two typos": _two_typos,
    "transliteration": _transliteration,
    "rotation": _rotation,
    "dropped word": _dropped,
    "initial": _initial,
    "legal form": _legal_form,
    "joined": _joined,
    "split": _split,
    "extra word": _extra,
    "Cyrillic": _cyrillic,
    "combination": _combination,
}

LESS_IS_SAID = ("dropped word", "initial")
RARE = 1 / 1000


def _mistyped(word: str, draw: random.Random) -> str:
    way, at = draw.randrange(4), draw.randrange(len(word))
    if way == 0:
        return word[:at] + word[at + 1 :]
    if way == 1:
        return word[:at] + draw.choice(_ALPHABET) + word[at:]
    if way == 2:
        return word[:at] + draw.choice(_ALPHABET) + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _long_word(words: Words, draw: random.Random) -> int | None:
    long = [i for i, w in enumerate(words) if len(w) >= 4 and w.isalpha()]
    return draw.choice(long) if long else None
