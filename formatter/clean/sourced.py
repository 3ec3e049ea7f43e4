"""What an article was made from, and by what: pages, the editor's file, the user's own rule."""

from __future__ import annotations

from hashlib import sha256

from formatter.article import Edits, Page
from formatter.original import Original, Source
from formatter.sites import SiteRule, is_ours
from formatter.text.repair import Mending


def sourced(page: Page, rule: SiteRule | None, edits: Edits | None, mending: Mending) -> Source:
    """Return what the article of `page` was made from and by.

    Our own rules are named by their version alone; one of the user's goes along whole.
    """
    papers = []
    if rule is not None and rule.origin is not None and not is_ours(rule):
        papers.append(_paper(rule.origin.name, rule.data))
    if edits is not None and edits.data:
        papers.append(_paper(edits.name, edits.data))
    pages = (page, *page.sequels)
    return Source(
        sha256=page.sha256,
        captured=page.captured,
        originals=tuple(one.original for one in pages if one.original is not None),
        edits=edits.sha256 if edits is not None else "",
        papers=tuple(papers),
        wanted=(("smart", mending.smart), ("tones", mending.tones), ("legacy", mending.legacy)),
    )


def _paper(name: str, data: bytes) -> Original:
    digest = sha256(data).hexdigest()
    return Original(sha256=digest, media_type="application/toml", data=data, name=name)
