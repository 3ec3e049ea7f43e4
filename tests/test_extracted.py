from __future__ import annotations

import gzip
import io
import json
import os
import plistlib
import subprocess
import sys
import zlib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from formatter import sites
from formatter.article import Article, Edits, Page
from formatter.clean.clean import clean
from formatter.cli import main
from formatter.convert import convert
from formatter.edits import read_edits
from formatter.errors import NothingFoundError, RefusedError, UsageError
from formatter.extracted import extract, wrong
from formatter.fetch import Fetched
from formatter.source import again, read
from formatter.text.repair import Mending
from formatter.verify import is_right, verify
from tests.tools.kept import FLOOD, MARKET, ROOT, archive, bound, printed

CORPUS = ROOT / "tests" / "corpus"
ADDRESS = "https://baononcao.example/cho-phien"
STORY = MARKET.read_bytes()
SHORT = (CORPUS / "poem.html").read_bytes()


def mhtml() -> bytes:
    page = SHORT.replace(b"\n", b"\r\n")
    return (
        (
            f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {ADDRESS}\r\n"
            "Date: Mon, 12 Oct 2026 01:20:00 -0000\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\n'
            f"Content-Type: text/html; charset=utf-8\r\nContent-Location: {ADDRESS}\r\n"
            "Content-Transfer-Encoding: binary\r\n\r\n"
        ).encode()
        + page
        + b"\r\n------b--\r\n"
    )


def webarchive() -> bytes:
    main_page = {
        "WebResourceData": SHORT,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": ADDRESS,
    }
    return plistlib.dumps({"WebMainResource": main_page}, fmt=plistlib.FMT_BINARY)


KINDS = {
    "bai-tho.html": (SHORT, "source.html", "text/html"),
    "bai-tho.xhtml": (SHORT, "source.xhtml", "application/xhtml+xml"),
    "bai-tho.html.gz": (gzip.compress(SHORT, mtime=0), "source.html.gz", "application/gzip"),
    "bai-tho.mhtml": (mhtml(), "source.mhtml", "multipart/related"),
    "bai-tho.webarchive": (webarchive(), "source.webarchive", "application/x-webarchive"),
    "chep.txt": (next(CORPUS.glob("*.txt")).read_bytes(), "source.txt", "text/plain"),
    "mot-dong.html": (SHORT.replace(b"\n", b" "), "source.html", "text/html"),
    "cu.html": ((CORPUS / "windows-1258.html").read_bytes(), "source.html", "text/html"),
    "rong.html": ((CORPUS / "utf-16.html").read_bytes(), "source.html", "text/html"),
}


