"""What `import formatter` gives, and what it doesn't load."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import formatter

ENGINES = {
    "PIL",
    "bs4",
    "ebooklib",
    "jinja2",
    "lxml",
    "pikepdf",
    "pypdfium2",
    "selectolax",
    "uharfbuzz",
    "weasyprint",
}
NAMES = """
    Article Book Capture Edited Edits FormatterError Image ImageRef Imprint Kept NothingFoundError
    Page RefusedError Removal RenderError Rendering Repair Section Theme UsageError Use bind clean
    gather read to_epub to_pdf
"""


def loaded_by(statement: str) -> set[str]:
    told = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in told.stdout.split()}


@pytest.mark.parametrize("statement", ["import formatter", "import formatter.cli"])
def test_import_loads_no_engine(statement: str) -> None:
    assert not loaded_by(statement) & ENGINES


def test_an_engine_is_seen_where_one_is_loaded() -> None:
    assert loaded_by("import formatter.render.pages\nimport jinja2") & ENGINES


def test_these_names_are_public_and_no_others() -> None:
    assert sorted(formatter.__all__) == sorted(NAMES.split())


@pytest.mark.parametrize("name", NAMES.split())
def test_public_name_is_there_and_says_what_it_is(name: str) -> None:
    thing = getattr(formatter, name)
    assert callable(thing)
    assert name in dir(formatter)
    assert inspect.getdoc(thing)


def test_a_name_nobody_promised_is_not_there() -> None:
    with pytest.raises(AttributeError, match="typeset"):
        formatter.typeset  # noqa: B018


@pytest.mark.parametrize("room", ["clean", "clean.vocabulary", "convert", "source", "render.epub"])
def test_clean_stays_the_verb_whichever_room_is_loaded_first(room: str) -> None:
    program = f"""
import formatter.{room}
from formatter import clean
print(clean is formatter.clean, type(clean).__name__)
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["True", "function"]


def test_a_room_can_still_be_had_by_its_name() -> None:
    assert import_module("formatter.clean").__name__ == "formatter.clean"


def test_a_theme_goes_by_its_name_its_folder_or_itself() -> None:
    theme = import_module("formatter.theme").load("book")
    article = formatter.Article(title="Mưa", body="<p>Mưa rơi trên mái lá.</p>")
    book = formatter.bind([article], images={})
    for make in (formatter.to_epub, formatter.to_pdf):
        asked = [make(book, theme), make(book, "book"), make(book, str(theme.folders[0]))]
        assert len({rendering.data for rendering in asked}) == 1
    with pytest.raises(formatter.UsageError, match="There is no theme named giấy-gió"):
        formatter.to_epub(book, "giấy-gió")


def test_types_are_told_to_checkers() -> None:
    assert (Path(formatter.__file__).parent / "py.typed").is_file()
