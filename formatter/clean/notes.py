"""Links within the page: footnotes and their calls, and headings that the text points to.

Whatever a site builds its notes of, they become an ordered list that the text calls.

A call is a short link within the page to something further down (Wikipedia's `cite_note`, Word's
`_ftn1`, WordPress' and Substack's). The way back to it is dropped with an entry: a book's reader
has one.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

from formatter.clean.inline import BACK
from formatter.clean.ledger import Ledger
from formatter.clean.patterns import HEADINGS
from formatter.clean.soup import Tag, block_of, is_inline
from formatter.clean.survey import Survey

# The mark of an element that holds notes, in place of those a site had.
NOTES = "data-formatter-notes"
# The id that a note or a heading gets.
PLACE = "data-formatter-place"
# Such an id in a body that was cleaned before.
_OWN = re.compile(r"[ns][0-9a-f]{6}-\d+\Z")
_ID = re.compile(r' id="([^"]+)"')
_PLACED = re.compile(r'(<h[2-6]) id="([^"]+)"')
_TO = re.compile(r'href="#([^"]+)"')
_LINK = re.compile(r'<a(?: class="call")? href="#([^"]+)">(.*?)</a>', re.DOTALL)
_CALL = re.compile(r".{1,5}|[\[(].{1,14}[\])]", re.DOTALL)
_NAMED = re.compile(r"(?:foot|end|side)-?notes?|^_?(?:fn|ftn|edn)[\d:_-]|cite_note|chu-?thich")
_STRIPPED = " \t\n\r\xa0.:[]()"
_LONGEST = 2500
_WAY_BACK = 14
_HEADS = (*HEADINGS, "table", "tr", "figure", "section", "article")


class _Note(NamedTuple):
    block: Tag
    key: str
    # The call's words without brackets, and the call itself.
    mark: str
    call: Tag


def settle(seen: Survey, ledger: Ledger, key: str) -> frozenset[str]:
    """Make lists of the notes that the text calls; return the ids that links may lead to.

    `key` tells this article's ids from another's in one book.
    """
    if not seen.links:
        return frozenset()
    prefix = sha256(key.encode()).hexdigest()[:6]
    ids: dict[str, str] = {}
    notes = _found(seen)
    for number, note in enumerate(notes, 1):
        own = note.key if _OWN.match(note.key) else f"n{prefix}-{number}"
        ids[note.key] = note.block.attrs[PLACE] = own
    _drop_ways_back(notes, seen, ledger)
    loose = [note for note in notes if note.block.name != "li"]
    for note in loose:
        _unmark(note, ledger)
    _gather(loose)
    for link, to in seen.links:
        if to not in ids and (heading := _heading(seen.targets.get(to))) is not None:
            own = to if _OWN.match(to) else f"s{prefix}-{len(ids) + 1}"
            ids[to] = heading.attrs.setdefault(PLACE, own)
        if to in ids:
            link.attrs["href"] = f"#{ids[to]}"
            link.names = "call" if _CALL.fullmatch(link.words("")) else ""
    return frozenset(ids.values())


def sound(body: str) -> str:
    """Return the body without links to places that aren't in it, their words kept.

    A heading that no link leads to loses its place: the list of contents went with the chrome.
    """
    ids = set(_ID.findall(body))
    if 'href="#' in body:
        body = _LINK.sub(lambda link: link[0] if link[1] in ids else link[2], body)
    if not ids:
        return body
    asked = set(_TO.findall(body))
    return _PLACED.sub(lambda head: head[0] if head[2] in asked else head[1], body)


def _heading(target: Tag | None) -> Tag | None:
    """Return the heading that an element is, stands in, or begins with."""
    if target is None:
        return None
    if target.name in HEADINGS:
        return target
    if is_inline(target):
        return next((up for up in target.parents if up.name in HEADINGS), None)
    first = next(iter(target.tags), None)
    return first if first is not None and first.name in HEADINGS else None


def _found(seen: Survey) -> list[_Note]:
    """Return the notes in document order, each with the first call of it."""
    notes: dict[str, _Note] = {}
    blocks: set[int] = set()
    for link, key in seen.links:
        target = seen.targets.get(key)
        text = link.words("")
        if target is None or key in notes or not _CALL.fullmatch(text):
            continue
        if seen.at[id(target)] < seen.at[id(link)]:
            continue
        note = _note(target, link, text, key, seen)
        if note is not None and id(note.block) not in blocks:
            blocks.add(id(note.block))
            notes[key] = note
    return sorted(notes.values(), key=lambda note: seen.at[id(seen.targets[note.key])])


def _note(target: Tag, call: Tag, text: str, key: str, seen: Survey) -> _Note | None:
    """Return the note that a call leads to, None where it leads to something else."""
    mark = text.strip(_STRIPPED)
    block = _block(target)
    if block is None or any(up is block for up in call.parents):
        return None
    words = block.words()
    if not 1 < len(words) <= _LONGEST:
        return None
    if block.name != "li":
        named = _NAMED.search(key) or any(
            _NAMED.search(" ".join((*up.classes, up.get("id"))))
            for up in (block, *list(block.parents)[:2])
            if isinstance(up, Tag)
        )
        spots = _spots(call)
        back = any(
            id(seen.targets.get(to)) in spots for link, to in seen.links if _within(link, block)
        )
        if not back and not (named and words.lstrip("[( ").startswith(mark)):
            return None
    return _Note(block, key, mark, call)


def _block(target: Tag) -> Tag | None:
    """Return the block of a note, whose beginning its anchor may only mark."""
    block = target
    while is_inline(block) or (block.name == "p" and _alone(block)):
        up = block.parent
        if up is None or up.parent is None or up.name == "td":
            return None
        if is_inline(block) and not _opens(block, up):
            return None
        block = up
    while block.name != "li" and block.parent is not None and _alone(block):
        up = block.parent
        if up.parent is None or up.name in {"td", "ol", "ul", "body"} or up.below("hr"):
            break
        block = block.parent
    if block.name not in {"p", "div", "li", "dd", "aside"} or block.below(*_HEADS):
        return None
    return block


def _alone(block: Tag) -> bool:
    """Say whether an element holds all the words of the one around it."""
    up = block.parent
    return up is not None and up.words("") == block.words("")


def _opens(node: Tag, up: Tag) -> bool:
    """Say whether at most a mark stands before a node in the element around it."""
    before = "".join(
        part.text() if isinstance(part, Tag) else part
        for part in reversed(up.contents[: up.place_of(node)])
    )
    return up.name == "a" or len(before.strip()) <= 5


def _spots(call: Tag) -> set[int]:
    """Return the elements that a way back may lead to: the call, what it holds and stands in."""
    near = [call, *call.below("a", "sup", "span"), *list(call.parents)[:3]]
    beside = [kid for up in list(call.parents)[:1] for kid in up.tags]
    return {id(node) for node in (*near, *beside)}


def _within(node: Tag, block: Tag) -> bool:
    return any(up is block for up in node.parents)


def _drop_ways_back(notes: list[_Note], seen: Survey, ledger: Ledger) -> None:
    blocks = {id(note.block) for note in notes}
    called = {note.key for note in notes}
    spots = {spot for link, key in seen.links if key in called for spot in _spots(link)}
    for link, key in seen.links:
        if not any(id(up) in blocks for up in link.parents):
            continue
        text = " ".join(link.text().split())
        back = id(seen.targets.get(key)) in spots and len(text) <= _WAY_BACK
        if not back and text not in BACK:
            continue
        whole = link
        for up in list(link.parents)[:3]:
            # Its box goes along where it holds nothing but ways back: "^ a b".
            if id(up) in blocks or not is_inline(up):
                break
            if all(word in BACK or len(word) == 1 for word in up.text(" ").split()):
                whole = up
        if whole.parent is not None:
            ledger.enter(
                " ".join(whole.text(" ").split()),
                step="shape",
                rule="back-link",
                reason="a note's way back",
                block=block_of(whole),
            )
            whole.take_out()


def _unmark(note: _Note, ledger: Ledger) -> None:
    """Take the number off a note's beginning: the list has it."""
    for box in (note.block, *note.block.below()):
        at = next((at for at, kid in enumerate(box.contents) if _says(kid)), None)
        text = box.contents[at] if at is not None else None
        if at is None or not isinstance(text, str):
            continue
        found = re.match(rf"\s*[\[(]?{re.escape(note.mark)}[\])]?[.:)]?(?=\W|$)\s*", text)
        if found and note.mark.isdecimal():
            ledger.enter(
                found.group().strip(),
                step="shape",
                rule="note-mark",
                reason="the list numbers it",
                block=block_of(note.block),
            )
            box.contents[at] = text[found.end() :]
        return


def _says(kid: Tag | str) -> bool:
    """Say whether a text, or a text in an element, says something."""
    return bool(kid.strip()) if isinstance(kid, str) else any(map(str.strip, kid.texts()))


def _gather(notes: list[_Note]) -> None:
    """Put notes that follow each other into lists."""
    into: Tag | None = None
    last: Tag | None = None
    for note in notes:
        block = note.block
        numbered = note.mark.isdecimal()
        if block.parent is None:
            continue
        follows = (
            last is not None
            and block.parent is last.parent
            and (into is not None and into.beside(1) is block)
        )
        if not follows or into is None or (into.name == "ol") != numbered:
            into = Tag("ol" if numbered else "ul", {NOTES: ""})
            block.put_before(into)
            if numbered and note.mark != "1":
                into.attrs["start"] = str(int(note.mark))
            last = into
        item = Tag("li", {PLACE: block.attrs.pop(PLACE)})
        if block.name == "dd":
            block.rename("div")
        item.append(block.take_out())
        into.append(item)
