"""A book as EPUB 3.3, packed by EbookLib so that the same book gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO, Any, NamedTuple

from ebooklib import epub

from formatter import profile as profiles
from formatter import store
from formatter import theme as themes
from formatter.article import Book, Rendering
from formatter.check import Made, UnreadableError, check_made
from formatter.errors import RenderError
from formatter.profile import GENERIC, Profile
from formatter.render import accessibility, kobo, package, uncovered
from formatter.render.body import legal
from formatter.render.container import Entries, container
from formatter.render.documents import right_to_left
from formatter.render.front import expected, front
from formatter.render.lettering import Lettering, lettering
from formatter.render.package import Meta
from formatter.render.spine import Picture, Spine, spine
from formatter.render.stack import Hearing, Run
from formatter.render.style import split
from formatter.render.words import words
from formatter.theme import Theme

_MEDIA_TYPE = "application/epub+zip"
_ROOT = "EPUB"
_XHTML = "application/xhtml+xml"
_PLAIN, _NEWER = "css/book.css", "css/newer.css"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Apple Books takes a book's own fonts only where this file asks for it.
_APPLE = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<display_options><platform name="*">'
    b'<option name="specified-fonts">true</option></platform></display_options>\n'
)
_LEFT = "In the EPUB the reading system draws what no font has with its own."


class _File(NamedTuple):
    """One file of the package; `listed` in its manifest, or beside it in the zip."""

    id: str
    name: str
    media_type: str
    data: bytes | Path
    properties: tuple[str, ...] = ()
    listed: bool = True


def to_epub(book: Book, theme: Theme, profile: Profile = GENERIC) -> Rendering:
    """Return the book as EPUB 3.3, laid out in `theme` for what `profile` says it is read on.

    The same book gives the same bytes: no clock is read, and the zip bears the date of the
    newest article. `uncovered` holds the signs no font of the book has, which reading
    systems draw with their own; `notes` says what they may refuse. Raises RenderError where a body
    isn't XML, or a picture is of a kind that reading systems don't show.
    """
    said = words(theme, book.language)
    book = package.named(book, said["untitled"])
    # Pillow lets go of the interpreter while it draws, so the documents are made meanwhile.
    with ThreadPoolExecutor(max_workers=1) as beside:
        drawn = beside.submit(front, book, theme, said)
        own = ("issue.css",) if book.issue else ()
        plain, newer = split(theme.css("book.css", "epub.css", *own))
        plain += kobo.SHEET if profile.epub.spans else ""
        newer = newer if profile.epub.newer_css else ""
        sheets = (_PLAIN, _NEWER) if newer else (_PLAIN,)
        thought = expected(book)
        read = spine(book, theme, sheets, thought)
        made = Made(plain + newer)
        documents = _documents(read, profile)
        letters = lettering(
            _heard(documents, read, made, plain + newer),
            plain + newer,
            theme,
            embedded=(book.imprint.fonts or profile.epub.fonts) == "embed",
        )
        cover = drawn.result()
    if cover and thought and cover.name != thought.name:
        read = spine(book, theme, sheets, cover)
        documents = _documents(read, profile)
    styles = [(_PLAIN, letters.sheet(plain, "../fonts"))]
    if newer:
        styles.append((_NEWER, letters.renamed(newer)))
    files = [*documents, _ncx(book, read), *_styles(styles)]
    files += [*_pictures(read, cover), *_fonts(letters)]
    files.append(_kept(book, read, cover, _dress(theme, profile)))
    folder = next((image.path.parent for image in book.images.values() if image.path), None)
    held = accessibility.pictures(book.images, (document.markup for document in read.body))
    metadata = tuple(package.metadata(book, held, said))
    room = sum(file.data.stat().st_size for file in files if isinstance(file.data, Path))
    packed = container(partial(_pack, book, read, files, metadata, made), folder, room)
    made.size = packed.size
    signs = uncovered.told(book, letters.strays, uncovered.READER)
    return Rendering(
        data=packed.data,
        path=packed.path,
        media_type=_MEDIA_TYPE,
        suffix=profile.epub.suffix,
        uncovered=uncovered.uncovered(signs),
        signs=signs,
        notes=(
            *uncovered.notes(signs, _LEFT),
            *_notes(made, profile),
            *accessibility.doubts(held, book.imprint),
        ),
    )


def _documents(read: Spine, profile: Profile) -> tuple[_File, ...]:
    return tuple(
        _File(
            id=document.name.removesuffix(".xhtml"),
            name=document.name,
            media_type=_XHTML,
            data=(
                kobo.spanned(document.markup) if profile.epub.spans else document.markup
            ).encode(),
            properties=("nav",) if document is read.nav else (),
        )
        for document in dict.fromkeys((*read.read, read.nav))
    )


def _heard(documents: Sequence[_File], read: Spine, made: Made, css: str) -> tuple[Run, ...]:
    """Return the texts of the documents, each read once: what the lint asks is kept in `made`."""
    hearing = Hearing(css)
    shown = {document.name for document in read.read}
    for file in documents:
        listener = hearing.root if file.name in shown else None
        try:
            made.hear(f"{_ROOT}/{file.name}", bytes(file.data), listener)
        except UnreadableError as why:
            raise RenderError(
                f"A document of the book is not well-formed XML: {why.__cause__ or why}.",
                "Clean its page again: a body must pass the check of its vocabulary.",
            ) from why
    return tuple(hearing.runs())


def _ncx(book: Book, read: Spine) -> _File:
    ncx = package.ncx(book.identifier, book.title, book.language, read.entries)
    return _File(id="ncx", name="toc.ncx", media_type="application/x-dtbncx+xml", data=ncx.encode())


def _styles(styles: list[tuple[str, str]]) -> Iterator[_File]:
    for number, (name, css) in enumerate(styles, start=1):
        yield _File(id=f"css-{number}", name=name, media_type="text/css", data=css.encode())


def _pictures(read: Spine, cover: Picture | None) -> Iterator[_File]:
    if cover:
        yield _File(
            id="cover-image",
            name=cover.name,
            media_type=cover.media_type,
            data=cover.data,
            properties=("cover-image",),
        )
    for number, picture in enumerate(read.pictures, start=1):
        yield _File(
            id=f"image-{number}",
            name=picture.name,
            media_type=picture.media_type,
            data=picture.data,
        )


def _fonts(letters: Lettering) -> Iterator[_File]:
    for font in letters.fonts:
        yield _File(
            id=f"font-{font.file.partition('.')[0]}",
            name=f"fonts/{font.file}",
            media_type=f"font/{font.file.partition('.')[2]}",
            data=font.data,
        )
    # The Open Font License asks that its text goes wherever the fonts go.
    for name, path in letters.licences:
        yield _File(
            id=f"licence-{name.removesuffix('.txt')}",
            name=f"fonts/{name}",
            media_type="text/plain",
            data=path.read_bytes(),
        )
    if letters.fonts:
        yield _File(
            id="apple",
            name="META-INF/com.apple.ibooks.display-options.xml",
            media_type="application/xml",
            data=_APPLE,
            listed=False,
        )


def _dress(theme: Theme, profile: Profile) -> dict[str, str]:
    """Return the names of theme and profile, if ours, where they aren't those of any book."""
    known = {"theme": (theme.name, themes.names()), "profile": (profile.name, profiles.names())}
    return {
        what: name
        for what, (name, ours) in known.items()
        if name in ours and name not in {"book", GENERIC.name}
    }


