"""What mended letters and glued words cost: their time as a share of cleaning a page.

`python -m tests.bench.letters [FOLDER…]` prints it for our own pages, or for the pages in folders;
it fails where the two add more than 10 percent to cleaning.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from formatter.article import Page
from formatter.clean.clean import clean
from formatter.clean.mending import Mender
from formatter.clean.tree import grow
from formatter.errors import FormatterError
from formatter.render.glue import glued
from formatter.source import read

ROOT = Path(__file__).resolve().parents[2]
MOST = 10.0
_TURNS = 7


class Cost(NamedTuple):
    """Milliseconds of processor time a page: all of cleaning, and of it mending; and gluing."""

    cleaning: float
    mending: float
    gluing: float

    @property
    def share(self) -> float:
        """What mending and gluing add to cleaning without them, in percent."""
        return 100 * (self.mending + self.gluing) / (self.cleaning - self.mending)


def cost(pages: list[Page]) -> Cost:
    """Return the cost for pages that hold articles; each part is the least of several turns."""
    articles = [clean(page) for page in pages]
    parts: tuple[Callable[[], object], ...] = (
        lambda: [clean(page) for page in pages],
        lambda: [grow(page.html, Mender(page.html)) for page in pages],
        lambda: [grow(page.html) for page in pages],
        lambda: [glued(article.body, article.language) for article in articles],
    )
    # In turns, so that a slow moment of the machine falls on all of them.
    # Cleaning does without the collector of cycles; so must its parts.
    gc.disable()
    spent = [[_spent(part) for part in parts] for _ in range(_TURNS)]
    gc.enable()
    whole, grown, bare, glue = (1000 * min(turn) / len(pages) for turn in zip(*spent, strict=True))
    return Cost(cleaning=whole, mending=max(0.0, grown - bare), gluing=glue)


def _spent(part: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    part()
    return time.process_time() - start


def _pages(folders: list[Path]) -> list[Page]:
    places = [place for folder in folders for place in sorted(folder.rglob("*.html"))]
    pages = [read(place) for place in places if "none" not in place.parts]
    return [page for page in pages if _holds(page)]


def _holds(page: Page) -> bool:
    try:
        clean(page)
    except FormatterError:
        return False
    return True


def main() -> int:
    """Print the cost; return 1 where it is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    folders = parser.parse_args().folders or [ROOT / "tests" / "corpus", ROOT / "examples"]
    pages = _pages(folders)
    told = cost(pages)
    print(f"pages    {len(pages)}")
    print(f"cleaning {told.cleaning:6.2f} ms a page, with mending")
    print(f"mending  {told.mending:6.2f} ms")
    print(f"gluing   {told.gluing:6.2f} ms")
    print(f"share    {told.share:6.1f} %, at most {MOST:.0f}")
    return int(told.share > MOST)


if __name__ == "__main__":
    sys.exit(main())
