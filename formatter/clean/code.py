"""Code as its author set it: lines and white space kept, colours and line numbers off."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from formatter.clean.inline import below
from formatter.clean.ledger import Ledger
from formatter.clean.patterns import LISTING

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
    if "class" in node.attrs and LISTING.search(_names(node)):
        return True
    return node.name == "table" and any(
        "class" in cell.attrs and LISTING.search(_names(cell) + " ") for cell in below(node, "td")
    )


def flatten(node: Tag, ledger: Ledger) -> None:
    """Take the line numbers out of a listing, and make one `pre` of lines that stand in boxes."""
    for part in below(node, "td", "div", "pre", "span", "a"):
        if _is_number(part) and any(up is node for up in part.parents):
            ledger.enter(
                " ".join(part.get_text(" ").split()),
                step="shape",
                rule="line-numbers",
                reason="the numbers of lines of code",
            )
            part.extract()
    if node.name == "table":
        # What is left of it stands in no rows and columns.
        node["role"] = "presentation"
    for table in below(node, "table"):
        table["role"] = "presentation"
    if below(node, "pre"):
        return
    lines = [part for part in below(node, "div", "td", "span", "tr") if _LINES.search(_names(part))]
    lines = [line for line in lines if not any(up in lines for up in line.parents)]
    if len(lines) > 1:
        _join(node, lines)


def _join(node: Tag, lines: list[Tag]) -> None:
    first = lines[0]
    box = _around(first)
    made = BeautifulSoup("", "html.parser").new_tag("pre")
    made.append("\n".join(line.get_text().replace("\xa0", " ").strip("\n") for line in lines))
    whole = box if box is not None and box is not node else first
    whole.insert_before(made)
    for line in lines:
        line.extract()


def _around(line: Tag) -> Tag | None:
    """Return the table that a listing's lines stand in, a cell's own row being no place for it."""
    return next((up for up in line.parents if up.name == "table"), None)


def _is_number(part: Tag) -> bool:
    if "class" not in part.attrs and "data-line-number" not in part.attrs:
        return False
    text = part.get_text()
    return bool(_NUMBERS.search(_names(part)) and (not text.strip() or _DIGITS.fullmatch(text)))


def stands_alone(node: Tag) -> bool:
    """Say whether `code` that no `pre` holds is a listing: it says so, and has lines."""
    if node.name != "code" or "\n" not in node.get_text().strip():
        return False
    return bool(_OF_CODE.search(_names(node)) or _PRE.search(str(node.get("style") or "")))


def text_of(node: Tag, ledger: Ledger) -> str:
    """Return the text of a listing, its lines and their indents kept."""
    for part in below(node, "span", "a", "td"):
        if _is_number(part) and any(up is node for up in part.parents):
            ledger.enter(
                part.get_text().strip(),
                step="shape",
                rule="line-numbers",
                reason="the numbers of lines of code",
            )
            part.extract()
    for line_end in below(node, "br"):
        line_end.replace_with("\n")
    for row in below(node, *_ROWS):
        after = row.next_sibling
        ends = isinstance(after, NavigableString) and str(after).startswith("\n")
        if not ends and not row.get_text().endswith("\n"):
            row.append("\n")
    return node.get_text().replace("\xa0", " ").strip("\n").rstrip()


def _names(node: Tag) -> str:
    return " ".join(node.get_attribute_list("class"))
