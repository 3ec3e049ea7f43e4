"""Pull quotes: words of a piece set large between its paragraphs, near where they are said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from formatter.digest.blocks import holds, is_plain, is_told, paragraph

# Before the second paragraph a story has hardly begun.
_FIRST = 2
# So many blocks are between two quotes, where the piece is long enough.
_APART = 3


class NotSaidError(Exception):
    """A pull quote whose words the piece doesn't have; `number` counts them from 0."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def quoted(parts: Sequence[str], quotes: Sequence[str]) -> list[str]:
    """Return the blocks of a body with those quotes between them.

    Each stands between two paragraphs, a little before the one that says it, the quotes apart from
    each other. Raises NotSaidError for words that no block has.
    """
    at: dict[int, list[str]] = {}
    for number, quote in enumerate(quotes):
        said = next((i for i, p in enumerate(parts) if is_told(p) and holds(p, quote)), None)
        if said is None:
            raise NotSaidError(number)
        at.setdefault(_gap(parts, said, at), []).append(quote)
    made: list[str] = []
    for i, part in enumerate((*parts, "")):
        made += (
            f'<aside class="pull"><p>{paragraph(quote)}</p></aside>' for quote in at.get(i, ())
        )
        made.append(part)
    return made[:-1]


def _gap(parts: Sequence[str], said: int, taken: Collection[int]) -> int:
    """Return before which block a quote stands that block `said` holds."""
    plain = [i for i, part in enumerate(parts) if is_plain(part)]
    begun = plain[_FIRST - 1] if len(plain) >= _FIRST else len(parts)
    between = [i for i in plain if i and is_plain(parts[i - 1])]
    choices = (
        [i for i in between if i > begun],
        between,
        [i for i in range(1, len(parts) + 1) if is_plain(parts[i - 1])],
        [len(parts)],
    )
    free = next((f for some in choices if (f := [i for i in some if i not in taken])), [])
    apart = [i for i in free if all(abs(i - other) >= _APART for other in taken)]
    # Before the words rather than after them: whoever has read them needs no bait.
    return min(apart or free, key=lambda i: (abs(i - said) + (i > said) / 2, i), default=said)
