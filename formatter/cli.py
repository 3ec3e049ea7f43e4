"""The command line: a thin face over the rooms, loading an engine when a command needs it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from formatter.bound import as_before, binding, binding_options
from formatter.digested import digest
from formatter.flags import (
    Configured,
    cache_option,
    edits_option,
    fonts_option,
    imprint,
    imprint_options,
    letters_options,
    library_options,
    profile_options,
    rules_option,
    systems_option,
)
from formatter.kept import extract, verify
from formatter.listed import records

if TYPE_CHECKING:
    from formatter.beside import BesideIntake
    from formatter.text.context import ToneStyle


# As a shell tells of a command that its reader stopped: 128, and the signal's number.
_INTERRUPTED = 130


class _Group(click.Group):
    """Turns the library's errors into a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as click's own
        from formatter.errors import FormatterError

        try:
            return super().invoke(ctx)
        except FormatterError as why:
            click.echo(f"{why.problem}\n{why.remedy}", err=True)
            ctx.exit(why.exit_code)
        except KeyboardInterrupt:
            click.echo("\nStopped. The files that are written are whole.", err=True)
            ctx.exit(_INTERRUPTED)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="article-formatter", prog_name="formatter")
def main() -> None:
    """Turn saved newspaper pages into EPUB and PDF."""


@main.command(cls=Configured)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--to", "formats", multiple=True, metavar="FORMAT", help="epub or pdf; both without it."
)
@click.option("--theme", default="book", show_default=True, help="A theme's name or folder.")
@click.option(
    "-o", "folder", default=".", type=click.Path(path_type=Path), help="Folder for the files."
)
@profile_options
@click.option("--url", default="", help="Address of the page, for what comes from standard input.")
@letters_options
@click.option(
    "--online/--offline", help="Fetch pictures and further pages that weren't saved, or don't."
)
@rules_option
@edits_option
@fonts_option
@imprint_options
@binding_options
@library_options
@cache_option
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--json/--no-json", "as_json", help="Print a JSON record a source.")
@click.option("--strict/--no-strict", help="Fail where a character has no font.")
@click.pass_obj
def convert(
    begun: BesideIntake | None,
    /,
    sources: tuple[str, ...],
    *,
    as_json: bool,
    strict: bool,
    **options: Any,  # noqa: ANN401  the fields of an Order and a Binding, as click has read them
) -> None:
    """Write an EPUB and a PDF of each SOURCE: a file, a folder, an address, or - for input."""
    from formatter.beside import helpers

    jobs = options.pop("jobs")
    formats = tuple(dict.fromkeys(options.pop("formats") or ("epub", "pdf")))
    asked, publisher = binding(options), imprint(options)
    with helpers(formats if jobs == 1 and not asked else (), begun) as (engines, intake):
        # Loaded while they are.
        from formatter import batch
        from formatter.profile import load
        from formatter.source import expand
        from formatter.tell import code, list_doubtful, shown, strictly, tell

        if asked and asked.update:
            options |= as_before(asked.update)
        options["profile"] = load(options["profile"], options.pop("standard"))
        order = batch.Order(formats=formats, imprint=publisher, **options)
        named = expand(sources)
        taken: list[str | bytes] = [_input() if name == "-" else name for name in named]
        told = []
        if asked:
            from formatter import binder

            made = binder.run(taken, order, asked, jobs=jobs)
        else:
            made = batch.run(taken, order, jobs=jobs, engines=engines, intake=intake)
        if order.bag:
            from formatter.bag import bagged

            made = bagged(made, order.bag, os.environ)
        for record in shown(made, len(taken)):
            kept = strictly(record) if strict else record
            told.append(kept)
            tell(kept, as_json=as_json)
    list_doubtful(told)
    sys.exit(code(told))


def _input() -> bytes:
    return sys.stdin.buffer.read()


