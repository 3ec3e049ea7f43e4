"""Articles in several pages: which pages are read with the first, and what is said of the rest."""

from __future__ import annotations

import base64
import plistlib
from pathlib import Path

import pytest

from formatter.article import Page
from formatter.errors import FormatterError
from formatter.fetch import Fetched
from formatter.source import joined, read
from formatter.source.sequels import MOST

SITE = "https://non.example/xa-hoi/nguoi-gac-den"
TITLE = "Người gác đèn biển trên đảo Ba Vú"


def html(number: int, *links: str, title: str = TITLE, own: str = "") -> str:
    saved = f"<!-- saved from url=(0041){own} -->" if own else ""
    return (
        f'{saved}<html lang="vi"><head><title>{title} - Trang {number} - Báo Non</title>'
        f'<meta property="og:site_name" content="Báo Non"></head><body><h1>{title}</h1>'
        f"<p>Trang thứ {number} kể chuyện ông Tự thắp đèn.</p>{''.join(links)}</body></html>"
    )


def numbered(*numbers: int, form: str = SITE + "-p{}.html") -> str:
    return "".join(f'<a href="{form.format(n)}">{n}</a>' for n in numbers)


def told(href: str, text: str = "Trang sau »") -> str:
    return f'<a href="{href}">{text}</a>'


def save(folder: Path, **pages: str) -> Path:
    """Save pages under their names, `_` for `-`; return the first one's path."""
    for name, text in pages.items():
        (folder / f"{name.replace('_', '-')}.html").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(pages)).replace('_', '-')}.html"


def numbers(page: Page) -> list[str]:
    return [sequel.html.partition("Trang thứ ")[2][0] for sequel in page.sequels]


def test_pages_saved_beside_the_first_under_their_own_names(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        nguoi_gac_den=html(1, numbered(1, 2, 3), own=f"{SITE}.html"),
        nguoi_gac_den_p2=html(2, numbered(1, 2, 3), own=f"{SITE}-p2.html"),
        nguoi_gac_den_p3=html(3, numbered(1, 2, 3), own=f"{SITE}-p3.html"),
        nguoi_khac=html(9, title="Một chuyện khác hẳn ở nơi khác"),
    )
    page = read(first)
    assert numbers(page) == ["2", "3"]
    assert page.notes == ()
    assert [sequel.sequels for sequel in page.sequels] == [(), ()]
    assert [path.stem[-2:] for path in joined(first)] == ["p2", "p3"]


def test_pages_found_by_the_address_they_say(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        mot=html(1, numbered(2), own=f"{SITE}.html"),
        ba=html(3, own=f"{SITE}-p3.html"),
        hai=html(2, numbered(3), own=f"{SITE}-p2.html"),
    )
    assert numbers(read(first)) == ["2", "3"]


def test_pages_saved_under_numbers_of_the_users_own(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        den=html(1, numbered(2, form=SITE + ".html?page={}"), own=f"{SITE}.html"),
        den_2=html(2),
        den_3=html(3),
    )
    assert numbers(read(first)) == ["2"]


def test_pages_with_relative_links_and_no_address(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        bai=html(1, told("bai-2.html", "2")),
        bai_2=html(2, told("bai-3.html", "3")),
        bai_3=html(3),
    )
    assert numbers(read(first)) == ["2", "3"]


@pytest.mark.parametrize(
    "link",
    [
        told("phan-sau.html"),
        told("phan-sau.html", "<b>TRANG TIẾP</b> →".replace("TRANG TIẾP", "Trang tiếp")),
        told("phan-sau.html", "Next page"),
        '<a rel="next" href="phan-sau.html">Đi tiếp</a>',
        '<link rel="next" href="phan-sau.html">',
    ],
)
def test_a_link_that_says_so_leads_to_a_page_of_the_same_title(tmp_path: Path, link: str) -> None:
    first = save(tmp_path, phan_dau=html(1, link), phan_sau=html(2))
    assert numbers(read(first)) == ["2"]


