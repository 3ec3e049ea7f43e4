"""Standards looked at by veraPDF, where it is there: it and Java are no part of the program."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from formatter.verify.finding import Finding, right, undecided, wrong

_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
_SECONDS = 600


def look(pdf: Path, place: Path | None) -> Iterator[Finding]:
    """Yield what veraPDF says of a file, whose folder of jars or program is `place`."""
    if place is None:
        said = "veraPDF isn't named, so the standards weren't looked at."
        yield undecided("standard", said)
        return
    command = _command(place)
    if not command:
        yield undecided("standard", f"There is no veraPDF in {place}, or no Java to run it.")
        return
    try:
        done = subprocess.run(  # noqa: S603  the program that the user named
            [*command, "--format", "xml", "--maxfailuresdisplayed", "1", str(pdf.absolute())],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        root = ET.fromstring(done.stdout)  # noqa: S314  written by the program that the user named
    except (OSError, subprocess.TimeoutExpired, ET.ParseError) as why:
        yield undecided("standard", f"veraPDF gave no answer: {type(why).__name__}.")
        return
    reports = list(root.iter("validationReport"))
    for report in reports:
        name = report.get("profileName", "").removesuffix(" validation profile")
        if report.get("isCompliant") == "true":
            yield right("standard", f"veraPDF: it conforms to {name}.")
            continue
        rules = [
            f"{rule.get('clause')} ({rule.findtext('description', '').strip()})"
            for rule in report.iter("rule")
        ]
        yield wrong("standard", f"veraPDF: it doesn't conform to {name}: {'; '.join(rules[:5])}.")
    if not reports:
        yield wrong("standard", "veraPDF can't read it.")


def _command(place: Path) -> list[str]:
    if place.is_dir():
        java = shutil.which("java")
        jars = any(place.glob("*.jar"))
        return [java, "-cp", f"{place.absolute()}/*", _MAIN] if java and jars else []
    return [str(place)] if place.is_file() else []
