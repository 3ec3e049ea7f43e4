"""The command that lists articles for catalogues, without making books of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from formatter.flags import Configured, letters_options, rules_option

if TYPE_CHECKING:
    from formatter.article import Article

_OF_ONE = "dc"


@click.command(cls=Configured)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--form",
    type=click.Choice(["csl", "ris", "bibtex", _OF_ONE]),
    default="csl",
    show_default=True,
    help="Form of the records; dc is of one article.",
)
@click.option("-o", "path", type=click.Path(path_type=Path), help="File instead of output.")
@click.option("--url", default="", help="Address of the page, for what comes from standard input.")
@letters_options
@rules_option
def records(
    sources: tuple[str, ...],
    *,
    form: str,
    path: Path | None,
    **options: Any,  # noqa: ANN401  the arguments of `article_of`
) -> None:
    """Write records for catalogues of the articles in each SOURCE, without making books."""
    from formatter.book import bind
    from formatter.cards import cards
    from formatter.errors import FormatterError, UsageError
    from formatter.source import expand
    from formatter.written import write_asked

    named = expand(sources)
    if form == _OF_ONE and len(named) > 1:
        raise UsageError(
            "A record of Dublin Core is of one article.",
            "Give one source, or --form csl, ris or bibtex for a list.",
        )
    found: list[Article] = []
    failed: list[FormatterError] = []
    for source in named:
        try:
            found.append(_article(source, options))
        except FormatterError as why:
            click.echo(f"{source}: {why.problem} {why.remedy}", err=True)
            failed.append(why)
    if found:
        made = cards(bind(found, images={}), (form,))[form]
        if path is None:
            click.echo(made.data, nl=False)
        else:
            write_asked(path, made.data, "-o")
    sys.exit(int(bool(failed)) if found else failed[0].exit_code)


def _article(source: str, options: dict[str, Any]) -> Article:
    from formatter.batch import given
    from formatter.intake import article_of

    taken = sys.stdin.buffer.read() if source == "-" else given(source)
    return article_of(taken, **options)
