"""A picture's bytes decoded by Pillow and written anew as every reading system shows them."""

from __future__ import annotations

import io
import re
import tempfile
import threading
import warnings
from importlib import import_module
from typing import TYPE_CHECKING

from formatter.images import segments
from formatter.images.limits import Limits, Raster, UnusableError, check
from formatter.images.moving import moving

if TYPE_CHECKING:
    from PIL import Image as PillowImage

# Pillow has 43 openers, some of which start other programs; these are what the web shows.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_DECLARED = re.compile(rb"<(?:[\w-]+:)?svg\b")
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
# How to turn a picture upright, by how the camera was held (Exif 2.32, tag Orientation).
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
# Pillow warns of large pictures by its own measure; warnings' filters are the whole process's.
_QUIET = threading.Lock()


def ready(data: bytes, limits: Limits) -> Raster:
    """Return the picture in `data`, ready for a book.

    A JPEG or PNG that fits `limits` and needs no change keeps its pixels bit for bit. All else is
    decoded: upright, first frame, sRGB, on white where it was transparent, shrunk to fit, and
    written as PNG where it is drawn (few colours) and as JPEG where it is photographed.

    Raises UnusableError with the reason where there is no picture to show.
    """
    if len(data) > limits.size:
        raise UnusableError(
            f"{len(data) / 1048576:,.0f} MB, more than the {limits.size // 1048576} allowed"
        )
    if _is_drawing(data):
        # Most pages have none, and what reads one loads a parser of XML.
        from formatter.images.drawing import drawing

        return drawing(data, limits)
    refuse(data)
    passed = None
    if data.startswith(b"\xff\xd8\xff"):
        passed = segments.jpeg(data, limits)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        passed = segments.png(data, limits)
    elif limits.moving:
        passed = moving(data, limits)
    return passed or _decoded(data, limits)


def _is_drawing(data: bytes) -> bool:
    """Say whether the bytes begin as an SVG does."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    begins = head.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--"))
    return begins and _DECLARED.search(head) is not None


def refuse(data: bytes) -> None:
    """Raise UnusableError for bytes that are plainly no picture of ours, naming what they are."""
    if not data:
        raise UnusableError("an empty file")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<script", b"{")):
        raise UnusableError("a page in place of a picture")


def _decoded(data: bytes, limits: Limits) -> Raster:
    from PIL import Image, UnidentifiedImageError

    try:
        with _QUIET, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            load_openers()
            image: PillowImage.Image = Image.open(io.BytesIO(data), formats=FORMATS)
        check(image.width, image.height, limits)
        drawn = image.format in ("PNG", "GIF") or data.find(b"VP8L", 8, 4096) > 0
        return _anew(image, limits, lossless=drawn)
    except UnusableError:
        raise
    except UnidentifiedImageError as why:
        known = data[4:12] == b"ftypavif" or data.startswith(_MAGIC)
        reason = "damaged or cut short" if known else "no picture of a kind that the web shows"
        raise UnusableError(reason) from why
    except Image.DecompressionBombError as why:
        raise UnusableError("far more pixels than are allowed") from why
    except Exception as why:  # a decoder raises whatever the damage leads it to
        raise UnusableError("damaged or cut short") from why


def load_openers() -> None:
    """Load Pillow with the openers of FORMATS; asked for one it doesn't know it would load all 43.

    WeasyPrint, loaded by others than us, tells Pillow to fill what a cut picture lacks with grey:
    here a cut picture is a missing one.
    """
    from PIL import ImageFile

    for name in ("Avif", "Gif", "Jpeg", "Png", "WebP"):
        import_module(f"PIL.{name}ImagePlugin")
    ImageFile.LOAD_TRUNCATED_IMAGES = False


def _anew(image: PillowImage.Image, limits: Limits, *, lossless: bool) -> Raster:
    from PIL import Image

    held = segments.orientation(image.info.get("exif") or b"")
    across, down = image.size if held < 5 else image.size[::-1]
    size = _fitting(across, down, limits)
    # Large JPEGs are decoded at half or a quarter of their size, which is all that is kept.
    image.draft(None, size if held < 5 else size[::-1])
    image.load()
    profile = image.info.get("icc_profile") or b""
    flat = _opaque(_in_srgb(_eight_bits(image), profile))
    if limits.grey:
        flat = flat.convert("L")
    if held in _TURNS:
        flat = flat.transpose(Image.Transpose(_TURNS[held]))
    if size != flat.size:
        flat = flat.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    media_type, out = _encoded(flat, lossless=lossless, limits=limits)
    return Raster(media_type=media_type, data=out, width=size[0], height=size[1])


def _fitting(width: int, height: int, limits: Limits) -> tuple[int, int]:
    scale = min(1.0, limits.width / width, limits.height / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _eight_bits(image: PillowImage.Image) -> PillowImage.Image:
    """Return a picture of more than eight bits a channel with eight, brightness kept."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "F":
        return image.convert("L")
    return image


def _in_srgb(image: PillowImage.Image, profile: bytes) -> PillowImage.Image:
    """Return a picture in sRGB: reading systems and print ignore the profiles of pictures."""
    if segments.is_srgb(profile):
        return image
    from PIL import ImageCms

    colours = {"P": "RGBA", "PA": "RGBA", "LA": "RGBA", "1": "L"}.get(image.mode, image.mode)
    plain = image if colours == image.mode else image.convert(colours)
    alpha = plain.getchannel("A") if colours == "RGBA" else None
    if alpha:
        plain = plain.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        mapped = ImageCms.profileToProfile(plain, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a profile of another kind of colours than the picture's is worth nothing
    if mapped is None:
        return image
    if alpha:
        mapped.putalpha(alpha)
    return mapped


def _opaque(image: PillowImage.Image) -> PillowImage.Image:
    """Return a picture as RGB or grey, on white: black lines on nothing vanish at night."""
    from PIL import Image

    if image.has_transparency_data:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    mode = "L" if image.mode in ("1", "L") else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _encoded(image: PillowImage.Image, *, lossless: bool, limits: Limits) -> tuple[str, bytes]:
    """Return the media type and bytes of the better of PNG and JPEG.

    A drawing blurs as JPEG and is mostly smaller as PNG. What may be one (few colours, or a
    source that kept each pixel) is written both ways, and is one where PNG isn't much larger.
    """
    image.info.clear()
    few = image.getcolors(256)
    if few is not None and image.mode == "RGB" and _grey(image):
        image = image.convert("L")
    jpeg = _jpeg(image, limits.quality)
    if few is not None or lossless:
        png = _png(image, len(few or ()))
        if len(png) <= len(jpeg) * 1.25:
            return "image/png", png
    return "image/jpeg", jpeg


def _jpeg(image: PillowImage.Image, quality: int) -> bytes:
    """Return a picture as JPEG: into a real file, where Pillow lets other threads run meanwhile."""
    with tempfile.TemporaryFile() as out:
        image.save(out, "JPEG", quality=quality, optimize=True)
        out.seek(0)
        return out.read()


def _grey(image: PillowImage.Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    return not (
        ImageChops.difference(red, green).getbbox() or ImageChops.difference(red, blue).getbbox()
    )


def _png(image: PillowImage.Image, colours: int) -> bytes:
    from PIL import Image, ImageChops

    if colours and image.mode == "RGB":
        indexed = image.convert("P", palette=Image.Palette.ADAPTIVE, colors=colours)
        if ImageChops.difference(image, indexed.convert("RGB")).getbbox() is None:
            image = indexed
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