def _kept(book: Book, read: Spine, cover: Picture | None, dress: dict[str, str]) -> _File:
    """Return the record by which the book can be bound again."""
    return _File(
        id="record",
        name=store.PLACE,
        media_type="application/json",
        data=store.packed(book, read.files, read.names, cover.name if cover else "", dress),
        listed=False,
    )


def _pack(  # noqa: PLR0913, PLR0917  what a package is made of
    book: Book,
    read: Spine,
    files: list[_File],
    metadata: Sequence[Meta],
    made: Made,
    out: IO[bytes],
) -> None:
    held = epub.EpubBook()
    held.metadata = {}
    held.language = book.language
    held.direction = "rtl" if right_to_left(book.language) else None
    for meta in metadata:
        space = "OPF" if meta.element == "meta" else "DC"
        held.add_metadata(space, meta.element, legal(meta.value), dict(meta.attributes))
    items = {}
    for file in files:
        item = _Item(file.id, file.name, file.media_type, file.data, file.listed)
        item.properties = list(file.properties)
        items[file.name] = held.add_item(item)
    held.spine = [items[document.name] for document in read.read]
    held.guide = [
        {"type": mark.guide, "href": mark.href, "title": mark.label} for mark in read.landmarks
    ]
    _Writer(out, held, {"mtime": package.modified(book), "epub3_pages": False}, made).write()


class _Item(epub.EpubItem):  # type: ignore[misc]  # ships no types
    """A file of the package that is read when it is written: a thousand pictures aren't held."""

    def get_content(self, default: bytes = b"") -> bytes | Path:
        """Return the file's bytes, or where they lie."""
        content: bytes | Path = self.content
        return content or default


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # ships no types
    """EbookLib's writer, with what makes its bytes depend on the day and the machine taken out."""

    def __init__(
        self, out: IO[bytes], held: epub.EpubBook, options: dict[str, Any], made: Made
    ) -> None:
        super().__init__(out, held, options)
        self._made = made

    def write(self) -> None:
        """Write the package; unlike its parent it lets no error pass."""
        with zipfile.ZipFile(self.file_name, "w") as file:
            self.out = Entries(self.file_name, file, self.options["mtime"], self._made)
            self.out.writestr("mimetype", _MEDIA_TYPE)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:  # noqa: ANN401  an element of lxml
        root.set(_LANG, self.book.language)
        # The one prefix it declares is reserved, and need not be.
        del root.attrib["prefix"]
        super()._write_opf_file(root)


def _notes(made: Made, profile: Profile) -> Iterator[str]:
    """Say what the reading systems of the profile would stumble over, each rule once."""
    found = check_made(made, profile.systems, profile.bounds)
    for _, group in groupby(found, key=lambda finding: finding.code):
        places = list(group)
        first = places[0]
        more = f", and {len(places) - 1} more" if len(places) > 1 else ""
        where = f"{first.file.rpartition('/')[2]}: " if first.file else ""
        who = ", ".join(first.systems)
        yield f"For {who} ({first.code}): {where}{first.what}{more}. {first.remedy}"
