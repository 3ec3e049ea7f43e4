"""Words and their marks inside a paragraph, written in the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from formatter.clean import tongues
from formatter.clean.ledger import Ledger
from formatter.clean.soup import Tag, is_inline
from formatter.clean.vocabulary import CLASSES, HREF
from formatter.clean.vocabulary import INLINE as ALLOWED
from formatter.text.tongue import differs, fits, plain, primary

_RENAMED = {"strike": "s", "acronym": "abbr", "tt": "code"}
_KEPT = (ALLOWED - {"span", "a", "img", "br", "time"}) | set(_RENAMED)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:credits?|photo-?(?:author|credit|by)|image-?(?:credit|source)|source|byline|author|copyright)(?=$|[\s_-])",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"location-stamp|dateline", re.IGNORECASE)
# What is typed at a machine is in no language.
_AS_TYPED = frozenset("code kbd samp var ruby rt rp".split())
# Marks within marks within marks are debris.
_DEEPEST = 6
# What stands for a note's way back.
BACK = frozenset(("↩", "↩︎", "↑", "^", "⤴", "⏎", "[↩]", "Jump up"))
_WIDE = ("\n", "  ", "\t", "\r", "\f")
_WIDE_SPACE = re.compile(r"[ \t\r\n\f]+")
BREAK = "<br/>"
_PLAIN = " \t\r\n\f"
# Addresses with a plain host, no empty part at the end and no sign that isn't for addresses; and
# those with nothing that would have to be escaped on paper.
_WHOLE = re.compile(
    r"https?://[a-z0-9.-]+(?:/[^\s\x00-\x20?#;\[\]]*)?(?:\?[^\s\x00-\x20?#;\[\]]+)?\Z"
)
_SAFE = re.compile(r"https?://[a-z0-9.-]+/[!$%&'()*+,\-./:=@\w~]*(?:\?[!$%&'()*+,\-./:=@\w~]+)?\Z")


class Words:
    """Writes inline content; `places` are the ids in the body that a link may lead to."""

    def __init__(
        self,
        ledger: Ledger,
        *,
        places: frozenset[str],
        robots: frozenset[str],
        picture: Callable[[Tag], str] = lambda _: "",
    ) -> None:
        self.ledger = ledger
        # Writes a picture that stands in the line.
        self.picture = picture
        self.places = places
        # Classes of links that the site's robot set, kept as words.
        self.robots = robots
        self._depth = 0
        # How many tables of data are being written around these words.
        self.grids = 0

    def all(self, nodes: Iterable[Tag | str]) -> str:
        """Return the markup of these nodes."""
        return "".join(self.one(node) for node in nodes)

    def one(self, node: Tag | str) -> str:
        """Return the markup of a text or an inline element."""
        if isinstance(node, str):
            return self.text(node)
        if node.name == "wbr":
            return ""
        if node.name == "br":
            return BREAK
        if node.name == "img":
            return self.picture(node) if "math" in node.classes else ""
        self._depth += 1
        inner = self.all(node.contents)
        self._depth -= 1
        if not bare(inner).strip() and "<img" not in inner:
            return inner
        if node.name == "a":
            return self._link(node, inner)
        return inner if self._depth >= _DEEPEST else self._marked(node, inner)

    def text(self, text: str) -> str:
        """Return a text, its letters mended, white space single and markup escaped."""
        text = self.ledger.sound(text)
        if any(map(text.__contains__, _WIDE)):
            text = _WIDE_SPACE.sub(" ", text)
        if "<" in text or "&" in text or ">" in text:
            text = escape(text, quote=False)
        return text.replace("\u0338", "&#x338;") if "\u0338" in text else text

    def _marked(self, node: Tag, inner: str) -> str:
        name = node.name
        if name in _KEPT:
            name = _RENAMED.get(name, name)
            if not _whole_ruby(node):
                return inner
            if name == "bdo" and node.get("dir") not in {"ltr", "rtl"}:
                return inner
            extra = f' dir="{node.attrs["dir"]}"' if name == "bdo" else ""
            if name == "code" and "math" in node.classes:
                extra = ' class="math"'
            elif "lang" in node.attrs and name not in _AS_TYPED:
                extra += self._lang(node, inner)
            return _outside(inner, f"<{name}{extra}>", f"</{name}>")
        names = node.names
        if _DATELINE.search(names):
            return f'<span class="dateline">{inner.strip()}</span> '
        if name == "span" and (kind := _formula_part(names)):
            return _outside(inner, f'<span class="{kind}">', "</span>")
        if name == "span" and "credit" in node.classes:
            return f'<span class="credit">{inner.strip()}</span>'
        return self._styled(node, inner)

    def _styled(self, node: Tag, inner: str) -> str:
        """Return what a span says by its language and its style, its words alone where nothing."""
        style = node.get("style")
        if "lang" in node.attrs and (lang := self._lang(node, inner)):
            inner = _outside(inner, f"<span{lang}>", "</span>")
        if _ITALIC.search(style):
            inner = _outside(inner, "<i>", "</i>")
        if _BOLD.search(style):
            inner = _outside(inner, "<b>", "</b>")
        return inner

    def _lang(self, node: Tag, inner: str) -> str:
        """Return the attributes of a run's language, where the page gives it one that fits."""
        main, lang = self.ledger.language, node.get("lang")
        told = fits(lang, plain(inner), main)
        if not told and primary(lang) == primary(main):
            # In a block of another language, words of the article's own are the foreign ones.
            block = next((up for up in node.parents if not up.inline), None)
            around = differs(block.text(" "), main) if block is not None else ""
            told = fits(lang, plain(inner), around) if around else ""
        return tongues.attributes(told)

    def _link(self, node: Tag, inner: str) -> str:
        href = node.get("href").strip()
        if not href or set(node.classes) & self.robots:
            return inner
        if href.startswith("#") and inner.strip() in BACK:
            # A note's way back to its call; the book's reader makes its own.
            self.ledger.enter(inner, step="shape", rule="back-link", reason="a note's way back")
            return ""
        if href.startswith("#"):
            if href[1:] not in self.places:
                return inner
            call = "call" in node.classes
            kind = ' class="call"' if call else ""
            return _outside(inner, f'<a{kind} href="{href}">', "</a>")
        address = absolute(href, self.ledger.base)
        if not address:
            return inner
        return _outside(inner, f'<a href="{escape(address)}">', "</a>")


