"""The difference between two PDFs of an issue, written out to be looked at.

Changed pages stand side by side, and one page of HTML tells of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from formatter.errors import UsageError
from formatter.press.compared import Change, Kind, Pair, Rect, compared
from formatter.sight import Sight

if TYPE_CHECKING:
    from PIL.Image import Image

_DOTS = 90.0
# Of a thousand changed pages nobody looks at more, and a disk holds these.
_PICTURES = 300
_GUTTER = 24
_GONE, _COME, _TOUCHED = (214, 64, 52), (36, 150, 74), (232, 150, 20)
_TOLD: dict[Kind, str] = {
    "words": "words are changed",
    "moved": "the same words stand otherwise",
    "look": "it looks otherwise",
    "put in": "it was put in",
    "taken out": "it was taken out",
    "same": "nothing is changed",
}
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --gone: #c8372d; --come: #1d8a45; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0 2rem; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
img { width: 100%; border: 1px solid var(--line); background: #fff; }
del { color: var(--gone); } ins { color: var(--come); text-decoration-thickness: 2px; }
li { margin: .35rem 0; } .aside { color: #777; }
"""


class Told(NamedTuple):
    """What was told of two PDFs: the page of HTML, and whole sentences.

    `changed` are the numbers of the new PDF's pages that aren't as they were, from 1; `pictures`
    are the files of those that are shown.
    """

    page: Path
    changed: tuple[int, ...]
    said: tuple[str, ...]
    pictures: tuple[Path, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing is changed."""
        return len(self.said) == 1 and not self.changed and not self.pictures


def written(old: Path, new: Path, folder: Path) -> Told:
    """Compare two PDFs, and write `difference.html` and a picture a changed page into a folder.

    A picture has the old page at the left and the new one at the right; what went is red, what
    came green, what is otherwise besides orange. The same PDFs give the same bytes. Raises
    UsageError where a PDF can't be read or the folder can't be written, RefusedError for a PDF that
    is too large.
    """
    pairs = compared(old, new)
    changed = [pair for pair in pairs if pair.kind != "same"]
    shown = changed[:_PICTURES]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with Sight(old) as before, Sight(new) as after:
            files = [_picture(before, after, pair, folder) for pair in shown]
        said = tuple(_said(pairs, len(changed) - len(shown)))
        page = folder / "difference.html"
        page.write_text(_html(old.name, new.name, said, changed, files), encoding="utf-8")
    except OSError as why:
        raise UsageError(
            f"The folder {folder} can't be written: {why.strerror or why}.",
            "Give another with -o.",
        ) from why
    numbers = tuple(pair.new + 1 for pair in changed if pair.new is not None)
    return Told(page, numbers, said, tuple(files))


def _said(pairs: Sequence[Pair], unseen: int) -> Iterator[str]:
    kinds = Counter(pair.kind for pair in pairs)
    if set(kinds) <= {"same"}:
        yield f"Nothing is changed on {_count(len(pairs), 'page')}."
        return
    words = sum(len(pair.changes) for pair in pairs)
    parts = [
        f"words are changed on {_count(kinds['words'], 'page')}, in {_count(words, 'place')}"
        if kinds["words"]
        else "",
        f"on {kinds['moved']} the same words stand otherwise" if kinds["moved"] else "",
        f"{kinds['look']} {_are(kinds['look'], 'looks', 'look')} otherwise"
        if kinds["look"]
        else "",
        f"{kinds['put in']} {_are(kinds['put in'], 'was', 'were')} put in"
        if kinds["put in"]
        else "",
        f"{kinds['taken out']} {_are(kinds['taken out'], 'was', 'were')} taken out"
        if kinds["taken out"]
        else "",
        f"{kinds['same']} {_are(kinds['same'], 'is', 'are')} as before" if kinds["same"] else "",
    ]
    told = "; ".join(filter(None, parts))
    yield f"Of {_count(len(pairs), 'page')}: {told}."
    if unseen:
        yield f"The last {_count(unseen, 'changed page')} are told of in words alone."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _are(number: int, one: str, other: str) -> str:
    return one if number == 1 else other


def _title(pair: Pair) -> str:
    if pair.new is None:
        return f"Page {(pair.old or 0) + 1} of the old one"
    before = ""
    if pair.old is not None and pair.old != pair.new:
        before = f", page {pair.old + 1} before"
    return f"Page {pair.new + 1}{before}"


def _picture(before: Sight, after: Sight, pair: Pair, folder: Path) -> Path:
    from PIL import Image

    sides = []
    for sight, number, boxes, colour in (
        (before, pair.old, pair.gone, _GONE),
        (after, pair.new, pair.come, _COME),
    ):
        if number is None:
            continue
        image = sight.picture(number, _DOTS)
        _mark(image, sight.box(number), boxes, colour)
        if sight is after:
            _mark(image, sight.box(number), pair.touched, _TOUCHED)
        sides.append(image)
    width = max(side.width for side in sides)
    height = max(side.height for side in sides)
    made = Image.new("RGB", (2 * width + _GUTTER, height), (128, 128, 128))
    for side, on_right in zip(sides, _places(pair), strict=True):
        made.paste(side, ((width + _GUTTER) * on_right, 0))
    number = pair.new if pair.new is not None else pair.old or 0
    path = folder / f"{'page' if pair.new is not None else 'old-page'}-{number + 1:04}.png"
    _in_few_colours(made).save(path, "PNG", optimize=True)
    return path


def _in_few_colours(image: Image) -> Image:
    """Return a picture of pages with a palette, a third of the bytes, the marks as they were."""
    from PIL import Image as Raster

    marks = [*(_GONE, _COME, _TOUCHED), *map(_pale, (_GONE, _COME, _TOUCHED))]
    found = (image.quantize(256 - len(marks)).getpalette() or [])[: 3 * (256 - len(marks))]
    palette = Raster.new("P", (1, 1))
    palette.putpalette([*found, *(level for mark in marks for level in mark)])
    return image.quantize(palette=palette, dither=Raster.Dither.NONE)


def _pale(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = (255 - 2 * (255 - level) // 5 for level in colour)
    return red, green, blue


def _places(pair: Pair) -> tuple[bool, ...]:
    return tuple(
        on_right for number, on_right in ((pair.old, False), (pair.new, True)) if number is not None
    )


def _mark(image: Image, box: Rect, rects: Sequence[Rect], colour: tuple[int, int, int]) -> None:
    """Tint boxes of a page, as a pen does that lets the letters through, each with a line below."""
    from PIL import Image as Raster
    from PIL import ImageChops

    scale = image.width / max(box[2] - box[0], 1.0)
    tint = Raster.new("RGB", image.size, "white")
    for left, bottom, right, top in rects:
        x, y = int((left - box[0]) * scale) - 1, int((box[3] - top) * scale) - 1
        to_x, to_y = int((right - box[0]) * scale) + 2, int((box[3] - bottom) * scale) + 2
        tint.paste(_pale(colour), (x, y, to_x, to_y))
        tint.paste(colour, (x, to_y - 2, to_x, to_y))
    image.paste(ImageChops.multiply(image, tint))


def _html(
    old: str, new: str, said: Sequence[str], changed: Sequence[Pair], files: Sequence[Path]
) -> str:
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(new)} beside {escape(old)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(new)} beside {escape(old)}</h1>",
        *(f"<p>{escape(sentence)}</p>" for sentence in said),
    ]
    names = [*(file.name for file in files), *[""] * (len(changed) - len(files))]
    for pair, name in zip(changed, names, strict=True):
        title = f"{_title(pair)}: {_TOLD[pair.kind]}"
        parts.append(f"<section><h2>{escape(title)}</h2>")
        if pair.changes:
            parts += ["<ul>", *map(_change, pair.changes), "</ul>"]
        if name:
            parts.append(f'<a href="{name}"><img src="{name}" alt="{escape(title)}"></a>')
        parts.append("</section>")
    return "\n".join([*parts, "</body></html>", ""])


def _change(change: Change) -> str:
    gone = f"<del>{escape(change.old)}</del> " if change.old else ""
    come = f"<ins>{escape(change.new)}</ins> " if change.new else ""
    before = f'<span class="aside">…{escape(change.before)}</span> ' if change.before else ""
    behind = f'<span class="aside">{escape(change.behind)}…</span>' if change.behind else ""
    return f'<li lang="und">{before}{gone}{come}{behind}</li>'
