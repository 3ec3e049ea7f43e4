"""Articles cut into pages: which address comes after which, and what the links between them say."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_SUFFIX = re.compile(r"\.[a-z]{2,6}$")
_WORD = "trang|page|pagina|seite|paged|pg|p"
# `…-p2`, `…/trang-2`, `…/page/2` say that they are pages; `…-2` and `…/2` may be anything.
_SURE = re.compile(rf"[/_.\-](?:{_WORD})[-_/=]?(\d{{1,2}})$")
_WEAK = re.compile(r"[/_.\- ]\(?(\d{1,2})\)?$")
_QUERY = re.compile(rf"(?:^|&)(?:{_WORD}|pageno|pn)=(\d{{1,2}})(?=&|$)")

NEXT = frozenset(
    (
        "trang sau", "trang tiếp", "trang tiếp theo", "trang kế", "trang kế tiếp", "xem trang sau",
        "đọc trang sau", "xem trang tiếp", "next page", "go to next page", "nächste seite",
        "page suivante", "página siguiente", "pagina successiva", "следующая страница",
        "下一页", "下一頁", "次のページ", "次のページへ", "다음 페이지", "หน้าถัดไป",
        "الصفحة التالية", "صفحه بعد",
    )
)  # fmt: skip
# One of these stands in the markup of most pages whose article goes on elsewhere, as it is written:
# asked one after the other, they take a tenth of a pattern's time.
PAGED = ('rel="next"', "rang sau", "rang tiếp", "rang kế", "ext page", "ext Page")
# What stands in a row of links to an article's pages, besides numbers and marks.
_ROW = frozenset(
    (
        "trang", "sau", "tiếp", "theo", "kế", "trước", "đầu", "cuối", "xem", "đọc", "tất", "cả",
        "page", "pages", "next", "previous", "prev", "first", "last", "of", "all", "view",
        "seite", "seiten", "nächste", "vorherige", "weiter", "zurück", "von", "suivante",
        "suivant", "précédente", "sur", "页", "頁", "共", "第", "下一页", "下一頁", "上一页",
        "上一頁", "次のページ", "次のページへ", "前のページ", "前へ", "次へ", "ページ",
        "หน้า", "ถัดไป", "ก่อนหน้า",
        "الصفحة", "التالية", "السابقة", "страница", "следующая", "далее", "назад",
    )
)  # fmt: skip


class Place(NamedTuple):
    """One reading of an address: the article's part of it, the page's number, how it is written."""

    stem: str
    number: int
    style: str = ""


def goes_on(markup: str) -> bool:
    """Say whether a page's markup may hold links to further pages of its article."""
    trang = "rang " in markup
    return any(said in markup for said in PAGED if trang or not said.startswith("rang "))


def key(address: str) -> str:
    """Return what two spellings of one address have in common: no scheme, `www.` or last slash."""
    bare = unquote(address.strip()).partition("#")[0]
    bare = re.sub(r"^(?:https?:)?//(?:www\.)?", "", bare, flags=re.IGNORECASE)
    return bare.rstrip("/")


def places(address: str) -> tuple[Place, ...]:
    """Return the readings of an address, its own without a number first."""
    whole = key(address)
    path, _, query = whole.partition("?")
    suffix = (_SUFFIX.search(path) or re.match("", path) or [""])[0]
    bare = path.removesuffix(suffix).rstrip("/") if suffix else path
    rest = f"?{query}" if query else ""
    found = [Place(whole, 1)]
    if told := _QUERY.search(query):
        left = (query[: told.start()] + query[told.end() :]).strip("&")
        found.append(Place(path + (f"?{left}" if left else ""), int(told.group(1)), "query"))
    for style, pattern in (("sure", _SURE), ("weak", _WEAK)):
        if told := pattern.search(bare):
            found.append(Place(bare[: told.start()] + suffix + rest, int(told.group(1)), style))
    return tuple(found)


def follows(address: str, other: str) -> str:
    """Say whether `other` is the page after `address`: "sure", "weak" or empty.

    It is weak where the number may be one of the article's own: `…-2.html`.
    """
    own = places(address)
    verdicts = {
        "weak" if after.style == "weak" else "sure"
        for after in places(other)[1:]
        for before in own
        if after.stem == before.stem
        and after.number == before.number + 1
        and before.style in ("", after.style)
    }
    return "sure" if "sure" in verdicts else "weak" if verdicts else ""


def says_next(text: str) -> bool:
    """Say whether a link's text leads to an article's next page."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold())) in NEXT


def is_row(text: str) -> bool:
    """Say whether a text is a row of links to an article's pages: numbers, `next`, marks."""
    words = re.findall(r"\d+|[^\W\d_]+", text.casefold())
    if len(text) > 200 or not words:
        return False
    numbers = sum(word.isdecimal() and len(word) < 3 for word in words)
    others = [word for word in words if not (word.isdecimal() and len(word) < 3)]
    return all(word in _ROW for word in others) and (numbers > 1 or says_next(text) or bool(others))


def untold(title: str) -> str:
    """Return a title without the number of its page: `… - Trang 2`, `… (2/3)`."""
    before, after = r"[\s\-–—|(\[:,]", r"(?:\s*(?:/|of|von)\s*\d{1,2})?[)\]]?"
    worded = rf"{before}*(?:trang|page|seite|第)\s*\d{{1,2}}\s*(?:页|頁)?{after}"
    title = re.sub(worded, "", title, flags=re.IGNORECASE)
    return re.sub(rf"{before}+\d{{1,2}}{after}\s*$", "", title).strip()


def host(address: str) -> str:
    """Return an address's host without `www.` and `m.`, empty for none."""
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", name)
