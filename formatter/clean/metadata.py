"""What a page says of its article: title, authors, times, language, site, section, address.

The order of trust, for each field the first that answers: JSON-LD of the article, then `meta`
(OpenGraph, article:*, Dublin Core, parsely), then microdata, then the page's own elements that the
family's rule names. The title is the page's heading where it agrees with one of them: that is what
readers saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timezone
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from formatter.article import About
from formatter.clean.about import about
from formatter.clean.declared import Head, article_data, http, named, plain, publisher
from formatter.clean.mending import Mender
from formatter.clean.node import Node
from formatter.clean.tree import Tree
from formatter.sites import SiteRule
from formatter.text.moment import VIETNAM, moment
from formatter.text.plain import folded
from formatter.text.repair import mend

_BY = re.compile(
    r"^\s*(?:by|von|par|por|theo|tác giả|bài(?:,| và) ảnh|bài|thực hiện|tổng hợp)\s*:?\s+",
    re.IGNORECASE,
)


@dataclass(slots=True, kw_only=True)
class Facts:
    """The fields as found.

    `titles` are all that the page calls itself, most trusted first; `declared` says that its data
    call it an article, `story` is the article's text as they tell it.
    """

    titles: list[str]
    description: str
    authors: tuple[str, ...]
    published: str
    modified: str
    language: str
    site: str
    section: str
    url: str
    declared: bool
    story: str = ""
    about: About = field(default_factory=About)


def read(tree: Tree, address: str, rule: SiteRule | None) -> Facts:
    """Return what the page says of itself; `address` is where it was had from, if known."""
    head = Head(tree)
    linked = dict(article_data(tree.data))
    declared = tree.root.get("lang") or head.first("og:locale", "content-language", "language")
    vietnamese = declared.lower().startswith("vi") or _says(tree, "GMT+7")
    zone = VIETNAM if vietnamese else None
    site = publisher(linked) or head.first("og:site_name", "application-name")
    canonical = next(
        (link.get("href") or "" for link in tree.links if (link.get("rel") or "") == "canonical"),
        "",
    )
    own = head.first("og:url")
    base = tree.base or address
    ways = (http(raw, base or own) for raw in (canonical, own, address) if raw)
    url = next(filter(None, ways), "")
    return Facts(
        titles=_unique(
            plain(linked.get("headline")),
            head.first("og:title", "twitter:title", "parsely-title", "dc.title", "title"),
            tree.title,
        ),
        description=head.first("og:description", "description", "twitter:description")
        or plain(linked.get("description")),
        authors=_authors(tree, head, linked, site, rule),
        published=_time(
            zone,
            plain(linked.get("datePublished")),
            head.first(
                "article:published_time", "parsely-pub-date", "dc.date.issued", "pubdate",
                "publishdate", "date", "datepublished", "sailthru.date",
            ),
            *_marked(tree, "datePublished"),
            *_shown(tree, rule.date if rule else ""),
            *[node.get("datetime") for node in tree.tagged("time") if node.get("datetime")][:1],
        ),
        modified=_time(
            zone,
            plain(linked.get("dateModified")),
            head.first("article:modified_time", "og:updated_time", "dc.date.modified", "lastmod"),
            *_marked(tree, "dateModified"),
        ),
        language=declared or plain(linked.get("inLanguage")),
        site=site or (urlsplit(url).hostname or "").removeprefix("www."),
        section=plain(linked.get("articleSection"))
        or head.first("article:section", "parsely-section")
        or next((name for name in _shown(tree, rule.section if rule else "") if _tells(name)), ""),
        url=url,
        declared="headline" in linked or head.first("og:type") == "article",
        story=plain(linked.get("articleBody")),
        about=about(tree, head, linked, base or own or url),
    )  # fmt: skip


def mended(facts: Facts, mender: Mender) -> Facts:
    """Return what a page says of itself with its letters mended as the page's own are."""
    facts.titles = _unique(*map(mender.text, facts.titles))
    facts.description = mender.text(facts.description)
    facts.authors = tuple(map(mender.text, facts.authors))
    facts.site, facts.section = mender.text(facts.site), mender.text(facts.section)
    said = facts.about
    facts.about = replace(
        said,
        description=mender.unseen(said.description),
        keywords=tuple(map(mender.unseen, said.keywords)),
        publisher=mender.unseen(said.publisher),
        rights=mender.unseen(said.rights),
    )
    return facts