def written(folder: Path, data: bytes, name: str = "bai.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def proved(article: Article, folder: Path) -> Path:
    """Return the archive's PDF of an article, which proves itself right."""
    path = written(folder, printed(bound(article)))
    found = verify(path)
    assert is_right(found), found
    assert "article" in {one.check for one in found if one.verdict == "right"}
    return path


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_source_comes_out_as_it_was_read(name: str, tmp_path: Path) -> None:
    data, inside, media_type = KINDS[name]
    source = written(tmp_path, data, name)
    os.utime(source, (1_790_000_000, 1_790_000_000))
    page = read(source)
    assert page.original is not None
    assert (page.original.data, page.original.name) == (data, name)
    assert (page.original.media_type, page.original.sha256) == (media_type, page.sha256)
    pdf = proved(clean(page), tmp_path)
    found = {one.name: one for one in extract(pdf, tmp_path / "out")}
    assert set(found) == {inside, "article.xhtml", "account.json"}
    out = (tmp_path / "out" / inside).read_bytes()
    assert sha256(out).hexdigest() == sha256(source.read_bytes()).hexdigest()
    assert found[inside].sha256 == sha256(data).hexdigest()
    assert (found[inside].media_type, found[inside].relationship) == (media_type, "Source")
    assert found["article.xhtml"].relationship == "Alternative"
    assert found["account.json"].relationship == "Data"
    assert all(one.dated and not one.unsound for one in found.values())


def test_an_article_of_several_pages_holds_them_all(tmp_path: Path) -> None:
    parts = [CORPUS / f"nhieu-trang{end}.html" for end in ("", "-p2", "-p3")]
    pdf = proved(clean(read(parts[0])), tmp_path)
    extract(pdf, tmp_path / "out")
    names = ["source.html", "source-2.html", "source-3.html"]
    assert [(tmp_path / "out" / name).read_bytes() for name in names] == [
        part.read_bytes() for part in parts
    ]


def test_a_fetched_page_says_what_was_asked_and_what_came(tmp_path: Path) -> None:
    def fetch(_: str) -> Fetched:
        return Fetched(data=STORY, url=ADDRESS, charset="utf-8", time="2026-10-12T01:20:00Z")

    asked = "https://baononcao.example/c"
    pdf = proved(clean(read(asked, fetch=fetch)), tmp_path)
    extract(pdf, tmp_path / "out")
    (said,) = json.loads((tmp_path / "out" / "account.json").read_bytes())["sources"]
    assert (said["asked"], said["url"], said["charset"]) == (asked, ADDRESS, "utf-8")
    assert said["captured"] == {"time": "2026-10-12T01:20:00Z", "basis": "observed"}


def test_a_rule_and_edits_that_were_followed_go_along(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    markup = STORY.decode()
    own = 'version = 4\nmarks = ["non-cao"]\nbody = ["body"]\n'
    assert "non-cao" in markup
    (rules / "noncao.toml").write_text(own)
    listed = tmp_path / "cho-phien.edit.toml"
    listed.write_text('drop = ["Sáu ngày núi im"]\n', encoding="utf-8")
    edits = read_edits(listed)
    mending = Mending(smart=True, tones="new", legacy="auto")
    article = clean(read(MARKET), rules=sites.rules(rules), edits=edits, mending=mending)
    assert article.rule == "noncao 4"
    assert article.edits
    pdf = proved(article, tmp_path)
    extract(pdf, tmp_path / "out")
    assert (tmp_path / "out" / "rule.toml").read_text() == own
    assert (tmp_path / "out" / "edits.toml").read_bytes() == listed.read_bytes()
    said = json.loads((tmp_path / "out" / "account.json").read_bytes())
    assert said["wanted"] == {"smart": True, "tones": "new", "legacy": "auto"}
    assert [one["name"] for one in said["papers"]] == ["noncao.toml", "cho-phien.edit.toml"]


def test_edits_without_a_file_are_followed_again(tmp_path: Path) -> None:
    article = clean(read(MARKET), edits=Edits(drop=("Sáu ngày núi im",)))
    assert article.edits
    assert article.source.papers == ()
    proved(article, tmp_path)


def test_a_page_given_as_text_has_no_source(tmp_path: Path) -> None:
    article = clean(Page(html=STORY.decode()))
    path = written(tmp_path, printed(bound(article)))
    found = verify(path)
    assert is_right(found)
    assert "No page of" in next(one.said for one in found if one.check == "article")
    assert {one.name for one in extract(path)} == {"article.xhtml", "account.json"}


def test_a_page_is_read_again_from_what_is_kept_and_nothing_else(tmp_path: Path) -> None:
    page = read(CORPUS / "nhieu-trang.html")
    originals = [one.original for one in (page, *page.sequels) if one.original]
    other = again([replace(one, name=f"../{one.name}") for one in originals])
    assert other.html == page.html
    assert [one.html for one in other.sequels] == [one.html for one in page.sequels]
    assert other.resources.folder is None
    assert tmp_path.exists()


def test_a_book_has_each_article_apart(tmp_path: Path) -> None:
    found = extract(written(tmp_path, archive(MARKET, FLOOD)), tmp_path / "out")
    assert [one.name for one in found] == [
        f"0{number}-{what}"
        for number in (1, 2)
        for what in ("account.json", "article.xhtml", "source.html")
    ]
    assert (tmp_path / "out" / "02-source.html").read_bytes() == FLOOD.read_bytes()


def test_only_an_archive_keeps_what_was_read(tmp_path: Path) -> None:
    plain = written(tmp_path, printed(bound(clean(read(MARKET))), "generic"))
    with pytest.raises(NothingFoundError, match="holds no files") as why:
        extract(plain)
    assert "--profile archive" in why.value.remedy


def test_a_bound_book_of_the_command_keeps_them_too(tmp_path: Path) -> None:
    words = [str(MARKET), str(FLOOD), "--bind", "Hai bài", "--to", "pdf", "-o", str(tmp_path)]
    done = CliRunner().invoke(main, ["convert", *words, "--profile", "archive"])
    assert done.exit_code == 0, done.stderr
    pdf = tmp_path / "hai-bai.pdf"
    assert is_right(verify(pdf))
    extract(pdf, tmp_path / "out")
    assert (tmp_path / "out" / "01-source.html").read_bytes() == STORY
    assert not list(tmp_path.glob(".formatter-*"))


@pytest.mark.parametrize(("profile", "kept"), [("generic", 0), ("archive", 1)])
def test_bytes_are_held_only_where_they_are_wanted(profile: str, kept: int) -> None:
    made = convert(MARKET, formats=["epub"], profile=profile)
    assert len(made.article.source.originals) == kept
    assert made.article.source.sha256 == sha256(STORY).hexdigest()


def test_nothing_is_written_over_in_silence(tmp_path: Path) -> None:
    pdf = written(tmp_path, archive(MARKET))
    out = tmp_path / "out"
    extract(pdf, out)
    extract(pdf, out)
    (out / "source.html").write_bytes(b"mine")
    (out / "account.json").unlink()
    with pytest.raises(UsageError, match=r"source\.html is there already"):
        extract(pdf, out)
    assert (out / "source.html").read_bytes() == b"mine"
    assert not (out / "account.json").exists()
    extract(pdf, out, over=True)
    assert (out / "source.html").read_bytes() == STORY


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    pdf, out, aim = written(tmp_path, archive(MARKET)), tmp_path / "out", tmp_path / "aim"
    out.mkdir()
    (out / "source.html").symlink_to(aim)
    with pytest.raises(UsageError, match="is there already"):
        extract(pdf, out)
    extract(pdf, out, over=True)
    assert not aim.exists()
    assert not (out / "source.html").is_symlink()


def holding(files: dict[str, bytes]) -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for name, data in files.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../evil.html", "its name is a path"),
        ("/etc/evil", "its name is a path"),
        ("..\\evil", "its name is a path"),
        ("C:evil.html", "its name is a path"),
        ("a/b", "its name is a path"),
        ("..", "it has no name"),
        (" ", "it has no name"),
        (".bashrc", "its name begins or ends with a sign that hides it"),
        ("-rf", "its name begins or ends with a sign that hides it"),
        ("evil.html.", "its name begins or ends with a sign that hides it"),
        ("ev\x07il", "its name holds signs that can't be seen"),
        ("ev\u202elmth.il", "its name holds signs that can't be seen"),
        ("nul.html", "its name isn't one on every system"),
        ("a?.html", "its name isn't one on every system"),
        ("ă" * 120, "its name is too long"),
    ],
)
def test_a_name_that_is_no_plain_name_is_refused(name: str, why: str, tmp_path: Path) -> None:
    pdf = written(tmp_path, holding({name: b"no", "good.txt": b"yes"}))
    before = {path for path in tmp_path.parent.rglob("*") if path.is_file()}
    out = tmp_path / "deep" / "out"
    found = {one.name: one for one in extract(pdf, out)}
    assert found[name].refused == why
    after = {path for path in tmp_path.parent.rglob("*") if path.is_file()}
    assert after - before == {out / "good.txt"}
    done = CliRunner().invoke(main, ["extract", str(pdf), "-o", str(out)])
    assert done.exit_code == 1
    assert f"isn't written: {why}." in done.stderr


