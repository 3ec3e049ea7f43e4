"""What the command says of EPUBs it has looked through, and its exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from formatter.check import check, told
from formatter.errors import FormatterError


def tell_checked(books: Sequence[Path], systems: Sequence[str], *, as_json: bool) -> int:
    """Print what is found in each of the EPUBs, and return the exit code.

    It is 0 where nothing is found. One that can't be read stops none of the others: it is 1 then,
    and the code of that error where it is the only book.
    """
    codes: list[int] = []
    for book in books:
        try:
            findings = check(book, systems)
        except FormatterError as why:
            click.echo(f"{why.problem}\n{why.remedy}", err=True)
            codes.append(why.exit_code)
        else:
            click.echo("\n".join(told(book, findings, as_json=as_json)))
            codes.append(1 if findings else 0)
    return codes[0] if len(codes) == 1 else int(any(codes))
