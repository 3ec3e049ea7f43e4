"""File names out of titles."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

# Names that Windows keeps for devices, with any suffix.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")
_LONGEST = 80


def slug(title: str) -> str:
    """Return a title as a file name of at most 80 ASCII characters: `cung-co-the-tran`.

    Cut at a word. A title without a Latin letter or digit is named by its hash: `bai-9f86d081`.
    """
    plain = unicodedata.normalize("NFD", title).replace("đ", "d").replace("Đ", "D")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST]
    if _DEVICES.match(name):
        name += "-bai"
    return name or f"bai-{sha256(title.encode()).hexdigest()[:8]}"


def untaken(name: str, taken: set[str]) -> str:
    """Return a file's name, numbered where one of the batch has it already; and take it.

    Names differ in more than their capitals, which Windows and macOS don't tell apart.
    """
    own, number = name, 2
    while own.casefold() in taken:
        own, number = f"{name}-{number}", number + 1
    taken.add(own.casefold())
    return own
