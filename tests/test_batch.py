"""Many sources: a record of each, whole files, the same bytes from any number of workers."""

from __future__ import annotations

import inspect
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from formatter import batch
from formatter import written as files
from formatter.article import Rendering
from formatter.batch import READING, Order, run
from formatter.convert import Converted, convert
from formatter.errors import RenderError, UsageError
from formatter.intake import article_of
from formatter.records import Record
from formatter.render import epub, pdf
from formatter.written import write_whole
from tests.tools.story import TITLE, page

ROOT = Path(__file__).parents[1]
NONE = ROOT / "tests" / "corpus" / "none"
NAME = "chuyen-do-cuoi-cung-cua-ben-cay-duong"
EPUB = ("epub",)


def saved(folder: Path, name: str, *, title: str = TITLE, inner: str = "") -> str:
    place = folder / name
    place.write_text(page(inner).html.replace(TITLE, title), encoding="utf-8")
    return str(place)


def written(folder: Path) -> dict[str, str]:
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


def statuses(records: list[Record]) -> list[str]:
    return [record.status for record in records]


def test_a_record_of_each_source_in_their_order(tmp_path: Path) -> None:
    paths = [str(NONE / "spa.html"), saved(tmp_path, "a.html"), str(tmp_path / "khong.html")]
    sources: list[str | bytes] = [*paths, b""]
    made = list(run(sources, Order(folder=tmp_path / "ra", formats=EPUB)))
    assert [record.source for record in made] == [*paths, "-"]
    assert statuses(made) == ["nothing", "done", "failed", "nothing"]
    assert [record.exit_code for record in made] == [3, 0, 2, 3]
    assert all(bool(r.problem and r.remedy) == (r.status != "done") for r in made)
    assert all(r.seconds >= 0 for r in made)


def test_workers_change_no_byte_and_no_order(tmp_path: Path) -> None:
    sources: list[str | bytes] = [
        str(ROOT / "examples" / "cho-phien.html"),
        str(ROOT / "tests" / "corpus" / "short.html"),
        str(NONE / "login-wall.html"),
        saved(tmp_path, "a.html"),
        saved(tmp_path, "b.html", inner="<p>Rồi chú ngủ.</p>"),
        str(ROOT / "tests" / "corpus" / "poem.html"),
    ]
    found = []
    for jobs in (1, 2):
        order = Order(folder=tmp_path / str(jobs))
        made = list(run(sources, order, jobs=jobs))
        shown = [record.json() | {"seconds": 0} for record in made]
        for record in shown:
            record["outputs"] = [o | {"path": Path(o["path"]).name} for o in record["outputs"]]
        found.append((shown, written(tmp_path / str(jobs))))
    assert found[0] == found[1]
    assert f"{NAME}-2.epub" in found[0][1]
    assert len(found[0][1]) == 10


