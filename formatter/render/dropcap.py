"""The large first letter of a story in print: drawn from the face, its accents given their room."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from markupsafe import Markup

from formatter.render.outline import pen
from formatter.render.stature import ink, stature
from formatter.render.subset import covered
from formatter.theme import Theme

# The first paragraph of a story, after its lead and the pictures that open it; an opening quote
# goes with its letter. What opens with a tag, a figure or a dash is left as it is.
_OPENING = re.compile(
    r"""\A((?:\s*(?:<p\ class="lead">(?:(?!</p>).)*</p>|<figure\b(?:(?!</figure>).)*</figure>))*\s*)
    <p>([“‘«"']?)(\w)((?:(?!</p>).)*)""",
    re.DOTALL | re.VERBOSE,
)
_TAG = re.compile(r"<[^>]*>")
# A paragraph of fewer letters for each line beside the letter isn't tall enough for it.
_LETTERS_A_LINE = 80
# A quote's size in parts of its letter's, and what stands between the two in parts of the em.
_QUOTE, _APART = 0.55, 0.04
# Text is about so many of its sizes apart, and a story keeps at least half a line clear above it.
# Accents that need more get it in halves of a line, so that facing pages keep their lines level.
_PITCH, _CLEAR, _AIR = 1.5, 0.5, 0.2
# Less than this below the baseline is the overshoot of a round letter.
_OVERSHOOT = 0.03


def opening(theme: Theme, body: str) -> Markup:
    """Return a story's markup with its first letter set large, where the theme has `drop_cap`.

    The letter stands on the baseline of line `drop_cap_lines` and its capital height reaches up to
    that of line one; it is a drawing. The real letter stays before its word, unseen, for all who
    read, search or copy the text. (`::first-letter` runs into its line in the engine, and any
    large letter of its own is taken for a word by readers of PDFs.)
    """
    text = unicodedata.normalize("NFC", body)
    found = _OPENING.match(text) if theme.options["drop_cap"] else None
    if found is None:
        return Markup(body)  # noqa: S704  a checked body, as below
    before, quote, letter, rest = found.groups()
    lines = int(theme.options["drop_cap_lines"])
    faces = theme.family("text").faces
    path = min(faces, key=lambda face: (face.style != "normal", abs(face.weight - 400))).path
    long_enough = len(_TAG.sub("", rest)) >= _LETTERS_A_LINE * lines
    if not (
        letter.isupper() and long_enough and covered(path).issuperset(map(ord, quote + letter))
    ):
        return Markup(body)  # noqa: S704
    told = stature(path)
    own = ink(path, letter)
    # All in parts of the text's size: `high` is how high the letter H is drawn.
    high = _PITCH * (lines - 1) + told.capital
    within = (_PITCH - told.ascent - told.descent) / 2 + told.ascent - told.capital
    rise = (own.top / told.capital - 1) * high
    short = rise + _AIR - within - _CLEAR * _PITCH
    steps = max(0, -int(-short // (_PITCH / 2)))
    height = f"({lines - 1}lh + {told.capital:.4f}em)"
    below = own.depth / told.capital if own.depth > _OVERSHOOT else 0
    room = f"padding-top:{steps / 2:g}lh;" if steps else ""
    sunk = (told.ascent - told.descent) / 2 - told.capital
    back = pen(path).width(quote + letter, 1)
    return Markup(  # noqa: S704
        f'{before}<p class="opening" style="{room}orphans:{lines + 1}"><span class="dropcap" '
        f'style="margin-top:calc(.5lh + {sunk:.4f}em);padding-bottom:calc({below:.4f} * {height})">'
        f"{_drawing(path, quote, letter, height, theme.options['drop_cap_color'])}</span>"
        f'<span class="unseen" style="margin-left:-{back:.4f}em">{quote}{letter}</span>'
        f"{text[found.end(3) :]}"
    )


def _drawing(path: Path, quote: str, letter: str, height: str, colour: str) -> str:
    """Return the letter as SVG, as high as a capital; what goes above and below hangs out."""
    face, capital = pen(path), stature(path).capital
    em = 1 / face.scale(1)
    left, right, *_ = ink(path, letter)
    drawn = f'<path transform="scale(1 -1)" d="{face.path(letter)}"/>'
    if quote:
        # As high as the letter, and smaller: at its own size it would look like another word.
        before, after, top, _ = ink(path, quote)
        at = left - _APART - after * _QUOTE
        drawn += (
            f'<path transform="translate({at * em:.0f} {(top * _QUOTE - capital) * em:.0f}) '
            f'scale({_QUOTE} -{_QUOTE})" d="{face.path(quote)}"/>'
        )
        left = at + before * _QUOTE
    box = " ".join(f"{side * em:.0f}" for side in (left, -capital, right - left, capital))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
        f'fill="{colour}" style="height:calc{height}">{drawn}</svg>'
    )
