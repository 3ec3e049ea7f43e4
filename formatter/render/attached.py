"""What goes into an archive's PDF beside its pages, as values: sources, cleaned text, account.

Each article has its own: the pages it was made from, byte for byte (`Source`), the article alone as
XHTML (`Alternative`), and the account of what became of the page, with all that is needed to clean
it again (`Data`; ISO 32000-2, 7.11.3, has the relationships).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import file_digest, sha256
from html import escape
from pathlib import Path
from typing import Any, Literal

from formatter import fonts, issue
from formatter.article import Article, Book, Image
from formatter.original import Capture, Original
from formatter.provenance import TOOL, moment, newest
from formatter.record import record
from formatter.render.words import Words, words
from formatter.theme import Theme

Relationship = Literal["Source", "Alternative", "Data"]
# The form of the account: counted up when a program that reads it must know.
FORM = 1
_ELSEWHERE = {"body", "notes", "blocks"}
_SUFFIXES = {
    "application/gzip": "html.gz",
    "application/toml": "toml",
    "application/warc": "warc",
    "application/x-webarchive": "webarchive",
    "application/xhtml+xml": "xhtml",
    "multipart/related": "mhtml",
    "text/html": "html",
    "text/plain": "txt",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that goes into a PDF.

    `name` is of ASCII letters and in no folder. `dated` is when its content came to be, None where
    nothing tells it.
    """

    name: str
    data: bytes
    media_type: str
    relationship: Relationship
    description: str
    dated: datetime | None = None


def attached(book: Book, theme: Theme) -> tuple[Attached, ...]:
    """Return the files that go into the PDF of a book: article by article, the sources first.

    In a book of several articles each name begins with its article's number.
    """
    said = words(theme, book.language)
    faces = _faces(theme)
    width = max(2, len(str(len(book.articles))))
    found: list[Attached] = []
    for number, article in enumerate(book.articles, start=1):
        prefix = f"{number:0{width}}-" if len(book.articles) > 1 else ""
        dress = {"theme": theme.edition, "fonts": faces, **_put_over(article, book, number)}
        found += _of(article, book, prefix, said, dress)
    return tuple(found)


def _put_over(article: Article, book: Book, number: int) -> Mapping[str, Any]:
    """Return what an issue says of its piece, and what that has changed of the cleaned article."""
    if book.issue is None:
        return {}
    changes = [asdict(one) for one in article.overrides]
    return {"piece": issue.told(book.issue.pieces[number - 1]), "overrides": changes}


def xhtml(article: Article) -> bytes:
    """Return the article alone as a whole document of XHTML, its pictures by their names alone."""
    facts = {
        "author": article.authors,
        "description": (article.about.description,),
        "keywords": article.about.keywords,
        "dcterms.issued": (article.published,),
        "dcterms.modified": (article.modified,),
        "dcterms.publisher": (article.about.publisher or article.site,),
        "dcterms.source": (article.url,),
        "dcterms.rights": (article.about.rights,),
        "dcterms.license": (article.about.license,),
        "dcterms.identifier": article.about.identifiers,
    }
    metas = "".join(
        f'<meta name="{name}" content="{escape(value)}"/>\n'
        for name, values in facts.items()
        for value in values
        if value
    )
    title, tag = escape(article.title, quote=False), escape(article.language)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{tag}" xml:lang="{tag}">\n<head>\n'
        f'<meta charset="utf-8"/>\n<title>{title}</title>\n{metas}</head>\n'
        f"<body>\n<h1>{title}</h1>\n{article.body}\n</body>\n</html>\n"
    ).encode()


def told(article: Article) -> dict[str, Any]:
    """Return what cleaning tells of an article, as the account holds it.

    Cleaning the same page again in the same way tells the same; `notes` aside, which also tell what
    was looked for around the page. The body is a file of its own, and `blocks` tell it and what was
    removed once more, in the page's order: a third of the account for nothing new.
    """
    return {key: value for key, value in record(article).items() if key not in _ELSEWHERE}


