"""Profiles: ours, a user's own, and what is said of one that is none."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from formatter import profile, theme
from formatter.cli import main
from formatter.errors import UsageError
from formatter.profile import GENERIC, SYSTEMS, Bounds, Epub, Pdf, Pictures
from formatter.render.epub import to_epub
from tests.render import epub_books
from tests.tools.story import page


def test_ours() -> None:
    assert profile.names() == ("archive", "generic", "kindle", "kobo", "print")
    assert replace(profile.load("generic"), title="") == GENERIC
    for name in profile.names():
        held = profile.load(name)
        assert held.name == name
        assert held.title
        assert set(held.systems) <= set(SYSTEMS)
    assert profile.load("kobo").epub == Epub(suffix=".kepub.epub", spans=True)
    assert profile.load("kindle").pictures.baseline
    assert not profile.load("kindle").epub.newer_css
    assert profile.load("archive").pdf.standard == "a-3a"
    assert not profile.load("archive").pictures.baseline


def test_a_standard_takes_the_place_of_the_profile_s() -> None:
    held = profile.load("kobo", standard="a-2a")
    assert held.pdf.standard == "a-2a"
    assert replace(held, pdf=Pdf()) == profile.load("kobo")
    assert profile.load(held) is held
    with pytest.raises(UsageError, match="no standard named a-9"):
        profile.load("kobo", standard="a-9")


def test_a_user_s_own_says_only_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "may-cua-toi.toml"
    file.write_text(
        'title = "Máy của tôi"\nsystems = ["koreader"]\n[pictures]\nwidth = 1072\ngrey = true\n'
        '[epub]\nnewer-css = false\nfonts = "system"\n[bounds]\nfile = 20_000_000\n',
        encoding="utf-8",
    )
    held = profile.load(str(file))
    assert (held.name, held.title, held.systems) == ("may-cua-toi", "Máy của tôi", ("koreader",))
    assert held.pictures == Pictures(width=1072, grey=True)
    assert held.epub == Epub(newer_css=False, fonts="system")
    assert held.bounds == Bounds(file=20_000_000)


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ("[pictures]\nwidth = 900\nhigh = 3", "line 3: [pictures] has no key high. Is it height?",
         "The keys are width, height"),
        ('title = "x"\nwidth = 3', "line 2: there is no key width. It belongs to [pictures].",
         "title, systems and the tables [pictures]"),
        ("\n[picture]\nwidth = 100", "line 2: there is no key picture. Is it pictures?", "tables"),
        ("[pictures]\nwidth = 7", "line 2: width is 7.", "from 100 to 10000"),
        ('[pictures]\nwidth = "7"', "line 2: width is “7”.", "a number of pixels"),
        ("[pictures]\nquality = true", "line 2: quality is true.", "from 1 to 95"),
        ("[pictures]\n\ngrey = 1", "line 3: grey is 1.", "true or false"),
        ('[epub]\nsuffix = ".mobi"', "line 2: suffix is “.mobi”.", '".epub" or ".kepub.epub"'),
        ('[epub]\nfonts = "none"', "line 2: fonts is “none”.", '"embed" or "system"'),
        ('systems = ["sony"]', "line 1: systems is ['sony'].", "a list of kindle, kobo"),
        ('systems = "kobo"', "line 1: systems is “kobo”.", "a list of"),
        ("pictures = 3", "line 1: pictures is a table.", "Write [pictures]"),
        ("[bounds]\nfile = 1", "line 2: file is 1.", "a number of bytes"),
        ('[pdf]\nstandard = "a-4u"', "line 2: standard is “a-4u”.", '"a-2a" or "a-4f"'),
        ("[pictures]\nwidth =", "line 2, isn't TOML", "width = 1264"),
        ("title = 'a'\ntitle = 'b'", "line 2, isn't TOML", "width = 1264"),
    ],
)  # fmt: skip
def test_a_wrong_one_is_told_by_line_and_key(
    text: str, said: str, remedy: str, tmp_path: Path
) -> None:
    file = tmp_path / "may.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as told:
        profile.load(str(file))
    assert f"The profile {file}, {said}" in told.value.problem
    assert remedy in told.value.remedy


def test_one_that_can_t_be_read(tmp_path: Path) -> None:
    file = tmp_path / "may.toml"
    with pytest.raises(UsageError, match="can't be read: No such file"):
        profile.load(str(file))
    file.write_bytes(b'title = "a"\n# M\xe1y')
    with pytest.raises(UsageError, match="line 2, isn't UTF-8"):
        profile.load(str(file))
    with pytest.raises(UsageError, match="no profile named sony") as told:
        profile.load("sony")
    assert "generic, kindle, kobo, print" in told.value.remedy


def names_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.namelist()


def test_it_reaches_the_book() -> None:
    book, style = epub_books.single(), theme.load("book")
    full = to_epub(book, style)
    lean = to_epub(
        book, style, replace(GENERIC, epub=Epub(newer_css=False, fonts="system", spans=True))
    )
    assert "EPUB/css/newer.css" in names_in(full.data)
    assert any(name.endswith(".ttf") for name in names_in(full.data))
    assert "EPUB/css/newer.css" not in names_in(lean.data)
    assert not any(name.endswith((".ttf", "display-options.xml")) for name in names_in(lean.data))
    with zipfile.ZipFile(io.BytesIO(lean.data)) as held:
        assert b"newer.css" not in held.read("EPUB/article-001.xhtml")
        assert b"koboSpan" in held.read("EPUB/article-001.xhtml")
    assert (full.suffix, lean.suffix) == (".epub", ".epub")


def test_what_is_too_large_for_it_is_said() -> None:
    book, style = epub_books.single(), theme.load("book")
    small = replace(GENERIC, bounds=Bounds(file=20_000, document=2_000))
    codes = [note.partition("(")[2].partition(")")[0] for note in to_epub(book, style, small).notes]
    assert codes == ["file-large", "document-large"]
    apart = replace(small, systems=("apple",))
    assert to_epub(book, style, apart).notes == ()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bai.html").write_text(page().html, encoding="utf-8")
    (tmp_path / "may.toml").write_text(
        '[epub]\nsuffix = ".kepub.epub"\nspans = true\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nha"))
    return tmp_path


def run(*words: str) -> Result:
    made = CliRunner().invoke(main, list(words))
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exc_info
    return made


@pytest.mark.parametrize("name", ["kobo", "may.toml", "./may.toml"])
def test_the_command_takes_a_name_or_a_file(name: str, place: Path) -> None:
    assert run("convert", "bai.html", "--to", "epub", "--profile", name).exit_code == 0
    (book,) = place.glob("*.epub")
    assert book.name.endswith(".kepub.epub")
    (place / "formatter.toml").write_text(f'profile = "{name}"\n', encoding="utf-8")
    assert run("convert", "bai.html", "--to", "epub", "-o", "ra").exit_code == 0
    assert (place / "ra" / book.name).read_bytes() == book.read_bytes()


def test_a_wrong_file_is_told_before_any_work(place: Path) -> None:
    (place / "may.toml").write_text("[pictures]\nwidht = 5\n", encoding="utf-8")
    made = run("convert", "bai.html", "--profile", "may.toml")
    assert (made.exit_code, made.stdout) == (2, "")
    assert "may.toml, line 2: [pictures] has no key widht. Is it width?" in made.stderr


def test_a_bound_book_is_written_for_it_too(place: Path) -> None:
    made = run("convert", "bai.html", "--bind", "Tuyển tập", "--to", "epub", "--profile", "kobo")
    assert made.exit_code == 0
    (book,) = place.glob("*.kepub.epub")
    with zipfile.ZipFile(book) as held:
        assert b"koboSpan" in held.read("EPUB/article-001.xhtml")


def test_a_book_is_added_to_for_what_it_was_made_for(place: Path) -> None:
    run("convert", "bai.html", "--bind", "Tuyển tập", "--to", "epub", "--profile", "kobo")
    (book,) = place.glob("*.kepub.epub")
    before = book.read_bytes()
    words = ("convert", "bai.html", "--update", str(book), "--to", "epub")
    refused = run(*words, "--profile", "generic")
    assert refused.exit_code == 2
    assert "tuyen-tap.kepub.epub would be written as tuyen-tap.epub" in refused.stderr
    assert book.read_bytes() == before
    for said in ((), ("--profile", "kobo")):
        assert run(*words, *said).exit_code == 0
        assert list(place.glob("*.epub")) == [book]
