"""Pages as browsers and their extensions save them: MHTML, webarchive, and notes in the HTML."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from formatter.errors import NothingFoundError
from formatter.original import Capture, Resource

if TYPE_CHECKING:
    from email.message import Message

_MAIL_HEADER = re.compile(rb"\s*(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\r?\n)")
_MULTIPART = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)\s{0,9}([^\s<>]{1,4000})")
_SINGLEFILE = re.compile(
    r"Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,4000})"
    r"(?:\s{1,9}saved date:\s{0,9}([^\n]{1,100}))?"
)
_JS_DATE = re.compile(
    r"([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT([+-])(\d\d)(\d\d)"
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# Canonical links stand in the head; what comes after this much is text that may quote markup.
_HEAD = 262_144


class Saved(NamedTuple):
    """A page taken out of the archive a browser put it in: its bytes and what came along."""

    data: bytes
    url: str = ""
    charset: str = ""
    captured: Capture | None = None
    held: tuple[Resource, ...] = ()


def unpack(data: bytes, name: str) -> Saved | None:
    """Return the page inside an MHTML or webarchive file, None where `data` is neither.

    `name` is what to call the file in an error. Raises NothingFoundError where there is no page
    in it.
    """
    if data.startswith(b"bplist00") or b"<key>WebMainResource</key>" in data[:4096]:
        return _webarchive(data, name)
    head = data[:8192]
    if _MAIL_HEADER.match(head) and _MULTIPART.search(re.split(rb"\r?\n\r?\n", head.lstrip())[0]):
        return _mhtml(data, name)
    return None


def moment(when: datetime) -> str:
    """Return a moment as the values carry it: ISO 8601 in UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _mhtml(data: bytes, name: str) -> Saved:
    import email

    try:
        message = email.message_from_bytes(data)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError as why:
        raise NothingFoundError(
            f"{name} is an MHTML file whose parts are nested too deep to be a saved page.",
            "Save the page again, or as HTML.",
        ) from why
    pages = [part for part in parts if part.get_content_type() in _PAGE_TYPES]
    start = message.get_param("start")
    root = next((p for p in pages if start and p.get("Content-ID") == start), None)
    root = root or next(iter(pages), None)
    if root is None:
        kinds = ", ".join(sorted({part.get_content_type() for part in parts})[:5])
        raise NothingFoundError(
            f"{name} is an MHTML file without a page: its parts are {kinds}.",
            "Save the page again, or as HTML.",
        )
    url = address(_header(message, "Snapshot-Content-Location"))
    url = url or address(_header(root, "Content-Location"))
    held = tuple(
        Resource(address=place, data=content)
        for part in parts
        if part is not root
        and (
            part.get_content_maintype() in ("image", "application")
            or part.get_content_type() in _PAGE_TYPES
        )
        for content in [_payload(part)]
        for place in _places(part, url)
    )
    charset = root.get_content_charset() or ""
    return Saved(
        data=_payload(root), url=url, charset=charset, captured=_mail_date(message), held=held
    )


_KEPT = ("image/", "application/octet", "text/html")
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def _header(message: Message, name: str) -> str:
    # Long addresses are folded into lines; a fold is no part of them.
    return re.sub(r"[\r\n]+\s*", "", str(message.get(name, ""))).strip()


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _places(part: Message, url: str) -> list[str]:
    location, ident = _header(part, "Content-Location"), _header(part, "Content-ID")
    places = [_joined(url, location)] if location else []
    if ident:
        places.append("cid:" + ident.strip("<>"))
    return places


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _mail_date(message: Message) -> Capture | None:
    import email.utils

    try:
        when = email.utils.parsedate_to_datetime(_header(message, "Date"))
        return Capture(time=moment(when), basis="observed")
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _webarchive(data: bytes, name: str) -> Saved:
    import plistlib

    try:
        archive = plistlib.loads(data)
        main = archive["WebMainResource"]
        page = main["WebResourceData"]
        if not isinstance(page, bytes):
            raise TypeError  # noqa: TRY301  one answer for every way an archive can be wrong
    except Exception as why:  # plistlib raises whatever the damage leads it to
        raise NothingFoundError(
            f"{name} looks like a Safari web archive, but no page can be read from it.",
            "Save the page again, or as HTML.",
        ) from why
    url = address(str(main.get("WebResourceURL", "")))
    rest = archive.get("WebSubresources")
    held = tuple(
        Resource(address=_joined(url, str(one.get("WebResourceURL", ""))), data=content)
        for one in (rest if isinstance(rest, list) else [])
        if isinstance(one, dict)
        and isinstance(content := one.get("WebResourceData"), bytes)
        and str(one.get("WebResourceMIMEType", "")).startswith(_KEPT)
    )
    charset = str(main.get("WebResourceTextEncodingName", ""))
    return Saved(data=page, url=url, charset=charset, held=held)


def marked(text: str) -> tuple[str, Capture | None]:
    """Return the address a saved page says it came from, empty for none, and when, if it says so.

    Believed in this order: SingleFile's comment, the `saved from url` comment of browsers, the
    canonical link, `og:url`.
    """
    head = text[:8192]
    if found := _SINGLEFILE.search(head):
        when = _js_date(found.group(2) or "")
        if url := address(found.group(1)):
            return url, when
    if (found := _SAVED_FROM.search(head)) and (url := address(found.group(1))):
        return url, None
    end = text.find("</head>", 0, _HEAD)
    return _canonical(text[: end if end > 0 else _HEAD]), None


def _js_date(written: str) -> Capture | None:
    found = _JS_DATE.search(written)
    if not found or found.group(1) not in _MONTHS:
        return None
    month, day, year, hour, minute, second, sign, east, rest = found.groups()
    away = timedelta(hours=int(east), minutes=int(rest)) * (-1 if sign == "-" else 1)
    try:
        when = datetime(
            *(int(year), _MONTHS.index(month) + 1, int(day)),
            *(int(hour), int(minute), int(second)),
            tzinfo=timezone(away),
        )
        return Capture(time=moment(when), basis="observed")
    except (ValueError, OverflowError):
        return None


def _canonical(head: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(head)
    for choice, name in (
        ('link[rel~="canonical" i]', "href"),
        ('meta[property="og:url" i]', "content"),
    ):
        for node in tree.css(choice):
            if url := address(node.attributes.get(name) or ""):
                return url
    return ""


def address(text: str) -> str:
    """Return `text` if it is an absolute web address, else an empty string."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return text if good and not re.search(r"[\s<>\"\x00-\x1f\x7f]", text) else ""
