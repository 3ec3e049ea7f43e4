"""Figures: a picture with its caption and credit, however a site has built them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from formatter.clean.captions import LONGEST, MARKED, SHORT, credited
from formatter.clean.chrome import says
from formatter.clean.inline import Words, bare, is_credit
from formatter.clean.paragraphs import lines_of, tidy
from formatter.clean.pictures import Album, pixel
from formatter.clean.soup import Tag, is_inline
from formatter.text.plain import folded

# Boxes of pictures by name: VCCorp's div[type=Photo], VnExpress' tplCaption, MASTERCMS' and Znews'
# tables, WordPress' wp-caption, VTC's expNoEdit.
_BOX = re.compile(
    r"(?:^|[\s_-])(?:figure|wp-caption|tplcaption|picture|photo\w*|image\w*|img\w*|expnoedit|"
    r"contentimg|mastercms_tpl_table|item_slide_show|media|caption|slide\w*|\w*gallery-?item|fig)(?=$|[\s_-])",
    re.IGNORECASE,
)
_OPENING = 40
# What a line under a picture may stand in.
_LINES = frozenset("div span small em i center".split())
# What a screen reader is told of a picture.
_LABELS = frozenset(("photo", "image", "picture", "ảnh", "hình ảnh", "imagen", "bild", "foto"))
# "1/6": a slide's number.
_COUNTER = re.compile(r"\d{1,3}\s*/\s*\d{1,3}")
# How many pictures the gallery has, over the caption.
_COUNT = re.compile(r"\d{1,2}")


class Figures:
    """Finds and writes the figures of one article."""

    def __init__(self, words: Words, album: Album, holders: frozenset[int]) -> None:
        self.words = words
        self.holders = holders
        self.album = album
        self._seen: dict[str, str] = {}
        # Files by their names with their captions: cut otherwise, the picture is the same one.
        self._cut: set[tuple[str, str]] = set()

    def is_figure(self, node: Tag) -> bool:
        """Say whether an element is a picture with at most its caption."""
        if id(node) not in self.holders:
            return False
        if node.name == "table":
            return _layout_of_picture(node)
        text = len(node.words())
        if node.name == "figure":
            # Never closed, it would hold the story.
            longest = 2 * LONGEST if node.below("figcaption") else LONGEST
            return text < longest and not node.below("table", "pre", "figure")
        if node.below("h1", "h2", "h3", "ul", "ol", "pre", "blockquote"):
            return False
        if _shares_caption(node):
            return True
        if _stands_over_a_line(node):
            return True
        names = f"{node.names} {node.get('type') or ''}"
        return bool(_BOX.search(names)) and text < LONGEST and len(node.below("img")) == 1

    def write(self, node: Tag) -> str:
        """Return the figures of an element that is one, in a gallery if they share a caption."""
        images = [img for img in node.below("img") if not pixel(img)]
        groups = list(_groups(node)) if node.name == "table" else [(images, _captions(node))]
        made = [self.one(group, captions) for group, captions in groups]
        return "".join(made)

    def one(self, images: list[Tag], captions: list[Tag | str]) -> str:
        """Return pictures over one caption: a figure, or a gallery of them."""
        caption = self.caption(captions)
        names = [name for name in dict.fromkeys(self.album.add(img) for img in images) if name]
        fresh = [
            name for name in names if self._seen.get(name, "\0") not in {folded(bare(caption)), ""}
        ]
        if told := folded(bare(caption)):
            files = {name: (self.album.file(name), told) for name in fresh}
            fresh = [name for name in fresh if not files[name][0] or files[name] not in self._cut]
            self._cut.update(files.values())
        if names and not fresh:
            # The same picture with the same words: a gallery repeated for small screens.
            self.words.ledger.enter(
                bare(caption), step="figures", rule="again", reason="the figure stood before"
            )
            return ""
        for name in fresh:
            self._seen[name] = folded(bare(caption))
        tail = f"<figcaption>{caption}</figcaption>" if bare(caption).strip() else ""
        if not fresh:
            return f"<p>{caption}</p>" if tail else ""
        inside = [self._picture(name) for name in fresh]
        if len(inside) == 1:
            return f"<figure>{inside[0]}{tail}</figure>"
        rows = [f"<figure>{picture}</figure>" for picture in inside[:-1]]
        rows.append(f"<figure>{inside[-1]}{tail}</figure>")
        return f'<div class="gallery">{"".join(rows)}</div>'

    def _picture(self, name: str) -> str:
        alt = escape(self.words.ledger.mend(self.album.refs[name].alt))
        return f'<img src="image:{name}" alt="{alt}"/>'

    def caption(self, parts: list[Tag | str]) -> str:
        """Return the caption's words, a line of it once, the credit marked."""
        lines: list[str] = []
        seen: set[str] = set()
        for part in parts:
            spared = self._spares(part)
            for line in self._lines(part):
                letters = folded(bare(line))
                if len(letters) > _OPENING and any(
                    letters[:_OPENING] == other[:_OPENING] for other in seen
                ):
                    # Galleries hold a caption cut short beside the whole one.
                    lines, shorter = _longer(lines, line)
                    self._again(shorter)
                    continue
                if spared and letters:
                    lines.append(line.strip())
                elif _COUNTER.fullmatch(bare(line).strip()) or (
                    len(parts) > 1
                    and part is not parts[-1]
                    and _COUNT.fullmatch(bare(line).strip())
                ):
                    self.words.ledger.enter(
                        bare(line), step="figures", rule="counter", reason="a slide's number"
                    )
                elif folded(bare(line)) in _LABELS and len(parts) > 1:
                    self.words.ledger.enter(
                        bare(line), step="figures", rule="label", reason="a word for what is seen"
                    )
                elif found := says(bare(line).strip()) if len(line) < SHORT else None:
                    self.words.ledger.enter(
                        bare(line), step="figures", rule=found[0], reason=found[1]
                    )
                elif letters and letters in seen and len(letters) > 3:
                    self._again(line)
                elif bare(line).strip():
                    seen.add(letters)
                    lines.append(line.strip())
        return credited(tidy(" ".join(lines)))

    def _spares(self, part: Tag | str) -> bool:
        """Say whether the editor keeps a part of a caption."""
        tags = [part, *part.below()] if isinstance(part, Tag) else []
        numbers = (tag.number for tag in tags)
        return self.words.ledger.spares or self.words.ledger.sparing(numbers) > 0

    def _again(self, line: str) -> None:
        self.words.ledger.enter(
            bare(line), step="figures", rule="again", reason="the caption says it twice"
        )

    def _lines(self, part: Tag | str) -> Iterator[str]:
        """Yield the lines of a caption's part, those of a credit marked."""
        credit = isinstance(part, Tag) and is_credit(part)
        for line in self._plain(part):
            whole = credit and line.strip() and MARKED not in line
            yield f"{MARKED}{line.strip()}</span>" if whole else line

    def _plain(self, part: Tag | str) -> Iterator[str]:
        if not isinstance(part, Tag) or is_inline(part):
            yield from lines_of(self.words.one(part))
            return
        run = ""
        for kid in part.contents:
            if isinstance(kid, Tag) and (not is_inline(kid) or is_credit(kid)):
                yield from lines_of(run)
                run = ""
                yield from self._lines(kid)
            else:
                run += self.words.one(kid)
        yield from lines_of(run)


