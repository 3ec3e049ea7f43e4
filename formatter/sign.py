"""A sign that no font of ours has: what it is, where it stands, and what draws it in a file."""

from __future__ import annotations

from formatter.value import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign that no font of ours has, in one file: a character, or a sequence drawn as one.

    `codes` are its code points as Unicode writes them (`U+1F44D`), `name` and `script` what
    Unicode calls it. `count` is how often the articles hold it, `first` the title of the first of
    them (empty where the words are the book's own). `font` says what draws it; `covered` whether
    that is a font in the file.
    """

    sign: str
    codes: tuple[str, ...]
    name: str
    script: str
    count: int
    first: str
    font: str
    covered: bool = False
