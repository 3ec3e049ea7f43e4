from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from formatter.article import Article
from formatter.errors import RefusedError, UsageError
from formatter.press import compared, difference, prepress, running
from formatter.press.compared import Pair
from formatter.press.order import Order
from formatter.press.wording import shared
from formatter.render.pdf import to_pdf
from formatter.sight import Sight, lines
from formatter.theme import load
from tests.render.sample_book import book, plain
from tests.tools.leaves import leaves

FILLER = "Nước lên chậm, lúa chín trước một tuần, cả xóm ra đồng từ lúc chưa nhìn rõ mặt người. "


def story(number: int, paragraphs: int = 5) -> Article:
    """Return a story that says nothing that another says."""
    text = "".join(
        f"<p>Chuyện thứ {number}, đoạn {i}: nhà số {number * 31 + i} kể rằng {FILLER * 3}</p>"
        for i in range(paragraphs)
    )
    return replace(plain(number), title=f"Chuyện kể thứ {number}", body=text)


@cache
def made(theme: str, *articles: Article) -> bytes:
    return to_pdf(book(*articles, title="Điểm báo"), load(theme)).data


def held(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def kinds(pairs: Sequence[Pair]) -> list[str]:
    return [pair.kind for pair in pairs]


STORIES = tuple(story(number) for number in range(1, 5))


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_nothing_changed_is_said(theme: str, tmp_path: Path) -> None:
    old = held(tmp_path, "cu.pdf", made(theme, *STORIES))
    new = held(tmp_path, "moi.pdf", made(theme, *STORIES))
    told = difference.written(old, new, tmp_path / "khac")
    assert told.is_same
    assert told.changed == ()
    with Sight(old) as sight:
        assert told.said == (f"Nothing is changed on {len(sight)} pages.",)
    assert [path.name for path in (tmp_path / "khac").iterdir()] == ["difference.html"]
    assert told.said[0] in told.page.read_text(encoding="utf-8")


def test_a_changed_word_is_told_where_it_stands(tmp_path: Path) -> None:
    other = replace(STORIES[1], body=STORIES[1].body.replace("nhà số 65", "căn nhà số 65", 1))
    assert other != STORIES[1]
    old = held(tmp_path, "cu.pdf", made("book", *STORIES))
    new = held(tmp_path, "moi.pdf", made("book", STORIES[0], other, *STORIES[2:]))
    pairs = compared.compared(old, new)
    changed = [pair for pair in pairs if pair.kind == "words"]
    assert len(changed) == 1
    (change,) = changed[0].changes
    assert (change.old, change.new) == ("", "căn")
    assert change.before.endswith("đoạn 3:")
    assert change.behind.startswith("nhà số 65")
    told = difference.written(old, new, tmp_path / "khac")
    html = told.page.read_text(encoding="utf-8")
    assert "<ins>căn</ins>" in html
    assert not told.is_same
    assert len(told.pictures) == len([pair for pair in pairs if pair.kind != "same"])
    # The new word is marked green, and nowhere else is anything green.
    number = told.changed[0]
    picture = Image.open(tmp_path / "khac" / f"page-{number:04}.png").convert("RGB")
    half = picture.width // 2
    green = Image.new("L", picture.size)
    pixels = picture.tobytes()
    green.putdata(
        [
            255 if pixels[i + 1] > pixels[i] + 40 and pixels[i + 1] > pixels[i + 2] + 20 else 0
            for i in range(0, len(pixels), 3)
        ]
    )
    box = green.getbbox()
    assert box is not None
    with Sight(new) as sight:
        scale = (picture.width - 24) / 2 / (sight.box(number - 1)[2])
    left, bottom, right, top = changed[0].come[0]
    assert box[0] >= half
    assert box[2] - box[0] == pytest.approx((right - left) * scale, abs=8)
    assert box[3] - box[1] == pytest.approx((top - bottom) * scale, abs=8)


@pytest.mark.parametrize("theme", ["newspaper", "book"])
def test_a_page_that_is_put_in_leaves_those_behind_it_as_they_were(
    theme: str, tmp_path: Path
) -> None:
    extra = story(9, 5)
    old = held(tmp_path, "cu.pdf", made(theme, *STORIES))
    new = held(tmp_path, "moi.pdf", made(theme, *STORIES[:2], extra, *STORIES[2:]))
    with Sight(old) as before, Sight(new) as after:
        more = len(after) - len(before)
    pairs = compared.compared(old, new)
    assert kinds(pairs).count("put in") == more
    assert more >= 1
    # What lists the stories and counts the pages is changed; all else is as it was.
    changed = [pair for pair in pairs if pair.kind not in {"same", "put in"}]
    assert all(pair.new is not None and pair.new < 2 for pair in changed)
    behind = [pair for pair in pairs if pair.kind == "same" and pair.old != pair.new]
    assert all(pair.new == (pair.old or 0) + more for pair in behind)
    assert len(behind) >= 2


def test_a_page_that_is_taken_out_is_told_in_its_place(tmp_path: Path) -> None:
    old = held(tmp_path, "cu.pdf", leaves([f"Trang so {'abcdef'[i]} {i}{i}{i}" for i in range(5)]))
    new = held(
        tmp_path, "moi.pdf", leaves([f"Trang so {'abcdef'[i]} {i}{i}{i}" for i in (0, 1, 3, 4)])
    )
    pairs = compared.compared(old, new)
    assert [(pair.old, pair.new, pair.kind) for pair in pairs] == [
        (0, 0, "same"),
        (1, 1, "same"),
        (2, None, "taken out"),
        (3, 2, "same"),
        (4, 3, "same"),
    ]
    told = difference.written(old, new, tmp_path / "khac")
    assert told.said == ("Of 5 pages: 1 was taken out; 4 are as before.",)
    assert [path.name for path in told.pictures] == ["old-page-0003.png"]
    assert not told.is_same


def test_a_picture_that_is_another_is_seen(tmp_path: Path) -> None:
    def drawn(grey: float) -> bytes:
        with pikepdf.open(io.BytesIO(leaves(["Trang mot", "Trang hai"]))) as pdf:
            square = f"{grey} g 100 100 80 60 re f".encode()
            pdf.pages[1].contents_add(pdf.make_stream(square))
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue()

    old, new = (held(tmp_path, f"{grey}.pdf", drawn(grey)) for grey in (0.9, 0.4))
    first, second = compared.compared(old, new)
    assert first.kind == "same"
    assert second.kind == "look"
    ((left, bottom, right, top),) = second.touched
    assert (left, bottom, right, top) == pytest.approx((100, 100, 180, 160), abs=14)


def _two_lines(place: int, corner: tuple[float, float] = (0, 0)) -> bytes:
    with pikepdf.open(io.BytesIO(leaves(["Dong thu nhat o day"], corner=corner))) as pdf:
        page = pdf.pages[0]
        text = f"BT /F 20 Tf {60 + corner[0]} {place + corner[1]} Td (Dong thu hai o kia) Tj ET"
        page.contents_add(pdf.make_stream(text.encode()))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_words_that_move_are_told_as_moved(tmp_path: Path) -> None:
    old = held(tmp_path, "cu.pdf", _two_lines(260))
    (pair,) = compared.compared(old, _two_lines(250))
    assert pair.kind == "moved"
    ((left, bottom, right, top),) = pair.touched
    assert left == pytest.approx(60, abs=2)
    assert bottom < 250 < top
    assert right > 200
    # A page of which all has moved, as a right one that became a left one, is as it was.
    (pair,) = compared.compared(old, _two_lines(260, (7.3, -4.1)))
    assert pair.kind == "same"


def test_marks_around_the_pages_are_no_difference(tmp_path: Path) -> None:
    plain = leaves(["Trang mot o day", "Trang hai o kia"])
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        prepress.ready(pdf, Order(marks=True).checked())
        out = io.BytesIO()
        pdf.save(out)
    old = held(tmp_path, "cu.pdf", plain)
    new = held(tmp_path, "moi.pdf", out.getvalue())
    assert difference.written(old, new, tmp_path / "khac").is_same
    assert difference.written(new, old, tmp_path / "khac").is_same


def test_the_same_pdfs_give_the_same_files(tmp_path: Path) -> None:
    old = held(tmp_path, "cu.pdf", made("book", *STORIES))
    new = held(tmp_path, "moi.pdf", made("book", *STORIES[1:]))
    for folder in ("mot", "hai"):
        difference.written(old, new, tmp_path / folder)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("mot", "hai")
    )
    assert one == two
    assert len(one) > 1


