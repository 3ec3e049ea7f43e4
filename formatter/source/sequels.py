"""Articles in several pages: the pages on which one goes on, among what was saved or fetched.

A next page is believed by its address (`…-p2.html` after `….html`) or by a link that says so
(`rel=next`, "Trang sau") to a page of the same title: `rel=next` leads to the next story on many
sites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from formatter.article import Page
from formatter.errors import FormatterError
from formatter.original import Resources
from formatter.source.folder import PAGES
from formatter.source.saved import marked
from formatter.text.paging import PAGED, follows, host, key, says_next, untold
from formatter.text.plain import folded

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MOST = 30
# Siblings looked into for an address; a folder of a whole archive is not.
_LOOKED = 200
_HEAD = 65_536

_HREF = re.compile(r"href=[\"']?([^\"'\s>]{1,1000})")
_NUMBERED = re.compile(r"(?<!\d)\d{1,2}\)?(?:\.[a-z]{2,6})?/?(?:[&#]|$)", re.IGNORECASE)
_SAID = (*PAGED, "rel='next'", "次のページ", "下一")


class Link(NamedTuple):
    """A link that may lead to an article's next page: as it is written, and whole.

    `sure` says that its address alone tells; `told` that the page says so in words or `rel`.
    """

    written: str
    address: str
    sure: bool = False
    told: bool = False


class Found(NamedTuple):
    """A page found for a link, and the file it was read from, if one was."""

    page: Page
    path: Path | None = None


@dataclass(slots=True, kw_only=True)
class Search:
    """How pages are had: `read` makes one of a file or of bytes, `fetch` asks for an address."""

    read: Callable[..., Page]
    fetch: Callable[..., Page] | None = None
    files: list[Path] = field(default_factory=list)

    def follow(self, page: Page, path: Path | None) -> Page:
        """Return the page with its sequels and a note of what is missing or was refused.

        `path` is the file it was read from. The files of the sequels are kept in `files`.
        """
        if page.plain:
            return page
        chain = [Found(page, path)]
        places = [_place(page, path)]
        note = ""
        while True:
            after, address, note = self._after(chain, places)
            if after is None:
                break
            if len(chain) == MOST:
                note = f"The article has more than {MOST} pages; the first {MOST} are joined."
                break
            chain.append(after)
            places.append(address)
            self.files += [after.path] if after.path else []
        if len(chain) == 1 and not note:
            return page
        notes = (note,) if note else ()
        sequels = tuple(found.page for found in chain[1:])
        return replace(
            page,
            sequels=sequels,
            resources=together((page, *sequels)),
            notes=(*page.notes, *notes),
        )

    def _after(self, chain: list[Found], places: list[str]) -> tuple[Found | None, str, str]:
        """Return the page after the last one and its address, or a note why there is none."""
        first, last = chain[0].page, chain[-1]
        note = ""
        for link in links(last.page.html, places[-1]):
            if key(link.address) in {key(place) for place in places}:
                if link.told:
                    note = note or f"The article's pages lead in a circle, back to {link.address}."
                continue
            found, why = self._find(link, first, last)
            if found is None:
                note = note or why
            elif any(found.page.html == other.page.html for other in chain):
                continue
            elif _same(first, found.page, link):
                return found, link.address, ""
            elif link.told and found.path:
                note = note or f"The page {link.address} is another article and stays out."
        return None, "", note

    def _find(self, link: Link, first: Page, last: Found) -> tuple[Found | None, str]:
        """Return the page a link leads to, or what to say of its absence."""
        wanted = key(link.address)
        for held in first.resources.held:
            if held.data is not None and key(held.address) == wanted and b"<" in held.data[:512]:
                page = self.read(held.data, url=link.address)
                return Found(replace(page, resources=first.resources)), ""
        for path in _files(link, last):
            try:
                page = self.read(path)
            except FormatterError:
                continue
            return Found(page, path), ""
        web = link.address.startswith(("http://", "https://"))
        if self.fetch is not None and web and host(link.address) == host(first.url):
            try:
                return Found(self.fetch(link.address)), ""
            except FormatterError as why:
                return None, f"The article's next page couldn't be had. {why.problem}" * link.sure
        return None, (
            f"The article goes on at {link.address}, which wasn't saved with it: save that page "
            "beside this one, or let it be fetched (--online)."
        ) * (link.sure and web)


def links(html: str, place: str) -> tuple[Link, ...]:
    """Return the links that may lead to the next page, the surest first.

    `place` is the page's own address, or the name of its file.
    """
    found: dict[str, Link] = {}
    name = _name(place)
    for written in dict.fromkeys(_HREF.findall(html)):
        if not ((name in written or written[0] == "?") and _NUMBERED.search(written)):
            continue
        address = _joined(place, written.replace("&amp;", "&"))
        if verdict := follows(place, address):
            found[key(address)] = Link(written, address, sure=verdict == "sure")
    if any(said in html for said in _SAID):
        for written in _told(html):
            address = _joined(place, written)
            known = found.get(key(address), Link(written, address))
            found[key(address)] = known._replace(told=True)
    return tuple(sorted(found.values(), key=lambda link: (not link.sure, not link.told)))


def together(pages: tuple[Page, ...]) -> Resources:
    """Return what came with the pages of one article, which lie in one folder."""
    held = dict.fromkeys(held for page in pages for held in page.resources.held)
    return replace(pages[0].resources, held=tuple(held))


def _same(first: Page, page: Page, link: Link) -> bool:
    """Say whether a page that was found goes on with the article that the first began."""
    if link.sure and key(page.url) == key(link.address):
        return True
    return bool(_titles(first.html) & _titles(page.html))


def _name(place: str) -> str:
    """Return what the addresses of an article's pages have in common, as far as it is plain."""
    last = key(place).partition("?")[0].rpartition("/")[2].partition(".")[0]
    plain = (re.match(r"[A-Za-z]+(?:-[A-Za-z]+)*", last) or [""])[0]
    return plain if plain.lower() not in {"trang", "page", "p", "pg"} else ""


