"""The seal put into a PDF while it is written: what each of its objects is, and where it lies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pydyf

from formatter import seal

# Whose data it is in the file's catalog (ISO 32000-2, 14.5).
OWNER = "ArticleFormatter"
_NUMBER = re.compile(rb"(\d+) \d+ R")
_DRAWN = {"/Image": "picture", "/Form": "drawing"}
_UNSAFE = re.compile(r"[^\x21-\x7e]+")


# The date of what has none, where one must stand.
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


def stamped(when: datetime) -> str:
    """Return a moment as a PDF writes it (ISO 32000-2, 7.9.4)."""
    return when.astimezone(UTC).strftime(f"D:{when.year:04}%m%d%H%M%SZ")


class Sealing:
    """Seals one PDF: `put` as the last thing before it is written, `closed` when it is."""

    def __init__(self) -> None:
        self._pdf: Any = None
        self._seal: Any = None
        self._places: list[Any] = []

    def put(self, pdf: Any, made: datetime | None) -> None:  # noqa: ANN401  the engine's object
        """Add the blank seal; `made` is the date of the file. Nothing may be added after it."""
        roles = _roles(pdf)
        streams = [each for each in pdf.objects if isinstance(each, pydyf.Stream)]
        told = [(roles.get(each.number, "stream"), _content(each)) for each in streams]
        # Then come the seal itself, all that is no stream, and the table of where everything is.
        ends = [("seal", seal.NONE), ("structure", seal.NONE), ("index", seal.NONE)]
        self._seal = pydyf.Stream([seal.blank([("head", seal.NONE), *told, *ends])])
        self._pdf, self._places = pdf, [*streams, self._seal]
        pdf.add_object(self._seal)
        dated = stamped(made or _UNKNOWN)
        pdf.catalog["PieceInfo"] = pydyf.Dictionary(
            {
                OWNER: pydyf.Dictionary(
                    {"LastModified": pydyf.String(dated), "Private": self._seal.reference}
                )
            }
        )

    def closed(self, data: bytes) -> bytes:
        """Return the file, as it was written, with the seal filled in."""
        structure, index = self._pdf.objects[-2:]
        places = [*self._places, structure, index]
        offsets = [0, *(each.offset for each in places)]
        return seal.closed(data, offsets, own=len(self._places))


def _content(stream: Any) -> str:  # noqa: ANN401
    """Return the digest of what a stream holds: of a picture that is packed already, as packed."""
    told: str = getattr(stream, "digest", "")
    return told[: len(seal.NONE)] or seal.short(b"\n".join(map(_bytes, stream.stream)))


def _bytes(item: Any) -> bytes:  # noqa: ANN401
    return item if isinstance(item, bytes) else pydyf._to_bytes(item)  # noqa: SLF001


def _roles(pdf: Any) -> Mapping[int, str]:  # noqa: ANN401
    """Return what the streams of a PDF are, by their numbers."""
    roles: dict[int, str] = {}
    counts: Counter[str] = Counter()
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream):
            if kind := _DRAWN.get(each.extra.get("Subtype")):
                counts[kind] += 1
                roles[each.number] = f"{kind} {counts[kind]}"
        elif isinstance(each, pydyf.Dictionary):
            for value, role in _named(each):
                roles |= dict.fromkeys(_numbers(value), role)
    for i, number in enumerate(pdf.pages["Kids"][::3], start=1):
        roles |= dict.fromkeys(_numbers(pdf.objects[number]["Contents"]), f"page {i}")
    return roles


def _named(each: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Yield what a dictionary refers to, with what that is."""
    kind = each.get("Type")
    if kind == "/FontDescriptor":
        name = f"font {_safe(each['FontName'])}"
        for key in ("FontFile", "FontFile2", "FontFile3"):
            yield each.get(key, b""), name
        yield each.get("CIDSet", b""), f"{name}, its set"
    elif kind == "/Font":
        yield each.get("ToUnicode", b""), f"font {_safe(each['BaseFont'])}, its letters"
    elif kind == "/Filespec":
        yield each["EF"], f"attachment {_safe(each['UF'])}"
    elif kind == "/Catalog":
        yield each.get("Metadata", b""), "metadata"
        for intent in each.get("OutputIntents", ()):
            yield intent["DestOutputProfile"], "colours"


def _numbers(value: Any) -> Iterator[int]:  # noqa: ANN401
    """Yield the numbers of the objects that a value refers to."""
    for found in _NUMBER.finditer(_bytes(value)):
        yield int(found[1])


def _safe(name: Any) -> str:  # noqa: ANN401
    text = getattr(name, "string", name)
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return _UNSAFE.sub("_", text.removeprefix("/"))[:200]
