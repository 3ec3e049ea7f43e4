"""Addresses: what of a source's names is one."""

from __future__ import annotations


def is_address(source: str) -> bool:
    """Say whether a source's name is an address, which is fetched, and no file's."""
    return source.startswith(("http://", "https://"))
