"""ICU's own answer to which of two texts comes first in Vietnamese.

ICU's binding for Python is a package of Debian's, seen by Debian's interpreter alone.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence

_ASK = """
import json, sys
import icu
collator = icu.Collator.createInstance(icu.Locale("vi"))
pairs = json.load(sys.stdin)
json.dump([collator.compare(one, other) for one, other in pairs], sys.stdout)
"""


def compared(pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Return -1, 0 or 1 for each pair: the first one before, equal to or after the other."""
    told = subprocess.run(
        ["/usr/bin/python3", "-c", _ASK],
        input=json.dumps(pairs),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert told.returncode == 0, f"Install Debian's python3-icu: {told.stderr}"
    found: list[int] = json.loads(told.stdout)
    return found
