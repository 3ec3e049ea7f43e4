"""The files out of a PDF, byte for byte: listed, or written into a folder and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from formatter.errors import NothingFoundError, UsageError
from formatter.opened import Attachment, Opened
from formatter.written import must_be_writable, write_whole

# Names that some system takes for a device, whatever follows their first dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST = 200


class Extracted(NamedTuple):
    """A file of a PDF: what the PDF says of it, its hash, and what became of it.

    `path` is where it was written, empty where it wasn't; `refused` says why, in a clause, and
    `unsound` that its bytes aren't those of its checksum.
    """

    name: str
    media_type: str
    relationship: str
    description: str
    dated: str
    size: int
    sha256: str
    unsound: bool
    path: str = ""
    refused: str = ""

    def json(self) -> dict[str, Any]:
        """Return it as the command's contract writes it."""
        return self._asdict()


def extract(pdf: Path, folder: Path | None = None, *, over: bool = False) -> tuple[Extracted, ...]:
    """Return the files attached to a PDF, each written into `folder` if one is given.

    A file whose name is a path, or anything but a plain name, isn't written, and says so. One that
    lies there already with the same bytes is left. Raises UsageError, before anything is written,
    where another would be written over, unless `over`; NothingFoundError for a PDF that holds no
    file; and the errors of `Opened`.
    """
    with Opened(pdf) as opened:
        listed = list(_listed(opened))
        if not listed:
            raise NothingFoundError(
                f"{pdf} holds no files.",
                "Give a PDF that was made with --profile archive: it holds what it was made from.",
            )
        if folder is None:
            return tuple(listed)
        must_be_writable(folder)
        if not over:
            _must_be_free(folder, listed)
        done = []
        for one, held in zip(listed, opened.attachments(), strict=True):
            if not one.refused:
                path = folder / one.name
                _write(path, held)
                done.append(one._replace(path=str(path)))
            else:
                done.append(one)
        return tuple(done)


def _listed(opened: Opened) -> Iterator[Extracted]:
    taken: set[str] = set()
    for held in opened.attachments():
        folded = unicodedata.normalize("NFC", held.name).casefold()
        why = wrong(held.name) or ("another file has the same name" if folded in taken else "")
        taken.add(folded)
        yield Extracted(
            name=held.name,
            media_type=held.media_type,
            relationship=held.relationship,
            description=held.description,
            dated=held.dated,
            size=len(held.data),
            sha256=held.sha256,
            unsound=not held.is_sound,
            refused=why,
        )


def wrong(name: str) -> str:
    """Return why no file may be written under a name, empty where one may."""
    if not name.strip(" ."):
        return "it has no name"
    if re.search(r"[/\\:]", name):
        return "its name is a path"
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in name):
        return "its name holds signs that can't be seen"
    if name.startswith((".", "-", "~")) or name != name.strip(" ."):
        return "its name begins or ends with a sign that hides it"
    if re.search(r'[<>"|?*]', name) or _DEVICES.fullmatch(name):
        return "its name isn't one on every system"
    if len(name.encode()) > _LONGEST:
        return "its name is too long"
    return ""


def _must_be_free(folder: Path, listed: list[Extracted]) -> None:
    for one in listed:
        path = folder / one.name
        if not one.refused and (path.exists() or path.is_symlink()) and not _is(path, one.sha256):
            raise UsageError(
                f"{path} is there already, and isn't the file in the PDF.",
                "Choose another folder with -o, or write over it with --force.",
            )


def _is(path: Path, digest: str) -> bool:
    try:
        data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    except OSError:
        return False
    return sha256(data).hexdigest() == digest


def _write(path: Path, held: Attachment) -> None:
    if _is(path, held.sha256):
        return
    try:
        write_whole(path, held.data)
    except OSError as why:
        raise UsageError(
            f"{path} can't be written: {why.strerror or why}.",
            "Make room for it, or choose another folder with -o.",
        ) from why
