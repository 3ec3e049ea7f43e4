from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from formatter import profile, seal, theme
from formatter.clean.clean import clean
from formatter.cli import main
from formatter.errors import UsageError
from formatter.release import RELEASES, __version__
from formatter.render import archive as writing
from formatter.render.attached import attached
from formatter.render.pdf import to_pdf
from formatter.source import read
from formatter.verify import is_right, sealed, verify
from tests.tools.kept import (
    FLOOD,
    MARKET,
    ROOT,
    archive,
    attachment,
    bound,
    flipped,
    place,
    printed,
    replaced,
    rewritten,
    streams,
)

CORPUS = ROOT / "tests" / "corpus"
# Those that try it most: formulas, other scripts, tables, verses, what was pasted, several pages.
HARD = [
    *("formulas", "arabic-short", "japanese-short", "korean-short", "thai-short", "wiki", "poem"),
    *("gallery", "nhieu-trang", "notes-word", "utf-16", "windows-1258", "embeds"),
]
PAGES = [*(CORPUS / f"{name}.html" for name in HARD), *sorted(CORPUS.glob("*.txt"))]


def faults(data: bytes, folder: Path) -> list[str]:
    path = folder / "bai.pdf"
    path.write_bytes(data)
    return [f"{one.check}: {one.said}" for one in verify(path) if one.verdict == "wrong"]


@pytest.mark.parametrize("page", [MARKET, FLOOD, *PAGES], ids=lambda page: page.stem)
def test_what_is_as_it_was_made_is_right(page: Path, tmp_path: Path) -> None:
    assert faults(printed(bound(clean(read(page)))), tmp_path) == []


@pytest.mark.parametrize("title", ["Chuyến đò dọc", ""])
def test_words_that_a_line_or_a_page_parts_are_the_article_s(title: str, tmp_path: Path) -> None:
    # Lines end behind hyphens, before dashes, and where a soft hyphen lets them.
    many = "".join(
        f"<p>Toa {n} của chuyến Sài-Gòn-Mỹ-Tho-Cần-Thơ đi-về—hay về-đi—chở dừa-xiêm-xanh, mía-lau,"
        " Donau\u00addampf\u00adschiff\u00adfahrt, ⬇\ufe0f và 🏳\ufe0f\u200d🌈,"
        f" số 360-{n}-degree-camera.</p>"
        for n in range(60)
    )
    page = tmp_path / "tau.html"
    page.write_text(
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{many}</article>",
        encoding="utf-8",
    )
    assert faults(printed(bound(clean(read(page)))), tmp_path) == []


