"""Measure parsers against the trees that browsers build: `python -m tests.parsers.measure`.

--shared DIR   the tree construction tests that browsers share (folder of .dat files)
--pages DIR    pages to time the parsers on, default tests/corpus
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.parsers.trees import BARE, PARSERS, Tree, content, shared_tests

HERE = Path(__file__).parent


def own_cases() -> dict[str, tuple[str, Tree]]:
    """Return our own cases: each page with the tree that browsers build of it."""
    cases = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"]
    return {case["name"]: (case["html"], case["tree"].rstrip("\n").split("\n")) for case in cases}


def shares(cases: Iterable[tuple[str, Tree]]) -> dict[str, tuple[int, int]]:
    """Return for each parser how many trees are right, whole, and without their frame."""
    out = dict.fromkeys(PARSERS, (0, 0))
    for html, tree in cases:
        for name, parse in PARSERS.items():
            got = _attempt(parse, html)
            whole, bare = out[name]
            out[name] = (whole + (got == tree), bare + (content(got) == content(tree)))
    return out


def _attempt(parse: Callable[[str], Tree], html: str) -> Tree:
    try:
        return parse(html)
    except Exception as why:  # noqa: BLE001  a parser that dies has built no tree
        return [f"died of {why}"]


def speeds(pages: list[str]) -> dict[str, float]:
    """Return the CPU milliseconds that each parser takes for a megabyte, the best of three runs."""
    size = sum(len(page.encode()) for page in pages) / 1e6
    out = {}
    for name, parse in BARE.items():
        runs = []
        for _ in range(3):
            start = time.process_time()
            for page in pages:
                parse(page)
            runs.append((time.process_time() - start) * 1000 / size)
        out[name] = min(runs)
    return out


def table(title: str, cases: list[tuple[str, Tree]]) -> str:
    rows = [
        f"{title}, {len(cases)} pages",
        "",
        "| parser | whole tree | without its frame |",
        "|---|---|---|",
    ]
    for name, counts in shares(cases).items():
        whole, bare = (f"{count / len(cases):.1%} ({count})" for count in counts)
        rows.append(f"| {name} | {whole} | {bare} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--shared", type=Path)
    asked.add_argument("--pages", type=Path, default=HERE.parent / "corpus")
    options = asked.parse_args()
    out = [table("Our own cases", list(own_cases().values()))]
    if options.shared:
        files = sorted(options.shared.glob("*.dat"))
        text = (file.read_bytes().decode("utf-8", "replace") for file in files)
        out.append(table("The shared tests", [case for one in text for case in shared_tests(one)]))
    pages = [
        page.read_text(encoding="utf-8", errors="replace")
        for page in sorted(options.pages.rglob("*.html"))
    ]
    if pages:
        size = sum(len(page.encode()) for page in pages) / 1e6
        out.append(
            f"Speed on {len(pages)} pages, {size:.2f} MB\n\n| parser | CPU ms a MB |\n|---|---|"
        )
        out += [f"| {name} | {each:.0f} |" for name, each in speeds(pages).items()]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
