"""The catalogue of fonts: what is at hand, what isn't, and what to install for it."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from pathlib import Path

import pytest

from formatter import fonts, foundry, theme
from formatter.catalogue import catalogue, letters, text
from formatter.foundry import SCRIPTS, covered, packages
from tests.tools import typefaces


def nothing(_code: str) -> str:
    return ""


def test_every_family_with_its_part_coverage_and_licence() -> None:
    shown = catalogue(ask=nothing)
    families = {family["key"]: family for family in shown["families"]}
    assert tuple(families) == fonts.keys()
    for key, family in families.items():
        signs = key == "noto-sans-symbols-2"
        assert family["vietnamese"] == (0 if signs else 134)
        assert family["characters"] == len(fonts.coverage(key))
        assert ("Latin" in family["scripts"]) == (not signs)
        assert family["licence"] == "SIL Open Font License 1.1"
        assert Path(family["licence_file"]).is_file()
        assert len(family["faces"]) == len(fonts.family(key).faces)
        for role, names in family["roles"].items():
            assert all(theme.load(name).fonts[role] == key for name in names)
    played = {role for family in families.values() for role in family["roles"]}
    assert played == {"text", "head", "sans", "mono", "symbols"}


def test_the_letters_of_vietnamese() -> None:
    assert len(letters()) == len(set(letters())) == 134
    assert set("ấẴđĐỹƠ") <= set(letters())
    assert unicodedata.is_normalized("NFC", letters())


def test_what_is_missing_has_a_package_and_a_file() -> None:
    missing = catalogue(ask=nothing)["missing"]
    names = [script["script"] for script in missing]
    assert {"Han", "Hangul", "Thai", "Arabic", "Hebrew", "Devanagari", "Khmer", "Lao"} < set(names)
    assert not {"Latin", "Greek", "Cyrillic"} & set(names)
    for script in missing:
        assert script["package"].startswith("fonts-")
        assert script["font"].startswith("/usr/share/fonts/")


def test_a_user_s_font_is_shown_and_its_script_no_longer_missing(tmp_path: Path) -> None:
    thai = next(script for script in SCRIPTS if script.name == "Thai")
    data = typefaces.font(thai.sample, name="Chữ Thái", licence="Của\n tôi")
    shown = catalogue([typefaces.put(tmp_path, "thai.ttf", data)], ask=nothing)
    family = shown["families"][-1]
    assert (family["name"], family["yours"], family["scripts"]) == ("Chữ Thái", True, ["Thai"])
    assert (family["licence"], family["roles"]) == ("Của tôi", {})
    assert "Thai" not in [script["script"] for script in shown["missing"]]


def test_a_font_of_the_machine_is_named_where_it_helps(tmp_path: Path) -> None:
    lao = next(script for script in SCRIPTS if script.name == "Lao")
    good = typefaces.put(tmp_path, "lao.ttf", typefaces.font(lao.sample))
    heavy = typefaces.put(tmp_path, "a-lao.ttf", typefaces.font(lao.sample))
    mono = typefaces.put(tmp_path, "a-mono.ttf", typefaces.font(lao.sample))
    half = typefaces.put(tmp_path, "a-half.ttf", typefaces.font(lao.sample[0]))
    asked = []

    def ask(code: str) -> str:
        asked.append(code)
        if code != f"{ord(lao.sample[0]):x}":
            return ""
        return f"200\t\t{heavy}#0\n80\t100\t{mono}#0\n80\t\t{half}#0\n80\t\t{good}#0\n"

    (found,) = (s for s in catalogue(ask=ask)["missing"] if s["script"] == "Lao")
    if not Path(foundry.PLACE + lao.file).is_file():
        assert (found["font"], found["present"]) == (good, True)
    assert len(asked) > 10


def test_what_a_person_reads() -> None:
    shown = catalogue(ask=nothing)
    lines = list(text(shown))
    assert "Literata (literata): text in" in "\n".join(lines)
    assert any("Vietnamese 134/134; 1163 characters; Latin, Greek, Cyrillic" in s for s in lines)
    assert any("Thai" in line for line in lines)
    # What it tells to write is what settings read.
    start = next(n for n, line in enumerate(lines) if line.strip() == "[fonts]")
    told = tomllib.loads("\n".join(lines[start:]))["fonts"]["extra"]
    assert told == list(dict.fromkeys(script["font"] for script in shown["missing"]))
    json.dumps(shown)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_told_by_its_sample(script: foundry.Script) -> None:
    assert script in covered(frozenset(map(ord, script.sample)))
    assert script not in covered(frozenset(map(ord, script.sample[1:])) - {ord(script.sample[0])})
    assert bool(script.package) == bool(script.file)


def test_what_to_install_for_scripts_and_blocks() -> None:
    assert packages(["Han", "Thai", "CJK Symbols and Punctuation", "Linear A", "Han"]) == {
        "fonts-noto-cjk": ["Han", "CJK Symbols and Punctuation"],
        "fonts-noto-core": ["Thai"],
        "": ["Linear A"],
    }
