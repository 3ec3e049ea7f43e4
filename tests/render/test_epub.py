"""What an EPUB holds: every word of its articles, and the same bytes each time."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formatter import theme
from formatter.article import Article, Book, Image, Rendering, Section
from formatter.errors import RenderError
from formatter.render.epub import to_epub
from tests.render import epub_books

NO_BREAK = "\N{NO-BREAK SPACE}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
PRINT_HASHES = """
import hashlib
from formatter import theme
from formatter.render.epub import to_epub
from tests.render import epub_books
for make in (epub_books.single, epub_books.several):
    print(hashlib.sha256(to_epub(make(), theme.load("newspaper")).data).hexdigest())
"""


def made(book: Book, style: str = "book") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_epub(book, theme.load(style)).data))


def tree(file: zipfile.ZipFile, name: str) -> ET.Element:
    """A document, a space that doesn't break as plain as it looks."""
    return ET.fromstring(file.read(f"EPUB/{name}").replace(NO_BREAK.encode(), b" "))


def articles(file: zipfile.ZipFile) -> list[str]:
    return [n for n in file.namelist() if n.startswith("EPUB/article-")]


def story(document: bytes) -> str:
    """The words of an article's body as its reader gets them."""
    body = ET.fromstring(document).find(f".//{XHTML}div[@class='story']")
    assert body is not None
    return "".join(body.itertext()).strip().replace(NO_BREAK, " ")


@pytest.fixture(scope="module")
def several() -> zipfile.ZipFile:
    return made(epub_books.several())


@pytest.fixture(scope="module")
def single() -> zipfile.ZipFile:
    return made(epub_books.single())


# What the reader reads is what the article says.


@pytest.mark.parametrize("style", theme.names())
@pytest.mark.parametrize("book", [epub_books.single(), epub_books.several()])
def test_every_word_of_a_body_is_there_in_order(book: Book, style: str) -> None:
    file = made(book, style)
    said = [story(file.read(name)) for name in articles(file)]
    bodies = [ET.fromstring(f"<body>{article.body}</body>") for article in book.articles]
    told = ["".join(body.itertext()).strip() for body in bodies]
    assert said == [text.replace(NO_BREAK, " ") for text in told]
    assert all(
        text.count(NO_BREAK) < file.read(name).decode().count(NO_BREAK)
        for name, text in zip(articles(file), told, strict=True)
    )


@given(words=st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=200))
@settings(max_examples=25)
def test_any_words_are_read_as_they_were_written(words: str) -> None:
    paragraph = ET.Element("p")
    paragraph.text = words
    article = Article(
        title=words, body=ET.tostring(paragraph, encoding="unicode"), authors=(words,)
    )
    book = Book(title=words, sections=(Section(articles=(article,)),), images={}, language="vi")
    file = made(book)
    assert story(file.read("EPUB/article-001.xhtml")) == words.strip()
    head = tree(file, "article-001.xhtml").find(f".//{XHTML}h1")
    assert head is not None
    title = unicodedata.normalize("NFC", " ".join(words.split()))
    assert " ".join("".join(head.itertext()).split()) == (title or "Không có tiêu đề")


def test_an_article_says_who_when_and_where_from(single: zipfile.ZipFile) -> None:
    page = "".join(tree(single, "article-001.xhtml").itertext())
    for said in (
        "Miền sông nước",
        "Chợ nổi dời bến, người & ghe <ở lại>",
        "Nguyễn Thị Ửng, Lê Văn Bưởi\nThứ Ba, 28/09/2021, 07:30 (GMT+7)",
        "Nguồn: Báo Ví Dụ",
        "Cập nhật: Thứ Tư, 29/09/2021, 08:00 (GMT+7)",
        "Địa chỉ: https://vidu.example/bai/cho-noi?trang=1&ky=2",
        "Lưu: Thứ Bảy, 02/10/2021, 02:09 (GMT), theo ngày ghi trong tệp WARC",
    ):
        assert said in page


def test_a_section_opens_with_its_intro_and_what_is_in_it(several: zipfile.ZipFile) -> None:
    page = tree(several, "section-01.xhtml")
    assert [p.text for p in page.iter(f"{XHTML}p")] == ["Ba bài về nước.", "Đọc chậm thì ngấm."]
    links = [a.get("href") for a in page.iter(f"{XHTML}a")]
    assert links == ["article-001.xhtml", "article-002.xhtml"]


