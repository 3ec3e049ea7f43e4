"""Vietnamese as it was written before Unicode, its bytes read as a browser reads them."""

from __future__ import annotations

from functools import cache

from formatter.text.legacy import converted


def written(text: str, encoding: str) -> str:
    """Return a text in an encoding; a letter that it doesn't have stays."""
    return text.translate(_letters(encoding))


@cache
def _letters(encoding: str) -> dict[int, str]:
    codes = [bytes([code]) for code in (*range(1, 9), *range(0x0E, 0x20), *range(0x80, 0x100))]
    one = [code.decode("cp1252", "replace") for code in codes]
    one += [code.decode("latin-1") for code in codes]
    two = [base + mark for base in "aeouyAEOUYôöÔÖ" for mark in one] if encoding == "vni" else []
    made: dict[int, str] = {}
    for ways in one + two:
        letter = converted(ways, encoding)
        if letter != ways and len(letter) == 1:
            made.setdefault(ord(letter), ways)
    return made