def test_the_record_says_what_was_written(tmp_path: Path) -> None:
    (record,) = run([saved(tmp_path, "a.html")], Order(folder=tmp_path / "ra", formats=EPUB))
    assert {Path(o["path"]).name: o["sha256"] for o in record.outputs} == written(tmp_path / "ra")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_that_can_not_be_written_is_said_before_any_work(
    jobs: int, tmp_path: Path
) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    sources = [saved(tmp_path, "a.html"), saved(tmp_path, "b.html")]
    with pytest.raises(UsageError, match="can't be written"):
        list(run(sources, Order(folder=tmp_path / "tep"), jobs=jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_theme_that_does_not_exist_is_said_once(jobs: int, tmp_path: Path) -> None:
    sources = [saved(tmp_path, "a.html"), saved(tmp_path, "b.html")]
    with pytest.raises(UsageError, match="no theme named khong"):
        list(run(sources, Order(folder=tmp_path / "ra", theme="khong"), jobs=jobs))
    assert written(tmp_path / "ra") == {}


def test_no_source_no_record(tmp_path: Path) -> None:
    assert list(run([], Order(folder=tmp_path), jobs=4)) == []


def test_a_step_that_breaks_is_a_failure_of_its_page_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(source: Path, **options: Any) -> Converted:
        if Path(source).name == "a.html":
            raise RecursionError("maximum recursion depth exceeded")
        return convert(source, **options)

    monkeypatch.setattr(batch, "convert", breaks)
    sources = [saved(tmp_path, "a.html"), saved(tmp_path, "b.html")]
    made = list(run(sources, Order(folder=tmp_path / "ra", formats=EPUB)))
    assert statuses(made) == ["failed", "done"]
    assert "RecursionError" in made[0].problem


@pytest.mark.parametrize(
    "why",
    [KeyError("x"), TypeError("x"), AttributeError("x"), IndexError("x"), AssertionError("x")],
)
def test_a_fault_of_ours_is_a_failure_of_its_page_alone(
    why: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch of 100,000 pages meets what nobody thought of, and goes on."""

    def breaks(*_: object, **__: object) -> object:
        raise why

    monkeypatch.setattr(batch, "convert", breaks)
    made = list(run([saved(tmp_path, "a.html")], Order(folder=tmp_path / "ra", formats=EPUB)))
    assert statuses(made) == ["failed"]
    assert type(why).__name__ in made[0].problem


def _broken(*_: object) -> Rendering:
    raise RenderError("The engine broke.", "Report the page.")


def test_what_one_engine_can_not_make_the_other_delivers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "to_pdf", _broken)
    (record,) = run([saved(tmp_path, "a.html")], Order(folder=tmp_path / "ra"))
    assert list(written(tmp_path / "ra")) == [f"{NAME}.epub"]
    assert record.exit_code == 1
    assert "The engine broke." in record.problem


def test_a_page_that_no_engine_can_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "to_epub", _broken)
    (record,) = run([saved(tmp_path, "a.html")], Order(folder=tmp_path / "ra", formats=EPUB))
    assert (record.status, record.problem) == ("failed", "The engine broke.")
    assert written(tmp_path / "ra") == {}


def test_a_disk_that_is_full_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_whole", full)
    (record,) = run([saved(tmp_path, "a.html")], Order(folder=tmp_path / "ra", formats=EPUB))
    assert record.status == "failed"
    assert "No space left on device" in record.problem
    assert record.outputs == ()


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    place = tmp_path / "bai.epub"
    write_whole(place, b"mot")
    write_whole(place, b"hai")
    assert place.read_bytes() == b"hai"
    assert list(written(tmp_path)) == ["bai.epub"]


def test_a_file_may_be_read_as_others_are(tmp_path: Path) -> None:
    beside = tmp_path / "khac"
    beside.write_bytes(b"")
    write_whole(tmp_path / "bai.epub", b"x")
    assert (tmp_path / "bai.epub").stat().st_mode == beside.stat().st_mode


def test_writing_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "bai.epub"
    write_whole(place, b"cu")

    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="Input/output"):
        write_whole(place, b"moi")
    assert place.read_bytes() == b"cu"
    assert list(written(tmp_path)) == ["bai.epub"]


def test_a_name_of_the_longest_title_can_be_written(tmp_path: Path) -> None:
    title = "Nghiêng " * 40
    (record,) = run(
        [saved(tmp_path, "a.html", title=title)], Order(folder=tmp_path / "ra", formats=EPUB)
    )
    (name,) = written(tmp_path / "ra")
    assert len(name) <= 85
    assert record.title == title.strip()


def test_a_title_without_a_latin_letter_has_a_name_too(tmp_path: Path) -> None:
    source = saved(tmp_path, "a.html", title="渡し船の最後の一日、川は静かに流れる")
    list(run([source], Order(folder=tmp_path / "ra", formats=EPUB)))
    (name,) = written(tmp_path / "ra")
    assert name.isascii()
    assert name.startswith("bai")


@pytest.mark.parametrize("told", [convert, article_of])
def test_what_says_how_a_page_is_read_is_known_to_who_reads_it(told: object) -> None:
    asked = inspect.signature(told).parameters  # type: ignore[arg-type]
    assert set(READING) <= asked.keys()
    assert set(READING) <= set(Order._fields)
    # Nothing else that `article_of` asks is left out.
    assert {*inspect.signature(article_of).parameters} - {"source"} <= {*READING}
