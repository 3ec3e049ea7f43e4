"""A theme of the user's own, begun from another: a folder that inherits, and what may change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from formatter import fonts
from formatter.errors import UsageError
from formatter.theme import ROLES, Theme, load, names
from formatter.written import must_be_writable, write_asked

_NAME = re.compile(r"[^\W_][\w.-]*\Z")
# What is worth changing first, in the order of a page's making.
_OPTIONS: Mapping[str, str] = {
    "drop_cap": "a large first letter in print",
    "drop_cap_color": "and its ink",
    "title_size": "points of a title in print; change it in the style sheet too",
    "picture_height": "the greatest height of a picture, mm",
    "picture_dpi": "a picture with fewer pixels to the inch is set narrower",
    "pitch": "points from line to line of a printed issue; 0 keeps no common grid",
    "columns": "into how many columns a piece of an issue is set",
    "column_gap": "mm between them",
    "cover": "the cover of an issue: full, framed, type, none",
    "hero": "the picture that opens a piece: before, across, beside",
    "front_story": "the first piece stands on the page of the masthead",
    "cover_size": "points of the name on the cover",
    "section_size": "points of a section's title",
}
_SHEETS: Mapping[str, str] = {
    "book.css": """\
/* What the e-book and the printed page have in common: what the words of an article look like.
   Lengths in em, no colours: a reader's own size and night mode go on working. For example:

   h2 { font-size: 1.2em; }
   aside.pull { font-style: normal; font-weight: 700; }
   figcaption { text-align: center; }

   A face is named by its role, "@text", "@head", "@sans", "@mono": theme.toml says which it is. */
""",
    "print.css": """\
/* The printed page of an article or a book of articles. For example:

   @page { margin: 22mm 18mm; }
   body { line-height: 14pt; }
   html { font-size: 9.5pt; }
   article > header h1 { font-size: 26pt; line-height: 34pt; }
   .kicker { color: #8a1c1c; }

   A head needs lines at least 1.25 times its size: Vietnamese capitals bear two marks. */
""",
    "issue-print.css": """\
/* A printed issue, read after print.css: cover, masthead, contents, sections, notes, index. Its
   templates are in templates/issue/ of the theme base: a copy of one here, in the same place, is
   taken instead. For example:

   .masthead h1 { font-size: 54pt; line-height: 70pt; text-align: left; }
   .opener { border-top: 6pt solid; border-color: var(--section); }
   .cover.full .plate { color: #ffe9b0; }
   aside.pull { border-color: var(--section); }

   --section is the colour of a piece's section. Lines stand on a common grid: 1rlh is its pitch,
   margins are multiples of it, and what is between lines is rounded up to whole ones. */
""",
}


def begin(name: str, origin: str, place: Path) -> Path:
    """Write a theme `name` in the folder `place` that inherits from `origin`; return its folder.

    It prints as its origin does until something is changed in it. Raises UsageError where the name
    can't be a folder's or is one of ours, where the folder is there, or where there is no origin.
    """
    if not _NAME.match(name):
        raise UsageError(
            f"{name} can't be the name of a theme.",
            "Give one word of letters, digits, - and _; its folder is called so.",
        )
    if name in names():
        raise UsageError(f"{name} is the name of a theme of ours.", "Give yours a name of its own.")
    parent = load(origin)
    folder = place / name
    if folder.exists():
        raise UsageError(
            f"{folder} is there already.", "Give another name, or another folder with -o."
        )
    must_be_writable(folder)
    ours = parent.name in names() and "/" not in origin and "\\" not in origin
    inherit = parent.name if ours else parent.folders[0].as_posix()
    write_asked(folder / "theme.toml", "".join(_table(name, inherit, parent)).encode(), "-o")
    for sheet, text in _SHEETS.items():
        write_asked(folder / sheet, text.encode(), "-o")
    return folder


def _table(name: str, inherit: str, parent: Theme) -> Iterator[str]:
    yield (
        f'title = "{name}"\n'
        "# Count it up with each change of what it prints: an archive names it.\n"
        "version = 1\n"
        "# All that isn't said here is as in that theme.\n"
        f'inherit = "{inherit}"\n\n'
        "# Take the # from what you want otherwise. The faces that are shipped:\n"
        f"# {', '.join(fonts.keys())}.\n"
        '# A font file of your own for what they lack: extra = ["fonts/My-Font.otf"]\n'
        "[fonts]\n"
    )
    for role in ROLES:
        if role in parent.fonts:
            yield f'# {role} = "{parent.fonts[role]}"\n'
    yield "\n[options]\n"
    for key, told in _OPTIONS.items():
        if key in parent.options:
            yield f"# {key} = {_value(parent.options[key])}  # {told}\n"


def _value(value: Any) -> str:  # noqa: ANN401
    """Return an option as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