def test_a_page_of_html_holds_no_markup_of_the_pdfs(tmp_path: Path) -> None:
    old = held(tmp_path, "cu.pdf", leaves(["mot <b>hai</b> ba"]))
    new = held(tmp_path, "<i>.pdf", leaves(["mot <script>hai</script> ba"]))
    html = difference.written(old, new, tmp_path / "khac").page.read_text(encoding="utf-8")
    assert "<script>" not in html
    assert "<i>" not in html
    assert "&lt;script&gt;hai&lt;/script&gt;" in html


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    good = held(tmp_path, "cu.pdf", leaves(["mot"]))
    with pytest.raises(UsageError, match=r"is no PDF that can be read"):
        difference.written(good, held(tmp_path, "sai.pdf", b"%PDF-1.7 no"), tmp_path / "khac")
    with pytest.raises(UsageError, match=r"can't be read"):
        difference.written(good, tmp_path / "none.pdf", tmp_path / "khac")
    with pytest.raises(UsageError, match=r"can't be written"):
        difference.written(good, good, good / "khac")


def test_a_pdf_of_too_many_pages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_PAGES", 2)
    path = held(tmp_path, "day.pdf", leaves(["a", "b", "c"]))
    with pytest.raises(RefusedError, match=r"has more than 2 pages"):
        compared.compared(path, path)


