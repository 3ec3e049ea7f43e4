"""Kobo's form of a book: spans around sentences and pictures, and not a letter changed."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter import profile, theme
from formatter.render import kobo
from formatter.render.epub import to_epub
from tests.readers import everything

XHTML = "{http://www.w3.org/1999/xhtml}"


def page(body: str) -> str:
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>a</title></head>'
    return f'{head}<body class="x">{body}</body></html>'


def inner(body: str) -> str:
    made = kobo.spanned(page(body))
    found = re.search(
        r'<body class="x"><div id="book-columns"><div id="book-inner">(.*)</div></div></body>',
        made,
        re.DOTALL,
    )
    assert found
    return re.sub(
        r'<span class="koboSpan" id="kobo\.(\d+\.\d+)">(.*?)</span>', r"[\1 \2]", found[1]
    )


WRITTEN = """
<p>Một. Hai.</p><p>Ba</p>
<p>[1.1 Một. ][1.2 Hai.]</p><p>[2.1 Ba]</p>

<p>Một <b>hai. Ba</b> bốn.</p>
<p>[1.1 Một ]<b>[1.2 hai. ][1.3 Ba]</b>[1.4  bốn.]</p>

<p>a<br/> b</p>
<p>[1.1 a]<br/>[1.2  b]</p>

<figure><img src="a.png" alt="x > y"/><figcaption>Ảnh</figcaption></figure>
<figure>[1.1 <img src="a.png" alt="x > y"/>]<figcaption>[2.1 Ảnh]</figcaption></figure>

<ul> <li>a</li> <li>b</li></ul>
<ul> <li>[1.1 a]</li> <li>[2.1 b]</li></ul>

<pre><code>a. B.  C</code></pre><p>d</p>
<pre><code>a. B.  C</code></pre><p>[1.1 d]</p>

<p>a <svg><text>b. C</text></svg> d</p>
<p>[1.1 a ]<svg><text>b. C</text></svg>[1.2  d]</p>

<p>Sao &lt;thế&gt;? &amp; thôi. Ừ&#160;.</p>
<p>[1.1 Sao &lt;thế&gt;? &amp; thôi. ][1.2 Ừ\u00a0.]</p>

<p>“Mưa?” &quot;Ừ.&quot; Thôi</p>
<p>[1.1 “Mưa?” ][1.2 "Ừ." ][1.3 Thôi]</p>

<!-- a. B. --><p>c</p>
<!-- a. B. --><p>[1.1 c]</p>

<p><a title="1 > 0" href="#x">a</a></p>
<p><a title="1 > 0" href="#x">[1.1 a]</a></p>

<p id="kobo.7.2">a</p>
<p id="kobo.7.2">[8.1 a]</p>

<p> </p>
<p> </p>
"""


@pytest.mark.parametrize("case", WRITTEN.strip().split("\n\n"))
def test_spans(case: str) -> None:
    body, made = case.splitlines()
    assert inner(body) == made


def test_a_document_without_a_body_stays() -> None:
    assert kobo.spanned("<html><head/></html>") == "<html><head/></html>"


_TEXT = st.text(alphabet="aĐ1 .?!…“”&<>\n\u00a0", max_size=12)
_PIECE = st.tuples(st.sampled_from(["p", "b", "li", "pre", "td", "a", "i"]), _TEXT, _TEXT)


@given(st.lists(_PIECE, max_size=6))
def test_no_letter_is_another(pieces: list[tuple[str, str, str]]) -> None:
    body = ET.Element("div")
    for tag, text, tail in pieces:
        element = ET.SubElement(body, tag)
        element.text, element.tail = text, tail
    plain = page(ET.tostring(body, encoding="unicode"))
    made = ET.fromstring(kobo.spanned(plain))
    assert "".join(made.itertext()) == "".join(ET.fromstring(plain).itertext())
    spans = list(made.iter(f"{XHTML}span"))
    assert len({span.get("id") for span in spans}) == len(spans)


def documents(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name: ET.fromstring(book.read(name)) for name in names}


@pytest.fixture(scope="module")
def made() -> bytes:
    rendering = to_epub(everything.book(), theme.load("book"), profile.load("kobo"))
    assert rendering.suffix == ".kepub.epub"
    return rendering.data


def test_a_book_says_what_it_says_in_the_other_form(made: bytes) -> None:
    other = documents(everything.made("book"))
    for name, root in documents(made).items():
        assert "".join(root.itertext()) == "".join(other[name].itertext()), name


def test_all_that_is_read_is_in_spans(made: bytes) -> None:
    whole = {f"{XHTML}pre", f"{XHTML}svg"}
    for name, root in documents(made).items():
        body = root.find(f"{XHTML}body")
        assert body is not None
        assert [child.get("id") for child in body] == ["book-columns"]
        assert [child.get("id") for child in body[0]] == ["book-inner"]
        spans = [e for e in body.iter(f"{XHTML}span") if e.get("class") == "koboSpan"]
        spanned = "".join("".join(span.itertext()) for span in spans)
        apart = "".join("".join(e.itertext()) for e in body.iter() if e.tag in whole)
        everything_read = "".join("".join(body.itertext()).split())
        assert len("".join((spanned + apart).split())) == len(everything_read), name
        pictures = list(body.iter(f"{XHTML}img"))
        assert sum(len(span.findall(f"{XHTML}img")) for span in spans) == len(pictures)
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), name


def test_notes_stay_marked(made: bytes) -> None:
    kind = "{http://www.idpf.org/2007/ops}type"
    english = documents(made)["EPUB/article-003.xhtml"]
    calls = [e for e in english.iter() if e.get(kind) == "noteref"]
    targets = [e for e in english.iter() if e.get(kind) == "endnote"]
    assert [call.get("href") for call in calls] == [f"#{target.get('id')}" for target in targets]
    assert len(calls) == 2


def test_the_same_book_gives_the_same_bytes(made: bytes) -> None:
    again = to_epub(everything.book(), theme.load("book"), profile.load("kobo"))
    assert again.data == made
