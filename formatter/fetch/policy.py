"""Which addresses may be fetched: the public web by name, and nothing inside."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Sequence
from urllib.parse import quote, urlsplit

from formatter.errors import FormatterError, RefusedError

# Ranges that are no one's home page though `ipaddress` calls them global, or would lead by way of
# a translator into a private network (IANA special-purpose registries, 2026; the last is Azure's).
_SPECIAL = tuple(
    ipaddress.ip_network(block)
    for block in (
        *("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
        *("::/96", "64:ff9b:1::/48", "100::/8", "2001::/23", "2002::/16", "3fff::/20"),
        *("5f00::/16", "fec0::/10", "ff00::/8"),
    )
)
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_PORTS = (80, 443, 8080, 8443)

Resolve = Callable[[str, int], Sequence[str]]


class Target:
    """An address that passed the first look: its scheme, host, port and path with query."""

    def __init__(self, url: str, *, allow_private: bool) -> None:
        try:
            parts = urlsplit(url.strip())
            host, port = parts.hostname or "", parts.port
        except ValueError as why:
            raise refused(url, f"it is no address ({why})") from why
        if parts.scheme not in ("http", "https"):
            raise refused(url, "only http and https are fetched")
        if parts.username is not None or parts.password is not None:
            raise refused(url, "it carries a user name or password")
        if not host or re.search(r"[\x00-\x20\x7f%\\]", host):
            raise refused(url, "its host is no name")
        self.tls = parts.scheme == "https"
        self.port = port or (443 if self.tls else 80)
        if self.port not in _PORTS and not allow_private:
            raise refused(url, f"port {self.port} isn't one that web pages are served on")
        self.host = self._ascii(host, url)
        bracketed = f"[{self.host}]" if ":" in self.host else self.host
        default = self.port == (443 if self.tls else 80)
        self.netloc = bracketed if default else f"{bracketed}:{self.port}"
        # What is already escaped stays so.
        safe = "/%:@!$&'()*+,;=~-._?#[]"
        query = "?" + quote(parts.query, safe=safe) if parts.query else ""
        self.path = (quote(parts.path, safe=safe.replace("?#", "")) or "/") + query
        self.url = f"{parts.scheme}://{self.netloc}{self.path}"

    @staticmethod
    def _ascii(host: str, url: str) -> str:
        try:
            return host if host.isascii() else host.encode("idna").decode("ascii")
        except UnicodeError as why:
            raise refused(url, "its host is no name") from why


def refused(url: str, why: str) -> RefusedError:
    """Return the error for what the policy forbids."""
    return RefusedError(
        f"{url[:300]} isn't fetched: {why}.", "Save the page in a browser and name its file."
    )


def failed(url: str, why: object) -> FormatterError:
    """Return the error for what failed on the other side."""
    return FormatterError(
        f"{url[:300]} couldn't be fetched: {why}.",
        "Try again later, or save the page in a browser and name its file.",
    )


def is_public(address: str) -> bool:
    """Say whether an IP address, as the resolver writes it, belongs to the public internet."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id:
            return False
        inner = ip.ipv4_mapped
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in ipaddress.IPv6Network("2000::/3"):
            return False
    special = any(ip in block for block in _SPECIAL if block.version == ip.version)
    return ip.is_global and not special


def public(target: Target, resolve: Resolve, *, allow_private: bool) -> Sequence[str]:
    """Return the addresses of a target's host; RefusedError where one of them is inside."""
    try:
        found = resolve(target.host, target.port)
    except (OSError, UnicodeError) as why:
        raise failed(target.url, f"there is no host {target.host}") from why
    if not found:
        raise failed(target.url, f"there is no host {target.host}")
    # A host with one private address is refused whole: which one answers would be chance.
    if not allow_private and (inside := [one for one in found if not is_public(one)]):
        raise refused(target.url, f"{target.host} is {inside[0]}, no public address")
    return found
