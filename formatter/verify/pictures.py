"""The pictures of a PDF held against those that the accounts of its articles name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formatter.verify.account import Account
from formatter.verify.finding import Finding, right, undecided, wrong

# The kinds that go into a PDF as their files are.
_AS_THEY_ARE = {"image/jpeg"}


def look(contents: Sequence[frozenset[str]], accounts: Sequence[Account]) -> Iterator[Finding]:
    """Yield whether each picture that was put in is in the file, byte for byte.

    `contents` are the hashes of the file's streams, packed and not.
    """
    there = frozenset().union(*contents)
    named = [one for account in accounts for one in account.said["pictures"]]
    missing = sum(1 for one in named if one.get("missing"))
    kept = [one for one in named if one.get("media_type") in _AS_THEY_ARE]
    anew = len(named) - missing - len(kept)
    gone = [str(one["id"]) for one in kept if one["sha256"] not in there]
    for name in gone:
        yield wrong("pictures", f"The picture {name} isn't in the file as it was put in.")
    if anew:
        said = f"{anew} were written anew for the PDF: of these only the seal tells."
        yield undecided("pictures", said)
    if not gone:
        told = f"All {len(kept)} photographs are in the file as they were put in"
        told = told if kept else "It has no photographs"
        yield right("pictures", told + (f"; {missing} pictures were missing." if missing else "."))
