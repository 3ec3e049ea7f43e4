"""PDFs: the words, the fonts, the bytes and the look of what a printer gets."""

from __future__ import annotations

import ctypes
import html
import io
import itertools
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont
from weasyprint import HTML

from formatter import bind, fonts, theme
from formatter.article import Article, Book, Image, Rendering
from formatter.clean import vocabulary
from formatter.errors import RenderError
from formatter.render import fit, pdf
from tests.render import sample_book as sample

THEMES = theme.names()
# Where the text block of each theme lies, in mm from the page's sides, top and bottom.
BLOCKS = {
    "book": (13, 18, 18),
    "e-ink": (3, 3, 8),
    "large-print": (13, 22, 25),
    "magazine": (15, 21, 21),
    "newspaper": (13, 19, 18),
}
COLUMNS = {"magazine": 3, "newspaper": 2}
# Themes that set pictures with captions of their own one below the other.
ONE_BELOW_THE_OTHER = {"e-ink", "large-print"}
# Lengths of the sample's plain article whose last page would be next to empty.
THIN = [("newspaper", 11, 1), ("book", 3, 1), ("book", 13, 3)]
PRINT_ONE = """
import sys
from formatter import theme
from formatter.render import pdf
from tests.render import sample_book

book = sample_book.book(sample_book.lighthouse())
sys.stdout.buffer.write(pdf.to_pdf(book, theme.load("newspaper")).data)
"""
HAN = "<p>Chữ Hàn 한국 đứng giữa câu.</p>"
PRINT_HAN = f"""
import sys
from formatter import theme
from formatter.article import Article
from formatter.render import pdf
from tests.render import sample_book

book = sample_book.book(Article(title="Hàn", body="{HAN}"))
sys.stdout.buffer.write(pdf.to_pdf(book, theme.load("book")).data)
"""
MARKERS = re.compile(r"[•▪◦]|\d+\.|[a-z]\.")
IMAGE = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
FIGURE = (
    '<figure class="wide"><img src="image:ben-ghe" alt=""/><figcaption>Bến ghe lúc bốn giờ sáng. '
    '<span class="credit">Ảnh: Hồ Yến Kỵ</span></figcaption></figure>'
)
GALLERY = f'<div class="gallery">{FIGURE}{FIGURE}</div>'
# Runs of words whose tallest capitals stand right under the deepest tails.
STACKED = "Ẵgỵp Ễợq Ữgj Ẫyg Ẩpỵ Ỗgq " * 9


@cache
def one(name: str) -> Rendering:
    return pdf.to_pdf(sample.book(sample.lighthouse()), theme.load(name))


@cache
def issue(name: str) -> tuple[Book, Rendering]:
    articles = (sample.lighthouse(), *(sample.plain(i, 4 + 3 * i) for i in range(3)))
    book = sample.book(*articles, title="Tuyển tập <sông> & nước")
    return book, pdf.to_pdf(book, theme.load(name))


def words(rendering: Rendering, name: str) -> list[str]:
    """Return the words inside the page's margins, in the order they were drawn."""
    found: list[str] = []
    with pypdfium2.PdfDocument(rendering.data) as document:
        for page in document:
            width, height = page.get_size()
            side, top, bottom = (edge / 25.4 * 72 for edge in BLOCKS[name])
            text = page.get_textpage()
            found += text.get_text_bounded(
                left=side, bottom=bottom, right=width - side, top=height - top
            ).split()
            text.close()
            page.close()
    return [word for word in found if not MARKERS.fullmatch(word)]


def drawn(rendering: Rendering) -> str:
    with pypdfium2.PdfDocument(rendering.data) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def body_words(body: str) -> list[str]:
    blocks = ET.fromstring(f"<body>{body}</body>")
    for el in blocks.iter():
        if el.tag in vocabulary.BLOCK | {"br"}:
            el.tail = f" {el.tail or ''}"
            el.text = f" {el.text or ''}"
    text = "".join(blocks.itertext())
    return [word for word in text.split() if not MARKERS.fullmatch(word)]


