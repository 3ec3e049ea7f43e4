"""Tables: data keep their rows and columns, layout becomes the blocks it held."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4.element import Tag

from formatter.clean.inline import BREAK, Words, bare, is_inline

_NUMBER = re.compile(r"[-+−]?[\d.,\s\u00a0]+\s*(?:%|₫|đ|\$|€|[A-Za-zà-ỹ]{1,4}\d?)?\Z")
_LONGEST_CELL = 1200
_MOST_COLUMNS = 100


class Tables:
    """Writes the tables of one article; `blocks` writes what a cell holds."""

    def __init__(self, blocks: Callable[[Tag], list[str]], words: Words) -> None:
        self.blocks = blocks
        self.words = words

    def write(self, table: Tag) -> list[str]:
        """Return a data table as one block, a layout table as the blocks in its cells."""
        if not _holds_data(table):
            return self._unfolded(table)
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        head = [row for row in rows if row.find_parent("thead") or _all_heads(row)]
        caption = table.find("caption")
        made = ["<table>"]
        if isinstance(caption, Tag) and (words := self.words.all(caption.children).strip()):
            made.append(
                f"<caption>{words.replace(BREAK, ' ')}</caption>"
                if all(is_inline(kid) for kid in caption.children)
                else f"<caption>{bare(''.join(self.blocks(caption)))}</caption>"
            )
        opening = head if rows[: len(head)] == head and len(head) < len(rows) else []
        if opening:
            made += ["<thead>", *(self._row(row) for row in opening), "</thead>"]
        made += ["<tbody>", *(self._row(row) for row in rows[len(opening) :]), "</tbody></table>"]
        whole = "".join(made)
        return [whole] if "<td" in whole or "<th>" in whole else []

    def _unfolded(self, table: Tag) -> list[str]:
        made: list[str] = []
        for part in table.find_all(["caption", "td", "th"]):
            if part.find_parent("table") is table:
                made.extend(self.blocks(part))
        loose = [
            kid
            for kid in table.find_all("tr")
            if kid.find_parent("table") is table and not kid.find(["td", "th"])
        ]
        for row in loose:
            made.extend(self.blocks(row))
        return made

    def _row(self, row: Tag) -> str:
        cells = [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("tr") is row]
        made = "".join(self._cell(cell) for cell in cells)
        return f"<tr>{made}</tr>" if made else ""

    def _cell(self, cell: Tag) -> str:
        if all(
            is_inline(kid) and not (isinstance(kid, Tag) and (kid.name == "img" or kid.find("img")))
            for kid in cell.children
        ):
            inside = re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", self.words.all(cell.children))
        else:
            blocks = self.blocks(cell)
            inside = "".join(blocks)
            if len(blocks) == 1 and inside.startswith("<p>"):
                inside = inside[3:-4]
        spans = "".join(
            f' {name}="{int(value)}"'
            for name in ("colspan", "rowspan")
            if (value := str(cell.get(name) or "")).isdecimal() and 1 < int(value) <= _MOST_COLUMNS
        )
        text = bare(inside).strip()
        number = (
            ' class="number"'
            if text and any(c.isdigit() for c in text) and _NUMBER.match(text)
            else ""
        )
        return f"<{cell.name}{spans}{number}>{inside}</{cell.name}>"


def _all_heads(row: Tag) -> bool:
    cells = row.find_all(["td", "th"])
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _holds_data(table: Tag) -> bool:
    """Say whether a table's cells stand in rows and columns for a reason (Readability's tests)."""
    if table.get("role") == "presentation" or table.find("table"):
        return False
    if table.find(["caption", "thead", "th"]):
        return any(row.find(["td", "th"]) for row in table.find_all("tr"))
    rows = [row.find_all("td") for row in table.find_all("tr")]
    rows = [row for row in rows if row]
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or columns < 2:
        return False
    longest = max((len(cell.get_text()) for row in rows for cell in row), default=0)
    return longest < _LONGEST_CELL and not (columns == 2 and len(rows) < 3 and longest > 400)
