"""An article as a reader copies it out of a page: lines of text, without a mark of what they are.

The copy repeats the title where a picture stood (its alt text) with the caption after it, says the
lead twice, and carries the page's related stories, templates and counters along.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from itertools import pairwise

from formatter.article import Article, Edits, ImageRef, Page
from formatter.clean import editor, tongues
from formatter.clean.chrome import says
from formatter.clean.finish import finish
from formatter.clean.ledger import Ledger
from formatter.clean.mending import Mender
from formatter.clean.node import Node
from formatter.clean.sourced import sourced
from formatter.clean.tree import grow
from formatter.errors import NothingFoundError
from formatter.text.moment import VIETNAM, moment
from formatter.text.plain import folded
from formatter.text.repair import Mending
from formatter.text.tongue import language

_DATELINE = re.compile(r"^\s*\([^()]{2,30}\)\s*[-–—]?\s*")
_BULLET = re.compile(r"^\s*[•·▪●◦*]\s*")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",", "”", '"', ")")
_LONGEST_TITLE, _LONGEST_CAPTION, _LONGEST_NAME = 200, 600, 40
# Lines that may open a copy before its article does.
_OPENING = 8


class _Line(str):
    """A line of the copy that knows which block of the page it is, and whether the editor keeps it.

    It is told from another by being itself, so that a line said twice is two.
    """

    __slots__ = ("block", "spared")
    block: int
    spared: bool


@dataclass(slots=True)
class _Copy:
    """The lines, what each turned out to be, and the account."""

    lines: list[_Line]
    ledger: Ledger
    blocks: list[str] = field(default_factory=list)
    images: list[ImageRef] = field(default_factory=list)
    title: str = ""
    lead: _Line | None = None
    published: str = ""
    authors: tuple[str, ...] = ()


def clean(page: Page, edits: Edits | None = None, mending: Mending | None = None) -> Article:
    """Return the article of a page whose `plain` is set, blocks as an editor wants them.

    Raises NothingFoundError where the text holds no paragraph, UsageError where the edits name
    blocks by the numbers of another page.
    """
    mender = Mender(page.html, mending)
    ledger = Ledger(page.url, mender)
    body = grow(page.html, mender).body
    edited, notes = editor.apply(edits, body, body, page.sha256, ledger) if edits else ((), ())
    ledger.shaping(body)
    lines = [_line(node, ledger) for node in body.elements()]
    copy = _Copy(lines=[line for line in lines if line], ledger=ledger)
    if sum(len(line) for line in copy.lines if len(line) > 60) < 140:
        raise NothingFoundError(
            f"The text holds no article: {len(copy.lines)} lines, none of them a paragraph.",
            "Copy the whole article out of the page, or save the page itself and give that.",
        )
    _title(copy)
    _date(copy)
    _lead(copy)
    _author(copy)
    _body(copy)
    spoken = language(" ".join(copy.lines))
    told = finish(copy.blocks, ledger, title=copy.title, authors=copy.authors)
    return Article(
        title=copy.title,
        body=tongues.marked(told, spoken),
        language=spoken,
        authors=copy.authors,
        published=copy.published,
        url=page.url,
        images=tuple(copy.images),
        kept=tuple(ledger.kept),
        used=tuple(ledger.used),
        removed=tuple(ledger.removed),
        repairs=ledger.repairs,
        source=sourced(page, None, edits, mender.mending),
        resources=page.resources,
        edits=edited,
        confidence=0.7 if copy.lead else 0.5,
        notes=(*page.notes, *mender.notes, *notes),
    )


def _line(node: Node, ledger: Ledger) -> _Line:
    line = _Line(" ".join(node.text().split()))
    line.block = node.number
    line.spared = any(node is kept for kept in ledger.spared)
    return line


def _without(lines: list[_Line], gone: _Line) -> list[_Line]:
    return [line for line in lines if line is not gone]


def _title(copy: _Copy) -> None:
    """Take the short line said most often as the title, else the first that could be one."""
    short = [line for line in copy.lines if 12 <= len(line) <= _LONGEST_TITLE and not says(line)]
    counted = Counter(folded(line) for line in short)
    often, times = max(counted.items(), key=lambda pair: pair[1], default=("", 0))
    if times >= 2 and len(often) > 15:
        copy.title = next(line for line in short if folded(line) == often)
        return
    opening = [line for line in copy.lines[:_OPENING] if line in short]
    plain = [line for line in opening if not line.endswith((".", ",", ";")) and not moment(line)]
    copy.title = next(iter(plain), "") or copy.lines[0][:100].rsplit(" ", 1)[0]


def _date(copy: _Copy) -> None:
    for line in copy.lines[:_OPENING]:
        if len(line) <= 70 and (found := moment(line, zone=VIETNAM)):
            copy.published = found
            if not line.spared:
                copy.ledger.note("published", line, line.block)
                copy.lines = _without(copy.lines, line)
            return


def _lead(copy: _Copy) -> None:
    """Take the first paragraph as the lead; it stands once more, without its dateline."""
    opening = [line for line in copy.lines[:_OPENING] if len(line) >= 80]
    if not opening:
        return
    lead = next((line for line in opening if _DATELINE.match(line)), opening[0])
    bare = folded(_DATELINE.sub("", lead))
    again = [line for line in opening if line is not lead and folded(line) in {bare, folded(lead)}]
    if again or _DATELINE.match(lead) or lead is copy.lines[0]:
        copy.lead = lead
        copy.lines = _without(copy.lines, lead)
        for line in again:
            if not line.spared:
                copy.lines = _without(copy.lines, line)
                _enter(copy, line, "lead-again", "the lead said again")


def _enter(copy: _Copy, line: _Line, rule: str, reason: str) -> None:
    copy.ledger.enter(line, step="pasted", rule=rule, reason=reason, block=line.block)


def _author(copy: _Copy) -> None:
    """Take a short line that stands twice at the end as the signature."""
    tail = [line for line in copy.lines[len(copy.lines) // 2 :] if len(line) <= _LONGEST_NAME]
    names = [
        line
        for line, after in pairwise(tail)
        if line == after and not says(line) and not line.endswith(_SENTENCE_END) and "{" not in line
    ]
    if names and len(names[0].split()) <= 8:
        copy.authors = (names[0],)


def _body(copy: _Copy) -> None:
    lines, title = copy.lines, folded(copy.title)
    if copy.lead:
        _put(copy, f'<p class="lead">{escape(copy.lead, quote=False)}</p>', copy.lead)
    titled = signed = False
    rest = iter(range(len(lines)))
    for at in rest:
        line = lines[at]
        if line.spared:
            _put(copy, _paragraph(lines, at), line)
        elif folded(line) == title and not _BULLET.match(line) and not titled:
            titled = True
            copy.ledger.note("title", line, line.block)
        elif folded(_BULLET.sub("", line)) == title:
            for _ in range(_again(copy, at, title) - 1):
                next(rest)
        elif found := says(line):
            _enter(copy, line, *found)
        elif copy.authors and line == copy.authors[0] and signed:
            copy.ledger.note("authors", line, line.block)
        else:
            signed = signed or bool(copy.authors and line == copy.authors[0])
            _put(copy, _paragraph(lines, at), line)


def _again(copy: _Copy, at: int, title: str) -> int:
    """Read the title where it stands again, over a picture or a card; return how many lines."""
    line = copy.lines[at]
    if _BULLET.match(line):
        card = list(_card(copy.lines, at, title))
        copy.ledger.enter(
            " ".join(card),
            step="pasted",
            rule="related",
            reason="another story's card",
            block=line.block,
        )
        return len(card)
    _enter(copy, line, "alt", "a picture's alt text, the title")
    caption = copy.lines[at + 1] if at + 1 < len(copy.lines) else None
    if caption is not None and _captions(caption, title):
        _figure(copy, caption)
        return 2
    _figure(copy, line, captioned=False)
    return 1


def _put(copy: _Copy, block: str, line: _Line) -> None:
    copy.blocks.append(block)
    copy.ledger.trace([block], line.block)


def _captions(line: _Line, title: str) -> bool:
    return (
        not line.spared
        and len(line) <= _LONGEST_CAPTION
        and folded(line) != title
        and not says(line)
        and not _BULLET.match(line)
    )


def _figure(copy: _Copy, line: _Line, *, captioned: bool = True) -> None:
    number = len(copy.images) + 1
    name = f"p-{sha256(f'{copy.title}#{number}'.encode()).hexdigest()[:12]}"
    copy.images.append(ImageRef(id=name, url=""))
    words = f"<figcaption>{escape(line, quote=False)}</figcaption>" if captioned else ""
    _put(copy, f'<figure><img src="image:{name}" alt=""/>{words}</figure>', line)


def _card(lines: list[_Line], at: int, title: str) -> Iterator[_Line]:
    """Yield the lines of a related story: its picture's alt, its headline, its opening."""
    yield lines[at]
    for place, line in enumerate(lines[at + 1 : at + 3]):
        if line.spared or _BULLET.match(line) or folded(line) == title or says(line):
            return
        # A headline may be as short as a name, an opening isn't.
        if place and len(line) <= _LONGEST_NAME:
            return
        yield line


def _paragraph(lines: list[_Line], at: int) -> str:
    line = lines[at]
    text = escape(line, quote=False).replace("\u0338", "&#x338;")
    around = (lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else "")
    short = 3 < len(line) <= 90 and not line.endswith(_SENTENCE_END) and line[0].isupper()
    if short and all(len(other) >= 100 for other in around):
        return f"<h2>{text}</h2>"
    return f"<p>{text}</p>"
