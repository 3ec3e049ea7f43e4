"""The copy desk: the example issue's pieces, and that nothing of them is lost without a word."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path

from formatter import digest
from formatter.article import Article
from formatter.batch import Order
from formatter.clean.vocabulary import faults
from formatter.copydesk import copy, listed
from formatter.intake import article_of
from formatter.workers import Workers

EXAMPLE = Path(__file__).parents[1] / "examples" / "issue.toml"
ORDER = Order(Path(), formats=())


def words(markup: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", markup))))


def test_the_example_s_pieces_are_as_its_file_says(tmp_path: Path) -> None:
    issue = digest.read(EXAMPLE)
    taken = copy(issue, EXAMPLE, ORDER, tmp_path, Workers(1))
    assert len(taken) >= 12
    assert len(issue.departments) == 3
    for piece, one in zip(issue.pieces, taken, strict=True):
        assert one.article is not None, one.record
        edited, cleaned = one.article, article_of(EXAMPLE.parent / piece.source)
        assert not list(faults(edited.body)), piece.source
        assert edited.title == (piece.title or cleaned.title)
        told = {change.key.partition(".")[0] for change in edited.overrides}
        assert told >= {key for key in ("standfirst", "cut", "note") if said(piece, key)}
        lost = words(_whole(cleaned)) - words(_whole(edited))
        for change in edited.overrides:
            lost -= words(change.before)
        assert not lost, (piece.source, lost)
        come = words(edited.body) - words(cleaned.body)
        for change in edited.overrides:
            come -= words(change.after)
        assert not come, (piece.source, come)
    assert any(piece.cut for piece in issue.pieces)


def _whole(article: Article) -> str:
    return f"{article.title} {article.section} {' '.join(article.authors)} {article.body}"


def said(piece: object, key: str) -> bool:
    return bool(getattr(piece, key))


def test_what_is_listed_is_named_from_the_issue_s_folder(tmp_path: Path) -> None:
    page = str(EXAMPLE.parent / "issue" / "con-do.html")
    lost = tmp_path / "khong.html"
    lost.write_bytes(b"")
    found = list(listed([page, str(lost)], ORDER, EXAMPLE.parent, 2))
    assert [source for source, _ in found] == [page, str(lost)]
    assert found[0][1] == digest.Found(
        source="issue/con-do.html",
        title="Hai mươi năm một con đò không thu tiền",
        words=found[0][1].words if isinstance(found[0][1], digest.Found) else 0,
        language="vi",
        pictures=("con-do.jpg",),
    )
    assert "is empty" in str(found[1][1])
