"""A moving GIF, kept as it is where that is asked for and it fits."""

from __future__ import annotations

from formatter.gif import MAGIC, walked
from formatter.images.limits import Limits, Raster, check

_FRAMES = 1000


def moving(data: bytes, limits: Limits) -> Raster | None:
    """Return a GIF of several frames that fits `limits`, with what doesn't show taken out.

    None for one that stands still, is larger, or is damaged. Raises UnusableError as `check` does.
    """
    if not data.startswith(MAGIC):
        return None
    try:
        width, height = (int.from_bytes(data[at : at + 2], "little") for at in (6, 8))
        check(width, height, limits)
        if width > limits.width or height > limits.height:
            return None
        kept, frames = walked(data)
    except IndexError:
        return None
    if not 1 < frames <= _FRAMES or frames * width * height > limits.pixels * 10:
        return None
    return Raster(media_type="image/gif", data=kept, width=width, height=height)