@pytest.mark.parametrize("link", [told("phan-sau.html"), '<link rel="next" href="phan-sau.html">'])
def test_a_page_of_another_article_is_refused_with_a_note(tmp_path: Path, link: str) -> None:
    other = html(2, title="Mùa cá cơm về muộn ở vịnh Nồm")
    page = read(save(tmp_path, phan_dau=html(1, link), phan_sau=other))
    assert page.sequels == ()
    assert page.notes == ("The page phan-sau.html is another article and stays out.",)


def test_the_sites_name_is_no_title(tmp_path: Path) -> None:
    one, two = (
        html(n, link, title=title).replace(f"<title>{title} - Trang {n} - ", "<title>")
        for n, link, title in (
            (1, told("phan-sau.html"), TITLE),
            (2, "", "Mùa cá cơm về muộn ở vịnh Nồm"),
        )
    )
    assert read(save(tmp_path, phan_dau=one, phan_sau=two)).sequels == ()


def test_a_file_of_another_article_with_the_next_number_is_none(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        bai_1=html(1, numbered(2), own=f"{SITE}.html"),
        bai_2=html(2, title="Mùa cá cơm về muộn ở vịnh Nồm", own="https://non.example/ca-com.html"),
    )
    assert read(first).sequels == ()


def test_pages_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        a=html(1, told("b.html")),
        b=html(2, told("c.html")),
        c=html(3, told("a.html")),
    )
    page = read(first)
    assert numbers(page) == ["2", "3"]
    assert page.notes == ("The article's pages lead in a circle, back to a.html.",)
    itself = read(save(tmp_path, d=html(4, told("d.html"))))
    assert itself.sequels == ()


def test_a_page_that_was_saved_twice_is_read_once(tmp_path: Path) -> None:
    same = html(1, numbered(2, form="bai-{}.html"))
    assert read(save(tmp_path, bai=same, bai_2=same)).sequels == ()


def test_there_is_an_end_to_pages(tmp_path: Path) -> None:
    names = [f"bai-p{n}" if n > 1 else "bai" for n in range(1, MOST + 5)]
    for number, name in enumerate(names, start=1):
        link = numbered(number + 1, form="bai-p{}.html")
        (tmp_path / f"{name}.html").write_text(html(number, link), encoding="utf-8")
    page = read(tmp_path / "bai.html")
    assert len(page.sequels) == MOST - 1
    assert page.notes == (f"The article has more than {MOST} pages; the first {MOST} are joined.",)


def test_a_page_that_was_not_saved_is_told(tmp_path: Path) -> None:
    page = read(save(tmp_path, bai=html(1, numbered(2), own=f"{SITE}.html")))
    assert page.sequels == ()
    assert len(page.notes) == 1
    assert f"The article goes on at {SITE}-p2.html, which wasn't saved" in page.notes[0]
    assert "--online" in page.notes[0]


@pytest.mark.parametrize(
    "link",
    [
        numbered(2, form=SITE + "-{}.html"),
        '<link rel="next" href="https://non.example/chuyen-khac.html">',
        told("https://non.example/chuyen-khac.html", "Tiếp"),
        numbered(3),
        "",
    ],
)
def test_links_that_may_lead_anywhere_are_not_missed(tmp_path: Path, link: str) -> None:
    page = read(save(tmp_path, bai=html(1, link, own=f"{SITE}.html")))
    assert (page.sequels, page.notes) == ((), ())


class Web:
    """A site that answers with pages by their addresses."""

    def __init__(self, **pages: str) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def __call__(self, url: str) -> Fetched:
        self.asked.append(url)
        name = url.rpartition("-")[2].removesuffix(".html")
        if name not in self.pages:
            raise FormatterError(
                f"{url} answers with 404.", "Look whether the page is still there."
            )
        return Fetched(data=self.pages[name].encode(), url=url, time="2026-11-25T02:09:07Z")


