"""Articles bound into a book: its order, language, creators, date and identifier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

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
        identifier=_identifier(bound, title),
    )


def _moment(published: str) -> datetime:
    """Return a date to compare by; one without a zone counts as told in UTC."""
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _identifier(articles: Sequence[Article], title: str) -> str:
    """Return a URN that the same articles give again anywhere (RFC 9562, version 8)."""
    digest = sha256(title.encode())
    for article in articles:
        for text in (article.url, article.title, article.published, article.body):
            digest.update(b"\0" + text.encode())
    number = bytearray(digest.digest()[:16])
    number[6] = (number[6] & 0x0F) | 0x80
    number[8] = (number[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(number)).urn
