"""A publisher's own pictures, the cover among them, made ready like any other."""

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
    image = _read(path, limits, "cover", ("cover", "leave --cover out", remedy))
    if image.media_type == "image/svg+xml":
        raise UsageError(f"The cover {path} is an SVG, which shops and Kindle don't take.", remedy)
    if min(image.width, image.height) < _LEAST:
        raise UsageError(
            f"The cover {path} has {image.width} × {image.height} pixels, too few for a shop.",
            remedy,
        )
    return image


def own_picture(path: Path, limits: Limits, name: str) -> Image:
    """Return the picture in the file `path`, with the id `name`; UsageError where it is none."""
    told = ("picture", "name another one", "Give a JPEG, a PNG or an SVG.")
    return _read(path, limits, name, told)


def _read(path: Path, limits: Limits, name: str, told: tuple[str, str, str]) -> Image:
    """Return a picture; `told` is what it is called, what else may be done, and the remedy."""
    what, otherwise, remedy = told
    try:
        with path.open("rb") as file:
            raster = ready(file.read(limits.size + 1), limits._replace(moving=False))
    except OSError as why:
        said = f"The {what} {path} can't be read: {why.strerror or why}."
        raise UsageError(said, f"Look whether the file is there, or {otherwise}.") from why
    except UnusableError as why:
        raise UsageError(f"The {what} {path} can't be used: {why.reason}.", remedy) from why
    return Image(
        id=name,
        media_type=raster.media_type,
        data=raster.data,
        width=raster.width,
        height=raster.height,
    )
