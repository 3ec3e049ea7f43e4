"""What was found in a book, in lines for a person and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from formatter.check.rule import Finding
from formatter.check.rules import RULES

# How many places of one kind of finding are named; the JSON has a hundred.
_PLACES = 5


def told(book: Path, found: Sequence[Finding], *, as_json: bool) -> Iterator[str]:
    """Yield what was found in `book`, in lines; one line of JSON (`book`, `findings`) if asked."""
    if as_json:
        findings = [finding._asdict() for finding in found]
        yield json.dumps({"book": str(book), "findings": findings}, ensure_ascii=False)
        return
    rules = {rule.code: rule for rule in RULES}
    yield f"{book}: {len(found) or 'no'} finding{'' if len(found) == 1 else 's'}"
    for code, group in groupby(found, key=lambda finding: finding.code):
        places = list(group)
        rule = rules[code]
        yield ""
        yield f"{code}: {rule.severity} ({', '.join(places[0].systems)}). {rule.asks} {rule.why}"
        for finding in places[:_PLACES]:
            line = f":{finding.line}" if finding.line else ""
            where = f"{finding.file}{line}: " if finding.file else ""
            yield f"  {where}{finding.what}"
        if len(places) > _PLACES:
            yield f"  and {len(places) - _PLACES} more"
        yield f"  {rule.remedy}"
