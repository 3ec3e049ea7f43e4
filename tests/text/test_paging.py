"""Articles in pages: which address follows which, and what the links between them say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.paging import follows, host, is_row, key, says_next, untold
from formatter.text.plain import folded

SITE = "https://non.example/bai-viet"


@pytest.mark.parametrize(
    ("address", "after"),
    [
        (f"{SITE}.html", f"{SITE}-p2.html"),
        (f"{SITE}-p2.html", f"{SITE}-p3.html"),
        (f"{SITE}-p9.html", f"{SITE}-p10.html"),
        (f"{SITE}.html", f"{SITE}-trang-2.html"),
        (f"{SITE}.htm", f"{SITE}/trang-2.htm"),
        (f"{SITE}/trang-2.htm", f"{SITE}/trang-3.htm"),
        (f"{SITE}/", f"{SITE}/page/2/"),
        (f"{SITE}.html", f"{SITE}.html?page=2"),
        (f"{SITE}.html?page=2", f"{SITE}.html?page=3"),
        (f"{SITE}?id=7", f"{SITE}?id=7&trang=2"),
        (f"{SITE}?id=7&trang=2&x=1", f"{SITE}?id=7&trang=3&x=1"),
        ("http://www.non.example/a", "https://non.example/a/page/2#dau"),
        ("bai.html", "bai-p2.html"),
    ],
)
def test_a_page_follows_surely(address: str, after: str) -> None:
    assert follows(address, after) == "sure"
    assert follows(after, address) == ""


@pytest.mark.parametrize(
    ("address", "after"),
    [
        (f"{SITE}.html", f"{SITE}-2.html"),
        (f"{SITE}", f"{SITE}/2"),
        (f"{SITE}/2/", f"{SITE}/3/"),
        ("bai.html", "bai (2).html"),
    ],
)
def test_a_number_alone_may_be_the_articles_own(address: str, after: str) -> None:
    assert follows(address, after) == "weak"


@pytest.mark.parametrize(
    ("address", "after"),
    [
        (f"{SITE}.html", f"{SITE}.html"),
        (f"{SITE}.html", f"{SITE}-p3.html"),
        (f"{SITE}.html", f"{SITE}-p1.html"),
        (f"{SITE}.html", f"{SITE}-2026.html"),
        (f"{SITE}.html", "https://non.example/bai-khac-p2.html"),
        (f"{SITE}.html", "https://suoi.example/bai-viet-p2.html"),
        (f"{SITE}-4711234.html", f"{SITE}-4711235.html"),
        (f"{SITE}-p2.html", f"{SITE}-3.html"),
        (f"{SITE}?id=7", f"{SITE}?id=8&trang=2"),
        ("", ""),
    ],
)
def test_other_addresses_do_not_follow(address: str, after: str) -> None:
    assert follows(address, after) == ""


@given(st.integers(1, 98), st.sampled_from(["-p{}.html", "/trang-{}.htm", "?page={}", "/page/{}/"]))
def test_each_page_is_followed_by_the_next_alone(number: int, form: str) -> None:
    pages = [SITE + form.format(n) for n in range(1, 100)]
    assert [page for page in pages if follows(pages[number - 1], page)] == [pages[number]]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_an_address_to_compare(one: str, other: str) -> None:
    assert follows(one, other) in ("", "sure", "weak")
    assert key(key(one)) == key(key(key(one)))
    assert isinstance(host(one), str)


@pytest.mark.parametrize(
    "text",
    ["Trang sau", "trang tiếp »", "TRANG TIẾP THEO →", "Next page", "次のページへ", "下一页 >"],
)
def test_links_that_say_so(text: str) -> None:
    assert says_next(text)


@pytest.mark.parametrize("text", ["Tiếp", "Sau", "Next", "Trang sau của lịch sử", "", "2", "»"])
def test_links_that_may_lead_anywhere(text: str) -> None:
    assert not says_next(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3",
        "Trang: 1 2 3 Trang sau »",
        "« Trang trước | 2/5 | Trang sau »",
        "Page 1 of 3",
        "第2页",
    ],
)
def test_a_row_of_pages(text: str) -> None:
    assert is_row(text)


@pytest.mark.parametrize(
    "text",
    ["", "…", "7", "Trang phục 2 miền", "1 2 3 nhà", "Xem thêm ảnh", "1975 1986", "1 " * 120],
)
def test_no_row_of_pages(text: str) -> None:
    assert not is_row(text)


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Người gác đèn - Trang 2", "Người gác đèn"),
        ("Người gác đèn (Trang 2/3)", "Người gác đèn"),
        ("Người gác đèn (2/3)", "Người gác đèn"),
        ("Người gác đèn | Page 2 of 3", "Người gác đèn"),
        ("Người gác đèn - Trang 2 - Báo Non", "Người gác đèn - Báo Non"),
        ("Tết năm 2026", "Tết năm 2026"),
        ("Người gác đèn", "Người gác đèn"),
    ],
)
def test_a_title_without_its_page(title: str, bare: str) -> None:
    assert folded(untold(title)) == folded(bare)


def test_a_host_without_its_forms() -> None:
    assert {host(f"https://{name}non.example/x") for name in ("", "www.", "m.")} == {"non.example"}
    assert host("bai.html") == host("http://[") == ""
