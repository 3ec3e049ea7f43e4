"""The structure of a PDF read back by pikepdf, each element with the words of its own content."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
# The operators that draw words or mark them, in the engine's way of writing them.
_OPERATOR = re.compile(
    rb"(?P<kind>/\w+)\s*(?P<about><<.*?>>)?\s*(?P<opened>BDC|BMC)\n"
    rb"|(?P<closed>EMC)\n"
    rb"|(?P<font>/[\w+-]+) [-\d.]+ Tf\n"
    rb"|(?P<run>\[[^\]]*\] TJ|<[0-9a-f]*> Tj)\n",
    re.DOTALL,
)
_HEX = re.compile(rb"<([0-9a-f]*)>")
_INLINE = frozenset(("Span", "Link", "Quote", "Code", "Reference", "Formula", "Ruby", "RB", "RT"))
_BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


@dataclass(slots=True)
class Element:
    """An element of a structure: `parts` are its words and its child elements, in order.

    `pages` are those its own content is on, `links` what its annotations say of themselves.
    """

    role: str
    parts: list[Element | str] = field(default_factory=list)
    alt: str = ""
    lang: str = ""
    identity: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def kids(self) -> list[Element]:
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def own(self) -> str:
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def text(self) -> str:
        """All words in it, runs of spaces one; each block on its own."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        said = "".join(part if isinstance(part, str) else part._text() for part in self.parts)
        return said if self.role in _INLINE else f" {said} "

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *roles: str) -> list[Element]:
        return [each for each in self.walk() if each.role in roles]


@dataclass(frozen=True, slots=True)
class Structure:
    """A PDF's structure.

    `artifacts` are the words that are no part of it, page by page, with what they are said to be;
    `bare` the words that are marked as nothing at all; `unowned` the marks no element holds.
    """

    root: Element
    artifacts: tuple[tuple[int, str, str], ...]
    bare: tuple[str, ...]
    unowned: tuple[tuple[int, int], ...]


def structure(data: bytes) -> Structure:
    """Return the structure of a PDF; AssertionError where its two sides disagree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        reader = _Reader(pdf)
        top = pdf.Root.StructTreeRoot
        (kid,) = top.K
        root = reader.element(kid, top.get("/RoleMap", {}))
        reader.agree(top.ParentTree)
        return Structure(
            root, tuple(reader.artifacts), tuple(reader.bare), tuple(sorted(reader.marks))
        )


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        self.marks: dict[tuple[int, int], str] = {}
        self.artifacts: list[tuple[int, str, str]] = []
        self.bare: list[str] = []
        self._owned: dict[tuple[int, int], Any] = {}
        self._pressed: list[tuple[int, Any]] = []
        self._told = False
        self._faces: dict[Any, dict[int, str]] = {}
        for number, page in enumerate(pdf.pages):
            self._page(number, page)

    def element(self, node: Any, mapped: Any) -> Element:
        role = str(node.S)[1:]
        attributes = {
            str(key): value
            for each in node.get("/A", [])
            for key, value in each.items()
            if key != "/O"
        }
        made = Element(
            role,
            alt=str(node.get("/Alt", "")),
            lang=str(node.get("/Lang", "")),
            identity=str(node.get("/ID", "")),
            attributes=attributes,
        )
        for kid in node.get("/K", []):
            if isinstance(kid, int) or kid.get("/Type") == "/MCR":
                page = node.Pg if isinstance(kid, int) else kid.Pg
                place = (self._numbers[page.objgen], kid if isinstance(kid, int) else int(kid.MCID))
                made.parts.append(self.marks.pop(place))
                made.pages.append(place[0])
                self._owned[place] = node.objgen
            elif kid.get("/Type") == "/OBJR":
                made.links.append(str(kid.Obj.get("/Contents", "")))
                self._pressed.append((int(kid.Obj.StructParent), node.objgen))
            else:
                assert kid.P.objgen == node.objgen
                made.parts.append(self.element(kid, mapped))
        return made

    def agree(self, parents: Any) -> None:
        """Hold the tree to the table of what each page's marks belong to."""
        nums = list(parents.Nums)
        table = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        for (page, mark), owner in self._owned.items():
            assert table[page][mark].objgen == owner
        for number, owner in self._pressed:
            assert table[number].objgen == owner

    def _page(self, number: int, page: pikepdf.Page) -> None:
        fonts: Any = page.obj.Resources.get("/Font", {})
        face: dict[int, str] = {}
        marks: list[tuple[str, int | None]] = []
        for found in _OPERATOR.finditer(page.obj.Contents.read_bytes()):
            match found.lastgroup:
                case "opened":
                    about = found["about"] or b""
                    assert not marks, "marks stand in each other"
                    marks.append((found["kind"].decode() + _kind(about), _number(about)))
                    if marks[-1][1] is not None:
                        place = (number, marks[-1][1])
                        assert place not in self.marks
                        said = pikepdf.Object.parse(about).get("/ActualText")
                        self._told = said is not None
                        self.marks[place] = str(said) if self._told else ""
                case "closed":
                    marks.pop()
                case "font":
                    face = self._face(fonts[found["font"].decode()])
                case _:
                    codes = bytes.fromhex(b"".join(_HEX.findall(found["run"])).decode())
                    pairs = (codes[i : i + 2] for i in range(0, len(codes), 2))
                    run = "".join(face.get(int.from_bytes(pair), "\ufffd") for pair in pairs)
                    self._say(number, run, marks)

    def _say(self, number: int, words: str, marks: list[tuple[str, int | None]]) -> None:
        if not marks:
            self.bare.append(words)
        elif marks[-1][1] is None:
            self.artifacts.append((number, marks[-1][0].removeprefix("/Artifact"), words))
        elif not self._told:
            self.marks[number, marks[-1][1]] += words

    def _face(self, font: Any) -> dict[int, str]:
        if font.objgen not in self._faces:
            table: dict[int, str] = {}
            for kind, block in _BLOCK.findall(font.ToUnicode.read_bytes()):
                if kind == b"char":
                    for code, text in _PAIR.findall(block):
                        table[int(code, 16)] = _letters(text)
                else:
                    for first, last, text in _RANGE.findall(block):
                        for step in range(int(last, 16) - int(first, 16) + 1):
                            table[int(first, 16) + step] = chr(int(text, 16) + step)
            self._faces[font.objgen] = table
        return self._faces[font.objgen]


def _kind(about: bytes) -> str:
    found = re.search(rb"/Subtype\s*(/\w+)", about) or re.search(rb"/Type\s*(/\w+)", about)
    return found[1].decode() if found else ""


def _number(about: bytes) -> int | None:
    found = re.search(rb"/MCID\s+(\d+)", about)
    return int(found[1]) if found else None


def _letters(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")
