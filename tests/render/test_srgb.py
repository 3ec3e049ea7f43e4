"""Our profile of a screen's colours: sRGB and no other, the same bytes each time."""

from __future__ import annotations

import io
import struct

from PIL import Image, ImageCms

from formatter.render import srgb


def _ours() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(io.BytesIO(srgb.profile()))


def _colours() -> Image.Image:
    steps = range(0, 256, 15)
    data = bytes(n for r in steps for g in steps for b in steps for n in (r, g, b))
    return Image.frombytes("RGB", (len(steps) ** 2, len(steps)), data)


def test_each_colour_is_the_one_that_the_standard_has() -> None:
    given, lab = _colours(), ImageCms.createProfile("LAB")
    ours, theirs = (
        ImageCms.applyTransform(given, ImageCms.buildTransform(profile, lab, "RGB", "LAB"))
        for profile in (_ours(), ImageCms.createProfile("sRGB"))
    )
    assert ours is not None
    assert theirs is not None
    pairs = zip(ours.tobytes(), theirs.tobytes(), strict=True)
    # Of 255 steps; a and b wrap around where they change their sign.
    assert max(min(abs(one - other), 256 - abs(one - other)) for one, other in pairs) <= 1


def test_it_is_small_and_says_how_long_it_is() -> None:
    data = srgb.profile()
    assert struct.unpack(">L", data[:4])[0] == len(data) < 512
    assert ImageCms.getProfileDescription(_ours()).strip() == "sRGB"


def test_no_clock_is_in_it() -> None:
    srgb.profile.cache_clear()
    assert struct.unpack(">6H", srgb.profile()[24:36]) == (1999, 10, 18, 0, 0, 0)