@given(st.text())
def test_what_is_no_wrong_name_is_a_plain_one(name: str) -> None:
    if not wrong(name):
        assert Path(name).name == name
        assert Path("out", name).parent == Path("out")


def test_names_of_one_file_on_another_system_are_refused(tmp_path: Path) -> None:
    found = extract(written(tmp_path, holding({"a.txt": b"1", "A.TXT": b"2"})), tmp_path / "out")
    assert [one.refused for one in found] == ["", "another file has the same name"]


def test_the_command_lists_writes_and_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = written(tmp_path, archive(MARKET), "cho.pdf")
    monkeypatch.chdir(tmp_path)
    listed = CliRunner().invoke(main, ["extract", "cho.pdf", "--list"])
    assert listed.exit_code == 0
    row = f"source.html\tas read\ttext/html\t{len(STORY)}\t{sha256(STORY).hexdigest()}"
    assert row in listed.stdout.splitlines()
    assert not (tmp_path / "cho").exists()
    done = CliRunner().invoke(main, ["extract", str(pdf), "--json"])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (tmp_path / told["files"][-1]["path"]).read_bytes() == STORY
    assert told["files"][-1]["sha256"] == sha256(STORY).hexdigest()


def test_what_is_no_pdf_or_locked_or_damaged_is_told(tmp_path: Path) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(archive(MARKET))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="chủ", user="khách"))
    for data, said in (
        (b"<html>", "is no PDF"),
        (b"", "is no PDF"),
        (b"%PDF-1.7\nnothing", "is damaged"),
        (locked.getvalue(), "is locked with a password"),
    ):
        with pytest.raises(UsageError, match=said) as why:
            extract(written(tmp_path, data))
        assert why.value.remedy


