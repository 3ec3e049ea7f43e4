"""The commands for a printed issue: to begin one, to make it, to approve it, to compare two."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from formatter.flags import (
    Configured,
    fonts_option,
    imprint,
    imprint_options,
    letters_options,
    profile_options,
    rules_option,
)

if TYPE_CHECKING:
    from formatter.digest import Found

_MAKE = "make"


class _Digest(click.Group):
    """A group whose first word may be left out: an issue file is made into its files."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = [_MAKE, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Digest, subcommand_metavar="ISSUE.toml [OPTIONS] | COMMAND …")
def digest() -> None:
    """Make a printed issue and its EPUB of an issue file, which names its articles.

    `formatter digest ISSUE.toml` is short for `formatter digest make ISSUE.toml`, whose --help
    tells the options.
    """


_issue = click.argument("issue", metavar="ISSUE.toml", type=click.Path(path_type=Path))
_jobs = click.option("--jobs", default=1, show_default=True, type=click.IntRange(1),
                     help="Processes.")  # fmt: skip
_online = click.option(
    "--online/--offline", help="Fetch pictures and further pages that weren't saved, or don't."
)


@digest.command(_MAKE, cls=Configured)
@_issue
@click.option(
    "-o", "folder", default=".", type=click.Path(path_type=Path), help="Folder for the files."
)
@click.option(
    "--to", "formats", multiple=True, metavar="FORMAT", help="epub or pdf; both without it."
)
@click.option(
    "--theme",
    "dress",
    default="",
    show_default="the issue's own",
    help="A theme's name or folder.",
)
@click.option("--booklet", is_flag=True, help="Sheets to be folded into a booklet, too.")
@click.option("--signature", default=0, metavar="SHEETS", help="Sheets folded together; 0: all.")
@click.option("--creep", default=0.0, metavar="MM", help="How far a sheet pushes out the inner.")
@click.option("--marks", is_flag=True, help="Crop and registration marks, with a bleed of 3 mm.")
@click.option("--bleed", default=0.0, metavar="MM", help="How far pages are printed beyond trim.")
@click.option("--ink", default="rgb", show_default=True, metavar="rgb|grey|cmyk",
              help="What it is printed with.")  # fmt: skip
@click.option("--icc", default="", metavar="FILE", help="The profile of that ink, if not ours.")
@click.option("--proof", is_flag=True, help="Number the lines, count the words, tell of the lock.")
@click.option("--line-numbers", "numbering", default="page", show_default=True,
              metavar="page|piece", help="Where a proof's line numbers start again.")  # fmt: skip
@click.option("--against", default="", metavar="LAST.pdf", help="Bars beside what changed since.")
@click.option("--locked", is_flag=True, help="Refuse what isn't as its lock file holds it.")
@click.option("--cache", type=click.Path(path_type=Path), show_default="among your caches",
              help="Folder of what was laid out before.")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Lay out all pages anew, and keep nothing.")
@profile_options
@letters_options
@_online
@rules_option
@fonts_option
@imprint_options
@_jobs
@click.option("--json/--no-json", "as_json", help="Print a JSON record of the issue.")
@click.option("--strict/--no-strict", help="Fail where a character has no font.")
@click.pass_context
def make(
    context: click.Context,
    /,
    *,
    issue: Path,
    as_json: bool,
    strict: bool,
    **options: Any,  # noqa: ANN401
) -> None:
    """Make the PDF and the EPUB of an issue file; the word make may be left out."""
    from formatter import issued
    from formatter.batch import Order
    from formatter.press.order import Order as PressOrder
    from formatter.profile import load
    from formatter.tell import strictly, tell

    jobs, publisher = options.pop("jobs"), imprint(options)
    formats = tuple(dict.fromkeys(options.pop("formats") or ("pdf", "epub")))
    cache, none = options.pop("cache"), options.pop("no_cache")
    asked = {name: options.pop(name) for name in PressOrder._fields if name in options}
    locked, standard = options.pop("locked"), options.pop("standard")
    # Unless a profile is asked for, each format has the one that suits it.
    given = context.get_parameter_source("profile") is not click.core.ParameterSource.DEFAULT
    options["profile"] = load(options["profile"], standard) if given or standard else ""
    options["theme"] = options.pop("dress")
    pressing = issued.Pressing(
        press=PressOrder(**asked), locked=locked, cache=None if none else cache or _cache()
    )
    made = issued.run(
        issue, Order(formats=formats, imprint=publisher, **options), pressing, jobs=jobs
    )
    record = strictly(made.record) if strict else made.record
    tell(record, as_json=as_json)
    if made.layout:
        from formatter.press import told

        for sentence in told.words(made.layout):
            click.echo(sentence, err=True)
    sys.exit(record.exit_code)