TIDE = (
    "Nước rút khỏi bãi từ lúc gà chưa gáy, để lại những rãnh cát cong như sườn cá. Bà Lụa xách đèn "
    "đi nhặt ngao, mỗi bước một tiếng lạo xạo, và mặt trời lên sau lưng bà lúc nào không hay."
)
# Drawn, raised, or boxed: what pages show of it and what an article says differ.
BOX = f"┌────────┬{'─' * 60}┐\n│ Trạm   │ Mức nước{' ' * 51}│\n└────────┴{'─' * 60}┘"
SUM = (
    "<math><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>=</mo><munderover><mo>∑</mo><mrow><mi>k</mi>"
    "<mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>a</mi><mi>k</mi></msub></math>"
)
AGAIN = "<h2>Đi chợ sớm</h2><p>Đi chợ sớm</p><p>Đi chợ sớm thì phải ngủ sớm, bà bảo.</p>"
KINDS = {
    "a title that is its first words": (TIDE[:68], f"<p>{TIDE}</p>"),
    "a subhead that the next line says again": ("Đi chợ sớm", f"<p>{TIDE * 3}</p>{AGAIN}"),
    "a table drawn in code": ("Mực nước", f"<p>{TIDE}</p><pre><code>{BOX}</code></pre>"),
    "a letter beside a raised one": (
        "Phép tính", f"<p>{TIDE} Gọi <i>i</i> <i>I</i><sub><i>n</i></sub> là mức ở trạm.</p>",
    ),
    "a formula": ("Phép tính", f"<p>{TIDE} Khi đó {SUM} không đổi theo mùa nước.</p>"),
    "a quotation whose marks are the style's": (
        "Lời bà", f"<p>{TIDE} Bà bảo <q>đi chợ phải đi từ lúc còn sao</q>, rồi bà đi.</p>",
    ),
    "a wide row over the pages": (
        "Hàng dài", "".join(f"<p>{TIDE}</p><pre><code>{'─┼' * 90}</code></pre>" for _ in range(9)),
    ),
    "a word after a raised one at a page's end": (
        "Chợ", "".join(f"<p>Chợ nổi<sup>{n}</sup> Chợ sớm họp {TIDE}</p>" for n in range(40)),
    ),
    "signs of somebody's own": ("Dấu riêng", f"<p>{TIDE}\ue123 và \uf8ff rồi thôi.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("style", ["book", "newspaper"])
def test_what_is_hard_to_compare_is_no_change(kind: str, style: str, tmp_path: Path) -> None:
    title, body = KINDS[kind]
    page = tmp_path / "bai.html"
    page.write_text(
        f'<html lang="vi"><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}'
        f"<p>{TIDE}</p></article></body></html>",
        encoding="utf-8",
    )
    made = to_pdf(bound(clean(read(page))), theme.load(style), profile.load("archive"))
    assert faults(made.data, tmp_path) == []


def test_a_book_of_several_is_right(tmp_path: Path) -> None:
    assert faults(archive(MARKET, FLOOD), tmp_path) == []


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("head", "The first line of the file was changed."),
        ("colours", "The colour profile was changed."),
        ("page 2", "What page 2 shows was changed."),
        ("picture 3", "The picture 3 was changed."),
        ("font VLXLEH+Formatter-Literata", "The font VLXLEH+Formatter-Literata was changed."),
        ("attachment source.html", "The attached source.html was changed."),
        ("attachment account.json", "The attached account.json was changed."),
        ("metadata", "The metadata (XMP) was changed."),
        ("structure", "The structure was changed: pages, tags, links or information."),
        ("index", "The table at the end of the file was changed."),
    ],
)
def test_one_byte_changed_is_found_and_its_place_named(
    role: str, said: str, tmp_path: Path
) -> None:
    data = archive(MARKET)
    if role.startswith("font "):
        held = seal.read(data)
        assert held is not None
        fonts = [one.role for one in held.places if one.role.endswith("+Formatter-Literata")]
        role = fonts[0]
        said = f"The {role} was changed."
        at = next(one.offset for one in held.places if one.role == role) + 400
    else:
        at = place(data, role)
    assert f"seal: {said}" in faults(flipped(data, at), tmp_path)


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_byte_can_be_changed_unseen(at: int, bit: int) -> None:
    data = archive(MARKET)
    at %= len(data)
    changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
    found = seal.read(changed)
    # Where the seal itself isn't one any more, there is none.
    assert found is None or not is_right(list(sealed.look(changed, found)))


def _figure(data: bytes, at: int) -> int:
    """Return the next place of a figure: another one in its place still is a digest."""
    return next(place for place in range(at, at + 60) if data[place : place + 1].isdigit())


def test_the_seal_is_sealed_too(tmp_path: Path) -> None:
    data = archive(MARKET)
    held = seal.read(data)
    assert held is not None
    digit = held.at + len(seal.HEAD) + len("whole ")
    only = "The seal itself was changed: all that it seals is as it was."
    assert faults(flipped(data, _figure(data, digit + 5)), tmp_path) == [f"seal: {only}"]
    listed = _figure(data, data.index(b" page 2\n", held.at) - 70)
    said = "The seal itself was changed: its list of places isn't its own."
    assert faults(flipped(data, listed), tmp_path) == [f"seal: {said}"]


