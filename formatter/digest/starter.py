"""The issue file that an editor begins with: a list of pages, commented, ready to be filled in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from formatter.digest.schema import NAME


class Found(NamedTuple):
    """A page as the starter lists it: its source, and what its article says of itself."""

    source: str
    title: str = ""
    words: int = 0
    language: str = "vi"
    pictures: tuple[str, ...] = ()


# By the language of most of the articles; other languages have the English one.
_HEAD = {
    "vi": """\
#:schema ./{schema}
# Tệp số báo. Làm thành PDF và EPUB:  formatter digest {file}
# Trình soạn thảo gợi ý khóa nếu có lược đồ:  formatter digest schema > {schema}
# Dòng bắt đầu bằng # là chú thích; bỏ dấu # để dùng.

[issue]
title = "Số báo chưa đặt tên"
# subtitle = "Số mùa nước nổi"
number = 1
# date = 2026-11-22              # ngày ra số, viết năm-tháng-ngày
language = "vi"
# publisher = "Thư viện huyện"
# editors = ["Lê Thu", "Trần Nam"]
# issn = "2049-3630"             # và isbn
# licence = "CC BY 4.0"
theme = "newspaper"              # formatter themes kể hết tên các mẫu
# page = "A4"
multiple_of = 4                  # số trang là bội của 4 thì đóng được thành tập
# target_pages = 48
# fillers = ["notes"]            # trang dư: "notes" (dòng kẻ), "blank", hoặc tệp ảnh của nhà

[cover]
# image = "bia.jpg"
template = "type"                # full, framed, type, none
# text = ["Chợ nổi còn đông", "Đò cuối ngày"]

# [masthead]
# title = "Cửa Sông"
# motto = "Đọc chậm, nhớ lâu"

[contents]
depth = 1                        # 0 không có, 1 các bài, 2 cả tiêu đề giữa bài
leads = true

[notes]
links = "footnote"               # endnote, qr, none

# [index]
# people = ["Lê Thị Lài = chị Lài = bà Lài"]
# places = ["Gò Tràm", "Pa Sin"]
# sources = true

# [colophon]
# lines = {{ "Trình bày" = "Trần Nam" }}
# text = "In tại nhà, tặng không bán."

[[section]]
title = "Các bài"
# intro = "Vài dòng mở mục."
# color = "#0f5c66"
""",
    "en": """\
#:schema ./{schema}
# An issue. Make it into PDF and EPUB:  formatter digest {file}
# Editors complete the keys by its schema:  formatter digest schema > {schema}
# A line that begins with # is a comment; take the sign away to use it.

[issue]
title = "An issue without a name"
# subtitle = "Of rivers"
number = 1
# date = 2026-11-22              # the day it comes out: year, month, day
language = "{language}"
# publisher = "The town's library"
# editors = ["Ann Reed", "Tom Hale"]
# issn = "2049-3630"             # and isbn
# licence = "CC BY 4.0"
theme = "newspaper"              # formatter themes lists them
# page = "A4"
multiple_of = 4                  # pages in fours can be folded into a booklet
# target_pages = 48
# fillers = ["notes"]            # spare pages: "notes" (ruled), "blank", or a picture of yours

[cover]
# image = "cover.jpg"
template = "type"                # full, framed, type, none
# text = ["The last ferry", "Salt and rain"]

# [masthead]
# title = "River Mouth"
# motto = "Read slowly"

[contents]
depth = 1                        # 0 none, 1 pieces, 2 their subheads too
leads = true

[notes]
links = "footnote"               # endnote, qr, none

# [index]
# people = ["Margaret Hale = Meg = Mrs Hale"]
# places = ["Kinross"]
# sources = true

# [colophon]
# lines = {{ "Design" = "Tom Hale" }}
# text = "Printed at home, not for sale."

[[section]]
title = "Articles"
# intro = "A few lines that open the section."
# color = "#0f5c66"
""",
}
_COUNTED = {"vi": "{} chữ", "en": "{} words"}
_PICTURES = {"vi": "ảnh: {}", "en": "pictures: {}"}
# What may be said of a piece; it stands under the first one alone.
_WISHES = {
    "vi": """\
# title = "…"                    # thay tiêu đề của trang; kicker đứng trên, standfirst là sa pô
# kicker = "Ký sự"
# standfirst = "…"
# byline = "Lê Thu"
# cut = {{ words = 400 }}          # hoặc {{ until = "câu đầu của đoạn bỏ" }}
# pull_quotes = ["một câu trong bài"]
# images = {{ lead = "{picture}", drop = [] }}
# columns = 2
# note = "Lời tòa soạn dưới bài."
# credit = "Theo …"
# priority = 5                   # 0 luôn giữ; 9 bỏ trước khi số báo phải ngắn lại
""",
    "en": """\
# title = "…"                    # in place of the page's; kicker over it, standfirst as its lead
# kicker = "Report"
# standfirst = "…"
# byline = "Ann Reed"
# cut = {{ words = 400 }}          # or {{ until = "first words of what goes" }}
# pull_quotes = ["words of the piece"]
# images = {{ lead = "{picture}", drop = [] }}
# columns = 2
# note = "The editor's note under the piece."
# credit = "From …"
# priority = 5                   # 0 stays; 9 is left out first where the issue must be shorter
""",
}


def starter(found: Sequence[Found], language: str, file: str = "issue.toml") -> str:
    """Return an issue file of those pages in one section; `file` is what it will be called."""
    tongue = language if language in _HEAD else "en"
    head = _HEAD[tongue].format(schema=NAME, file=file, language=language)
    return head + "".join(_piece(one, tongue, first=not i) for i, one in enumerate(found))


def _piece(one: Found, tongue: str, *, first: bool) -> str:
    told = [one.title] if one.title else []
    told += [_COUNTED[tongue].format(one.words)] if one.words else []
    told += [_PICTURES[tongue].format(", ".join(one.pictures[:6]))] if one.pictures else []
    comment = " · ".join(" ".join(part.split()) for part in told)
    picture = one.pictures[0] if one.pictures else "hinh.jpg"
    return (
        "\n[[section.article]]\n"
        + (f"# {comment}\n" if comment else "")
        + f"source = {json.dumps(one.source, ensure_ascii=False)}\n"
        + (_WISHES[tongue].format(picture=picture) if first else "")
    )
