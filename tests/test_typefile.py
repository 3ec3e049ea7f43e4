"""Font files of the user's: which are taken, and what is said of those that aren't."""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formatter import typefile
from formatter.errors import FormatterError, RefusedError, UsageError
from formatter.fonts import Family
from tests.tools import typefaces

GOOD = typefaces.font("漢字")


def taken(folder: Path, font: bytes, name: str = "chu.ttf") -> Family:
    (family,) = typefile.families([typefaces.put(folder, name, font)])
    return family


def refusal(file: str) -> FormatterError:
    with pytest.raises(FormatterError) as raised:
        typefile.families([file])
    return raised.value


@pytest.mark.parametrize("outlines", ["glyf", "CFF"])
def test_a_font_is_a_family_of_one_face(outlines: str, tmp_path: Path) -> None:
    family = taken(tmp_path, typefaces.font("漢", outlines=outlines, weight=600, italic=True))
    (face,) = family.faces
    assert (family.key, family.name) == ("extra-1", "Thử Nghiệm")
    assert (face.weight, face.style, face.number) == (600, "italic", 0)
    assert family.guest
    assert family.reserved
    assert typefile.coverage(face) == {0x20, ord("漢")}


def test_faces_of_a_family_are_gathered(tmp_path: Path) -> None:
    files = [
        typefaces.put(tmp_path, f"{weight}.ttf", typefaces.font("漢", weight=weight))
        for weight in (700, 400)
    ]
    other = typefaces.put(tmp_path, "kia.ttf", typefaces.font("한", name="Kia"))
    families = typefile.families([files[0], other, files[1], files[0]])
    assert [(f.name, len(f.faces)) for f in families] == [("Thử Nghiệm", 2), ("Kia", 1)]


def test_two_files_of_one_face_are_refused(tmp_path: Path) -> None:
    files = [typefaces.put(tmp_path, f"{n}.ttf", typefaces.font(n)) for n in "ab"]
    with pytest.raises(UsageError, match="same face of Thử Nghiệm") as raised:
        typefile.families(files)
    assert raised.value.remedy == "Leave one of them out."


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Noto Sans CJK SC", "Formatter Extra Noto Sans CJK SC"),
        ('x"; } @import "y', "Formatter Extra x import y"),
        ("\\00; url(x)", "Formatter Extra 00 url x"),
        ("Gió\n  Mùa", "Formatter Extra Gi M a"),
    ],
)
def test_its_name_in_style_sheets_can_do_no_harm(name: str, called: str, tmp_path: Path) -> None:
    assert taken(tmp_path, typefaces.font("漢", name=name)).css_name == called


def test_a_name_without_a_latin_letter_is_the_file_s_hash(tmp_path: Path) -> None:
    first, again = (
        taken(tmp_path, typefaces.font("漢", name="漢字"), file) for file in ("a.ttf", "b.ttf")
    )
    assert first.css_name == again.css_name
    assert len(first.css_name) == len("Formatter Extra ") + 8


def test_families_that_sound_alike_are_told_apart(tmp_path: Path) -> None:
    files = [
        typefaces.put(tmp_path, f"{n}.ttf", typefaces.font("漢", name=name))
        for n, name in enumerate(("Gió Mùa", "GI M a", "Gi ma"))
    ]
    names = {family.css_name.casefold().replace(" ", "") for family in typefile.families(files)}
    assert len(names) == 3


@pytest.mark.parametrize(("said", "kept"), [(1, 100), (4, 400), (250, 200), (9999, 900), (0, 100)])
def test_a_weight_is_one_that_css_has(said: int, kept: int, tmp_path: Path) -> None:
    font = bytearray(GOOD)
    struct.pack_into(">H", font, place(GOOD, b"OS/2") + 4, said)
    assert taken(tmp_path, bytes(font)).faces[0].weight == kept


def place(font: bytes, tag: bytes) -> int:
    """Return where a table of a font begins."""
    at = font.index(tag, 12)
    return int(struct.unpack_from(">L", font, at + 8)[0])


# Collections.


def test_a_collection_asks_which_of_its_fonts(tmp_path: Path) -> None:
    both = typefaces.collection(typefaces.font("漢"), typefaces.font("한", name="Kia"))
    file = typefaces.put(tmp_path, "hai.ttc", both)
    why = refusal(file)
    assert why.problem == f"{file} is a collection of 2 fonts."
    assert why.remedy == "Name one of them: hai.ttc#0 (Thử Nghiệm), hai.ttc#1 (Kia)."
    assert "has no font number 2" in refusal(f"{file}#2").problem
    (family,) = typefile.families([f"{file}#1"])
    assert (family.name, family.faces[0].number) == ("Kia", 1)


def test_a_sign_of_number_in_a_file_s_own_name(tmp_path: Path) -> None:
    assert taken(tmp_path, GOOD, "chu#1").name == "Thử Nghiệm"
    assert taken(tmp_path, GOOD, "chu.ttf").faces[0].path == tmp_path / "chu.ttf"
    assert "holds one font" in refusal(f"{tmp_path / 'chu.ttf'}#3").problem


