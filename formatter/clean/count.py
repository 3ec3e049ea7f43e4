"""How much text a page holds, counted apart from the account, so that the one proves the other."""

from __future__ import annotations

from formatter.article import Page
from formatter.clean.mending import Mender
from formatter.clean.tree import grow
from formatter.text.repair import Mending


def count(page: Page, mending: Mending | None = None) -> int:
    """Return the characters of a page and its sequels, spaces aside, mended as they were for it."""
    texts = grow(page.html, Mender(page.html, mending)).root.texts()
    own = sum(len("".join(text.split())) for text in texts)
    return own + sum(count(sequel, mending) for sequel in page.sequels)
