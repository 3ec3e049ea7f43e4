"""What stands apart from the story: quotations, words set large, boxes of facts."""

from __future__ import annotations

import re
from collections.abc import Callable

from formatter.clean.inline import bare
from formatter.clean.soup import Tag
from formatter.clean.vocabulary import CLASSES
from formatter.text.plain import folded

_QUOTE = re.compile(r"(?:^|[\s_-])(?:\w*quote|pullquote|blockquote)(?=$|[\s_-])", re.IGNORECASE)
_PULL = re.compile(r"(?:^|[\s_-])pull-?quotes?(?=$|[\s_-])", re.IGNORECASE)
_SIGNED = re.compile(r"author|source|cite|footer|name|nguon|tac-?gia", re.IGNORECASE)
_INFO = frozenset(
    "info-box infobox fact-box factbox callout note-box tip-box notice-box admonition box-info "
    "wp-block-callout".split()
)
_LONGEST_QUOTE = 1200
_LONGEST_BOX = 1500


class Boxes:
    """Writes what stands apart in one article; `blocks` writes what an element holds."""

    def __init__(self, blocks: Callable[[Tag], list[str]]) -> None:
        self.blocks = blocks

    def by_name(self, node: Tag) -> Callable[[Tag], list[str]] | None:
        """Return what writes a box that only its names tell, None for any other."""
        if node.name not in {"div", "figure", "section"}:
            return None
        names = node.names
        if node.name == "div":
            if own := own_class(node):
                return lambda div: self.held(div, "div", own)
            names = f"{names} {node.get('type') or ''}"
        if not names.strip():
            return None
        if _PULL.search(names):
            return lambda box: self.held(_quoted(box), "aside", "pull")
        if node.name == "div" and _QUOTE.search(names):
            return self.quote if _length(node) < _LONGEST_QUOTE else None
        named = node.name != "figure" and not _INFO.isdisjoint(names.split())
        if named and _length(node) <= _LONGEST_BOX:
            return lambda box: self.held(box, "aside", "info")
        return None

    def quote(self, node: Tag) -> list[str]:
        """Return a quotation, the line that names its source marked."""
        blocks = self.blocks(node)
        if len(blocks) == 1 and blocks[0].startswith("<blockquote"):
            return blocks
        signed = [
            folded(part.text())
            for part in node.below("p", "div", "span", "footer")
            if _SIGNED.search(part.names + part.name)
        ]
        if len(blocks) > 1 and (last := re.fullmatch(r"<p>(.*)</p>", blocks[-1])):
            words = last.group(1)
            if folded(bare(words)) in signed and "<cite>" not in words:
                blocks[-1] = f"<p><cite>{words}</cite></p>"
        # Whether it is so is asked of the whole body (see tongues).
        lang = node.get("lang")
        said = f' lang="{lang}"' if blocks and re.fullmatch(r"[\w-]+", lang, re.ASCII) else ""
        return [f"<blockquote{said}>{''.join(blocks)}</blockquote>"] if blocks else []

    def aside(self, node: Tag) -> list[str]:
        """Return an aside as the kind that its names say, a box of facts else."""
        pull = _QUOTE.search(node.names)
        return self.held(node, "aside", own_class(node) or ("pull" if pull else "info"))

    def held(self, node: Tag, tag: str, kind: str = "") -> list[str]:
        """Return what an element holds inside another one, nothing where it holds nothing."""
        inside = "".join(self.blocks(node))
        named = f' class="{kind}"' if kind else ""
        return [f"<{tag}{named}>{inside}</{tag}>"] if inside else []


def _length(node: Tag) -> int:
    return len(node.words(""))


def _quoted(pull: Tag) -> Tag:
    """Return what a pull quote's box holds: a quotation in it would set it apart twice."""
    quotes = pull.below("blockquote")
    whole = len(quotes) == 1 and quotes[0].words("") == pull.words("")
    return quotes[0] if whole else pull


def own_class(node: Tag) -> str:
    """Return the class of the vocabulary that an element bears, empty where it bears none."""
    names = node.classes
    return next((name for name in names if name in CLASSES.get(node.name, ())), "")
