"""The article's subtree as the steps take it apart that write its body.

A copy, with what only they ask for: what shapes may be taken out, renamed and put elsewhere, while
the page's own tree still says what the article is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from formatter.clean.node import INLINE, SAID, VOID, Node

# White space that HTML takes for nothing; a no-break space is a word.
_BLANKS = " \t\n\r\f"
# Where white space is the author's, in elements within too, and where even nothing else.
_AS_SET, _TO_THE_LETTER = frozenset(("pre", "code")), frozenset(("pre", "textarea"))
_MATH = frozenset(
    "math semantics mrow mi mo mn ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder "
    "munderover mtable mtr mtd mstyle mpadded mphantom menclose mfenced annotation "
    "annotation-xml".split()
)
_IN_LINE = INLINE | _MATH
_SAID = SAID - {"class"}


class Tag:
    """An element of the article.

    `contents` are elements and texts in order, `names` its classes with single spaces between
    them. `number` is that of the page's element, 0 for one made on the way. `line` says whether it
    belongs to the line, None while nobody has asked (see `inline`).
    """

    __slots__ = ("attrs", "contents", "line", "name", "names", "number", "parent")

    def __init__(
        self, name: str, attrs: dict[str, str] | None = None, names: str = "", number: int = 0
    ) -> None:
        self.name = name
        self.attrs: dict[str, str] = attrs if attrs is not None else {}
        self.names = names
        self.number = number
        self.contents: list[Tag | str] = []
        self.parent: Tag | None = None
        self.line: bool | None = None

    def __repr__(self) -> str:
        return f"<{self.name} {self.names!r} {self.number}>"

    def get(self, name: str) -> str:
        """Return the attribute's value, empty where it isn't there."""
        return self.attrs.get(name, "")

    @property
    def classes(self) -> list[str]:
        """Its classes, each a name."""
        return self.names.split(" ") if self.names else []

    @property
    def inline(self) -> bool:
        """Whether it belongs to the line: an inline element without blocks in it."""
        if self.line is None:
            self.line = self.name in _IN_LINE and all(
                kid.__class__ is str or kid.inline  # type: ignore[union-attr]
                for kid in self.contents
            )
        return self.line

    @property
    def tags(self) -> list[Tag]:
        """The elements among its contents."""
        return [kid for kid in self.contents if isinstance(kid, Tag)]

    @property
    def parents(self) -> Iterator[Tag]:
        """The element around it, the one around that, and so on."""
        up = self.parent
        while up is not None:
            yield up
            up = up.parent

    def below(self, *names: str) -> list[Tag]:
        """Return the elements below, of these names if any are given, in document order."""
        found: list[Tag] = []
        _gather(self, found)
        return [tag for tag in found if tag.name in names] if names else found

    def above(self, name: str) -> Tag | None:
        """Return the nearest element of that name around this one."""
        return next((up for up in self.parents if up.name == name), None)

    def texts(self) -> list[str]:
        """Return the texts below in document order."""
        found: list[str] = []
        _say(self, found)
        return found

    def text(self, between: str = "") -> str:
        """Return the texts below, joined by `between`."""
        return between.join(self.texts())

    def words(self, between: str = " ") -> str:
        """Return the texts below without the white space at their ends, joined by `between`."""
        return between.join(filter(None, map(str.strip, self.texts())))

    def rename(self, name: str) -> None:
        """Make another element of this one."""
        self.name = name
        self.changed()

    def append(self, new: Tag | str) -> None:
        """Put an element or a text behind what this one holds."""
        self.insert(len(self.contents), new)

    def insert(self, at: int, new: Tag | str) -> None:
        """Put an element that stands nowhere, or a text, before the content `at`."""
        self.contents.insert(at, new)
        if isinstance(new, Tag):
            new.parent = self
        self.changed()

    def put_before(self, new: Tag | str) -> None:
        """Put an element or a text before this element."""
        up, at = self._place()
        up.insert(at, new)

    def put_behind(self, new: Tag | str) -> None:
        """Put an element or a text behind this element."""
        up, at = self._place()
        up.insert(at + 1, new)

    def replace(self, new: Tag | str) -> None:
        """Put an element or a text in the place of this element."""
        if new is not self:
            self.put_before(new)
            self.take_out()

    def take_out(self) -> Tag:
        """Take this element out of what holds it, and return it."""
        if self.parent is not None:
            up, at = self._place()
            del up.contents[at]
            up.changed()
            self.parent = None
        return self

    def clear(self) -> None:
        """Take out all that this element holds."""
        for kid in self.tags:
            kid.parent = None
        self.contents = []
        self.changed()

    def fell(self) -> None:
        """Let go of what is below: Python's collector would have to look through it all for it."""
        for tag in self.below():
            tag.parent = None

    def beside(self, step: int) -> Tag | str | None:
        """Return what stands before it (-1) or behind it (1), white space passed over."""
        if self.parent is None:
            return None
        up, at = self._place()
        at += step
        while 0 <= at < len(up.contents):
            kid = up.contents[at]
            if isinstance(kid, Tag) or kid.strip():
                return kid
            at += step
        return None

    @property
    def neighbours(self) -> tuple[Tag | str | None, Tag | str | None]:
        """What stands right before and right behind it."""
        up, at = self._place()
        kids = up.contents
        return kids[at - 1] if at else None, kids[at + 1] if at + 1 < len(kids) else None

    def place_of(self, kid: Tag) -> int:
        """Return the place of an element among its contents."""
        return next(at for at, other in enumerate(self.contents) if other is kid)

    def _place(self) -> tuple[Tag, int]:
        """Return the element around this one and the place in it."""
        up = self.parent
        if up is None:
            raise ValueError(self)
        return up, up.place_of(self)

    def changed(self) -> None:
        """Forget what was known of this element and those around it."""
        node: Tag | None = self
        while node is not None:
            node.line = None
            node = node.parent


