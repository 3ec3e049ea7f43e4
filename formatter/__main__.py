"""`python -m formatter`: the same as the command `formatter`."""

from __future__ import annotations

from formatter.cli import main

if __name__ == "__main__":
    main()
