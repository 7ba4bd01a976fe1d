"""Lists of made-up names with a fixed seed, for benchmarks: ``python benchmarks/generate_names.py 100000 > names.txt``.

Nothing is taken from anybody's list. Words come from letter-trigram models trained on a few dozen common given names
and family names per culture, typed in below. Word frequencies follow a Pitman-Yor process, so that distinct words grow
as (all words) to the power 0.70 and about seven in ten words occur once, close to what was measured on real names. One
new word in four is a spelling variant of an older one. All names are distinct.
"""

from __future__ import annotations

import argparse
import random
import string
import sys
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

HEAPS = 0.70
CONCENTRATION = 900.0
VARIANT_SHARE = 0.25
ORGANISATION_SHARE = 0.47

CULTURES = {
    "arabic": """mohammed ahmed ali hassan hussein abdullah abdulrahman ibrahim khalid omar yusuf mahmoud mustafa salim
        nasser karim rashid fatima aisha zaynab khadija maryam hamid jamil tariq walid faisal saad bilal hamza idris
        suleiman uthman abu bakr qasim jaber mansour haddad najjar tamimi dulaimi ansari hashimi masri shami""",
    "persian": """reza mehdi hossein javad behrouz dariush farhad kamran mohsen parviz shahram siavash bahram ardeshir
        hamidi karimi hosseini rahimi jafari mousavi tehrani shirazi isfahani tabrizi nouri sadeghi ghasemi rostami""",
    "russian": """ivan sergei aleksandr dmitri nikolai vladimir mikhail andrei aleksei viktor yuri oleg igor pavel
        tatiana olga natalia irina ivanov petrov sidorov kuznetsov smirnov popov volkov sokolov lebedev kozlov novikov
        morozov pavlov semyonov golubev vinogradov bogdanov vorobyov fyodorov mikhailov belyaev tarasov zaitsev""",
    "turkic": """nursultan askar bakhyt yerlan serik daulet marat aigul gulnara dinara zhanna almaz bolat kairat timur
        rustam islam sherzod jasur otabek bekzod aziz dilshod farrukh nazarbaev tokaev akhmetov suleimenov zhumabaev
        karimov rakhimov yusupov mirzoev sharipov turgunov abdullaev saparov berdimuhamedov atambaev""",
    "chinese": """zhang wang li chen liu yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie
        tang deng han feng cao peng zeng xiao tian dong yuan pan jiang weiming xiaoping guoqiang jianhua zhiyuan
        haoran yifan meiling xiuying shanghai beijing tianjin shenzhen guangdong hebei""",
    "korean": """kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song yoo hong chol yong
        myong kyong sung hyon jong un il nam sok guk chang pyongyang wonsan hamhung rason sinuiju""",
    "german": """werner klaus juergen wolfgang heinrich dieter guenther helmut ursula ingrid mueller schmidt schneider
        fischer weber wagner becker schulz hoffmann koch bauer richter klein wolf schroeder neumann schwarz zimmermann
        braun krueger hartmann lange werra rhein neckar maschinenbau werkzeug""",
    "english": """john william james robert michael david richard thomas charles george elizabeth mary margaret smith
        johnson brown taylor anderson thompson white harris clark lewis robinson walker young king wright hill green
        baker nelson carter mitchell roberts turner phillips campbell parker evans edwards collins""",
    "spanish": """jose juan carlos luis miguel francisco pedro alejandro manuel maria carmen guadalupe garcia rodriguez
        martinez hernandez lopez gonzalez perez sanchez ramirez torres flores rivera gomez diaz cruz morales ortiz
        gutierrez chavez ramos ruiz mendoza alvarez castillo jimenez vasquez romero""",
    "indian": """rajesh suresh ramesh anil sunil vijay sanjay amit rahul priya lakshmi sharma verma gupta singh kumar
        patel reddy rao iyer nair menon chaudhary mishra tiwari pandey joshi desai mehta shah khan malik qureshi""",
}
COMPANY_WORDS = """trading company international industries group technology engineering general import export
    services development industrial electronics machinery institute research shipping equipment holding investment
    systems petroleum aviation steel chemical energy construction plant factory metal marine optics instruments
    logistics materials power precision automation scientific production bureau design center national state university
    academy transport airlines oil gas bank finance commercial foundation agency corporation bearing turbine foods
    textile"""
LEGAL_FORMS = "ltd llc co inc jsc gmbh sa corp plc ooo pjsc bv srl est fze"
COMPANY, LEGAL = COMPANY_WORDS.split(), LEGAL_FORMS.split()
_LETTERS = string.ascii_lowercase


