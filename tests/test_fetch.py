from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter import fetch
from formatter.errors import FormatterError, RefusedError
from formatter.fetch import Limits, get, is_public, pictures

PAGE = "<p>Ghe rời bến lúc tinh mơ.</p>".encode()
NOW = datetime(2026, 11, 25, 9, 9, 7, tzinfo=UTC)


class _Handler(BaseHTTPRequestHandler):
    hits: ClassVar[list[str]] = []
    seen: ClassVar[dict[str, str]] = {}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Keep the tests quiet."""

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.seen.update(self.headers)
        name, _, rest = self.path.lstrip("/").partition("/")
        getattr(self, "page_" + name.partition("?")[0])(rest)

    def answer(self, body: bytes, kind: str = "text/html; charset=utf-8", **more: str) -> None:
        self.send_response(int(more.pop("status", "200")))
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_ok(self, _: str) -> None:
        self.answer(PAGE)

    def page_bare(self, _: str) -> None:
        self.answer(PAGE, "")

    def page_gzip(self, _: str) -> None:
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_bomb(self, _: str) -> None:
        self.answer(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")

    def page_brotli(self, _: str) -> None:
        self.answer(b"?", Content_Encoding="br")

    def page_badgzip(self, _: str) -> None:
        self.answer(b"not gzip at all", Content_Encoding="gzip")

    def page_halfgzip(self, _: str) -> None:
        self.answer(gzip.compress(PAGE)[:-9], Content_Encoding="gzip")

    def page_big(self, _: str) -> None:
        self.answer(bytes(2_000_000))

    def page_liar(self, _: str) -> None:
        self.answer(PAGE, Content_Length="999999")

    def page_chunks(self, _: str) -> None:
        self.answer(b"5\r\nabcde\r\n1\r\nf\r\n0\r\n\r\n", Transfer_Encoding="chunked")

    def page_picture(self, _: str) -> None:
        self.answer(b"GIF89a", "image/gif")

    def page_film(self, _: str) -> None:
        self.answer(b"?", "video/mp4")

    def page_gone(self, _: str) -> None:
        self.answer(b"?", status="410")

    def page_to(self, rest: str) -> None:
        self.answer(b"", status="302", Location=rest)

    def page_loop(self, _: str) -> None:
        self.answer(b"", status="301", Location="/loop")

    def page_drip(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip()

    def page_driphead(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self.drip()

    def drip(self) -> None:
        for _ in range(100):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    def page_rubbish(self, _: str) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH\r\n")


@pytest.fixture
def server() -> Iterator[str]:
    _Handler.hits.clear()
    _Handler.seen.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as serving:
        serving.daemon_threads = True
        thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def near(url: str, limits: Limits | None = None) -> fetch.Fetched:
    return get(url, limits, allow_private=True, now=lambda: NOW)


def test_a_page_comes_with_its_address_charset_and_time(server: str) -> None:
    got = near(f"{server}/ok?b%C3%AAn=phà")
    assert got == fetch.Fetched(
        data=PAGE,
        url=f"{server}/ok?b%C3%AAn=ph%C3%A0",
        charset="utf-8",
        media_type="text/html",
        time="2026-11-25T09:09:07Z",
    )
    assert _Handler.seen["Host"] == server.removeprefix("http://")
    assert "formatter" in _Handler.seen["User-Agent"]


@pytest.mark.parametrize(
    ("path", "data"), [("/gzip", PAGE), ("/bare", PAGE), ("/chunks", b"abcdef"), ("/to//ok", PAGE)]
)
def test_usual_answers_are_read(server: str, path: str, data: bytes) -> None:
    assert near(server + path).data == data


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/big", "larger than 1 MB"),
        ("/bomb", "larger than 1 MB"),
        ("/film", "it is video/mp4"),
        ("/picture", "it is image/gif"),
        ("/loop", "redirects more than 5 times"),
        ("/to/file:///etc/passwd", "only http and https"),
        ("/to/ftp://bao.example/", "only http and https"),
        ("/to/http://ai@127.0.0.1/", "user name"),
    ],
)
def test_what_the_policy_forbids_is_refused(server: str, path: str, why: str) -> None:
    with pytest.raises(RefusedError, match=why) as caught:
        near(server + path, Limits(size=1024 * 1024))
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/gone", "answered 410"),
        ("/liar", "ended before the answer did"),
        ("/halfgzip", "ended before the answer did"),
        ("/brotli", "packed as br"),
        ("/badgzip", "gzip is damaged"),
        ("/rubbish", "fetched"),
        ("/drip", "took more than 0.4 seconds"),
        ("/driphead", "took more than 0.4 seconds"),
    ],
)
def test_what_fails_on_the_other_side_is_said(server: str, path: str, why: str) -> None:
    start = time.monotonic()
    with pytest.raises(FormatterError, match=why) as caught:
        near(server + path, Limits(seconds=0.4))
    assert not isinstance(caught.value, RefusedError)
    assert time.monotonic() - start < 3


def test_a_picture_is_fetched_where_pictures_are_wanted(server: str) -> None:
    take = pictures(allow_private=True)
    assert take(f"{server}/picture") == b"GIF89a"
    with pytest.raises(RefusedError, match="it is text/html"):
        take(f"{server}/ok")


def test_nothing_answers_at_a_closed_port() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FormatterError, match="refused"):
        near(f"http://127.0.0.1:{port}/")


# ── the wall ─────────────────────────────────────────────────────────────────────────────────

PRIVATE = """
127.0.0.1 127.1.2.3 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1
192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1 240.0.0.1
255.255.255.255 168.63.129.16 ::1 :: ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1
64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2002:808:808:: 2001::1 2001:db8::1
3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%lo fec0::1 ff02::1 100::1 junk
""".split()
PUBLIC = """
1.1.1.1 8.8.8.8 203.113.131.1 2001:4860:4860::8888 2400:cb00::1 ::ffff:8.8.8.8 64:ff9b::808:808
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_outside_is(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=6, network="::ffff:0:0/96") | st.ip_addresses(v=6, network="64:ff9b::/96"))
def test_an_address_wrapped_in_another_is_judged_by_what_it_wraps(address: object) -> None:
    last = int(address) & 0xFFFFFFFF  # type: ignore[call-overload]
    inner = ".".join(str(last >> shift & 255) for shift in (24, 16, 8, 0))
    assert is_public(str(address)) == is_public(inner)