def test_what_is_added_or_cut_is_counted(tmp_path: Path) -> None:
    data = archive(MARKET)
    assert "seal: One byte is added at the file's end." in faults(data + b"\n", tmp_path)
    cut = faults(data[:-1], tmp_path)
    assert "seal: The file was cut short: One byte is missing at its end." in cut
    half = faults(data[: len(data) // 2], tmp_path)
    assert "seal: The file was cut short: it has neither an end nor a seal." in half


def _remove(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def _turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages.insert(0, pdf.pages[2])
    del pdf.pages[3]


def _put_in(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()


def _draw(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[1].obj.Contents
    lines = content.read_bytes().split(b"\n")
    words = [i for i, line in enumerate(lines) if line.endswith(b"TJ")]
    lines[words[5]], lines[words[9]] = lines[words[9]], lines[words[5]]
    content.write(b"\n".join(lines))


def _picture(pdf: pikepdf.Pdf) -> None:
    first, second, *_ = streams(pdf, "/Subtype", "/Image")
    first.write(second.read_raw_bytes(), filter=pikepdf.Name.DCTDecode)


def _source(pdf: pikepdf.Pdf) -> None:
    replaced(pdf, "source.html", "Pả Sín".encode(), "Pả Sin".encode())


def _article(pdf: pikepdf.Pdf) -> None:
    replaced(pdf, "article.xhtml", "Pả Sín".encode(), "Pả Sin".encode())


def _hash(pdf: pikepdf.Pdf) -> None:
    said = json.loads(attachment(pdf, "account.json").read_bytes())
    digest = said["sources"][0]["sha256"].encode()
    replaced(pdf, "account.json", digest, digest[::-1])


def _rule(pdf: pikepdf.Pdf) -> None:
    replaced(pdf, "account.json", b'"rule": "', b'"rule": "other 9 ')


def _account(pdf: pikepdf.Pdf) -> None:
    replaced(pdf, "account.json", b'"reason": "', b'"reason": "no ')


def _tool(pdf: pikepdf.Pdf) -> None:
    replaced(pdf, "account.json", b"article-formatter 0.1.0", b"article-formatter 0.0.9")
    _packet("article-formatter 0.1.0", "article-formatter 0.0.9")(pdf)


def _gone(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments["source.html"]


def _more(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["them.txt"] = b"one more"


def _font(pdf: pikepdf.Pdf) -> None:
    held = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)
            and str(one.get("/Type")) == "/FontDescriptor"]  # fmt: skip
    held[0].FontFile2.write(held[1].FontFile2.read_bytes())


def _no_font(pdf: pikepdf.Pdf) -> None:
    held = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)
            and str(one.get("/Type")) == "/FontDescriptor"]  # fmt: skip
    del held[0].FontFile2


def _packet(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        told = pdf.Root.Metadata.read_bytes()
        assert old.encode() in told
        pdf.Root.Metadata.write(told.replace(old.encode(), new.encode()))

    return change


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Title = pikepdf.String("Chợ khác")


def _nothing(pdf: pikepdf.Pdf) -> None:
    assert len(pdf.pages) > 1


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (_remove, ["seal: Page 2 is gone.", "text: “Chợ phiên"]),
        (_turn, ["seal: The pages stand in another order: 3, 1, 2, ", "text: “Chợ phiên"]),
        (_put_in, ["was put in."]),
        (_draw, ["seal: What page 2 shows was changed.", "text: “Chợ phiên"]),
        (_picture, ["seal: The picture 1 was changed.", "pictures: The picture "]),
        (_source, [
            "seal: The attached source.html was changed.",
            "files: source.html isn't the file whose hash account.json gives.",
            "article: article.xhtml isn't what the attached page of “Chợ phiên",
        ]),
        (_article, [
            "seal: The attached article.xhtml was changed.",
            "files: article.xhtml isn't the file whose hash account.json gives.",
            "text: “Chợ phiên",
        ]),
        (_hash, [
            "seal: The attached account.json was changed.",
            "files: source.html isn't the file whose hash account.json gives.",
            "metadata: The metadata has another sha256 for source.html than account.json.",
        ]),
        (_rule, ["metadata: The metadata has another rule for “Chợ phiên"]),
        (_account, ["article: account.json tells removed otherwise than cleaning"]),
        (_tool, [
            "metadata: account.json says that article-formatter 0.0.9 made it, which there never",
            "metadata: account.json has article-formatter 0.0.9 as its tool, the file's info",
        ]),
        (_gone, ["files: source.html is gone, which account.json names."]),
        (_more, ["files: them.txt is in the PDF, and no account names it."]),
        (_font, ["seal: The font ", "fonts: The font Formatter-"]),
        (_no_font, ["fonts: The font Formatter-"]),
        (_packet("Chợ phiên Pả Sín", "Chợ phiên Pả Sin"), [
            "seal: The metadata (XMP) was changed.",
            "metadata: It is called “Chợ phiên Pả Sín",
        ]),
        (_packet("article-formatter 0", "article-formatter 9"), [
            "metadata: account.json has article-formatter 0.1.0 as its tool",
        ]),
        (_packet("<origin:sources>", "<origin:nothing>"), [
            "metadata: The metadata (XMP) isn't XML, or there is none.",
        ]),
        (_title, ["metadata: It is called “Chợ khác” in one place"]),
        (_nothing, ["seal: The file was written anew by another program"]),
    ],
)  # fmt: skip
def test_a_program_that_changes_it_is_found_out(
    change: Callable[[pikepdf.Pdf], None], reasons: list[str], tmp_path: Path
) -> None:
    found = faults(rewritten(archive(MARKET), change), tmp_path)
    for reason in reasons:
        assert any(reason in one for one in found), found
    if change is _nothing:
        assert len(found) == 1


def test_a_release_to_come_may_have_made_it_but_pages_say_which(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        replaced(pdf, "account.json", b"article-formatter 0.1.0", b"article-formatter 7.1.0")
        _packet("article-formatter 0.1.0", "article-formatter 7.1.0")(pdf)
        pdf.trailer.Info.Producer = pikepdf.String("article-formatter 7.1.0, WeasyPrint 70.0")

    found = faults(rewritten(archive(MARKET), change), tmp_path)
    said = "account.json has article-formatter 7.1.0 as its tool, and the register prints 0.1.0."
    assert f"metadata: {said}" in found


def test_this_release_is_one_of_those_there_were() -> None:
    assert RELEASES[-1] == __version__


def test_a_part_added_at_the_end_is_told_by_what_it_changes(tmp_path: Path) -> None:
    # A program may leave a file's bytes and write what differs behind them.
    data = archive(MARKET)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
    start = data.rindex(b"startxref") + len(b"startxref")
    last = int(data[start:].split()[0])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        size, root = int(pdf.trailer.Size), pdf.trailer.Root.objgen[0]
    other = b"%d 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d /Root %d 0 R /Prev %d>>\n" % (
        number, len(data), size, root, last,
    )  # fmt: skip
    added = other + table + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(other))
    found = faults(data + added, tmp_path)
    assert f"seal: {len(added)} bytes are added at the file's end." in found
    assert "seal: What page 1 shows was changed." in found


@pytest.mark.parametrize("standard", ["a-3u", "a-2a", "a-4f"])
def test_each_standard_is_right_and_a_change_in_it_found(standard: str, tmp_path: Path) -> None:
    book = bound(clean(read(CORPUS / "poem.html")))
    held = replace(profile.load("archive"), pdf=profile.Pdf(standard=standard))
    data = to_pdf(book, theme.load("newspaper"), held).data
    assert faults(data, tmp_path) == []
    changed = faults(flipped(data, place(data, "page 1")), tmp_path)
    assert "seal: What page 1 shows was changed." in changed


def test_a_locked_file_was_changed(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(archive(MARKET))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="chủ", user=""))
    assert "seal: The file was locked after it was made." in faults(out.getvalue(), tmp_path)
    with pikepdf.open(io.BytesIO(archive(MARKET))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="chủ", user="khách"))
    assert any("is locked with a password" in one for one in faults(out.getvalue(), tmp_path))


