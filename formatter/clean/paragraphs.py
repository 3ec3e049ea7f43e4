"""Runs of words as paragraphs: a wall of line breaks is paragraphs that nobody marked."""

from __future__ import annotations

import re

from formatter.clean.inline import BREAK, bare

_BREAKS = re.compile(r"(?:\s*<br/>\s*){2,}")
_ONE_BREAK = re.compile(BREAK)
_MARKS = re.compile(r"<(/?)\w+[^>]*(?<!/)>")
_SPACE = re.compile(r"\s+")
_SENTENCES = re.compile(r"(?<=[.!?…”])\s+")
# No paragraph is longer; laying one of five megabytes out took more memory than machines have.
_WALL = 20_000
_OPENING = re.compile(r"^(?:\s|<br/>|<[^/>][^>]*(?<!/)>)+")
_CLOSING = re.compile(r"(?:\s|<br/>|</[^>]+>)+$")
_AROUND_BREAK = re.compile(r"\s*<br/>\s*")
_TAG = re.compile(r"<[^>]+>")
_SPACES = re.compile(r" ((?:</?(?!img)[^>]+>)*) +")
_MET = re.compile("[ \xa0]*(?: \xa0|\xa0 |\xa0\xa0)[ \xa0]*")
_INNER_END = re.compile(r" ((?:</\w+>)+) ?(?=\S|$)")
# Breaks and white space around a run.
_ENDS = re.compile(r"\A(?:\s|<br/>)+|(?:\s|<br/>)+\Z")
# Code whose lines only breaks part.
_LISTING = re.compile(r"<code>((?:(?!</?code>).)*)</code>", re.DOTALL)
# A formula alone on its line, with the stop of the sentence that it ends.
_FORMULA = re.compile(
    r'(?:<img class="math"[^>]*/>|<code class="math">(?:(?!</code>).)*</code>)[\s.,;:]*', re.DOTALL
)
_A_FORMULA = ' class="formula"'


def paragraphs(line: str, wrap: tuple[str, ...], kind: str) -> list[str]:
    """Return a run of inline markup as paragraphs, parted where the page has an empty line.

    `wrap` are marks that stand around the words of each, `kind` the attributes of each.
    """
    made = []
    parts = _split_breaks(line) if line.count(BREAK) > 1 else [line]
    for part in (piece for whole in parts for piece in _split_wall(whole)):
        words = tidy(part)
        if not bare(words).strip() and "<img" not in words:
            continue
        for mark in reversed(wrap):
            words = f"<{mark}>{words}</{mark}>"
        if BREAK in words and (listing := _LISTING.fullmatch(_ENDS.sub("", part))):
            lines = _TAG.sub("", listing.group(1).replace(BREAK, "\n")).replace("\xa0", " ")
            made.append(f"<pre><code>{lines}</code></pre>")
            continue
        own = _A_FORMULA if not kind and _FORMULA.fullmatch(words) else kind
        made.append(f"<p{own}>{words}</p>")
    return made


def tidy(words: str) -> str:
    """Return inline markup without white space at its ends, inside marks too, and without runs."""
    # Most have nothing of the kind, and are let through at the cost of a look.
    if words[:1] == "<" or words[:1].isspace():
        words = _OPENING.sub(lambda run: _without_space(run.group()), words)
    if words[-1:] == ">" or words[-1:].isspace():
        words = _CLOSING.sub(lambda run: _without_space(run.group()), words)
    # Two texts that meet bring a space each, a mark between them or not.
    if "  " in words or (" <" in words and "> " in words):
        words = _SPACES.sub(r" \1", words)
    if " \xa0" in words or "\xa0 " in words or "\xa0\xa0" in words:
        # What stood between two texts went, and their spaces met.
        words = _MET.sub(" ", words)
    return _AROUND_BREAK.sub(BREAK, words) if BREAK in words else words


def _without_space(run: str) -> str:
    return "".join(tag for tag in _TAG.findall(run) if tag != BREAK)


def lines_of(words: str) -> list[str]:
    """Return the lines of inline markup; a break inside a mark is a space there."""
    return [
        _INNER_END.sub(r"\1 ", part.replace(BREAK, " "))
        for part in _outside_marks(words, _ONE_BREAK)
    ]


def _split_breaks(line: str) -> list[str]:
    """Part a run of words at the empty lines that no mark stands around."""
    # A gap inside marks is a line's end.
    return [_BREAKS.sub(BREAK, part) for part in _outside_marks(line, _BREAKS)]


def _outside_marks(words: str, gaps: re.Pattern[str]) -> list[str]:
    """Part inline markup at the gaps that no mark stands around."""
    parts: list[str] = []
    start = depth = seen = 0
    for gap in gaps.finditer(words):
        depth += sum(-1 if end else 1 for end in _MARKS.findall(words, seen, gap.start()))
        seen = gap.end()
        if not depth:
            parts.append(words[start : gap.start()])
            start = gap.end()
    return [*parts, words[start:]]


def _split_wall(line: str) -> list[str]:
    """Part a run longer than any paragraph at its sentences, at a space where it has none."""
    parts: list[str] = []
    start = depth = seen = 0
    ends = _SENTENCES if len(line) > _WALL else None
    while ends and len(line) - start > _WALL:
        gap = ends.search(line, start + _WALL // 2)
        if gap is None or gap.start() - start > _WALL:
            gap = _SPACE.search(line, start + _WALL // 2)
        if gap is None:
            break
        depth += sum(-1 if end else 1 for end in _MARKS.findall(line, seen, gap.start()))
        seen = gap.end()
        if depth:
            break
        parts.append(line[start : gap.start()])
        start = gap.end()
    return [*parts, line[start:]]
