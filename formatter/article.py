"""The values that pass from step to step, all frozen and picklable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from formatter.imprint import Imprint
from formatter.original import Capture, Original, Resources, Source
from formatter.pagination import Pagination
from formatter.sign import Sign
from formatter.value import dataclass

if TYPE_CHECKING:
    from formatter.issue import Issue, Override


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was served.

    `html` is decoded text; `sha256` is of the bytes it was decoded from (empty where there were
    none); `url` is the address it came from (empty where unknown); `plain` marks text that a
    reader copied out of a page, set as one `<p>` a block; `sequels` are the pages on which its
    article goes on, in order; `original` is what it was read from, None where it was given as text;
    `notes` are warnings of the reading.
    """

    html: str
    url: str = ""
    captured: Capture = field(default_factory=Capture)
    sha256: str = ""
    resources: Resources = field(default_factory=Resources)
    plain: bool = False
    sequels: tuple[Page, ...] = ()
    original: Original | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Text of the page that isn't in the article: which step's rule took it, and why.

    `images` are the addresses of the pictures that went with it, `block` the number of the block
    that it was (0 for the page's head and what has none).
    """

    step: str
    rule: str
    reason: str
    text: str
    images: tuple[str, ...] = ()
    block: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Text of the page that became metadata: the field it fills, the text, the block's number."""

    field: str
    text: str
    block: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A block of the body: the number of the page's block that it was made of, and its text.

    `images` are the ids of its pictures. `moved` says why it doesn't stand where the page had it:
    it is the `lead` or a `hero`, or the `editor` wants it; empty where it stands in its place.
    The text on the card of an embedded thing is the page's alone: empty where the words are ours.
    """

    block: int
    text: str
    images: tuple[str, ...] = ()
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What an editor says about the blocks of one page.

    `keep` and `drop` name blocks by their number in the account, or by a phrase that the block
    holds. `page` is the hash of the page that the numbers were made for, empty where that isn't
    said. `sha256` is the hash of the file they were read from, `data` its bytes, `name` its name,
    `lines` the line of each entry there, those of `keep` first; empty where there is no file.
    """

    keep: tuple[int | str, ...] = ()
    drop: tuple[int | str, ...] = ()
    page: str = ""
    sha256: str = ""
    data: bytes = b""
    name: str = ""
    lines: tuple[int, ...] = ()

    @property
    def entries(self) -> tuple[tuple[Literal["keep", "drop"], int | str], ...]:
        """What is asked for, each with what to do, those of `keep` first."""
        keep: list[tuple[Literal["keep", "drop"], int | str]] = [("keep", one) for one in self.keep]
        return (*keep, *(("drop", one) for one in self.drop))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An edit that was applied: what was done, the words that asked for it, the block's number."""

    action: Literal["keep", "drop"]
    asked: int | str
    block: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One kind of change made to the letters of the text: how often, and its first sample."""

    kind: str
    count: int
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRef:
    """A picture the body names as `image:ID`.

    `url` is its best address, absolute where the page's is known; `candidates` are all addresses
    it may be had from, best first, among them relative ones as written and `data:`.
    """

    id: str
    url: str
    alt: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a page says of its article for catalogues, empty where it says nothing.

    `description` is its summary, `keywords` its subjects; `publisher` who brought it out.
    `rights` are in words ("© Báo Ví Dụ"), `license` is an address. `identifiers` are lasting ones,
    written as their schemes write them (`doi:10.1000/182`, `ark:/12148/btv1b8449691v`, `hdl:…`).
    """

    description: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    license: str = ""
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned article.

    `body` is XHTML in the closed vocabulary of `formatter.clean.vocabulary`, the lead first.
    `published` and `modified` are ISO 8601 with the zone where the page gives it. `confidence`
    is from 0 to 1, `doubts` are the reasons that lessen it, in whole sentences. `rule` names the
    family whose rule was used, and its version (`vnexpress 3`), empty for a page of no family.
    `about` is what the page says of itself for catalogues, beside the fields here.
    `kept`, `used` and `removed` together are all text of the page (`formatter.account` puts them in
    the page's order); `edits` are those of an editor that were applied.
    """

    title: str
    body: str
    language: str = "vi"
    authors: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    site: str = ""
    section: str = ""
    url: str = ""
    about: About = field(default_factory=About)
    images: tuple[ImageRef, ...] = ()
    kept: tuple[Kept, ...] = ()
    used: tuple[Use, ...] = ()
    removed: tuple[Removal, ...] = ()
    repairs: tuple[Repair, ...] = ()
    source: Source = field(default_factory=Source)
    resources: Resources = field(default_factory=Resources)
    edits: tuple[Edited, ...] = ()
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    rule: str = ""
    notes: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture as the book holds it: encoded bytes that every reading system shows.

    They are in `data`, or in the file `path` where a book is too large to be held in memory.
    `width` and `height` are in pixels. `missing` is the reason it couldn't be had, empty where
    it is there; a missing picture has no data and is drawn as a named placeholder. `address` is
    where it came from, or where it was looked for.
    """

    id: str
    media_type: str = ""
    data: bytes = b""
    width: int = 0
    height: int = 0
    missing: str = ""
    address: str = ""
    path: Path | None = None

    def read(self) -> bytes:
        """Return the picture's bytes, empty for a missing one."""
        return self.path.read_bytes() if self.path is not None else self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a book: its title (empty in a book of one article), intro and articles.

    `names` are what an earlier edition of the book called the documents of the articles, `name`
    that of the section; empty for what is new.
    """

    title: str = ""
    intro: str = ""
    articles: tuple[Article, ...]
    name: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Articles in order with their pictures, ready to be laid out in a theme.

    `images` maps each id of the bodies to its picture. `identifier` is a URN that the same
    sources give again. `date` is ISO 8601, the newest date of the articles. `series` is what the
    book is a volume or an issue of, and `number` which one, from 1; empty and 0 where it is none.
    `cover` is the publisher's own, None where one is drawn; `imprint` his other choices;
    `pagination` the pages of its PDF, where they are to be found in it. `issue` is what an editor
    said of a printed issue, whose pieces are the articles here one by one; None for any other book.
    """

    title: str
    sections: tuple[Section, ...]
    images: Mapping[str, Image]
    language: str
    creators: tuple[str, ...] = ()
    date: str = ""
    identifier: str = ""
    series: str = ""
    number: int = 0
    cover: Image | None = None
    imprint: Imprint = field(default_factory=Imprint)
    pagination: Pagination | None = None
    issue: Issue | None = None

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in reading order."""
        return tuple(article for section in self.sections for article in section.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A finished file: its bytes, media type and suffix (`.epub`), pages if it has any.

    A book whose pictures lie in files is too large to be held: it is in the file `path` then, in
    the same folder, and `data` is empty. `pagination` says where pages begin, if that was asked.

    `signs` are those that no font of ours has, in code order; `uncovered` those of them that the
    user's fonts don't have either. `notes` says so, and the pictures' faults.
    """

    data: bytes
    media_type: str
    suffix: str
    pages: int = 0
    uncovered: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    notes: tuple[str, ...] = ()
    path: Path | None = None
    pagination: Pagination | None = None
