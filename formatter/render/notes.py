"""Links of a printed piece: notes at the foot of the page or the end, codes, pages of the issue.

A body comes with a mark where each note is called, so that what ties its words (`glue`) sees the
sentence as it was; the marks are filled when that is done.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from formatter.issue import Links
from formatter.value import dataclass

_MARK = re.compile(r'<span class="call" lang="x-(note|page)-(\d+)"\s*(?:/>|></span>)')
# What follows where a reader came from, and says nothing of the page.
_TRACKING = re.compile(
    r"(?:\A|&)(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_\w+|igshid|zarsrc|ref|ref_src|cmpid)=[^&]*"
)
_INNER = re.compile(r"^\s*[\[(]?\d+[\])]?\.?\s*")
# An address as long as this is cut in print: nobody types more, and the source's page has it all.
LONGEST = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of a piece: its markup, the address that it tells (empty for an author's own)."""

    number: int
    text: Markup
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A body with its calls: markup to be glued, the notes in order, the pieces it points to."""

    body: str
    notes: tuple[Note, ...]
    pointed: tuple[str, ...]


def called(body: str, links: Links, anchors: Mapping[str, str]) -> Called:
    """Return the body with a mark for each note of its own and each link, and the notes.

    `anchors` are those of the issue's other pieces by their bare addresses (`bare`): a link to one
    of them is told by its page. An address that is told once isn't told again. With `none` and
    `qr` only the author's own notes are called; what has no call stays where it stands.
    """
    root = ET.fromstring(f"<body>{body}</body>")  # noqa: S314  our own output, entity-free
    own = dict(_own(root))
    notes: list[Note] = []
    pointed: list[str] = []
    told: dict[str, int] = {}

    def number(key: str, text: str, address: str = "") -> int:
        if key not in told:
            told[key] = len(notes) + 1
            notes.append(Note(number=told[key], text=Markup(text), address=address))  # noqa: S704
        return told[key]

    used: set[str] = set()
    for parent in list(root.iter()):
        for link in [child for child in parent if child.tag == "a"]:
            href = link.get("href", "")
            if link.get("class") == "call" and href[1:] in own:
                used.add(href[1:])
                _replace(parent, link, _mark("note", number(href, own[href[1:]])))
            elif (anchor := anchors.get(bare(href))) is not None:
                pointed.append(anchor)
                link.set("href", f"piece:{anchor}")
                _after(parent, link, _mark("page", len(pointed)))
            elif links in {"footnote", "endnote"} and _told(link, href):
                made = number(bare(href), f'<a href="{escape(href)}">{shown(href)}</a>', href)
                _after(parent, link, _mark("note", made))
    _without(root, used)
    html = "".join(ET.tostring(block, encoding="unicode") for block in root)
    return Called(body=html, notes=tuple(notes), pointed=tuple(pointed))


def filled(body: str, note: Callable[[int, bool], str], page: Callable[[int], str]) -> str:
    """Return the body with its marks filled: `note` of a number, and if it is called first."""
    seen: set[int] = set()

    def markup(found: re.Match[str]) -> str:
        number = int(found[2])
        if found[1] == "page":
            return page(number)
        first = number not in seen
        seen.add(number)
        return note(number, first)

    return _MARK.sub(markup, body).replace('href="piece:', 'href="#')


def bare(address: str) -> str:
    """Return an address without scheme, `www.`, tracking and fragment: to compare it."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        return address if not address.startswith("#") else ""
    query = _TRACKING.sub("", parts.query).strip("&")
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}"


def shown(address: str) -> str:
    """Return an address as print tells it: without scheme and tracking, its middle left out."""
    if address.startswith("mailto:"):
        return str(escape(address.removeprefix("mailto:")))
    text = bare(address)
    if len(text) > LONGEST:
        host, _, path = text.partition("/")
        room = max(LONGEST - len(host) - 2, 16)
        text = f"{host}/{path[: room // 3]}…{path[-(room - room // 3) :]}"
    return str(escape(text))


def _told(link: ET.Element, href: str) -> bool:
    """Say whether a link's address is news to a reader: its text may be the address itself."""
    if not href.startswith(("http:", "https:", "mailto:")) or link.find(".//img") is not None:
        return False
    text = "".join(link.itertext()).strip().lower()
    return bool(text) and bare(href).lower() not in {text, bare(text), bare(f"https://{text}")}


def _own(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield the id and the markup of each note of the author's that stands in one paragraph."""
    for section in root.iter("section"):
        if section.get("class") != "notes":
            continue
        for item in section.iter("li"):
            blocks = [child for child in item if child.tag in {"p", "ul", "ol", "blockquote"}]
            if item.get("id") and all(block.tag == "p" for block in blocks):
                parts = [_inside(block) for block in blocks] or [_inside(item)]
                yield item.get("id", ""), " ".join(parts).strip()


def _inside(element: ET.Element) -> str:
    text = str(escape(element.text or ""))
    return text + "".join(ET.tostring(child, encoding="unicode") for child in element)


def _without(root: ET.Element, used: set[str]) -> None:
    """Take out the author's notes that are called; a list without any goes with its head."""
    for section in [one for one in root if one.get("class") == "notes" and one.tag == "section"]:
        for holder in list(section.iter()):
            for item in [c for c in holder if c.tag == "li" and c.get("id") in used]:
                holder.remove(item)
        if section.find(".//li") is None:
            root.remove(section)


def _mark(kind: str, number: int) -> ET.Element:
    return ET.Element("span", {"class": "call", "lang": f"x-{kind}-{number}"})


def _after(parent: ET.Element, link: ET.Element, mark: ET.Element) -> None:
    mark.tail, link.tail = link.tail, None
    parent.insert(list(parent).index(link) + 1, mark)


def _replace(parent: ET.Element, link: ET.Element, mark: ET.Element) -> None:
    mark.tail = link.tail
    parent[list(parent).index(link)] = mark
