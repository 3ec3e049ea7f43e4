"""An SVG is let in by a list, a moving GIF where it is asked for."""

from __future__ import annotations

import io
import random
import re
import xml.etree.ElementTree as ET
from contextlib import suppress

import pytest
from PIL import Image as Pillow

from formatter.images.drawing import drawing
from formatter.images.limits import Limits, Raster, UnusableError
from formatter.images.raster import ready

OPEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 600 400"'
)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = f"""\
<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://vidu.example/x.dtd">
{OPEN} onload="alert(1)" width="12cm" xmlns:e="urn:e" e:x="1">
<metadata><e:rdf>m</e:rdf></metadata><script>alert(2)</script>
<style>@import url(http://vidu.example/x.css); @font-face{{font-family:A;src:url(x.ttf)}}
 .a{{fill:#9a1f24;background:url(http://vidu.example/x)}} .b{{fill:url(#g)}}
 .c{{fill:url(http://vidu.example/y)}} text{{font:italic 22px/1.2 "DejaVu Serif",serif}}</style>
<defs><linearGradient id="g"><stop offset="0" style="stop-color:#fff;x:expression(1)"/>
</linearGradient></defs>
<rect class="b" onclick="alert(3)" width="20" height="10" fill="url(http://vidu.example/z)"/>
<use href="#g"/><a href="javascript:alert(4)"><text x="4" y="30">Nước lên &amp; xuống</text></a>
<animate attributeName="x" to="9"/><set attributeName="href" to="javascript:alert(5)"/>
<filter id="f"><feImage href="http://vidu.example/q"/></filter>
<switch><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>
<text style="font-family:'Courier New'">bờ</text></switch></svg>"""


def made(inside: str, attributes: str = "") -> Raster:
    return ready(f"{OPEN} {attributes}>{inside}</svg>".encode(), Limits())


def test_nothing_but_the_drawing_is_left() -> None:
    cleaned = ready(HOSTILE.encode(), Limits())
    text = cleaned.data.decode()
    for word in ("script", "alert", "example", "import", "font-face", "expression", "animate"):
        assert word not in text.replace("http://www.w3.org", "")
    root = ET.fromstring(text)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names == {"svg", "rect", "style", "defs", "linearGradient", "stop", "use", "text"}
    assert [element.text for element in root.iter(f"{SVG}text")] == ["Nước lên & xuống", "bờ"]
    assert root.findtext(f"{SVG}style") == (
        ".a{fill:#9a1f24}.b{fill:url(#g)}text{font-style:italic;font-size:22px;font-family:serif}"
    )
    assert cleaned.media_type == "image/svg+xml"
    # 12 cm are 454 pixels of 96 to the inch.
    assert (cleaned.width, cleaned.height) == (454, 302)


def test_a_drawing_stands_on_white_so_that_night_hides_nothing() -> None:
    first = ET.fromstring(made("<path d='M0 0L9 9'/>").data)[0]
    assert (first.tag, first.get("fill"), first.get("width")) == (f"{SVG}rect", "#fff", "600")


def test_cleaned_again_it_shows_the_same() -> None:
    once = ready(HOSTILE.encode(), Limits())
    again = ready(once.data, Limits())
    # A second sheet of white paper is all that comes to it.
    paper = re.compile(r"(<rect [^>]*fill=\"#fff\"/>)\1")
    assert paper.sub(r"\1", again.data.decode()) == once.data.decode()


