"""A book laid out and written: as EPUB (`epub`), as PDF (`pdf`), and what the two share.

Nothing is loaded here: an engine is imported with its own module, when that output is asked for.
"""
