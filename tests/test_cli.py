"""The command line: what it prints, the code it ends with, and the records that scripts lean on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from formatter.clean.vocabulary import faults
from formatter.cli import main
from formatter.source import read
from tests.tools.account import unaccounted
from tests.tools.story import ENDING, OPENING, TITLE, page

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
EXAMPLE = ROOT / "examples" / "mua-nuoc-noi.html"
NONE = sorted((CORPUS / "none").iterdir())
RECORD = [
    "source", "status", "title", "outputs", "words", "pages", "confidence", "missing", "uncovered",
    "signs", "notes", "seconds",
]  # fmt: skip
CLEANED = {
    "title", "body", "language", "authors", "published", "modified", "site", "section", "url",
    "confidence", "rule", "images", "used", "removed", "repairs", "blocks", "edits", "doubts",
    "notes", "about",
}  # fmt: skip
NAME = "chuyen-do-cuoi-cung-cua-ben-cay-duong"


def run(*words: str | Path, given: bytes | None = None) -> Result:
    made = CliRunner().invoke(main, [str(word) for word in words], input=given)
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exc_info
    assert "Traceback" not in made.output
    return made


def records(made: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in made.stdout.splitlines()]


def saved(folder: Path, name: str = "bai.html", *, title: str = TITLE, inner: str = "") -> Path:
    place = folder / name
    place.write_text(page(inner).html.replace(TITLE, title), encoding="utf-8")
    return place


def written(folder: Path) -> list[str]:
    return sorted(place.name for place in folder.iterdir()) if folder.is_dir() else []


def assert_told(text: str) -> None:
    """Assert that a message has a problem and a remedy, each a whole sentence."""
    message = text.strip()
    assert message.count(".") >= 2
    assert message.endswith(".")
    assert message[0].isupper() or "/" in message.split()[0] or message.startswith("-")


def test_both_files_without_to(tmp_path: Path) -> None:
    made = run("convert", saved(tmp_path), "-o", tmp_path / "ra")
    assert made.exit_code == 0
    assert written(tmp_path / "ra") == [f"{NAME}.epub", f"{NAME}.pdf"]
    assert made.stdout.splitlines() == [
        str(tmp_path / "ra" / f"{NAME}.epub"),
        str(tmp_path / "ra" / f"{NAME}.pdf"),
    ]
    assert (tmp_path / "ra" / f"{NAME}.pdf").read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(tmp_path / "ra" / f"{NAME}.epub")


def test_a_file_is_named_by_its_date_and_title(tmp_path: Path) -> None:
    run("convert", EXAMPLE, "-o", tmp_path, "--to", "epub")
    assert written(tmp_path) == ["2026-10-11-mua-nuoc-noi-canh-dong-muon-ao-dong-song.epub"]


def test_files_go_where_the_command_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = saved(tmp_path)
    (tmp_path / "day").mkdir()
    monkeypatch.chdir(tmp_path / "day")
    made = run("convert", source, "--to", "epub")
    assert made.stdout == f"{NAME}.epub\n"
    assert written(tmp_path / "day") == [f"{NAME}.epub"]


def test_the_record_of_a_source(tmp_path: Path) -> None:
    made = run("convert", EXAMPLE, "-o", tmp_path, "--json")
    (record,) = records(made)
    assert list(record) == RECORD
    assert record["source"] == str(EXAMPLE)
    assert record["status"] == "done"
    assert record["title"] == "Mùa nước nổi, cánh đồng mượn áo dòng sông"
    assert [output["format"] for output in record["outputs"]] == ["epub", "pdf"]
    for output in record["outputs"]:
        assert list(output) == ["format", "path", "sha256"]
        assert sha256(Path(output["path"]).read_bytes()).hexdigest() == output["sha256"]
    assert record["words"] > 1300
    assert record["pages"] > 4
    assert record["confidence"] > 0.95
    assert (record["missing"], record["uncovered"], record["notes"]) == ([], [], [])
    assert 0 < record["seconds"] < 60


def test_a_missing_picture_is_named_with_its_reason(tmp_path: Path) -> None:
    source = saved(
        tmp_path, inner='<figure><img src="/mat.jpg"><figcaption>Bến.</figcaption></figure>'
    )
    made = run("convert", source, "-o", tmp_path, "--to", "epub", "--json")
    (record,) = records(made)
    (missing,) = record["missing"]
    assert set(missing) == {"id", "address", "reason"}
    assert missing["reason"]
    assert made.exit_code == 0
    said = run("convert", source, "-o", tmp_path, "--to", "epub")
    assert "a picture is missing" in said.stderr


def test_the_record_of_a_failure(tmp_path: Path) -> None:
    made = run("convert", CORPUS / "none" / "empty.html", "-o", tmp_path, "--json")
    (record,) = records(made)
    assert list(record) == [*RECORD, "problem", "remedy"]
    assert (record["status"], record["outputs"]) == ("nothing", [])
    assert made.exit_code == 3
    assert written(tmp_path) == []


@pytest.mark.parametrize("source", NONE, ids=lambda p: p.name)
@pytest.mark.parametrize("verb", ["convert", "clean"])
def test_a_page_without_an_article(verb: str, source: Path, tmp_path: Path) -> None:
    made = run(verb, source, "-o", tmp_path / "ra")
    assert made.exit_code == 3
    assert made.stdout == ""
    assert_told(made.stderr)
    assert verb == "convert" or not (tmp_path / "ra").exists()


UNUSABLE = {
    "empty": (b"", 3, "empty"),
    "white space": (b" \r\n\t\n", 3, "empty"),
    "nul": (b"\0" * 5000, 3, "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, 3, "PNG picture"),
    "pdf": (b"%PDF-1.7\n", 3, "PDF file"),
    "archive": (b"PK\x03\x04" + b"x" * 90, 3, "ZIP archive"),
    "noise": (bytes(range(256)) * 20, 3, "aren't text"),
    "half a gzip": (b"\x1f\x8b\x08" + b"x" * 90, 3, "damaged gzip"),
    "feed": (b'<?xml version="1.0"?><rss version="2.0"></rss>', 3, "feed"),
    "deep": (b"<div>" * 20000, 4, "deep"),
}


@pytest.mark.parametrize("case", UNUSABLE)
@pytest.mark.parametrize("verb", ["convert", "clean"])
def test_what_is_no_page(verb: str, case: str, tmp_path: Path) -> None:
    data, code, said = UNUSABLE[case]
    source = tmp_path / "bai.html"
    source.write_bytes(data)
    made = run(verb, source, "-o", tmp_path / "ra")
    assert (made.exit_code, made.stdout) == (code, "")
    assert said in made.stderr
    assert_told(made.stderr)


def test_a_page_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "lon.html"
    with source.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    made = run("convert", source, "-o", tmp_path / "ra", "--json")
    assert made.exit_code == 4
    assert records(made)[0]["status"] == "refused"


@pytest.mark.parametrize("verb", ["convert", "clean"])
def test_a_file_that_is_not_there(verb: str, tmp_path: Path) -> None:
    made = run(verb, tmp_path / "khong.html", "-o", tmp_path / "ra")
    assert made.exit_code == 2
    assert "khong.html isn't there." in made.stderr
    assert_told(made.stderr)


@pytest.mark.parametrize("form", ["html", "epub", "EPUB", ""])
def test_a_format_that_does_not_exist(form: str, tmp_path: Path) -> None:
    made = run("convert", saved(tmp_path), "-o", tmp_path / "ra", "--to", form)
    if form == "epub":
        assert made.exit_code == 0
        return
    assert made.exit_code == 2
    assert "epub" in made.stderr
    assert "pdf" in made.stderr
    assert_told(made.stderr)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--theme", "khong", "no theme named khong"),
        ("--theme", "/khong/co/", "no theme named /khong/co/"),
        ("--profile", "khong", "no profile named khong"),
        ("--legacy-encoding", "khong", "no encoding called 'khong'"),
    ],
)
def test_a_choice_that_does_not_exist(option: str, value: str, said: str, tmp_path: Path) -> None:
    made = run("convert", saved(tmp_path), "-o", tmp_path / "ra", "--to", "epub", option, value)
    assert (made.exit_code, made.stdout) == (2, "")
    assert said in made.stderr
    assert_told(made.stderr)
    assert written(tmp_path / "ra") == []


def test_a_wrong_choice_is_said_before_any_work(tmp_path: Path) -> None:
    made = run(
        "convert", tmp_path / "khong.html", saved(tmp_path), "-o", tmp_path / "ra", "--theme", "x"
    )
    assert made.exit_code == 2
    assert made.stderr.count("There is no theme named x.") == 1
    assert "isn't there" not in made.stderr


@pytest.mark.parametrize("below", ["", "sau"])
def test_a_folder_that_can_not_be_written_is_said_before_any_work(
    below: str, tmp_path: Path
) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    made = run("convert", tmp_path / "khong.html", "-o", tmp_path / "tep" / below, "--json")
    assert (made.exit_code, made.stdout) == (2, "")
    assert f"{tmp_path / 'tep'}" in made.stderr
    assert "isn't there" not in made.stderr
    assert_told(made.stderr)


def test_no_source_and_no_command() -> None:
    assert run("convert").exit_code == 2
    assert run("bay").exit_code == 2
    assert run("convert", "x.html", "--jobs", "0").exit_code == 2


def test_standard_input_with_its_address(tmp_path: Path) -> None:
    markup = page('<p>Đọc <a href="/so.html">sổ nước</a> của chú Ba.</p>').html
    made = run(
        "convert",
        "-",
        "--url",
        "https://bao.example/a/b",
        "-o",
        tmp_path,
        "--to",
        "epub",
        "--json",
        given=markup.encode(),
    )
    (record,) = records(made)
    assert (record["source"], record["status"]) == ("-", "done")
    told = run("clean", "-", "--url", "https://bao.example/a/b", "--json", given=markup.encode())
    cleaned = json.loads(told.stdout)
    assert cleaned["url"] == "https://bao.example/a/b"
    assert 'href="https://bao.example/so.html"' in cleaned["body"]


@pytest.mark.parametrize("verb", ["convert", "clean"])
def test_nothing_on_standard_input(verb: str, tmp_path: Path) -> None:
    made = run(verb, "-", "-o", tmp_path / "ra", given=b"")
    assert made.exit_code == 3
    assert "empty" in made.stderr


def test_a_folder_is_its_pages_in_natural_order(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        saved(tmp_path, f"bai-{number}.html", title=f"Chuyến đò thứ {number} trong ngày")
    made = run("convert", tmp_path, "-o", tmp_path / "ra", "--to", "epub", "--json")
    assert [record["title"] for record in records(made)] == [
        f"Chuyến đò thứ {number} trong ngày" for number in (1, 2, 10)
    ]
    assert made.exit_code == 0


def test_two_sources_of_one_title(tmp_path: Path) -> None:
    first, second = (
        saved(tmp_path, "a.html"),
        saved(tmp_path, "b.html", inner="<p>Rồi chú ngủ.</p>"),
    )
    made = run("convert", first, second, first, "-o", tmp_path / "ra", "--to", "epub")
    assert written(tmp_path / "ra") == [f"{NAME}-2.epub", f"{NAME}-3.epub", f"{NAME}.epub"]
    assert made.stdout.splitlines() == [
        str(tmp_path / "ra" / f"{NAME}{end}.epub") for end in ("", "-2", "-3")
    ]


def test_one_bad_page_stops_nothing(tmp_path: Path) -> None:
    good, other = saved(tmp_path), saved(tmp_path, "khac.html", title="Ngày đò nghỉ bến Cây Dương")
    bad = CORPUS / "none" / "login-wall.html"
    gone = tmp_path / "khong.html"
    made = run("convert", bad, good, gone, other, "-o", tmp_path / "ra", "--to", "epub", "--json")
    assert [record["status"] for record in records(made)] == ["nothing", "done", "failed", "done"]
    assert made.exit_code == 1
    assert len(written(tmp_path / "ra")) == 2


def test_a_source_that_is_there_and_no_file_stops_nothing(tmp_path: Path) -> None:
    pipe = tmp_path / "ong.html"
    os.mkfifo(pipe)
    made = run("convert", pipe, saved(tmp_path), "-o", tmp_path / "ra", "--to", "epub", "--json")
    assert [record["status"] for record in records(made)] == ["failed", "done"]
    assert made.exit_code == 1


def test_articles_that_may_be_wrong_are_listed(tmp_path: Path) -> None:
    beside = f"<section><div><p>{'Lời ngoài lề của sông. ' * 60}</p></div></section>"
    for number in range(3):
        saved(tmp_path, f"{number}.html", title=f"Chuyến đò số {number}")
    doubtful = saved(tmp_path, "3.html")
    doubtful.write_text(
        doubtful.read_text(encoding="utf-8").replace("</article>", f"{beside}</article>"),
        encoding="utf-8",
    )
    made = run("convert", tmp_path, "--to", "epub", "-o", tmp_path / "ra")
    assert made.exit_code == 0
    *_, told, listed = made.stderr.splitlines()
    assert told == "1 of 4 articles should be looked at:"
    assert listed.strip().endswith(f"\t{doubtful}")
    assert f"{doubtful}: The article may be wrong or not whole (0." in made.stderr
    alone = run("convert", doubtful, "--to", "epub", "--json", "-o", tmp_path / "ra")
    (record,) = records(alone)
    assert record["confidence"] < 0.8
    assert record["notes"][0].startswith("The article may be wrong")


def test_strict_fails_where_a_letter_has_no_font(tmp_path: Path) -> None:
    source = saved(tmp_path, inner="<p>Chữ lạ trên vách: 𒀀.</p>")
    loose = run("convert", source, "-o", tmp_path / "ra", "--to", "pdf", "--json")
    assert (loose.exit_code, records(loose)[0]["uncovered"]) == (0, ["𒀀"])
    strict = run("convert", source, "-o", tmp_path / "ra", "--to", "pdf", "--json", "--strict")
    assert strict.exit_code == 1
    assert records(strict)[0]["status"] == "failed"


def test_an_article_as_xhtml() -> None:
    made = run("clean", EXAMPLE)
    assert made.exit_code == 0
    assert made.stdout.startswith(
        '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="vi">'
    )
    assert "<h1>Mùa nước nổi, cánh đồng mượn áo dòng sông</h1>" in made.stdout


def test_an_article_with_its_account(tmp_path: Path) -> None:
    inner = (
        '<div class="share">Chia sẻ</div><figure><img src="/a.jpg" alt="Bến"></figure>'
        "<p>Ba\u0323n đò.</p>"
    )
    made = run("clean", saved(tmp_path, inner=inner), "--url", "https://bao.example/x", "--json")
    told = json.loads(made.stdout)
    assert set(told) == CLEANED
    assert list(faults(told["body"])) == []
    assert [set(image) for image in told["images"]] == [{"id", "url", "alt"}]
    assert {frozenset(use) for use in told["used"]} == {frozenset(("field", "text"))}
    assert [set(gone) for gone in told["removed"]] == [{"step", "rule", "reason", "text"}]
    assert [set(one) for one in told["repairs"]] == [{"kind", "count", "sample"}]
    assert isinstance(told["authors"], list)


def test_an_article_into_a_file(tmp_path: Path) -> None:
    made = run("clean", saved(tmp_path), "-o", tmp_path / "ra.html")
    assert (made.exit_code, made.stdout) == (0, "")
    text = (tmp_path / "ra.html").read_text(encoding="utf-8")
    assert text.endswith("</html>\n")
    assert OPENING in text
    assert ENDING in text
    assert written(tmp_path) == ["bai.html", "ra.html"]


def test_a_file_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    for place in (tmp_path / "tep" / "ra.html", tmp_path / "khong" / "co" / "ra.html"):
        made = run("clean", saved(tmp_path), "-o", place)
        assert made.exit_code == 2
        assert str(place.parent) in made.stderr
        assert_told(made.stderr)


def test_a_page_cut_in_the_midst() -> None:
    data = EXAMPLE.read_bytes()
    for share in (0.35, 0.6, 0.9):
        cut = data[: int(len(data) * share)]
        made = run("clean", "-", "--json", given=cut)
        if made.exit_code:
            assert made.exit_code == 3
            continue
        told = json.loads(made.stdout)
        assert list(faults(told["body"])) == []
        assert "Bốn giờ rưỡi sáng" in told["body"]


def test_nul_bytes_in_a_page() -> None:
    made = run("clean", "-", "--json", given=page("<p>Ghe\0 bầu\0.</p>").html.encode() + b"\0" * 9)
    assert "<p>Ghe bầu.</p>" in json.loads(made.stdout)["body"]


def test_five_megabytes_of_one_paragraph() -> None:
    words = "Con nước lớn rồi con nước ròng, ghe đi rồi ghe lại về. "
    markup = (
        f"<title>{TITLE}</title><h1>{TITLE}</h1><p>{words * (5_000_000 // len(words.encode()))}</p>"
    )
    assert len(markup.encode()) > 4_900_000
    made = run("clean", "-", "--json", given=markup.encode())
    assert made.exit_code == 0
    body = json.loads(made.stdout)["body"]
    assert body.count("Con nước lớn") == markup.count("Con nước lớn")


def test_five_thousand_boxes_in_each_other(tmp_path: Path) -> None:
    source = tmp_path / "sau.html"
    inner = f"{OPENING}{ENDING}"
    source.write_text(
        f"<title>{TITLE}</title><h1>{TITLE}</h1>{'<div>' * 5000}{inner}{'</div>' * 5000}",
        encoding="utf-8",
    )
    made = run("convert", source, "-o", tmp_path / "ra", "--json")
    (record,) = records(made)
    assert record["status"] == "done"
    assert record["words"] > 80


def test_themes_fonts_and_doctor() -> None:
    themes = run("themes")
    assert (themes.exit_code, [line.split("\t")[0] for line in themes.stdout.splitlines()]) == (
        0,
        ["book", "e-ink", "large-print", "magazine", "newspaper"],
    )
    fonts = run("fonts")
    assert fonts.exit_code == 0
    assert fonts.stdout.count("SIL Open Font License") == 6
    doctor = run("doctor")
    assert doctor.exit_code == 0
    assert doctor.stdout.count("ready") == 3


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("formatter, version ")
    assert "convert" in run("-h").stdout
    assert "--legacy-encoding" in run("convert", "--help").stdout


def test_as_a_module_with_pipes(tmp_path: Path) -> None:
    """The command as a script starts it: records on standard output, nothing else there."""
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "formatter",
            "convert",
            "-",
            "--to",
            "epub",
            "--json",
            "-o",
            str(tmp_path),
        ],
        input=page().html.encode(),
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert (told.returncode, told.stderr) == (0, b"")
    assert json.loads(told.stdout)["status"] == "done"
    assert written(tmp_path) == [f"{NAME}.epub"]


def test_a_reader_that_stops_reading_is_no_fault(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "formatter", "clean", str(EXAMPLE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_the_account_of_the_command_is_whole() -> None:
    told = json.loads(run("clean", EXAMPLE, "--json").stdout)
    texts = [entry["text"] for entry in (*told["used"], *told["removed"])]
    assert unaccounted([read(EXAMPLE).html], told["body"], texts) == {}


def test_letters_outside_ascii_are_written_as_they_are() -> None:
    assert "Mùa nước nổi" in run("clean", EXAMPLE, "--json").stdout


def test_the_account_as_a_page(tmp_path: Path) -> None:
    made = run("clean", EXAMPLE, "--explain", tmp_path / "ke.html")
    assert made.exit_code == 0
    assert made.stdout == f"{tmp_path / 'ke.html'}\n"
    text = (tmp_path / "ke.html").read_text(encoding="utf-8")
    assert "Mùa nước nổi, cánh đồng mượn áo dòng sông" in text
    assert "Nothing is lost in silence" in text
    assert f'page = "{sha256(EXAMPLE.read_bytes()).hexdigest()}"' in text


def test_the_account_as_a_page_beside_the_article(tmp_path: Path) -> None:
    made = run("clean", EXAMPLE, "--explain", tmp_path / "ke.html", "--json")
    assert set(json.loads(made.stdout)) == CLEANED
    run("clean", EXAMPLE, "--explain", tmp_path / "hai.html", "-o", tmp_path / "bai.xhtml")
    assert written(tmp_path) == ["bai.xhtml", "hai.html", "ke.html"]
    refused = run("clean", EXAMPLE, "--explain", tmp_path / "không" / "ke.html")
    assert refused.exit_code == 2
    assert_told(refused.stderr)
    assert "--explain" in refused.stderr


def test_blocks_in_the_page_s_order(tmp_path: Path) -> None:
    made = json.loads(run("clean", saved(tmp_path), "--json").stdout)
    blocks = made["blocks"]
    assert [block["text"] for block in blocks if block["kind"] == "removed"] == [
        gone["text"] for gone in sorted(made["removed"], key=lambda gone: gone["text"] != "")
    ]
    kinds = {block["kind"] for block in blocks}
    assert {"kept", "used"} <= kinds <= {"kept", "moved", "used", "removed"}
    assert all(isinstance(block["number"], int) for block in blocks)


RELATED = '<div class="related"><p>Đọc thêm: <a href="/x.html">Chợ nổi một sớm mưa</a></p></div>'


@pytest.mark.parametrize("verb", ["clean", "convert"])
@pytest.mark.parametrize("where", ["beside", "given"])
def test_the_edits_of_a_page(verb: str, where: str, tmp_path: Path) -> None:
    source = saved(tmp_path, inner=RELATED)
    assert "Chợ nổi một sớm" not in run("clean", source).stdout
    place = tmp_path / ("bai.edit.toml" if where == "beside" else "khác.toml")
    place.write_text('keep = ["một sớm mưa"]\ndrop = ["không ở đâu"]\n', encoding="utf-8")
    flags = [] if where == "beside" else ["--edits", str(place)]
    told = f"{place.name}, line 2: drop “không ở đâu” did nothing"
    if verb == "clean":
        made = run("clean", source, "--json", *flags)
        record = json.loads(made.stdout)
        assert "Chợ nổi một sớm mưa" in record["body"]
        (edit,) = record["edits"]
        assert (edit["action"], edit["asked"]) == ("keep", "một sớm mưa")
        moved = [block["number"] for block in record["blocks"] if block["kind"] == "moved"]
        assert edit["block"] in moved
        assert told in record["notes"][0]
    else:
        made = run("convert", source, "-o", tmp_path / "ra", "--to", "epub", *flags)
        with zipfile.ZipFile(tmp_path / "ra" / f"{NAME}.epub") as book:
            text = b"".join(book.read(name) for name in book.namelist() if name.endswith("html"))
        # Its last two words are kept on one line there.
        assert "Chợ nổi một sớm mưa" in text.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert made.exit_code == 0
    assert told in made.stderr


def test_edits_that_can_t_be_used(tmp_path: Path) -> None:
    source = saved(tmp_path)
    (tmp_path / "bai.edit.toml").write_text("kep = [1]\n")
    for verb, code in (("clean", 2), ("convert", 2)):
        made = run(verb, source, "-o", tmp_path / "ra")
        assert made.exit_code == code
        assert "line 1: there is no key kep" in made.stderr
        assert_told(made.stderr)
    (tmp_path / "bai.edit.toml").write_text(f'page = "{"0" * 64}"\ndrop = [5]\n')
    made = run("clean", source)
    assert made.exit_code == 2
    assert "bai.edit.toml, line 2 names block 5" in made.stderr


def test_edits_are_for_one_page(tmp_path: Path) -> None:
    one, two = saved(tmp_path), saved(tmp_path, "hai.html")
    (tmp_path / "x.toml").write_text("drop = [5]\n")
    made = run("convert", one, two, "--edits", tmp_path / "x.toml", "-o", tmp_path / "ra")
    assert made.exit_code == 2
    assert "are for one page, and there are 2" in made.stderr
    assert written(tmp_path / "ra") == []


@pytest.mark.parametrize("words", [("records", EXAMPLE), ("clean", EXAMPLE)], ids=lambda w: w[0])
def test_a_reader_who_stops_a_command_is_told(
    words: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("formatter.intake.page_of", stop)
    made = run(*words)
    assert (made.exit_code, made.stdout) == (130, "")
    assert made.stderr.strip() == "Stopped. The files that are written are whole."
