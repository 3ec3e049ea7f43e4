"""No-break spaces where typesetting keeps two words on one line, in the books alone.

A line never opens with a dash that goes on with a sentence, a unit never leaves its number, a
title never its name, and no paragraph or head ends in one short word on a line of its own. An
article's text is never changed: this is done to the copy that a page or a reading system gets, and
a PDF says that those spaces are plain ones, so that a search finds what a reader types. In an
EPUB they are the character itself: an element around each pair would part the text for a reading
system's search, and a style that forbids the break would fall with the publisher's styles. (In
print such an element is worse: the engine breaks the line after its first word.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from formatter.render import ties

_NO_BREAK = "\N{NO-BREAK SPACE}"
_TAG = re.compile(r"""(<[^"'<>]*(?:(?:"[^"]*"|'[^']*')[^"'<>]*)*>)""")
_NAME = re.compile(r"<(/?)(\w+)(.*?)(/?)>\Z", re.DOTALL)
_LANG = re.compile(r"""\slang\s*=\s*["']([^"']+)""")
_CLASS = re.compile(r"""\sclass\s*=\s*["']([^"']+)""")
# What parts a body's text; all other elements stand within it.
_BLOCKS = frozenset(
    "aside blockquote br caption dd div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre"
    " section table tbody td tfoot th thead tr ul".split()
)
# Their spaces are as they were typed, or their words no text: rules see one sign for each letter.
_VERBATIM = frozenset("pre code kbd samp".split())
_MASKED = frozenset("math call".split())
_MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
_EMPTY = frozenset("br hr img".split())
# A title's words that part badly, in letters together: longer ones may part on a narrow screen.
_PAUSES = tuple(",:;.?!…–—")
_PAIR, _GROUP, _FEWEST = 14, 18, 4


def glued(body: str, language: str) -> str:
    """Return the body with no-break spaces for some of its spaces; its words stay the same.

    Each block is read as one text, whatever elements stand in it, by the rules of its own
    language; `language` is that of the whole. Code and formulas keep their spaces.
    """
    pieces = _TAG.split(body)
    for run in _runs(pieces, language):
        _tie(pieces, run)
    return "".join(pieces)


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


def tied(title: str) -> str:
    """Return a title with its last two words kept on one line."""
    return _NO_BREAK.join(title.rsplit(" ", 1))


class _Open(NamedTuple):
    """An open element: its tag, the kind of its block, its language, whether it's masked."""

    tag: str
    kind: str
    language: str
    masked: bool


class _Run(NamedTuple):
    """The text of one block up to the next, or to a line break: places in the list of pieces."""

    block: _Open
    places: list[tuple[int, bool]]  # and whether a piece is masked


class _Tag(NamedTuple):
    """What a tag says: whether it opens or closes, what its element is, and what it changes."""

    name: str
    closes: bool
    opens: bool
    block: bool
    pull: bool
    language: str
    masked: bool


def _runs(pieces: list[str], language: str) -> Iterator[_Run]:
    here = _Open("", "", _primary(language), masked=False)
    around: list[_Open] = []
    places: list[tuple[int, bool]] = []
    for i in range(0, len(pieces), 2):
        if i:
            tag = _tag(pieces[i - 1])
            if tag.block and places:
                yield _Run(here, places)
                places = []
            if tag.opens:
                around.append(here)
                here = _opened(here, tag)
            elif tag.closes and here.tag == tag.name and around:
                here = around.pop()
        if pieces[i]:
            places.append((i, here.masked))
    if places:
        yield _Run(here, places)


# Most of a body's tags are the same few.
@lru_cache(maxsize=512)
def _tag(written: str) -> _Tag:
    found = _NAME.match(written)
    if found is None:
        return _Tag("", *(False,) * 4, language="", masked=False)
    closes, name, attributes, empty = found.groups()
    block = name in _BLOCKS
    own = _CLASS.search(attributes) if "class" in attributes else None
    said = _LANG.search(attributes) if block and "lang" in attributes else None
    return _Tag(
        name,
        closes=bool(closes),
        opens=not closes and not empty and name not in _EMPTY,
        block=block,
        pull=bool(own and own[1] == "pull"),
        language=_primary(said[1]) if said else "",
        masked=name in _VERBATIM or bool(own and own[1] in _MASKED),
    )


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


def _opened(around: _Open, tag: _Tag) -> _Open:
    kind = around.kind
    if tag.pull:
        kind = "pull"
    elif tag.block and kind != "pull":
        kind = tag.name
    return _Open(tag.name, kind, tag.language or around.language, around.masked or tag.masked)


def _tie(pieces: list[str], run: _Run) -> None:
    places = run.places
    if len(places) == 1:
        place, masked = places[0]
        text = pieces[place]
        if not masked and " " in text:
            pieces[place] = _tied(text, run.block)
        return
    text = "".join(_MASK * len(pieces[i]) if masked else pieces[i] for i, masked in places)
    if " " not in text:
        return
    # As long as it was, so that it is cut into its pieces again.
    text = _tied(text, run.block)
    at = 0
    for i, masked in places:
        end = at + len(pieces[i])
        if not masked:
            pieces[i] = text[at:end]
        at = end


def _tied(text: str, block: _Open) -> str:
    """Return the text of a block with each space that a rule ties made one that doesn't break."""
    made = ties.within(block.language).sub(_NO_BREAK, text)
    if ties.FIRST_SPACE.match(text):
        made = _at(made, text.find(" "))
    pattern = ties.last(block.kind)
    if pattern:
        last = text.rfind(" ")
        if pattern.match(text, text.rfind(" ", 0, last) + 1):
            made = _at(made, last)
    return made


def _at(text: str, place: int) -> str:
    return f"{text[:place]}{_NO_BREAK}{text[place + 1 :]}"
