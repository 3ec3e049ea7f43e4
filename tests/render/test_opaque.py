"""Pictures that are see-through or in colours of print, and text that isn't to be seen."""

from __future__ import annotations

import io
from types import SimpleNamespace

from PIL import Image

from formatter.render import opaque


def _made(mode: str, kind: str, colour: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (8, 8), colour).save(out, kind)  # type: ignore[arg-type]
    return out.getvalue()


def test_what_is_see_through_stands_on_white() -> None:
    with Image.open(io.BytesIO(opaque.picture(_made("RGBA", "PNG", (255, 0, 0, 0))))) as image:
        assert (image.mode, image.getpixel((3, 3))) == ("RGB", (255, 255, 255))
    with Image.open(io.BytesIO(opaque.picture(_made("CMYK", "JPEG", (0, 0, 0, 0))))) as image:
        assert image.mode == "RGB"


def test_what_is_opaque_stays_as_it_is() -> None:
    for plain in (_made("RGB", "JPEG", "red"), _made("L", "PNG", 3), _made("P", "PNG", 3)):
        assert opaque.picture(plain) is plain


def _drawn(*operators: bytes) -> tuple[list[bytes], dict[str, object]]:
    states: dict[str, object] = {"a0.0": {}, "a1.0": {}}
    stream = SimpleNamespace(stream=list(operators))
    opaque.unseen(SimpleNamespace(objects=[stream, {"ExtGState": states}]))
    return stream.stream, states


def test_unseen_text_is_drawn_without_ink() -> None:
    drawn, states = _drawn(b"/a0.0 gs", b"BT", b"[<01>] TJ", b"ET", b"/a1.0 gs", b"BT")
    assert drawn == [b"3 Tr", b"BT", b"[<01>] TJ", b"ET", b"/a1.0 gs 0 Tr", b"BT"]
    assert states == {"a1.0": {}}
    nested, _ = _drawn(b"q", b"/a0.0 gs", b"q", b"BT", b"ET", b"Q", b"Q", b"BT")
    assert nested[1] == b"3 Tr"


def test_a_shape_that_is_see_through_stays_so() -> None:
    drawn, states = _drawn(b"/a0.0 gs", b"0 0 9 9 re", b"f", b"/a1.0 gs")
    assert drawn[0] == b"/a0.0 gs"
    assert "a0.0" in states
