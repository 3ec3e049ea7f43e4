"""What stands between the title and the body: lead, hero, byline, date."""

from __future__ import annotations

import pytest

from formatter.article import Page
from formatter.clean.clean import clean
from tests.tools.story import ENDING, OPENING, article, numbered

LEAD = (
    "Ba đời chèo đò, một đời nhìn cây cầu mọc lên bên kia khúc quanh, chú Ba vẫn cắm sào mỗi sáng."
)
BODY = OPENING + ENDING

NAMED = {
    "sapo": f'<p class="sapo">{LEAD}</p>',
    "sapo in a heading": f'<h2 class="detail-sapo">{LEAD}</h2>',
    "description": f'<div class="description">{LEAD}</div>',
    "chapeau": f'<div class="chappeau"><p>{LEAD}</p></div>',
    "standfirst": f'<div class="article__standfirst"><p>{LEAD}</p></div>',
    "excerpt": f'<section class="entry-excerpt">{LEAD}</section>',
    "perex": f'<div class="article__perex">{LEAD}</div>',
    "summary by its id": f'<div id="summary">{LEAD}</div>',
}


@pytest.mark.parametrize("case", NAMED)
def test_a_lead_outside_the_box_comes_first(case: str) -> None:
    assert article(before=NAMED[case]).body == f'<p class="lead">{LEAD}</p>{BODY}'


def test_what_the_page_gives_as_its_description_is_the_lead() -> None:
    head = f'<meta property="og:description" content="{LEAD}">'
    assert article(head=head, before=f"<p>{LEAD}</p>").body == f'<p class="lead">{LEAD}</p>{BODY}'


def test_a_description_cut_short_still_tells_the_lead() -> None:
    head = f'<meta name="description" content="{LEAD[:70]}...">'
    assert article(head=head, before=f"<div>{LEAD}</div>").body.startswith('<p class="lead">')


@pytest.mark.parametrize(
    "before",
    [
        f'<nav class="sapo">{LEAD}</nav>',
        f'<p class="sapo" hidden>{LEAD}</p>',
        f'<p class="sapo"><a href="/x">{LEAD}</a></p>',
        f'<div class="related"><p class="sapo">{LEAD}</p></div>',
        '<p class="sapo">Bến cũ</p>',
        f'<p class="sapo">{LEAD * 12}</p>',
    ],
)
def test_what_is_no_lead(before: str) -> None:
    made = article(before=before)
    assert 'class="lead"' not in made.body


@pytest.mark.parametrize(
    ("lead", "dateline"),
    [
        (f"(Dân Làng) - {LEAD}", "(Dân Làng)"),
        (f"TTO - {LEAD}", "TTO"),
        (f'<span class="location-stamp">Cần Thơ</span>{LEAD}', "Cần Thơ"),
    ],
)
def test_the_place_or_paper_is_marked(lead: str, dateline: str) -> None:
    made = article(before=f'<p class="description">{lead}</p>')
    assert made.body.startswith(f'<p class="lead"><span class="dateline">{dateline}</span> ')
    assert LEAD in made.body


def test_a_figure_over_the_body_opens_it() -> None:
    made = article(
        before='<figure class="avatar"><img src="/dau.jpg"><figcaption>Bến cũ.</figcaption>'
        "</figure>"
        f'<p class="sapo">{LEAD}</p>'
    )
    assert made.body.startswith(f'<p class="lead">{LEAD}</p><figure>')
    assert made.body.endswith(f"<figcaption>Bến cũ.</figcaption></figure>{BODY}")


@pytest.mark.parametrize(
    "before",
    [
        '<figure hidden><img src="/dau.jpg"></figure>',
        '<div class="related"><figure><img src="/dau.jpg"></figure></div>',
        "<figure><figcaption>Không ảnh.</figcaption></figure>",
    ],
)
def test_what_is_no_hero(before: str) -> None:
    made = article(before=before)
    assert made.images == ()
    assert made.body == BODY


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="byline">Lê Bưởi</p>',
        '<span class="author-name">Lê Bưởi</span>',
        '<div class="tac-gia">Bài và ảnh: Lê Bưởi</div>',
        '<a rel="author" href="/tac-gia/1">Lê Bưởi</a>',
        '<p itemprop="author">Lê Bưởi</p>',
    ],
)
def test_a_byline_names_the_author(byline: str) -> None:
    made = article(before=byline)
    assert made.authors == ("Lê Bưởi",)
    assert "Lê Bưởi" not in made.body


def test_a_signed_story_has_an_author() -> None:
    html = f"<h1>Bến đò cũ</h1><div>{BODY}<p style='text-align:right'><b>Lê Bưởi</b></p></div>"
    made = clean(Page(html=html))
    assert made.authors == ("Lê Bưởi",)
    assert made.body == f'{BODY}<p class="signature"><b>Lê Bưởi</b></p>'


def test_a_figure_signs_itself() -> None:
    made = article(
        '<figure><img src="/a.jpg"><figcaption class="author">Mận Trần</figcaption></figure>'
    )
    assert made.authors == ()
    assert "Mận Trần" in numbered(made)


def test_who_is_quoted_wrote_no_article() -> None:
    made = article(
        "<blockquote><p>Sông đâu bến đó.</p>"
        '<footer><span class="author">Mận Trần</span></footer></blockquote>'
    )
    assert made.authors == ()
    assert "Mận Trần" in made.body


def test_a_captioned_picture_in_a_box_over_the_body_opens_it_too() -> None:
    made = article(
        before='<div class="inline-content"><img src="/ben.jpg" alt="" width="400"><br>'
        '<span class="pb-caption">Bến đò buổi sớm, ghe còn đậu kín hai bờ.</span></div>'
    )
    assert made.body.startswith("<figure>")
    assert "<figcaption>Bến đò buổi sớm, ghe còn đậu kín hai bờ.</figcaption>" in made.body


def test_a_box_with_a_picture_and_more_than_its_caption_is_no_hero() -> None:
    made = article(
        before='<div class="so-tet"><img src="/x.jpg"><span class="caption">Bến cũ.</span>'
        "<p>Số báo tết có mười hai trang về chuyện bến, bán ở các sạp từ sáng mai.</p></div>"
    )
    assert made.body.startswith(OPENING)