def pixels(rendering: Rendering, scale: float = 1.0) -> list[np.ndarray]:
    with pypdfium2.PdfDocument(rendering.data) as document:
        return [
            np.asarray(page.render(scale=scale, grayscale=True).to_numpy()) for page in document
        ]


def ink_end(page: np.ndarray) -> float:
    """Return how far down the text block the last ink stands, from 0 to 1."""
    height = page.shape[0]
    top, bottom = int(height * 0.08), int(height * 0.90)
    rows = np.flatnonzero((page.reshape(height, -1)[top:bottom] < 200).any(axis=1))
    return (float(rows[-1]) + 1) / (bottom - top) if len(rows) else 0.0


@pytest.mark.parametrize("name", THEMES)
def test_reader_reads_what_the_article_says(name: str) -> None:
    found, expected = words(one(name), name), body_words(sample.BODY)
    text, said = " ".join(found), " ".join(expected)
    assert unicodedata.is_normalized("NFC", text)
    assert "\N{NO-BREAK SPACE}" not in drawn(one(name))
    assert said in text, next(
        (i, expected[i : i + 6]) for i in range(len(expected)) if " ".join(expected[:i]) not in text
    )


@pytest.mark.parametrize("name", THEMES)
def test_all_vietnamese_letters_come_back(name: str) -> None:
    vowels, tones = "aăâeêioôơuưy", ["", *"\u0300\u0301\u0303\u0309\u0323"]
    small = [unicodedata.normalize("NFC", v + t) for v in vowels for t in tones] + ["đ"]
    text = " ".join(c + c.upper() for c in small)
    body = f"<p>{text}</p><h2>{text}</h2><p><i>{text}</i> <b>{text}</b> <code>{text}</code></p>"
    made = pdf.to_pdf(sample.book(Article(title="Chữ cái", body=body)), theme.load(name))
    assert " ".join([text] * 5) in " ".join(words(made, name))


@pytest.mark.parametrize("name", THEMES)
def test_only_our_fonts_are_in_it_and_all_are_embedded(name: str) -> None:
    with pikepdf.open(io.BytesIO(issue(name)[1].data)) as document:
        fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        names = [str(f.BaseFont) for f in fonts if f.get("/Type") == "/Font"]
        files = [f for f in fonts if f.get("/Type") == "/FontDescriptor"]
    assert names
    assert all(re.search(r"\+Formatter-[\w-]+\Z", font) for font in names)
    sans = theme.load(name).family("sans").css_name.replace(" ", "-")
    assert any(font.endswith(f"+{sans}") for font in names)
    assert files
    assert all("/FontFile2" in f for f in files)


