"""An extractor as a process: a page a line comes in, its result and processor time go out.

`python extract.py NAME` is run by tests/bench/extractors.py, with the interpreter that has NAME.
"""

from __future__ import annotations

import html
import json
import re
import sys
import time
from collections.abc import Callable
from importlib import import_module


def ours() -> Callable[[str], str]:
    """Return the body with each picture's address in place of its name."""
    from formatter import Page, clean

    def extract(markup: str) -> str:
        article = clean(Page(html=markup))
        found = {ref.id: html.escape(ref.url or "data:") for ref in article.images}
        body = re.sub(r'src="image:([^"]+)"', lambda m: f'src="{found[m[1]]}"', article.body)
        return f"<div>{body}</div>"

    return extract


def trafilatura_text() -> Callable[[str], str]:
    """Return plain text, which is what its authors measure, precision favoured."""
    trafilatura = import_module("trafilatura")
    return lambda markup: trafilatura.extract(markup, favor_precision=True) or ""


def trafilatura_html() -> Callable[[str], str]:
    """Return HTML with all that it can keep."""
    trafilatura = import_module("trafilatura")
    return lambda markup: (
        trafilatura.extract(
            markup,
            output_format="html",
            include_images=True,
            include_links=True,
            include_formatting=True,
        )
        or ""
    )


def readability_lxml() -> Callable[[str], str]:
    """Return its summary."""
    from readability import Document

    return lambda markup: str(Document(markup).summary(html_partial=True))


TOOLS = {
    "ours": ours,
    "trafilatura-text": trafilatura_text,
    "trafilatura-html": trafilatura_html,
    "readability-lxml": readability_lxml,
}


def main() -> None:
    """Answer each line of standard input."""
    extract = TOOLS[sys.argv[1]]()
    for line in sys.stdin:
        markup = json.loads(line)
        before = time.process_time()
        try:
            out = extract(markup)
        except Exception as why:  # noqa: BLE001  the next page is asked for
            out = ""
            print(f"{sys.argv[1]}: {why}"[:200], file=sys.stderr)
        used = time.process_time() - before
        sys.stdout.write(json.dumps({"out": out, "seconds": used}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
