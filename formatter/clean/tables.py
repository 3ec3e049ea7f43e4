"""Tables: data keep their rows and columns, layout becomes the blocks it held."""

from __future__ import annotations

import re
from collections.abc import Callable

from bs4.element import Tag

from formatter.clean.inline import BREAK, Words, above, bare, below, is_inline
from formatter.clean.paragraphs import tidy

_NUMBER = re.compile(r"[-+−]?[\d.,\s\u00a0]+\s*(?:%|₫|đ|\$|€|[A-Za-zà-ỹ]{1,4}\d?)?\Z")
_A_NUMBER = ' class="number"'
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
        rows = [row for row in below(table, "tr") if above(row, "table") is table]
        head = [row for row in rows if above(row, "thead") or _all_heads(row)]
        caption = next(iter(below(table, "caption")), None)
        made = ["<table>"]
        if isinstance(caption, Tag) and (words := self.words.all(caption.children).strip()):
            made.append(
                f"<caption>{words.replace(BREAK, ' ')}</caption>"
                if all(is_inline(kid) for kid in caption.children)
                else f"<caption>{bare(''.join(self.blocks(caption)))}</caption>"
            )
        opening = head if rows[: len(head)] == head and len(head) < len(rows) else []
        # A word in a grid is a fact, whatever it says elsewhere.
        self.words.grids += 1
        told = [self._cells(row) for row in rows]
        self.words.grids -= 1
        heads, body = told[: len(opening)], told[len(opening) :]
        if heads:
            made += ["<thead>", *map(_row, _over_numbers(heads, body)), "</thead>"]
        made += ["<tbody>", *map(_row, body), "</tbody></table>"]
        whole = "".join(made)
        return [whole] if bare(whole).strip() or "<img" in whole else []

    def _unfolded(self, table: Tag) -> list[str]:
        made: list[str] = []
        for part in below(table, "caption", "td", "th"):
            if above(part, "table") is table:
                made.extend(self.blocks(part))
        loose = [
            kid
            for kid in below(table, "tr")
            if above(kid, "table") is table and not below(kid, "td", "th")
        ]
        for row in loose:
            made.extend(self.blocks(row))
        return made

    def _cells(self, row: Tag) -> list[str]:
        return [self._cell(cell) for cell in below(row, "td", "th") if above(cell, "tr") is row]

    def _cell(self, cell: Tag) -> str:
        if all(
            is_inline(kid)
            and not (isinstance(kid, Tag) and (kid.name == "img" or below(kid, "img")))
            for kid in cell.children
        ):
            inside = tidy(self.words.all(cell.children))
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
        number = _A_NUMBER if any(c.isdigit() for c in text) and _NUMBER.match(text) else ""
        return f"<{cell.name}{spans}{number}>{inside}</{cell.name}>"


def _row(cells: list[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>" if cells else ""


def _over_numbers(heads: list[list[str]], body: list[list[str]]) -> list[list[str]]:
    """Mark the heads of columns of numbers, where no cell spans another."""
    rows = [*heads, *body]
    if len({len(row) for row in rows}) != 1 or any("span=" in cell for row in rows for cell in row):
        return heads
    numbers = [sum(_A_NUMBER in row[at] for row in body) for at in range(len(rows[0]))]
    return [
        [
            cell.replace("<th>", f"<th{_A_NUMBER}>", 1) if 2 * number > len(body) else cell
            for cell, number in zip(row, numbers, strict=True)
        ]
        for row in heads
    ]


def _all_heads(row: Tag) -> bool:
    cells = below(row, "td", "th")
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _holds_data(table: Tag) -> bool:
    """Say whether a table's cells stand in rows and columns for a reason (Readability's tests)."""
    if table.get("role") == "presentation" or below(table, "table"):
        return False
    full = [row for row in below(table, "tr") if below(row, "td", "th")]
    headed = [row for row in full if above(row, "thead") or below(row, "th")]
    if full and (below(table, "caption") or 0 < len(headed) < len(full) or below(table, "th")):
        return True
    rows = [below(row, "td") for row in below(table, "tr")]
    rows = [row for row in rows if row]
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or columns < 2:
        return False
    longest = max((len(cell.get_text()) for row in rows for cell in row), default=0)
    return longest < _LONGEST_CELL and not (columns == 2 and len(rows) < 3 and longest > 400)
