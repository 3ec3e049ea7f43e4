"""A book that sets a text of the caller's in every place where a theme sets type."""

from __future__ import annotations

from dataclasses import replace

from formatter.article import Article, Book, Image, Section
from formatter.original import Capture, Source
from tests.render.epub_books import png

# The tallest stacks of accents under the deepest tails and dots, whatever stands over what.
STACKED = "Ẵgỵp Ễợq Ữgj Ẫyg Ổpỵ Ấgợ Ẳjp"
_FIGURE = '<figure class="wide"><img src="image:mot" alt="{}"/><figcaption>{}</figcaption></figure>'
_BLOCKS = (
    '<p class="lead">{}</p>',
    _FIGURE.replace(">{}<", '>{} <span class="credit">{}</span><'),
    "<p>{}</p>",
    "<p><b>{}</b> <i>{}</i> <b><i>{}</i></b></p>",
    "<p>{} <code>{}</code> <small>{}</small> <kbd>{}</kbd></p>",
    "<h2>{}</h2>",
    "<p>{}</p>",
    "<h3>{}</h3>",
    "<p><q>{}</q></p>",
    "<h4>{}</h4>",
    "<h5>{}</h5>",
    "<h6>{}</h6>",
    "<ul><li>{}</li><li>{}<ol><li>{}</li></ol></li></ul>",
    '<aside class="pull"><p>{}</p></aside>',
    '<aside class="info"><h3>{}</h3><p>{}</p><p><b>{}</b> <i>{}</i></p></aside>',
    '<aside class="embed"><p class="embed-title">{}</p><p class="embed-source">{}</p></aside>',
    '<aside class="note"><p>{}</p></aside>',
    "<blockquote><p>{}</p><p><cite>{}</cite></p></blockquote>",
    '<p class="verse">{}<br/>{}</p>',
    "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "<table><caption>{}</caption><thead><tr><th>{}</th><th>{}</th></tr></thead><tbody>"
    + "<tr><td>{}</td><td><i>{}</i></td></tr>" * 2
    + "</tbody></table>",
    "<pre><code>{}\n{}</code></pre>",
    '<div class="rows"><p>{}</p><p>{}</p></div>',
    f'<div class="gallery">{_FIGURE.replace("mot", "hai")}</div>',
    '<p class="signature">{}</p>',
    '<section class="notes"><ol><li>{}</li><li>{}</li></ol></section>',
)
_PICTURE = png(600, 120, 190)


def article(text: str, *, head: str = "", site: str = "") -> Article:
    """Return an article whose every block says `text`, some lines of it, its heads `head`."""
    head = head or text
    body = "".join(
        block.replace("{}", head if block.startswith(("<h2", "<h3", "<h4", "<h5", "<h6")) else text)
        for block in _BLOCKS
    )
    return Article(
        title=head,
        body=body,
        authors=(head,),
        published="2026-03-08T06:15:00+07:00",
        site=site or "Ữgj Ấgợ",
        section=site or "Ẵgỵp Ễợq",
        url="https://vi-du.example/xep-chu.html",
        source=Source(
            sha256="0" * 64, captured=Capture(time="2026-03-09T02:00:00Z", basis="observed")
        ),
    )


def book(text: str, *, head: str = "", site: str = "", several: bool = True) -> Book:
    """Return a book of `article`, with a front page, contents and a section where `several`."""
    piece = article(text, head=head, site=site)
    second = replace(piece, body=f"<p>{text}</p>")
    heading = head or text
    sections = (
        (Section(title=heading, intro=text, articles=(piece, second)),)
        if several
        else (Section(articles=(piece,)),)
    )
    return Book(
        title=heading,
        sections=sections,
        images={
            name: Image(id=name, media_type="image/png", data=_PICTURE, width=600, height=120)
            for name in ("mot", "hai")
        },
        language="vi",
        creators=piece.authors,
        date=piece.published,
        identifier="urn:uuid:6ba7b815-9dad-51d1-80b4-00c04fd430c8",
    )
