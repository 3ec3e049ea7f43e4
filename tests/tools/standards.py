"""What veraPDF 1.28.2 says of PDFs, all of them looked at in one virtual machine."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_JARS = Path(__file__).with_name("verapdf") / "lib"
_CHECK = "org.verapdf.apps.GreenfieldCliWrapper"
# A check is short work: the quick compiler alone and the plain collector halve its time.
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# Each profile that a file claims is checked; what claims none is held to the oldest.
_CLAIMED = ("-f", "0", "--format", "xml", "--maxfailuresdisplayed", "2")

Report = Mapping[str, tuple[str, ...]]


def reports(pdfs: Mapping[str, bytes]) -> dict[str, Report]:
    """Return what each PDF breaks of each profile that it claims, by the profile's name.

    The names in `pdfs` are for the caller alone. Raises RuntimeError where Java or the jars are
    missing, or where veraPDF doesn't come to an end.
    """
    java = shutil.which("java")
    if java is None or not any(_JARS.glob("*.jar")):
        raise RuntimeError("veraPDF or its Java is missing: ./tests/run brings both.")
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.pdf" for number in range(len(pdfs))]
        for file, data in zip(files, pdfs.values(), strict=True):
            file.write_bytes(data)
        command = [java, *_QUICK, "-cp", f"{_JARS}/*", _CHECK, *_CLAIMED, *map(str, files)]
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
        if done.returncode not in {0, 1}:
            raise RuntimeError(f"veraPDF came to no end: {done.stderr.decode()[-2000:]}")
        found = dict(map(_read, ET.fromstring(done.stdout).iter("job")))
        return {name: found[file.name] for name, file in zip(pdfs, files, strict=True)}


def _read(job: ET.Element) -> tuple[str, Report]:
    file = Path(job.findtext("item/name") or "").name
    return file, {
        str(report.get("profileName")).removesuffix(" validation profile"): tuple(_broken(report))
        for report in job.iter("validationReport")
    }


def _broken(report: ET.Element) -> Iterator[str]:
    if report.get("isCompliant") != "true":
        yield str(report.get("statement"))
    for rule in report.iter("rule"):
        first = f"{rule.findtext('check/errorMessage')} at {rule.findtext('check/context')}"
        yield f"{rule.get('clause')}-{rule.get('testNumber')}: {first}"
