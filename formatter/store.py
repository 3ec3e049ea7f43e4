"""What a book keeps of its articles inside its EPUB, so that it can be bound again with others.

The file lies beside the package, where reading systems don't look (EPUB Open Container Format 3.3,
4.2.6). It names each article with its facts, its body and its pictures' files.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from formatter.article import About, Article, Book, Image, ImageRef, Section
from formatter.errors import UsageError
from formatter.imprint import KEPT, NO_COVER, Imprint
from formatter.original import Capture, Source

PLACE = "META-INF/formatter.json"
# The folder of the package, as EbookLib calls it.
_ROOT = "EPUB"
_VERSION = 1
_SUFFIX = ".epub"
# Twice what any book of ours has come to; a file that says it unpacks to more is no book.
_LARGEST = 2_000_000_000
_PLAIN = "title body language published modified site section url rule".split()
_ABOUT = "description publisher rights license".split()
_FIGURES = "address height media_type missing width".split()
_SILENT = About()


def packed(
    book: Book,
    files: Mapping[str, str],
    names: Sequence[tuple[str, Sequence[str]]],
    cover: str = "",
    dress: Mapping[str, str] | None = None,
) -> bytes:
    """Return the book's articles as JSON in UTF-8.

    `files` are the names of its pictures by id, `names` those of the document of each section and
    of its articles, `cover` that of the cover's picture, which is kept if it is the publisher's.
    `dress` are the names of theme and profile, where they aren't those that a book has unasked.
    """
    record: dict[str, Any] = {
        "version": _VERSION,
        "title": book.title,
        "language": book.language,
        "identifier": book.identifier,
        "series": book.series,
        "number": book.number,
        "sections": [
            {
                "title": part.title,
                "intro": part.intro,
                "name": name,
                "names": below,
                "articles": [_packed(article) for article in part.articles],
            }
            for part, (name, below) in zip(book.sections, names, strict=True)
        ],
        "images": {
            name: _figures(image) | {"file": files.get(name, "")}
            for name, image in sorted(book.images.items())
        },
    }
    if said := {key: value for key in KEPT if (value := _said(book.imprint, key))}:
        record["imprint"] = said
    if book.cover and cover:
        record["cover"] = _figures(book.cover) | {"file": cover}
    if dress:
        record["dress"] = dict(dress)
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(path: Path) -> Book:
    """Return the book that an EPUB of ours was made from, its pictures read.

    Raises UsageError for a file that isn't one, or that holds what no book of ours does.
    """
    try:
        with zipfile.ZipFile(path) as file:
            if sum(entry.file_size for entry in file.infolist()) > _LARGEST:
                raise _unusable(path, "it says it holds more than any book does")
            record = json.loads(file.read(PLACE))
            return _book(record, file)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as why:
        raise _unusable(path, str(why)) from why
    except KeyError as why:
        raise _unusable(path, "it holds no record of its articles, or not all of them") from why
    except (ValueError, TypeError, AttributeError) as why:
        raise _unusable(path, "what it keeps of its articles is damaged") from why


def dress(path: Path) -> Mapping[str, str]:
    """Return what an EPUB of ours says of its theme and its profile, nothing for another file."""
    try:
        with zipfile.ZipFile(path) as file:
            if file.getinfo(PLACE).file_size > _LARGEST:
                return {}
            told = json.loads(file.read(PLACE))["dress"]
            return {name: _text(told[name]) for name in ("theme", "profile") if name in told}
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return {}
    except (KeyError, ValueError, TypeError, AttributeError):
        return {}


def _packed(article: Article) -> dict[str, Any]:
    source = article.source
    return (
        {name: getattr(article, name) for name in _PLAIN}
        | {
            "confidence": article.confidence,
            "authors": list(article.authors),
            "images": [{"id": ref.id, "url": ref.url, "alt": ref.alt} for ref in article.images],
            "source": {
                "sha256": source.sha256,
                "time": source.captured.time,
                "basis": source.captured.basis,
                "edits": source.edits,
            },
        }
        | _about(article.about)
    )


def _figures(image: Image) -> dict[str, Any]:
    return {key: getattr(image, key) for key in _FIGURES}


def _about(about: About) -> dict[str, Any]:
    """Return what a page says of its article for catalogues, nothing where it says nothing."""
    if about == _SILENT:
        return {}
    return {"about": {name: value for name, value in asdict(about).items() if value}}


def _said(imprint: Imprint, key: str) -> str:
    """Return a choice of the publisher's; the file that his cover was in may be no more."""
    value = str(getattr(imprint, key))
    return value if key != "cover" or value == NO_COVER else ""


