"""A body made ready to be read aloud: captions told, heads in scope, ways back from notes."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

# What marks a picture whose text is its caption, for whoever counts them.
BY_CAPTION = ' data-alt="caption"'
_FIGURE = re.compile(
    r"(<figure\b[^>]*>)<img\b((?:\s[\w:-]+=\"[^\"]*\")*?)\salt=\"\s*\""
    r"((?:\s[\w:-]+=\"[^\"]*\")*)\s*/>(\s*)<figcaption\b([^>]*)>((?:(?!</?figcaption\b).)*)"
    r"</figcaption>",
    re.DOTALL,
)
_ID = re.compile(r'\ssrc="image:([a-z0-9-]+)"')
_CREDIT = re.compile(r'<span class="credit">(?:(?!</?span\b).)*</span>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_TABLE = re.compile(r"<table\b(?:(?!</?table\b).)*</table>", re.DOTALL)
_ROW = re.compile(r"<tr\b(?:(?!</tr>).)*</tr>", re.DOTALL)
_NOTES = re.compile(
    r'<section\b(?=[^>]*\sclass="notes")[^>]*>(?:(?!</?section\b).)*</section>', re.DOTALL
)
_ITEM = re.compile(r"<(/?)li\b([^>]*)>")
_OWN_ID = re.compile(r'\sid="([^"]*)"')
_CALL = re.compile(r'<a\b(?=[^>]*\sclass="call")([^>]*)\shref="#([^"]*)"([^>]*)>')
_HEADING = re.compile(r"<th\b(?![^>]*\sscope=)")


def told(body: str, missing: Container[str], pattern: str) -> str:
    """Return the body with the caption of each picture that has no text of its own as its text.

    `pattern` says that it is the caption (`Theo chú thích: {}`), and the caption itself is then not
    read aloud a second time, unless it holds a link that must be reached. A credit alone tells
    nothing of a picture. `missing` are the ids of pictures that aren't there: what is shown in
    their place has a text.
    """
    if "<figcaption" not in body:
        return body

    def spoken(found: re.Match[str]) -> str:
        figure, before, after, space, attributes, caption = found.groups()
        name = _ID.search(before + after)
        if not name or name[1] in missing or not _words(_CREDIT.sub("", caption)):
            return found[0]
        # The words of the markup are escaped already, but for the quote that ends an attribute.
        text = pattern.format(_words(caption)).replace('"', "&quot;")
        silent = "" if "<a " in caption else ' aria-hidden="true"'
        return (
            f'{figure}<img{before} alt="{text}"{BY_CAPTION}{after}/>{space}'
            f"<figcaption{attributes}{silent}>{caption}</figcaption>"
        )

    return _FIGURE.sub(spoken, body)


def scoped(body: str) -> str:
    """Return the body with the cells that each head of a table speaks for (HTML, 4.9.10)."""
    if "<th" not in body:
        return body
    return _TABLE.sub(lambda table: _ROW.sub(_heads, table[0]), body)


def returned(body: str, label: str) -> str:
    """Return the body with a way back from each note to where it is first called.

    It has no text in the document, for it is none of the article's: a style sheet draws its sign,
    and `label` is what is read aloud.
    """
    if 'class="notes"' not in body:
        return body
    places: dict[str, str] = {}

    def marked(call: re.Match[str]) -> str:
        before, note, after = call.groups()
        if note in places:
            return call[0]
        own = _OWN_ID.search(before + after)
        places[note] = own[1] if own else f"call-of-{note}"
        return call[0] if own else f'<a id="{places[note]}"{before} href="#{note}"{after}>'

    body = _CALL.sub(marked, body)
    way = f' epub:type="backlink" role="doc-backlink" aria-label="{label}"></a>'
    return _NOTES.sub(
        lambda notes: _with_ways(
            notes[0], {note: f'<a class="back" href="#{at}"{way}' for note, at in places.items()}
        ),
        body,
    )


def _with_ways(notes: str, ways: Mapping[str, str]) -> str:
    """Return a list of notes with the way of each at the end of its last line."""
    made, at = [], 0
    opened: list[str] = []
    for tag in _ITEM.finditer(notes):
        if not tag[1]:
            name = _OWN_ID.search(tag[2])
            opened.append(ways.get(name[1], "") if name else "")
        elif opened and (way := opened.pop()):
            written = notes[at : tag.start()]
            last = "</p>" if written.rstrip().endswith("</p>") else ""
            made += [written.rstrip().removesuffix(last), way, last]
            at = tag.start()
    return "".join([*made, notes[at:]])


def _heads(row: re.Match[str]) -> str:
    """Return a row: beside cells a head is the row's, among heads alone its column's."""
    scope = "row" if "<td" in row[0] else "col"
    return _HEADING.sub(f'<th scope="{scope}"', row[0])


def _words(markup: str) -> str:
    return " ".join(_MARKUP.sub("", markup).replace("\N{WORD JOINER}", "").split())
