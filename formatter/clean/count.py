"""How much text a page holds, counted apart from the account, so that the one proves the other."""

from __future__ import annotations

from formatter.article import Page
from formatter.clean.tree import grow
from formatter.text.repair import mend


def count(page: Page) -> int:
    """Return the characters of a page and its sequels, spaces aside, each text mended."""
    texts = grow(page.html).root.texts()
    own = sum(len("".join(mend(text).text.split())) for text in texts)
    return own + sum(count(sequel) for sequel in page.sequels)