def test_pages_are_fetched_where_that_is_allowed(tmp_path: Path) -> None:
    first = save(tmp_path, bai=html(1, numbered(2), own=f"{SITE}.html"))
    web = Web(p2=html(2, numbered(3)), p3=html(3))
    page = read(first, follow=web)
    assert numbers(page) == ["2", "3"]
    assert web.asked == [f"{SITE}-p2.html", f"{SITE}-p3.html"]
    assert page.sequels[0].captured.basis == "observed"


def test_pages_of_an_address(tmp_path: Path) -> None:
    web = Web(den=html(1, numbered(2)), p2=html(2))
    assert numbers(read(f"{SITE}.html", fetch=web, follow=web)) == ["2"]
    assert read(f"{SITE}.html", fetch=web).sequels == ()
    assert list(tmp_path.iterdir()) == []


def test_a_saved_page_is_not_fetched_again(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        bai=html(1, numbered(2), own=f"{SITE}.html"),
        bai_p2=html(2, own=f"{SITE}-p2.html"),
    )
    web = Web()
    assert numbers(read(first, follow=web)) == ["2"]
    assert web.asked == []


def test_a_page_that_does_not_answer_is_told(tmp_path: Path) -> None:
    first = save(tmp_path, bai=html(1, numbered(2), own=f"{SITE}.html"))
    page = read(first, follow=Web())
    assert page.notes == (
        f"The article's next page couldn't be had. {SITE}-p2.html answers with 404.",
    )


def test_another_site_is_never_asked(tmp_path: Path) -> None:
    link = '<link rel="next" href="https://suoi.example/nguoi-gac-den-p2.html">'
    web = Web(p2=html(2))
    assert read(save(tmp_path, bai=html(1, link, own=f"{SITE}.html")), follow=web).sequels == ()
    assert web.asked == []


def test_pages_within_an_mhtml_file(tmp_path: Path) -> None:
    parts = "".join(
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: {where}\r\n\r\n{base64.b64encode(text.encode()).decode()}\r\n"
        for where, text in (
            (f"{SITE}.html", html(1, numbered(2))),
            (f"{SITE}-p2.html", html(2)),
        )
    )
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    (tmp_path / "bai.mhtml").write_bytes((head + parts + "--x--\r\n").encode())
    assert numbers(read(tmp_path / "bai.mhtml")) == ["2"]


def test_pages_within_a_web_archive() -> None:
    one, two = (
        {
            "WebResourceData": text.encode(),
            "WebResourceURL": where,
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-8",
        }
        for where, text in ((f"{SITE}.html", html(1, numbered(2))), (f"{SITE}-p2.html", html(2)))
    )
    data = plistlib.dumps({"WebMainResource": one, "WebSubresources": [two]})
    assert numbers(read(data)) == ["2"]


def test_what_came_with_each_page_comes_with_the_article(tmp_path: Path) -> None:
    first = save(
        tmp_path,
        bai=html(1, told("bai-p2.html", "2")),
        bai_p2=html(2),
    )
    for name in ("bai_files", "bai-p2_files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "anh.jpg").write_bytes(b"\xff\xd8\xff")
    held = [resource.address for resource in read(first).resources.held]
    assert held == ["bai_files/anh.jpg", "bai-p2_files/anh.jpg"]


def test_a_damaged_page_stops_nothing(tmp_path: Path) -> None:
    first = save(tmp_path, bai=html(1, told("bai-p2.html", "2")))
    (tmp_path / "bai-p2.html").write_bytes(b"\x89PNG\r\n" * 20)
    assert read(first).sequels == ()
    assert joined(tmp_path / "khong-co.html") == ()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    save(tmp_path, bai_p2=html(2))
    (tmp_path / "trong" / "bai-p3.html").symlink_to(tmp_path / "bai-p2.html")
    first = save(tmp_path / "trong", bai=html(1, told("../bai-p2.html"), told("bai-p3.html")))
    assert read(first).sequels == ()


def test_text_and_bytes_have_no_pages_beside_them() -> None:
    assert read(html(1, told("bai-p2.html"))).sequels == ()
    assert read(html(1, told("bai-p2.html")).encode()).sequels == ()
    assert read(b"Chi la chu.\nTrang sau: bai-p2.html\n").sequels == ()
