"""Cards for catalogues, read back by the programs that read them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import fastjsonschema
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts

from formatter.article import About, Article, Book
from formatter.cards import FORMS, card, cards, forms
from formatter.cards.bibtex import escaped
from formatter.cards.csl import csl
from formatter.cards.dublin import dublin
from formatter.errors import UsageError
from formatter.original import Capture, Source
from tests.tools import archived

DC = "{http://purl.org/dc/elements/1.1/}"
ELEMENTS = frozenset(
    "contributor coverage creator date description format identifier language publisher relation "
    "rights source subject title type".split()
)
HOSTILE = "100% “x” & y_z #1 {a} \\b $c ~d ^e </dc:title> \n ER  - \r\n@misc{k,"
BARE = {
    "about": About(),
    "source": Source(),
    "authors": (),
    "url": "",
    "site": "",
    "section": "",
    "published": "",
}
# What CSL 1.0.2 lets stand in an item, as far as an article has it: our own words of its schema.
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {"type": "integer"},
            },
        }
    },
}
TEXT = {"type": "string", "minLength": 1}
NAME = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("family", "given", "literal"), TEXT),
        "static-ordering": {"type": "boolean"},
    },
    "oneOf": [{"required": ["family", "given"]}, {"required": ["literal"]}],
}
VARIABLES = "title container-title section publisher URL DOI language abstract keyword".split()
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["article-newspaper", "webpage"]},
            "id": TEXT,
            "author": {"type": "array", "minItems": 1, "items": NAME},
            "issued": DATE,
            "accessed": DATE,
            **dict.fromkeys(VARIABLES, TEXT),
        },
    },
}
validate: Callable[[Any], Any] = fastjsonschema.compile(SCHEMA)


def single(**changes: object) -> Book:
    return archived.book(archived.article(**changes))


def several() -> Book:
    second = archived.article(title="Bến cũ", url="https://cua-van.example/ben", authors=("Hà My",))
    return archived.book(archived.article(), second, archived.article(**BARE), title="Tuần")


def written(book: Book, form: str) -> str:
    return cards(book, (form,))[form].data.decode()


def bib(book: Book) -> list[dict[str, str]]:
    library = parse_string(written(book, "bibtex"), append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return [
        {field.key: str(field.value) for field in entry.fields}
        | {"kind": entry.entry_type, "key": entry.key}
        for entry in library.entries
    ]


def test_ris_is_read_by_rispy() -> None:
    (entry,) = rispy.loads(written(single(), "ris"))
    assert entry["type_of_reference"] == "NEWS"
    assert entry["title"] == "Người giữ đập & “con nước” <cuối>"
    assert entry["authors"] == ["Trần, Thị Sông", "Lê, An"]
    assert (entry["year"], entry["date"]) == ("2026", "2026/09/28/")
    assert entry["secondary_title"] == "Báo Cửa Vạn"
    assert entry["urls"] == ["https://cua-van.example/giu-dap"]
    assert entry["doi"] == "10.9999/cua-van.12"
    assert entry["access_date"] == "2026/11/25/"
    assert entry["keywords"] == ["đập nước", "mùa khô"]
    assert entry["publisher"] == "Hội Nhà báo Ví Dụ"
    assert entry["abstract"] == "Người giữ đập kể chuyện một mùa nước thấp."
    assert entry["language"] == "vi"
    assert entry["notes"] == ["ark:/99999/cv12"]


def test_bibtex_is_read_by_bibtexparser() -> None:
    (entry,) = bib(single())
    assert entry == {
        "kind": "article",
        "key": "tran2026nguoigiudap",
        "title": "Người giữ đập & “con nước” <cuối>",
        "author": "Trần, Thị Sông and Lê, An",
        "year": "2026",
        "month": "sep",
        "day": "28",
        "urldate": "2026-11-25",
        "url": "https://cua-van.example/giu-dap",
        "journal": "Báo Cửa Vạn",
        "publisher": "Hội Nhà báo Ví Dụ",
        "doi": "10.9999/cua-van.12",
        "langid": "vietnamese",
        "abstract": "Người giữ đập kể chuyện một mùa nước thấp.",
        "keywords": "đập nước, mùa khô",
        "note": "ark:/99999/cv12",
    }


def test_bibtex_tells_a_family_name_from_a_pen_name() -> None:
    made = single(authors=("Trần Thị Sông", "Hà My", "Tôn Nữ Hỷ", "Ludwig van Beethoven"))
    library = parse_string(
        written(made, "bibtex"), append_middleware=[SeparateCoAuthors(), SplitNameParts()]
    )
    names = library.entries[0]["author"]
    assert [(name.first, name.von, name.last) for name in names[:3]] == [
        (["Thị", "Sông"], [], ["Trần"]),
        ([], [], ["{Hà My}"]),
        (["Hỷ"], [], ["Tôn", "Nữ"]),
    ]


def test_csl_agrees_with_its_schema() -> None:
    for book in (single(), several(), single(**BARE), single(title=HOSTILE)):
        told = json.loads(csl(book))
        # Raises where the schema is broken, else gives back what it was given.
        assert validate(told) == told
        assert len(told) == len(book.articles)


def test_csl_keeps_a_vietnamese_name_in_its_order() -> None:
    (item,) = json.loads(csl(single(authors=("Trần Thị Sông", "Hà My"))))
    assert item["author"] == [
        {"family": "Trần", "given": "Thị Sông", "static-ordering": True},
        {"literal": "Hà My"},
    ]
    assert item["issued"] == {"date-parts": [[2026, 9, 28]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 25]]}


def test_two_articles_of_one_identifier_are_two_items() -> None:
    items = json.loads(csl(archived.book(archived.article(), archived.article(title="Bến cũ"))))
    assert len({item["id"] for item in items}) == 2


def test_dublin_core_is_the_form_that_archives_harvest() -> None:
    root = ET.fromstring(dublin(single()))
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    told = [(element.tag.removeprefix(DC), element.text) for element in root]
    assert told == [
        ("title", "Người giữ đập & “con nước” <cuối>"),
        ("creator", "Trần Thị Sông"),
        ("creator", "Lê An"),
        ("subject", "đập nước"),
        ("subject", "mùa khô"),
        ("description", "Người giữ đập kể chuyện một mùa nước thấp."),
        ("publisher", "Hội Nhà báo Ví Dụ"),
        ("date", "2026-09-28T07:30:00+07:00"),
        ("type", "Text"),
        ("identifier", "doi:10.9999/cua-van.12"),
        ("identifier", "ark:/99999/cv12"),
        ("identifier", single().identifier),
        ("source", "https://cua-van.example/giu-dap"),
        ("language", "vi"),
        ("rights", "© 2026 Báo Cửa Vạn"),
        ("rights", "https://giay-phep.example/by/4.0/"),
    ]


def test_dublin_core_has_its_fifteen_elements_and_no_other() -> None:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    for book in (single(), several(), single(**BARE), single(title=HOSTILE)):
        for element in ET.fromstring(dublin(book)):
            assert element.tag.removeprefix(DC) in ELEMENTS
            assert set(element.attrib) <= {lang}
            assert len(element) == 0
            assert element.text


def test_a_book_has_a_card_for_each_article() -> None:
    made = several()
    assert len(rispy.loads(written(made, "ris"))) == 3
    assert [entry["key"] for entry in bib(made)] == [
        "tran2026nguoigiudap",
        "hamy2026bencu",
        "nguoigiudap",
    ]
    assert [item.get("title") for item in json.loads(csl(made))][1] == "Bến cũ"
    sources = ET.fromstring(dublin(made)).findall(f"{DC}source")
    assert [source.text for source in sources] == [
        "https://cua-van.example/giu-dap",
        "https://cua-van.example/ben",
    ]


def test_keys_are_told_apart() -> None:
    twice = archived.book(archived.article(), archived.article())
    assert [e["key"] for e in bib(twice)] == ["tran2026nguoigiudap", "tran2026nguoigiudap-2"]


def test_what_isnt_known_isnt_told() -> None:
    bare = single(**BARE)
    (entry,) = bib(bare)
    assert set(entry) == {"kind", "key", "title", "langid", "abstract"}
    assert entry["kind"] == "misc"
    (item,) = json.loads(csl(bare))
    assert set(item) == {"id", "type", "title", "language", "abstract"}
    (told,) = rispy.loads(written(bare, "ris"))
    assert set(told) == {"type_of_reference", "title", "language", "abstract"}


def test_no_form_is_broken_by_what_a_title_holds() -> None:
    hostile = archived.article(title=HOSTILE, site="Báo {Xóm} & Ấp", about=About(rights=HOSTILE))
    made = archived.book(hostile, archived.article())
    title = " ".join(HOSTILE.split())
    assert rispy.loads(written(made, "ris"))[0]["title"] == title
    assert json.loads(csl(made))[0]["title"] == HOSTILE
    assert (ET.fromstring(dublin(made)).findtext(f"{DC}rights") or "").split() == HOSTILE.split()
    assert len(bib(made)) == 2


def test_latexs_own_signs_are_escaped() -> None:
    assert escaped("a{b}\\ 5% & $1 #2 _x ~y ^z") == (
        r"a\{b\}\textbackslash{} 5\% \& \$1 \#2 \_x \textasciitilde{}y \textasciicircum{}z"
    )


def test_an_address_stays_one_in_bibtex() -> None:
    # The field is verbatim in biblatex: nothing of it is LaTeX's.
    made = single(url="https://cua-van.example/a_b?x=1&y={z}#c", about=About())
    (entry,) = parse_string(written(made, "bibtex")).entries
    assert entry["url"] == "https://cua-van.example/a_b?x=1&y=%7Bz%7D#c"


@pytest.mark.parametrize(
    ("published", "ris_date", "parts"),
    [("2026", "2026///", [2026]), ("2026-09", "2026/09//", [2026, 9]), ("hôm qua", None, None)],
)
def test_a_date_is_no_more_exact_than_known(
    published: str, ris_date: str | None, parts: list[int] | None
) -> None:
    made = single(published=published)
    assert rispy.loads(written(made, "ris"))[0].get("date") == ris_date
    issued = json.loads(csl(made))[0].get("issued")
    assert issued == (parts and {"date-parts": [parts]})


def test_a_files_time_is_no_visit() -> None:
    source = Source(captured=Capture(time="2026-11-25T02:09:07Z", basis="file time"))
    made = single(source=source)
    assert "accessed" not in json.loads(csl(made))[0]
    assert "Y2" not in written(made, "ris")
    assert card(made)["captured"] == ("2026-11-25T02:09:07Z",)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("all", tuple(FORMS)),
        ("ris", ("ris",)),
        ("ris, dc,ris", ("ris", "dc")),
        ("", ()),
    ],
)
def test_the_forms_of_a_flag(said: str, named: tuple[str, ...]) -> None:
    assert forms(said) == named


def test_a_form_there_isnt() -> None:
    with pytest.raises(UsageError, match="no records in a form named marc") as told:
        forms("dc,marc")
    assert "dc, csl, ris, bibtex" in told.value.remedy


@pytest.mark.parametrize("article", [archived.article(), archived.article(**BARE)])
@pytest.mark.parametrize("form", FORMS)
def test_the_same_book_gives_the_same_bytes(article: Article, form: str) -> None:
    book = archived.book(article)
    assert cards(book, (form,)) == cards(archived.book(article), (form,))
