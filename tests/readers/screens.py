"""Draws pages of a book with everything as a reader sees them, in each theme, by day and night.

`python -m tests.readers.screens FOLDER` writes a sheet for each theme there: days over nights.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from formatter import theme
from tests.readers import everything
from tests.readers.engines import Engines, engines

# Documents by their place in the book, and pages in them: the contents, the opening of a section,
# the opening of a story, and two pages inside it.
PAGES = ((2, 0), (3, 0), (4, 0), (4, 2), (5, 1))
_GAP = 12


def main() -> None:
    """Write the sheets into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with engines() as running:
        for style in theme.names():
            sheet(running, style, PAGES).save(folder / f"{style}.png")


def sheet(running: Engines, style: str, pages: tuple[tuple[int, int], ...]) -> Image.Image:
    """Return the pages of that theme side by side, by day above and by night below."""
    with TemporaryDirectory() as folder:
        asked = {"pages": pages, "folder": folder}
        written = running.ask("screens", everything.made(style), **asked)["written"]
        shots = [Image.open(path).convert("RGB") for path in written]
    width, height = shots[0].size
    size = (len(pages) * (width + _GAP) + _GAP, 2 * (height + _GAP) + _GAP)
    whole = Image.new("RGB", size, "#888")
    for number, shot in enumerate(shots):
        row, column = divmod(number, len(pages))
        whole.paste(shot, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    return whole


if __name__ == "__main__":
    main()
