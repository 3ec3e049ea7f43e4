"""The package as a stranger gets it: built, installed in an empty environment, put to work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, tracked

PAGE = "mua-nuoc-noi"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command as in a shell that knows nothing of this checkout; give what it prints."""
    apart = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    told = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name not in apart},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    pip = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation")
    run(*pip, "-w", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("article_formatter-*.whl")
    return found


@pytest.fixture(scope="module")
def sdist(dist: Path) -> Path:
    (found,) = dist.glob("article_formatter-*.tar.gz")
    return found


def test_wheel_carries_the_package_with_its_themes_and_fonts(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for kind in ("themes", "fonts"):
        assert {f"formatter/{name}" for name in tracked(kind)} <= names
    assert set(tracked("formatter/profiles")) <= names
    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "formatter").rglob("*.py")}
    assert modules | {"formatter/py.typed"} <= names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {
        "formatter",
        "article_formatter",
    }


def test_wheel_says_what_it_is_and_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as box:
        (info,) = {name.split("/")[0] for name in box.namelist() if ".dist-info/" in name}
        said = Parser().parsestr(box.read(f"{info}/METADATA").decode())
        points = box.read(f"{info}/entry_points.txt").decode()
    assert said["Name"] == "article-formatter"
    assert said["License-Expression"] == "AGPL-3.0-or-later"
    assert {"weasyprint==70.0", "ebooklib==0.20"} <= set(said.get_all("Requires-Dist", []))
    assert "LICENSE" in said.get_all("License-File", [])
    assert len(said.get_all("License-File", [])) == 1 + len(list(ROOT.glob("fonts/*/OFL.txt")))
    assert "formatter = formatter.__main__:run" in points


def test_sdist_carries_all_that_the_checks_need_and_nothing_made(sdist: Path) -> None:
    with tarfile.open(sdist) as box:
        names = {name.partition("/")[2] for name in box.getnames()}
    needed = {"LICENSE", "README.md", "pyproject.toml", "tests/run", "tests/constraints.txt"}
    assert needed | {f"examples/{PAGE}.html", "examples/run", "tests/conftest.py"} <= names
    assert not {n for n in names if n.startswith((".venv", "examples/out", "dist")) or ".pyc" in n}


def test_wheel_made_from_the_sdist_is_the_same(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    run("tar", "xzf", sdist, cwd=tmp_path)
    (tree,) = tmp_path.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=tree)
    (again,) = tmp_path.glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


def test_wheel_in_an_empty_environment_makes_both_books(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", "here", cwd=tmp_path)
    programs = tmp_path / "here/bin"
    pins = ROOT / "tests/constraints.txt"
    run(programs / "pip", "install", "-q", "-c", pins, wheel, cwd=tmp_path)
    assert "No broken requirements" in run(programs / "pip", "check", cwd=tmp_path)

    shutil.copy(ROOT / f"examples/{PAGE}.html", tmp_path)
    shutil.copytree(ROOT / f"examples/{PAGE}_files", tmp_path / f"{PAGE}_files")
    run(programs / "formatter", "convert", f"{PAGE}.html", "-o", "books", cwd=tmp_path)
    (epub,) = (tmp_path / "books").glob("*.epub")
    (pdf,) = (tmp_path / "books").glob("*.pdf")
    assert zipfile.ZipFile(epub).testzip() is None
    assert "mimetype" in zipfile.ZipFile(epub).namelist()
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert "Gò Tràm" in run("pdftotext", pdf, "-", cwd=tmp_path)
