"""What the command is told of a bound book: its flags, and what they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from formatter.flags import given

if TYPE_CHECKING:
    from formatter.edition import Binding


def binding_options(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the options that bind its sources into one book."""
    return given(
        command,
        click.option(
            "--number",
            default=0,
            type=click.IntRange(0),
            help="Which issue or volume of the series the book is.",
        ),
        click.option("--series", default="", help="What the book is an issue or a volume of."),
        click.option(
            "--update",
            type=click.Path(path_type=Path),
            metavar="BOOK.epub",
            help="Add the articles to this book of ours; readers keep their places in it.",
        ),
        click.option(
            "--split",
            default="",
            metavar="SIZE|COUNT",
            help="Bind in volumes of at most 45MB, or 50 articles, each.",
        ),
        click.option(
            "--by",
            default="none",
            show_default=True,
            help="Sections of a bound book: site, date, feed, section, folder, none.",
        ),
        click.option(
            "--bind", "bind", default="", metavar="TITLE", help="One book of all sources."
        ),
    )


def binding(options: dict[str, Any]) -> Binding | None:
    """Take what is said of a bound book out of the options; None where none is asked for.

    Raises UsageError for a flag of a bound book where there is none.
    """
    title = options.pop("bind")
    said = {name: options.pop(name) for name in ("by", "split", "update", "series", "number")}
    if title or said["update"]:
        from formatter.edition import Binding

        return Binding(title=title, **said)
    if lone := [f"--{name}" for name, value in said.items() if value not in {"", "none", 0, None}]:
        from formatter.errors import UsageError

        raise UsageError(
            f"{lone[0]} is for a bound book.", "Give the book a title with --bind, or leave it out."
        )
    return None


def as_before(book: Path) -> dict[str, str]:
    """Return the theme and the profile of a book that is added to, where nobody says another."""
    from click.core import ParameterSource

    from formatter.store import dress

    context = click.get_current_context()
    return {
        name: value
        for name, value in dress(book).items()
        if context.get_parameter_source(name) is ParameterSource.DEFAULT
    }
