"""MathML read as words: its parts raised, lowered and stacked, its signs as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from formatter.clean.soup import Tag

# What a line of text can show: signs in a row, raised, lowered, one over the other.
_PLAIN = frozenset(
    "math semantics mrow mi mo mn mtext mspace ms msup msub msubsup mstyle mpadded mfrac msqrt "
    "munder munderover annotation annotation-xml".split()
)
# One of these in another is more than a line can show.
_STACKED = frozenset(("mfrac", "msqrt"))
_RAISED = frozenset(("msup", "msub", "msubsup"))
_LIMITS = frozenset("∑ ∏ ∫ ⋃ ⋂ lim max min sup inf".split())
_SPACED = frozenset("=<>≤≥≠≈≡≅∼→⇒⇔⟺⟹←↦+−-±×÷·∈∉⊂⊆∪∩∧∨:")
# Beside these no letter needs a space to be told from its neighbour.
_SIGNS = frozenset(("", "mo", "mspace", "annotation"))
# The marks of what stands behind the first part.
_BEHIND = {
    "msup": ("sup",),
    "mover": ("sup",),
    "msub": ("sub",),
    "munder": ("sub",),
    "msubsup": ("sub", "sup"),
    "munderover": ("sub", "sup"),
}
# Between letters: a voice and a search then take "4 a c" for what it is.
SPACE = "\N{NO-BREAK SPACE}"
# Deeper than this, raised is raised no more.
_DEEPEST = 3


def is_plain(math: Tag) -> bool:
    """Say whether words can show a formula, so that its TeX isn't needed."""
    return all(_is_shown(kid) for kid in math.below())


def _is_shown(node: Tag) -> bool:
    if node.name not in _PLAIN:
        return False
    if node.name in _STACKED:
        return not any(up.name in _STACKED | _RAISED for up in node.parents)
    return node.name not in {"munder", "munderover"} or words_of(_parts(node)[:1]) in _LIMITS


def read(math: Tag) -> Tag:
    """Return a formula as an element of the vocabulary."""
    return _Reader().made("span", "math", [math], 0)


def words_of(nodes: list[Tag]) -> str:
    """Return the words of elements with their white space made single."""
    return " ".join(" ".join(node.text(" ") for node in nodes).split())


def _parts(node: Tag) -> list[Tag]:
    return node.tags


class _Reader:
    def made(self, name: str, kind: str, nodes: list[Tag], depth: int) -> Tag:
        made = Tag(name, names=kind)
        for node in nodes:
            for part in self._said(node, depth):
                made.append(part)
        return made

    def _said(self, node: Tag, depth: int) -> Iterator[Tag | str]:
        """Yield what one element says, as words and marks."""
        parts = _parts(node)
        behind = _BEHIND.get(node.name, ())
        if behind and len(parts) > len(behind):
            yield from self._said(parts[0], depth)
            # Parts that the page sets apart stay so; most formulas are written without a space.
            gap = " " if any(isinstance(kid, str) for kid in node.contents) else ""
            for name, part in zip(behind, parts[1:], strict=False):
                if gap:
                    yield gap
                yield self.made(name if depth < _DEEPEST else "span", "", [part], depth + 1)
        elif node.name == "mfrac" and len(parts) > 1:
            # The stroke is the theme's: what the page doesn't hold can't stand in its words.
            whole = self.made("span", "math-fraction", [], depth)
            whole.append(self.made("span", "math-over", parts[:1], depth + 1))
            whole.append(" ")
            whole.append(self.made("span", "math-under", parts[1:], depth + 1))
            yield whole
        elif node.name == "msqrt":
            root = self.made("span", "math-root", [], depth)
            for inner in self._row(node, depth + 1):
                root.append(inner)
            yield root
        elif node.name in {"mi", "mo", "mn", "mtext", "ms", "mspace"}:
            yield self._sign(node)
        else:
            yield from self._row(node, depth)

    def _sign(self, node: Tag) -> Tag | str:
        word = words_of([node])
        if node.name == "mi" and len(word) == 1 and word.isalpha():
            made = Tag("i")
            made.append(word)
            return made
        if node.name == "mspace":
            return " "
        if node.name == "mo" and word in {",", ";"}:
            return f"{word} "
        return f" {word} " if word in _SPACED and node.name == "mo" else word

    def _row(self, node: Tag, depth: int) -> Iterator[Tag | str]:
        before = ""
        for kid in node.contents:
            if isinstance(kid, Tag):
                if before not in _SIGNS and kid.name not in _SIGNS:
                    yield SPACE
                before = kid.name
                yield from self._said(kid, depth)
            elif isinstance(kid, str) and kid.strip():
                yield " ".join(kid.split())
