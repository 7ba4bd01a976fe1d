"""An environment of its own for every peer, kept between runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

_DONE = "installed"
_REASON_LENGTH = 200


class NotInstalledError(Exception):
    """The peer could not be installed; the text is the installer's reason."""


def environment(requirements: Path, folder: Path) -> Path:
    """The Python of an environment that holds exactly these requirements; built if ``folder`` does not have it yet.

    Environments are told apart by the text of the requirements and the version of Python. One whose building was cut
    off is built again.

    Raises:
        NotInstalledError: Something was not found or could not be built.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    key = hashlib.sha256(requirements.read_bytes() + version.encode()).hexdigest()[:12]
    home = folder / f"{requirements.stem.removeprefix('requirements-')}-{key}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / _DONE).is_file():
        shutil.rmtree(home, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "venv", "--without-pip", str(home)])
        pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
        _run([*pip, "install", "--quiet", "-r", str(requirements)])
        (home / _DONE).touch()
    return python


def _run(command: list[str]) -> None:
    try:
        ran = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", errors="replace")
    except OSError as error:
        raise NotInstalledError(str(error)) from error
    if ran.returncode:
        raise NotInstalledError(reason(ran.stderr or ran.stdout))


def reason(output: str) -> str:
    """The line that says why: the last error, or else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error:", "error "))] or lines or ["no reason given"]
    return errors[-1].removeprefix("ERROR: ")[:_REASON_LENGTH]
