"""How lines are broken: our own pages typeset in every theme, read back out of the PDFs.

`python -m tests.bench.lines [--show] [THEME…]` prints, a theme a line, how many pages and lines
there are, what lines start with that none should, how many justified lines have a word space over
2.5 times the normal one, and how many heads end in a line of one word. It fails where one of the
limits is broken: 0, at most 1 percent, 0.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from formatter import theme
from formatter.article import Article, Book
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.source import read
from tests.tools.linework import Figures, Line, figures, lines

ROOT = Path(__file__).resolve().parents[2]
# In percent of the justified lines.
LOOSE_MOST = 1.0
# Their letters have no font of ours: a line of boxes says nothing of a line.
_UNWRITTEN = ("arabic", "thai", "chinese", "japanese", "korean")


def articles() -> list[Article]:
    """Return every article of the corpus and the examples whose letters we have."""
    places = [*ROOT.glob("examples/*.html"), *ROOT.glob("tests/corpus/*.html")]
    written = [place for place in sorted(places) if not place.stem.startswith(_UNWRITTEN)]
    return [clean(read(place)) for place in written]


def books(every: list[Article]) -> list[Book]:
    """Return each article as a book, and all of them as one, with its title page and contents."""
    alone = [bind([article], images=gather([article])) for article in every]
    return [*alone, bind(every, title="Điểm báo cuối tuần từ nửa đồng bằng", images=gather(every))]


def kept(found: Figures) -> bool:
    """Return whether the limits hold."""
    return not found.starts and not found.alone and found.share <= LOOSE_MOST


def main() -> int:
    """Print the figures of each theme; return 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("themes", nargs="*", default=theme.names())
    parser.add_argument("--show", action="store_true", help="print each line that is at fault")
    asked = parser.parse_args()
    made = books(articles())
    good = True
    print(
        f"{'theme':<14}{'pages':>6}{'lines':>7}{'starts':>8}{'justified':>11}{'loose':>14}{'alone':>7}"
    )
    for name in asked.themes:
        read_back = [lines(book, theme.load(name)) for book in made]
        found = figures(read_back)
        good &= kept(found)
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(found.starts.items()))
        print(
            f"{name:<14}{found.pages:>6}{found.lines:>7}{sum(found.starts.values()):>8}"
            f"{found.justified:>11}{found.loose:>6} = {found.share:.2f}%{found.alone:>7}  {kinds}"
        )
        if asked.show:
            show([line for book in read_back for line in book])
    return 0 if good else 1


def show(every: list[Line]) -> None:
    for line in every:
        if line.fault:
            print(f"  {line.fault}: … {' '.join(line.before[-3:])} | {line}")
        elif line.alone:
            print(f"  alone: {line}")
        elif line.loose:
            print(f"  {line.gap:.1f}: {line}")


if __name__ == "__main__":
    sys.exit(main())
