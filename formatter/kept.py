"""The commands for a PDF that is kept: to take out what it was made from, and to prove it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from formatter.errors import FormatterError

_SIGNS = {"right": "✓", "wrong": "✗", "open": "?"}
_KINDS = {"Source": "as read", "Alternative": "cleaned", "Data": "data"}


@click.command()
@click.argument("pdf", metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "folder",
    type=click.Path(path_type=Path),
    show_default="a folder here, named as the PDF",
    help="Folder for the files.",
)
@click.option("--list", "only_list", is_flag=True, help="List the files, and write none.")
@click.option("--force", is_flag=True, help="Write over other files of the same names.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs, as JSON.")
def extract(pdf: Path, folder: Path | None, *, only_list: bool, force: bool, as_json: bool) -> None:
    """Take the files out of a PDF, byte for byte: the pages as read, the article, the account."""
    from formatter.extracted import extract as taken

    place = None if only_list else folder or Path(pdf.stem)
    found = taken(pdf, place, over=force)
    if as_json:
        told = {"pdf": str(pdf), "files": [one.json() for one in found]}
        click.echo(json.dumps(told, ensure_ascii=False))
    for one in found:
        name = ascii(one.name) if one.refused else one.path or one.name
        if one.refused:
            click.echo(f"{name} isn't written: {one.refused}.", err=True)
        if one.unsound:
            click.echo(f"{name} isn't what its checksum in the PDF is of.", err=True)
        if not as_json and only_list:
            kind = _KINDS.get(one.relationship, "file")
            click.echo(f"{name}\t{kind}\t{one.media_type}\t{one.size}\t{one.sha256}")
        elif not as_json and one.path:
            click.echo(one.path)
    sys.exit(int(any(one.refused or one.unsound for one in found)))


@click.command()
@click.argument(
    "pdfs", nargs=-1, required=True, metavar="FILE.pdf…", type=click.Path(path_type=Path)
)
@click.option(
    "--verapdf",
    envvar="FORMATTER_VERAPDF",
    type=click.Path(path_type=Path),
    metavar="PLACE",
    help="Folder of veraPDF's jars, or its program, to look at the standards too.",
)
@click.option("--json", "as_json", is_flag=True, help="The same for programs, as JSON.")
def verify(pdfs: Sequence[Path], verapdf: Path | None, *, as_json: bool) -> None:
    """Prove that PDFs made with --profile archive are as they were made. No network is asked."""
    from formatter.verify import is_right
    from formatter.verify import verify as found_in

    codes: list[int] = []
    for pdf in pdfs:
        try:
            found = found_in(pdf, verapdf)
        except FormatterError as why:
            if as_json:
                untold = {"problem": why.problem, "remedy": why.remedy}
                told = {"pdf": str(pdf), "right": False, "findings": [], **untold}
                click.echo(json.dumps(told, ensure_ascii=False))
            click.echo(f"{why.problem}\n{why.remedy}", err=True)
            codes.append(why.exit_code)
            continue
        sound = is_right(found)
        codes.append(0 if sound else 1)
        if as_json:
            told = {"pdf": str(pdf), "right": sound, "findings": [one.json() for one in found]}
            click.echo(json.dumps(told, ensure_ascii=False))
            continue
        click.echo(f"{pdf}: {'as it was made' if sound else 'NOT PROVEN'}")
        for one in found:
            click.echo(f"  {_SIGNS[one.verdict]} {one.check}: {one.said}")
    sys.exit(codes[0] if len(codes) == 1 else int(any(codes)))
