"""A book held to what reading systems ask: `check` finds what one of them would stumble over."""

from formatter.check.box import UnreadableError
from formatter.check.lint import check, check_made
from formatter.check.made import Made
from formatter.check.rule import Finding
from formatter.check.rules import RULES
from formatter.check.told import told

__all__ = ["RULES", "Finding", "Made", "UnreadableError", "check", "check_made", "told"]