def _imprint(told: Mapping[str, Any]) -> Imprint:
    cover, fonts, conforms, certified_by, exemption = (_text(told.get(key, "")) for key in KEPT)
    imprint = Imprint(
        cover=cover,
        fonts=fonts,
        conforms=conforms,
        certified_by=certified_by,
        exemption=exemption,
    )
    if imprint.cover not in {"", NO_COVER}:
        raise ValueError(imprint.cover)
    try:
        imprint.must_be_right()
    except UsageError as why:
        raise ValueError(why.problem) from why
    return imprint


def _book(record: Mapping[str, Any], file: zipfile.ZipFile) -> Book:
    if record["version"] != _VERSION:
        raise ValueError(record["version"])
    sections = tuple(
        Section(
            title=_text(part["title"]),
            intro=_text(part["intro"]),
            name=_name(part["name"]),
            names=tuple(map(_name, part["names"])),
            articles=tuple(_article(told) for told in part["articles"]),
        )
        for part in record["sections"]
    )
    return Book(
        title=_text(record["title"]),
        sections=sections,
        images={name: _image(name, told, file) for name, told in record["images"].items()},
        language=_text(record["language"]),
        identifier=_text(record["identifier"]),
        series=_text(record["series"]),
        number=int(record["number"]),
        imprint=_imprint(record.get("imprint", {})),
        cover=_image("cover", record["cover"], file) if "cover" in record else None,
    )


def _article(told: Mapping[str, Any]) -> Article:
    source = told["source"]
    title, body, *facts = (_text(told[name]) for name in _PLAIN)
    language, published, modified, site, section, url, rule = facts
    return Article(
        title=title,
        body=body,
        language=language,
        published=published,
        modified=modified,
        site=site,
        section=section,
        url=url,
        rule=rule,
        confidence=float(told["confidence"]),
        authors=tuple(map(_text, told["authors"])),
        images=tuple(
            ImageRef(id=_text(ref["id"]), url=_text(ref["url"]), alt=_text(ref["alt"]))
            for ref in told["images"]
        ),
        source=Source(
            sha256=_text(source["sha256"]),
            captured=Capture(time=_text(source["time"]), basis=source["basis"]),
            edits=_text(source["edits"]),
        ),
        # A book of an earlier version doesn't tell.
        about=_told(told.get("about", {})),
    )


def _told(about: Mapping[str, Any]) -> About:
    description, publisher, rights, license_ = (_text(about.get(name, "")) for name in _ABOUT)
    return About(
        description=description,
        keywords=tuple(map(_text, about.get("keywords", ()))),
        publisher=publisher,
        rights=rights,
        license=license_,
        identifiers=tuple(map(_text, about.get("identifiers", ()))),
    )


def _image(name: str, told: Mapping[str, Any], file: zipfile.ZipFile) -> Image:
    held = _text(told["file"])
    data = file.read(f"{_ROOT}/{held}") if held and not told["missing"] else b""
    return Image(
        id=name,
        data=data,
        media_type=_text(told["media_type"]),
        width=int(told["width"]),
        height=int(told["height"]),
        missing=_text(told["missing"]),
        address=_text(told["address"]),
    )


def _name(value: object) -> str:
    if not re.fullmatch(r"(?:section|article)-\d{2,6}", name := _text(value)):
        raise ValueError(name)
    return name


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _unusable(path: Path, why: str) -> UsageError:
    return UsageError(
        f"{path} can't be bound again: {why}.",
        f"Name an {_SUFFIX} that this program made, or leave --update out to make a new one.",
    )
