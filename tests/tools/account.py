"""The account of an article against its page, and the laws every cleaning keeps."""

from __future__ import annotations

import html
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from formatter.article import Article, Page
from formatter.clean.mending import Mender
from formatter.text.repair import Mending, mend

# Programs, styles and what a browser keeps outside the document are no text of a page.
UNSEEN = ("script", "style", "template")


def page_letters(markup: str, mending: Mending | None = None) -> Counter[str]:
    """Return the non-space characters of a page's text nodes, each mended as one of that page.

    What a mender must know of the elements (faces of fonts, code) isn't told it here.
    """
    # A browser drops NUL where the reader of a file meets it; lexbor ends the document there.
    tree = LexborHTMLParser(markup.replace("\0", ""))
    if tree.root is None:
        return Counter()
    mender = Mender(markup, mending)
    mended = [mender.in_page(text, None) for text in _texts(tree.root)]
    if mender.settle(tree):
        mended = [mender.in_page(text, None) for text in _texts(tree.root)]
    return _counted(mended)


def _texts(top: LexborNode) -> list[str]:
    found: list[str] = []
    stack = [top]
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            found.append(node.text_content or "")
        elif node.tag == "script" and (node.attributes.get("type") or "").startswith("math/tex"):
            # MathJax shows it.
            found.append(node.text(deep=True))
        elif node.tag not in UNSEEN:
            stack.extend(node.iter(include_text=True))
    return found


def letters(*texts: str) -> Counter[str]:
    """Return how often each non-space character stands in the texts, after their repair."""
    return _counted(mend(text).text for text in texts)


def _counted(texts: Iterable[str]) -> Counter[str]:
    # Decomposed, so that a letter whose mark stands in another element is the same letter.
    return Counter(unicodedata.normalize("NFD", "".join("".join(text.split()) for text in texts)))


def body_letters(body: str) -> Counter[str]:
    """Return the characters of a body, the cards of embedded things left out: they are ours."""
    return letters(*_kept(ET.fromstring(f"<body>{body}</body>")))


def card_letters(body: str) -> Counter[str]:
    """Return the characters on a body's cards of embedded things."""
    root = ET.fromstring(f"<body>{body}</body>")
    return letters(*(text for el in root.iter("aside") if _is_card(el) for text in el.itertext()))


def _is_card(el: ET.Element) -> bool:
    return el.tag == "aside" and el.get("class") == "embed"


def _kept(el: ET.Element) -> list[str]:
    found = [el.text or ""]
    for child in el:
        if not _is_card(child):
            found += _kept(child)
        found.append(child.tail or "")
    return found


def differences(page: Page, article: Article, mending: Mending | None = None) -> dict[str, int]:
    """Return by how often each character is kept, used or removed too often (+) or lost (-)."""
    told = (*(use.text for use in article.used), *(gone.text for gone in article.removed))
    markups = (page.html, *(further.html for further in page.sequels))
    return unaccounted(markups, article.body, told, mending)


def unaccounted(
    markups: Iterable[str], body: str, told: Iterable[str], mending: Mending | None = None
) -> dict[str, int]:
    """Return by how often each character of an article's pages is told too often (+) or lost (-).

    `told` are the texts used and removed. Characters on cards of embedded things may make up for
    lost ones, never for any other's lack.
    """
    account = body_letters(body) + letters(*told)
    whole = sum((page_letters(each, mending) for each in markups), Counter[str]())
    lost = (whole - account) - card_letters(body)
    return dict(account - whole) | {c: -n for c, n in lost.items()}


def as_page(article: Article) -> Page:
    """Return a page that holds the article and nothing else, as the body says it."""
    title = html.escape(article.title, quote=False)
    return Page(
        html=f'<!DOCTYPE html><html lang="{article.language}"><head><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{article.body}</article></body></html>"
    )
