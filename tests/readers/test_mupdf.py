"""MuPDF, which many small readers are built on, shows each word of a book, in order."""

from __future__ import annotations

import difflib
import io
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from formatter import theme
from tests.readers import everything

_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
# Stands where MuPDF sets the sign or number of an item of a list.
_ITEM = "\ue000"
_MARKER = r"(?:[•○■]|[0-9a-z]{1,4}\.)"


def draw(epub: bytes, folder: Path, *how: str) -> tuple[str, str]:
    """Return what mutool writes and what it complains of."""
    path = folder / "book.epub"
    path.write_bytes(epub)
    command = ["mutool", "draw", *how, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return done.stdout.decode(), done.stderr.decode()


def letters(text: str) -> str:
    return "".join(text.split())


def expected(epub: bytes) -> str:
    """Return the letters of the documents of the spine, in order."""
    with zipfile.ZipFile(io.BytesIO(epub)) as file:
        package = ET.fromstring(file.read("EPUB/content.opf"))
        names = {item.get("id"): item.get("href") for item in package.iter(f"{_OPF}item")}
        documents = [
            ET.fromstring(file.read(f"EPUB/{names[one.get('idref')]}"))
            for one in package.iter(f"{_OPF}itemref")
        ]
    return "".join(letters("".join(_shown(one).itertext())) for one in documents)


def _shown(document: ET.Element) -> ET.Element:
    body = document.find(f"{_XHTML}body")
    assert body is not None
    for part in body.findall(f"{_XHTML}main"):
        for nav in part.findall(f"{_XHTML}nav[@hidden]"):
            part.remove(nav)
    for table in body.iter(f"{_XHTML}table"):
        # It sets a table's caption below it.
        for caption in table.findall(f"{_XHTML}caption"):
            table.remove(caption)
            table.append(caption)
    for story in body.iter(f"{_XHTML}article"):
        for item in story.iter(f"{_XHTML}li"):
            item.text = _ITEM + (item.text or "")
    return body


@pytest.mark.parametrize("style", theme.names())
def test_each_word_is_shown_in_order(style: str, tmp_path: Path) -> None:
    epub = everything.made(style)
    # A page so tall that no row of a table is cut in two, whose cells would be read across.
    text, said = draw(epub, tmp_path, *"-F text -W 450 -H 3000".split())
    want, got = expected(epub), letters(text)
    pattern = re.escape(want).replace(_ITEM, _MARKER)
    assert re.fullmatch(pattern, got), _difference(want, got)
    # The sheet for newer engines is one that it may drop.
    assert [line for line in said.splitlines() if "css/book.css" in line] == []


def _difference(want: str, got: str) -> str:
    matcher = difflib.SequenceMatcher(None, want, got, autojunk=False)
    return "; ".join(
        f"{want[max(0, i - 12) : i]}[{want[i:j]}→{got[k:m]}]"
        for how, i, j, k, m in matcher.get_opcodes()
        if how != "equal" and want[i:j] != _ITEM
    )


@pytest.mark.parametrize("style", theme.names())
def test_every_page_has_ink_and_none_runs_out_of_it(style: str, tmp_path: Path) -> None:
    draw(everything.made(style), tmp_path, "-o", f"{tmp_path}/%d.png", *"-W450 -H600 -S14".split())
    pages = sorted(tmp_path.glob("*.png"), key=lambda path: int(path.stem))
    assert len(pages) > 15
    for path in pages:
        with Image.open(path) as page:
            grey = page.convert("L")
        ink = ImageChops.invert(grey).getbbox()
        assert ink is not None, f"page {path.stem} is empty"
        assert ink[0] > 10, f"page {path.stem} begins at {ink}"
        assert ink[2] < grey.width - 10, f"page {path.stem} ends at {ink}"
