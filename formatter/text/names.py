"""A person's name in the parts that catalogues sort by: family name and given name."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from formatter.text.plain import folded
from formatter.text.syllable import legal

# The family names of Vietnam, those of nearly everybody. A pen name that begins with another word
# stands whole.
_FAMILIES = frozenset(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý ân âu bạch bành bế cái "
    "cao cầm cấn châu chu chung chử cù cung cồ diệp doãn dư đàm đào đậu đinh điêu đoàn đồng đổng "
    "đường giáp hạ hàn hầu hứa kha khổng khuất khúc khương kiều la lã lạc lại liễu lò lỗ lục lư "
    "lương lưu ma mạc mạch mạnh mẫn nghiêm nguỵ ngụy nhâm nhữ ninh nông ông phí phó phùng quách "
    "quản sầm sử tạ tăng thạch thái thân thẩm thiều tiêu tô tôn tống triệu trịnh trương từ tưởng "
    "ung uông vi viên vương giàng sùng lường quàng tòng".split()
)
# Of two words that begin with one of these both may be the given name: `Hà My`, `Mai Anh`.
_EITHER = frozenset("an giang hà hoa kim lâm mai phương quang thanh trang văn yên".split())
# Typed without marks, in a foreign paper, a name is known by these, where none stands at its end
# (`Andrew Nguyen`).
_BARE = frozenset("nguyen tran pham huynh hoang phan dang bui truong dinh duong trinh doan".split())
# Two words that are one family name.
_DOUBLE = re.compile(
    r"(?:Tôn Thất|Tôn Nữ|Công Tằng|Vĩnh Thụy|Âu Dương|Tư Mã|Hoàng Phủ)\b", re.IGNORECASE
)
# Languages in which the family name stands first, and those whose own script needs no comma.
_FIRST = frozenset("hu ja ko vi zh".split())
_PARTICLES = frozenset("al da de del della den der des di du la le van von zu".split())
# Offices, agencies and readers that sign for a person.
_HOUSE = re.compile(
    r"\b(?:báo|ban|nhóm|phóng viên|pv|ctv|cộng tác viên|tòa soạn|toà soạn|thông tấn|hãng|tạp chí|"
    r"news|agency|press|staff|team|editors?|redaktion|reuters|afp|ttxvn)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:\w{1,2}\.\s*)+\w{0,2}\.?")


class Name(NamedTuple):
    """A name in its parts. `literal` is one that has none, and stands whole; the others are empty.

    `first` says that the family name stands first where the name is read as it is.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    first: bool = False

    @property
    def inverted(self) -> str:
        """The name as a catalogue sorts it: `Trần, Thị Sông`."""
        return f"{self.family}, {self.given}" if self.family else self.literal


def parts(name: str, language: str) -> Name:
    """Return the parts of a name signed under an article in `language` (BCP 47).

    A Vietnamese name begins with the family's, whatever the language: `Trần Thị Sông` is Trần. One
    word, initials, an office and, in Vietnamese, what begins with no family name (a pen name) stand
    whole. Otherwise the last word is the family's, with the particles before it: `van der Berg`.
    """
    words = name.split()
    tongue = language.split("-", maxsplit=1)[0].lower()
    whole = Name(literal=" ".join(words))
    if len(words) < 2 or _HOUSE.search(name) or _INITIALS.fullmatch(name) or _has_marks(name):
        return whole
    if _DOUBLE.match(name) and len(words) > 2:
        return Name(family=" ".join(words[:2]), given=" ".join(words[2:]), first=True)
    if _is_vietnamese(words, tongue):
        return Name(family=words[0], given=" ".join(words[1:]), first=True)
    if tongue == "vi":
        return whole
    if tongue in _FIRST:
        return Name(family=words[0], given=" ".join(words[1:]), first=True)
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return Name(family=" ".join(words[at:]), given=" ".join(words[:at]))


def _is_vietnamese(words: list[str], tongue: str) -> bool:
    """Say whether a name is a Vietnamese one with the family's before it."""
    if len(words) > 5:
        return False
    if tongue != "vi" and " ".join(words).isascii():
        bare = [word.lower() for word in words]
        return bare[0] in _BARE and bare[-1] not in _BARE
    first = folded(words[0])
    known = first in _FAMILIES or (first in _EITHER and len(words) > 2)
    return known and all(map(legal, words))


def _has_marks(name: str) -> bool:
    """Say whether a name holds what no person's does: figures, brackets, a slash."""
    return any(unicodedata.category(sign) in {"Nd", "Ps", "Pe"} or sign in "/@&" for sign in name)