@pytest.mark.parametrize("name", THEMES)
def test_engine_finds_no_fault_in_theme_or_book(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    _, rendering = issue(name)
    pdf.to_pdf(sample.book(sample.plain(2, 3)), theme.load(name))
    assert rendering.notes == ()
    assert rendering.uncovered == ()
    assert capfd.readouterr() == ("", "")


def test_same_bytes_on_another_day_in_another_zone_under_another_seed() -> None:
    made = subprocess.run(
        [
            sys.executable,
            "-c",
            PRINT_ONE,
        ],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Caracas"},
        capture_output=True,
        check=True,
    ).stdout
    assert made == one("newspaper").data
    assert pdf.to_pdf(sample.book(sample.lighthouse()), theme.load("newspaper")).data == made


def test_metadata_speaks_of_the_book_and_of_no_clock() -> None:
    book, rendering = issue("book")
    with pikepdf.open(io.BytesIO(rendering.data)) as document:
        info, root = document.docinfo, document.Root
        assert str(info["/Title"]) == book.title
        assert str(info["/Author"]) == ", ".join(book.creators)
        assert str(root.Lang) == "vi"
        assert not {"/CreationDate", "/ModDate"} & set(info.keys())
        assert len(document.pages) == rendering.pages
    assert (rendering.media_type, rendering.suffix) == ("application/pdf", ".pdf")


@pytest.mark.parametrize("name", THEMES)
def test_outline_holds_articles_and_their_heads(name: str) -> None:
    book, rendering = issue(name)
    with pypdfium2.PdfDocument(rendering.data) as document:
        outline = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    tops = [label for level, label in outline if level == 0]
    assert tops == ["Mục lục", *(article.title for article in book.articles)]
    below = [label for level, label in outline if level == 1]
    assert below == ["Một ngọn đèn, ba lần dời", "Ai sẽ thắp tiếp?"]


@pytest.mark.parametrize("name", THEMES)
def test_contents_give_the_page_a_story_starts_on(name: str) -> None:
    book, rendering = issue(name)
    with pypdfium2.PdfDocument(rendering.data) as document:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    contents = next(text for text in texts if "Mục lục" in text)
    for article in book.articles[1:]:
        found = re.search(re.escape(article.title) + r"[. ]+(\d+)", contents)
        assert found, (article.title, contents)
        assert article.title in texts[int(found[1]) - 1]


def test_running_heads_name_the_book_and_the_story_but_not_on_openers() -> None:
    with pypdfium2.PdfDocument(one("book").data) as document:
        heads = [
            page.get_textpage().get_text_bounded(bottom=page.get_height() - 17 / 25.4 * 72).strip()
            for page in document
        ]
    assert heads[0] == ""
    assert heads[1] == "Báo Sông Nước"
    assert heads[2].startswith("Người giữ đèn ở Cửa Vạn")
    assert heads[2].endswith("…")


def test_margins_are_mirrored() -> None:
    rendering = pdf.to_pdf(sample.book(sample.plain(1, 16)), theme.load("book"))
    ink = [np.flatnonzero((page.reshape(page.shape[0], -1) < 128).any(axis=0)) for page in
           pixels(rendering, 2)]  # fmt: skip
    recto, verso = ink[2], ink[1]
    width = pixels(rendering, 2)[0].shape[1]
    assert recto[0] / width == pytest.approx(19 / 148, abs=0.01)
    assert verso[0] / width == pytest.approx(15 / 148, abs=0.01)


def test_characters_without_a_font_are_named() -> None:
    body = "<p>Chữ Hàn 한국, sao ★ và ô ▪, hàn nữa 한.</p>"
    made = pdf.to_pdf(sample.book(Article(title="Lạ", body=body)), theme.load("book"))
    assert made.uncovered == ("국", "한")
    listed = (
        "No font has 2 signs of Hangul, first in “Lạ”: 국 (U+AD6D HANGUL SYLLABLE GUG, once), "
        "한 (U+D55C HANGUL SYLLABLE HAN, twice)."
    )
    assert made.notes == (
        listed,
        "The PDF prints a box for what no font has; `formatter fonts` says which font to add.",
    )


def test_of_many_characters_without_a_font_half_a_dozen_are_named() -> None:
    body = f"<p>{''.join(map(chr, range(0x4E00, 0x4E00 + 200)))}</p>"
    made = pdf.to_pdf(sample.book(Article(title="Lạ", body=body)), theme.load("book"))
    assert len(made.uncovered) == 200
    note, _ = made.notes
    assert "No font has 200 signs of Han" in note
    assert "一 (U+4E00, once), 丁 (U+4E01, once)" in note
    assert note.endswith("丅 (U+4E05, once) and 194 more.")


def test_no_font_of_the_machine_is_used(tmp_path: Path) -> None:
    with TTFont(fonts.family("literata").faces[0].path) as face:
        for table in face["cmap"].tables:
            table.cmap = {0xD55C: "a", 0xAD6D: "b"}
        for number in (1, 4, 16):
            face["name"].setName("Noto Sans CJK", number, 3, 1, 0x409)
        face.save(tmp_path / "han.ttf")
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>")
    env = {**os.environ, "FONTCONFIG_FILE": str(config)}
    assert "Noto Sans CJK" in subprocess.check_output(["fc-list"], env=env, text=True)
    made = subprocess.run(
        [sys.executable, "-c", PRINT_HAN],
        cwd=Path(__file__).parents[2],
        env=env,
        capture_output=True,
        check=True,
    ).stdout
    assert made == pdf.to_pdf(sample.book(Article(title="Hàn", body=HAN)), theme.load("book")).data
    with pikepdf.open(io.BytesIO(made)) as document:
        names = [str(o.BaseFont) for o in document.objects if "/BaseFont" in o]
    assert all("+Formatter-" in name for name in names)


def test_figures_beside_words_stay_apart() -> None:
    row = '<tr><td class="number">412</td><td>28/9</td><td class="number">62,5</td></tr>'
    head = '<tr><th class="number">Đỉnh (cm)</th><th>Ngày</th><th class="number">Cá (kg)</th></tr>'
    body = f"<table><thead>{head}</thead><tbody>{row * 3}</tbody></table>"
    for name in THEMES:
        made = pdf.to_pdf(sample.book(Article(title="Bảng", body=body)), theme.load(name))
        assert "412 28/9 62,5" in " ".join(words(made, name))
        with pypdfium2.PdfDocument(made.data) as document:
            text = document[0].get_textpage()
            whole = text.get_text_range()
            ends = {word: text.get_charbox(whole.index(word) + len(word) - 1)[2]
                    for word in ("(cm)", "412", "(kg)", "62,5")}  # fmt: skip
            next_to_it = text.get_charbox(whole.index("28/9"))[0]
        # Closing bracket and figure have bearings of their own: half a letter at most.
        half = 2 if name == "large-print" else 1
        assert ends["(cm)"] == pytest.approx(ends["412"], abs=half)
        assert ends["(kg)"] == pytest.approx(ends["62,5"], abs=half)
        assert next_to_it - ends["412"] > 6


@pytest.mark.parametrize("name", THEMES)
def test_caption_of_a_whole_gallery_stands_under_all_of_it(name: str) -> None:
    bare = '<figure><img src="image:ben-ghe" alt=""/></figure>'
    told = bare.replace("</figure>", "<figcaption>Hai bến</figcaption></figure>")
    of_its_own = bare.replace("</figure>", "<figcaption>Bến một</figcaption></figure>")

    def caption_from_left_of_its_row(*figures: str) -> float:
        body = f'<div class="gallery">{"".join(figures)}</div>'
        made = pdf.to_pdf(sample.book(Article(title="Bến", body=body)), theme.load(name))
        with pypdfium2.PdfDocument(made.data) as document:
            (page,) = (p for p in document if "Hai bến" in p.get_textpage().get_text_range())
            lefts = [o.get_bounds()[0] for o in page.get_objects() if o.type == IMAGE]
            text = page.get_textpage()
            at = text.get_text_range().index("Hai bến")
            return float(text.get_charbox(at)[0] - min(lefts[-2:]))

    assert caption_from_left_of_its_row(bare, told) == pytest.approx(0, abs=2)
    assert caption_from_left_of_its_row(bare, bare, bare, told) == pytest.approx(0, abs=2)
    beside = caption_from_left_of_its_row(of_its_own, told)
    # Of a third of the page a half is less.
    half = 60 if COLUMNS.get(name) == 3 else 100
    assert (beside < 80) if name in ONE_BELOW_THE_OTHER else (beside > half)


@pytest.mark.parametrize("name", THEMES)
def test_dash_before_a_credit_starts_no_line(name: str) -> None:
    for length in range(60, 100, 3):
        caption = ("đá núi " * 20)[:length].strip()
        body = (
            f'<figure><img src="image:ben-ghe" alt=""/><figcaption>{caption} - '
            '<span class="credit">Ảnh: Hoàng Minh Khuê</span></figcaption></figure>'
        )
        made = pdf.to_pdf(sample.book(Article(title="Bến", body=body)), theme.load(name))
        with pypdfium2.PdfDocument(made.data) as document:
            rows = document[0].get_textpage().get_text_range().splitlines()
        assert any("- Ảnh" in row or row.rstrip().endswith("-") for row in rows)
        assert not [row for row in rows if row.startswith("-")]


def test_theme_whose_pages_name_no_font_is_refused(tmp_path: Path) -> None:
    # The engine draws a letter without any font by ending the process.
    (tmp_path / "templates").mkdir()
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "templates" / "print.html.j2").write_text("<html><p>x</p></html>")
    with pytest.raises(RenderError, match="name no font"):
        pdf.to_pdf(sample.book(sample.plain(1, 1)), theme.load(str(tmp_path)))


