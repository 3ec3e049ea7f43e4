"""Draws the pictures of the example pages: the same pixels each time.

Run `python -m tests.tools.draw` from the root of the project to draw them all anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.tools.canvas import Canvas
from tests.tools.coast import barrels, ferry, lighthouse, river, salt
from tests.tools.fair import brocade, hearth, highland
from tests.tools.flood import dawn, flower_boat, lotus, market, stilt_house, trap
from tests.tools.plots import chart, chart_map, fish_chart, rain_map
from tests.tools.town import book_cart, luthier
from tests.tools.uplands import loom, school, tea

ROOT = Path(__file__).resolve().parents[2]
FLOOD, FAIR = "mua-nuoc-noi_files", "cho-phien_files"
# Where each picture goes, and how large: a page has the same picture in several sizes and forms.
PICTURES: tuple[tuple[Callable[[], Canvas], tuple[tuple[str, int], ...]], ...] = (
    (dawn, ((f"{FLOOD}/song-binh-minh.jpg", 1000), (f"{FLOOD}/song-binh-minh.webp", 1600))),
    (stilt_house, ((f"{FLOOD}/nha-san.jpg", 1440),)),
    (chart, ((f"{FLOOD}/bieu-do-dinh-nuoc.png", 1400),)),
    (market, ((f"{FLOOD}/cho-noi.jpg", 1200),)),
    (flower_boat, ((f"{FLOOD}/xuong-bong.jpg", 1200),)),
    (trap, ((f"{FLOOD}/lop-tre.jpg", 800), (f"{FLOOD}/lop-tre.webp", 1440))),
    (lotus, ((f"{FLOOD}/dong-sen.jpg", 800), (f"{FLOOD}/dong-sen.avif", 1440))),
    (chart_map, ((f"{FLOOD}/ban-do-duong-nuoc.png", 1400),)),
    (highland, ((f"{FAIR}/phien-cho.jpg", 1600), (f"{FAIR}/thumb-phien-cho.jpg", 730))),
    (brocade, ((f"{FAIR}/tho-cam.jpg", 1440), (f"{FAIR}/thumb-tho-cam.jpg", 730))),
    (hearth, ((f"{FAIR}/bep-lua.jpg", 730),)),
    (river, (("issue/so-47_files/bia.jpg", 2480),)),
    *(
        (scene, ((f"issue/{Path(name).stem}_files/{name}", width),))
        for scene, name, width in (
            (salt, "ruong-muoi.jpg", 2400),
            (ferry, "con-do.jpg", 2400),
            (fish_chart, "ca-linh.png", 2000),
            (lighthouse, "den-bien.jpg", 2400),
            (school, "truong-nho.jpg", 2400),
            (loom, "khung-det.jpg", 2400),
            (tea, "che-co-thu.jpg", 1800),
            (book_cart, "tu-sach.jpg", 2400),
            (luthier, "sua-dan.jpg", 1800),
            (barrels, "nuoc-mam.jpg", 2400),
            (rain_map, "do-mua.png", 2000),
        )
    ),
)


def save(picture: Image.Image, path: Path, width: int) -> None:
    """Write `picture` at `width` in the form its name asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = (width, round(picture.height * width / picture.width))
    picture = picture.resize(size, Image.Resampling.LANCZOS)
    match path.suffix:
        case ".png":
            picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
        case ".jpg":
            picture.save(path, quality=78, optimize=True, progressive=True)
        case ".webp":
            picture.save(path, quality=80, method=6)
        case _:
            picture.save(path, quality=68, speed=4, max_threads=1)


def draw(folder: Path) -> list[Path]:
    """Draw every picture below `folder` and return their paths."""
    made = []
    for scene, files in PICTURES:
        canvas = scene()
        for name, width in files:
            # Beyond its own size a picture is taken as it was drawn, twice as large.
            picture = canvas.finished() if width <= canvas.width else canvas.image
            save(picture, folder / name, width)
            made.append(folder / name)
    return made


if __name__ == "__main__":
    for each in draw(ROOT / "examples"):
        sys.stdout.write(f"{each.relative_to(ROOT)} {each.stat().st_size // 1024} KB\n")
