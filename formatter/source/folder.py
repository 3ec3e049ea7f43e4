"""Files and folders: which pages a folder holds, and what a browser saved beside a page."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from formatter.errors import FormatterError, NothingFoundError, UsageError
from formatter.original import Resource

PAGES = (".html", ".htm", ".xhtml", ".xht", ".mhtml", ".mht", ".webarchive")
ARCHIVES = (".warc", ".wacz")
FEEDS = (".xml", ".rss", ".atom", ".rdf")
# What browsers, in the languages they speak, put after a page's name for the folder of its things.
_ENDINGS = (
    *("_files", " files", ".files", "-files", "_file", "_tệp", "_tep", " tệp", "-Dateien"),
    *("_fichiers", "_archivos", "_arquivos", "_bestanden", "_pliki", "_soubory", "-filer"),
)
_LISTED = 2_000
_HELD = 5_000


def expand(names: Sequence[str]) -> tuple[str, ...]:
    """Return the sources that `names` stand for: each folder's pages in natural order.

    Everything that is no folder stays as it is: a file, an address, `-`; an archive of the web
    (WARC, WACZ) is its pages, and a feed (RSS, Atom) the articles that it lists. A folder is
    searched with all below it, but for hidden folders, links to folders and what browsers saved
    beside a page. Feeds count only where there is no page at all, since they list the pages beside
    them, and text files where there is no feed either, since they are mostly notes. Raises
    NothingFoundError for a folder without pages.
    """
    out: list[str] = []
    for name in names:
        if name == "-" or "://" in name or not Path(name).is_dir():
            out += _archived(name)
        else:
            out += _pages(name)
    return tuple(out)


def _archived(name: str) -> list[str]:
    """Return the pages of an archive of the web or a feed, any other source itself.

    One that has none, or can't be read, is told of when it is its turn: it stops no other.
    """
    if kind(name) in FEEDS:
        from formatter.source import items

        return items.places(name)
    if kind(name) not in ARCHIVES or not Path(name).is_file():
        return [name]
    from formatter.source.archived import places

    try:
        return places(name)
    except FormatterError:
        return [name]


def _pages(name: str) -> list[str]:
    files = list(walk(name))
    found = [file for file in files if kind(file) in (*PAGES, *ARCHIVES)]
    found = found or [file for file in files if kind(file) in FEEDS and _lists(file)]
    found = found or [file for file in files if kind(file) == ".txt"]
    if not found:
        kinds = Counter(kind(file) or "without a suffix" for file in files)
        what = (
            ", ".join(f"{count} {suffix}" for suffix, count in kinds.most_common(5))
            or "none at all"
        )
        raise NothingFoundError(
            f"The folder {name} holds no page: its files are {what}.",
            "Name a folder of saved pages (.html, .htm, .xhtml, .mhtml, .webarchive or .txt), or "
            "of archives of the web (.warc, .warc.gz, .wacz).",
        )
    base = Path(name)
    found.sort(key=lambda file: _natural(Path(file).relative_to(base).parts))
    return [page for file in found for page in _archived(file)]


def _lists(name: str) -> bool:
    from formatter.source import items

    return items.is_feed(name)


def walk(name: str) -> Iterator[str]:
    """Yield the files of a folder and of those below it, without what browsers saved beside pages.

    Raises UsageError for a folder that can't be opened.
    """
    try:
        entries = list(os.scandir(name))
    except OSError as why:
        raise UsageError(
            f"The folder {name} can't be opened: {why.strerror}.",
            "Check that you may read it, or name another.",
        ) from why
    stems = _Stems(entry.name for entry in entries if kind(entry.name) in PAGES)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_file():
            yield entry.path
        elif entry.is_dir(follow_symlinks=False) and not stems.own(entry.name):
            yield from walk(entry.path)


class _Stems:
    """The stems of the pages of one folder, asked which of them a folder's name belongs to."""

    def __init__(self, pages: Iterable[str]) -> None:
        self.stems = {_nfc(stem(page)) for page in pages}

    def own(self, folder: str) -> str:
        """Return the longest stem that `folder` continues as a browser does, empty for none."""
        name = _nfc(folder)
        for end in range(len(name) - 1, 0, -1):
            if name[:end] in self.stems and re.fullmatch(r"[-_. ][^\W\d]+", name[end:]):
                return name[:end]
        return ""


def stem(name: str) -> str:
    """Return a page's file name without its suffixes: `bai` for `bai.html.gz`."""
    return Path(name.removesuffix(".gz")).stem


def kind(name: str) -> str:
    """Return a file's suffix in small letters, that of the page inside for `.html.gz`."""
    return Path(name.removesuffix(".gz")).suffix.lower()


def _nfc(name: str) -> str:
    # macOS writes names decomposed where the page's own addresses are composed.
    return unicodedata.normalize("NFC", name)


def _natural(parts: Iterable[str]) -> list[list[tuple[int, int, str]]]:
    return [
        [
            (0, int(piece), piece) if piece.isascii() and piece.isdigit() else (1, 0, piece)
            for piece in re.split(r"([0-9]+)", _nfc(part).casefold())
            if piece
        ]
        for part in parts
    ]


def companions(page: Path) -> tuple[Resource, ...]:
    """Return the files a browser saved beside `page`, each under its address relative to it.

    Their folder is the sibling whose name continues the page's. Links are left out, lest a saved
    folder reach for files elsewhere.
    """
    folder = _companion(page)
    if folder is None:
        return ()
    files = itertools.islice(_files(folder, 0), _HELD)
    return tuple(
        Resource(address=_nfc(file.relative_to(page.parent).as_posix()), path=file)
        for file in sorted(files)
    )


def _companion(page: Path) -> Path | None:
    name = stem(page.name)
    for ending in _ENDINGS:
        folder = page.parent / (name + ending)
        if folder.is_dir() and not folder.is_symlink():
            return folder
    # Other browsers' words are found by listing, which is too slow in a folder of a whole archive.
    with os.scandir(page.parent) as entries:
        listed = list(itertools.islice(entries, _LISTED + 1))
    if len(listed) > _LISTED:
        return None
    stems = _Stems(entry.name for entry in listed if kind(entry.name) in (*PAGES, ".txt"))
    own = [
        entry.name
        for entry in listed
        if stems.own(entry.name) == _nfc(name) and entry.is_dir(follow_symlinks=False)
    ]
    return page.parent / min(own) if own else None


def _files(folder: Path, depth: int) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif depth < 3 and entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), depth + 1)
