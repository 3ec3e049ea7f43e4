"""Templates, labels, dates, codes and titles as the pages show them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from formatter import theme
from formatter.errors import UsageError
from formatter.render import pages

BOOK = theme.load("book")


def test_text_is_escaped_and_markup_is_not(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "x.j2").write_text("{{ text }}|{{ body }}|{{ labels.source }}")
    made = pages.render(
        theme.load(str(tmp_path)), "x.j2", language="vi", text="<b>&", body=Markup("<p>ợ</p>")
    )
    assert made == "&lt;b&gt;&amp;|<p>ợ</p>|Nguồn"


def test_missing_template_is_named() -> None:
    with pytest.raises(UsageError, match=r"no template nothing\.j2"):
        pages.render(BOOK, "nothing.j2", language="vi")


def test_code_is_one_path_that_scales_and_never_changes() -> None:
    code = pages.qr_svg("https://vi-du.example/a?b=1&c=2")
    assert code == pages.qr_svg("https://vi-du.example/a?b=1&c=2")
    assert code != pages.qr_svg("https://vi-du.example/a?b=1&c=3")
    assert code.count("<path") == 1
    assert re.search(r'viewBox="0 0 (\d+) \1"', code)
    assert " width=" not in code


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_running_head_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(pages.short(text, limit)) <= max(limit, 1)
    if len(text) <= limit:
        assert pages.short(text, limit) == text


def test_running_head_ends_after_a_word() -> None:
    assert pages.short("Người giữ đèn ở Cửa Vạn: bốn mươi năm", 26) == "Người giữ đèn ở Cửa Vạn…"


@given(st.lists(st.text("aợẪđn<&", min_size=1, max_size=9), min_size=1, max_size=24))
def test_title_keeps_every_word(words: list[str]) -> None:
    text = " ".join(words)
    lines = pages.title(BOOK, text, 21, 114).split(Markup("<br>"))
    assert Markup(" ").join(lines) == escape(text)


def test_title_leaves_no_word_alone() -> None:
    text = "Người giữ đèn ở Cửa Vạn: bốn mươi năm một ngọn lửa trên doi cát Ữ Thượng"
    lines = pages.title(BOOK, text, 21, 114).split("<br>")
    assert len(lines) == 3
    assert min(map(len, lines)) > 0.7 * max(map(len, lines))