def _of(
    article: Article, book: Book, prefix: str, said: Words, dress: Mapping[str, Any]
) -> Iterator[Attached]:
    source = article.source
    dated = _moment(source.captured, article.published, newest(book))
    pages = _named(prefix + "source", source.originals)
    papers = _named(prefix + "rule", [one for one in source.papers if one.sha256 != source.edits])
    papers |= _named(prefix + "edits", [one for one in source.papers if one.sha256 == source.edits])
    for name, page in pages.items():
        yield Attached(
            name=name,
            data=page.read(),
            media_type=page.media_type,
            relationship="Source",
            description=_described(said["attached_source"], article.title, page.name or page.url),
            dated=_moment(page.captured, article.published, newest(book)),
        )
    alone = xhtml(article)
    yield Attached(
        name=f"{prefix}article.xhtml",
        data=alone,
        media_type="application/xhtml+xml",
        relationship="Alternative",
        description=_described(said["attached_article"], article.title),
        dated=dated,
    )
    account = {
        "account": FORM,
        "tool": TOOL,
        **dress,
        "rule": article.rule,
        "wanted": dict(source.wanted),
        "sources": [_page(name, page) for name, page in pages.items()],
        "papers": [_page(name, page) for name, page in papers.items()],
        "article": {"file": f"{prefix}article.xhtml", "sha256": sha256(alone).hexdigest()},
        "pictures": [_picture(ref.id, book.images.get(ref.id)) for ref in article.images],
        "told": told(article),
        "notes": list(article.notes),
    }
    yield Attached(
        name=f"{prefix}account.json",
        data=json.dumps(account, ensure_ascii=False, indent=1).encode() + b"\n",
        media_type="application/json",
        relationship="Data",
        description=_described(said["attached_account"], article.title),
        dated=dated,
    )
    for name, paper in papers.items():
        yield Attached(
            name=name,
            data=paper.read(),
            media_type=paper.media_type,
            relationship="Data",
            description=_described(said["attached_paper"], article.title, paper.name),
            dated=dated,
        )


def _named(stem: str, held: tuple[Original, ...] | list[Original]) -> dict[str, Original]:
    """Return originals by the names they bear in the PDF, the second `STEM-2`."""
    return {
        f"{stem}{f'-{i}' if i > 1 else ''}.{_SUFFIXES.get(one.media_type, 'bin')}": one
        for i, one in enumerate(held, start=1)
    }


def _described(what: str, title: str, name: str = "") -> str:
    return ": ".join(filter(None, (what, title))) + (f" ({name})" if name else "")


def _page(file: str, page: Original) -> dict[str, Any]:
    return {
        "file": file,
        "name": page.name,
        "media_type": page.media_type,
        "sha256": page.sha256,
        "asked": page.asked,
        "url": page.url,
        "captured": {"time": page.captured.time, "basis": page.captured.basis},
        "charset": page.charset,
        "legacy": page.legacy,
        "beside": list(page.beside),
    }


def _picture(name: str, image: Image | None) -> dict[str, Any]:
    if image is None:
        return {"id": name, "missing": "not in the book"}
    if image.missing:
        return {"id": name, "address": image.address, "missing": image.missing}
    return {
        "id": name,
        "address": image.address,
        "media_type": image.media_type,
        "width": image.width,
        "height": image.height,
        "sha256": sha256(image.read()).hexdigest(),
    }


def _faces(theme: Theme) -> dict[str, str]:
    """Return the SHA-256 of each font file that the theme may print with, by the file's name."""
    families = (*map(fonts.family, theme.fonts.values()), *theme.guests())
    return {
        face.path.name: _hash(face.path, face.path.stat().st_mtime_ns)
        for family in families
        for face in family.faces
    }


# A book of a run is made in the fonts of the one before.
@lru_cache(maxsize=64)
def _hash(path: Path, _changed: int) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _moment(captured: Capture, *others: str) -> datetime | None:
    """Return the first of these moments that is one, in UTC; a time without a zone is taken as it.

    A file's own time tells when it was copied: the article's date goes before it.
    """
    said = (captured.time, *others) if captured.basis != "file time" else (*others, captured.time)
    for written in said:
        if found := moment(written):
            return found
    return None