def test_theme_that_asks_for_a_file_of_the_machine_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "print.css").write_text("body { background: url(file:///etc/hostname) }")
    with pytest.raises(RenderError, match=r"file:///etc/hostname, which isn't in the book"):
        pdf.to_pdf(sample.book(sample.plain(1, 1)), theme.load(str(tmp_path)))


def test_picture_that_was_never_gathered_is_drawn_as_missing() -> None:
    body = '<figure><img src="image:la" alt=""/></figure>'
    made = pdf.to_pdf(sample.book(Article(title="Thiếu", body=body)), theme.load("book"))
    grey = pixels(made, 2)[0]
    assert ((grey > 100) & (grey < 140)).sum() > 300


def test_two_articles_may_use_the_same_anchors() -> None:
    book = sample.book(sample.lighthouse(), sample.lighthouse(), title="Hai bài")
    markup = pdf.page_html(book, theme.load("book"))
    anchors = re.findall(r' id="([^"]+)"', markup)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r' href="#([^"]+)"', markup)) <= set(anchors)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("paragraphs", "pictures"), [(1, FIGURE), (2, FIGURE), (3, FIGURE), (5, FIGURE), (4, GALLERY)]
)
def test_picture_leaves_no_hole_above_a_quarter_page(
    name: str, paragraphs: int, pictures: str
) -> None:
    text = sample.plain(paragraphs, 15).body.split("</p>")
    at = paragraphs + 1
    body = "</p>".join(text[:at]) + "</p>" + pictures + "</p>".join(text[at:])
    made = pdf.to_pdf(sample.book(Article(title="Bến ghe", body=body)), theme.load(name))
    assert made.pages > 1
    assert min(ink_end(page) for page in pixels(made)[:-1]) > 0.75
    with pypdfium2.PdfDocument(made.data) as document:
        for page in document:
            drawn_here = [o for o in page.get_objects() if o.type == IMAGE]
            assert bool(drawn_here) == ("Ảnh: Hồ Yến Kỵ" in page.get_textpage().get_text_range())


