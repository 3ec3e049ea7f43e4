"""The account of a page in its own order: what each block became, and how much of it all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from formatter.article import Article

Kind = Literal["kept", "moved", "used", "removed"]
KINDS: tuple[Kind, ...] = ("kept", "moved", "used", "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of one block, or of a part of it: one is kept, moved, used or removed.

    `number` is that of the block in the page, 0 in its head. Removed ones have `step`, `rule` and
    `reason`, used ones the `field` they became, moved ones in `reason` why, as kept ones do where
    an editor asked for it. `images` are addresses: of a removed block's pictures as they stood, of
    others those of the article's.
    """

    number: int
    kind: Kind
    text: str
    step: str = ""
    rule: str = ""
    reason: str = ""
    field: str = ""
    images: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """Return the entry as the command's contract writes it."""
        told = {"number": self.number, "kind": self.kind, "text": self.text}
        if self.kind == "used":
            return told | {"field": self.field}
        if self.kind != "removed":
            return told | ({"reason": self.reason} if self.reason else {})
        return told | {"step": self.step, "rule": self.rule, "reason": self.reason}


_MOVED = {
    "": "",
    "lead": "the lead goes first",
    "hero": "the picture over the story goes before it",
    "editor": "the editor's list keeps it",
}


def entries(article: Article) -> tuple[Entry, ...]:
    """Return what each block of the page became, in the page's order."""
    return tuple(entry for _, entry in sorted(_placed(article), key=lambda pair: pair[0]))


def characters(article: Article) -> dict[Kind, int]:
    """Return how many characters, spaces aside, were kept in place, moved, used and removed.

    Together they are those of the page (law 1).
    """
    sums = dict.fromkeys(KINDS, 0)
    for _, entry in _placed(article):
        sums[entry.kind] += len("".join(entry.text.split()))
    return sums


def _placed(article: Article) -> Iterator[tuple[tuple[int, int], Entry]]:
    """Yield the entries with their places: the block, and the turn within it."""
    pictures = {ref.id: ref.url for ref in article.images}
    asked = {edited.block for edited in article.edits if edited.action == "keep"}
    here = 0
    for block in article.kept:
        if not block.moved:
            # Loose words of a box bear its number, and stand behind the blocks before them.
            here = max(here, block.block)
        entry = Entry(
            number=block.block,
            kind="moved" if block.moved else "kept",
            text=block.text,
            reason=_MOVED[block.moved or ("editor" if block.block in asked else "")],
            images=tuple(pictures.get(name, "") for name in block.images),
        )
        yield (block.block if block.moved else here, 0), entry
    for use in article.used:
        yield (
            (use.block, 1),
            Entry(number=use.block, kind="used", text=use.text, field=use.field),
        )
    for gone in article.removed:
        entry = Entry(
            number=gone.block,
            kind="removed",
            text=gone.text,
            step=gone.step,
            rule=gone.rule,
            reason=gone.reason,
            images=gone.images,
        )
        yield (gone.block, 2), entry
