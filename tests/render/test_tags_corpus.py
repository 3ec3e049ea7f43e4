"""The structure of every page's PDF read back: it is the article's own, in each program's order."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from formatter.article import Article
from formatter.render.body import said
from tests.tools import keeping
from tests.tools.printed import body_words
from tests.tools.tagtree import Element, Structure, structure

ALL = {job.name: job for job in keeping.jobs() if len(job.pages) == 1}
# Letters drawn from the right stand in a PDF as they are seen, from the left; readers turn them.
TURNED = {name: job for name, job in ALL.items() if name.startswith("arabic")}
JOBS = {name: job for name, job in ALL.items() if name not in TURNED}
MANY = next(job for job in keeping.jobs() if len(job.pages) > 1)
# The articles of a bound book by their places in it.
BOUND = {
    f"{page.stem} among {MANY.name}": place
    for place, page in enumerate(MANY.pages)
    if not page.stem.startswith("arabic")
}
ARTICLES = [*JOBS, *BOUND]
_MARKER = re.compile(r"[•▪◦]|\d+\.|[a-z]\.")
_BLOCKS = {"p", "li", "td", "th", "div", "dt", "dd", "tr", "ul", "ol", "table", "br", "section"}


def page_of(name: str) -> Path:
    if name in BOUND:
        return MANY.pages[BOUND[name]]
    (page,) = ALL[name].pages
    return page


def told(name: str) -> Structure:
    return _structure(MANY.name if name in BOUND else name)


@cache
def _structure(job: str) -> Structure:
    return structure(keeping.all_made()[job].data)


@cache
def art(name: str) -> Element:
    found = told(name).root.all("Art")
    assert len(found) == (len(MANY.pages) if name in BOUND else 1)
    return found[BOUND.get(name, 0)]


@cache
def article(name: str) -> Article:
    return keeping.article(page_of(name))


@cache
def body(name: str) -> ET.Element:
    book = keeping.book(page_of(name))
    missing = {key for key, image in book.images.items() if image.missing}
    return ET.fromstring(f"<body>{said(article(name).body, missing)}</body>")


def plain(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text.replace("\u2060", "")).split()


def words(el: ET.Element) -> list[str]:
    return plain("".join(_texts(el)))


def _texts(el: ET.Element) -> Iterator[str]:
    yield el.text or ""
    for child in el:
        apart = " " if child.tag in _BLOCKS else ""
        yield apart
        yield from _texts(child)
        yield apart + (child.tail or "")


def unmarked(found: list[str]) -> list[str]:
    return [word for word in found if not _MARKER.fullmatch(word)]


def at(found: list[str], sought: list[str]) -> int:
    """Return where words stand among others, one after the other; -1 where they don't."""
    return next(
        (n for n in range(len(found)) if found[n : n + len(sought)] == sought),
        -1,
    )


def inside(root: ET.Element, *names: str) -> set[ET.Element]:
    """Return all elements in elements of these names, or classes."""
    homes = [el for el in root.iter() if el.tag in names or el.get("class") in names]
    return {el for home in homes for el in home.iter() if el is not home}


@pytest.mark.parametrize("name", ARTICLES)
def test_all_words_are_marked_and_read_in_the_article_s_order(name: str) -> None:
    assert told(name).bare == ()
    assert told(name).unowned == ()
    sought = body_words(ET.tostring(body(name), encoding="unicode")[6:-7])
    sought = [word.replace("\u2060", "") for word in sought]
    found = unmarked(plain(art(name).text))
    assert at(found, sought) > 0


