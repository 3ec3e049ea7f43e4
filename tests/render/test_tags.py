"""What a tagged PDF tells of books made for it, and trees that are put right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter import profile, theme
from formatter.article import Article, Book, ImageRef
from formatter.book import bind
from formatter.render.pdf import to_pdf
from formatter.render.structure import Mark, Node, sound
from tests.render import sample_book
from tests.tools import standards
from tests.tools.tagtree import Element, Structure, structure

ARCHIVE = profile.load("archive")
LONG = "Nước lên chậm mà xuống cũng chậm, người giữ cống ghi sổ từng giờ. " * 40

PICTURES = sample_book.book(sample_book.lighthouse()).images


def book(body: str, **changes: object) -> Book:
    refs = tuple(ImageRef(id=key, url=f"https://vi-du.example/{key}.jpg") for key in PICTURES)
    article = Article(title="Giữ cống", body=body, language="vi", images=refs)
    return bind(
        [replace(article, **changes)],  # type: ignore[arg-type]
        images=PICTURES,
    )


def printed(made: Book, style: str = "book") -> Structure:
    return structure(to_pdf(made, theme.load(style), ARCHIVE).data)


def told(body: str, style: str = "book", **changes: object) -> Element:
    (art,) = printed(book(body, **changes), style).root.all("Art")
    return art


def test_a_picture_is_told_by_its_text_its_caption_or_that_it_has_none() -> None:
    art = told(
        '<figure><img src="image:cua-song" alt="Cửa sông"/></figure>'
        '<figure><img src="image:ben-ghe" alt=""/><figcaption>Bến ghe <b>sáng</b> sớm. '
        '<span class="credit">Ảnh: Ẩn</span></figcaption></figure>'
        '<figure><img src="image:ngon-den" alt=""/><figcaption><span class="credit">Ảnh: Ẩn'
        "</span></figcaption></figure>"
        '<figure><img src="image:khong-con" alt="Ông Ngữ"/></figure>'
        '<p>Dấu <img src="image:ben-ghe" alt=""/> trang trí.</p>'
    )
    assert [figure.alt for figure in art.all("Figure")] == [
        "Cửa sông",
        "Theo chú thích: Bến ghe sáng sớm. Ảnh: Ẩn",
        "1 hình không có lời tả",
        "Thiếu ảnh: Ông Ngữ",
    ]


def test_a_paragraph_over_pages_and_columns_is_one() -> None:
    for style in ("book", "newspaper"):
        art = told(f"<p>{LONG * 3}</p>", style)
        (long,) = [each for each in art.all("P") if len(each.text) > 1000]
        assert long.text == (LONG * 3).strip()
        assert len(set(long.pages)) > 1 or style == "newspaper"


def test_a_long_table_s_heads_are_told_once() -> None:
    rows = "".join(f"<tr><td>Trạm {n}</td><td>{n}</td></tr>" for n in range(90))
    found = printed(
        book(
            "<table><thead><tr><th>Nơi đo</th><th>Mực nước</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )
    )
    (table,) = found.root.all("Table")
    assert [head.text for head in table.all("TH")] == ["Nơi đo", "Mực nước"]
    assert len(table.all("TR")) == 91
    again = "".join(run for _, kind, run in found.artifacts if kind == "/Pagination")
    assert again.count("Mực nước") == len({page for c in table.all("TD") for page in c.pages}) - 1
    assert again.count("Mực nước") > 0


def test_a_row_that_is_too_short_is_filled_up_and_a_cell_ends_with_its_table() -> None:
    art = told(
        '<table><tr><th>a</th><th>b</th><th colspan="2">c</th></tr>'
        '<tr><th>x</th><td rowspan="9">y</td></tr><tr><th>z</th></tr></table>'
    )
    rows = art.all("TR")
    assert [[cell.role for cell in row.kids] for row in rows] == [
        ["TH", "TH", "TH"],
        ["TH", "TD", "TD", "TD"],
        ["TH", "TD", "TD"],
    ]
    assert [str(head.attributes["/Scope"])[1:] for head in art.all("TH")] == [
        *("Column",) * 3,
        "Row",
        "Row",
    ]
    assert rows[1].kids[1].attributes["/RowSpan"] == 2
    assert rows[0].kids[2].attributes["/ColSpan"] == 2


def test_a_heading_in_a_box_stands_under_the_one_before_and_levels_come_back() -> None:
    art = told(
        "<h2>Một</h2><h4>Sâu</h4><h4>Bằng</h4><aside class='info'><h2>Hộp</h2><p>Chữ.</p></aside>"
        "<h3>Ba</h3><h2>Hai</h2><p>Hết.</p>".replace("'", '"')
    )
    heads = [(each.role, each.text) for each in art.walk() if each.role[1:].isdecimal()]
    assert heads == [
        ("H1", "Giữ cống"),
        ("H2", "Một"),
        ("H3", "Sâu"),
        ("H3", "Bằng"),
        ("H4", "Hộp"),
        ("H3", "Ba"),
        ("H2", "Hai"),
    ]


def test_the_contents_lead_to_the_articles_by_their_titles() -> None:
    articles = (sample_book.plain(1), sample_book.plain(2))
    found = printed(bind(articles, images={}, title="Hai bài"))
    (contents,) = found.root.all("TOC")
    items = [item for item in contents.kids if item.role == "TOCI"]
    assert len(items) == len(articles)
    for item, article in zip(items, articles, strict=True):
        reference = item.kids[0]
        (link,) = reference.all("Link")
        assert link.text == article.title
        assert set(link.links) == {article.title}
        assert reference.text.removeprefix(article.title).strip().isdecimal()
    leaders = "".join(run for _, kind, run in found.artifacts if not kind)
    assert set(leaders) == {"."}
    assert len(found.root.all("Art")) == len(articles)


def test_runs_in_another_language_struck_words_and_formulas_are_named() -> None:
    art = told(
        '<p>Chữ <i lang="en">the ferry</i> và <del>cũ</del> <ins>mới</ins>, '
        '<span class="math"><span class="math-fraction"><span class="math-over">a</span> '
        '<span class="math-under">b</span></span> + x<sup>2</sup></span>, <q>lời</q>, '
        '<code>x</code>.</p><blockquote lang="fr"><p>Le bac.</p></blockquote>'
    )
    assert [(each.lang, each.text) for each in art.walk() if each.lang] == [
        ("en", "the ferry"),
        ("fr", "Le bac."),
    ]
    lines = {
        each.text: str(each.attributes["/TextDecorationType"])
        for each in art.all("Span")
        if "/TextDecorationType" in each.attributes
    }
    assert lines == {"cũ": "/LineThrough", "mới": "/Underline"}
    assert [each.alt for each in art.all("Formula")] == ["(a)/ (b) + x^2"]
    assert [each.text for each in art.all("Quote", "Code")] == ["“lời”", "x"]


def test_an_article_in_another_language_than_the_book_says_so() -> None:
    articles = (sample_book.plain(1), sample_book.plain(2), replace(sample_book.plain(3)))
    english = replace(articles[1], language="en")
    found = printed(bind([articles[0], english, articles[2]], images={}, title="Ba bài"))
    assert [art.lang for art in found.root.all("Art")] == ["", "en", ""]


def test_a_link_with_another_element_in_it_is_one_place_a_line() -> None:
    art = told('<p>Xem <a href="https://vi-du.example/"><em>bản <b>vẽ</b></em> cũ</a> ở đây.</p>')
    (link,) = art.all("Link")
    assert link.text == "bản vẽ cũ"
    assert link.links == ["bản vẽ cũ"]


def test_words_stay_parted_where_lines_end_and_addresses_stay_whole() -> None:
    address = "https://vi-du.example/" + "bai-dai-qua-mot-dong-" * 6
    art = told(f'<p class="verse">Một<br/>hai</p><p>{LONG}</p><p>Ở {address} đó.</p>')
    texts = [each.text for each in art.all("P")]
    assert {"Một hai", LONG.strip(), f"Ở {address} đó."} <= set(texts)


def test_a_private_sign_is_told_by_its_code_and_the_standards_are_kept() -> None:
    made = to_pdf(book("<p>Dấu \ue000 và \U000f0001 ở đây.</p>"), theme.load("book"), ARCHIVE)
    (line,) = [p for p in structure(made.data).root.all("P") if "Dấu" in p.text]
    assert line.text == "Dấu U+E000 và U+F0001 ở đây."
    assert standards.reports({"": made.data})[""] == {"PDF/A-3A": (), "PDF/UA-1": ()}


def test_a_plain_pdf_has_no_structure() -> None:
    data = to_pdf(book("<p>Chữ.</p>"), theme.load("book")).data
    with pytest.raises(AttributeError):
        structure(data)


def test_what_is_told_is_kept_by_the_standards() -> None:
    bodies = (
        '<figure><img src="image:khong-con" alt=""/></figure><p>Chữ <s>cũ</s>.</p>',
        "<p>Chữ <ruby>水<rt>mizu</rt></ruby> và.</p>",
        '<table><tr><td rowspan="3">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
        "<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd></dl><ul><li><p>x</p></li></ul>",
    )
    pdfs = {body: to_pdf(book(body), theme.load("newspaper"), ARCHIVE).data for body in bodies}
    for broken in standards.reports(pdfs).values():
        assert dict(broken) == {"PDF/A-3A": (), "PDF/UA-1": ()}


@given(st.lists(st.integers(1, 6), min_size=1, max_size=20))
def test_no_level_is_skipped(depths: list[int]) -> None:
    root = Node("Document")
    for number, depth in enumerate(depths):
        root.add("", depth=depth).kids.append(Mark(0, number, number))
    sound(root)
    levels = [int(node.role[1]) for node in root.nodes()]
    assert levels[0] == 1
    for (before, one), (after, other) in zip(
        zip(depths, levels, strict=True), zip(depths[1:], levels[1:], strict=True), strict=False
    ):
        assert other <= one + 1
        assert (other > one) == (after > before)


@given(st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=4), max_size=5))
def test_all_rows_are_of_one_width(rows: list[list[tuple[int, int]]]) -> None:
    table = Node("Table")
    for cells in rows:
        row = table.add("TR")
        for wide, high in cells:
            cell = row.add("TD")
            cell.say("Table", ColSpan=wide, RowSpan=high)
            cell.kids.append(Mark(0, 0, 0))
    root = Node("Document", kids=[table])
    sound(root)
    grid: dict[tuple[int, int], Node] = {}
    kept = [node for node in root.walk() if node.role == "TR"]
    for number, row in enumerate(kept):
        at = 0
        for cell in row.nodes():
            spans = cell.attributes.get("Table", {})
            while (number, at) in grid:
                at += 1
            for down in range(spans.get("RowSpan", 1)):
                for along in range(spans.get("ColSpan", 1)):
                    assert (number + down, at + along) not in grid
                    assert number + down < len(kept)
                    grid[number + down, at + along] = cell
    widths = {sum(line == number for line, _ in grid) for number in range(len(kept))}
    assert len(widths) <= 1
