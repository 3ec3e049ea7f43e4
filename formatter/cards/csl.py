"""Cards as CSL-JSON, which Zotero, pandoc and every citation processor read (CSL 1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from formatter.article import Book
from formatter.cards.facts import Facts, facts
from formatter.text.names import Name


def csl(book: Book) -> str:
    """Return the articles of a book as a list of items of CSL-JSON, in their order."""
    items = [_item(facts(article), i) for i, article in enumerate(book.articles, start=1)]
    seen: set[str] = set()
    for number, item in enumerate(items, start=1):
        # Two articles may call themselves the same; a processor takes the last of one id.
        item["id"] = f"{item['id']} ({number})" if item["id"] in seen else item["id"]
        seen.add(item["id"])
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(known: Facts, number: int) -> dict[str, Any]:
    told = {
        "id": known.identifiers[0] if known.identifiers else known.address or str(number),
        "type": "article-newspaper" if known.paper else "webpage",
        "title": known.title,
        "author": [_name(writer) for writer in known.writers],
        "issued": _date(known.issued),
        "accessed": _date(known.seen),
        "container-title": known.paper,
        "section": known.section,
        "publisher": known.publisher,
        "URL": known.address,
        "DOI": known.doi,
        "language": known.language,
        "abstract": known.summary,
        "keyword": ", ".join(known.subjects),
    }
    return {name: value for name, value in told.items() if value}


def _name(name: Name) -> dict[str, Any]:
    if not name.family:
        return {"literal": name.literal}
    # A family name that stands first stays first, also where a style would turn the name round.
    order = {"static-ordering": True} if name.first else {}
    return {"family": name.family, "given": name.given} | order


def _date(day: Sequence[int]) -> dict[str, Any]:
    return {"date-parts": [list(day)]} if day else {}
