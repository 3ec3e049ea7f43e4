"""Files and servers that nothing may ask for: canaries, and counters of who asks."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pikepdf
from PIL import Image

# What a canary's bytes say; no address says it.
SONG = "QUETZAL"
# No other picture has this size.
SIZE = (137, 253)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", SIZE, (19, 55, 196)).save(out, "PNG")
    return out.getvalue() + SONG.encode()


def song(name: str) -> bytes:
    """Return what a canary of that name holds, of the kind that its ending says."""
    match Path(name).suffix:
        case ".png" | ".jpg":
            return picture()
        case ".css":
            return f"p::before {{ content: '{SONG} {name}' }}".encode()
        case ".svg":
            return (
                f'<svg xmlns="http://www.w3.org/2000/svg" id="c" width="137" height="253">'
                f"<title>{SONG}</title><text y='20'>{SONG} {name}</text></svg>"
            ).encode()
        case _:
            return f"<html><p>{SONG} {name}</p></html>".encode()


@dataclass(slots=True)
class Counter:
    """A server of this machine that counts: `asked` are the paths, in their order."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    onward: str = ""

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def counting(secret: Path) -> Iterator[tuple[Counter, Counter]]:
    """Give two servers that count; the first redirects `/on/` to the second, `/file/` to a file."""
    first, second = Counter(), Counter()
    servers = []
    for counter in (second, first):
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(counter, second, secret))
        counter.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    try:
        yield first, second
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _handler(counter: Counter, other: Counter, secret: Path) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            counter.asked.append(self.path)
            name = self.path.rpartition("/")[2]
            if self.path.startswith(("/on/", "/file/")):
                self.send_response(302)
                where = other.home if self.path.startswith("/on/") else secret.as_uri()
                self.send_header("Location", f"{where}/{name}")
                self.end_headers()
                return
            data = song(name)
            kinds = {".png": "image/png", ".css": "text/css", ".svg": "image/svg+xml"}
            self.send_response(200)
            self.send_header("Content-Type", kinds.get(Path(name).suffix, "text/html"))
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_HEAD = do_GET  # noqa: N815  as the server's names are

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    return Handler


def sung(path: Path) -> set[str]:
    """Return what of the canaries is in an EPUB or a PDF, every stream and member unpacked."""
    found: set[str] = set()
    for data in _parts(path):
        for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
            if SONG.encode(encoding) in data:
                heard = re.search(rf"{SONG}[\x20-\x7e]*", data.decode(encoding, "replace"))
                found.add(heard[0] if heard else SONG)
        if SONG.encode().hex().encode() in data.lower():
            found.add("in hexadecimal")
        try:
            with Image.open(io.BytesIO(data)) as image:
                if image.size == SIZE:
                    found.add("the canary's picture")
        except Exception:  # noqa: BLE001, S112  most parts are no pictures
            continue
    return found


def _parts(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    yield data
    if path.suffix != ".pdf":
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                yield file.read(name)
        return
    with pikepdf.open(path) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                yield each.read_raw_bytes()
                try:
                    yield each.read_bytes()
                except pikepdf.PdfError:
                    continue
                size = tuple(int(each.get(key, 0)) for key in ("/Width", "/Height"))
                if size == SIZE:
                    yield picture()
            else:
                yield each.unparse()
