"""Pictures that were made ready before: made once, whoever asks, and never believed unread."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image as Pixels

from formatter import store
from formatter.batch import Order
from formatter.batch import run as each_alone
from formatter.binder import run
from formatter.edition import Binding
from formatter.errors import UsageError
from formatter.images import Kept, Limits, collect
from formatter.images.limits import Raster, UnusableError
from formatter.images.raster import ready
from tests.tools.story import TITLE, URL, page

WIDE = Limits(width=600)


def photograph(shade: int, size: int = 900) -> bytes:
    out = io.BytesIO()
    image = Pixels.radial_gradient("L").resize((size, size // 2)).convert("RGB")
    Pixels.blend(image, Pixels.new("RGB", image.size, (shade, 90, 60)), 0.3).save(out, "WEBP")
    return out.getvalue()


class Counting:
    """Makes pictures as ours are, and leaves a byte in a file for each, whatever process it is."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.touch()

    def __call__(self, data: bytes, limits: Limits) -> Raster:
        with self.file.open("ab") as out:
            out.write(b".")
        return ready(data, limits)

    @property
    def count(self) -> int:
        return self.file.stat().st_size


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting(tmp_path / "dem")
    monkeypatch.setattr(collect, "ready", counting)
    return counting


def articles(folder: Path, count: int, pictures: int) -> list[str]:
    """Write pages of two pictures each, which they share, under names of their own."""
    shown = [photograph(shade) for shade in range(0, 250, 250 // pictures)][:pictures]
    sources = []
    for number in range(count):
        inner = ""
        for n in range(2):
            name = f"b{number}_files/anh-{n}.webp"
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(shown[(number + n) % pictures])
            inner += f'<figure><img src="{name}" width="900" alt="Bến đò {number}"></figure>'
        url = URL.replace("chuyen-do-cuoi", f"bai-{number}")
        text = page(inner, head=f'<link rel="canonical" href="{url}">').html
        place = folder / f"b{number}.html"
        place.write_text(text.replace(TITLE, f"Bài {number}"), encoding="utf-8")
        sources.append(str(place))
    return sources


def test_a_picture_is_made_once_whatever_worker_meets_it(tmp_path: Path, made: Counting) -> None:
    trang = tmp_path / "trang"
    trang.mkdir()
    sources = articles(trang, 12, 3)
    order, binding = Order(folder=tmp_path / "ra", formats=("epub",)), Binding(title="Sông")
    books = []
    for jobs in (1, 4):
        before = made.count
        records = list(run(list(sources), order, binding, jobs=jobs))
        assert [(record.status, record.missing) for record in records] == [("done", ())] * 12
        assert made.count - before == 3
        books.append((tmp_path / "ra" / "song.epub").read_bytes())
    assert books[0] == books[1]
    assert len(store.unpacked(tmp_path / "ra" / "song.epub").articles) == 12


def test_a_second_run_makes_nothing(tmp_path: Path, made: Counting) -> None:
    trang, cache = tmp_path / "trang", tmp_path / "giu"
    trang.mkdir()
    sources = articles(trang, 4, 3)
    order = Order(folder=tmp_path / "ra", formats=("epub",), cache=cache)
    list(run(list(sources), order, Binding(title="Sông"), jobs=2))
    first = (tmp_path / "ra" / "song.epub").read_bytes()
    assert made.count == 3
    list(run(list(sources), order, Binding(title="Sông"), jobs=2))
    assert [record.status for record in each_alone(sources[:2], order)] == ["done", "done"]
    assert made.count == 3
    assert (tmp_path / "ra" / "song.epub").read_bytes() == first
    # Another profile's pictures are others.
    list(run(sources[:1], order._replace(profile="kobo"), Binding(title="Kobo")))
    assert made.count == 5


def test_what_is_not_as_it_was_written_is_made_anew(tmp_path: Path) -> None:
    counting, kept = Counting(tmp_path / "dem"), Kept(tmp_path / "giu")
    kept.must_be_usable()
    data = photograph(10)
    whole = kept.ready(data, WIDE, counting)
    assert whole == ready(data, WIDE)
    assert kept.ready(data, WIDE, counting) == whole

    def files(*, known: bool) -> Path:
        told = [p for p in kept.folder.iterdir() if not p.name.startswith(".")]
        return next(p for p in told if (p.suffix == ".json") is known)

    spoilt: list[Callable[[], object]] = [
        lambda: files(known=False).write_bytes(whole.data[:-1] + b"x"),
        lambda: files(known=False).unlink(),
        lambda: files(known=True).write_bytes(b"{"),
        lambda: files(known=True).write_text(json.dumps(["reason"])),
        lambda: files(known=True).write_text(json.dumps({"sha256": "../../etc/passwd"})),
    ]
    for number, spoil in enumerate(spoilt, start=2):
        spoil()
        assert kept.ready(data, WIDE, counting) == whole
        assert counting.count == number


def test_what_is_no_picture_is_not_tried_again(tmp_path: Path) -> None:
    counting, kept = Counting(tmp_path / "dem"), Kept(tmp_path / "giu")
    kept.must_be_usable()
    for _ in range(2):
        with pytest.raises(UnusableError, match="no picture of a kind"):
            kept.ready(b"khong phai anh", WIDE, counting)
    assert counting.count == 1


def test_threads_and_processes_that_ask_at_once_wait_for_one(tmp_path: Path) -> None:
    counting, kept = Counting(tmp_path / "dem"), Kept(tmp_path / "giu")
    kept.must_be_usable()
    data = photograph(200, 3000)
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: kept.ready(data, WIDE, counting), range(8)))) == 1
    assert counting.count == 1
    fork = get_context("fork")
    other = photograph(100, 3000)
    asked = [fork.Process(target=kept.ready, args=(other, WIDE, counting)) for _ in range(4)]
    for process in asked:
        process.start()
    for process in asked:
        process.join()
        assert process.exitcode == 0
    assert counting.count == 2


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    counting, kept = Counting(tmp_path / "dem"), Kept(tmp_path / "giu")
    kept.must_be_usable()
    shown = [photograph(shade) for shade in (0, 120, 240)]
    for picture in shown:
        kept.ready(picture, WIDE, counting)
    for path in kept.folder.iterdir():
        os.utime(path, (1, 1))
    kept.ready(shown[1], WIDE, counting)
    size = sum(path.stat().st_size for path in kept.folder.iterdir())
    kept._replace(largest=size // 2).sweep()
    assert sum(path.stat().st_size for path in kept.folder.iterdir()) <= size // 2
    assert counting.count == 3
    kept.ready(shown[1], WIDE, counting)
    assert counting.count == 3
    kept.ready(shown[0], WIDE, counting)
    assert counting.count == 4


def test_a_folder_that_can_t_be_written_is_an_error_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "giu").write_text("tệp")
    order = Order(folder=tmp_path / "ra", formats=("epub",), cache=tmp_path / "giu")
    with pytest.raises(UsageError, match="can't be written") as refused:
        list(each_alone(["khong.html"], order))
    assert "--cache" in refused.value.remedy