def test_a_style_is_said_as_a_style() -> None:
    text = ET.fromstring(
        made('<text style="fill:red;font-family:Georgia" fill="blue">x</text>').data
    )
    held = text.find(f"{SVG}text")
    assert held is not None
    assert held.attrib == {"style": "fill:red;font-family:serif", "fill": "blue"}


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ('<image href="http://vidu.example/x.png"/>', "another picture in it"),
        ('<g><image href="data:image/png;base64,AAAA"/></g>', "another picture in it"),
        ("<foreignObject><p>chữ</p></foreignObject>", "words that a web page sets"),
        ('<use href="http://vidu.example/x.svg#a"/>', "points to another file"),
        ('<use xlink:href="x.svg#a"/>', "points to another file"),
        ('<g id="a"><use href="#a"/></g>', "more in it than can be drawn"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "more in it than"),
        ("<g>" * 100 + "</g>" * 100, "more in it than can be drawn"),
        ("<path/>" * 60_000, "more in it than can be drawn"),
        (
            "".join(f'<g id="g{n}">{f"<use href=%s#g{n - 1}%s/>" % (chr(34), chr(34)) * 10}</g>'
                    for n in range(1, 9)) + '<g id="g0"><path/></g>',
            "more in it than can be drawn",
        ),
        (
            '<marker id="m">' + "<path/>" * 100 + '</marker><path marker-mid="url(#m)" d="'
            + "L1 1" * 2000 + '"/>',
            "more in it than can be drawn",
        ),
    ],
)  # fmt: skip
def test_what_would_leave_a_hole_or_never_end_is_refused(inside: str, reason: str) -> None:
    with pytest.raises(UnusableError) as raised:
        made(inside)
    assert reason in raised.value.reason


def test_entities_are_refused_before_they_grow() -> None:
    bomb = (
        f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>{OPEN}><text>&b;</text></svg>'
    )
    with pytest.raises(UnusableError, match="declares entities"):
        drawing(bomb.encode(), Limits())
    outer = (
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>{OPEN}><text>&x;</text></svg>'
    )
    with pytest.raises(UnusableError, match="declares entities"):
        drawing(outer.encode(), Limits())


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="100"', (300, 100)),
        ('width="3000"', (1600, 1067)),
        ('height="200"', (300, 200)),
        ('width="100%"', (600, 400)),
        ('width="2.5in"', (240, 160)),
    ],
)
def test_a_size_is_what_it_says_or_what_it_shows(attributes: str, size: tuple[int, int]) -> None:
    cleaned = made("<path/>", attributes)
    assert (cleaned.width, cleaned.height) == size


def test_damage_is_told_and_nothing_else_is_raised() -> None:
    whole = HOSTILE.encode()
    chance = random.Random(6)  # noqa: S311  the same damage each time
    for _ in range(400):
        at = chance.randrange(len(whole))
        data = whole[:at] + bytes([chance.randrange(256)]) + whole[at + chance.randrange(1, 9) :]
        with suppress(UnusableError):
            assert b"<script" not in drawing(data, Limits()).data


# Moving pictures.


def gif(frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    pictures = [Pillow.new("P", size, shade) for shade in range(frames)]
    for shade, picture in enumerate(pictures):
        picture.putpalette([shade * 80, 20, 20] * 8)
    out = io.BytesIO()
    pictures[0].save(
        out, "GIF", save_all=True, append_images=pictures[1:], loop=0, comment=b"camera of Ba"
    )
    return out.getvalue()


KEPT = Limits(moving=True)


def test_a_moving_picture_is_kept_where_it_is_asked_for_without_its_comments() -> None:
    kept = ready(gif(), KEPT)
    assert (kept.media_type, kept.width, kept.height) == ("image/gif", 40, 30)
    assert b"camera" in gif()
    assert b"camera" not in kept.data
    again = Pillow.open(io.BytesIO(kept.data))
    assert (getattr(again, "n_frames", 0), again.info["loop"]) == (3, 0)


def test_otherwise_its_first_frame_is_shown() -> None:
    assert ready(gif(), Limits()).media_type == "image/png"


@pytest.mark.parametrize(
    "data",
    [gif(1), gif(3, (1700, 30)), gif()[:-20]],
    ids=["one frame", "too wide", "cut short"],
)
def test_what_does_not_move_is_too_large_or_damaged_stands_still(data: bytes) -> None:
    assert ready(data, KEPT).media_type != "image/gif"