@pytest.mark.parametrize("name", ARTICLES)
def test_headings_have_the_article_s_words_and_no_gaps(name: str) -> None:
    root = body(name)
    boxed = inside(root, "aside")
    heads = [el for el in root.iter() if re.fullmatch("h[2-6]", el.tag)]
    found = [each for each in art(name).walk() if re.fullmatch("H[1-6]", each.role)]
    assert [plain(each.text) for each in found] == [
        plain(article(name).title),
        *(words(el) for el in heads),
    ]
    levels = [int(each.role[1]) for each in told(name).root.walk() if each.role[1:].isdecimal()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for el, each in zip(heads, found[1:], strict=True):
        if el.tag == "h2" and el not in boxed:
            assert each.role == "H2"


@pytest.mark.parametrize("name", ARTICLES)
def test_a_paragraph_is_one_wherever_its_lines_stand(name: str) -> None:
    found = [plain(each.text) for each in art(name).all("P")]
    for el in body(name).iter("p"):
        if sought := words(el):
            assert sought in found
            del found[: found.index(sought) + 1]


@pytest.mark.parametrize("name", ARTICLES)
def test_lists_have_their_items(name: str) -> None:
    root = body(name)
    noted = inside(root, "notes")
    lists = [el for el in root.iter() if el.tag in {"ul", "ol", "dl"} and el not in noted]
    found = art(name).all("L")
    assert len(found) == len(lists)
    for el, each in zip(lists, found, strict=True):
        items = [kid for kid in each.kids if kid.role == "LI"]
        assert each.kids == items
        if el.tag == "dl":
            parts = [(kid.role, plain(kid.text)) for item in items for kid in item.kids]
            roles = {"dt": "Lbl", "dd": "LBody"}
            assert parts == [(roles[child.tag], words(child)) for child in el]
        else:
            bodies = [plain(kid.text) for item in items for kid in item.kids if kid.role == "LBody"]
            assert [unmarked(each) for each in bodies] == [unmarked(words(li)) for li in el]
            assert {str(each.attributes["/ListNumbering"]) == "/None" for item in items} == {
                all(kid.role == "LBody" for kid in item.kids) for item in items
            }


@pytest.mark.parametrize("name", ARTICLES)
def test_tables_have_their_rows_heads_and_captions(name: str) -> None:
    tables = list(body(name).iter("table"))
    found = art(name).all("Table")
    assert len(found) == len(tables)
    for el, each in zip(tables, found, strict=True):
        rows = [[(c.tag.upper(), words(c)) for c in row] for row in el.iter("tr")]
        told_rows = [[(c.role, plain(c.text)) for c in row.kids] for row in each.all("TR")]
        assert [row[: len(want)] for row, want in zip(told_rows, rows, strict=True)] == rows
        assert all(cell == ("TD", []) for row, want in zip(told_rows, rows, strict=True)
                   for cell in row[len(want):])  # fmt: skip
        assert all("/Scope" in head.attributes for head in each.all("TH"))
        captions = [words(caption) for caption in el.iter("caption")]
        assert [plain(kid.text) for kid in each.kids if kid.role == "Caption"] == captions
        assert not captions or each.kids[0].role == "Caption"


@pytest.mark.parametrize("name", ARTICLES)
def test_pictures_have_a_text_and_their_caption(name: str) -> None:
    figures = [el for el in body(name).iter("figure") if el.find(".//img") is not None]
    found = [each for each in art(name).all("Figure") if not each.alt.startswith("QR")]
    assert len(found) >= len(figures)
    for el, each in zip(figures, found, strict=False):
        alts = [" ".join(plain(img.get("alt", ""))) for img in el.iter("img")]
        assert each.alt
        assert all(alt in unicodedata.normalize("NFC", each.alt) for alt in alts)
        captions = [kid for kid in each.kids if kid.role == "Caption"]
        own = [words(caption) for caption in el.iter("figcaption")]
        assert [plain(kid.text) for kid in captions] in ([], own)
        assert not captions or each.parts[-1] is captions[0] or each.parts[0] is captions[0]
        assert "/BBox" in each.attributes


@pytest.mark.parametrize("name", ARTICLES)
def test_notes_are_called_by_links_that_tell_them(name: str) -> None:
    root = body(name)
    items = [li for notes in root.iter("section") for li in notes.iter("li")]
    notes = art(name).all("Note")
    assert [unmarked(plain(note.text)) for note in notes] == [unmarked(words(li)) for li in items]
    assert len({note.identity for note in notes} - {""}) == len(notes)
    by_id = {li.get("id"): " ".join(words(li)) for li in items}
    calls = [a for a in root.iter("a") if a.get("class") == "call"]
    references = [each for each in art(name).all("Reference") if each.kids]
    assert len(references) == len(calls)
    for call, each in zip(calls, references, strict=True):
        (link,) = each.kids
        assert plain(link.text) == words(call)
        for contents in link.links:
            start = unicodedata.normalize("NFC", contents).removesuffix("…")
            assert by_id[call.get("href", "")[1:]].startswith(start)


@pytest.mark.parametrize("name", ARTICLES)
def test_boxes_quotations_and_code_say_what_they_are(name: str) -> None:
    root = body(name)
    for tag, role in {"aside": "Aside", "blockquote": "BlockQuote", "q": "Quote"}.items():
        sought = [words(el) for el in root.iter(tag) if words(el)]
        assert [plain(each.text) for each in art(name).all(role)] == sought
    found = [plain(each.text) for each in art(name).all("Code")]
    assert all(words(el) in found for el in root.iter("pre"))


@pytest.mark.parametrize("name", ARTICLES)
def test_a_run_in_another_language_names_it(name: str) -> None:
    own = article(name).language
    assert art(name).lang in ("", own)
    for el in body(name).iter():
        if el.get("lang", own) != own and words(el):
            found = [each for each in art(name).walk() if each.lang == el.get("lang")]
            assert words(el) in [plain(each.text) for each in found]


@pytest.mark.parametrize("name", JOBS)
def test_running_heads_and_folios_are_no_text(name: str) -> None:
    kinds = {kind for _, kind, _ in told(name).artifacts}
    assert kinds <= {"/Header", "/Footer", "/Pagination", ""}
    for page, kind, run in told(name).artifacts:
        if page and kind == "/Header":
            assert plain(run)


@pytest.mark.parametrize("name", TURNED)
def test_letters_drawn_from_the_right_are_all_in_the_structure(name: str) -> None:
    found = told(name)
    assert (found.bare, found.unowned) == ((), ())
    sought = Counter("".join(words(body(name))))
    assert not sought - Counter("".join(plain(art(name).text)))
    heads = [each for each in art(name).walk() if re.fullmatch("H[1-6]", each.role)]
    assert len(heads) == 1 + sum(re.fullmatch("h[2-6]", el.tag) is not None for el in body(name))


@pytest.mark.parametrize("name", JOBS)
def test_pdfium_and_poppler_read_as_the_structure_does(name: str) -> None:
    data = keeping.all_made()[name].data
    sought = letters(plain(told(name).root.text))
    assert without_heads(name, pdfium(data)) == sought
    assert without_heads(name, poppler(data)) == sought


def letters(found: list[str]) -> str:
    """Return all letters in order.

    A program leaves a long address broken where its line ends, and puts a mark for the hyphen.
    """
    return "".join(unmarked(found)).replace("\ufffe", "-")


def pdfium(data: bytes) -> list[list[str]]:
    with pypdfium2.PdfDocument(data) as document:
        return [plain(page.get_textpage().get_text_range()) for page in document]


def poppler(data: bytes) -> list[list[str]]:
    made = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
    )
    return [plain(page) for page in made.stdout.decode().split("\f")[:-1]]


def without_heads(name: str, pages: list[list[str]]) -> str:
    """Return the letters of all pages but those that are said to be no text, drawn last."""
    found = [letters(page) for page in pages]
    for number, _, run in reversed(told(name).artifacts):
        # No glyph is the whole of a vowel that is drawn in parts.
        sought = re.escape(letters(plain(run))).replace("\ufffd", ".{0,2}")
        before = re.match(f"(.*){sought}", found[number], re.DOTALL)
        after = re.match(f".*{sought}", found[number], re.DOTALL)
        assert before is not None
        assert after is not None
        found[number] = before[1] + found[number][after.end() :]
    return "".join(found)
