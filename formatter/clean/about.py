"""What a page says of its article for catalogues: summary, subjects, house, rights, identifiers.

The order of trust, for each field the first that answers: JSON-LD of the article; then the `meta`
elements that libraries and scholars use (Dublin Core as `dc.` and `dcterms.`, Highwire's and
PRISM's `citation_` and `prism.`); then those of everybody (OpenGraph, `article:`, plain names); at
last, for the licence alone, links of `rel=license`. Of identifiers all that agree with the form of
their scheme are kept, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from formatter.article import About
from formatter.clean.declared import Head, http, named, plain, publisher
from formatter.clean.tree import Tree
from formatter.text.plain import folded

_LIBRARIES = ("dc.", "dcterms.", "dc:", "dcterms:", "citation_", "prism.", "prism:")
# More subjects than any cataloguer gives are a list for search engines.
_MOST, _LONGEST = 40, 100
# The forms of lasting identifiers, bare or in the address of a resolver: DOI (ISO 26324; its
# handbook, 2.2), ARK (draft-kunze-ark, 2) and Handle (RFC 3651, 2.1).
_DOI = re.compile(
    r"(?:https?://(?:dx\.|www\.)?doi\.org/|(?:info:|urn:)?doi[:/]\s*|)(10\.\d{4,9}(?:\.\d+)*/\S+)",
    re.IGNORECASE,
)
_ARK = re.compile(r"(?:https?://[^\s/]+/(?:[^\s?#]*/)?)?(ark:/?[0-9bcdfghjkmnpqrstvwxz]{5,}/\S+)")
_HANDLE = re.compile(
    r"(?:https?://hdl\.handle\.net/|(?:info:)?hdl:)(\d+(?:\.\d+)*/\S+)", re.IGNORECASE
)
_TAIL = ".,;:)]}>”’\"'"
_LICENSE = re.compile(r"(?:^|\s)license(?:\s|$)", re.IGNORECASE)


def about(tree: Tree, head: Head, linked: Mapping[str, Any], base: str) -> About:
    """Return what a page says of its article for catalogues.

    `linked` are the fields of its JSON-LD, `base` is what its relative addresses hang on.
    """
    rights, license_ = _rights(tree, head, linked, base)
    return About(
        description=plain(linked.get("description"))
        or head.first(*_by("description", "abstract"))
        or head.first("og:description", "description", "twitter:description"),
        keywords=_keywords(head, linked),
        publisher=publisher(linked) or _words(head.all(*_by("publisher"))),
        rights=rights,
        license=license_,
        identifiers=tuple(dict.fromkeys(_identifiers(head, linked))),
    )


def _by(*names: str) -> tuple[str, ...]:
    """Return the names that libraries' `meta` elements have for a field."""
    return tuple(prefix + name for name in names for prefix in _LIBRARIES)


def _words(contents: list[str]) -> str:
    return next((one for one in contents if "://" not in one), "")


def _keywords(head: Head, linked: Mapping[str, Any]) -> tuple[str, ...]:
    said = linked.get("keywords")
    found = [named(one) for one in said] if isinstance(said, list) else _split(plain(said))
    ways = (_by("subject", "keywords", "keyword"), ("article:tag",), ("news_keywords",),
            ("keywords",))  # fmt: skip
    for keys in ways:
        found = found or [word for content in head.all(*keys) for word in _split(content)]
    alike: dict[str, str] = {}
    for word in found:
        if word and len(word) <= _LONGEST and "{" not in word:
            alike.setdefault(folded(word), word)
    return tuple(alike.values())[:_MOST]


def _split(text: str) -> list[str]:
    return [word for part in re.split(r"[,;]", text) if (word := part.strip())]


def _rights(tree: Tree, head: Head, linked: Mapping[str, Any], base: str) -> tuple[str, str]:
    """Return the rights in words, and the address of the licence, empty where there is none."""
    holder, year = named(linked.get("copyrightHolder")), str(linked.get("copyrightYear") or "")
    holder = f"© {year} {holder}" if year.isdecimal() and holder else holder and f"© {holder}"
    told = [
        plain(linked.get("copyrightNotice")),
        *_addresses(linked.get("license")),
        holder,
        *head.all(*_by("license")),
        *head.all(*_by("rights", "accessrights", "rightsholder", "copyright")),
        *head.all("license", "rights", "copyright"),
        *_linked(tree),
    ]
    words = [one for one in told if one and "://" not in one and not one.startswith("/")]
    addresses = (http(one, base) for one in told if "://" in one or one.startswith("/"))
    return next(iter(words), ""), next(filter(None, addresses), "")


def _addresses(value: object) -> Iterator[str]:
    """Yield the addresses of a thing of JSON-LD, which may be told by it alone or as its id."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from (plain(one.get(key)) for key in ("@id", "url") if one.get(key))
        elif isinstance(one, str):
            yield plain(one)


def _linked(tree: Tree) -> Iterator[str]:
    """Yield the licence that the page links to as its own: one in a figure is the picture's."""
    yield from (link.get("href") or "" for link in tree.links if _is_license(link.get("rel")))
    links = [node for node in tree.related("license") if node.tag == "a"]
    figures = {"figure", "figcaption"}
    found = [node for node in links if not any(up.tag in figures for up in node.ancestors())]
    if len({node.get("href") for node in found}) == 1:
        yield found[0].get("href")


def _is_license(rel: str | None) -> bool:
    return bool(rel and _LICENSE.search(rel))


def _identifiers(head: Head, linked: Mapping[str, Any]) -> Iterator[str]:
    said = linked.get("identifier")
    told = [
        *(_identified(one) for one in (said if isinstance(said, list) else [said])),
        *_addresses(linked.get("sameAs")),
        *head.all(*_by("doi"), "bepress_citation_doi", "doi"),
        *head.all(*_by("identifier")),
    ]
    yield from filter(None, map(identifier, told))


def _identified(value: object) -> str:
    """Return an identifier of JSON-LD: a text, or a PropertyValue with its scheme before it."""
    if not isinstance(value, dict):
        return plain(value)
    scheme, own = plain(value.get("propertyID")).lower(), plain(value.get("value"))
    short = {"doi": "doi:", "handle": "hdl:", "hdl": "hdl:"}.get(scheme.rpartition("/")[2], "")
    bare = own and ":" not in own
    return f"{short}{own}" if bare else own or plain(value.get("@id"))


def identifier(told: str) -> str:
    """Return a lasting identifier as its scheme writes it; empty for what has none of the forms.

    `https://doi.org/10.1000/182` is `doi:10.1000/182`; an ARK keeps its slash or has none, as told.
    """
    told = told.strip().rstrip(_TAIL)
    if found := _DOI.fullmatch(told):
        return f"doi:{found[1]}"
    if found := _ARK.fullmatch(told):
        return found[1]
    if found := _HANDLE.fullmatch(told):
        return f"hdl:{found[1]}"
    return ""
