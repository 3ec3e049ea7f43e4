"""The running text of a PDF: its words one after another, and what two of them share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from formatter.errors import RefusedError
from formatter.press.furniture import furniture
from formatter.press.wording import Block, shared
from formatter.sight import Sight, Word

_PAGES = 4000
# No page ends in more words that those before it end in too.
_SLIDE = 200


class Text(NamedTuple):
    """The words of a PDF one after another, and the page of each; heads and folios are aside."""

    words: tuple[Word, ...]
    pages: tuple[int, ...]
    starts: tuple[int, ...]
    aside: tuple[frozenset[Word], ...]

    def on(self, page: int) -> range:
        """Return the words of a page by number."""
        return range(self.starts[page], self.starts[page + 1])


def text(sight: Sight) -> Text:
    """Return the running text of a PDF; RefusedError where it has far too many pages."""
    if len(sight) > _PAGES:
        raise RefusedError(
            f"{sight.name} has more than {_PAGES:,} pages.", "Compare its volumes one by one."
        )
    seen = [sight.words(number) for number in range(len(sight))]
    aside = furniture(seen)
    own = [
        tuple(word for word in words if word not in heads)
        for words, heads in zip(seen, aside, strict=True)
    ]
    return Text(
        tuple(word for words in own for word in words),
        tuple(number for number, words in enumerate(own) for _ in words),
        tuple(accumulate(map(len, own), initial=0)),
        aside,
    )


def common(one: Text, other: Text) -> tuple[Block, ...]:
    """Return what both texts say, each gap begun where a page begins, if it may as well be."""
    said = [[word.text for word in each.words] for each in (one, other)]
    return _settled(shared(*said), one, other)


def _settled(blocks: Sequence[Block], one: Text, other: Text) -> tuple[Block, ...]:
    """Return the blocks, each gap moved to where a page begins, if it may as well be there.

    What is put in often ends, or begins, as the text beside it does: then it isn't told by its
    words alone where it begins.
    """
    held = [Block(0, 0, 0), *blocks, Block(len(one.words), len(other.words), 0)]
    for number in range(len(held) - 1):
        block, then = held[number : number + 2]
        ends = (block.old + block.size, block.new + block.size)
        room = (block.size, then.size)
        by = 0
        if ends[0] == then.old and ends[1] < then.new:
            by = _moved(other, ends[1], then.new, room)
        elif ends[1] == then.new and ends[0] < then.old:
            by = _moved(one, ends[0], then.old, room)
        held[number] = block._replace(size=block.size + by)
        held[number + 1] = Block(then.old + by, then.new + by, then.size - by)
    return tuple(held)


def _moved(text: Text, end: int, begin: int, room: tuple[int, int]) -> int:
    """Return by how many words a gap goes on or back, so that it begins where a page does."""
    back = on = True
    for by in range(_SLIDE):
        back = back and by <= room[0]
        on = on and by <= room[1]
        for way, may in ((by, on), (-by, back)):
            at = end + way
            if may and 0 < at < len(text.pages) and text.pages[at - 1] != text.pages[at]:
                return way
        on = on and by < room[1] and text.words[end + by].text == text.words[begin + by].text
        back = (
            back
            and by < room[0]
            and text.words[end - by - 1].text == text.words[begin - by - 1].text
        )
        if not (on or back):
            break
    return 0
