"""Where an article comes from, as values."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from formatter import theme
from formatter.article import About
from formatter.original import Capture, Source
from formatter.provenance import (
    lasting,
    moment,
    newest,
    of_epoch,
    origin,
    origins,
    publisher,
    rights,
    summary,
)
from tests.tools import archived


def test_an_origin_tells_all_that_is_known() -> None:
    known = origin(archived.article())
    page = archived.original()
    assert (known.number, known.canonical, known.rule) == (
        1,
        "https://cua-van.example/giu-dap",
        "cuavan 2",
    )
    (reading,) = known.readings
    assert (reading.asked, reading.final) == (page.asked, page.url)
    assert (reading.sha256, reading.name, reading.captured) == (
        page.sha256,
        "giu-dap.html",
        archived.CAPTURED,
    )
    assert known.identifiers == ("doi:10.9999/cua-van.12", "ark:/99999/cv12")
    assert (known.rights, known.license) == (
        "© 2026 Báo Cửa Vạn",
        "https://giay-phep.example/by/4.0/",
    )


def test_each_page_of_a_longer_article_is_a_reading() -> None:
    pages = tuple(archived.original(f"trang-{i}.html") for i in (1, 2, 3))
    known = origin(archived.article(source=Source(sha256=pages[0].sha256, originals=pages)))
    assert [page.name for page in known.readings] == [
        "trang-1.html",
        "trang-2.html",
        "trang-3.html",
    ]
    assert known.captured == archived.CAPTURED


def test_without_the_pages_their_hash_is_still_known() -> None:
    source = archived.article().source.bare()
    (reading,) = origin(archived.article(source=source)).readings
    assert (reading.sha256, reading.asked, reading.final) == (source.sha256, "", "")


def test_of_pasted_text_nothing_is_made_up() -> None:
    known = origin(archived.article(source=Source(), url="", about=About()))
    assert known.readings == ()
    assert known.captured == Capture()
    assert not known.address


def test_articles_are_numbered_in_their_order() -> None:
    made = archived.book(archived.article(), archived.article(url="https://cua-van.example/2"))
    assert [known.number for known in origins(made)] == [1, 2]


@pytest.mark.parametrize(
    ("identifier", "address"),
    [
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("hdl:20.500.1/2", "https://hdl.handle.net/20.500.1/2"),
        ("ark:/12148/x", "https://n2t.net/ark:/12148/x"),
    ],
)
def test_a_lasting_identifier_has_an_address(identifier: str, address: str) -> None:
    assert lasting(identifier) == address
    about = About(identifiers=(identifier,))
    assert origin(archived.article(about=about)).address == address


def test_the_newest_capture_dates_a_book() -> None:
    later = Source(captured=Capture(time="2026-12-01T00:00:00Z", basis="file time"))
    made = archived.book(archived.article(source=later), archived.article())
    assert newest(made) == "2026-12-01T00:00:00Z"
    assert newest(archived.book(archived.article(source=Source()))) == "2026-09-28T07:30:00+07:00"


def test_a_summary_is_the_pages_or_the_lead() -> None:
    assert summary(archived.article()) == "Người giữ đập kể chuyện một mùa nước thấp."
    assert summary(archived.article(about=About())) == "Đập Cây Trâm & ba đời giữ."
    assert not summary(archived.article(about=About(), body="<p>Nước thấp.</p>"))


def test_the_paper_stands_for_a_house_that_isnt_told() -> None:
    assert publisher(archived.article()) == "Hội Nhà báo Ví Dụ"
    assert publisher(archived.article(about=About())) == "Báo Cửa Vạn"


def test_rights_are_told_once() -> None:
    alike, bare = archived.article(), archived.article(about=About(license="https://gp.example/1"))
    assert rights(archived.book(alike, alike, bare)) == "© 2026 Báo Cửa Vạn; https://gp.example/1"


def test_a_theme_is_named_with_the_versions_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('inherit = "newspaper"')
    own = theme.load(f"{tmp_path}/")
    assert own.edition == f"{tmp_path.name}, newspaper 1, base 1"


@pytest.mark.parametrize("name", theme.names())
def test_each_of_our_themes_counts_its_changes(name: str) -> None:
    assert all(theme.load(name).versions)


@pytest.mark.parametrize(
    "written", ["", "hôm qua", "0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00"]
)
def test_a_moment_that_is_none_is_none(written: str) -> None:
    assert moment(written) is None


def test_a_moment_without_a_zone_is_taken_as_told_in_utc() -> None:
    assert moment("2026-09-28") == datetime(2026, 9, 28, tzinfo=UTC)
    assert moment("2026-09-28T05:00:00+07:00") == datetime(2026, 9, 27, 22, tzinfo=UTC)


@pytest.mark.parametrize("told", ["", "mai", "-5", "9" * 12, "9" * 40])
def test_a_date_of_all_that_is_none_is_none(told: str) -> None:
    assert of_epoch({"SOURCE_DATE_EPOCH": told}) is None
    assert of_epoch({"SOURCE_DATE_EPOCH": "86400"}) == datetime(1970, 1, 2, tzinfo=UTC)
