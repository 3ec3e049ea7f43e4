"""No-break spaces where Vietnamese typesetting keeps two words on one line, in print alone.

A line never opens with a dash that goes on with a sentence, a unit never leaves its number, a
title never its name, the dash before a credit never the credit, and no paragraph ends in one short
syllable on a line of its own. An article's text is never changed: this is done to the copy that a
page is made from, and the PDF says that those spaces are plain ones, so that a search finds what a
reader types. (A span that doesn't wrap would say so by itself, but the engine then breaks the line
after its first word.)
"""

from __future__ import annotations

import re

_NO_BREAK = "\N{NO-BREAK SPACE}"
_TAG = re.compile(r"(<[^>]*>)")
_KEPT = re.compile(r"<(/?)(?:pre|code|kbd|samp|h[2-6])\b")
_UNITS = (
    "₫ đồng nghìn ngàn triệu tỉ tỷ % ‰ °C km m cm mm km² m² m³ ha kg g mg tấn tạ lít ml"
    " giờ phút giây tuổi người W kW MW V Hz GB MB"
).split()
_RULES = (
    # The dash of a dialogue stands first in its paragraph, and keeps its first word.
    (re.compile(r"\A(\s*[–—-]) (?=\S)"), rf"\1{_NO_BREAK}"),
    (re.compile(r"(?:(?<=\S)|\A) (?=[–—] )"), _NO_BREAK),
    (re.compile(rf"(?<=\d) (?=(?:{'|'.join(map(re.escape, _UNITS))})(?!\w))"), _NO_BREAK),
    (
        re.compile(
            r"\b((?:ngày|tháng|năm|quận|phường|khoá|khóa|điều|khoản|trang|số|quý|thế kỷ)) (?=\d)",
            re.IGNORECASE,
        ),
        rf"\1{_NO_BREAK}",
    ),
    (re.compile(r"\b((?:PGS|GS|TS|ThS|BS|LS|KS|CN|TP|Q|P)\.) (?=\w)"), rf"\1{_NO_BREAK}"),
)
# A last syllable of up to three letters, and the stop that may follow it.
_LAST = re.compile(r" (\w{1,3}[.!?…”’\"')]{0,3})(?=\s*</(?:p|li|dd|figcaption)>)")
# A title's words that part badly, in letters together: longer ones may part on a narrow screen.
_PAUSES = tuple(",:;.?!…–—")
_PAIR, _GROUP, _FEWEST = 14, 18, 4
# A credit is set as one piece, so the dash before it can only go along inside.
_CREDIT = re.compile(r"([–—-])(\s*)(<span class=\"credit\">)\s*")


def glued(body: str) -> str:
    """Return the body with no-break spaces for some of its spaces; its words stay the same.

    Code keeps its own spaces, and so do heads, whose words the outline repeats.
    """
    pieces = _TAG.split(_CREDIT.sub(_credited, body))
    kept = 0
    for i, piece in enumerate(pieces):
        if i % 2:
            if found := _KEPT.match(piece):
                kept += -1 if found[1] else 1
        elif not kept:
            opens = i > 0 and pieces[i - 1].startswith(("<p", "<li"))
            for rule, together in _RULES[0 if opens else 1 :]:
                piece = rule.sub(together, piece)  # noqa: PLW2901  one rule after the other
            pieces[i] = piece
    return _LAST.sub(rf"{_NO_BREAK}\1", "".join(pieces))


def _credited(found: re.Match[str]) -> str:
    dash, space, tag = found.groups()
    return f"{tag}{dash}{_NO_BREAK if space else ''}"


def together(title: str) -> tuple[str, ...]:
    """Return the words of a title, those as one that shouldn't be on two lines.

    They are the first two and the last two of a phrase, and of the title: one word before or
    after a pause, alone at the edge of a line, is most often half a compound.
    """
    words = title.split()
    groups: list[str] = words[:1]
    last = len(words) - 1
    for i in range(1, len(words)):
        before, word = words[i - 1], words[i]
        opens = i > 1 and words[i - 2].endswith(_PAUSES)
        closes = i == last or word.endswith(_PAUSES)
        joined = f"{groups[-1]} {word}"
        fits = len(f"{before} {word}") <= _PAIR and len(joined) <= _GROUP
        if len(words) >= _FEWEST and fits and (opens or closes) and not before.endswith(_PAUSES):
            groups[-1] = joined
        else:
            groups.append(word)
    return tuple(groups)
