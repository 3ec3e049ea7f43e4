"""Intake: a source becomes its article, read, cleaned, and as its editor wants it."""

from __future__ import annotations

from pathlib import Path

from formatter.article import Article, Edits, Page
from formatter.clean import clean
from formatter.edits import beside, read_edits
from formatter.sites import rules as families
from formatter.source import read
from formatter.text.address import is_address
from formatter.text.context import Mending, ToneStyle


def article_of(  # noqa: PLR0913  each is one thing that a user may choose
    source: str | Path | bytes | Page,
    *,
    url: str = "",
    legacy: str = "offer",
    smart: bool = False,
    tone_style: ToneStyle = "keep",
    online: bool = False,
    rules: Path | None = None,
    edits: Edits | Path | None = None,
) -> Article:
    """Return a source's article; the arguments and errors are those of `formatter.convert`."""
    page = source if isinstance(source, Page) else page_of(source, url, legacy, online=online)
    return clean(
        page,
        rules=families(rules) if rules else None,
        edits=edits if isinstance(edits, Edits) else edits_for(source, edits),
        mending=Mending(smart=smart, tones=tone_style, legacy=legacy),
    )


def page_of(source: str | Path | bytes, url: str, legacy: str, *, online: bool = False) -> Page:
    """Return the page that `source` is, fetched where it is an address.

    `online` lets the pages on which its article goes on be fetched too.
    """
    address = isinstance(source, str) and is_address(source)
    if not (address or online):
        return read(source, url=url, legacy=legacy)
    from formatter.fetch import get

    return read(
        source,
        url=url,
        legacy=legacy,
        fetch=get if address else None,
        follow=get if online else None,
    )


def edits_for(source: str | Path | bytes | Page, path: Path | None = None) -> Edits | None:
    """Return the editor's edits in the file `path`, or in the one beside a source that is a file.

    None where there is no such file; UsageError where it can't be used.
    """
    named = isinstance(source, str) and not is_address(source)
    if path is None and (named or isinstance(source, Path)):
        path = beside(Path(str(source)))
    return read_edits(path) if path is not None else None
