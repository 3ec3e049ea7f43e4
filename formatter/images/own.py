"""A publisher's own cover, made ready like any other picture."""

from __future__ import annotations

from pathlib import Path

from formatter.article import Image
from formatter.errors import UsageError
from formatter.images.limits import Limits, UnusableError
from formatter.images.raster import ready

# Google Play Books refuses less.
_LEAST = 640


def own_cover(path: Path, limits: Limits) -> Image:
    """Return the picture in the file `path`; UsageError where it is none, or one too small."""
    remedy = f"Give a JPEG or PNG of at least {_LEAST} pixels a side, best 1200 by 1600."
    try:
        with path.open("rb") as file:
            raster = ready(file.read(limits.size + 1), limits._replace(moving=False))
    except OSError as why:
        said = f"The cover {path} can't be read: {why.strerror or why}."
        raise UsageError(said, "Look whether the file is there, or leave --cover out.") from why
    except UnusableError as why:
        raise UsageError(f"The cover {path} can't be used: {why.reason}.", remedy) from why
    if raster.media_type == "image/svg+xml":
        raise UsageError(f"The cover {path} is an SVG, which shops and Kindle don't take.", remedy)
    if min(raster.width, raster.height) < _LEAST:
        raise UsageError(
            f"The cover {path} has {raster.width} × {raster.height} pixels, too few for a shop.",
            remedy,
        )
    return Image(
        id="cover",
        media_type=raster.media_type,
        data=raster.data,
        width=raster.width,
        height=raster.height,
    )
