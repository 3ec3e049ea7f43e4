"""The tree that a real browser builds of each case: `python -m tests.parsers.browser`.

Run by hand where Chromium is installed, when cases are added: the trees of cases.toml are what it
answers. It parses without running a page's scripts, as we do.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.parsers.measure import own_cases

_WALK = """
const lines = (node, depth, out) => {
  let text = null;
  for (const child of node.childNodes) {
    if (child.nodeType === 1) text = null;
    if (child.nodeType === 1) {
      out.push('  '.repeat(depth) + '<' + child.localName.toLowerCase() + '>');
      const name = attribute => attribute.name.toLowerCase().split(':').pop();
      out.push(...[...child.attributes]
        .map(a => '  '.repeat(depth + 1) + name(a) + '="' + a.value + '"').sort());
      if (child.localName !== 'template') lines(child, depth + 1, out);
    } else if (child.nodeType === 3) {
      if (text !== null) out.pop();
      text = (text || '') + child.data;
      out.push('  '.repeat(depth) + '"' + text.replaceAll('\\n', '⏎') + '"');
    }
  }
  return out;
};
const trees = PAGES.map(page =>
  lines(new DOMParser().parseFromString(page, 'text/html'), 0, []).join('\\n'));
document.body.textContent = JSON.stringify(trees);
"""


def trees(pages: list[str], browser: str = "chromium") -> list[str]:
    """Return the lines of the tree of each page, as the browser builds it."""
    script = _WALK.replace("PAGES", json.dumps(pages).replace("<", "\\u003c"))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "cases.html")
        place.write_text(
            f"<!doctype html><meta charset=utf-8><body><script>{script}</script>", encoding="utf-8"
        )
        done = subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", place.as_uri()],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    found = re.search(r"<body>(.*)</body>", done.stdout, re.DOTALL)
    answer: list[str] = json.loads(html.unescape(found.group(1))) if found else []
    return answer


def main() -> int:
    """Name the cases whose tree isn't the browser's, and return how many they are."""
    cases = own_cases()
    wrong = 0
    got = trees([page for page, _ in cases.values()])
    for (name, (_, tree)), seen in zip(cases.items(), got, strict=True):
        if seen != "\n".join(tree):
            wrong += 1
            sys.stdout.write(f"{name}\n{seen}\n---\n" + "\n".join(tree) + "\n\n")
    sys.stdout.write(f"{len(cases) - wrong} of {len(cases)} cases as the browser builds them\n")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
