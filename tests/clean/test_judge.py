"""Whether a page holds an article at all, and what is said where it doesn't."""

from __future__ import annotations

import pytest

from formatter.article import Page
from formatter.clean.clean import clean
from formatter.errors import NothingFoundError
from tests.tools.story import ENDING, OPENING, TITLE

MENU = "".join(f"<li><a href=/{n}>Chuyên mục số {n}</a></li>" for n in range(40))
CARDS = "".join(
    f"<div><h3><a href=/{n}>Chuyện thứ {n} bên bến đò cũ</a></h3><p>Mấy lời dẫn ngắn cho bài "
    f"số {n}.</p></div>"
    for n in range(12)
)
NOTHING = {
    "empty": ("", "no text"),
    "a tree without text": ("<html><body><div></div></body></html>", "no text"),
    "a script alone": (
        "<script>document.cookie='D1N=abc';location.reload()</script>",
        "tests the browser",
    ),
    "a challenge": (
        "<h1>Just a moment...</h1><p>Checking your browser before you go on.</p>",
        "check of the browser",
    ),
    "a login": ("<form><p>Đăng nhập để đọc tiếp</p><p>Mật khẩu</p></form>", "login"),
    "a menu": (f"<ul>{MENU}</ul>", "links"),
    "a front": (f"<h1>Đời sống</h1>{CARDS}", "No article"),
    "not found": ("<h1>404</h1><p>Không tìm thấy trang.</p>", "No article"),
    "an error in plain words": ("<body>404 page not found</body>", "No article"),
    "a word that a script will replace": ("<body>Chờ chút<script>go()</script></body>", "article"),
    "frames": ("<frameset><frame src=a></frameset>", "no text"),
}


@pytest.mark.parametrize("case", NOTHING)
def test_nothing_is_found_and_said(case: str) -> None:
    markup, said = NOTHING[case]
    with pytest.raises(NothingFoundError) as caught:
        clean(Page(html=markup, url="https://bao.example/x"))
    assert said in caught.value.problem
    assert caught.value.problem.endswith(".")
    assert caught.value.remedy.endswith(".")
    assert caught.value.exit_code == 3


FOUND = {
    "a brief that is all its page holds": f"<h1>{TITLE}</h1><p>Sáng nay bến Cây Dương đóng "
    "cửa.</p>",
    "a text and nothing else": "<body>Bến Cây Dương nghỉ.</body>",
    "a story of two paragraphs": f"<h1>{TITLE}</h1>{OPENING}",
    "a story beside a menu": f"<ul>{MENU}</ul><div>{OPENING}{ENDING}</div>",
    "a story over teasers": f"<article><h1>{TITLE}</h1>{OPENING}{ENDING}</article>{CARDS}",
    "a story that names a login": f"<h1>{TITLE}</h1>{OPENING}<p>Đăng nhập vào sổ đò mất ba "
    f"phút.</p>{ENDING}",
}


@pytest.mark.parametrize("case", FOUND)
def test_something_is_found(case: str) -> None:
    assert clean(Page(html=FOUND[case])).body


def test_words_that_a_hidden_link_never_closed_swallows_make_no_article() -> None:
    flood = f'<div><a style="display:none" href="/x"></div>{OPENING * 3}'
    with pytest.raises(NothingFoundError):
        clean(Page(html=f'<body><h1>{TITLE}</h1><div><img src="/a.jpg">{flood}</div></body>'))
