"""An article as a reader copies it out of a page."""

from __future__ import annotations

from formatter.article import Article, Page


def clean(page: Page) -> Article:
    """Return the article of pasted text."""
    raise NotImplementedError
