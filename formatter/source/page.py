"""`read`: a Page from a file, bytes, text, a saved page in any usual form, or an address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from formatter.article import Page
from formatter.errors import FormatterError, NothingFoundError
from formatter.original import Capture, Original, Resource, Resources
from formatter.source import plain, saved
from formatter.source.decode import decode, tidy
from formatter.source.depth import must_be_shallow
from formatter.source.folder import FEEDS, companions, kind
from formatter.source.raw import Raw, gunzip, must_be_text, take
from formatter.source.sequels import Search, together

if TYPE_CHECKING:
    from formatter.fetch import Fetched

_FEED = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|rdf:RDF)\b")

_WARC = b"WARC/"


def read(  # noqa: PLR0913  each is one thing known from outside the page
    source: str | Path | bytes,
    *,
    url: str = "",
    captured: Capture | None = None,
    http_charset: str = "",
    legacy: str = "offer",
    fetch: Callable[[str], Fetched] | None = None,
    follow: Callable[[str], Fetched] | None = None,
) -> Page:
    """Return the page that `source` is: bytes, the path of a file, an address, or the text itself.

    A text is told from a path by a `<` or a line end in it. A file may be HTML, plain or gzipped,
    alone or with the folder a browser saved beside it, SingleFile, MHTML, a Safari web archive, a
    page of a WARC or WACZ (`kho.warc.gz#34567`), an article of a feed (`tin.xml#3`), which `follow`
    may bring too, or text copied out of a page. `url`, `captured`
    and `http_charset` outrank what the file says; `legacy` is as in
    `formatter.source.decode.decode`. An address is had through `fetch`, since reading alone opens
    no connection.

    The pages on which its article goes on are read too, where they were saved with it; others are
    had through `follow`, if it is given.

    Raises UsageError for a file that isn't there or can't be read, NothingFoundError for one that
    is empty or no page, RefusedError beyond 64 MB or for blocks nested past all reason.
    """
    if isinstance(source, str) and re.search(r"[<\n\r]", source):
        text, notes = tidy(source)
        html, is_plain = _html(text, "The text", suffix="")
        where, when = ("", None) if is_plain else saved.marked(html)
        captured = captured or when or Capture()
        return Page(html=html, url=url or where, captured=captured, plain=is_plain, notes=notes)
    raw = _of_feed(source, follow) or take(source, fetch)
    page = _page(raw, url, captured, http_charset, legacy)
    search = _search(legacy, follow)
    return search.follow(page, raw.path)


def again(originals: Sequence[Original]) -> Page:
    """Return the page that was read from these originals, the first one's sequels behind it.

    Nothing is looked for: neither beside it nor anywhere. What came with the page is known by its
    address alone. Raises the errors of `read`.
    """
    pages = [
        _page(
            Raw(name=one.name or "The page", data=one.read(), path=Path(one.name or "page")),
            one.url,
            one.captured,
            one.charset,
            one.legacy,
            beside=tuple(Resource(address=address) for address in one.beside),
        )
        for one in originals
    ]
    first, *rest = [
        replace(page, resources=replace(page.resources, folder=None), original=one)
        for page, one in zip(pages, originals, strict=True)
    ]
    return replace(first, sequels=tuple(rest), resources=together((first, *rest)))


def joined(path: Path, *, legacy: str = "offer") -> tuple[Path, ...]:
    """Return the files beside a saved page on which its article goes on; none for a wrong one.

    Of a page in an archive of the web those are places in it.
    """
    search = _search(legacy, None)
    try:
        archived = _after(path)
        if archived is not None and not archived:
            return ()
        raw = take(path, None)
        page = search.follow(_page(raw, "", None, "", legacy), raw.path)
    except FormatterError:
        return ()
    if archived is not None:
        return tuple(archived[one.url] for one in page.sequels if one.url in archived)
    return tuple(search.files)


def _after(path: Path) -> dict[str, Path] | None:
    """Return the pages that may go on with one in an archive of the web, None for any other."""
    if "#" not in path.name or path.exists():
        return None
    from formatter.source.archived import after

    return after(path)


def _search(legacy: str, follow: Callable[[str], Fetched] | None) -> Search:
    def one(source: Path | bytes, url: str = "") -> Page:
        return _page(take(source, None), url, None, "", legacy)

    def fetched(address: str) -> Page:
        return _page(take(address, follow), "", None, "", legacy)

    return Search(read=one, fetch=fetched if follow else None)


def _page(  # noqa: PLR0913, PLR0917  each is one thing known from outside the page
    raw: Raw,
    url: str,
    captured: Capture | None,
    http_charset: str,
    legacy: str,
    beside: tuple[Resource, ...] | None = None,
) -> Page:
    data, notes = gunzip(raw)
    unpacked = saved.unpack(data, raw.name) or _archived(data, raw.name)
    inner = unpacked or saved.Saved(data=data)
    must_be_text(inner.data, raw.name)
    charset = http_charset or raw.charset or inner.charset
    decoded = decode(inner.data, http_charset=charset, legacy=legacy)
    html, is_plain = _html(decoded.text, raw.name, suffix=raw.suffix)
    where, when = ("", None) if is_plain else saved.marked(html)
    if beside is None:
        beside = raw.held + (companions(raw.path) if raw.path else ())
    url = url or raw.url or inner.url or where
    # What the file's time says, a browser's own word says better.
    captured = captured or raw.observed or inner.captured or when or raw.file_time or Capture()
    original = Original(
        sha256=hashlib.sha256(raw.data).hexdigest(),
        media_type=_media_type(raw, unpacked, is_plain=is_plain),
        data=raw.data,
        name=raw.path.name if raw.path else "",
        asked=raw.asked,
        url=url,
        captured=captured,
        charset=charset if charset != inner.charset else "",
        legacy=legacy,
        beside=tuple(held.address for held in beside),
    )
    return Page(
        html=html,
        url=url,
        captured=captured,
        sha256=original.sha256,
        resources=Resources(held=inner.held + beside, folder=raw.path.parent if raw.path else None),
        plain=is_plain,
        original=original,
        notes=raw.notes + notes + decoded.notes,
    )


def _of_feed(source: str | Path | bytes, fetch: Callable[[str], Fetched] | None) -> Raw | None:
    """Return the page of a feed's article, None where the source names none."""
    if isinstance(source, bytes) or kind(str(source).partition("#")[0]) not in FEEDS:
        return None
    from formatter.source import items

    return items.found(source, fetch)


