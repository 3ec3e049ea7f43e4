"""A run packed into a bag, held against the library of the standard's makers."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner

from formatter.bag import bagged, pack
from formatter.cards import card
from formatter.cli import main
from formatter.errors import UsageError
from formatter.records import Record
from tests.tools import archived

EXAMPLES = Path(__file__).parents[1] / "examples"


def record(folder: Path, name: str = "bai.epub", **changes: object) -> Record:
    path = folder / name
    path.write_bytes(name.encode())
    digest = hashlib.sha256(name.encode()).hexdigest()
    output = {"format": "epub", "path": str(path), "sha256": digest}
    facts = {"outputs": (output,), "card": card(archived.book(archived.article(**changes)))}
    return Record(source="bai.html", status="done")._replace(**facts)  # type: ignore[arg-type]


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "data/metadata/metadata.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> Mapping[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_bag_is_valid_and_tells_of_each_file(tmp_path: Path) -> None:
    made = record(tmp_path)
    pack([made], tmp_path / "bag", {})
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert set(bag.payload_files()) == {"data/objects/bai.epub", "data/metadata/metadata.csv"}
    assert bag.info["Bagging-Date"] == "2026-11-25"
    assert bag.info["Bag-Software-Agent"].startswith("article-formatter ")
    (row,) = rows(tmp_path / "bag")
    assert row == {
        "filename": "objects/bai.epub",
        "dc.title": "Người giữ đập & “con nước” <cuối>",
        "dc.creator": "Trần Thị Sông; Lê An",
        "dc.subject": "đập nước; mùa khô",
        "dc.description": "Người giữ đập kể chuyện một mùa nước thấp.",
        "dc.publisher": "Hội Nhà báo Ví Dụ",
        "dc.date": "2026-09-28T07:30:00+07:00",
        "dc.type": "Text",
        "dc.format": "application/epub+zip",
        "dc.identifier": "doi:10.9999/cua-van.12; ark:/99999/cv12; " + archived.book().identifier,
        "dc.source": "https://cua-van.example/giu-dap",
        "dc.language": "vi",
        "dc.relation": "",
        "dc.rights": "© 2026 Báo Cửa Vạn; https://giay-phep.example/by/4.0/",
        "captured": "2026-11-25T02:09:07Z",
        "sha256": made.outputs[0]["sha256"],
    }


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    pack([record(tmp_path)], tmp_path / "bag", {})
    (tmp_path / "bag/data/objects/bai.epub").write_bytes(b"bai.epuB")
    with pytest.raises(bagit.BagValidationError, match=r"bai\.epub"):
        bagit.Bag(str(tmp_path / "bag")).validate()


def test_the_same_files_give_the_same_bag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [record(tmp_path, "b.epub"), record(tmp_path, "a.epub")]
    pack(made, tmp_path / "one", {})
    walk = os.walk

    def backwards(top: str) -> object:
        for folder, below, held in walk(top):
            yield folder, below[::-1], held[::-1]

    # Another disk lists its files in another order, on another day.
    monkeypatch.setattr("os.walk", backwards)
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    pack(made[::-1], tmp_path / "two", {})
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert [row["filename"] for row in rows(tmp_path / "one")] == [
        "objects/a.epub",
        "objects/b.epub",
    ]


def test_the_builders_date_wins(tmp_path: Path) -> None:
    pack([record(tmp_path)], tmp_path / "bag", {"SOURCE_DATE_EPOCH": "86400"})
    assert "Bagging-Date: 1970-01-02\n" in (tmp_path / "bag/bag-info.txt").read_text()


def test_without_any_date_it_bears_none(tmp_path: Path) -> None:
    made = record(tmp_path)
    pack([made._replace(card={})], tmp_path / "bag", {})
    assert "Bagging-Date" not in (tmp_path / "bag/bag-info.txt").read_text()
    bagit.Bag(str(tmp_path / "bag")).validate()


def test_a_bound_books_file_is_one_row(tmp_path: Path) -> None:
    first = record(tmp_path)
    second = first._replace(source="hai.html", card={})
    pack([second, first, second], tmp_path / "bag", {})
    (row,) = rows(tmp_path / "bag")
    assert row["dc.creator"] == "Trần Thị Sông; Lê An"


def test_a_program_of_tables_computes_nothing(tmp_path: Path) -> None:
    pack([record(tmp_path, title='=HYPERLINK("http://x.example")')], tmp_path / "bag", {})
    assert rows(tmp_path / "bag")[0]["dc.title"] == '\'=HYPERLINK("http://x.example")'


def test_a_run_without_files_leaves_no_bag(tmp_path: Path) -> None:
    lost = Record(source="bai.html", status="nothing")
    assert list(bagged([lost], tmp_path / "bag", {})) == [lost]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_refused_before_any_work(tmp_path: Path) -> None:
    worked: list[str] = []

    def run() -> Iterator[Record]:
        worked.append("bai.html")
        yield Record(source="bai.html", status="done")

    (tmp_path / "bag").mkdir()
    with pytest.raises(UsageError, match="exists already"):
        next(bagged(run(), tmp_path / "bag", {}))
    assert worked == []


def test_a_bag_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    made = record(tmp_path)
    Path(made.outputs[0]["path"]).unlink()
    with pytest.raises(UsageError, match="can't be written"):
        pack([made], tmp_path / "bag", {})
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_records_and_a_bag(tmp_path: Path) -> None:
    words = ["convert", str(EXAMPLES / "mua-nuoc-noi.html"), "--to", "epub", "-o", str(tmp_path)]
    made = CliRunner().invoke(main, [*words, "--records", "all", "--bag", str(tmp_path / "bag")])
    assert made.exit_code == 0, made.output
    names = {path.name for path in tmp_path.iterdir()}
    stem = "2026-10-11-mua-nuoc-noi-canh-dong-muon-ao-dong-song"
    suffixes = (".epub", ".dc.xml", ".csl.json", ".ris", ".bib")
    assert names == {"bag", *(stem + suffix for suffix in suffixes)}
    bagit.Bag(str(tmp_path / "bag")).validate()
    assert {row["filename"] for row in rows(tmp_path / "bag")} == {
        f"objects/{stem}{suffix}" for suffix in suffixes
    }
    assert {row["dc.title"] for row in rows(tmp_path / "bag")} == {
        "Mùa nước nổi, cánh đồng mượn áo dòng sông"
    }


def test_the_command_writes_a_bound_books_records(tmp_path: Path) -> None:
    pages = map(str, sorted(EXAMPLES.glob("*.html")))
    words = ["convert", *pages, "--to", "epub", "-o", str(tmp_path), "--bind", "Hai bài"]
    made = CliRunner().invoke(main, [*words, "--records", "ris", "--bag", str(tmp_path / "bag")])
    assert made.exit_code == 0, made.output
    assert (tmp_path / "hai-bai.ris").read_text(encoding="utf-8").count("TY  - NEWS") == 2
    told = [(row["filename"], row["dc.title"]) for row in rows(tmp_path / "bag")]
    assert told == [("objects/hai-bai.epub", "Hai bài"), ("objects/hai-bai.ris", "Hai bài")]


def test_a_form_there_isnt_is_told_before_any_work(tmp_path: Path) -> None:
    words = ["convert", "bai.html", "-o", str(tmp_path / "out"), "--records", "marc"]
    made = CliRunner().invoke(main, words)
    assert made.exit_code == 2
    assert "no records in a form named marc" in made.output
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("không phải thư mục", encoding="utf-8")
    worked: list[str] = []

    def records() -> Iterator[Record]:
        worked.append("once")
        yield record(tmp_path)

    with pytest.raises(UsageError, match="can't be written") as why:
        list(bagged(records(), tmp_path / "tep" / "bag", {}))
    assert "--bag" in why.value.remedy
    assert not worked
