"""The seal looked at: whether each byte is as it was, and where one isn't, what lies there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from formatter import seal as sealing
from formatter.opened import Opened
from formatter.seal import NONE, Seal
from formatter.verify.finding import Finding, right, wrong

_SAID = {
    "head": "The first line of the file was changed.",
    "structure": "The structure was changed: pages, tags, links or information.",
    "index": "The table at the end of the file was changed.",
    "metadata": "The metadata (XMP) was changed.",
    "colours": "The colour profile was changed.",
    "stream": "A part of the file that has no name was changed.",
}


def look(data: bytes, seal: Seal | None) -> Iterator[Finding]:
    """Yield what the bytes of a file say about its seal, if that is whole in the file."""
    if seal is None:
        if data.startswith(b"%PDF-") and b"%%EOF" not in data[-1024:]:
            yield wrong("seal", "The file was cut short: it has neither an end nor a seal.")
        return
    if sealing.is_whole(data, seal):
        count = f"{len(data):,} bytes"
        yield right("seal", f"Each of the {count} is as it was sealed ({seal.digest}).")
        return
    if not seal.sound:
        yield wrong("seal", "The seal itself was changed: its list of places isn't its own.")
    if len(data) < seal.length:
        gone = seal.length - len(data)
        yield wrong("seal", f"The file was cut short: {_bytes(gone)} missing at its end.")
    elif len(data) > seal.length:
        more = len(data) - seal.length
        yield wrong("seal", f"{_bytes(more)} added at the file's end.")
    whole = data[: seal.length]
    roles = sealing.changed(whole, seal) if seal.sound and len(whole) == seal.length else ()
    for role in roles:
        yield wrong("seal", _said(role))
    if len(data) == seal.length and seal.sound and not roles:
        yield wrong("seal", "The seal itself was changed: all that it seals is as it was.")


def compare(opened: Opened, seal: Seal) -> Iterator[Finding]:
    """Yield what the parts of a PDF say that isn't, byte for byte, the one that was sealed."""
    sealed = [place.content for place in seal.places if place.role.startswith("page ")]
    short = len(NONE)
    yield from _pages(sealed, [digest[:short] for digest in opened.pages()])
    there = Counter(one[:short] for contents in opened.contents() for one in contents)
    for place in seal.places:
        if (
            place.content != NONE
            and not place.role.startswith("page ")
            and not there[place.content]
        ):
            yield wrong("seal", _said(place.role))
    yield wrong(
        "seal", "The file was written anew by another program: its bytes aren't those sealed."
    )


def _pages(sealed: Sequence[str], found: Sequence[str]) -> Iterator[Finding]:
    if Counter(sealed) == Counter(found):
        if list(sealed) != list(found):
            order = ", ".join(str(sealed.index(one) + 1) for one in found[:50])
            yield wrong("seal", f"The pages stand in another order: {order}.")
        return
    left = Counter(sealed) - Counter(found)
    strange = [i for i, one in enumerate(found, start=1) if one not in set(sealed)]
    gone = [i for i, one in enumerate(sealed, start=1) if left[one]]
    if len(found) == len(sealed):
        for i in gone:
            yield wrong("seal", _said(f"page {i}"))
        return
    for i in gone[: max(0, len(sealed) - len(found))]:
        yield wrong("seal", f"Page {i} is gone.")
    for i in gone[max(0, len(sealed) - len(found)) :]:
        yield wrong("seal", _said(f"page {i}"))
    for i in strange[: max(0, len(found) - len(sealed))]:
        yield wrong("seal", f"Page {i} was put in.")


def _said(role: str) -> str:
    kind, _, name = role.partition(" ")
    match kind:
        case "page":
            return f"What page {name} shows was changed."
        case "font":
            return f"The font {name} was changed."
        case "attachment":
            return f"The attached {name} was changed."
        case "picture" | "drawing":
            return f"The {kind} {name} was changed."
        case _:
            return _SAID.get(role, f"The {role} was changed.")


def _bytes(count: int) -> str:
    return "One byte is" if count == 1 else f"{count:,} bytes are"
