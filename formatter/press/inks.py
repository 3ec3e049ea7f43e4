"""The inks an issue is printed with: colours and pictures of a screen told in them.

Black alone or the four of print, by a profile (ICC.1:2004) that is ours or the printer's own.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from formatter import data
from formatter.errors import UsageError

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

    from formatter.press.order import Order

Colour = tuple[float, ...]
_OURS = {"grey": "grey.icc", "cmyk": "swop.icc"}
_SPACES = {"grey": "GRAY", "cmyk": "CMYK"}
# Of a profile PDF/A lets these be an intent's (ISO 19005-2, 6.2.3): a printer's, a monitor's.
_CLASSES = {"prtr", "mntr"}
_LARGEST = 8 * 1024 * 1024
# Red, green and blue that differ by less look neutral on paper: a theme's warm greys and tints.
_NEUTRAL = 0.1
# Darker neutrals are solid black: a screen of dots would fray the edges of letters.
_SOLID = 0.3
# A photograph in black and white that was kept as JPEG strays by a step or two of 255.
_STRAY = 7
# Of Rec. 601, as grey pictures are made everywhere.
_WEIGHTS = (0.299, 0.587, 0.114)


class Inks(NamedTuple):
    """An ink or four, with the profile that says how they look: its bytes and its own name."""

    kind: Literal["grey", "cmyk"]
    profile: bytes
    name: str

    @property
    def space(self) -> str:
        """The colour space in a PDF, without its slash."""
        return "DeviceGray" if self.kind == "grey" else "DeviceCMYK"

    @property
    def channels(self) -> int:
        """How many numbers tell a colour."""
        return 1 if self.kind == "grey" else 4

    def grey(self, level: float) -> Colour:
        """Return a grey, 0 black to 1 white, printed with black alone."""
        return (level,) if self.kind == "grey" else (0.0, 0.0, 0.0, 1.0 - level)

    def colour(self, red: float, green: float, blue: float) -> Colour:
        """Return a colour of a screen (sRGB, 0 to 1) in these inks.

        What is neutral is printed with black alone, never with four inks that would have to meet;
        what is dark besides is solid.
        """
        level = round(sum(w * c for w, c in zip(_WEIGHTS, (red, green, blue), strict=True)), 4)
        if max(red, green, blue) - min(red, green, blue) <= _NEUTRAL:
            return self.grey(0.0 if level < _SOLID else level)
        return _converted(self, tuple(round(c * 255) for c in (red, green, blue)))

    def picture(self, image: Image) -> Image:
        """Return a picture in these inks; one without colours is grey in either."""
        grey = _neutral(image)
        if grey is not None and self.kind == "cmyk":
            return grey
        return _transform(self).apply(image.convert("RGB"))


def of(order: Order) -> Inks | None:
    """Return the inks that are asked for; None for the colours of a screen.

    Raises UsageError for a profile that can't be read, or is of other inks.
    """
    if order.ink == "rgb":
        return None
    path = Path(order.icc) if order.icc else data.folder("inks") / _OURS[order.ink]
    return _read(order.ink, path)


@cache
def _read(kind: Literal["grey", "cmyk"], path: Path) -> Inks:
    from PIL import ImageCms

    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(
                f"The profile {path} is larger than {_LARGEST // 1024**2} MB.",
                "Give the profile itself, as the printer has it (NAME.icc).",
            )
        profile = path.read_bytes()
    except OSError as why:
        raise UsageError(
            f"The profile {path} can't be read: {why.strerror or why}.", "Check the name."
        ) from why
    try:
        told = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
    except OSError as why:
        raise UsageError(
            f"{path} is no profile of colours (ICC).", "Ask your printer for theirs, NAME.icc."
        ) from why
    if (space := told.xcolor_space.strip()) != _SPACES[kind]:
        raise UsageError(
            f"The profile {path} is of {space}, and {_SPACES[kind]} is asked for.",
            f"Give one of {_SPACES[kind]}, or another --ink.",
        )
    if told.device_class.strip() not in _CLASSES:
        raise UsageError(
            f"The profile {path} is of no printer or screen.",
            "Give the profile of what the issue is printed on.",
        )
    return Inks(kind, profile, (told.profile_description or path.stem).strip())


@cache
def _transform(inks: Inks) -> ImageCmsTransform:
    from PIL import ImageCms

    # Black stays as dark as the paper lets it, whatever the depth of a screen's.
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(inks.profile)),
        "RGB",
        "L" if inks.kind == "grey" else "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


@cache
def _converted(inks: Inks, colour: tuple[int, int, int]) -> Colour:
    from PIL import Image

    made = _transform(inks).apply(Image.new("RGB", (1, 1), colour))
    return tuple(round(level / 255, 4) for level in made.tobytes())


def _neutral(image: Image) -> Image | None:
    """Return the picture as a grey one, if it has no colours."""
    if image.mode in {"1", "L"}:
        return image.convert("L")
    from PIL import ImageChops

    red, green, blue = image.convert("RGB").split()
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    if any(any(each.histogram()[_STRAY:]) for each in apart):
        return None
    return image.convert("L")
