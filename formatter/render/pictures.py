"""PNG pictures written into a PDF as they are, not decoded and packed again."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Components of a pixel by colour type (PNG 1.2, 4.1.1), for the types that have no alpha.
_GREY, _RGB, _PALETTE = 0, 2, 3
_COMPONENTS = {_GREY: 1, _RGB: 3, _PALETTE: 1}
# Pieces that change no pixel; one with transparency or a turn is left to the engine.
_HARMLESS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"tEXt", b"tIME"})


class Plain(NamedTuple):
    """A PNG that a PDF can hold as it is: packed rows, colours, bits of a component, size."""

    rows: bytes
    kind: int
    depth: int
    width: int
    height: int
    palette: bytes

    @property
    def space(self) -> str:
        """The colour space, as a PDF writes it (ISO 32000-1, 8.6.6.3 for a palette)."""
        match self.kind:
            case 0:
                return "/DeviceGray"
            case 2:
                return "/DeviceRGB"
            case _:
                highest = len(self.palette) // 3 - 1
                return f"[/Indexed /DeviceRGB {highest} <{self.palette.hex()}>]"


def plain(data: bytes) -> Plain | None:
    """Return the PNG in `data` as a PDF takes it, None for any that must be decoded."""
    if not data.startswith(_SIGNATURE):
        return None
    rows: list[bytes] = []
    head, palette = b"", b""
    for kind, piece in _pieces(data):
        if kind not in _HARMLESS:
            return None
        match kind:
            case b"IHDR":
                head = piece
            case b"PLTE":
                palette = piece
            case b"IDAT":
                rows.append(piece)
    if len(head) != 13:
        return None
    width, height, depth, colours, _, _, woven = struct.unpack(">2L5B", head)
    if colours not in _COMPONENTS or depth > 8 or woven or (colours == _PALETTE and not palette):
        return None
    return Plain(b"".join(rows), colours, depth, width, height, palette)


def kept(engine: ModuleType) -> type:
    """Return the engine's class of pictures, which packs a plain PNG no second time.

    `engine` is `weasyprint.images`. Its own class makes RGB of a palette, packs that, unpacks it
    and packs it again: a quarter of a second for two charts, and twice their bytes. The rows of a
    PNG are packed just as a PDF wants them (ISO 32000-1, 7.4.4.4).
    """

    class Picture(engine.RasterImage):  # type: ignore[misc, name-defined]
        """A picture of a page; `plain` is the PNG that it is, None for any other."""

        def __init__(  # noqa: PLR0913, PLR0917  the engine's signature
            self,
            pillow_image: Any,  # noqa: ANN401
            image_id: str,
            image_data: bytes,
            filename: str | None = None,
            cache: dict[str, bytes] | None = None,
            orientation: str = "none",
            options: Any = engine.DEFAULT_OPTIONS,  # noqa: ANN401
        ) -> None:
            asked = options["dpi"] or options["optimize_images"]
            self.plain = plain(image_data) if image_data and not asked else None
            if self.plain is None:
                super().__init__(
                    pillow_image, image_id, image_data, filename, cache, orientation, options
                )
                return
            self.id = image_id
            self.format, self.mode = "PNG", "RGB"
            self.width, self.height = self.plain.width, self.plain.height
            self.ratio = self.width / self.height
            self.optimize, self.invert_colors = False, False
            self._cache = {} if cache is None else cache
            self._dpi, self._jpeg_quality = None, None
            self.image_data = self.cache_image_data(self.plain.rows)

        def get_x_object(self, interpolate: bool, dpi_ratio: float) -> Any:  # noqa: ANN401, FBT001
            """Return the picture as an object of the PDF."""
            if self.plain is None:
                return super().get_x_object(interpolate, dpi_ratio)
            shape = {
                "Colors": _COMPONENTS[self.plain.kind],
                "BitsPerComponent": self.plain.depth,
                "Columns": self.width,
            }
            about = {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": self.width,
                "Height": self.height,
                "ColorSpace": self.plain.space,
                "BitsPerComponent": self.plain.depth,
                "Interpolate": "true" if interpolate else "false",
                "Filter": "/FlateDecode",
                "DecodeParms": engine.pydyf.Dictionary({"Predictor": 15, **shape}),
            }
            return engine.pydyf.Stream([self.image_data], engine.pydyf.Dictionary(about))

    return Picture


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        (size,) = struct.unpack_from(">L", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += size + 12
