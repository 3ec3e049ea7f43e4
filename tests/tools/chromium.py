"""How Chromium sets the pages of an EPUB: each text's fonts and measures, as it computed them."""

from __future__ import annotations

import base64
import fcntl
import io
import json
import os
import shutil
import signal
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

_SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    # Without this a page that lies in a file gets no font from another file.
    "--allow-file-access-from-files",
    "--remote-debugging-pipe",
)
# A node of text, in the DOM's numbers.
_TEXT = 3
# What is seen of each text node, in the order of the document: the browser's own account of the
# line it stands in, of the letters, and of what would cut them.
_SEEN = """
document.fonts.ready.then(() => {
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data;
    const own = walker.currentNode.parentElement;
    const rects = (r => (r.selectNodeContents(walker.currentNode), r.getClientRects()))(
      document.createRange());
    const style = getComputedStyle(own);
    let block = own, cuts = false;
    while (getComputedStyle(block).display.startsWith("inline") ||
           getComputedStyle(block).display.startsWith("ruby")) block = block.parentElement;
    for (let up = own; up; up = up.parentElement)
      cuts ||= getComputedStyle(up).overflow !== "visible";
    seen.push({
      text, cuts, shown: rects.length > 0, tag: own.localName, kind: own.className,
      block: block.localName, block_kind: block.className,
      size: parseFloat(style.fontSize), weight: parseInt(style.fontWeight),
      italic: style.fontStyle !== "normal", caps: style.fontVariantCaps,
      family: style.fontFamily, language: own.closest("[lang]")?.lang ?? "",
      spacing: parseFloat(style.letterSpacing) || 0,
      pitch: parseFloat(getComputedStyle(block).lineHeight) || 0,
    });
  }
  return seen;
})
"""


class Drawn(NamedTuple):
    """A font that Chromium drew letters with; `custom` where the page brought it along."""

    family: str
    postscript: str
    custom: bool
    letters: int


class Text(NamedTuple):
    """A text node as it is set: lengths in CSS pixels, `pitch` that of its block's lines."""

    document: str
    text: str
    tag: str
    kind: str
    block: str
    block_kind: str
    size: float
    weight: int
    italic: bool
    caps: str
    family: str
    language: str
    spacing: float
    pitch: float
    cuts: bool
    fonts: tuple[Drawn, ...]

    @property
    def place(self) -> str:
        """Where the text stands, in words."""
        names = [self.block, self.block_kind, self.tag, self.kind]
        return f"{self.document} {' '.join(filter(None, names))}: {self.text.strip()[:30]!r}"


class Browser:
    """One Chromium without a window, spoken to over a pair of pipes (its DevTools protocol)."""

    def __init__(self, ask: int, answer: int) -> None:
        self._ask, self._answer = ask, answer
        self._last = 0
        self._rest = b""
        self._session = ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "DOM", "CSS"):
            self._call(f"{domain}.enable")

    def texts(self, epub: bytes) -> tuple[Text, ...]:
        """Return all shown texts of a book, document by document in the order of the package."""
        with _unpacked(epub) as paths:
            return tuple(text for path in paths for text in self._page(path))

    def prints(self, epub: bytes, width: float = 4.2) -> tuple[bytes, ...]:
        """Return a PDF of each document of a book, on pages `width` inches wide."""
        with _unpacked(epub) as paths:
            return tuple(self._print(path, width) for path in paths)

    def _print(self, path: Path, width: float) -> bytes:
        self._go(path)
        edges = dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0.3)
        self._call("Runtime.evaluate", expression="document.fonts.ready", awaitPromise=True)
        printed = self._call("Page.printToPDF", paperWidth=width, paperHeight=width * 1.4, **edges)
        return base64.b64decode(printed["data"])

    def _page(self, path: Path) -> Iterator[Text]:
        self._go(path)
        answer = self._call(
            "Runtime.evaluate", expression=_SEEN, awaitPromise=True, returnByValue=True
        )
        seen: list[dict[str, Any]] = answer["result"]["value"]
        root = self._call("DOM.getDocument", depth=-1)["root"]
        body = next(node for node in _all(root) if node["nodeName"].lower() == "body")
        # Blanks between elements are nodes of the page's tree, not of the protocol's.
        nodes = [n for n in _all(body) if n["nodeType"] == _TEXT and n["nodeValue"].strip()]
        asked = [{"nodeId": node["nodeId"]} for node in nodes]
        replies = self._calls("CSS.getPlatformFontsForNode", asked)
        texts = [text for text in seen if text["text"].strip()]
        for text, node, reply in zip(texts, nodes, replies, strict=True):
            if text["text"] != node["nodeValue"]:
                raise RuntimeError(f"{path.name}: {text['text']!r} isn't where it was.")
            if text.pop("shown"):
                yield Text(document=path.name, fonts=tuple(map(_drawn, reply["fonts"])), **text)

    def _go(self, path: Path) -> None:
        self._call("Page.navigate", url=path.as_uri())
        self._until("Page.loadEventFired")

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        (answer,) = self._calls(method, [params])
        return answer

    def _calls(self, method: str, many: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return the answers to one question asked many times, all of them before the first."""
        first = self._last + 1
        for params in many:
            self._last += 1
            asked = {"id": self._last, "method": method, "params": params}
            if self._session:
                asked["sessionId"] = self._session
            os.write(self._ask, json.dumps(asked).encode() + b"\0")
        wanted = range(first, self._last + 1)
        answers: dict[int, dict[str, Any]] = {}
        while len(answers) < len(wanted):
            message = self._heard()
            if message.get("id") in wanted:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                answers[message["id"]] = message["result"]
        return [answers[number] for number in wanted]

    def _until(self, event: str) -> None:
        while self._heard().get("method") != event:
            pass

    def _heard(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not (more := os.read(self._answer, 1 << 16)):
                raise RuntimeError("Chromium ended in the middle of a talk.")
            self._rest += more
        one, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(one)
        return message


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium and end it; RuntimeError where it isn't installed."""
    if shutil.which("chromium") is None:
        raise RuntimeError("These tests need Chromium: install chromium and run again.")
    with TemporaryDirectory() as folder, ExitStack() as open_ends:
        theirs, ask = map(_high, os.pipe())
        answer, ours = map(_high, os.pipe())
        for end in (ask, answer):
            open_ends.callback(os.close, end)
        nothing = os.open(os.devnull, os.O_RDWR)
        process = os.posix_spawnp(
            "chromium",
            ["chromium", *_SWITCHES, f"--user-data-dir={folder}", "about:blank"],
            os.environ,
            # It listens at the number 3 and speaks at 4.
            file_actions=[
                (os.POSIX_SPAWN_DUP2, old, new)
                for new, old in enumerate((nothing, nothing, nothing, theirs, ours))
            ],
        )
        for end in (nothing, theirs, ours):
            os.close(end)
        try:
            yield Browser(ask, answer)
        finally:
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)


def _high(end: int) -> int:
    """Return an open end under a number that no standard stream has."""
    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(end)
    return moved


@contextmanager
def _unpacked(epub: bytes) -> Iterator[list[Path]]:
    with TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(epub)) as file:
        file.extractall(folder)
        yield [Path(folder) / name for name in file.namelist() if name.endswith(".xhtml")]


def _drawn(font: Mapping[str, Any]) -> Drawn:
    name = font.get("postScriptName", "")
    return Drawn(font["familyName"], name, font["isCustomFont"], int(font["glyphCount"]))


def _all(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield node
    for child in node.get("children", ()):
        yield from _all(child)
