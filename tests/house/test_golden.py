"""The golden fixture: what is missing or other fails, and is written only on request."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT

TEST = """
from pathlib import Path
def test_it(golden):
    golden(Path("shape/chợ.txt"), {made!r})
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "tests/conftest.py", tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def passes(house: Path, made: str, *options: str) -> tuple[bool, str]:
    (house / "test_made.py").write_text(TEST.format(made=made), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
        cwd=house,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode == 0, told.stdout


def test_golden_file_is_compared_and_written_on_request_alone(house: Path) -> None:
    place = house / "golden/shape/chợ.txt"
    good, said = passes(house, "chợ nổi\n")
    assert not good
    assert "no golden file" in said
    assert not place.exists()

    assert passes(house, "chợ nổi\n", "--update-golden")[0]
    assert place.read_text(encoding="utf-8") == "chợ nổi\n"
    assert passes(house, "chợ nổi\n")[0]

    good, said = passes(house, "chợ phiên\r\n")
    assert not good
    assert "not as in the golden file" in said
    assert place.read_text(encoding="utf-8") == "chợ nổi\n"