def test_pictures_of_pages_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "_PICTURES", 2)
    old = held(tmp_path, "cu.pdf", leaves([f"trang {i} cu" for i in range(4)]))
    new = held(tmp_path, "moi.pdf", leaves([f"trang {i} moi" for i in range(4)]))
    told = difference.written(old, new, tmp_path / "khac")
    assert len(told.pictures) == 2
    assert told.said[1] == "The last 2 changed pages are told of in words alone."


WORDS = st.lists(st.sampled_from("lúa nước đò chợ mưa nắng".split()), max_size=60)


@given(WORDS, WORDS)
def test_shared_words_are_in_both_in_order(old: list[str], new: list[str]) -> None:
    at = on = 0
    for block in shared(old, new):
        assert block.size > 0
        assert block.old >= at
        assert block.new >= on
        assert old[block.old : block.old + block.size] == new[block.new : block.new + block.size]
        at, on = block.old + block.size, block.new + block.size
    assert at <= len(old)
    assert on <= len(new)


@given(WORDS)
def test_all_of_the_same_text_is_shared(words: list[str]) -> None:
    assert sum(block.size for block in shared(words, words)) == len(words)


@settings(max_examples=20)
@given(st.integers(0, 2500), st.integers(0, 2500), st.integers(0, 40))
def test_a_long_text_is_shared_but_for_what_was_changed(at: int, on: int, many: int) -> None:
    old = [f"chữ{i % 1100}-{i // 7}" for i in range(2600)]
    new = [*old[:at], *(f"mới{i}" for i in range(many)), *old[at:]]
    del new[on : on + 30]
    assert sum(block.size for block in shared(old, new)) >= len(old) - 30


def test_an_issue_of_a_thousand_pages_is_compared_in_a_moment() -> None:
    import time
    from random import Random

    spoken = Random(5)  # noqa: S311  words as they fall
    old = [f"chữ{spoken.randrange(40) * spoken.randrange(60)}" for _ in range(300_000)]
    new = [*old[:1000], "x", *old[1000:150_000], *old[150_400:]]
    start = time.process_time()
    assert sum(block.size for block in shared(old, new)) >= len(old) - 500
    assert time.process_time() - start < 10


def test_lines_are_read_with_their_notes_and_columns() -> None:
    data = made("newspaper", story(1, 12))
    with Sight(data) as sight:
        found = list(lines(sight.words(0)))
    texts = [" ".join(word.text for word in line.words) for line in found]
    assert any(text.startswith("Chuyện thứ 1, đoạn 0:") for text in texts)
    body = [line for line in found if line.right - line.left > 200]
    assert len({round(line.left) for line in body}) >= 2
    assert all(line.right - line.left < 260 for line in body if line.top - line.bottom < 16)
