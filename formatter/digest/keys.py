"""The keys of an issue file: the one table that its reader, its schema and its starter are of."""

from __future__ import annotations

from collections.abc import Mapping

from formatter.digest.kinds import Key

# The papers that a page may be of, as CSS Paged Media names them.
PAPERS = ("A3", "A4", "A5", "A6", "B4", "B5", "letter", "legal", "ledger")
LINKS = ("footnote", "endnote", "qr", "none")
COVERS = ("full", "framed", "type", "none")

# By the table's name; the keys of "" are the tables of the file.
KEYS: Mapping[str, Mapping[str, Key]] = {
    "": {
        "issue": Key("table", "What the whole issue is.", "[issue]", needed=True),
        "cover": Key("table", "The cover.", "[cover]"),
        "masthead": Key("table", "The head of the first page.", "[masthead]"),
        "contents": Key("table", "The contents.", "[contents]"),
        "notes": Key("table", "What becomes of links.", "[notes]"),
        "index": Key("table", "Names that the index lists.", "[index]"),
        "colophon": Key("table", "Who made the issue.", "[colophon]"),
        "section": Key("tables", "The sections, in order.", "[[section]]", needed=True),
    },
    "issue": {
        "title": Key("line", "What the issue is called.", '"Điểm báo cuối tuần"', needed=True),
        "subtitle": Key("line", "What stands under the title.", '"Số mùa nước nổi"'),
        "number": Key("count", "Which issue it is; 0 for none.", "47", most=999_999),
        "date": Key("day", "The day it comes out.", "2026-11-22"),
        "language": Key("language", "Of what the issue itself says.", '"vi"'),
        "publisher": Key("line", "Who brings it out.", '"Thư viện huyện"'),
        "editors": Key("texts", "Who edited it.", '["Lê Thu", "Trần Nam"]'),
        "isbn": Key("isbn", "Its number as a book.", '"978-604-0-00000-2"'),
        "issn": Key("issn", "The number of its series.", '"2049-3630"'),
        "licence": Key("line", "How the issue may be used.", '"CC BY 4.0"'),
        "theme": Key("theme", "The dress it is printed in.", '"newspaper"'),
        "page": Key("choice", "Its paper, if not the theme's.", '"A4"', PAPERS),
        "target_pages": Key("count", "How many pages it should have; 0: any.", "48", most=2000),
        "multiple_of": Key("count", "What its pages are a multiple of.", "4", least=1, most=64),
        "fillers": Key("fillers", "What fills its last pages.", '["notes", "nha.png"]'),
    },
    "cover": {
        "image": Key("file", "The picture on the cover.", '"bia.jpg"'),
        "template": Key("word", "How the cover is drawn.", '"full"', COVERS),
        "text": Key("texts", "Lines on the cover.", '["Chợ nổi còn đông", "Đò cuối ngày"]'),
    },
    "masthead": {
        "title": Key("line", "The name, if not the issue's title.", '"Cửa Sông"'),
        "motto": Key("line", "What stands under the name.", '"Đọc chậm, nhớ lâu"'),
        "left": Key("line", "What stands left of the name.", '"Giá 0 đồng"'),
        "right": Key("line", "What stands right of the name.", '"Ra ngày Chủ nhật"'),
        "image": Key("file", "A drawing in place of the name.", '"mang-sec.png"'),
    },
    "contents": {
        "depth": Key("count", "0: none, 1: pieces, 2: their subheads too.", "1", most=2),
        "leads": Key("flag", "Whether leads are shown.", "true"),
        "title": Key("line", "What the contents are called.", '"Trong số này"'),
    },
    "notes": {
        "links": Key("choice", "Where the address of a link stands.", '"footnote"', LINKS),
    },
    "index": {
        "people": Key("texts", "People; other spellings after =.", '["Lê Thị Lài = chị Lài"]'),
        "places": Key("texts", "Places; other spellings after =.", '["Gò Tràm", "Pa Sin"]'),
        "sources": Key("flag", "Whether newspapers are listed.", "true"),
    },
    "colophon": {
        "lines": Key("pairs", "Labels, each with its text.", '{ "Trình bày" = "Trần Nam" }'),
        "text": Key("text", "What closes the issue.", '"In tại nhà, tặng không bán."'),
    },
    "section": {
        "title": Key("line", "What the section is called.", '"Miền sông nước"'),
        "intro": Key("text", "What introduces it; a blank line parts paragraphs.", '"Ba bài…"'),
        "color": Key("color", "The colour of its heads.", '"#0f5c66"'),
        "article": Key("tables", "Its pieces, in order.", "[[section.article]]", needed=True),
    },
    "section.article": {
        "source": Key("source", "The page: a file or an address.", '"bai.html"', needed=True),
        "title": Key("line", "In place of the page's title.", '"Người giữ đò"'),
        "kicker": Key("line", "What stands over the title.", '"Ký sự"'),
        "standfirst": Key("text", "In place of the page's lead.", '"Ba đời chèo một bến."'),
        "byline": Key("names", "In place of the page's authors.", '"Lê Thu"'),
        "cut": Key("table", "Where the piece ends in print.", "{ words = 400 }"),
        "pull_quotes": Key("texts", "Words of the piece, set large.", '["Nước lên thì đò đi"]'),
        "images": Key("table", "Its pictures.", '{ drop = ["thumb.jpg"] }'),
        "columns": Key("count", "In how many columns; 0: the theme's.", "2", most=4),
        "span": Key("count", "Columns that its lead picture crosses.", "2", most=4),
        "note": Key("text", "The editor's note under the piece.", '"Bài đã lược một đoạn."'),
        "credit": Key("text", "Whose the piece is.", '"Theo Báo Cửa Sông"'),
        "licence": Key("line", "How the piece may be used.", '"CC BY 4.0"'),
        "priority": Key("count", "0: stays; 9 is left out before 1.", "5", most=9),
        "keep": Key("blocks", "Blocks of the page that stay.", '[12, "một câu trong đó"]'),
        "drop": Key("blocks", "Blocks of the page that go.", '[7, "một câu khác"]'),
    },
    "section.article.cut": {
        "words": Key("count", "After the paragraph of this word.", "400", least=1, most=999_999),
        "until": Key("line", "Before the paragraph with this phrase.", '"Trở lại bến"'),
    },
    "section.article.images": {
        "keep": Key("texts", "These alone stay.", '["do-ngang.jpg"]'),
        "drop": Key("texts", "These go.", '["thumb.jpg"]'),
        "lead": Key("line", "The one at the head of the piece.", '"do-ngang.jpg"'),
        "captions": Key("pairs", "Captions of ours.", '{ "do-ngang.jpg" = "Chuyến cuối." }'),
    },
}

