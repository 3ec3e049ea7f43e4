"""The faces at hand, what they cover, and what would cover the rest: `formatter fonts`."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from formatter import fonts, foundry, theme, typefile
from formatter.errors import FormatterError
from formatter.fonts import Family
from formatter.foundry import Script

_VOWELS, _TONES = "aăâeêioôơuưy", ("", *"\u0300\u0301\u0303\u0309\u0323")
_OFL = "SIL Open Font License 1.1"
_COPYRIGHT, _LICENCE, _LICENCE_PAGE = 0, 13, 14
# How many fonts of the machine are tried for a script; it may have hundreds.
_TRIED = 8
# What fontconfig calls a plain weight.
_REGULAR = 80
_SECONDS = 10
Asked = Callable[[str], str]


def catalogue(files: Sequence[str] = (), ask: Asked | None = None) -> dict[str, Any]:
    """Return what `formatter fonts` shows, ready for JSON.

    `families` are ours and those of the user's font files: each with its roles in the themes,
    faces, coverage and licence. `missing` are the scripts that none of them has, each with the
    package of Debian that would help, and with the `font` to name for it: one that is on the
    machine where `present` says so. `ask` returns the machine's upright fonts that have a
    character, given in hexadecimal: weight, spacing and file, a line each (without it fontconfig's
    `fc-list` is asked, where there is one). Raises the errors of `formatter.typefile.families`.
    """
    guests = typefile.families(files)
    shipped = [fonts.family(key) for key in fonts.keys()]
    shown = [_entry(family) for family in (*shipped, *guests)]
    had = frozenset().union(*(_coverage(family) for family in (*shipped, *guests)))
    known = foundry.covered(had)
    ask = ask or _machine()
    missing = [_missing(script, ask) for script in foundry.SCRIPTS if script not in known]
    return {"families": shown, "missing": missing}


def text(shown: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a catalogue for a person."""
    for family in shown["families"]:
        roles = "; ".join(f"{role} in {', '.join(of)}" for role, of in family["roles"].items())
        yield f"{family['name']} ({family['key']}){f': {roles}' if roles else ''}"
        faces = ", ".join(_face_words(face) for face in family["faces"])
        yield f"    faces: {faces}"
        yield (
            f"    Vietnamese {family['vietnamese']}/134; {family['characters']} characters; "
            f"{', '.join(family['scripts']) or 'signs'}"
        )
        yield f"    {family['licence']}: {family['licence_file']}"
    if not shown["missing"]:
        return
    yield ""
    yield "What none of them has, and who has it:"
    for script in shown["missing"]:
        where = "on this machine" if script["present"] else f"apt install {script['package']}"
        yield f"    {script['script']} {script['sample']}: {where}"
    wanted = dict.fromkeys(s["package"] for s in shown["missing"] if not s["present"])
    if wanted:
        yield ""
        yield f"Install what you need: apt install {' '.join(wanted)}"
    yield ""
    yield "Then name in formatter.toml those whose scripts you need, or give each with --font:"
    yield "    [fonts]"
    yield "    extra = ["
    by_font: dict[str, list[str]] = {}
    for script in shown["missing"]:
        by_font.setdefault(script["font"], []).append(script["script"])
    for font, scripts in by_font.items():
        yield f'        "{font}",  # {", ".join(scripts)}'
    yield "    ]"


def _entry(family: Family) -> dict[str, Any]:
    coverage = _coverage(family)
    return {
        "key": family.key,
        "name": family.name,
        "yours": family.guest,
        "roles": {} if family.guest else _roles(family.key),
        "faces": [
            {"file": str(face.path), "weight": face.weight, "style": face.style}
            for face in family.faces
        ],
        "vietnamese": sum(ord(c) in coverage for c in letters()),
        "characters": len(coverage),
        "scripts": [script.name for script in foundry.covered(coverage)],
        "licence": _licence(family),
        "licence_file": str(family.licence),
    }


def letters() -> str:
    """Return the 134 letters of Vietnamese that stand outside ASCII."""
    found = [unicodedata.normalize("NFC", v + tone) for v in _VOWELS for tone in _TONES] + ["đ"]
    small = "".join(c for c in found if not c.isascii())
    return small + small.upper()


def _roles(key: str) -> dict[str, list[str]]:
    """Return the roles a family plays, each with the themes in which it does."""
    found: dict[str, list[str]] = {}
    for name in theme.names():
        for role, played in theme.load(name).fonts.items():
            if played == key:
                found.setdefault(role, []).append(name)
    return found


def _coverage(family: Family) -> frozenset[int]:
    if not family.guest:
        return fonts.coverage(family.key)
    return frozenset().union(*(typefile.coverage(face) for face in family.faces))


def _licence(family: Family) -> str:
    if not family.guest:
        return _OFL
    said = partial(typefile.said, family.faces[0])
    first = next(filter(None, map(said, (_LICENCE, _LICENCE_PAGE, _COPYRIGHT))), "")
    return " ".join(first.split())[:100] or "no licence named in the file"


def _face_words(face: dict[str, Any]) -> str:
    return f"{face['weight']}{' italic' if face['style'] == 'italic' else ''}"


def _missing(script: Script, ask: Asked) -> dict[str, Any]:
    usual = foundry.PLACE + script.file
    found = next(filter(partial(_helps, script), (usual, *_candidates(script, ask))), "")
    return {
        "script": script.name,
        "sample": script.sample,
        "package": script.package,
        "font": found or usual,
        "present": bool(found),
    }


def _candidates(script: Script, ask: Asked) -> list[str]:
    """Return fonts of the machine that have the script's first letter, the plainest first."""
    found: list[tuple[bool, float, str]] = []
    for line in ask(f"{ord(script.sample[0]):x}").splitlines():
        weight, spacing, file = line.split("\t", 2)
        heavy = abs(float(weight) - _REGULAR) if weight.replace(".", "", 1).isdigit() else _REGULAR
        # A font alone in its file has number 0 too, which is left out.
        single = not file.lower().endswith((".ttc#0", ".otc#0"))
        found.append((bool(spacing), heavy, file.removesuffix("#0") if single else file))
    return [file for *_, file in sorted(found)[:_TRIED]]


def _helps(script: Script, file: str) -> bool:
    """Say whether a font file can be used and has the script's letters."""
    try:
        families = typefile.families((file,))
    except FormatterError:
        return False
    return script in foundry.covered(_coverage(families[0]))


def _machine() -> Asked:
    """Return what asks the machine's fontconfig, or answers nothing where there is none."""
    program = shutil.which("fc-list")
    if program is None:
        return lambda _: ""

    def ask(code: str) -> str:
        form = "%{weight}\t%{spacing}\t%{file}#%{index}\n"
        try:
            told = subprocess.run(  # noqa: S603  a program of the machine, no words of a page
                [program, f":charset={code}:variable=false:slant=0", "--format", form],
                capture_output=True,
                check=False,
                timeout=_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return told.stdout.decode("utf-8", "replace")

    return ask
