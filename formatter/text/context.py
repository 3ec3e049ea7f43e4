"""What is known of a text that is mended: its language, its page, its encoding, what is wanted."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, NamedTuple

from formatter.value import dataclass

# Letters that Vietnamese has and no other language of newspapers we read.
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
# Those that no other language has, French and Romanian neither.
_OWN = re.compile("[ơưƠƯ\u1ea0-\u1ef9]")
_WORD = re.compile("[^\\W\\d_]+")
# What is taken for another letter by mistake, and stands in Vietnamese words.
TWINS = str.maketrans("ðÐɖƉƣƢ", "đĐđĐưƯ")
# The five tone marks and the three marks of letters, decomposed: a tone typed first.
TONES, SHAPES = "\u0300\u0301\u0303\u0309\u0323", "\u0302\u0306\u031b"
# A fifth of the words of a Vietnamese text have such a letter; of running prose two fifths do.
_SHARE = 5
_LOOKED_AT = 4000

# The encodings from before Unicode that we read (`formatter.text.legacy`), and the letters that
# none of their texts holds.
ENCODINGS = ("tcvn3", "viscii", "vni", "vps")
UNICODE = re.compile("[ơưƠƯđĐăĂ\u1ea0-\u1ef9]")
# What UTF-8's first bytes of Vietnamese letters, of marks and of quotation marks look like where
# they were read as windows-1252.
_MISREAD = ("áº", "á»", "Ã", "Ä", "Æ", "Ì", "â€", "Â")

ToneStyle = Literal["keep", "old", "new"]


class Found(NamedTuple):
    """What a step made of a text: the new text, how many changes, the first of them."""

    text: str
    times: int
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What a reader wants beyond the repairs that are always made.

    `smart` sets typewriter's marks as print has them. `tones` is how oa, oe and uy bear their tone:
    `old` hòa, `new` hoà, `keep` as written. `legacy` says what is done with letters of fonts from
    before Unicode: `offer` tells of them, `auto` converts what is found, `none` doesn't look, and
    the name of an encoding (`ENCODINGS`) converts that.
    """

    smart: bool = False
    tones: ToneStyle = "keep"
    legacy: str = "offer"


class Context(NamedTuple):
    """Where a text stands.

    `mending` is the reader's wish. `vietnamese` says whether the page is, None where the text shall
    speak for itself. `code` is typed at machines and keeps its spaces and signs. `misread` says
    that UTF-8 was read as windows-1252 elsewhere in the page, `edges` that words may go on in the
    element beside it. `encoding` is the one from before Unicode that it was written in, `capitals`
    that its face draws small letters as capitals.
    """

    mending: Mending = Mending()
    vietnamese: bool | None = None
    code: bool = False
    misread: bool = False
    edges: bool = False
    encoding: str = ""
    capitals: bool = False


def may_be_misread(text: str) -> bool:
    """Say whether a text has anything that misread letters have."""
    return any(map(text.__contains__, _MISREAD))


def in_order(text: str) -> str:
    """Return a decomposed text in which no tone stands before the mark of its own letter.

    Only where the two make a letter of Vietnamese.
    """

    def swapped(found: re.Match[str]) -> str:
        base, tone, shape = found.groups()
        letter = unicodedata.normalize("NFC", base + shape + tone)
        return base + shape + tone if _OWN.fullmatch(letter) else found.group()

    return _tone_first().sub(swapped, text)


# Patterns that most texts don't need are compiled for the first that does.
@cache
def _tone_first() -> re.Pattern[str]:
    return re.compile(f"([AEIOUYaeiouy])([{TONES}])([{SHAPES}])")


@cache
def _dropped() -> re.Pattern[str]:
    return re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")


def vietnamese(text: str, context: Context) -> bool:
    """Say whether a text is Vietnamese, as the page says or by the letters of its words."""
    if context.vietnamese is not None:
        return context.vietnamese
    sample = _dropped().sub("", text[:_LOOKED_AT]).translate(TWINS)
    sample = unicodedata.normalize("NFC", in_order(unicodedata.normalize("NFD", sample)))
    words = _WORD.findall(sample)
    own = sum(1 for word in words if _OWN.search(word))
    return own * _SHARE >= len(words) and own > 0


# Letters that only Vietnamese has, by their first bytes in UTF-8, composed and not: a page has far
# more characters than texts, and bytes are counted in no time.
_SIGNS = tuple(
    sign.encode()[:2] if sign > "\u1000" else sign.encode() for sign in "ẠỀƠơƯư\u0309\u0323\u031b"
)


def letters_of_its_own(data: bytes) -> int:
    """Return how many letters that only Vietnamese has stand in a page, in UTF-8."""
    # Most pages have no letter that begins like those: one byte is looked for in no time.
    begun = {sign[:1] for sign in _SIGNS if sign[:1] in data}
    return sum(data.count(sign) for sign in _SIGNS if sign[:1] in begun)
