"""What a theme itself prints, in Vietnamese, in English, and in a language that a file adds."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formatter
from formatter import fetch, images, theme
from formatter.article import Article, Section
from formatter.book import bind
from formatter.errors import UsageError
from formatter.images import collect
from formatter.original import Capture, Source
from formatter.render import pdf
from formatter.render.origin import colophon
from formatter.render.words import words

BOOK = theme.load("book")
BASE = BOOK.folders[-1]
ROOM = Path(formatter.__file__).parent
VI, EN = words(BOOK, "vi"), words(BOOK, "en")
TABLES = ("counts", "plural", "dates", "numbers", "reasons")
# A third language is this file and nothing else.
FRENCH = """
contents = "Sommaire"
cover = "Couverture"
title_page = "Page de titre"
start = "Commencer la lecture"
modified = "Mis à jour"
source = "Source"
address = "Adresse"
captured = "Copie"
captured_observed = "au chargement de la page"
captured_warc_date = "selon la date de l’archive WARC"
captured_file_time = "selon l’heure du fichier"
missing_picture = "Image absente"
untitled = "Sans titre"
accessible = "Table des matières, titres hiérarchisés, ordre de lecture."
accessible_pictures = "{pictures}, {told}."
[counts]
articles = { one = "{} article", other = "{} articles" }
pictures = { one = "{} image", other = "{} images" }
told = { one = "dont {} décrite", other = "dont {} décrites" }
[plural]
one = "[01]"
[dates]
day = "{weekday} {day} {name} {year}"
short = "{day:02}/{month:02}/{year}"
long = "{weekday} {day} {name} {year}"
month = "{name} {year}"
moment = "{date}, {hour}h{minute:02}{zone}"
span = "du {first} au {last}"
days = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"]
months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
          "octobre", "novembre", "décembre"]