def _formula_part(names: str) -> str:
    return names if names in CLASSES["span"] and names.startswith("math") else ""


def _whole_ruby(node: Tag) -> bool:
    """Say whether a part of ruby stands in one, and a ruby has its reading; true of all else."""
    if node.name == "ruby":
        return bool(node.below("rt")) and node.above("ruby") is None
    if node.name not in {"rt", "rp"}:
        return True
    up = node.parent
    return up is not None and up.name == "ruby" and is_inline(up) and _whole_ruby(up)


def whole(address: str, base: str) -> str:
    """Return an address as it is from `base`; ValueError for one that is none.

    Most are whole already and have nothing that joining would put right.
    """
    return address if not base or _WHOLE.match(address) else urljoin(base, address)


def absolute(href: str, base: str) -> str:
    """Return a link's address whole and safe to print, empty where it is neither."""
    if _SAFE.match(href):
        return href
    try:
        full = whole(href, base)
        parts = urlsplit(full)
    except ValueError:
        return ""
    full = re.sub(r"[\s<>\"`{}|\\^]", lambda bad: f"%{ord(bad.group()):02X}", full.strip())
    if parts.scheme not in {"http", "https", "mailto"} or not HREF.match(full):
        return ""
    if parts.scheme == "mailto":
        return full if "@" in full else ""
    return full if parts.hostname else ""


def holders(pictures: Iterable[Tag]) -> frozenset[int]:
    """Return the ids of all elements that hold one of these pictures, asked of every block."""
    return frozenset(id(up) for img in pictures for up in (img, *img.parents))


def is_credit(node: Tag) -> bool:
    """Say whether an element's name calls it a picture's credit."""
    return bool(_CREDIT.search(node.names))


def _outside(inner: str, start: str, end: str) -> str:
    """Put marks around the words, the spaces and breaks at their ends left outside.

    A no-break space is one because of the words that it stands beside, and stays with them.
    """
    words = inner.lstrip(_PLAIN)
    while words.startswith(BREAK):
        words = words[len(BREAK) :].lstrip(_PLAIN)
    head = inner[: len(inner) - len(words)]
    words = words.rstrip(_PLAIN)
    while words.endswith(BREAK):
        words = words[: -len(BREAK)].rstrip(_PLAIN)
    return f"{head}{start}{words}{end}{inner[len(head) + len(words) :]}" if words else inner


_TAG = re.compile(r"<[^>]+>")


def bare(markup: str) -> str:
    """Return the letters of inline markup, without its marks."""
    if "<" in markup:
        markup = _TAG.sub("", markup.replace(BREAK, " "))
    return unescape(markup) if "&" in markup else markup
