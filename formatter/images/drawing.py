"""An SVG drawing let in by a list of what may stand in it: lines, colours and words, nothing else.

No script, no style that asks for something, no address but a place in the drawing itself, nothing
that moves. What can't be left out without a hole (another picture, words as HTML) keeps the whole
drawing out. Its words are set in generic faces, for a drawing has no fonts of its own.

Sources: SVG 2; EPUB 3.3, section 6.2.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from html import escape
from xml.parsers import expat

from formatter.images import looks
from formatter.images.limits import Limits, Raster, UnusableError, check

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_SIZE, _ELEMENTS, _DRAWN, _DEPTH = 4 * 1024 * 1024, 50_000, 100_000, 64
_ALLOWED = frozenset(
    "g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
    "textPath linearGradient radialGradient stop clipPath mask pattern marker svg".split()
)
_LINKING = frozenset("use textPath linearGradient radialGradient pattern".split())
_WORDS = frozenset("text tspan textPath title desc".split())
_GEOMETRY = frozenset(
    "id class x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height viewBox "
    "preserveAspectRatio transform gradientTransform gradientUnits spreadMethod offset pathLength "
    "patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits "
    "markerWidth markerHeight markerUnits refX refY orient textLength lengthAdjust rotate "
    "startOffset lang".split()
)
_OF_ROOT = frozenset("width height viewBox x y".split())
_LENGTH = re.compile(r"\+?(\d*\.?\d+(?:e[+-]?\d+)?)(px|pt|pc|mm|cm|in|em|ex|)", re.IGNORECASE)
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "em": 16.0,
    "ex": 8.0,
}
_MARKED = re.compile(r"url\(\s*['\"]?#([\w.:-]+)['\"]?\s*\)")


def drawing(data: bytes, limits: Limits) -> Raster:
    """Return an SVG with nothing in it but a drawing, on white, and its size in pixels.

    Raises UnusableError for one that is damaged or too large, and where leaving out what may not
    stay would leave a hole.
    """
    if len(data) > _SIZE:
        raise UnusableError(f"{len(data) / 1048576:,.0f} MB, more than the {_SIZE >> 20} allowed")
    try:
        root = _tree(data)
    except (expat.ExpatError, ValueError, LookupError) as why:
        raise UnusableError("damaged or cut short") from why
    if root.tag != f"{_SVG}}}svg":
        raise UnusableError("damaged or cut short")
    (across, down), box = _measured(root)
    # It has no pixels of its own: one that says it is large is shown as large as any other.
    scale = min(1.0, limits.width / across, limits.height / down)
    width, height = max(1, round(across * scale)), max(1, round(down * scale))
    check(width, height, limits)
    if not _Weights(root).bearable():
        raise UnusableError("an SVG drawing with more in it than can be drawn")
    left, top, broad, high = (f"{n:g}" for n in box)
    own = {name: value for name, value in _attributes(root).items() if name not in _OF_ROOT}
    # Black lines on nothing vanish at night.
    paper = f'<rect x="{left}" y="{top}" width="{broad}" height="{high}" fill="#fff"/>'
    made = (
        f'<svg xmlns="{_SVG}" xmlns:xlink="{_XLINK}" width="{width}" height="{height}" '
        f'viewBox="{left} {top} {broad} {high}"{_set(own)}>{paper}'
        f"{''.join(_inside(root))}</svg>\n"
    )
    return Raster(media_type="image/svg+xml", data=made.encode(), width=width, height=height)


def _tree(data: bytes) -> ET.Element:
    """Return the drawing's tree; ValueError for one that declares entities, or is endless."""
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _DEPTH or count > _ELEMENTS:
            raise UnusableError("an SVG drawing with more in it than can be drawn")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def entity(*_: object) -> None:
        raise UnusableError("an SVG drawing that declares entities")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    parser.Parse(data, True)  # noqa: FBT003  expat takes no names
    return builder.close()


