"""Style sheets for reading systems: what old ones parse, what none forbids, and the cascade."""

from __future__ import annotations

import re

import pytest

from formatter import theme
from formatter.render.style import Dress, Place, Sheet, split

SHEETS = {name: theme.load(name).css("book.css", "epub.css") for name in theme.names()}


def dress(css: str, path: str) -> Dress:
    """How the innermost of `html.kind > p.kind …` is set."""
    place: Place = Sheet(css).root()
    for step in path.split():
        tag, _, kind = step.partition(".")
        place = place[tag, kind.replace(".", " ")]
    return place.dress


@pytest.mark.parametrize(
    ("css", "path", "expected"),
    [
        ('body { font-family: "A", "S", serif }', "body p", Dress(("A", "S"))),
        ("", "body b", Dress(weight=700)),
        ("", "body b b", Dress(weight=900)),
        ("", "body i b", Dress(weight=700, italic=True)),
        ("i { font-style: normal }", "body i", Dress()),
        ("h2 { font-weight: 600 }", "body h2", Dress(weight=600)),
        ("h2 { font-weight: normal }", "body h2 b", Dress(weight=700)),
        ("p { font-weight: 600 } .lead { font-weight: 400 }", "p.lead", Dress()),
        (".lead { font-weight: 400 } p { font-weight: 600 }", "p.lead", Dress()),
        ("p { font-weight: 600 } p { font-weight: 700 }", "p", Dress(weight=700)),
        ("aside.info h3 { font-weight: 400 }", "aside.info div h3", Dress()),
        ("aside.info > h3 { font-weight: 400 }", "aside.info div h3", Dress(weight=700)),
        ("aside.info > h3 { font-weight: 400 }", "aside.info h3", Dress()),
        ("h2 + p { font-weight: 700 }", "div p", Dress(weight=700)),
        ("nav h2 + p { font-weight: 700 }", "div p", Dress()),
        ("nav > h2 + p { font-weight: 700 }", "nav p", Dress(weight=700)),
        ("p:first-child { font-weight: 700 }", "div p", Dress(weight=700)),
        ("p::before { font-weight: 700 }", "div p", Dress()),
        ("h2, .x.y { font-style: italic }", "div.x.y", Dress(italic=True)),
        ("h2, .x.y { font-style: italic }", "div.x", Dress()),
        ("* { font-style: italic } em { font-style: inherit }", "div p", Dress(italic=True)),
        ("i { font-style: normal } i i { font-style: inherit }", "i i", Dress()),
        ("/* p { font-weight: 700 } */ @media print { p { font-weight: 700 } }", "p", Dress()),
    ],
)
def test_the_cascade(css: str, path: str, expected: Dress) -> None:
    assert dress(css, path) == expected


def test_elements_of_one_kind_share_their_place() -> None:
    root = Sheet("").root()
    assert root["p", "lead"] is root["p", "lead"]
    assert root["p", "lead"] is not root["p", ""]


def test_newer_rules_go_to_a_sheet_of_their_own() -> None:
    plain, newer = split(
        "/* x */ p { margin: 0 }\n@media (min-width: 34em) { p { margin: 1em } a { b: c } }\n"
        "p:has(+ hr) { margin: 2em }\nhr { margin: 3em }"
    )
    assert plain == "p{margin: 0}\nhr{margin: 3em}\n"
    assert newer == (
        "@media (min-width: 34em){p { margin: 1em } a { b: c }}\np:has(+ hr){margin: 2em}\n"
    )


def test_a_sheet_without_newer_rules_has_no_second_one() -> None:
    assert split("p { margin: 0 }")[1] == ""


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_of_a_theme_is_lost_in_the_split(name: str) -> None:
    css = re.sub(r"/\*.*?\*/", "", SHEETS[name], flags=re.DOTALL)
    both = "".join(split(css))
    assert sorted(re.sub(r"\s", "", both)) == sorted(re.sub(r"\s", "", css))


@pytest.mark.parametrize("name", SHEETS)
def test_the_plain_sheet_is_plain(name: str) -> None:
    plain, _ = split(SHEETS[name])
    for newer in ("var(", "min(", "max(", "clamp(", "calc(", "@", "&", "::", ":has", ":is", "vh"):
        assert newer not in plain, newer


@pytest.mark.parametrize("name", SHEETS)
def test_a_reader_s_own_colours_hold(name: str) -> None:
    # Black text on a night mode's black ground is what fixed colours come to.
    for rule in re.findall(r"\{([^{}]*)\}", SHEETS[name]):
        for colour in re.findall(r"(?:^|;)\s*(?:color|background(?:-color)?)\s*:\s*([^;]+)", rule):
            assert colour.strip() in {"inherit", "transparent", "currentColor"}


@pytest.mark.parametrize("name", SHEETS)
def test_stacked_marks_have_room(name: str) -> None:
    for height in re.findall(r"line-height:\s*([\d.]+)([a-z%]*)", SHEETS[name]):
        number, unit = height
        # A unit would fix the height of one size for all that inherit it.
        assert unit == "", height
        assert float(number) in {0.0, 1.0} or float(number) >= 1.3, height


@pytest.mark.parametrize("name", SHEETS)
def test_sizes_follow_the_reader_s(name: str) -> None:
    for size in re.findall(r"font-size:\s*([^;}]+)", SHEETS[name]):
        assert re.fullmatch(r"[\d.]+em", size.strip()), size


@pytest.mark.parametrize("name", SHEETS)
def test_what_popups_show_is_never_hidden(name: str) -> None:
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", SHEETS[name]):
        if re.search(r"display:\s*none", body):
            assert selector.strip().split("\n")[-1] in {".landmarks", ".titlepage .rule"}
