"""XML that nobody vouches for: read without its entities, its other files and the network."""

from __future__ import annotations

from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it ships no types

from formatter.check.box import UnreadableError

SPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "e": "http://www.idpf.org/2007/ops",
}


def path(expression: str) -> etree.XPath:
    """Return an XPath with the prefixes of SPACES."""
    return etree.XPath(expression, namespaces=SPACES, smart_strings=False)


def parsed(data: bytes) -> Any:  # noqa: ANN401  a tree of lxml
    """Return the root of a document. Entities, other files and the network are never asked.

    Raises UnreadableError for what isn't well-formed XML, and for one with entities of its own.
    """
    if b"<!ENTITY" in data:
        raise UnreadableError("it declares entities of its own, which no reading system opens")
    # Left alone is `collect_ids`: where it is False, libxml2 opens the DTD that a document names.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        raise UnreadableError(f"it isn't well-formed XML: {why}") from why


def written(root: Any) -> bytes:  # noqa: ANN401  a tree of lxml
    """Return a parsed document as UTF-8, its lines where they were."""
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True))