@pytest.mark.parametrize("name", THEMES)
def test_table_of_many_columns_stays_inside_the_page(name: str) -> None:
    row = "<tr>" + "".join(f"<td>{1234 * i}</td>" for i in range(12)) + "</tr>"
    body = f"{sample.plain(1, 2).body}<table><tbody>{row * 4}</tbody></table><p>Hết.</p>"
    made = pdf.to_pdf(sample.book(Article(title="Bảng", body=body)), theme.load(name))
    assert " ".join(body_words(body)) in " ".join(words(made, name))
    with pypdfium2.PdfDocument(made.data) as document:
        text = document[0].get_textpage()
        ends = [text.get_charbox(i)[2] for i in range(text.count_chars())]
        assert max(ends) < document[0].get_width() - (BLOCKS[name][0] + 1) / 25.4 * 72


@pytest.mark.parametrize("name", THEMES)
def test_tall_picture_stands_whole_on_its_page_with_its_caption(name: str) -> None:
    body = sample.plain(1, 2).body + (
        '<figure class="tall"><img src="image:ngon-den" alt=""/><figcaption>Đèn</figcaption>'
        "</figure>"
    )
    made = pdf.to_pdf(sample.book(Article(title="Đèn", body=body)), theme.load(name))
    with pypdfium2.PdfDocument(made.data) as document:
        boxes = [
            (o.get_bounds(), page.get_size())
            for page in document
            for o in page.get_objects()
            if o.type == IMAGE
        ]
    ((left, bottom, right, top), (width, height)) = boxes[0]
    assert len(boxes) == 1
    assert 0 < left < right < width
    assert 0 < bottom < top < height
    assert (top - bottom) / (right - left) == pytest.approx(1300 / 900, rel=0.01)


