"""Draw the account of some pages of the corpus as a browser shows it, for the documentation.

    python -m tests.tools.reports FOLDER

writes `explain-NAME.png` for each. It needs Chromium.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from formatter.clean import clean
from formatter.clean.count import count
from formatter.explain import explain
from formatter.source import read

CORPUS = Path(__file__).parents[1] / "corpus"
NAMES = ("vnexpress", "znews", "read-more", "notes-blog", "nhieu-trang")
WIDTH, HEIGHT = 1120, 1320


def picture(name: str, folder: Path) -> Path:
    """Write the picture of the account of one page of the corpus, and return its path."""
    page = read(CORPUS / f"{name}.html")
    report = explain(clean(page), whole=count(page), name=f"{name}.html")
    with tempfile.TemporaryDirectory() as place:
        told, shot = Path(place, "report.html"), Path(place, "shot.png")
        told.write_text(report, encoding="utf-8")
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
                *(f"--screenshot={shot}", f"--window-size={WIDTH},{HEIGHT}", told.as_uri()),
            ],
            check=True,
            capture_output=True,
        )
        drawn = Image.open(shot).convert("RGB")
    path = folder / f"explain-{name}.png"
    drawn.quantize(colors=64, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def main() -> None:
    """Write the pictures into the folder named on the command line."""
    for name in NAMES:
        sys.stdout.write(f"{picture(name, Path(sys.argv[1]))}\n")


if __name__ == "__main__":
    main()
