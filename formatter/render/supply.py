"""What printed pages may ask for: their book's pictures, their theme's fonts, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType

from formatter import fonts
from formatter.article import Book, Image
from formatter.render import galley, placeholder, sheets, subset
from formatter.render.words import words
from formatter.theme import Theme

_TTF = "font/ttf"


class Supply:
    """Answers `image:ID` from the book and `font:FAMILY/FILE` from the theme.

    `archive` is `formatter.render.archive` where a standard is asked for, which has a font of its
    own and rules for pictures.
    """

    def __init__(self, book: Book, theme: Theme, archive: ModuleType | None) -> None:
        self._archive = archive
        self._images = book.images
        self._said = words(theme, book.language)
        self._notice = theme.options["notice_height"]
        self._fonts = {
            sheets.address(family, face): face
            for family in (*map(fonts.family, theme.fonts.values()), *theme.guests())
            for face in family.faces
        }
        self.present = {name for name, image in book.images.items() if not image.missing}

    def given(self, url: str) -> tuple[bytes, str] | None:
        """Return what an address names and its media type, None for what isn't the book's or ours.

        A picture that is missing is a notice that says so.
        """
        if self._archive and (face_of_codes := self._archive.font(url)):
            return face_of_codes, _TTF
        if face := self._fonts.get(url):
            return subset.single(face.path, face.number), _TTF
        if not url.startswith("image:"):
            return None
        image = self._images.get(url.removeprefix("image:"))
        if image is not None and (data := image.read()):
            return (self._archive.picture(data) if self._archive else data), image.media_type
        notice = placeholder.svg(tuple(self._absence(image)), height=self._notice, apart=True)
        return notice, "image/svg+xml"

    def digests(self) -> Mapping[str, fonts.Face]:
        """Return the theme's faces by the hashes of their files."""
        return {subset.digest(face.path, face.number): face for face in self._fonts.values()}

    def font(self, face: galley.Face) -> bytes:
        """Return the file of a face that was drawn."""
        known = self.digests().get(face.digest)
        return subset.single(known.path, known.number) if known else face.data

    def _absence(self, image: Image | None) -> Iterator[str]:
        yield self._said["missing_picture"]
        if image is not None:
            yield from filter(None, (image.address, self._said.absence(image.missing)))
