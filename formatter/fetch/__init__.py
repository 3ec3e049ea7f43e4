"""The only socket: one page or picture by its address, from the public web and nowhere else.

A saved page or a list may name any address, so each host is resolved once, every address it
resolves to must be public, and the connection goes to just that address: a name that answers
differently the second time leads nowhere else. Redirects pass the same door. Proxies that the
environment names aren't used, since they would resolve for us.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse  # noqa: TID251  the only socket
from typing import Any
from urllib.parse import urljoin

from formatter.errors import RefusedError
from formatter.fetch.policy import Resolve, Target, failed, is_public, public, refused

__all__ = ["PAGES", "PICTURES", "Fetched", "Limits", "get", "is_public", "pictures", "resolve"]

PAGES = (
    *("text/html", "application/xhtml+xml", "text/plain", "multipart/related"),
    *("application/xml", "text/xml", "message/rfc822", "application/x-mimearchive"),
)
PICTURES = ("image/", "application/octet-stream", "binary/octet-stream")

_AGENT = "Mozilla/5.0 (compatible; article-formatter)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may take: bytes after unpacking, seconds in all, and redirects."""

    size: int = 32 * 1024 * 1024
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came: its bytes, the address it came from at last, its charset label and media type.

    `time` is when it was asked for, ISO 8601 in UTC.
    """

    data: bytes
    url: str
    charset: str = ""
    media_type: str = ""
    time: str = ""


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the system's resolver gives for `host`, first choice first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _now() -> datetime:
    return datetime.now(UTC)


def get(  # noqa: PLR0913  the world comes in as arguments
    url: str,
    limits: Limits | None = None,
    *,
    accept: Sequence[str] = PAGES,
    allow_private: bool = False,
    resolve: Resolve = resolve,
    now: Callable[[], datetime] = _now,
) -> Fetched:
    """Return what `url` answers with, after its redirects.

    `accept` are the media types taken, each the beginning of one. `allow_private` opens the door
    to this machine and its network, on any port: for tests, or a newspaper's own house.

    Raises RefusedError for an address, answer or size that the policy forbids, FormatterError
    where the other side fails.
    """
    limits = limits or Limits()
    asked = now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    deadline = time.monotonic() + limits.seconds
    place = url
    for _ in range(limits.redirects + 1):
        target = Target(place, allow_private=allow_private)
        hosts = public(target, resolve, allow_private=allow_private)
        answer = _ask(target, hosts, deadline, limits, accept)
        if isinstance(answer, str):
            place = urljoin(target.url, answer)
            continue
        headers, data = answer
        return Fetched(
            data=data,
            url=target.url,
            charset=str(headers.get_param("charset") or ""),
            media_type=headers.get_content_type(),
            time=asked,
        )
    raise RefusedError(
        f"{url} redirects more than {limits.redirects} times.",
        "Open it in a browser, save the page and name its file.",
    )


def pictures(
    limits: Limits | None = None,
    *,
    allow_private: bool = False,
    resolve: Resolve = resolve,
) -> Callable[[str], bytes]:
    """Return a function from a picture's address to its bytes, under the same policy."""
    take = partial(
        get, limits=limits, accept=PICTURES, allow_private=allow_private, resolve=resolve
    )
    return lambda url: take(url).data


class _Paced:
    """A socket whose every step ends at one deadline, so that a slow drip can't hold us."""

    def __init__(self, inner: socket.socket, deadline: float) -> None:
        self.inner = inner
        self.deadline = deadline

    def pace(self) -> socket.socket:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.inner.settimeout(left)
        return self.inner

    def sendall(self, data: bytes) -> None:
        self.pace().sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Leave the socket open: http.client lets go of it before the body is read."""


class _Incoming(io.RawIOBase):
    def __init__(self, paced: _Paced) -> None:
        self.paced = paced

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  any buffer, as the base class says
        return self.paced.pace().recv_into(buffer)


class _Connection(HTTPConnection):
    """A connection to one of the addresses that were checked, never to a name."""

    def __init__(self, target: Target, hosts: Sequence[str], deadline: float) -> None:
        super().__init__(target.netloc)
        self.target, self.hosts, self.deadline = target, hosts, deadline
        self.line: socket.socket | None = None

    def connect(self) -> None:
        self.line = self._open()
        self.sock = _Paced(self.line, self.deadline)

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()

    def _open(self) -> socket.socket:
        for host in self.hosts[:-1]:
            try:
                return self._open_one(host)
            except TimeoutError:
                raise
            except OSError:
                continue
        return self._open_one(self.hosts[-1])

    def _open_one(self, host: str) -> socket.socket:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        plain = socket.create_connection((host, self.target.port), timeout=left)
        if not self.target.tls:
            return plain
        try:
            context = ssl.create_default_context()
            return context.wrap_socket(plain, server_hostname=self.target.host)
        except BaseException:
            plain.close()
            raise


def _ask(
    target: Target,
    hosts: Sequence[str],
    deadline: float,
    limits: Limits,
    accept: Sequence[str],
) -> tuple[Message, bytes] | str:
    """Return an answer's headers and bytes, or where it redirects to."""
    connection = _Connection(target, hosts, deadline)
    try:
        connection.request(
            "GET",
            target.path,
            headers={
                "Accept": ", ".join(f"{kind}*" if kind[-1] == "/" else kind for kind in accept),
                "Accept-Encoding": "gzip",
                "Accept-Language": "vi,en;q=0.5",
                "Connection": "close",
                "User-Agent": _AGENT,
            },
        )
        answer = connection.getresponse()
        where = answer.headers.get("Location", "")
        if answer.status in (301, 302, 303, 307, 308) and where:
            return str(where)
        if answer.status != 200:
            raise failed(target.url, f"the server answered {answer.status} {answer.reason}")
        kind = answer.headers.get_content_type()
        if "Content-Type" in answer.headers and not kind.startswith(tuple(accept)):
            raise refused(target.url, f"it is {kind}")
        return answer.headers, _body(answer, target, limits)
    except TimeoutError as why:
        raise failed(target.url, f"it took more than {limits.seconds:g} seconds") from why
    except ssl.SSLCertVerificationError as why:
        raise failed(target.url, f"its certificate is wrong ({why.verify_message})") from why
    except (OSError, HTTPException, ValueError) as why:
        reason = getattr(why, "strerror", None) or str(why) or type(why).__name__
        raise failed(target.url, reason) from why
    finally:
        connection.hang_up()


def _body(answer: HTTPResponse, target: Target, limits: Limits) -> bytes:
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("identity", "", "gzip", "x-gzip"):
        raise failed(target.url, f"it is packed as {packed}, which wasn't asked for")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packed else None
    out = bytearray()
    while chunk := answer.read(65_536):
        try:
            out += unpack.decompress(chunk, limits.size + 1 - len(out)) if unpack else chunk
        except zlib.error as why:
            raise failed(target.url, "its gzip is damaged") from why
        if len(out) > limits.size:
            raise refused(target.url, f"it is larger than {limits.size / 1048576:g} MB")
    if answer.length or (unpack and not unpack.eof):
        raise failed(target.url, "the connection ended before the answer did")
    return bytes(out)
