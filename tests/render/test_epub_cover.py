"""The cover: a picture of its words that every reading system decodes."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from formatter import theme
from formatter.render import cover
from formatter.render.outline import pen

BOOK = theme.load("book")
WORDS = cover.Words(
    origin=("Báo Ví Dụ",),
    title="Cũng có thế trận của người trồng lúa",
    below=("Nguyễn Thị Ửng",),
    date="Thứ Ba, 28/9/2021",
)
FACE = pen(cover._face(BOOK.family("head"), 700))
ROOM = cover.WIDTH - 2 * cover._MARGIN


def drawn(words: cover.Words) -> Image.Image:
    picture = Image.open(io.BytesIO(cover.png(words, BOOK)))
    picture.load()
    return picture.convert("RGB")


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Pixels in a part of the picture that are darker than paper."""
    return sum(picture.crop(box).convert("L").histogram()[:128])


def test_it_is_three_by_four_and_large_enough_for_shops() -> None:
    assert drawn(WORDS).size == (1200, 1600)


def test_it_weighs_less_than_a_photograph() -> None:
    assert len(cover.png(WORDS, BOOK)) < 100_000


def test_paper_ink_and_accent_are_as_chosen() -> None:
    picture = drawn(WORDS)
    assert picture.getpixel((5, 5)) == cover._ACCENT
    assert picture.getpixel((5, 800)) == cover._PAPER
    colours = {colour for _, colour in picture.getcolors(100_000) or []}
    assert cover._INK in colours


def test_margins_are_clear() -> None:
    picture = drawn(WORDS)
    below = cover._BAND + 1
    assert ink(picture, (0, below, cover._MARGIN - 12, 1600)) == 0
    assert ink(picture, (1200 - cover._MARGIN + 2, below, 1200, 1600)) == 0


@pytest.mark.parametrize(
    "title",
    [
        "Ẵm",
        "Điểm báo cuối tuần",
        "Nghiêng " * 30,
        "x" * 400,
        "https://vidu.example/" + "a" * 90,
        "",
    ],
)
def test_a_title_of_any_length_stays_between_the_margins(title: str) -> None:
    picture = drawn(WORDS._replace(title=title))
    assert ink(picture, (1200 - cover._MARGIN + 2, cover._BAND + 1, 1200, 1600)) == 0
    # Under the lower rule stands the date alone.
    assert ink(picture, (110, 1415, 1090, 1600)) == ink(drawn(WORDS), (110, 1415, 1090, 1600))


def test_a_long_list_stops_where_the_room_does() -> None:
    many = drawn(WORDS._replace(below=tuple(f"Bài thứ {n}" for n in range(40))))
    assert ink(many, (110, 1415, 1090, 1600)) == ink(drawn(WORDS), (110, 1415, 1090, 1600))


def test_marks_stacked_on_a_capital_are_whole() -> None:
    # The hook and breve above Ẳ: with them there is more ink above the letter than without.
    plain, marked = (drawn(WORDS._replace(title=letter)) for letter in "AẲ")
    top = (110, 224, 400, 330)
    assert ink(marked, top) > ink(plain, top)


def test_letters_no_face_has_leave_no_box() -> None:
    assert cover.png(WORDS._replace(title="Lúa漢"), BOOK) == cover.png(
        WORDS._replace(title="Lúa"), BOOK
    )


def test_the_same_words_give_the_same_bytes() -> None:
    assert cover.png(WORDS, BOOK) == cover.png(WORDS, BOOK)


# How lines are broken.


def test_lines_are_filled_alike() -> None:
    lines = FACE.wrap("một hai ba bốn năm sáu bảy tám chín mười mười một", 100, ROOM)
    widths = [FACE.width(line, 100) for line in lines]
    assert len(lines) > 1
    assert max(widths) - min(widths) < ROOM / 3


def test_no_word_is_lost_or_moved() -> None:
    text = "Ẵm con lên ghe, bà Sáu Ửng chống chèo  ra giữa dòng"
    assert " ".join(FACE.wrap(text, 90, ROOM)).split() == text.split()


def test_evenly_filled_lines_are_no_more_than_need_be() -> None:
    text = "Cũng có thế trận của người trồng lúa giữa mùa nước nổi"
    words = text.split()
    lines, used = 1, ""
    for word in words:
        longer = f"{used} {word}".strip()
        if FACE.width(longer, 100) > ROOM:
            lines, used = lines + 1, word
        else:
            used = longer
    assert len(FACE.wrap(text, 100, ROOM)) == lines


def test_a_word_wider_than_the_line_stands_alone() -> None:
    assert FACE.wrap("a " + "x" * 99 + " b", 100, ROOM) == ("a", "x" * 99, "b")


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (("Báo Ví Dụ", "Sông Hậu"), "Báo Ví Dụ · Sông Hậu"),
        (
            ("Báo Sông Nước", "Báo Ví Dụ", "River Notes", "Sông Hậu"),
            "Báo Sông Nước · Báo Ví Dụ · River Notes · …",
        ),
        (("W" * 60, "Sông Hậu"), None),
    ],
)
def test_newspapers_are_named_whole_as_many_as_fit(
    names: tuple[str, ...], line: str | None
) -> None:
    said = cover._joined(names, FACE, 46, ROOM)
    assert FACE.width(said, 46) <= ROOM
    assert said == line if line else "…" in said
