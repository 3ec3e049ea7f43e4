"""Copyfits as markup and style: figures moved past paragraphs, spacing and pictures as rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from formatter.copyfit import AS_SET, Copyfit

# A story's blocks, as their tags open and close: what a figure may be moved past is a paragraph.
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*?(/?)>|<!--.*?-->", re.DOTALL)
_VOID = {"img", "br", "hr", "col", "wbr", "input", "source"}
_FIGURE = re.compile(r"\s*<figure\b")
_WIDE = re.compile(r'\s*<figure(?: class="wide")?>')
_HEAD = re.compile(r"\s*<h[1-6]\b")
_PULL = re.compile(r'\s*<aside class="pull"')
_PICTURE = re.compile(r'\ssrc="image:([^"]+)"')
_PARAGRAPH = re.compile(r'\s*<p[\s>]|\s*<aside class="pull"')
_BOUND = re.compile(r"\s*<(?:ul|ol|dl|blockquote|footer)|\s*<p class=\"(?:verse|signature)")
_LED = re.compile(r"\s*<p class=\"(?:lead|source)")
# A line of Vietnamese is for its length three parts letters and one part spaces, of which there are
# as many as words: so much of the em given to each makes it longer by the part that is asked.
_LETTER, _WORD = 0.3, 1.0


def body(markup: str, fit: Copyfit) -> str:
    """Return a story's body with the blocks of `fit.moved` so many paragraphs later or earlier.

    They go past paragraphs and pull quotes alone: a head, a list or another figure stops one, and
    so do the last paragraph, since a story doesn't end in a picture, and the lead.
    """
    if not fit.moved:
        return markup
    blocks = list(_blocks(markup))
    for picture, places in fit.moved:
        at = _at(blocks, picture)
        # What opens the piece stays there: its pages are made for it.
        stays = at < 0 or (fit.across and at == _opening(blocks))
        for _ in range(0 if stays else abs(places)):
            past = _past(blocks, at, 1 if places > 0 else -1)
            if past is None:
                break
            blocks.insert(past, blocks.pop(at))
            at = past
    return "".join(blocks)


def led(body: str, fit: Copyfit) -> str:
    """Return a body with its first wide picture right after its lead, where `fit.across` asks it.

    Never over a head: a picture of a later part stays there.
    """
    if not fit.across:
        return body
    blocks = list(_blocks(body))
    first = 1 if blocks and _LED.match(blocks[0]) else 0
    for i in range(first, len(blocks)):
        if _HEAD.match(blocks[i]):
            break
        if _WIDE.match(blocks[i]):
            blocks.insert(first, blocks.pop(i))
            break
    return "".join(blocks)


def rules(fits: Mapping[str, Copyfit]) -> str:
    """Return the style rules of the stories' copyfits by anchor, empty where none is fitted."""
    return "\n".join(rule for anchor, fit in sorted(fits.items()) for rule in _rules(anchor, fit))


def tight(fits: Mapping[str, Copyfit]) -> frozenset[str]:
    """Return the anchors of the stories that are set in the theme's closer measures."""
    return frozenset(anchor for anchor, fit in fits.items() if fit.tight)


def _rules(anchor: str, fit: Copyfit) -> Iterator[str]:
    if fit == AS_SET:
        return
    if fit.spacing:
        letters, words = fit.spacing * _LETTER, fit.spacing * _WORD
        # Paragraphs alone: a head, a table or code is set as it is.
        yield (
            f"#{anchor} .story > p, #{anchor} .story > blockquote "
            f"{{ letter-spacing: {letters:.4f}em; word-spacing: {words:.4f}em; }}"
        )
    if fit.pictures != 1:
        # Not the one over the edges of its page: less of it would leave a white strip there.
        yield (
            f"#{anchor} .story:not([data-part]) figure > img, "
            f"#{anchor}:not(.hero-before) figure > img {{ width: {fit.pictures:.1%}; }}"
        )


def movable(body: str) -> tuple[str, ...]:
    """Return what can be moved in a body, as `Copyfit.moved` names it: pull quotes, then pictures.

    Pull quotes are `pull-1`, `pull-2` in their order.
    """
    blocks = list(_blocks(body))
    quotes = sum(_PULL.match(block) is not None for block in blocks)
    figures = (_PICTURE.search(block) for block in blocks if _FIGURE.match(block))
    names = (*(f"pull-{i + 1}" for i in range(quotes)), *(found[1] for found in figures if found))
    places = ((name, _at(blocks, name)) for name in names)
    return tuple(
        name for name, at in places if any(_past(blocks, at, by) is not None for by in (1, -1))
    )


def _opening(blocks: list[str]) -> int:
    """Return which block follows the lead, or begins a body without one."""
    filled = [i for i, block in enumerate(blocks) if block.strip()]
    led = bool(filled) and _LED.match(blocks[filled[0]]) is not None
    return next(iter(filled[1:] if led else filled), -1)


def _at(blocks: list[str], name: str) -> int:
    """Return which block goes by a name in `Copyfit.moved`, -1 if none does."""
    quotes = [i for i, block in enumerate(blocks) if _PULL.match(block)]
    named = {f"pull-{n}": i for n, i in enumerate(quotes, start=1)}
    for i, block in enumerate(blocks):
        found = _PICTURE.search(block) if _FIGURE.match(block) else None
        if found is not None:
            named.setdefault(found[1], i)
    return named.get(name, -1)


def _past(blocks: list[str], at: int, step: int) -> int | None:
    """Return where a figure stands past one paragraph more, None where it must not."""
    beside = range(at + 1, len(blocks)) if step > 0 else range(at - 1, -1, -1)
    following = [i for i in beside if blocks[i].strip()]
    if len(following) < 2 or not _PARAGRAPH.match(blocks[following[0]]):
        return None
    # Never between a paragraph and the list or verse that it leads up to, or a signature.
    over, next_to = blocks[following[0]], blocks[following[1]]
    if _BOUND.match(next_to if step > 0 else over) or _LED.match(over):
        return None
    return following[0]


def _blocks(markup: str) -> Iterator[str]:
    """Yield the outermost elements of a markup in order, and the text between them."""
    deep = start = 0
    for tag in _TAG.finditer(markup):
        if tag[2] is None:
            continue
        closes, name, closed = tag[1], tag[2].lower(), tag[3]
        if not deep and tag.start() > start and not closes:
            yield markup[start : tag.start()]
            start = tag.start()
        if closes:
            deep -= 1
        elif not closed and name not in _VOID:
            deep += 1
        if not deep:
            yield markup[start : tag.end()]
            start = tag.end()
    if start < len(markup):
        yield markup[start:]
