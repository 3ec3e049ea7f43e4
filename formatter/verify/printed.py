"""The words on the pages held against those of the article, in reading order."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from formatter.clean.vocabulary import BLOCK
from formatter.opened import Attachment
from formatter.render.body import said as shown
from formatter.verify import pieces
from formatter.verify.account import Account
from formatter.verify.finding import Finding, right, undecided, wrong

_XHTML = "{http://www.w3.org/1999/xhtml}"
# The marks and numbers of a list's items are the style's, not the article's.
_MARKER = re.compile(r"[•▪◦]|\d+\.|[a-z]\.")
# A word may break behind these, and before a dash.
_BREAKS = re.compile(r"(?<=[/–—…-])(?=\S)|(?<=\S)(?=[–—])")
# PDFium's signs for a hyphen that a line ends with.
_HYPHEN = re.compile("[\x02\u2010\u2011\ufffe]")
# What only joins, or varies the sign before it, comes out of a PDF or doesn't.
_DROPPED = re.compile("[\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
# Where no blank parts words, and a line may end anywhere: Han, Kana, Hangul.
_UNSPACED = re.compile("([\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef])")
# Letters written from the right, and those whose marks a reader of PDFs puts in an order of its
# own: Hebrew, Arabic, Thai, Lao, Khmer.
_REORDERED = re.compile("[\u0590-\u08ff\u0e00-\u0eff\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff]")
# What is raised or small stands in no line, and a reader of PDFs gives it one of its own.
_RAISED = frozenset("sub sup rt rp math".split())
# What is no letter in a PDF as it is in the article: what was put in above; where a line ends at a
# soft hyphen, one is drawn; a private sign is drawn as its code.
_UNTOLD = re.compile("[\0\xad\ue000-\uf8ff\U000f0000-\U0010ffff]")
# How many words in a row must agree for a place to be found again, and how far it is looked for.
_AGREE, _FAR, _NEAR = 3, 80, 4
# How many words a page may begin and end with that are none of its text.
_HEADS = 40
# In how many parts the same letters may stand otherwise than in the article.
_PARTS = 40
# An article is known by so many of its first words, and begins with one of so many such places.
_OPENING, _STARTS = 8, 4


class Word(NamedTuple):
    """A word of a page: its number, from 1, and whether it's among the first or last there.

    Running heads and folios are those that a page begins and ends with.
    """

    text: str
    page: int
    edge: bool


def look(
    pages: Sequence[str], held: Mapping[str, Attachment], accounts: Sequence[Account]
) -> Iterator[Finding]:
    """Yield whether the pages' texts say what the articles say, in their order."""
    printed = list(_printed(pages))
    if any("piece" in account.said for account in accounts):
        yield from _of_issue(printed, held, accounts)
        return
    at = 0
    faults = reordered = 0
    for account in accounts:
        name = str(account.said["article"]["file"])
        if name not in held:
            continue
        try:
            wanted = _words(held[name].data, account)
            reordered += bool(_REORDERED.search(held[name].data.decode()))
        except (ET.ParseError, ValueError):
            faults += 1
            yield wrong("text", f"{name} isn't XHTML.")
            continue
        at, fault = _read(printed, at, wanted)
        if fault:
            faults += 1
            yield wrong("text", f"“{account.title}” isn't printed as it is attached: {fault}.")
    if reordered:
        yield undecided(
            "text",
            "Words in letters that are read from the right, or whose marks move, weren't compared.",
        )
    if accounts and not faults:
        yield right("text", f"The pages say what the articles say, {len(printed):,} words.")
    elif not accounts:
        yield undecided("text", "There is no article to hold the pages against.")


def _of_issue(
    printed: Sequence[Word], held: Mapping[str, Attachment], accounts: Sequence[Account]
) -> Iterator[Finding]:
    wanted: list[tuple[str, Sequence[str | None]]] = []
    for account in accounts:
        name = str(account.said["article"]["file"])
        try:
            wanted += [(account.title, _words(held[name].data, account))] if name in held else []
        except (ET.ParseError, ValueError):
            yield wrong("text", f"{name} isn't XHTML.")
    yield from pieces.look([word.text for word in printed], wanted)


def texts(data: bytes) -> tuple[str, ...]:
    """Return the text of each page, in the order in which it is drawn."""
    import pypdfium2  # type: ignore[import-untyped]

    with pypdfium2.PdfDocument(data) as document:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_bounded())
            text.close()
            page.close()
    return tuple(found)


def _printed(pages: Sequence[str]) -> Iterator[Word]:
    for number, text in enumerate(pages, start=1):
        words = _split(text)
        for i, word in enumerate(words):
            yield Word(word, number, i == 0 or i == len(words) - 1)


def _split(text: str) -> list[str]:
    whole = unicodedata.normalize("NFC", _DROPPED.sub("", _HYPHEN.sub("-", text)))
    parted = _UNSPACED.sub(r" \1 ", _BREAKS.sub(" ", whole)).split()
    return [word for word in parted if not (_MARKER.fullmatch(word) or _REORDERED.search(word))]


