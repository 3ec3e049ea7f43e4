"""Pictures with their captions and credits, in every way that sites build them."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from formatter.article import Page
from formatter.clean.clean import clean
from formatter.clean.vocabulary import faults
from tests.tools.story import TITLE, article, numbered, shaped

PICTURE = '<img src="/a.jpg" alt="">'
MADE = '<img src="image:1" alt=""/>'
WORDS = "Chú Ba Đò buộc ghe bên gốc bần."


def figure(caption: str, number: int = 1) -> str:
    tail = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="image:{number}" alt=""/>{tail}</figure>'


# The shapes by the systems that write them.
SHAPES = {
    "html": f"<figure>{PICTURE}<figcaption>{WORDS}</figcaption></figure>",
    "caption first": f"<figure><figcaption>{WORDS}</figcaption>{PICTURE}</figure>",
    "vccorp": f'<figure class="VCSortableInPreviewMode" type="Photo"><div>{PICTURE}</div>'
    f'<figcaption class="PhotoCMS_Caption"><p>{WORDS}</p></figcaption></figure>',
    "vccorp, old": f'<div class="VCSortableInPreviewMode" type="Photo"><div>{PICTURE}</div>'
    f'<div class="PhotoCMS_Caption"><p>{WORDS}</p></div></div>',
    "vnexpress": '<figure class="tplCaption"><div class="fig-picture"><picture>'
    '<source data-srcset="/a.jpg 1x"><img src="data:image/gif;base64,R0lGOD" data-src="/a.jpg" '
    f'class="lazy"></picture></div><figcaption><p class="Image">{WORDS}</p></figcaption></figure>',
    "vnexpress, old": f'<table class="tplCaption"><tbody><tr><td>{PICTURE}</td></tr>'
    f'<tr><td class="Image">{WORDS}</td></tr></tbody></table>',
    "vnexpress, slides": f'<div class="item_slide_show"><div class="block_thumb_slide_show">'
    f'{PICTURE}</div><div class="desc_cation"><p class="Normal">{WORDS}</p></div></div>',
    "znews": f'<table class="picture"><tbody><tr><td class="pic">{PICTURE}</td></tr>'
    f'<tr><td class="pCaption caption">{WORDS}</td></tr></tbody></table>',
    "mastercms": f'<table class="MASTERCMS_TPL_TABLE"><tr><td>{PICTURE}</td></tr>'
    f'<tr><td class="media-caption">{WORDS}</td></tr></table>',
    "vov": f'<table class="contentimg"><tr><td>{PICTURE}</td></tr><tr><td class="fig">{WORDS}</td>'
    "</tr></table>",
    "vietnamnet": f'<figure class="image vnn-content-image"><picture>{PICTURE}</picture>'
    f"<figcaption>{WORDS}</figcaption></figure>",
    "vtc": f'<div class="expNoEdit"><figure>{PICTURE}<figcaption class="expEdit"><p>{WORDS}</p>'
    "</figcaption></figure></div>",
    "lao động": f'<figure class="insert-center-image"><img src="" data-src="/a.jpg">'
    f"<figcaption>{WORDS}</figcaption></figure>",
    "wordpress": f'<div class="wp-caption alignnone"><a href="/a.jpg">{PICTURE}</a>'
    f'<p class="wp-caption-text">{WORDS}</p></div>',
    "caption behind": f'<p>{PICTURE}</p><p class="caption">{WORDS}</p>',
    "caption behind a figure": f"<figure>{PICTURE}</figure><p class=photo-desc>{WORDS}</p>",
    "two lines": f"<figure>{PICTURE}<figcaption><p>Chú Ba Đò buộc ghe</p><p>bên gốc bần.</p>"
    "</figcaption></figure>",
    "said twice": f"<figure>{PICTURE}<figcaption><p>{WORDS}</p><p>{WORDS}</p></figcaption>"
    "</figure>",
}


# Boxes that no name tells, where prose stands in paragraphs.
SHAPES |= {
    "boxes": f"<div>{PICTURE}<div>{WORDS}</div></div>",
    "boxes in boxes": f"<div><div>{PICTURE}</div><div>{WORDS}</div></div>",
    "boxes, the picture a link": f'<div><a href="/a.jpg">{PICTURE}</a><span>{WORDS}</span></div>',
    "a box, bare words": f"<div>{PICTURE}{WORDS}</div>",
    "a box, bare words on a line": f"<div>{PICTURE}<br>{WORDS}</div>",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_picture_and_its_caption(shape: str) -> None:
    made = article(SHAPES[shape])
    assert numbered(made) == figure(WORDS)
    assert [ref.url for ref in made.images] == ["https://bao.example/a.jpg"]


CREDITS = {
    f"{WORDS} Ảnh: Lê Bưởi": f'{WORDS} <span class="credit">Ảnh: Lê Bưởi</span>',
    f"{WORDS} - Ảnh: LÊ BƯỞI": f'{WORDS} - <span class="credit">Ảnh: LÊ BƯỞI</span>',
    f"{WORDS}.Ảnh: Lê Bưởi": f'{WORDS}. <span class="credit">Ảnh: Lê Bưởi</span>',
    f"{WORDS} (Ảnh: Lê Bưởi)": f'{WORDS} <span class="credit">(Ảnh: Lê Bưởi)</span>',
    f"{WORDS} <em>Ảnh: Lê Bưởi</em>": f'{WORDS} <em><span class="credit">Ảnh: Lê Bưởi</span></em>',
    f"{WORDS} Ảnh: <em>Lê Bưởi</em>": f'{WORDS} <span class="credit">Ảnh: <em>Lê Bưởi</em></span>',
    f"{WORDS} Ảnh minh họa: TTXVN": f'{WORDS} <span class="credit">Ảnh minh họa: TTXVN</span>',
    f"{WORDS} Nguồn: Sổ xã": f'{WORDS} <span class="credit">Nguồn: Sổ xã</span>',
    f"{WORDS} Đồ họa: Mỹ Hạnh": f'{WORDS} <span class="credit">Đồ họa: Mỹ Hạnh</span>',
    f"{WORDS} Photo: AFP": f'{WORDS} <span class="credit">Photo: AFP</span>',
    f'{WORDS} <span class="photo-author">Lê Bưởi</span>': f'{WORDS} <span class="credit">Lê '
    "Bưởi</span>",
    f'{WORDS} <span class="credit">Lê Bưởi</span>': f'{WORDS} <span class="credit">Lê Bưởi</span>',
    f'<p>{WORDS}</p><p class="image-source">AFP</p>': f'{WORDS} <span class="credit">AFP</span>',
    "Ảnh: Lê Bưởi": '<span class="credit">Ảnh: Lê Bưởi</span>',
    # No credits: the words are the caption's.
    "Bức ảnh: kỷ niệm bến cũ là của chú Ba Đò, treo trên vách đã ba mươi năm, nay ngả màu như lá "
    "bần rụng.": "Bức ảnh: kỷ niệm bến cũ là của chú Ba Đò, treo trên vách đã ba mươi năm, nay ngả "
    "màu như lá bần rụng.",
    "Chú Ba Đò và nguồn nước ngọt của xóm": "Chú Ba Đò và nguồn nước ngọt của xóm",
}


@pytest.mark.parametrize("caption", CREDITS)
def test_who_made_the_picture_is_marked(caption: str) -> None:
    made = article(f"<figure>{PICTURE}<figcaption>{caption}</figcaption></figure>")
    assert numbered(made) == figure(CREDITS[caption])


@pytest.mark.parametrize(
    "caption",
    [
        "[nhập chú thích]",
        '<p class="NLPlaceholderShow">[nhập chú thích]</p>',
        "",
        "&nbsp;",
        "<p></p>",
    ],
)
def test_a_caption_that_nobody_wrote_is_none(caption: str) -> None:
    made = article(f"<figure>{PICTURE}<figcaption>{caption}</figcaption></figure>")
    assert numbered(made) == figure("")


def test_the_number_of_a_slide_is_no_caption() -> None:
    made = article(f"<figure>{PICTURE}<figcaption><p>2/6</p><p>{WORDS}</p></figcaption></figure>")
    assert numbered(made) == figure(WORDS)
    assert [(gone.rule, gone.text) for gone in made.removed] == [("counter", "2/6")]


def test_pictures_over_one_caption_are_a_gallery() -> None:
    made = article(
        '<div class="layout-image-2"><figure><img src="/a.jpg"></figure><figure><img src="/b.jpg">'
        f"</figure><figcaption>{WORDS}</figcaption></div>"
    )
    assert numbered(made) == f'<div class="gallery">{figure("")}{figure(WORDS, 2)}</div>'


def test_a_table_may_hold_several_pictures_with_their_captions() -> None:
    made = article(
        '<table class="picture"><tr><td><img src="/a.jpg"></td></tr><tr><td>Bến sớm mai</td></tr>'
        '<tr><td><img src="/b.jpg"></td></tr><tr><td>Bến lúc chiều</td></tr></table>'
    )
    assert numbered(made) == figure("Bến sớm mai") + figure("Bến lúc chiều", 2)


def test_the_same_figure_again_stands_once_and_is_told() -> None:
    shape = f"<figure>{PICTURE}<figcaption>{WORDS}</figcaption></figure>"
    made = article(f"{shape}<p>Rồi ghe lại sang bờ bên kia như mọi ngày.</p>{shape}")
    assert made.body.count("<figure>") == 1
    assert [(gone.rule, gone.text) for gone in made.removed] == [("again", WORDS)]


def test_the_same_picture_with_other_words_stands_again() -> None:
    made = article(
        f"<figure>{PICTURE}<figcaption>Bến sớm mai</figcaption></figure>"
        f"<figure>{PICTURE}<figcaption>Bến lúc chiều</figcaption></figure>"
    )
    assert numbered(made) == figure("Bến sớm mai") + figure("Bến lúc chiều")


def test_a_picture_in_a_sentence_stands_beside_it() -> None:
    made = article(f"<p>Ghe rời bến. {PICTURE} Nước lên.</p>")
    assert numbered(made) == f"<p>Ghe rời bến.</p>{figure('')}<p>Nước lên.</p>"


def test_a_picture_with_a_heading_in_its_box_is_no_figure() -> None:
    made = article(
        f'<div class="photo">{PICTURE}<h3>Bến nước ngày xưa</h3><p>{WORDS} Xưa.</p></div>'
    )
    assert numbered(made) == f"{figure('')}<h2>Bến nước ngày xưa</h2><p>{WORDS} Xưa.</p>"


ALTS = {
    'alt="Chú Ba chèo đò"': "Chú Ba chèo đò",
    f'alt="{TITLE} - Ảnh 1."': "",
    f'alt="{TITLE}"': "",
    'alt="IMG_2021.JPG"': "",
    'alt="https://cdn.example/a"': "",
    'alt="  a \n b "': "a b",
    'alt="&lt;b&gt; &quot;x&quot; &amp;"': "&lt;b&gt; &quot;x&quot; &amp;",
    "": "",
}


@pytest.mark.parametrize("attribute", ALTS)
def test_words_for_those_who_do_not_see_the_picture(attribute: str) -> None:
    made = article(f'<p><img src="/a.jpg" {attribute}></p>')
    assert numbered(made) == f'<figure><img src="image:1" alt="{ALTS[attribute]}"/></figure>'


LARGEST = {
    '<img src="/thumb_w/a.jpg" data-original="/full/a.jpg">': "/full/a.jpg",
    '<img src="/s.gif" data-src="/m.jpg" data-large-src="/l.avif">': "/l.avif",
    '<img src="data:image/gif;base64,R0lGOD" data-src="/m.jpg">': "/m.jpg",
    '<img src="/s.jpg" srcset="/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w">': "/l.jpg",
    '<img src="/s.jpg" srcset="/s.jpg 1x,https://bao.example/l.jpg 2x">': "/l.jpg",
    '<picture><source srcset="/l.webp 1200w"><img src="/s.jpg"></picture>': "/l.webp",
    '<picture><source data-srcset="/l.jpg 2x, /m.jpg 1x"><img src="/s.jpg"></picture>': "/l.jpg",
    '<a href="/full.jpg"><img src="/thumb.jpg"></a>': "/full.jpg",
    '<a href="/bai-khac.html"><img src="/thumb.jpg"></a>': "/thumb.jpg",
    '<img data-lazy-src="/m.jpg" src="/blank.png">': "/m.jpg",
    '<figure><div class="js-lazy" data-src="/m.jpg" data-alt="Bến"></div></figure>': "/m.jpg",
    """<img data-src='{"a":{"w":"80","src":"/s.jpg"},"b":{"w":"799","src":"/l.jpg"}}'>""": "/l.jpg",
    '<img src="//cdn.example/a.jpg">': "//cdn.example/a.jpg",
}


@pytest.mark.parametrize("markup", LARGEST)
def test_the_largest_picture_is_wanted_first(markup: str) -> None:
    (ref,) = article(f"<p>{markup}</p>").images
    assert ref.url.removeprefix("https://bao.example") in {
        LARGEST[markup],
        f"https:{LARGEST[markup]}",
    }
    assert ref.candidates[0] == ref.url


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="/dem.gif" width="1" height="1">',
        '<img src="/dem.gif" width="0">',
        "<img>",
        '<img src="">',
        '<img src="data:image/gif;base64,R0lGOD">',
        '<img src="about:blank">',
        '<img src="/mat-cuoi.png" class="emoji">',
        '<img src="/nut.png" width="16" height="16">',
    ],
)
def test_what_is_no_picture_of_the_story(markup: str) -> None:
    made = article(f"<p>{markup}</p><p>Nước ròng về tới khúc quanh đầu vàm.</p>")
    assert made.images == ()
    assert "<img" not in made.body


def test_a_picture_that_scripts_would_load_stands_once() -> None:
    made = article(
        '<figure><img src="data:image/gif;base64,R0" data-src="/a.jpg"><noscript><img src="/a.jpg">'
        f"</noscript><figcaption>{WORDS}</figcaption></figure>"
    )
    assert numbered(made) == figure(WORDS)


def test_a_picture_for_those_without_scripts_alone_is_shown() -> None:
    made = article(
        f'<figure><noscript><img src="/a.jpg"></noscript><figcaption>{WORDS}</figcaption></figure>'
    )
    assert numbered(made) == figure(WORDS)


def test_a_caption_without_its_picture_keeps_its_words() -> None:
    assert shaped(f"<figure><figcaption>{WORDS}</figcaption></figure>") == f"<p>{WORDS}</p>"


def test_a_picture_among_terms_is_not_lost() -> None:
    """A list of terms that is none becomes its blocks, with all that stood in them."""
    made = article(
        f"<dl><dt><p>Bến</p></dt><dd><figure>{PICTURE}<figcaption>{WORDS}</figcaption>"
        "</figure></dd></dl>"
    )
    assert figure(WORDS) in numbered(made)
    assert made.removed == ()


@pytest.mark.parametrize(
    "caption",
    [
        f"<em>2/6<br>{WORDS}</em>",
        f"<em>{WORDS}<br>{WORDS}</em>",
        f'<a href="https://vidu.example/x"><br>{WORDS}</a>',
        f"<b><i>{WORDS}<br>Ảnh: Lê Bưởi</i></b>",
        f'<em class="credit">{WORDS}<br>Lê Bưởi</em>',
        f"<span style='font-style:italic'>{WORDS}<br></span>",
    ],
)
@pytest.mark.parametrize(
    "box", ["<figcaption>{}</figcaption>", "{}", "<div class=caption>{}</div>"]
)
def test_a_line_that_ends_inside_a_mark_leaves_the_mark_whole(box: str, caption: str) -> None:
    made = article(f"<figure>{PICTURE}{box.format(caption)}</figure>")
    assert list(faults(made.body)) == []
    assert WORDS in "".join(ET.fromstring(f"<body>{made.body}</body>").itertext())


def test_a_picture_amid_code_is_not_lost() -> None:
    made = article(f"<pre>neo = 1 {PICTURE}</pre>")
    assert figure("") in numbered(made)
    assert "<pre><code>neo = 1" in numbered(made)


def test_the_number_of_a_gallerys_pictures_is_no_caption() -> None:
    made = article(
        f'<figure><div>{PICTURE}<div class="count"><span>6</span></div></div>'
        "<figcaption><span>Chợ nổi họp sớm.</span></figcaption></figure>"
    )
    assert numbered(made) == figure("Chợ nổi họp sớm.")
    assert [gone.text for gone in made.removed] == ["6"]


def test_a_number_that_is_all_the_caption_stays() -> None:
    assert numbered(article(f"<figure>{PICTURE}<figcaption>68</figcaption></figure>")) == figure(
        "68"
    )


def test_a_height_that_nobody_measured_makes_no_pixel() -> None:
    made = article(f'<figure><img src="/a.jpg" height="0" width="570">{WORDS}</figure>')
    assert numbered(made) == figure(WORDS)


def test_the_same_picture_cut_for_small_screens_stands_once() -> None:
    def shown(cut: str) -> str:
        return (
            f'<div class="{cut}"><figure><img src="/{cut}/ben-do-som-mai.jpg">'
            f"<figcaption>{WORDS}</figcaption></figure></div>"
        )

    made = article(shown("nho") + shown("lon"))
    assert numbered(made) == figure(WORDS)
    assert [gone.rule for gone in made.removed] == ["again"]


def test_a_credit_by_name_under_a_picture_is_its_own() -> None:
    made = article(f'<div>{PICTURE}</div><div class="thumbnail-credit">Lê Bưởi</div>')
    assert numbered(made) == figure('<span class="credit">Lê Bưởi</span>')


def test_a_credit_in_a_box_of_its_own_goes_with_the_caption() -> None:
    made = article(f"<div>{PICTURE}<div>{WORDS}</div><div>Ảnh: Lê Bưởi</div></div>")
    assert numbered(made) == figure(f'{WORDS} <span class="credit">Ảnh: Lê Bưởi</span>')


@pytest.mark.parametrize(
    "box",
    [
        "<div>{}<p>{}</p></div>",
        "<div>{}<div><p>{}</p></div></div>",
        "<div>{}<div>{} Họ chèo về.<br>Rồi họ nghỉ, nói chuyện con nước cả buổi.</div></div>",
        '<div>{}<div><a href="/x.html">{}</a></div></div>',
    ],
)
def test_a_paragraph_in_a_box_with_a_picture_is_the_story_s(box: str) -> None:
    made = numbered(article(box.format(PICTURE, WORDS)))
    assert made.startswith(f"{figure('')}<p>")


def test_a_line_under_a_picture_is_the_story_s_where_it_has_no_paragraphs() -> None:
    lines = "".join(
        f"<div>Con nước thứ {n} về tới bến, nhà nào cũng dọn lúa.</div>" for n in "abcd"
    )
    html = (
        f"<article><h1>{TITLE}</h1>{lines}<div>{PICTURE}<div>{WORDS}</div></div>{lines}</article>"
    )
    assert f"<p>{WORDS}</p>" in clean(Page(html=html)).body


def test_figures_in_a_figure_keep_their_own_captions() -> None:
    one = f'<figure><img src="/a.jpg"><figcaption>{WORDS}</figcaption></figure>'
    two = '<figure><img src="/b.jpg"></figure>'
    made = article(f"<figure class=gallery>{one}{two}<figcaption>Bến cũ.</figcaption></figure>")
    assert numbered(made) == figure(WORDS) + figure("Bến cũ.", 2)


@pytest.mark.parametrize("line", ["Ảnh: Lê Bưởi", "Photo: Lê Bưởi", "© Lê Bưởi"])
def test_a_line_that_is_a_credit_under_a_picture_is_its_own(line: str) -> None:
    made = article(f"<p>{PICTURE}</p><p>{line}</p>")
    assert numbered(made) == figure(f'<span class="credit">{line}</span>')


@pytest.mark.parametrize(
    "line", ["Nguồn: sổ ghi nước của xã, và lời kể của ba người chèo đò còn sống.", "© 2019 " * 20]
)
def test_a_line_that_goes_on_is_none(line: str) -> None:
    made = numbered(article(f"<p>{PICTURE}</p><p>{WORDS} {line}</p>"))
    assert made.startswith(f"{figure('')}<p>")
