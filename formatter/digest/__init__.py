"""The digest: an issue file, read and checked, and the book that it makes of its articles."""

from formatter.digest.bound import bound, house
from formatter.digest.edited import edited, edits
from formatter.digest.lock import held
from formatter.digest.pictured import file_name
from formatter.digest.read import read
from formatter.digest.schema import schema
from formatter.digest.starter import Found, starter

__all__ = [
    "Found",
    "bound",
    "edited",
    "edits",
    "file_name",
    "held",
    "house",
    "read",
    "schema",
    "starter",
]
