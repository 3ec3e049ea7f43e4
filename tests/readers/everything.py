"""A book with all that a book of ours may hold, for every reader to open, and one with faults."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from itertools import cycle
from pathlib import Path

from formatter import profile, theme
from formatter.article import Article, Book, Image, Section
from formatter.book import bind
from formatter.clean.clean import clean
from formatter.images import gather
from formatter.render.epub import to_epub
from formatter.source import read
from tests.render import epub_books, sample_book
from tests.test_corpus import CORPUS, EXAMPLES, NAMES

# Each page alone is tried in one theme, the themes taking turns; all together, in each of them.
ALONE = dict(zip(NAMES, cycle(theme.names()), strict=False))
# For each profile but the generic one all together are tried in one theme, taking turns too.
_OTHERS = [name for name in profile.names() if name != "generic"]
READERS = dict(zip(_OTHERS, cycle(theme.names()), strict=False))

_ENGLISH = """\
<p class="lead">The ferry still crosses at six, though nobody has paid since the bridge.</p>
<p>“We keep the bell,” says the ferryman, and rings it: <i lang="vi">đò ơi</i>, it means, \
<i lang="vi">“chờ với!”</i>.<a class="call" href="#fare" id="ride">1</a> Nobody answers. The \
river is low, and the <abbr>GPS</abbr> on the new boats talks <em>over</em> him.</p>
<h2>What the bell costs</h2>
<p>A bell of eleven kilos, cast in 1962; two coats of paint a year.\
<a class="call" href="#paint">2</a></p>
<section class="notes"><ol><li id="fare"><p>Two thousand đồng in 1998.</p>\
<p>A chicken would do.</p></li><li id="paint">Green, from the same shop.</li></ol></section>\
"""


@cache
def book() -> Book:
    """Return a book of sections with every element, pictures of all kinds and two languages."""
    english = Article(
        title="The bell at the old crossing",
        body=_ENGLISH,
        language="en-GB",
        authors=("An Ferris",),
        published="2025-11-20T09:00:00+00:00",
        site="River Notes",
        url="https://river.example/bell",
    )
    sections = (
        Section(
            title="Miền sông nước",
            intro="Ba bài về nước.\n\nĐọc chậm thì ngấm.",
            articles=(sample_book.lighthouse(), epub_books.rich()),
        ),
        Section(title="Đồng & bãi", articles=(english, epub_books.short(2))),
    )
    articles = [article for section in sections for article in section.articles]
    return Book(
        title="Điểm báo cuối tuần",
        sections=sections,
        images={**sample_book.book(*articles).images, **epub_books.IMAGES},
        language="vi",
        creators=tuple(dict.fromkeys(name for article in articles for name in article.authors)),
        date="2025-11-22",
        identifier="urn:uuid:6ba7b815-9dad-51d1-80b4-00c04fd430c8",
    )


@cache
def made(style: str, reader: str = "generic") -> bytes:
    """Return that book as EPUB in the theme `style`, for the profile `reader`."""
    return to_epub(book(), theme.load(style), profile.load(reader)).data


@cache
def pages() -> Mapping[str, Article]:
    """Return the article of each page of the corpus and of the examples, by its name there."""
    found = {name: _page(name) for name in NAMES}
    return {name: clean(read(file)) for name, file in found.items()}


@cache
def bound(style: str, reader: str = "generic") -> bytes:
    """Return all those articles in one book, in the theme `style`, for the profile `reader`."""
    articles = list(pages().values())
    title = "Mọi trang trong một quyển"
    whole = bind(articles, images=pictures(), title=title)
    return to_epub(whole, theme.load(style), profile.load(reader)).data


@cache
def pictures() -> Mapping[str, Image]:
    """Return the pictures of all those articles."""
    return gather(list(pages().values()))


def _page(name: str) -> Path:
    # What is expected of an example lies in the corpus, the page itself among the examples.
    folder, at = (EXAMPLES, Path(name).name) if "/" in name else (CORPUS, name)
    return next(path for path in folder.glob(f"{at}.*") if not path.name.endswith(".toml"))


def spoiled(epub: bytes) -> bytes:
    """Return a book with one fault of each kind that the readers are asked about."""
    return changed(
        epub,
        {
            r"css/book\.css": lambda data: (
                data + b"\n.lead { color: #333; background: #fee; }\n.kicker { min-width: 60em; }\n"
            ),
            r"fonts/.*italic\.ttf": lambda data: data[:200],
            r"images/ghe\.png": lambda data: data[:60],
            r"article-001\.xhtml": lambda data: data.replace(
                b"</header>", b'</header><script>fail()</script><img src="https://vidu.example/x"/>'
            ),
            r"article-003\.xhtml": lambda data: re.sub(rb' (?:xml:)?lang="en-GB"', b"", data),
            r"nav\.xhtml": lambda data: data.replace(b"article-002.xhtml", b"article-001.xhtml"),
        },
    )


def changed(epub: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return the book with the files of those names, as patterns, changed; each changes one."""
    out = io.BytesIO()
    done = set()
    with zipfile.ZipFile(io.BytesIO(epub)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            for name, change in changes.items():
                if re.fullmatch(f"EPUB/{name}", entry.filename):
                    was, data = data, change(data)
                    assert data != was, f"{name} is as it was"
                    done.add(name)
            new.writestr(entry, data)
    assert done == set(changes), f"not in the book: {set(changes) - done}"
    return out.getvalue()
