"""The account as a page to read: blocks in the page's order, told apart by colour, line and word.

The page stands alone: no script, no address outside it is asked for anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib.resources import files

from formatter.account import KINDS, Entry, Kind, characters, entries
from formatter.article import Article, Removal

_MARKS: dict[Kind, str] = {"kept": "●", "moved": "➜", "used": "◆", "removed": "✕"}
_SAYS: dict[Kind, str] = {
    "kept": "in the article, in its place",
    "moved": "in the article, elsewhere",
    "used": "became title, author, date",
    "removed": "not in the article",
}
# What is removed shows so many letters, the rest when it is asked for.
_SHOWN = 240
_FIELDS = ("title", "authors", "published", "modified", "site", "section", "language", "url")


def explain(article: Article, *, whole: int, name: str) -> str:
    """Return the account of an article as one page of HTML that needs nothing beside it.

    `whole` is the number of characters of its page, spaces aside, counted without the account
    (`formatter.clean.count`); `name` is what the page is called in the title, most often its file.
    """
    listed = entries(article)
    numbered = {entry.number for entry in listed}
    parts = [
        f'<p class="over">{escape(name)}</p>',
        f'<h1 lang="{escape(article.language)}">{escape(article.title)}</h1>',
        _sums(article, whole),
        _trust(article),
        _notes(article),
        "<h2>The page, block by block</h2>",
        _switches(listed),
        '<ol class="blocks">',
        *_blocks(article, listed),
        "</ol>",
        _pictures(article.removed, numbered),
        _facts(article),
        _repairs(article),
        _editing(article, numbered),
    ]
    style = files("formatter").joinpath("explain.css").read_text("utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Account of {escape(name)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "\n".join(filter(None, parts))
        + "\n</body>\n</html>\n"
    )


def _sums(article: Article, whole: int) -> str:
    sums = characters(article)
    bar = "".join(
        f'<i class="{kind}" style="flex:{sums[kind]}"></i>' for kind in KINDS if sums[kind]
    )
    rows = "".join(
        f'<li class="{kind}"><b>{sums[kind]:,}</b><span class="kind">{_MARKS[kind]} {kind}</span>'
        f"<br>{_SAYS[kind]}</li>"
        for kind in KINDS
    )
    told = sum(sums.values())
    kept = sums["kept"] + sums["moved"]
    law = (
        f"{kept:,} kept + {sums['used']:,} used + {sums['removed']:,} removed = {told:,} characters"
    )
    if told == whole:
        end = f"; the page, counted by itself, holds {whole:,}. Nothing is lost in silence."
    else:
        end = (
            f"; the page, counted by itself, holds {whole:,}. The cards of embedded things and "
            f"formulas, which are written anew, make the difference of {abs(whole - told):,}."
        )
    return (
        f'<div class="bar" aria-hidden="true">{bar}</div>\n<ul class="sums">{rows}</ul>\n'
        f'<p class="law">{law}{end}</p>'
    )


def _trust(article: Article) -> str:
    doubts = "".join(f"<li>{escape(doubt)}</li>" for doubt in article.doubts)
    why = f"<ul>{doubts}</ul>" if doubts else "<p>Nothing speaks against it.</p>"
    rule = f" The page is of a known family: <code>{escape(article.rule)}</code>."
    return (
        f'<h2>Confidence</h2>\n<div class="trust"><b>{article.confidence:.2f}</b>'
        f'<meter min="0" max="1" value="{article.confidence:.2f}">{article.confidence:.2f}</meter>'
        f'<span class="quiet">from 0 to 1, how sure it is that this is the article.'
        f"{rule if article.rule else ''}</span></div>\n{why}"
    )


def _notes(article: Article) -> str:
    # The doubts stand above already.
    fresh = [note for note in article.notes if not any(doubt in note for doubt in article.doubts)]
    notes = "".join(f"<li>{escape(note)}</li>" for note in fresh)
    return f"<h2>Notes</h2>\n<ul>{notes}</ul>" if notes else ""


def _switches(listed: Iterable[Entry]) -> str:
    there = {entry.kind for entry in listed}
    boxes = "".join(
        f'<label class="{kind}"><input type="checkbox" id="{kind}" checked>'
        f'<span class="kind">{_MARKS[kind]} {kind}</span></label>'
        for kind in KINDS
        if kind in there
    )
    return f'<fieldset class="show" aria-label="Kinds of blocks to show">{boxes}</fieldset>'


def _blocks(article: Article, listed: Iterable[Entry]) -> Iterable[str]:
    seen: set[int] = set()
    for entry in listed:
        first = entry.number not in seen
        seen.add(entry.number)
        place = f' id="b{entry.number}"' if first else ""
        number = str(entry.number) if entry.number else "head"
        mark = f'<span class="kind">{_MARKS[entry.kind]}'
        if entry.kind == "kept" and not entry.reason:
            # Most blocks are: a word on each would be louder than the story.
            number += f' {mark}<span class="unseen"> kept</span></span>'
            why = ""
        else:
            why = f'<p class="why">{mark} {entry.kind}</span>{_why(entry)}</p>'
        yield (
            f'<li class="{entry.kind}"{place}><span class="number">{number}</span><div>'
            f"{why}{_text(entry, article.language)}{_shown(entry)}</div></li>"
        )


def _why(entry: Entry) -> str:
    if entry.kind == "used":
        return f", became <b>{escape(entry.field)}</b>"
    if entry.kind in {"kept", "moved"}:
        return f": {escape(entry.reason)}"
    return f" by {escape(entry.step)} › <b>{escape(entry.rule)}</b>: {escape(entry.reason)}"


def _text(entry: Entry, language: str) -> str:
    if not entry.text:
        return ""
    lang = f' lang="{escape(language)}"'
    if entry.kind != "removed" or len(entry.text) <= 1.25 * _SHOWN:
        return f'<p class="text"{lang}>{escape(entry.text)}</p>'
    cut = entry.text.rfind(" ", _SHOWN // 2, _SHOWN)
    cut = cut if cut > 0 else _SHOWN
    more = len("".join(entry.text[cut:].split()))
    return (
        f"<details{lang}><summary>{escape(entry.text[:cut])} "
        f'<span lang="en">… {more:,} more</span></summary>{escape(entry.text[cut:].lstrip())}'
        "</details>"
    )


def _shown(entry: Entry) -> str:
    if not entry.images:
        return ""
    rows = "".join(f"<li>{escape(_short(image)) or 'a picture'}</li>" for image in entry.images)
    return f'<ul class="pictures">{rows}</ul>'


def _short(address: str) -> str:
    return address if len(address) <= _SHOWN else f"{address[:_SHOWN]}…"


def _pictures(removed: Iterable[Removal], numbered: set[int]) -> str:
    rows = "".join(
        f"<tr><td>{_link(gone.block, numbered)}</td><td>{escape(_short(image))}</td>"
        f"<td>{escape(gone.step)} › {escape(gone.rule)}</td></tr>"
        for gone in removed
        for image in gone.images
    )
    if not rows:
        return ""
    return (
        "<h2>Pictures that went</h2>\n<table><thead><tr><th>Block</th><th>Address</th>"
        f"<th>By</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _link(number: int, numbered: set[int]) -> str:
    return f'<a href="#b{number}">{number}</a>' if number in numbered and number else str(number)


def _facts(article: Article) -> str:
    rows = []
    for field in _FIELDS:
        value = getattr(article, field)
        text = ", ".join(value) if isinstance(value, tuple) else value
        lang = f' lang="{escape(article.language)}"' if field in {"title", "section"} else ""
        shown = f"<td{lang}>{escape(text)}</td>" if text else '<td class="quiet">not found</td>'
        rows.append(f"<tr><th>{field}</th>{shown}</tr>")
    return f"<h2>What the page says of itself</h2>\n<table><tbody>{''.join(rows)}</tbody></table>"


def _repairs(article: Article) -> str:
    if not article.repairs:
        return "<h2>Repairs</h2>\n<p>No letter needed one.</p>"
    rows = "".join(
        f'<tr><td>{escape(repair.kind)}</td><td class="count">{repair.count:,}</td>'
        f'<td lang="{escape(article.language)}">{escape(repair.sample)}</td></tr>'
        for repair in article.repairs
    )
    return (
        "<h2>Repairs</h2>\n<table><thead><tr><th>Kind</th><th>Count</th><th>Sample</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>"
    )


def _editing(article: Article, numbered: set[int]) -> str:
    done = "".join(
        f"<tr><td>{edited.action}</td><td>{escape(str(edited.asked))}</td>"
        f"<td>{_link(edited.block, numbered)}</td></tr>"
        for edited in article.edits
    )
    table = (
        "<table><thead><tr><th>Action</th><th>Asked by</th><th>Block</th></tr></thead>"
        f"<tbody>{done}</tbody></table>\n"
    )
    page = article.source.sha256
    lines = [f'page = "{page}"'] if page else []
    lines += [f"{act} = [{_listed(article, act)}]" for act in ("keep", "drop")]
    text = "\n".join(lines)
    return (
        f"<h2>Overrule it</h2>\n{table if done else ''}"
        "<p>Put this beside the page, named as the page with <code>.edit.toml</code> in place of "
        'its ending, and fill in blocks by number or by words that they hold: <code>keep = [12, "a '
        'phrase"]</code>. The next run follows it.</p>\n'
        f"<pre>{escape(text, quote=False)}</pre>"
    )


def _listed(article: Article, action: str) -> str:
    asked = [edited.asked for edited in article.edits if edited.action == action]
    quoted = (
        str(one)
        if isinstance(one, int)
        else '"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for one in asked
    )
    return ", ".join(quoted)
