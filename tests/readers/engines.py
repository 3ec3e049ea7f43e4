"""Asks the engines of engines.mjs, all of them in one Chromium, what they find in a book."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_HERE = Path(__file__).parent


class Engines:
    """Reading engines and the checker Ace, in a process of their own."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._found: dict[tuple[str, bytes], dict[str, Any]] = {}

    def ask(self, job: str, epub: bytes, **more: object) -> dict[str, Any]:
        """Return what `job` (ace, foliate, epubjs or screens) finds in a book; once for each book.

        Raises RuntimeError where it comes to no end.
        """
        if (job, epub) not in self._found:
            path = self._folder / "book.epub"
            path.write_bytes(epub)
            self._found[job, epub] = self._told({"do": job, "book": str(path), **more})
        return self._found[job, epub]

    def _told(self, asked: dict[str, object]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        answer = json.loads(line or '{"failed": "the engines have ended"}')
        if "failed" in answer:
            raise RuntimeError(f"{asked['do']} came to no end: {answer['failed']}")
        found: dict[str, Any] = answer["found"]
        return found


@contextmanager
def engines() -> Iterator[Engines]:
    """Start them and end them; RuntimeError where something they need is missing."""
    chromium, node = shutil.which("chromium"), shutil.which("node")
    if chromium is None or node is None:
        raise RuntimeError("These tests need Chromium and Node.js: install chromium and nodejs.")
    if not (_HERE / "node_modules").is_dir():
        raise RuntimeError("The engines are missing: ./tests/run brings them.")
    with TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [node, str(_HERE / "engines.mjs"), chromium],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Engines(process, Path(folder))
        finally:
            # It ends of itself, and its browser with it, when nothing more can be asked.
            process.communicate(timeout=60)
