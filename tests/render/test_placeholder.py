"""The box in place of a missing picture: legible anywhere, without a font, and within its edges."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from formatter.render import placeholder

SVG = "{http://www.w3.org/2000/svg}"
LINES = ("Thiếu ảnh: máy chủ trả lời 404", "https://vidu.example/anh/cho-noi.jpg")


def _lines(data: bytes) -> list[ET.Element]:
    group = ET.fromstring(data).findall(f"{SVG}g")[-1]
    return group.findall(f"{SVG}path")


def _right_edge(path: ET.Element) -> float:
    """The farthest point of a line to the right, in the picture's pixels."""
    shift, scale = re.findall(r"translate\(([\d.]+) .*scale\(([\d.]+) ", path.get("transform", ""))[
        0
    ]
    numbers = re.sub("[A-Z]", " ", path.get("d", "")).split()
    return float(shift) + max(map(float, numbers[::2])) * float(scale)


def test_it_says_what_is_missing_to_those_who_listen_too() -> None:
    title = ET.fromstring(placeholder.svg(LINES)).findtext(f"{SVG}title")
    assert title == " · ".join(LINES)


def test_it_needs_no_font() -> None:
    root = ET.fromstring(placeholder.svg(LINES))
    assert not list(root.iter(f"{SVG}text"))
    assert all(line.get("d") for line in _lines(placeholder.svg(LINES)))


def test_it_is_as_large_as_asked() -> None:
    root = ET.fromstring(placeholder.svg(LINES, width=800, height=300))
    assert (root.get("width"), root.get("height")) == ("800", "300")
    assert root.get("viewBox") == "0 0 800 300"


@pytest.mark.parametrize("width", [400, 1200])
def test_a_line_too_long_stays_in_the_box(width: int) -> None:
    data = placeholder.svg([*LINES, "https://vidu.example/" + "rất-dài-" * 40], width=width)
    assert all(0 < _right_edge(line) <= width for line in _lines(data))


def test_a_line_too_long_keeps_its_ends() -> None:
    face = placeholder._pen(strong=False)
    short = face.shorten("https://vidu.example/" + "x" * 200 + "/cho-noi.jpg", 40, 900)
    assert short.startswith("https://vidu.example/")
    assert short.endswith("/cho-noi.jpg")
    assert face.width(short, 40) <= 900


def test_each_line_has_its_own_height() -> None:
    data = placeholder.svg(["một", "hai", "ba", "bốn"], height=160)
    heights = [
        float(re.findall(r"translate\([\d.]+ ([\d.]+)\)", line.get("transform", ""))[0])
        for line in _lines(data)
    ]
    assert heights == sorted(set(heights))
    assert all(0 < height < 160 for height in heights)


@pytest.mark.parametrize("letter", "ẴỖẾỰđ₫“")
def test_it_draws_every_letter_of_vietnamese(letter: str) -> None:
    with_it, without = placeholder.svg([f"a{letter}"]), placeholder.svg(["a"])
    assert len(_lines(with_it)[0].get("d", "")) > len(_lines(without)[0].get("d", ""))


def test_a_letter_the_face_lacks_leaves_no_box() -> None:
    assert _lines(placeholder.svg(["a漢"]))[0].get("d") == _lines(placeholder.svg(["a"]))[0].get(
        "d"
    )


def test_markup_in_a_line_is_text() -> None:
    title = ET.fromstring(placeholder.svg(["<b>&amp;</b>"])).findtext(f"{SVG}title")
    assert title == "<b>&amp;</b>"


def test_the_same_lines_give_the_same_bytes() -> None:
    assert placeholder.svg(LINES) == placeholder.svg(list(LINES))


def test_it_is_legible_on_paper_and_on_a_black_screen() -> None:
    channel = int(placeholder._GREY[1:3], 16) / 255
    light = ((channel + 0.055) / 1.055) ** 2.4
    assert f"#{placeholder._GREY[1:3] * 3}" == placeholder._GREY
    assert (1 + 0.05) / (light + 0.05) >= 4.5  # WCAG 2.2, 1.4.3
    assert (light + 0.05) / (0 + 0.05) >= 4.5
