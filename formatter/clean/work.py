"""What the steps of cleaning hand on, from the page to its article."""

from __future__ import annotations

from dataclasses import dataclass, field

from formatter.article import Edited, Edits, ImageRef, Page
from formatter.clean.ledger import Ledger
from formatter.clean.metadata import Facts
from formatter.clean.node import Node
from formatter.clean.tree import Tree
from formatter.errors import NothingFoundError
from formatter.sites import SiteRule


@dataclass(slots=True, kw_only=True)
class Work:
    """What the steps hand on while one page is cleaned."""

    page: Page
    tree: Tree
    ledger: Ledger
    rule: SiteRule | None
    facts: Facts
    heading: Node | None = None
    root: Node
    share: float = 0.0
    title: str = ""
    language: str = ""
    body: str = ""
    images: tuple[ImageRef, ...] = ()
    keep: set[int] = field(default_factory=set)
    edits: Edits | None = None
    edited: tuple[Edited, ...] = ()
    notes: tuple[str, ...] = ()
    # Why the page holds no article but for what the editor keeps of it.
    refused: NothingFoundError | None = None