def unreachable(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Let no connection through, and return where they were to go."""
    tried: list[tuple[str, int]] = []

    def create(place: tuple[str, int], timeout: float) -> socket.socket:
        assert timeout > 0
        tried.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.create_connection", create)
    return tried


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://bao.example@127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://bao.example:6379/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//127.0.0.1/",
        "http:///x",
        "http://",
        "http://bao.example:99999/",
        "http://bao.example:x/",
        "http://[::1/",
        "http://a b/",
        "http://bao.example\\@127.0.0.1/",
        "http://" + "a" * 300 + ".ữ/",
        "",
    ],
)
def test_no_address_leads_inside(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = unreachable(monkeypatch)
    with pytest.raises(FormatterError):
        get(url)
    assert tried == []


def test_a_redirect_inside_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.rpartition(":")[2])

    def resolve(host: str, _: int) -> Sequence[str]:
        return ["8.8.8.8"] if host == "bao.example" else ["127.0.0.1"]

    real = socket.create_connection

    def create(place: tuple[str, int], timeout: float) -> socket.socket:
        assert place == ("8.8.8.8", 80)
        return real(("127.0.0.1", port), timeout)

    monkeypatch.setattr("socket.create_connection", create)
    with pytest.raises(RefusedError, match=r"trong.example is 127.0.0.1, no public address"):
        get("http://bao.example/to/http://trong.example/ok", resolve=resolve)
    assert _Handler.hits == ["/to/http://trong.example/ok"]


def test_a_name_is_asked_once_and_the_answer_held_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.215.14", "2606:2800:21f::1"], ["127.0.0.1"]])
    tried = unreachable(monkeypatch)
    with pytest.raises(FormatterError):
        get("http://bao.example/", resolve=lambda *_: next(answers))
    assert tried == [("93.184.215.14", 80), ("2606:2800:21f::1", 80)]
    assert next(answers) == ["127.0.0.1"]


def test_one_private_address_among_many_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = unreachable(monkeypatch)
    with pytest.raises(RefusedError, match=r"10\.0\.0\.1"):
        get("https://bao.example/", resolve=lambda *_: ["93.184.215.14", "10.0.0.1"])
    assert tried == []


def test_a_host_that_is_not_there_is_said() -> None:
    def resolve(host: str, _: int) -> Sequence[str]:
        raise socket.gaierror(8, host)

    with pytest.raises(FormatterError, match="there is no host bao"):
        get("https://bao.example/", resolve=resolve)
    with pytest.raises(FormatterError, match="there is no host bao"):
        get("https://bao.example/", resolve=lambda *_: [])


def test_an_international_name_is_asked_in_ascii() -> None:
    asked = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append((host, port))
        return []

    with pytest.raises(FormatterError):
        get("https://báo-miền-sông.example/", resolve=resolve)
    ((host, port),) = asked
    assert host.isascii()
    assert (host.encode().decode("idna"), port) == ("báo-miền-sông.example", 443)


@given(st.text(max_size=40))
def test_any_text_is_fetched_refused_or_failed(text: str) -> None:
    for url in (text, "http://" + text, "http://bao.example/" + text):
        with pytest.raises(FormatterError):
            get(url, resolve=lambda *_: [])


def test_a_certificate_is_asked_for_the_name_not_the_address(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    class Context:
        def wrap_socket(self, _: socket.socket, server_hostname: str) -> socket.socket:
            asked.append(server_hostname)
            wrong = ssl.SSLCertVerificationError(1, "wrong")
            wrong.verify_message = "Hostname mismatch"
            raise wrong

    real = socket.create_connection
    port = int(server.rpartition(":")[2])
    monkeypatch.setattr("ssl.create_default_context", Context)
    monkeypatch.setattr("socket.create_connection", lambda *_, **__: real(("127.0.0.1", port)))
    with pytest.raises(FormatterError, match="certificate is wrong"):
        get("https://bao.example/", resolve=lambda *_: ["93.184.215.14"])
    assert asked == ["bao.example"]
    assert _Handler.hits == []
