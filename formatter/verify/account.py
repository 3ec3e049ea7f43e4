"""The accounts in a PDF, one an article: read, and held against the files they name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formatter.opened import Attachment
from formatter.original import Capture, Original
from formatter.verify.finding import Finding, right, undecided, wrong

_FORMS = (1,)
_HOLDS_NOTHING = b"<pdfaid:part>2</pdfaid:part>"
_NAME = re.compile(r"(\d+-)?account\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An article's account as it stands in a PDF: the name of its file, and what it says."""

    name: str
    said: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What the article is called."""
        return str(self.said["told"]["title"])

    @property
    def pages(self) -> tuple[Mapping[str, Any], ...]:
        """What is said of each page that was read."""
        return tuple(self.said["sources"])

    @property
    def papers(self) -> tuple[Mapping[str, Any], ...]:
        """What is said of each file that was followed."""
        return tuple(self.said["papers"])

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the name and SHA-256 of each file that it names."""
        for one in (*self.pages, *self.papers, self.said["article"]):
            yield str(one["file"]), str(one["sha256"])

    def originals(self, held: Mapping[str, Attachment]) -> tuple[Original, ...]:
        """Return the pages that were read, their bytes those in the PDF."""
        return tuple(_original(one, held[one["file"]].data) for one in self.pages)


def accounts(held: Mapping[str, Attachment]) -> tuple[tuple[Account, ...], tuple[Finding, ...]]:
    """Return the accounts of a PDF, and what is wrong with those that can't be read."""
    found, faults = [], []
    for name, one in held.items():
        if not _NAME.fullmatch(name):
            continue
        account = _read(one)
        if isinstance(account, Account):
            found.append(account)
        else:
            faults.append(wrong("files", f"{name} can't be read: {account}."))
    return tuple(found), tuple(faults)


def _read(held: Attachment) -> Account | str:
    try:
        said = json.loads(held.data)
        account = Account(name=held.name, said=said)
        if said["account"] not in _FORMS:
            return f"it is of form {said['account']}, which a later release knows"
        # Whatever else is wrong in it comes out here.
        list(account.files())
        for page in account.pages:
            _original(page, b"")
        json.dumps([account.title, said["tool"], said["rule"], said["pictures"], said["fonts"]])
        dict(said["wanted"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as why:
        return f"it isn't as this program writes it ({type(why).__name__})"
    return account


def hold(
    held: Mapping[str, Attachment], found: tuple[Account, ...], packet: bytes
) -> Iterator[Finding]:
    """Yield what the files of a PDF are, held against their checksums and the accounts.

    `packet` is its metadata, which says whether its standard lets it hold any.
    """
    if not held and _HOLDS_NOTHING in packet:
        yield undecided("files", "PDF/A-2 lets no page be attached, so the seal alone tells.")
        return
    if not found:
        yield wrong("files", "It holds no account of what it was made from.")
        return
    faults = [*_unsound(held), *_unlike(held, found)]
    for fault in faults:
        yield wrong("files", fault)
    if not faults:
        yield right("files", f"All {len(held)} files are those that the accounts name.")


def _unsound(held: Mapping[str, Attachment]) -> Iterator[str]:
    for one in held.values():
        if not one.is_sound:
            yield f"{one.name} isn't what its checksum in the PDF is of."


def _unlike(held: Mapping[str, Attachment], found: tuple[Account, ...]) -> Iterator[str]:
    known = {account.name for account in found}
    for account in found:
        for name, digest in account.files():
            known.add(name)
            if name not in held:
                yield f"{name} is gone, which {account.name} names."
            elif held[name].sha256 != digest:
                yield f"{name} isn't the file whose hash {account.name} gives."
    yield from (f"{name} is in the PDF, and no account names it." for name in held.keys() - known)


def _original(said: Mapping[str, Any], data: bytes) -> Original:
    captured = said["captured"]
    return Original(
        sha256=str(said["sha256"]),
        media_type=str(said["media_type"]),
        data=data,
        name=str(said["name"]),
        asked=str(said["asked"]),
        url=str(said["url"]),
        captured=Capture(time=str(captured["time"]), basis=captured["basis"]),
        charset=str(said["charset"]),
        legacy=str(said["legacy"]),
        beside=tuple(map(str, said["beside"])),
    )
