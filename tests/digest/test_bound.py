"""An issue bound: pieces beside their articles, what is left out, its own pictures."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from formatter.article import Article, Image, ImageRef
from formatter.digest import bound
from formatter.errors import UsageError
from formatter.issue import Cut, Department, Illustration, Issue, Piece, piece_of, told

ARTICLES = tuple(
    Article(
        title=name,
        body=f'<figure><img src="image:p-{name}" alt=""/></figure>',
        language="vi",
        authors=(f"Tác giả {name}",),
        published=f"2026-11-0{i}",
        images=(ImageRef(id=f"p-{name}", url=""),),
    )
    for i, name in enumerate("abc", start=1)
)
ISSUE = Issue(
    title="Cửa Sông",
    number=47,
    date="2026-11-22",
    fillers=("nha-2.png", "notes", "nha.png"),
    departments=(
        Department(title="Một", intro="Mở.", pieces=(Piece(source="a", place=4, places={"x": 5}),)),
        Department(title="Hai", pieces=(Piece(source="b"), Piece(source="c"))),
    ),
)
IMAGES = {name: Image(id=name) for name in ("p-a", "p-b", "p-c", "p-d", "cover", "masthead",
                                            "filler-1", "filler-2")}  # fmt: skip


def test_pieces_are_the_articles_one_by_one() -> None:
    book = bound(ISSUE, ARTICLES, IMAGES)
    assert book.issue is not None
    assert [p.source for p in book.issue.pieces] == [a.title for a in book.articles]
    assert [(s.title, s.intro, len(s.articles)) for s in book.sections] == [
        ("Một", "Mở.", 1),
        ("Hai", "", 2),
    ]
    assert (book.title, book.series, book.number, book.date, book.language) == (
        "Cửa Sông",
        "Cửa Sông",
        47,
        "2026-11-22",
        "vi",
    )
    assert book.creators == ("Tác giả a", "Tác giả b", "Tác giả c")
    assert not any(piece.place or piece.places for piece in book.issue.pieces)


def test_a_piece_that_could_not_be_had_is_left_out_with_its_section() -> None:
    book = bound(ISSUE, (None, ARTICLES[1], None), IMAGES)
    assert book.issue is not None
    assert [p.source for p in book.issue.pieces] == ["b"]
    assert [d.title for d in book.issue.departments] == [s.title for s in book.sections] == ["Hai"]
    with pytest.raises(UsageError, match="no article"):
        bound(ISSUE, (None, None, None), IMAGES)


def test_an_issue_s_own_pictures_have_names_of_their_own() -> None:
    book = bound(ISSUE, ARTICLES, IMAGES)
    assert book.cover == IMAGES["cover"]
    assert set(book.images) == set(IMAGES) - {"p-d"}
    assert book.issue is not None
    assert book.issue.fillers == ("image:filler-1", "notes", "image:filler-2")
    assert bound(ISSUE, ARTICLES, {}).cover is None


def test_each_issue_has_an_identifier_of_its_own() -> None:
    one = bound(ISSUE, ARTICLES, IMAGES).identifier
    assert one == bound(ISSUE, ARTICLES, {}).identifier
    assert one != bound(replace(ISSUE, number=48), ARTICLES, IMAGES).identifier
    assert one != bound(replace(ISSUE, date="2026-11-29"), ARTICLES, IMAGES).identifier
    undated = bound(replace(ISSUE, date="", number=0), ARTICLES, IMAGES)
    assert (undated.date, undated.series) == ("2026-11-03", "")


def test_a_piece_is_told_and_read_again() -> None:

    piece = Piece(
        source="a",
        kicker="K",
        cut=Cut(words=4),
        pull_quotes=("x", "y"),
        images=Illustration(keep=("a",), captions={"a": "A"}),
        keep=(3, "z"),
        place=7,
        places={"cut": 8},
        approval="held",
    )
    said = json.loads(json.dumps(told(piece)))
    assert piece_of(said) == replace(piece, place=0, places={}, approval="")
    assert "title" not in said
    assert piece_of(told(Piece(source="a"))) == Piece(source="a")
    with pytest.raises(TypeError):
        piece_of({"source": "a", "khong": 1})
