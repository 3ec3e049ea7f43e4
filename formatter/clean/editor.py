"""The editor's list applied: blocks that are taken out, and blocks that no rule may take.

A block is named by its number in the account or by a phrase that it holds. An entry that names
nothing, or the whole article, does nothing and is told in a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from formatter.article import Edited, Edits
from formatter.clean.ledger import Ledger
from formatter.clean.node import Node
from formatter.errors import UsageError
from formatter.text.plain import weight
from formatter.text.repair import mend

_HOLD = frozenset(("div", "section", "article", "main", "body"))
# The parts of a row can't go without it.
_CELLS = frozenset(("td", "th"))
_SHOWN = 60


class Choice(NamedTuple):
    """An entry of the list and the block that it names."""

    action: Literal["keep", "drop"]
    asked: int | str
    node: Node


def spare(edits: Edits, parts: Sequence[tuple[Node, Node]], page: str, ledger: Ledger) -> None:
    """Let the ledger spare what the editor keeps before anything is taken.

    `parts` are the body of each page of the article and the element in it that holds the text. A
    block that stands on two of them is named by its number. Raises UsageError as `apply` does.
    """
    _must_be_for(edits, page)
    numbered = {node.number: node for body, _ in parts for node in body.walk()}
    for asked in edits.keep:
        if isinstance(asked, int):
            found = [numbered[asked]] if asked in numbered else []
        else:
            found = [node for body, _ in parts for node in _holding(body, asked)]
        if len(found) == 1 and not any(root.within(found[0]) for _, root in parts):
            ledger.spared.append(found[0])


def place_for(body: Node, heading: Node | None) -> Node:
    """Return an empty element, behind the title's if any, for an article of what is kept."""
    made = Node("div", {}, None)
    if heading is None or heading.up is None or not heading.within(body):
        made.place(body, 0)
    else:
        made.place(heading.up, heading.up.kids.index(heading) + 1)
    return made


def apply(
    edits: Edits, body: Node, root: Node, page: str, ledger: Ledger
) -> tuple[tuple[Edited, ...], tuple[str, ...]]:
    """Take out what the editor drops, and let the ledger spare what he keeps.

    `root` holds the article, `page` is the hash of the page. Return the edits that were applied,
    and a note for each entry that can't be. Raises UsageError where blocks are named by numbers
    that were made for another page.
    """
    choices, notes = _choose(edits, body, root, page)
    return _drop(choices, body, ledger), notes


def _choose(
    edits: Edits, body: Node, root: Node, page: str
) -> tuple[tuple[Choice, ...], tuple[str, ...]]:
    _must_be_for(edits, page)
    numbered = {node.number: node for node in body.walk()}
    made: list[Choice] = []
    notes: list[str] = []
    for at, (action, asked) in enumerate(edits.entries):
        if isinstance(asked, int):
            found = [numbered[asked]] if asked in numbered else []
        else:
            found = _holding(body, asked)
        why = _unfit(found, root, asked, [one.node for one in made], action)
        if why:
            notes.append(_note(edits, at, action, asked, why))
        else:
            made.append(Choice(action, asked, found[0]))
    return tuple(made), tuple(notes)


def _drop(choices: tuple[Choice, ...], body: Node, ledger: Ledger) -> tuple[Edited, ...]:
    ledger.spared = [choice.node for choice in choices if choice.action == "keep"]
    for choice in choices:
        # One that stood in another went with it.
        if choice.action == "drop" and choice.node.within(body):
            ledger.remove(
                choice.node,
                step="editor",
                rule="drop",
                reason="the editor's list drops it",
                edited=True,
            )
    return tuple(
        Edited(action=choice.action, asked=choice.asked, block=choice.node.number)
        for choice in choices
    )


def bring_in(root: Node, ledger: Ledger) -> None:
    """Put what the editor keeps from outside the article into it, in the page's order.

    No rule takes it from there: the ledger knows its blocks by their numbers.
    """
    bring(ledger.spared, root, ledger)
    ledger.shaping(root)


def bring(nodes: Iterable[Node], root: Node, ledger: Ledger) -> None:
    """Put elements of the page that stand outside `root` into it, in the page's order."""
    for node in sorted(nodes, key=lambda node: node.number):
        if not node.within(root) and not root.within(node):
            _insert(node, root, ledger)
            ledger.moved.update((below.number, "editor") for below in node.walk())


