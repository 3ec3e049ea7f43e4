from __future__ import annotations

import base64
import gzip
import hashlib
import os
import plistlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.errors import NothingFoundError, RefusedError, UsageError
from formatter.fetch import Fetched
from formatter.original import Capture
from formatter.source import depth, raw, read

TEXT = "Bến phà cũ vẫn còn đó, chỉ chuyến phà cuối cùng đã thành chuyện kể."
HTML = (
    f"<!doctype html><html><head><title>Bến phà cũ</title></head><body><p>{TEXT}</p></body></html>"
)
DOT = b"\x89PNG\r\n\x1a\nrest"


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_file_gives_its_text_hash_time_and_folder(tmp_path: Path) -> None:
    path = written(tmp_path, "ben-pha.html", HTML)
    os.utime(path, (1_790_000_000, 1_790_000_000))
    page = read(path)
    assert page.html == HTML
    assert page.sha256 == hashlib.sha256(HTML.encode()).hexdigest()
    assert page.captured == Capture(time="2026-09-21T14:13:20Z", basis="file time")
    assert page.resources.folder == tmp_path
    assert (page.url, page.plain, page.notes) == ("", False, ())
    assert read(str(path)) == page
    assert read(path.as_uri()) == page


def test_bytes_and_text_are_pages_too() -> None:
    assert read(HTML.encode()).html == HTML
    assert read(HTML.encode()).captured == Capture()
    assert read(HTML).html == HTML
    assert read(HTML).sha256 == ""


def test_what_is_known_from_outside_outranks_the_page() -> None:
    said = Capture(time="2026-11-25T02:09:07Z", basis="WARC-Date")
    html = HTML.replace("<title>", '<link rel=canonical href="https://bao.example/1"><title>')
    page = read(html.encode(), url="https://bao.example/2", captured=said)
    assert (page.url, page.captured) == ("https://bao.example/2", said)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from url=(0024)https://bao.example/1.htm -->", "https://bao.example/1.htm"),
        ("<!-- saved from url=(0014)about:internet -->", ""),
        ("<!-- saved from url=(0020)file:///C:/bai.htm -->", ""),
        (
            '<link rel="canonical" href="https://bao.example/a?b=1&amp;c=2">',
            "https://bao.example/a?b=1&c=2",
        ),
        ("<link rel='alternate Canonical' href=//bao.example/a>", ""),
        ('<meta property="og:url" content=" https://bao.example/og ">', "https://bao.example/og"),
        ("<!-- <link rel=canonical href=https://bao.example/no> -->", ""),
        ("<script>'<link rel=canonical href=https://bao.example/no>'</script>", ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical" href="https://[bao.example/">', ""),
    ],
)
def test_a_page_says_where_it_came_from(head: str, url: str) -> None:
    assert read(HTML.replace("<title>", head + "<title>").encode()).url == url


def test_a_singlefile_page_says_when_too() -> None:
    comment = (
        "<!--\n Page saved with SingleFile \n url: https://bao.example/song \n"
        " saved date: Wed Nov 25 2026 09:14:18 GMT+0700 (Giờ Đông Dương)\n-->"
    )
    page = read(HTML.replace("<head>", f"{comment}<head>").encode())
    assert page.url == "https://bao.example/song"
    assert page.captured == Capture(time="2026-11-25T02:14:18Z", basis="observed")


@pytest.mark.parametrize(
    "when", ["Wed Nov 99 2026 09:14:18 GMT+0700", "hôm qua", "Wed Foo 25 2026 09:14:18 GMT+0700"]
)
def test_a_date_that_is_none_is_unknown(when: str) -> None:
    comment = (
        f"<!--\n Page saved with SingleFile \n url: https://bao.example/ \n saved date: {when}\n-->"
    )
    assert read(HTML.replace("<head>", f"{comment}<head>").encode()).captured == Capture()


@pytest.mark.parametrize(
    "folder",
    [
        "Bài một_files",
        "Bài một files",
        "Bài một_tệp",
        "Bài một-Dateien",
        "Bài một_fichiers",
        "Bài một_dosyalar",
    ],
)
def test_the_folder_saved_beside_a_page_is_found(tmp_path: Path, folder: str) -> None:
    path = written(tmp_path, "Bài một.html", HTML)
    written(tmp_path, f"{folder}/a.png", DOT)
    written(tmp_path, f"{folder}/sub/b.png", DOT)
    held = read(path).resources.held
    assert [one.address for one in held] == [f"{folder}/a.png", f"{folder}/sub/b.png"]
    assert held[0].path == tmp_path / folder / "a.png"


def test_another_pages_folder_is_not_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "bai.html", HTML)
    written(tmp_path, "bai-hai.html", HTML)
    written(tmp_path, "bai-hai_files/a.png", DOT)
    written(tmp_path, "bai2026/a.png", DOT)
    assert read(path).resources.held == ()


