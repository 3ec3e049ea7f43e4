"""A PDF opened to be read, whoever made it: its attachments, pages, fonts, pictures, metadata.

Nothing in it is trusted: what unpacks to more than any file of ours holds is refused, and a name is
a text that somebody wrote, never a path.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import md5, sha256
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pikepdf

from formatter.errors import FormatterError, RefusedError, UsageError
from formatter.seal import HEAD

# Nobody's page and no font is larger; a book of a thousand articles has four thousand attachments.
_STREAM = 256 * 1024 * 1024
_ALL = 2 * 1024 * 1024 * 1024
_FILE = 2 * 1024 * 1024 * 1024
_ATTACHMENTS = 50_000
# They say what a stream unpacks to only by unpacking it, a thousand times and more.
_UNBOUNDED = {"/LZWDecode", "/LZW"}
_SHORT = {"/Fl": "/FlateDecode", "/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode"}
_READ = {"/FlateDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"}

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_STREAM,
    png_max_memory=_STREAM,
    tiff_max_memory=_STREAM,
    run_length_max_memory=_STREAM,
    doc_max_warnings=1000,
)


class Attachment(NamedTuple):
    """A file in a PDF: its name and what the PDF says of it, and its bytes.

    `checksum` is the MD5 that the PDF gives, in hexadecimal, empty where it gives none; `dated` is
    a date as PDF writes it (ISO 32000-2, 7.9.4).
    """

    name: str
    data: bytes
    media_type: str = ""
    relationship: str = ""
    description: str = ""
    dated: str = ""
    checksum: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes."""
        return sha256(self.data).hexdigest()

    @property
    def is_sound(self) -> bool:
        """Whether the bytes are those that the PDF's own checksum is of."""
        return not self.checksum or self.checksum == _md5(self.data)


class Font(NamedTuple):
    """A font of a PDF, by the name it has there; `data` is its program, None where it has none."""

    name: str
    data: bytes | None


