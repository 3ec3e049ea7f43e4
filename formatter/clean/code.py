"""Code as its author set it: lines and white space kept, colours and line numbers off."""

from __future__ import annotations

import re
from itertools import pairwise

from formatter.clean.ledger import Ledger
from formatter.clean.patterns import LISTING
from formatter.clean.soup import Tag

_NUMBERS = re.compile(
    r"(?:^|\s)(?:gutter|linenos?|line-?numbers?(?:-rows)?|lineno|linenodiv|blob-num|crayon-nums?|"
    r"hljs-ln-(?:numbers|n)|lnt|ln|rouge-gutter|LineNr)(?=$|\s)"
)
_LINES = re.compile(r"(?:^|\s)(?:line|crayon-line|blob-code|hljs-ln-code|code-?line|cl)(?=$|\s)")
_OF_CODE = re.compile(r"(?:^|\s)(?:language-\S+|lang-\S+|hljs|prettyprint|highlight)(?=$|\s)")
_PRE = re.compile(r"white-space\s*:\s*pre")
_DIGITS = re.compile(r"[\d\s.:|]+")
_ROWS = ("li", "div", "p", "tr")


def is_listing(node: Tag) -> bool:
    """Say whether an element's name, or a cell's, calls it a listing of code."""
    if node.names and LISTING.search(node.names):
        return True
    return node.name == "table" and any(
        cell.names and LISTING.search(cell.names + " ") for cell in node.below("td")
    )


def flatten(node: Tag, ledger: Ledger) -> None:
    """Take the line numbers out of a listing, and make one `pre` of lines that stand in boxes."""
    for part in node.below("td", "div", "pre", "span", "a"):
        if _is_number(part) and any(up is node for up in part.parents):
            ledger.enter(
                " ".join(part.text(" ").split()),
                step="shape",
                rule="line-numbers",
                reason="the numbers of lines of code",
            )
            part.take_out()
    if node.name == "table":
        # What is left of it stands in no rows and columns.
        node.attrs["role"] = "presentation"
    for table in node.below("table"):
        table.attrs["role"] = "presentation"
    if node.below("pre"):
        return
    lines = [part for part in node.below("div", "td", "span", "tr") if _LINES.search(part.names)]
    lines = [line for line in lines if not any(up in lines for up in line.parents)]
    if len(lines) > 1:
        _join(node, lines)


def _join(node: Tag, lines: list[Tag]) -> None:
    first = lines[0]
    box = _around(first)
    made = Tag("pre")
    made.append("\n".join(line.text().replace("\xa0", " ").strip("\n") for line in lines))
    whole = box if box is not None and box is not node else first
    whole.put_before(made)
    for line in lines:
        line.take_out()


def _around(line: Tag) -> Tag | None:
    """Return the table that a listing's lines stand in, a cell's own row being no place for it."""
    return next((up for up in line.parents if up.name == "table"), None)


def _is_number(part: Tag) -> bool:
    if not part.names:
        return False
    text = part.text()
    return bool(_NUMBERS.search(part.names) and (not text.strip() or _DIGITS.fullmatch(text)))


def stands_alone(node: Tag) -> bool:
    """Say whether `code` that no `pre` holds is a listing: it says so, and has lines."""
    if node.name != "code" or "\n" not in node.text().strip():
        return False
    return bool(_OF_CODE.search(node.names) or _PRE.search(node.get("style")))


def text_of(node: Tag, ledger: Ledger) -> str:
    """Return the text of a listing, its lines and their indents kept."""
    for part in node.below("span", "a", "td"):
        if _is_number(part) and any(up is node for up in part.parents):
            ledger.enter(
                part.text().strip(),
                step="shape",
                rule="line-numbers",
                reason="the numbers of lines of code",
            )
            part.take_out()
    for line_end in node.below("br"):
        line_end.replace("\n")
    for row, after in _rows(node):
        ends = isinstance(after, str) and after.startswith("\n")
        if not ends and not row.text().endswith("\n"):
            row.append("\n")
    return node.text().replace("\xa0", " ").strip("\n").rstrip()


def _rows(node: Tag) -> list[tuple[Tag, Tag | str | None]]:
    """Return the lines of a listing that are elements, each with what stands behind it."""
    boxes = (box.contents for box in (node, *node.below()))
    behind = {id(kid): after for kids in boxes for kid, after in pairwise(kids)}
    return [(row, behind.get(id(row))) for row in node.below(*_ROWS)]
