"""How sure we are of an article, and what is said against it."""

from __future__ import annotations

import json

from formatter.article import Page
from formatter.clean.clean import clean
from formatter.clean.trust import DOUBTFUL
from tests.tools.story import ENDING, OPENING, TITLE, article

# As long as an article is: one fold of each paragraph more would be the same words again.
LONG = "".join(f"<p>Khúc sông thứ {n}: {OPENING[3:]}" for n in range(1, 9))
LINKS = "".join(
    f"<p><a href=/{n}>Chuyện bến đò thứ {n} kể lại từ đầu mùa nước</a></p>" for n in "ab"
)


def data(body: str) -> str:
    thing = {"@type": "NewsArticle", "headline": TITLE, "articleBody": body}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def test_a_whole_article_is_sure() -> None:
    made = article(LONG)
    assert made.confidence > 0.95
    assert made.doubts == ()


def test_more_of_what_tells_an_article_makes_surer() -> None:
    whole = article(LONG).confidence
    untitled = clean(Page(html=f"<div>{OPENING}{ENDING}</div>")).confidence
    beside = clean(
        Page(
            html=f"<div>{OPENING}</div><section><div><p>{'Lời ngoài lề. ' * 20}</p></div></section>"
        )
    )
    assert 0 < beside.confidence < untitled < whole <= 1
    assert beside.confidence < DOUBTFUL


def test_each_doubt_is_a_sentence() -> None:
    found = clean(Page(html=f"<div>{OPENING}{LINKS}</div>"))
    assert len(found.doubts) >= 2
    for doubt in found.doubts:
        assert doubt.endswith(".")
        assert doubt[0].isupper()
    assert "The page's title wasn't found above it." in found.doubts


def test_article_that_the_data_tell_makes_sure() -> None:
    beside = f"<section><div><p>{'Lời ngoài lề của sông. ' * 60}</p></div></section>"
    plain = article(after=beside)
    told = article(after=beside, head=data(f"{OPENING} {ENDING}"))
    assert told.confidence >= 0.9 > plain.confidence
    assert told.body == plain.body


def test_article_that_the_data_tell_otherwise_is_doubted() -> None:
    other = "Một câu chuyện khác hẳn về chợ nổi và những ghe hàng bông đi trong sương sớm. " * 12
    made = article(LONG, head=data(other))
    assert made.confidence < DOUBTFUL
    assert made.doubts[0] == "Of the article as the page's data tell it, 100% isn't here."


def test_element_that_holds_what_the_data_tell_is_the_article() -> None:
    """A live page: the opening in one box, the rest in others that look like chrome."""
    rest = f"<section id=related><div>{ENDING}</div></section>"
    html = (
        f"<html><head><title>{TITLE}</title>{{}}</head><body><main><h1>{TITLE}</h1>"
        f"<div class=a>{OPENING}{LONG}</div>{rest}</main><footer>Tòa soạn</footer></body></html>"
    )
    without = clean(Page(html=html.format("")))
    told = f"{OPENING} {ENDING}"
    held = clean(Page(html=html.format(data(told))))
    assert "chú cười: sông còn thì chèo" not in without.body
    assert "chú cười: sông còn thì chèo" in held.body
    assert "Tòa soạn" not in held.body
    assert without.title == held.title == TITLE


HOUSE = (
    f"<p>{'Nhà đò Bến Dương chở khách từ đời ông cố, có bảy ghe và mười hai người chèo. ' * 6}</p>"
)


def test_what_stands_behind_the_only_rule_may_be_about_the_house() -> None:
    whole, parted = article(LONG + HOUSE), article(f"{LONG}<hr>{HOUSE}")
    assert parted.confidence < DOUBTFUL < whole.confidence
    assert "Behind its only rule stand" in parted.doubts[-1]
    assert parted.body.replace("<hr/>", "") == whole.body
    for sure in (
        f"{LONG}<hr><p>Bài in lại từ số trước.</p>",
        f"<hr>{LONG}{HOUSE}",
        f"{LONG}<hr>{OPENING}<hr>{HOUSE}",
        f"{LONG}<hr><h2>Người chèo đò</h2>{HOUSE}",
    ):
        assert article(sure).confidence > DOUBTFUL
