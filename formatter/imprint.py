"""What a publisher adds to a book: a cover, a choice of fonts, what he vouches for."""

from __future__ import annotations

from dataclasses import replace

from formatter.errors import UsageError
from formatter.value import dataclass

# What the European Accessibility Act lets a publisher off for (EPUB Accessibility 1.1, 2.5).
EXEMPTIONS = (
    "eaa-microenterprise",
    "eaa-fundamental-alteration",
    "eaa-disproportionate-burden",
)
FONTS = ("", "embed", "system")
ANIMATIONS = ("still", "keep")
NO_COVER = "none"
# What an edition that is added to has said, and still says.
KEPT = ("cover", "fonts", "conforms", "certified_by", "exemption")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """A publisher's choices for an e-book.

    `cover` is the file of a picture, `none` for a book without a cover, empty for a drawn one.
    `fonts` are in the book (`embed`), or left to the reading system (`system`); empty as the
    profile has it. A moving picture shows its first frame (`still`) or moves (`keep`). `conforms`
    is the standard that the book is claimed to meet (`EPUB Accessibility 1.1 - WCAG 2.2 Level AA`)
    and `certified_by` who checked that; `exemption` is the one the publisher claims from the duty
    to meet it. `page_list` says that the pages of the book's PDF are listed in it.
    """

    cover: str = ""
    fonts: str = ""
    animation: str = "still"
    conforms: str = ""
    certified_by: str = ""
    exemption: str = ""
    page_list: bool = False

    def after(self, earlier: Imprint) -> Imprint:
        """Return the choices for an edition that is added to: the earlier ones where none is made.

        A claim goes with who answers for it.
        """
        said = {name: getattr(self, name) or getattr(earlier, name) for name in KEPT}
        if self.conforms or self.certified_by:
            said |= {"conforms": self.conforms, "certified_by": self.certified_by}
        return replace(self, **said)

    def must_be_right(self) -> None:
        """Raise UsageError for a choice there isn't, or a claim that nobody answers for."""
        _must_be_one("fonts", self.fonts, FONTS)
        _must_be_one("animation", self.animation, ANIMATIONS)
        if self.exemption:
            _must_be_one("exemption", self.exemption, EXEMPTIONS)
        if bool(self.conforms) != bool(self.certified_by):
            raise UsageError(
                "A claim that a book conforms needs both the standard and who checked it.",
                "Give --conforms and --certified-by together, or neither.",
            )


def _must_be_one(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise UsageError(
            f"There is no choice {value} for {name}.",
            f"Choose one of {', '.join(filter(None, choices))}.",
        )