def _told(html: str) -> Iterator[str]:
    """Yield the addresses of links that say they lead to the next page."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    for node in tree.css("a[href], link[rel~=next i]"):
        rel = (node.attributes.get("rel") or "").lower().split()
        href = (node.attributes.get("href") or "").strip()
        if (
            href
            and not href.startswith(("#", "javascript:"))
            and ("next" in rel or says_next(node.text()))
        ):
            yield href


def _place(page: Page, path: Path | None) -> str:
    return page.url or (path.name if path else "")


def _joined(place: str, written: str) -> str:
    try:
        return urljoin(place, written)
    except ValueError:
        return written


def _files(link: Link, last: Found) -> Iterator[Path]:
    """Yield the files beside the last page that may be the one a link leads to, nearest first."""
    if last.path is None:
        return
    folder, own = last.path.parent, last.path.name
    names = [unquote(_tail(part)) for part in (link.written, link.address)]
    tried = {last.path}
    for name in dict.fromkeys(names):
        path = folder / name
        if name and path not in tried and path.suffix.lower() in PAGES and _lies(path):
            tried.add(path)
            yield path
    siblings = [path for path in _siblings(folder) if path not in tried]
    for path in siblings:
        if link.sure and follows(own, path.name):
            yield path
    if len(siblings) <= _LOOKED:
        wanted = key(link.address)
        for path in siblings:
            if key(_own_address(path)) == wanted:
                yield path


def _tail(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""


def _lies(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except (OSError, ValueError):
        return False


def _siblings(folder: Path) -> list[Path]:
    try:
        listed = [path for path in folder.iterdir() if path.suffix.lower() in PAGES]
    except OSError:
        return []
    return sorted(path for path in listed if _lies(path)) if len(listed) <= 2000 else []


def _own_address(path: Path) -> str:
    """Return the address that a saved page says it came from."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""
    text = head.decode("utf-8", "replace")
    if found := re.search(r"^Snapshot-Content-Location:\s*(\S+)", text, re.MULTILINE):
        return found.group(1)
    return marked(text)[0]


def _titles(html: str) -> frozenset[str]:
    """Return what a page calls itself, to compare with another's; the site's own name is none."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    site = _content(tree, 'meta[property="og:site_name"]')
    told = [_content(tree, 'meta[property="og:title"]')]
    told += [node.text() for node in tree.css("h1, title")]
    names = {folded(untold(" ".join(title.split()))) for title in told}
    return frozenset(name for name in names if len(name) > 8 and name != folded(site))


def _content(tree: LexborHTMLParser, css: str) -> str:
    node = tree.css_first(css)
    return (node.attributes.get("content") or "") if node is not None else ""
