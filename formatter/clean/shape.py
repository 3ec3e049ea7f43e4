"""The article's blocks, written in the closed vocabulary.

bs4 has the article's subtree alone; nothing of the page around it comes here. What comes out is
valid by construction: each block is opened and closed in one place, each text escaped in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from formatter.article import ImageRef
from formatter.clean import code, embeds, notes, verses
from formatter.clean.boxes import Boxes, own_class
from formatter.clean.captions import joined, looks_like_caption
from formatter.clean.chrome import EMBED, says
from formatter.clean.figures import Figures
from formatter.clean.finish import finish
from formatter.clean.formulas import Formulas, in_line
from formatter.clean.inline import BREAK, Words, bare, holders
from formatter.clean.ledger import Ledger
from formatter.clean.lists import Lists
from formatter.clean.node import Node
from formatter.clean.paragraphs import paragraphs, tidy
from formatter.clean.patterns import HEADINGS
from formatter.clean.pictures import Album, icon, pixel
from formatter.clean.soup import Tag, all_inline, is_inline, soup_of
from formatter.clean.survey import survey
from formatter.clean.tables import Tables
from formatter.clean.vocabulary import DEPTH
from formatter.text.plain import weight

MARK = "data-formatter"
# A list in a list adds two levels; the marks in a line come on top (see inline).
_DEEPEST = (DEPTH - 8) // 2
_LONGEST_HEAD = 250
_LINE = 200
# A line that leads to another story carries its address.
_LEADING = 600
_LINK = re.compile(r"<a [^>]*>.*?</a>")
_ALL_BOLD = re.compile(r"^<(b|strong)>((?:(?!<\1>).)*)</\1>$")
_SIGNATURE = 60
_RIGHT = re.compile(r"text-align\s*:\s*right|;right$", re.IGNORECASE)
_FIGURES = frozenset("figure table div p span dl a section".split())
_LISTINGS = frozenset(("div", "figure", "table"))
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
    ledger.mender.attributes(root)
    soup = soup_of(root)
    album = Album(ledger.base, title, naming.key, naming.held)
    seen = survey(soup, naming.key if "://" in naming.key else "")
    places = notes.settle(seen, ledger, naming.key)
    if seen.formulas:
        Formulas(ledger).settle(seen.formulas)
    words = Words(ledger, places=places, robots=naming.robots, picture=album.mark)
    writer = _Writer(words, album, holders(img for img in seen.pictures if not in_line(img)))
    blocks = writer.blocks(soup)
    soup.fell()
    body = notes.sound(finish(blocks, ledger, title=title, authors=authors))
    used = set(re.findall(r'src="image:([^"]+)"', body))
    return body, tuple(ref for name, ref in album.refs.items() if name in used)


class _Writer:
    """Writes blocks; `finish` sees them as a list, so that each step judges a whole block."""

    def __init__(self, words: Words, album: Album, holders: frozenset[int]) -> None:
        self.words = words
        self.album = album
        self.holders = holders
        self.figures = Figures(words, album, holders)
        self.embeds = embeds.Embeds(self.blocks, words, self.figures)
        self.boxes = Boxes(self.blocks)
        self.tables = Tables(self.blocks, words)
        self.lists = Lists(self.blocks, self._block, self._paragraphs, words, self.figures)
        self.depth = 0
        self.named: dict[str, Callable[[Tag], list[str]]] = {
            "img": self._image,
            "ul": self.lists.write,
            "ol": self.lists.write,
            "dl": self.lists.terms,
            "pre": self._code,
            "code": self._code,
            "table": self.tables.write,
            "blockquote": self.boxes.quote,
            "hr": lambda _: ["<hr/>"],
            "aside": self.boxes.aside,
            "address": lambda lines: verses.rows(self.blocks(lines)),
            "summary": self._summary,
        }

    def blocks(self, node: Tag, wrap: tuple[str, ...] = (), kind: str = "") -> list[str]:
        """Return what an element holds as blocks; `wrap` are marks that stand around its words."""
        self.depth += 1
        out: list[str] = []
        line: list[str] = []
        inline: list[int] = []
        ledger, number = self.words.ledger, node.number

        def flush() -> None:
            words = "".join(line)
            line.clear()
            if not words or words.isspace():
                inline.clear()
                return
            ledger.here = ledger.sparing((number, *inline)) or number or ledger.here
            inline.clear()
            made = self._paragraphs(words, wrap, kind)
            ledger.trace(made, ledger.here)
            out.extend(made)

        caption_for = -1
        for kid in node.contents:
            if isinstance(kid, str):
                line.append(self.words.text(kid))
                continue
            if id(kid) not in self.holders and is_inline(kid) and not code.stands_alone(kid):
                line.append(self.words.one(kid))
                inline.append(kid.number)
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
        found = None
        if len(block) < _LINE or ("<a " in block and len(block) < _LEADING):
            told = bare(block).strip()
            links = sum(_letters(bare(link)) for link in _LINK.findall(block))
            found = says(told, leads=2 * links >= _letters(told))
        if found is None or self.words.ledger.spares or self.words.grids:
            return True
        self.words.ledger.enter(bare(block), step="shape", rule=found[0], reason=found[1])
        return False

    def _captioned(self, figure: str, node: Tag) -> str:
        caption = self.figures.caption([node])
        tail = f"<figcaption>{caption}</figcaption>" if bare(caption).strip() else ""
        return figure.removesuffix("</figure>") + tail + "</figure>"

    def _block(self, node: Tag, wrap: tuple[str, ...] = (), kind: str = "") -> list[str]:
        """Return an element as blocks that know which block of the page they were."""
        ledger, number = self.words.ledger, node.number
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
            return self.embeds.write(node)
        if name == "figure" and (player := embeds.player(node)) is not None:
            return self.embeds.write(player, beside=node)
        if name in _LISTINGS and code.is_listing(node):
            code.flatten(node, self.words.ledger)
        mark = node.get(MARK)
        if mark == "lead" or (own_class(node) == "lead" and not kind):
            return self._lead(node)
        if mark == "info" and self.depth < _DEEPEST:
            return self.boxes.held(node, "aside", "info")
        handler = self._handler(node)
        if handler is not None and self.depth < _DEEPEST:
            return handler(node)
        own = (own_class(node) or _signs(node)) if name == "p" else ""
        if own:
            return self.blocks(node, wrap, f' class="{own}"')
        return self.blocks(node, (*wrap, _WRAPS[name]) if name in _WRAPS else wrap, kind)

    def _handler(self, node: Tag) -> Callable[[Tag], list[str]] | None:
        name = node.name
        if name in HEADINGS:
            return self._heading
        if name == "blockquote" and embeds.is_post(node):
            return self.embeds.post
        if name in self.named:
            return self.named[name]
        if name in {"div", "section"} and verses.is_poem(node) and not verses.part_of_poem(node):
            return lambda poem: verses.stanza(self.blocks(poem))
        return self.boxes.by_name(node)

    def _lead(self, node: Tag) -> list[str]:
        blocks = self.blocks(node)
        return [
            re.sub(r"^<(?:p|h[1-6])>(.*)</(?:p|h[1-6])>$", r'<p class="lead">\1</p>', block)
            for block in blocks
        ]

    def _heading(self, node: Tag) -> list[str]:
        if (
            id(node) in self.holders
            or not all_inline(node.contents)
            or len(node.text()) > _LONGEST_HEAD
        ):
            return self.blocks(node)
        words = tidy(self.words.all(node.contents).replace(BREAK, " "))
        words = _ALL_BOLD.sub(r"\2", words)
        place = f' id="{node.get(notes.PLACE)}"' if node.get(notes.PLACE) else ""
        return [f"<{node.name}{place}>{words}</{node.name}>"] if bare(words).strip() else []

    def _image(self, node: Tag) -> list[str]:
        if pixel(node) or icon(node):
            return []
        made = self.figures.one([node], [])
        return [made] if made else []

    def _code(self, node: Tag) -> list[str]:
        text = code.text_of(node, self.words.ledger)
        if not text.strip() or says(text.strip()):
            return self.blocks(node)
        lines = [self.words.ledger.sound(line.expandtabs(4)) for line in text.splitlines()]
        if verses.is_poem(node):
            told = BREAK.join(escape(" ".join(line.split()), quote=False) for line in lines)
            return verses.stanza(paragraphs(told, (), ""))
        escaped = escape("\n".join(lines), quote=False)
        pictures = [block for img in node.below("img") for block in self._image(img)]
        return [f"<pre><code>{escaped}</code></pre>", *pictures]

    def _summary(self, node: Tag) -> list[str]:
        """Return the line that opens a folded box as the heading that it is on paper."""
        blocks = self.blocks(node)
        head = re.fullmatch(r"<p>(.*)</p>", blocks[0]) if len(blocks) == 1 else None
        short = head is not None and len(bare(head.group(1))) <= _LINE
        if not head or not short:
            return blocks
        words = _ALL_BOLD.sub(r"\2", head.group(1).replace(BREAK, " "))
        return [f"<h4>{words}</h4>"]


def _letters(text: str) -> int:
    return weight("".join(text.split()))


def _signs(node: Tag) -> str:
    """Return the class of a signature for a short line set to the right (VnExpress)."""
    right = _RIGHT.search(f"{node.get('style') or ''};{node.get('align') or ''}")
    return "signature" if right and len(node.words()) <= _SIGNATURE else ""
