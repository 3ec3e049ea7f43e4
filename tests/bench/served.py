"""Our pages grown to the size that newspapers serve.

Measured on 91 news pages: 173 KB and 726 elements a page in the mean. Ours hold an article and a
little chrome, so menus, related stories, comments and data for scripts are put around it.
"""

from __future__ import annotations

import json
import re
from itertools import cycle, islice
from pathlib import Path

_FRONT = Path(__file__).resolve().parents[1] / "corpus/none/section-front.html"
_SIZE = 173_000
_ELEMENTS = 726


def served(page: str) -> str:
    """Return a page with as much around its article as a newspaper's, told by size and elements."""
    words = re.findall(r">([^<>]{20,120})<", _FRONT.read_text(encoding="utf-8"))
    missing = max(0, _ELEMENTS - len(re.findall(r"<[a-zA-Z]", page)))
    cards = "".join(
        f'<article class="story"><a href="/tin-{number}.html"><img src="/thumb-{number}.jpg"></a>'
        f'<h3><a href="/tin-{number}.html">{headline}</a></h3>'
        f'<p class="story__summary">{summary}</p>'
        f'<span class="time">{number % 24} giờ trước</span></article>'
        for number, (headline, summary) in enumerate(
            islice(zip(cycle(words), cycle(words[1:]), strict=False), missing // 8)
        )
    )
    around = f'<div class="box-related"><h2>Tin cùng chuyên mục</h2>{cards}</div>'
    short = max(0, _SIZE - len(page) - len(around))
    data = json.dumps([words[0]] * (short // (len(words[0]) + 4)), ensure_ascii=False)
    script = f"<script>window.__STATE__={data}</script>"
    end = page.rfind("</body>")
    end = end if end >= 0 else len(page)
    return f"{page[:end]}{around}{script}{page[end:]}"