def _cache() -> Path | None:
    """Return the folder for what is laid out, None where the environment names no home.

    It is `formatter` in the folder for caches (XDG Base Directory Specification 0.8).
    """
    named = os.environ.get("XDG_CACHE_HOME", "")
    if not named.startswith("/"):
        if not os.environ.get("HOME"):
            return None
        named = f"{os.environ['HOME']}/.cache"
    return Path(named) / "formatter"


@digest.command(cls=Configured)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("-o", "path", type=click.Path(path_type=Path), help="File instead of output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@letters_options
@rules_option
@_jobs
def init(sources: tuple[str, ...], path: Path | None, *, force: bool, **options: Any) -> None:  # noqa: ANN401
    """Write an issue file that lists each SOURCE, for an editor to fill in."""
    from formatter import copydesk
    from formatter.batch import Order
    from formatter.digest import starter
    from formatter.errors import UsageError
    from formatter.source import expand
    from formatter.written import write_asked

    if path is not None and path.exists() and not force:
        raise UsageError(f"{path} is there already.", "Choose another name, or give --force.")
    jobs = options.pop("jobs")
    folder = path.parent if path else Path()
    found: list[Found] = []
    for source, one in copydesk.listed(expand(sources), Order(Path(), **options), folder, jobs):
        if isinstance(one, str):
            click.echo(f"{source}: {one}", err=True)
        else:
            found.append(one)
    if not found:
        sys.exit(3)
    tongues = [one.language for one in found]
    text = starter(found, max(tongues, key=tongues.count), path.name if path else "issue.toml")
    if path is None:
        click.echo(text, nl=False)
    else:
        write_asked(path, text.encode(), "-o")
        click.echo(path)
    sys.exit(int(len(found) < len(expand(sources))))


@digest.command(cls=Configured)
@_issue
@letters_options
@_online
@rules_option
@_jobs
def lock(issue: Path, **options: Any) -> None:  # noqa: ANN401
    """Approve an issue: keep the hashes of its pages and articles, so that a change is seen."""
    from formatter import issued
    from formatter.batch import Order

    jobs = options.pop("jobs")
    place, changes = issued.lock(issue, Order(Path(), **options), jobs=jobs)
    for change in changes:
        click.echo(change, err=True)
    click.echo(place)


@digest.command()
@click.argument("old", metavar="OLD.pdf", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW.pdf", type=click.Path(path_type=Path))
@click.option("-o", "folder", type=click.Path(path_type=Path), show_default="a folder here",
              help="Folder for the pages and their pictures.")  # fmt: skip
def diff(old: Path, new: Path, folder: Path | None) -> None:
    """Show the pages that differ between two PDFs of an issue, side by side."""
    from formatter.press import difference

    told = difference.written(old, new, folder or Path(f"{new.stem}-diff"))
    for sentence in told.said:
        click.echo(sentence, err=True)
    if told.page:
        click.echo(told.page)


@digest.command("schema")
def show_schema() -> None:
    """Print the JSON Schema of issue files, by which editors complete and check them."""
    from formatter.digest import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