def test_coarse_picture_is_not_blown_up() -> None:
    out = sample.picture("ben-ghe")
    small = Image(id="nho", media_type=out.media_type, data=out.data, width=220, height=147)
    article = Article(
        title="Nhỏ", body='<figure><img src="image:nho" alt=""/><figcaption>x</figcaption></figure>'
    )
    book = Book(
        title="Nhỏ",
        sections=sample.book(article).sections,
        images={"nho": small},
        language="vi",
    )
    with pypdfium2.PdfDocument(pdf.to_pdf(book, theme.load("book")).data) as document:
        (image,) = [o for o in document[0].get_objects() if o.type == IMAGE]
        left, _, right, _ = image.get_bounds()
    assert (right - left) / 72 * 25.4 == pytest.approx(220 / 110 * 25.4, abs=0.5)


@pytest.mark.parametrize(("name", "paragraphs", "pages"), THIN)
def test_few_lines_alone_on_a_last_page_are_drawn_in(
    name: str, paragraphs: int, pages: int
) -> None:
    book, loaded = sample.book(sample.plain(1, paragraphs)), theme.load(name)
    loose = HTML(string=pdf.page_html(book, loaded), url_fetcher=pdf._Sealed(book, loaded)).render()
    assert fit.ragged([page._page_box for page in loose.pages], 0.24, 0.9) == {"bai-1"}
    assert len(loose.pages) == pages + 1
    assert pdf.to_pdf(book, loaded).pages == pages


def test_table_leaves_no_hole_where_closer_setting_helps() -> None:
    row = '<tr><td>Bến</td><td class="number">12</td></tr>'
    text = sample.plain(1, 16).body.split("</p>")
    body = f"{'</p>'.join(text[:8])}</p><table><tbody>{row * 12}</tbody></table>"
    body += f"{'</p>'.join(text[8:15])}</p>"
    book, loaded = sample.book(Article(title="Bến ghe", body=body)), theme.load("book")
    with pdf._fonts() as fonts:
        loose = pdf._laid_out(pdf.page_html(book, loaded), pdf._Sealed(book, loaded), fonts)
    boxes = [page._page_box for page in loose.pages]
    assert fit.ragged(boxes, 0, 0.25) == {"bai-1"}
    assert fit.ragged(boxes, 0, 0.6) == frozenset()
    assert min(ink_end(page) for page in pixels(pdf.to_pdf(book, loaded))[:-1]) > 0.75


