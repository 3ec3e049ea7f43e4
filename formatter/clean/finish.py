"""The last look at the blocks: the lead first, subheads, the signature, nothing said twice."""

from __future__ import annotations

import re
from itertools import pairwise

from formatter.clean.inline import BREAK, bare
from formatter.clean.ledger import Ledger, apart
from formatter.text.plain import folded

_ALL_BOLD = re.compile(r"<p>\s*<(b|strong)>((?:(?!</?p>).)*)</\1>\s*</p>\Z", re.DOTALL)
_BOLD = re.compile(r"</?(?:b|strong)>")
_HEAD = re.compile(r"<(/?)h([1-6])(| id=\"[^\"]*\")>")
_DATELINE = re.compile(
    r"^(\s*(?:<b>|<strong>)?\s*)(\([^()<>]{2,30}\)|[A-ZĐ]{2,8}(?=\s+[-–]))(\s*[-–—]\s*|\s+)(?=\S)"
)
_CAPTIONS = re.compile(r"<(?:figcaption|li)[^>]*>((?:(?!</?(?:figcaption|li)\b).)*)", re.DOTALL)
_CREDITS = re.compile(r'<span class="credit">((?:(?!</span>).)*)</span>')
# A paragraph says a caption again if so much of it is the caption's opening.
_AGAIN = 0.9
_LONGEST_SUBHEAD = 110
_LONGEST_SIGNATURE = 60
_LAST = 4
_LONGEST_LINE = 70


def finish(blocks: list[str], ledger: Ledger, *, title: str, authors: tuple[str, ...]) -> str:
    """Return the body made of the blocks."""
    blocks = _once(blocks, ledger, title)
    blocks = [_subhead(block, blocks, index) for index, block in enumerate(blocks)]
    blocks = [_lead(block) for block in blocks]
    while blocks and blocks[-1] == "<hr/>":
        blocks.pop()
    while blocks and blocks[0] == "<hr/>":
        blocks.pop(0)
    blocks = _signed(blocks, authors)
    blocks = _verses(blocks)
    # Notes bring a rule of their own.
    blocks = [
        block
        for block, after in pairwise([*blocks, ""])
        if block != "<hr/>" or not after.startswith('<section class="notes">')
    ]
    return _levelled("".join(blocks))


def _once(blocks: list[str], ledger: Ledger, title: str) -> list[str]:
    """Drop the title said again, and a paragraph that stands again after the lead."""
    kept: list[str] = []
    lead = ""
    shown: dict[str, str] = {}
    credited: set[str] = set()
    wanted = folded(title)
    for index, block in enumerate(blocks):
        ledger.at(block)
        text = bare(block)
        letters = folded(text) if block.startswith(("<p", "<h")) else ""
        if ledger.spares:
            letters = ""
        if letters and letters == wanted:
            ledger.enter(text, step="finish", rule="title-again", reason="the title stood before")
            continue
        if lead and letters == lead and index < 5:
            ledger.enter(text, step="finish", rule="lead-again", reason="the lead stood before")
            continue
        caption = shown.get(letters[:60], "") if len(letters) > 40 else ""
        if (caption and _goes_with(letters, caption)) or letters in credited:
            ledger.enter(text, step="finish", rule="caption-again", reason="a caption said again")
            continue
        if block.startswith('<p class="lead">'):
            lead = letters
        for words in _CAPTIONS.findall(block) if "<figcaption" in block or "<li" in block else ():
            told = folded(bare(words))
            shown[told[:60]] = max(told, shown.get(told[:60], ""), key=len)
        if 'class="credit"' in block:
            credited.update(folded(bare(name)) for name in _CREDITS.findall(block))
        parted = apart(block)
        ledger.keep(block, text if parted is block else bare(parted))
        kept.append(block)
    return kept


