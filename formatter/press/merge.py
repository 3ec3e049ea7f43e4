"""The merge: galleys of all runs in one PDF, with one outline, one structure, one set of names.

What the file has once is written once: each face's letters, each picture, each profile of colours.
Nothing here takes longer than in proportion to what is put in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pydyf

from formatter.press.faces import Faces
from formatter.press.objects import Page, Raw, Stream
from formatter.press.outline import Outline, figure
from formatter.render.elements import tree
from formatter.render.galley import Galley, Heading, Link, Sheet, renumbered

_POINT = 0.75
# The sides of a figure in the structure (ISO 32000-1, 14.8.5.4.3).
_BOUNDS = re.compile(rb"/O/Layout/BBox \[([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)\]")
_PARTS = ("ExtGState", "Pattern", "Shading")


class Placed(NamedTuple):
    """A run in the file: its pages, what stands in their margins, the number of its first page."""

    galley: Galley
    margins: Galley
    first: int


class Merge:
    """Puts runs into a PDF of the engine; `dangling` are the names that links ask for in vain."""

    def __init__(self, runs: Sequence[Placed], faces: Faces) -> None:
        self._runs, self._faces = runs, faces
        self.dangling: tuple[str, ...] = ()

    def __call__(self, pdf: Any, fonts: Mapping[str, bytes]) -> None:  # noqa: ANN401
        """Put them in; `fonts` are references to the fonts in it, by key."""
        self._pdf, self._fonts = pdf, fonts
        self._known: dict[object, int] = {}
        self._names: dict[str, bytes] = {}
        self._owners: list[bytes] = []
        self._pressed: list[tuple[Raw, Link, float]] = []
        self._link_owners: list[bytes] = []
        self._identities: list[tuple[bytes, bytes]] = []
        self._parts: list[bytes] = []
        self._roles: set[str] = set()
        self._headings: list[tuple[Heading, bytes, float]] = []
        self._spaces = next(
            each.number
            for each in pdf.objects
            if isinstance(each, pydyf.Dictionary) and "lab-d50" in each
        )
        tagged = any(run.galley.top for run in self._runs)
        self._root = self._raw() if tagged else None
        for run in self._runs:
            self._run(run)
        self._press()
        pdf.catalog["PageLabels"] = "<</Nums [0 <</S /D>>]>>"
        self._name()
        Outline(self._pdf, self._headings).write()
        if self._root is not None:
            self._structure(self._root)

    def _raw(self, data: bytes = b"") -> Raw:
        made = Raw(data)
        self._pdf.add_object(made)
        return made

    def _once(self, key: object, made: Any) -> int:  # noqa: ANN401  an object of the engine's
        """Return the number of an object that the file has once."""
        if key not in self._known:
            self._pdf.add_object(made)
            self._known[key] = made.number
        return self._known[key]

    def _run(self, run: Placed) -> None:
        galley = run.galley
        numbers, raws = self._numbers(galley)
        margins, others = self._numbers(run.margins)
        for number, raw in others.items():
            raw.data = renumbered(run.margins.objects[number], margins)
        if self._root is not None:
            numbers[galley.top] = self._root.number
        base = len(self._link_owners)
        pages = []
        for sheet in galley.sheets:
            page = Page()
            self._pdf.add_page(page)
            numbers[sheet.number] = page.number
            pages.append(page)
        shifts = [
            (beside.left - sheet.left) * _POINT
            for sheet, beside in zip(galley.sheets, run.margins.sheets, strict=True)
        ]
        drawn = (run.margins, margins, self._resources(run.margins, margins, {}))
        for sheet, beside, page, shift in zip(
            galley.sheets, run.margins.sheets, pages, shifts, strict=True
        ):
            pressed = []
            for link in sheet.links:
                raw = self._raw()
                numbers[link.number] = raw.number
                pressed.append(raw)
                order = base + link.order if link.order >= 0 else -1
                self._pressed.append((raw, link._replace(order=order), shift))
            folio = 0 if beside.bare else self._folio(beside, drawn)
            self._page(page, sheet, (galley, numbers), (folio, shift), pressed)
        moved = {sheet.number: shift for sheet, shift in zip(galley.sheets, shifts, strict=True)}
        for number, raw in raws.items():
            data = galley.objects[number]
            if b"/BBox [" in data:
                data = _shifted(data, moved)
            raw.data = renumbered(data, numbers)
        self._tell(run, numbers, pages, shifts)

    def _numbers(self, galley: Galley) -> tuple[dict[int, int], dict[int, Raw]]:
        """Put in what a galley draws with; return its new numbers, and objects to be written."""
        fonts = self._faces.of(galley)
        listed = b"".join(
            b"/%b %b" % (key.encode(), self._fonts[named]) for key, named in sorted(fonts.items())
        )
        numbers = {
            number: self._once(("fonts", listed), Raw(b"<<%b>>" % listed))
            if what == "fonts"
            else self._spaces
            if what == "spaces"
            else 3 + int(what.split()[1])
            for number, what in galley.shared.items()
        }
        raws = {number: self._raw() for number in galley.objects}
        numbers |= {number: raw.number for number, raw in raws.items()}
        # Those that refer to none first: a picture's mask stands after it.
        waiting = dict(galley.streams)
        while waiting:
            ready = {
                number: packed
                for number, packed in waiting.items()
                if not any(at in waiting for at in packed.refers)
            }
            for number, packed in (ready or waiting).items():
                if packed.kind or packed.refers:
                    head = renumbered(packed.head, numbers) if packed.refers else packed.head
                    made = Stream(packed._replace(head=head))
                    numbers[number] = self._once((head, packed.digest, len(packed.body)), made)
                else:
                    made = Stream(packed)
                    self._pdf.add_object(made)
                    numbers[number] = made.number
                del waiting[number]
        return numbers, raws

    def _resources(self, galley: Galley, numbers: Mapping[int, int], more: dict[str, int]) -> bytes:
        """Return a dictionary of what pages are drawn with; `more` are drawings by name."""
        drawn = renumbered(galley.resources.get("XObject", b""), numbers)
        drawn += b"".join(b"/%b %d 0 R" % (name.encode(), at) for name, at in more.items())
        parts = [b"/ColorSpace %d 0 R" % self._spaces]
        fonts = (number for number, what in galley.shared.items() if what == "fonts")
        parts += [b"/Font %d 0 R" % numbers[number] for number in fonts]
        for name in _PARTS:
            if held := galley.resources.get(name):
                parts.append(b"/%b <<%b>>" % (name.encode(), renumbered(held, numbers)))
        if drawn:
            parts.append(b"/XObject <<%b>>" % drawn)
        return b"<<%b>>" % b"".join(parts)

    def _folio(self, sheet: Sheet, drawn: tuple[Galley, dict[int, int], bytes]) -> int:
        """Put in what stands in a page's margins, as a drawing; return its number."""
        galley, numbers, resources = drawn
        at = self._once(("resources", resources), Raw(resources))
        stream = self._pdf.objects[numbers[sheet.content]]
        packed = galley.streams[sheet.content]
        stream.head = b"<</Type /XObject/Subtype /Form/BBox [%b]/Resources %d 0 R%b" % (
            b" ".join(map(figure, sheet.media)),
            at,
            packed.head.removeprefix(b"<<"),
        )
        stream.extra = {"Subtype": "/Form"}
        return int(stream.number)

    def _page(
        self,
        page: Page,
        sheet: Sheet,
        held: tuple[Galley, Mapping[int, int]],
        beside: tuple[int, float],
        pressed: Sequence[Raw],
    ) -> None:
        galley, numbers = held
        folio, shift = beside
        before = b"q 1 0 0 1 %b 0 cm" % figure(shift) if shift else b"q"
        after = b"Q /Folio Do" if folio else b"Q"
        contents = b" ".join(
            b"%d 0 R" % number
            for number in (
                self._once(before, pydyf.Stream([before])),
                numbers[sheet.content],
                self._once(after, pydyf.Stream([after])),
            )
        )
        page["Contents"] = b"[%b]" % contents
        resources = self._resources(galley, numbers, {"Folio": folio} if folio else {})
        at = b"%d 0 R" % self._once(("resources", resources), Raw(resources))
        parts = [
            b"<</Type /Page/Parent %b" % self._pdf.pages.reference,
            sheet.entries,
            b"/Contents %b/Resources %b" % (page["Contents"], at),
        ]
        if self._root is not None:
            parts.append(b"/StructParents %d" % len(self._owners))
            self._owners.append(b" ".join(b"%d 0 R" % numbers[one] for one in sheet.owners))
        if pressed:
            parts.append(b"/Annots [%b]" % b" ".join(raw.reference for raw in pressed))
        page.written = b"".join((*parts, b">>"))

    def _tell(
        self,
        run: Placed,
        numbers: Mapping[int, int],
        pages: Sequence[Page],
        shifts: Sequence[float],
    ) -> None:
        """Note what the file says of a run: names, outline, structure."""
        galley = run.galley
        for name, number, left, top in galley.anchors:
            if name not in self._names:
                place = (pages[number].reference, figure(left + shifts[number]), figure(top))
                self._names[name] = b"[%b /XYZ %b %b 0]" % place
        for heading in galley.headings:
            page = pages[heading.page].reference
            self._headings.append((heading, page, heading.left + shifts[heading.page]))
        self._parts += [b"%d 0 R" % numbers[one] for one in galley.parts]
        self._link_owners += [b"%d 0 R" % numbers[one] for one in galley.link_owners]
        self._identities += [(name, b"%d 0 R" % numbers[at]) for name, at in galley.identities]
        self._roles |= galley.roles

    def _press(self) -> None:
        """Write the links, now that all pages and names are known."""
        dangling: dict[str, None] = {}
        first = len(self._owners)
        for raw, link, shift in self._pressed:
            left, low, right, high = link.sides
            sides = b" ".join(map(figure, (left + shift, low, right + shift, high)))
            parts = [b"<<", link.entries, b"/Rect [%b]" % sides]
            if link.anchor in self._names:
                parts.append(b"/Dest %b" % pydyf.String(link.anchor).data)
            elif link.anchor:
                dangling[link.anchor] = None
            if link.order >= 0:
                parts.append(b"/StructParent %d" % (first + link.order))
            raw.data = b"".join((*parts, b">>"))
        self.dangling = tuple(dangling)

    def _name(self) -> None:
        if self._names:
            listed = b"".join(
                pydyf.String(name).data + b" " + place
                for name, place in sorted(self._names.items(), key=lambda item: item[0].encode())
            )
            names = self._pdf.catalog.setdefault("Names", pydyf.Dictionary())
            names["Dests"] = b"<</Names [%b]>>" % listed

    def _structure(self, root: Raw) -> None:
        """Write the whole file's structure over the parts of all runs."""
        top = self._raw()
        nums = [b"%d [%b]" % (key, owners) for key, owners in enumerate(self._owners)]
        nums += [b"%d %b" % pair for pair in enumerate(self._link_owners, start=len(nums))]
        parents = self._raw(b"<</Nums [%b]>>" % b" ".join(nums))
        kids = b" ".join(self._parts)
        root.data = b"<</Type/StructElem/S/Document/P %b/K [%b]>>" % (top.reference, kids)
        names = b" ".join(
            pydyf.String(name.decode()).data + b" " + at for name, at in sorted(self._identities)
        )
        used = self._roles
        top.data = tree(root.reference, parents.reference, len(nums), used, names)
        self._pdf.catalog["StructTreeRoot"] = top.reference


def _shifted(data: bytes, moved: Mapping[int, float]) -> bytes:
    """Return an element of the structure whose figure stands to the side of where it was."""
    page = re.search(rb"/Pg (\d+) 0 R", data)
    shift = moved.get(int(page[1]), 0.0) if page else 0.0
    if not shift:
        return data

    def aside(found: re.Match[bytes]) -> bytes:
        left, low, right, high = map(float, found.groups())
        sides = f"{left + shift:.2f} {low:.2f} {right + shift:.2f} {high:.2f}"
        return b"/O/Layout/BBox [%b]" % sides.encode()

    return _BOUNDS.sub(aside, data)
