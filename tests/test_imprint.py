"""What a publisher adds to an e-book, from the flag to the file, and what can't be added."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from formatter.cli import main
from formatter.errors import UsageError
from formatter.imprint import EXEMPTIONS, Imprint
from tests.test_corpus import EXAMPLES
from tests.tools.story import page

WCAG = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def run(*words: str | Path) -> Result:
    made = CliRunner().invoke(main, ["convert", *(str(word) for word in words)])
    assert made.exception is None or isinstance(made.exception, SystemExit), made.exc_info
    return made


def only(folder: Path, suffix: str = ".epub") -> zipfile.ZipFile:
    (path,) = folder.glob(f"*{suffix}")
    return zipfile.ZipFile(path)


def gif() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("navy", "gold")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], loop=0)
    return out.getvalue()


def test_each_flag_comes_to_the_package(tmp_path: Path) -> None:
    cover = tmp_path / "bia.png"
    Image.new("RGB", (900, 1200), "navy").save(cover)
    made = run(
        EXAMPLES / "mua-nuoc-noi.html", "-o", tmp_path / "ra", "--to", "epub", "--cover", cover,
        "--fonts", "system", "--conforms", WCAG, "--certified-by", "Hội Sách Nói",
        "--exemption", EXEMPTIONS[0],
    )  # fmt: skip
    assert made.exit_code == 0
    file = only(tmp_path / "ra")
    opf = file.read("EPUB/content.opf").decode()
    assert 'href="images/cover.png"' in opf
    assert "fonts/" not in opf
    for said in (WCAG, "Hội Sách Nói", EXEMPTIONS[0]):
        assert f">{said}</meta>" in opf
    # The pictures of that page have no text of their own.
    assert "claimed to conform" in made.stderr


@pytest.mark.parametrize(("how", "kept"), [("keep", True), ("still", False), (None, False)])
def test_a_picture_moves_where_that_is_asked_for(
    how: str | None,
    kept: bool,
    tmp_path: Path,
) -> None:
    (tmp_path / "quay.gif").write_bytes(gif())
    source = tmp_path / "bai.html"
    source.write_text(page('<p><img src="quay.gif" alt="Guồng nước quay"></p>').html)
    flags = ["--animation", how] if how else []
    assert run(source, "-o", tmp_path / "ra", "--to", "epub", *flags).exit_code == 0
    file = only(tmp_path / "ra")
    assert any(name.endswith(".gif") for name in file.namelist()) is kept
    hazard = "unknown" if kept else "none"
    assert f'accessibilityHazard">{hazard}<' in file.read("EPUB/content.opf").decode()


def test_a_bound_book_has_its_publisher_s_cover_and_its_pages(tmp_path: Path) -> None:
    cover = tmp_path / "bia.jpg"
    Image.new("RGB", (900, 1200), "navy").save(cover)
    pages = [EXAMPLES / "mua-nuoc-noi.html", EXAMPLES / "cho-phien.html"]
    made = run(*pages, "-o", tmp_path / "ra", "--bind", "Hai miền", "--cover", cover, "--page-list")
    assert made.exit_code == 0
    file = only(tmp_path / "ra")
    with Image.open(io.BytesIO(file.read("EPUB/images/cover.jpg"))) as shown:
        assert shown.size == (900, 1200)
    assert b'epub:type="page-list"' in file.read("EPUB/nav.xhtml")


@pytest.mark.parametrize(
    ("flags", "problem"),
    [
        (["--fonts", "none"], "no choice none for fonts"),
        (["--animation", "dance"], "no choice dance for animation"),
        (["--exemption", "eaa-lazy"], "no choice eaa-lazy for exemption"),
        (["--conforms", WCAG], "needs both the standard and who checked it"),
        (["--certified-by", "Hội"], "needs both the standard and who checked it"),
        (["--page-list", "--to", "epub"], "only one of them is asked for"),
        (["--cover", "khong-co.jpg"], "can't be read"),
    ],
)
def test_what_cannot_be_is_said(flags: list[str], problem: str, tmp_path: Path) -> None:
    made = run(EXAMPLES / "mua-nuoc-noi.html", "-o", tmp_path / "ra", *flags)
    assert made.exit_code in {1, 2, 3}
    assert problem in made.stderr
    assert "Traceback" not in made.output
    assert not list((tmp_path / "ra").glob("*"))


def test_an_imprint_is_right_or_says_why_not() -> None:
    Imprint().must_be_right()
    Imprint(conforms=WCAG, certified_by="Hội", exemption=EXEMPTIONS[1]).must_be_right()
    with pytest.raises(UsageError) as raised:
        Imprint(fonts="x").must_be_right()
    assert raised.value.remedy == "Choose one of embed, system."