def _says(tree: Tree, words: str) -> bool:
    """Say whether the page shows words to its readers, near enough to its top."""
    return words.encode() in tree.markup and words in tree.parsed.text()[:100_000]


def _authors(
    tree: Tree, head: Head, linked: Mapping[str, Any], site: str, rule: SiteRule | None
) -> tuple[str, ...]:
    """Return the names of persons: a paper that signs for its writers is no author."""
    house = {folded(site), folded(site.split(".", maxsplit=1)[0]), ""}
    for source in _signed(tree, head, linked, rule):
        names = [
            name for one in source for name in people(mend(one).text) if folded(name) not in house
        ]
        names = [name for name in names if not _house(name, site)]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _signed(
    tree: Tree, head: Head, linked: Mapping[str, Any], rule: SiteRule | None
) -> Iterator[list[str]]:
    """Yield what each source calls the authors, the most trusted first, each asked when needed."""
    if rule:
        yield [node.text() for node in tree.select(rule.author) if node.size < 120]
    given = linked.get("author") or linked.get("creator") or []
    yield [
        named(one)
        for one in (given if isinstance(given, list) else [given])
        if not (isinstance(one, dict) and "Organization" in str(one.get("@type")))
    ]
    yield [
        head.first("author", "parsely-author", "dc.creator", "article:author", "sailthru.author")
    ]
    authors = tree.marked("author")
    yield [
        node.text() for node in tree.marked("name") if any(up in authors for up in node.ancestors())
    ]
    yield [node.text() for node in tree.related("author")]
    yield [node.text() for node in authors if node.size < 60]


def _house(name: str, site: str) -> bool:
    """Say whether an author's name is the site's: `Báo điện tử …`, an address, its title."""
    bare, own = folded(name), folded(site)
    paper = re.match(r"(?i)(báo|tạp chí|http|www\.|admin$|editor$|tòa soạn)", name)
    return bool(paper) or (len(own) > 4 and (own in bare or bare in own))


def people(text: str) -> Iterator[str]:
    """Yield the names in a byline."""
    text = _BY.sub("", " ".join(unescape(text).split()))
    if not text or len(text) > 120 or "{" in text or "://" in text:
        return
    for part in re.split(r"\s*(?:,|;|\||/|\s[-–]\s|\s(?:and|và|&)\s)\s*", text):
        if 1 < len(part) <= 60 and not re.search(r"\d{2}|@|https?:|tác giả khác", part):
            yield part.strip(" .:")


def _time(zone: timezone | None, *texts: str) -> str:
    return next((found for text in texts if text and (found := moment(text, zone=zone))), "")


def _marked(tree: Tree, name: str) -> list[str]:
    named = tree.marked(name)
    return [node.get("content") or node.get("datetime") or node.text() for node in named]


def _shown(tree: Tree, css: str) -> list[str]:
    return [node.get("datetime") or node.text() for node in tree.select(css)]


def _tells(section: str) -> bool:
    """Say whether a crumb names a section: the first of the trail is the front page."""
    return bool(section) and folded(section) not in {"trangchủ", "trangnhất", "home", "homepage"}


def _unique(*values: str) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]


def heading(tree: Tree, facts: Facts, rule: SiteRule | None) -> Node | None:
    """Return the element that shows the title, the rule's or the one that agrees with a title."""
    if rule and (found := tree.select(rule.title)):
        return found[0]
    titles = [folded(title) for title in facts.titles]
    best = None
    shown = [node for node in tree.tagged("h1", "h2", "h3") if 6 <= node.size <= 400]
    for node in shown:
        bare = folded(node.text())
        if any(bare and (title.startswith(bare) or bare.startswith(title)) for title in titles):
            if node.tag == "h1":
                return node
            best = best or node
    if best is None:
        only = [node for node in shown if node.tag == "h1"]
        best = only[0] if len(only) == 1 else None
    return best
