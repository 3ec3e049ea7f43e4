"""The reader of issue files: what a whole one says, and what is said of each mistake."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from formatter.digest import read
from formatter.digest.keys import KEYS
from formatter.errors import UsageError
from formatter.issue import (
    Colophon,
    Contents,
    Cover,
    Cut,
    Illustration,
    Index,
    Issue,
    Masthead,
    Piece,
)

WHOLE = """\
[issue]
title = "Cửa Sông"
subtitle = "Số mùa nước nổi"
number = 47
date = 2026-11-22
language = "vi"
publisher = "Thư viện huyện"
editors = ["Lê Thu", " Trần Nam "]
isbn = "978-3-16-148410-0"
issn = "2049-3630"
licence = "CC BY 4.0"
theme = "book"
page = "A5"
target_pages = 48
multiple_of = 16
fillers = ["notes", "nha.png"]
[cover]
image = "bia.jpg"
template = "framed"
text = ["Một", "Hai"]
[masthead]
title = "CỬA SÔNG"
motto = "Đọc chậm"
left = "trái"
right = "phải"
image = "bia.jpg"
[toc]
depth = 2
leads = true
title = "Trong số này"
[notes]
links = "endnote"
[index]
people = ["Lê Thị Lài = chị Lài"]
places = ["Gò Tràm"]
sources = true
[colophon]
text = "In tại nhà."
lines = { "Trình bày" = "Trần  Nam" }
[[section]]
title = "Miền sông nước"
intro = '''
Nước lên.
'''
color = "#0F5"
[[section.article]]
source = "a.html"
title = "Người giữ đò"
kicker = "Ký sự"
standfirst = "Ba đời chèo một bến."
byline = ["Lê Thu", "Trần Nam"]
cut = { words = 400 }
pull_quotes = [
  "một",
  "hai",
]
images.keep = ["x.jpg"]
images.lead = "x.jpg"
columns = 3
span = 2
note = "Bài đã lược."
credit = "Theo báo"
licence = "CC BY 4.0"
priority = 5
keep = [12, "một câu"]
drop = [7]
[section.article.images.captions]
"x.jpg" = "Chuyến cuối"
[[section]]
[[section.article]]
source = "https://bao.example/b"
cut.until = "Trở lại bến"
"""


def folder(path: Path) -> Path:
    for name in ("a.html", "b.html", "bia.jpg", "nha.png"):
        (path / name).write_bytes(b"<p>")
    (path / "ngan").mkdir()
    return path


def issue(place: Path, text: str, name: str = "so.toml") -> Path:
    path = folder(place) / name
    path.write_text(text, encoding="utf-8")
    return path


def at(start: str) -> int:
    """Return the number of the first line of the whole file that begins so."""
    lines = enumerate(WHOLE.splitlines(), start=1)
    return next(number for number, line in lines if line.startswith(start))


def test_all_that_a_file_may_say(tmp_path: Path) -> None:
    made = read(issue(tmp_path, WHOLE))
    first, second = made.pieces
    assert (first.place, second.place) == (at("[[section.article]]"), at('source = "https') - 1)
    assert first.line("source") == at('source = "a.html"')
    assert first.line("pull_quotes.1") == at('  "hai",')
    assert first.line("images.captions.x.jpg") == at('"x.jpg" =')
    assert first.line("images.drop") == first.place
    assert second.line("cut.until") == at("cut.until")
    assert made == Issue(
        title="Cửa Sông",
        subtitle="Số mùa nước nổi",
        number=47,
        date="2026-11-22",
        language="vi",
        publisher="Thư viện huyện",
        editors=("Lê Thu", "Trần Nam"),
        isbn="978-3-16-148410-0",
        issn="2049-3630",
        licence="CC BY 4.0",
        theme="book",
        page="A5",
        target_pages=48,
        multiple_of=16,
        fillers=("notes", "nha.png"),
        links="endnote",
        cover=Cover(image="bia.jpg", template="framed", text=("Một", "Hai")),
        masthead=Masthead(
            title="CỬA SÔNG", motto="Đọc chậm", left="trái", right="phải", image="bia.jpg"
        ),
        contents=Contents(depth=2, leads=True, title="Trong số này"),
        index=Index(people=("Lê Thị Lài = chị Lài",), places=("Gò Tràm",), sources=True),
        colophon=Colophon(lines=(("Trình bày", "Trần Nam"),), text="In tại nhà."),
        departments=made.departments,
    )
    assert [(d.title, d.intro, d.color) for d in made.departments] == [
        ("Miền sông nước", "Nước lên.", "#00ff55"),
        ("", "", ""),
    ]
    assert first == Piece(
        source="a.html",
        title="Người giữ đò",
        kicker="Ký sự",
        standfirst="Ba đời chèo một bến.",
        byline="Lê Thu, Trần Nam",
        cut=Cut(words=400),
        pull_quotes=("một", "hai"),
        images=Illustration(keep=("x.jpg",), lead="x.jpg", captions={"x.jpg": "Chuyến cuối"}),
        columns=3,
        span=2,
        note="Bài đã lược.",
        credit="Theo báo",
        licence="CC BY 4.0",
        priority=5,
        keep=(12, "một câu"),
        drop=(7,),
        place=first.place,
        places=first.places,
    )
    assert second.cut == Cut(until="Trở lại bến")


def test_json_says_the_same(tmp_path: Path) -> None:
    of_toml = read(issue(tmp_path, WHOLE))
    table = tomllib.loads(WHOLE)
    table["issue"]["date"] = "2026-11-22"
    table["$schema"] = "issue.schema.json"
    path = tmp_path / "so.json"
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
    of_json = read(path)
    assert of_json.pieces[0].line("title") > of_json.pieces[0].line("source")

    def bare(made: Issue) -> list[Any]:
        return [
            (piece.source, piece.cut, piece.images, piece.keep, piece.byline)
            for piece in made.pieces
        ]

    assert bare(of_json) == bare(of_toml)
    assert of_json.colophon == of_toml.colophon
    assert of_json.date == of_toml.date


def test_a_theme_of_the_user_s_own_is_looked_for_from_the_file(tmp_path: Path) -> None:
    own = tmp_path / "mau"
    own.mkdir()
    (own / "theme.toml").write_text('inherit = "book"\n', encoding="utf-8")
    made = read(issue(tmp_path, LEAST.replace("[issue]", '[issue]\ntheme = "./mau"')))
    assert made.theme == str(tmp_path / "mau")
    text = LEAST.replace("[issue]", '[issue]\ntheme = "./mau"') + '[cover]\ntemplate = "song"\n'
    path = tmp_path / "bia.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="draws no cover song"):
        read(path)
    (own / "issue-print.css").write_text(".cover.song { color: red }", encoding="utf-8")
    assert read(path).cover.template == "song"


LEAST = """\
[issue]
title = "T"

