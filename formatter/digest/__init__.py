"""The digest: an issue file, read and checked, and the book that it makes of its articles."""
