"""The end of an archive's PDF: a register of where each of its articles comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from formatter.article import Article, Book
from formatter.profile import Profile
from formatter.provenance import TOOL, Origin, Reading, lasting, origin, publisher
from formatter.render import pages
from formatter.render.archive import standard
from formatter.render.cite import citation
from formatter.render.links import address
from formatter.render.origin import captured
from formatter.render.stories import ANCHOR
from formatter.render.words import Words, words
from formatter.theme import Theme

# An address of more letters isn't printed whole in a citation as well.
_LONG = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the register. `link` is where it leads, `code` says that it is read by machines."""

    label: str
    text: str
    link: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is told of one article: its anchor, title, language, citation, facts and code."""

    id: str
    title: str
    language: str
    citation: str
    facts: tuple[Fact, ...]
    qr: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The closing section: an entry an article, and what made the file."""

    intro: str = ""
    entries: tuple[Entry, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def text(self) -> str:
        """All that is printed in it, so that it is known which fonts it needs."""
        own = (fact for entry in self.entries for fact in entry.facts)
        told = (fact.label + fact.text for fact in (*own, *self.facts))
        return "".join((self.intro, *(e.title + e.citation for e in self.entries), *told))


def register(book: Book, theme: Theme, profile: Profile) -> Register:
    """Return the register of a book whose profile asks for an archive's standard."""
    said = words(theme, book.language)
    kept = any(article.source.originals for article in book.articles)
    asked = standard(profile.pdf.standard)
    holds = kept and asked is not None and asked.holds
    return Register(
        intro=said["register_holds"] if holds else said["register_tells"],
        entries=tuple(_entry(a, i, said) for i, a in enumerate(book.articles, start=1)),
        facts=(
            Fact(label=said["made_by"], text=TOOL),
            Fact(label=said["made_theme"], text=theme.edition),
            Fact(label=said["made_profile"], text=profile.name),
        ),
    )


def _entry(article: Article, number: int, said: Words) -> Entry:
    come = origin(article, number)
    to = address(come.address)
    code = pages.qr_svg(to, f"QR: {to}") if to else Markup("")
    facts = [fact for fact in _facts(article, come, said) if fact.text]
    if to and not code:
        facts.append(Fact(label="QR", text=said["too_long_for_code"]))
    return Entry(
        id=f"{ANCHOR}{number}",
        title=article.title or said["untitled"],
        language=article.language,
        # The whole address stands in a line of its own.
        citation=_cited(article, come.address, said),
        facts=tuple(facts),
        qr=code,
    )


def _cited(article: Article, address: str, said: Words) -> str:
    cited = citation(article, said)
    return cited.replace(address, f"{address[:_LONG]}…") if len(address) > _LONG else cited


def _facts(article: Article, come: Origin, said: Words) -> Iterator[Fact]:
    yield Fact(label=said["address"], text=come.canonical, link=address(come.canonical))
    for name in come.identifiers:
        yield Fact(label=said["identifier"], text=name, link=lasting(name))
    yield Fact(label=said["publisher"], text=publisher(article))
    yield Fact(label=said["rights"], text=come.rights)
    yield Fact(label=said["license"], text=come.license, link=address(come.license))
    several = len(come.readings) > 1
    for i, page in enumerate(come.readings, start=1):
        if several:
            yield Fact(label=said["page_read"], text=said.number(i))
        yield from _reading(page, come, said)
    yield Fact(label=said["rule"], text=come.rule)
    yield Fact(label=said["edits"], text=come.edits, code=True)


def _reading(page: Reading, come: Origin, said: Words) -> Iterator[Fact]:
    known = {come.canonical}
    for label, told in ((said["asked"], page.asked), (said["final"], page.final)):
        if told not in known:
            known.add(told)
            yield Fact(label=label, text=told, link=address(told))
    yield Fact(label=said["file_read"], text=page.name)
    yield Fact(
        label=said["captured"], text=captured(page.captured, said) or said["captured_unknown"]
    )
    yield Fact(label="SHA-256", text=page.sha256, code=True)