[[section]]

[[section.article]]
source = "a.html"
"""


def put(line: str, under: str = "[[section.article]]") -> str:
    """Return the least file with a line more, at the end of a table."""
    if under == "[issue]":
        return LEAST.replace('title = "T"\n', f'title = "T"\n{line}\n')
    if under == "[[section]]":
        return LEAST.replace("[[section]]\n", f"[[section]]\n{line}\n")
    return f"{LEAST}{line}\n"


# What is wrong, the line it is told with, what is said of it, and of what could be written.
MISTAKES: dict[str, tuple[str, int, str, str]] = {
    "nothing": ("", 1, "The file has no issue", "Write [issue]"),
    "no section": ('[issue]\ntitle = "T"\n', 1, "no section", "[[section]]"),
    "no title": (LEAST.replace('title = "T"', ""), 1, "[issue] has no title", 'title = "'),
    "empty title": (LEAST.replace('"T"', '" "'), 2, "title is empty", "text on one line"),
    "title in lines": (LEAST.replace('"T"', '"T\\nU"'), 2, "title is “T U”", "on one line"),
    "title a number": (LEAST.replace('"T"', "7"), 2, "title is 7", 'as title = "'),
    "no article": ('[issue]\ntitle="T"\n[[section]]\ntitle = "S"\n', 3, "no article",
                   "[[section.article]]"),
    "no source": (put('kicker = "K"').replace('source = "a.html"', ""), 6, "no source",
                  'source = "bai.html"'),
    "unknown table": (f"{LEAST}[covr]\n", 8, "no key covr", "Is it [cover]?"),
    "table of another name": (f"{LEAST}[imprint]\n", 8, "no key imprint", "Is it [colophon]?"),
    "article in no section": (f'{LEAST}[[article]]\nsource = "b.html"\n', 8,
                              "stands in no section", "[[section.article]]"),
    "key of another table": (put('kicker = "K"', "[issue]"), 3, "[issue] has no key kicker",
                             "belongs to [[section.article]]"),
    "key of several tables": (put("depth = 1", "[issue]"), 3, "no key depth", "[contents]"),
    "key at the top": (f'motto = "x"\n{LEAST}', 1, "The file has no key motto", "[masthead]"),
    "near a key": (put('kiker = "K"'), 8, "no key kiker", "Is it kicker?"),
    "another's word": (put('sapo = "K"'), 8, "no key sapo", "Is it standfirst?"),
    "pages": (put("pages = 8", "[issue]"), 3, "no key pages", "Is it target_pages?"),
    "far from all": (put("zzz = 1"), 8, "no key zzz", "There are source, title"),
    "section in one bracket": ('[issue]\ntitle="T"\n[section]\ntitle="S"\n', 3,
                               "section is a table", "[[section]], in two brackets"),
    "sections in one bracket": ('[issue]\ntitle="T"\n[section]\n[section]\n', 4, "isn't TOML",
                                "[[section]], in two brackets"),
    "article in one bracket": ('[issue]\ntitle="T"\n[[section]]\n[section.article]\nsource="a"',
                               4, "article is a table", "[[section.article]]"),
    "issue in two brackets": (LEAST.replace("[issue]", "[[issue]]"), 1, "issue is a list",
                              "Write [issue]"),
    "number in words": (put('number = "bốn"', "[issue]"), 3, "number is “bốn”",
                        "a whole number from 0 to"),
    "number below": (put("number = -1", "[issue]"), 3, "number is -1", "as number = 47"),
    "number true": (put("number = true", "[issue]"), 3, "number is true", "whole number"),
    "no such day": (put('date = "2026-02-30"', "[issue]"), 3, "date is “2026-02-30”",
                    "as date = 2026-11-22"),
    "day and hour": (put("date = 2026-11-22T08:00:00", "[issue]"), 3, "date is 2026-11-22",
                     "a day that is in the calendar"),
    "day the other way": (put("date = 22-11-2026", "[issue]"), 3, "isn't TOML",
                          "the year, the month"),
    "language in words": (put('language = "tiếng Việt"', "[issue]"), 3, "language is",
                          'as language = "vi"'),
    "isbn": (put('isbn = "978-3-16-148410-1"', "[issue]"), 3, "isbn is", "last figure checks"),
    "issn": (put('issn = "2049-3631"', "[issue]"), 3, "issn is", 'issn = "2049-3630"'),
    "editors a text": (put('editors = "Lê Thu"', "[issue]"), 3, "editors is “Lê Thu”",
                       'editors = ["Lê Thu", "Trần Nam"]'),
    "an editor no text": (put('editors = [\n"Lê Thu",\n 7]', "[issue]"), 5, "editors holds 7",
                          "a list of texts"),
    "theme": (put('theme = "newspapr"', "[issue]"), 3, "no theme named newspapr",
              "Is it newspaper?"),
    "page": (put('page = "a5"', "[issue]"), 3, "page is “a5”. Is it A5?", "one of A3, A4"),
    "multiple": (put("multiple_of = 0", "[issue]"), 3, "multiple_of is 0", "from 1 to 64"),
    "target": (put("target_pages = 30", "[issue]"), 3, "no multiple of 4", "Ask for 28 or 32"),
    "filler": (put('fillers = ["note"]', "[issue]"), 3, "no filler note", "Is it notes?"),
    "filler's file": (put('fillers = ["notes", "nhaa.png"]', "[issue]"), 3, "There is no file",
                      "Is it nha.png?"),
    "cover's file": (f'{LEAST}[cover]\nimage = "bai.jpg"\n', 9, "There is no file",
                     "Is it bia.jpg?"),
    "cover no picture": (f'{LEAST}[cover]\nimage = "a.html"\n', 9, "no picture's file", ".jpeg"),
    "cover without one": (f'{LEAST}[cover]\ntemplate = "full"\n', 9, "drawn around a picture",
                          'template = "type"'),
    "cover unknown": (f'{LEAST}[cover]\ntemplate = "ful"\n', 9, "draws no cover ful",
                      "Is it full?"),
    "contents and toc": (f"{LEAST}[toc]\ndepth = 1\n[contents]\ndepth = 1\n", 8, "are one table",
                         "Keep [contents]"),
    "depth": (f"{LEAST}[toc]\ndepth = 3\n", 9, "depth is 3", "from 0 to 2"),
    "leads": (f'{LEAST}[contents]\nleads = "yes"\n', 9, "leads is “yes”", "true or false"),
    "links": (f'{LEAST}[notes]\nlinks = "footnotes"\n', 9, "Is it footnote?", "endnote, qr, none"),
    "index a text": (f'{LEAST}[index]\npeople = "Lài"\n', 9, "people is “Lài”", "a list of texts"),
    "colophon's lines": (f'{LEAST}[colophon]\nlines = ["x"]\n', 9, "lines is a list",
                         'lines = { "Trình bày"'),
    "colour": (put('color = "đỏ"', "[[section]]"), 5, "color is “đỏ”", 'color = "#0f5c66"'),
    "colour's other name": (put('colour = "#000"', "[[section]]"), 5, "no key colour",
                            "Is it color?"),
    "source's file": (put("").replace("a.html", "aa.html"), 7, "There is no file", "Is it a.html?"),
    "source's folder": (put("").replace("a.html", "x/a.html"), 7, "There is no file",
                        "no folder"),
    "source a folder": (put("").replace("a.html", "ngan"), 7, "is a folder", 'ngan/bai.html"'),
    "source twice": (put('[[section.article]]\nsource = "a.html"'), 9, "stands in section 1",
                     "Take one of the two out"),
    "cut a number": (put("cut = 400"), 8, "cut is 400", "cut = { words = 400 }"),
    "cut empty": (put("cut = {}"), 8, "neither words nor until", "one of the two"),
    "cut both": (put('cut = { words = 4, until = "x" }'), 8, "both words and until", "one of"),
    "cut at none": (put("cut = { words = 0 }"), 8, "words is 0", "from 1 to"),
    "cut's key": (put("cut = { limit = 4 }"), 8, "Cut has no key limit", "Is it words?"),
    "quotes a text": (put('pull_quotes = "x"'), 8, "pull_quotes is “x”", "a list of texts"),
    "a quote empty": (put('pull_quotes = ["x",\n ""]'), 9, "pull_quotes holds empty", "list of"),
    "images a list": (put('images = ["x.jpg"]'), 8, "images is a list", "images = { drop ="),
    "images' key": (put('images = { caption = "x" }'), 8, "Images has no key caption",
                    "Is it captions?"),
    "a caption no text": (put('[section.article.images.captions]\n"x.jpg" = 4'), 9,
                          "captions holds 4", "a table of texts"),
    "picture kept and dropped": (put('images = { keep = ["x"], drop = ["x"] }'), 8,
                                 "“x” stands in keep and in drop", "Keep one"),
    "lead dropped": (put('images = { lead = "x", drop = ["x"] }'), 8, "leads the piece", "drop"),
    "columns": (put("columns = 9"), 8, "columns is 9", "from 0 to 4"),
    "span": (put("columns = 2\nspan = 3"), 9, "span is 3, and the piece has 2", "span = 2"),
    "priority": (put("priority = 10"), 8, "priority is 10", "from 0 to 9"),
    "keep no list": (put("keep = 12"), 8, "keep is 12", 'keep = [12, "một câu trong đó"]'),
    "a block 0": (put("keep = [3, 0]"), 8, "keep holds 0", "by its number from 1"),
    "block kept and dropped": (put("keep = [3]\ndrop = [3]"), 9, "3 stands in keep", "Keep one"),
    "byline a number": (put("byline = 3"), 8, "byline is 3", "a text or a list of texts"),
    "no quotation marks": (put("kicker = Ký sự"), 8, "isn't TOML", 'kicker = "Ký sự"'),
    "colon": (put('kicker: "K"'), 8, "isn't TOML", 'kicker = "K"'),
    "open quotation": (put('kicker = "Ký sự'), 8, "isn't TOML", "closing quotation mark"),
    "key twice": (put('kicker = "K"\nkicker = "L"'), 9, "isn't TOML", "each key"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_its_remedy(tmp_path: Path, name: str) -> None:
    text, line, problem, remedy = MISTAKES[name]
    path = issue(tmp_path, text)
    with pytest.raises(UsageError) as raised:
        read(path)
    why = raised.value
    assert why.exit_code == 2
    assert f"{path}, line {line}" in why.problem, why
    assert problem in why.problem
    assert remedy in why.remedy
    assert why.problem.endswith((".", "?"))
    assert why.remedy.endswith((".", "…", "?"))


def test_more_mistakes_are_told_by_their_lines(tmp_path: Path) -> None:
    path = issue(tmp_path, put('kiker = "K"\npriority = 10\ncolumns = 9'))
    with pytest.raises(UsageError) as raised:
        read(path)
    assert "line 8: " in raised.value.problem
    assert raised.value.remedy.endswith("There are 2 more mistakes: line 9, line 10.")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("[1]", 1, "a list, and no object"),
        ('{"issue": {"title": "T",\n}}', 2, "isn't JSON"),
        ('{"issue": {"title": "T"},\n "issue": {"title": "U"}}', 2, "issue stands there twice"),
        (('{"issue": {"title": "T",\n "number": null}, "section": [{"article":\n'
          '[{"source": "a.html"}]}]}'), 2, "number is null"),
        (('{"issue": {"title": "T"}, "section": [{"article": [\n{"source": "a.html"},\n'
          '{"source": "b.html",\n "prioriti": 3}]}]}'), 4, "no key prioriti"),
    ],
)  # fmt: skip
def test_mistakes_in_json(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = issue(tmp_path, text, "so.json")
    with pytest.raises(UsageError) as raised:
        read(path)
    assert f"line {line}" in raised.value.problem
    assert problem in raised.value.problem


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read") as raised:
        read(tmp_path / "khong.toml")
    assert "digest init" in raised.value.remedy
    path = tmp_path / "so.toml"
    path.write_bytes(b'[issue]\ntitle = "\xff"\n')
    with pytest.raises(UsageError, match="line 2, isn't UTF-8"):
        read(path)
    path.write_bytes(LEAST.replace("a.html", "https://bao.example/a").encode("utf-8-sig"))
    assert read(path).title == "T"


def names(value: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(value))


def test_each_key_of_the_table_is_a_field_of_the_values() -> None:
    rooms = {
        "cover": Cover,
        "masthead": Masthead,
        "contents": Contents,
        "index": Index,
        "colophon": Colophon,
        "section.article.cut": Cut,
        "section.article.images": Illustration,
    }
    for name, value in rooms.items():
        assert tuple(KEYS[name]) == names(value), name
    own = set(names(Piece)) - {"place", "places", "approval"}
    assert set(KEYS["section.article"]) == own
    others = {"cover", "masthead", "contents", "index", "colophon", "departments", "links"}
    assert set(KEYS["issue"]) == set(names(Issue)) - others