@main.command(cls=Configured)
@click.argument("source")
@click.option("-o", "path", type=click.Path(path_type=Path), help="File instead of output.")
@click.option("--url", default="", help="Address of the page.")
@letters_options
@rules_option
@edits_option
@click.option(
    "--explain",
    "report",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Write a page that shows what became of each block, and why.",
)
@click.option("--json", "as_json", is_flag=True, help="The article with its account, as JSON.")
def clean(  # noqa: PLR0913, PLR0917  the command's options
    source: str,
    path: Path | None,
    url: str,
    legacy: str,
    tone_style: ToneStyle,
    rules: Path | None,
    edits: Path | None,
    report: Path | None,
    *,
    smart: bool,
    as_json: bool,
) -> None:
    """Write the article of SOURCE as XHTML, or with all that was taken out as JSON."""
    from formatter.clean import clean as article_of
    from formatter.intake import edits_for, page_of
    from formatter.record import document, record
    from formatter.sites import rules as families
    from formatter.text.address import is_address
    from formatter.text.context import Mending
    from formatter.written import write_asked

    named = source if is_address(source) else Path(source)
    mending = Mending(smart=smart, tones=tone_style, legacy=legacy)
    page = page_of(_input() if source == "-" else named, url, legacy)
    article = article_of(
        page,
        rules=families(rules) if rules else None,
        edits=edits_for("" if source == "-" else named, edits),
        mending=mending,
    )
    for note in article.notes:
        click.echo(f"{source}: {note}", err=True)
    if report is not None:
        from formatter.clean.count import count
        from formatter.explain import explain

        told = explain(article, whole=count(page, mending), name=Path(source).name)
        write_asked(report, told.encode(), "--explain")
    text = json.dumps(record(article), ensure_ascii=False) if as_json else document(article)
    if path is not None:
        write_asked(path, f"{text}\n".encode(), "-o")
    elif report is None or as_json:
        click.echo(text)
    else:
        click.echo(report)


@main.group(invoke_without_command=True)
@click.pass_context
def themes(ctx: click.Context) -> None:
    """List the themes, or begin one of your own."""
    if ctx.invoked_subcommand is None:
        from formatter.theme import load, names

        for name in names():
            click.echo(f"{name}\t{load(name).title}")


@themes.command()
@click.argument("name")
@click.option("--from", "origin", default="newspaper", show_default=True, metavar="THEME")
@click.option(
    "-o", "folder", default=".", type=click.Path(path_type=Path), help="Folder for the theme's."
)
def new(name: str, origin: str, folder: Path) -> None:
    """Begin a theme NAME that is as another until you change it."""
    from formatter.pattern import begin

    made = begin(name, origin, folder)
    click.echo(f"{made}{os.sep}")


@main.command()
@rules_option
def rules(rules: Path | None) -> None:
    """List the families of newspapers: name, version, file."""
    from formatter.sites import rules as families

    for rule in families(rules):
        click.echo(f"{rule.name}\t{rule.version}\t{rule.origin}")


@main.command(cls=Configured)
@click.option("--theme", default="book", show_default=True, help="Whose extra fonts are listed.")
@fonts_option
@click.option("--json", "as_json", is_flag=True, help="The same for programs, as JSON.")
def fonts(theme: str, fonts: tuple[str, ...], *, as_json: bool) -> None:
    """List the fonts, yours too: what they set and cover, and what covers the rest."""
    from formatter.catalogue import catalogue, text
    from formatter.theme import load

    shown = catalogue(load(theme).with_fonts(fonts).extra)
    lines = [json.dumps(shown, ensure_ascii=False)] if as_json else text(shown)
    for line in lines:
        click.echo(line)


@main.command("check")
@click.argument("books", nargs=-1, required=True, type=click.Path(path_type=Path))
@systems_option
@click.option("--json", "as_json", is_flag=True, help="The same for programs, as JSON.")
def check_books(books: tuple[Path, ...], systems: tuple[str, ...], *, as_json: bool) -> None:
    """Tell what reading systems would stumble over in each of the EPUBs, whoever made it."""
    from formatter.checked import tell_checked
    from formatter.profile import SYSTEMS

    sys.exit(tell_checked(books, systems or SYSTEMS, as_json=as_json))


@main.command()
def doctor() -> None:
    """Look whether this machine has what the formats need."""
    from importlib import import_module

    faults = 0
    needs = (
        ("EPUB", "formatter.render.epub", "Install article-formatter again."),
        (
            "PDF",
            "formatter.render.pdf",
            "Install Pango: apt install libpango-1.0-0 libpangoft2-1.0-0.",
        ),
        ("pictures", "PIL.Image", "Install Pillow again."),
    )
    for name, module, remedy in needs:
        try:
            import_module(module)
            click.echo(f"{name}\tready")
        except (ImportError, OSError) as why:
            faults += 1
            click.echo(f"{name}\tmissing: {why}\n\t{remedy}")
    sys.exit(1 if faults else 0)


for kept in (digest, extract, records, verify):
    main.add_command(kept)
