"""The article's blocks, written in the closed vocabulary.

bs4 has the article's subtree alone; nothing of the page around it comes here. What comes out is
valid by construction: each block is opened and closed in one place, each text escaped in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, Tag

from formatter.article import ImageRef
from formatter.clean.chrome import EMBED, says
from formatter.clean.figures import Figures, joined, looks_like_caption
from formatter.clean.finish import finish
from formatter.clean.inline import BREAK, Words, absolute, bare, below, is_inline, picture_holders
from formatter.clean.ledger import BLOCK, Ledger
from formatter.clean.lists import Lists
from formatter.clean.paragraphs import paragraphs, tidy
from formatter.clean.patterns import HEADINGS
from formatter.clean.pictures import Album, icon, pixel
from formatter.clean.soup import soup_of
from formatter.clean.tables import Tables
from formatter.clean.tree import Node
from formatter.clean.vocabulary import CLASSES, DEPTH
from formatter.text.plain import folded

MARK = "data-formatter"
# A list in a list adds two levels; the marks in a line come on top (see inline).
_DEEPEST = (DEPTH - 8) // 2
_LONGEST_HEAD = 250
_LINE = 200
_SIGNATURE = 60
_RIGHT = re.compile(r"text-align\s*:\s*right|;right$", re.IGNORECASE)
_QUOTE = re.compile(r"(?:^|[\s_-])(?:\w*quote|pullquote|blockquote)(?=$|[\s_-])", re.IGNORECASE)
_SIGNED = re.compile(r"author|source|cite|footer|name|nguon|tac-?gia", re.IGNORECASE)
_FIGURES = frozenset("figure table div p span dl a section".split())
_WRAPS = {"b": "b", "strong": "strong", "i": "i", "em": "em", "small": "small", "s": "s", "u": "u"}


class Naming(NamedTuple):
    """What names mean on this page.

    `robots` are classes of links that lose their link and keep their words; `key` tells this
    article's footnotes from another's in one book; `held` are addresses that came with the page.
    """

    robots: frozenset[str]
    key: str
    held: frozenset[str]


def shape(
    root: Node, ledger: Ledger, *, title: str, authors: tuple[str, ...], naming: Naming
) -> tuple[str, tuple[ImageRef, ...]]:
    """Return the body and its pictures."""
    soup = soup_of(root)
    album = Album(ledger.base, title, naming.key, naming.held)
    calls = _calls(soup, sha256(naming.key.encode()).hexdigest()[:6])
    writer = _Writer(Words(ledger, calls=calls, robots=naming.robots), album, picture_holders(soup))
    blocks = writer.blocks(soup)
    body = finish(blocks, ledger, title=title, authors=authors)
    used = set(re.findall(r'src="image:([^"]+)"', body))
    return body, tuple(ref for name, ref in album.refs.items() if name in used)


def _calls(soup: BeautifulSoup, key: str) -> dict[str, str]:
    """Return the ids of footnotes that the text calls, with the ids they get."""
    called = {
        str(link["href"])[1:]
        for link in below(soup, "a")
        if len(str(link.get("href") or "")) > 1
        and str(link["href"]).startswith("#")
        and len(link.get_text(strip=True)) <= 5
    }
    notes = [item for item in below(soup, "li") if item.get("id") in called]
    return {
        str(item["id"]): str(item["id"]) if _OWN_NOTE.match(str(item["id"])) else f"n{key}-{number}"
        for number, item in enumerate(notes, 1)
    }


# The id of a note in a body that was cleaned before.
_OWN_NOTE = re.compile(r"n[0-9a-f]{6}-\d+\Z")


class _Writer:
    """Writes blocks; `finish` sees them as a list, so that each step judges a whole block."""

    def __init__(self, words: Words, album: Album, holders: frozenset[int]) -> None:
        self.words = words
        self.album = album
        self.holders = holders
        self.figures = Figures(words, album, holders)
        self.tables = Tables(self.blocks, words)
        self.lists = Lists(self.blocks, self._block, self._paragraphs, words, self.figures)
        self.depth = 0

    def blocks(self, node: Tag, wrap: tuple[str, ...] = (), kind: str = "") -> list[str]:
        """Return what an element holds as blocks; `wrap` are marks that stand around its words."""
        self.depth += 1
        out: list[str] = []
        line: list[str] = []
        ledger, number = self.words.ledger, _number(node)

        def flush() -> None:
            ledger.here = number or ledger.here
            made = self._paragraphs("".join(line), wrap, kind)
            ledger.trace(made, ledger.here)
            out.extend(made)
            line.clear()

        caption_for = -1
        for kid in node.children:
            if isinstance(kid, Comment):
                continue
            if isinstance(kid, NavigableString):
                line.append(self.words.text(str(kid)))
                continue
            if not isinstance(kid, Tag):
                continue
            if id(kid) not in self.holders and is_inline(kid):
                line.append(self.words.one(kid))
                continue
            flush()
            if (
                caption_for == len(out) > 0
                and id(kid) not in self.holders
                and looks_like_caption(kid)
            ):
                figure = out[-1]
                out[-1] = self._captioned(figure, kid)
                ledger.follow([figure], out[-1:])
                continue
            out.extend(self._block(kid, wrap, kind))
            if out and out[-1].startswith("<figure>") and "<figcaption>" not in out[-1]:
                caption_for = len(out)
        flush()
        self.depth -= 1
        whole = joined(out)
        ledger.follow(out, whole)
        return whole

    def _paragraphs(self, line: str, wrap: tuple[str, ...] = (), kind: str = "") -> list[str]:
        return list(filter(self._of_story, paragraphs(line, wrap, kind)))

    def _of_story(self, block: str) -> bool:
        """Say whether a paragraph is the story's; a line that serves the page is entered."""
        found = says(bare(block).strip()) if len(block) < _LINE else None
        if found is None or self.words.ledger.spares:
            return True
        self.words.ledger.enter(bare(block), step="shape", rule=found[0], reason=found[1])
        return False

    def _captioned(self, figure: str, node: Tag) -> str:
        caption = self.figures.caption([node])
        tail = f"<figcaption>{caption}</figcaption>" if bare(caption).strip() else ""
        return figure.removesuffix("</figure>") + tail + "</figure>"

    def _block(self, node: Tag, wrap: tuple[str, ...] = (), kind: str = "") -> list[str]:
        """Return an element as blocks that know which block of the page they were."""
        ledger, number = self.words.ledger, _number(node)
        ledger.here = number or ledger.here
        made = self._written(node, wrap, kind)
        ledger.trace(made, number or ledger.here)
        return made

    def _written(self, node: Tag, wrap: tuple[str, ...], kind: str) -> list[str]:
        name = node.name
        if name in _FIGURES and self.figures.is_figure(node):
            made = self.figures.write(node)
            return [made] if made else []
        if node.get(EMBED):
            return self._embed(node, str(node[EMBED]))
        mark = str(node.get(MARK) or "")
        if mark == "lead" or (_own_class(node) == "lead" and not kind):
            return self._lead(node)
        if mark == "info" and self.depth < _DEEPEST:
            return self._held(node, "aside", "info")
        handler = self._handler(node)
        if handler is not None and self.depth < _DEEPEST:
            return handler(node)
        own = (_own_class(node) or _signs(node)) if name == "p" else ""
        if own:
            return self.blocks(node, wrap, f' class="{own}"')
        return self.blocks(node, (*wrap, _WRAPS[name]) if name in _WRAPS else wrap, kind)

    def _handler(self, node: Tag) -> Callable[[Tag], list[str]] | None:
        name = node.name
        if name in HEADINGS:
            return self._heading
        named: dict[str, Callable[[Tag], list[str]]] = {
            "img": self._image,
            "ul": self.lists.write,
            "ol": self.lists.write,
            "dl": self.lists.terms,
            "pre": self._code,
            "table": self.tables.write,
            "blockquote": self._quote,
            "hr": lambda _: ["<hr/>"],
            "aside": self._aside,
        }
        if name in named:
            return named[name]
        if name == "div" and (own := _own_class(node)):
            return lambda div: self._held(div, "div", own)
        if name == "div" and _QUOTE.search(
            f"{' '.join(node.get_attribute_list('class'))} {node.get('type') or ''}"
        ):
            return self._quote if len(node.get_text(strip=True)) < 1200 else None
        return None

    def _lead(self, node: Tag) -> list[str]:
        blocks = self.blocks(node)
        return [
            re.sub(r"^<(?:p|h[1-6])>(.*)</(?:p|h[1-6])>$", r'<p class="lead">\1</p>', block)
            for block in blocks
        ]

    def _heading(self, node: Tag) -> list[str]:
        if (
            id(node) in self.holders
            or not all(is_inline(kid) for kid in node.children)
            or len(node.get_text()) > _LONGEST_HEAD
        ):
            return self.blocks(node)
        words = tidy(self.words.all(node.children).replace(BREAK, " "))
        words = re.sub(r"^<(b|strong)>((?:(?!<\1>).)*)</\1>$", r"\2", words)
        return [f"<{node.name}>{words}</{node.name}>"] if bare(words).strip() else []

    def _image(self, node: Tag) -> list[str]:
        if pixel(node) or icon(node):
            return []
        made = self.figures.one([node], [])
        return [made] if made else []

    def _code(self, node: Tag) -> list[str]:
        for line_end in below(node, "br"):
            line_end.replace_with("\n")
        text = node.get_text().strip("\n")
        if not text.strip() or says(text.strip()):
            return self.blocks(node)
        lines = "\n".join(self.words.ledger.mend(line.expandtabs(4)) for line in text.splitlines())
        escaped = lines.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        pictures = [block for img in below(node, "img") for block in self._image(img)]
        return [f"<pre><code>{escaped}</code></pre>", *pictures]

    def _quote(self, node: Tag) -> list[str]:
        """Return a quotation, the line that names its source marked."""
        blocks = self.blocks(node)
        if len(blocks) == 1 and blocks[0].startswith("<blockquote>"):
            return blocks
        signed = [
            folded(part.get_text())
            for part in below(node, "p", "div", "span", "footer")
            if _SIGNED.search(" ".join(part.get_attribute_list("class")) + part.name)
        ]
        if len(blocks) > 1 and (last := re.fullmatch(r"<p>(.*)</p>", blocks[-1])):
            words = last.group(1)
            if folded(bare(words)) in signed and "<cite>" not in words:
                blocks[-1] = f"<p><cite>{words}</cite></p>"
        return [f"<blockquote>{''.join(blocks)}</blockquote>"] if blocks else []

    def _aside(self, node: Tag) -> list[str]:
        pull = _QUOTE.search(" ".join(node.get_attribute_list("class")))
        return self._held(node, "aside", _own_class(node) or ("pull" if pull else "info"))

    def _held(self, node: Tag, tag: str, kind: str = "") -> list[str]:
        """Return what an element holds inside another one, nothing where it holds nothing."""
        inside = "".join(self.blocks(node))
        named = f' class="{kind}"' if kind else ""
        return [f"<{tag}{named}>{inside}</{tag}>"] if inside else []

    def _embed(self, node: Tag, address: str) -> list[str]:
        """Return a card in place of an embedded thing: the page's words for it, and its address."""
        players = ("video", "audio", "object", "iframe")
        for player in [node, *below(node, *players)]:
            if player.name in players:
                self.words.ledger.enter(
                    player.get_text(" ", strip=True),
                    step="shape",
                    rule="fallback",
                    reason="words for browsers that can't play it",
                )
                player.clear()
        words = escape(" ".join(bare(" ".join(self.blocks(node))).split()), quote=False)
        link = absolute(address, self.words.ledger.base)
        title = words or escape(
            " ".join(str(node.get("title") or "").split()) or _host(link), quote=False
        )
        if link and title:
            title = f'<a href="{escape(link)}">{title}</a>'
        return [f'<aside class="embed"><p class="embed-title">{title}</p></aside>'] if title else []


def _number(node: Tag) -> int:
    return int(str(node.get(BLOCK) or 0))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _signs(node: Tag) -> str:
    """Return the class of a signature for a short line set to the right (VnExpress)."""
    right = _RIGHT.search(f"{node.get('style') or ''};{node.get('align') or ''}")
    return "signature" if right and len(node.get_text(" ", strip=True)) <= _SIGNATURE else ""


def _own_class(node: Tag) -> str:
    """Return the class of the vocabulary that an element bears, empty where it bears none."""
    names = node.get_attribute_list("class")
    return next((name for name in names if name in CLASSES.get(node.name, ())), "")
