"""The whole line in one call: a source becomes an article, a book and the files asked for."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from formatter import theme
from formatter.article import Page, Rendering
from formatter.beside import OUTPUTS
from formatter.convert import convert, limits
from formatter.errors import (
    FormatterError,
    NothingFoundError,
    RefusedError,
    RenderError,
    UsageError,
)
from formatter.profile import names as profiles
from formatter.render import epub, pdf
from tests.tools.story import ENDING, OPENING, TITLE, URL, page

EXAMPLE = Path(__file__).parents[1] / "examples" / "mua-nuoc-noi.html"


def test_all_that_a_source_became() -> None:
    made = convert(page())
    assert made.article.title == made.book.title == TITLE
    assert made.book.articles == (made.article,)
    assert list(made.renderings) == ["epub", "pdf"]
    assert [r.suffix for r in made.renderings.values()] == [".epub", ".pdf"]
    assert made.renderings["pdf"].pages > 0


@pytest.mark.parametrize("form", OUTPUTS)
def test_one_format_alone(form: str) -> None:
    assert list(convert(page(), formats=[form]).renderings) == [form]


def test_a_source_in_each_shape() -> None:
    text = page().html
    path = EXAMPLE
    shapes: list[Page | str | bytes] = [page(), text, text.encode(), text.encode("utf-16")]
    made = [convert(shape, formats=(), url=URL).article for shape in shapes]
    assert {article.body for article in made} == {OPENING + ENDING}
    assert convert(path, formats=()).article == convert(str(path), formats=()).article


def test_the_address_makes_links_whole() -> None:
    markup = page('<p>Đọc <a href="/so.html">sổ</a> nước của chú Ba.</p>').html
    assert "bao.example/so.html" in convert(markup, formats=(), url=URL).article.body
    assert "so.html" not in convert(markup, formats=()).article.body


def test_a_theme_by_its_name_or_itself() -> None:
    named = convert(page(), formats=["epub"], theme="newspaper")
    given = convert(page(), formats=["epub"], theme=theme.load("newspaper"))
    other = convert(page(), formats=["epub"], theme="book")
    assert named.renderings == given.renderings
    assert named.renderings != other.renderings


def test_pictures_that_came_with_the_page_are_in_the_book() -> None:
    made = convert(EXAMPLE, formats=["epub"])
    assert [image.missing for image in made.book.images.values()] == [""] * 8
    with zipfile.ZipFile(BytesIO(made.renderings["epub"].data)) as book:
        shown = [
            name for name in book.namelist() if name.rpartition(".")[2] in {"jpg", "png", "jpeg"}
        ]
    assert len(shown) >= 8


@pytest.mark.parametrize("profile", profiles())
def test_a_profile_bounds_the_pictures(profile: str) -> None:
    most = limits(profile)
    made = convert(EXAMPLE, formats=(), profile=profile)
    for image in made.book.images.values():
        assert image.width <= most.width
        assert image.height <= most.height


def test_the_smallest_reader_gets_the_smallest_book() -> None:
    sizes = {
        name: sum(
            len(image.data)
            for image in convert(EXAMPLE, formats=(), profile=name).book.images.values()
        )
        for name in ("kobo", "print")
    }
    assert sizes["kobo"] < sizes["print"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"formats": ["docx"]}, "no output named docx"),
        ({"theme": "khong"}, "no theme named khong"),
        ({"profile": "khong"}, "no profile named khong"),
        ({"legacy": "khong"}, "no encoding called 'khong'"),
    ],
)
def test_a_choice_that_does_not_exist(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        convert(page().html.encode(), **({"formats": ()} | wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (b"", NothingFoundError),
        ("<p>ngắn</p><nav>x</nav>", NothingFoundError),
        (b"<div>" * 20000, RefusedError),
        (Path("khong-co.html"), UsageError),
        ("khong-co.html", UsageError),
        ("ftp://bao.example/x", UsageError),
    ],
)
def test_what_can_not_be_converted(source: str | bytes | Path, kind: type[FormatterError]) -> None:
    with pytest.raises(kind):
        convert(source, formats=())


def _broken(*_: object) -> Rendering:
    raise RenderError("The engine broke.", "Report the page.")


def test_a_format_that_fails_takes_no_other_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "to_pdf", _broken)
    made = convert(page())
    assert list(made.renderings) == ["epub"]
    assert {name: why.problem for name, why in made.failed.items()} == {"pdf": "The engine broke."}


def test_formats_that_all_fail_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "to_pdf", _broken)
    monkeypatch.setattr(epub, "to_epub", _broken)
    with pytest.raises(RenderError, match="The engine broke"):
        convert(page())


LOADED = """
import sys
from formatter.convert import convert
convert({source!r}, formats={formats!r})
print(*sorted(name for name in {engines!r} if name in sys.modules))
"""


@pytest.mark.parametrize(
    ("formats", "loaded"),
    [((), []), (("epub",), ["ebooklib"]), (("pdf",), ["weasyprint"])],
)
def test_an_engine_is_loaded_when_it_is_asked_for(
    formats: tuple[str, ...], loaded: list[str]
) -> None:
    script = LOADED.format(source=page().html, formats=formats, engines=["ebooklib", "weasyprint"])
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == loaded
