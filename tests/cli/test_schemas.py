from __future__ import annotations

import json
from pathlib import Path

from dualuse.schemas import schema_of, schemas
from support.running import Run


def test_the_command_lists_prints_and_writes_schemas(run: Run, tmp_path: Path) -> None:
    assert all(f"{name}: " in run("schemas").out for name in schemas())
    assert json.loads(run("schemas", "rule").out) == schema_of("rule")
    assert run("schemas", "--out", str(tmp_path / "made")).status == 0
    assert len(list((tmp_path / "made").iterdir())) == len(schemas())
    ran = run("schemas", "poem")
    assert (ran.status, ran.out) == (2, "")
    assert "no schema called 'poem'; there are: transaction" in ran.err
    blocked = tmp_path / "file"
    blocked.write_text("")
    refused = run("schemas", "rule", "--out", str(blocked / "inside"))
    assert refused.status == 2
    assert "Traceback" not in refused.err
