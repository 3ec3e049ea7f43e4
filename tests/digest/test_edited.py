"""What an issue puts over an article: each key, what it records, and what matches nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from formatter.article import About, Article, ImageRef
from formatter.clean.vocabulary import faults
from formatter.digest import edited, edits
from formatter.digest.blocks import blocks, text
from formatter.errors import UsageError
from formatter.issue import Cut, Illustration, Piece

BODY = """\
<p class="lead">Sông rộng trăm mét.</p>
<figure class="wide"><img src="image:p-1" alt="đò"/><figcaption>Chuyến <em>cuối</em>. \
<span class="credit">Ảnh: Lê Thu</span></figcaption></figure>
<p>Một tiếng ray là khách thường<a class="call" href="#n1">1</a>.</p>
<p>Hai tiếng là học trò, “ba tiếng” liền là có người đau.</p>
<h2>Sổ không ghi nợ</h2>
<p>Trên vách treo một cuốn vở<a class="call" href="#n2">2</a> bìa xanh &amp; cũ.</p>
<div class="gallery"><figure><img src="image:p-2" alt=""/></figure>\
<figure><img src="image:p-3" alt=""/><figcaption>Hai bờ.</figcaption></figure></div>
<p>Ông sống bằng hai công vườn.</p>
<h2>Cây cầu</h2>
<p>Tháng Ba người ta cắm cọc tiêu.</p>
<p class="signature">Trịnh Ngân</p>
<section class="notes"><ol><li id="n1">Ray là thanh sắt.</li><li id="n2">Vở học trò.</li></ol>\
</section>"""

ARTICLE = Article(
    title="Con đò",
    body=BODY,
    language="vi",
    authors=("Trịnh Ngân",),
    section="Đời sống",
    url="https://bao.example/con-do",
    about=About(rights="© Báo", license="https://giay.example/1"),
    images=tuple(
        ImageRef(id=f"p-{i}", url=f"https://anh.example/a/{name}?w=600", candidates=(name,))
        for i, name in enumerate(("do-ngang.jpg", "ben.jpg", "bo%20kia.jpg"), start=1)
    ),
)


def put(**said: Any) -> Article:
    made = edited(ARTICLE, Piece(source="a.html", place=7, **said), "so.toml")
    assert not list(faults(made.body)), list(faults(made.body))
    assert made.kept == ARTICLE.kept
    assert made.source == ARTICLE.source
    return made


def wrong(**said: Any) -> UsageError:
    places = {key: 40 + i for i, key in enumerate(said.pop("places", ()))}
    with pytest.raises(UsageError) as raised:
        edited(ARTICLE, Piece(source="a.html", place=7, places=places, **said), "so.toml")
    return raised.value


def test_a_piece_of_which_nothing_is_said_is_its_article() -> None:
    assert put() == ARTICLE
    assert "\n".join(blocks(BODY)) == BODY


def test_facts() -> None:
    made = put(
        title="Người giữ đò",
        kicker="Ký sự",
        byline="Lê Thu, Trần Nam",
        licence="CC BY 4.0",
        credit="Theo báo",
    )
    assert made.title == "Người giữ đò"
    assert made.section == "Ký sự"
    assert made.authors == ("Lê Thu", "Trần Nam")
    assert made.about == About(rights="CC BY 4.0")
    assert [(one.key, one.before, one.after) for one in made.overrides] == [
        ("title", "Con đò", "Người giữ đò"),
        ("kicker", "Đời sống", "Ký sự"),
        ("byline", "Trịnh Ngân", "Lê Thu, Trần Nam"),
        ("licence", "https://giay.example/1", "CC BY 4.0"),
        ("credit", "", "Theo báo"),
    ]
    assert put(licence="https://cc.example/by").about == replace(
        ARTICLE.about, license="https://cc.example/by"
    )
    assert put(title="Con đò").overrides == ()


def test_a_standfirst_takes_the_place_of_the_lead() -> None:
    made = put(standfirst="Ba đời\nchèo <một> bến & một sông.")
    assert blocks(made.body)[0] == (
        '<p class="lead">Ba đời chèo &lt;một&gt; bến &amp; một sông.</p>'
    )
    assert blocks(made.body)[1:] == blocks(BODY)[1:]
    assert made.overrides[0].before == "Sông rộng trăm mét."
    bare = replace(ARTICLE, body="<p>Một.</p>")
    assert edited(bare, Piece(source="a", standfirst="Hai.")).body == (
        '<p class="lead">Hai.</p>\n<p>Một.</p>'
    )


def test_a_note_stands_under_the_piece() -> None:
    made = put(note="Bài đã\nlược.\n\nXem tiếp.")
    assert blocks(made.body)[-1] == (
        '<aside class="note"><p>Bài đã lược.</p><p>Xem tiếp.</p></aside>'
    )


def kinds(made: Article) -> list[str]:
    return [part.partition(">")[0].strip("<") for part in blocks(made.body)]


@pytest.mark.parametrize(
    ("cut", "left", "gone"),
    [
        (Cut(words=6), "thường1.", "Hai tiếng"),
        (Cut(words=25), "cũ.", "công vườn"),
        (Cut(until="sổ không ghi nợ"), "người đau.", "Sổ không"),
        (Cut(until="Trên vách"), "người đau.", "Trên vách"),
        (Cut(until="Tháng Ba người ta … cọc"), "công vườn.", "Tháng Ba"),
    ],
)
def test_a_cut_ends_at_a_paragraph_and_says_what_goes(cut: Cut, left: str, gone: str) -> None:
    made = put(cut=cut)
    story = [p for p in blocks(made.body) if p.startswith("<p") and "signature" not in p]
    assert text(story[-1]).endswith(left)
    assert made.overrides[0].key == "cut"
    assert gone in made.overrides[0].before
    # Who signs stays; so do the notes that are called, and they alone.
    assert '<p class="signature">' in made.body
    called = 'href="#n2"' in made.body
    assert ('id="n2"' in made.body) == called
    assert ("Vở học trò." in made.overrides[0].before) != called
    # Nothing of the article is lost without a word.
    for word in text(BODY).split():
        assert word in f"{text(made.body)} {made.overrides[0].before}"


def test_pictures_go_with_what_is_cut() -> None:
    assert [ref.id for ref in put(cut=Cut(words=25)).images] == ["p-1"]


@pytest.mark.parametrize(
    ("cut", "key", "problem"),
    [
        (Cut(words=900), "cut.words", "The piece has 50 words, and its cut at 900 leaves none"),
        (Cut(until="cầu vồng"), "cut.until", "nowhere says “cầu vồng”"),
        (Cut(until="Sông rộng"), "cut.until", "leaves nothing of the piece"),
    ],
)
def test_a_cut_that_cuts_nothing_or_all_is_told(cut: Cut, key: str, problem: str) -> None:
    why = wrong(cut=cut, places=(key,))
    assert why.problem.startswith("so.toml, line 40: ")
    assert problem in why.problem
    assert why.remedy


def test_pull_quotes_stand_between_paragraphs() -> None:
    long = "\n".join(f"<p>Đoạn thứ {n} kể chuyện số {n * 7}.</p>" for n in range(1, 13))
    article = replace(ARTICLE, body=f'<p class="lead">Mở.</p>\n{long}', images=())
    quotes = ("Đoạn thứ 1 … số 7", "đoạn thứ 6", "Đoạn thứ 7")
    made = edited(article, Piece(source="a", pull_quotes=quotes))
    assert not list(faults(made.body))
    parts = blocks(made.body)
    at = [i for i, part in enumerate(parts) if part.startswith('<aside class="pull">')]
    assert [text(parts[i]) for i in at] == list(quotes)
    assert at[0] >= 3
    assert all(later - earlier > 3 for earlier, later in pairwise(at))
    assert [part for i, part in enumerate(parts) if i not in at] == blocks(article.body)


def test_a_pull_quote_keeps_from_figures_and_heads() -> None:
    made = put(pull_quotes=("Hai tiếng là học trò, ba tiếng liền",))
    parts = kinds(made)
    at = parts.index('aside class="pull"')
    assert parts[at - 1] == parts[at + 1] == "p"


def test_a_quote_that_nobody_says_is_told() -> None:
    why = wrong(pull_quotes=("Hai tiếng", "bốn tiếng"), places=("x", "pull_quotes.1"))
    assert why.problem.startswith("so.toml, line 41: The piece nowhere says “bốn tiếng”")
    why = wrong(pull_quotes=("cắm cọc tiêu",), cut=Cut(words=6))
    assert "stands in what the cut leaves out" in why.problem
    assert "line 7" in why.problem


def images(**said: Any) -> Illustration:
    return Illustration(**said)


def test_pictures_are_dropped_by_any_name() -> None:
    for name in ("p-1", "do-ngang.jpg", "https://anh.example/a/do-ngang.jpg?w=600", "chuyến cuối"):
        made = put(images=images(drop=(name,)))
        assert "<figure class" not in made.body
        assert [ref.id for ref in made.images] == ["p-2", "p-3"]
        assert made.overrides[0].before == "p-1 Chuyến cuối. Ảnh: Lê Thu"
    made = put(images=images(drop=("bo kia.jpg",)))
    assert '<div class="gallery">' not in made.body
    assert '<figure><img src="image:p-2" alt=""/></figure>' in made.body
    made = put(images=images(drop=("p-2", "p-3")))
    assert "gallery" not in made.body


def test_some_pictures_alone_are_kept() -> None:
    made = put(images=images(keep=("ben.jpg",)))
    assert [ref.id for ref in made.images] == ["p-2"]
    assert put(images=images(keep=("p-1",), lead="p-3")).body.count("<figure") == 2


def test_captions_of_ours_keep_who_made_the_picture() -> None:
    made = put(images=images(captions={"do-ngang.jpg": "Ông Tư & đò.", "ben.jpg": "Bến."}))
    assert (
        "<figcaption>Ông Tư &amp; đò. "
        '<span class="credit">Ảnh: Lê Thu</span></figcaption></figure>' in made.body
    )
    assert '<img src="image:p-2" alt=""/><figcaption>Bến.</figcaption>' in made.body
    assert [(one.before, one.after) for one in made.overrides] == [
        ("Chuyến cuối.", "Ông Tư & đò."),
        ("", "Bến."),
    ]
    bare = put(images=images(captions={"p-3": ""}))
    assert '<img src="image:p-3" alt=""/></figure>' in bare.body


def test_a_picture_leads_the_piece() -> None:
    made = put(images=images(lead="bo kia.jpg"))
    assert blocks(made.body)[1] == (
        '<figure><img src="image:p-3" alt=""/><figcaption>Hai bờ.</figcaption></figure>'
    )
    assert made.body.count("image:p-3") == 1
    assert blocks(put(images=images(lead="p-1")).body) == blocks(BODY)


@pytest.mark.parametrize(
    ("said", "key", "problem", "remedy"),
    [
        ({"drop": ("x.jpg",)}, "images.drop.0", "has no picture x.jpg", "It has do-ngang.jpg, ben"),
        ({"keep": ("x.jpg",)}, "images.keep.0", "has no picture x.jpg", "bo kia.jpg"),
        ({"lead": "x.jpg"}, "images.lead", "has no picture x.jpg", "It has"),
        ({"captions": {"x.jpg": "X"}}, "images.captions.x.jpg", "has no picture", "It has"),
        ({"drop": ("p-1",), "captions": {"p-1": "X"}}, "images.captions.p-1", "is left out",
         "Take one"),
    ],
)  # fmt: skip
def test_a_picture_that_there_is_none_is_told(
    said: dict[str, Any], key: str, problem: str, remedy: str
) -> None:
    why = wrong(images=images(**said), places=(key,))
    assert why.problem.startswith("so.toml, line 40: ")
    assert problem in why.problem
    assert remedy in why.remedy


def test_a_name_of_several_pictures_is_told() -> None:
    article = replace(
        ARTICLE, images=tuple(replace(r, candidates=("a.jpg",)) for r in ARTICLE.images)
    )
    with pytest.raises(UsageError, match=r"The name a\.jpg is that of 3 pictures") as raised:
        edited(article, Piece(source="a", images=images(lead="a.jpg")), "so.toml")
    assert "p-1, p-2, p-3" in raised.value.remedy
    none = replace(ARTICLE, body="<p>Một.</p>", images=())
    with pytest.raises(UsageError, match="no picture") as raised:
        edited(none, Piece(source="a", images=images(lead="a.jpg")), "so.toml")
    assert "none at all" in raised.value.remedy


def test_blocks_that_are_kept_and_dropped_are_edits_of_the_page() -> None:
    piece = Piece(
        source="a",
        keep=(3, 'một "câu"'),
        drop=(7,),
        place=1,
        places={"keep.0": 4, "keep.1": 5, "drop.0": 6},
    )
    made = edits(piece, "so.toml")
    assert made is not None
    assert (made.keep, made.drop, made.lines) == ((3, 'một "câu"'), (7,), (4, 5, 6))
    assert made.name == "so.toml"
    assert made.data == 'keep = [3, "một \\"câu\\""]\ndrop = [7]\n'.encode()
    assert edits(Piece(source="a"), "so.toml") is None
