"""Pages out of WARC and WACZ: each found, read as served, with its pictures; nothing lied to us."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from hashlib import sha1
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import brotli
import pytest
from click.testing import CliRunner
from PIL import Image as Pillow

import formatter
from formatter import profile, theme
from formatter.article import Book
from formatter.book import bind
from formatter.clean import clean
from formatter.cli import main
from formatter.convert import limits
from formatter.errors import FormatterError, NothingFoundError, RefusedError, UsageError
from formatter.extracted import extract
from formatter.images import gather
from formatter.render.pdf import to_pdf
from formatter.source import again, archived, expand, joined, read
from formatter.verify import is_right, verify

SITE = "https://baosong.example"
WHEN = "2026-10-03T07:15:20Z"
TEXT = (
    "Con đò cuối cùng của bến Sỏi chở khách bằng sào tre đã bốn mươi năm, qua sáu mùa lũ lớn và "
    "một lần thay ván. Ông lái không lấy tiền của học trò, chỉ nhắc chúng ngồi thấp xuống."
)


def html(title: str, *, picture: str = "", more: str = "") -> bytes:
    figure = f'<figure><img src="{picture}"><figcaption>Bến Sỏi lúc nước lớn.</figcaption></figure>'
    return (
        f'<!doctype html><html lang="vi"><head><title>{title}</title></head><body><article>'
        f"<h1>{title}</h1><p>{TEXT}</p>{figure if picture else ''}"
        f"<p>{TEXT} Mùa này bến vắng.</p>{more}</article></body></html>"
    ).encode()


def photo(seed: int) -> bytes:
    """A picture of soft lights, another for each seed."""
    lights = Pillow.radial_gradient("L").resize((640, 400)).rotate(40 * seed)
    out = io.BytesIO()
    Pillow.merge(
        "RGB", (lights, lights.rotate(180), Pillow.linear_gradient("L").resize((640, 400)))
    ).save(out, "JPEG")
    return out.getvalue()


class Archive:
    """A WARC while it is written: an answer after the other."""

    def __init__(self, *, packed: bool = True) -> None:
        self.data, self.packed = b"", packed

    def add(  # noqa: PLR0913
        self,
        url: str,
        data: bytes,
        kind: str = "text/html; charset=utf-8",
        *,
        status: str = "200 OK",
        when: str = WHEN,
        record: str = "response",
        **headers: str,
    ) -> Archive:
        content, of = data, kind
        if record == "response":
            told = {"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()}
            lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
            content = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + data
            of = "application/http; msgtype=response"
        about = (
            f"WARC/1.1\r\nWARC-Type: {record}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {when}\r\n"
            f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url + when)}>\r\n"
            f"WARC-Payload-Digest: sha1:{sha1(data, usedforsecurity=False).hexdigest()}\r\n"
            f"Content-Type: {of}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        whole = about.encode() + content + b"\r\n\r\n"
        self.data += gzip.compress(whole, mtime=0) if self.packed else whole
        return self

    def save(self, path: Path) -> Path:
        path.write_bytes(self.data)
        return path


def crawl(**given: bool) -> Archive:
    """A crawl of two articles, a picture of each, and what isn't wanted of it."""
    return (
        Archive(**given)
        .add(f"{SITE}/robots.txt", b"User-agent: *", "text/plain")
        .add(f"{SITE}/do-ngang.html", html("Đò ngang bến Sỏi", picture="/anh/do.jpg"))
        .add(f"{SITE}/anh/do.jpg", photo(seed=1), "image/jpeg")
        .add(f"{SITE}/het.html", html("Không còn ở đây"), status="404 Not Found")
        .add(f"{SITE}/cau-moi.html", html("Cầu mới qua sông", picture="anh/cau.jpg?w=900"))
        .add(f"{SITE}/anh/cau.jpg?w=900", photo(seed=2), "image/jpeg")
        .add(f"{SITE}/ung-dung.js", b"1", "application/javascript")
    )


