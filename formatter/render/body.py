"""A body made ready for an EPUB: paths for its pictures, meanings for its classes, sound links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache
from html import escape, unescape
from typing import NamedTuple

from formatter.errors import RenderError
from formatter.render import aloud
from formatter.render.links import address

# An attribute's value may hold `>` and either quote, so a tag is read attribute by attribute; a
# `<` in a body always opens a tag, for XML escapes it everywhere else.
_ATTRIBUTES = r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?"""
_TAG = re.compile(rf"<(a|aside|h2|img|li|section)\b({_ATTRIBUTES})>")
_FORMULA = re.compile(r'<img class="math" src="image:([a-z0-9-]+)" alt="([^"]*)"/>')
_PICTURE = re.compile(r"""(\ssrc\s*=\s*["'])image:([a-z0-9-]+)""")
# What a picture is named by, and perhaps a word of the text: it is looked for in no time.
_NAME = re.compile(r"image:([a-z0-9-]+)")
_NO_ALT = re.compile(r"""\salt\s*=\s*(?:"\s*"|'\s*')""")
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# What an anchor can't be without; it is looked for in no time.
_NAMED = re.compile(r"id\s*=")
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CLASS = re.compile(r"""\sclass\s*=\s*["']([^"']*)["']""")
_LANG = re.compile(r"""(<\w+(?:\s+[\w:-]+\s*=\s*"[^"]*")*?)\slang="([^"]*)\"""")
_HEAD = re.compile(rf"<h2\b{_ATTRIBUTES}>(.*?)</h2\s*>", re.DOTALL)
_NOTES = re.compile(
    rf"""<section\b(?=[^>]*\sclass\s*=\s*["']notes["']){_ATTRIBUTES}>.*?</section\s*>""", re.DOTALL
)
# The last paragraph of a quotation that holds its source and nothing else.
_SOURCE = re.compile(
    r"<p>(?=<cite\b(?:(?!</?(?:cite|p)\b).)*</cite>\s*</p>\s*</blockquote>)", re.DOTALL
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(r"<[^>]*>")
# What a class of the body means to a reading system (EPUB SSV 1.1, DPUB-ARIA 1.1).
_MEANING = {
    ("a", "call"): ' epub:type="noteref" role="doc-noteref"',
    ("aside", "pull"): ' epub:type="pullquote" role="doc-pullquote"',
    ("section", "notes"): ' epub:type="endnotes" role="doc-endnotes"',
}


class Shown(NamedTuple):
    """How a picture is shown: its file, and what to call it where its body has no text for it.

    `otherwise` is empty for a picture that is there: then no text means a mere ornament.
    """

    file: str
    otherwise: str = ""


class Phrases(NamedTuple):
    """What is read aloud of a body, in its language, and stands nowhere in its text.

    `caption` is the pattern of a text that is the caption, `back` the way back from a note.
    """

    caption: str
    back: str


def prepared(
    written: str, shown: Mapping[str, Shown], phrases: Phrases
) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Return the body `written` with paths for its pictures and meanings for its classes.

    `phrases` are what is read aloud, in the body's language.
    Second come its heads as (id, text), third what each id of ours starts with: underscores
    enough that no id of the body does.
    """
    # Of this body alone: a book may have thousands.
    own = set(_NAME.findall(written)) & shown.keys()
    missing = {name for name in own if shown[name].otherwise}
    body = aloud.told(said(sourced(written), missing), missing, phrases.caption)
    body = aloud.returned(aloud.scoped(body), text(phrases.back))
    tags = _TAG.finditer(body) if _NAMED.search(body) else ()
    ids = {found[1] or found[2] or "" for tag in tags for found in _ID.finditer(tag[2])}
    prefix = "_"
    while any(name.startswith(prefix) for name in ids):
        prefix += "_"
    notes = [found.span() for found in _NOTES.finditer(body)]
    titles = map(words, _HEAD.findall(body))
    heads: list[tuple[str, str]] = []

    def told(found: re.Match[str]) -> str:
        name, attributes = found[1], found[2]
        if name == "img":
            attributes = _pictured(attributes, shown)
        elif name == "h2":
            own = _ID.search(attributes)
            heads.append(
                (own[1] or own[2] if own else f"{prefix}part-{len(heads) + 1}", next(titles))
            )
            attributes = attributes if own else f' id="{heads[-1][0]}"{attributes}'
        elif name == "a":
            attributes = _HREF.sub(_kept(ids), attributes)
        elif name == "li" and " id=" in attributes and _among(found.start(), notes):
            attributes = f' epub:type="endnote"{attributes}'
        kind = _CLASS.search(attributes)
        meaning = _MEANING.get((name, kind[1] if kind else ""), "")
        return f"<{name}{meaning}{attributes}>"

    return _bilingual(_TAG.sub(told, body)), tuple(heads), prefix


def _bilingual(body: str) -> str:
    """Return the body with each language in both forms: old engines know only xml:lang."""
    return _LANG.sub(r'\g<0> xml:lang="\2"', body) if ' lang="' in body else body


def said(body: str, missing: Container[str]) -> str:
    """Return the body with the TeX of each formula whose picture is missing in its place.

    `missing` are ids of pictures. A line has no room for a box that says what isn't there.
    """
    if 'class="math" src' not in body:
        return body

    def words(found: re.Match[str]) -> str:
        if found[1] not in missing or not found[2]:
            return found[0]
        return f'<code class="math">{found[2]}</code>'

    return _FORMULA.sub(words, body)


def _among(place: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in spans)


def sourced(body: str) -> str:
    """Return the body with the source of each quotation marked, as no style sheet can find it.

    (`cite:only-child` is a title amid a sentence too.)
    """
    return _SOURCE.sub('<p class="source">', body)


# A book says the same of each of its articles.
@lru_cache(maxsize=512)
def text(string: str) -> str:
    """Return a string as XML character data, quotes escaped too."""
    return escape(legal(string))


def legal(string: str) -> str:
    """Return a string without the characters XML 1.0 forbids, in Unicode's composed form."""
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", string))


def words(markup: str) -> str:
    """Return the words of a piece of XHTML, each space one blank."""
    return " ".join(unescape(_MARKUP.sub("", markup)).split())


def _pictured(attributes: str, shown: Mapping[str, Shown]) -> str:
    found = _PICTURE.search(attributes)
    if not found:
        return attributes
    picture = shown.get(found[2])
    if picture is None:
        raise RenderError(
            f"The book holds no picture named {found[2]}, which an article shows.",
            "Gather the pictures of all articles before the book is bound.",
        )
    if picture.otherwise:
        attributes = _NO_ALT.sub(f' alt="{text(picture.otherwise)}"', attributes)
    return _PICTURE.sub(lambda at: at[1] + picture.file, attributes)


def _kept(ids: set[str]) -> Callable[[re.Match[str]], str]:
    """Return what keeps a link only where it leads somewhere: a dead one makes a book invalid."""

    def kept(found: re.Match[str]) -> str:
        written = unescape(found[1] or found[2] or "")
        if written.startswith("#"):
            return found[0] if written[1:] in ids else ""
        to = address(written)
        return f' href="{text(to)}"' if to else ""

    return kept
