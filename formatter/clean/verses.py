"""Lines whose breaks are the author's: poems in boxes and in `pre`, addresses."""

from __future__ import annotations

import re

from formatter.clean.inline import BREAK
from formatter.clean.soup import Tag

_POEM = re.compile(
    r"(?:^|[\s_-])(?:poem|poetry|verse|stanza|lyrics|tho|bai-?tho|kho-?tho)(?=$|[\s_-])",
    re.IGNORECASE,
)
_P = re.compile(r"<p(?: class=\"verse\")?>(.*)</p>\Z", re.DOTALL)
_LONGEST_LINE = 90


def is_poem(node: Tag) -> bool:
    """Say whether an element's name calls it a poem, and it holds nothing but words."""
    return bool(_POEM.search(node.names)) and not node.below(
        "h1", "h2", "h3", "h4", "table", "ul", "ol", "figure", "blockquote"
    )


def part_of_poem(node: Tag) -> bool:
    """Say whether a poem is parted further down."""
    return any(is_poem(kid) for kid in node.below("div", "section", "p"))


def stanza(blocks: list[str]) -> list[str]:
    """Return the blocks of a poem's box as verse: a line each, or paragraphs of lines."""
    lines = [found.group(1) for block in blocks if (found := _P.match(block))]
    if len(lines) != len(blocks) or not lines:
        return blocks
    if any(len(line) > _LONGEST_LINE * 2 for words in lines for line in words.split(BREAK)):
        return blocks
    if any(BREAK in line for line in lines):
        return [f'<p class="verse">{line}</p>' for line in lines]
    return [f'<p class="verse">{BREAK.join(lines)}</p>']


def rows(blocks: list[str]) -> list[str]:
    """Return the lines of an address one below the other."""
    told = [_P.match(block) for block in blocks]
    lines = [line for found in told for line in (found.group(1) if found else "").split(BREAK)]
    if len(lines) < 2 or not all(lines) or any("<" in line for line in lines):
        return blocks
    return [f'<div class="rows">{"".join(f"<p>{line.strip()}</p>" for line in lines)}</div>']
