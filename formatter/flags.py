"""Flags that commands share, and the user's settings behind them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from formatter.imprint import Imprint
    from formatter.settings import Setting


def rules_option(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the option `--rules`, by default the folder among the user's settings."""
    return click.option(
        "--rules",
        type=click.Path(path_type=Path),
        default=_home,
        show_default="rules/ among your settings",
        help="Folder of your rules for newspapers; they win over ours.",
    )(command)


def letters_options(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the options that say what is wanted of the letters."""
    return given(
        command,
        click.option(
            "--tone-style",
            default="keep",
            show_default=True,
            type=click.Choice(["keep", "old", "new"]),
            help="Tones of oa, oe and uy: old as hòa, new as hoà.",
        ),
        click.option(
            "--smart/--no-smart",
            help="Set a typewriter's marks as print has them: … – “ ”, single spaces.",
        ),
        click.option(
            "--legacy-encoding",
            "legacy",
            default="offer",
            show_default=True,
            help="Letters from before Unicode: offer tells of them, auto converts what is found, "
            "none doesn't look, or a name: tcvn3, vni, vps, viscii, windows-1258.",
        ),
    )


def edits_option(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the option `--edits`."""
    return click.option(
        "--edits",
        type=click.Path(path_type=Path),
        show_default="PAGE.edit.toml beside the page",
        help="File of the blocks that you keep and drop.",
    )(command)


def given(command: Any, *options: Any) -> Any:  # noqa: ANN401  as click's own
    """Return a command with these options; its help tells the last of them first."""
    for option in options:
        command = option(command)
    return command


def _home() -> Path | None:
    from formatter.settings import rules_home

    return rules_home(os.environ)


# The settings behind a command's parameters.
_SETTINGS = {
    "formats": "to",
    "theme": "theme",
    "folder": "output",
    "profile": "profile",
    "legacy": "legacy-encoding",
    "smart": "smart",
    "tone_style": "tone-style",
    "online": "online",
    "rules": "rules",
    "cache": "cache",
    "jobs": "jobs",
    "strict": "strict",
    "fonts": "font",
    "faces": "fonts",
    "cover": "cover",
    "animation": "animation",
    "conforms": "conforms",
    "certified_by": "certified-by",
    "exemption": "exemption",
}


class Configured(click.Command):
    """A command whose flags have a user's settings behind them."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,  # noqa: ANN401  as click's own
    ) -> click.Context:
        """Return the context, its defaults those of the settings that hold here."""
        from formatter.settings import read

        if not {"-h", "--help"} & set(args):
            held = read(Path(), os.environ)
            _must_be_known(held)
            behind = _SETTINGS | ({"as_json": "json"} if self.name == "convert" else {})
            extra["default_map"] = {
                param: held[name].value for param, name in behind.items() if name in held
            }
        return super().make_context(info_name, args, parent, **extra)


def _must_be_known(held: Mapping[str, Setting]) -> None:
    """Raise UsageError, with the file and line, for a name in the settings that isn't one."""
    if not held.keys() & {"theme", "profile", "to"}:
        return
    from formatter.beside import OUTPUTS
    from formatter.profile import names as profiles
    from formatter.settings import must_be_one
    from formatter.theme import names

    for name, choices in {"theme": names(), "profile": profiles(), "to": OUTPUTS}.items():
        if name in held:
            must_be_one(name, held[name], tuple(choices))


def fonts_option(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the option `--font`."""
    return click.option(
        "--font",
        "fonts",
        multiple=True,
        metavar="FILE",
        help="Font of yours for what ours don't have; may be given again.",
    )(command)


def imprint_options(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the options for what a publisher adds to an e-book."""
    return given(
        command,
        click.option(
            "--page-list/--no-page-list",
            help="List in the EPUB where the pages of its PDF begin, so that both are cited alike.",
        ),
        click.option(
            "--exemption",
            default="",
            metavar="NAME",
            help="Say which one of the European Accessibility Act you claim: eaa-microenterprise, "
            "eaa-fundamental-alteration, eaa-disproportionate-burden.",
        ),
        click.option(
            "--certified-by", default="", metavar="NAME", help="Who checked that it conforms."
        ),
        click.option(
            "--conforms",
            default="",
            metavar="STANDARD",
            help="Claim that the EPUB conforms: “EPUB Accessibility 1.1 - WCAG 2.2 Level AA”.",
        ),
        click.option(
            "--animation",
            default="still",
            show_default=True,
            help="Moving pictures: still (the first frame) or keep.",
        ),
        click.option(
            "--fonts",
            "faces",
            default="",
            metavar="embed|system",
            help="Fonts in the EPUB, or the reading system's own.",
        ),
        click.option(
            "--cover",
            default="",
            metavar="FILE|none",
            help="Picture of yours on the EPUB's cover; none for no cover. One is drawn otherwise.",
        ),
    )


def imprint(options: dict[str, Any]) -> Imprint:
    """Take what a publisher adds to an e-book out of the options."""
    from formatter.imprint import Imprint

    said = ("cover", "animation", "conforms", "certified_by", "exemption", "page_list")
    return Imprint(fonts=options.pop("faces"), **{name: options.pop(name) for name in said})


def profile_options(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the options that say what its books are for."""
    return given(
        command,
        click.option(
            "--standard",
            default="",
            metavar="NAME",
            help="Archive's standard of the PDF: a-3a (PDF/A-3a and PDF/UA-1, as --profile archive "
            "has it), a-3u (without tags), a-2a (nothing attached), a-4f.",
        ),
        click.option(
            "--profile",
            default="generic",
            show_default=True,
            metavar="NAME|FILE.toml",
            help="What the book is for: generic, kindle, kobo, print, archive, or a file of yours.",
        ),
    )


def library_options(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the options for what a library keeps beside the books."""
    return given(
        command,
        click.option(
            "--bag",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Pack all files into a new folder that proves itself whole (BagIt, RFC 8493).",
        ),
        click.option(
            "--records",
            default="",
            metavar="FORM,…",
            callback=_forms,
            help="Records for catalogues beside each book: dc, csl, ris, bibtex, or all.",
        ),
    )


def _forms(_context: click.Context, _param: click.Parameter, said: str) -> tuple[str, ...]:
    if not said:
        return ()
    from formatter.cards import forms

    return forms(said)


def cache_option(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the option `--cache`."""
    return click.option(
        "--cache",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Keep pictures that were made ready in this folder: the next run finds them there.",
    )(command)


def systems_option(command: Any) -> Any:  # noqa: ANN401  as click's own
    """Give a command the option `--for`."""
    return click.option(
        "--for",
        "systems",
        multiple=True,
        metavar="SYSTEM",
        help="kindle, kobo, apple, koreader, thorium, play or mupdf; all without it.",
    )(command)
