"""Proof: an archive's PDF looked at again, without network, for what was changed in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from formatter import seal as sealing
from formatter.errors import UsageError
from formatter.opened import Opened
from formatter.verify import (
    account,
    cleaned,
    metadata,
    pictures,
    printed,
    sealed,
    typefaces,
    vera,
)
from formatter.verify.finding import Finding, wrong

__all__ = ["Finding", "is_right", "verify"]

_LARGEST = 2 * 1024 * 1024 * 1024


def verify(pdf: Path, verapdf: Path | None = None) -> tuple[Finding, ...]:
    """Return what is found in a PDF that this program made for an archive.

    The bytes are held against the seal, the attachments against the accounts, the article against
    its page cleaned again, the pages' words against the article, fonts, pictures and metadata
    against what is told of them; the standards are looked at by veraPDF, where it is named (its
    folder of jars, or its program). Raises UsageError for a file that can't be read.
    """
    try:
        if pdf.stat().st_size > _LARGEST:
            raise UsageError(f"{pdf} is larger than any PDF of ours.", "Give another file.")
        data = pdf.read_bytes()
    except OSError as why:
        raise UsageError(f"{pdf} can't be read: {why.strerror or why}.", "Check the name.") from why
    seal = sealing.read(data)
    found = list(sealed.look(data, seal))
    whole = bool(found) and is_right(found)
    try:
        with Opened(pdf) as opened:
            found += _inside(opened, seal, verapdf, whole=whole)
    except UsageError as why:
        found.append(wrong("seal", why.problem))
    return tuple(dict.fromkeys(found))


def is_right(found: list[Finding] | tuple[Finding, ...]) -> bool:
    """Say whether nothing is wrong."""
    return all(finding.verdict != "wrong" for finding in found)


def _inside(
    opened: Opened, seal: sealing.Seal | None, verapdf: Path | None, *, whole: bool
) -> Iterator[Finding]:
    if seal is None:
        seal = sealing.read(opened.seal())
        if seal is None:
            yield wrong("seal", "It has no seal, as each PDF has that is made for an archive.")
        else:
            yield from sealed.compare(opened, seal)
    elif not whole and len(opened.data) > seal.length:
        yield from sealed.compare(opened, seal)
    if opened.is_locked:
        yield wrong("seal", "The file was locked after it was made.")
    held = {one.name: one for one in opened.attachments()}
    accounts, faults = account.accounts(held)
    yield from faults
    yield from account.hold(held, accounts, opened.metadata())
    for one in accounts:
        yield from cleaned.look(held, one)
    texts = printed.texts(opened.data)
    yield from printed.look(texts, held, accounts)
    yield from pictures.look(list(opened.contents()), accounts)
    yield from typefaces.look(list(opened.fonts()), accounts)
    yield from metadata.look(opened.metadata(), opened.facts(), accounts, texts)
    yield from vera.look(Path(opened.name), verapdf)
