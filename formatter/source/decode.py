"""Bytes to text: the only place where a page's encoding is decided.

The order is a browser's (WHATWG HTML, 13.2.3): byte order mark, the server's word, the page's own
word, a guess. One rule goes beyond it: bytes that are valid UTF-8 with letters outside ASCII are
UTF-8 whatever the label says, since no other encoding comes out so by chance, and pages that were
saved, mirrored or served under an old default carry false labels.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from formatter.errors import UsageError
from formatter.source.prescan import declared, known
from formatter.text.context import ENCODINGS as FONTS

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"))
# Where the web's decoder reads more than Python's of the same name.
_CODECS = {
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso-8859-8",
    "macintosh": "mac-roman",
    "shift_jis": "cp932",
    "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
}
_NOT_LEAD = bytes(sorted(set(range(256)) - set(range(0xC2, 0xF5))))
# Windows-1258 writes a tone as a byte of its own after the vowel.
_TONES = b"\xcc\xd2\xde\xec\xf2"
_TONE_ON_VOWEL = re.compile(
    rb"[aeiouyAEIOUY\xc2\xc3\xca\xd4\xd5\xdd\xe2\xe3\xea\xf4\xf5\xfd][\xcc\xd2\xde\xec\xf2]"
)


class Decoded(NamedTuple):
    """A page's text, the name of the encoding it was read in, and warnings of the reading."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, http_charset: str = "", legacy: str = "offer") -> Decoded:
    """Return the text of `data` as a browser reads it. Never fails on any bytes.

    `http_charset` is the label the server sent with it. `legacy` is how bytes are read that
    aren't UTF-8 and that nothing speaks for: `offer` and `auto` tell Vietnamese in windows-1258
    from windows-1252, `none` takes windows-1252 as browsers do, and any encoding's name takes that.
    Those of fonts from before Unicode (`formatter.text.legacy`) are windows-1252 to a decoder; what
    `offer` and `auto` do with them is a matter of the text (`formatter.text.context.Mending`).
    Raises UsageError for a `legacy` that names no encoding.
    """
    fallback = _fallback(data, legacy)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _read(data[len(mark) :], name)
    verdict = _utf8(data)
    # A label late in the head only matters where the bytes don't speak for themselves.
    unclear = verdict == "is not" or (verdict == "may be" and (not data.isascii() or 0x1B in data))
    own = declared(data, thorough=unclear)
    labels = tuple(name for name in (known(http_charset), own) if name)
    if verdict == "is":
        false = next((name for name in labels[:1] if name != "utf-8"), "")
        note = (f"The page calls itself {false}, but its bytes are UTF-8 and were read so.",)
        return _read(data, "utf-8", notes=note if false else ())
    for name in labels:
        if name == "utf-8" and verdict == "is not":
            continue
        if name.startswith("utf-16") and b"\0" not in data:
            continue
        if name == "windows-1252" and fallback == "windows-1258":
            continue
        return _read(data, name)
    notes: tuple[str, ...] = ()
    if labels:
        notes = (f"The page calls itself {labels[0]}, but was read as {fallback}.",)
    return _read(data, fallback, notes=notes)


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without NUL and lone surrogates, which no parser or file can hold, and notes.

    Two halves of a surrogate pair become the character they stand for.
    """
    notes: list[str] = []
    if "\0" in text:
        notes.append(f"NUL characters left out of the page: {text.count(chr(0))}.")
        text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text, tuple(notes)


def _utf8(data: bytes) -> str:
    """Say whether `data` "is" UTF-8, "is not", or "may be": ASCII alone, or broken all over."""
    if data.isascii():
        return "may be"
    try:
        _, used = codecs.utf_8_decode(data, "strict", False)  # noqa: FBT003  positional only
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd") - data.count("\ufffd".encode())
        leads = len(data.translate(None, _NOT_LEAD))
        # A page is often put together from parts, of which one was cut or written elsewhere.
        if leads >= 20 and broken * 50 <= leads:
            return "is"
        return "is not" if broken * 2 > leads else "may be"
    # A page cut in the middle may end inside a letter, as may windows-1252 that ends in one.
    return "is not" if data[:used].isascii() else "is"


def _fallback(data: bytes, legacy: str) -> str:
    if legacy in FONTS:
        return _utf16(data) or "windows-1252"
    if legacy not in ("offer", "auto", "none"):
        name = known(legacy)
        if not name:
            raise UsageError(
                f"There is no encoding called {legacy!r} here.",
                f"Use offer, auto, none, {', '.join(FONTS)}, or a name that browsers know, such as "
                "windows-1258.",
            )
        return name
    if wide := _utf16(data):
        return wide
    if legacy != "none":
        tones = len(data) - len(data.translate(None, _TONES))
        on_vowels = len(_TONE_ON_VOWEL.findall(data)) if tones >= 8 else 0
        if on_vowels >= 8 and on_vowels >= tones * 0.9:
            return "windows-1258"
    return "windows-1252"


def _utf16(data: bytes) -> str:
    """Return which UTF-16 `data` looks like without a byte order mark, empty for neither."""
    sample = data[:1024]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 4 >= len(sample) and odd > even * 8:
        return "utf-16le"
    if even * 4 >= len(sample) and even > odd * 8:
        return "utf-16be"
    return ""


def _c1(error: UnicodeError) -> tuple[str, int]:
    """Read an unassigned byte 80 to 9F as browsers do: as the control character it numbers."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start]
    return (chr(byte) if 0x80 <= byte <= 0x9F else "\ufffd"), error.start + 1


codecs.register_error("formatter-c1", _c1)


def _read(data: bytes, name: str, *, notes: tuple[str, ...] = ()) -> Decoded:
    codec = _CODECS.get(name, name)
    single = name.startswith(("windows-", "iso-8859", "koi8", "mac", "x-mac", "ibm"))
    text = data.decode(codec, "formatter-c1" if single else "replace")
    broken = text.count("\ufffd")
    if name == "utf-8":
        broken -= data.count("\ufffd".encode())
        if broken:
            notes += (
                f"Places of the page that aren't valid UTF-8, each read as \ufffd: {broken}.",
            )
    text, more = tidy(text)
    return Decoded(text=text, encoding=name, notes=notes + more)
