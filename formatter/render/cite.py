"""A ready citation of an article, in the words of a book's language.

Author and date come first, as in the seventh edition of the APA's manual (10.16, a newspaper on the
web). Names stay whole and in their own order, for a Vietnamese given name is no initial. All words
and patterns are in the `[citation]` table of a language's labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from formatter.article import Article
from formatter.provenance import origin
from formatter.render.words import Words

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
# With such a basis the time of the capture is that of a visit to the page.
_VISITED = {"observed", "WARC-Date"}
# What stands at the end of a value while a pattern is filled, and the full stop after it that a
# sentence which ends already doesn't need. Stops within a value are its own.
_END = "\0"
_ENDED = re.compile(f"([.?!…]['\"”’»]?){_END}\\.")


def citation(article: Article, words: Words) -> str:
    """Return how an article is cited; what isn't known is left out.

    `Trần Thị Sông (2021, ngày 28 tháng 9). Mùa nước. Báo Xóm. Truy cập ngày 25/11/2026, từ https…`

    Without a writer the title stands first, and an article without a date is said to have none.
    The day of the visit is the one in UTC.
    """
    come = origin(article)
    dated = _day(article.published, words, "") or words.cited("undated")
    cited = words.cited(
        "signed" if article.authors else "unsigned",
        authors=_together(article.authors, words.cited("and")) + _END,
        date=dated,
        title=(article.title or words["untitled"]) + _END,
        site=article.site + _END,
    )
    ended = _ENDED.sub(r"\1", cited).replace(_END, "")
    parts = [ended.removesuffix(" .")]
    if come.address:
        visit = come.captured.time if come.captured.basis in _VISITED else ""
        day = _day(visit[:10], words, "visit")
        parts.append(words.cited("fetched" if day else "at", day=day, address=come.address))
    return " ".join(parts)


def _day(written: str, words: Words, kind: str) -> str:
    """Return a date as a citation has it: no more of it than is known, empty where that is none."""
    found = _DATE.match(written)
    if found is None:
        return ""
    year, month, day = (int(part or 0) for part in found.groups())
    if month > 12 or day > 31:
        return ""
    known = kind or ("day" if day else "month" if month else "year")
    return words.cited(known, year=year, month=month, day=day, name=words.month(month))


def _together(names: Sequence[str], last: str) -> str:
    return last.join(filter(None, (", ".join(names[:-1]), *names[-1:])))