class Opened:
    """An opened PDF; close it, or use it in a `with`. `data` are the bytes of the file."""

    def __init__(self, path: Path) -> None:
        """Open a PDF.

        Raises UsageError for a file that can't be read, is none, or is locked, RefusedError for one
        that is too large.
        """
        self.name = str(path)
        try:
            if path.stat().st_size > _FILE:
                raise RefusedError(
                    f"{path} is larger than {_FILE // 1024**3} GB.", "Give a PDF of this program."
                )
            self.data = path.read_bytes()
        except OSError as why:
            raise UsageError(
                f"{path} can't be read: {why.strerror or why}.", "Check the name."
            ) from why
        if b"%PDF-" not in self.data[:1024]:
            raise UsageError(f"{path} is no PDF.", "Give a PDF that this program made.")
        self._unpacked = 0
        try:
            self._pdf = pikepdf.open(io.BytesIO(self.data), suppress_warnings=True)
        except pikepdf.PasswordError as why:
            raise UsageError(
                f"{path} is locked with a password.",
                "Give the file as it was made, before it was locked.",
            ) from why
        except (pikepdf.PdfError, RuntimeError, ValueError, MemoryError) as why:
            raise UsageError(
                f"{path} is damaged, and no PDF can be read from it.",
                "Fetch it again from where it is kept.",
            ) from why

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()

    @property
    def is_locked(self) -> bool:
        """Whether it is encrypted, even where it opens without a password."""
        return self._pdf.is_encrypted

    def attachments(self) -> Iterator[Attachment]:
        """Yield the files attached to it, in the order of its names, one at a time.

        Raises UsageError for one that can't be unpacked, RefusedError beyond a limit.
        """
        names = self._pdf.Root.get("/Names")
        if not isinstance(names, pikepdf.Dictionary) or "/EmbeddedFiles" not in names:
            return
        try:
            held = pikepdf.NameTree(names.EmbeddedFiles)
            for i, (key, told) in enumerate(held.items()):
                if i >= _ATTACHMENTS:
                    raise RefusedError(
                        f"{self.name} says it holds more than {_ATTACHMENTS:,} files.",
                        "Look where it comes from: no book has so many.",
                    )
                if isinstance(told, pikepdf.Dictionary):
                    yield self._attachment(str(key), told)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as why:
            raise UsageError(
                f"The list of the files in {self.name} is damaged.",
                "Fetch it again from where it is kept.",
            ) from why

    def _attachment(self, key: str, told: pikepdf.Dictionary) -> Attachment:
        name = _text(told.get("/UF")) or _text(told.get("/F")) or key
        inside = told.get("/EF")
        stream = None
        if isinstance(inside, pikepdf.Dictionary):
            stream = inside.get("/UF") or inside.get("/F")
        if not isinstance(stream, pikepdf.Stream):
            raise UsageError(
                f"{self.name} names a file {name!r} and doesn't hold it.",
                "Fetch it again from where it is kept.",
            )
        params = stream.get("/Params")
        params = params if isinstance(params, pikepdf.Dictionary) else pikepdf.Dictionary()
        checksum = params.get("/CheckSum")
        return Attachment(
            name=name,
            data=self._unpack(stream, f"The file {name!r} in {self.name}"),
            media_type=_name(stream.get("/Subtype")),
            relationship=_name(told.get("/AFRelationship")),
            description=_text(told.get("/Desc")),
            dated=_text(params.get("/ModDate")),
            checksum=bytes(checksum).hex() if isinstance(checksum, pikepdf.String) else "",
        )

    def pages(self) -> Iterator[str]:
        """Yield the SHA-256 of what each page draws."""
        for page in self._pdf.pages:
            content = page.obj.get("/Contents")
            parts = list(content) if isinstance(content, pikepdf.Array) else [content]
            digest = sha256()
            for part in parts:
                if isinstance(part, pikepdf.Stream):
                    digest.update(self._unpack(part, f"A page of {self.name}"))
            yield digest.hexdigest()

    def fonts(self) -> Iterator[Font]:
        """Yield the fonts, in the order of the file."""
        for each in self._pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                name = _name(each.get("/FontName"))
                found = (each.get(key) for key in ("/FontFile2", "/FontFile3", "/FontFile"))
                program = next((one for one in found if isinstance(one, pikepdf.Stream)), None)
                what = f"The font {name} in {self.name}"
                yield Font(name, self._unpack(program, what) if program is not None else None)

    def contents(self) -> Iterator[frozenset[str]]:
        """Yield for each stream of the file the SHA-256 of its content, and as it is packed."""
        for each in self._pdf.objects:
            if isinstance(each, pikepdf.Stream):
                packed = sha256(each.read_raw_bytes()).hexdigest()
                try:
                    content = self._unpack(each, f"A part of {self.name}")
                except FormatterError:
                    yield frozenset({packed})
                else:
                    yield frozenset({packed, sha256(content).hexdigest()})

    def metadata(self) -> bytes:
        """Return its metadata (XMP), empty where it has none."""
        held = self._pdf.Root.get("/Metadata")
        if not isinstance(held, pikepdf.Stream):
            return b""
        return self._unpack(held, f"The metadata of {self.name}")

    def facts(self) -> dict[str, str]:
        """Return what its information dictionary says (ISO 32000-2, 14.3.3)."""
        info = self._pdf.trailer.get("/Info")
        if not isinstance(info, pikepdf.Dictionary):
            return {}
        return {key.removeprefix("/"): _text(info.get(key)) for key in info.keys()}

    def seal(self) -> bytes:
        """Return the seal as it stands in the file, or as another program packed it; else none."""
        if HEAD in self.data:
            return self.data[self.data.rfind(HEAD) :]
        for each in self._pdf.objects:
            if isinstance(each, pikepdf.Stream) and not each.get("/Subtype"):
                try:
                    content = self._unpack(each, f"A part of {self.name}")
                except FormatterError:
                    continue
                if content.startswith(HEAD):
                    return content
        return b""

    def _unpack(self, stream: pikepdf.Stream, what: str) -> bytes:
        """Return a stream's content: of a picture that is a file of its own, that file."""
        filters = stream.get("/Filter")
        names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else []
        if isinstance(filters, pikepdf.Name):
            names = [str(filters)]
        if set(names) & _UNBOUNDED:
            raise UsageError(f"{what} is packed in a way that isn't read here: LZW.", _ANEW)
        own = {_SHORT.get(name, name) for name in names} - _READ
        try:
            data = stream.read_raw_bytes() if own else stream.read_bytes()
        except (pikepdf.PdfError, RuntimeError, ValueError, MemoryError) as why:
            raise UsageError(
                f"{what} can't be unpacked: it is damaged, or larger than any file of ours.", _ANEW
            ) from why
        self._unpacked += len(data)
        if len(data) > _STREAM or self._unpacked > _ALL:
            raise RefusedError(
                f"{what} unpacks to far more than a book has.",
                "Look where it comes from: it may be made to fill a disk.",
            )
        return data


_ANEW = "Give the file as it was made, or fetch it again from where it is kept."


def _text(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.String | str) else ""


def _name(value: object) -> str:
    return str(value).removeprefix("/") if isinstance(value, pikepdf.Name) else ""


def _md5(data: bytes) -> str:
    # The format's own checksum (ISO 32000-2, 7.11.4), against accidents alone.
    return md5(data, usedforsecurity=False).hexdigest()
