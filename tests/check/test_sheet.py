"""Style sheets read as far as their rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.check import sheet


def test_rules_with_what_encloses_them_and_their_lines() -> None:
    css = """/* { */ @import "a;b.css";
p, a > b { color: red; margin: 0 }

@media (min-width: 3em) {
  h1::after { content: "}" }
}
p { font-size: 2em; b { top: 0 } }
"""
    assert [tuple(rule[:4]) for rule in sheet.rules(css)] == [
        ((), '@import "a;b.css"', (), 1),
        ((), "p, a > b", (("color", "red"), ("margin", "0")), 2),
        (("@media (min-width: 3em)",), "h1::after", (("content", '"}"'),), 5),
        ((), "@media (min-width: 3em)", (), 4),
        (("p",), "b", (("top", "0"),), 7),
        ((), "p", (("font-size", "2em"),), 7),
    ]


@pytest.mark.parametrize(
    ("css", "newer"),
    [
        ("p { margin: calc(1em + 2px) }", ""),
        ("p:first-child { top: 0 }", ""),
        ("@media print { p { top: 0 } }", ""),
        ("p { margin: max(1em, 2em) }", "max"),
        ("p { color: var(--x) }", "var"),
        ("p { background: url(a?b&c.png) }", ""),
        ("& p { top: 0 }", "&"),
        ("p:is(.a) { top: 0 }", "is"),
        ("@layer a { p { top: 0 } }", "@layer"),
        ("p { b { top: 0 } }", "a rule inside a rule"),
    ],
)
def test_what_an_old_engine_cant_parse(css: str, newer: str) -> None:
    found = {rule.newer for rule in sheet.rules(css)} - {""}
    assert found == ({newer} if newer else set())


def test_a_sheet_without_end_is_read_in_part() -> None:
    assert len(sheet.rules("p{top:0}" * 60_000)) == 50_000


@given(st.text(alphabet="{};:/*\"'@p \n\\", max_size=60))
def test_any_text_is_read(css: str) -> None:
    lines = css.count("\n") + 1
    for rule in sheet.rules(css):
        assert 1 <= rule.line <= lines
