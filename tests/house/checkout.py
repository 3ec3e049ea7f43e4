"""The checkout the tests stand in, and what git knows of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def git(*arguments: str) -> str:
    # A checkout may be another user's, as in a container; nothing is run from its configuration.
    told = subprocess.run(
        ["git", "-C", str(ROOT), "-c", "safe.directory=*", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout


def tracked(below: str = ".") -> list[str]:
    """Return the tracked files that are there, by their paths from the checkout's folder."""
    names = git("ls-files", "-z", below).split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]
