"""Where the article stands in a page whose family nobody knows."""

from __future__ import annotations

import pytest

from formatter.clean.locate import locate, own
from formatter.clean.tree import grow

PROSE = (
    "Chú Ba Đò chèo ghe qua sông từ khi trời còn mờ sương, mỗi chuyến dăm ba người khách quen.",
    "Bến có một gốc bần già, rễ xòe ra như bàn tay giữ đất cho bờ khỏi lở mỗi mùa nước lớn.",
    "Cây cầu mới sắp xong, nhưng dân hai bờ vẫn hẹn nhau ở bến, vì ở đó người ta còn kịp hỏi han.",
    "Buổi trưa vắng khách, chú vá lại tấm lưới cũ, tay đưa thoăn thoắt mà mắt vẫn canh con nước.",
    "Đứa cháu nội học lớp ba hay ra bến ngồi làm bài, hễ có khách thì cất vở, phụ ông chống sào.",
)
STORY = "".join(f"<p>{text} {text}</p>" for text in PROSE)
TEASER = (
    "<div class=card><h3><a href=/x>Người giữ đèn cuối cù lao</a></h3><p>Ngọn đèn ba "
    "mươi năm.</p></div>"
)
MENU = (
    "<ul>"
    + "".join(f"<li><a href=/{n}>Chuyên mục số {n} của báo</a></li>" for n in range(30))
    + "</ul>"
)

PAGES = {
    "an article": f"<article id=x>{STORY}</article>",
    "a box": f"<div id=x>{STORY}</div>",
    "a box beside menus": f"<div>{MENU}</div><div id=x>{STORY}</div><div>{MENU}</div>",
    "a box beside a bar": f"<div id=x>{STORY}</div><div class=sidebar>{STORY}</div>",
    "a box over comments": f"<div id=x>{STORY}</div><div id=comments>{STORY}</div>",
    "a box over a footer": f"<div id=x>{STORY}</div><footer>{PROSE[0] * 4}</footer>",
    "a box among teasers": f"<div>{TEASER * 8}</div><div id=x>{STORY}</div><div>{TEASER * 8}</div>",
    "two halves": f"<div id=x><div class=half>{STORY}</div><div "
    f"class=half>{STORY.replace('p>', 'p>Rồi ')}</div></div>",
    "a hidden twin": f"<div id=x>{STORY}</div><div style='display:none'>{STORY}</div>",
    "boxes of one paragraph": "<div id=x>"
    + "".join(f"<div class=row><p>{p} {p}</p></div>" for p in PROSE)
    + "</div>",
    "nothing but boxes": "<div id=x>" + "".join(f"<div>{p} {p}</div>" for p in PROSE) + "</div>",
    "a form around all": f"<form><div>{MENU}</div><div id=x>{STORY}</div></form>",
    "a name of the body": f"<div><div id=x itemprop=articleBody>{STORY}</div><section>{STORY}"
    "</section></div>",
    "a next article": f"<article id=x><h1>Một</h1>{STORY}</article><article><h1>Hai"
    f"</h1>{STORY[:400]}</article>",
}


@pytest.mark.parametrize("case", PAGES)
def test_the_article_is_found(case: str) -> None:
    tree = grow(f"<body>{PAGES[case]}</body>")
    found, share = locate(tree.body)
    (wanted,) = tree.select("#x")
    assert found is wanted or (wanted.within(found) and found.size == wanted.size)
    assert 0 < share <= 1


def test_the_title_says_which_of_two() -> None:
    tree = grow(f"<div>{STORY}</div><section id=x><h1>Bến đò</h1>{STORY}</section>")
    found, _ = locate(tree.body, tree.select("h1")[0])
    assert found is tree.select("#x")[0]


def test_what_holds_the_title_is_no_chrome_whatever_its_name() -> None:
    tree = grow(f"<div>{MENU}</div><div class=modal id=x><h1>Bến đò</h1>{STORY}</div>")
    found, _ = locate(tree.body, tree.select("h1")[0])
    assert found is tree.select("#x")[0]


def test_a_page_without_prose_is_taken_whole_and_trusted_with_nothing() -> None:
    tree = grow(f"<div>{MENU}</div>")
    assert locate(tree.body) == (tree.body, 0.0)


def test_an_empty_page() -> None:
    tree = grow("")
    assert locate(tree.body) == (tree.body, 0.0)


def test_a_block_s_own_letters_are_those_in_its_lines() -> None:
    tree = grow('<div id=x>một <b>hai</b> <a href="/">ba</a><p>bốn</p></div>')
    assert own(tree.select("#x")[0]) == (8, 2)


def test_the_share_is_that_of_the_page_s_prose() -> None:
    tree = grow(f"<div id=x>{STORY}</div><div class=box><p>{PROSE[0]}</p></div>")
    _, alone = locate(grow(f"<div>{STORY}</div>").body)
    _, beside = locate(tree.body)
    assert beside < alone == 1.0


def test_an_aside_is_no_article_though_all_prose_stands_in_it() -> None:
    markup = f"<h1>Bến đò</h1><div id=x><img src=/a.jpg><aside>{STORY}</aside></div>"
    assert locate(grow(markup).body)[0].get("id") == "x"
