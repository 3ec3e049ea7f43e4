"""The spool: pictures and pages of a large book, laid into files so that no process holds them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from formatter.article import Article, Image
from formatter.original import Original, Resources

_Held = TypeVar("_Held", Image, Original)


def spooled(held: _Held, spool: Path) -> _Held:
    """Return a picture or a page that lies in a file; one content is one file."""
    if not held.data:
        return held
    path = spool / hashlib.sha256(held.data).hexdigest()
    if not path.exists():
        # Another worker may write the same: each has a name of its own until it is whole.
        own = path.with_name(f"{path.name}.{os.getpid()}")
        own.write_bytes(held.data)
        own.replace(path)
    return replace(held, data=b"", path=path)


def bare(article: Article, spool: Path, *, archive: bool) -> Article:
    """Return the article without what no page shows of it, held for each of a thousand.

    An archive keeps its account and what it was made from, the latter in files.
    """
    if not archive:
        source = article.source.bare()
        return replace(article, resources=Resources(), kept=(), used=(), removed=(), source=source)
    originals = tuple(spooled(one, spool) for one in article.source.originals)
    source = replace(article.source, originals=originals)
    return replace(article, resources=Resources(), source=source)
