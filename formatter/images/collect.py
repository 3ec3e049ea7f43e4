"""`gather`: the picture of each reference that articles hold, or the reason it is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

from formatter.article import Article, Image, ImageRef
from formatter.errors import FormatterError
from formatter.images import dimensions
from formatter.images.find import Shelf, inline
from formatter.images.kept import Kept
from formatter.images.limits import Limits, Raster, UnusableError
from formatter.images.raster import ready

# More would hold too many open pictures in memory: one may have 50 megapixels.
_AT_ONCE = 4
NOWHERE = "not in the saved page"
_LIMITS = Limits()

Fetcher = Callable[[str], bytes]


def gather(
    articles: Sequence[Article],
    limits: Limits = _LIMITS,
    *,
    fetcher: Fetcher | None = None,
    kept: Kept | None = None,
) -> dict[str, Image]:
    """Return the pictures that `articles` name, by ImageRef.id, in order of first mention.

    Each reference has its Image; one that can't be had says why in `missing`. A picture named by
    several articles is looked for in each until it is found. `fetcher` takes an address and gives
    its bytes; without it nothing outside of what came with the pages is asked. `kept` are the
    pictures that were made ready before, by whoever shares them.
    """
    gatherer = _Gatherer(limits, fetcher, kept)
    images: dict[str, Image] = {}
    # Decoders and sockets let go of the interpreter: pictures are had side by side.
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        for article in articles:
            shelf = Shelf(article.resources)
            refs = {
                ref.id: ref
                for ref in article.images
                if ref.id not in images or images[ref.id].missing
            }
            found = pool.map(gatherer.image, refs.values(), repeat(shelf))
            for name, image in zip(refs, found, strict=True):
                if name not in images or not image.missing:
                    images[name] = image
    return images


class _Gatherer:
    """Looks for pictures one after the other, and makes each content ready only once."""

    def __init__(self, limits: Limits, fetcher: Fetcher | None, kept: Kept | None) -> None:
        self.limits = limits
        self.fetcher = fetcher
        self.kept = kept
        self.made: dict[bytes, Raster | str] = {}
        self.failed: dict[str, str] = {}

    def image(self, ref: ImageRef, shelf: Shelf) -> Image:
        reasons: list[str] = []
        for address, found in _kept_first(self._offers(ref, shelf)):
            raster = found if isinstance(found, str) else self._ready(found)
            if isinstance(raster, Raster):
                return Image(
                    id=ref.id,
                    media_type=raster.media_type,
                    data=raster.data,
                    width=raster.width,
                    height=raster.height,
                    address=_short(address) or _short(ref.url),
                )
            reasons.append(raster)
        # The best address was tried first; what was wrong there is what a person can mend.
        return Image(id=ref.id, missing=reasons[0] if reasons else NOWHERE, address=_short(ref.url))

    def _offers(self, ref: ImageRef, shelf: Shelf) -> Iterator[tuple[str, bytes | str]]:
        """Yield what each address of a picture gives, bytes or the reason of its failure."""
        addresses = tuple(dict.fromkeys((*(ref.candidates or (ref.url,)), ref.url)))
        for address in addresses:
            if not address:
                continue
            found: bytes | str | None = inline(address)
            if found is None:
                found = shelf.exactly(address, self.limits.size)
            if found is None and self.fetcher and address.startswith(("http://", "https://")):
                found = self._fetch(address, self.fetcher)
            if found is not None:
                yield address, found
        for address in addresses:
            found = shelf.by_name(address, self.limits.size)
            if found is not None:
                yield address, found

    def _fetch(self, address: str, fetcher: Fetcher) -> bytes | str:
        if address not in self.failed:
            try:
                return fetcher(address)
            except FormatterError as why:
                self.failed[address] = why.problem
        return self.failed[address]

    def _ready(self, data: bytes) -> Raster | str:
        key = hashlib.sha256(data).digest()
        if key not in self.made:
            try:
                self.made[key] = (
                    self.kept.ready(data, self.limits, ready)
                    if self.kept
                    else ready(data, self.limits)
                )
            except UnusableError as why:
                self.made[key] = why.reason
        return self.made[key]


def _kept_first(offers: Iterator[tuple[str, bytes | str]]) -> Iterator[tuple[str, bytes | str]]:
    """Yield the offers, best first: of equal pictures the one whose pixels can be kept.

    Newspapers serve the same picture as AVIF or WebP and as JPEG; converting the former would lose
    quality a second time.
    """
    first = next(offers, None)
    if first is None:
        return
    wanted = dimensions.converted(first[1]) if isinstance(first[1], bytes) else None
    if wanted is None:
        yield first
        yield from offers
        return
    rest = []
    for offer in offers:
        if isinstance(offer[1], bytes) and dimensions.kept(offer[1]) == wanted:
            yield offer
        else:
            rest.append(offer)
    yield first
    yield from rest


def _short(address: str) -> str:
    """Return an address to show; one that is itself the picture is none."""
    return "" if address[:5].lower() == "data:" else address
