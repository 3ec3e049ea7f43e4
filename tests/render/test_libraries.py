"""The engine's quick start: what it leaves out is still there for who needs it."""

from __future__ import annotations

import ctypes.util
import importlib.resources
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import weasyprint
import weasyprint.css

from formatter.clean.vocabulary import ELEMENTS
from formatter.render import libraries

PROBE = """
import ctypes.util, sys
search = ctypes.util.find_library
from formatter.render import pdf
import importlib.resources
files = importlib.resources.files
from PIL import ImageFile
seldom = {"fontTools.subset", "fontTools.ttLib", "fontTools.varLib.instancer"}
assert not seldom & set(sys.modules), "loaded early"
assert ctypes.util.find_library is search, "left changed"
assert importlib.resources.files is files, "left changed"
ImageFile.MAXBLOCK = 65536
assert type(ImageFile) is type(sys) and not ImageFile.LOAD_TRUNCATED_IMAGES, "takes cut pictures"
from weasyprint.html import UA_COUNTER_STYLE
numberings = {"disc", "circle", "square", "decimal", "lower-alpha", "upper-alpha", "lower-roman"}
assert numberings | {"upper-roman"} <= set(UA_COUNTER_STYLE), "a numbering is gone"
assert "thai" not in UA_COUNTER_STYLE, "the quick start does nothing"
from weasyprint.pdf import fonts
from weasyprint.text import fonts as web
try:
    fonts.TTFont(__import__("io").BytesIO(b"no font"))
except fonts.TTLibError:
    assert fonts.TTLibError.__module__ == "fontTools.ttLib", "a stand-in"
else:
    raise SystemExit("no font was read, and nobody said so")
assert fonts.ttFont.getTableModule("glyf").Glyph is not None
assert web.woff2.decompress.__module__ == "fontTools.ttLib.woff2"
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


def test_machine_without_fonts_is_no_matter(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text("<fontconfig></fontconfig>")
    made = subprocess.run(
        [sys.executable, "-c", "from formatter.render import pdf"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (made.stdout, made.stderr) == ("", "")


def test_libraries_are_not_searched_for_inside() -> None:
    search = ctypes.util.find_library
    with libraries.quick_start():
        assert (ctypes.util.find_library("pango-1.0") is None) == (sys.platform == "linux")
    assert ctypes.util.find_library is search


def test_rules_that_are_left_out_meet_no_element_of_ours() -> None:
    whole = (importlib.resources.files("weasyprint.css") / "html5_ua.css").read_text("utf-8")
    with libraries.quick_start():
        lean = (importlib.resources.files(weasyprint.css) / "html5_ua.css").read_text("utf-8")
    assert len(lean) < len(whole) / 2
    names = sorted({*ELEMENTS, "html", "body", "article", "header", "style", "title", "svg"})
    marked = "".join(
        f'<{name} class="x" lang="vi" dir="{way}" type="a" title="x" id="{name}">x'
        f'<ul dir="ltr"><li><a href="#x">x</a></ul></{name}>'
        for name in names
        for way in ("ltr", "rtl")
    )
    for wrapper in ("body", "blockquote dir=rtl", "table", "ol", "dl"):
        page = weasyprint.HTML(string=f"<html><{wrapper}>{marked}</{wrapper.split()[0]}>")
        assert _styled(page, lean) == _styled(page, whole)


def _styled(page: weasyprint.HTML, sheet: str) -> list[dict[str, str]]:
    """Return what a sheet says of each element of a page."""
    matcher = weasyprint.CSS(string=sheet, counter_style={}).matcher
    found = []
    for element in page.wrapper_element.iter_subtree():
        said: dict[str, tuple[Any, str]] = {}
        for specificity, order, pseudo, (declarations, _) in matcher.match(element):
            for name, value, _ in declarations:
                key = f"{pseudo} {name}"
                said[key] = max(said.get(key, ((), "")), ((specificity, order), str(value)))
        found.append({key: value for key, (_, value) in said.items()})
    return found
