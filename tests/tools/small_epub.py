"""The smallest EPUB that no reading system stumbles over, and the same with something wrong."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

Files = dict[str, bytes]
Spoil = Callable[[Files], None]

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:x:gieng</dc:identifier><dc:title>Giếng</dc:title>
<dc:language>vi</dc:language><meta name="cover" content="bia"/></metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="sach.css" media-type="text/css"/>
<item id="cover" href="bia.xhtml" media-type="application/xhtml+xml"/>
<item id="bia" href="bia.png" media-type="image/png" properties="cover-image"/>
<item id="bai" href="bai.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine toc="ncx"><itemref idref="cover"/><itemref idref="bai"/></spine>
<guide><reference type="text" href="bai.xhtml" title="Bài"/></guide>
</package>"""
_NCX = """<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head/><docTitle><text>Giếng</text></docTitle><navMap>
<navPoint id="p1"><navLabel><text>Giếng</text></navLabel><content src="bai.xhtml"/>
<navPoint id="p2"><navLabel><text>Nước</text></navLabel><content src="bai.xhtml#nuoc"/></navPoint>
</navPoint></navMap></ncx>"""
_CSS = """h2, p { line-height: 1.5; font-size: 1.1em }
figcaption { display: block }
"""


def _page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">\n'
        '<head><title>Giếng</title><link rel="stylesheet" href="sach.css"/></head>\n'
        f"{body}\n</html>\n"
    )


_NAV = _page(
    '<body><nav epub:type="toc"><ol><li><a href="bai.xhtml">Giếng</a></li></ol></nav>'
    '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="bai.xhtml">Bài</a></li>'
    "</ol></nav></body>"
)
_COVER = _page('<body><img src="bia.png" alt="Bìa"/></body>')
_STORY = _page(
    '<body>\n<h2 id="nuoc">Giếng làng</h2>\n<p>Nước mát lạnh.'
    '<sup><a epub:type="noteref" href="#mach">1</a></sup></p>\n'
    '<aside id="mach" epub:type="footnote"><p>Mạch ngầm từ núi.</p></aside>\n'
    '<figure><img src="bia.png" alt="Giếng"/><figcaption>Giếng</figcaption></figure>\n</body>'
)


def png(width: int, height: int) -> bytes:
    """Return a black PNG of that many pixels."""
    rows = zlib.compress(b"\0" * (1 + (width + 7) // 8) * height)
    pieces = [(b"IHDR", struct.pack(">2L5B", width, height, 1, 0, 0, 0, 0)), (b"IDAT", rows)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
        for kind, data in [*pieces, (b"IEND", b"")]
    )


def files() -> Files:
    """Return the files of the book, by name."""
    texts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "EPUB/content.opf": _PACKAGE,
        "EPUB/nav.xhtml": _NAV,
        "EPUB/toc.ncx": _NCX,
        "EPUB/sach.css": _CSS,
        "EPUB/bia.xhtml": _COVER,
        "EPUB/bai.xhtml": _STORY,
    }
    return {name: text.encode() for name, text in texts.items()} | {"EPUB/bia.png": png(750, 1000)}


def packed(held: Mapping[str, bytes]) -> bytes:
    """Return the files as a zip, in their order, the first one stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number, (name, data) in enumerate(held.items()):
            kind = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            file.writestr(zipfile.ZipInfo(name), data, kind)
    return out.getvalue()


def spoiled(*how: Spoil) -> bytes:
    """Return the book with what `how` does to its files."""
    held = files()
    for one in how:
        one(held)
    return packed(held)


def instead(name: str, old: str, new: str) -> Spoil:
    """Return what writes `new` for `old` in a file of the package, where it stands."""

    def change(held: Files) -> None:
        text = held[f"EPUB/{name}"].decode()
        assert old in text, f"{name} has no {old}"
        held[f"EPUB/{name}"] = text.replace(old, new).encode()

    return change


def added(name: str, data: bytes, media_type: str = "") -> Spoil:
    """Return what adds a file to the package, to its manifest where it has a media type."""

    def change(held: Files) -> None:
        held[f"EPUB/{name}"] = data
        if media_type:
            item = f'<item id="them" href="{name}" media-type="{media_type}"/></manifest>'
            instead("content.opf", "</manifest>", item)(held)

    return change


def without(name: str) -> Spoil:
    """Return what takes a file out of the zip."""

    def change(held: Files) -> None:
        del held[name]

    return change