def test_a_book_of_several_has_a_title_page_and_one_of_one_has_none(
    single: zipfile.ZipFile, several: zipfile.ZipFile
) -> None:
    assert "EPUB/title.xhtml" not in single.namelist()
    page = "".join(tree(several, "title.xhtml").itertext())
    assert "Điểm báo cuối tuần" in page
    assert "4 bài · 28/09/2021 – 03/10/2021" in page
    assert "Báo Ví Dụ · Sông Hậu" in page


# Meanings, links, languages.


def test_notes_are_called_and_answered_by_their_names(single: zipfile.ZipFile) -> None:
    page = tree(single, "article-001.xhtml")
    call = page.find(f".//{XHTML}a[@class='call']")
    notes = page.find(f".//{XHTML}section[@class='notes']")
    assert call is not None
    assert notes is not None
    assert (call.get(f"{EPUB}type"), call.get("role")) == ("noteref", "doc-noteref")
    assert (notes.get(f"{EPUB}type"), notes.get("role")) == ("endnotes", "doc-endnotes")
    note = notes.find(f".//{XHTML}li[@id='{(call.get('href') or '')[1:]}']")
    assert note is not None
    assert note.get(f"{EPUB}type") == "endnote"


def test_lists_outside_the_notes_are_no_notes(single: zipfile.ZipFile) -> None:
    page = tree(single, "article-001.xhtml")
    typed = [li for li in page.iter(f"{XHTML}li") if li.get(f"{EPUB}type")]
    assert [li.get("id") for li in typed] == ["chu-1"]


def test_heads_are_marked_so_that_the_contents_lead_to_them(single: zipfile.ZipFile) -> None:
    heads = tree(single, "article-001.xhtml").iter(f"{XHTML}h2")
    assert [head.get("id") for head in heads] == ["_part-1"]


def test_ids_of_ours_never_meet_those_of_a_body() -> None:
    body = '<h2>Một</h2><p><a id="_title"></a><a id="__part-1"></a>Hai.</p>'
    book = dataclasses.replace(
        epub_books.single(), sections=(Section(articles=(epub_books.rich(body),)),)
    )
    ids = [el.get("id") for el in tree(made(book), "article-001.xhtml").iter() if el.get("id")]
    assert len(ids) == len(set(ids))


def test_words_that_look_like_a_picture_stay_words() -> None:
    body = '<p><code>&lt;img src="image:ghe"/&gt; src="image:ghe" href="#x"</code></p>'
    book = dataclasses.replace(
        epub_books.single(), sections=(Section(articles=(epub_books.rich(body),)),)
    )
    said = story(made(book).read("EPUB/article-001.xhtml"))
    assert said == '<img src="image:ghe"/> src="image:ghe" href="#x"'


def test_each_document_says_its_language_both_ways_and_its_encoding() -> None:
    pieces = (epub_books.rich(language="en"), epub_books.short(1))
    book = dataclasses.replace(epub_books.several(), sections=(Section(articles=pieces),))
    file = made(book)
    expected = {"article-001.xhtml": "en", "article-002.xhtml": "vi", "nav.xhtml": "vi"}
    for name, language in expected.items():
        assert file.read(f"EPUB/{name}").startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        root = tree(file, name)
        assert root.get("lang") == language
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_what_a_book_says_in_an_article_of_another_language_is_marked() -> None:
    book = dataclasses.replace(
        epub_books.several(), sections=(Section(articles=(epub_books.rich(language="en"),)),)
    )
    root = tree(made(book), "article-001.xhtml")
    said = [el for el in root.iter() if el.get("lang") == "vi"]
    assert [el.get("{http://www.w3.org/XML/1998/namespace}lang") for el in said] == ["vi"] * 3
    date, updated, foot = ("".join(el.itertext()) for el in said)
    assert date == "Thứ Ba, 28/09/2021, 07:30 (GMT+7)"
    assert updated == "Cập nhật: Thứ Tư, 29/09/2021, 08:00 (GMT+7)"
    assert "Nguồn: Báo Ví Dụ" in foot


