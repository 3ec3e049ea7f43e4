"""Captions and credits by their names and their looks: what under a picture speaks of it."""

from __future__ import annotations

import re

from formatter.clean.inline import BREAK, bare
from formatter.clean.soup import Tag

_CAPTION = re.compile(
    r"caption|(?:^|[\s_-])(?:desc\w*|legend|chu[-_]?thich|expedit|pcaption|image-?text)",
    re.IGNORECASE,
)
# Names of credits that can be no byline's.
_OF_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:credits?|photo-?credit|image-?credit)(?=$|\s)", re.IGNORECASE
)
# A caption longer than this is the story.
LONGEST = 900
# A line by itself under a picture is no longer than this.
SHORT = 200
# "… Ảnh: AFP", "(Photo: Reuters)", " - Ảnh: T.H": a credit at the end of a caption.
_WHO = (
    r"(?:Ảnh(?: minh họa| tư liệu| chụp màn hình)?|Nguồn(?: ảnh)?|Đồ họa|Minh họa|Tranh|Clip|Video|"
    r"(?:Image |Photo )?Credit|Photos?|Images?|Foto|Bild|Illustration|Graphic|Picture)"
)
_NAME = r"[^<>]{1,80}"
_MARKED_NAME = r"<(em|i|b|strong)>[^<>]{1,80}</\2>[^<>]{0,20}"
_CLOSED = r"(?=(?:</(?:em|i|b|strong|span)>)*$)"
_CREDIT = re.compile(
    r"(?:(?<=^)|(?<=[\s.,;(\[–—|>-]))"
    rf"([(\[]?{_WHO}(?: by)?\s*[:：]\s*"
    rf"(?:{_MARKED_NAME}|{_NAME}(?:{_MARKED_NAME.replace('2', '3')})?)){_CLOSED}"
)


MARKED = '<span class="credit">'
_STUCK = re.compile(rf"([^\s(\[–—|>-]){MARKED}")
_LINE = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_ITALIC = re.compile(r"<(em|i)>(?:(?!</?\1>).)*</\1>", re.DOTALL)
# "© Name" under a picture, no longer than this.
_SIGN = 80


def credited(caption: str) -> str:
    """Return a caption's markup with the credit in it marked, where it tells one."""
    if MARKED in caption:
        return caption
    marked = _CREDIT.sub(lambda hit: f"{MARKED}{hit.group(1)}</span>", caption, count=1)
    # Some pages leave no space after the caption's last sentence.
    return _STUCK.sub(rf"\1 {MARKED}", marked, count=1)


def looks_like_caption(node: Tag) -> bool:
    """Say whether a block after a picture says by its name that it is the caption."""
    names = node.names
    text = len(node.words())
    named = node.name == "figcaption" or bool(_CAPTION.search(names))
    return (named and text < LONGEST) or (bool(_OF_PICTURE.search(names)) and text < SHORT)


def joined(blocks: list[str]) -> list[str]:
    """Return the blocks, a short line in italics, or a credit, joined to the picture above it."""
    made: list[str] = []
    for block in blocks:
        over = made[-1] if made else ""
        bare_figure = over.startswith("<figure>") and "<figcaption>" not in over
        words = _line_under(block) if bare_figure and len(bare(block)) <= SHORT else ""
        if words:
            made[-1] = f"{over.removesuffix('</figure>')}<figcaption>{words}</figcaption></figure>"
        else:
            made.append(block)
    return made


def _line_under(block: str) -> str:
    """Return the caption that a paragraph under a picture is by its look, empty for any other."""
    line = _LINE.fullmatch(block)
    if line is None:
        return ""
    words = credited(line.group(1).replace(BREAK, " "))
    if _ITALIC.fullmatch(line.group(1)) or (words.startswith(MARKED) and words.endswith("</span>")):
        return words
    right = words.startswith("©") and "<" not in words and len(words) <= _SIGN
    return f"{MARKED}{words}</span>" if right else ""
