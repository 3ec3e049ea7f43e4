"""What every file of the project keeps to."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, git, tracked

MODULES = sorted((ROOT / "formatter").rglob("*.py"))
SCRIPTS = [".ci/run", "examples/run", "tests/run"]
LONGEST = 300

# A path of somebody's machine, or the address of a package registry or a distribution's archive.
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|tmp/[a-z]\w*|home/[a-z]\w*|Users/\w+)/")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|crates\.io/api"
    r"|proxy\.golang|repo1?\.maven|mirrors?\.[a-z]+\.[a-z]+",
)


def text_of(path: Path) -> str:
    """Return the text of a file, nothing where it is a picture or a font."""
    raw = path.read_bytes()
    return "" if b"\0" in raw[:8000] else raw.decode("utf-8", errors="replace")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_says_first_what_it_owns(path: Path) -> None:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = words.partition("\n")[0]
    assert first.endswith((".", "?")), "its docstring's first line is one sentence"
    assert len(first.split()) >= 3


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_is_not_two(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST


def test_no_machine_and_no_registry_is_named() -> None:
    named = [
        f"{name}:{number}: {found[0]}"
        for name in tracked()
        for number, line in enumerate(text_of(ROOT / name).splitlines(), 1)
        for found in [MACHINE.search(line) or REGISTRY.search(line)]
        if found
    ]
    assert not named


@pytest.mark.parametrize(
    "line",
    ["see /ro" + "ot/.cache/x", "out: /ho" + "me/lan/bai.html", "index pypi." + "org/simple"],
)
def test_a_machine_or_registry_would_be_seen(line: str) -> None:
    assert MACHINE.search(line) or REGISTRY.search(line)


def test_every_text_file_is_utf_8_with_plain_line_ends() -> None:
    # Pages of the corpus stand as a server sent them, in any encoding.
    ours = {".py", ".toml", ".md", ".css", ".j2", ".sh", ".txt"}
    for path in map(Path, tracked()):
        if path.suffix in ours and "corpus" not in path.parts:
            text = (ROOT / path).read_bytes().decode("utf-8")
            assert "\r" not in text, path
            assert text.endswith("\n") or not text, path


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_can_be_started(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111
    if git("ls-files", name):
        assert git("ls-files", "--stage", name).startswith("100755")


@pytest.mark.parametrize("name", ["examples/run", "tests/run", "tests/prepare.sh"])
def test_script_is_plain_sh(name: str) -> None:
    told = subprocess.run(["dash", "-n", str(ROOT / name)], capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")


def test_a_wrong_word_gets_the_list_of_right_ones() -> None:
    told = subprocess.run(
        [str(ROOT / "tests/run"), "dance"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "./tests/run bench" in told.stderr


def pins() -> dict[str, str]:
    lines = (ROOT / "tests/constraints.txt").read_text(encoding="utf-8").splitlines()
    found = dict(line.split("==") for line in lines if not line.startswith("#"))
    return {name.lower().replace("_", "-"): version for name, version in found.items()}


def test_what_runs_here_is_what_is_pinned() -> None:
    # pip and setuptools come with the environment; they are not the project's.
    apart = {"pip", "setuptools", "article-formatter"}
    here = {d.name.lower().replace("_", "-"): d.version for d in distributions()}
    astray = {f"{n}=={v}" for n, v in here.items() if n not in apart and pins().get(n) != v}
    assert not astray


def test_exact_pins_of_the_package_are_the_pins_of_the_checks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [re.split(r"[=>]=", need) for need in project["dependencies"] if "==" in need]
    assert [pins()[name] for name, _ in needs] == [version for _, version in needs]
    assert {name for name, _ in needs} == {"ebooklib", "weasyprint"}
