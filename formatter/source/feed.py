"""A feed read: the title of an RSS or Atom file, and the articles that it lists.

RSS 0.9 to 2.0 with the modules content and dc, Atom 0.3 and 1.0 (RFC 4287).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import entities, escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

from formatter.errors import NothingFoundError, RefusedError
from formatter.source.saved import address

_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,500}\?>\s*"
    rb"|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,4000}\]\s*)?>\s*)*<(?:rss|feed|(?:rdf:)?RDF|[\w.-]{1,20}:feed)\b",
    re.DOTALL,
)
_RSS_1, _RSS_09 = "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
# Other modules have a title and a content too, which are those of pictures and of films.
_OWN = ("", _RSS_1, _RSS_09, *_ATOM)
_DC = ("http://purl.org/dc/elements/1.1/",)
_WHOLE = ("http://purl.org/rss/1.0/modules/content/",)
_MARKUP = re.compile(r"<[^<>]*>")
# What HTML names and XML doesn't: feeds write it without declaring it.
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML = frozenset("amp lt gt quot apos".split())
_MAIL = re.compile(r"\S+@\S+\s+\((.+)\)")
# Feeds list tens of articles; one of a whole archive some thousands.
_MOST = 20_000


class Item(NamedTuple):
    """An article that a feed lists.

    `content` is the whole article as HTML, empty where the feed holds no more than a teaser, `base`
    what addresses in it are relative to. Times are ISO 8601.
    """

    title: str
    url: str
    content: str = ""
    base: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""


class Feed(NamedTuple):
    """What a feed is called, its language's tag, and its articles in their order."""

    title: str
    language: str
    items: tuple[Item, ...]


def is_feed(head: bytes) -> bool:
    """Say whether bytes begin as those of a feed do."""
    return _BEGINS.match(head) is not None


def parsed(data: bytes, name: str) -> Feed:
    """Return the feed in `data`; what is broken in it costs no more than its own place.

    No entity is resolved, no other file read and no connection opened. Raises NothingFoundError for
    what is no feed, RefusedError for one with entities of its own or with more articles than any.
    """
    from lxml import etree  # type: ignore[import-untyped]  # it ships no types

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(_NAMED.sub(_character, data), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise NothingFoundError(
            f"{name} is a feed that can't be read: it is cut off or no XML.", "Save it again."
        )
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise RefusedError(
            f"{name} declares entities of its own, which no feed needs and attacks are made of.",
            "Look where it comes from, or take its <!DOCTYPE …> out.",
        )
    found = [one for one in root.iter() if _is(one, _OWN, "item", "entry")]
    if len(found) > _MOST:
        raise RefusedError(
            f"{name} lists {len(found):,} articles, more than the {_MOST:,} that are read.",
            "Cut it into several.",
        )
    head = next((one for one in root if _is(one, _OWN, "channel")), root)
    language = _said(head, _OWN, "language") or _said(head, _DC, "language")
    language = language or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    return Feed(_said(head, _OWN, "title"), language, tuple(map(_item, found)))


def page(feed: Feed, item: Item) -> bytes:
    """Return the page of an article that a feed holds whole, as HTML in UTF-8."""
    facts = [
        ("property", "og:title", item.title),
        ("property", "og:site_name", feed.title),
        ("property", "article:published_time", item.published),
        ("property", "article:modified_time", item.modified),
        ("property", "article:section", item.section),
        *(("name", "author", author) for author in item.authors),
    ]
    metas = "".join(
        f'<meta {kind}="{name}" content="{escape(value)}">\n'
        for kind, name, value in facts
        if value
    )
    links = f'<link rel="canonical" href="{escape(item.url)}">\n' if item.url else ""
    links += f'<base href="{escape(item.base)}">\n' if item.base else ""
    language = f' lang="{escape(feed.language)}"' if feed.language else ""
    title = escape(item.title)
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n{links}{metas}</head>\n<body>\n<article>\n<h1>{title}</h1>\n"
        f"{item.content}\n</article>\n</body>\n</html>\n"
    ).encode(errors="replace")


def _character(found: re.Match[bytes]) -> bytes:
    name = found[1].decode()
    known = "" if name in _XML else entities.html5.get(f"{name};", "")
    return "".join(f"&#{ord(sign)};" for sign in known).encode() or found[0]