[numbers]
group = "\\u202F"
decimal = ","
percent = "{}\\u00A0%"
money = "{amount}\\u00A0{sign}"
size = "{amount}\\u00A0{unit}"
units = ["o", "Ko", "Mo", "Go"]
[reasons]
"{} MB, more than the {} allowed" = "{} Mo, plus que les {} permis"
"""


@pytest.fixture
def french(tmp_path: Path) -> theme.Theme:
    """A theme in a folder of its own that adds French."""
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "fr.toml").write_text(FRENCH, encoding="utf-8")
    return theme.load(str(tmp_path))


@pytest.mark.parametrize(
    ("moment", "vi", "en", "fr"),
    [
        (
            "2021-09-28T07:30:00+07:00",
            "Thứ Ba, 28/09/2021, 07:30 (GMT+7)",
            "Tuesday 28 September 2021, 07:30 (GMT+7)",
            "Mardi 28 septembre 2021, 7h30 (GMT+7)",
        ),
        (
            "2025-11-25T02:09:07Z",
            "Thứ Ba, 25/11/2025, 02:09 (GMT)",
            "Tuesday 25 November 2025, 02:09 (GMT)",
            "Mardi 25 novembre 2025, 2h09 (GMT)",
        ),
        (
            "2025-11-23T23:05:00-03:30",
            "Chủ Nhật, 23/11/2025, 23:05 (GMT−3:30)",
            "Sunday 23 November 2025, 23:05 (GMT−3:30)",
            "Dimanche 23 novembre 2025, 23h05 (GMT−3:30)",
        ),
        (
            "2025-11-22T06:00:00",
            "Thứ Bảy, 22/11/2025, 06:00",
            "Saturday 22 November 2025, 06:00",
            "Samedi 22 novembre 2025, 6h00",
        ),
        (
            "2025-02-03",
            "Thứ Hai, 03/02/2025",
            "Monday 3 February 2025",
            "Lundi 3 février 2025",
        ),
        ("2025-02", "Tháng 2/2025", "February 2025", "février 2025"),
        ("2025", "2025", "2025", "2025"),
        ("2025-13", "2025-13", "2025-13", "2025-13"),
        ("hôm qua", "hôm qua", "hôm qua", "hôm qua"),
        ("", "", "", ""),
    ],
)
def test_a_moment_is_written_as_the_language_writes_it(
    moment: str, vi: str, en: str, fr: str, french: theme.Theme
) -> None:
    assert VI.moment(moment) == words(BOOK, "vi-VN").moment(moment) == vi
    assert EN.moment(moment) == words(BOOK, "en-GB").moment(moment) == en
    assert words(french, "fr").moment(moment) == words(french, "fr-CA").moment(moment) == fr


@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_has_words(moment: Any) -> None:
    told = VI.moment(moment.isoformat())
    assert re.match(r"(Thứ \S+|Chủ Nhật), \d\d/\d\d/\d+, \d\d:\d\d \(GMT", told)


@pytest.mark.parametrize(
    ("ends", "vi", "en", "fr"),
    [
        (
            ("2025-11-24", "2025-11-24"),
            "Thứ Hai, ngày 24 tháng 11 năm 2025",
            "Monday 24 November 2025",
            "Lundi 24 novembre 2025",
        ),
        (
            ("2025-02-03", "2025-11-24"),
            "03/02/2025 – 24/11/2025",
            "3 February 2025 – 24 November 2025",
            "du 03/02/2025 au 24/11/2025",
        ),
        (("2025-02", "2025-02"), "Tháng 2/2025", "February 2025", "février 2025"),
    ],
)
def test_days(ends: tuple[str, str], vi: str, en: str, fr: str, french: theme.Theme) -> None:
    assert VI.days(*ends) == vi
    assert EN.days(*ends) == en
    assert words(french, "fr").days(*ends) == fr


@pytest.mark.parametrize(
    ("value", "vi", "en", "fr"),
    [
        (0, "0", "0", "0"),
        (999, "999", "999", "999"),
        (1234567.5, "1.234.567,5", "1,234,567.5", "1\u202f234\u202f567,5"),
        (Decimal(25000), "25.000", "25,000", "25\u202f000"),
        (-1200, "−1.200", "−1,200", "−1\u202f200"),
        (Decimal("1e6"), "1.000.000", "1,000,000", "1\u202f000\u202f000"),
    ],
)
def test_numbers(value: Any, vi: str, en: str, fr: str, french: theme.Theme) -> None:
    assert (VI.number(value), EN.number(value)) == (vi, en)
    assert words(french, "fr").number(value) == fr


def test_percentages_money_and_sizes(french: theme.Theme) -> None:
    fr = words(french, "fr")
    assert (VI.percent(15.5), EN.percent(15.5), fr.percent(15.5)) == ("15,5%", "15.5%", "15,5\xa0%")
    assert (VI.money(25_000, "₫"), EN.money(25_000, "$")) == ("25.000\xa0₫", "$25,000")
    assert fr.money(Decimal("19.90"), "€") == "19,90\xa0€"
    sizes = [0, 999, 1000, 2_449_000, 45_000_000, 999_950, 7_000_000_000_000]
    assert [VI.size(count) for count in sizes] == [
        f"{size}\xa0{unit}"
        for size, unit in [
            ("0", "B"), ("999", "B"), ("1", "KB"), ("2,4", "MB"), ("45", "MB"), ("1.000", "KB"),
            ("7.000", "GB"),
        ]
    ]  # fmt: skip
    assert (EN.size(2_449_000), fr.size(2_449_000)) == ("2.4\xa0MB", "2,4\xa0Mo")


@pytest.mark.parametrize(
    ("number", "vi", "en", "fr"),
    [
        (0, "0 bài", "0 articles", "0 article"),
        (1, "1 bài", "1 article", "1 article"),
        (2, "2 bài", "2 articles", "2 articles"),
        (21, "21 bài", "21 articles", "21 articles"),
        (1200, "1.200 bài", "1,200 articles", "1\u202f200 articles"),
    ],
)
def test_counts(number: int, vi: str, en: str, fr: str, french: theme.Theme) -> None:
    assert VI.count("articles", number) == vi
    assert EN.count("articles", number) == en
    assert words(french, "fr").count("articles", number) == fr


def test_a_language_of_three_forms_is_data_too(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "ru.toml").write_text(
        '[counts]\narticles = { one = "{} статья", few = "{} статьи", other = "{} статей" }\n'
        '[plural]\none = "(.*[^1])?1"\nfew = "(.*[^1])?[2-4]"\n',
        encoding="utf-8",
    )
    russian = words(theme.load(str(tmp_path)), "ru")
    told = [russian.count("articles", number) for number in (1, 2, 5, 11, 12, 21, 24, 111)]
    endings = "статья статьи статей статей статей статья статьи статей".split()
    assert [phrase.split()[1] for phrase in told] == endings
    assert russian.labels == EN.labels
    assert russian.moment("2025-02-03") == "2025-02-03"


def test_a_language_without_a_file_has_english_labels_and_dates_of_no_language() -> None:
    other = words(BOOK, "sw")
    assert other.labels == EN.labels
    assert words(BOOK, "vi-VN").labels == VI.labels
    assert other.moment("2021-09-28T07:30:00+07:00") == "2021-09-28, 07:30 (GMT+7)"
    assert other.moment("2025-02") == "2025-02"
    assert other.days("2025-02-03", "2025-02-03") == "2025-02-03"
    assert other.number(1234567.5) == "1234567.5"
    assert (other.count("articles", 1), other.count("articles", 2)) == ("1 article", "2 articles")


def _tables(language: str) -> dict[str, Any]:
    return tomllib.loads((BASE / "labels" / f"{language}.toml").read_text(encoding="utf-8"))


def test_the_tables_of_both_languages_have_the_same_keys() -> None:
    vi, en = _tables("vi"), _tables("en")
    assert set(vi) == set(en)
    # How many forms a number has is the language's own.
    for name in set(TABLES) - {"plural"}:
        assert set(vi[name]) == set(en[name])
    assert all(VI.labels.values())
    assert [key for key in VI.labels if VI[key] == EN[key]] == []
    assert len(vi["dates"]["days"]) == len(en["dates"]["days"]) == 7
    assert len(vi["dates"]["months"]) == len(en["dates"]["months"]) == 12
    assert {_fields(known) == _fields(said) for known, said in vi["reasons"].items()} == {True}


def _fields(pattern: str) -> list[str]:
    return sorted(str(field) for _, _, field, _ in string.Formatter().parse(pattern))


def _asked() -> tuple[set[str], set[str]]:
    """Return the labels and the counts that code and templates ask for."""
    labels, counts = set(), set()
    modules = [path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py")]
    for module in (text for text in modules if "formatter.render.words import" in text):
        for node in ast.walk(ast.parse(module)):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                owner = node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if name in {"words", "said", "_said"}:
                    labels.add(str(node.slice.value))
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "count":
                # A text counts its own letters by the same name, with one argument.
                counts |= {
                    str(node.args[0].value)
                    for _ in node.args[1:]
                    if isinstance(node.args[0], ast.Constant)
                }
    # The bases of a capture are asked for by name, and so are the states of an issue's lock.
    labels |= {key for key in EN.labels if key.startswith(("captured_", "lock_"))}
    for template in BASE.parent.glob("*/templates/**/*.j2"):
        text = template.read_text(encoding="utf-8")
        labels |= set(re.findall(r"\blabels\.(\w+)", text))
        counts |= set(re.findall(r"\bwords\.count\(\"(\w+)\"", text))
    return labels, counts


def test_every_label_is_there_and_none_without_need() -> None:
    labels, counts = _asked()
    assert labels == set(EN.labels)
    assert counts == set(EN.own["counts"])


@pytest.mark.parametrize(
    ("basis", "key"),
    [
        ("observed", "captured_observed"),
        ("WARC-Date", "captured_warc_date"),
        ("file time", "captured_file_time"),
    ],
)
def test_each_basis_of_a_capture_is_told(basis: Any, key: str) -> None:
    source = Source(captured=Capture(time="2025-11-25T02:09:07Z", basis=basis))
    (line,) = colophon(Article(title="Bến", body="<p>Nước.</p>", source=source), VI)
    assert line.text == f"Thứ Ba, 25/11/2025, 02:09 (GMT), {VI[key]}"


@pytest.mark.parametrize(
    ("missing", "vi"),
    [
        ("not in the saved page", "không có trong trang đã lưu"),
        ("a tracking pixel of 1 × 2", "điểm ảnh theo dõi, 1 × 2"),
        ("31 MB, more than the 24 allowed", "31 MB, quá mức 24 MB"),
        ("1,310 MB, more than the 24 allowed", "1.310 MB, quá mức 24 MB"),
        ("1,200 megapixels, more than the 50 allowed", "1.200 triệu điểm ảnh, quá mức 50 triệu"),
        ("more than 2000 scans, as no camera writes",
         "hơn 2.000 lượt quét, không máy ảnh nào ghi như vậy"),
        ("the server answered 404 Not Found", "máy chủ trả lời 404 Not Found"),
        ("eaten by a goat", ""),
        ("not in the saved page of a goat", ""),
    ],
)  # fmt: skip
def test_the_reason_of_a_missing_picture_is_in_the_books_language(missing: str, vi: str) -> None:
    assert VI.absence(missing) == words(BOOK, "vi-VN").absence(missing) == vi
    # English labels stand in for a language that has none, and so do the reasons.
    assert words(BOOK, "fr").absence(missing) == missing
    if "goat" not in missing:
        assert EN.absence(missing).replace(",", "") == missing.replace(",", "")


def test_every_reason_of_the_pictures_is_translated_and_no_other() -> None:
    rooms = [Path(images.__file__).parent, Path(fetch.__file__).parent]
    reasons = {collect.NOWHERE}
    for module in (path for room in rooms for path in room.glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UnusableError":
                reasons |= {_sample(n) for n in node.args if not isinstance(n, ast.Name)}
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "reason":
                reasons |= set(map(_sample, _texts(node.value)))
    assert len(reasons) > 10
    assert [reason for reason in reasons if not VI.absence(reason)] == []
    assert [reason for reason in reasons if not EN.absence(reason)] == []


def _texts(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else []


def _sample(node: ast.expr) -> str:
    """Return a text as it is, or an f-string with a figure for each of its values."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_sample(part) for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "7"


