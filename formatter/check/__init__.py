"""A book held to what reading systems ask: `check` finds what one of them would stumble over."""

from formatter.check.lint import check
from formatter.check.rule import Finding
from formatter.check.rules import RULES
from formatter.check.told import told

__all__ = ["RULES", "Finding", "check", "told"]
