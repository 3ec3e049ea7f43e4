"""What an article was made from: the bytes as they were read, what came with them, when and how."""

from __future__ import annotations

from dataclasses import field, replace
from pathlib import Path
from typing import Literal

from formatter.value import dataclass

Basis = Literal["observed", "WARC-Date", "file time", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """When a page was captured, and how we know.

    `time` is ISO 8601 in UTC (`2026-11-25T02:09:07Z`), empty where `basis` is unknown.
    """

    time: str = ""
    basis: Basis = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One thing that came with a page: its address there, and its bytes or where they lie."""

    address: str
    data: bytes | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What came with a saved page.

    `held` are the things whose address is known. `folder` is where the page itself lay: a
    relative address of a picture is looked for below it, never outside.
    """

    held: tuple[Resource, ...] = ()
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """One page as it was read, byte for byte: a file, or an answer of a server.

    The bytes are in `data`, or in the file `path` where there are too many of them to be held;
    `sha256` is theirs. `name` is that of its file, empty where it had none, `media_type` what it
    is (a saved page may be MHTML, or gzipped). `asked` is the address that was asked for, `url`
    the one it came from in the end; both are empty where they are unknown. `charset` is the label
    that the server sent with it, `legacy` how bytes were to be read that say nothing of themselves
    (`formatter.source.decode`); `beside` are the addresses of what was saved beside it.
    """

    sha256: str
    media_type: str = "text/html"
    data: bytes = b""
    path: Path | None = None
    name: str = ""
    asked: str = ""
    url: str = ""
    captured: Capture = field(default_factory=Capture)
    charset: str = ""
    legacy: str = "offer"
    beside: tuple[str, ...] = ()

    def read(self) -> bytes:
        """Return the bytes, empty where they weren't kept."""
        return self.path.read_bytes() if self.path is not None else self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What an article was made from: the hash of the bytes read, and when they were captured.

    `originals` are the pages themselves, in order, where they are kept (for an archive).
    `edits` is the hash of the editor's file, empty where there was none; `papers` are that file
    and the user's own rule for the newspaper, as far as they were used. `wanted` is what was
    wanted of the letters, as the command's flags say it.
    """

    sha256: str = ""
    captured: Capture = field(default_factory=Capture)
    originals: tuple[Original, ...] = ()
    edits: str = ""
    papers: tuple[Original, ...] = ()
    wanted: tuple[tuple[str, str | bool], ...] = ()

    def bare(self) -> Source:
        """Return the source without the bytes of what was read, which only an archive keeps."""
        return replace(self, originals=(), papers=())
