"""What an archive's PDF costs beside the plain one: time and bytes, on our own examples.

`python -m tests.bench.archive [--rounds N]`; it fails where a ratio is above its floor, or where an
article of four pages and two pictures takes too long.
"""

from __future__ import annotations

import argparse
import sys
import time
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import NamedTuple

from formatter import profile, theme
from formatter.article import Book, Rendering
from formatter.book import bind
from formatter.convert import limits
from formatter.images import gather
from formatter.render.pdf import to_pdf
from tests.tools import keeping

# Of the plain PDF's processor time, warm.
TIME = 1.4
# Of the pictures, the packed source and so many bytes a page.
SIZE, PAGE = 1.05, 6_000
# Milliseconds of an article of four pages with two pictures, warm.
WARM = 250
ARCHIVE = profile.load("archive")


class Cost(NamedTuple):
    """Of a page in a theme: milliseconds of each form, the archive's bytes as a ratio, pages."""

    plain: float
    archive: float
    size: float
    pages: int

    @property
    def ratio(self) -> float:
        """The archive's time, as a share of the plain one's."""
        return self.archive / self.plain


def cost(page: Path, style: str, rounds: int) -> Cost:
    """Return what a page costs in a theme; both forms in turns, so that they have one machine."""
    book, look = keeping.book(page), theme.load(style)
    plain, archive = warm(lambda: to_pdf(book, look), lambda: to_pdf(book, look, ARCHIVE), rounds)
    made = to_pdf(book, look, ARCHIVE)
    return Cost(plain, archive, len(made.data) / allowed(book, made.pages), made.pages)


def four_pages() -> Book:
    """Return a book of our longer example's first paragraphs and two of its pictures."""
    article = keeping.article(next(p for p in keeping.EXAMPLES if p.stem == "mua-nuoc-noi"))
    kept, texts, pictures = [], 0, 0
    for block in ET.fromstring(f"<body>{article.body}</body>"):
        shown, text = sum(1 for _ in block.iter("img")), block.tag == "p"
        texts += text
        if block.tag == "h2" or (text and texts < 14) or (shown and pictures + shown <= 2):
            pictures += shown
            kept.append(ET.tostring(block, encoding="unicode"))
    body = "".join(kept)
    images = tuple(image for image in article.images if f'image:{image.id}"' in body)
    short = replace(article, body=body, images=images)
    return bind([short], images=gather([short], limits("archive")))


def warm(
    plain: Callable[[], Rendering], archive: Callable[[], Rendering], rounds: int
) -> tuple[float, float]:
    """Return the median milliseconds of two works that take turns, the first turn left out."""
    turns = [(timed(plain)[0], timed(archive)[0]) for _ in range(rounds + 1)][1:]
    one, other = (1000 * median(times) for times in zip(*turns, strict=True))
    return one, other


def timed(work: Callable[[], Rendering]) -> tuple[float, Rendering]:
    """Return the seconds of processor time that a work takes, and what it makes."""
    before = time.process_time()
    made = work()
    return time.process_time() - before, made


def allowed(book: Book, pages: int) -> int:
    """Return the bytes that a file of so many pages is measured by."""
    pictures = sum(len(image.read()) for image in book.images.values())
    sources = (page.read() for article in book.articles for page in article.source.originals)
    return pictures + sum(len(zlib.compress(page, 9)) for page in sources) + pages * PAGE


def main() -> int:
    """Print the costs; return 1 where one is over its limit."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    rounds = asked.parse_args().rounds
    over = 0
    for page in keeping.EXAMPLES:
        for style in theme.names():
            found = cost(page, style, rounds)
            over += found.ratio > TIME or found.size > SIZE
            print(
                f"{page.stem:15} {style:12} {found.pages:2} pages "
                f"plain {found.plain:5.0f} ms archive {found.archive:5.0f} ms "
                f"{found.ratio:.2f} of {TIME}; bytes {found.size:.3f} of {SIZE}"
            )
    book, look = four_pages(), theme.load("book")
    plain, archive = warm(lambda: to_pdf(book, look), lambda: to_pdf(book, look, ARCHIVE), rounds)
    pages = to_pdf(book, look).pages
    over += archive > WARM
    print(f"an article of {pages} pages: plain {plain:.0f} ms archive {archive:.0f} ms of {WARM}")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
