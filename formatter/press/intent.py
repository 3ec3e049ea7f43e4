"""The inks of a finished PDF: all that it draws told in them, and the intent that names them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from formatter.press.inks import Colour, Inks

_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"
# A string is passed over: what stands in it is no operator.
_COLOUR = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|(?<![^\s\]>)])"
    rb"(?:(%b)\s+(%b)\s+(%b)\s+(rg|RG)|(%b)\s+(g|G))(?=[\s/\[(<]|\Z)"
    % (_NUMBER, _NUMBER, _NUMBER, _NUMBER),
    re.DOTALL,
)
# The operators that fill and stroke: of black alone, and of four inks.
_OPERATORS = {1: {False: b"g", True: b"G"}, 4: {False: b"k", True: b"K"}}
_SCREEN = ("/DeviceRGB", "/CalRGB")
_QUALITY = 92
# Whose list of conditions of printing an intent's name is from, where it is from one.
_REGISTRY = "http://www.color.org"


def inked(pdf: pikepdf.Pdf, inks: Inks, *, kept: bool = False) -> None:
    """Print a PDF with those inks alone: its text and lines, tints, gradients and pictures.

    Black text is drawn with black alone. The intent is that of PDF/X (ISO 15930-7, 6.2.2), and
    where the PDF is `kept`, that of PDF/A too (ISO 19005-2, 6.2.3), of the same profile.
    """
    for each in pdf.objects:
        if isinstance(each, pikepdf.Stream):
            _stream(pdf, each, inks)
        if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
            _dictionary(each, inks)
    for page in pdf.pages:
        _drawn(page.obj, inks)
    _intend(pdf, inks, kept=kept)


def recoloured(operators: bytes, inks: Inks) -> bytes:
    """Return what a page draws, its colours of a screen told in inks."""

    def told(found: re.Match[bytes]) -> bytes:
        if found[4]:
            red, green, blue = (float(found[i]) for i in (1, 2, 3))
            return _set(inks.colour(red, green, blue), strokes=found[4] == b"RG")
        if found[6]:
            return _set(inks.grey(float(found[5])), strokes=found[6] == b"G")
        return found[0]

    return _COLOUR.sub(told, operators)


def _set(colour: Colour, *, strokes: bool) -> bytes:
    numbers = " ".join(f"{each:.4f}".rstrip("0").rstrip(".") for each in colour)
    return numbers.encode() + b" " + _OPERATORS[len(colour)][strokes]


def _stream(pdf: pikepdf.Pdf, stream: pikepdf.Stream, inks: Inks) -> None:
    kind = stream.get("/Subtype")
    if kind == "/Image":
        _picture(pdf, stream, inks)
    elif kind == "/Form" or stream.get("/PatternType") == 1:
        _rewrite(stream, inks)


def _drawn(page: pikepdf.Object, inks: Inks) -> None:
    content = page.get("/Contents")
    for part in content if isinstance(content, pikepdf.Array) else [content]:
        if isinstance(part, pikepdf.Stream):
            _rewrite(part, inks)


def _rewrite(stream: pikepdf.Stream, inks: Inks) -> None:
    before = stream.read_bytes()
    after = recoloured(before, inks)
    if after != before:
        stream.write(after)


def _dictionary(each: Any, inks: Inks) -> None:  # noqa: ANN401  a dictionary, or a stream's
    """Tell the colours of a gradient and of a group in inks."""
    if "/ShadingType" in each and each.get("/ColorSpace") in _SCREEN:
        each.ColorSpace = pikepdf.Name(f"/{inks.space}")
        for function in _functions(each.get("/Function")):
            for end in ("/C0", "/C1"):
                if end in function and len(function[end]) == 3:
                    told = inks.colour(*(float(c) for c in function[end]))
                    function[end] = pikepdf.Array([round(c, 4) for c in told])
        if "/Background" in each and len(each.Background) == 3:
            each.Background = pikepdf.Array(inks.colour(*map(float, each.Background)))
    group = each.get("/Group")
    if isinstance(group, pikepdf.Dictionary) and group.get("/CS") in _SCREEN:
        group.CS = pikepdf.Name(f"/{inks.space}")


def _functions(function: Any) -> Iterator[Any]:  # noqa: ANN401  a dictionary or list of them
    if isinstance(function, pikepdf.Array):
        for each in function:
            yield from _functions(each)
    elif isinstance(function, pikepdf.Dictionary):
        yield function
        yield from _functions(function.get("/Functions"))


def _picture(pdf: pikepdf.Pdf, stream: pikepdf.Stream, inks: Inks) -> None:
    space = stream.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and space and space[0] == "/Indexed":
        _indexed(stream, space, inks)
    elif space is None or stream.get("/ImageMask", False) or space == f"/{inks.space}":
        return
    elif space != "/DeviceGray":
        from PIL import Image

        photograph = stream.get("/Filter") == "/DCTDecode"
        image = (
            Image.open(io.BytesIO(stream.read_raw_bytes()))
            if photograph
            else pikepdf.PdfImage(stream).as_pil_image()
        )
        made = inks.picture(image.convert("RGB"))
        (_as_jpeg if photograph else _as_pixels)(pdf, stream, made)
        stream.ColorSpace = pikepdf.Name("/DeviceGray" if made.mode == "L" else "/DeviceCMYK")
        stream.BitsPerComponent = 8


def _indexed(stream: pikepdf.Stream, space: pikepdf.Array, inks: Inks) -> None:
    """Tell the colours of a drawing's palette in inks; its pixels stay."""
    if space[1] not in _SCREEN:
        return
    table = space[3]
    palette = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
    from PIL import Image

    image = Image.frombytes("RGB", (len(palette) // 3, 1), palette[: len(palette) // 3 * 3])
    made = inks.picture(image)
    base = "/DeviceGray" if made.mode == "L" else "/DeviceCMYK"
    stream.ColorSpace = pikepdf.Array(
        [space[0], pikepdf.Name(base), space[2], pikepdf.String(made.tobytes())]
    )


def _as_jpeg(_pdf: pikepdf.Pdf, stream: pikepdf.Stream, image: Any) -> None:  # noqa: ANN401
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    stream.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
    if image.mode == "CMYK":
        # A JPEG of four inks is written the other way round, as Adobe began it.
        stream.Decode = pikepdf.Array([1, 0] * 4)
    elif "/Decode" in stream:
        del stream.Decode


def _as_pixels(_pdf: pikepdf.Pdf, stream: pikepdf.Stream, image: Any) -> None:  # noqa: ANN401
    stream.write(image.tobytes())
    for key in ("/DecodeParms", "/Decode"):
        if key in stream:
            del stream[key]


def _intend(pdf: pikepdf.Pdf, inks: Inks, *, kept: bool) -> None:
    profile = pdf.make_stream(inks.profile, N=inks.channels)
    about = {
        "/Type": pikepdf.Name.OutputIntent,
        # None of the registry's, unless the profile says which.
        "/OutputConditionIdentifier": pikepdf.String("Custom"),
        "/OutputCondition": pikepdf.String(inks.name),
        "/Info": pikepdf.String(inks.name),
        "/RegistryName": pikepdf.String(_REGISTRY),
        "/DestOutputProfile": profile,
    }
    kinds = ("/GTS_PDFA1", "/GTS_PDFX") if kept else ("/GTS_PDFX",)
    pdf.Root.OutputIntents = pikepdf.Array(
        [pikepdf.Dictionary(about | {"/S": pikepdf.Name(kind)}) for kind in kinds]
    )