def test_a_plain_pdf_has_no_seal(tmp_path: Path) -> None:
    found = faults(printed(bound(clean(read(MARKET))), "generic"), tmp_path)
    assert "seal: It has no seal, as each PDF has that is made for an archive." in found
    assert "files: It holds no account of what it was made from." in found


def test_what_was_never_a_pdf_isnt_called_changed(tmp_path: Path) -> None:
    path = tmp_path / "bai.pdf"
    assert faults(MARKET.read_bytes(), tmp_path) == [f"seal: {path} is no PDF."]
    done = CliRunner().invoke(main, ["verify", str(path)])
    assert done.exit_code == 1
    assert done.stdout.startswith(f"{path}: NOT PROVEN\n")


def test_pages_that_say_something_else_are_found_though_all_is_sealed_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    article = clean(read(MARKET))
    true = bound(article)
    body = article.body.replace("thứ bảy núi nói", "thứ năm núi nói")
    assert body != article.body
    false = bound(replace(article, body=body))
    monkeypatch.setattr(writing, "attached", lambda _, dress: attached(true, dress))
    (fault,) = faults(printed(false), tmp_path)
    assert fault.startswith("text: “Chợ phiên Pả Sín")
    assert "has “năm núi nói" in fault


def test_an_article_that_its_page_never_was_is_found_though_all_is_sealed_anew(
    tmp_path: Path,
) -> None:
    article = clean(read(MARKET))
    body = article.body.replace("thứ bảy núi nói", "thứ năm núi nói")
    (fault,) = faults(printed(bound(replace(article, body=body))), tmp_path)
    assert fault.startswith("article: article.xhtml isn't what the attached page of")