def _archived(data: bytes, name: str) -> saved.Saved | None:
    """Return the page in a record of an archive of the web, None where `data` is none."""
    if not data.startswith(_WARC):
        return None
    from formatter.source.recorded import unpack

    return unpack(data, name)


def _media_type(raw: Raw, unpacked: saved.Saved | None, *, is_plain: bool) -> str:
    """Return what the bytes are (RFC 2557 for MHTML), whatever is inside what is packed."""
    if raw.data.startswith(b"\x1f\x8b\x08"):
        return "application/gzip"
    if unpacked is not None and raw.data.startswith(_WARC):
        return "application/warc"
    if unpacked is not None:
        is_mail = not raw.data.startswith(b"bplist00") and b"<key>" not in raw.data[:4096]
        return "multipart/related" if is_mail else "application/x-webarchive"
    if is_plain:
        return "text/plain"
    is_xml = raw.suffix.lower() in {".xhtml", ".xht"}
    return "application/xhtml+xml" if is_xml else "text/html"


def _html(text: str, name: str, *, suffix: str) -> tuple[str, bool]:
    """Return a text as HTML, and whether it was plain."""
    if not text.strip("\ufeff \t\n\r\f\v\xa0"):
        raise NothingFoundError(
            f"{name} is empty.", "Save the page again, and look whether the file has grown."
        )
    if _FEED.match(text[:4096]):
        raise NothingFoundError(
            f"{name} is a feed: a list of articles.",
            "Give its file (.xml, .rss, .atom) to convert, which takes the pages saved beside it, "
            "and the articles that it holds whole; --online fetches the others.",
        )
    if plain.is_plain(text, suffix=suffix):
        return plain.paragraphs(text), True
    must_be_shallow(text, name)
    return text, False
