"""An archive's PDF has the same bytes on any day, in any zone, by any number of workers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.tools import keeping

SAVED = 1_760_000_000
# A clock that stands on another day, for whatever in the process asks it.
CLOCK = """\
import datetime, time
_now = {now}
time.time = lambda: float(_now)
time.time_ns = lambda: _now * 10**9
class _Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(_now, tz)
    @classmethod
    def utcnow(cls): return cls.fromtimestamp(_now, datetime.timezone.utc).replace(tzinfo=None)
datetime.datetime = _Clock
"""


def converted(
    place: Path, sources: list[Path], jobs: int, now: int, **environment: str
) -> dict[str, str]:
    """Return the sha256 of the PDF of each source, made by a command of its own."""
    place.mkdir()
    (place / "sitecustomize.py").write_text(CLOCK.format(now=now), encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "formatter", "convert", *map(str, sources), "--to", "pdf"),
            *("--profile", "archive", "--jobs", str(jobs), "--json", "-o", str(place / "out")),
        ],
        env={**os.environ, "PYTHONPATH": str(place), **environment},
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["status"] for record in records] == ["done"] * len(sources)
    return {record["source"]: record["outputs"][0]["sha256"] for record in records}


def test_the_same_bytes_on_another_day_in_another_zone_by_more_workers(tmp_path: Path) -> None:
    sources = []
    for page in (*keeping.EXAMPLES[:1], *(p for p in keeping.CORPUS if p.stem == "chinese-short")):
        copy = tmp_path / page.name
        shutil.copy(page, copy)
        beside = page.with_name(f"{page.stem}_files")
        if beside.is_dir():
            shutil.copytree(beside, tmp_path / beside.name)
        os.utime(copy, (SAVED, SAVED))
        sources.append(copy)
    one = converted(tmp_path / "1", sources, 1, SAVED + 86_400, PYTHONHASHSEED="1", TZ="UTC")
    other = converted(
        tmp_path / "2", sources, 2, SAVED + 9_000_000, PYTHONHASHSEED="4242", TZ="Pacific/Apia"
    )
    assert len(one) == len(sources) == 2
    assert one == other
