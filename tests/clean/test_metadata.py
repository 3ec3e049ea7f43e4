"""What a page says of its article, and whom it is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from formatter.article import Article, Page
from formatter.clean.clean import clean
from formatter.clean.metadata import people
from tests.tools.story import ENDING, OPENING, TITLE, URL, article

LINKED = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "author": {"@type": "Person", "name": "Lê Dữ Liệu"},
    "datePublished": "2026-10-01T06:00:00+07:00",
    "dateModified": "2026-10-01T08:00:00+07:00",
    "articleSection": "Dữ liệu",
    "publisher": {"@type": "Organization", "name": "Báo Dữ Liệu"},
}
META = (
    f'<meta property="og:title" content="{TITLE}"><meta name="author" content="Lê Đầu Trang">'
    '<meta property="article:published_time" content="2026-10-02T06:00:00+07:00">'
    '<meta property="article:modified_time" content="2026-10-02T08:00:00+07:00">'
    '<meta property="article:section" content="Đầu trang">'
    '<meta property="og:site_name" content="Báo Đầu Trang">'
)
MICRO = (
    '<div class="hang"><span itemprop="author"><span itemprop="name">Lê Vi Mô</span></span> '
    '<span itemprop="datePublished" content="2026-10-03T06:00:00+07:00">hôm kia</span> '
    '<span itemprop="dateModified" content="2026-10-03T08:00:00+07:00">hôm qua</span></div>'
)
SHOWN = (
    '<div class="byline">Lê Trên Trang</div> <time datetime="2026-10-04T06:00:00+07:00">4/10</time>'
)


def data(**changes: Any) -> str:
    linked = {k: v for k, v in (LINKED | changes).items() if v is not None}
    return f'<script type="application/ld+json">{json.dumps(linked)}</script>'


def said(head: str = "", before: str = "") -> Article:
    return article(head=head, before=before)


def facts(made: Article) -> tuple[tuple[str, ...], str, str, str, str]:
    return (made.authors, made.published[:10], made.modified[:10], made.section, made.site)


def test_linked_data_is_believed_first() -> None:
    assert facts(said(META + data(), MICRO + SHOWN)) == (
        ("Lê Dữ Liệu",), "2026-10-01", "2026-10-01", "Dữ liệu", "Báo Dữ Liệu",
    )  # fmt: skip


def test_then_the_head() -> None:
    assert facts(said(META, MICRO + SHOWN)) == (
        ("Lê Đầu Trang",), "2026-10-02", "2026-10-02", "Đầu trang", "Báo Đầu Trang",
    )  # fmt: skip


def test_then_microdata() -> None:
    assert facts(said("", MICRO + SHOWN)) == (
        ("Lê Vi Mô",), "2026-10-03", "2026-10-03", "", "bao.example",
    )  # fmt: skip


def test_then_what_readers_see() -> None:
    assert facts(said("", SHOWN)) == (("Lê Trên Trang",), "2026-10-04", "", "", "bao.example")


def test_each_field_is_asked_for_by_itself() -> None:
    made = said(META + data(author=None, datePublished="không rõ"), MICRO)
    assert facts(made) == (
        ("Lê Đầu Trang",), "2026-10-02", "2026-10-01", "Dữ liệu", "Báo Dữ Liệu",
    )  # fmt: skip


def test_a_page_that_says_nothing() -> None:
    made = clean(Page(html=f"<h1>{TITLE}</h1><div>{OPENING}{ENDING}</div>"))
    assert (made.title, made.authors, made.published, made.modified) == (TITLE, (), "", "")
    assert (made.site, made.section, made.url, made.language) == ("", "", "", "vi")


@pytest.mark.parametrize(
    "linked",
    [
        {"@graph": [{"@type": "WebSite", "name": "x"}, LINKED]},
        [{"@type": "BreadcrumbList"}, LINKED],
        {"@type": "WebPage", "name": "x", "mainEntity": LINKED},
        LINKED | {"@type": ["Article", "NewsArticle"]},
        LINKED | {"author": ["Lê Dữ Liệu"]},
        LINKED | {"author": [{"@type": "Person", "name": ["Lê Dữ Liệu"]}]},
        LINKED | {"headline": "Chuyến đò cuối\tcùng của bến Cây Dương"},
    ],
)
def test_shapes_of_linked_data(linked: object) -> None:
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    assert said(script).authors == ("Lê Dữ Liệu",)


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "",
        "null",
        "[[[]]]",
        '"chữ"',
        "[" * 5000,
        '{"@type": "NewsArticle", "author": 7, "datePublished": [], "publisher": "x"}',
        '{"@type": {"a": 1}, "@graph": {"@graph": 3}}',
    ],
)
def test_broken_linked_data_is_passed_over(script: str) -> None:
    made = said(META + f'<script type="application/ld+json">{script}</script>')
    assert made.authors == ("Lê Đầu Trang",)
    assert made.published == "2026-10-02T06:00:00+07:00"


@pytest.mark.parametrize("around", ["<!-- {} -->", "{};", " \n{}\n "])
def test_linked_data_with_a_line_break_in_a_string(around: str) -> None:
    broken = json.dumps(LINKED, ensure_ascii=False).replace("Lê Dữ", "Lê\nDữ")
    made = said(f'<script type="application/ld+json">{around.format(broken)}</script>')
    assert made.authors == ("Lê Dữ Liệu",)


def test_another_story_in_the_data_is_not_this_one() -> None:
    other = {"@type": "ImageObject", "author": "Ảnh Viên", "datePublished": "2001-01-01"}
    made = said(f'<script type="application/ld+json">{json.dumps(other)}</script>' + META)
    assert made.authors == ("Lê Đầu Trang",)


@pytest.mark.parametrize(
    "author",
    [
        "Báo Đầu Trang",
        "BÁO ĐẦU TRANG",
        "Báo điện tử Đầu Trang",
        "https://bao.example/tac-gia",
        "admin",
    ],
)
def test_a_paper_that_signs_for_its_writers_is_no_author(author: str) -> None:
    made = said(META.replace("Lê Đầu Trang", author))
    assert made.authors == ()


def test_an_organisation_is_no_author() -> None:
    made = said(data(author={"@type": "Organization", "name": "Toà soạn nhà"}) + META)
    assert made.authors == ("Lê Đầu Trang",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Lê Bưởi", ["Lê Bưởi"]),
        ("Lê Bưởi, Trần Mận", ["Lê Bưởi", "Trần Mận"]),
        ("Lê Bưởi - Trần Mận", ["Lê Bưởi", "Trần Mận"]),
        ("Lê Bưởi và Trần Mận", ["Lê Bưởi", "Trần Mận"]),
        ("By Ann Lee and Bob Day", ["Ann Lee", "Bob Day"]),
        ("Ann Lee & Bob Day", ["Ann Lee", "Bob Day"]),
        ("Bài và ảnh: Lê Bưởi", ["Lê Bưởi"]),
        ("Thực hiện: Lê Bưởi", ["Lê Bưởi"]),
        ("  Lê \n Bưởi  ", ["Lê Bưởi"]),
        ("Jean-Luc Vân", ["Jean-Luc Vân"]),
        ("Lê Bưởi | Trần Mận; Ngô Ổi", ["Lê Bưởi", "Trần Mận", "Ngô Ổi"]),
        ("ba@bao.example", []),
        ("https://bao.example/x", []),
        ("{name}", []),
        ("", []),
        ("x" * 121, []),
        ("và 1 tác giả khác", []),
    ],
)
def test_names_in_a_byline(byline: str, names: list[str]) -> None:
    assert list(people(byline)) == names


@pytest.mark.parametrize("heading", [TITLE, TITLE.upper(), f"  {TITLE}\n"])
def test_the_title_is_as_readers_saw_it(heading: str) -> None:
    html = f"<title>{TITLE} | Báo Bến Sông</title><h1>{heading}</h1><div>{OPENING}{ENDING}</div>"
    assert clean(Page(html=html)).title == " ".join(heading.split())


def test_the_heading_that_agrees_with_the_page_is_its_title() -> None:
    html = (
        f"<title>{TITLE}</title><h1>Báo Bến Sông</h1><h2>{TITLE}</h2><div>{OPENING}{ENDING}</div>"
    )
    made = clean(Page(html=html))
    assert made.title == TITLE
    assert TITLE not in made.body


def test_a_page_without_a_heading_is_called_as_its_data_say() -> None:
    html = f'<meta property="og:title" content="{TITLE}"><div>{OPENING}{ENDING}</div>'
    assert clean(Page(html=html)).title == TITLE


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://bao.example/that">', "https://bao.example/that"),
        ('<link rel="canonical" href="/that">', "https://bao.example/that"),
        ('<meta property="og:url" content="https://bao.example/og">', "https://bao.example/og"),
        ('<link rel="canonical" href="javascript:x">', URL),
        ('<link rel="canonical" href="http://[">', URL),
        ("", URL),
    ],
)
def test_the_address_that_the_page_calls_its_own(head: str, url: str) -> None:
    assert said(head).url == url


def test_a_time_in_utc_is_told_as_vietnamese_readers_saw_it() -> None:
    assert said(data(datePublished="2026-10-01T23:30:00Z")).published == "2026-10-02T06:30:00+07:00"


def test_what_became_metadata_is_entered_as_used() -> None:
    made = said(
        META, '<p class="author">Lê Đầu Trang</p><time datetime="2026-10-02">2/10/2026</time>'
    )
    assert [(use.field, use.text) for use in made.used] == [
        ("title", TITLE),
        ("title", TITLE),
        ("authors", "Lê Đầu Trang"),
        ("published", "2/10/2026"),
    ]


def test_letters_of_metadata_are_mended() -> None:
    made = said(data(author={"name": "Le\u0302 Du\u0303\u031b"}, articleSection="So\u0302ng"))
    assert (made.authors, made.section) == (("Lê Dữ",), "Sông")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('<a href="/tac-gia/lan-anh" rel="author">Vũ Lan Anh</a>', "Vũ Lan Anh"),
        (
            "<p>Ch\u1ee3 h\u1ecdp <b>t\u1eeb</b> s\u1edbm.</p><p>Trưa đã vãn.</p>",
            "Chợ họp từ sớm. Trưa đã vãn.",
        ),
        ("&lt;em&gt;Chợ&lt;/em&gt; n<i>ổ</i>i", "Chợ nổi"),
        ("Sông < suối, 5 > 3 và I <3 you", "Sông < suối, 5 > 3 và I <3 you"),
        ("<p class='cut", "<p class='cut"),
        ("Giá <20.000₫ một cân", "Giá <20.000₫ một cân"),
    ],
)
def test_markup_in_what_a_page_declares_is_no_part_of_it(said: str, words: str) -> None:
    data = json.dumps({"@type": "NewsArticle", "description": said}).replace("</", "<\\/")
    told = article(head=f'<script type="application/ld+json">{data}</script>').about
    assert told.description == words