def _longer(lines: list[str], line: str) -> tuple[list[str], str]:
    """Return the lines with the longer of two tellings in its place, and the shorter one."""
    at = next(
        i
        for i, old in enumerate(lines)
        if folded(bare(old))[:_OPENING] == folded(bare(line))[:_OPENING]
    )
    if len(bare(lines[at])) >= len(bare(line)):
        return lines, line
    shorter = lines[at]
    return [*lines[:at], line.strip(), *lines[at + 1 :]], shorter


def _captions(node: Tag) -> list[Tag | str]:
    """Return the parts of a figure that aren't its pictures, in order."""
    parts: list[Tag | str] = []

    def gather(tag: Tag) -> None:
        for kid in tag.contents:
            if isinstance(kid, Tag):
                if kid.name in {"img", "source"}:
                    continue
                if kid.below("img"):
                    gather(kid)
                else:
                    parts.append(kid)
            elif isinstance(kid, str) and kid.strip():
                parts.append(kid)

    gather(node)
    return parts


def _shares_caption(node: Tag) -> bool:
    """Say whether several pictures stand over one caption and nothing else (zce's layout-image)."""
    captions = node.below("figcaption")
    if len(captions) != 1 or len(node.below("img")) < 2:
        return False
    return captions[0].words("") == node.words("")


def _stands_over_a_line(box: Tag) -> bool:
    """Say whether a box that no name tells holds a picture over a short line, among paragraphs.

    Where prose stands in paragraphs, a line in a box of its own under the picture is the caption.
    """
    if box.name != "div" or box.parent is None or len(box.words()) > SHORT:
        return False
    parts = [kid for kid in box.contents if isinstance(kid, Tag) or kid.strip()]
    over, *under = parts or [""]
    if not isinstance(over, Tag) or over.words() or not under or not all(map(_is_line, under)):
        return False
    if sum(tag.name == "img" for tag in (over, *over.below())) != 1 or not box.words():
        return False
    return sum(kid.name == "p" and bool(kid.words()) for kid in box.parent.tags) > 1


def _is_line(part: Tag | str) -> bool:
    if isinstance(part, str):
        return True
    plain = not part.below("img", "p", "div", "br", "a")
    return part.name == "br" or (part.name in _LINES and plain)


def _layout_of_picture(table: Tag) -> bool:
    """Say whether a table only holds pictures above their captions."""
    if table.below("th", "thead", "table"):
        return False
    rows = table.below("tr")
    pictures = [row for row in rows if row.below("img")]
    text = len(table.words())
    return bool(pictures) and len(rows) <= 2 * len(pictures) and text < LONGEST * len(pictures)


def _groups(table: Tag) -> Iterator[tuple[list[Tag], list[Tag | str]]]:
    """Yield the pictures of a table with the row of words under them."""
    images: list[Tag] = []
    captions: list[Tag | str] = []
    for row in table.below("tr"):
        found = [img for img in row.below("img") if not pixel(img)]
        if found and images:
            yield images, captions
            images, captions = [], []
        images += found
        for cell in row.below("td", "th"):
            captions += _captions(cell) if found else [cell]
    yield images, captions