def _words(data: bytes, account: Account) -> list[str | None]:
    """Return the words of an article, None where what can't be compared stands."""
    text = data.decode()
    if "<!ENTITY" in text:
        raise ValueError(text[:40])
    missing = {str(one["id"]) for one in account.said["pictures"] if one.get("missing")}
    head, mark, body = text.partition("</h1>")
    root = ET.fromstring(head + mark + shown(body, missing))  # noqa: S314  no entity is in it
    found = root.find(f"{_XHTML}body")
    if found is None:
        raise ValueError(text[:40])
    for heading in found.findall(f"{_XHTML}h1"):
        found.remove(heading)
    for each in found.iter():
        tag = each.tag.removeprefix(_XHTML)
        if tag in BLOCK or tag == "br":
            each.tail, each.text = f" {each.tail or ''}", f" {each.text or ''}"
        elif tag == "q":
            # Its marks are the style's, and stand at its words.
            each.text, each.tail = f"\0{each.text or ''}", f"\0{each.tail or ''}"
        elif tag in _RAISED or each.get("class") == "math":
            for below in each.iter():
                below.text = "\0"
                below.tail = below.tail if below is each else ""
    return [None if _UNTOLD.search(word) else word for word in _split("".join(found.itertext()))]


def _read(printed: Sequence[Word], start: int, wanted: Sequence[str | None]) -> tuple[int, str]:
    """Return where an article ends on the pages, and what is wrong, empty for nothing.

    Its title, or the lead of a cover, may be its first words: then it begins where they come again.
    """
    opening = [word for word in takewhile(bool, wanted[:_OPENING]) if word]
    at = _find(printed, start, opening, len(printed))
    if at < 0:
        return start, f"it doesn't begin anywhere with “{' '.join(opening)}”"
    first = ""
    for _ in range(_STARTS):
        end, fault = _from(printed, at, wanted)
        if not fault:
            return end, ""
        first = first or fault
        at = _find(printed, at + 1, opening, min(at + _FAR, len(printed)))
        if at < 0:
            break
    return start, first


def _from(printed: Sequence[Word], at: int, wanted: Sequence[str | None]) -> tuple[int, str]:
    """Return where an article that begins at a word ends, and what is wrong with it there."""
    i, p = at, 0
    while p < len(wanted):
        word = wanted[p]
        if word is not None and i < len(printed) and printed[i].text == word:
            i, p = i + 1, p + 1
            continue
        ends = _parted(printed, i, wanted, p)
        if ends is None and word is not None and i < len(printed):
            # A page may begin with a word that its lines part.
            ends = _parted(printed, _over(printed, i, word), wanted, p)
        if ends:
            i, p = ends
            continue
        if word is not None and i < len(printed) and _beside(printed[i].text, wanted, p):
            # Written as one with its neighbour that can't be compared: what follows is looked for.
            i, p = i + 1, p + 1
            continue
        # The words that come next, whatever can't be compared left out.
        skip = p
        while skip < len(wanted) and wanted[skip] is None:
            skip += 1
        loose = skip > p or (p > 0 and wanted[p - 1] is None)
        p = skip
        if p == len(wanted):
            break
        ahead = [one for one in takewhile(bool, wanted[p : p + _AGREE]) if one]
        again = _find(printed, i, ahead, i + _FAR)
        if again < 0 and loose:
            # A page may end within the words that would tell the place: then it is the very next.
            again = _find(printed, i, ahead[:1], i + _NEAR)
        if again < 0 or not (loose or any(one.edge for one in printed[max(0, i - 1) : again + 1])):
            return i, _fault(printed, i, wanted, p, again)
        i = again
    return i, ""


def _beside(there: str, wanted: Sequence[str | None], place: int) -> bool:
    """Say whether what is printed is a word run together with one that can't be compared."""
    word = wanted[place] or ""
    before = place > 0 and wanted[place - 1] is None
    after = place + 1 < len(wanted) and wanted[place + 1] is None
    return (after and there.startswith(word)) or (before and there.endswith(word))


def _parted(
    printed: Sequence[Word], start: int, wanted: Sequence[str | None], place: int
) -> tuple[int, int] | None:
    """Return where the same letters end, parted otherwise: a long word over lines; else None."""
    i, p = start, place
    there = asked = ""
    for _ in range(_PARTS):
        if asked.startswith(there) and i < len(printed):
            i = _over(printed, i, asked.removeprefix(there)) if there else i
            there, i = there + printed[i].text, i + 1
        elif there.startswith(asked) and p < len(wanted) and (word := wanted[p]) is not None:
            asked, p = asked + word, p + 1
        else:
            return None
        if there == asked:
            return i, p
    return None


def _over(printed: Sequence[Word], start: int, rest: str) -> int:
    """Return where the rest of a word goes on, that a page may part: past its head and folio."""
    if rest and not rest.startswith(printed[start].text):
        edges = False
        for i in range(start, min(start + _HEADS, len(printed))):
            edges = edges or printed[i - 1].edge or printed[i].edge
            if edges and rest.startswith(printed[i].text):
                return i
    return start


def _find(printed: Sequence[Word], start: int, words: Sequence[str], end: int) -> int:
    """Return where these words stand one after the other, from `start` on; -1 for nowhere."""
    for i in range(start, min(end, len(printed))):
        if all(
            i + n < len(printed) and printed[i + n].text == word for n, word in enumerate(words)
        ):
            return i
    return -1


def _fault(
    printed: Sequence[Word], i: int, wanted: Sequence[str | None], p: int, again: int
) -> str:
    page = printed[min(i, len(printed) - 1)].page
    there = " ".join(word.text for word in printed[i : i + 4])
    asked = " ".join(word or "…" for word in wanted[p : p + 4])
    if again > i:
        more = " ".join(word.text for word in printed[i : min(again, i + 6)])
        return f"page {page} has “{more}”, which isn't in it"
    return f"page {page} has “{there}” where it has “{asked}”"
