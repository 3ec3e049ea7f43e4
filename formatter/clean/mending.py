"""A page's texts mended as they come into its tree: each once, knowing the page it stands in.

So all steps after it see the same letters, however the page had them typed, and the account is of
what they saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from formatter.article import Repair
from formatter.clean.node import Node
from formatter.clean.patterns import LISTING
from formatter.text.context import ENCODINGS, UNICODE, letters_of_its_own
from formatter.text.letters import doubtful
from formatter.text.plain import is_composed
from formatter.text.repair import SUSPECT, Context, Mended, Mending, mend

if TYPE_CHECKING:
    from formatter.text.legacy import Face

# Of what stands in these, the language of the page is asked.
_ASKS = re.compile("[\xad\xd0\xf0\u0189\u01a2\u01a3\u0256\u0300-\u052f]")
_DECLARED = re.compile(r"<html[^>]{0,400}?\slang=[\"']?vi\b", re.IGNORECASE)
# A page with so many letters that only Vietnamese has is Vietnamese; with fewer, each text says.
_ENOUGH = 30
_CODE = frozenset("pre code kbd samp tt var math".split())
_MISREAD = tuple(sign.encode() for sign in ("áº", "á»", "Æ°", "Ä‘", "Ä\x91", "Æ¡", "Ã¡", "Ã "))
# So many of these make a page misread. Each but the last has a character from U+0080 to U+00BF in
# it, or a quotation mark: by the first byte of those in UTF-8 they are told in no time.
_MOJIBAKE = 3
_NARROW, _WIDE = b"\xc2", b"\xc3"
_OTHERS = ("‘".encode(), _MISREAD[-1])
# Letters of Latin-1 that a page must have before it is asked whether they are others, with a face
# that says so and without, and their share: in French it is a twenty-fifth, here a fifth.
_FEW, _LATIN, _LEAST_SHARE = 4, 24, 12
_SOUND = Context(code=True, vietnamese=False)
_SET = re.compile(rf"(?:^|\s)math(?:-[a-z]+)?(?=$|\s)|{LISTING.pattern}")
# Attributes that a reader may come to read.
_SPOKEN = ("alt", "title", "data-alt")
_LABELS = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI", "vps": "VPS", "viscii": "VISCII"}


class Mender:
    """Mends the texts of one page and counts what it mends; it learns what the page is like.

    `encoding` is the one from before Unicode in which texts of the page are read, empty where they
    are left; `repairs` are the changes by kind, `notes` what a reader should know.
    """

    def __init__(self, html: str = "", mending: Mending | None = None) -> None:
        self.mending = mending or Mending()
        self.encoding = self.mending.legacy if self.mending.legacy in ENCODINGS else ""
        self.notes: tuple[str, ...] = ()
        self._html = html
        self._misread = False
        self._forget()

    def _forget(self) -> None:
        self.repairs: dict[str, Repair] = {}
        self._strange: list[str] = []
        # The texts that aren't ASCII and want no mending.
        self._known: frozenset[str] = frozenset()
        self._doubts: list[str] = []
        self._page: Context | None = None
        # Whether most texts can be let through at the cost of a look.
        wish = self.mending
        self._usual = Context(mending=wish, misread=self._misread)
        self._coded: dict[int, bool] = {}
        self._plain = not (self.encoding or wish.smart or wish.tones != "keep")
        # The elements set in a face that says how they are read, by their `id()`.
        self._faces: dict[int, Face | None] = {}

    def text(self, text: str) -> str:
        """Return a text that stands in no element, as an attribute's, mended and counted."""
        return self.in_page(text, None) if text else text

    def unseen(self, text: str) -> str:
        """Return a text that no reader of the page sees, mended; the account doesn't count it."""
        counted, doubts = dict(self.repairs), list(self._doubts)
        told = self.text(text)
        self.repairs, self._doubts = counted, doubts
        return told

    def sound(self, text: str) -> str:
        """Return a text mended in the tree or made on the way, in NFC, no space changed."""
        if text in self._known or (text.isascii() and text.isprintable()):
            return text
        return self._count(mend(text, _SOUND))

    def page(self, texts: list[tuple[str, Node]]) -> dict[int, str]:
        """Return those texts of a page that are others mended, by their places.

        Most pages have a few that may want mending: one look at all texts finds them.
        """
        if not self._plain:
            return {at: self.in_page(text, node) for at, (text, node) in enumerate(texts)}
        whole = "\n".join([text for text, _ in texts])
        asked = _touched(texts, SUSPECT.finditer(whole))
        if not whole.isascii():
            self._strange += [text for text, _ in texts if not text.isascii()]
            # Those with marks of their own are asked already.
            rest = [text for at, (text, _) in enumerate(texts) if at not in asked]
            if not is_composed("\n".join(rest)):
                asked.update(at for at, (text, _) in enumerate(texts) if not is_composed(text))
                rest = [text for at, (text, _) in enumerate(texts) if at not in asked]
            self._known = frozenset(rest)
        return {at: self._mended(*texts[at]) for at in sorted(asked)}

    def in_page(self, text: str, node: Node | None) -> str:
        """Return the text of an element mended, and count the repairs."""
        if not text.isascii():
            self._strange.append(text)
        usual = self._plain and not SUSPECT.search(text) and is_composed(text)
        return text if usual else self._mended(text, node)

    def _mended(self, text: str, node: Node | None) -> str:
        wish = self.mending
        encoding, capitals = self._read_in(text, node) if self.encoding else ("", False)
        asked = encoding or wish.tones != "keep" or _ASKS.search(text)
        context = self._context if asked else self._usual
        if encoding:
            context = context._replace(encoding=encoding, capitals=capitals, vietnamese=True)
        if node is not None and self._in_code(node):
            context = context._replace(code=True)
        if asked:
            self._doubts += doubtful(text, context)
        return self._count(mend(text, context))

    def attributes(self, root: Node) -> None:
        """Mend the attributes below an element that readers read; TeX is left its signs."""
        for node in root.walk():
            for name in _SPOKEN:
                said = node.attrs.get(name)
                if said and not (said.isascii() and "&" not in said):
                    node.attrs[name] = self.sound(said) if "\\" in said else self.text(said)

    def _count(self, mended: Mended) -> str:
        for change in mended.changes:
            old = self.repairs.get(change.kind)
            self.repairs[change.kind] = Repair(
                kind=change.kind,
                count=change.count + (old.count if old else 0),
                sample=old.sample if old else change.sample,
            )
        return mended.text

    def join(self, other: Mender) -> None:
        """Add what was mended on a page on which this one goes on."""
        for kind, repair in other.repairs.items():
            old = self.repairs.get(kind)
            self.repairs[kind] = replace(old, count=old.count + repair.count) if old else repair
        self.notes = tuple(dict.fromkeys((*self.notes, *other.notes)))

    def faces(self, parsed: LexborHTMLParser) -> dict[int, Face | None]:
        """Return the elements of a page in which faces say how texts are read, where they are."""
        if not self.encoding:
            return {}
        from formatter.clean.faces import faces

        return faces(self._html, parsed)

    def mark(self, node: Node, face: Face | None) -> None:
        """Know that an element is set in a face, None for one of Unicode."""
        self._faces[id(node)] = face

    def settle(self, parsed: LexborHTMLParser) -> bool:
        """Learn from all texts of a page what it is; say whether it must be read once more."""
        # Counted in UTF-8, letters of one kind are told by a byte.
        data = "".join(self._strange).encode(errors="surrogatepass")
        narrow = data.count(_NARROW)
        again = narrow + sum(map(data.count, _OTHERS)) >= _MOJIBAKE and self._must_reread(data)
        if narrow + data.count(_WIDE) >= _FEW:
            again |= self._is_legacy(parsed)
        if again:
            self._forget()
        elif self._doubts:
            note = (
                "Words in Cyrillic or Greek letters that look Vietnamese: "
                f"{len(self._doubts)}, the first “{self._doubts[0]}”. They were left as they are; "
                "see what the page means."
            )
            self.notes += (note,)
        self._strange = []
        return again

    def _must_reread(self, data: bytes) -> bool:
        """Say whether UTF-8 was read as windows-1252, which short texts alone don't show."""
        if self._misread or sum(map(data.count, _MISREAD)) < _MOJIBAKE:
            return False
        from formatter.text.misread import misread

        self._misread = misread(" ".join(self._strange), Context()) is not None
        return self._misread

    def _is_legacy(self, parsed: LexborHTMLParser) -> bool:
        """Look for an encoding from before Unicode; say whether it is to be converted now."""
        if self.encoding or self.mending.legacy == "none":
            return False
        texts = [text for text in self._strange if not UNICODE.search(text)]
        data = "".join(texts).encode(errors="surrogatepass")
        latin = _latin(data)
        if latin < _FEW or latin * _LEAST_SHARE < len(data):
            return False
        from formatter.clean.faces import set_in
        from formatter.text.legacy import told

        found = set_in(self._html, parsed) or (told(texts) if latin >= _LATIN else "")
        if not found:
            return False
        if self.mending.legacy == "auto":
            self.encoding = found
            return True
        note = (
            f"The page seems to be written in {_LABELS[found]}, letters of fonts from before "
            f"Unicode, and was left as it is. Give --legacy-encoding {found}, or auto, to have it "
            "in Vietnamese letters."
        )
        self.notes += (note,)
        return False

    def _read_in(self, text: str, node: Node | None) -> tuple[str, bool]:
        """Return the encoding from before Unicode that a text is in, and whether in capitals."""
        if UNICODE.search(text):
            return "", False
        if self._faces and node is not None:
            near = next((id(up) for up in _path(node) if id(up) in self._faces), 0)
            if near:
                face = self._faces[near]
                return (face.encoding, face.capitals) if face else ("", False)
        if text.isascii():
            return "", False
        from formatter.text.legacy import told

        return told([text], (self.encoding,), least=1), False

    def _in_code(self, node: Node) -> bool:
        """Say whether an element is of code or of a formula, where each space may be meant."""
        path: list[int] = []
        known: bool | None = False
        for up in _path(node):
            known = self._coded.get(id(up))
            if known is not None:
                break
            path.append(id(up))
            known = up.tag in _CODE or bool(up.key and _SET.search(up.key))
            if known:
                break
        self._coded.update(dict.fromkeys(path, bool(known)))
        return bool(known)

    @property
    def _context(self) -> Context:
        """What is known of every text of the page, asked when the first of them needs it."""
        if self._page is None:
            told = self._misread or bool(self.encoding)
            told = told or _DECLARED.search(self._html, 0, 4000) is not None
            own = 0 if told else letters_of_its_own(self._html.encode(errors="surrogatepass"))
            self._page = Context(
                mending=self.mending,
                vietnamese=True if told or own >= _ENOUGH else None,
                misread=self._misread,
                edges=told or own > 0,
            )
        return self._page


def _touched(texts: list[tuple[str, Node]], hits: Iterator[re.Match[str]]) -> set[int]:
    """Return the places of the texts in which hits lie, found in all joined by a line's end."""
    touched: set[int] = set()
    at, end = -1, -1
    for hit in hits:
        start = hit.start()
        while start >= end:
            at += 1
            end += len(texts[at][0]) + 1
        touched.add(at)
    return touched


def _latin(data: bytes) -> int:
    """Return how many characters of Latin-1 there are in a text, in UTF-8."""
    return data.count(_WIDE) + data.count(_NARROW)


def _path(node: Node) -> Iterator[Node]:
    yield node
    yield from node.ancestors()
