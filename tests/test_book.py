"""Articles bound into a book."""

from __future__ import annotations

import uuid
from dataclasses import replace
from itertools import permutations

import pytest

from formatter.article import Article, Image, ImageRef, Section
from formatter.book import bind
from formatter.errors import UsageError
from formatter.original import Source

ONE = Article(
    title="Bến Cây Dương",
    body='<p>Một.</p><figure><img src="image:a" alt=""/></figure>',
    authors=("Lê Bưởi", "Trần Mận"),
    published="2026-10-11T06:15:00+07:00",
    images=(ImageRef(id="a", url="https://bao.example/a.jpg"),),
)
TWO = Article(title="Gò Mây", body="<p>Hai.</p>", authors=("Trần Mận",), published="2026-11-01")
THREE = Article(title="Tide", body="<p>Three.</p>", language="en", authors=("Ann Lee",))
PICTURES = {"a": Image(id="a", missing="gone"), "b": Image(id="b", missing="gone")}


def test_a_book_is_called_as_its_first_article_or_as_it_is_told() -> None:
    assert bind([ONE, TWO], images={}).title == "Bến Cây Dương"
    assert bind([ONE, TWO], images={}, title="Hai bến").title == "Hai bến"


def test_articles_stay_in_their_order() -> None:
    for order in permutations((ONE, TWO, THREE)):
        made = bind(order, images={})
        assert made.articles == order
        assert len(made.sections) == 1


def test_sections_that_are_given_are_kept() -> None:
    parts = (Section(title="Sông", articles=(TWO,)), Section(title="Biển", articles=(THREE, ONE)))
    made = bind([], images=PICTURES, sections=parts)
    assert made.sections == parts
    assert made.articles == (TWO, THREE, ONE)
    assert (made.title, made.language) == ("Gò Mây", "vi")


def test_only_pictures_that_an_article_names_are_in_the_book() -> None:
    assert set(bind([ONE], images=PICTURES).images) == {"a"}
    assert bind([TWO], images=PICTURES).images == {}


def test_the_language_is_that_of_most_articles_or_as_told() -> None:
    assert bind([THREE, ONE, TWO], images={}).language == "vi"
    assert bind([THREE], images={}).language == "en"
    assert bind([THREE], images={}, language="vi").language == "vi"


def test_creators_are_named_once_in_their_order() -> None:
    assert bind([ONE, TWO, THREE], images={}).creators == ("Lê Bưởi", "Trần Mận", "Ann Lee")


def test_the_date_is_that_of_the_newest_article() -> None:
    assert bind([ONE, TWO, THREE], images={}).date == "2026-11-01"
    assert bind([THREE], images={}).date == ""


def test_the_newest_moment_is_told_across_zones() -> None:
    early = Article(title="a", body="<p>a</p>", published="2026-10-11T23:30:00+07:00")
    late = Article(title="b", body="<p>b</p>", published="2026-10-11T18:30:00+00:00")
    assert bind([early, late], images={}).date == late.published
    assert bind([late, early], images={}).date == late.published


def test_the_same_articles_give_the_same_identifier() -> None:
    first = bind([ONE, TWO], images={}).identifier
    assert first == bind([ONE, TWO], images=PICTURES).identifier
    assert first.startswith("urn:uuid:")
    # Version 5 of RFC 9562, and its variant.
    digits = first.removeprefix("urn:uuid:")
    assert (digits[14], digits[19] in "89ab") == ("5", True)


def test_a_book_of_one_article_is_named_by_its_address() -> None:
    named = bind([Article(title="Bến", body="<p>x</p>", url="https://bao.example/1")], images={})
    assert named.identifier == uuid.uuid5(uuid.NAMESPACE_URL, "https://bao.example/1").urn


def test_a_page_read_anew_keeps_the_identifier() -> None:
    source = Source(sha256="a" * 64)
    one = Article(title="Bến", body="<p>x</p>", source=source)
    assert len({bind([replace(one, body=f"<p>{n}</p>")], images={}).identifier for n in "ab"}) == 1
    bare = replace(one, source=Source())
    assert len({bind([replace(bare, body=f"<p>{n}</p>")], images={}).identifier for n in "ab"}) == 2


def test_other_articles_another_order_or_title_give_another_identifier() -> None:
    made = [
        bind([ONE], images={}),
        bind([TWO], images={}),
        bind([ONE, TWO], images={}),
        bind([TWO, ONE], images={}),
        bind([ONE, TWO], images={}, title="Hai bến"),
    ]
    assert len({book.identifier for book in made}) == len(made)


def test_texts_do_not_run_into_each_other_in_an_identifier() -> None:
    one = Article(title="Bến", body="<p>x</p>", url="https://bao.example/")
    other = Article(title="", body="<p>x</p>", url="https://bao.example/Bến")
    assert bind([one], images={}).identifier != bind([other], images={}).identifier


@pytest.mark.parametrize("sections", [(), (Section(title="Trống", articles=()),)])
def test_a_book_without_an_article(sections: tuple[Section, ...]) -> None:
    with pytest.raises(UsageError) as caught:
        bind([], images={}, sections=sections)
    assert caught.value.problem == "The book has no article."
    assert caught.value.remedy.endswith(".")