def _item(element: Any) -> Item:  # noqa: ANN401  an element of lxml
    authors = [
        *(_said(one, _OWN, "name") or _text(one) for one in _all(element, _OWN, "author")),
        *(_text(one) for one in _all(element, _DC, "creator")),
    ]
    content, base = _content(element)
    section = next(_all(element, _OWN, "category"), None)
    return Item(
        title=_said(element, _OWN, "title"),
        url=_address(element),
        content=content,
        base=base,
        authors=tuple(dict.fromkeys(_MAIL.sub(r"\1", one) for one in authors if one)),
        published=_moment(element, "pubDate", "published", "issued", "created", "date"),
        modified=_moment(element, "updated", "modified"),
        section="" if section is None else section.get("label") or _text(section),
    )


def _address(element: Any) -> str:  # noqa: ANN401  an element of lxml
    """Return where an article is: its link, or its lasting name where that is an address."""
    links = list(_all(element, _OWN, "link"))
    named = [
        *(one for one in links if one.get("rel", "alternate") == "alternate"),
        *(one for one in _all(element, _OWN, "guid") if one.get("isPermaLink") != "false"),
        *_all(element, _OWN, "id"),
    ]
    for one in named:
        if url := address(_joined(one.base or "", one.get("href") or _text(one))):
            return url
    return ""


def _joined(base: str, place: str) -> str:
    try:
        return urljoin(base, place.strip())
    except ValueError:
        return ""


def _content(element: Any) -> tuple[str, str]:  # noqa: ANN401  an element of lxml
    """Return the whole article as HTML, and what its addresses are relative to, empty for none."""
    whole = next(_all(element, _WHOLE, "encoded"), None)
    if whole is not None:
        return "".join(whole.itertext()).strip(), address(whole.base or "")
    told = next((one for one in _all(element, _ATOM, "content") if not one.get("src")), None)
    if told is None:
        return "", ""
    base = address(told.base or "")
    kind = told.get("type", "text").lower()
    if kind in {"xhtml", "application/xhtml+xml"} or told.get("mode") == "xml":
        return _written(told), base
    text = "".join(told.itertext()).strip()
    if kind in {"html", "text/html"} or told.get("mode") == "escaped":
        return text, base
    if kind not in {"text", "text/plain"}:
        return "", ""
    return "".join(f"<p>{escape(part)}</p>\n" for part in re.split(r"\n\s*\n", text) if part), base


def _written(told: Any) -> str:  # noqa: ANN401  an element of lxml
    """Return what is inside an element as HTML."""
    from lxml import etree

    for one in told.iter():
        if isinstance(one.tag, str):
            one.tag = etree.QName(one).localname
    inner = (etree.tostring(one, encoding="unicode", method="html") for one in told)
    return (escape(told.text or "") + "".join(inner)).strip()


def _moment(element: Any, *names: str) -> str:  # noqa: ANN401  an element of lxml
    for one in (*_all(element, _OWN, *names), *_all(element, _DC, *names)):
        if (read := _dated(_text(one))) is not None:
            return read.isoformat()
    return ""


def _dated(text: str) -> datetime | None:
    """Return a moment that is written as in mail (RFC 5322) or as ISO 8601, None for another."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _is(element: Any, spaces: tuple[str, ...], *names: str) -> bool:  # noqa: ANN401  of lxml
    if not isinstance(element.tag, str):
        return False
    space, _, name = element.tag.rpartition("}")
    return name in names and space.removeprefix("{") in spaces


def _all(element: Any, spaces: tuple[str, ...], *names: str) -> Iterator[Any]:  # noqa: ANN401
    return (one for one in element if _is(one, spaces, *names))


def _said(element: Any, spaces: tuple[str, ...], name: str) -> str:  # noqa: ANN401  of lxml
    return next(filter(None, map(_text, _all(element, spaces, name))), "")


def _text(element: Any) -> str:  # noqa: ANN401  an element of lxml
    """Return the words of an element; titles are HTML in most feeds, whatever they say."""
    told = "".join(element.itertext())
    return " ".join(unescape(_MARKUP.sub("", told)).split())
