"""Addresses a book links to: kept where they lead somewhere, written as the standard has it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.render.links import address


@pytest.mark.parametrize(
    "written",
    [
        "https://vidu.example",
        "https://vidu.example/bai?trang=1&ky=2#dau",
        "http://localhost:8080/x",
        "HTTPS://VIDU.example/A",
        "https://báo.example/tin tức".replace(" ", "%20"),
        "https://xn--bo-6ja.example/",
        "https://a_b.example/",
        "mailto:toasoan@vidu.example?subject=Xin%20chào",
    ],
)
def test_a_sound_address_stays_as_it_is(written: str) -> None:
    assert address(written) == written


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://vidu.example/?x=[1]|{2}", "https://vidu.example/?x=%5B1%5D%7C%7B2%7D"),
        ("https://vidu.example/100%", "https://vidu.example/100%25"),
        ("https://vidu.example/a b", "https://vidu.example/a%20b"),
        ("https://vidu.example/\u00a0", "https://vidu.example/%C2%A0"),
        ("https://vidu.example/a#b#c", "https://vidu.example/a#b%23c"),
        ('https://vidu.example/"x"', "https://vidu.example/%22x%22"),
    ],
)
def test_what_has_no_place_in_one_is_encoded(written: str, expected: str) -> None:
    assert address(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "#dau",
        "/bai",
        "bai.html",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://",
        "https:///x",
        "https://ten:khoa@vidu.example/",
        "https://vidu.example:99999/",
        "https://vidu..example/",
        "https://-a.example/",
        "https://xn--zzzzzz.example/",
        f"https://{'a' * 64}.example/",
        "http://256.1.1.1/",
        "mailto:",
        "mailto:hai người@vidu.example",
    ],
)
def test_what_leads_nowhere_is_no_address(written: str) -> None:
    assert address(written) == ""


@given(st.text(max_size=60))
def test_the_rest_of_an_address_survives(rest: str) -> None:
    try:
        rest.encode()
    except UnicodeEncodeError:
        return
    made = address(f"https://vidu.example/{rest}")
    assert made.startswith("https://vidu.example/")
    assert unquote(made) == unquote(f"https://vidu.example/{rest}")
    assert address(made) == made
