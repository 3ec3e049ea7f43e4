"""The account of an article: what was removed, used and repaired, each text once.

Law 1: the letters kept in the body, used as metadata and named in a Removal are all letters of the
page.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from formatter.article import Removal, Repair, Use
from formatter.clean.tree import Node
from formatter.text.repair import Mended, mend

LAZY = ("data-large-src", "data-original", "data-src", "data-lazy-src", "src")


class Ledger:
    """Collects the entries while the steps run; `base` makes the pictures' addresses absolute."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.removed: list[Removal] = []
        self.used: list[Use] = []
        self._repairs: dict[str, Repair] = {}

    def remove(self, node: Node, *, step: str, rule: str, reason: str) -> None:
        """Take an element out of the page and enter its text and pictures."""
        text = self.mend(node.text())
        images = tuple(picture_address(img, self.base) for img in node.images())
        node.drop()
        self.enter(text, step=step, rule=rule, reason=reason, images=filter(None, images))

    def enter(
        self, text: str, *, step: str, rule: str, reason: str, images: Iterable[str] = ()
    ) -> None:
        """Enter text that a step has taken out itself; nothing is entered for nothing."""
        pictures = tuple(dict.fromkeys(images))
        if text.strip() or pictures:
            self.removed.append(
                Removal(step=step, rule=rule, reason=reason, text=text, images=pictures)
            )

    def use(self, node: Node, name: str) -> None:
        """Take an element out of the page whose text became the metadata called `name`."""
        text = self.mend(node.text())
        node.drop()
        self.note(name, text)

    def note(self, name: str, text: str) -> None:
        """Enter text that became the metadata called `name`."""
        if text:
            self.used.append(Use(field=name, text=text))

    def mend(self, text: str) -> str:
        """Return the text with its letters repaired, and count the repairs."""
        if text.isascii() and text.isprintable():
            return text
        return self.count(mend(text))

    def count(self, mended: Mended) -> str:
        """Add the repairs of a text to the account and return the text."""
        for change in mended.changes:
            old = self._repairs.get(change.kind)
            self._repairs[change.kind] = Repair(
                kind=change.kind,
                count=change.count + (old.count if old else 0),
                sample=old.sample if old else change.sample,
            )
        return mended.text

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs by kind, in the order of their first sight."""
        return tuple(self._repairs.values())


def picture_address(img: Node, base: str) -> str:
    """Return the best known address of a picture's element, absolute where `base` is known."""
    for name in LAZY:
        value = img.get(name).strip()
        if value and not value.startswith("data:"):
            whole = value.startswith(("http://", "https://")) or not base
            return value if whole else urljoin(base, value)
    return ""
