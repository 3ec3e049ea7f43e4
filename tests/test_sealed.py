"""A page may name any file and any server: whatever it does, no file is read and none is asked."""

from __future__ import annotations

import base64
import gzip
import html
import logging
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from weasyprint import HTML

from formatter.cli import main
from tests.tools.canaries import SONG, Counter, counting, picture, song, sung

ROOT = Path(__file__).parents[1]
PROSE = "".join(
    f"<p>Đò ngang bến {name} chạy từ lúc gà gáy, chở người đi chợ, chở thúng rau còn ướt sương, "
    "chở cả tiếng cười của mấy bà bán xôi, và tới khi mặt trời lặn mới chịu nằm yên dưới gốc bần. "
    "Ông lái đò nói nước lớn hay nước ròng ông đều biết trước, vì mùi bùn mỗi lúc mỗi khác.</p>\n"
    for name in ("Cây Me", "Ông Hổ", "Bà Chiểu")
)

_WAYS = tomllib.loads(Path(__file__).with_name("sealed.toml").read_text("utf-8"))
INSIDE, DRAWN, HEADS = _WAYS["inside"], _WAYS["drawn"], _WAYS["heads"]


@dataclass(frozen=True)
class World:
    """Where the canaries are, and the page's own folder."""

    secret: Path
    pages: Path
    first: Counter
    second: Counter

    def filled(self, text: str, name: str = "") -> str:
        values = {
            "{f}": self.secret.as_uri(),
            "{s}": str(self.secret),
            "{h}": self.first.home,
            "{r}": f"{self.first.home}/on",
            "{p}": f"{self.first.home}/file",
            "{port}": str(self.first.port),
            "NAME": name,
        }
        for key, value in values.items():
            text = text.replace(key, value)
        return text


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    secret, pages = tmp_path / "secret", tmp_path / "pages"
    secret.mkdir()
    pages.mkdir()
    for name in (*INSIDE, *DRAWN, "refresh", "next", "og", "base", "theme"):
        for suffix in (".html", ".png", ".svg", ".css", ".dtd"):
            (secret / f"{name}{suffix}").write_bytes(song(f"{name}{suffix}"))
    with counting(secret) as (first, second):
        yield World(secret, pages, first, second)


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Đò ngang</title>{head}'
        f"</head><body><article><h1>Đò ngang</h1>\n{PROSE}{body}\n{PROSE}</article></body></html>"
    )


def drawn(world: World, name: str) -> str:
    svg = world.filled(DRAWN[name], name).encode()
    plain = base64.b64encode(svg).decode()
    return f'<img width=640 height=480 src="data:image/svg+xml;base64,{plain}">'


def everything(world: World) -> str:
    """Return a body that names all there is to name, a paragraph between each."""
    parts = [world.filled(markup, name) for name, markup in INSIDE.items()]
    parts += [drawn(world, name) for name in DRAWN]
    return "\n".join(f"{part}\n<p>Nước chảy qua cầu số {i}.</p>" for i, part in enumerate(parts))