def test_a_file_whose_bytes_were_changed_says_so(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(archive(MARKET))) as pdf:
        held = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)
        held["source.html"].EF.F.write(b"other")
        out = io.BytesIO()
        pdf.save(out)
    pdf_file = written(tmp_path, out.getvalue())
    assert {one.name for one in extract(pdf_file) if one.unsound} == {"source.html"}
    done = CliRunner().invoke(main, ["extract", str(pdf_file), "-o", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "isn't what its checksum in the PDF is of" in done.stderr


def bomb(*, times: int) -> bytes:
    """Return a PDF whose attachment unpacks to some hundred megabytes, `times` over."""
    data = zlib.compress(bytes(300_000_000), 1)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["big.bin"] = b"x"
        names = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)
        stream = names["big.bin"].EF.F
        stream.write(data, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * times))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_unpacks_to_a_flood_is_refused_in_bounded_memory(
    times: int, tmp_path: Path
) -> None:
    path = written(tmp_path, bomb(times=times))
    program = (
        "import sys; from pathlib import Path\n"
        "from formatter.errors import FormatterError\n"
        "from formatter.extracted import extract\n"
        "try: extract(Path(sys.argv[1]))\n"
        "except FormatterError as why: print(why.problem)\n"
        # The process's own most; what getrusage tells includes the one that started it.
        "most = Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]\n"
        "print(int(most) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=60,
    )  # fmt: skip
    said, used = done.stdout.splitlines()
    assert "can't be unpacked: it is damaged, or larger than any file of ours" in said
    assert int(used) < 700


def test_a_list_of_files_that_goes_round_ends(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        tree = pdf.make_indirect(pikepdf.Dictionary())
        tree.Kids = pikepdf.Array([tree])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=tree)
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises((NothingFoundError, UsageError)):
        extract(written(tmp_path, out.getvalue()))


def test_a_packing_without_bounds_is_refused(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["big.bin"] = b"x"
        held = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)["big.bin"]
        held.EF.F.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=pikepdf.Name.LZWDecode)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
    with pytest.raises((RefusedError, UsageError), match="LZW"):
        extract(written(tmp_path, out.getvalue()))
