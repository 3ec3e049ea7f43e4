"""How sure we are of an article, from 0 to 1, and what lessens it.

The weights are those of a logistic regression. It was fitted on 160 pages whose article was marked
by hand (half of the article-extraction-benchmark and of Readability's test pages, five Vietnamese
newspaper pages) and on 544 takings of the same pages that were made wrong on purpose: one box too
high, the whole body, the heaviest part alone, another part of the page. Right is a taking whose F1
is at least 0.9. Fitted on one half of the pages and tried on the other, nine of ten wrong ones lie
below DOUBTFUL, and one in six of the right ones. What no page shows is not found: a press release's
lines on its company, which the hand left out, look like the rest of it where no rule parts them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from formatter.clean.ledger import Ledger
from formatter.clean.locate import ENOUGH, SHORTEST, own, told
from formatter.clean.node import Node
from formatter.clean.patterns import HEADINGS

# Below it a person should look at the article.
DOUBTFUL = 0.8
# How sure we are at most of an article of which so much stands behind its only rule.
_PARTED, _A_NOTE = 0.75, 0.2
# An article of that many letters isn't short.
_FULL = 3000
_PARAGRAPH = 80


class Evidence(NamedTuple):
    """What speaks for an article and against it, each from 0 to 1 but for `length`.

    `length` is the logarithm of the letters kept by _FULL, at most 0; `share` that of the page's
    prose; `whole` of all its letters; `linked` of the letters kept that are links; `swept` the
    letters of chrome taken from inside by those kept; `paragraphs` the letters in full paragraphs;
    `headings` a paragraph; `titled` says that the page's title was found.
    """

    length: float
    share: float
    linked: float
    titled: bool
    swept: float
    paragraphs: float
    whole: float
    headings: float


_BASE = -4.34
_WEIGHTS = (0.57, 5.14, -1.8, 1.13, -1.45, 1.66, 1.33, -2.08)


def trust(  # noqa: PLR0913  what each step knows of the article
    root: Node, ledger: Ledger, *, page: int, share: float, titled: bool, story: str
) -> tuple[float, tuple[str, ...]]:
    """Return how sure we are of the article below `root`, and what lessens it as sentences.

    `page` is the number of letters of the whole page, `share` that of its prose that was located,
    `story` the article as the page's data tell it, if they do.
    """
    seen = evidence(root, ledger, page, share, titled=titled)
    score = 1 / (1 + math.exp(-_BASE - sum(w * x for w, x in zip(_WEIGHTS, seen, strict=True))))
    known = told(root, story)
    if known is not None and known > 0.95:
        score = max(score, 0.9)
    elif known is not None and known < ENOUGH:
        score = min(score, known * DOUBTFUL)
    behind = _behind_its_rule(root)
    if behind and known is None:
        score = min(score, _PARTED)
    return round(score, 2), tuple(_doubts(seen, root.size, known, behind))


def warning(confidence: float, doubts: tuple[str, ...]) -> Iterator[str]:
    """Yield what a person is told of an article that may be wrong, nothing for any other."""
    if confidence < DOUBTFUL:
        yield " ".join((f"The article may be wrong or not whole ({confidence:.2f} sure).", *doubts))


def evidence(root: Node, ledger: Ledger, page: int, share: float, *, titled: bool) -> Evidence:
    """Return what speaks for and against the article below `root`."""
    kept = max(1, root.size)
    below = root.walk()
    prose = [size - linked for size, linked in (own(n) for n in below if n.block and n.size)]
    full = [size for size in prose if size >= SHORTEST]
    headings = sum(node.tag in HEADINGS for node in below)
    swept = sum(len(gone.text) for gone in ledger.removed if gone.step == "chrome")
    return Evidence(
        length=min(0.0, math.log(kept / _FULL)),
        share=share,
        linked=root.linked / kept,
        titled=titled,
        swept=min(1.0, swept / kept),
        paragraphs=sum(size for size in full if size >= _PARAGRAPH) / kept,
        whole=min(1.0, kept / max(1, page)),
        headings=min(1.0, headings / max(1, len(full))),
    )


def _behind_its_rule(root: Node) -> float:
    """Return the share of an article's letters that stand behind its only rule, 0 for others.

    A press release sets one between its story and the lines on its company. A few words there are
    a note, more than half the story, and several rules part a story's own pieces.
    """
    below = root.walk()
    rules = [at for at, node in enumerate(below) if node.tag == "hr"]
    if len(rules) != 1 or any(node.tag in HEADINGS for node in below[rules[0] :]):
        return 0.0
    letters = sum(own(node)[0] for node in below[rules[0] :] if node.block)
    share = letters / max(1, root.size)
    return share if _A_NOTE <= share <= 0.5 else 0.0


def _doubts(seen: Evidence, letters: int, known: float | None, behind: float) -> Iterator[str]:
    if known is not None and known < ENOUGH:
        yield f"Of the article as the page's data tell it, {1 - known:.0%} isn't here."
    if seen.share < 0.6:
        yield f"The page has prose elsewhere: {seen.share:.0%} of it is here."
    if letters < 800:
        yield f"The article is short: {letters} letters."
    if seen.linked > 0.25:
        yield f"Of its letters {seen.linked:.0%} are links."
    if seen.swept > 0.3:
        yield f"Much was taken out from inside it: {seen.swept:.0%} of what is left."
    if seen.paragraphs < 0.5:
        yield f"Only {seen.paragraphs:.0%} of its letters stand in full paragraphs."
    if seen.headings > 0.4:
        yield "It has nearly as many headings as paragraphs, as a list of articles has."
    if behind:
        yield f"Behind its only rule stand {behind:.0%} of it, which may be about the house."
    if not seen.titled:
        yield "The page's title wasn't found above it."
