"""A feed's articles as sources: each saved beside it, fetched, or whole in the feed itself.

One that isn't a file of its own is named by its place in the feed, from 1: `tin.xml#3`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from formatter.errors import FormatterError, NothingFoundError, UsageError
from formatter.source import feed, saved
from formatter.source.feed import Feed, Item
from formatter.source.folder import FEEDS, PAGES, kind, walk
from formatter.source.raw import Raw, gunzip, take
from formatter.text.paging import key

if TYPE_CHECKING:
    from formatter.fetch import Fetched

_PLACE = re.compile(r"(?P<file>.+)#(?P<number>[1-9]\d{0,4})", re.DOTALL)
# What tells where a reader came from, and not what he reads.
_TRAIL = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid)=[^&#]*&?")
_HEAD = 262_144
# Files that are looked at for one whose page a feed lists, and folders above a page for its feed.
_LOOKED, _ABOVE = 5_000, 3


def is_feed(name: str) -> bool:
    """Say whether a file is a feed, by its suffix and by how it begins."""
    path = Path(name)
    if kind(name) not in FEEDS or not path.is_file():
        return False
    try:
        return feed.is_feed(gunzip(take(path, None))[0][:8192])
    except FormatterError:
        return False


def places(name: str) -> list[str]:
    """Return the sources that a feed lists, in its order, each once; the name itself for no feed.

    An article whose page is saved in the feed's folder, or in one below, is that file. What is
    wrong with a feed is told when it is its turn: it stops no other.
    """
    if not is_feed(name):
        return [name]
    try:
        items = _feed(Path(name)).items
    except FormatterError:
        return [name]
    beside = _beside(Path(name).parent)
    sources = {
        _known(item.url) or str(number): beside.get(_known(item.url)) or f"{name}#{number}"
        for number, item in reversed(list(enumerate(items, start=1)))
    }
    return list(reversed(sources.values())) or [name]


def found(source: str | Path | bytes, fetch: Callable[[str], Fetched] | None = None) -> Raw | None:
    """Return the page of a feed's article, None where `source` names none.

    It is the one saved beside the feed; else, where `fetch` is given, the one at its address; else
    what the feed holds of it, if that is all. Raises UsageError for a place beyond the feed's last,
    NothingFoundError for an article that is listed and no more and for a feed without a place, the
    errors of the feed, and those of `fetch`.
    """
    if isinstance(source, bytes):
        return None
    if is_feed(str(source)):
        count = len(_feed(Path(source)).items)
        raise NothingFoundError(
            f"{source} is a feed, which lists {count} article{'' if count == 1 else 's'}.",
            f"Give it to convert, which takes each, or name one: {source}#1."
            if count
            else "Save it again, or give the pages themselves.",
        )
    told = _PLACE.fullmatch(str(source))
    if told is None or not is_feed(told["file"]):
        return None
    file, number = Path(told["file"]), int(told["number"])
    whole = _feed(file)
    if number > len(whole.items):
        raise UsageError(
            f"{file} lists {len(whole.items)} articles, and no number {number}.",
            f"Name the feed itself ({file}), or a place from 1 to {len(whole.items)}.",
        )
    item = whole.items[number - 1]
    if beside := _beside(file.parent).get(_known(item.url)):
        return take(Path(beside), None)
    why = "isn't saved beside it"
    if fetch and item.url:
        try:
            return take(item.url, fetch)
        except FormatterError as refused:
            if not item.content:
                raise
            why = f"couldn't be had: {refused.problem.rstrip('.')}"
    if not item.content:
        raise NothingFoundError(
            f"“{item.title or item.url}” is only listed in {file}: its page isn't saved beside it.",
            "Save that page into the feed's folder, or give --online to have it fetched.",
        )
    return Raw(
        name=str(source),
        data=feed.page(whole, item),
        url=item.url,
        charset="utf-8",
        file_time=take(file, None).file_time,
        notes=(f"The text is the feed's own ({file.name}): the page itself {why}.",),
    )


def title(source: Path, url: str) -> str:
    """Return the title of the feed that an article is from, empty where none lists it.

    `source` is what was read, the place in a feed or a saved page: then the feed is looked for that
    lists its address, `url`, beside it and in the folders above.
    """
    told = _PLACE.fullmatch(str(source))
    if told and is_feed(told["file"]):
        return _called(Path(told["file"]))
    wanted = _known(url)
    for folder in islice(source.absolute().parents, _ABOVE):
        for file in _feeds(folder):
            if wanted and wanted in _listed(file):
                return _called(file)
    return ""


def _called(file: Path) -> str:
    return _feed(file).title or file.stem


def _known(url: str) -> str:
    return key(_TRAIL.sub("", url)).rstrip("?&/") if url else ""


def _feed(file: Path) -> Feed:
    told = file.stat()
    return _read(file, told.st_size, told.st_mtime_ns)


# Its articles are read one after the other.
@lru_cache(maxsize=16)
def _read(file: Path, _size: int, _changed: int) -> Feed:
    return feed.parsed(gunzip(take(file, None))[0], str(file))


@lru_cache(maxsize=64)
def _listed(file: Path) -> frozenset[str]:
    try:
        return frozenset(_known(item.url) for item in _feed(file).items)
    except FormatterError:
        return frozenset()


@lru_cache(maxsize=64)
def _feeds(folder: Path) -> tuple[Path, ...]:
    """Return the feeds in a folder itself."""
    listed = islice(folder.iterdir(), _LOOKED)
    return tuple(file for file in sorted(listed) if is_feed(str(file)))


def _beside(folder: Path) -> dict[str, str]:
    return _pages(folder, folder.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _pages(folder: Path, _changed: int) -> dict[str, str]:
    """Return the pages saved in a folder and below it, by their addresses."""
    files = sorted(name for name in islice(walk(str(folder)), _LOOKED) if kind(name) in PAGES)
    told = ((_address(Path(name)), name) for name in reversed(files))
    return {_known(url): name for url, name in told if url}


def _address(file: Path) -> str:
    """Return the address that a saved page says it is from, empty for none."""
    try:
        raw = take(file, None)
        data = gunzip(raw)[0]
        if inner := saved.unpack(data, raw.name):
            return inner.url or saved.marked(inner.data[:_HEAD].decode("utf-8", "replace"))[0]
    except FormatterError:
        return ""
    return saved.marked(data[:_HEAD].decode("utf-8", "replace"))[0]


__all__ = ["Item", "found", "is_feed", "places", "title"]
