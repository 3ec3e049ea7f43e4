"""Fonts of an archive's PDF: the tables that draw, and the letters as they were."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont

from formatter import fonts
from formatter.render import sfnt


def test_letters_are_drawn_as_before_and_nothing_else_is_left() -> None:
    path = fonts.family("source-sans-3").faces[0].path
    whole = path.read_bytes()
    cut = sfnt.drawn(whole)
    assert len(cut) < len(whole)
    with TTFont(path) as before, TTFont(io.BytesIO(cut), checkChecksums=2) as after:
        assert set(after.reader.keys()) <= {
            *("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
        }
        for tag in ("glyf", "loca", "hmtx", "maxp"):
            assert after.reader[tag] == before.reader[tag]
    assert sfnt.drawn(cut) == cut


def test_a_font_of_another_kind_is_left_as_it_is() -> None:
    other = b"OTTO" + bytes(200)
    assert sfnt.drawn(other) is other
