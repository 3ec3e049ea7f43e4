"""Whether a letter that a book shows is the letter its font file draws: outline and advance."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import uharfbuzz as hb

from formatter import fonts
from formatter.fonts import Face
from formatter.render.subset import ALPHABET
from formatter.theme import Theme

LETTERS = "".join(sorted(c for c in map(chr, ALPHABET) if c.isalpha() and not c.isascii()))
# The ways a page may ask for the glyph of a letter: the font's choice, or figures that line up, or
# no ligatures.
_ASKED: tuple[dict[str, bool], ...] = (
    {},
    {"tnum": True, "lnum": True},
    {"liga": False, "clig": False, "calt": False},
)
_LANGUAGES = ("vi", "en")
_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")
_WEIGHTS = (("Semi-Bold", 600), ("Bold", 700))
# A PDF gives widths in thousandths of the em, rounded.
_ROUNDED = 1.0


class Glyph(NamedTuple):
    """A glyph as it is drawn, in units of which `em` are an em; its advance is in thousandths."""

    em: int
    outline: tuple[tuple[float | str, ...], ...]
    advance: float


class Told(NamedTuple):
    """How many glyphs were compared, which are wrong and how, and the texts set in each font."""

    compared: int
    wrong: tuple[str, ...]
    letters: Mapping[str, set[str]]


def printed(data: bytes) -> Told:
    """Compare every glyph that a PDF draws with what its text says, in the font file named.

    The text of a glyph is what a reader copies (ToUnicode, ISO 32000-1, 9.10.3).
    """
    wrong: list[str] = []
    letters: dict[str, set[str]] = {}
    compared = 0
    with pikepdf.open(io.BytesIO(data)) as document:
        for number, used in _used(document).items():
            font = document.get_object(number)
            face = _named(str(font.BaseFont))
            texts = _texts(font)
            embedded = _embedded(font)
            widths = _widths(font)
            for code in sorted(used):
                compared += 1
                text = texts.get(code, "")
                letters.setdefault(str(font.BaseFont), set()).add(text)
                if fault := _fault(code, text, face, embedded, widths):
                    wrong.append(f"{font.BaseFont} glyph {code} {text!r}: {fault}")
    return Told(compared, tuple(wrong), letters)


def cut(data: bytes, theme: Theme) -> Told:
    """Compare every letter that an EPUB's font files have with the file each was cut from."""
    wrong: list[str] = []
    letters: dict[str, set[str]] = {}
    compared = 0
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if not name.endswith(".ttf"):
                continue
            role, weight, *style = Path(name).stem.split("-")
            face = _face(theme.family(role).faces, int(weight), "italic" if style else "normal")
            held = hb.Font(hb.Face(hb.Blob(file.read(name))))
            for text in map(chr, sorted(held.face.unicodes)):
                compared += 1
                letters.setdefault(name, set()).add(text)
                if _shaped(held, text) != _whole(face.path, text):
                    wrong.append(f"{name} {text!r}")
    return Told(compared, tuple(wrong), letters)


def _fault(code: int, text: str, face: Face, embedded: hb.Font, widths: Mapping[int, float]) -> str:
    if not text:
        return "no text"
    if code == 0 or code >= embedded.face.glyph_count:
        return "a box"
    glyph = _glyph(embedded, code)
    asked = _source(face.path, text)
    if glyph[:2] not in [one[:2] for one in asked]:
        return "another outline"
    if all(abs(glyph.advance - one.advance) > _ROUNDED for one in asked):
        return "another advance"
    if abs(widths.get(code, 0) - glyph.advance) > _ROUNDED:
        return "a width of the PDF's own"
    return ""