def test_another_release_is_said_and_no_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "bai.pdf"
    path.write_bytes(archive(MARKET))
    monkeypatch.setattr("formatter.verify.cleaned.TOOL", "article-formatter 0.2.0")
    said = [one for one in verify(path) if one.check == "article"]
    assert is_right(tuple(said))
    assert "article-formatter 0.1.0 made it, and this is article-formatter 0.2.0" in said[0].said
    monkeypatch.setattr("formatter.verify.cleaned.xhtml", lambda _: b"otherwise")
    (other,) = [one for one in verify(path) if one.check == "article"]
    assert other.verdict == "open"


def test_the_command_says_it_in_its_exit_code(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(archive(MARKET))
    bad.write_bytes(flipped(archive(MARKET), place(archive(MARKET), "page 2")))
    done = CliRunner().invoke(main, ["verify", str(good)])
    assert done.exit_code == 0
    assert f"{good}: as it was made" in done.stdout
    done = CliRunner().invoke(main, ["verify", str(good), str(bad), "--json"])
    assert done.exit_code == 1
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["right"] for one in told] == [True, False]
    assert {"check", "verdict", "said"} == set(told[1]["findings"][0])
    none = tmp_path / "none.pdf"
    done = CliRunner().invoke(main, ["verify", str(none)])
    assert done.exit_code == 2
    done = CliRunner().invoke(main, ["verify", str(none), str(good), "--json"])
    assert done.exit_code == 1
    unread, read_well = [json.loads(line) for line in done.stdout.splitlines()]
    assert (unread["right"], unread["findings"], read_well["right"]) == (False, [], True)
    assert unread["problem"].startswith(f"{none} can't be read")
    assert unread["remedy"] == "Check the name."
    with pytest.raises(UsageError, match="can't be read"):
        verify(tmp_path)


def test_verapdf_is_asked_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bai.pdf"
    path.write_bytes(archive(CORPUS / "poem.html"))
    (unasked,) = [one for one in verify(path) if one.check == "standard"]
    assert unasked.verdict == "open"
    (nowhere,) = [one for one in verify(path, tmp_path) if one.check == "standard"]
    assert nowhere.said.startswith("There is no veraPDF in")
    jars = ROOT / "tests" / "tools" / "verapdf" / "lib"
    assert shutil.which("java"), "Java is needed for veraPDF"
    told = [one.said for one in verify(path, jars) if one.check == "standard"]
    assert told == ["veraPDF: it conforms to PDF/A-3A.", "veraPDF: it conforms to PDF/UA-1."]
