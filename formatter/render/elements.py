"""The structure of a PDF as objects of the file: elements, whose content is whose, names, links."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import pydyf

from formatter.render.alternatives import words
from formatter.render.roles import ROLE_MAP
from formatter.render.structure import Annotation, Node


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object of a PDF as bytes; the engine's are written again for each question."""

    data = b""


class Structure(NamedTuple):
    """Where the structure stands in its file: references to its objects, as PDF writes them.

    `top` is the tree, `root` its document and `parts` what that holds, `parents` the tree of whose
    each piece of content is: `owners` by page and mark, `links` by link. `identities` are names of
    elements, `roles` all types there are.
    """

    top: bytes
    root: bytes
    parts: tuple[bytes, ...]
    parents: bytes
    owners: tuple[tuple[bytes, ...], ...]
    links: tuple[bytes, ...]
    identities: tuple[tuple[bytes, bytes], ...]
    roles: frozenset[str]


def described(root: Node, named: dict[str, Node]) -> None:
    """Say of each link where it leads: the words it shows, or what stands there."""
    for node in root.walk():
        if node.role != "Link":
            continue
        for kid in node.kids:
            if isinstance(kid, Annotation):
                said = _target(kid.made, named) or (
                    words(node.element) if node.element is not None else ""
                )
                if said:
                    kid.made["Contents"] = pydyf.String(said)


def _target(annotation: Any, named: dict[str, Node]) -> str:  # noqa: ANN401
    if "Dest" not in annotation:
        return ""
    node = named.get(annotation["Dest"].string)
    if node is None or node.element is None or node.role == "Link":
        return ""
    if node.role == "Art":
        heads = [each for each in node.walk() if each.depth]
        return words(heads[0].element) if heads else ""
    return words(node.element)


def written(
    pdf: Any,  # noqa: ANN401
    root: Node,
    pages: Sequence[bytes],
    owners: list[list[Node]],
) -> Structure:
    """Write the tree, and which element owns what of each page; return where it stands."""
    top = _Written()
    pdf.add_object(top)
    nodes = list(root.walk())
    objects = []
    for node in nodes:
        made = _Written()
        pdf.add_object(made)
        node.made = made.reference
        objects.append(made)
    annotations: list[tuple[Node, Any]] = []
    for node, made in zip(nodes, objects, strict=True):
        made.data = _data(node, top.reference, pages, annotations, len(pages))
    nums = [
        b"%d [%s]" % (number, b" ".join(node.made for node in page))
        for number, page in enumerate(owners)
    ]
    nums += [b"%d %s" % (len(pages) + n, node.made) for n, (node, _) in enumerate(annotations)]
    parents = _Written()
    parents.data = b"<</Nums [%s]>>" % b" ".join(nums)
    pdf.add_object(parents)
    identities = sorted((node.identity.encode(), node.made) for node in nodes if node.identity)
    names = b" ".join(pydyf.String(name.decode()).data + b" " + at for name, at in identities)
    used = frozenset(node.role for node in nodes)
    top.data = tree(root.made, parents.reference, len(nums), used, names)
    pdf.catalog["StructTreeRoot"] = top.reference
    return Structure(
        top=top.reference,
        root=root.made,
        parts=tuple(node.made for node in root.nodes()),
        parents=parents.reference,
        owners=tuple(tuple(node.made for node in page) for page in owners),
        links=tuple(node.made for node, _ in annotations),
        identities=tuple(identities),
        roles=used,
    )


def tree(root: bytes, parents: bytes, following: int, used: Collection[str], names: bytes) -> bytes:
    """Return the tree of a structure as an object's bytes.

    `root` and `parents` are references, `following` the next key of the latter; `used` are the
    types of all elements, `names` those of some, each with its reference, in order.
    """
    mapped = "".join(f"/{ours}/{role}" for ours, role in ROLE_MAP.items() if ours in used)
    return b"<</Type/StructTreeRoot/K [%s]/ParentTree %s/ParentTreeNextKey %d%s%s>>" % (
        root,
        parents,
        following,
        b"/RoleMap<<%s>>" % mapped.encode() if mapped else b"",
        b"/IDTree<</Names [%s]>>" % names if names else b"",
    )


def _data(
    node: Node,
    top: bytes,
    pages: Sequence[bytes],
    annotations: list[tuple[Node, Any]],
    first: int,
) -> bytes:
    """Return an element of the structure as an object's bytes."""
    home = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
    kids = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(kid.made)
        elif isinstance(kid, Annotation):
            kid.made["StructParent"] = first + len(annotations)
            annotations.append((node, kid.made))
            kids.append(b"<</Type/OBJR/Obj %s/Pg %s>>" % (kid.made.reference, pages[kid.page]))
        elif kid.page == home:
            kids.append(b"%d" % kid.number)
        else:
            kids.append(b"<</Type/MCR/Pg %s/MCID %d>>" % (pages[kid.page], kid.number))
    parts = [
        b"<</Type/StructElem/S/%s/P %s"
        % (node.role.encode(), node.parent.made if node.parent else top)
    ]
    if home is not None:
        parts.append(b"/Pg %s" % pages[home])
    if kids:
        parts.append(b"/K [%s]" % b" ".join(kids))
    for key, text in (
        ("ID", node.identity),
        ("Lang", node.lang if node.parent else ""),
        ("Alt", node.alt),
    ):
        if text:
            parts.append(b"/%s %s" % (key.encode(), pydyf.String(text).data))
    if node.attributes:
        said = " ".join(
            f"<</O/{owner}{''.join(f'/{key} {value}' for key, value in values.items())}>>"
            for owner, values in node.attributes.items()
            if values
        )
        parts.append(b"/A [%s]" % said.encode())
    parts.append(b">>")
    return b"".join(parts)
