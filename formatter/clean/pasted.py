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

from formatter.article import Article, ImageRef, Page, Source
from formatter.clean.chrome import says
from formatter.clean.finish import finish
from formatter.clean.ledger import Ledger
from formatter.clean.tree import grow
from formatter.errors import NothingFoundError
from formatter.text.moment import VIETNAM, moment
from formatter.text.plain import folded, language

_DATELINE = re.compile(r"^\s*\([^()]{2,30}\)\s*[-–—]?\s*")
_BULLET = re.compile(r"^\s*[•·▪●◦*]\s*")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",", "”", '"', ")")
_LONGEST_TITLE, _LONGEST_CAPTION, _LONGEST_NAME = 200, 600, 40
# Lines that may open a copy before its article does.
_OPENING = 8


@dataclass(slots=True)
class _Copy:
    """The lines, what each turned out to be, and the account."""

    lines: list[str]
    ledger: Ledger
    blocks: list[str] = field(default_factory=list)
    images: list[ImageRef] = field(default_factory=list)
    title: str = ""
    lead: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()


def clean(page: Page) -> Article:
    """Return the article of a page whose `plain` is set.

    Raises NothingFoundError where the text holds no paragraph.
    """
    ledger = Ledger(page.url)
    lines = [ledger.mend(" ".join(node.text().split())) for node in grow(page.html).body.elements()]
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
    body = finish(copy.blocks, ledger, title=copy.title, authors=copy.authors)
    return Article(
        title=copy.title,
        body=body,
        language=language(" ".join(copy.lines)),
        authors=copy.authors,
        published=copy.published,
        url=page.url,
        images=tuple(copy.images),
        used=tuple(ledger.used),
        removed=tuple(ledger.removed),
        repairs=ledger.repairs,
        source=Source(sha256=page.sha256, captured=page.captured),
        resources=page.resources,
        confidence=0.7 if copy.lead else 0.5,
        notes=page.notes,
    )


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
            copy.ledger.note("published", line)
            copy.lines.remove(line)
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
        copy.lines.remove(lead)
        for line in again:
            copy.lines.remove(line)
            copy.ledger.enter(line, step="pasted", rule="lead-again", reason="the lead said again")


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
        copy.blocks.append(f'<p class="lead">{escape(copy.lead, quote=False)}</p>')
    titled = signed = False
    rest = iter(range(len(lines)))
    for at in rest:
        line = lines[at]
        if folded(line) == title and not _BULLET.match(line):
            if not titled:
                titled = True
                copy.ledger.note("title", line)
                continue
            copy.ledger.enter(
                line, step="pasted", rule="alt", reason="a picture's alt text, the title"
            )
            caption = lines[at + 1] if at + 1 < len(lines) else ""
            if _captions(caption, title):
                next(rest)
                _figure(copy, caption)
            else:
                _figure(copy, "")
        elif folded(_BULLET.sub("", line)) == title:
            _related(copy, list(_card(lines, at, title)))
            for _ in range(len(list(_card(lines, at, title))) - 1):
                next(rest)
        elif found := says(line):
            copy.ledger.enter(line, step="pasted", rule=found[0], reason=found[1])
        elif copy.authors and line == copy.authors[0] and signed:
            copy.ledger.note("authors", line)
        else:
            signed = signed or bool(copy.authors and line == copy.authors[0])
            copy.blocks.append(_paragraph(lines, at))


def _captions(line: str, title: str) -> bool:
    return (
        bool(line)
        and len(line) <= _LONGEST_CAPTION
        and folded(line) != title
        and not says(line)
        and not _BULLET.match(line)
    )


def _figure(copy: _Copy, caption: str) -> None:
    number = len(copy.images) + 1
    name = f"p-{sha256(f'{copy.title}#{number}'.encode()).hexdigest()[:12]}"
    copy.images.append(ImageRef(id=name, url=""))
    words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    copy.blocks.append(f'<figure><img src="image:{name}" alt=""/>{words}</figure>')


def _card(lines: list[str], at: int, title: str) -> Iterator[str]:
    """Yield the lines of a related story: its picture's alt, its headline, its opening."""
    yield lines[at]
    for place, line in enumerate(lines[at + 1 : at + 3]):
        if _BULLET.match(line) or folded(line) == title or says(line):
            return
        # A headline may be as short as a name, an opening isn't.
        if place and len(line) <= _LONGEST_NAME:
            return
        yield line


def _related(copy: _Copy, lines: list[str]) -> None:
    copy.ledger.enter(" ".join(lines), step="pasted", rule="related", reason="another story's card")


def _paragraph(lines: list[str], at: int) -> str:
    line = lines[at]
    text = escape(line, quote=False).replace("\u0338", "&#x338;")
    around = (lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else "")
    short = 3 < len(line) <= 90 and not line.endswith(_SENTENCE_END) and line[0].isupper()
    if short and all(len(other) >= 100 for other in around):
        return f"<h2>{text}</h2>"
    return f"<p>{text}</p>"
