"""The engine's quick start: what it leaves out is still there for who needs it."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
from pathlib import Path

from formatter.render import libraries

PROBE = """
import ctypes.util, sys
search = ctypes.util.find_library
from formatter.render import pdf
assert not {"fontTools.subset", "fontTools.varLib.instancer"} & set(sys.modules), "loaded early"
assert ctypes.util.find_library is search, "left changed"
from weasyprint.pdf import fonts
assert type(fonts.subset.Options(hinting=False)).__module__ == "fontTools.subset"
try:
    fonts.instantiateVariableFont(None, {})
except Exception:
    assert "fontTools.varLib.instancer" in sys.modules
else:
    raise SystemExit("nothing was instanced, and nobody said so")
import fontTools.subset
assert fontTools.subset.Subsetter().glyph_names_requested == set()
print("as it was")
"""


def test_modules_left_out_come_when_they_are_called() -> None:
    here = Path(__file__).parents[2]
    made = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=here, capture_output=True, text=True, check=False
    )
    assert (made.stdout, made.stderr, made.returncode) == ("as it was\n", "", 0)


def test_libraries_are_not_searched_for_inside() -> None:
    search = ctypes.util.find_library
    with libraries.quick_start():
        assert (ctypes.util.find_library("pango-1.0") is None) == (sys.platform == "linux")
    assert ctypes.util.find_library is search
