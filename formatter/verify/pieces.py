"""The words of an issue's pieces held against its pages, which tell them in an order of their own.

A byline stands between a lead and its text, a picture some paragraphs later, a note at the foot of
another column: so it is asked that no word is lacking, not that each follows the one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from formatter.verify.finding import Finding, right, wrong

# So many of the words that are lacking are named.
_NAMED = 6


def look(
    printed: Sequence[str], pieces: Sequence[tuple[str, Sequence[str | None]]]
) -> Iterator[Finding]:
    """Yield whether the printed words are all those of the pieces, each with its title.

    A word is None where what can't be compared stands. One that a line parts is looked for in the
    letters of the pages.
    """
    stock = Counter(printed)
    letters = "".join(printed)
    faults = 0
    for title, wanted in pieces:
        asked = Counter(word for word in wanted if word)
        lacking = [word for word in (asked - stock) if word not in letters]
        stock -= asked
        if lacking:
            faults += 1
            named = ", ".join(f"“{word}”" for word in lacking[:_NAMED])
            yield wrong("text", f"“{title}” isn't printed whole: the pages lack {named}.")
    if not faults:
        said = f"The pages have all words of the pieces, {len(printed):,} with the issue's own."
        yield right("text", said)
