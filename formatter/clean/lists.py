"""Lists: items, terms and their meanings, notes that the text calls, galleries built as lists."""

from __future__ import annotations

from collections.abc import Callable

from formatter.clean.figures import Figures
from formatter.clean.inline import BREAK, Words
from formatter.clean.notes import PLACE
from formatter.clean.paragraphs import tidy
from formatter.clean.soup import Tag, all_inline, is_inline


class Lists:
    """Writes the lists of one article.

    `blocks` writes what an item holds, `block` an element beside the items, `paragraphs` the inline
    markup there.
    """

    def __init__(
        self,
        blocks: Callable[[Tag], list[str]],
        block: Callable[[Tag], list[str]],
        paragraphs: Callable[[str], list[str]],
        words: Words,
        figures: Figures,
    ) -> None:
        self.blocks = blocks
        self.block = block
        self.paragraphs = paragraphs
        self.words = words
        self.figures = figures

    def write(self, node: Tag) -> list[str]:
        """Return a list as one block, with what stands in it outside any item before it."""
        rows = node.tags
        loose = any(map(_loose, node.contents))
        if rows and not loose and all(self.figures.is_figure(row) for row in rows):
            made = "".join(self.figures.write(row) for row in rows)
            whole = f'<div class="gallery">{made}</div>' if len(rows) > 1 else made
            return [whole] if made else []
        items: list[str] = []
        stray: list[str] = []
        line = ""
        for kid in node.contents:
            if isinstance(kid, Tag) and kid.name == "li":
                items.extend(self._item(kid))
            elif isinstance(kid, Tag) and kid.name in {"ul", "ol"} and items:
                items[-1] = items[-1].removesuffix("</li>") + "".join(self.write(kid)) + "</li>"
            elif isinstance(kid, Tag) and not is_inline(kid):
                stray.extend(self.paragraphs(line) + self.block(kid))
                line = ""
            else:
                line += self.words.one(kid)
        stray.extend(self.paragraphs(line))
        if not items:
            return stray
        start = node.get("start")
        extra = f' start="{start}"' if node.name == "ol" and start.lstrip("-").isdecimal() else ""
        made = f"<{node.name}{extra}>{''.join(items)}</{node.name}>"
        notes = ' id="n' in made
        return [*stray, f'<section class="notes">{made}</section>' if notes else made]

    def terms(self, node: Tag) -> list[str]:
        """Return a list of terms as one block, or blocks where a term lacks its meaning."""
        kids = [kid for kid in node.below("dt", "dd") if kid.above("dl") is node]
        if not kids or not _paired(kids) or any(map(_loose, node.contents)):
            return self.blocks(node)
        rows: list[str] = []
        for kid in kids:
            if kid.name == "dt":
                term = _line(kid) or kid
                rows.append(f"<dt>{tidy(self.words.all(term.contents).replace(BREAK, ' '))}</dt>")
            else:
                rows.append(f"<dd>{''.join(self.blocks(kid))}</dd>")
        return ["<dl>" + "".join(rows) + "</dl>"]

    def _item(self, node: Tag) -> list[str]:
        blocks = self.blocks(node)
        if not blocks:
            return []
        # An item of one paragraph is a line; more of them stay paragraphs.
        if blocks[0].startswith("<p>") and not any(block.startswith("<p") for block in blocks[1:]):
            blocks[0] = blocks[0].removeprefix("<p>").removesuffix("</p>")
        extra = f' id="{node.get(PLACE)}"' if node.get(PLACE) else ""
        return [f"<li{extra}>{''.join(blocks)}</li>"]


def _paired(kids: list[Tag]) -> bool:
    """Say whether terms, each a line of words, and meanings, none of them empty, take turns."""
    lines = all(
        kid.words("")
        and (kid.name == "dd" or _line(kid) or all_inline(kid.contents))
        and not (kid.name == "dt" and kid.below("img"))
        for kid in kids
    )
    return lines and kids[0].name == "dt" and kids[-1].name == "dd"


def _line(term: Tag) -> Tag | None:
    """Return the paragraph or mark around all the words of a term, None where there is none."""
    parts = term.tags
    only = len(parts) == 1 and parts[0].name in {"p", "div"} and not any(map(_loose, term.contents))
    return parts[0] if only and all_inline(parts[0].contents) else None


def _loose(kid: Tag | str) -> str:
    """Return a text that stands in a list beside its items, empty for other things."""
    return kid.strip() if isinstance(kid, str) else ""
