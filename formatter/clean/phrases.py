"""The phrases of chrome, and how a short text is compared with them: phrases.toml has the list."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from formatter.text.repair import mend


def bare_words(text: str) -> str:
    """Return a text as phrases are compared: mended, lower case, without marks at its ends."""
    text = " ".join(mend(text).text.casefold().split())
    return text.strip(" .…:!|-–—•·▼▶►›»") or text


class Phrases:
    """Phrases of one kind: most are compared as they stand, the rest as patterns.

    A pattern is compiled when a text first begins as it does: all of them at once would take as
    long as cleaning a page.
    """

    def __init__(self, phrases: list[str]) -> None:
        bare = [phrase.strip(" .:!") for phrase in phrases]
        self.exact = frozenset(phrase for phrase in bare if "*" not in phrase)
        self.wild = tuple(phrase for phrase in bare if "*" in phrase)
        self.heads = tuple({phrase.partition("*")[0] for phrase in self.wild})

    def say(self, bare: str) -> bool:
        """Say whether a text, as `bare_words` gives it, is one of the phrases."""
        plain = _NUMBER.sub("#", bare)
        if plain in self.exact:
            return True
        return plain.startswith(self.heads) and any(
            plain.startswith(phrase.partition("*")[0]) and _pattern(phrase).fullmatch(plain)
            for phrase in self.wild
        )


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# A phrase with as many letters of its own is told by them, whatever goes on after it.
_TELLING = 18


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """Return a phrase with wild cards as a pattern; a short one ends before a sentence's marks."""
    own = len(phrase) - phrase.count("*") - phrase.count("#")
    any_words = ".*" if own >= _TELLING else "[^,.;!?…]*"
    return re.compile(re.escape(phrase).replace(r"\*", any_words))


@cache
def phrases() -> tuple[Phrases, Phrases, tuple[str, ...], Phrases]:
    """Return headings over other stories, lines of service, and what opens lines and boxes."""
    table = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    related, service, boxes = (Phrases(table[kind]) for kind in ("related", "service", "boxes"))
    return related, service, tuple(table["leads_away"]), boxes
