"""The schema of issue files: the file that ships, and what it takes and refuses."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

import formatter.digest as package
from formatter.digest import schema
from formatter.digest.keys import KEYS
from formatter.digest.kinds import fits
from tests.digest.test_read import LEAST, MISTAKES, WHOLE

_FILE = Path(package.__file__).parent / "issue.schema.json"
_EXAMPLE = Path(__file__).parents[2] / "examples" / "issue.toml"


def plain(text: str) -> dict[str, Any]:
    """Return a TOML text as an editor hands it to a schema: its days as text."""
    table = tomllib.loads(text)
    own = table.get("issue", {})
    if isinstance(own, dict) and isinstance(own.get("date"), date):
        own["date"] = own["date"].isoformat()
    return table


def test_the_file_that_ships_is_made_of_the_table() -> None:
    made = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    assert _FILE.read_text(encoding="utf-8") == made, (
        "Write it anew: formatter digest schema > formatter/digest/issue.schema.json"
    )


@pytest.mark.parametrize("text", [WHOLE, LEAST, _EXAMPLE.read_text(encoding="utf-8")])
def test_what_the_reader_takes_the_schema_takes(text: str) -> None:
    taken = plain(text)
    assert fastjsonschema.compile(schema())(taken) == plain(text)


# What a schema can't see: files, themes, figures that check others, keys that go together.
_UNSEEN = {
    "title in lines", "no such day", "day and hour", "isbn", "issn", "theme", "target", "filler",
    "filler's file", "cover's file", "cover no picture", "cover without one", "cover unknown",
    "contents and toc", "source's file", "source's folder", "source a folder", "source twice",
    "picture kept and dropped", "lead dropped", "span", "block kept and dropped",
    "empty title",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MISTAKES.keys() - _UNSEEN))
def test_what_the_reader_refuses_the_schema_refuses(name: str) -> None:
    try:
        table = plain(MISTAKES[name][0])
    except tomllib.TOMLDecodeError:
        return  # no editor asks a schema about a text that is no TOML
    with pytest.raises(fastjsonschema.JsonSchemaException):
        fastjsonschema.compile(schema())(table)


def test_each_example_is_of_its_kind() -> None:
    for name, keys in KEYS.items():
        for key, asked in keys.items():
            if asked.kind in {"table", "tables"}:
                continue
            value = tomllib.loads(f"{key} = {asked.example}")[key]
            assert fits(value, asked), f"{name}.{key}"
            assert asked.says.endswith("."), f"{name}.{key}"