def test_a_link_beside_a_page_is_not_followed(tmp_path: Path) -> None:
    secret = written(tmp_path, "elsewhere/key.png", DOT)
    path = written(tmp_path, "in/bai.html", HTML)
    written(tmp_path, "in/bai_files/a.png", DOT)
    (tmp_path / "in/bai_files/b.png").symlink_to(secret)
    (tmp_path / "in/bai_files/c").symlink_to(secret.parent)
    assert [one.address for one in read(path).resources.held] == ["bai_files/a.png"]


def mhtml(*, location: str = "https://bao.example/ben-pha") -> bytes:
    picture = base64.encodebytes(DOT).decode()
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {location}\r\n"
        "Subject: =?utf-8?Q?B=E1=BA=BFn_ph=C3=A0?=\r\n"
        "Date: Wed, 25 Nov 2026 02:14:18 -0000\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n\r\n'
        "------b\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml>\r\n"
        "Content-Transfer-Encoding: base64\r\nContent-Location: https://bao.example/ben-pha\r\n\r\n"
        f"{base64.encodebytes(HTML.encode()).decode()}\r\n"
        "------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Location: https://cdn.example/a.png\r\n\r\n{picture}\r\n"
        "------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-ID: <p2@mhtml>\r\nContent-Location: img/b.png\r\n\r\n{picture}\r\n"
        "------b\r\nContent-Type: text/css\r\n\r\np {}\r\n------b--\r\n"
    ).encode()


def test_mhtml_gives_its_page_and_pictures(tmp_path: Path) -> None:
    page = read(written(tmp_path, "bai.mhtml", mhtml()))
    assert page.html == HTML
    assert page.url == "https://bao.example/ben-pha"
    assert page.captured == Capture(time="2026-11-25T02:14:18Z", basis="observed")
    assert {one.address: one.data for one in page.resources.held} == {
        "https://cdn.example/a.png": DOT,
        "https://bao.example/img/b.png": DOT,
        "cid:p2@mhtml": DOT,
    }


def test_mhtml_of_one_part_is_a_page() -> None:
    data = b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Location: https://bao.example/\n\n"
    page = read(data + HTML.encode())
    assert (page.html, page.url) == (HTML, "https://bao.example/")


def test_mhtml_without_a_page_says_what_it_holds() -> None:
    data = mhtml().replace(b"Content-Type: text/html\r\n", b"Content-Type: text/rtf\r\n")
    with pytest.raises(NothingFoundError, match="its parts are image/png, text/css, text/rtf"):
        read(data)


def test_mhtml_nested_past_reason_is_an_error_not_a_crash() -> None:
    data = b"MIME-Version: 1.0\n" + b"".join(
        b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (depth, depth)
        for depth in range(3000)
    )
    with pytest.raises(NothingFoundError):
        read(data)


def test_prose_that_opens_with_a_colon_is_no_mail() -> None:
    page = read("Lưu ý: bến phà đóng cửa\nContent-Type: không phải".encode())
    assert page.plain


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_safari_archive_gives_its_page_and_pictures(form: plistlib.PlistFormat) -> None:
    archive = {
        "WebMainResource": {
            "WebResourceData": HTML.encode("utf-16-le"),
            "WebResourceURL": "https://bao.example/ben-pha",
            "WebResourceMIMEType": "text/html",
            "WebResourceTextEncodingName": "UTF-16LE",
        },
        "WebSubresources": [
            {
                "WebResourceData": DOT,
                "WebResourceURL": "https://cdn.example/a.png",
                "WebResourceMIMEType": "image/png",
            },
            "không phải",
        ],
    }
    page = read(plistlib.dumps(archive, fmt=form))
    assert (page.html, page.url) == (HTML, "https://bao.example/ben-pha")
    assert [(one.address, one.data) for one in page.resources.held] == [
        ("https://cdn.example/a.png", DOT)
    ]


@pytest.mark.parametrize(
    "data",
    [b"bplist00\0\0", b"bplist00" + bytes(40), plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY)],
)
def test_a_broken_safari_archive_is_named(data: bytes) -> None:
    with pytest.raises(NothingFoundError, match="Safari"):
        read(data)


def test_a_gzipped_page_is_opened(tmp_path: Path) -> None:
    packed = gzip.compress(HTML.encode())
    page = read(written(tmp_path, "bai.html.gz", packed))
    assert page.html == HTML
    assert page.sha256 == hashlib.sha256(packed).hexdigest()
    both = gzip.compress(HTML[:50].encode()) + gzip.compress(HTML[50:].encode()) + bytes(5)
    assert read(both).html == HTML


def test_a_gzipped_page_cut_short_gives_what_it_has() -> None:
    noise = "".join(f"<p>{hashlib.sha256(bytes([i])).hexdigest()}</p>" for i in range(200))
    page = read(gzip.compress((HTML + noise).encode())[:4000])
    assert page.html.startswith(HTML)
    assert page.notes == ("The gzip file ends too early; what it has of the page was read.",)


