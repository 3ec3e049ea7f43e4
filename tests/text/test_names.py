"""Names in their parts, as catalogues sort them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.names import Name, parts


@pytest.mark.parametrize(
    ("name", "language", "inverted"),
    [
        ("Trần Thị Sông", "vi", "Trần, Thị Sông"),
        ("Lê An", "vi-VN", "Lê, An"),
        ("LÊ HOÀNG", "vi", "LÊ, HOÀNG"),
        ("Tôn Nữ Hỷ Khương", "vi", "Tôn Nữ, Hỷ Khương"),
        ("Hà Thị My", "vi", "Hà, Thị My"),
        ("Nguyễn Văn An", "en", "Nguyễn, Văn An"),
        ("Nguyen Van An", "en", "Nguyen, Van An"),
        ("Andrew Nguyen", "en", "Nguyen, Andrew"),
        ("Kim Smith", "en", "Smith, Kim"),
        ("Ludwig van der Berg", "de", "van der Berg, Ludwig"),
        ("Kawabata Yasunari", "ja", "Kawabata, Yasunari"),
    ],
)
def test_a_persons_name_has_a_family_name(name: str, language: str, inverted: str) -> None:
    assert parts(name, language).inverted == inverted


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Hà My", "vi"),
        ("Thu Hà", "vi"),
        ("Quỳnh Như", "vi"),
        ("Mark Twain", "vi"),
        ("PV", "vi"),
        ("T.T.", "vi"),
        ("Nhóm phóng viên", "vi"),
        ("Thông tấn xã Việt Nam", "vi"),
        ("Associated Press", "en"),
        ("Lê An 24h", "vi"),
        ("Ý Lan/Báo Xóm", "vi"),
        ("川端康成", "ja"),
    ],
)
def test_a_pen_name_or_an_office_stands_whole(name: str, language: str) -> None:
    assert parts(name, language) == Name(literal=name)


@pytest.mark.parametrize(
    ("name", "language", "first"),
    [("Trần Thị Sông", "en", True), ("Kawabata Yasunari", "ja", True), ("Kim Smith", "en", False)],
)
def test_it_is_known_which_part_is_read_first(name: str, language: str, *, first: bool) -> None:
    assert parts(name, language).first is first


@given(st.text(), st.sampled_from(["vi", "en", "ja", ""]))
def test_no_word_of_a_name_is_lost(name: str, language: str) -> None:
    made = parts(name, language)
    read = [made.family, made.given] if made.first else [made.given, made.family]
    assert " ".join(filter(None, (*read, made.literal))).split() == name.split()
