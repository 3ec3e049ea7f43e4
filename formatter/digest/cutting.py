"""Where a piece ends in print: its blocks after so many words, or from a phrase on, go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from formatter.digest.blocks import element, holds, is_told, markup, text
from formatter.issue import Cut
from formatter.text.plain import words

_HEAD = re.compile(r"<h[2-6]\b")
_NOTES = '<section class="notes"'
_SIGNATURE = '<p class="signature"'
_CALL = re.compile(r'href="#([^"]+)"')


class Parted(NamedTuple):
    """A body that was cut: the blocks that stay, and the words of those that don't."""

    stays: list[str]
    gone: str


class NothingCutError(Exception):
    """The cut leaves all or nothing: what is wrong with it, and what could be written."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


def parted(parts: Sequence[str], cut: Cut) -> Parted:
    """Return the blocks of a body as its cut leaves them.

    Who signs the piece stays, and so do the notes that are called from what stays. A piece ends in
    no head. Raises NothingCutError where nothing or all would be left out.
    """
    story = [part for part in parts if not part.startswith((_NOTES, _SIGNATURE))]
    end = _after(story, cut.words) if cut.words else _before(story, cut.until)
    while end and _HEAD.match(story[end - 1]):
        end -= 1
    if not any(map(is_told, story[:end])):
        raise NothingCutError(
            "the cut leaves nothing of the piece.", "Cut it later, or take the piece out."
        )
    called = {name for part in story[:end] for name in _CALL.findall(part)}
    kept: list[str] = []
    gone = [text(part) for part in story[end:]]
    passed = 0
    for part in parts:
        if part.startswith(_NOTES):
            notes, lost = _called(part, called)
            kept.append(notes)
            gone += lost
        elif part.startswith(_SIGNATURE):
            kept.append(part)
        else:
            passed += 1
            if passed <= end:
                kept.append(part)
    return Parted([part for part in kept if part], "\n".join(filter(None, gone)))


def _after(story: Sequence[str], limit: int) -> int:
    counted = 0
    for i, part in enumerate(story):
        counted += words(text(part)) if is_told(part) else 0
        if counted >= limit and is_told(part) and not _HEAD.match(part):
            if any(map(is_told, story[i + 1 :])):
                return i + 1
            break
    told = sum(words(text(part)) for part in story if is_told(part))
    raise NothingCutError(
        f"the piece has {told} words, and its cut at {limit} leaves none of them out.",
        f"Write fewer than {told}, or take cut out.",
    )


def _before(story: Sequence[str], phrase: str) -> int:
    for i, part in enumerate(story):
        if is_told(part) and holds(part, phrase):
            return i
    raise NothingCutError(
        f"the piece nowhere says “{phrase}”.",
        "Copy a few words of the paragraph that is the first to go.",
    )


def _called(notes: str, called: set[str]) -> tuple[str, list[str]]:
    """Return the notes that are called, empty for none, and the words of the others."""
    tree = element(notes)
    lost: list[str] = []
    for parent in list(tree.iter()):
        for item in list(parent):
            if item.tag == "li" and item.get("id") and item.get("id") not in called:
                lost.append(text(markup(item)))
                parent.remove(item)
    if not lost:
        return notes, []
    return (markup(tree) if tree.find(".//li") is not None else ""), lost
