"""Blocks and runs of another language than the article's, marked for voices, fonts, hyphenation."""

from __future__ import annotations

import re
from functools import cache

from formatter.text import tongue
from formatter.text.repair import VIETNAMESE

_LEAF = re.compile(r"<(p|li|figcaption|dd|blockquote)((?: [^>]*)?)>")
_LANG = re.compile(r' lang="([^"]*)"')
# What a leaf may not hold, and what isn't prose.
_BLOCKS = re.compile(r"<(?:p|ul|ol|dl|pre|figure|table|div|blockquote)\b")
_NOT_PROSE = ('class="signature"', 'class="formula"', 'class="embed-source"')
_SHORTEST, _SPAN = 30, 45
_MARKUP = re.compile(r"(<[^>]*>)")
_VOID = ("<br", "<img", "<hr")
_AS_IT_IS = frozenset(("code", "pre", "kbd", "samp", "ruby"))
# The first bytes of letters that aren't Latin, in UTF-8: a text without them has no such run.
_FOREIGN = bytes([*range(0xCD, 0xE0), 0xE0, *range(0xE3, 0xEE), 0xF0])
_ORDINARY = bytes(byte for byte in range(256) if byte not in _FOREIGN)
_RIGHT_TO_LEFT = frozenset("ar fa he ur ps ckb ug yi".split())
_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003134f"
)
# The letters of a script, by the languages that are written in it, and the fewest that are a word:
# a Greek letter alone is most often a quantity.
_LETTERS = (
    ("zh ja yue", _HAN, 1),
    ("ko", "\u1100-\u11ff\uac00-\ud7a3", 1),
    ("th", "\u0e00-\u0e7f", 1),
    ("ar fa ur ps ckb ug arz", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", 1),
    ("he yi iw", "\u0590-\u05ff", 1),
    ("ru uk bg sr mk be kk ky mn tg", "\u0400-\u04ff", 3),
    ("el", "\u0370-\u03ff\u1f00-\u1fff", 3),
    ("hi mr ne sa", "\u0900-\u097f", 1),
    ("km", "\u1780-\u17ff", 1),
    ("lo", "\u0e80-\u0eff", 1),
)
# What may stand between two letters of a run.
_BETWEEN = "0-9 \xa0\u200c\u200d.,:;!?…·'’“”\"«»()\\-–\u3000-\u303f\uff01-\uff65،؛؟"


def marked(body: str, main: str) -> str:
    """Return a body with `lang` on what isn't in `main`, the article's language.

    A block of another language bears it; so does a run of letters of another script, in a span,
    with `dir` where it is written from right to left. Words stay as they are.
    """
    pieces: list[str] = []
    end = 0
    own = tongue.primary(main)
    for tag in _LEAF.finditer(body):
        attributes = tag[2]
        if tag[1] == "blockquote":
            if not attributes:
                continue
            told = _declared(body, tag, main)
        elif attributes and any(kind in attributes for kind in _NOT_PROSE):
            continue
        else:
            told = _told(body, tag, own, main)
            if not told:
                continue
        pieces += [body[end : tag.start()], f"<{tag[1]}{_LANG.sub('', attributes)}{_said(told)}>"]
        end = tag.end()
    body = "".join((*pieces, body[end:])) if pieces else body
    return body if body.isascii() or not _foreign(body) else _runs(body, main)


def _foreign(body: str) -> bool:
    """Say whether letters that aren't Latin may stand in a text; emoji are none."""
    data = body.encode(errors="replace").replace(b"\xf0\x9f", b"")
    return bool(data.translate(None, _ORDINARY))


def attributes(tag: str) -> str:
    """Return the attributes of an element in a language, empty for none."""
    return _said(tag) if tag else ""


def _said(tag: str) -> str:
    if not tag:
        return ""
    aside = ' dir="rtl"' if tongue.primary(tag) in _RIGHT_TO_LEFT else ""
    return f' lang="{tag}"{aside}'


def _told(body: str, tag: re.Match[str], own: str, main: str) -> str:
    """Return the language of a leaf if it isn't `main`; most are told by a look at three places."""
    start = tag.end()
    end = body.find(f"</{tag[1]}>", start)
    if end - start < _SHORTEST and not _dense(body, start):
        return ""
    if own == "vi":
        middle = (start + end) // 2
        places = (start, middle, max(start, end - _SPAN))
        if all(VIETNAMESE.search(body, at, min(end, at + _SPAN)) for at in places):
            return ""
    # Fewer spaces than words that are enough, unless it writes none.
    if body.count(" ", start, end) < tongue.FEWEST - 1 and not _dense(body, start):
        return ""
    inner = body[start:end]
    if (own != "vi" and tongue.alike(inner, main)) or _BLOCKS.search(inner):
        return ""
    return tongue.differs(tongue.plain(inner), main)


def _dense(body: str, start: int) -> bool:
    """Say whether a block opens in a script that may write no spaces between words."""
    return any("\u0e00" <= c < "\u1d00" or c > "\u2e7f" for c in body[start : start + 3])


def _declared(body: str, tag: re.Match[str], main: str) -> str:
    """Return the language that the page gives a quotation, if it can be so."""
    found = _LANG.search(tag[2])
    inner = body[tag.end() : body.find("</blockquote>", tag.end())]
    return tongue.fits(found[1], tongue.plain(inner), main) if found else ""


def _runs(body: str, main: str) -> str:
    """Put the runs of other scripts into spans, but for those in what bears a language already."""
    pieces = _MARKUP.split(body)
    own = tongue.primary(main)
    pattern = _pattern(own)
    # For each open element, whether its letters are left as they are.
    left = [False]
    for at, piece in enumerate(pieces):
        if not at % 2:
            if piece and not left[-1] and not piece.isascii():
                pieces[at] = pattern.sub(lambda found: _spanned(found, body, own), piece)
        elif piece.startswith("</"):
            left.pop()
        elif not piece.startswith(_VOID) and not piece.endswith("/>"):
            name = piece[1:-1].partition(" ")[0]
            said = _LANG.search(piece)
            told = said is not None and tongue.unlatin(said[1])
            left.append(left[-1] or told or name in _AS_IT_IS or "math" in piece)
    return "".join(pieces)


def _spanned(found: re.Match[str], body: str, own: str) -> str:
    told = tongue.run(found[0], body)
    if not told or tongue.primary(told) == own:
        return found[0]
    return f"<span{_said(told)}>{found[0]}</span>"


@cache
def _pattern(own: str) -> re.Pattern[str]:
    """Return what finds runs of scripts that `own` isn't written in."""
    found = []
    for languages, letters, least in _LETTERS:
        shared = own == "ko" and letters is _HAN
        if own in languages.split() or shared:
            continue
        one, between = f"[{letters}]", f"[{letters}{_BETWEEN}]"
        # A look-alike inside a Latin word is no word of its own.
        edges = ("(?<![^\\W\\d_])", "(?![^\\W\\d_])") if least > 1 else ("", "")
        found.append(f"{edges[0]}{one}{{{least}}}(?:{between}*{one})?{edges[1]}")
    return re.compile("|".join(found))
