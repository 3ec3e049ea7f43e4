"""Signs without a font: each box is named and each name is a box; a user's fonts take them."""

from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from fontTools.ttLib import TTFont

from formatter import theme
from formatter.article import Article, Rendering
from formatter.render import cover, stack, subset
from formatter.render.epub import to_epub
from formatter.render.pdf import to_pdf
from formatter.text.signs import seen
from formatter.theme import Theme
from tests.render import sample_book as sample
from tests.tools import epubcheck, typefaces

ROOT = Path(__file__).parents[2]
# What each text lacks a font for, in code order.
SCRIPTS = {
    "Han": ("Quyển thơ 春眠不覺曉。", "。不春曉眠覺"),
    "Hangul": ("Đề 한국 문학", "국문학한"),
    "kana": ("ひらがな và カタカナ", "がなひらカタナ"),
    "Thai": ("Sách Thái: กำลังดี น้ำใจ", "กงจดนลัำีใ้"),
    "Arabic": ("Sách Ả Rập: السلام عليكم", "اسعكلمي"),
    "Hebrew": ("Sách Do Thái: שלום", "ולםש"),
    "Devanagari": ("Sách Ấn: हिन्दी", "दनहिी्"),
    "cuneiform": ("Vách hang: 𒀀𒁀", "𒀀𒁀"),
    "rare signs": ("Dấu: ∰ ① ꙮ, còn ★ ▪ ➜ ▲ thì có", "∰①ꙮ"),
    "private use": ("Biểu tượng \ue000 của trang", "\ue000"),
    "a lone mark": ("x\u0489 và y", "\u0489"),
}
SEQUENCES = {
    "a face": "😀",
    "a skin tone": "👍🏽",
    "joined": "👩🏽‍🌾",
    "a family": "👨‍👩‍👧‍👦",
    "a flag": "🇻🇳",
    "a flag of a region": "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "a keycap": "1️⃣",
    "a picture asked for": "❤️",
    "an ideograph's variant": "葛󠄀",
}
COVERED = {"a keycap", "a picture asked for"}


def made(body: str, style: str | Theme = "book", *, title: str = "Lạ") -> tuple[Rendering, ...]:
    """Return the EPUB and the PDF of a body."""
    book = sample.book(Article(title=title, body=body, site="Báo Xóm"))
    loaded = theme.load(style) if isinstance(style, str) else style
    return to_epub(book, loaded), to_pdf(book, loaded)


def told(rendering: Rendering) -> list[dict[str, object]]:
    """Return what a rendering says of its signs, but for what draws them."""
    return [
        {key: value for key, value in dataclasses.asdict(sign).items() if key != "font"}
        for sign in rendering.signs
    ]


def letters_of(text: str) -> set[str]:
    """Return the letters of a text, and those a shaper takes them apart to."""
    return seen(text) | seen(unicodedata.normalize("NFKD", text))


# Each box is named, and each name is a box.


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_script_is_named_letter_by_letter(case: str) -> None:
    text, lacking = SCRIPTS[case]
    epub, pdf = made(f"<p>{text}</p>")
    assert epub.uncovered == pdf.uncovered == tuple(lacking)
    must_be_told_alike(epub, pdf)


@pytest.mark.parametrize("style", theme.names())
def test_every_theme_names_all_scripts(style: str) -> None:
    body = "".join(f"<p>{text}</p>" for text, _ in SCRIPTS.values())
    lacking = sorted("".join(letters for _, letters in SCRIPTS.values()))
    epub, pdf = made(body, style)
    assert epub.uncovered == pdf.uncovered == tuple(lacking)
    must_be_told_alike(epub, pdf)


def must_be_told_alike(epub: Rendering, pdf: Rendering) -> None:
    lacking = "".join(epub.uncovered)
    assert told(epub) == told(pdf)
    assert epub.notes[0] == pdf.notes[0]
    assert {sign.font for sign in epub.signs} == {"the reading system's own fonts"}
    assert {sign.font for sign in pdf.signs} == {"no font, prints a box"}
    boxed = {c for text in typefaces.boxes(pdf.data) for c in text}
    assert boxed
    assert boxed <= letters_of(lacking)


@pytest.mark.parametrize("case", SEQUENCES)
def test_a_sequence_is_named_as_one_sign(case: str) -> None:
    sign = SEQUENCES[case]
    epub, pdf = made(f"<p>Nhắn: {sign} và {sign}{sign}, hết.</p>")
    assert epub.uncovered == pdf.uncovered == (() if case in COVERED else (sign,))
    assert bool(typefaces.boxes(pdf.data)) == (case not in COVERED)
    assert all(one.count == 3 for one in (*epub.signs, *pdf.signs))


