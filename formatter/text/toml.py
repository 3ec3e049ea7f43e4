"""Where a text is no TOML, and why: what the reader of TOML says, made part of a sentence."""

from __future__ import annotations

import re
from tomllib import TOMLDecodeError

_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def fault(why: TOMLDecodeError, text: str) -> tuple[int, str]:
    """Return the line of a fault in `text`, the last one for its end, and the reason."""
    said = str(why)
    at = _AT_LINE.search(said)
    line = int(at[1]) if at and at[1] else len(text.splitlines()) or 1
    what = _AT_LINE.sub("", said).rstrip(".")
    return line, f"{what[:1].lower()}{what[1:]}"
