"""What is told in place of what is seen: of pictures, formulas and links, for who can't see."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formatter.render.words import Words

_BLOCKS = frozenset(
    "article blockquote dd div dl dt figcaption figure footer header li ol p section table td th tr"
    " ul".split()
)
_JOINER = "\N{WORD JOINER}"
# A note in a viewer's small window, in letters.
_LONGEST = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of pictures beside their own texts: the theme's words in a language.

    `present` are the ids of the pictures that are there.
    """

    words: Callable[[str], Words]
    present: Container[str]

    def alt(self, picture: Any, figure: Any, language: str) -> str:  # noqa: ANN401
        """Return what is told of a picture, an element; `figure` is what it stands in, or None.

        That is its own text, else its caption. Of a picture in a figure something is always told;
        any other without a text is an ornament.
        """
        own = clean(picture.get("alt", ""))
        if picture.get("src", "").removeprefix("image:") not in self.present:
            missing = self.words(language)["missing_picture"]
            return f"{missing}: {own}" if own else missing
        if own or figure is None:
            return own
        caption = next(figure.iter("figcaption"), None)
        said = clean("".join(_text(caption, "credit"))) if caption is not None else ""
        if said:
            return self.words(language)["by_caption"].format(words(caption))
        return self.words(language).count("untold", 1)


def words(element: Any, most: int = _LONGEST) -> str:  # noqa: ANN401
    """Return the words of an element on one line, the end left out where they are too many."""
    text = clean("".join(_text(element)))
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def clean(text: str) -> str:
    """Return words with plain spaces and without signs that only guide the breaking of lines."""
    return " ".join(text.replace(_JOINER, "").split())


def typed(formula: Any) -> str:  # noqa: ANN401
    """Return a formula, an element of text and its parts, as it is typed in one line."""
    return clean("".join(_linear(formula)))


def _text(element: Any, without: str = "-") -> Iterator[str]:  # noqa: ANN401
    """Yield the texts of an element, without those of a class."""
    yield element.text or ""
    for child in element:
        apart = " " if child.tag == "br" or child.tag in _BLOCKS else ""
        yield apart
        if child.get("class") != without:
            yield from _text(child, without)
        yield apart + (child.tail or "")


def _linear(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield a formula as it is typed in one line."""
    signs = {
        "math-over": ("(", ")/"),
        "math-under": ("(", ")"),
        "math-root": ("√(", ")"),
        "sup": ("^", ""),
        "sub": ("_", ""),
    }
    yield element.text or ""
    for child in element:
        before, after = signs.get(child.get("class") or child.tag, ("", ""))
        yield before
        yield from _linear(child)
        yield after + (child.tail or "")