def book_of(source: str) -> Book:
    article = clean(read(Path(source)))
    return bind([article], images=gather([article], limits("archive")))


@pytest.mark.parametrize(("name", "packed"), [("kho.warc.gz", True), ("kho.warc", False)])
def test_each_page_is_a_source_and_nothing_else_is(tmp_path: Path, name: str, packed: bool) -> None:
    sources = expand([str(crawl(packed=packed).save(tmp_path / name))])
    assert [clean(read(Path(one))).title for one in sources] == [
        "Đò ngang bến Sỏi", "Cầu mới qua sông",
    ]  # fmt: skip
    assert all(one.startswith(str(tmp_path / name) + "#") for one in sources)


def test_a_page_says_where_and_when_it_was_had(tmp_path: Path) -> None:
    source = expand([str(crawl().save(tmp_path / "kho.warc.gz"))])[0]
    page = read(Path(source))
    assert page.url == f"{SITE}/do-ngang.html"
    assert (page.captured.time, page.captured.basis) == (WHEN, "WARC-Date")
    assert page.original is not None
    assert page.original.media_type == "application/warc"
    assert page.original.data.startswith(b"WARC/1.")


def test_its_pictures_come_from_the_same_archive(tmp_path: Path) -> None:
    for source in expand([str(crawl().save(tmp_path / "kho.warc.gz"))]):
        (picture,) = book_of(source).images.values()
        assert not picture.missing
        assert picture.width


def test_of_several_captures_the_nearest_picture_is_its(tmp_path: Path) -> None:
    page = html("Đò ngang bến Sỏi", picture="/anh/do.jpg")
    made = Archive()
    for day in (1, 2):
        made.add(
            f"{SITE}/{day}.html", page + b"<!-- %d -->" % day, when=f"2026-10-0{day}T00:00:00Z"
        )
        made.add(f"{SITE}/anh/do.jpg", photo(seed=day), "image/jpeg")
    sources = expand([str(made.save(tmp_path / "kho.warc.gz"))])
    shown = [next(iter(book_of(one).images.values())).read() for one in sources]
    assert shown[0] != shown[1]


def test_the_same_capture_twice_is_one_source(tmp_path: Path) -> None:
    made = Archive()
    for _ in range(3):
        made.add(f"{SITE}/do-ngang.html", html("Đò ngang bến Sỏi"))
    assert len(expand([str(made.save(tmp_path / "kho.warc.gz"))])) == 1


@pytest.mark.parametrize("packing", ["gzip", "br", "chunked", "false"])
def test_what_a_server_packed_is_unpacked(tmp_path: Path, packing: str) -> None:
    data, headers = html("Đò ngang bến Sỏi"), {}
    if packing == "gzip":
        data, headers = gzip.compress(data), {"Content_Encoding": "gzip"}
    elif packing == "br":
        data, headers = brotli.compress(data), {"Content_Encoding": "br"}
    elif packing == "chunked":
        data = b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data)
        headers = {"Transfer_Encoding": "chunked"}
    else:
        headers = {"Content_Encoding": "gzip"}
    made = Archive().add(f"{SITE}/do-ngang.html", data, **headers)
    (source,) = expand([str(made.save(tmp_path / "kho.warc.gz"))])
    assert clean(read(Path(source))).title == "Đò ngang bến Sỏi"


def test_the_server_s_charset_is_believed(tmp_path: Path) -> None:
    data = html("Café à la rive").decode().encode("utf-16-le")
    made = Archive().add(f"{SITE}/a.html", data, "text/html; charset=utf-16le")
    (source,) = expand([str(made.save(tmp_path / "kho.warc.gz"))])
    assert clean(read(Path(source))).title == "Café à la rive"


def test_a_resource_is_a_page_as_an_answer_is(tmp_path: Path) -> None:
    made = Archive().add(f"{SITE}/a.html", html("Đò ngang"), "text/html", record="resource")
    (source,) = expand([str(made.save(tmp_path / "kho.warc.gz"))])
    assert clean(read(Path(source))).title == "Đò ngang"


