"""The ground that a picture gives to words: whether they are read best on it in white or black."""

from __future__ import annotations

from formatter.article import Image
from formatter.render import photograph
from formatter.render.colour import BLACK, WHITE

# Where the name stands on a cover, as a part of its height; and how light is light, of 255.
_HEAD = 0.3
_LIGHT = 150


def ink(image: Image | None) -> str:
    """Return the ink, black or white, that is read on the head of a picture; white without one."""
    if image is None or image.missing:
        return WHITE
    try:
        with photograph.opened(image.read()) as picture:
            small = picture.convert("L").resize((24, 32))
    except OSError:
        return WHITE
    head = small.crop((0, 0, 24, round(32 * _HEAD))).tobytes()
    return BLACK if sum(head) / len(head) > _LIGHT else WHITE
