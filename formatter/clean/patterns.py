"""What the names that sites give their boxes say: which are chrome, which hold an article."""

from __future__ import annotations

import re
from functools import lru_cache

from formatter.clean.node import Node

# Elements that hold no article whatever they are called. A form may wrap a whole page (ASP.NET), a
# nav that was never closed too, an aside or a footer a part of the story: those are looked at again
# by their weight.
CHROME_TAGS = frozenset(
    "nav form button select input textarea iframe footer dialog menu noscript svg object embed "
    "canvas head option aside".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
WEIGHED_TAGS = frozenset("form aside footer nav dialog menu button".split())

_EDGE = r"(?:^|[\s_-])"
_END = r"(?=$|[\s_-])"

# What highlighters call a listing: Rouge, Pygments, Chroma, Hexo, SyntaxHighlighter, Crayon,
# GitHub, highlight.js with numbers, code-prettify.
LISTING = re.compile(
    r"(?:^|\s)(?:rouge-\w+|highlight\w*|lntable|syntaxhighlighter|crayon-[\w-]+|blob-wrapper|"
    r"hljs-ln|code-?(?:block|table|listing|wrapper)|codehilite\w*|sourceCode|wp-block-code)(?=$|\s)"
)

# Boxes that stand around an article on every kind of site.
_AROUND = re.compile(
    _EDGE + r"(?:comments?|commentlist|disqus\w*|respond|replies|related\w*|recommend\w*|recirc\w*|"
    r"sidebar\w*|footer\w*|nav|navbar|navigation|menu|breadcrumbs?|share|sharing|sharebar|socials?|"
    r"promo\w*|sponsored|adverts?|advertisement|banner|cookies?|newsletter\w*|subscribe|readmore|"
    r"read-more|trending|most-\w+|popular|modal|popup)"
    + _END
    + r"|comment-|share-|sidebar|taboola|outbrain|disqus|popup|cookie"
)
# Boxes that hold the article itself.
HOLDS = re.compile(
    _EDGE
    + r"(?:article\w*|story\w*|content|entry|post|body|main\w*|text)"
    + _END
    + r"|article-?(?:body|content|text)|entry-content|post-content|story-?body"
)


# Pages give many boxes the same names.
@lru_cache(maxsize=4096)
def around(key: str) -> str:
    """Return what in an element's names says that it stands around articles, empty for nothing."""
    found = _AROUND.search(key) if key else None
    return found.group().strip(" _-") if found else ""


@lru_cache(maxsize=4096)
def inside(key: str) -> str:
    """Return what in an element's names says that it is chrome inside an article, or nothing."""
    found = _INSIDE.search(key) if key else None
    return found.group().strip(" _-") if found else ""


_QUOTE = re.compile(r"(?:^|[\s_-])(?:\w*quote|testimonial)(?=$|[\s_-])")
_LONGEST_QUOTE = 1200


def quotes(node: Node) -> bool:
    """Say whether an element holds somebody's words, who may be named below them."""
    if node.tag == "blockquote":
        return True
    named = "quote" in node.key or "testimonial" in node.key
    return named and node.size < _LONGEST_QUOTE and bool(_QUOTE.search(node.key))


_UNSHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def hidden(node: Node) -> bool:
    """Say whether the page's own markup hides the element from its readers."""
    attrs = node.attrs
    return bool(attrs) and (
        "hidden" in attrs
        or attrs.get("aria-hidden") == "true"
        or ("style" in attrs and bool(_UNSHOWN.search(attrs["style"] or "")))
    )


# Names of chrome inside an article's own box, besides those around it.
_INSIDE = re.compile(
    _EDGE + r"(?:ads?|ad-\w+|advert\w*|adsense|dfp|tags?|tag-?list|keywords?|topics?|more-\w+|also|"
    r"author-?(?:bio|box|info|card|profile|block|details?)|about-?(?:the-)?author|bio|byline|"
    r"(?:published|post|entry|article)-?(?:date|meta|tags|footer|share|tools|actions)|"
    r"timestamp|dateline-date|"
    r"print|printfriendly|email|toolbar|tools|utility|pagination|pager|post-?nav|page-?links|"
    r"sr-only|screen-reader-text|visually-?hidden|visuallyhidden|noprint|mw-editsection|editsection|"
    r"navbox|hatnote|jump-link|skip-\w+|rating|votes?|stars?|poll|quiz|donate|donation|paywall|tooltip|"
    r"copyright|disclaimer|teasers?|follow|follow-us|signup|sign-up|login|register|subscription|"
    r"sticky|toc|addtoany|jetpack|sharedaddy|zergnet|revcontent|mgid|dianomi|nativo|"
    r"gallery-?(?:nav|counter)|video-?player|jwplayer|podcast|audio|player|up-next|"
    r"tax-container|blogg?er-\w+|featured-video|video-(?:ct|container|teaser|card|promo)|"
    r"inline-?(?:promo|ad|newsletter|related)|story-?(?:footer|tools|share)|hidden|hide|invisible|"
    r"ticker|weather|lightbox|toggle|expand|collapse|caption-toggle|read-?next|cta|callout-link)"
    + _END
    + r"|(?:^|[\s_-])(?:ad|ads|advert)\d|dfp-|google_ads|"
    r"ad-?(?:slot|unit|container|wrapper|box|label|placeholder)"
)

# Whose embedded things are part of the story; any other frame is an advertisement or a tool.
_PLAYERS = re.compile(
    r"(?:^|//|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|tiktok\.com|"
    r"facebook\.com/plugins/(?:video|post)|twitter\.com|x\.com|instagram\.com|soundcloud\.com|"
    r"spotify\.com|google\.[a-z.]+/maps|datawrapper\.dwcdn\.net|flourish\.studio|infogram\.com)"
)
# What stands for a player until it is asked for: lite-youtube, amp-vimeo, div.youtube[data-id].
_IDS = ("videoid", "data-videoid", "data-video-id", "data-youtube-id", "data-id", "data-embed")
_ID = re.compile(r"[\w-]{11}|\d{6,10}")
_WATCH = {"youtube": "www.youtube.com/watch?v=", "vimeo": "vimeo.com/"}
_VIDEO = re.compile(r"VideoStream|(?:^|\s)video(?:$|\s)|cms-video")


def embedded(node: Node) -> str:
    """Return the address of an embedded video, post or map of the story, empty for other things."""
    if node.tag in {"iframe", "embed", "object"}:
        address = node.get("src") or node.get("data-src") or node.get("data")
        return address if _PLAYERS.search(address) else ""
    if node.tag in {"video", "audio"}:
        below = next((kid.get("src") for kid in node.elements() if kid.get("src")), "")
        return node.get("src") or below or node.get("data-src")
    key = node.key
    if ("youtube" in key or "vimeo" in key or "-" in node.tag) and (waits := _waiting(node)):
        return waits
    if node.tag in {"div", "figure"} and _VIDEO.search(f"{node.get('type')} {node.get('class')}"):
        return node.get("data-src") or node.get("data-vid") or node.get("data-video-src")
    return ""


def _waiting(node: Node) -> str:
    """Return the address of a video whose player is made when it is asked for."""
    found = next((text for text in map(node.get, _IDS) if _ID.fullmatch(text)), "")
    name = node.tag if "-" in node.tag else node.key
    watch = next((watch for service, watch in _WATCH.items() if service in name), "")
    return f"https://{watch}{found}" if watch and found else ""