def written(world: World, name: str, text: str | bytes) -> Path:
    path = world.pages / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def run(world: World, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the whole command; the books are in the folder `out`."""
    out = world.pages.parent / "out"
    command = [sys.executable, "-m", "formatter", "convert", *words, "-o", str(out)]
    plain = {key: value for key, value in os.environ.items() if not key.startswith("FORMATTER_")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env=plain, timeout=300
    )


def run_here(world: World, *words: str) -> Result:
    """Run the command in this process, which has the engines loaded; no error is uncaught."""
    none = {key: None for key in os.environ if key.startswith("FORMATTER_")}
    command = ["convert", *words, "-o", str(world.pages.parent / "out")]
    done = CliRunner(env=none).invoke(main, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done


def heard(world: World) -> dict[str, set[str]]:
    """Return what the canaries were heard in, and who asked the servers; empty for silence."""
    out = world.pages.parent / "out"
    found = {path.name: sung(path) for path in sorted(out.glob("*.*"))}
    found |= {"asked": set(world.first.asked), "asked the second": set(world.second.asked)}
    return {name: what for name, what in found.items() if what}


def books(world: World) -> list[str]:
    return sorted(path.suffix for path in (world.pages.parent / "out").glob("*.*"))


def test_there_are_more_ways_than_were_measured() -> None:
    assert len(INSIDE) + len(DRAWN) + len(HEADS) >= 60


def test_a_page_that_names_everything_is_live(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    # With the engine's own fetcher the same page does ask, and does take the files in.
    source = written(world, "page.html", page(everything(world)))
    with caplog.at_level(logging.CRITICAL, "weasyprint"):
        data = HTML(filename=str(source)).write_pdf()
    out = world.pages.parent / "out"
    out.mkdir()
    (out / "open.pdf").write_bytes(data)
    assert len({path.partition(".")[0] for path in world.first.asked}) >= 15
    assert world.second.asked
    assert any(SONG in what for what in heard(world)["open.pdf"])


@pytest.mark.parametrize("net", ["--offline", "--online"])
def test_a_page_that_names_everything_gets_nothing(world: World, net: str) -> None:
    source = written(world, "page.html", page(everything(world)))
    done = run(world, str(source), "--profile", "archive", net)
    assert done.returncode == 0, done.stderr
    assert books(world) == [".epub", ".pdf"]
    assert heard(world) == {}


def test_each_head_and_kind_of_page_gets_nothing(world: World) -> None:
    figure = '<img src="base.png" width=600><img src="../secret/base.png" width=600>'
    for i, (name, head) in enumerate(HEADS.items()):
        # Each is another article, lest one is taken for the other.
        text = page(figure, world.filled(head)).replace("Đò ngang", f"Đò ngang {i}")
        written(world, f"{name}.html", text)
    entity = world.filled('<!DOCTYPE html [<!ENTITY x SYSTEM "{f}/next.html">]>')
    xml = page("<p>&x;</p>").replace("<!doctype html>", entity)
    sheet = world.filled('<?xml-stylesheet href="{f}/next.css"?>')
    written(world, "xxe.xhtml", f'<?xml version="1.0"?>{sheet}{xml}')
    written(world, "packed.html.gz", gzip.compress(page(everything(world)).encode(), mtime=0))
    secret = world.secret.as_uri()
    written(
        world,
        "saved.mhtml",
        f"Snapshot-Content-Location: {secret}/next.html\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f"Content-Type: text/html; charset=utf-8\r\nContent-Location: {secret}/next.html\r\n\r\n"
        + page(world.filled('<img src="next.png" width=600><img src="cid:x" width=600>'))
        + f"\r\n--b\r\nContent-Type: message/external-body; access-type=local-file;\r\n"
        f' name="{world.secret}/next.png"\r\nContent-ID: <x>\r\n\r\n\r\n--b--\r\n',
    )
    sources = [str(path) for path in sorted(world.pages.iterdir())]
    done = run(world, *sources, "--profile", "archive", "--online")
    assert done.returncode == 0, done.stderr
    assert books(world) == [".epub"] * len(sources) + [".pdf"] * len(sources)
    assert heard(world) == {}


def test_links_and_strange_files_beside_a_page_give_nothing(world: World) -> None:
    beside = world.pages / "page_files"
    beside.mkdir()
    (beside / "link.png").symlink_to(world.secret / "img.png")
    (beside / "folder").symlink_to(world.secret)
    # A picture by its name, a program for a printer by its bytes: what it runs would read a file.
    (beside / "print.png").write_bytes(
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 600 400\n("
        + str(world.secret / "img.html").encode()
        + b") (r) file 100 string readstring pop show\nshowpage\n"
    )
    (beside / "drawing.jpg").write_bytes(world.filled(DRAWN["data-image"], "img").encode())
    (beside / "entity.png").write_bytes(world.filled(DRAWN["data-entity"], "img").encode())
    (beside / "page.png").write_bytes(song("img.html").replace(SONG.encode(), b"another"))
    (world.pages / "page-p2.html").symlink_to(world.secret / "next.html")
    names = ["link.png", "folder/img.png", "print.png", "drawing.jpg", "entity.png", "page.png"]
    body = "".join(f'<img src="page_files/{name}" width=600>' for name in names)
    body += '<p><a href="page-p2.html" rel="next">Trang sau</a></p>'
    source = written(world, "page.html", page(body))
    done = run(world, str(source), "--profile", "archive")
    assert done.returncode == 0, done.stderr
    assert books(world) == [".epub", ".pdf"]
    assert heard(world) == {}


@pytest.mark.parametrize("way", _WAYS["theme"], ids=lambda way: way["text"][:40].strip())
def test_a_theme_of_another_hand_gets_nothing(world: World, way: dict[str, str]) -> None:
    theme = world.pages.parent / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('title = "Other"\ninherit = "book"\n')
    (theme / way["place"]).write_text(world.filled(way["text"], "theme"))
    source = written(world, "page.html", page(""))
    forms = ["--to", "pdf"] if "templates" in way["place"] else ["--profile", "archive"]
    done = run_here(world, str(source), "--theme", str(theme), *forms)
    # A rule that stands where none may is passed over; all else is told.
    assert done.exit_code in ({0} if "@import" in way["text"] else {1, 2}), done.stderr
    assert not (world.secret / "ran.html").exists()
    assert heard(world) == {}


def test_the_canaries_can_be_heard(world: World) -> None:
    # What is looked for is found where it is: a picture of the page's own, of the canary's size.
    (world.pages / "page_files").mkdir()
    (world.pages / "page_files" / "own.png").write_bytes(picture())
    body = f'<img src="page_files/own.png" width=600><p>{html.escape(SONG)} hót.</p>'
    source = written(world, "page.html", page(body))
    done = run_here(world, str(source), "--profile", "archive")
    assert done.exit_code == 0, done.stderr
    told = heard(world)
    assert len(told) == 2
    for what in told.values():
        assert "the canary's picture" in what
        assert len(what) > 1