def _used(document: pikepdf.Pdf) -> dict[tuple[int, int], set[int]]:
    """Return the codes that are drawn with each font, by the number of its object."""
    used: dict[tuple[int, int], set[int]] = {}
    streams: list[Any] = [page.obj for page in document.pages]
    streams += [o for o in document.objects if _is_form(o)]
    for stream in streams:
        codes: set[int] = set()
        instructions: list[Any] = list(pikepdf.parse_content_stream(stream))
        for given, operator in instructions:
            match str(operator):
                case "Tf":
                    codes = used.setdefault(stream.Resources.Font[given[0]].objgen, set())
                case "Tj" | "TJ":
                    strings = given[0] if isinstance(given[0], pikepdf.Array) else given
                    for string in strings:
                        if isinstance(string, pikepdf.String):
                            codes |= _codes(bytes(string))
    return used


def _codes(string: bytes) -> set[int]:
    return {int.from_bytes(string[i : i + 2], "big") for i in range(0, len(string), 2)}


def _is_form(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def _texts(font: pikepdf.Object) -> dict[int, str]:
    mapped = _MAPPED.findall(font.ToUnicode.read_bytes())
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in mapped
    }


def _embedded(font: pikepdf.Object) -> hb.Font:
    file = font.DescendantFonts[0].FontDescriptor.FontFile2
    return hb.Font(hb.Face(hb.Blob(file.read_bytes())))


def _widths(font: pikepdf.Object) -> dict[int, float]:
    widths: dict[int, float] = {}
    given = list(font.DescendantFonts[0].W)
    while given:
        first, many, *given = given
        if isinstance(many, pikepdf.Array):
            widths |= {int(first) + i: float(width) for i, width in enumerate(many)}
        else:
            last, width, *given = many, *given
            widths |= dict.fromkeys(range(int(first), int(last) + 1), float(width))
    return widths


@cache
def _named(name: str) -> Face:
    """Return the face that a font of a PDF is called after, as the engine writes its name."""
    called = name.partition("+")[2]
    for key in fonts.keys():
        family = fonts.family(key)
        own = family.css_name.replace(" ", "-")
        if called == own or called.startswith(f"{own}-"):
            rest = called.removeprefix(own)
            weight = next((number for word, number in _WEIGHTS if word in rest), 400)
            return _face(family.faces, weight, "italic" if "Italic" in rest else "normal")
    raise LookupError(f"the font {name} is none of ours")


def _face(faces: tuple[Face, ...], weight: int, style: str) -> Face:
    (face,) = (face for face in faces if (face.weight, face.style) == (weight, style))
    return face


@cache
def _font(path: Path) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


@cache
def _source(path: Path, text: str) -> frozenset[Glyph]:
    """Return the glyphs that the font file may set a text with that is one glyph."""
    font = _font(path)
    shaped = (_ids(font, text, *asked) for asked in product(_LANGUAGES, _ASKED))
    numbers = {ids[0] for ids in shaped if len(ids) == 1}
    return frozenset(_glyph(font, number) for number in numbers)


@cache
def _whole(path: Path, text: str) -> tuple[tuple[Glyph, ...], ...]:
    return _shaped(_font(path), text)


def _shaped(font: hb.Font, text: str) -> tuple[tuple[Glyph, ...], ...]:
    """Return the glyphs of a text in each language."""
    ways = [tuple(_ids(font, text, language, {})) for language in _LANGUAGES]
    drawn = {ids: tuple(_glyph(font, number) for number in ids) for ids in ways}
    return tuple(drawn[ids] for ids in ways)


def _ids(font: hb.Font, text: str, language: str, features: dict[str, bool]) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(font, buffer, features)
    return [info.codepoint for info in buffer.glyph_infos or ()]


def _glyph(font: hb.Font, number: int) -> Glyph:
    strokes: list[tuple[float | str, ...]] = []
    font.draw_glyph(number, _recorder(), strokes)
    em = font.face.upem
    return Glyph(em, tuple(strokes), font.get_glyph_h_advance(number) * 1000 / em)


@cache
def _recorder() -> hb.DrawFuncs:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda *a: a[-1].append(("M", *a[:-1])))
    funcs.set_line_to_func(lambda *a: a[-1].append(("L", *a[:-1])))
    funcs.set_quadratic_to_func(lambda *a: a[-1].append(("Q", *a[:-1])))
    funcs.set_cubic_to_func(lambda *a: a[-1].append(("C", *a[:-1])))
    return funcs
