"""Small pages with one fault each, laid out as an issue's are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from formatter import theme
from formatter.article import Book
from formatter.layout import Fault, Layout
from formatter.press.report import report
from formatter.press.space import space_of
from formatter.render import pdf, sheets
from tests.render import sample_book as sample

# A line is 20 pixels, a page holds ten of them in one column of 300.
_CSS = """
@page { size: 340px 240px; margin: 20px; @footnote { margin: 0; padding: 0; border: 0 } }
html { font: 12px/20px "@text"; } body, p, h1, h2, h3, figure { margin: 0; }
h1, h2, h3 { font-size: 12px; line-height: 20px; break-after: auto; }
p { orphans: 1; widows: 1; } article + article { break-before: page; }
img { display: block; } .fn { float: footnote; } .fn::footnote-call { line-height: 0 }
.two { columns: 2; column-gap: 20px; column-fill: auto; }
"""
_THEME = theme.load("book")
TITLES = {"bai-1": "Bến ghe", "bai-2": "Ruộng muối"}


def pages(markup: str, css: str = "", book: Book | None = None) -> list[Any]:
    """Return the engine's page boxes of articles' markup."""
    held = book or sample.book(sample.plain(1))
    family = _THEME.family("text")
    style = sheets.faces([family]) + _CSS.replace("@text", family.css_name) + css
    document = f"<html lang=vi><head><style>{style}</style></head><body>{markup}</body></html>"
    with pdf._fonts() as type_case:
        laid_out = pdf._laid_out(document, pdf._Sealed(held, _THEME), type_case)
        return pdf._boxes(laid_out)


def article(body: str, number: int = 1, attributes: str = 'class="story"') -> str:
    return f'<article id="bai-{number}"><div {attributes}>{body}</div></article>'


def lines(count: int, word: str = "sông") -> str:
    """Return a paragraph of so many lines."""
    return "<p>" + "<br>".join(f"{word} nước {i}" for i in range(count)) + "</p>"


def layout(markup: str, css: str = "", **given: Any) -> Layout:
    images = sample.book(sample.plain(1)).images
    told: Mapping[str, Any] = {"titles": TITLES, "images": images, "space": space_of(_THEME)}
    return report(pages(markup, css), **{**told, **given})


def faults(kind: str, markup: str, css: str = "", **given: Any) -> Sequence[Fault]:
    return [each for each in layout(markup, css, **given).faults if each.kind == kind]