def test_a_block_of_another_language_says_it_both_ways() -> None:
    body = (
        '<p class="lead" lang="en">The tide came up to the third step.</p>'
        '<p>Chữ <span lang="ar" dir="rtl">سلام</span> và '
        '<code>&lt;p lang="x"&gt; lang="y"</code>.</p>'
    )
    book = dataclasses.replace(
        epub_books.single(), sections=(Section(articles=(epub_books.rich(body),)),)
    )
    file = made(book)
    both = {
        (
            el.tag.rpartition("}")[2],
            el.get("lang"),
            el.get("{http://www.w3.org/XML/1998/namespace}lang"),
        )
        for el in tree(file, "article-001.xhtml").iter()
        if el.get("lang")
    }
    assert both == {("html", "vi", "vi"), ("p", "en", "en"), ("span", "ar", "ar")}
    assert 'lang="x"> lang="y"' in "".join(tree(file, "article-001.xhtml").itertext())
    assert "The tide came up" in file.read("EPUB/content.opf").decode()


# Pictures.


def test_each_picture_lies_in_the_book_unchanged(single: zipfile.ZipFile) -> None:
    for name in ("cho-noi", "ghe"):
        assert single.read(f"EPUB/images/{name}.png") == epub_books.IMAGES[name].data
        assert single.getinfo(f"EPUB/images/{name}.png").compress_type == zipfile.ZIP_STORED


def test_a_missing_picture_leaves_a_box_with_its_caption(single: zipfile.ZipFile) -> None:
    box = tree(single, "images/mat-tich.svg")
    title = box.findtext("{http://www.w3.org/2000/svg}title")
    assert title == (
        "Thiếu ảnh: máy chủ trả lời 404 Not Found · https://vidu.example/anh/2021/bep-lo-ba-sau.jpg"
    )
    page = tree(single, "article-001.xhtml")
    figure = page.find(f".//{XHTML}figure[@class='tall']")
    assert figure is not None
    assert figure.findtext(f"{XHTML}figcaption") == "Bếp lò trên ghe bà Sáu."


def test_a_missing_picture_without_words_is_called_missing() -> None:
    body = '<figure><img src="image:mat-tich" alt=""/></figure><p><img src="image:ghe" alt=""/></p>'
    book = dataclasses.replace(
        epub_books.single(), sections=(Section(articles=(epub_books.rich(body),)),)
    )
    images = tree(made(book), "article-001.xhtml").iter(f"{XHTML}img")
    assert [image.get("alt") for image in images] == ["Thiếu ảnh", ""]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Mùa nước nổi, cánh đồng mượn áo sông", ["nước nổi,", "cánh đồng", "áo sông"]),
        ("Ghe về bến", []),
    ],
)
def test_words_of_a_title_that_part_badly_stay_together(title: str, kept: list[str]) -> None:
    article = dataclasses.replace(epub_books.rich("<p>Ghe.</p>"), title=title)
    book = dataclasses.replace(epub_books.single(), sections=(Section(articles=(article,)),))
    head = tree(made(book), "article-001.xhtml").find(f".//{XHTML}h1")
    assert head is not None
    assert "".join(head.itertext()) == title
    assert [span.text for span in head] == kept


def test_only_the_source_of_a_quotation_is_marked_as_one() -> None:
    source = "<p><cite>Bà Sáu, <b>chợ nổi</b></cite></p>"
    amid = "<p>Theo <cite>Sổ tay</cite> thì khác.</p>"
    body = f"<blockquote><p>Chợ còn.</p>{source}</blockquote>{amid}<blockquote>{amid}</blockquote>"
    book = dataclasses.replace(
        epub_books.single(), sections=(Section(articles=(epub_books.rich(body),)),)
    )
    page = tree(made(book), "article-001.xhtml")
    marked = page.findall(f".//{XHTML}p[@class='source']")
    assert ["".join(p.itertext()) for p in marked] == ["Bà Sáu, chợ nổi"]