def test_an_article_goes_on_with_pages_of_the_archive(tmp_path: Path) -> None:
    made = Archive()
    for n in (1, 2, 3):
        more = f'<a href="/do-ngang-p{n + 1}.html">Trang sau</a>' * (n < 3)
        name = f"do-ngang-p{n}" if n > 1 else "do-ngang"
        page = html("Đò ngang bến Sỏi", more=more).replace(b"tre", b"go %d" % n)
        made.add(f"{SITE}/{name}.html", page)
    made.add(f"{SITE}/cau-moi.html", html("Cầu mới qua sông"))
    sources = expand([str(made.save(tmp_path / "kho.warc.gz"))])
    after = read(Path(sources[0])).sequels
    assert [one.url for one in after] == [f"{SITE}/do-ngang-p{n}.html" for n in (2, 3)]
    assert {one.captured.basis for one in after} == {"WARC-Date"}
    # They are no books of their own.
    assert joined(Path(sources[0])) == tuple(map(Path, sources[1:3]))
    assert joined(Path(sources[3])) == ()
    told = CliRunner().invoke(
        main, ["convert", str(tmp_path / "kho.warc.gz"), "--to", "epub", "-o", str(tmp_path / "o")]
    )
    assert told.exit_code == 0
    assert len(list((tmp_path / "o").glob("*.epub"))) == 2


def test_an_archive_of_one_page_may_stand_for_it(tmp_path: Path) -> None:
    one = Archive().add(f"{SITE}/a.html", html("Đò ngang")).save(tmp_path / "mot.warc.gz")
    assert formatter.clean(formatter.read(one)).title == "Đò ngang"
    with pytest.raises(UsageError, match="archive of 2 pages"):
        read(crawl().save(tmp_path / "kho.warc.gz"))


def test_a_collection_s_own_list_says_which_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "kho.wacz"
    listed = [{"format": "json-pages-1.0"}, {"url": f"{SITE}/cau-moi.html", "ts": WHEN}]
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("archive/data.warc.gz", crawl().data)
        packed.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, listed)))
    (source,) = expand([str(path)])
    assert "#data.warc.gz:" in source
    assert clean(read(Path(source))).title == "Cầu mới qua sông"
    (picture,) = book_of(source).images.values()
    assert not picture.missing


@pytest.mark.parametrize("listed", ["", "{", '{"url": 5}', "[]\n" * 9])
def test_a_collection_without_a_list_gives_all_its_pages(tmp_path: Path, listed: str) -> None:
    path = tmp_path / "kho.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/data.warc.gz", crawl().data)
        packed.writestr("pages/pages.jsonl", listed)
    assert len(expand([str(path)])) == 2


def test_a_folder_of_archives_is_their_pages(tmp_path: Path) -> None:
    crawl().save(tmp_path / "b.warc.gz")
    (tmp_path / "a.html").write_bytes(html("Đò ngang"))
    (tmp_path / "c.warc.gz").write_bytes(b"hong")
    names = [Path(one).name for one in expand([str(tmp_path)])]
    assert [name.partition("#")[0] for name in names] == [
        "a.html", "b.warc.gz", "b.warc.gz", "c.warc.gz",
    ]  # fmt: skip


def test_the_record_is_what_an_archive_keeps_and_proves(tmp_path: Path) -> None:
    source = expand([str(crawl().save(tmp_path / "kho.warc.gz"))])[0]
    page = read(Path(source))
    made = to_pdf(book_of(source), theme.load("book"), profile.load("archive"))
    pdf = tmp_path / "do.pdf"
    pdf.write_bytes(made.data)
    out = {one.name: one for one in extract(pdf, tmp_path / "out")}
    assert page.original is not None
    kept = (tmp_path / "out" / "source.warc").read_bytes()
    assert kept == page.original.data
    assert out["source.warc"].media_type == "application/warc"
    assert is_right(verify(pdf)), verify(pdf)
    # What was taken out is a WARC of its own.
    assert clean(read(tmp_path / "out" / "source.warc")).title == "Đò ngang bến Sỏi"
    assert clean(again([page.original])).body == clean(page).body


