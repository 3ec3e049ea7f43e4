"""An article as a golden file holds it: JSON, its body block by block."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

from formatter.article import Article


def blocks(body: str) -> list[str]:
    """Return the body's outermost blocks as they are written."""
    found, start, depth = [], 0, 0
    for tag in re.finditer(r"<(/?)[a-z0-9]+[^>]*?(/?)>", body):
        depth += -1 if tag.group(1) else 0 if tag.group(2) else 1
        if depth == 0:
            found.append(body[start : tag.end()])
            start = tag.end()
    return found


def as_json(article: Article) -> str:
    """Return all that a reader of the golden file wants to see of an article."""
    first = next(iter(ET.fromstring(f"<body>{article.body}</body>")), None)
    lead = first is not None and first.get("class") == "lead"
    told = {
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "site": article.site,
        "section": article.section,
        "url": article.url,
        "lead": "".join(first.itertext()) if first is not None and lead else "",
        "body": blocks(article.body),
        "images": [
            f"{ref.id} {ref.url}{' – ' if ref.alt else ''}{ref.alt}" for ref in article.images
        ],
        "used": [f"{use.field}: {use.text}" for use in article.used],
        "removed": [f"{gone.step}, {gone.rule}: {gone.text}" for gone in article.removed],
        "repairs": [
            f"{repair.kind} ×{repair.count}: {repair.sample}" for repair in article.repairs
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
