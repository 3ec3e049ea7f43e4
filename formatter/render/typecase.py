"""The type a PDF is set with: the fonts of the theme, and none of the machine's."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from formatter.render import foreign

# A rule that names a face, and how many configurations are kept.
_FACE = re.compile(r"@font-face\s*{[^}]*}")
_MOST = 4
# Fontconfig scales no bitmaps unless it is told how: an emoji of a user's font would be 136 pixels
# tall in every text.
_SCALED = b"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><match target="font"><test name="outline"><bool>false</bool></test>
<edit name="share" mode="assign"><divide><name target="pattern">pixelsize</name>
<name target="font">pixelsize</name></divide></edit>
<edit name="matrix" mode="assign"><times><name>matrix</name><matrix><name>share</name>
<double>0</double><double>0</double><name>share</name></matrix></times></edit>
<edit name="size" mode="assign"><divide><name>size</name><name>share</name></divide></edit>
</match></fontconfig>"""


def ours(engine: ModuleType) -> Callable[[], Any]:
    """Return what makes an engine's configuration of fonts without any font of the machine.

    `engine` is `weasyprint.text.fonts`. Its own configuration reads the machine's: a letter none
    of our fonts has would be drawn with whatever is installed, and the same book would give
    other bytes elsewhere. With this one such a letter is a box, and the report names it.
    """
    foreign.complete(engine.ffi)

    class Case(engine.FontConfiguration):  # type: ignore[misc, name-defined]
        """A configuration that holds what style sheets add to it, and nothing else.

        As a context it takes the copies of the fonts, which it keeps in a temporary folder, away
        at its end; the engine's waits for the collector.
        """

        def __init__(self) -> None:
            pango, fontconfig = engine.pangoft2, engine.fontconfig
            self._config = fontconfig.FcConfigCreate()
            fontconfig.FcConfigParseAndLoadFromMemory(self._config, _SCALED, True)  # noqa: FBT003
            self._folder: Path | None = None
            self.font_map = engine.ffi.gc(
                pango.pango_ft2_font_map_new(), engine.gobject.g_object_unref
            )
            place = engine.ffi.cast("PangoFcFontMap *", self.font_map)
            pango.pango_fc_font_map_set_config(place, self._config)
            # The map holds it from now on.
            fontconfig.FcConfigDestroy(self._config)
            self.strut_layouts: dict[Any, Any] = {}
            self.font_features: dict[Any, Any] = {}

        @property
        def is_empty(self) -> bool:
            """Whether no style sheet put a font into it: the engine would crash at a letter."""
            return self._folder is None

        def __enter__(self) -> Self:
            return self

        def __exit__(
            self,
            kind: type[BaseException] | None,
            raised: BaseException | None,
            where: TracebackType | None,
        ) -> None:
            if self._folder:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None

    return Case


class Cases:
    """Configurations of fonts that are kept for the next pages in just the same faces.

    `make` is what `ours` returns. A configuration takes longer to make than a page.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._held: dict[str, Any] = {}

    def of(self, markup: str) -> Any:  # noqa: ANN401
        """Return the configuration for a document, by the faces that its style sheets name."""
        key = "".join(_FACE.findall(markup))
        if key not in self._held:
            if len(self._held) == _MOST:
                self._held.pop(next(iter(self._held))).__exit__(None, None, None)
            self._held[key] = self._make()
        return self._held[key]

    def close(self) -> None:
        """Take away what all of them keep in folders."""
        while self._held:
            self._held.popitem()[1].__exit__(None, None, None)


def undated(engine: Any) -> None:  # noqa: ANN401  a module whose class is replaced
    """Let the engine write fonts of colour emoji without the hour at which it does.

    `engine` is `weasyprint.pdf.fonts`, which takes the pictures out of such a font with fontTools;
    that sets a font's date of change.
    """
    open_font = engine.TTFont

    def open_as_it_is(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        return open_font(*given, recalcTimestamp=False, **named)

    engine.TTFont = open_as_it_is


def named(build: Callable[..., Any]) -> Callable[..., Any]:
    """Return the engine's writer of fonts, with names that end as their families' do.

    `build` is WeasyPrint's `build_fonts_dictionary`. Pango writes a comma after a family that ends
    in a figure, lest a reader of its descriptions takes that for a size.
    """

    def build_fonts_dictionary(pdf: Any, fonts: Any, *rest: Any) -> Any:  # noqa: ANN401
        for font in fonts.values():
            font.name = font.name.rstrip(b",")
        return build(pdf, fonts, *rest)

    return build_fonts_dictionary