def _measured(root: ET.Element) -> tuple[tuple[float, float], tuple[float, ...]]:
    """Return the drawing's size in pixels, and the part of its plane that is seen."""
    box = tuple(map(float, re.split(r"[\s,]+", (root.get("viewBox") or "").strip() or "0")))
    seen = len(box) == 4 and min(box[2:]) > 0
    sides = [_pixels(root.get(name, "")) for name in ("width", "height")]
    if not seen:
        if not all(sides):
            raise UnusableError("an SVG drawing of no size")
        return (sides[0], sides[1]), (0.0, 0.0, *sides)
    ratio = box[2] / box[3]
    width = sides[0] or (sides[1] * ratio if sides[1] else box[2])
    return (width, sides[1] or width / ratio), box


def _pixels(length: str) -> float:
    found = _LENGTH.fullmatch(length.strip())
    return float(found[1]) * _PIXELS[found[2].lower()] if found else 0.0


def _inside(element: ET.Element) -> Iterator[str]:
    """Yield the markup of what an element holds."""
    words = _local(element) in _WORDS
    if words and element.text:
        yield escape(element.text, quote=False)
    for child in element:
        yield from _written(child, element)
        if words and child.tail:
            yield escape(child.tail, quote=False)


def _written(element: ET.Element, parent: ET.Element) -> Iterator[str]:
    name = _local(element)
    match name:
        case "image" | "feImage":
            raise UnusableError("an SVG drawing with another picture in it")
        case "foreignObject":
            if "".join(element.itertext()).strip() and _local(parent) != "switch":
                raise UnusableError("an SVG drawing with words that a web page sets")
        case "style":
            if rules := looks.sheet("".join(element.itertext())):
                yield f"<style>{escape(rules, quote=False)}</style>"
        case "switch":
            # What a browser takes of several ways: the first that it knows.
            known = [child for child in element if _local(child) in _ALLOWED]
            yield from _written(known[0], element) if known else ()
        case "a":
            yield from _inside(element)
        case _ if name in _ALLOWED:
            attributes = _set(_attributes(element))
            inside = "".join(_inside(element))
            yield f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _set(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _attributes(element: ET.Element) -> dict[str, str]:
    """Return what an element may say of itself."""
    return dict(_said(element))


def _said(element: ET.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.items():
        if key in {"href", f"{_XLINK}}}href"}:
            yield from _link(element, value)
        elif key in _GEOMETRY:
            yield key, value
        elif key == "style":
            said = ";".join(f"{name}:{one}" for name, one in looks.declarations(value))
            yield from [("style", said)] if said else ()
        else:
            yield from looks.declarations(f"{key}:{value}")


def _link(element: ET.Element, value: str) -> Iterator[tuple[str, str]]:
    name = _local(element)
    if name in _LINKING:
        if not value.strip().startswith("#"):
            raise UnusableError("an SVG drawing that points to another file")
        # Engines of SVG 1.1 know this name alone.
        yield "xlink:href", value.strip()


def _local(element: ET.Element) -> str:
    """Return an element's name, empty for one that isn't of SVG."""
    space, _, name = element.tag.rpartition("}")
    return name if space == _SVG else ""


class _Weights:
    """How much is drawn, what is used again counted again."""

    def __init__(self, root: ET.Element) -> None:
        self._root = root
        self._named = {name: el for el in root.iter() if (name := el.get("id"))}
        self._known: dict[int, int] = {}
        self._open: set[int] = set()

    def bearable(self) -> bool:
        """Say whether all of it can be drawn: it ends, and isn't endless."""
        return self._weight(self._root) <= _DRAWN

    def _weight(self, element: ET.Element) -> int:
        key = id(element)
        if key in self._open:
            return _DRAWN + 1
        if key not in self._known:
            self._open.add(key)
            own = 1 + sum(map(self._weight, element))
            own += sum(times * self._weight(to) for to, times in self._drawn_too(element))
            self._open.discard(key)
            self._known[key] = min(own, _DRAWN + 1)
        return self._known[key]

    def _drawn_too(self, element: ET.Element) -> Iterator[tuple[ET.Element, int]]:
        """Yield what else an element draws, and how often: a marker stands on each corner."""
        corners = len(element.get("d", "") + element.get("points", "")) // 4 + 1
        for key, value in element.items():
            if key in {"href", f"{_XLINK}}}href"}:
                names, times = [value.strip().removeprefix("#")], 1
            else:
                names, times = _MARKED.findall(value), corners if "marker" in key + value else 1
            yield from ((self._named[name], times) for name in names if name in self._named)
