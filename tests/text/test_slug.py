"""File names out of titles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.text.slug import slug

# What Windows keeps for devices, with whatever suffix (Microsoft, Naming Files).
DEVICES = ["con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Cung cố thế trận", "cung-co-the-tran"),
        ("Đường về Đồng Tháp", "duong-ve-dong-thap"),
        ("  “Nước” – và đất!  ", "nuoc-va-dat"),
        ("Ke\u0302\u0301t qua\u0309", "ket-qua"),
        ("50% hộ dân, 1.200 ha", "50-ho-dan-1-200-ha"),
        ("../../etc/passwd", "etc-passwd"),
        ("Straße & Œuvre", "stra-e-uvre"),
        ("CON", "con-bai"),
        ("Lpt1", "lpt1-bai"),
        ("Con đường", "con-duong"),
    ],
)
def test_slug(title: str, name: str) -> None:
    assert slug(title) == name


def test_titles_without_a_latin_letter_have_names_of_their_own() -> None:
    names = [slug(title) for title in ("漢字", "かな", "…", "", "Привет")]
    assert len(set(names)) == 5
    assert all(name.startswith("bai-") for name in names)


def test_every_vietnamese_letter_becomes_its_plain_one() -> None:
    assert slug("àáảãạăằắẳẵặâầấẩẫậ èéẻẽẹêềếểễệ ìíỉĩị òóỏõọôồốổỗộơờớởỡợ ùúủũụưừứửữự ỳýỷỹỵ đ") == (
        "a" * 17
        + "-"
        + "e" * 11
        + "-"
        + "i" * 5
        + "-"
        + "o" * 17
        + "-"
        + "u" * 11
        + "-"
        + "y" * 5
        + "-d"
    )


def test_a_long_title_is_cut_at_a_word() -> None:
    assert slug("chín mươi " * 20) == ("chin-muoi-" * 8).strip("-")
    assert slug("a" * 200) == "a" * 80
    assert slug("a" * 79 + " bc") == "a" * 79


@pytest.mark.parametrize("name", DEVICES)
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_no_device_of_windows(name: str, case: type[str]) -> None:
    assert slug(case(name)) not in DEVICES


@given(
    st.one_of(st.text(), st.text("aAđĐẵ -./\\:漢\u0301", max_size=200), st.sampled_from(DEVICES))
)
def test_a_name_for_every_system(title: str) -> None:
    name = slug(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 80
    assert name not in DEVICES
    assert slug(name) == name