# Names that a table of the file may have too, and those that people write for our keys.
OTHER_NAMES: Mapping[str, str] = {"toc": "contents"}
MEANT: Mapping[str, str] = {
    "toc": "contents", "sections": "section", "article": "section.article",
    "articles": "article", "piece": "article", "pieces": "article", "story": "article",
    "stories": "article", "footnotes": "notes", "links": "notes", "imprint": "colophon",
    "headline": "title", "name": "title", "sapo": "standfirst", "lead": "standfirst",
    "summary": "standfirst", "deck": "standfirst", "description": "standfirst",
    "author": "byline", "authors": "byline", "by": "byline", "writer": "byline",
    "url": "source", "file": "source", "path": "source", "link": "source", "href": "source",
    "src": "source", "colour": "color", "quotes": "pull_quotes", "pull_quote": "pull_quotes",
    "quote": "pull_quotes", "license": "licence", "rights": "licence", "copyright": "credit",
    "pictures": "images", "image": "images", "photos": "images", "photo": "images",
    "figures": "images", "lang": "language", "editor": "editors", "pages": "target_pages",
    "paper": "page", "size": "page", "format": "page", "no": "number", "issue_number": "number",
    "style": "theme", "template": "theme", "introduction": "intro", "limit": "words",
    "max_words": "words", "max": "words", "before": "until", "end": "until", "hero": "lead",
    "caption": "captions", "exclude": "drop", "remove": "drop", "include": "keep",
    "motto_text": "motto", "slogan": "motto", "persons": "people", "names": "people",
    "level": "depth", "levels": "depth", "label": "kicker", "eyebrow": "kicker",
    "overline": "kicker", "editor_note": "note", "comment": "note",
}  # fmt: skip