def test_equal_pictures_are_one_file() -> None:
    twin = dataclasses.replace(epub_books.IMAGES["ghe"], id="ghe-hai")
    body = '<p><img src="image:ghe" alt=""/><img src="image:ghe-hai" alt=""/></p>'
    book = dataclasses.replace(
        epub_books.single(),
        sections=(Section(articles=(epub_books.rich(body),)),),
        images=epub_books.IMAGES | {"ghe-hai": twin},
    )
    file = made(book)
    assert [n for n in file.namelist() if "ghe" in n] == ["EPUB/images/ghe.png"]
    images = tree(file, "article-001.xhtml").iter(f"{XHTML}img")
    assert [image.get("src") for image in images] == ["images/ghe.png"] * 2


def test_pictures_nobody_shows_stay_out() -> None:
    book = dataclasses.replace(epub_books.several(), sections=epub_books.several().sections[1:])
    assert not [n for n in made(book).namelist() if "cho-noi" in n or "mat-tich" in n]


def test_a_picture_of_an_unknown_kind_is_refused() -> None:
    images = epub_books.IMAGES | {"ghe": Image(id="ghe", media_type="image/webp", data=b"RIFF")}
    with pytest.raises(RenderError, match="image/webp"):
        to_epub(dataclasses.replace(epub_books.single(), images=images), theme.load("book"))


def test_a_picture_the_book_lacks_is_refused() -> None:
    with pytest.raises(RenderError, match="cho-noi"):
        to_epub(dataclasses.replace(epub_books.single(), images={}), theme.load("book"))


def test_a_body_that_is_no_xml_is_refused() -> None:
    sections = (Section(articles=(epub_books.rich("<p>hở"),)),)
    with pytest.raises(RenderError, match="not well-formed"):
        to_epub(dataclasses.replace(epub_books.single(), sections=sections), theme.load("book"))


def test_a_book_too_large_for_kindle_is_said_to_be() -> None:
    large = Image(id="ghe", media_type="image/jpeg", data=bytes(46_000_000))
    book = dataclasses.replace(epub_books.single(), images=epub_books.IMAGES | {"ghe": large})
    (note,) = to_epub(book, theme.load("book")).notes
    assert note.startswith("For kindle (file-large): the book has 46 MB; 45 MB pass.")
    assert "--split" in note


# The same bytes.


def _hashes(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PRINT_HASHES],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_book_gives_the_same_bytes_anywhere() -> None:
    here = [
        hashlib.sha256(to_epub(make(), theme.load("newspaper")).data).hexdigest()
        for make in (epub_books.single, epub_books.several)
    ]
    assert _hashes(TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="0").split() == here
    assert _hashes(TZ="America/St_Johns", PYTHONHASHSEED="7", LC_ALL="C").split() == here


def test_a_book_without_an_identifier_gets_the_same_one_each_time() -> None:
    book = dataclasses.replace(epub_books.single(), identifier="")
    first, second = (made(book).read("EPUB/content.opf") for _ in range(2))
    assert first == second
    assert b"urn:uuid:" in first
    other = dataclasses.replace(book, sections=(Section(articles=(epub_books.short(1),)),))
    assert made(other).read("EPUB/content.opf") != first


def test_the_zip_opens_with_the_mimetype_and_bears_one_date(single: zipfile.ZipFile) -> None:
    first = single.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert not first.extra
    # The newest moment of the article: it was captured on 2 October.
    assert {entry.date_time for entry in single.infolist()} == {(2021, 10, 2, 2, 9, 6)}
    assert {entry.external_attr >> 16 for entry in single.infolist()} == {0o644}
    assert single.testzip() is None


def test_names_of_files_are_plain(several: zipfile.ZipFile) -> None:
    for name in several.namelist():
        assert name.isascii()
        assert " " not in name


def test_everything_is_composed() -> None:
    parted = dataclasses.replace(
        epub_books.several(), title=unicodedata.normalize("NFD", "Điểm báo cuối tuần")
    )
    file = made(parted)
    assert to_epub(parted, theme.load("book")) == to_epub(epub_books.several(), theme.load("book"))
    for name in file.namelist():
        if name.endswith((".xhtml", ".opf", ".ncx")):
            assert unicodedata.is_normalized("NFC", file.read(name).decode())


def test_a_rendering_says_what_it_is() -> None:
    rendering = to_epub(epub_books.single(), theme.load("book"))
    assert isinstance(rendering, Rendering)
    assert (rendering.media_type, rendering.suffix) == ("application/epub+zip", ".epub")
    assert rendering.data[30:58] == b"mimetypeapplication/epub+zip"
