"""The process of a command: `formatter`, and `python -m formatter`."""

from __future__ import annotations

import gc
import os
import sys

# A command makes many objects and drops few: the collector, at its own pace, would look them
# through some forty times while the modules alone are loaded.
_OBJECTS = 100_000


def run() -> None:
    """Run the command line, and end the process with its exit code once all is written.

    Taking a million objects apart, only to end, costs a page a tenth of its time; files are closed
    and temporary ones gone by then, so the process just stops.
    """
    gc.set_threshold(_OBJECTS)
    from formatter.beside import begun

    # What reads and cleans a page takes longer to load than the command: it begins before it.
    intake = begun(sys.argv[1:])
    from formatter.cli import main

    code: object = 0
    try:
        main(obj=intake)
    except SystemExit as done:
        code = done.code
    if not isinstance(code, int | None):
        sys.exit(str(code))
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read the output went away
        os._exit(code or 1)
    os._exit(code or 0)


if __name__ == "__main__":
    run()
