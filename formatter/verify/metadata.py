"""The metadata of a PDF (XMP) held against the accounts of its articles and its other facts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence

from formatter.provenance import NAME
from formatter.release import RELEASES, __version__
from formatter.render.schemas import ORIGIN
from formatter.verify.account import Account
from formatter.verify.finding import Finding, right, wrong

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OWN = f"{{{ORIGIN}}}"
# What the metadata says of each page that was read, and where the account says it.
_SAME = {"sha256": "sha256", "asked": "asked", "final": "url", "name": "name"}


# Where else a file tells what made it.
_MAKERS = {
    "producer": "{http://ns.adobe.com/pdf/1.3/}Producer",
    "creator tool": "{http://ns.adobe.com/xap/1.0/}CreatorTool",
}
# What a line may end with, and a name be parted by.
_PARTED = re.compile("[\\s\x02\u2010\u2011\ufffe-]")
_PRINTED = re.compile(NAME.replace("-", "") + r"(\d+(?:\.\d+)*)")
_VERSION = re.compile(re.escape(NAME) + r" (\d{1,9}(?:\.\d{1,9}){0,3})")


def look(
    packet: bytes, facts: Mapping[str, str], accounts: Sequence[Account], pages: Sequence[str]
) -> Iterator[Finding]:
    """Yield whether the metadata, and the register on `pages`, say what the accounts say."""
    try:
        root = _parsed(packet)
    except (ET.ParseError, ValueError):
        yield wrong("metadata", "The metadata (XMP) isn't XML, or there is none.")
        return
    faults = [
        *_titles(root, facts, accounts),
        *_made(root, accounts),
        *_makers(root, facts, accounts, pages),
        *_sources(root, accounts),
    ]
    for fault in faults:
        yield wrong("metadata", fault)
    if not faults:
        yield right("metadata", "The metadata says of each article what its account says.")


def _parsed(packet: bytes) -> ET.Element:
    if not packet or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise ValueError(len(packet))
    return ET.fromstring(packet.decode("utf-8-sig").strip("\0 \n"))  # noqa: S314  no entity is in it


def _titles(
    root: ET.Element, facts: Mapping[str, str], accounts: Sequence[Account]
) -> Iterator[str]:
    found = root.find(f".//{_DC}title/{_RDF}Alt/{_RDF}li")
    title = (found.text or "") if found is not None else ""
    # PDF/A-4 has its metadata in one place.
    if facts and facts.get("Title", "") != title:
        yield f"It is called “{facts.get('Title', '')}” in one place and “{title}” in the metadata."
    # An article without a title is called so in words of the book's language.
    if len(accounts) == 1 and accounts[0].title not in {"", title}:
        yield f"The metadata calls “{accounts[0].title}” otherwise: “{title}”."


def _made(root: ET.Element, accounts: Sequence[Account]) -> Iterator[str]:
    for key in ("tool", "theme"):
        there = root.findtext(f".//{_OWN}{key}", "")
        for account in accounts:
            told = account.said.get(key)
            if there != told:
                yield f"{account.name} has {told} as its {key}, the metadata {there}."


def _makers(
    root: ET.Element, facts: Mapping[str, str], accounts: Sequence[Account], pages: Sequence[str]
) -> Iterator[str]:
    """Yield what tells another tool than an account does, by which that is cleaned again."""
    made = {name: root.findtext(f".//{tag}", "") for name, tag in _MAKERS.items()}
    made["information"] = facts.get("Producer", "")
    printed = set(_PRINTED.findall(_PARTED.sub("", "".join(pages))))
    for account in accounts:
        tool = str(account.said["tool"])
        for where, there in made.items():
            if there and there.partition(",")[0] != tool:
                yield f"{account.name} has {tool} as its tool, the file's {where} {there}."
        found = _VERSION.fullmatch(tool)
        if found is None or not _was_made(found[1]):
            yield f"{account.name} says that {tool} made it, which there never was."
        elif printed and found[1] not in printed:
            there = ", ".join(sorted(printed))
            yield f"{account.name} has {tool} as its tool, and the register prints {there}."


def _was_made(version: str) -> bool:
    """Say whether there was a release of that number, or there may be one after this."""
    return version in RELEASES or _parts(version) > _parts(__version__)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _sources(root: ET.Element, accounts: Sequence[Account]) -> Iterator[str]:
    listed = [
        {each.tag.removeprefix(_OWN): each.text or "" for each in item}
        for item in root.findall(f".//{_OWN}sources/{_RDF}Seq/{_RDF}li")
    ]
    told = [
        (number, account, page)
        for number, account in enumerate(accounts, start=1)
        for page in account.pages
    ]
    if len(listed) != len(told) and told:
        yield f"The metadata names {len(listed)} pages that were read, the accounts {len(told)}."
        return
    for said, (number, account, page) in zip(listed, told, strict=False):
        if said.get("article") != str(number) or said.get("title") != (
            account.title or said.get("title")
        ):
            yield f"The metadata has another article in place of “{account.title}”."
        if said.get("rule", "") != account.said["rule"]:
            yield f"The metadata has another rule for “{account.title}” than {account.name}."
        for name, key in _SAME.items():
            if said.get(name, "") != page[key]:
                yield f"The metadata has another {name} for {page['file']} than {account.name}."
