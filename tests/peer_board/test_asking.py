"""What workers are asked, and how what they answer is counted; no peer and no network is needed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from benchmarks.names.matchers import MATCHERS
from benchmarks.names.questions import Query, Questions
from benchmarks.names_accuracy import FLOOR, measure
from benchmarks.peers.__main__ import all_measured, main
from benchmarks.peers.asking import WorkerError, answered, counted, read, sampled, task
from benchmarks.peers.catalogue import OURS, PEERS, Peer
from benchmarks.peers.workers.task import Report, Scores, Task, answer, holding

from dualuse.matching.names import NameMatcher

NAMES = ["Werra Maschinenbau GmbH", "Saryarka Turbine Repair LLP", "Ivan Sidorov", "Orion Optics", "Famous Person"]
CLEAN = ["Blue Lake Bakery", "Werra Gardens", "Ivana Sidorenko", "Person of Fame", "Quiet Harbour Shipping"]
QUERIES = [
    Query("mutation: exact", "Werra Maschinenbau GmbH", frozenset([0])),
    Query("mutation: one typo", "Saryarka Turbin Repair LLP", frozenset([1])),
    Query("mutation: one typo", "Ivan Sidorow", frozenset([2])),
    Query("script: Cyrillic", "Иван Сидоров", frozenset([2])),
    Query("script: none", "Something Else Entirely", frozenset([3])),
]


@pytest.fixture
def asked() -> Questions:
    return Questions(list(NAMES), list(CLEAN), 4, list(QUERIES))


def given(asked: Questions) -> Task:
    matcher = MATCHERS[OURS](asked.names)
    assert isinstance(matcher, NameMatcher)
    return task(asked, matcher)


def test_a_sample_has_some_of_every_group_and_is_the_same_every_time(asked: Questions) -> None:
    asked.queries += [Query("mutation: one typo", f"Orion Optic{n}", frozenset([3])) for n in range(40)]
    sample = sampled(asked, 2, 3)
    assert {q.group for q in sample.queries} == {q.group for q in asked.queries}
    assert max(sum(q.group == group for q in sample.queries) for group in {q.group for q in asked.queries}) == 2
    assert len(sample.clean) == 3
    assert sampled(asked, 2, 3) == sample
    assert sampled(asked, 1000, 1000).names == asked.names
    assert len(sampled(asked, 1000, 1000).queries) == len(asked.queries)


def test_the_task_has_every_clean_name_and_query_with_its_right_answers_and_our_candidates(asked: Questions) -> None:
    made = given(asked)
    assert made.names == NAMES
    assert made.listed == 4
    assert made.texts == [*CLEAN, *(q.text for q in QUERIES)]
    assert made.targets == [*([] for _ in CLEAN), [0], [1], [2], [2], [3]]
    assert sorted(made.short) == list(range(len(NAMES)))
    assert made.offered[made.clean] == [0]
    assert sorted(made.short) == list(range(len(NAMES)))
    assert made.offered[made.texts.index("Saryarka Turbin Repair LLP")][0] == 1
    assert Task(**json.loads(json.dumps(asdict(made)))) == made


def test_a_false_alert_is_one_on_a_name_of_the_lists_and_only_a_right_answer_answers(asked: Questions) -> None:
    made = given(asked)
    assert answer(made, 0, [(0, 40.0), (1, 60.0), (4, 99.0)]) == 60.0
    assert answer(made, made.clean + 1, [(0, 99.0), (1, 71.5)]) == 71.5
    assert answer(made, made.clean + 1, [(0, 99.0)]) == 0.0
    assert answer(made, 0, []) == 0.0


def test_candidates_hold_a_right_answer_for_a_share_of_the_queries_alone(asked: Questions) -> None:
    made = given(asked)
    assert holding(made, [[0]] * len(made.texts)) == 1 / len(QUERIES)
    assert holding(made, [[0, 1, 2, 3]] * len(made.texts)) == 1.0


@pytest.mark.parametrize("name", ["dualuse", "rapidfuzz"])
def test_a_worker_is_counted_exactly_as_the_board_counts(name: str, asked: Questions, tmp_path: Path) -> None:
    peer = PEERS[name]
    report = answered(peer, given(asked), tmp_path / "environments", tmp_path, timeout=300)
    (scores,) = report.boards
    expected, _ = measure(scores.matcher, MATCHERS[scores.matcher](asked.names), asked)
    found = counted(scores, asked)
    assert (found.thresholds, found.rows) == (expected.thresholds, expected.rows)
    assert report.ready_seconds > 0
    assert report.peak_megabytes is None or 10 < report.peak_megabytes < 4_000
    assert (scores.at_once_seconds is not None) == (name == "dualuse")


def test_a_peer_whose_scores_are_low_gets_a_low_threshold_and_we_do_not(asked: Questions) -> None:
    scores = [0.0, 0.0, 0.0, 0.0, 10.0, *([20.0] * len(QUERIES))]
    low = counted(Scores("somebody", "all names", scores, 1.0), asked)
    assert low.thresholds == pytest.approx((10, 10, 10), abs=0.01)
    assert {row.recall for row in low.rows} == {(1.0, 1.0, 1.0)}
    own = counted(Scores(OURS, "all names", scores, 1.0), asked)
    assert own.thresholds == (FLOOR,) * 3
    assert {row.recall for row in own.rows} == {(0.0, 0.0, 0.0)}


def test_a_query_that_is_not_found_is_lost_even_where_no_clean_name_alerts(asked: Questions) -> None:
    scores = [*([0.0] * len(CLEAN)), 1.0, *([0.0] * (len(QUERIES) - 1))]
    rows = {row.group: row.recall[0] for row in counted(Scores("somebody", "", scores, 1.0), asked).rows}
    assert rows["mutation: exact"] == 1.0
    assert rows["all script"] == 0.0


def test_a_report_that_leaves_names_out_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text(json.dumps(asdict(Report({}, boards=[Scores("hasty", "all names", [1.0, 2.0], 0.1)]))), "utf-8")
    assert read(file, 2).boards[0].scores == [1.0, 2.0]
    with pytest.raises(WorkerError, match="hasty answered 2 of 3 names"):
        read(file, 3)


@pytest.mark.parametrize("text", ["", "[]", '{"versions": {}, "boards": 3}'])
def test_what_is_no_report_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text(text, "utf-8")
    with pytest.raises(WorkerError, match="not a report"):
        read(file, 2)


def test_a_worker_that_fails_says_why(asked: Questions, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="nobody_at_all"):
        answered(Peer("nobody", "nobody_at_all"), given(asked), tmp_path, tmp_path, timeout=60)


def test_a_worker_that_takes_too_long_is_stopped(asked: Questions, tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="stopped after 0 s"):
        answered(PEERS["rapidfuzz"], given(asked), tmp_path, tmp_path, timeout=0.01)


def test_peers_that_cannot_be_installed_or_fail_say_so_and_stop_nobody(asked: Questions, tmp_path: Path) -> None:
    requirements = tmp_path / "requirements-ghost.txt"
    requirements.write_text(f"{(tmp_path / 'no-such-folder').as_posix()}\n", "utf-8")
    peers = [Peer("ghost", "jellyfish", requirements), Peer("nobody", "nobody_at_all"), PEERS["rapidfuzz"]]
    ghost, nobody, rapidfuzz = all_measured(peers, asked, tmp_path / "environments", 300)
    assert "no-such-folder" in (ghost.problem or "")
    assert "nobody_at_all" in (nobody.problem or "")
    assert not ghost.columns
    assert rapidfuzz.problem is None
    assert rapidfuzz.columns[0].recall["mutation: exact"] == (1.0, 1.0, 1.0)


def test_too_few_clean_names_are_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--clean", "100"])
    assert stopped.value.code == 2
    assert "at least 500" in capsys.readouterr().err