def test_boxes_and_names_are_the_same_all_over_unicode() -> None:
    tried = [
        c
        for c in map(chr, (*range(0x21, 0x3400, 17), *range(0x3400, 0x1FB00, 401)))
        if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Mn", "Mc", "Me", "Zs", "Zl", "Zp"}
        # A skin tone joins what stands before it, a space too.
        and unicodedata.category(c) != "Sk"
    ]
    text = " ".join(tried).replace("&", "&amp;").replace("<", "&lt;")
    epub, pdf = made(f"<p>{text}</p>")
    boxed = {c for text in typefaces.boxes(pdf.data) for c in text}
    assert len(boxed) > 500
    assert boxed == {sign for sign in pdf.uncovered if not parted(sign)}
    assert epub.uncovered == pdf.uncovered
    assert len(set(tried) - set(pdf.uncovered)) > 100


def parted(sign: str) -> bool:
    """Say whether the engine takes a letter apart before it draws the boxes."""
    return (
        unicodedata.normalize("NFKD", sign) != sign
        and unicodedata.category(sign) == "Lo"
        and ("\u0e00" <= sign <= "\u0eff")
    )


def test_spaces_joiners_and_selectors_are_no_boxes_and_have_no_name() -> None:
    kept = "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u205f\u3000\u200b\u200c\u200d\u2060\u00ad"
    epub, pdf = made(f"<p>{'chữ'.join(kept)}\ufe0f</p>")
    assert (epub.uncovered, pdf.uncovered, typefaces.boxes(pdf.data)) == ((), (), [])


def test_a_letter_a_font_can_build_is_no_box() -> None:
    # S with dot below and above: a font has the letter with one dot, and the other dot.
    composed = next(
        c
        for c in map(chr, range(0x1E00, 0x1EFF))
        if ord(c) not in had()
        and all(ord(part) in first() for part in unicodedata.normalize("NFD", c))
    )
    epub, pdf = made(f"<p>Chữ {composed} lạ.</p>")
    assert (epub.uncovered, pdf.uncovered, typefaces.boxes(pdf.data)) == ((), (), [])
    with zipfile.ZipFile(io.BytesIO(epub.data)) as file:
        cut = TTFont(io.BytesIO(file.read("EPUB/fonts/text-400.ttf"))).getBestCmap()
    assert set(map(ord, unicodedata.normalize("NFD", composed))) <= set(cut)


def had() -> frozenset[int]:
    return frozenset().union(
        *(
            subset.covered(face.path)
            for part in stack.cast(theme.load("book")).values()
            for face in part.family.faces
        )
    )


def first() -> frozenset[int]:
    return subset.covered(theme.load("book").family("text").faces[0].path)


def test_a_sign_falls_to_the_face_of_another_role() -> None:
    mono = theme.load("book").family("mono")
    assert ord("✓") not in subset.covered(mono.faces[0].path)
    epub, pdf = made("<p><code>▪ ✓ ★</code> <b>★</b></p><h2>✓ ▪</h2>")
    assert (epub.uncovered, pdf.uncovered, typefaces.boxes(pdf.data)) == ((), (), [])


def test_marks_of_lists_in_lists_are_no_boxes() -> None:
    body = "<ul><li>Một<ul><li>Hai<ul><li>Ba</li></ul></li></ul></li></ul>"
    _, pdf = made(body)
    assert (pdf.uncovered, typefaces.boxes(pdf.data)) == ((), [])


def test_what_a_theme_writes_itself_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"\n', encoding="utf-8")
    css = 'p::before { content: "\\2605 漢" } h1::after { content: "✓" }'
    (tmp_path / "print.css").write_text(css, encoding="utf-8")
    book = sample.book(Article(title="Lạ", body="<p>Chữ thường.</p>"))
    pdf = to_pdf(book, theme.load(f"{tmp_path}/"))
    assert pdf.uncovered == ("漢",)
    assert set(typefaces.boxes(pdf.data)) == {"漢"}
    assert (pdf.signs[0].count, pdf.signs[0].first) == (1, "")


# What is said of them.


def test_signs_are_counted_in_the_articles_and_named_with_the_first() -> None:
    articles = (
        Article(title="Một", body="<p>Không có gì lạ.</p>"),
        Article(title="Hai 漢", body="<p>漢, <b>漢</b> và 한.</p>", authors=("漢",)),
        Article(title="Ba", body="<p>한 한</p>"),
    )
    book = sample.book(*articles, title="Điểm báo")
    for rendering in (to_epub(book, theme.load("book")), to_pdf(book, theme.load("book"))):
        assert [(s.sign, s.count, s.first) for s in rendering.signs] == [
            ("漢", 4, "Hai 漢"),
            ("한", 3, "Hai 漢"),
        ]
        assert rendering.notes[0] == (
            "No font has 2 signs of Han and Hangul, first in “Hai 漢”: 漢 (U+6F22, 4 times), "
            "한 (U+D55C HANGUL SYLLABLE HAN, 3 times)."
        )


