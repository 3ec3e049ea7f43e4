"""Cards in place of what paper can't play: videos, posts, maps, podcasts.

A card says what the thing is called, who shows it and where, so that a reader on paper can type the
address. Its words about the address are ours; all other words on it are the page's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from urllib.parse import parse_qs, unquote, urlsplit

from formatter.clean.chrome import EMBED
from formatter.clean.figures import Figures
from formatter.clean.inline import Words, absolute, bare
from formatter.clean.soup import Tag

# A service's frame: what its address looks like, its name, and the address that a reader types.
_SERVICES = tuple(
    (re.compile(pattern), name, short)
    for pattern, name, short in (
        (r"youtube(?:-nocookie)?\.com/(?:embed/|watch\?v=|v/)([\w-]+)", "YouTube", "youtu.be/{}"),
        (r"youtu\.be/([\w-]+)", "YouTube", "youtu.be/{}"),
        (r"vimeo\.com/(?:video/)?(\d+)", "Vimeo", "vimeo.com/{}"),
        (r"dailymotion\.com/(?:embed/)?video/(\w+)", "Dailymotion", "dai.ly/{}"),
        (r"(open\.spotify\.com/)(?:embed/)?((?:episode|show|track)/\w+)", "Spotify", "{}{}"),
        (r"(tiktok\.com/@[\w.]+/video/\d+)", "TikTok", "{}"),
        (r"(instagram\.com/(?:p|reel|tv)/[\w-]+)", "Instagram", "{}"),
        (r"(?:twitter|x)\.com/(\w+/status(?:es)?/\d+)", "X", "x.com/{}"),
        (r"google\.[a-z.]+/maps", "Google Maps", ""),
    )
)
_NAMES = {"facebook.com": "Facebook", "soundcloud.com": "SoundCloud", "tiktok.com": "TikTok"}
# What services call the quotation that their script would turn into a post.
_POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post fb-xfbml-parse-ignore "
    "bluesky-embed mastodon-embed reddit-embed-bq text-post-media".split()
)
_LONGEST = 46


def is_post(node: Tag) -> bool:
    """Say whether a quotation stands in place of a post of a social network."""
    return not _POSTS.isdisjoint(node.classes)


def post_address(node: Tag) -> str:
    """Return the address of a post: its last link, which says the day; empty where it has none."""
    links = [link.get("href") for link in node.below("a")]
    told = node.get("cite")
    return next((href for href in reversed(links) if "://t.co/" not in href), told)


def title_of(node: Tag) -> str:
    """Return what an embedded thing is called by its frame, empty where it has no name."""
    for part in (node, *node.below("iframe", "video", "audio")):
        if title := " ".join(part.get("title").split()):
            return title
    return ""


def source(link: str) -> tuple[str, str]:
    """Return who shows what lies at an address, and the address as a reader would type it."""
    if not link:
        return "", ""
    parts = urlsplit(link)
    for inner in ("href", "url"):
        # Facebook and SoundCloud tell their frame the address of the thing itself.
        if told := parse_qs(parts.query).get(inner):
            return source(unquote(told[0]))
    for pattern, name, short in _SERVICES:
        if found := pattern.search(link):
            return name, short.format(*found.groups()) if short else ""
    house = (parts.hostname or "").removeprefix("www.")
    name = next((said for host, said in _NAMES.items() if house.endswith(host)), "")
    typed = f"{house}{parts.path.rstrip('/')}"
    return name, typed if len(typed) <= _LONGEST else house


def card(link: str, title: str, *, words: str = "", picture: str = "") -> str:
    """Return the card of what lies at `link`, empty where nothing is known of it.

    `title` is markup, `words` are blocks of the page that belong to the thing.
    """
    who, typed = source(link)
    head = title or typed or who
    if not head and not words:
        return ""
    said = [part for part in (who, typed) if title and part and part != head]
    line = f'<p class="embed-source">{escape(" · ".join(said), quote=False)}</p>' if said else ""
    if link and head:
        head = f'<a href="{escape(link)}">{head}</a>'
    name = f'<p class="embed-title">{head}</p>' if head else ""
    return f'<aside class="embed">{picture}{name}{words}{line}</aside>'


class Embeds:
    """Writes the cards of one article; `blocks` writes what an element holds."""

    def __init__(self, blocks: Callable[[Tag], list[str]], words: Words, figures: Figures) -> None:
        self.blocks = blocks
        self.words = words
        self.figures = figures

    def write(self, node: Tag, beside: Tag | None = None) -> list[str]:
        """Return a card in place of an embedded thing: the page's words for it, and its address.

        `beside` is the figure that holds it with its caption.
        """
        link = absolute(node.get(EMBED), self.words.ledger.base)
        picture = self._still(node)
        title = escape(title_of(node), quote=False)
        players = ("video", "audio", "object", "iframe")
        for player in [node, *node.below(*players)]:
            if player.name in players:
                self.words.ledger.enter(
                    player.words(),
                    step="shape",
                    rule="fallback",
                    reason="words for browsers that can't play it",
                )
                player.clear()
        words = escape(" ".join(bare(" ".join(self.blocks(node))).split()), quote=False)
        caption = ""
        if beside is not None:
            node.take_out()
            caption = "".join(self.blocks(beside))
        made = card(link, words or title, words=caption, picture=picture)
        return [made] if made else []

    def post(self, node: Tag) -> list[str]:
        """Return a card in place of a post, which keeps the post's words."""
        link = absolute(post_address(node), self.words.ledger.base)
        words = "".join(self.blocks(node))
        # Most posts end in a link of their own, which says the day.
        made = card("" if link and escape(link) in words else link, "", words=words)
        return [made] if made else []

    def _still(self, node: Tag) -> str:
        """Return the still of a video where it came with the page: no hole is made for one."""
        for part in (node, *node.below("video")):
            address = str(part.get("poster") or part.get("data-thumb") or "")
            if address in self.figures.album.held:
                return self.figures.one([Tag("img", {"src": address})], [])
        return ""


def player(figure: Tag) -> Tag | None:
    """Return the one embedded thing in a figure that shows no picture, None in any other."""
    found = [kid for kid in figure.below() if kid.get(EMBED)]
    return found[0] if len(found) == 1 and not figure.below("img") else None
