"""The line of an issue: its files, what is lost with a page, and what its lock says."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image as Pixels

from formatter import issued, press
from formatter.article import Book, Rendering
from formatter.batch import Order
from formatter.errors import FormatterError, RefusedError, UsageError
from formatter.issued import Pressing
from formatter.layout import Fault, Layout
from formatter.pagination import COVER, Break, Pagination
from formatter.press.order import Order as PressOrder
from formatter.records import Record
from tests.tools.epubcheck import grave
from tests.tools.story import TITLE, URL, page

EPUB = ("epub",)


def saved(folder: Path, name: str, title: str, inner: str = "") -> None:
    head = f'<link rel="canonical" href="{URL.replace("chuyen-do-cuoi", name)}">'
    text = page(inner, head=head).html.replace(TITLE, title)
    (folder / f"{name}.html").write_text(text, encoding="utf-8")


ISSUE = """\
[issue]
title = "Cửa Sông"
number = 47
date = 2026-11-22
editors = ["Lê Thu"]
publisher = "Thư viện huyện"
licence = "CC BY 4.0"
theme = "newspaper"
[cover]
image = "bia.png"
[masthead]
image = "bia.png"
[index]
people = ["chú Ba Đò"]
sources = true
[colophon]
lines = { "Trình bày" = "Trần Nam" }
[[section]]
title = "Bến"
color = "#0f5c66"
[[section.article]]
source = "mot.html"
kicker = "Ký sự"
standfirst = "Ba đời một bến."
pull_quotes = ["sông còn thì chèo"]
credit = "Theo báo"
[[section.article]]
source = "hai.html"
cut = { until = "Cây cầu mới" }
note = "Bài lược."
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    saved(tmp_path, "mot", "Bến đò")
    saved(tmp_path, "hai", "Chợ sớm", '<figure><img src="hai_files/anh.png" alt="chợ"></figure>')
    (tmp_path / "hai_files").mkdir()
    for name in ("bia.png", "hai_files/anh.png"):
        Pixels.new("RGB", (800, 1000), "#336699").save(tmp_path / name)
    path = tmp_path / "so.toml"
    path.write_text(ISSUE, encoding="utf-8")
    return path


def made(
    path: Path, formats: tuple[str, ...] = EPUB, *, jobs: int = 1, locked: bool = False
) -> Record:
    order = Order(folder=path.parent / "out", formats=formats, theme="", profile="")
    return issued.run(path, order, Pressing(locked=locked), jobs=jobs).record


def faultless(path: Path) -> bool:
    return not any(grave({"so": path.read_bytes()}).values())


