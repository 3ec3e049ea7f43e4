"""How near an extractor's result comes to the truth of a page: words in order, and objects kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from formatter.clean.node import INLINE

KINDS = ("image", "caption", "heading", "table", "item", "link")
_TAGS = {"img": "image", "figcaption": "caption", "table": "table", "li": "item", "a": "link"}
_TAGS |= {f"h{level}": "heading" for level in range(1, 7)}
_UNSEEN = frozenset("script style noscript template head title svg iframe object".split())
# Where a lazy picture has its address, the likeliest first.
_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "data-srcset", "src")
_WORD = re.compile(r"\w+")
_GRAM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a reader finds in a piece of HTML: its words in order, its objects of each kind."""

    words: tuple[str, ...]
    objects: dict[str, Counter[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Recall and precision, each from 0 to 1, and how many there were to find."""

    recall: float
    precision: float
    wanted: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def plain(text: str) -> Text:
    """Return the words of a text without markup."""
    return Text(words=tuple(_WORD.findall(text)))


def read(markup: str) -> Text:
    """Return the words and objects of HTML; other text has words only."""
    if not markup.lstrip().startswith("<"):
        return plain(markup)
    root = LexborHTMLParser(markup).root
    objects: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    if root is None:
        return Text(words=())
    for node in root.traverse():
        kind = _TAGS.get(node.tag or "")
        if kind and (key := _key(node, kind)):
            objects[kind][key] += 1
    return Text(words=tuple(_WORD.findall(_text(root))), objects=objects)


def _key(node: LexborNode, kind: str) -> str:
    if kind == "image":
        return _file(node.attributes)
    if kind == "link" and not node.attributes.get("href"):
        return ""
    return " ".join(_WORD.findall(_text(node))).casefold()


def _file(attributes: dict[str, str | None]) -> str:
    """Return the name of a picture's file: its size, query and host differ, its name seldom."""
    for name in _ADDRESSES:
        address = (attributes.get(name) or "").split(" ")[0]
        if address and not address.startswith("data:"):
            return unquote(urlsplit(address).path.rsplit("/", 1)[-1]) or address
    return ""


def _text(top: LexborNode) -> str:
    parts: list[str] = []
    stack: list[LexborNode | str] = [top]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "-text":
            parts.append(node.text_content or "")
        elif node.tag not in _UNSEEN:
            edge = "" if node.tag in INLINE and node.tag != "br" else "\n"
            stack += [edge, *reversed(list(node.iter(include_text=True))), edge]
    return "".join(parts)


def of_words(pairs: Iterable[tuple[Text, Text]]) -> Shares:
    """Return how much of the truths' runs of four words is found, and of the found ones is true.

    The measure of article-extraction-benchmark (evaluate.py of
    github.com/scrapinghub/article-extraction-benchmark): runs of four words as a multiset, each
    page weighing the same whatever its length; precision and recall are means over the pages, F1
    is made of the two means. `pairs` are the truth and the result of each page.
    """
    precisions, recalls = [], []
    for truth, found in pairs:
        want, have = _grams(truth.words), _grams(found.words)
        hits = (want & have).total()
        if have:
            precisions.append(hits / have.total())
        if want:
            recalls.append(hits / want.total())
    return Shares(recall=mean(recalls or [0.0]), precision=mean(precisions or [0.0]))


def _grams(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    places = range(max(1, len(words) - _GRAM + 1)) if words else ()
    return Counter(tuple(words[at : at + _GRAM]) for at in places)


def of_objects(pairs: Sequence[tuple[Text, Text]], kind: str) -> Shares:
    """Return how many of the truths' objects of a kind are found, and of the found ones are true.

    Over all pages together: a picture is told by its file's name, any other object by its words.
    """
    wanted = found = hits = 0
    for truth, result in pairs:
        want = truth.objects.get(kind, Counter())
        have = result.objects.get(kind, Counter())
        wanted, found = wanted + want.total(), found + have.total()
        hits += (want & have).total()
    return Shares(
        recall=hits / wanted if wanted else 0.0,
        precision=hits / found if found else 0.0,
        wanted=wanted,
    )
