"""An article in several pages, from its files to its one book."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from formatter import fetch
from formatter.batch import Order, run
from formatter.clean.clean import clean
from formatter.cli import main
from formatter.convert import convert
from formatter.errors import FormatterError
from formatter.records import Record
from formatter.source import expand, read

CORPUS = Path(__file__).parent / "corpus"
PAGES = ("nhieu-trang.html", "nhieu-trang-p2.html", "nhieu-trang-p3.html")
LAST = "Có điều nó chưa gặp được thứ muốn đổi"


def saved(folder: Path, *names: str) -> list[str | bytes]:
    for name in names:
        shutil.copy(CORPUS / name, folder / name)
    return list(expand([str(folder)]))


def made(sources: list[str | bytes], folder: Path, jobs: int = 1) -> dict[str, Record]:
    order = Order(folder=folder / "ra", formats=("epub",))
    return {Path(each.source).name: each for each in run(sources, order, jobs=jobs)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_of_pages_makes_one_book(tmp_path: Path, jobs: int) -> None:
    sources = saved(tmp_path, *PAGES, "vnexpress.html")
    records = made(sources, tmp_path, jobs)
    assert list(records) == [Path(str(source)).name for source in sources]
    assert {record.status for record in records.values()} == {"done"}
    first = str(tmp_path / PAGES[0])
    for name in PAGES[1:]:
        assert records[name].outputs == ()
        assert records[name].notes == (f"It is a further page of {first} and stands in that book.",)
        assert records[name].exit_code == 0
    assert len(list((tmp_path / "ra").iterdir())) == 2
    assert records[PAGES[0]].notes == ()
    assert records[PAGES[0]].words > 300


def test_a_later_page_alone_is_a_book_of_its_own(tmp_path: Path) -> None:
    saved(tmp_path, *PAGES)
    records = made([str(tmp_path / PAGES[1])], tmp_path)
    assert len(records[PAGES[1]].outputs) == 1


def test_pages_that_lead_to_each_other_are_one_book(tmp_path: Path) -> None:
    text = (CORPUS / PAGES[0]).read_text(encoding="utf-8").partition("<head>")
    for name, other in (("a", "b"), ("b", "a")):
        link = f'<link rel="next" href="{other}.html">'
        head = text[2].replace('rel="canonical"', 'rel="x"').replace('rel="next"', 'rel="x"')
        page = f"{text[0]}<head>{link}{head}".replace("Trang sau", "").replace("-p", "-q")
        (tmp_path / f"{name}.html").write_text(page + f"<!-- {name} -->", encoding="utf-8")
    records = made(list(expand([str(tmp_path)])), tmp_path)
    assert sum(len(record.outputs) for record in records.values()) == 1


def test_the_account_holds_all_pages(tmp_path: Path) -> None:
    saved(tmp_path, *PAGES)
    told = CliRunner().invoke(main, ["clean", str(tmp_path / PAGES[0]), "--json"])
    account = json.loads(told.stdout)
    assert account["body"] == clean(read(tmp_path / PAGES[0])).body
    assert LAST in account["body"]
    assert {gone["rule"] for gone in account["removed"] if gone["step"] == "join"} == {
        "pager",
        "repeated",
    }


def test_further_pages_are_fetched_online_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def get(url: str) -> fetch.Fetched:
        asked.append(url)
        place = CORPUS / f"nhieu-trang{url.removesuffix('.html').partition('1170412')[2]}.html"
        if not place.is_file():
            raise FormatterError(f"{url} isn't there.", "Look for it.")
        return fetch.Fetched(data=place.read_bytes(), url=url)

    monkeypatch.setattr(fetch, "get", get)
    monkeypatch.setattr(fetch, "pictures", lambda: None)
    saved(tmp_path, PAGES[0])
    alone = convert(tmp_path / PAGES[0], formats=("epub",))
    assert asked == []
    assert LAST not in alone.article.body
    assert "wasn't saved" in alone.article.notes[0]
    whole = convert(tmp_path / PAGES[0], formats=("epub",), online=True)
    assert [url[-8:] for url in asked] == ["-p2.html", "-p3.html"]
    assert LAST in whole.article.body
    assert whole.article.notes == ()