# What its maker allows.


@pytest.mark.parametrize("bits", [0x0000, 0x0004, 0x0008, 0x000C, 0x0006, 0x000A])
def test_a_licence_that_lets_it_be_embedded(bits: int, tmp_path: Path) -> None:
    assert taken(tmp_path, typefaces.font("漢", embedding=bits)).name


@pytest.mark.parametrize(
    ("bits", "said"),
    [
        (0x0002, "may not be embedded in documents"),
        (0x0104, "may not be cut to the letters"),
        (0x0204, "as bitmaps alone"),
        (0x0200, "as bitmaps alone"),
    ],
)
def test_a_licence_that_forbids_it(bits: int, said: str, tmp_path: Path) -> None:
    why = refusal(typefaces.put(tmp_path, "chu.ttf", typefaces.font("漢", embedding=bits)))
    assert isinstance(why, RefusedError)
    assert said in why.problem
    assert f"0x{bits:04X}" in why.problem
    assert why.remedy.startswith("Take another font")


# What can't be used.

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is no font"),
    "a page": (lambda: b"<html>" * 99, "is no font"),
    "WOFF": (lambda: b"wOFF" + GOOD, "a web font"),
    "WOFF 2": (lambda: b"wOF2" + GOOD, "a web font"),
    "variable": (lambda: typefaces.with_table(GOOD, "fvar"), "a variable font"),
    "cut in its list": (lambda: GOOD[:20], "list of tables isn't whole"),
    "cut in a table": (lambda: GOOD[:-300], "beyond its end"),
    "no tables": (lambda: GOOD[:4] + bytes(40), "list of tables isn't whole"),
    "too many tables": (
        lambda: GOOD[:4] + b"\xff\xff" + GOOD[6:] + bytes(1 << 21),
        "list of tables isn't whole",
    ),
    "a table far away": (
        lambda: GOOD[:20] + b"\xff\xff\xff\xf0" + GOOD[24:],
        "beyond its end",
    ),
    "a table without a name": (lambda: GOOD[:12] + b"\x82" + GOOD[13:], "isn't one"),
    "no characters": (lambda: typefaces.without(GOOD, "cmap"), "no table cmap"),
    "no outlines": (lambda: typefaces.without(GOOD, "glyf", "loca"), "draws nothing"),
    "no OS/2": (lambda: typefaces.without(GOOD, "OS/2"), "no table OS/2"),
    "an empty cmap": (
        lambda: GOOD[: place(GOOD, b"cmap")] + bytes(4) + GOOD[place(GOOD, b"cmap") + 4 :],
        "no character has a glyph",
    ),
    "no space": (
        lambda: typefaces.spaceless("漢"),
        "has no space",
    ),
    "an empty collection": (lambda: b"ttcf" + bytes(40), "list of fonts isn't whole"),
    "a collection of thousands": (
        lambda: b"ttcf\0\1\0\0\0\0\xff\xff" + bytes(1 << 19),
        "list of fonts isn't whole",
    ),
    "a collection that points away": (
        lambda: b"ttcf\0\1\0\0\0\0\0\1\xff\xff\xff\xf0" + GOOD,
        "list of tables isn't whole",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_can_t_be_used(case: str, tmp_path: Path) -> None:
    make, said = HOSTILE[case]
    number = "#0" if "points" in case else ""
    why = refusal(typefaces.put(tmp_path, "chu.ttf", make()) + number)
    assert isinstance(why, UsageError)
    assert said in why.problem
    assert str(tmp_path / "chu.ttf") in why.problem
    assert why.problem.endswith(".")
    assert why.remedy.endswith(".")


def test_a_file_that_isn_t_there(tmp_path: Path) -> None:
    assert "isn't there" in refusal(str(tmp_path / "khong.ttf")).problem
    assert "isn't there" in refusal("a\0b").problem
    assert "is no file" in refusal(str(tmp_path)).problem
    os.mkfifo(tmp_path / "ong.ttf")
    assert "is no file" in refusal(str(tmp_path / "ong.ttf")).problem


def test_a_file_beyond_the_limit(tmp_path: Path) -> None:
    with (tmp_path / "lon.ttf").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    why = refusal(str(tmp_path / "lon.ttf"))
    assert isinstance(why, RefusedError)
    assert "200 MB; the limit is 128" in why.problem


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 32), count=st.integers(1, 40))
def test_a_font_broken_anywhere_is_taken_or_refused(seed: int, count: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311  nothing secret
    broken = bytearray(GOOD)
    for _ in range(count):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    file = typefaces.put(tmp_path, f"{seed}-{count}.ttf", bytes(broken))
    try:
        (family,) = typefile.families([file])
    except (UsageError, RefusedError):
        return
    assert typefile.coverage(family.faces[0])
