"""A document as Kobo's own engine reads it: each sentence in a span, by which a place is kept.

What its converters agree on: a span of the class `koboSpan` around each sentence and picture, the
id `kobo.N.M` for sentence M of block N; all of the body in a `div` called `book-inner` in one
called `book-columns`; the name ends in `.kepub.epub`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

# The engine sets margins of its own on the inner one, above and below what the sheet says.
SHEET = "#book-inner{margin-top:0;margin-bottom:0}\n"
_OPEN = '<div id="book-columns"><div id="book-inner">'
_CLOSE = "</div></div>"
# A comment, or a tag: an attribute's value may hold `>`.
_TOKEN = re.compile(r"""<!--.*?-->|<(/?)([\w:-]+)(?:[^<>"']|"[^"]*"|'[^']*')*?(/?)>""", re.DOTALL)
_BODY = re.compile(r"""<body\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_TAKEN = re.compile(r"""\sid\s*=\s*["']kobo\.(\d+)""")
# What is one thing to the eye; code is no sentences, and its spaces count.
_WHOLE = frozenset(("audio", "math", "object", "pre", "script", "style", "svg", "video"))
# Not a block: what stands in a line of text.
_INLINE = (_WHOLE - {"pre"}) | frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q ruby rb rp rt s samp small span "
    "strong sub sup time u var wbr".split()
)


def spanned(markup: str) -> str:
    """Return a whole XHTML document with its spans; no letter of its text is another.

    The same document gives the same ids. Blank text has no span, code and drawings have none.
    """
    body = _BODY.search(markup)
    end = markup.rfind("</body>")
    if body is None or end < body.end():
        return markup
    first = max(map(int, _TAKEN.findall(markup)), default=0)
    inner = "".join(_Spans(first).of(markup[body.end() : end]))
    return f"{markup[: body.end()]}{_OPEN}{inner}{_CLOSE}{markup[end:]}"


class _Spans:
    """The count of blocks and of the sentences in the one that is open."""

    def __init__(self, block: int) -> None:
        self._block = block
        self._sentence = 0
        self._opening = True

    def of(self, markup: str) -> Iterator[str]:
        """Yield a body's pieces in order, those of text and pictures in spans."""
        at = 0
        whole = ""
        depth = 0
        for token in _TOKEN.finditer(markup):
            text = markup[at : token.start()]
            yield text if whole else "".join(self._text(text))
            at = token.end()
            closes, name, alone = token[1], token[2] or "", token[3]
            if whole:
                depth += 0 if name != whole or alone else (-1 if closes else 1)
                whole = whole if depth else ""
            elif name in _WHOLE and not closes and not alone:
                whole, depth = name, 1
            if name and not whole and name not in _INLINE:
                self._opening = True
            yield self._span(token[0]) if name == "img" and not whole else token[0]
        yield "".join(self._text(markup[at:]))

    def _text(self, text: str) -> Iterator[str]:
        if not text.strip():
            yield text
            return
        # For Kobo alone: its patterns take milliseconds to compile.
        from formatter.text.sentences import sentences

        held = "&" in text
        for sentence in sentences(unescape(text) if held else text):
            kept = escape(sentence, quote=False).replace("\r", "&#13;") if held else sentence
            yield self._span(kept)

    def _span(self, inside: str) -> str:
        if self._opening:
            self._opening = False
            self._block += 1
            self._sentence = 0
        self._sentence += 1
        return f'<span class="koboSpan" id="kobo.{self._block}.{self._sentence}">{inside}</span>'