def _goes_with(letters: str, caption: str) -> bool:
    """Say whether a paragraph's letters are a caption's, from the first to nearly the last."""
    most = int(_AGAIN * len(letters))
    return letters[:most] == caption[:most]


def _subhead(block: str, blocks: list[str], index: int) -> str:
    """Make a short line all in bold between two paragraphs the heading that it plays."""
    found = _ALL_BOLD.match(block)
    if not found or f"<{found.group(1)}>" in found.group(2) or BREAK in found.group(2):
        return block
    text = bare(found.group(2)).strip()
    if not 2 < len(text) <= _LONGEST_SUBHEAD or text[-1] in '.,;:…”"' or index == 0:
        return block
    follows = blocks[index + 1] if index + 1 < len(blocks) else ""
    if not follows.startswith(("<p", "<figure", "<ul", "<ol", "<div", "<table", "<blockquote")):
        return block
    if any(_ALL_BOLD.match(_unsigned(other)) for other in (follows, blocks[index - 1])):
        return block
    return f"<h3>{_BOLD.sub('', found.group(2)).strip()}</h3>"


def _unsigned(block: str) -> str:
    return block.replace(' class="signature"', "", 1)


def _lead(block: str) -> str:
    """Mark the place or paper that a lead opens with; its words stay."""
    if not block.startswith('<p class="lead">') or 'class="dateline"' in block:
        return block
    inside = block[16:-4]
    return (
        '<p class="lead">'
        + _DATELINE.sub(r'\1<span class="dateline">\2</span>\3', inside, count=1)
        + "</p>"
    )


def _signed(blocks: list[str], authors: tuple[str, ...]) -> list[str]:
    """Mark the last line as the signature if it names the author or the source."""
    names = {folded(name) for name in (*authors, " ".join(authors))} - {""}
    # A line set to the right in the midst of a story signs nothing.
    blocks = [*map(_unsigned, blocks[:-_LAST]), *blocks[-_LAST:]]
    for index in range(len(blocks) - 1, max(len(blocks) - 4, 0), -1):
        block = blocks[index]
        if block.startswith('<p class="signature">'):
            break
        if not block.startswith("<p>"):
            continue
        text = bare(block).strip()
        signs = (
            folded(text) in names
            or re.match(r"(?:Theo|Nguồn)\s*:?\s+\S", text)
            or text.startswith("(Theo ")
        )
        if _ALL_BOLD.match(block) and len(text.split()) <= 8 and text[-1:] not in ".?!…":
            signs = True
        if signs and len(text) <= _LONGEST_SIGNATURE:
            blocks[index] = '<p class="signature">' + block[3:]
        break
    return blocks


def _verses(blocks: list[str]) -> list[str]:
    """Mark paragraphs of short lines, whose breaks are the author's."""
    lines = [_short_lines(block) for block in blocks]
    # Two lines alone are no poem, two couplets are.
    poem = [
        count > 2 or (count == 2 and 2 in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]))
        for at, count in enumerate(lines)
    ]
    return [
        f'<p class="verse">{block[3:]}' if is_poem else block
        for block, is_poem in zip(blocks, poem, strict=True)
    ]


def _short_lines(block: str) -> int:
    """Return how many lines a paragraph has that are all short ones, 0 for any other block."""
    if BREAK not in block or not block.startswith("<p>"):
        return 0
    lines = bare(block.replace(BREAK, "\n")).split("\n")
    return len(lines) if max(map(len, lines)) <= _LONGEST_LINE else 0


def _levelled(body: str) -> str:
    """Let the headings' levels begin at 2, under the title, and leave none out on the way down."""
    over: list[int] = []

    def levelled(tag: re.Match[str]) -> str:
        level = int(tag.group(2))
        if not tag.group(1):
            while over and over[-1] >= level:
                over.pop()
            over.append(level)
        return f"<{tag.group(1)}h{min(1 + len(over), 6)}{tag.group(3)}>"

    return _HEAD.sub(levelled, body)
