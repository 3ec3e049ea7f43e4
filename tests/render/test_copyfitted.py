"""Copyfits put into a story's markup and style."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import cssselect2  # type: ignore[import-untyped]
import pytest

from formatter import theme
from formatter.article import Article
from formatter.copyfit import AS_SET, Copyfit
from formatter.render import copyfitted, pdf, stories
from formatter.render.words import words
from tests.render import sample_book as sample

FIGURE = '<figure><img src="image:cau" alt="Cầu"/><figcaption>Cầu <b>tre</b></figcaption></figure>'


def _body(*blocks: str) -> str:
    return "\n".join(blocks)


def _moved(body: str, places: int) -> str:
    return copyfitted.body(body, Copyfit(moved=(("cau", places),)))


def _order(body: str) -> list[str]:
    return re.findall(r"(?<=<p>)\w+|<h2|<figure|<ul|verse|lead|signature", body)


THREE = _body("<p>Một</p>", FIGURE, "<p>Hai</p>", "<p>Ba</p>", "<p>Bốn</p>")


@pytest.mark.parametrize(
    ("places", "order"),
    [
        (1, ["Một", "Hai", "<figure", "Ba", "Bốn"]),
        (2, ["Một", "Hai", "Ba", "<figure", "Bốn"]),
        (9, ["Một", "Hai", "Ba", "<figure", "Bốn"]),
        (0, ["Một", "<figure", "Hai", "Ba", "Bốn"]),
    ],
)
def test_a_figure_goes_past_paragraphs_and_never_to_the_end(places: int, order: list[str]) -> None:
    assert _order(_moved(THREE, places)) == order


def test_a_figure_goes_before_paragraphs_and_never_over_the_lead() -> None:
    body = _body('<p class="lead">Mở</p>', "<p>Một</p>", "<p>Hai</p>", FIGURE, "<p>Ba</p>")
    assert _order(_moved(body, -1)) == ["lead", "Một", "<figure", "Hai", "Ba"]
    assert _order(_moved(body, -9)) == ["lead", "<figure", "Một", "Hai", "Ba"]


@pytest.mark.parametrize(
    "stops",
    ["<h2>Chợ</h2>", "<ul><li><p>Cá</p></li></ul>", FIGURE.replace("cau", "ben")],
)
def test_a_figure_goes_past_paragraphs_alone(stops: str) -> None:
    body = _body("<p>Một</p>", FIGURE, stops, "<p>Hai</p>", "<p>Ba</p>")
    assert _moved(body, 2) == body


@pytest.mark.parametrize("led", ["<ul><li>Cá</li></ul>", '<p class="verse">Đèn</p>'])
def test_a_figure_doesnt_part_a_list_from_what_leads_up_to_it(led: str) -> None:
    body = _body("<p>Một</p>", FIGURE, "<p>Chợ có:</p>", led, "<p>Hai</p>")
    assert _moved(body, 1) == body


def test_moving_loses_and_changes_nothing() -> None:
    assert sorted(re.findall(r"\w+", _moved(THREE, 2))) == sorted(re.findall(r"\w+", THREE))
    assert copyfitted.body(THREE, AS_SET) is THREE
    assert _moved(THREE.replace("cau", "khac"), 2) == THREE.replace("cau", "khac")


def test_every_block_of_a_story_stays_whole_when_one_moves() -> None:
    article = sample.lighthouse()
    said = words(theme.load("book"), "vi")
    (part,) = stories.parts(sample.book(article), said)
    body = str(part.stories[0].body)
    moved = copyfitted.body(body, Copyfit(moved=(("ngon-den", 1), ("cua-song", 2))))
    assert moved != body
    figures = re.compile(r"<figure.*?</figure>", re.DOTALL)
    assert sorted(figures.findall(moved)) == sorted(figures.findall(body))
    assert figures.sub("", moved).replace("\n", "") == figures.sub("", body).replace("\n", "")


def test_rules_are_for_what_is_fitted_alone() -> None:
    assert copyfitted.rules({"bai-1": AS_SET}) == ""
    assert copyfitted.rules({"bai-1": Copyfit(tight=True)}) == ""
    rules = copyfitted.rules({"bai-2": Copyfit(pictures=0.9), "bai-1": Copyfit(spacing=-0.03)})
    assert [line.split(" ")[0] for line in rules.splitlines()] == ["#bai-1", "#bai-2"]
    assert copyfitted.tight({"bai-1": Copyfit(tight=True), "bai-2": AS_SET}) == {"bai-1"}


def test_a_picture_over_the_edges_of_its_page_keeps_its_size() -> None:
    css = cssselect2.Matcher()
    rule = copyfitted.rules({"bai-1": Copyfit(pictures=0.9)}).partition("{")[0]
    for selector in cssselect2.compile_selector_list(rule):
        css.add_selector(selector, True)
    figure = "<figure><img/></figure>"
    for manner, smaller in (("hero-before", 1), ("hero-across", 2)):
        piece = ET.fromstring(
            f'<article id="bai-1" class="{manner}"><div class="story" data-part="hero">{figure}'
            f'</div><div class="story">{figure}</div></article>'
        )
        pictures = [
            each
            for each in cssselect2.ElementWrapper.from_xml_root(piece).iter_subtree()
            if each.local_name == "img" and css.match(each)
        ]
        assert len(pictures) == smaller, manner


def _widths(fit: Copyfit) -> tuple[float, float]:
    """Return how long a paragraph of one line is, and how wide its picture."""
    body = f"<p>Sáng nào chú cũng ra bến từ lúc trời mờ</p>{FIGURE.replace('cau', 'ben-ghe')}"
    book = sample.book(Article(title="Bến ghe", body=body))
    chosen = theme.load("book")
    markup = pdf.page_html(book, chosen)
    markup = markup.replace("</head>", f"<style>{copyfitted.rules({'bai-1': fit})}</style></head>")
    with pdf._fonts() as type_case:
        document = pdf._laid_out(markup, pdf._Sealed(book, chosen), type_case)
        boxes = [b for page in pdf._boxes(document) for b in page.descendants()]
    text = next(b for b in boxes if "Sáng nào" in getattr(b, "text", ""))
    image = next(b for b in boxes if b.element_tag == "img")
    return text.width, image.width


@pytest.mark.parametrize("spacing", [-0.03, -0.015, 0.015, 0.03])
def test_a_line_is_longer_by_the_part_that_is_asked(spacing: float) -> None:
    natural, _ = _widths(AS_SET)
    fitted, _ = _widths(Copyfit(spacing=spacing))
    assert fitted / natural - 1 == pytest.approx(spacing, rel=0.25)


def test_a_picture_has_the_part_of_its_size_that_is_asked() -> None:
    _, natural = _widths(AS_SET)
    _, fitted = _widths(Copyfit(pictures=0.8))
    assert fitted == pytest.approx(natural * 0.8)


def test_what_may_be_moved_is_named() -> None:
    quote = '<aside class="pull"><p>Huề</p></aside>'
    body = _body("<p>Một</p>", FIGURE, "<p>Hai</p>", quote, "<p>Ba</p>", quote, "<p>Bốn</p>")
    assert copyfitted.movable(body) == ("pull-1", "pull-2", "cau")
    stuck = _body("<h2>Chợ</h2>", FIGURE, "<h2>Bến</h2>", "<p>Hai</p>")
    assert copyfitted.movable(stuck) == ()
    moved = copyfitted.body(body, Copyfit(moved=(("pull-1", -1),)))
    assert re.findall(r"(?<=<p>)\w+|<figure", moved)[:4] == ["Một", "<figure", "Huề", "Hai"]


@pytest.mark.parametrize("kind", ["", ' class="wide"'])
def test_the_first_wide_picture_opens_a_body_where_that_is_asked(kind: str) -> None:
    lead, wide = '<p class="lead">Mở</p>', FIGURE.replace("<figure", f"<figure{kind}")
    body = _body(lead, "<p>Một</p>", wide, "<p>Hai</p>")
    assert copyfitted.led(body, AS_SET) is body
    assert _order(copyfitted.led(body, Copyfit(across=True))) == ["lead", "<figure", "Một", "Hai"]


@pytest.mark.parametrize(
    "stays", ["<h2>Chợ</h2>", FIGURE.replace("<figure", '<figure class="tall"')]
)
def test_a_tall_picture_or_one_of_a_later_part_opens_none(stays: str) -> None:
    body = _body("<p>Một</p>", stays, "<p>Hai</p>" if "tall" in stays else FIGURE)
    assert copyfitted.led(body, Copyfit(across=True)) == body


def test_a_picture_that_opens_a_piece_is_not_moved_away() -> None:
    lead = '<p class="lead">Mở</p>'
    body = _body(lead, "<p>Một</p>", FIGURE, "<p>Hai</p>", "<p>Ba</p>")
    fit = Copyfit(across=True, moved=(("cau", 1),))
    assert copyfitted.body(copyfitted.led(body, fit), fit) == copyfitted.led(body, fit)
