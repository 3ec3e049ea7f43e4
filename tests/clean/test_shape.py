"""Blocks in the closed vocabulary: lists, quotes, code, verse, boxes, cards."""

from __future__ import annotations

import pytest

from tests.tools.story import article, numbered, shaped, within

LINE = "Nước ròng về tới khúc quanh đầu vàm."
MORE = "Ghe bầu neo đợi con nước lớn."

BLOCKS = {
    "p": (f"<p>{LINE}</p>", f"<p>{LINE}</p>"),
    "div": (f"<div>{LINE}</div>", f"<p>{LINE}</p>"),
    "bare words": (LINE, f"<p>{LINE}</p>"),
    "words beside blocks": (f"<div>{LINE}<p>{MORE}</p>{LINE}.</div>", (f"<p>{LINE}</p><p>{MORE}"
        f"</p><p>{LINE}.</p>")),
    "sections": (f"<section><article><main>{LINE}</main></article></section>", f"<p>{LINE}</p>"),
    "a mark around blocks": (f"<b><p>{LINE}</p><p>{MORE}</p></b>", (f"<p><b>{LINE}</b></p><p>"
        f"<b>{MORE}</b></p>")),
    "center": (f"<center>{LINE}</center>", f"<p>{LINE}</p>"),
    "list": ("<ul><li>Lưới bén</li><li>Lọp tre</li></ul>", ("<ul><li>Lưới bén</li><li>Lọp tre"
        "</li></ul>")),
    "list from a number": ('<ol start="3"><li>Ba</li></ol>', '<ol start="3"><li>Ba</li></ol>'),
    "list from nowhere": ('<ol start="x"><li>Ba</li></ol>', "<ol><li>Ba</li></ol>"),
    "list in a list": (
        "<ul><li>Lưới<ul><li>bén</li></ul></li></ul>",
        "<ul><li>Lưới<ul><li>bén</li></ul></li></ul>",
    ),
    "list beside its item": (
        "<ul><li>Lưới</li><ul><li>bén</li></ul></ul>",
        "<ul><li>Lưới<ul><li>bén</li></ul></li></ul>",
    ),
    "a paragraph in an item": ("<ul><li><p>Lưới</p></li></ul>", "<ul><li>Lưới</li></ul>"),
    "paragraphs in an item": (
        "<ul><li><p>Lưới</p><p>bén</p></li></ul>",
        "<ul><li><p>Lưới</p><p>bén</p></li></ul>",
    ),
    "an empty item": ("<ul><li> </li><li>Lọp</li></ul>", "<ul><li>Lọp</li></ul>"),
    "an empty list": ("<ul></ul><ol><li></li></ol>", ""),
    "a list of no items": (f"<ul><p>{LINE}</p></ul>", f"<p>{LINE}</p>"),
    "terms": (
        "<dl><dt>Bẹo</dt><dd>Cây sào treo hàng.</dd><dd>Cũng là bêu.</dd></dl>",
        "<dl><dt>Bẹo</dt><dd><p>Cây sào treo hàng.</p></dd><dd><p>Cũng là bêu.</p></dd></dl>",
    ),
    "terms in boxes": (
        "<dl><div><dt>Bẹo</dt><dd>Sào.</dd></div></dl>",
        "<dl><dt>Bẹo</dt><dd><p>Sào.</p></dd></dl>",
    ),
    "a term alone": ("<dl><dt>Bẹo</dt></dl>", "<p>Bẹo</p>"),
    "an explanation alone": ("<dl><dd>Cây sào.</dd></dl>", "<p>Cây sào.</p>"),
    "quotation": (f"<blockquote><p>{LINE}</p></blockquote>", (f"<blockquote><p>{LINE}</p>"
        "</blockquote>")),
    "quotation of bare words": (f"<blockquote>{LINE}</blockquote>", (f"<blockquote><p>{LINE}"
        "</p></blockquote>")),
    "quotation by name": (f'<div class="quote">{LINE}</div>', (f"<blockquote><p>{LINE}</p>"
        "</blockquote>")),
    "quotation of vccorp": (
        f'<div type="SimpleQuote" class="VCSortableInPreviewMode"><p>{LINE}</p></div>',
        f"<blockquote><p>{LINE}</p></blockquote>",
    ),
    "an empty quotation": ("<blockquote> </blockquote>", ""),
    "pull quote": (f'<aside class="pullquote">{LINE}</aside>', (f'<aside class="pull"><p>{LINE}'
        '</p></aside>')),
    "a box": (f"<aside><h3>Ghi chú</h3><p>{LINE}</p></aside>", ('<aside class="info"><h2>Ghi '
        f'chú</h2><p>{LINE}</p></aside>')),
    "code": ("<pre>if a &lt; b:\n    c()\n</pre>", "<pre><code>if a &lt; b:\n    c()</code></pre>"),
    "code in code": ("<pre><code>a\n\n  b</code></pre>", "<pre><code>a\n\n  b</code></pre>"),
    "coloured code": (("<pre><span class=k>if</span> <span>x</span>"
        "</pre>"), "<pre><code>if x</code></pre>"),
    "code with line breaks": ("<pre>a<br>b</pre>", "<pre><code>a\nb</code></pre>"),
    "code with tabs": ("<pre>\n\ta\n</pre>", "<pre><code>    a</code></pre>"),
    "signs above in code": ("<pre>a <rt>b</rt><rp>(</rp></pre>", "<pre><code>a b(</code></pre>"),
    "empty code": ("<pre>\n \n</pre>", ""),
    "rule": ("<p>Hết đêm.</p><hr><p>Sáng ra.</p>", "<p>Hết đêm.</p><hr/><p>Sáng ra.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("case", BLOCKS)
def test_blocks(case: str) -> None:
    markup, made = BLOCKS[case]
    assert shaped(markup) == made


def test_lines_of_a_poem_keep_their_breaks() -> None:
    lines = (
        "Bến xưa con nước lớn ròng<br>Ai đi để lại nỗi lòng cho ai<br>Chiều chiều gió thổi bờ khoai"
    )
    assert shaped(f"<p>{lines}</p>") == f'<p class="verse">{lines.replace("<br>", "<br/>")}</p>'


def test_two_lines_are_no_poem() -> None:
    assert shaped("<p>Bến Cây Dương<br>tháng mười</p>") == "<p>Bến Cây Dương<br/>tháng mười</p>"


def test_a_wall_of_line_breaks_becomes_paragraphs() -> None:
    text = [f"{LINE} {word}." for word in ("Một", "Hai", "Ba", "Bốn")]
    assert shaped(f"<div>{'<br><br>'.join(text)}</div>") == "".join(f"<p>{p}</p>" for p in text)


PLAYERS = {
    "youtube": (
        '<iframe src="https://www.youtube.com/embed/abc" title="Đò sang sông"></iframe>',
        "https://www.youtube.com/embed/abc",
        "Đò sang sông",
        "YouTube · youtu.be/abc",
    ),
    "a lazy player": (
        '<iframe src="" data-src="https://player.vimeo.com/video/1"></iframe>',
        "https://player.vimeo.com/video/1",
        "vimeo.com/1",
        "",
    ),
    "lite-youtube": (
        '<lite-youtube videoid="Ab3_d-6gH1k"></lite-youtube>',
        "https://www.youtube.com/watch?v=Ab3_d-6gH1k",
        "youtu.be/Ab3_d-6gH1k",
        "",
    ),
    "amp-youtube": (
        '<amp-youtube data-videoid="Ab3_d-6gH1k" layout="responsive"></amp-youtube>',
        "https://www.youtube.com/watch?v=Ab3_d-6gH1k",
        "youtu.be/Ab3_d-6gH1k",
        "",
    ),
    "a box for youtube": (
        '<div class="youtube" data-id="Ab3_d-6gH1k"><p>Đò sang sông</p></div>',
        "https://www.youtube.com/watch?v=Ab3_d-6gH1k",
        "Đò sang sông",
        "YouTube · youtu.be/Ab3_d-6gH1k",
    ),
    "a box for vimeo": (
        '<div class="lazy-vimeo" data-video-id="76979871"></div>',
        "https://vimeo.com/76979871",
        "vimeo.com/76979871",
        "",
    ),
    "a file": (
        '<video src="/phim/do.mp4"></video>',
        "https://bao.example/phim/do.mp4",
        "bao.example/phim/do.mp4",
        "",
    ),
    "a file in a source": (
        '<video><source src="/phim/do.mp4">Máy này không chiếu được.</video>',
        "https://bao.example/phim/do.mp4",
        "bao.example/phim/do.mp4",
        "",
    ),
    "vccorp": (
        (
            '<div type="VideoStream" class="VCSortableInPreviewMode" '
            'data-src="https://v.example/1">'
            '<div class="VideoCMS_Caption"><p>Chuyến đò sớm. Video: Lê Bưởi</p></div></div>'
        ),
        "https://v.example/1",
        "Chuyến đò sớm. Video: Lê Bưởi",
        "v.example/1",
    ),
}


@pytest.mark.parametrize("case", PLAYERS)
def test_an_embedded_thing_leaves_a_card(case: str) -> None:
    markup, address, title, source = PLAYERS[case]
    line = f'<p class="embed-source">{source}</p>' if source else ""
    assert shaped(markup) == (
        f'<aside class="embed"><p class="embed-title"><a href="{address}">{title}</a></p>{line}'
        "</aside>"
    )


@pytest.mark.parametrize("src", ["https://ads.example/x", "https://static.example/tool.html", ""])
def test_a_frame_that_is_no_part_of_the_story_goes(src: str) -> None:
    assert shaped(f'<iframe src="{src}"></iframe>') == ""


def test_a_card_holds_a_line_and_nothing_else() -> None:
    made = shaped(
        '<div type="VideoStream" class="VCSortableInPreviewMode" data-src="https://v.example/1">'
        "<ul><li>Đò sớm</li><li>Đò trưa</li></ul></div>"
    )
    assert "<ul" not in made
    assert "Đò sớm" in made
    assert "Đò trưa" in made


def test_an_info_box_of_the_house_is_a_box() -> None:
    made = article(
        '<div class="VCSortableInPreviewMode" type="content"><div><h3>Bến và đò</h3><p>Ba bến, một '
        "chiếc đò.</p></div></div>"
    )
    assert "<p>Ba bến, một chiếc đò.</p>" in within(made)


def test_text_in_deep_boxes_is_flattened_and_kept() -> None:
    assert shaped("<div>" * 300 + LINE + "</div>" * 300) == f"<p>{LINE}</p>"
    deep = shaped("<ul><li>Nhánh" * 40 + "</li></ul>" * 40)
    assert deep.count("Nhánh") == 40


def test_a_gallery_that_was_cleaned_before_stays_one() -> None:
    made = article(
        '<div class="gallery"><figure><img src="/a.jpg"></figure><figure><img src="/b.jpg">'
        "</figure></div>"
    )
    assert numbered(made) == (
        '<div class="gallery"><figure><img src="image:1" alt=""/></figure>'
        '<figure><img src="image:2" alt=""/></figure></div>'
    )


def test_a_box_that_names_a_service_and_no_video_stays() -> None:
    assert shaped('<div class="youtube-note" data-id="7"><p>Đò sang sông.</p></div>') == (
        "<p>Đò sang sông.</p>"
    )