def test_a_sequence_is_told_with_all_its_codes() -> None:
    epub, _ = made("<p>Nhắn 👍🏽.</p>")
    listed = (
        "No font has 1 sign of emoji, first in “Lạ”: 👍🏽 (U+1F44D U+1F3FD THUMBS UP SIGN + EMOJI "
        "MODIFIER FITZPATRICK TYPE-4, once)."
    )
    assert epub.notes == (
        listed,
        "In the EPUB the reading system draws what no font has with its own.",
    )


# A user's fonts.


def extra(folder: Path, letters: str, **fields: object) -> str:
    data = typefaces.font(letters, **fields)  # type: ignore[arg-type]
    return typefaces.put(folder, f"{abs(hash((letters, *fields.values())))}.otf", data)


@pytest.mark.parametrize("outlines", ["glyf", "CFF"])
@pytest.mark.parametrize("style", theme.names())
def test_a_user_s_font_takes_what_ours_lack(style: str, outlines: str, tmp_path: Path) -> None:
    font = extra(tmp_path, "漢字a", outlines=outlines, name='Chữ "lạ"; } 7')
    loaded = theme.load(style).with_fonts([font])
    epub, pdf = made("<p>漢字, <b>漢</b>, <i>字</i> và 한 a.</p>", loaded, title="漢 ở xóm")
    for rendering in (epub, pdf):
        assert rendering.uncovered == ("한",)
        assert [(s.sign, s.covered) for s in rendering.signs] == [
            ("字", True),
            ("漢", True),
            ("한", False),
        ]
        assert {s.font for s in rendering.signs if s.covered} == {'Chữ "lạ"; } 7'}
    assert set(typefaces.boxes(pdf.data)) == {"한"}
    with zipfile.ZipFile(io.BytesIO(epub.data)) as file:
        (name,) = (n for n in file.namelist() if "extra" in n)
        assert name.endswith("ttf" if outlines == "glyf" else "otf")
        cut = TTFont(io.BytesIO(file.read(name)))
        assert set(cut.getBestCmap()) == {ord("漢"), ord("字")}
        assert cut["name"].getDebugName(1) == "Formatter Extra-1"
        css = file.read("EPUB/css/book.css").decode()
    assert css.count('"Formatter Extra-1"') > 3
    assert "lạ" not in css


def test_a_checker_finds_nothing_in_a_book_with_a_user_s_fonts(tmp_path: Path) -> None:
    fonts = [extra(tmp_path, "漢"), extra(tmp_path, "한", outlines="CFF", name="Kia")]
    epub, _ = made("<p>漢 한</p>", theme.load("book").with_fonts(fonts))
    assert epubcheck.grave({"book": epub.data}) == {}


def test_ours_go_before_a_user_s(tmp_path: Path) -> None:
    font = extra(tmp_path, "aấ★漢")
    plain, _ = made("<p>ấ ★ a</p>")
    again, pdf = made("<p>ấ ★ a</p>", theme.load("book").with_fonts([font]))
    assert (pdf.signs, again.signs) == ((), ())
    with zipfile.ZipFile(io.BytesIO(again.data)) as file:
        assert not any("extra" in name for name in file.namelist())
    assert len(plain.data) < len(again.data) + 2000


def test_a_bold_text_takes_the_bold_face_of_a_user_s_family(tmp_path: Path) -> None:
    files = [extra(tmp_path, "漢"), extra(tmp_path, "漢字", weight=700)]
    loaded = theme.load("book").with_fonts(files)
    epub, pdf = made("<p>漢 <b>漢字</b></p>", loaded)
    assert (epub.uncovered, pdf.uncovered, typefaces.boxes(pdf.data)) == ((), (), [])
    with zipfile.ZipFile(io.BytesIO(epub.data)) as file:
        assert {n for n in file.namelist() if "extra" in n} == {
            "EPUB/fonts/extra-1-400.ttf",
            "EPUB/fonts/extra-1-700.ttf",
        }


def test_a_theme_names_fonts_beside_it(tmp_path: Path) -> None:
    for name, letters in (("goc", "漢"), ("nhanh", "한")):
        (tmp_path / name).mkdir()
        typefaces.put(tmp_path / name, "chu.ttf", typefaces.font(letters, name=name))
    toml = '[fonts]\nextra = ["chu.ttf"]\n'
    (tmp_path / "goc" / "theme.toml").write_text(f'inherit = "book"\n{toml}', encoding="utf-8")
    (tmp_path / "nhanh" / "theme.toml").write_text(f'inherit = "goc"\n{toml}', encoding="utf-8")
    loaded = theme.load(str(tmp_path / "nhanh"))
    assert [guest.name for guest in loaded.guests()] == ["nhanh", "goc"]
    for rendering in made("<p>漢 한</p>", loaded):
        assert rendering.uncovered == ()