def names(count: int, seed: int = 1) -> list[str]:
    """``count`` distinct normalised names: lower-case Latin words parted by single blanks."""
    rng = np.random.default_rng(seed)
    spell = _Speller(random.Random(seed))
    shapes = _shapes(rng, int(count * 1.03) + 200)
    stream = word_stream(rng, int(shapes[:, 0].sum()))
    words = [spell.new() for _ in range(int(stream.max()) + 1)]
    found: dict[str, None] = {}
    at = 0
    company = rng.zipf(1.25, (len(shapes), 3))
    legal = rng.zipf(1.5, len(shapes))
    for row, (rare, common, ending) in enumerate(shapes.tolist()):
        name = [words[i] for i in stream[at : at + rare].tolist()]
        at += rare
        name += [COMPANY[int(company[row, i]) % len(COMPANY)] for i in range(common)]
        if ending:
            name.append(LEGAL[int(legal[row]) % len(LEGAL)])
        found.setdefault(" ".join(name))
        if len(found) == count:
            return list(found)
    raise AssertionError("too many names were alike")


def word_stream(rng: np.random.Generator, length: int) -> NDArray[np.int32]:
    """Word numbers with Heaps exponent :data:`HEAPS`: a Pitman-Yor process, drawn in blocks of two per cent."""
    stream = np.empty(length, np.int32)
    counts = np.zeros(1024, np.int64)
    drawn = distinct = 0
    while drawn < length:
        block = min(length - drawn, max(64, drawn // 50))
        fresh = rng.random(block) < (CONCENTRATION + HEAPS * distinct) / (CONCENTRATION + drawn)
        if not distinct:
            fresh[0] = True
        new = int(fresh.sum())
        chosen = np.empty(block, np.int32)
        chosen[fresh] = np.arange(distinct, distinct + new)
        if distinct:
            mass = np.cumsum(counts[:distinct] - HEAPS)
            chosen[~fresh] = mass.searchsorted(rng.random(block - new) * mass[-1], "right")
        else:
            chosen[~fresh] = 0
        distinct += new
        if distinct > len(counts):
            counts = np.concatenate([counts, np.zeros(max(len(counts), distinct), np.int64)])
        counts += np.bincount(chosen, minlength=len(counts))
        stream[drawn : drawn + block] = chosen
        drawn += block
    return stream


def _shapes(rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """For each name: rare words, common company words, and whether a legal form ends it."""
    organisation = rng.random(count) < ORGANISATION_SHARE
    person = rng.choice([1, 2, 3, 4, 5], count, p=[0.02, 0.33, 0.40, 0.18, 0.07])
    rare = np.where(organisation, rng.choice([1, 2, 3], count, p=[0.35, 0.45, 0.20]), person)
    common = np.where(organisation, rng.choice([1, 2, 3], count, p=[0.45, 0.40, 0.15]), 0)
    return np.stack([rare, common, organisation & (rng.random(count) < 0.75)], axis=1).astype(np.int64)


class _Speller:
    """Distinct words: trigram models of ten cultures, and spelling variants of words already given out."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._given: list[str] = []
        self._known: set[str] = set(COMPANY) | set(LEGAL)
        self._seeds = [word for text in CULTURES.values() for word in text.split()]
        rng.shuffle(self._seeds)
        self._models = [_trigrams(text.split()) for text in CULTURES.values()]

    def new(self) -> str:
        word = self._seeds.pop() if self._seeds else self._made_up()
        while word in self._known:
            word = self._made_up()
        self._known.add(word)
        self._given.append(word)
        return word

    def _made_up(self) -> str:
        if self._given and self._rng.random() < VARIANT_SHARE:
            return _misspelt(self._rng.choice(self._given), self._rng)
        model = self._rng.choice(self._models)
        while True:
            word, state, longest = "", "^^", self._rng.randint(4, 11)
            while len(word) < longest:
                letter = self._rng.choice(model[state])
                if letter == "$":
                    break
                word += letter
                state = state[1] + letter
            if len(word) >= 3:
                return word if self._rng.random() < 0.85 else (word + self._tail())[:16]

    def _tail(self) -> str:
        """A second half, so that rare words are as long and as varied as real ones."""
        return self._rng.choice(
            ["ov", "enko", "zade", "abad", "stroy", "tech", "uly", "ian", "pur", "berg", "son", "i"]
        )


def _trigrams(words: list[str]) -> dict[str, str]:
    model: defaultdict[str, str] = defaultdict(str)
    for word in words:
        for a, b, c in zip("^^" + word, "^" + word + "$", word + "$", strict=False):
            model[a + b] += c
    return dict(model)


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    kind = rng.randrange(3)
    if kind == 0 and len(word) > 4:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + rng.choice(_LETTERS) + word[at:]
    return word[:at] + rng.choice(_LETTERS) + word[at + 1 :]


def main() -> int:
    """Print a list of made-up names."""
    parser = argparse.ArgumentParser(description="made-up names, one a line")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    sys.stdout.writelines(name + "\n" for name in names(arguments.count, arguments.seed))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
