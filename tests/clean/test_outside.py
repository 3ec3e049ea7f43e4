"""The page around the article, told piece by piece with its reason."""

from __future__ import annotations

import pytest

from formatter.article import Removal
from tests.tools.account import differences
from tests.tools.story import article, page


def told(after: str) -> list[Removal]:
    return [gone for gone in article(after=after).removed if gone.step == "outside"]


@pytest.mark.parametrize(
    ("after", "rule", "reason"),
    [
        ("<nav>Trang chủ</nav>", "element", "a <nav> outside the article"),
        ("<footer>Giấy phép số 5</footer>", "element", "a <footer> outside the article"),
        ('<div class="sidebar">Đọc nhiều</div>', "name", "its name says sidebar"),
        ('<div style="display:none">Bản in</div>', "hidden", "hides it from its readers"),
        ("<section>Lời lề</section>", "around", "stands outside the article"),
    ],
)
def test_a_piece_and_why(after: str, rule: str, reason: str) -> None:
    (gone,) = told(after)
    assert gone.rule == rule
    assert reason in gone.reason
    assert f">{gone.text}<" in after


def test_the_largest_pieces_are_entered_whole() -> None:
    (gone,) = told("<section><div><p>Một</p><p>Hai</p></div><img src=/q.jpg></section>")
    assert gone.text == "Một Hai"
    assert gone.images == ("https://bao.example/q.jpg",)


def test_a_picture_alone_is_entered() -> None:
    (gone,) = told('<div><img data-src="/q.jpg" src="data:image/gif;base64,R0"></div>')
    assert (gone.text, gone.images) == ("", ("https://bao.example/q.jpg",))


def test_loose_words_are_entered() -> None:
    (gone,) = told("lời lạc loài")
    assert (gone.rule, gone.text) == ("text", "lời lạc loài")


def test_what_holds_nothing_is_not_entered() -> None:
    assert told("<div></div><script>x</script><p> </p>") == []


def test_the_account_of_a_page_with_everything_around_it() -> None:
    parts = {
        "before": "<p class=byline>Lê Bưởi</p>loose<div><p>thừa</p></div>",
        "after": "<aside>bên lề <img src=a></aside>lạc<nav><a href=/>nhà</a></nav>",
    }
    assert (
        differences(
            page("<p>Ở giữa <button>nút</button>.</p>", **parts),
            article("<p>Ở giữa <button>nút</button>.</p>", **parts),
        )
        == {}
    )


def test_a_figure_in_a_byline_s_box_is_told_once() -> None:
    inner = "<figure><img src=/a.jpg><figcaption>Chú Ba Đò.</figcaption></figure>"
    parts = {"before": f"<div class=author>{inner}</div>"}
    assert differences(page(**parts), article(**parts)) == {}
