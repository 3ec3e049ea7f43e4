"""The attached pages cleaned again, as the account says, and held against what is attached."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from formatter.article import Article, Edits
from formatter.clean.clean import clean
from formatter.digest.edited import edited
from formatter.edits import read_edits
from formatter.errors import FormatterError
from formatter.issue import piece_of
from formatter.opened import Attachment
from formatter.provenance import TOOL
from formatter.render.attached import told, xhtml
from formatter.sites import SiteRule, load, rules
from formatter.source import again
from formatter.text.repair import Mending
from formatter.verify.account import Account
from formatter.verify.finding import Finding, right, undecided, wrong

_PLAIN = re.compile(r"[^/\\\x00-\x1f]{1,200}")


def look(held: Mapping[str, Attachment], account: Account) -> Iterator[Finding]:
    """Yield whether the article of an account comes of its sources as it is attached."""
    title = f"“{account.title}”"
    if not account.pages:
        yield undecided("article", f"No page of {title} is attached, so it can't be cleaned again.")
        return
    if any(one["file"] not in held for one in (*account.pages, *account.papers)):
        # It is told among the files.
        return
    try:
        article = _cleaned(held, account)
    except FormatterError as why:
        yield wrong("article", f"{title} can't be cleaned again from its page. {why.problem}")
        return
    except Exception as why:  # noqa: BLE001  what is attached may be anything
        said = type(why).__name__
        yield wrong("article", f"{title} can't be cleaned again from its page ({said}).")
        return
    yield from _compared(held, account, article)


def _compared(
    held: Mapping[str, Attachment], account: Account, article: Article
) -> Iterator[Finding]:
    title, said = f"“{account.title}”", account.said
    name = str(said["article"]["file"])
    faults = []
    if name in held and xhtml(article) != held[name].data:
        faults.append(f"{name} isn't what the attached page of {title} cleans to")
    new = told(article)
    differ = sorted(key for key in new if _as_json(new[key]) != said["told"].get(key))
    if differ:
        faults.append(f"{account.name} tells {', '.join(differ)} otherwise than cleaning {title}")
    since = _since(said, article)
    if not faults and not since:
        yield right("article", f"{title} is what its page cleans to, and so is its account.")
    elif not faults:
        yield right("article", f"{title} is what its page cleans to, though {since}.")
    elif since:
        yield undecided("article", f"{'; '.join(faults)}: {since}.")
    else:
        for fault in faults:
            yield wrong("article", f"{fault}.")


def _since(said: Mapping[str, Any], article: Article) -> str:
    """Return what has changed since it was cleaned, in a clause; empty for nothing."""
    changes = []
    if said["tool"] != TOOL:
        changes.append(f"{said['tool']} made it, and this is {TOOL}")
    if said["rule"] != article.rule:
        old, new = said["rule"] or "no rule", article.rule or "none"
        changes.append(f"it was cleaned by {old}, and is by {new} here")
    return "; ".join(changes)


def _cleaned(held: Mapping[str, Attachment], account: Account) -> Article:
    wanted = account.said["wanted"]
    mending = Mending(
        smart=bool(wanted.get("smart", False)),
        tones=wanted.get("tones", "keep"),
        legacy=str(wanted.get("legacy", "offer")),
    )
    rule, edits = _papers(held, account)
    if edits is None and account.said["told"]["edits"]:
        edits = _applied(account.said["told"]["edits"])
    article = clean(
        again(account.originals(held)),
        rules=(rule, *rules()) if rule is not None else None,
        edits=edits,
        mending=mending,
    )
    # Of an issue: what its editor put over the article is put over it again.
    return edited(article, piece_of(said)) if (said := account.said.get("piece")) else article


def _papers(
    held: Mapping[str, Attachment], account: Account
) -> tuple[SiteRule | None, Edits | None]:
    """Return the user's rule and the editor's list that are attached, read as they were."""
    rule, edits = None, None
    with tempfile.TemporaryDirectory() as folder:
        for one in account.papers:
            name = str(one["name"])
            if not _PLAIN.fullmatch(name) or name in {".", ".."}:
                continue
            path = Path(folder) / name
            path.write_bytes(held[one["file"]].data)
            if "rule" in str(one["file"]):
                rule = load(path)
            else:
                edits = read_edits(path)
    return rule, edits


def _applied(said: list[Mapping[str, Any]]) -> Edits:
    """Return edits that no file holds, as far as they were applied."""
    asked = {action: [one["asked"] for one in said if one["action"] == action]
             for action in ("keep", "drop")}  # fmt: skip
    return Edits(keep=tuple(asked["keep"]), drop=tuple(asked["drop"]))


def _as_json(value: Any) -> Any:  # noqa: ANN401
    """Return a value as JSON gives it back: lists for tuples."""
    if isinstance(value, dict):
        return {key: _as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(one) for one in value]
    return value