def _gather(tag: Tag, found: list[Tag]) -> None:
    for kid in tag.contents:
        if isinstance(kid, Tag):
            found.append(kid)
            if kid.contents:
                _gather(kid, found)


def _say(tag: Tag, found: list[str]) -> None:
    for kid in tag.contents:
        if isinstance(kid, str):
            found.append(kid)
        elif kid.contents:
            _say(kid, found)


def is_inline(node: Tag | str) -> bool:
    """Say whether a node belongs to the line: a text, or an inline element without blocks in it."""
    return isinstance(node, str) or node.inline


def all_inline(nodes: Iterable[Tag | str]) -> bool:
    """Say whether nodes are a line's."""
    return all(isinstance(node, str) or node.inline for node in nodes)


def block_of(tag: Tag) -> int:
    """Return the number of the page's element that a tag is, or that of the nearest above it."""
    return next((up.number for up in (tag, *tag.parents) if up.number), 0)


def soup_of(root: Node) -> Tag:
    """Return a document that holds a copy of an element and all below it."""
    document = Tag("")
    _grow(root, document, pre=False, exact=False)
    return document


def _grow(node: Node, up: Tag, *, pre: bool, exact: bool) -> None:
    tag = node.tag
    attrs = node.attrs
    made = Tag(tag, _said(attrs) if attrs else {}, number=node.number)
    if attrs and (names := attrs.get("class")):
        made.names = " ".join(names.split())
    made.parent = up
    up.contents.append(made)
    if tag in VOID:
        return
    pre = pre or tag in _AS_SET
    exact = exact or tag in _TO_THE_LETTER
    contents = made.contents
    # Texts that meet are one.
    loose: list[str] = []
    for kid in node.kids:
        if isinstance(kid, str):
            loose.append(kid if pre or kid.strip(_BLANKS) else " ")
            continue
        if loose:
            contents.append(_joined(loose, exact=exact))
            loose = []
        _grow(kid, made, pre=pre, exact=exact)
    if loose:
        contents.append(_joined(loose, exact=exact))


def _joined(texts: list[str], *, exact: bool) -> str:
    """Return texts as one, which is a space or a line's end where it holds nothing else."""
    text = texts[0] if len(texts) == 1 else "".join(texts)
    if text == " " or exact or text.strip(_BLANKS):
        return text
    return "\n" if "\n" in text else " "


def _said(attrs: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value or "" for name, value in attrs.items() if name in _SAID}
