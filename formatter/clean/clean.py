"""From a page to its article: an ordered table of steps, each recording what it took."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from formatter.article import Article, Edits, Page
from formatter.clean import chrome, editor, lead, metadata, outside, pasted, tongues, unread
from formatter.clean.inline import bare
from formatter.clean.judge import refuse_if_none
from formatter.clean.ledger import Ledger
from formatter.clean.locate import ENOUGH, holder, locate, told
from formatter.clean.mending import Mender
from formatter.clean.node import Node
from formatter.clean.pagers import pagers
from formatter.clean.shape import MARK, Naming, shape
from formatter.clean.sourced import sourced
from formatter.clean.tree import grow
from formatter.clean.trust import trust, warning
from formatter.clean.work import Work
from formatter.errors import NothingFoundError
from formatter.sites import SiteRule, rule_for
from formatter.text.repair import Mending
from formatter.text.tongue import language


def clean(
    page: Page,
    *,
    rules: Sequence[SiteRule] | None = None,
    edits: Edits | None = None,
    mending: Mending | None = None,
) -> Article:
    """Return the article of a page, with the account of all that isn't in it.

    `rules` are the families of newspapers that may be asked, the first that knows the page wins;
    ours where none are given (`formatter.sites.rules`). `edits` are the blocks that an editor keeps
    and drops (`formatter.edits`). `mending` is what is wanted of the letters beyond what is always
    mended (`formatter.text.repair`).
    Raises NothingFoundError, with what was found and what to do, where the page holds none and the
    edits keep nothing of it; UsageError where the edits name blocks by the numbers of another page.
    """
    if page.plain:
        return pasted.clean(page, edits, mending)
    # The tree is made of cycles that all stay alive until the end: looked through again and again,
    # they would take a third of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _article(page, rules, edits, Mender(page.html, mending))
    finally:
        if collecting:
            gc.enable()


def _article(
    page: Page, rules: Sequence[SiteRule] | None, edits: Edits | None, mender: Mender
) -> Article:
    tree = grow(page.html, mender)
    parsed = tree.parsed
    rule = rule_for(page.html, lambda css: parsed.css_first(css) is not None, rules, tree.names)
    facts = metadata.mended(metadata.read(tree, page.url, rule), mender)
    work = Work(
        page=page,
        tree=tree,
        ledger=Ledger(tree.base or page.url or facts.url, mender),
        rule=rule,
        facts=facts,
        root=tree.body,
        edits=edits,
    )
    letters = tree.body.size
    for _, step in STEPS:
        step(work)
    if not work.body:
        raise NothingFoundError(
            "The page hides all words of its article.",
            "Save the page again, after the article shows in the browser.",
        )
    ledger = work.ledger
    titled, share, story = work.heading is not None, work.share, facts.story
    confidence, doubts = trust(
        work.root, ledger, page=letters, share=share, titled=titled, story=story
    )
    ledger.shaping()
    tree.fell()
    return Article(
        title=work.title,
        body=work.body,
        language=work.language,
        authors=facts.authors,
        published=facts.published,
        modified=facts.modified,
        site=facts.site,
        section=facts.section,
        url=facts.url,
        about=facts.about,
        images=work.images,
        kept=tuple(ledger.kept),
        used=tuple(ledger.used),
        removed=tuple(ledger.removed),
        repairs=ledger.repairs,
        source=sourced(page, rule, edits, mender.mending),
        resources=page.resources,
        edits=work.edited,
        confidence=confidence,
        doubts=doubts,
        rule=str(rule or ""),
        notes=(*page.notes, *mender.notes, *work.notes, *warning(confidence, doubts)),
    )


def _prepare(work: Work) -> None:
    unread.bring_out(work.tree, work.ledger)


def _locate(work: Work) -> None:
    _find(work)
    if work.page.sequels:
        _join(work)
    else:
        _spare(work, [(work.tree.body, work.root)])
        pagers(work.root, work.ledger, work.page.html)
    try:
        refuse_if_none(work.tree, work.root, work.heading, work.facts, work.rule is not None)
    except NothingFoundError as why:
        if work.edits is None or not work.edits.keep:
            raise
        # What the editor keeps is the article then.
        work.refused = why
        work.root = editor.place_for(work.tree.body, work.heading)


def _spare(work: Work, parts: Sequence[tuple[Node, Node]]) -> None:
    if work.edits is not None:
        editor.spare(work.edits, parts, work.page.sha256, work.ledger)


def _find(work: Work) -> None:
    work.heading = metadata.heading(work.tree, work.facts, work.rule)
    if work.rule is not None and (named := work.tree.select(work.rule.body)):
        work.root = max(named, key=lambda node: node.size)
        work.share = 1.0
    if work.rule is None or work.root.size < 80:
        work.root, work.share = locate(work.tree.body, work.heading)
        known = told(work.root, work.facts.story)
        if known is not None and known < ENOUGH:
            work.root = holder(work.tree.body, work.facts.story) or work.root


def _join(work: Work) -> None:
    """Join the pages on which the article goes on to its first one."""
    from formatter.clean.join import Part, join, number

    works = [work]
    for page in work.page.sequels:
        mender = Mender(page.html, work.ledger.mender.mending)
        tree = grow(page.html, mender)
        work.ledger.mender.join(mender)
        facts = metadata.mended(metadata.read(tree, page.url, work.rule), mender)
        works.append(replace(work, page=page, tree=tree, facts=facts, root=tree.body))
        _prepare(works[-1])
        _find(works[-1])
    parts = [
        Part(
            tree=each.tree,
            root=each.root,
            heading=each.heading,
            base=each.tree.base or each.page.url or each.facts.url,
        )
        for each in works
    ]
    number(parts)
    _spare(work, [(part.tree.body, part.root) for part in parts])
    told = (*work.facts.titles, work.facts.description, *work.facts.authors)
    held = frozenset(held.address for held in work.page.resources.held)
    work.root = join(parts, work.ledger, told, held)


def _editor(work: Work) -> None:
    """Take out what the editor's list drops; from here on nothing takes what it keeps."""
    if work.edits is None:
        return
    body, heading, sha256 = work.tree.body, work.heading, work.page.sha256
    work.edited, work.notes = editor.apply(work.edits, body, work.root, sha256, work.ledger)
    if work.refused is not None and not work.ledger.spared:
        raise work.refused
    if heading is not None and not heading.within(body):
        # It still says what the article is called.
        work.facts.titles = [heading.text(), *work.facts.titles]
        work.heading = None


