"""Cards for catalogues: a book's articles as Dublin Core, CSL-JSON, RIS and BibTeX."""

from __future__ import annotations

from formatter.cards.beside import FORMS as FORMS
from formatter.cards.beside import cards as cards
from formatter.cards.beside import forms as forms
from formatter.cards.dublin import card as card