def read(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(f"EPUB/{name}").decode()


def test_an_issue_as_epub(issue: Path) -> None:
    record = made(issue)
    (output,) = record.outputs
    path = Path(output["path"])
    assert path.name == "47-2026-11-22-cua-song.epub"
    assert output["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert (record.status, record.title, record.exit_code) == ("done", "Cửa Sông", 0)
    assert record.words > 100
    assert faultless(path)
    package = read(path, "content.opf")
    assert "<dc:title>Cửa Sông · Số 47</dc:title>" in package
    assert '<dc:creator id="editor-1">Lê Thu</dc:creator>' in package
    assert 'refines="#editor-1" scheme="marc:relators">edt' in package
    assert "<dc:publisher>Thư viện huyện</dc:publisher>" in package
    assert "<dc:rights>CC BY 4.0</dc:rights>" in package
    assert "<dc:subject>Bến</dc:subject>" in package
    title = read(path, "title.xhtml")
    assert 'alt="Cửa Sông"/></h1>' in title
    assert "Số 47 · Chủ Nhật, ngày 22 tháng 11 năm 2026" in title
    assert 'style="border-top-color: #0f5c66"' in read(path, "section-01.xhtml")
    one, two = read(path, "article-001.xhtml"), read(path, "article-002.xhtml")
    assert '<p class="kicker">Ký\N{NO-BREAK SPACE}sự</p>' in one
    assert '<p class="lead">Ba đời' in one
    assert 'role="doc-pullquote"' in one
    assert '<p class="under">Theo báo</p>' in one
    assert "Cây cầu mới" in one
    assert "Cây cầu mới" not in two
    assert "Đọc tiếp tại <a href=" in two
    assert '<aside class="note"><p>Bài lược.</p></aside>' in two
    names = read(path, "index.xhtml")
    assert '<span class="name">chú Ba Đò</span> <a href="article-001.xhtml">Bến đò</a>' in names
    assert "Trần Nam" in read(path, "colophon.xhtml")
    nav = read(path, "nav.xhtml")
    assert nav.index("index.xhtml") < nav.index("colophon.xhtml")
    with (
        zipfile.ZipFile(path) as book,
        book.open("EPUB/images/cover.jpg") as file,
        Pixels.open(file) as cover,
    ):
        assert cover.size == (1200, 1600)
        # The picture of [cover] stands on it.
        blue = sum(one for one, colour in cover.getcolors(1 << 24) or () if is_blue(colour))
    assert blue > 100_000


def is_blue(colour: object) -> bool:
    return isinstance(colour, tuple) and abs(colour[0] - 0x33) + abs(colour[2] - 0x99) < 12


def test_the_same_bytes_whatever_the_workers(issue: Path) -> None:
    first = made(issue)
    again = made(issue, jobs=2)
    assert [one["sha256"] for one in first.outputs] == [one["sha256"] for one in again.outputs]


def test_a_page_that_is_none_is_left_out_and_named(issue: Path) -> None:
    (issue.parent / "hai.html").write_text("", encoding="utf-8")
    record = made(issue)
    assert (record.status, record.exit_code) == ("failed", 1)
    assert "so.toml, line 27: hai.html isn't in the issue." in record.problem
    assert record.remedy
    path = Path(record.outputs[0]["path"])
    assert faultless(path)
    with zipfile.ZipFile(path) as book:
        assert "EPUB/article-002.xhtml" not in book.namelist()
    (issue.parent / "mot.html").write_text("", encoding="utf-8")
    record = made(issue)
    assert (record.status, record.exit_code, record.outputs) == ("nothing", 3, ())


def test_what_an_issue_says_of_its_pieces_in_error_is_told_of_all(issue: Path) -> None:
    text = ISSUE.replace("sông còn thì", "sông hết thì").replace("Cây cầu mới", "Cầu vồng")
    issue.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        made(issue)
    assert "so.toml, line 25: The piece nowhere says “sông hết thì chèo”" in raised.value.problem
    assert "line 29: The piece nowhere says “Cầu vồng”" in raised.value.remedy
    issue.write_text(ISSUE + "drop = [900]\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"so\.toml, line 31: drop 900 did nothing"):
        made(issue)


def test_a_lock_tells_what_changed(issue: Path) -> None:
    assert not any("approval" in note for note in made(issue).notes)
    with pytest.raises(RefusedError, match="never approved") as raised:
        made(issue, locked=True)
    assert raised.value.exit_code == 4
    order = Order(folder=issue.parent)
    place, changes = issued.lock(issue, order)
    assert (place, changes) == (issue.with_suffix(".lock"), ())
    assert made(issue, locked=True).notes == ()
    saved(issue.parent, "hai", "Chợ muộn")
    issue.write_text(f"# một dòng\n{ISSUE}".replace("Ký sự", "Phóng sự"), encoding="utf-8")
    notes = made(issue).notes
    both = "its page is another one; what cleaning makes of its page is another article"
    assert notes == (
        "mot.html (line 22) changed since approval: the issue file says something else of it.",
        f"hai.html (line 28) changed since approval: {both}.",
    )
    with pytest.raises(RefusedError) as raised:
        made(issue, locked=True)
    assert raised.value.problem == " ".join(notes)
    assert f"formatter digest lock {issue}" in raised.value.remedy
    assert list((issue.parent / "out").glob("*.pdf")) == []
    assert len(issued.lock(issue, order)[1]) == 2
    assert made(issue, locked=True).status == "done"


def test_what_cannot_be_had_cannot_be_approved(issue: Path) -> None:
    order = Order(folder=issue.parent)
    issued.lock(issue, order)
    (issue.parent / "hai.html").write_text("", encoding="utf-8")
    with pytest.raises(FormatterError, match=r"line 27: hai\.html can't be approved"):
        issued.lock(issue, order)
    with pytest.raises(RefusedError, match="can't be had"):
        made(issue, locked=True)
    assert not any("approval" in note for note in made(issue).notes)


class Printer:
    """In the place of the press: what it was asked, and a PDF of nothing."""

    def __init__(self) -> None:
        self.left_out: tuple[int, ...] = ()
        self.asked: list[tuple[Book, PressOrder]] = []

    def printed(self, book: Book, *_: object, order: PressOrder, **__: object) -> press.Printed:
        self.asked.append((book, order))
        fault = Fault(kind="holes", page=2, piece="Bến đò", amount=0.4)
        pagination = Pagination("urn:uuid:1", (Break("1", COVER, 0), Break("3", 0, 0)))
        rendering = Rendering(
            data=b"%PDF", media_type="application/pdf", suffix=".pdf", pages=8,
            pagination=pagination,
        )  # fmt: skip
        return press.Printed(rendering, Layout(pages=8, faults=(fault,)), self.left_out)


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer()
    monkeypatch.setattr(press, "printed", made.printed)
    return made


def test_both_forms_bear_the_same_pages(issue: Path, printer: Printer) -> None:
    issued.lock(issue, Order(folder=issue.parent))
    record = made(issue, ("pdf", "epub"))
    assert [one["format"] for one in record.outputs] == ["pdf", "epub", "layout"]
    assert record.pages == 8
    epub, layout = (Path(one["path"]) for one in record.outputs[1:])
    assert layout.name == "47-2026-11-22-cua-song.layout.json"
    told = json.loads(layout.read_text(encoding="utf-8"))
    assert told["pages"] == 8
    assert told["holes"] == [{"page": 2, "piece": "Bến đò", "amount": 0.4}]
    assert faultless(epub)
    assert 'property="pageBreakSource">urn:uuid:1' in read(epub, "content.opf")
    assert 'id="_page-1"' in read(epub, "cover.xhtml")
    assert 'id="_page-3"' in read(epub, "article-001.xhtml")
    ((book, order),) = printer.asked
    assert order.lock == "held"
    assert book.issue is not None
    assert [piece.approval for piece in book.issue.pieces] == ["approved", "approved"]
    assert {"cover", "masthead"} <= set(book.images)


def test_a_piece_that_print_leaves_out_isn_t_in_the_epub(issue: Path, printer: Printer) -> None:
    printer.left_out = (1,)
    record = made(issue, ("pdf", "epub"))
    epub = Path(record.outputs[1]["path"])
    with zipfile.ZipFile(epub) as book:
        names = book.namelist()
    assert "EPUB/article-002.xhtml" not in names
    assert "Chợ sớm" in read(epub, "article-001.xhtml")
    assert 'id="_page-3"' in read(epub, "article-001.xhtml")


def test_pictures_suit_each_form(issue: Path, printer: Printer) -> None:
    Pixels.new("RGB", (3000, 2000), "#336699").save(issue.parent / "hai_files" / "anh.png")
    record = made(issue, ("pdf", "epub"))
    ((book, _),) = printer.asked
    assert max(image.width for image in book.images.values()) == 2480
    with zipfile.ZipFile(record.outputs[1]["path"]) as epub:
        names = [name for name in epub.namelist() if "/images/p-" in name]
        with epub.open(names[0]) as file, Pixels.open(file) as image:
            assert image.width == 1600


def test_a_format_that_cannot_be_made_is_told_and_the_other_is_there(
    issue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> press.Printed:
        raise FormatterError("The press stands still.", "Oil it.")

    monkeypatch.setattr(press, "printed", broken)
    record = made(issue, ("pdf", "epub"))
    assert (record.status, record.problem, record.exit_code) == (
        "failed",
        "The press stands still.",
        1,
    )
    assert [one["format"] for one in record.outputs] == ["epub"]


def test_a_picture_of_the_issue_that_is_none_is_told(issue: Path) -> None:
    (issue.parent / "bia.png").write_bytes(b"no")
    with pytest.raises(UsageError, match=r"bia\.png can't be used"):
        made(issue)


def test_an_order_that_there_is_none_is_told_before_any_work(issue: Path) -> None:
    with pytest.raises(UsageError, match="no output named odt"):
        made(issue, ("odt",))
    with pytest.raises(UsageError, match="no theme named khong"):
        issued.run(issue, Order(folder=issue.parent, formats=EPUB, theme="khong", profile=""))
    with pytest.raises(UsageError, match="none is asked for"):
        issued.run(
            issue,
            Order(folder=issue.parent, formats=EPUB, theme="", profile=""),
            Pressing(press=PressOrder(signature=4)),
        )