def test_one_font_of_a_collection(tmp_path: Path) -> None:
    both = typefaces.collection(typefaces.font("字"), typefaces.font("漢", name="Kia"))
    file = typefaces.put(tmp_path, "hai.ttc", both)
    epub, pdf = made("<p>漢 字</p>", theme.load("book").with_fonts([f"{file}#1"]))
    assert epub.uncovered == pdf.uncovered == ("字",)
    assert set(typefaces.boxes(pdf.data)) == {"字"}


def test_sequences_are_whole_in_the_cut_of_a_user_s_font(tmp_path: Path) -> None:
    # Ours have the thumb and lack its skin.
    font = extra(tmp_path, "👍🏽\u200d\ufe0f")
    epub, pdf = made("<p>👍🏽</p>", theme.load("book").with_fonts([font]))
    assert (epub.uncovered, pdf.uncovered, typefaces.boxes(pdf.data)) == ((), (), [])
    with zipfile.ZipFile(io.BytesIO(epub.data)) as file:
        cut = TTFont(io.BytesIO(file.read("EPUB/fonts/extra-1-400.ttf"))).getBestCmap()
    assert set(map(ord, "👍🏽\u200d")) <= set(cut)


def test_a_cover_is_drawn_with_the_fonts_behind_its_own(tmp_path: Path) -> None:
    loaded = theme.load("book").with_fonts([extra(tmp_path, "漢")])

    def drawn(title: str, style: Theme) -> bytes:
        words = cover.Words(origin=("Xóm",), title=title, below=("Ẩn",), date="2026")
        return cover.png(words, style)

    assert drawn("Lạ ★", loaded) != drawn("Lạ ", loaded)
    assert drawn("Lạ 漢", loaded) != drawn("Lạ ", loaded)
    assert drawn("Lạ 漢", theme.load("book")) == drawn("Lạ ", theme.load("book"))


def test_the_same_bytes_from_wherever_a_font_lies(tmp_path: Path) -> None:
    program = (
        "import sys; from formatter import theme, Article; from formatter.render.epub import "
        "to_epub; from formatter.render.pdf import to_pdf; from tests.render import sample_book;"
        "from hashlib import sha256\n"
        "b = sample_book.book(Article(title='L', body='<p>漢 <b>字</b></p>'))\n"
        "t = theme.load('book').with_fonts(sys.argv[1:])\n"
        "print(*(sha256(f(b, t).data).hexdigest() for f in (to_epub, to_pdf)))"
    )
    found = set()
    for number, (seed, zone) in enumerate([("1", "UTC"), ("42", "Pacific/Apia")]):
        folder = tmp_path / f"chỗ {number}"
        folder.mkdir()
        font = typefaces.put(folder, f"tên {number}.ttf", typefaces.font("漢字"))
        said = subprocess.run(
            [sys.executable, "-c", program, font],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(said.stdout)
    assert len(found) == 1


COLOURED = {"layers": typefaces.layered("漢"), "pictures": typefaces.pictured("漢", 100)}


@pytest.mark.parametrize("kind", COLOURED)
def test_a_font_of_colours_gives_the_same_bytes_on_another_day(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = typefaces.put(tmp_path, "mau.ttf", COLOURED[kind])
    found = set()
    for moment in ("1000000000", "1500000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        _, pdf = made("<p>漢</p>", theme.load("book").with_fonts([font]))
        assert (pdf.uncovered, pdf.notes) == ((), ())
        found.add(pdf.data)
    assert len(found) == 1


def test_a_picture_for_a_letter_is_as_large_as_letters(tmp_path: Path) -> None:
    font = typefaces.put(tmp_path, "tranh.ttf", COLOURED["pictures"])
    _, pdf = made("<p>漢</p>", theme.load("book").with_fonts([font]))
    with pypdfium2.PdfDocument(pdf.data) as document:
        page = document[0].render(scale=1, grayscale=True).to_numpy()
    # The square is ten points a side, and was a hundred.
    black = int((page < 60).sum())
    assert 80 < black < 600


def test_a_font_that_breaks_its_promise_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = extra(tmp_path, "漢")
    loaded = theme.load("book").with_fonts([font])
    kept = subset.single

    def broken(path: Path, index: int = 0) -> bytes:
        return b"" if str(path) == font else kept(path, index)

    monkeypatch.setattr("formatter.render.supply.subset.single", broken)
    pdf = to_pdf(sample.book(Article(title="Lạ", body="<p>漢</p>")), loaded)
    assert pdf.uncovered == ("漢",)
    assert set(typefaces.boxes(pdf.data)) == {"漢"}
