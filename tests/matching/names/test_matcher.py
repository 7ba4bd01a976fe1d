"""The public door: fast equals plain, changed equals rebuilt, stored equals held."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dualuse.errors import InputError
from dualuse.matching import NameIndex
from dualuse.matching.consonants import consonant_key
from dualuse.matching.names import Language, NameMatcher, Words, store
from dualuse.matching.names.store import IndexDamagedError


class Variant(NamedTuple):
    token: str
    similarity: float
    reason: str


def variants(word: str) -> list[Variant]:
    pairs = {"bill": "william", "william": "bill", "zavod": "plant", "plant": "zavod"}
    return [Variant(pairs[word], 0.9, "nickname")] if word in pairs else []


def share(word: str) -> float:
    return 0.3 if word == "ltd" else 1.0


def words(name: str) -> Words:
    """Two spellings of a legal form are one word to be aligned, and stay as written to have their letters compared."""
    plain = tuple(name.lower().split())
    return Words(tuple("ltd" if word == "limited" else word for word in plain), plain)


PLAIN = Language(words, variants, share, consonant_key, "test-1")

word = st.one_of(
    st.text(alphabet="ab", min_size=1, max_size=6),
    st.text(alphabet="aeiklnorst", min_size=2, max_size=8),
    st.sampled_from(["bill", "william", "zavod", "plant", "ltd", "limited", "a", "b"]),
)
name = st.lists(word, max_size=5).map(" ".join)
cutoff = st.one_of(st.sampled_from([0.0, 50.0, 70.0, 85.0, 100.0]), st.floats(0, 100))


@given(st.lists(name, max_size=20), name, cutoff)
def test_the_fast_answer_is_the_plain_answer(held: list[str], query: str, score_cutoff: float) -> None:
    matcher = NameMatcher(held, language=PLAIN)
    fast, plain = matcher.search(query, score_cutoff), matcher.search(query, score_cutoff, reference=True)
    assert fast.matches == plain.matches
    assert fast.complete
    assert all(match.score >= score_cutoff for match in fast)
    assert list(fast) == sorted(fast, key=lambda match: (-match.score, match.position))


@given(st.lists(name, max_size=15), st.lists(name, max_size=6), st.data(), name, cutoff)
def test_a_changed_index_answers_like_one_built_anew_with_the_same_weights(
    held: list[str], added: list[str], data: st.DataObject, query: str, score_cutoff: float
) -> None:
    first = NameMatcher(held, language=PLAIN)
    removed = data.draw(st.sets(st.sampled_from(range(len(held))))) if held else set()
    changed = first.with_changes(added=added).with_changes(removed=removed)
    kept = [position for position in range(len(held) + len(added)) if position not in removed]
    names = [(held + added)[position] for position in kept]
    rebuilt = NameMatcher(names, language=PLAIN, weights=first.weights)
    expected = [(kept[m.position], m.score, m.by_words, m.by_letters) for m in rebuilt.search(query, score_cutoff)]
    for matcher in (changed, changed.compacted()):
        found = matcher.search(query, score_cutoff)
        assert [(m.position, m.score, m.by_words, m.by_letters) for m in found] == expected
        assert found.matches == matcher.search(query, score_cutoff, reference=True).matches
        assert len(matcher) == len(names)


@given(st.lists(name, max_size=12), name)
def test_a_name_finds_itself(held: list[str], query: str) -> None:
    matcher = NameMatcher([*held, query], language=PLAIN)
    found = {match.position: match.score for match in matcher.search(query, 100)}
    assert found.get(len(held)) == (100.0 if query.split() else None)


@given(st.lists(name, min_size=2, max_size=8))
def test_letters_agree_the_same_in_both_directions(held: list[str]) -> None:
    matcher = NameMatcher(held, language=PLAIN)
    scores = {(i, m.position): m.by_letters for i, query in enumerate(held) for m in matcher.search(query, 1)}
    for (one, other), score in scores.items():
        assert scores.get((other, one), score) == score


def test_what_only_the_query_says_counts_for_more_than_what_only_the_list_says() -> None:
    held = ["Sarya Terga Wolmo", "Sarya Terga", *(f"filler{i} word{i}" for i in range(200))]
    matcher = NameMatcher(held, language=PLAIN)
    shorter = {m.position: m.by_words for m in matcher.search("Sarya Terga", 20)}[0]
    longer = {m.position: m.by_words for m in matcher.search("Sarya Terga Wolmo", 20)}[1]
    assert shorter is not None
    assert longer is not None
    assert shorter > longer


def test_two_words_of_their_own_are_no_slip_for_each_other() -> None:
    rare = NameMatcher(["Wolmanov", "Welmanov", *(f"filler{i} word{i}" for i in range(200))], language=PLAIN)
    common = NameMatcher(
        [f"{word}{x}" for word in ("Wolmanov", "Welmanov") for x in ("", " a b", " c d")]
        + [f"filler{i} word{i}" for i in range(200)],
        language=PLAIN,
    )
    assert rare.explain("Wolmanov", 1).pairs[0].similarity > common.explain("Wolmanov", 3).pairs[0].similarity
    assert "words of their own" in common.explain("Wolmanov", 3).pairs[0].reason


@given(st.lists(name, max_size=12), name, cutoff)
def test_a_stored_index_answers_as_before(
    tmp_path_factory: pytest.TempPathFactory, held: list[str], query: str, score_cutoff: float
) -> None:
    folder = tmp_path_factory.mktemp("index")
    matcher = NameMatcher(held, language=PLAIN).with_changes(added=["x y z"], removed=[0] if held else [])
    matcher.save(folder)
    opened = NameMatcher.load(folder, language=PLAIN, verify=True)
    assert opened.search(query, score_cutoff).matches == matcher.search(query, score_cutoff).matches
    assert (opened.weights.version, len(opened)) == (matcher.weights.version, len(matcher))
    again = opened.with_changes(added=[query])
    again.save(folder)
    assert NameMatcher.load(folder, language=PLAIN).search(query, 50).matches == again.search(query, 50).matches


def _index(folder: Path) -> NameMatcher:
    matcher = NameMatcher(["Werra Maschinenbau", "Saryarka Turbine Repair", "Bill Smith"], language=PLAIN)
    matcher.save(folder)
    return matcher


def test_a_change_stores_the_new_segment_only(tmp_path: Path) -> None:
    changed = _index(tmp_path).with_changes(removed=[1], added=["Saryarka Turbines"])
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.npy")}
    changed.save(tmp_path)
    after = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.npy")}
    assert before.items() <= after.items()
    changed.compacted().save(tmp_path)
    assert len(list(tmp_path.glob("segment-*"))) == 1


def test_every_changed_file_is_named(tmp_path: Path) -> None:
    _index(tmp_path)
    store.verify(tmp_path)
    files = sorted(tmp_path.rglob("*.npy"))
    changed = [file for file in files if np.load(file).size]
    for file in changed:
        array = np.load(file)
        array.reshape(-1)[0] += 1
        np.save(file, array)
    with pytest.raises(IndexDamagedError) as error:
        NameMatcher.load(tmp_path, language=PLAIN, verify=True)
    assert all(str(file) in str(error.value) for file in changed)


def test_a_file_that_is_cut_short_or_missing_or_of_another_shape_is_refused(tmp_path: Path) -> None:
    _index(tmp_path)
    file = next(tmp_path.rglob("tokens.npy"))
    whole = file.read_bytes()
    for damaged in (whole[:-3], whole[:20], b"", b"no array"):
        file.write_bytes(damaged)
        with pytest.raises(IndexDamagedError, match="tokens"):
            NameMatcher.load(tmp_path, language=PLAIN)
    np.save(file, np.zeros(1, np.int32))
    with pytest.raises(IndexDamagedError, match="expected"):
        NameMatcher.load(tmp_path, language=PLAIN)
    file.unlink()
    with pytest.raises(IndexDamagedError, match="tokens"):
        NameMatcher.load(tmp_path, language=PLAIN)
    file.write_bytes(whole)
    NameMatcher.load(tmp_path, language=PLAIN, verify=True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"format": 2', '"format": 1', "format"),
        ('"recipe": "names-2"', '"recipe": "names-0"', "recipe"),
        ('"tables": "test-1"', '"tables": "test-0"', "tables"),
        ('"removed"', '"forgotten"', "removed"),
        ('"offsets"', '"../offsets"', "as a file"),
        ("{", "[", "not readable"),
    ],
)
def test_a_manifest_of_another_make_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    _index(tmp_path)
    file = tmp_path / store.MANIFEST
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(IndexDamagedError, match=said):
        NameMatcher.load(tmp_path, language=PLAIN)


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="no index here"):
        NameMatcher.load(tmp_path / "nowhere", language=PLAIN)


def test_a_limit_is_said_and_keeps_the_best() -> None:
    matcher = NameMatcher(["Werra Maschinenbau"] * 5 + ["Werra Maschinenbauer"], language=PLAIN)
    found = matcher.search("Werra Maschinenbau", 40, limit=3)
    assert [match.position for match in found] == [0, 1, 2]
    assert found.total == 6
    assert not found.complete
    assert found.cuts == ("only the best 3 of 6 names are given",)
    assert matcher.search("Werra Maschinenbau", 40, limit=6).complete


def test_a_result_says_what_made_it() -> None:
    matcher = NameMatcher(["Werra Maschinenbau", "Saryarka Turbine Repair"], language=PLAIN)
    found = matcher.search("werra maschinenbav", 60)
    assert (found.recipe, found.tables, found.weights) == ("names-2", "test-1", matcher.weights.version)
    assert found.query_key == "maschinenbav werra"
    assert found[0].channels == ("words", "letters")
    assert found[0].name_key == "maschinenbau werra"


def test_more_words_than_are_aligned_are_said() -> None:
    query = " ".join(f"word{chr(97 + i)}" for i in range(25))
    found = NameMatcher([query], language=PLAIN).search(query, 90)
    assert found[0].score == 100
    assert found.cuts == ("only the first 24 words were aligned",)


def test_a_name_without_a_letter_finds_nothing_and_is_never_found() -> None:
    matcher = NameMatcher(["", "..", "Werra"])
    assert len(matcher) == 3
    assert list(matcher.search("-", 1)) == []
    assert [match.position for match in matcher.search("Werra", 1)] == [2]


def test_scripts_and_legal_forms_meet_through_the_tables_of_the_package() -> None:
    matcher = NameMatcher(["Saryarka Turbine LLP", "Mohammed Al Haq"])
    assert matcher.search("ТОО «Сарыарка Турбине»", 90)[0].position == 0


def test_candidates_by_consonants_are_found_for_scripts_without_vowels_and_kept_apart() -> None:
    held = ["Qusay Tikriti", "Werra Maschinenbau", "Qasi Takrit", "Tikriti, Qussai"]
    matcher = NameMatcher(held).with_changes(removed=[2], added=["Qosay al-Tekriti"])
    found = matcher.candidates("قصي التكريتي")
    assert {match.position for match in found} == {0, 3, 4}
    assert found.recipe == "consonants-1"
    assert all(match.channels == ("consonants",) for match in found)
    assert matcher.candidates("قصي التكريتي", limit=1).cuts == ("only the best 1 of 3 names are given",)
    assert list(matcher.candidates("Qusay Tikriti")) == []


def test_it_stands_behind_the_door_of_every_index() -> None:
    index: NameIndex = NameMatcher(["Werra Maschinenbau"])
    assert index.search("Maschinenbau, Werra", 85)[0].position == 0


def test_wrong_calls_say_what_is_wrong() -> None:
    with pytest.raises(InputError, match="no recipe 'names-0'; there are: names-2"):
        NameMatcher(["a"], recipe="names-0")
    matcher = NameMatcher(["Werra"], language=PLAIN)
    with pytest.raises(InputError, match="no name at position 7"):
        matcher.with_changes(removed=[7])
    with pytest.raises(InputError, match="no name at position 0"):
        matcher.with_changes(removed=[0]).forms_at(0)