def _title(work: Work) -> None:
    """Take the title: the page's heading if it agrees with what the page calls itself."""
    heading = work.heading
    titles = work.facts.titles
    shown = heading.text() if heading is not None else ""
    work.title = shown or (titles[0] if titles else "")
    for node in work.tree.tagged("title"):
        if node.up is not None and node.up.tag == "head":
            work.ledger.use(node, "title")


def _lead(work: Work) -> None:
    """Put the lead and the hero before the body; byline and date become metadata."""
    root, tree, facts, ledger = work.root, work.tree, work.facts, work.ledger
    zone = lead.between(root, work.heading)
    leads = lead.find_lead(tree, zone, facts, work.rule) or lead.inside(root, facts)
    heroes = lead.find_hero(tree, zone, work.rule)
    if work.heading is not None and not root.within(work.heading):
        ledger.use(work.heading, "title")
    if work.rule is not None:
        lead.use_named(tree, root, leads, work.rule, ledger)
    signed = [*zone, *lead.edges(root)]
    facts.authors = facts.authors or lead.find_authors(signed)
    lead.use_facts(signed, facts, ledger)
    for node in leads:
        node.attrs[MARK] = "lead"
    away = [(node, "lead") for node in leads] + [(node, "hero") for node in heroes]
    away = [(node, why) for node, why in away if not node.within(root)]
    work.keep.update(lead.place(leads, heroes, root))
    for node, why in away:
        if node.within(root):
            ledger.moved.update((below.number, why) for below in node.walk())


def _bring_in(work: Work) -> None:
    editor.bring_in(work.root, work.ledger)


def _chrome(work: Work) -> None:
    rule, root = work.rule, work.root
    if rule is not None:
        for node in work.tree.select(rule.drop):
            if node.up is not None and node is not root and node.within(root):
                work.ledger.remove(
                    node, step="chrome", rule=f"site {rule.name}", reason="the site's chrome"
                )
        for node in work.tree.select(rule.aside):
            if node.within(root):
                node.attrs[MARK] = "info"
                work.keep.add(id(node))
        work.keep.update(id(node) for node in work.tree.select(rule.keep))
    work.keep.update(chrome.of_story(root, work.facts.story))
    chrome.sweep(root, work.ledger, frozenset(work.keep))


def _outside(work: Work) -> None:
    outside.enter(work.tree, work.root, work.ledger)


def _shape(work: Work) -> None:
    work.language = work.ledger.language = language(
        f"{work.title} {work.root.text()}", work.facts.language
    )
    robots = work.rule.unlink if work.rule is not None else ""
    work.body, work.images = shape(
        work.root,
        work.ledger,
        title=work.title,
        authors=work.facts.authors,
        naming=Naming(
            frozenset(name.split(".")[-1].strip() for name in robots.split(",") if name),
            work.facts.url or work.title,
            frozenset(held.address for held in work.page.resources.held),
        ),
    )
    work.body = tongues.marked(work.body, work.language)
    if not work.facts.authors and (
        signed := re.search(r'<p class="signature">(.*?)</p>', work.body)
    ):
        text = re.sub(r"\s*\([^()]*\)", "", bare(signed.group(1))).strip(" ()")
        if not re.match(r"(?i)theo|nguồn|source", text):
            work.facts.authors = tuple(metadata.people(text))


STEPS: tuple[tuple[str, Callable[[Work], None]], ...] = (
    ("prepare", _prepare),
    ("locate", _locate),
    ("editor", _editor),
    ("title", _title),
    ("lead", _lead),
    ("bring in", _bring_in),
    ("chrome", _chrome),
    ("outside", _outside),
    ("shape", _shape),
)
