"""What the command says about the records of a run: on the terminal, as JSON, as its exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

import click

from formatter.foundry import packages
from formatter.records import Record

# How many signs are named in a sentence; a record has them all.
_NAMED = 12


def strictly(record: Record) -> Record:
    """Return the record, a failure where a character has no font."""
    if not record.uncovered:
        return record
    lacking = [sign for sign in record.signs if sign["sign"] in record.uncovered]
    named = ", ".join(f"{sign['sign']} ({' '.join(sign['codes'])})" for sign in lacking[:_NAMED])
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    return record._replace(
        status="failed",
        exit_code=1,
        problem=f"No font has {named}{more}.",
        remedy=f"{_advice(sign['script'] for sign in lacking)} Or leave --strict out.",
    )


def _advice(scripts: Iterable[str]) -> str:
    """Return what to install for those scripts, in whole sentences."""
    wanted = packages(scripts)
    unknown = wanted.pop("", [])
    install = "; ".join(f"apt install {name} for {', '.join(of)}" for name, of in wanted.items())
    found = f"Install fonts that have them ({install}). " if install else ""
    own = f"For {', '.join(unknown)}, look for a font that has them. " if unknown else ""
    return f"{found}{own}Name the files with --font, as `formatter fonts` shows."


def tell(record: Record, *, as_json: bool) -> None:
    """Print a record: its files, and what a person should know of them, or all of it as JSON."""
    if as_json:
        click.echo(json.dumps(record.json(), ensure_ascii=False))
        return
    for output in record.outputs:
        click.echo(output["path"])
    if record.problem:
        click.echo(f"{record.source}: {record.problem} {record.remedy}", err=True)
    for image in record.missing:
        click.echo(f"{record.source}: a picture is missing, {image['reason']}.", err=True)
    for note in record.notes:
        click.echo(f"{record.source}: {note}", err=True)


def shown(records: Iterator[Record], count: int) -> Iterator[Record]:
    """Show the progress of a longer run, on a terminal only."""
    if count < 3 or not sys.stderr.isatty():
        yield from records
        return
    with click.progressbar(length=count, file=sys.stderr) as bar:
        for record in records:
            bar.update(1)
            yield record


def list_doubtful(records: list[Record]) -> None:
    """Name the articles of a longer run that a person should look at, the least sure first."""
    made = [record for record in records if record.outputs]
    if len(made) < 3:
        return
    # Asked for after a longer run only: with it comes all that cleans.
    from formatter.clean.trust import DOUBTFUL

    doubtful = [record for record in made if record.confidence < DOUBTFUL]
    if not doubtful:
        return
    click.echo(f"{len(doubtful)} of {len(made)} articles should be looked at:", err=True)
    for record in sorted(doubtful, key=lambda record: record.confidence):
        click.echo(f"  {record.confidence:.2f}\t{record.source}", err=True)


def code(records: list[Record]) -> int:
    """Return 0 if all went well, 1 if some did, else the code that the first one failed with."""
    codes = [record.exit_code for record in records]
    if not any(codes):
        return 0
    return 1 if 0 in codes else codes[0]
