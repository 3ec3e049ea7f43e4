"""The text of a PDF as a reader copies it, and that of a body to compare it with."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET

import pypdfium2  # type: ignore[import-untyped]

from formatter.clean.vocabulary import BLOCK

# The marks and numbers that a list's items are given by the style, not by the article.
_MARKER = re.compile(r"[•▪◦]|\d+\.|[a-z]\.")
_MM = 72 / 25.4
# How far from the edges the running heads and folios stand, in millimetres.
_SIDE, _TOP, _BOTTOM = 13, 18, 18


def page_words(
    data: bytes, *, top: float = _TOP, side: float = _SIDE, bottom: float = _BOTTOM
) -> list[str]:
    """Return the words inside the page's margins, in the order they were drawn."""
    found: list[str] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            # A hyphen that ends a line is U+0002 there.
            found += (
                text.get_text_bounded(
                    left=side * _MM - 1,
                    bottom=bottom * _MM,
                    right=width - side * _MM + 1,
                    top=height - top * _MM,
                )
                .replace("\x02", "-")
                .split()
            )
            text.close()
            page.close()
    return [word for word in found if not _MARKER.fullmatch(word)]


def body_words(body: str) -> list[str]:
    """Return the words of a body, what stands on lines of its own held apart."""
    root = ET.fromstring(f"<body>{body}</body>")
    for el in root.iter():
        if el.tag in BLOCK | {"br"}:
            el.tail = f" {el.tail or ''}"
            el.text = f" {el.text or ''}"
    words = unicodedata.normalize("NFC", "".join(root.itertext())).split()
    return [word for word in words if not _MARKER.fullmatch(word)]
