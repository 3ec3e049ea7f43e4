"""Pictures of a page: their addresses, largest first, and the ids that the body names them by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape
from urllib.parse import unquote

from formatter.article import ImageRef
from formatter.clean.inline import whole
from formatter.clean.soup import Tag
from formatter.text.plain import folded

_FULL = ("data-large-src", "data-original", "data-full-src", "data-hi-res-src", "data-zoom-src")
_LAZY = ("data-src", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-img-src")
_SETS = ("data-srcset", "srcset", "data-lazy-srcset")
_SUFFIX = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:[?#]|$)", re.IGNORECASE)
_TOLD = re.compile(r'"w":"?(\d{1,5})"?[^{}]*?"src":"([^"]+)"')
_OWN = re.compile(r"image:([a-z0-9-]+)")
_TINY = 3
# A picture in `data:` shorter than this is a placeholder's single pixel.
_PIXEL = 400
_ICON = 48
_SAYING = 10


class Album:
    """The pictures of one article in the order of their first use."""

    def __init__(
        self, base: str, title: str, key: str = "", held: frozenset[str] = frozenset()
    ) -> None:
        self.base = base
        self.key = key
        # Addresses that came with the page: they lie beside it, not at the newspaper.
        self.held = held
        self.title = folded(title)
        self.refs: dict[str, ImageRef] = {}

    def add(self, img: Tag) -> str:
        """Return the id of a picture's element, empty where it names no picture."""
        own = _OWN.fullmatch(img.get("src"))
        if own:
            # A body that was cleaned before.
            self.refs.setdefault(
                own.group(1), ImageRef(id=own.group(1), url="", alt=self._alt(img))
            )
            return own.group(1)
        ways = list(dict.fromkeys(self._ways(img)))
        if not ways:
            return ""
        url = next((way for way in ways if not way.startswith("data:")), ways[0])
        # What lies beside one page is no other page's, though it be called the same.
        named = url if "://" in url or url.startswith("data:") else f"{self.key} {url}"
        known = hashlib.sha256(named.encode()).hexdigest()[:12]
        name = f"p-{known}"
        alt = self._alt(img)
        if name not in self.refs:
            address = "" if url.startswith("data:") else url
            self.refs[name] = ImageRef(id=name, url=address, alt=alt, candidates=tuple(ways))
        return name

    def file(self, name: str) -> str:
        """Return what a picture's file is called at its site, empty for a name that says little."""
        called = unquote(self.refs[name].url.partition("?")[0].rpartition("/")[2])
        return called if len(called) > _SAYING and _SUFFIX.search(called) else ""

    def mark(self, img: Tag) -> str:
        """Return the markup of a formula's picture in the line, nothing without an address."""
        name = self.add(img)
        alt = escape(" ".join(img.get("alt").split()))
        if not name:
            return ""
        self.refs[name] = replace(self.refs[name], alt=unescape(alt))
        return f'<img class="math" src="image:{name}" alt="{alt}"/>'

    def _ways(self, img: Tag) -> Iterator[str]:
        """Yield the addresses a picture may be had from, the largest picture first."""
        for name in _FULL:
            yield from self._whole(img.get(name))
        picture = img.above("picture")
        sources = picture.below("source") if picture else []
        sets = [tag.get(name) for tag in (img, *sources) for name in _SETS if tag.get(name)]
        yield from self._whole(*_largest_first(sets))
        link = img.above("a")
        href = link.get("href") if link is not None else ""
        # Wikipedia’s link leads to the picture’s own page.
        if _SUFFIX.search(href) and "File:" not in href:
            yield from self._whole(href)
        for name in _LAZY:
            yield from self._whole(img.get(name))
        yield from self._whole(img.get("src"))

    def _whole(self, *addresses: object) -> Iterator[str]:
        for raw in addresses:
            text = str(raw or "").strip()
            if text.startswith("{"):
                # Sizes for screens of each width, as JSON (MSN).
                told = sorted(_TOLD.findall(text), key=lambda size: -int(size[0]))
                yield from self._whole(*(address for _, address in told))
                continue
            if not text or text.startswith(("blob:", "about:", "javascript:", "#")):
                continue
            if text.startswith("data:"):
                if len(text) > _PIXEL and text.startswith("data:image/"):
                    yield text
                continue
            try:
                near = text in self.held or unquote(text) in self.held or not self.base
                yield text if near else whole(text, self.base)
            except ValueError:
                continue

    def _alt(self, img: Tag) -> str:
        alt = " ".join(img.get("alt").split())
        bare = folded(alt)
        # VCCorp and zce write the article's title into every alt, with "- Ảnh 1." behind it.
        if self.title and bare.startswith(self.title[:60]):
            return ""
        return "" if _SUFFIX.search(alt) or alt.lower().startswith("http") else alt


def _largest_first(sets: list[str]) -> list[str]:
    """Return the addresses of `srcset` texts, the widest or densest first."""
    found: list[tuple[float, str]] = []
    for text in sets:
        for part in re.split(r",\s+|,(?=https?:|//)", text):
            bits = part.strip().split()
            if not bits:
                continue
            size = re.fullmatch(r"([\d.]+)([wxh])", bits[-1]) if len(bits) > 1 else None
            # A density is told as the width of a column of 700 pixels.
            scale = {"w": 1.0, "x": 700.0, "h": 1.5}[size.group(2)] if size else 700.0
            try:
                width = float(size.group(1)) * scale if size else scale
            except ValueError:
                width = scale
            found.append((width, bits[0]))
    return [address for _, address in sorted(found, key=lambda pair: -pair[0])]


def pixel(img: Tag) -> bool:
    """Say whether a picture's element is a counter's pixel."""
    sizes = _sizes(img)
    # A height of 0 beside a width is one that nobody measured (CNET).
    return any(0 < size <= _TINY for size in sizes) or (bool(sizes) and not any(sizes))


def icon(img: Tag) -> bool:
    """Say whether a picture's element is an icon or an emoji in the line."""
    sizes = _sizes(img)
    names = img.names.lower()
    return bool(sizes and max(sizes) <= _ICON) or "emoji" in names or "icon" in names.split()


def _sizes(img: Tag) -> list[int]:
    sizes = []
    for name in ("width", "height"):
        text = img.get(name).strip().removesuffix("px")
        if text.isdecimal() and len(text) < 6:
            sizes.append(int(text))
    return sizes
