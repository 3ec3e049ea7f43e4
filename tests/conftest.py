"""What every test may use: golden files, and laws tried on the same examples each time."""

from __future__ import annotations

import functools
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

GOLDEN = Path(__file__).parent / "golden"
CI = os.environ.get("CI") == "true"

settings.register_profile("search", deadline=None)
# The same examples each time, so that a red run is red again where it is looked into; others are
# searched with HYPOTHESIS_PROFILE=search.
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


_SESSION = pytest.StashKey[pytest.Session]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the tests make over the golden files; look at the diff before you commit",
    )


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of what tests keep, and end with the verdict that stands by then.

    A box of the engine that outlives its libraries crashes Python's own end, after the last test.
    """
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper):
            kept.cache_clear()
    gc.collect()
    if (session := config.stash.get(_SESSION, None)) is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(session.exitstatus))


def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.stash[_SESSION] = session
    # A test that didn't run has shown nothing; CI has all that the tests need.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if CI and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a function that compares a text with the golden file at a path below tests/golden.

    With --update-golden it writes the file instead. A missing file is a failure.
    """
    update = bool(request.config.getoption("--update-golden"))

    def compare(path: Path, text: str) -> None:
        place = GOLDEN / path
        if update:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        assert place.is_file(), f"no golden file {path}: write it with --update-golden and read it"
        expected = place.read_bytes().decode("utf-8")
        assert text == expected, f"not as in the golden file {path}"

    return compare