@pytest.mark.parametrize("name", THEMES)
def test_accents_never_touch_the_line_above(name: str) -> None:
    blocks = (
        '<p class="lead">{}</p>',
        "<p>{}</p>",
        "<p><b>{}</b> <i>{}</i></p>",
        "<h2>{}</h2>",
        "<h3>{}</h3>",
        "<h4>{}</h4>",
        '<aside class="pull"><p>{}</p></aside>',
        '<aside class="info"><p>{}</p></aside>',
        '<aside class="note"><p>{}</p></aside>',
        '<figure><img src="image:ben-ghe" alt=""/><figcaption>{}</figcaption></figure>',
        "<table><tbody><tr><td>{}</td></tr></tbody></table>",
        "<ul><li>{}</li></ul>",
        "<pre>{}</pre>",
        '<section class="notes"><ol><li>{}</li></ol></section>',
    )
    body = "".join(block.replace("{}", STACKED.strip()) for block in blocks)
    made = pdf.to_pdf(sample.book(Article(title="-", body=body)), theme.load(name))
    assert touching(made, name) == 0


@pytest.mark.parametrize("name", THEMES)
def test_accents_of_a_title_never_touch_the_line_above(name: str) -> None:
    made = pdf.to_pdf(sample.book(Article(title=STACKED.strip(), body="")), theme.load(name))
    assert touching(made, name) == 0


def test_touching_lines_are_seen(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "print.css").write_text(".story p { line-height: 1 }")
    article = Article(title="-", body=f"<p>{STACKED.strip()}</p>")
    assert touching(pdf.to_pdf(sample.book(article), theme.load(str(tmp_path)))) > 0


def touching(rendering: Rendering, name: str = "book") -> int:
    """Return how many lines reach up into the line above, tails and accents taken together."""
    side, columns = BLOCKS[name][0] / 25.4 * 72, COLUMNS.get(name, 1)
    lines: dict[tuple[int, int, float], list[tuple[float, float]]] = {}
    with pypdfium2.PdfDocument(rendering.data) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            x, y = ctypes.c_double(), ctypes.c_double()
            for i in range(text.count_chars()):
                if text.get_text_range(i, 1) not in STACKED.replace(" ", ""):
                    continue
                pypdfium2.raw.FPDFText_GetCharOrigin(text, i, x, y)
                _, bottom, _, top = text.get_charbox(i)
                column = int((x.value - side) / (page.get_width() - 2 * side) * columns)
                lines.setdefault((number, column, round(y.value, 1)), []).append((bottom, top))
    assert len(lines) > 2, "no two lines under each other"
    reach = {key: (min(b for b, _ in v), max(t for _, t in v)) for key, v in lines.items()}
    downward = sorted(reach, key=lambda key: (key[0], key[1], -key[2]))
    return sum(
        above[:2] == below[:2] and reach[below][1] >= reach[above][0]
        for above, below in itertools.pairwise(downward)
    )


def test_a_table_takes_time_as_its_rows_do(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = itertools.count()
    real = ElementWrapper.iter_children

    def counting(element: ElementWrapper) -> Iterator[ElementWrapper]:
        next(looked)
        return real(element)  # type: ignore[no-any-return]

    def looks(rows: int) -> int:
        cells = "".join(f"<td>Hàng {n}</td>" for n in range(5))
        body = f"<p>Kết quả.</p><table><tbody>{f'<tr>{cells}</tr>' * rows}</tbody></table>"
        before = next(looked)
        pdf.to_pdf(bind([Article(title="Bảng điểm", body=body)], images={}), theme.load("book"))
        return next(looked) - before

    monkeypatch.setattr(ElementWrapper, "iter_children", counting)
    # Rules of style look at the elements of a table as often as there are some, not squared.
    assert 1.5 * looks(20) < looks(40) < 2.5 * looks(20)


def test_code_that_looks_like_an_anchor_is_printed_as_it_is() -> None:
    said = 'div id="mocha" và a href="#top"'
    body = (
        f'<p>Gõ <code>{said}</code>, xem <a class="call" href="#n1" id="g1">1</a>.</p>'
        '<section class="notes"><ol><li id="n1">Ghi chú.</li></ol></section>'
    )
    markup = pdf.page_html(bind([Article(title="Mã", body=body)], images={}), theme.load("book"))
    assert said in html.unescape(markup)
    assert 'href="#bai-1-n1" id="bai-1-g1"' in markup
