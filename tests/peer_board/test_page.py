"""The page on peers says what was measured with the versions that are pinned; workers keep to themselves."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from benchmarks.peers.__main__ import _options, main
from benchmarks.peers.catalogue import NOT_RUN, PEERS, Peer
from benchmarks.peers.measured import Column, Measured, Measurement
from benchmarks.peers.page import page, table

ROOT = Path(__file__).resolve().parents[2]
WORKERS = ROOT / "benchmarks/peers/workers"
PAGE = ROOT / "docs/peers.md"
PINS = [peer for peer in PEERS.values() if peer.requirements]


def column(matcher: str, milliseconds: float, at_once: float | None, *, lower_bound: bool = False) -> Column:
    recall = {"all mutation": (0.5, 0.6, 0.7), "mutation: exact": (0.9, 1.0, 1.0)}
    return Column(
        matcher=matcher, candidates="all names", lower_bound=lower_bound, thresholds=(90.0, 80.0, 70.0), recall=recall,
        milliseconds=milliseconds, milliseconds_at_once=at_once,
    )  # fmt: skip


@pytest.fixture
def measured() -> Measured:
    ours = Measurement(
        peer="dualuse",
        versions={"numpy": "1"},
        ready_seconds=2.0,
        megabytes=100,
        columns=(column("dualuse x", 2, 0.5),),
        short_milliseconds={"dualuse x": 0.3},
    )
    peer = Measurement(
        peer="nomenklatura", versions={"nomenklatura": "4"}, ready_seconds=20.0, megabytes=1500,
        short_milliseconds={"logic-v2": 9.0},
        columns=(column("logic-v2", 14, 11), column("logic-v1", 1, None, lower_bound=True)), notes=("a | b",),
    )  # fmt: skip
    ghost = Measurement(peer="ghost", problem="No matching distribution found for ghost==1")
    groups = {"all mutation": 30, "mutation: exact": 30}
    return Measured(
        command="python -m benchmarks.peers", half="held-out", names=9, short=5, clean=500, alerts=(10, 50, 100),
        groups=groups, peers=(ours, peer, ghost),
    )  # fmt: skip


def test_the_page_of_the_documentation_is_what_was_measured() -> None:
    measured = Measured.model_validate_json(PAGE.with_suffix(".json").read_text("utf-8"))
    assert PAGE.read_text("utf-8") == page(measured), f"run: {measured.command}"


def test_the_page_was_measured_with_the_versions_that_are_pinned() -> None:
    measured = Measured.model_validate_json(PAGE.with_suffix(".json").read_text("utf-8"))
    held = {peer.peer: peer for peer in measured.peers}
    assert set(held) == set(PEERS)
    for peer in PINS:
        assert peer.requirements is not None
        pins = {_plain(name): version for name, version in _pins(peer.requirements).items()}
        for name, version in held[peer.name].versions.items():
            assert pins[_plain(name)] == version, f"{peer.name} was measured with {name} {version}"


def test_the_command_on_the_page_can_be_given() -> None:
    measured = Measured.model_validate_json(PAGE.with_suffix(".json").read_text("utf-8"))
    words = measured.command.split()
    assert words[:3] == ["python", "-m", "benchmarks.peers"]
    chosen = _options().parse_args(words[3:])
    assert (ROOT / chosen.write) == PAGE
    assert chosen.half == measured.half == "held-out"
    assert chosen.clean == measured.clean
    assert measured.clean >= 500


def test_times_are_multiples_of_ours(measured: Measured) -> None:
    lines = {line.split(" | ")[0].strip("| "): line for line in table(measured).splitlines()}
    assert lines["dualuse x"].endswith("| 1 x | 1 x |")
    assert lines["logic-v2"].endswith("| 7 x | 22 x |")
    assert lines["logic-v1"].endswith("| 0.5 x |  |")
    prose = " ".join(page(measured).split())
    assert "22 times as many names in a CPU second" in prose
    assert "Against 5 of them, drawn with a fixed seed: **30 times**" in prose


def test_a_peer_without_figures_says_why_in_its_line(measured: Measured) -> None:
    assert "| ghost | no figures: No matching distribution found for ghost==1 |" in table(measured)


def test_every_line_of_a_table_has_as_many_cells_as_its_head(measured: Measured) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", page(measured), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block


def test_candidates_that_are_not_the_peers_own_are_marked(measured: Measured) -> None:
    assert "| logic-v1 | all names ¹ |" in table(measured)
    assert "| logic-v2 | all names |" in table(measured)


def test_without_ours_there_are_times_and_no_multiples(measured: Measured) -> None:
    alone = measured.model_copy(update={"peers": measured.peers[1:2]})
    assert "14.00 ms" in table(alone)
    assert "times as many names" not in page(alone)


def test_who_is_not_run_is_named_with_the_reason(measured: Measured) -> None:
    for name, why in NOT_RUN.items():
        assert f"- {name}: {why}." in page(measured)


@pytest.mark.parametrize("peer", PINS, ids=lambda peer: str(peer.name))
def test_every_requirement_of_a_peer_is_one_version_and_names_no_registry(peer: Peer) -> None:
    file = peer.requirements
    assert file is not None
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert lines
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)


@pytest.mark.parametrize("peer", PEERS.values(), ids=lambda peer: str(peer.name))
def test_a_worker_imports_only_the_standard_library_and_its_peer(peer: Peer) -> None:
    name = peer.worker
    tree = ast.parse((WORKERS / f"{name}.py").read_text("utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    project = {m for m in modules if m.split(".")[0] in ("dualuse", "benchmarks")}
    assert name == "ours" or project == {"benchmarks.peers.workers.task"}


def _pins(file: Path) -> dict[str, str]:
    lines = (line.partition("==") for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {name: version for name, _, version in lines}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_a_page_is_written_again_from_its_figures_without_measuring(measured: Measured, tmp_path: Path) -> None:
    (tmp_path / "peers.json").write_text(measured.model_dump_json(), "utf-8")
    assert main(["--rewrite", str(tmp_path / "peers.md")]) == 0
    assert (tmp_path / "peers.md").read_text("utf-8") == page(measured)
