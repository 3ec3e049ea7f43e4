"""Sources: a file, bytes, a saved page or an address becomes a Page.

The only place where bytes become text.
"""

from formatter.source.folder import expand
from formatter.source.page import again, joined, read

__all__ = ["again", "expand", "joined", "read"]
