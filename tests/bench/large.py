"""A book of a thousand articles: what writing it costs, against EbookLib used as it documents.

    python -m tests.bench.large [--articles N] [--rounds N]

Each is made in a process of its own, its pictures lying on disk, the two by turns; told are the
median of processor time and the greatest memory.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from formatter import theme
from formatter.article import Article, Book, Image, ImageRef
from formatter.book import bind

# Of one picture: what a JPEG of a newspaper has at 1,200 pixels.
_SIZE = 200_000
_WORDS = (
    "Sáng nay chú chèo chuyến sớm như mọi ngày trên ghe có hai cô giáo một người bán vịt và đứa "
    "học trò quên cặp phải quay lại bờ lần nữa"
).split()


class Cost(NamedTuple):
    """Processor time in seconds, and the greatest memory in MiB."""

    seconds: float
    memory: float


def book(articles: int, folder: Path) -> Book:
    """Return a book of so many articles of two pictures each, which lie in `folder`."""
    chance = random.Random(1)  # noqa: S311  the same words each time
    images: dict[str, Image] = {}
    bound = []
    for number in range(articles):
        refs = [ImageRef(id=f"p-{number:05}{i}", url="") for i in "ab"]
        for ref in refs:
            path = folder / f"{ref.id}.jpg"
            if not path.exists():
                path.write_bytes(b"\xff\xd8\xff" + chance.randbytes(_SIZE))
            images[ref.id] = Image(
                id=ref.id, media_type="image/jpeg", width=1200, height=800, path=path
            )
        shown = "".join(
            f'<figure><img src="image:{ref.id}" alt="Bến đò"/><figcaption>Ảnh {number}</figcaption>'
            "</figure>"
            for ref in refs
        )
        prose = "".join(f"<p>{' '.join(chance.choices(_WORDS, k=60))}.</p>" for _ in range(12))
        bound.append(
            Article(
                title=f"Chuyến đò thứ {number}",
                body=shown + prose,
                url=f"https://bao.example/{number}",
                published="2026-01-01",
                site="Báo Bến Đò",
                images=tuple(refs),
            )
        )
    return bind(bound, images=images, title="Nghìn chuyến đò")


def ours(articles: int, folder: Path) -> Cost:
    from formatter.render.epub import to_epub

    made = book(articles, folder)
    dress = theme.load("book")
    before = time.process_time()
    written = to_epub(made, dress)
    cost = Cost(time.process_time() - before, _memory())
    if written.path:
        written.path.unlink()
    return cost


def documented(articles: int, folder: Path) -> Cost:
    """Write the same articles with EpubHtml and EpubImage, as EbookLib's documentation does."""
    from ebooklib import epub

    made = book(articles, folder)
    before = time.process_time()
    held = epub.EpubBook()
    held.set_title(made.title)
    held.set_language("vi")
    chapters = []
    for name, image in made.images.items():
        held.add_item(
            epub.EpubImage(
                uid=name, file_name=f"{name}.jpg", media_type="image/jpeg", content=image.read()
            )
        )
    for number, article in enumerate(made.articles):
        chapter = epub.EpubHtml(title=article.title, file_name=f"bai-{number}.xhtml", lang="vi")
        body = article.body.replace('src="image:', 'src="').replace('" alt=', '.jpg" alt=')
        chapter.content = f"<h1>{article.title}</h1>{body}"
        held.add_item(chapter)
        chapters.append(chapter)
    held.toc = tuple(chapters)
    held.add_item(epub.EpubNcx())
    held.add_item(epub.EpubNav())
    held.spine = ["nav", *chapters]
    epub.write_epub(str(folder / "theirs.epub"), held)
    return Cost(time.process_time() - before, _memory())


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(python: str, articles: int, rounds: int = 1) -> tuple[Cost, Cost]:
    """Return the cost of ours and of EbookLib's documented use, each in a process of its own."""
    costs: dict[str, list[Cost]] = {"ours": [], "documented": []}
    with tempfile.TemporaryDirectory() as folder:
        book(articles, Path(folder))
        # What was just written goes to the disk before anything is measured.
        os.sync()
        for _ in range(rounds):
            for who, told in costs.items():
                command = [python, "-m", "tests.bench.large", "--one", who]
                command += ["--in", folder, "--articles", str(articles)]
                done = subprocess.run(command, check=True, capture_output=True)
                told.append(Cost(*json.loads(done.stdout)))
    ours, theirs = (
        Cost(median(cost.seconds for cost in told), max(cost.memory for cost in told))
        for told in costs.values()
    )
    return ours, theirs


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.bench.large")
    asked.add_argument("--articles", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--one", choices=["ours", "documented"], help=argparse.SUPPRESS)
    asked.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.one:
        work = ours if options.one == "ours" else documented
        print(json.dumps(work(options.articles, options.folder)))
        return
    mine, theirs = measured(sys.executable, options.articles, options.rounds)
    print(f"{'':12} {'seconds':>8} {'MiB':>6}")
    print(f"{'ours':12} {mine.seconds:8.2f} {mine.memory:6.0f}")
    print(f"{'EbookLib':12} {theirs.seconds:8.2f} {theirs.memory:6.0f}")
    print(f"EbookLib takes {theirs.seconds / mine.seconds:.1f} times as long")


if __name__ == "__main__":
    main()
