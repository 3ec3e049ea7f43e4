"""The shipped font files: whole, static, licensed, and right for every Vietnamese letter."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from formatter import data, fonts
from formatter.errors import UsageError

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
# The letters that stand outside ASCII: 12 vowels in 6 tones, and đ, in both cases.
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]
LETTERS = [c for c in SMALL + [c.upper() for c in SMALL] if not c.isascii()]
# Five tones, and the three marks that make ă, â and ơ of a and o.
MARKS = [*TONES[1:], "\u0306", "\u0302", "\u031b"]
SIGNS = "₫“”‘’«»–—…·×°€%‰§©•"
SYMBOLS = {"noto-sans-symbols-2"}
TEXT = [
    pytest.param(face, id=f"{key}-{face.weight}-{face.style}")
    for key in fonts.keys()
    if key not in SYMBOLS
    for face in fonts.family(key).faces
]
ALL = [
    pytest.param(key, face, id=f"{key}-{face.weight}-{face.style}")
    for key in fonts.keys()
    for face in fonts.family(key).faces
]
SOURCES = tomllib.loads((data.folder("fonts") / "SOURCES.toml").read_text(encoding="utf-8"))["file"]


def test_alphabet_is_whole() -> None:
    assert len(set(LETTERS)) == 134
    assert len(MARKS) == 8


def test_families_of_the_themes_are_shipped() -> None:
    assert fonts.keys() == (
        "andika",
        "jetbrains-mono",
        "literata",
        "noto-sans-symbols-2",
        "source-sans-3",
        "source-serif-4",
    )


def test_unknown_family_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="literata"):
        fonts.family("comic")


@pytest.mark.parametrize("face", TEXT)
def test_face_has_every_vietnamese_letter_mark_and_sign(face: fonts.Face) -> None:
    with TTFont(face.path, lazy=True) as font:
        cmap = font.getBestCmap()
    assert [c for c in [*LETTERS, *MARKS, *SIGNS] if ord(c) not in cmap] == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("face", TEXT)
def test_decomposed_letters_shape_to_the_composed_glyphs(face: fonts.Face, language: str) -> None:
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))
    shapes = {form: [_glyphs(font, form, c, language) for c in LETTERS] for form in ("NFC", "NFD")}
    assert shapes["NFC"] == shapes["NFD"]
    assert all(len(glyphs) == 1 and glyphs[0] for glyphs in shapes["NFC"])


def test_symbols_family_has_the_signs_text_faces_lack() -> None:
    (face,) = fonts.family("noto-sans-symbols-2").faces
    with TTFont(face.path, lazy=True) as font:
        cmap = font.getBestCmap()
    assert frozenset(cmap) == fonts.coverage("noto-sans-symbols-2")
    assert [c for c in "▪●★✓■□▲▼" if ord(c) not in cmap] == []


@pytest.mark.parametrize(("key", "face"), ALL)
def test_file_is_static_and_of_its_weight_and_style(key: str, face: fonts.Face) -> None:
    with TTFont(face.path, lazy=True) as font:
        # The engine instances a variable font itself, by the clock and with other advances.
        assert {"fvar", "gvar", "CFF2", "avar"} & set(font.keys()) == set()
        assert font.flavor is None
        assert font["OS/2"].usWeightClass == face.weight
        assert bool(font["OS/2"].fsSelection & 1) == (face.style == "italic")
        inside = font["name"].getDebugName(6).replace(" ", "")
    assert fonts.family(key).name.replace(" ", "") in inside


@pytest.mark.parametrize(("key", "face"), ALL)
def test_file_is_the_recorded_one(key: str, face: fonts.Face) -> None:
    (record,) = [r for r in SOURCES if r["path"] == f"{key}/{face.path.name}"]
    assert hashlib.sha256(face.path.read_bytes()).hexdigest() == record["sha256"]
    assert record["reserved"] == fonts.family(key).reserved
    assert record["licence"] == "OFL-1.1"
    assert all(record[field] for field in ("project", "version", "page", "package", "done"))


def test_no_two_files_answer_to_one_description() -> None:
    # The engine tells fonts apart by name, weight and style: of two alike it embeds one.
    described = [(fonts.family(key).css_name, face.weight, face.style) for key, face in _all()]
    assert len(described) == len(set(described))


def test_no_file_is_left_out_of_the_records() -> None:
    lying = {str(p.relative_to(data.folder("fonts"))) for p in data.folder("fonts").rglob("*.ttf")}
    described = {f"{k}/{face.path.name}" for k in fonts.keys() for face in fonts.family(k).faces}
    assert lying == described == {record["path"] for record in SOURCES}


@pytest.mark.parametrize("key", fonts.keys())
def test_licence_travels_with_its_family(key: str) -> None:
    family = fonts.family(key)
    text = family.licence.read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "TERMINATION" in text
    assert "Copyright" in text or "©" in text
    # The clause in the licence's own words says "Reserved Font Name" too: look above it.
    assert ("Reserved Font Name" in text.split("PREAMBLE")[0]) == family.reserved


@pytest.mark.parametrize("key", fonts.keys())
def test_style_sheet_name_is_private(key: str) -> None:
    assert fonts.family(key).css_name == f"Formatter {fonts.family(key).name}"


def _all() -> list[tuple[str, fonts.Face]]:
    return [(key, face) for key in fonts.keys() for face in fonts.family(key).faces]


def _glyphs(font: hb.Font, form: str, text: str, language: str) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(unicodedata.normalize(form, text))  # type: ignore[arg-type]
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(font, buffer)
    return [info.codepoint for info in buffer.glyph_infos]
