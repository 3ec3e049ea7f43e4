"""Cleaning: a page becomes its article, with an account of all that isn't in it."""

from formatter.clean.clean import clean

__all__ = ["clean"]
