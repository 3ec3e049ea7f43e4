"""What is asked of the press for one issue: marks, bleed, inks, a booklet, a proof."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Literal, NamedTuple, Self, get_args

from formatter.errors import UsageError

Ink = Literal["rgb", "grey", "cmyk"]
INKS: tuple[Ink, ...] = get_args(Ink)
# What a lock file says of an issue: that there is none, that all is as approved, that it isn't.
Lock = Literal["none", "held", "changed"]
LOCKS: tuple[Lock, ...] = get_args(Lock)
Numbering = Literal["page", "piece"]
NUMBERINGS: tuple[Numbering, ...] = get_args(Numbering)
# What printers ask for where they ask for nothing else (ISO 12647 leaves it to them).
BLEED = 3.0
_WIDEST = 20.0
_THICKEST = 2.0
_MOST_SHEETS = 32


class Order(NamedTuple):
    """What is asked of the press. As it stands, an issue is printed as its theme has it.

    `marks` are crop and registration marks, `bleed` is how far in mm the page is printed beyond
    its trim (with marks it is 3 mm unless given). `ink` is what it is printed with: `rgb` as for a
    screen, `grey` with black alone, `cmyk` with the four of print; `icc` is the file of the
    profile of that ink, empty for ours. `booklet` asks for the imposed sheets too, folded in
    signatures of `signature` sheets (0: all in one); `creep` is how far in mm each sheet of a
    signature pushes out the one inside it. `proof` asks for a proof: line numbers that start again
    on each `numbering`, words of each piece, what a lock file says (`lock`), and bars beside what
    isn't as in the last proof, the PDF `against`.
    """

    marks: bool = False
    bleed: float = 0.0
    ink: Ink = "rgb"
    icc: str = ""
    booklet: bool = False
    signature: int = 0
    creep: float = 0.0
    proof: bool = False
    numbering: Numbering = "page"
    lock: Lock = "none"
    against: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is asked that changes the pages."""
        return not (self.marks or self.bleed or self.proof or self.ink != "rgb")

    @property
    def css(self) -> str:
        """The rules that pages are laid out with, last of all sheets; empty for a plain order.

        `--bleed` is what a picture that reaches the trim is to reach beyond it.
        """
        if not self.bleed:
            return ""
        return f"@page {{ bleed: {self.bleed:g}mm }} :root {{ --bleed: {self.bleed:g}mm }}"

    def checked(self) -> Self:
        """Return the order as it is carried out; UsageError for what can't be.

        Marks without a bleed get one of 3 mm.
        """
        _chosen("ink", self.ink, INKS)
        _chosen("numbering of lines", self.numbering, NUMBERINGS)
        _chosen("state of a lock", self.lock, LOCKS)
        _within("bleed", self.bleed, _WIDEST, "mm")
        _within("creep", self.creep, _THICKEST, "mm a sheet")
        _within("signature", self.signature, _MOST_SHEETS, "sheets")
        if self.icc and self.ink == "rgb":
            raise UsageError(
                f"The profile {self.icc} is given, and no ink that it is of.",
                "Give --ink grey or --ink cmyk with it, or leave out --icc.",
            )
        if (self.signature or self.creep) and not self.booklet:
            raise UsageError(
                "Signatures and creep are of a booklet, and none is asked for.",
                "Give --booklet with them.",
            )
        if self.against and not self.proof:
            raise UsageError(
                f"The last proof {self.against} is given, and no proof is asked for.",
                "Give --proof with it.",
            )
        for file in filter(None, (self.icc, self.against)):
            if not Path(file).is_file():
                raise UsageError(f"There is no file {file}.", "Check the name.")
        return self._replace(bleed=BLEED) if self.marks and not self.bleed else self


def _chosen(what: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        *others, last = choices
        raise UsageError(
            f"There is no {what} named {value}.", f"Choose {', '.join(others)} or {last}."
        )


def _within(what: str, value: float, most: float, unit: str) -> None:
    if not (math.isfinite(value) and 0 <= value <= most):
        raise UsageError(
            f"The {what} is {value:g} {unit}.", f"Give a number from 0 to {most:g} {unit}."
        )
