"""What formatter is measured against: the command of each peer on the page of the bench."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from formatter import bind, clean, data, gather, read, theme
from formatter.render import pdf

PERCOLLATE = "percollate@4.3.0"
# A lazy picture's real address stands beside a blank one; pandoc and calibre read `src` alone, so
# they are given the page as a browser shows it, or they would have no pictures to pack.
_LAZY = re.compile(r'<img src="data:[^"]*" data-src="([^"]*)"')
# The two schemes that only our own fetcher answers.
_OURS = re.compile(r"""["(](?:image|font):[\w/.-]+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command line; `absent` says why it can't be run here."""

    words: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    absent: str = ""

    def run(self) -> None:
        """Run it as its user would: what Python compiled once stays compiled."""
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run(
            self.words,
            env={**kept, **self.env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )


def ours(environment: Path, *words: str) -> Command:
    return Command(words=(str(environment / "bin/formatter"), *words))


def shown_page(page: Path, folder: Path) -> Path:
    """Write the page with its lazy pictures shown, and its pictures beside it."""
    shown = folder / page.name
    html = page.read_text(encoding="utf-8")
    shown.write_text(_LAZY.sub(r'<img src="\1"', html), encoding="utf-8")
    pictures = page.with_name(f"{page.stem}_files")
    shutil.copytree(pictures, folder / pictures.name, dirs_exist_ok=True)
    return shown


def pandoc(shown: Path, folder: Path) -> Command:
    if not shutil.which("pandoc"):
        return Command(absent="pandoc is not installed")
    pictures = f"--resource-path={shown.parent}"
    out = str(folder / "pandoc.epub")
    return Command(words=("pandoc", "-f", "html", "-t", "epub3", pictures, "-o", out, str(shown)))


def calibre(shown: Path, folder: Path) -> Command:
    if not shutil.which("ebook-convert"):
        return Command(absent="calibre is not installed")
    return Command(words=("ebook-convert", str(shown), str(folder / "calibre.epub")))


def imports(environment: Path, page: Path, folder: Path, *, own: bool) -> Command:
    """Make a script that imports, in their order, the modules that a conversion to EPUB loads.

    `own` says whether our modules are among them, or the libraries alone.
    """
    probe = (
        # Of one processor, so that nothing is loaded in a process beside.
        "import os, sys, json, formatter.cli\n"
        "os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
        "try: formatter.cli.main(sys.argv[2:])\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        "names = [n for n in sys.modules if n != '__main__']\n"
        "open(sys.argv[1], 'w').write(json.dumps(names))\n"
    )
    python = str(environment / "bin/python")
    listed = folder / "modules.json"
    convert = ("convert", str(page), "--to", "epub", "-o", str(folder / "probe"))
    Command(words=(python, "-c", probe, str(listed), *convert)).run()
    loaded = [
        name
        for name in json.loads(listed.read_text())
        if own or name.partition(".")[0] != "formatter"
    ]
    script = folder / ("imports.py" if own else "libraries.py")
    script.write_text(
        "from contextlib import suppress\nfrom importlib import import_module\n"
        f"for name in {loaded!r}:\n"
        "    with suppress(ImportError):\n        import_module(name)\n"
    )
    return Command(words=(python, str(script)))


def bare_weasyprint(environment: Path, page: Path, folder: Path) -> Command:
    """Make a script that prints the HTML our PDF is printed from, with its pictures and fonts."""
    article = clean(read(page))
    book = bind([article], images=gather([article]))
    html = pdf.page_html(book, theme.load("book"))
    for image in book.images.values():
        (folder / image.id).write_bytes(image.data)
        html = html.replace(f'"image:{image.id}"', f'"{image.id}"')
    html = html.replace("url(font:", f"url({data.folder('fonts').as_uri()}/")
    if left := _OURS.search(html):
        raise ValueError(f"The bare print would do without {left[0]}.")
    (folder / "final.html").write_text(html, encoding="utf-8")
    script = folder / "bare.py"
    script.write_text(
        "import sys\nfrom weasyprint import HTML\nHTML(sys.argv[1]).write_pdf(sys.argv[2])\n"
    )
    words = (environment / "bin/python", script, folder / "final.html", folder / "bare.pdf")
    return Command(words=tuple(map(str, words)))


def percollate(page: Path, folder: Path) -> Command:
    """Bring percollate into the user's cache by npm, to print with the machine's Chromium."""
    for tool in ("node", "npm", "chromium"):
        if not shutil.which(tool):
            return Command(absent=f"{tool} is not installed")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = home / "article-formatter-bench"
    program = cache / "node_modules/.bin/percollate"
    if not program.exists():
        cache.mkdir(parents=True, exist_ok=True)
        npm = ("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(cache))
        try:
            Command(words=(*npm, PERCOLLATE), env={"PUPPETEER_SKIP_DOWNLOAD": "1"}).run()
        except subprocess.CalledProcessError:
            return Command(absent="npm can't bring percollate")
    return Command(
        words=(str(program), "pdf", "--no-sandbox", "-o", str(folder / "perc.pdf"), str(page)),
        env={"PUPPETEER_EXECUTABLE_PATH": str(shutil.which("chromium"))},
    )
