"""What an archive's PDF says of itself to machines, read back from the file."""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from formatter import profile, theme
from formatter.article import About, Book
from formatter.original import Source
from formatter.provenance import TOOL
from formatter.render import schemas, xmp
from formatter.render.pdf import to_pdf
from tests.tools import archived

BOOK = theme.load("book")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
OWN = f"{{{schemas.ORIGIN}}}"
SCHEMA, PROPERTY, FIELD = (
    f"{{http://www.aiim.org/pdfa/ns/{name}#}}" for name in ("schema", "property", "field")
)
# What XMP itself defines (XMP specification of 2005, chapter 4), and PDF/A.
DEFINED = {
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.adobe.com/xap/1.0/rights/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
}


@cache
def file(*, several: bool = False) -> bytes:
    articles = [archived.article()]
    if several:
        second = archived.article(title="Bến cũ", url="https://cua-van.example/ben", language="en")
        articles.append(second)
    made = archived.book(*articles, title="Tuần trên sông" if several else "")
    return to_pdf(made, BOOK, profile.load("archive")).data


def read(*, several: bool = False) -> Any:
    with pikepdf.open(io.BytesIO(file(several=several))) as pdf:
        return dict(pdf.open_metadata().items())


def tree(made: Book, **said: Any) -> ET.Element:
    packet = xmp.packet(made, BOOK, **said)
    return ET.fromstring(f'<rdf:RDF xmlns:rdf="{RDF[1:-1]}">{packet}</rdf:RDF>')


def test_every_field_of_dublin_core_is_read_back() -> None:
    said = read()
    assert {name.removeprefix(DC): said[name] for name in said if name.startswith(DC)} == {
        "title": "Người giữ đập & “con nước” <cuối>",
        "creator": ["Trần Thị Sông", "Lê An"],
        "subject": {"đập nước", "mùa khô"},
        "description": "Người giữ đập kể chuyện một mùa nước thấp.",
        "publisher": {"Hội Nhà báo Ví Dụ"},
        "date": ["2026-09-28T07:30:00+07:00"],
        "type": {"Text"},
        "format": "application/pdf",
        "identifier": "doi:10.9999/cua-van.12",
        "source": "https://cua-van.example/giu-dap",
        "language": {"vi"},
        "relation": {"https://doi.org/10.9999/cua-van.12", "https://n2t.net/ark:/99999/cv12"},
        "rights": "© 2026 Báo Cửa Vạn",
    }


def test_a_title_is_told_in_its_language() -> None:
    titles = tree(archived.book()).findall(f".//{DC}title/{RDF}Alt/{RDF}li")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [title.get(lang) for title in titles] == ["x-default", "vi"]


def test_the_other_vocabularies() -> None:
    said = read()
    assert said["{http://purl.org/dc/terms/}bibliographicCitation"].startswith("Trần Thị Sông và")
    assert said["{http://purl.org/dc/terms/}license"] == "https://giay-phep.example/by/4.0/"
    prism = "{http://prismstandard.org/namespaces/basic/2.0/}"
    assert said[f"{prism}publicationName"] == "Báo Cửa Vạn"
    assert said["{http://ns.adobe.com/xap/1.0/}CreatorTool"] == TOOL
    rights = "{http://ns.adobe.com/xap/1.0/rights/}"
    assert said[f"{rights}WebStatement"] == "https://giay-phep.example/by/4.0/"
    assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"


def test_dates_are_the_captures() -> None:
    said = read()
    space = "{http://ns.adobe.com/xap/1.0/}"
    dates = {said[f"{space}{name}"] for name in ("CreateDate", "ModifyDate", "MetadataDate")}
    assert dates == {"2026-11-25T02:09:07Z"}


def test_the_source_is_told_to_the_byte() -> None:
    (page,) = tree(archived.book()).findall(f".//{OWN}sources/{RDF}Seq/{RDF}li")
    told = {field.tag.removeprefix(OWN): field.text for field in page}
    original = archived.original()
    assert told == {
        "article": "1",
        "title": "Người giữ đập & “con nước” <cuối>",
        "canonical": "https://cua-van.example/giu-dap",
        "asked": original.asked,
        "final": original.url,
        "captured": "2026-11-25T02:09:07Z",
        "basis": "observed",
        "sha256": original.sha256,
        "name": "giu-dap.html",
        "rule": "cuavan 2",
        "rights": "© 2026 Báo Cửa Vạn",
        "license": "https://giay-phep.example/by/4.0/",
        "identifiers": "doi:10.9999/cua-van.12 ark:/99999/cv12",
    }


def test_what_made_the_file_is_told_with_versions() -> None:
    said = read()
    assert said[f"{OWN}tool"] == TOOL
    assert said[f"{OWN}theme"] == BOOK.edition == "book 1, base 1"
    assert said[f"{OWN}profile"] == "archive"


def test_a_book_tells_the_source_of_each_article() -> None:
    said = read(several=True)
    assert said[f"{DC}language"] == {"vi", "en"}
    assert said[f"{DC}source"].split() == [
        "https://cua-van.example/giu-dap",
        "https://cua-van.example/ben",
    ]
    assert said[f"{DC}description"].startswith("2 bài: Người giữ đập")
    assert said[f"{DC}identifier"].startswith("urn:uuid:")
    made = archived.book(archived.article(), archived.article(title="Bến cũ"), title="Tuần")
    pages = tree(made).findall(f".//{OWN}sources/{RDF}Seq/{RDF}li")
    assert [page.findtext(f"{OWN}article") for page in pages] == ["1", "2"]


@pytest.mark.parametrize("universal", [0, 1])
@pytest.mark.parametrize(
    "made",
    [
        archived.book(),
        archived.book(archived.article(), archived.article(title="Bến cũ"), title="Tuần"),
        archived.book(archived.article(about=About(), source=Source(), authors=(), url="")),
    ],
)
def test_every_property_that_xmp_doesnt_define_is_declared(made: Book, universal: int) -> None:
    told = tree(made, created="2026-11-25T02:09:07Z", universal=universal)
    declared = {
        f"{{{schema.findtext(f'{SCHEMA}namespaceURI')}}}{named.text}"
        for schema in told.iter(f"{RDF}li")
        if schema.find(f"{SCHEMA}schema") is not None
        for named in schema.iter(f"{PROPERTY}name")
    }
    used = {element.tag for description in told for element in description}
    assert {tag for tag in used if tag[1:].partition("}")[0] not in DEFINED} <= declared
    fields = {named.text for named in told.iter(f"{FIELD}name")}
    pages = told.findall(f".//{OWN}sources/{RDF}Seq/{RDF}li")
    assert {field.tag.removeprefix(OWN) for page in pages for field in page} <= fields


def test_nothing_is_said_of_what_isnt_known() -> None:
    bare = archived.article(about=About(), source=Source(), authors=(), url="", site="")
    told = tree(archived.book(bare))
    assert not [element.tag for element in told.iter() if element.tag.endswith("}asked")]
    assert told.find(f".//{DC}rights") is None
    assert told.find(f".//{DC}publisher") is None
    assert told.find(f".//{OWN}sources") is None


def test_signs_that_xml_forbids_are_left_out() -> None:
    title = "Bến\x00 \x0bcũ\ufffe ]]> <a>"
    told = tree(archived.book(archived.article(title=title)))
    assert told.findtext(f".//{DC}title/{RDF}Alt/{RDF}li") == "Bến cũ ]]> <a>"