def _insert(node: Node, root: Node, ledger: Ledger) -> None:
    up = root
    while True:
        ordered = [
            (at, kid)
            for at, kid in enumerate(up.kids)
            if isinstance(kid, Node) and kid.number and kid.number not in ledger.moved
        ]
        after = next((at for at, kid in ordered if kid.number > node.number), len(up.kids))
        before = next((kid for at, kid in reversed(ordered) if at < after), None)
        if before is None or before.tag not in _HOLD or before is node:
            break
        if max(below.number for below in before.walk()) < node.number:
            break
        up = before
    node.place(up, after)


def _must_be_for(edits: Edits, page: str) -> None:
    if not edits.page or not page or edits.page == page:
        return
    entries = enumerate(edits.entries)
    numbered = next(((at, asked) for at, (_, asked) in entries if isinstance(asked, int)), None)
    if numbered is not None:
        at, number = numbered
        raise UsageError(
            f"{_place(edits, at)} names block {number}, but the numbers were made for another "
            f"page ({edits.page[:12]}…) than this one ({page[:12]}…).",
            "Make the report again with --explain and take the numbers from there, or name the "
            "blocks by phrases.",
        )


def _holding(body: Node, phrase: str) -> list[Node]:
    """Return the innermost blocks that hold a phrase."""
    wanted = _letters(phrase)
    if not wanted or wanted not in _letters(body.text()):
        return []
    found: list[Node] = []
    stack = [body]
    while stack:
        node = stack.pop()
        inside = [kid for kid in _blocks(node) if kid.size and wanted in _letters(kid.text())]
        if inside:
            stack.extend(reversed(inside))
        else:
            found.append(_line(node, wanted) or _row(node))
    return found


def _blocks(node: Node) -> list[Node]:
    """Return the nearest blocks below an element, those in its lines too."""
    found: list[Node] = []
    stack = list(reversed(list(node.elements())))
    while stack:
        kid = stack.pop()
        if kid.block:
            found.append(kid)
        else:
            stack.extend(reversed(list(kid.elements())))
    return found


def _row(node: Node) -> Node:
    return node.up if node.tag in _CELLS and node.up is not None else node


def _line(node: Node, wanted: str) -> Node | None:
    """Return the line of a wall of words that holds the phrase, made an element of its own."""
    ends = [at for at, kid in enumerate(node.kids) if isinstance(kid, Node) and _parts(kid)]
    edges = [-1, *ends, len(node.kids)]
    for left, right in pairwise(edges):
        kids = node.kids[left + 1 : right]
        text = "".join(kid if isinstance(kid, str) else kid.text() for kid in kids)
        if len(ends) > 1 and wanted in _letters(text):
            made = Node("div", {}, node)
            made.number = node.number
            made.kids = kids
            node.kids[left + 1 : right] = [made]
            for kid in kids:
                if isinstance(kid, str):
                    made.size += weight("".join(kid.split()))
                else:
                    kid.up = made
                    made.size += kid.size
                    made.linked += kid.linked
                    made.pictures += kid.pictures
            return made
    return None


def _parts(node: Node) -> bool:
    return node.block or node.tag == "br"


def _letters(text: str) -> str:
    return "".join(mend(text).text.split())


def _unfit(found: list[Node], root: Node, asked: int | str, taken: list[Node], action: str) -> str:
    """Return why an entry can't be applied, empty where it can."""
    if not found:
        what = f"there is no block {asked}" if isinstance(asked, int) else "no block holds it"
        return f"{what}; look it up in the report of --explain"
    if len(found) > 1:
        numbers = ", ".join(str(node.number) for node in found[:8])
        return f"{len(found)} blocks hold it ({numbers}); name the one by its number, or say more"
    if root.within(found[0]):
        return "it names all of the article; name a block inside it"
    if action == "drop" and any(node is found[0] for node in taken):
        return "the list keeps that block too, so it is kept; take one of the two lines out"
    return ""


def _note(edits: Edits, at: int, action: str, asked: int | str, why: str) -> str:
    said = asked if isinstance(asked, int) else f"“{_short(asked)}”"
    return f"{_place(edits, at)}: {action} {said} did nothing: {why}."


def _place(edits: Edits, at: int) -> str:
    name = edits.name or "The list of edits"
    line = edits.lines[at] if at < len(edits.lines) else 0
    return f"{name}, line {line}" if line else name


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
