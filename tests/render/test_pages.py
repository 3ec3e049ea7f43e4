"""Templates, labels, dates, codes and titles as the pages show them."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from formatter import fetch, images, theme
from formatter.errors import UsageError
from formatter.images import collect
from formatter.render import pages

BOOK = theme.load("book")


@pytest.mark.parametrize(
    ("moment", "vi", "en", "fr"),
    [
        (
            "2021-09-28T07:30:00+07:00",
            "Thứ Ba, 28/9/2021, 07:30 (GMT+7)",
            "Tuesday 28 September 2021, 07:30 (GMT+7)",
            "2021-09-28, 07:30 (GMT+7)",
        ),
        (
            "2025-11-25T02:09:07Z",
            "Thứ Ba, 25/11/2025, 02:09 (GMT)",
            "Tuesday 25 November 2025, 02:09 (GMT)",
            "2025-11-25, 02:09 (GMT)",
        ),
        (
            "2025-11-23T23:05:00-03:30",
            "Chủ Nhật, 23/11/2025, 23:05 (GMT−3:30)",
            "Sunday 23 November 2025, 23:05 (GMT−3:30)",
            "2025-11-23, 23:05 (GMT−3:30)",
        ),
        (
            "2025-11-22T06:00:00",
            "Thứ Bảy, 22/11/2025, 06:00",
            "Saturday 22 November 2025, 06:00",
            "2025-11-22, 06:00",
        ),
        ("2025-02-03", "Thứ Hai, 3/2/2025", "Monday 3 February 2025", "2025-02-03"),
        ("2025-02", "Tháng 2/2025", "February 2025", "2025-02"),
        ("2025", "2025", "2025", "2025"),
        ("2025-13", "2025-13", "2025-13", "2025-13"),
        ("hôm qua", "hôm qua", "hôm qua", "hôm qua"),
        ("", "", "", ""),
    ],
)
def test_date_is_written_as_the_language_writes_it(moment: str, vi: str, en: str, fr: str) -> None:
    assert pages.date_words(moment, "vi") == vi
    assert pages.date_words(moment, "vi-VN") == vi
    assert pages.date_words(moment, "en-GB") == en
    assert pages.date_words(moment, "fr") == fr


@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_has_words(moment: object) -> None:
    words = pages.date_words(moment.isoformat(), "vi")  # type: ignore[attr-defined]
    assert re.match(r"(Thứ \S+|Chủ Nhật), \d{1,2}/\d{1,2}/\d+, \d\d:\d\d \(GMT", words)


def test_labels_are_the_same_in_both_languages() -> None:
    vi, en = pages.labels(BOOK, "vi"), pages.labels(BOOK, "en")
    base = BOOK.folders[-1] / "labels"
    keys = {
        p.stem: {key for key in tomllib.loads(p.read_text()) if key != "reasons"}
        for p in base.glob("*.toml")
    }
    assert keys["vi"] == keys["en"] == set(vi) == set(en)
    assert all(vi.values())
    assert {key for key in vi if vi[key] == en[key]} <= {"video"}


def test_labels_of_an_unknown_language_are_english() -> None:
    assert pages.labels(BOOK, "xx") == pages.labels(BOOK, "en")
    assert pages.labels(BOOK, "vi-VN") == pages.labels(BOOK, "vi")


@pytest.mark.parametrize(
    ("missing", "vi"),
    [
        ("not in the saved page", "không có trong trang đã lưu"),
        ("a tracking pixel of 1 × 2", "điểm ảnh theo dõi, 1 × 2"),
        ("31 MB, more than the 24 allowed", "31 MB, quá mức 24 MB"),
        ("the server answered 404 Not Found", "máy chủ trả lời 404 Not Found"),
        ("eaten by a goat", ""),
        ("not in the saved page of a goat", ""),
    ],
)
def test_reason_of_a_missing_picture_is_in_the_books_language(missing: str, vi: str) -> None:
    assert pages.absence(BOOK, "vi", missing) == pages.absence(BOOK, "vi-VN", missing) == vi
    # English labels stand in for a language that has none, and so do the reasons.
    assert pages.absence(BOOK, "en", missing) == pages.absence(BOOK, "fr", missing) == missing


def test_every_reason_of_the_pictures_is_translated() -> None:
    rooms = [Path(images.__file__).parent, Path(fetch.__file__).parent]
    reasons = {collect.NOWHERE}
    for module in (path for room in rooms for path in room.glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UnusableError":
                reasons |= {_sample(n) for n in node.args if not isinstance(n, ast.Name)}
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "reason":
                reasons |= set(map(_sample, _texts(node.value)))
    assert len(reasons) > 10
    assert [reason for reason in reasons if not pages.absence(BOOK, "vi", reason)] == []


def _texts(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else []


def _sample(node: ast.expr) -> str:
    """Return a text as it is, or an f-string with a figure for each of its values."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_sample(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "7"


def test_heir_changes_one_label(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "vi.toml").write_text('contents = "Trong số báo này"')
    heir = theme.load(str(tmp_path))
    changed = {
        key
        for key, value in pages.labels(heir, "vi").items()
        if pages.labels(BOOK, "vi")[key] != value
    }
    assert changed == {"contents"}


def test_broken_labels_are_named(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "vi.toml").write_text("contents = ")
    with pytest.raises(UsageError, match=r"vi\.toml can't be read"):
        pages.labels(theme.load(str(tmp_path)), "vi")


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
