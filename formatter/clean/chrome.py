"""What inside the article's own box isn't the article: a verdict a block, with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from formatter.clean.headlines import among_subheads, enumerates, is_digest, links_only, of_section
from formatter.clean.ledger import Ledger
from formatter.clean.node import Node
from formatter.clean.patterns import (
    CHROME_TAGS,
    HEADINGS,
    WEIGHED_TAGS,
    around,
    embedded,
    hidden,
    inside,
    quotes,
)
from formatter.clean.phrases import bare_words, phrases
from formatter.clean.vocabulary import CLASSES
from formatter.clean.widgets import robotic, serves, switches
from formatter.text.plain import folded
from formatter.text.repair import mend

# What an element of the story is, for the step that shapes it.
EMBED = "data-formatter-embed"
# What is never judged by its name alone: words, pictures and what belongs to them.
_PLAIN = frozenset(
    "p figure figcaption picture img source blockquote pre code table tbody thead tfoot tr td th "
    "caption br hr em i strong b sup sub time math svg main article body".split()
)
# Templates that were never filled in: {name}, {{ body }}, ${title}, [[x]], {% x %}, <%= x %>.
_HOLE = re.compile(r"\{\{[^{}]+\}\}|[$#]?\{\s*[\w.]+\s*\}|\[\[[\w. ]+\]\]|\{%.*?%\}|<%.*?%>")
# WordPress' templates that no plug-in wrote out: [button link="…"]…[/button]. A caption's words
# are the story's.
_SHORTCODE = re.compile(
    r"\[(?!caption\b)([a-z][\w-]*)(?:\s+[\w-]+\s*=[^\[\]]*\](?:[^\[\]]*\[/\1\])?|\][^\[\]]*\[/\1\])"
)
# Words in the line that only a screen reader's user or an editor is shown.
_UNREAD = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-reader-text|off-screen|rollover-\w+|visually-?hidden|mw-editsection|noprint)(?=$|[\s_-])"
)
_VIDEO = re.compile(r"video")
# What MediaWiki sets over and beside an article about the article.
_NOTICE = re.compile(r"(?:^|\s)(?:ambox|mbox-small|sistersitebox|tmbox|ombox)(?=$|\s)")
_PULL = re.compile(r"(?:^|[\s_-])pull-?quote")
_LONGEST_HEAD = 80
# How a line ends that tells the day and how long the reading takes (Medium).
_READING = ("min read", "phút đọc")
# The letters of a box that are looked for in the story.
_SURE = 60
# A name's box is chrome while it holds less than this share of the article.
_SHARE = 0.3


def sweep(root: Node, ledger: Ledger, keep: frozenset[int]) -> None:
    """Remove the chrome below `root`, each piece with its reason; `keep` are ids left alone."""
    _Sweep(root, ledger, keep).below(root)


def of_story(root: Node, story: str) -> frozenset[int]:
    """Return the ids of the boxes below `root` whose words the page's data give to the article.

    A box's name may say chrome of what the data call the story; their word is better.
    """
    told = folded(story)
    named = (node for node in root.walk() if told and node.size > _SURE and node.key)
    suspect = (node for node in named if around(node.key) or inside(node.key))
    return frozenset(id(node) for node in suspect if folded(node.text())[:_SURE] in told)


class _Sweep:
    def __init__(self, root: Node, ledger: Ledger, keep: frozenset[int]) -> None:
        self.ledger = ledger
        self.keep = keep
        self.most = _SHARE * root.size
        self.site = _house(_host(ledger.base))
        self.root = root
        self._digest: bool | None = None

    def below(self, node: Node) -> None:
        """Remove the chrome below an element."""
        kids = list(node.elements())
        for index, kid in enumerate(kids):
            if kid.up is not node:  # went with an earlier heading
                continue
            if kid.tag == "math" or (kid.tag == "aside" and kid.get("class") == "embed"):
                continue
            if address := embedded(kid):
                kid.attrs[EMBED] = address
                continue
            if id(kid) in self.keep:
                self.below(kid)
                continue
            if kid.tag == "a" and robotic(kid, self._near):
                kid.unlink()
                # Its names are the robot's too.
                kid.attrs, kid.key = {}, ""
            found = self._verdict(kid)
            if found is None:
                before = kid.size
                self.below(kid)
                # What its buttons left may say what the box was.
                found = self._phrase(kid) if kid.block and kid.size < min(before, 80) else None
            if found is not None:
                self._take(kid, *found, after=map(kids.__getitem__, range(index + 1, len(kids))))

    def _take(self, node: Node, rule: str, reason: str, *, after: Iterable[Node]) -> None:
        if rule == "related-heading" and node.up is not None:
            for other in _led(after, node.up):
                self._remove(other, "related-list", "links to other stories under a heading")
        self._remove(node, rule, reason)

    def _remove(self, node: Node, rule: str, reason: str) -> None:
        self.ledger.remove(node, step="chrome", rule=rule, reason=reason)

    def _verdict(self, node: Node) -> tuple[str, str] | None:
        """Return the rule that takes the block and why, None for a block that stays."""
        if node.tag in CHROME_TAGS:
            return self._element(node)
        if node.tag == "figure" and not node.pictures and _VIDEO.search(node.key):
            if node.first(lambda below: bool(embedded(below))) is not None:
                return None
            return ("embed", "a video that isn't in the page, with its headline")
        if hidden(node) and not _formula(node) and not _pulls(node):
            return ("hidden", "the page hides it from its readers")
        if not node.block and node.tag != "img":
            if switches(node):
                return ("switch", "it shows more or less of the words beside it")
            unread = _UNREAD.search(node.key)
            return ("name", f"its name says {unread.group().strip(' _-')}") if unread else None
        return self._name(node) or self._phrase(node) or self._links(node) or self._served(node)

    def _name(self, node: Node) -> tuple[str, str] | None:
        if node.tag == "table" and _NOTICE.search(node.key) and node.size <= self.most:
            return ("notice", "a notice of the encyclopedia to its writers and readers")
        if not node.key or node.tag in _PLAIN or node.size > self.most:
            return None
        said = around(node.key) or inside(node.key)
        if not said or _illustrates(node) or _quotes(node):
            return None
        return ("name", f"its name says {said}")

    def _served(self, node: Node) -> tuple[str, str] | None:
        return serves(node, self._near, _heads) if node.size <= self.most else None

    def _links(self, node: Node) -> tuple[str, str] | None:
        if node.linked <= 0.9 * node.size or node.size <= 12 or not self._leads_on(node):
            return None
        if node.tag in HEADINGS and (among_subheads(node) or self._digests()):
            return None
        if node.tag in HEADINGS or (node.tag == "p" and node.size > 25 and not node.pictures):
            return ("headline", "another story's headline")
        if (
            node.tag in {"ul", "ol", "div", "section"}
            and links_only(node, self.root)
            and not enumerates(node)
            and not of_section(node)
        ):
            return ("links", "a list of links to other stories")
        return None

    def _digests(self) -> bool:
        """Say whether the article tells other stories in short, each under its linked headline."""
        if self._digest is None:
            self._digest = is_digest(self.root)
        return self._digest

    def _leads_on(self, node: Node) -> bool:
        """Say whether the links of a block lead on within the site: to its other stories."""
        links = [below for below in node.walk() if below.tag == "a" and below.size]
        near = [link for link in links if self._near(link.get("href"))]
        return bool(links) and len(near) > len(links) / 2

    def _near(self, href: str) -> bool:
        if href.startswith("#"):
            return False
        host = _host(href) if href.startswith(("http:", "https:", "//")) else ""
        return not host or (bool(self.site) and _house(host) == self.site)

    def _element(self, node: Node) -> tuple[str, str] | None:
        if node.tag == "footer" and any(map(quotes, node.ancestors())):
            return None
        if node.tag in WEIGHED_TAGS and node.size > self.most and node.linked < 0.5 * node.size:
            return None
        if node.tag == "aside" and self._box(node):
            return None if node.get("class") in CLASSES["aside"] else self._served(node)
        if node.tag in {"iframe", "object", "embed"}:
            return ("embed", f"an embedded thing: {node.get('src') or node.get('data')}")
        return ("element", f"a <{node.tag}> serves the page")

    @staticmethod
    def _box(node: Node) -> bool:
        """Say whether an aside is a box of the story: it hardly links, nor does its name object."""
        if node.get("class") in CLASSES["aside"]:
            return True
        named = around(node.key) or inside(node.key)
        return node.linked < 0.3 * node.size and not named

    def _phrase(self, node: Node) -> tuple[str, str] | None:
        if not 0 < node.size <= 160 or node.pictures or in_grid(node):
            return None
        return says(node.text(), leads=node.linked >= 0.5 * node.size)


def says(text: str, *, leads: bool = False) -> tuple[str, str] | None:
    """Return the rule that takes a short text by what it says and why, None for words of the story.

    `leads` says that the text is mostly a link.
    """
    shown = mend(text).text if "{" in text or "[[" in text or "<%" in text else ""
    # Words between holes are the template's own: "{{likes}} thích".
    if shown and sum(map(len, _HOLE.findall(shown))) >= 0.4 * len(shown):
        return ("template", "a template that was never filled in")
    if text.endswith(_READING) and len(text) < _LONGEST_HEAD:
        return ("phrase", "a line that serves the page")
    if text[:1] == "[" and _SHORTCODE.fullmatch(text):
        return ("template", "a template that was never filled in")
    bare = bare_words(text)
    related, service, away, _ = phrases()
    if related.say(bare):
        return ("related-heading", "a heading over other stories")
    if service.say(bare):
        return ("phrase", "a line that serves the page")
    if leads and bare.replace(" :", ":").startswith(away):
        return ("leads-away", "a line that leads to another story")
    return None


def _heads(words: str) -> bool:
    """Say whether the words open a box that serves the page: a poll, gifts for the author."""
    return 0 < len(words) <= _LONGEST_HEAD and phrases()[3].say(bare_words(words.rstrip("? ")))


def _led(after: Iterable[Node], up: Node) -> list[Node]:
    """Return the blocks of links that stand under a heading of other stories."""
    led = []
    for node in after:
        if node.up is not up:
            continue
        if node.size and node.linked < 0.5 * node.size:
            break
        if not node.size and not node.pictures:
            continue
        led.append(node)
    return led


def _host(href: str) -> str:
    try:
        return urlsplit(href).hostname or ""
    except ValueError:
        # An address that is none, http://[x, leads nowhere.
        return href


def _house(host: str) -> str:
    """Return the part of a host's name that its owner registered, near enough to compare by."""
    labels = host.lower().split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])


def in_grid(node: Node) -> bool:
    """Say whether a block is a cell of a table's row of three or more, or its only paragraph."""
    cell = node if node.tag in {"td", "th"} else node.up
    if cell is None or cell.tag not in {"td", "th"} or cell.up is None:
        return False
    return sum(kid.tag in {"td", "th"} for kid in cell.up.elements()) > 2


def _illustrates(node: Node) -> bool:
    """Say whether the block is a picture with at most its caption: names of those mislead."""
    if not node.pictures or node.linked > 0.5 * node.size:
        return False
    return node.first(lambda below: below.tag in {"figure", "figcaption"}) is not None


def _quotes(node: Node) -> bool:
    """Say whether the block holds a quotation, as embedded posts do."""
    return node.first(lambda below: below.tag == "blockquote") is not None


def _pulls(node: Node) -> bool:
    """Say whether words set large are hidden from screen readers alone, who heard them before."""
    return bool(_PULL.search(node.key)) and "hidden" not in node.attrs and "style" not in node.attrs


def _formula(node: Node) -> bool:
    if node.tag == "img":
        return "math" in node.key
    return node.first(lambda below: below.tag == "math") is not None