def test_each_page_becomes_a_book_by_the_command(tmp_path: Path) -> None:
    crawl().save(tmp_path / "kho.warc.gz")
    told = CliRunner().invoke(
        main,
        ["convert", str(tmp_path / "kho.warc.gz"), "--to", "epub", "-o", str(tmp_path), "--json"],
    )
    done = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]
    assert [record["title"] for record in done] == ["Đò ngang bến Sỏi", "Cầu mới qua sông"]
    assert [record["missing"] for record in done] == [[], []]
    assert len(list(tmp_path.glob("*.epub"))) == 2


# ── what lies ────────────────────────────────────────────────────────────────────────────────


def test_a_record_that_fills_a_disk_is_refused(tmp_path: Path) -> None:
    bomb = b"<p>a</p>" + b" " * (300 * 1024 * 1024)
    path = Archive().add(f"{SITE}/a.html", bomb).save(tmp_path / "kho.warc.gz")
    assert path.stat().st_size < 1_000_000
    with pytest.raises(RefusedError, match="far more than any page"):
        archived.places(str(path))


def test_an_answer_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>a</p>" + b" " * (80 * 1024 * 1024))
    made = Archive().add(f"{SITE}/a.html", bomb, Content_Encoding="gzip")
    (source,) = expand([str(made.save(tmp_path / "kho.warc.gz"))])
    with pytest.raises(RefusedError, match="larger than 64 MB"):
        read(Path(source))


@pytest.mark.parametrize("length", ["99999999999999", "-5", "0", "mot"])
def test_a_record_that_lies_about_its_length_harms_nothing(tmp_path: Path, length: str) -> None:
    data = crawl(packed=False).data
    at = data.index(b"Content-Length: ", data.index(b"do-ngang.html"))
    end = data.index(b"\r\n", at)
    path = tmp_path / "kho.warc"
    path.write_bytes(data[:at] + b"Content-Length: " + length.encode() + data[end:])
    for source in expand([str(path)]):
        try:
            read(Path(source))
        except FormatterError as why:
            assert why.problem  # noqa: PT017  what is damaged is told of


def test_an_archive_cut_short_gives_what_is_whole(tmp_path: Path) -> None:
    data = crawl().data
    path = tmp_path / "kho.warc.gz"
    path.write_bytes(data[: len(data) // 2])
    assert [clean(read(Path(one))).title for one in expand([str(path)])][:1] == ["Đò ngang bến Sỏi"]


@pytest.mark.parametrize("data", [b"", b"hong", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"PK\x03\x04"])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
def test_what_is_no_archive_says_so(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert expand([str(path)]) == (str(path),)
    with pytest.raises(FormatterError):
        read(path)


def test_an_archive_packed_as_one_piece_says_how_to_mend_it(tmp_path: Path) -> None:
    path = tmp_path / "kho.warc.gz"
    path.write_bytes(gzip.compress(crawl(packed=False).data))
    with pytest.raises(UsageError, match="packed as one piece"):
        read(path)


def test_a_place_where_no_record_begins_is_none(tmp_path: Path) -> None:
    path = crawl().save(tmp_path / "kho.warc.gz")
    with pytest.raises(UsageError, match="No record begins at 7"):
        read(Path(f"{path}#7"))
    with pytest.raises(NothingFoundError, match="no page"):
        archived.places(
            str(Archive().add(f"{SITE}/a.js", b"1", "text/javascript").save(tmp_path / "b.warc.gz"))
        )


def test_a_name_in_a_collection_leads_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "kho.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("archive/../../etc/data.warc.gz", crawl().data)
        packed.writestr("data.warc.gz", crawl().data)
    before = sorted(tmp_path.rglob("*"))
    for source in expand([str(path)]):
        assert clean(read(Path(source))).title
    assert sorted(tmp_path.rglob("*")) == before