def test_an_heir_changes_one_label_and_one_name(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "vi.toml").write_text(
        'contents = "Trong số báo này"\n[dates]\nshort = "{day}.{month}"\n'
    )
    heir = words(theme.load(str(tmp_path)), "vi")
    assert {key for key in VI.labels if heir[key] != VI[key]} == {"contents"}
    assert heir.days("2025-02-03", "2025-02-04") == "3.2 – 4.2"
    assert heir.moment("2025-02-03") == VI.moment("2025-02-03")
    assert heir.absence("an empty file") == VI.absence("an empty file")


def test_broken_labels_are_named(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "vi.toml").write_text("contents = ")
    with pytest.raises(UsageError, match=r"vi\.toml can't be read"):
        words(theme.load(str(tmp_path)), "vi")


@pytest.mark.parametrize("pattern", ["{hôm}", "{day", "{0}", "{day.nothing}"])
def test_a_pattern_that_can_not_be_filled_is_named(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "book"')
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "vi.toml").write_text(f'[dates]\nday = "{pattern}"\n')
    with pytest.raises(UsageError, match=r"\[dates\] day = .*\n?.*weekday"):
        words(theme.load(str(tmp_path)), "vi").moment("2025-02-03")


def _issue(language: str) -> Any:
    pieces = [
        Article(
            title=title,
            body="<p>The river rose in the night.</p>",
            language=tongue,
            published=day,
            modified="2025-11-25T09:00:00+07:00",
        )
        for title, tongue, day in [
            ("Bến nước", "vi", "2025-02-03"),
            ("The landing", "en", "2025-11-24"),
        ]
    ]
    return bind(pieces, images={}, title="Bến", language=language,
                sections=[Section(title="", articles=tuple(pieces))])  # fmt: skip


def test_a_book_speaks_its_own_language_in_articles_of_another(french: theme.Theme) -> None:
    issue = _issue("fr")
    said = words(french, "fr")
    markup = pdf.page_html(issue, french)
    assert "2 articles · du 03/02/2025 au 24/11/2025" in markup
    assert "<h1>Sommaire</h1>" in markup
    for piece in issue.articles:
        assert f'<time datetime="{piece.published}" lang="fr">{said.moment(piece.published)}' in (
            markup
        )
    assert markup.count('<footer class="colophon" lang="fr">') == 2
    assert "Mis à jour:</span> Mardi 25 novembre 2025" in markup


def test_what_a_book_says_in_its_own_language_needs_no_mark() -> None:
    markup = pdf.page_html(_issue("en"), BOOK)
    assert '<time datetime="2025-11-24">Monday 24 November 2025' in markup
    assert '<time datetime="2025-02-03" lang="en">Monday 3 February 2025' in markup
