"""Pages with the truth of each: sets as others publish them, and our own corpus."""

from __future__ import annotations

import gzip
import html
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.scores import Text, plain, read

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests/corpus"
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)")
_MADE_OF = {
    "h": "h2",
    "caption": "figcaption",
    "item": "li",
    "term": "dt",
    "meaning": "dd",
    "quote": "blockquote",
    "code": "pre",
    "note": "li",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what a reader finds in it; `built` says that objects are told, not words alone."""

    name: str
    markup: str
    truth: Text
    built: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """A set of pages, and what its readers call it."""

    name: str
    cases: tuple[Case, ...]


def load(folder: Path | None) -> Pages:
    """Return the set in a folder, without one our own corpus.

    A folder holds, as article-extraction-benchmark has it, `ground-truth.json` and `html/`; or,
    as Mozilla's Readability has it, `*/source.html` with `*/expected.html`; or `NAME.html` with
    `NAME.truth.html`. Raises ValueError where it holds none of these.
    """
    if folder is None:
        return Pages(name="our corpus", cases=tuple(_corpus()))
    for form in (_benchmark, _mozilla, _beside):
        if cases := tuple(form(folder)):
            return Pages(name=_NAMES.get(form.__name__) or folder.name, cases=cases)
    raise ValueError(f"{folder} holds no pages with their truth: see tests/bench/truths.py")


_NAMES = {"_benchmark": "article-extraction-benchmark", "_mozilla": "Readability's test pages"}


def _benchmark(folder: Path) -> Iterator[Case]:
    told = folder / "ground-truth.json"
    rows = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
    for name, row in rows.items():
        markup = _text(folder / "html" / f"{name}.html.gz")
        truth = plain(row["articleBody"])
        yield Case(name=name, markup=markup, truth=truth, built=False)


def _mozilla(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*/source.html")):
        truth = read(_text(path.with_name("expected.html")))
        yield Case(name=path.parent.name, markup=_text(path), truth=truth, built=True)


def _beside(folder: Path) -> Iterator[Case]:
    for told in sorted(folder.glob("*.truth.html")):
        name = told.name.removesuffix(".truth.html")
        markup = _text(told.with_name(f"{name}.html"))
        yield Case(name=name, markup=markup, truth=read(_text(told)), built=True)


def _corpus() -> Iterator[Case]:
    for told in sorted(CORPUS.glob("*.expect.toml")):
        path = CORPUS / told.name.replace(".expect.toml", ".html")
        if not path.exists():
            continue  # a text as it was copied
        story = tomllib.loads(told.read_text(encoding="utf-8"))["story"]
        pieces = "".join(_piece(kind.rstrip("?"), words) for kind, words in story)
        yield Case(name=path.stem, markup=_text(path), truth=read(pieces), built=True)


def _piece(kind: str, words: str) -> str:
    if kind == "embed":
        return ""  # the card's words are ours, no page's
    tag = _MADE_OF.get(kind, "p")
    return f"<{tag}>{html.escape(words, quote=False)}</{tag}>"


def _text(path: Path) -> str:
    """Return a page as text: UTF-8, or as it declares."""
    raw = path.read_bytes()
    data = gzip.decompress(raw) if path.suffix == ".gz" else raw
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    declared = [found.decode() for found in _CHARSET.findall(data[:4096])[:1]]
    for charset in ("utf-8", *declared):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")