def test_a_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(bytes(1024) * 66_000)
    assert len(bomb) < 100_000
    with pytest.raises(RefusedError, match="64 MB"):
        read(bomb)


def test_damaged_gzip_is_named() -> None:
    with pytest.raises(NothingFoundError, match="damaged gzip"):
        read(b"\x1f\x8b\x08" + b"\xff" * 40)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "to.html"
    with path.open("wb") as file:
        file.truncate(raw.LIMIT + 1)
    with pytest.raises(RefusedError, match="64 MB"):
        read(path)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (DOT, "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"%PDF-1.7\n%", "a PDF file"),
        (b"PK\x03\x04" + bytes(30), "a ZIP archive"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"\0\0\0\x1cftypavif", "AVIF"),
        (b"WARC/1.1\r\nWARC-Type: response", "a WARC archive"),
        (gzip.compress(gzip.compress(HTML.encode())), "a gzip file inside"),
        (bytes(range(256)) * 9, "aren't text"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\0\0", "empty"),
        ("\ufeff\xa0\n".encode("utf-16-le"), "empty"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>", "a feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "a feed"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, what: str) -> None:
    with pytest.raises(NothingFoundError, match=what) as caught:
        read(data)
    assert caught.value.remedy


def test_nul_bytes_and_a_tail_of_them_are_borne() -> None:
    page = read(HTML.replace("cũ vẫn", "cũ\0 vẫn").encode() + bytes(9000))
    assert page.html == HTML
    assert page.notes == ("NUL characters left out of the page: 9001.",)


def test_a_page_cut_anywhere_is_read() -> None:
    data = HTML.encode()
    for end in range(42, len(data)):
        assert HTML.startswith(read(data[:end]).html.rstrip("\ufffd")), end


@pytest.mark.parametrize("name", ["khong-co.html", "a\0b.html", "x" * 300 + ".html", "/dev/null"])
def test_a_file_that_cannot_be_read_is_an_error_with_a_remedy(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(name)
    assert caught.value.remedy


def test_a_folder_is_read_where_it_holds_one_page(tmp_path: Path) -> None:
    written(tmp_path, "mot.html", HTML)
    assert read(tmp_path).html == HTML
    written(tmp_path, "hai.html", HTML)
    with pytest.raises(UsageError, match="a folder of 2 pages"):
        read(tmp_path)


@pytest.mark.parametrize(
    "source", ["", "-", "ftp://bao.example/a.html", "https://bao.example/a.html"]
)
def test_what_needs_more_than_reading_is_said(source: str) -> None:
    with pytest.raises(UsageError):
        read(source)


def test_an_address_goes_through_the_fetcher() -> None:
    asked: list[str] = []

    def fetch(url: str) -> Fetched:
        asked.append(url)
        return Fetched(
            data=HTML.encode("utf-16-be"),
            url=url + "/",
            charset="utf-16be",
            time="2026-11-25T02:09:07Z",
        )

    page = read("https://bao.example/a", fetch=fetch)
    assert asked == ["https://bao.example/a"]
    assert (page.html, page.url) == (HTML, "https://bao.example/a/")
    assert page.captured == Capture(time="2026-11-25T02:09:07Z", basis="observed")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_a_named_error(data: bytes) -> None:
    try:
        html = read(data).html
    except NothingFoundError as why:
        html = why.remedy
    assert html.strip()


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 200_000,
        "<!-- saved from url=(" * 50_000,
        "<meta " * 150_000,
        "<meta charset='" * 60_000,
        "<a b=" * 150_000,
        "<" * 900_000,
        "<div>" * 150_000,
        "<b><table>" * 8_000,
        "<link rel=canonical " * 40_000,
        "a: b\n" * 150_000,
        "Content-Type: multipart/related\n\n" * 30_000,
        "một hai\n" * 100_000,
        "&" * 900_000,
    ],
    ids=range(13),
)
def test_no_page_takes_long_to_read(text: str) -> None:
    start = time.process_time()
    try:
        html = read(text.encode("utf-8")).html
    except (NothingFoundError, RefusedError) as why:
        html = why.problem
    assert html
    assert time.process_time() - start < 2


@pytest.mark.parametrize("unit", ["<div>", "<ul><li>", "<P><DIV class='x'>", "<section></article>"])
def test_blocks_nested_past_reason_are_refused(unit: str) -> None:
    assert read(unit * depth.LIMIT).html
    with pytest.raises(RefusedError, match="nests its blocks more than 12,000 deep"):
        read(unit * (depth.LIMIT + 1))


def test_many_blocks_side_by_side_are_no_depth() -> None:
    flat = "<div><p>một</div>" * 10_000 + "<ul><li>hai</ul>" * 10_000
    assert read(flat).html == flat
