"""A photograph mounted on a drawn page: cut to its frame, and all of it one JPEG."""

from __future__ import annotations

import io
import tempfile
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 85
# Of a picture higher than its frame more is cut off below: faces are in its upper half.
_ABOVE = 0.3


class Frame(NamedTuple):
    """Where a picture goes, in pixels from the left and the top of the page."""

    left: int
    top: int
    right: int
    bottom: int


def opened(data: bytes) -> AbstractContextManager[Image]:
    """Return the JPEG or PNG in `data`, its pixels not decoded yet; OSError where it is neither."""
    from PIL import Image, JpegImagePlugin  # noqa: F401  the opener that is mostly asked for

    if not data.startswith(b"\xff\xd8"):
        from PIL import PngImagePlugin  # noqa: F401  an issue's cover may be one

    return Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))


def mounted(
    page: bytes, size: tuple[int, int], palette: bytes, photo: Image, frame: Frame
) -> bytes:
    """Return a JPEG of the page with the photograph in its frame.

    `page` has a palette's index a pixel, `palette` three bytes a colour. The same photograph gives
    the same bytes. Raises OSError where it is damaged.
    """
    from PIL import Image

    ground = Image.frombytes("P", size, page)
    ground.putpalette(palette)
    whole = ground.convert("RGB")
    whole.paste(_cut(photo, frame), (frame.left, frame.top))
    with tempfile.TemporaryFile() as out:
        # Red letters on paper keep their edges only where colours aren't halved.
        whole.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        out.seek(0)
        return out.read()


def _cut(photo: Image, frame: Frame) -> Image:
    """Return the photograph as large as its frame, what is beyond it cut off on both sides."""
    from PIL import Image

    width, height = frame.right - frame.left, frame.bottom - frame.top
    scale = max(width / photo.width, height / photo.height)
    # Decoded at half or a quarter of its size where that is all that is shown.
    photo.draft("RGB", (round(photo.width * scale), round(photo.height * scale)))
    across, down = photo.size
    scale = max(width / across, height / down)
    left = (across - width / scale) / 2
    top = (down - height / scale) * _ABOVE
    box = (left, top, left + width / scale, top + height / scale)
    # Converting one that is in these colours already would copy it.
    pixels = photo if photo.mode == "RGB" else photo.convert("RGB")
    return pixels.resize((width, height), Image.Resampling.BILINEAR, box=box, reducing_gap=2.0)
