"""Small PDFs made by hand, and what their pages draw, read back operator by operator."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


class Drawn(NamedTuple):
    """A drawing placed on a page: its words, and where the origin of the words comes to lie."""

    text: str
    matrix: Matrix
    clip: tuple[float, ...]


def leaves(
    texts: Sequence[str],
    size: tuple[float, float] = (420, 595),
    corner: tuple[float, float] = (0, 0),
) -> bytes:
    """Return a PDF with a page a text, in Helvetica, `corner` its lower left one."""
    x, y = corner
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for text in texts:
        made.add_blank_page(page_size=size)
        page = made.pages[-1]
        page.obj.MediaBox = page.obj.TrimBox = pikepdf.Array([x, y, x + size[0], y + size[1]])
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        drawn = f"0 0 0 rg BT /F 20 Tf {x + 60} {y + 300} Td ({text}) Tj ET"
        page.Contents = made.make_stream(drawn.encode())
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def placed(page: pikepdf.Page) -> Iterator[Drawn]:
    """Yield what a page places of drawings: the words of each, its matrix, what clips it."""
    stack: list[tuple[Matrix, tuple[float, ...]]] = []
    matrix = UPRIGHT
    clip: tuple[float, ...] = ()
    rectangle: tuple[float, ...] = ()
    for operands, operator in steps(page):
        match operator:
            case "q":
                stack.append((matrix, clip))
            case "Q":
                matrix, clip = stack.pop()
            case "re":
                rectangle = tuple(float(each) for each in operands)
            case "W":
                clip = rectangle
            case "cm":
                matrix = times(tuple(float(each) for each in operands), matrix)
            case "Do":
                form = page.Resources.XObject[str(operands[0])]
                own = form.get("/Matrix", list(UPRIGHT))
                yield Drawn(words(form), times(tuple(float(e) for e in own), matrix), clip)


def times(first: tuple[float, ...], then: tuple[float, ...]) -> Matrix:
    """Return the matrix of one after another (ISO 32000-2, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def words(content: pikepdf.Object) -> str:
    """Return what a stream shows with `Tj`."""
    return "".join(str(operands[0]) for operands, op in steps(content) if op == "Tj")


def steps(content: Any) -> Iterator[tuple[list[Any], str]]:
    """Yield the operators of a page or a stream, each after what it is given."""
    for each in pikepdf.parse_content_stream(content):
        yield list(each.operands), str(each.operator)
