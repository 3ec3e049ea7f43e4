from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from formatter import profile, theme
from formatter.errors import UsageError
from formatter.press import inks, intent, prepress
from formatter.press.inks import Inks
from formatter.press.order import INKS, Ink, Order
from formatter.render.pdf import to_pdf
from tests.render.sample_book import book, lighthouse, plain
from tests.tools import standards
from tests.tools.leaves import steps

SETS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "SC", "SCN"}
PRINTED: tuple[Ink, ...] = ("grey", "cmyk")
ALLOWED = {"grey": {"g", "G"}, "cmyk": {"k", "K"}}


def of(ink: Ink) -> Inks:
    made = inks.of(Order(ink=ink))
    assert made is not None
    return made


@cache
def issue(standard: str = "") -> bytes:
    held = book(lighthouse(), plain(2), title="Số thử mực")
    return to_pdf(held, theme.load("newspaper"), profile.load("generic", standard)).data


@cache
def printed(ink: Ink, standard: str = "") -> bytes:
    with pikepdf.open(io.BytesIO(issue(standard))) as pdf:
        prepress.ready(pdf, Order(ink=ink, marks=True).checked(), standard=standard)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield all that draws: pages, and the forms among the objects."""
    yield from pdf.pages
    yield from (
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
    )


def colours(pdf: pikepdf.Pdf) -> Iterator[tuple[str, tuple[Any, ...], bool]]:
    """Yield each colour that is set, and whether it is in a text."""
    for stream in streams(pdf):
        text = False
        for operands, operator in steps(stream):
            text = operator == "BT" or (text and operator != "ET")
            if operator in SETS:
                yield operator, tuple(operands), text


@pytest.mark.parametrize("ink", PRINTED)
def test_everything_is_drawn_with_the_inks_alone(ink: Ink) -> None:
    with pikepdf.open(io.BytesIO(printed(ink))) as pdf:
        found = {operator for operator, *_ in colours(pdf)}
        # Registration marks are in all inks at once, the space of them all.
        spaces = {str(given[0]) for operator, given, _ in colours(pdf) if operator in {"cs", "CS"}}
        pictures = _pictures(pdf)
        kinds = {str(each.ColorSpace) for each in pictures if each.ColorSpace != "/DeviceGray"}
    assert found - {"cs", "CS", "scn", "SCN"} <= ALLOWED[ink] | {"g"}
    assert spaces == {"/All"}
    assert len(pictures) >= 3
    assert kinds == ({"/DeviceCMYK"} if ink == "cmyk" else set())


def _pictures(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    found = (each for each in pdf.objects if isinstance(each, pikepdf.Stream))
    return [each for each in found if each.get("/Subtype") == "/Image"]


@pytest.mark.parametrize("ink", PRINTED)
def test_text_is_drawn_with_black_alone(ink: Ink) -> None:
    with pikepdf.open(io.BytesIO(printed(ink))) as pdf:
        shown = [
            (operator, tuple(float(each) for each in given))
            for operator, given, text in colours(pdf)
            if text or operator in {"g", "k"}
        ]
    fills = [given for operator, given in shown if operator == ("g" if ink == "grey" else "k")]
    black = (0.0,) if ink == "grey" else (0.0, 0.0, 0.0, 1.0)
    assert fills.count(black) > 40
    if ink == "cmyk":
        patches = {(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0)}
        assert {given for given in fills if any(given[:3])} == patches


def test_the_ink_of_text_is_solid_black_and_paler_ones_are_tints_of_it() -> None:
    assert of("cmyk").colour(0x16 / 255, 0x14 / 255, 0x0F / 255) == (0, 0, 0, 1)
    assert of("grey").colour(0x16 / 255, 0x14 / 255, 0x0F / 255) == (0,)
    tint = of("cmyk").colour(0x6A / 255, 0x65 / 255, 0x5B / 255)
    assert tint[:3] == (0, 0, 0)
    assert 0.4 < tint[3] < 0.8
    assert of("cmyk").colour(1, 1, 1) == (0, 0, 0, 0)
    assert of("grey").colour(1, 1, 1) == (1,)


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from(PRINTED))
def test_every_colour_is_told_in_inks_and_neutral_ones_in_black(
    colour: tuple[int, int, int], ink: Ink
) -> None:
    made = of(ink).colour(*(each / 255 for each in colour))
    assert len(made) == of(ink).channels
    assert all(0 <= each <= 1 for each in made)
    if ink == "cmyk" and max(colour) - min(colour) <= 25:
        assert made[:3] == (0, 0, 0)


def test_a_colour_of_a_screen_looks_alike_in_four_inks() -> None:
    four = of("cmyk")
    back = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(four.profile)),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    for colour in ((176, 58, 46), (60, 110, 60), (90, 120, 170), (225, 190, 120)):
        levels = bytes(round(each * 255) for each in four.colour(*(c / 255 for c in colour)))
        seen = back.apply(Image.frombytes("CMYK", (1, 1), levels)).getpixel((0, 0))
        assert isinstance(seen, tuple)
        assert all(abs(a - b) < 26 for a, b in zip(seen, colour, strict=True))


def test_operators_in_words_and_names_stay() -> None:
    four = of("cmyk")
    told = b"/rg gs (1 0 0 rg) Tj <31203020> Tj 1 0 0 rg\n0 0 0 RG .5 g 1 1 1 rg/F1 8 Tf"
    made = intent.recoloured(told, four)
    red = b" ".join(b"%g" % each for each in four.colour(1, 0, 0))
    assert made == (
        b"/rg gs (1 0 0 rg) Tj <31203020> Tj "
        + red
        + b" k\n0 0 0 1 K 0 0 0 0.5 k 0 0 0 0 k/F1 8 Tf"
    )
    assert intent.recoloured(made, four) == made


@pytest.mark.parametrize("ink", PRINTED)
@pytest.mark.parametrize("standard", ["", "a-3a"])
def test_the_intent_names_the_inks_with_their_profile(ink: Ink, standard: str) -> None:
    with pikepdf.open(io.BytesIO(printed(ink, standard))) as pdf:
        intents = list(pdf.Root.OutputIntents)
        kinds = [str(each.S) for each in intents]
        for each in intents:
            assert int(each.DestOutputProfile.N) == of(ink).channels
            assert each.DestOutputProfile.read_bytes() == of(ink).profile
            assert str(each.Info) == of(ink).name
    assert kinds == (["/GTS_PDFA1", "/GTS_PDFX"] if standard else ["/GTS_PDFX"])


def test_an_archive_stays_one_in_every_ink_with_marks() -> None:
    made = {str(ink): printed(ink, "a-3a") for ink in INKS}
    for report in standards.reports(made).values():
        assert dict(report) == {"PDF/A-3A": (), "PDF/UA-1": ()}


def test_pictures_look_as_they_did() -> None:
    held = {}
    for name, data in (("screen", issue()), ("cmyk", printed("cmyk")), ("grey", printed("grey"))):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            # Their names in the file are as they were, their numbers are not.
            found = [
                each
                for _, each in sorted(pdf.pages[0].Resources.XObject.items())
                if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
            ]
            made = [pikepdf.PdfImage(each) for each in found if each.get("/Filter") == "/DCTDecode"]
            held[name] = [image.as_pil_image() for image in made]
            if name == "cmyk":
                assert all([*map(int, i.obj.Decode)] == [1, 0] * 4 for i in made)
    assert len(held["screen"]) >= 3
    back = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(of("cmyk").profile)),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
    )
    for screen, four, grey in zip(*(held[key] for key in ("screen", "cmyk", "grey")), strict=True):
        assert grey.mode == "L"
        small = screen.convert("RGB").reduce(64)
        for a, b in zip(
            small.convert("L").tobytes(), grey.reduce(64).convert("L").tobytes(), strict=True
        ):
            # Light is summed as light: what is colourful comes out lighter than by Rec. 601.
            assert -8 < b - a < 60
        # pikepdf's own reading of JPEG in four inks heeds /Decode, or doesn't: both are tried.
        ways = (four, four.point(lambda level: 255 - level))
        seen = [back.apply(way).reduce(64).tobytes() for way in ways]
        apart = [
            max(abs(a - b) for a, b in zip(small.tobytes(), each, strict=True)) for each in seen
        ]
        assert min(apart) < 60


def test_a_palette_is_told_in_inks_and_its_pixels_stay() -> None:
    pixels = bytes([0, 1, 2, 1])
    pdf = pikepdf.new()
    palette = bytes([255, 0, 0, 0, 128, 0, 40, 40, 40])
    stream = pdf.make_stream(
        pixels,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=2,
        Height=2,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Array(
            [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 2, pikepdf.String(palette)]
        ),
    )
    pdf.add_blank_page()
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
    intent.inked(pdf, of("cmyk"))
    assert str(stream.ColorSpace[1]) == "/DeviceCMYK"
    assert len(bytes(stream.ColorSpace[3])) == 12
    assert stream.read_bytes() == pixels


def test_a_picture_without_colours_is_printed_with_black_alone() -> None:
    ramp = Image.linear_gradient("L").convert("RGB")
    assert of("cmyk").picture(ramp).mode == "L"
    assert of("cmyk").picture(Image.new("RGB", (8, 8), (200, 60, 60))).mode == "CMYK"


def test_a_gradient_is_told_in_inks() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    ends = pikepdf.Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=pikepdf.Array([1, 0, 0]), C1=pikepdf.Array([1, 1, 1])
    )
    shade = pdf.make_indirect(
        pikepdf.Dictionary(
            ShadingType=2,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Coords=[0, 0, 1, 1],
            Function=pikepdf.Dictionary(
                FunctionType=3,
                Domain=[0, 1],
                Functions=pikepdf.Array([ends]),
                Bounds=[],
                Encode=[0, 1],
            ),
        )
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(Shading=pikepdf.Dictionary(S=shade))
    intent.inked(pdf, of("grey"))
    assert shade.ColorSpace == "/DeviceGray"
    told = shade.Function.Functions[0]
    assert [len(told.C0), len(told.C1)] == [1, 1]
    assert float(told.C1[0]) == 1


def test_a_plain_order_changes_nothing() -> None:
    with pikepdf.open(io.BytesIO(issue())) as pdf:
        before = [page.Contents.read_bytes() for page in pdf.pages]
        assert prepress.ready(pdf, Order()) == ()
        assert [page.Contents.read_bytes() for page in pdf.pages] == before


@pytest.mark.parametrize("ink", PRINTED)
def test_the_same_pages_give_the_same_bytes(ink: Ink) -> None:
    first = printed(ink)
    printed.cache_clear()
    assert printed(ink) == first


def test_a_profile_of_other_inks_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "grey.icc"
    wrong.write_bytes(of("grey").profile)
    with pytest.raises(UsageError, match=r"is of GRAY, and CMYK is asked for"):
        inks.of(Order(ink="cmyk", icc=str(wrong)))
    none = tmp_path / "none.icc"
    none.write_bytes(b"no profile")
    with pytest.raises(UsageError, match=r"is no profile of colours"):
        inks.of(Order(ink="cmyk", icc=str(none)))


def test_the_printers_own_profile_is_taken(tmp_path: Path) -> None:
    own = tmp_path / "own.icc"
    own.write_bytes(of("cmyk").profile)
    made = inks.of(Order(ink="cmyk", icc=str(own)))
    assert made is not None
    assert made.profile == own.read_bytes()


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(ink="blue"), "There is no ink named blue"),  # type: ignore[arg-type]
        (Order(bleed=-1), "The bleed is -1 mm"),
        (Order(bleed=float("nan")), "The bleed is nan mm"),
        (Order(booklet=True, signature=99), "The signature is 99 sheets"),
        (Order(creep=0.1), "Signatures and creep are of a booklet"),
        (Order(icc="ours.icc"), "and no ink that it is of"),
        (Order(against="alt.pdf"), "and no proof is asked for"),
        (Order(proof=True, against="/nowhere/alt.pdf"), "There is no file"),
        (Order(numbering="line"), "There is no numbering of lines named line"),  # type: ignore[arg-type]
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused(order: Order, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        order.checked()


def test_marks_without_a_bleed_get_three_millimetres() -> None:
    assert Order(marks=True).checked().bleed == 3
    assert Order(marks=True, bleed=5).checked().bleed == 5
    assert "bleed: 5mm" in Order(bleed=5).css
    assert not Order(proof=True).css


def test_profiles_that_ship_are_those_that_their_sources_tell_of() -> None:
    import tomllib
    from hashlib import sha256

    from formatter import data

    folder = data.folder("inks")
    told = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))["file"]
    assert {each["path"] for each in told} == {path.name for path in folder.glob("*.icc")}
    for each in told:
        assert sha256((folder / each["path"]).read_bytes()).hexdigest() == each["sha256"]
