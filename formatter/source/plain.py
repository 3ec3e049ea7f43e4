"""Text that a reader copied out of a page, set as paragraphs."""

from __future__ import annotations

import html
import itertools
import re

# One tag of these is enough: `<3` or `a < b` in running text is none.
_MARKUP = re.compile(
    r"<(?=[a-z!/])(?:!--|!doctype\s|/?(?:html|head|body|title|meta|p|div|article|section|span|a|b|i|em|strong"
    r"|h[1-6]|br|hr|img|table|ul|ol|li|script|style|blockquote|figure|font|center)[\s/>])",
    re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(r"[\s\ufeff]*<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
# What Unicode and old systems end a line with, of which HTML knows two.
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def is_plain(text: str, *, suffix: str = "") -> bool:
    """Say whether `text` is no HTML. `suffix` is the file's: `.txt` may quote tags in its text."""
    if suffix.lower() == ".txt":
        return not _WHOLE_PAGE.match(text)
    return not _MARKUP.search(text, 0, 1_000_000)


def paragraphs(text: str) -> str:
    """Return `text` as HTML, one `<p>` a line.

    A browser copies each block of a page to a line of its own, so a line is a paragraph. Only a
    block that a mail program or editor wrapped at a fixed width is one paragraph again, its line
    ends kept as they are.
    """
    lines = [line.strip() for line in _LINE_END.split(text)]
    out: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line)
            continue
        out += ["\n".join(block)] if _wrapped(block) else block
        block = []
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in out)


def _wrapped(block: list[str]) -> bool:
    """Say whether a block's lines were cut at a width: each ends where the next word had no room.

    Lines that stand for themselves (verses, titles in a row) pass that by chance at one end or
    two, hardly at three.
    """
    if len(block) < 4:
        return False
    width = max(map(len, block))
    return 40 <= width <= 120 and all(
        len(line) + 1 + len(after.split(maxsplit=1)[0]) > width
        for line, after in itertools.pairwise(block)
    )
