"""Write `formatter/render/foreign.json`: the engine's C declarations, compiled by cffi.

`python -m tests.tools.foreign`, after another version of WeasyPrint was pinned.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from formatter.render.foreign import COMPILED, OURS, digest

_HEARD = """
import cffi, json, sys
heard = []
class FFI(cffi.FFI):
    def cdef(self, text, **rest):
        heard.append(text)
        super().cdef(text, **rest)
cffi.FFI = FFI
import weasyprint.text.ffi
json.dump(heard, sys.stdout)
"""


def declared() -> str:
    """Return what the installed engine declares."""
    heard = subprocess.run([sys.executable, "-c", _HEARD], capture_output=True, check=True)
    (text,) = json.loads(heard.stdout)
    return str(text)


def compiled(text: str) -> str:
    """Return the declarations and ours, compiled, as the file has them."""
    ffi = import_module("cffi").FFI()
    ffi.set_source("compiled", None)
    ffi.cdef(text)
    ffi.cdef(OURS, override=True)
    told: dict[str, Any] = {}
    backend = type("Backend", (), {"FFI": staticmethod(lambda _name, **parts: told.update(parts))})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "compiled.py")
        ffi.emit_python_code(str(path))
        code = path.read_text("latin-1").replace("import _cffi_backend", "")
    exec(compile(code, "compiled.py", "exec"), {"_cffi_backend": backend})  # noqa: S102  cffi's own
    record = {"declared": digest(text)} | {name[1:]: _texts(part) for name, part in told.items()}
    return json.dumps(record, indent=1, sort_keys=True) + "\n"


def _texts(held: Any) -> Any:
    if isinstance(held, tuple):
        return [_texts(one) for one in held]
    return held.decode("latin-1") if isinstance(held, bytes) else held


if __name__ == "__main__":
    COMPILED.write_text(compiled(declared()), encoding="utf-8")
