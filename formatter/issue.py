"""What an editor says of a printed issue: its dress, its order, and what is changed of each piece.

The file that it is read from is the matter of `formatter.digest`. Nothing here touches a source:
what is said of a piece is put over the article that the source gave.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, field, replace
from typing import Any, Literal

from formatter.value import dataclass

# What becomes of the links of a printed piece.
Links = Literal["footnote", "endnote", "qr", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Where a piece ends in print: after so many words, or before a phrase of the text.

    The words are counted to the end of the paragraph in which they are reached. The reader is told
    where the piece goes on: at its address, by a code.
    """

    words: int = 0
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustration:
    """What is said of a piece's pictures, each named by its id, file name, address or caption.

    With `keep`, those alone stay, in that order nowhere but where they stood; `drop` takes some
    out; `lead` is set at the head of the piece; `captions` stand in the place of the page's own.
    """

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    lead: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article of an issue, and what is changed of it there; empty is as the article has it.

    `source` is a path or address; `kicker` stands over the title, `standfirst` is set as the lead.
    `columns` is how many the text is set in (0: as the theme), `span` over how many of them the led
    picture and a wide one go. `note` is the editor's, under the piece; `credit` and `licence` say
    whose it is. `priority` is from 1, which stays longest, to 9, which is left out first where an
    issue must be shorter; 0 is never left out. `keep` and `drop` are edits of the cleaning, as in
    `PAGE.edit.toml`. `place` is the line of the issue file where the piece begins, `places` are
    those of its keys (`title`, `pull_quotes.0`, `images.captions.bia.jpg`); a bound issue has none
    of them, so that a line more in its file changes nothing of it. `approval` is what the lock file
    says, empty where there is none: `approved`, `changed` since it was, or `new`.
    """

    source: str
    title: str = ""
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    cut: Cut | None = None
    pull_quotes: tuple[str, ...] = ()
    images: Illustration = field(default_factory=Illustration)
    columns: int = 0
    span: int = 0
    note: str = ""
    credit: str = ""
    licence: str = ""
    priority: int = 0
    keep: tuple[int | str, ...] = ()
    drop: tuple[int | str, ...] = ()
    place: int = 0
    places: Mapping[str, int] = field(default_factory=dict)
    approval: str = ""

    def line(self, key: str) -> int:
        """Return the line of the piece's key, or of an entry of it; the piece's own without."""
        return self.places.get(key, self.place)


def told(piece: Piece) -> dict[str, Any]:
    """Return what is said of a piece as JSON can hold it; what isn't said is left out."""
    bare = replace(piece, place=0, places={}, approval="")
    return {key: value for key, value in asdict(bare).items() if value} | {"source": piece.source}


def piece_of(said: Mapping[str, Any]) -> Piece:
    """Return the piece that `told` has told of; TypeError for what it never tells."""
    lists = {"pull_quotes", "keep", "drop"}
    own: dict[str, Any] = {k: tuple(v) if k in lists else v for k, v in said.items()}
    cut, images = own.pop("cut", None), dict(own.pop("images", {}))
    for key in ("keep", "drop"):
        images[key] = tuple(images.get(key, ()))
    return Piece(**own, cut=Cut(**cut) if cut else None, images=Illustration(**images))


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What an issue has put over an article: the key of its file, what stood there, what does now.

    `before` holds whatever of the article's text isn't there any more, `after` what was added.
    """

    key: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A section of an issue: its title, what introduces it, the colour of its heads, its pieces.

    `color` is `#rrggbb`, empty for the theme's; in print it is drawn as the theme allows.
    """

    title: str = ""
    intro: str = ""
    color: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The cover: a picture's file, the template of the theme that draws it, lines of text on it.

    `template` is `full` (the picture over the page), `framed`, `type` (no picture) or one of the
    theme's own; `none` is an issue without a cover.
    """

    image: str = ""
    template: str = ""
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The head of the first page: the name, what stands beside it, a drawing in its place."""

    title: str = ""
    motto: str = ""
    left: str = ""
    right: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The contents: how deep (0 none, 1 pieces, 2 their subheads too), and if leads are shown."""

    depth: int = 1
    leads: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The editor's lists of names for the index, each with other spellings after `=`.

    `"Nguyễn Thị Lài = chị Lài = bà Lài"` finds all three and prints the first. Names of people are
    put in order by given name.
    """

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """Who made the issue, and how it may be used: lines of label and text; `text` closes it."""

    lines: tuple[tuple[str, str], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue as its file says it.

    `date` is ISO 8601. `page` is a paper's name (`A4`) where it isn't the theme's. The number of
    pages is to be a multiple of `multiple_of` (1: any), and `target_pages` if that isn't 0.
    `fillers` are what blank pages are filled with, in order: `notes` (ruled lines), `blank`, or the
    file of a page of the house: of a bound issue, `image:filler-1` and so on.
    """

    title: str
    subtitle: str = ""
    number: int = 0
    date: str = ""
    language: str = ""
    publisher: str = ""
    editors: tuple[str, ...] = ()
    isbn: str = ""
    issn: str = ""
    licence: str = ""
    theme: str = "newspaper"
    page: str = ""
    target_pages: int = 0
    multiple_of: int = 4
    fillers: tuple[str, ...] = ("notes",)
    links: Links = "footnote"
    cover: Cover = field(default_factory=Cover)
    masthead: Masthead = field(default_factory=Masthead)
    contents: Contents = field(default_factory=Contents)
    index: Index = field(default_factory=Index)
    colophon: Colophon = field(default_factory=Colophon)
    departments: tuple[Department, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces in order: the articles of the issue's book are these, one by one."""
        return tuple(piece for part in self.departments for piece in part.pieces)
