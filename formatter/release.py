"""Which release this is."""

__version__ = "0.1.0"
# All there were, oldest first: a file that says an older one made it lies if that isn't among them.
RELEASES = ("0.1.0",)
