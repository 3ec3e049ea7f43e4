"""A bag: the files of a run in a folder that proves itself whole (BagIt, RFC 8493).

The files lie in `data/objects`, what is known of each in `data/metadata/metadata.csv`, a row a file
under the names of Dublin Core: the form that Archivematica takes in.
"""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from formatter.errors import UsageError
from formatter.provenance import TOOL, of_epoch
from formatter.records import Record
from formatter.written import must_be_writable

_ELEMENTS = (
    "title creator subject description publisher date type format identifier source language "
    "relation rights".split()
)
_COLUMNS = ("filename", *(f"dc.{name}" for name in _ELEMENTS), "captured", "sha256")
_KINDS = {
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
    "dc": "application/xml",
    "csl": "application/vnd.citationstyles.csl+json",
    "ris": "application/x-research-info-systems",
    "bibtex": "application/x-bibtex",
}
_APART = "; "
# Before these a program of tables would compute what a page has called itself.
_COMPUTED = ("=", "+", "-", "@", "\t")


def bagged(records: Iterable[Record], folder: Path, environ: Mapping[str, str]) -> Iterator[Record]:
    """Yield the records of a run, and pack the files that they name into a bag at its end.

    Nothing is packed where no file was made. The bag's date is that of SOURCE_DATE_EPOCH in
    `environ`, or of the newest capture; without either it bears none, for no clock is read. Raises
    UsageError, before any work, for a folder that is there already or can't be made.
    """
    if folder.exists():
        raise UsageError(f"{folder} exists already.", "Give --bag a folder that doesn't exist yet.")
    try:
        must_be_writable(folder.parent)
    except UsageError as why:
        raise UsageError(
            f"The bag {folder} can't be written. {why.problem}",
            "Give --bag a folder in a place that can be written.",
        ) from why
    kept = []
    for record in records:
        kept.append(record)
        yield record
    pack(kept, folder, environ)


def pack(records: Iterable[Record], folder: Path, environ: Mapping[str, str]) -> None:
    """Copy the files that records name into a bag at `folder`; UsageError where that fails."""
    files: dict[str, tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]] = {}
    for record in records:
        for output in record.outputs:
            if record.card or output["path"] not in files:
                files[output["path"]] = output, record.card
    if not files:
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".formatter-") as spool:
            made = Path(spool) / "bag"
            objects, about = made / "objects", made / "metadata"
            objects.mkdir(parents=True)
            about.mkdir()
            for path in files:
                shutil.copyfile(path, objects / Path(path).name)
            (about / "metadata.csv").write_bytes(table(files.values()).encode())
            _seal(made, _date((card for _, card in files.values()), environ))
            made.rename(folder)
    except OSError as why:
        raise UsageError(
            f"The bag {folder} can't be written: {why.strerror or why}.",
            "Choose another folder with --bag, or make room for it.",
        ) from why


def table(
    files: Iterable[tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]],
) -> str:
    """Return `metadata.csv` (RFC 4180): a row for each output, by its name, with what is known."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for output, card in sorted(files, key=lambda file: Path(file[0]["path"]).name):
        known = {**card, "format": (_KINDS.get(output["format"], ""),)}
        told = (_APART.join(known.get(name, ())) for name in (*_ELEMENTS, "captured"))
        name = f"objects/{Path(output['path']).name}"
        writer.writerow([name, *map(_inert, told), output["sha256"]])
    return out.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell


def _seal(folder: Path, date: str) -> None:
    """Make a bag of a folder in its place; its checksums are SHA-256 and SHA-512."""
    import bagit

    # An empty list is a field that isn't written: the library would write today's date.
    about: dict[str, Any] = {"Bagging-Date": date or [], "Bag-Software-Agent": TOOL}
    bagit.make_bag(str(folder), about, checksums=["sha256", "sha512"])
    for manifest in folder.glob("tagmanifest-*.txt"):
        # The library lists them as the disk does, which differs from one to another.
        lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
        lines.sort(key=lambda line: line.split()[-1])
        manifest.write_bytes("".join(lines).encode())


def _date(cards: Iterable[Mapping[str, tuple[str, ...]]], environ: Mapping[str, str]) -> str:
    if told := of_epoch(environ):
        return f"{told:%Y-%m-%d}"
    return max((when[:10] for card in cards for when in card.get("captured", ())), default="")
