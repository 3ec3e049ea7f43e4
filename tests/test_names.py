"""The names of a batch's files: each its own, on systems that don't tell capitals apart too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from formatter import batch
from formatter.batch import Order
from formatter.text.slug import untaken

DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\..*)?", re.IGNORECASE)
TITLES = (
    "Con,CON,Con!,Con 2,con bài,Aux,Com1,COM¹,com¹ 2,lpt9,Nul.txt,Ngày về,NGÀY VỀ,Ngay ve,"
    "Ngày về 2,Ngày về 2 3,漢字,…,ngày vê\u0300"
).split(",")
PAGE = """<html lang="vi"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>Con nước lên chậm hơn mọi năm, bà con ngồi trên bậc thềm đếm từng viên gạch còn khô.</p>
<p>Đến chiều, nước ngập viên gạch thứ bảy thì dừng lại, và cả xóm thở phào dọn cơm ra sân.</p>
</article></body></html>"""


def test_no_file_of_a_batch_overwrites_another(tmp_path: Path) -> None:
    pages = []
    for number, title in enumerate(TITLES):
        pages.append(tmp_path / f"{number}.html")
        pages[-1].write_text(PAGE.format(title=title), encoding="utf-8")
    order = Order(folder=tmp_path / "out", formats=("epub",))
    records = list(batch.run([str(page) for page in pages], order))
    names = [Path(output["path"]).name for record in records for output in record.outputs]
    assert len(names) == len(TITLES)
    assert len({name.casefold() for name in names}) == len(names)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)
    assert [name for name in names if not name.isascii() or DEVICE.fullmatch(name)] == []


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "a-3", "A", "b"]), max_size=12))
def test_a_name_that_is_taken_gets_a_number(names: Sequence[str]) -> None:
    """Whatever names come in whatever order, a number's own among them."""
    taken: set[str] = set()
    own = [untaken(name, taken) for name in names]
    assert len({name.casefold() for name in own}) == len(names)
