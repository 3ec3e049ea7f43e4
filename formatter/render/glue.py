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
    # Text and tags by turns; text of one block stands in `places`, up to the next or a line break.
    pieces = _TAG.split(body)
    here = _root(_primary(language))
    places = [0] if pieces[0] else []
    for i in range(1, len(pieces), 2):
        written = pieces[i]
        inside = here.inside.get(written)
        if inside is None and written != here.ends:
            tag = _tag(written)
            block, goes = tag.block, _gone(here, tag, written)
        else:
            # Most tags are of these two kinds.
            block, goes = (inside or here).block, inside or here.around or here
        if block and places:
            _tie(pieces, places, here)
            places = []
        here = goes
        if pieces[i + 1]:
            places.append(~(i + 1) if here.masked else i + 1)
    if places:
        _tie(pieces, places, here)
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


class _Open:
    """An open element: its tag, how it ends, the kind of its block, and its language.

    `inside` are those that were found in one of its kind, by their tags as they are written.
    """

    __slots__ = (
        *("around", "block", "ends", "inside", "kind", "language", "last", "masked", "tag"),
        "within",
    )

    def __init__(  # noqa: PLR0913  what an element is
        self,
        tag: str,
        kind: str,
        language: str,
        around: _Open | None = None,
        *,
        block: bool = False,
        masked: bool = False,
    ) -> None:
        self.tag, self.kind, self.language = tag, kind, language
        self.around, self.block, self.masked = around, block, masked
        self.ends = f"</{tag}>" if tag else ""
        self.inside: dict[str, _Open] = {}
        self.within = ties.within(language)
        self.last = ties.last(kind)


class _Tag(NamedTuple):
    """What a tag says: whether it opens or closes, what its element is, and what it changes."""

    name: str
    closes: bool
    opens: bool
    block: bool
    pull: bool
    language: str
    masked: bool


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


@lru_cache(maxsize=8)
def _root(language: str) -> _Open:
    return _Open("", "", language)


def _gone(here: _Open, tag: _Tag, written: str) -> _Open:
    """Return what is open after a tag."""
    if tag.opens:
        opened = _opened(here, tag)
        # The attributes of others are their own.
        if written[1:-1].isalnum():
            here.inside[written] = opened
        return opened
    return here.around if tag.closes and here.tag == tag.name and here.around else here


def _opened(around: _Open, tag: _Tag) -> _Open:
    kind = around.kind
    if tag.pull:
        kind = "pull"
    elif tag.block and kind != "pull":
        kind = tag.name
    return _Open(
        tag.name,
        kind,
        tag.language or around.language,
        around,
        block=tag.block,
        masked=around.masked or tag.masked,
    )


def _tie(pieces: list[str], places: list[int], block: _Open) -> None:
    """Tie the text of a block, which lies in several places; masked ones are told inverted."""
    if len(places) == 1:
        place = places[0]
        if place >= 0 and " " in pieces[place]:
            pieces[place] = _tied(pieces[place], block)
        return
    text = "".join(_MASK * len(pieces[~i]) if i < 0 else pieces[i] for i in places)
    if " " not in text:
        return
    # As long as it was, so that it is cut into its pieces again.
    text = _tied(text, block)
    at = 0
    for i in places:
        end = at + len(pieces[max(i, ~i)])
        if i >= 0:
            pieces[i] = text[at:end]
        at = end


def _tied(text: str, block: _Open) -> str:
    """Return the text of a block with each space that a rule ties made one that doesn't break."""
    made = block.within.sub(_NO_BREAK, text)
    if _FIRST(text):
        made = _at(made, text.find(" "))
    if block.last:
        last = text.rfind(" ")
        if block.last.match(text, text.rfind(" ", 0, last) + 1):
            made = _at(made, last)
    return made


def _at(text: str, place: int) -> str:
    return f"{text[:place]}{_NO_BREAK}{text[place + 1 :]}"


_FIRST = ties.FIRST_SPACE.match
