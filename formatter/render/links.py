"""The addresses a book may link to, written as a reading system's checker reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

_WEB = re.compile(r"(https?://)([^/?#]+)([^#]*)(#.*)?\Z", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(r"(mailto:)([^\s@]+@[^\s@?]+)(\?[^#]*)?()\Z", re.IGNORECASE)
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"((?:{_LABEL}\.)*(?!\d){_LABEL})(?::(\d{{1,5}}))?\Z")
# What has no place in a path, query or fragment, `%` without two digits among it.
_ILLEGAL = re.compile(r"%(?![0-9A-Fa-f]{2})|[\x00-\x20\"#<>\[\\\]^`{|}\x7f-\xa0\ufff0-\uffff]")
_PORTS = 65536


# An article's own stands in it three times, and a book's come from few hosts.
@lru_cache(maxsize=512)
def address(written: str) -> str:
    """Return a link's address as the URL standard has it, empty where it leads nowhere.

    Only http, https and mailto lead out of a book. Browsers forgive a bracket or a bar; EPUBCheck
    doesn't (RSC-020), so what may not stand there is percent-encoded (WHATWG URL, section 4.3). A
    host that is no domain name, with a user before it or a port past the last, makes no link.
    """
    found = _WEB.match(written) or _MAIL.match(written)
    if not found or not (found[1].lower() == "mailto:" or _is_host(found[2])):
        return ""
    scheme, place, rest, fragment = (part or "" for part in found.groups())
    return scheme + place + _encoded(rest) + fragment[:1] + _encoded(fragment[1:])


def _encoded(part: str) -> str:
    return _ILLEGAL.sub(lambda illegal: quote(illegal[0], safe=""), part)


@lru_cache(maxsize=512)
def _is_host(place: str) -> bool:
    found = _HOST.match(place)
    if not found or int(found[2] or 0) >= _PORTS:
        return False
    name = found[1].lower()
    if name.isascii() and "xn--" not in name:
        return True
    try:
        name.encode("idna").decode("idna")
    except UnicodeError:
        return False
    return True
