"""README.md: its examples do what they show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(kind, text) for kind, text in BLOCK.findall(README)]
PROGRAMS = [text for kind, text in BLOCKS if kind == "python"]
COMMANDS = [
    line.removeprefix("$ ")
    for kind, text in BLOCKS
    if kind in {"sh", "bash", "console"}
    for line in text.splitlines()
    if line.removeprefix("$ ").startswith("formatter ") and "examples/" in line
]


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    """Return a folder as its reader has it: our examples in it, nothing else."""
    made = shutil.ignore_patterns("out")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=made)
    return tmp_path


def test_it_shows_the_library_and_the_command() -> None:
    assert PROGRAMS
    assert COMMANDS


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_program_runs(program: str, reader: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=reader,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_command_runs(command: str, reader: Path) -> None:
    before = set(reader.rglob("*"))
    # The shell reads the line as the reader's does; only the command is sure to be this checkout's.
    line = command.replace("formatter", '"$0" -m formatter', 1)
    told = subprocess.run(
        ["sh", "-c", line, sys.executable], cwd=reader, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout or set(reader.rglob("*")) > before
