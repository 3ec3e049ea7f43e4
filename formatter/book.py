"""Articles bound into a book: its order, language, creators, date and identifier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from formatter.article import Article, Book, Image, Section
from formatter.errors import UsageError


def bind(
    articles: Sequence[Article],
    *,
    images: Mapping[str, Image],
    title: str = "",
    language: str = "",
    sections: Sequence[Section] = (),
) -> Book:
    """Return a book of these articles in their order, or of `sections` where they are given.

    `images` maps the ids of the bodies to pictures, as `gather` returns them. Without a `title` the
    book is called as its first article, without a `language` it has that of most articles. Raises
    UsageError for a book without an article.
    """
    parts = tuple(sections) or (Section(articles=tuple(articles)),)
    bound = [article for part in parts for article in part.articles]
    if not bound:
        raise UsageError("The book has no article.", "Give one source at least.")
    named = {ref.id for article in bound for ref in article.images}
    spoken = Counter(article.language for article in bound)
    return Book(
        title=title or bound[0].title,
        sections=parts,
        images={name: image for name, image in images.items() if name in named},
        language=language or spoken.most_common(1)[0][0],
        creators=tuple(dict.fromkeys(name for article in bound for name in article.authors)),
        date=max((article.published for article in bound), key=_moment, default=""),
        identifier=identifier(bound, title),
    )


def _moment(published: str) -> datetime:
    """Return a date to compare by; one without a zone counts as told in UTC."""
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def identifier(articles: Sequence[Article], title: str = "") -> str:
    """Return a URN that the same sources give again anywhere (UUID, version 5, RFC 9562).

    Its name, in the namespace of addresses, is the address of each article, in their order, a line
    each: for a book of one article anybody can compute it. An article without an address is named
    by the SHA-256 of its page, one without a page by its title, date and words. The title of a book
    that was given one stands before them, after `title: `.
    """
    sources = [article.url or article.source.sha256 or _words_of(article) for article in articles]
    return uuid5(NAMESPACE_URL, "\n".join([*([f"title: {title}"] if title else []), *sources])).urn


def _words_of(article: Article) -> str:
    digest = sha256()
    for text in (article.title, article.published, article.body):
        digest.update(b"\0" + text.encode(errors="surrogatepass"))
    return digest.hexdigest()
