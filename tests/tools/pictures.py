"""Makes the pictures of README.md anew: `python -m tests.tools.pictures`.

A page is shown by Chromium, a PDF by poppler, an EPUB by Chromium in columns of a screen's size, as
reading systems built on a browser's engine turn its pages. Run by hand where both are installed,
when a theme or an example has changed; look at what it made.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

import formatter
from formatter import issued
from formatter.batch import Order

ROOT = Path(__file__).resolve().parents[2]
FLOOD, MARKET = "mua-nuoc-noi", "cho-phien"
LARGEST = 250_000  # bytes of one picture
# A checkout's files are as old as the checkout: the pictures show the day of the example.
SAVED = formatter.Capture(time="2026-10-12T12:00:00Z", basis="observed")
SCREEN, MARGIN = (600, 800), 44  # a reading system's page, in pixels
_SPACE = 16  # between the pages of a sheet, in pixels

_PAGES = """<style>
html { height: %(high)dpx; padding: 0; margin: 0; }
body { box-sizing: border-box; height: %(high)dpx; margin: 0; padding: %(edge)dpx; font-size: 16px;
  column-width: %(measure)dpx; column-gap: %(gap)dpx; column-fill: auto; }
img { max-height: %(tallest)dpx; }
</style></head>"""
_COVER = """<style>
html, body { margin: 0; padding: 0; background: #fff; }
.cover img { width: 100vw; max-height: 100vh; display: block; margin: 0 auto; }
</style></head>"""
_BOARD = """<!doctype html><meta charset=utf-8><style>
@font-face { font-family: Label; font-weight: 600; src: url("%(font)s"); }
body { margin: 0; background: #dcdad5; font: 600 27px/1 Label; color: #3c3a36; }
main { display: flex; gap: %(gap)dpx; padding: 32px; align-items: flex-start; }
div.stack { display: flex; flex-direction: column; gap: 26px; }
section > p { margin: 0 0 14px; }
section > div { display: flex; gap: 22px; }
img { display: block; background: #fff; box-shadow: 0 1px 3px #0005, 0 4px 14px #0003; }
div.spread { gap: 0; box-shadow: 0 1px 3px #0005, 0 4px 14px #0003; }
.spread img { box-shadow: none; }
.spread img:first-child { border-right: 1px solid #c9c6c0; }
.screen img { border: 9px solid #33312e; border-radius: 12px; }
</style><main>%(inside)s</main>"""


def article_of(name: str) -> formatter.Article:
    """Return the article of one of our example pages."""
    return formatter.clean(formatter.read(ROOT / f"examples/{name}.html", captured=SAVED))


def book_of(*names: str, title: str = "") -> formatter.Book:
    """Return the book of example pages with their pictures."""
    articles = [article_of(name) for name in names]
    return formatter.bind(articles, images=formatter.gather(articles), title=title)


class Studio:
    """Where pictures are taken: a folder, and a number for each picture in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken = 0

    def _place(self, suffix: str) -> Path:
        self.taken += 1
        return self.folder / f"{self.taken:03}{suffix}"

    def web(self, page: Path, width: int, height: int) -> Path:
        """Return a screenshot of a page, as a browser with a window of that size shows it."""
        place = self._place(".png")
        size = f"--window-size={width},{height}"
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        subprocess.run(
            ["chromium", *quiet, size, f"--screenshot={place}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return place

    def pdf(self, rendering: formatter.Rendering, numbers: Sequence[int], width: int) -> list[Path]:
        """Return those pages of a PDF, `width` pixels wide."""
        source = self._place(".pdf")
        source.write_bytes(rendering.data)
        places = []
        for number in numbers:
            place = self._place("")
            one = ["-f", str(number), "-l", str(number), "-singlefile", "-png"]
            size = ["-scale-to-x", str(width), "-scale-to-y", "-1"]
            subprocess.run(["pdftoppm", *one, *size, source, place], check=True, timeout=60)
            places.append(place.with_suffix(".png"))
        return places

    def epub(self, rendering: formatter.Rendering, screens: int) -> list[Path]:
        """Return the cover and the first screens of an EPUB's first article."""
        unpacked = self._place("")
        with zipfile.ZipFile(io.BytesIO(rendering.data)) as box:
            box.extractall(unpacked)
        wide, high = SCREEN
        cover = _with_style(unpacked / "EPUB/cover.xhtml", _COVER)
        turned = _PAGES % {
            "high": high,
            "edge": MARGIN,
            "gap": 2 * MARGIN,
            "measure": wide - 2 * MARGIN,
            "tallest": high - 2 * MARGIN,
        }
        article = _with_style(unpacked / "EPUB/article-001.xhtml", turned)
        strip = Image.open(self.web(article, wide * screens, high))
        shown = [self.web(cover, wide, high)]
        for number in range(screens):
            place = self._place(".png")
            strip.crop((number * wide, 0, (number + 1) * wide, high)).save(place)
            shown.append(place)
        return shown

    def board(self, inside: str, size: tuple[int, int], gap: int = 40) -> Image.Image:
        """Return pictures side by side, as `inside` arranges them."""
        place = self._place(".html")
        font = ROOT / "fonts/source-sans-3/SourceSans3-SemiBold.ttf"
        board = _BOARD % {"font": font.as_uri(), "inside": inside, "gap": gap}
        place.write_text(board, encoding="utf-8")
        return Image.open(self.web(place, *size)).convert("RGB")


def _with_style(document: Path, style: str) -> Path:
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("</head>", style, 1), encoding="utf-8")
    return document


def shown(label: str, pictures: Sequence[Path], width: int, kind: str = "") -> str:
    """Return markup of labelled pictures in a row, each `width` pixels wide."""
    images = "".join(f'<img src="{each.as_uri()}" width="{width}">' for each in pictures)
    return f'<section><p>{label}</p><div class="{kind}">{images}</div></section>'


def before_and_after(studio: Studio) -> Image.Image:
    """Show a saved page, and the PDF and EPUB made of it."""
    book = book_of(FLOOD)
    page = studio.web(ROOT / f"examples/{FLOOD}.html", 1280, 2060)
    printed = studio.pdf(formatter.to_pdf(book), [1, 2, 3], 600)
    screens = studio.epub(formatter.to_epub(book), 2)
    after = shown("PDF, on paper of A5", printed, 327)
    after += shown("EPUB, on a reader's screen", screens, 309, "screen")
    inside = shown("The page that was saved", [page], 600) + f'<div class="stack">{after}</div>'
    return studio.board(inside, (1729, 1072))


def spreads(studio: Studio, theme: str, pages: Sequence[Sequence[int]], width: int) -> Image.Image:
    """Show pages of an issue of both examples, laid open in twos."""
    issue = book_of(FLOOD, MARKET, title="Điểm báo cuối tuần")
    rendering = formatter.to_pdf(issue, theme)
    rows = ""
    for each in pages:
        label = f"Pages {each[0]} and {each[1]}" if len(each) > 1 else f"Page {each[0]}"
        rows += shown(label, studio.pdf(rendering, each, 2 * width), width, "spread")
    with Image.open(studio.folder / f"{studio.taken:03}.png") as last:
        high = round(width * last.height / last.width)
    edges = 32 * 2 + 44 * (len(pages) - 1)
    return studio.board(rows, (width * sum(map(len, pages)) + edges, high + 32 * 2 + 41), gap=44)


def sheet(studio: Studio, theme: str, columns: int, width: int) -> Image.Image:
    """Show all pages of the example issue in a theme, each `width` pixels wide."""
    order = Order(folder=studio.folder, formats=("pdf",), theme=theme, profile="")
    made = issued.run(ROOT / "examples" / "issue.toml", order, jobs=2)
    (file,) = (each["path"] for each in made.record.outputs if each["format"] == "pdf")
    data = Path(file).read_bytes()
    rendering = formatter.Rendering(data=data, media_type="application/pdf", suffix=".pdf")
    pages = studio.pdf(rendering, range(1, made.record.pages + 1), 2 * width)
    with Image.open(pages[0]) as first:
        high = round(width * first.height / first.width)
    rows = -(-len(pages) // columns)
    images = "".join(f'<img src="{page.as_uri()}" width="{width}">' for page in pages)
    wide = columns * width + (columns - 1) * _SPACE
    inside = (
        f'<div style="display:flex;flex-wrap:wrap;gap:{_SPACE}px;width:{wide}px">{images}</div>'
    )
    return studio.board(inside, (wide + 64, rows * (high + _SPACE) + 48))


def small(picture: Image.Image) -> bytes:
    """Return `picture` as JPEG below the size kept to; ValueError where no quality gets there."""
    for quality in range(88, 55, -4):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() < LARGEST:
            return out.getvalue()
    raise ValueError(f"{picture.size} is too much for {LARGEST} bytes.")


@contextmanager
def studio() -> Iterator[Studio]:
    """Give a studio whose folder is cleared away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Studio(Path(folder))


def main() -> None:
    """Write every picture into docs/."""
    docs = ROOT / "docs"
    docs.mkdir(exist_ok=True)
    with studio() as place:
        made = {
            "before-after": before_and_after(place),
            "book": spreads(place, "book", [(2, 3), (4, 5)], 400),
            "newspaper": spreads(place, "newspaper", [(1,), (2, 3)], 510),
            "issue-newspaper": sheet(place, "newspaper", 7, 200),
            "issue-magazine": sheet(place, "magazine", 7, 200),
            "issue-book": sheet(place, "book", 10, 140),
        }
    for name, picture in made.items():
        data = small(picture)
        (docs / f"{name}.jpg").write_bytes(data)
        sys.stdout.write(f"docs/{name}.jpg {picture.size} {len(data) // 1000} KB\n")


if __name__ == "__main__":
    main()
