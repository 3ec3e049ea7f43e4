"""How deep a page nests its blocks, looked at before it is parsed.

The tree builder of the standard walks up all open blocks for each new one, so a page of 150,000
open `<div>` keeps a parser for a minute. Chromium stops at 512 levels; pages of people stay far
below that, five thousand levels still read in a tenth of a second.
"""

from __future__ import annotations

import re
from collections import Counter

from formatter.errors import RefusedError

LIMIT = 12_000

# The blocks that only an end tag ends; `p`, `li` and the cells of tables end by themselves.
_BLOCK = re.compile(
    r"<(/?)(div|section|article|main|nav|header|footer|aside|figure|figcaption|details|summary"
    r"|ul|ol|dl|menu|dir|blockquote|center|address|fieldset|form|hgroup|search|pre|listing"
    r"|button|dialog)(?=[\s/>])",
    re.IGNORECASE,
)


def must_be_shallow(html: str, name: str) -> None:
    """Raise RefusedError where the blocks of `html` stand more than LIMIT deep in each other.

    It counts tags as they stand, those in scripts and comments too: a page made to deceive it
    takes its own time, which whoever runs a batch must bound.
    """
    if html.count("<") <= LIMIT:
        return
    open_now: Counter[str] = Counter()
    depth = 0
    for end, tag in _BLOCK.findall(html):
        block = tag.lower()
        if not end:
            open_now[block] += 1
            depth += 1
        elif open_now[block]:
            open_now[block] -= 1
            depth -= 1
        if depth > LIMIT:
            raise RefusedError(
                f"{name} nests its blocks more than {LIMIT:,} deep, as no page for people does.",
                "Save the page again in a browser, or cut out its article.",
            )
