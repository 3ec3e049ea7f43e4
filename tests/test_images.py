from __future__ import annotations

import base64
import io
import itertools
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageChops, ImageCms, ImageDraw, ImageFilter, ImageStat, PngImagePlugin

from formatter.article import Article, Image, ImageRef
from formatter.errors import RefusedError
from formatter.images import Limits, gather
from formatter.images.find import Shelf, confined, inline
from formatter.images.limits import UnusableError
from formatter.images.raster import ready
from formatter.images.segments import is_srgb, orientation
from formatter.original import Resource, Resources

URL = "https://cdn.example/anh/ben-pha.jpg"
LIMITS = Limits()


def photo(width: int = 320, height: int = 200, mode: str = "RGB") -> Pillow.Image:
    """A picture of soft lights: more colours than a drawing has."""
    bands = [
        Pillow.radial_gradient("L").resize((width, height)).rotate(turn)
        for turn in range(0, 30 * len(Pillow.new(mode, (1, 1)).getbands()), 30)
    ]
    if mode == "RGB":
        bands[0] = Pillow.linear_gradient("L").resize((width, height))
    return Pillow.merge(mode, bands) if len(bands) > 1 else bands[0]


def drawing(width: int = 320, height: int = 200) -> Pillow.Image:
    image = Pillow.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for step in range(0, width, 20):
        pen.rectangle(
            (step, height - step // 2 % height, step + 12, height), fill=(step % 250, 80, 90)
        )
    return image


def encoded(image: Pillow.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(image: Image) -> Pillow.Image:
    picture = Pillow.open(io.BytesIO(image.data), formats=("JPEG", "PNG"))
    picture.load()
    assert picture.size == (image.width, image.height)
    assert Pillow.MIME[str(picture.format)] == image.media_type
    assert not picture.getexif()
    assert not {"icc_profile", "exif", "comment", "transparency"} & set(picture.info)
    assert picture.mode in ("RGB", "L", "P", "1")
    return picture


def article(
    *refs: ImageRef, held: tuple[Resource, ...] = (), folder: Path | None = None
) -> Article:
    return Article(title="", body="", images=refs, resources=Resources(held=held, folder=folder))


def one(data: bytes, limits: Limits = LIMITS) -> Image:
    ref = ImageRef(id="a", url=URL)
    return gather([article(ref, held=(Resource(address=URL, data=data),))], limits)["a"]


# ── what is made of a picture ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_that_fits_keeps_its_pixels(mode: str, progressive: bool) -> None:
    source = photo(mode=mode)
    made = one(encoded(source, quality=77, progressive=progressive, comment=b"bep"))
    before = Pillow.open(io.BytesIO(encoded(source, quality=77)))
    assert ImageChops.difference(opened(made), before).getbbox() is None
    assert (made.media_type, made.width, made.height, made.address) == ("image/jpeg", 320, 200, URL)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P"])
def test_a_png_that_fits_keeps_its_pixels(mode: str) -> None:
    source = photo().convert(mode)
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Place", "nhà riêng")
    made = one(encoded(source, "PNG", pnginfo=notes, dpi=(300, 300)))
    assert (
        ImageChops.difference(opened(made).convert("RGB"), source.convert("RGB")).getbbox() is None
    )
    assert b"tEXt" not in made.data
    assert b"pHYs" not in made.data
    assert b"iTXt" not in made.data


def test_the_place_a_picture_was_taken_goes() -> None:
    exif = Pillow.Exif()
    exif[0x8825] = {1: "N", 2: (10.0, 2.0, 3.0)}
    exif[0x010F] = "Máy ảnh của tôi"
    data = encoded(photo(), exif=exif)
    assert b"Exif" in data
    made = one(data)
    opened(made)
    assert b"Exif" not in made.data


@pytest.mark.parametrize("held", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_camera_held_askew_is_turned(held: int, kind: str) -> None:
    upright = drawing(160, 90)
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    askew = upright.transpose(Pillow.Transpose(undo[held])) if held in undo else upright
    exif = Pillow.Exif()
    exif[0x0112] = held
    got = opened(one(encoded(askew, kind, exif=exif, quality=95)))
    assert got.size == upright.size
    off = ImageChops.difference(got.convert("L"), upright.convert("L"))
    assert off.filter(ImageFilter.BoxBlur(2)).point(lambda value: value > 30).getbbox() is None


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "GIF"])
def test_other_kinds_become_jpeg_or_png(kind: str) -> None:
    assert one(encoded(photo(), kind)).media_type == (
        "image/png" if kind == "GIF" else "image/jpeg"
    )
    opened(one(encoded(photo(), kind)))
    opened(one(encoded(drawing(), kind)))


def test_a_drawing_stays_sharp() -> None:
    made = one(encoded(drawing(), "WEBP", lossless=True))
    assert made.media_type == "image/png"
    assert ImageChops.difference(opened(made).convert("RGB"), drawing()).getbbox() is None


def test_a_drawing_shrunk_is_still_a_drawing_and_a_photograph_is_not() -> None:
    assert one(encoded(drawing(2000, 900), "PNG")).media_type == "image/png"
    grain = Pillow.merge("RGB", [Pillow.effect_noise((1800, 600), 40) for _ in range(3)])
    assert one(encoded(grain, "PNG")).media_type == "image/jpeg"


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_grey_photograph_becomes_a_grey_jpeg(mode: str, kind: str) -> None:
    made = one(encoded(Pillow.effect_noise((1800, 600), 40).convert(mode), kind))
    assert made.media_type == "image/jpeg"
    # What WebP calls grey is a shade off it.
    assert opened(made).mode == "L" or kind == "WEBP"


def test_what_is_transparent_stands_on_white() -> None:
    image = Pillow.new("RGBA", (40, 30), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (10, 10, 20, 20))
    for kind in ("PNG", "WEBP", "GIF"):
        got = opened(one(encoded(image, kind, lossless=True))).convert("RGB")
        assert got.getpixel((0, 0)) == (255, 255, 255)
        assert got.getpixel((15, 15)) == (200, 0, 0)
    grey = encoded(Pillow.new("L", (9, 9), 7), "PNG", transparency=7)
    assert opened(one(grey)).convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_sixteen_bits_keep_their_brightness() -> None:
    image = Pillow.new("I;16", (20, 10), 0x8000)
    got = opened(one(encoded(image, "PNG"))).convert("L")
    assert got.getpixel((5, 5)) in (127, 128)


def test_cmyk_becomes_rgb() -> None:
    made = one(encoded(Pillow.new("CMYK", (40, 30), (0, 255, 255, 0))))
    red, green, blue = opened(made).convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_an_rgb_jpeg_is_not_taken_for_ycbcr() -> None:
    source = photo()
    made = one(encoded(source, keep_rgb=True, quality=95))
    off = ImageChops.difference(opened(made).convert("RGB"), source)
    assert max(ImageStat.Stat(off).mean) < 4


def wide_gamut() -> bytes:
    """A profile whose red is the display's green: no eye could miss it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = {}
    for entry in range(132, 132 + 12 * struct.unpack_from(">I", profile, 128)[0], 12):
        tag, start, size = struct.unpack_from(">4sII", profile, entry)
        at[tag] = (start, size)
    red, green = (slice(at[tag][0], sum(at[tag])) for tag in (b"rXYZ", b"gXYZ"))
    profile[red], profile[green] = profile[green], profile[red]
    start, size = at[b"desc"]
    name = bytes(profile[start : start + size])
    for srgb in (b"sRGB", "sRGB".encode("utf-16-be")):
        name = name.replace(srgb, bytes(len(srgb)))
    profile[start : start + size] = name
    return bytes(profile)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_of_another_profile_are_brought_to_srgb(kind: str) -> None:
    red = Pillow.new("RGB", (30, 30), (255, 0, 0))
    data = encoded(red, kind, icc_profile=wide_gamut())
    got = opened(one(data)).convert("RGB").getpixel((9, 9))
    assert got[1] > 200  # type: ignore[index]
    assert got[0] < 60  # type: ignore[index]


def test_srgb_by_name_passes_and_goes() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert is_srgb(profile)
    assert not is_srgb(wide_gamut())
    assert not is_srgb(b"broken")
    data = encoded(photo(), icc_profile=profile)
    assert len(one(data).data) < len(data) - len(profile)


def test_a_profile_that_is_broken_does_not_lose_the_picture() -> None:
    broken = opened(one(encoded(photo(), icc_profile=b"\0" * 200)))
    assert broken.size == photo().size
    foreign = opened(one(encoded(photo(mode="L"), icc_profile=wide_gamut())))
    assert foreign.size == photo().size


@pytest.mark.parametrize(
    ("size", "fit"),
    [
        ((3200, 1000), (1600, 500)),
        ((1000, 4800), (500, 2400)),
        ((1600, 2400), (1600, 2400)),
        ((9000, 20), (1600, 4)),
    ],
)
def test_a_picture_is_shrunk_to_fit_and_never_enlarged(
    size: tuple[int, int], fit: tuple[int, int]
) -> None:
    made = one(encoded(Pillow.new("RGB", size, "navy")))
    assert (made.width, made.height) == fit
    opened(made)


def test_baseline_where_a_reader_needs_it() -> None:
    data = encoded(photo(), progressive=True)
    assert b"\xff\xc2" in one(data).data
    assert b"\xff\xc2" not in one(data, Limits(baseline=True)).data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_screen_without_colours_gets_none(kind: str) -> None:
    made = one(encoded(photo(), kind), LIMITS._replace(grey=True))
    assert opened(made).mode == "L"
    plain = opened(one(encoded(photo(), kind), LIMITS)).convert("L")
    apart = ImageStat.Stat(ImageChops.difference(plain, opened(made))).mean[0]
    assert apart < 3
    grey = encoded(photo(mode="L"), "PNG")
    assert one(grey, LIMITS._replace(grey=True)) == one(grey, LIMITS)


def test_the_first_frame_of_a_moving_picture_is_taken() -> None:
    frames = [Pillow.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    for kind in ("GIF", "PNG", "WEBP"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        made = one(data)
        red, _, blue = opened(made).convert("RGB").getpixel((3, 3))  # type: ignore[misc]
        assert red > 200
        assert blue < 60
        assert b"fdAT" not in made.data


def test_same_picture_same_bytes() -> None:
    for data in (encoded(photo(1700, 300), "WEBP"), encoded(drawing(1700, 300), "PNG")):
        assert one(data) == one(data)


# ── hostile and broken ───────────────────────────────────────────────────────────────────────


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, rows: bytes, colour: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (png(30_000, 30_000, zlib.compress(b"")), "900 megapixels, more than the 50 allowed"),
        (png(13_000, 13_000, zlib.compress(b"")), "169 megapixels, more than the 50 allowed"),
        (encoded(Pillow.new("L", (8000, 8000)), "GIF"), "64 megapixels, more than the 50 allowed"),
        (encoded(Pillow.new("RGB", (1, 1)), "GIF"), "a tracking pixel of 1 × 1"),
        (encoded(Pillow.new("RGB", (600, 1)), "PNG"), "a tracking pixel of 600 × 1"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing of no size"),
        (b"<?xml version='1.0'?><!-- x --><svg/>", "damaged or cut short"),
        (b"<!DOCTYPE html><title>404</title>", "a page in place of a picture"),
        (b"GIF89a", "damaged or cut short"),
        (
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            "no picture of a kind that the web shows",
        ),
        (encoded(photo(), "TIFF"), "no picture of a kind that the web shows"),
        (encoded(photo(64, 64), "ICO"), "no picture of a kind that the web shows"),
        (encoded(photo(), "BMP"), "no picture of a kind that the web shows"),
        (encoded(photo())[:2000], "damaged or cut short"),
        (encoded(drawing(), "PNG")[:300], "damaged or cut short"),
        (encoded(photo(), "WEBP")[:300], "damaged or cut short"),
        (encoded(photo(), "AVIF")[:400], "damaged or cut short"),
    ],
)
def test_what_cannot_be_shown_says_why(data: bytes, reason: str) -> None:
    made = one(data)
    assert (made.missing, made.data, made.address) == (reason, b"", URL)


def test_too_many_bytes_are_refused() -> None:
    assert one(encoded(photo()), Limits(size=1000)).missing.startswith("0 MB, more than")


def test_a_png_that_unpacks_without_end_is_refused_cheaply() -> None:
    bomb = png(100, 100, zlib.compress(bytes(64_000_000)))
    made = one(bomb)
    assert made.missing or opened(made).size == (100, 100)
    assert len(made.data) < 10_000


def test_a_jpeg_of_a_thousand_scans_is_refused() -> None:
    data = encoded(photo(), progressive=True)
    scan = data.rindex(b"\xff\xda")
    many = data[:scan] + data[scan:-2] * 1000 + data[-2:]
    assert one(many).missing == "more than 64 scans, as no camera writes"


def test_ten_thousand_frames_cost_no_more_than_one() -> None:
    frame = encoded(Pillow.new("P", (20, 20)), "GIF")
    head, body = frame[:13], frame[13:-1]
    made = one(head + body + body[body.index(b",") :] * 10_000 + b";")
    assert (made.width, made.height) == (20, 20)


def test_what_hides_behind_a_picture_goes() -> None:
    for data in (encoded(photo()), encoded(drawing(), "PNG")):
        assert b"<script>" not in one(data + b"PK\x03\x04<script>alert(1)</script>").data


@given(st.data())
def test_damage_anywhere_never_breaks_it(draw: st.DataObject) -> None:
    kind = draw.draw(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "AVIF"]))
    data = bytearray(SMALL[kind])
    for _ in range(draw.draw(st.integers(1, 8))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    made = one(bytes(data[: draw.draw(st.integers(1, len(data)))]))
    if made.missing:
        assert made.data == b""
    else:
        opened(made)


SMALL = {kind: encoded(photo(24, 16), kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")}


@given(
    st.tuples(st.integers(3, 40), st.integers(3, 40)),
    st.sampled_from(["RGB", "L", "CMYK"]),
    st.booleans(),
    st.sampled_from([0, 1, 2]),
    st.integers(0, 9),
)
def test_the_quick_walk_sees_what_pillow_sees(
    size: tuple[int, int], mode: str, progressive: bool, sampling: int, held: int
) -> None:
    exif = Pillow.Exif()
    exif[0x010E] = "x" * held
    exif[0x0112] = held
    data = encoded(photo(*size, mode), progressive=progressive, subsampling=sampling, exif=exif)
    picture = Pillow.open(io.BytesIO(data))
    assert orientation(picture.info["exif"]) == (held if 1 <= held <= 8 else 1)
    made = ready(data, LIMITS)
    turned = 5 <= held <= 8
    assert (made.width, made.height) == (picture.size[::-1] if turned else picture.size)
    if mode != "CMYK" and held in (0, 1, 9):
        after = Pillow.open(io.BytesIO(made.data))
        assert ImageChops.difference(after, picture).getbbox() is None


@given(st.binary(max_size=120))
def test_no_exif_and_no_profile_breaks_it(data: bytes) -> None:
    assert 1 <= orientation(b"II*\0" + data) <= 8
    assert 1 <= orientation(b"MM\0*" + data) <= 8
    assert is_srgb(bytes(128) + data) in (True, False)


# ── where it is found ────────────────────────────────────────────────────────────────────────

JPEG = encoded(photo(60, 40))
OTHER = encoded(photo(90, 50))


def got(
    *candidates: str, held: tuple[Resource, ...] = (), folder: Path | None = None, url: str = URL
) -> Image:
    ref = ImageRef(id="a", url=url, candidates=candidates)
    return gather([article(ref, held=held, folder=folder)])["a"]


@pytest.mark.parametrize(
    ("candidate", "address"),
    [
        (URL, URL),
        (URL + "?w=640", URL),
        (URL, URL + "?w=640"),
        (URL + "#x", URL),
        ("https://cdn.example/b%E1%BA%BFn.jpg", "https://cdn.example/bến.jpg"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("./bai_files/a.jpg", "bai_files/a.jpg"),
        ("bai_files/b%E1%BA%BFn%20ph%C3%A0.jpg", "bai_files/bến phà.jpg"),
        ("cid:p2@mhtml", "cid:p2@mhtml"),
    ],
)
def test_what_came_with_the_page_is_found_by_address(candidate: str, address: str) -> None:
    made = got(candidate, held=(Resource(address=address, data=JPEG),), url=candidate)
    assert (made.width, made.height) == (60, 40)


def test_a_program_that_serves_pictures_serves_another_for_another_query() -> None:
    held = (Resource(address="https://bao.example/anh.php?id=1", data=JPEG),)
    assert (
        got("https://bao.example/anh.php?id=2", held=held, url="").missing
        == "not in the saved page"
    )


def test_the_best_that_can_be_had_is_taken() -> None:
    small = "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()
    pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    held = (Resource(address=URL, data=OTHER),)
    assert got(URL, small, held=held).width == 90
    assert got(URL + ".gone", small, held=held).width == 60
    assert got(pixel, small).width == 60
    assert got(pixel).missing == "a tracking pixel of 1 × 1"
    assert got(pixel).address == URL


def test_a_picture_beside_the_page_is_found(tmp_path: Path) -> None:
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh/bến phà.jpg").write_bytes(JPEG)
    (tmp_path / "x.jpg?w=3").write_bytes(OTHER)
    for candidate in (
        "anh/bến phà.jpg",
        "anh/b%E1%BA%BFn%20ph%C3%A0.jpg?v=1#t",
        "./anh/./bến phà.jpg",
    ):
        assert got(candidate, folder=tmp_path).width == 60
    assert got("x.jpg?w=3", folder=tmp_path).width == 90


def test_a_lazy_address_is_found_by_name_among_what_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(JPEG)
    held = (Resource(address="bai_files/a.jpg", path=path),)
    assert got("https://cdn.example/full/A.jpg?x", held=held).width == 60
    assert got("https://cdn.example/full/b.jpg", held=held).missing
    twice = (*held, Resource(address="bai_files/sub/a.jpg", path=path))
    assert got("https://cdn.example/full/a.jpg", held=twice).missing


def test_no_path_leads_out_of_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "key.jpg").write_bytes(JPEG)
    (inside / "ok.jpg").write_bytes(JPEG)
    (inside / "out.jpg").symlink_to(tmp_path / "key.jpg")
    (inside / "loop").symlink_to(inside / "loop")
    (inside / "up").symlink_to(tmp_path)
    (inside / "same.jpg").symlink_to(inside / "ok.jpg")
    for escape in (
        *("../key.jpg", "%2e%2e/key.jpg", "a/../../key.jpg", str(tmp_path / "key.jpg")),
        *((tmp_path / "key.jpg").as_uri(), "out.jpg", "up/key.jpg", "loop/key.jpg", "..\\key.jpg"),
        *("%2Fetc/passwd", "//" + str(tmp_path) + "/key.jpg", "a\0b.jpg", "C:/key.jpg", "x" * 5000),
        *(quote("..\\key.jpg"), "./../key.jpg", ".", "", "/"),
    ):
        assert got(escape, folder=inside, url="").missing == "not in the saved page", escape
    assert not got("ok.jpg", folder=inside).missing
    assert not got("same.jpg", folder=inside).missing


@given(st.text(alphabet="./\\%2eEfF5cC~:a\0ữ ", max_size=24))
def test_confinement_holds_for_any_path(text: str) -> None:
    folder = Path(__file__).parent / "source"
    found = confined(folder, text)
    assert found is None or found.is_relative_to(folder.resolve())


def test_a_pipe_does_not_keep_us_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    held = (Resource(address=URL, path=tmp_path / "a.jpg"),)
    assert got(URL, held=held, folder=tmp_path).missing == "not in the saved page"


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("data:image/png;base64,aGVsbG8=", b"hello"),
        ("DATA:;base64,aGVs bG8", b"hello"),
        ("data:image/png;base64,aGVsbG8%3D", b"hello"),
        ("data:,x%20y%00", b"x y\0"),
        ("data:text/plain;charset=utf-8,b%E1%BA%BFn", "bến".encode()),
        ("data:image/png;base64,-_-_", b"\xfb\xff\xbf"),
        ("data:image/png;base64,!", None),
        ("data:image/png;base64", None),
        ("database,x", None),
    ],
)
def test_data_addresses_carry_their_bytes(address: str, data: bytes | None) -> None:
    assert inline(address) == data


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_come_through_a_data_address(data: bytes, in_base64: bool) -> None:
    body = ";base64," + base64.b64encode(data).decode() if in_base64 else "," + quote(data)
    assert inline("data:image/x" + body) == data


# ── all together ─────────────────────────────────────────────────────────────────────────────


def test_every_reference_has_its_image_once_in_order() -> None:
    held = (Resource(address=URL, data=JPEG),)
    refs = [ImageRef(id=name, url=URL if name != "c" else URL + "c") for name in "bca"]
    images = gather([article(*refs, held=held), article(refs[0])])
    assert list(images) == ["b", "c", "a"]
    assert images["b"].data is images["a"].data
    assert images["c"] == Image(id="c", missing="not in the saved page", address=URL + "c")


def test_a_picture_one_page_lacks_may_have_come_with_another() -> None:
    ref = ImageRef(id="a", url=URL)
    without, having = article(ref), article(ref, held=(Resource(address=URL, data=JPEG),))
    for pair in itertools.permutations((without, having)):
        assert gather(pair)["a"].width == 60


def test_the_net_is_asked_only_where_a_fetcher_is_given_and_nothing_is_held() -> None:
    asked = []

    def fetcher(url: str) -> bytes:
        asked.append(url)
        if "private" in url:
            raise RefusedError("It isn't fetched.", "Save it.")
        return OTHER

    held = (Resource(address=URL, data=JPEG),)
    page = article(
        ImageRef(id="held", url=URL),
        ImageRef(id="away", url=URL + "2"),
        ImageRef(id="private", url="http://private/"),
        ImageRef(id="private-2", url="http://private/"),
        ImageRef(id="disk", url="file:///etc/passwd"),
        held=held,
    )
    images = gather([page], fetcher=fetcher)
    assert asked == [URL + "2", "http://private/"]
    assert images["away"].width == 90
    assert images["private"].missing == images["private-2"].missing == "It isn't fetched."
    assert images["disk"].missing == "not in the saved page"


def test_a_reference_without_an_address_is_missing() -> None:
    assert got(url="").missing == "not in the saved page"


def test_a_picture_that_passes_does_not_wake_pillow() -> None:
    code = (
        "import sys, pathlib\n"
        "from formatter.images.raster import ready\n"
        "from formatter.images import Limits\n"
        "made = [ready(bytes.fromhex(line), Limits()) for line in sys.stdin.read().split()]\n"
        "assert [m.media_type for m in made] == ['image/jpeg', 'image/png']\n"
        "assert 'PIL' not in sys.modules"
    )
    lines = encoded(photo()).hex() + "\n" + encoded(drawing(), "PNG").hex()
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=lines,
        text=True,
        capture_output=True,
        cwd=root,
        check=False,
    )
    assert done.stderr == ""


def test_a_shelf_knows_nothing_of_what_it_does_not_hold() -> None:
    shelf = Shelf(Resources())
    assert shelf.exactly(URL, 9) is None
    assert shelf.by_name(URL, 9) is None
    with pytest.raises(UnusableError) as caught:
        ready(b"?", LIMITS)
    assert caught.value.reason
