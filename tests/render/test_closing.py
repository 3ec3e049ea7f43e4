"""The register at the end of an archive's PDF."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from html import unescape

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from formatter import profile, theme
from formatter.article import About, Article, Book
from formatter.original import Source
from formatter.profile import Pdf
from formatter.render import pages
from formatter.render.closing import register
from formatter.render.pdf import page_html, to_pdf
from formatter.render.words import words
from tests.tools import archived

BOOK = theme.load("book")
ARCHIVE = profile.load("archive")


def second(**changes: object) -> Article:
    facts = {"title": "Bến cũ", "url": "https://cua-van.example/ben-cu", "language": "en"}
    return archived.article(**(facts | changes))


def facts(made: Book, number: int = 0) -> list[tuple[str, str]]:
    entry = register(made, BOOK, ARCHIVE).entries[number]
    return [(fact.label, fact.text) for fact in entry.facts]


@cache
def printed(name: str) -> bytes:
    made = archived.book(archived.article(), second(), title="Tuần trên sông")
    return to_pdf(made, theme.load(name), ARCHIVE).data


def text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        said = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return " ".join(said.split())


def test_a_plain_pdf_has_none() -> None:
    assert 'class="register"' in page_html(archived.book(), BOOK, profile=ARCHIVE)
    assert 'class="register"' not in page_html(archived.book(), BOOK)


def test_all_that_is_known_is_a_line() -> None:
    page = archived.original()
    assert facts(archived.book()) == [
        ("Địa chỉ", "https://cua-van.example/giu-dap"),
        ("Mã định danh", "doi:10.9999/cua-van.12"),
        ("Mã định danh", "ark:/99999/cv12"),
        ("Xuất bản", "Hội Nhà báo Ví Dụ"),
        ("Bản quyền", "© 2026 Báo Cửa Vạn"),
        ("Giấy phép", "https://giay-phep.example/by/4.0/"),
        ("Địa chỉ đã mở", page.asked),
        ("Được chuyển tới", page.url),
        ("Tệp đã đọc", "giu-dap.html"),
        ("Lưu", "Thứ Tư, 25/11/2026, 02:09 (GMT), lúc tải trang"),
        ("SHA-256", page.sha256),
        ("Quy tắc đọc", "cuavan 2"),
    ]


def test_each_page_read_is_told_in_its_order() -> None:
    pages = tuple(archived.original(f"trang-{i}.html", asked="", url="") for i in (1, 2))
    made = archived.book(archived.article(source=Source(originals=pages)))
    told = [fact for fact in facts(made) if fact[0] in {"Trang đã đọc", "Tệp đã đọc", "SHA-256"}]
    assert told == [
        ("Trang đã đọc", "1"),
        ("Tệp đã đọc", "trang-1.html"),
        ("SHA-256", pages[0].sha256),
        ("Trang đã đọc", "2"),
        ("Tệp đã đọc", "trang-2.html"),
        ("SHA-256", pages[1].sha256),
    ]


def test_an_address_is_told_once() -> None:
    url = "https://cua-van.example/giu-dap"
    page = archived.original(asked=url, url=url)
    made = archived.book(archived.article(source=Source(originals=(page,))))
    assert [told for _, told in facts(made)].count(url) == 1


def test_of_a_capture_nobody_knows_it_is_said_so() -> None:
    made = archived.book(archived.article(source=Source(sha256="0" * 64)))
    assert ("Lưu", "không rõ lúc nào") in facts(made)


def test_what_isnt_known_has_no_line() -> None:
    bare = archived.article(about=About(), source=Source(), url="", site="", rule="")
    assert facts(archived.book(bare)) == []
    (entry,) = register(archived.book(bare), BOOK, ARCHIVE).entries
    assert not entry.qr


def test_it_tells_what_made_the_file() -> None:
    told = {fact.label: fact.text for fact in register(archived.book(), BOOK, ARCHIVE).facts}
    assert told["Mẫu trình bày"] == "book 1, base 1"
    assert told["Hồ sơ xuất"] == "archive"


def test_it_promises_the_page_inside_only_where_it_is() -> None:
    said = words(BOOK, "vi")
    bare = replace(ARCHIVE, pdf=Pdf(standard="a-2a"))
    gone = archived.book(archived.article(source=archived.article().source.bare()))
    assert register(archived.book(), BOOK, ARCHIVE).intro == said["register_holds"]
    assert register(archived.book(), BOOK, bare).intro == said["register_tells"]
    assert register(gone, BOOK, ARCHIVE).intro == said["register_tells"]


def test_what_a_page_says_cannot_be_markup() -> None:
    hostile = '"><script>x</script>'
    about = About(rights=hostile, license=f"https://gp.example/{hostile}", publisher=hostile)
    made = archived.book(archived.article(title=hostile, about=about))
    assert "<script>x" not in page_html(made, BOOK, profile=ARCHIVE)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    made = archived.book(archived.article(url=url, about=About()))
    (entry,) = register(made, BOOK, ARCHIVE).entries
    assert not entry.facts[0].link
    assert not entry.qr


@pytest.mark.parametrize("name", theme.names())
def test_every_theme_prints_it_at_the_end(name: str) -> None:
    said = text(printed(name))
    at = said.rindex("Nguồn gốc bản lưu Tệp này giữ trong nó")
    end = said[at:].replace(" ", "")
    for fact in (archived.original().sha256, "cuavan2", "article-formatter", f"{name}1,"):
        assert fact in end
    assert "Truycậpngày25/11/2026,từhttps://doi.org/10.9999/cua-van.12" in end


@pytest.mark.parametrize("name", theme.names())
def test_each_entry_leads_to_its_article(name: str) -> None:
    markup = page_html(
        archived.book(archived.article(), second(), title="Tuần"),
        theme.load(name),
        profile=ARCHIVE,
    )
    end = markup[markup.index('<section class="register">') :]
    assert re.findall(r'<h2><a href="#([^"]+)"( lang="en")?', end) == [
        ("bai-1", ""),
        ("bai-2", ' lang="en"'),
    ]
    assert markup.count('id="bai-2"') == 1


def test_an_english_book_says_it_in_english() -> None:
    made = archived.book(second())
    end = register(made, BOOK, ARCHIVE)
    assert end.intro.startswith("This file holds the page that was read")
    assert end.entries[0].citation.startswith("Trần Thị Sông & Lê An (2026, September 28). Bến cũ.")


def test_its_code_says_in_words_what_it_opens() -> None:
    (entry,) = register(archived.book(), BOOK, ARCHIVE).entries
    title = re.search(r"<title>(.*?)</title>", entry.qr)
    assert title is not None
    assert unescape(title[1]) == "QR: https://doi.org/10.9999/cua-van.12"
    with pikepdf.open(io.BytesIO(printed("book"))) as pdf:
        alts = [str(one.Alt) for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]  # fmt: skip
    assert alts.count("QR: https://doi.org/10.9999/cua-van.12") == 2


def test_no_clock_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = archived.book()
    first = to_pdf(made, BOOK, ARCHIVE).data
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    assert to_pdf(made, BOOK, ARCHIVE).data == first


def test_an_address_too_long_for_a_printed_code_has_none_and_says_so() -> None:
    address = "https://cua-van.example/giu-dap?dau=" + "x" * 760
    made = archived.book(replace(archived.article(about=About()), url=address))
    (entry,) = register(made, BOOK, ARCHIVE).entries
    assert not entry.qr
    assert ("QR", words(BOOK, "vi")["too_long_for_code"]) in facts(made)
    assert ("Địa chỉ", address) in facts(made)
    assert entry.citation.endswith("…")
    assert len(entry.citation) < 500
    assert not pages.qr_svg(address)
    assert not pages.qr_svg("https://cua-van.example/" + "x" * 4000)


def test_a_code_s_dots_are_no_finer_than_a_telephone_reads() -> None:
    longest = max(n for n in range(20, 400) if pages.qr_svg("https://a.example/" + "x" * (n - 18)))
    assert longest == 213
