"""An article written out as `formatter clean` does: alone as XHTML, or with its account as JSON."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from typing import Any

from formatter.account import entries
from formatter.article import Article


def document(article: Article) -> str:
    """Return the article alone as a page of XHTML."""
    title = escape(article.title, quote=False)
    return (
        f'<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="{article.language}">'
        f'<head><meta charset="utf-8"/><title>{title}</title></head>\n'
        f"<body><h1>{title}</h1>\n{article.body}\n</body></html>"
    )


def record(article: Article) -> dict[str, Any]:
    """Return the article with its account as `formatter clean --json` writes it."""
    plain = "title body language published modified site section url confidence rule".split()
    return {name: getattr(article, name) for name in plain} | {
        "authors": list(article.authors),
        "images": [{"id": ref.id, "url": ref.url, "alt": ref.alt} for ref in article.images],
        "used": [{"field": use.field, "text": use.text} for use in article.used],
        "removed": [
            {"step": gone.step, "rule": gone.rule, "reason": gone.reason, "text": gone.text}
            for gone in article.removed
        ],
        "repairs": [asdict(repair) for repair in article.repairs],
        "blocks": [entry.json() for entry in entries(article)],
        "about": asdict(article.about),
        "edits": [asdict(edited) for edited in article.edits],
        "doubts": list(article.doubts),
        "notes": list(article.notes),
    }
