"""Tables: data keep their rows and columns, layout becomes the blocks it held."""

from __future__ import annotations

import re
from collections.abc import Callable

from formatter.clean.inline import BREAK, Words, bare
from formatter.clean.paragraphs import tidy
from formatter.clean.soup import Tag, all_inline, is_inline

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
        rows = [row for row in table.below("tr") if row.above("table") is table]
        head = [row for row in rows if row.above("thead") or _all_heads(row)]
        caption = next(iter(table.below("caption")), None)
        made = ["<table>"]
        if isinstance(caption, Tag) and (words := self.words.all(caption.contents).strip()):
            made.append(
                f"<caption>{words.replace(BREAK, ' ')}</caption>"
                if all_inline(caption.contents)
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
        for part in table.below("caption", "td", "th"):
            if part.above("table") is table:
                made.extend(self.blocks(part))
        loose = [
            kid
            for kid in table.below("tr")
            if kid.above("table") is table and not kid.below("td", "th")
        ]
        for row in loose:
            made.extend(self.blocks(row))
        return made

    def _cells(self, row: Tag) -> list[str]:
        return [self._cell(cell) for cell in row.below("td", "th") if cell.above("tr") is row]

    def _cell(self, cell: Tag) -> str:
        if all(
            is_inline(kid)
            and not (isinstance(kid, Tag) and (kid.name == "img" or kid.below("img")))
            for kid in cell.contents
        ):
            inside = tidy(self.words.all(cell.contents))
        else:
            blocks = self.blocks(cell)
            inside = "".join(blocks)
            if len(blocks) == 1 and inside.startswith("<p>"):
                inside = inside[3:-4]
        spans = "".join(
            f' {name}="{int(value)}"'
            for name in ("colspan", "rowspan")
            if (value := cell.get(name)).isdecimal() and 1 < int(value) <= _MOST_COLUMNS
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
    cells = row.below("td", "th")
    return bool(cells) and all(cell.name == "th" for cell in cells)


def _holds_data(table: Tag) -> bool:
    """Say whether a table's cells stand in rows and columns for a reason (Readability's tests)."""
    if table.get("role") == "presentation" or table.below("table"):
        return False
    full = [row for row in table.below("tr") if row.below("td", "th")]
    headed = [row for row in full if row.above("thead") or row.below("th")]
    if full and (table.below("caption") or 0 < len(headed) < len(full) or table.below("th")):
        return True
    rows = [row.below("td") for row in table.below("tr")]
    rows = [row for row in rows if row]
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or columns < 2:
        return False
    longest = max((len(cell.text()) for row in rows for cell in row), default=0)
    return longest < _LONGEST_CELL and not (columns == 2 and len(rows) < 3 and longest > 400)
