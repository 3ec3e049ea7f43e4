"""What an editor says of a piece, put over the article that its source gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from formatter.article import Article, Edits
from formatter.digest import pictured
from formatter.digest.blocks import blocks, holds, is_figure, joined, paragraph, pictures, text
from formatter.digest.cutting import NothingCutError, parted
from formatter.digest.quoted import NotSaidError, quoted
from formatter.errors import UsageError
from formatter.issue import Override, Piece
from formatter.text.address import is_address

_LEAD = '<p class="lead"'
_PICTURE = re.compile(r"image:([a-z0-9-]+)")


class _Done(NamedTuple):
    """The body so far, and what was changed of it."""

    body: str
    overrides: tuple[Override, ...] = ()


def edited(article: Article, piece: Piece, file: str = "") -> Article:
    """Return the article as an issue has it; what was changed is told in its `overrides`.

    Account and source stay as they are: nothing here is of the page. The body keeps to its
    vocabulary. `file` is what the issue's file is called. Raises UsageError, with the file's line,
    for what matches nothing of the article.
    """
    body, changes = _pictures(article, piece, file)
    body, more = _text(body, piece, file)
    told = [*_facts(article, piece), *changes, *more]
    shown = set(_PICTURE.findall(body))
    about = article.about
    if piece.licence:
        about = (
            replace(about, license=piece.licence)
            if is_address(piece.licence)
            else replace(about, license="", rights=piece.licence)
        )
    return replace(
        article,
        title=piece.title or article.title,
        section=piece.kicker or article.section,
        authors=_authors(piece) or article.authors,
        body=body,
        about=about,
        images=tuple(ref for ref in article.images if ref.id in shown),
        overrides=tuple(told),
    )


def edits(piece: Piece, file: str) -> Edits | None:
    """Return what a piece keeps and drops of its page's blocks, None where it says nothing."""
    if not piece.keep and not piece.drop:
        return None
    data = f"keep = {_list(piece.keep)}\ndrop = {_list(piece.drop)}\n".encode()
    lines = [piece.line(f"keep.{i}") for i in range(len(piece.keep))]
    lines += [piece.line(f"drop.{i}") for i in range(len(piece.drop))]
    return Edits(
        keep=piece.keep,
        drop=piece.drop,
        sha256=sha256(data).hexdigest(),
        data=data,
        name=file,
        lines=tuple(lines),
    )


def _list(asked: tuple[int | str, ...]) -> str:
    return f"[{', '.join(str(one) if isinstance(one, int) else _quoted(one) for one in asked)}]"


def _quoted(phrase: str) -> str:
    escaped = phrase.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _authors(piece: Piece) -> tuple[str, ...]:
    return tuple(part.strip() for part in piece.byline.split(",") if part.strip())


def _facts(article: Article, piece: Piece) -> Iterator[Override]:
    about = article.about
    for key, before, after in (
        ("title", article.title, piece.title),
        ("kicker", article.section, piece.kicker),
        ("byline", ", ".join(article.authors), piece.byline),
        ("licence", about.license or about.rights, piece.licence),
        ("credit", "", piece.credit),
    ):
        if after and after != before:
            yield Override(key=key, before=before, after=after)


def _text(body: str, piece: Piece, file: str) -> _Done:
    """Return the body with its own lead, cut, pull quotes and note."""
    parts = blocks(body)
    told: list[Override] = []
    if piece.standfirst:
        before = text(parts.pop(0)) if parts and parts[0].startswith(_LEAD) else ""
        words = " ".join(piece.standfirst.split())
        parts.insert(0, f'<p class="lead">{paragraph(words)}</p>')
        told.append(Override(key="standfirst", before=before, after=words))
    whole = parts
    if piece.cut:
        try:
            parts, gone = parted(parts, piece.cut)
        except NothingCutError as why:
            key = "cut.words" if piece.cut.words else "cut.until"
            raise _error(file, piece, key, why.problem, why.remedy) from why
        told.append(Override(key="cut", before=gone))
    if piece.pull_quotes:
        try:
            parts = quoted(parts, piece.pull_quotes)
        except NotSaidError as why:
            raise _unsaid(file, piece, why.number, whole) from why
        told += (Override(key="pull_quotes", after=quote) for quote in piece.pull_quotes)
    if piece.note:
        lines = [paragraph(block) for block in re.split(r"\n\s*\n", piece.note)]
        parts.append(f'<aside class="note">{"".join(f"<p>{line}</p>" for line in lines)}</aside>')
        told.append(Override(key="note", after=piece.note))
    return _Done(joined(parts) if told else body, tuple(told))


def _unsaid(file: str, piece: Piece, number: int, whole: list[str]) -> UsageError:
    quote = piece.pull_quotes[number]
    if any(holds(part, quote) for part in whole):
        problem = f"the pull quote “{quote}” stands in what the cut leaves out."
        remedy = "Choose words before the cut, or cut the piece later."
    else:
        problem = f"the piece nowhere says “{quote}”, so it can't be pulled from it."
        remedy = "Copy words of one paragraph; what is left out between them may be written as …"
    return _error(file, piece, f"pull_quotes.{number}", problem, remedy)


def _pictures(article: Article, piece: Piece, file: str) -> _Done:
    images = piece.images
    told: list[Override] = []
    kept = [_named(article, piece, f"keep.{i}", n, file) for i, n in enumerate(images.keep)]
    gone = [_named(article, piece, f"drop.{i}", n, file) for i, n in enumerate(images.drop)]
    captions = {
        _named(article, piece, f"captions.{name}", name, file): said
        for name, said in images.captions.items()
    }
    lead = _named(article, piece, "lead", images.lead, file) if images.lead else ""
    if kept:
        shown = (n for part in blocks(article.body) if is_figure(part) for n in pictures(part))
        gone += [name for name in shown if name not in kept and name != lead]
    body = article.body
    if gone:
        body, changes = pictured.without(body, gone)
        told += changes
    if lost := next((name for name in captions if name in gone), ""):
        key = next(k for k in images.captions if _named(article, piece, "", k, file) == lost)
        problem = f"the picture {key} has a caption here, and is left out."
        raise _error(file, piece, f"images.captions.{key}", problem, "Take one of the two out.")
    if captions:
        body, changes = pictured.captioned(body, captions)
        told += changes
    if lead:
        body = pictured.led(body, lead)
        told.append(Override(key="images.lead", after=lead))
    return _Done(body, tuple(told))


def _named(article: Article, piece: Piece, key: str, name: str, file: str) -> str:
    try:
        return pictured.named(article, name)
    except pictured.NoPictureError as why:
        raise _error(file, piece, f"images.{key}", why.problem, why.remedy) from why


def _error(file: str, piece: Piece, key: str, problem: str, remedy: str) -> UsageError:
    where = f"{file or 'The issue'}, line {piece.line(key)}"
    return UsageError(f"{where}: {problem[:1].upper()}{problem[1:]}", remedy)
