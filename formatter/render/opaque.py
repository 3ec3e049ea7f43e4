"""What an archive's PDF is drawn with: opaque pictures in a screen's colours, no see-through ink.

Drawings that are see-through stay so: ISO 19005-2 lets them (6.2.10), and what lies beneath counts.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_PNG = b"\x89PNG\r\n\x1a\n"
_PAINTS = (b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh")
_UNSEEN, _NO_INK, _INK = b"/a0.0 gs", b"3 Tr", b"0 Tr"


def picture(data: bytes) -> bytes:
    """Return a picture that an archive's PDF may hold: itself, or a PNG of it on white.

    Pictures gathered by us are opaque and in sRGB; one that a program hands in may be anything.
    What can't be read is left to the engine, which says so.
    """
    if (
        data.startswith(_PNG)
        and data[25] in b"\x00\x02\x03"
        and b"tRNS" not in data[: data.find(b"IDAT")]
    ):
        return data
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data))
        if image.mode in {"RGB", "L", "1", "P"} and "transparency" not in image.info:
            return data
        flat = _on_white(image)
    except OSError:
        return data
    out = io.BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()


def _on_white(image: Image) -> Image:
    from PIL import Image

    if image.mode == "CMYK":
        return image.convert("RGB")
    whole = image.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(paper, whole).convert("RGB")


def unseen(pdf: Any) -> None:  # noqa: ANN401  the engine's
    """Draw text that isn't to be seen without ink in place of ink that is see-through.

    The letter that a large first letter stands for is such text (`formatter.render.dropcap`).
    """
    left = False
    for each in pdf.objects:
        operators = getattr(each, "stream", None)
        if operators is not None and _UNSEEN in operators:
            made = [_without_ink(operators, at) for at in _places(operators)]
            left |= not all(made)
    for each in pdf.objects:
        if not left and isinstance(each, dict) and isinstance(each.get("ExtGState"), dict):
            each["ExtGState"].pop("a0.0", None)


def _places(operators: list[Any]) -> list[int]:
    return [at for at, operator in enumerate(operators) if operator == _UNSEEN]


def _without_ink(operators: list[Any], start: int) -> bool:
    """Change the state that is set there, unless something but text is drawn in it."""
    deep = 0
    for at in range(start + 1, len(operators)):
        operator = operators[at]
        if operator in _PAINTS or (isinstance(operator, bytes) and operator.endswith(b" Do")):
            return False
        deep += (operator == b"q") - (operator == b"Q")
        again = isinstance(operator, bytes) and operator.startswith(b"/a")
        if deep < 0 or (again and not deep):
            operators[start] = _NO_INK
            if again:
                operators[at] = operator + b" " + _INK
            return True
    return False
