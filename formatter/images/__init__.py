"""Pictures: each one that an article names, as bytes that every reading system shows.

Found in what came with the page, looked at before it is trusted, shrunk and re-encoded where it
must be. One that can't be had is an Image too, with the reason.
"""

from formatter.images.collect import gather
from formatter.images.kept import Kept
from formatter.images.limits import Limits
from formatter.images.own import own_cover, own_picture
from formatter.images.raster import load_openers

__all__ = ["Kept", "Limits", "gather", "load_openers", "own_cover", "own_picture"]
